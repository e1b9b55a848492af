//! An ad that is not published yet, as somebody who looks for work will see it.

use leptos::prelude::*;
use passerelle_api::{id::DraftId, job::Job};

use super::{
    calls,
    job_parts::{AtAGlance, Employer, Skills, asked, steps},
};
use crate::{
    announce::PageHeading,
    gate::EmployerGate,
    i18n as tr,
    load::{Load, Loaded, load},
    route::Route,
    ui::{
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
};

/// The page of an ad before it is published.
#[component]
pub fn PreviewPage(draft: DraftId) -> impl IntoView {
    let back = Route::Draft(draft.clone()).path();
    view! {
        <a class="back-link" href=back>
            <Glyph icon=Icon::Back/>
            {tr::jobs::to_draft}
        </a>
        <EmployerGate why=tr::jobs::preview_text heading=tr::jobs::ad>{shown(draft.clone())}</EmployerGate>
    }
}

fn shown(draft: DraftId) -> AnyView {
    let job = load(tr::language, move |lang| calls::preview(draft.clone(), lang));
    let failed = Memo::new(move |_| matches!(job.state(), Load::Failed(_)));
    view! {
        {move || failed.get().then(|| view! { <PageHeading text=tr::jobs::ad/> })}
        <Loaded loader=job view=ad/>
    }
    .into_any()
}

fn ad(job: Job) -> AnyView {
    let (lang, title, employer) = (job.card.lang.as_str(), job.card.title.clone(), job.card.employer.name.clone());
    let (must, nice, html) = (job.must.clone(), job.nice.clone(), job.html.clone());
    view! {
        <Notice tone=Tone::Warn title=tr::jobs::preview><p>{tr::jobs::preview_text}</p></Notice>
        <article class="job">
            <header class="job-head">
                <PageHeading text=title lang/>
                <p class="job-by"><bdi>{employer}</bdi></p>
                <AtAGlance job=job.clone()/>
            </header>
            <section aria-labelledby="job-description">
                <h2 id="job-description">{tr::jobs::description}</h2>
                <div class="prose" lang=lang inner_html=html></div>
            </section>
            <Skills must nice/>
            {steps(&job)}
            {asked(&job)}
            <Employer job/>
        </article>
    }
    .into_any()
}
