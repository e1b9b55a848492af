//! An ad.

use leptos::prelude::*;
use passerelle_api::{
    NaiveDate,
    account::Language,
    id::JobSlug,
    job::{Contract, Job},
};
use passerelle_rules::{ad::says_posting, pay::apprentice::Country, train_first::is_told};

use super::{
    apprenticeship, calls, fit,
    job_parts::{ApplyBar, AtAGlance, Employer, Skills, asked, left_out, steps},
    placed, posting, similar, train_first,
    written::way_back,
};
use crate::{
    announce::PageHeading,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    load::{Load, Loaded, load_known},
    route::Route,
    session::use_session,
    ui::{
        breadcrumb::Breadcrumb,
        button::{Button, ButtonKind},
        icon::Icon,
    },
    words,
};

/// The page of an ad.
#[component]
pub fn JobPage(slug: JobSlug) -> impl IntoView {
    let session = use_session();
    // Whether one applied already depends on who one is.
    let me = Memo::new(move |_| session.viewer());
    let job =
        load_known(move || me.get().map(|_| (slug.clone(), tr::language())), |(slug, lang)| calls::show(slug, lang));
    let failed = Memo::new(move |_| matches!(job.state(), Load::Failed(_)));
    view! {
        {move || failed.get().then(|| view! { <PageHeading text=tr::jobs::ad/> })}
        <Loaded loader=job view=|job| view! { <Ad job/> }/>
    }
}

panels! {
    fit_panel(StoredValue<Job>) => fit::panel;
    apprenticeship_panel(StoredValue<Job>) => apprenticeship::panel;
    train_first_panel(StoredValue<Job>) => train_first::panel;
    similar_panel(StoredValue<Job>) => similar::panel;
    placed_panel(()) => placed::panel;
}

/// What the law asks for where an apprentice is hired, or somebody who is trained first, behind a button: it is long, and not for
/// everybody who reads the ad.
fn law(job: StoredValue<Job>) -> Option<AnyView> {
    let of_apprentices = job.with_value(|job| {
        job.card.contract == Contract::Apprenticeship && Country::from_code(&job.card.place.country).is_some()
    });
    let trains_first = job.with_value(|job| is_told(job.card.contract, &job.card.place.country));
    let title = if trains_first { tr::jobs::train_first_title } else { tr::jobs::apprentice_title };
    let label = if trains_first { tr::jobs::train_first_open } else { tr::jobs::apprentice_open };
    let fetch: fn() -> Fetching<StoredValue<Job>> = if trains_first {
        || with_words(&[Namespace::TrainFirst, Namespace::Apprenticeship], Box::pin(train_first_panel()))
    } else {
        || with_words(&[Namespace::Apprenticeship], Box::pin(apprenticeship_panel()))
    };
    let open = RwSignal::new(false);
    (of_apprentices || trains_first).then(|| {
        view! {
            <section class="law" aria-labelledby="job-law">
                <h2 id="job-law">{title}</h2>
                <Button
                    label
                    controls="law"
                    expanded=Signal::from(open)
                    on_press=move |()| open.update(|open| *open = !*open)
                />
                <div id="law">{move || open.get().then(|| lazy::panel(fetch, job))}</div>
            </section>
        }
        .into_any()
    })
}

const PLACED: fn() -> Fetching<()> = || with_words(&[Namespace::Outcomes], Box::pin(placed_panel()));

const SIMILAR: fn() -> Fetching<StoredValue<Job>> = || with_words(&[Namespace::Similar], Box::pin(similar_panel()));

fn print() {
    if window().print().is_err() {
        leptos::logging::error!("the browser could not print");
    }
}

/// How the signed-in person fits the ad. Those who hire are not compared with it.
fn own_fit(job: StoredValue<Job>) -> AnyView {
    let session = use_session();
    let applies = Memo::new(move |_| session.account().is_some_and(|account| account.employer.is_none()));
    let fetch: fn() -> Fetching<StoredValue<Job>> = || with_words(&[Namespace::Fit], Box::pin(fit_panel()));
    (move || applies.get().then(|| lazy::panel(fetch, job))).into_any()
}

/// When the ad was posted, where that is said, and in which language it is, where that is not the reader's.
fn posted_line(posted: Option<NaiveDate>, lang: Language) -> AnyView {
    let written_in = move || (lang != tr::language()).then(|| tr::shell::written_in(&tr::language_name(lang.as_str())));
    match posted {
        Some(posted) => view! {
            <p class="job-posted">
                <time datetime=posted.to_string()>{move || tr::jobs::posted(&words::relative(posted))}</time>
                {move || written_in().map(|words| format!(" · {words}"))}
            </p>
        }
        .into_any(),
        None => (move || written_in().map(|words| view! { <p class="job-posted">{words}</p> })).into_any(),
    }
}

#[component]
fn Ad(job: Job) -> impl IntoView {
    if !job.json_ld.is_empty() {
        posting::publish(&job.json_ld);
    }
    let (lang, title, employer) = (job.card.lang, job.card.title.clone(), job.card.employer.name.clone());
    let is_said = says_posting(job.apply_url.is_some(), job.card.posted_at);
    let posted = is_said.then(|| job.card.posted_at.date_naive());
    let address = [window().location().origin().unwrap_or_default(), Route::Job(job.card.slug.clone()).path()].concat();
    let (left_out, way_back) = (left_out(&job), way_back(&job));
    let kept = StoredValue::new(job.clone());
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
                <p class="job-by"><bdi>{employer}</bdi></p>
                <AtAGlance job=job.clone()/>
                {posted_line(posted, lang)}
                // Paper says nothing of when it was printed, or from where.
                {posted.map(|posted| view! {
                    <p class="print-only">{move || tr::jobs::posted_on(&words::day(posted))}</p>
                })}
                <p class="print-only">{move || tr::words::labelled(&tr::jobs::address(), &address)}</p>
                <div class="job-print">
                    <Button label=tr::jobs::print kind=ButtonKind::Quiet icon=Icon::Print on_press=|()| print()/>
                </div>
            </header>
            {left_out}
            {way_back}
            <ApplyBar job=job.clone()/>
            {own_fit(kept)}
            <section aria-labelledby="job-description">
                <h2 id="job-description">{tr::jobs::description}</h2>
                <div class="prose" lang=lang.as_str() inner_html=html></div>
            </section>
            <Skills must nice/>
            {law(kept)}
            {kept.with_value(steps)}
            {kept.with_value(asked)}
            <Employer job/>
            {lazy::panel(PLACED, ())}
            {lazy::panel(SIMILAR, kept)}
        </article>
    }
}
