//! The page that applies for a job. Everything can be written before one signs in.

use leptos::prelude::*;
use passerelle_api::{
    Code,
    id::JobSlug,
    job::{Application, Job},
};
use passerelle_rules::application::bars_another;

use super::{
    application::{Form, To},
    application_form::{ApplicationForm, use_writing},
    calls,
    card::Comparison,
    job_parts::{Applied, left_out, takes_none},
    written::{goes_over, way_on, written},
};
use crate::{
    announce::{self, PageHeading},
    gate::entrance,
    i18n as tr,
    load::{Load, Loaded, load_known},
    route::Route,
    session::use_session,
    ui::{
        breadcrumb::Breadcrumb,
        facts::Facts,
        notice::{Notice, Tone},
    },
    watch::watch,
};

/// What takes focus once the application was sent.
pub(super) const SENT: &str = "application-sent";

/// What takes focus where the ad takes no application any more.
const STANDS: &str = "application-stands";

/// The page that applies for a job.
#[component]
pub fn ApplyPage(slug: JobSlug) -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.viewer());
    let asked = slug.clone();
    let job =
        load_known(move || me.get().map(|_| (asked.clone(), tr::language())), |(slug, lang)| calls::show(slug, lang));
    let writing = use_writing(&Form::name(&slug), Form::new);
    let sent = RwSignal::new(None::<Application>);
    let barred = Memo::new(move |_| {
        let earlier = sent.with(Option::is_none).then(|| job.value()).flatten();
        earlier.and_then(|job| job.mine).filter(|mine| bars_another(mine.status))
    });
    watch(move || {
        if let Some(mine) = job.value().and_then(|job| job.mine).filter(|mine| !bars_another(mine.status)) {
            untrack(|| writing.begin_after(&mine.id));
        }
    });
    // Nobody should write to an ad that is not there. One that could not be fetched may well be there.
    let gone = Memo::new(move |_| matches!(job.state(), Load::Failed(why) if why.code() == Some(Code::NotFound)));
    // Whose form it is, is not known before. Who signs in while it is sent keeps the form that sends it.
    let unknown = Memo::new(move |_| me.with(Option::is_none));
    let title = move || job.value().map(|job| job.card.title);
    // What came from another site is applied for there.
    let elsewhere = Memo::new(move |_| {
        job.value().filter(|job| job.apply_url.is_some()).map(|job| (Route::Job(job.card.slug).path(), job.card.title))
    });
    let document_title = move || title().map_or_else(tr::jobs::apply_title, |title| tr::jobs::apply_to(&title));
    let questions = Memo::new(move |_| job.value().map(|job| job.questions).unwrap_or_default());
    let closed = Memo::new(move |_| job.value().is_some_and(|job| takes_none(&job)));
    // Who applied already has no use for another form.
    let other = Memo::new(move |_| {
        let open_to_other = |job: &Job| takes_none(job) && barred.with(Option::is_none);
        job.value().filter(open_to_other).and_then(|job| job.repeated_by)
    });
    goes_over(&slug, other, writing);
    let ad = StoredValue::new(slug.clone());
    let on_sent = move |application: Application| {
        sent.set(Some(application));
        announce::arrive(SENT);
        let (ad, lang) = (ad.get_value(), untrack(tr::language));
        // The ad says how many applied, which is one more now. Where it cannot be asked, it stays as it was read.
        leptos::task::spawn_local(async move { calls::show(ad, lang).await.into_iter().for_each(|ad| job.set(ad)) });
    };
    // What was being sent may not go with what the ad is by now: it may have been closed, or answered from another tab.
    let on_read = move |ad: Job| {
        if takes_none(&ad) || ad.mine.as_ref().is_some_and(|mine| bars_another(mine.status)) {
            announce::arrive(STANDS);
        }
        job.set(ad);
    };
    let trail = {
        let ad = Route::Job(slug.clone()).path();
        move || vec![(Route::Jobs.path(), tr::shell::jobs()), (ad.clone(), title().unwrap_or_else(tr::jobs::ad))]
    };
    view! {
        <Breadcrumb label=tr::jobs::you_are_here items=Signal::derive(trail) here=tr::jobs::apply_title/>
        <div class="apply-page">
            <PageHeading text=tr::jobs::apply_title title=document_title/>
            <Loaded loader=job view=|job: Job| view! { <AboutAd job/> }/>
            {move || match (sent.get(), barred.get()) {
                (Some(application), _) => view! { <Sent application/> }.into_any(),
                (None, Some(mine)) => view! { <div id=STANDS tabindex="-1"><Applied mine/></div> }.into_any(),
                (None, None) if unknown.get() => ().into_any(),
                (None, None) if gone.get() => written(writing),
                (None, None) if closed.get() => view! {
                    <div id=STANDS tabindex="-1">
                        {job.value().map(|job| left_out(&job))}
                        {other.get().map(|other| way_on(&slug, &other, writing))}
                    </div>
                    {written(writing)}
                }
                .into_any(),
                (None, None) if elsewhere.with(Option::is_some) => view! {
                    <p>{tr::jobs::elsewhere_hint}</p>
                    {elsewhere.get().map(|(href, title)| view! { <p><a href=href><bdi>{title}</bdi></a></p> })}
                    {written(writing)}
                }
                .into_any(),
                (None, None) => view! {
                    {sign_in_first(Route::Apply(slug.clone()).path())}
                    <ApplicationForm to=To::Ad(slug.clone()) questions writing on_sent on_read/>
                }
                .into_any(),
            }}
        </div>
    }
}

#[component]
fn AboutAd(job: Job) -> impl IntoView {
    let (lang, title, employer) = (job.card.lang, job.card.title.clone(), job.card.employer.name.clone());
    view! {
        <section class="apply-ad" aria-labelledby="apply-ad">
            <h2 id="apply-ad" lang=lang.as_str()>{title}</h2>
            <p class="job-by"><bdi>{employer}</bdi></p>
            <Facts terse=true>
                <Comparison card=job.card/>
            </Facts>
        </section>
    }
}

/// Says to somebody without an account that writing can begin at once, and leads back to this page.
pub(super) fn sign_in_first(here: String) -> AnyView {
    let session = use_session();
    (move || {
        let here = here.clone();
        session.is_nobody().then(|| {
            view! {
                <Notice title=tr::jobs::write_first>
                    <p>{tr::jobs::write_first_text}</p>
                    <p class="cluster">
                        <a href=entrance(&Route::SignIn, &here)>{tr::shell::sign_in}</a>
                        <a href=entrance(&Route::SignUp, &here)>{tr::shell::sign_up}</a>
                    </p>
                </Notice>
            }
        })
    })
    .into_any()
}

/// Says that the application is sent, and where to go from there.
#[component]
pub(super) fn Sent(application: Application) -> impl IntoView {
    view! {
        <div id=SENT tabindex="-1">
            <Notice tone=Tone::Ok title=tr::jobs::sent level=2>
                <p>{move || tr::jobs::sent_text(&application.employer.name)}</p>
                <ul>
                    <li>
                        <a href=Route::Applications.path()>{tr::jobs::to_applications}</a>
                    </li>
                    <li>
                        <a href=Route::Jobs.path()>{tr::jobs::to_jobs}</a>
                    </li>
                </ul>
            </Notice>
        </div>
    }
}
