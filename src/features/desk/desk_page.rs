//! The desk: courses that were started, each with the way on, and certificates.

use leptos::prelude::*;
use passerelle_api::{certificate::Certificate, course::StartedCourse};

use super::{asked::asked, calls};
use crate::{
    announce::PageHeading,
    gate::Gate,
    guest, i18n as tr,
    load::{Loaded, load},
    moment::Moment,
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        card::{Card, CardList},
        empty::Empty,
        icon::Icon,
        notice::{Notice, Tone},
        progress::Progress,
    },
    words,
};

/// What the signed-in person learns and holds.
#[component]
pub fn DeskPage() -> impl IntoView {
    let why = || if guest::progress().is_empty() { tr::desk::nobody() } else { tr::desk::nobody_kept() };
    view! {
        <PageHeading text=tr::desk::title/>
        <Gate why>
            <Desk/>
        </Gate>
    }
}

#[component]
fn Desk() -> impl IntoView {
    let started = load(tr::language, calls::started);
    let certificates = load(tr::language, calls::certificates);
    view! {
        <p class="lead">{tr::desk::lead}</p>
        {gone()}
        {asked()}
        <p><a class="lone-link" href=Route::Coaching.path()>{tr::desk::to_coaching}</a></p>
        <section class="learning-part" aria-labelledby="started-title">
            <h2 id="started-title" tabindex="-1">{tr::desk::started}</h2>
            <Loaded loader=started view=|started| view! { <Started started/> }/>
        </section>
        <section class="learning-part" aria-labelledby="certificates-title">
            <h2 id="certificates-title">{tr::desk::certificates}</h2>
            <Loaded loader=certificates view=|certificates| view! { <Certificates certificates/> }/>
        </section>
    }
}

/// Chapters that left the catalogue before what was done in them could be kept, until the reader read that.
fn gone() -> AnyView {
    let chapters = RwSignal::new(guest::gone());
    let understood = move |()| {
        guest::forget_gone();
        chapters.set(Vec::new());
        crate::base::focus("started-title");
    };
    (move || {
        let chapters = chapters.get();
        if chapters.is_empty() {
            return ().into_any();
        }
        let count = chapters.len() as u64;
        let items: Vec<AnyView> = chapters
            .into_iter()
            .map(|gone| {
                let course = gone.course_title.unwrap_or(gone.course.0);
                view! { <li>{tr::desk::gone_chapter(gone.chapter.as_str(), &course)}</li> }.into_any()
            })
            .collect();
        view! {
            <Notice tone=Tone::Warn title=move || tr::desk::gone(count)>
                <p>{tr::desk::gone_next}</p>
                <ul>{items}</ul>
                <Button label=tr::desk::understood on_press=understood/>
            </Notice>
        }
        .into_any()
    })
    .into_any()
}

#[component]
fn Started(started: Vec<StartedCourse>) -> impl IntoView {
    if started.is_empty() {
        return view! {
            <Empty title=tr::desk::empty level=3 text=tr::desk::empty_text>
                <LinkButton href=Route::Catalogue.path() label=tr::desk::find kind=ButtonKind::Primary/>
            </Empty>
        }
        .into_any();
    }
    let card = |course: StartedCourse| view! { <StartedCard course/> };
    view! {
        <CardList>{started.into_iter().map(card).collect_view()}</CardList>
        <p><LinkButton href=Route::Catalogue.path() label=tr::desk::find icon=Icon::Search/></p>
    }
    .into_any()
}

#[component]
fn StartedCard(course: StartedCourse) -> impl IntoView {
    let StartedCourse { slug, title, lang, chapters, done, progress } = course;
    let href = Route::Course(slug.clone()).path();
    let name = title.clone();
    let about = title.clone();
    // Without a chapter to go on with, the course's own page knows what is next: its certificate, or looking again.
    let (to, label) = match (progress.certificate, progress.resume) {
        (_, Some(chapter)) => (Route::Lesson(slug, chapter).path(), tr::desk::go_on as fn() -> String),
        (Some(code), None) => (Route::Certificate(code).path(), tr::desk::see_certificate as fn() -> String),
        (None, None) => (href.clone(), tr::desk::open as fn() -> String),
    };
    let way = move || {
        let name = about.clone();
        view! { <LinkButton href=to.clone() label about=move || tr::desk::about(&name) kind=ButtonKind::Primary icon=Icon::Next/> }
    };
    view! {
        <Card title href lang=lang.as_str() actions=way>
            <Progress
                label=move || name.clone()
                label_hidden=true
                text=move || words::chapters_done(done, chapters)
                value=done
                max=chapters
            />
        </Card>
    }
}

#[component]
fn Certificates(certificates: Vec<Certificate>) -> impl IntoView {
    if certificates.is_empty() {
        return view! { <p>{tr::desk::no_certificate}</p> }.into_any();
    }
    let card = |certificate: Certificate| {
        let Certificate { code, course_title, lang, percent, awarded_at, .. } = certificate;
        view! {
            <Card title=course_title href=Route::Certificate(code).path() lang=lang.as_str() eyebrow=tr::desk::certificate>
                <p class="learning-facts">
                    <span>{tr::desk::awarded}" "<Moment at=awarded_at/></span>
                    <span>{move || tr::desk::mark(&tr::percent(percent))}</span>
                </p>
            </Card>
        }
    };
    view! { <CardList>{certificates.into_iter().map(card).collect_view()}</CardList> }.into_any()
}
