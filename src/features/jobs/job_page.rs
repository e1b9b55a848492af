//! An ad.

use leptos::prelude::*;
use passerelle_api::{id::JobSlug, job::Job};

use super::{
    calls,
    job_parts::{ApplyBar, AtAGlance, Employer, Skills},
    posting,
};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Load, Loaded, load},
    route::Route,
    session::use_session,
    ui::breadcrumb::Breadcrumb,
    words,
};

/// The page of an ad.
#[component]
pub fn JobPage(slug: JobSlug) -> impl IntoView {
    let session = use_session();
    // Whether one applied already depends on who one is.
    let me = Memo::new(move |_| session.account().map(|account| account.id));
    let job = load(move || (slug.clone(), tr::language(), me.get()), |(slug, lang, _)| calls::show(slug, lang));
    let failed = Memo::new(move |_| matches!(job.state(), Load::Failed(_)));
    view! {
        {move || failed.get().then(|| view! { <PageHeading text=tr::jobs::ad/> })}
        <Loaded loader=job view=|job| view! { <Ad job/> }/>
    }
}

#[component]
fn Ad(job: Job) -> impl IntoView {
    posting::publish(&job.json_ld);
    let (lang, title, employer) = (job.card.lang, job.card.title.clone(), job.card.employer.name.clone());
    let posted = job.card.posted_at.date_naive();
    let elsewhere = move || lang != tr::language();
    let (must, nice, html) = (job.must.clone(), job.nice.clone(), job.html.clone());
    view! {
        <Breadcrumb
            label=tr::jobs::you_are_here
            items=Signal::derive(|| vec![(Route::Jobs.path(), tr::shell::jobs())])
            here=title.clone()
            lang=lang.as_str()
        />
        <article class="job">
            <header class="job-head">
                <PageHeading text=title lang=lang.as_str()/>
                <p class="job-by">{employer}</p>
                <AtAGlance job=job.clone()/>
                <p class="job-posted">
                    <time datetime=posted.to_string()>{move || tr::jobs::posted(&words::relative(posted))}</time>
                    {move || elsewhere().then(|| {
                        format!(" · {}", tr::shell::written_in(&tr::language_name(lang.as_str())))
                    })}
                </p>
            </header>
            <ApplyBar job=job.clone()/>
            <section aria-labelledby="job-description">
                <h2 id="job-description">{tr::jobs::description}</h2>
                <div class="prose" lang=lang.as_str() inner_html=html></div>
            </section>
            <Skills must nice/>
            <Employer job/>
        </article>
    }
}
