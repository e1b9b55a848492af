//! What a course has and lacks, chapter by chapter, with the ways to mend it.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    captions::{ChapterTracks, CourseTracks, TrackQuery, TrackSource},
    course::{Track, TrackKind},
    id::CourseSlug,
};

use super::{
    authors::authors,
    calls,
    publication::publication,
    teach_page::for_teachers,
    upload::{Uploads, upload},
};
use crate::{
    announce::{PageHeading, arrive},
    i18n as tr,
    load::{Loaded, Loader, load},
    moment::clock,
    press::use_press,
    route::Route,
    session::use_session,
    ui::{
        breadcrumb::Breadcrumb,
        button::{Button, ButtonKind},
        confirm::Confirm,
        disclosure::Disclosure,
        icon::{Glyph, Icon},
    },
};

/// The page of one course.
#[component]
pub fn TeachCoursePage(course: CourseSlug) -> impl IntoView {
    for_teachers(Arc::new(move || {
        let asked = course.clone();
        let uploads = Uploads::new();
        let loader = load(tr::language, move |language| calls::tracks(asked.clone(), language));
        view! { <Loaded loader view=move |tracks| page(loader, uploads, tracks)/> }.into_any()
    }))
}

fn page(loader: Loader<CourseTracks>, uploads: Uploads, tracks: CourseTracks) -> AnyView {
    let trail = Signal::derive(|| vec![(Route::Teach.path(), tr::teach::title())]);
    let course = tracks.course.clone();
    let works_here = untrack(|| use_session().works_here());
    let chapters: Vec<AnyView> = tracks.chapters.iter().map(|part| chapter(loader, uploads, &course, part)).collect();
    view! {
        <Breadcrumb label=tr::teach::breadcrumb items=trail here=tracks.title.clone()/>
        <PageHeading text=tracks.title.clone()/>
        {publication(loader, &tracks)}
        {chapters}
        {works_here.then(|| authors(&course))}
    }
    .into_any()
}

fn chapter(loader: Loader<CourseTracks>, uploads: Uploads, course: &CourseSlug, part: &ChapterTracks) -> AnyView {
    let id = ["chapter-", part.chapter.as_str()].concat();
    let title = part.title.clone();
    let Some(video) = &part.video else {
        return view! {
            <section aria-labelledby=id.clone()>
                <h2 id=id.clone()>{title}</h2>
                <p>{tr::teach::no_video}</p>
            </section>
        }
        .into_any();
    };
    let (voice, length) = (video.voice, clock(video.duration_ms / 1000));
    let (caption, rows, form) = (title.clone(), rows(loader, course, part), upload(uploads, loader, course, part));
    let list = move || tr::teach::tracks_of(&caption);
    // Drawn anew for another chapter, the form of this one stays open where it is in use.
    let open = uploads.has_file(&part.chapter);
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone() tabindex="-1">{title.clone()}</h2>
            <p class="hint">{move || tr::teach::video(&tr::language_name(voice.as_str()), &length)}</p>
            <ul class="teach-tracks" role="list" aria-label=list>{rows}</ul>
            <Disclosure open summary=move || tr::teach::send_to(&title)>{form}</Disclosure>
        </section>
    }
    .into_any()
}

/// What there is, and behind it what is missing.
fn rows(loader: Loader<CourseTracks>, course: &CourseSlug, part: &ChapterTracks) -> Vec<AnyView> {
    let has = part.tracks.iter().map(|track| {
        let (cues, source) = (u64::from(track.cues), track.source);
        let words = move || match source {
            TrackSource::Content => tr::teach::came_with_course(cues),
            TrackSource::Upload => tr::teach::was_sent(cues),
        };
        let action = match source {
            TrackSource::Content => ().into_any(),
            TrackSource::Upload => removal(loader, course.clone(), part, &track.track),
        };
        row(track.track.kind, track.track.lang.as_str(), Icon::Check, "tone-ok", words, action)
    });
    let lacks = part.missing.iter().map(|missing| {
        let (icon, class, words) = if missing.blocks {
            (Icon::Cross, "tone-bad", tr::teach::missing_blocks)
        } else {
            (Icon::Alert, "tone-warn", tr::teach::missing)
        };
        row(missing.kind, missing.language.as_str(), icon, class, words, ().into_any())
    });
    has.chain(lacks).collect()
}

fn row(
    kind: TrackKind,
    code: &'static str,
    icon: Icon,
    class: &'static str,
    words: impl Fn() -> String + Send + Sync + 'static,
    action: AnyView,
) -> AnyView {
    view! {
        <li>
            <strong>{move || tr::teach::track(&kind_name(kind)(), &tr::language_name(code))}</strong>
            <span class=["teach-standing ", class].concat()><Glyph icon size=18/><span>{move || words()}</span></span>
            {action}
        </li>
    }
    .into_any()
}

/// The button that deletes what was uploaded, once it was asked.
fn removal(loader: Loader<CourseTracks>, course: CourseSlug, part: &ChapterTracks, track: &Track) -> AnyView {
    let (kind, code) = (track.kind, track.lang.as_str());
    let about = move || tr::teach::track(&kind_name(kind)(), &tr::language_name(code));
    let query = TrackQuery { language: Some(track.lang), kind: Some(kind) };
    let id = ["remove-", part.chapter.as_str(), "-", kind.as_str(), "-", code].concat();
    let chapter = StoredValue::new(part.chapter.clone());
    let course = StoredValue::new(course);
    let (open, press) = (RwSignal::new(false), use_press());
    let remove = move |()| {
        let query = query.clone();
        press.try_send(
            move || {
                let query = query.clone();
                async move { calls::remove_track(course.get_value(), chapter.get_value(), &query).await }
            },
            move |result| match result {
                Ok(tracks) => {
                    press.done(untrack(|| tr::teach::removed(&about())));
                    loader.set(tracks);
                    // The button that was pressed is gone.
                    arrive(["chapter-", chapter.get_value().as_str()].concat());
                }
                // What is refused is that a published video would lose the captions of its own language.
                Err(failure) if !failure.fields().is_empty() => press.problem(untrack(tr::teach::remove_refused)),
                // Somebody else who may change the course was faster.
                Err(failure) if failure.is_stale() => {
                    press.problem(untrack(tr::teach::removed_meanwhile));
                    loader.retry_to(["chapter-", chapter.get_value().as_str()].concat());
                }
                Err(failure) => press.failed(&failure),
            },
        );
    };
    view! {
        <Button
            label=tr::teach::remove
            about
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            busy=press.busy()
            on_press=move |()| open.set(true)
        />
        <Confirm
            id
            open
            title=move || tr::teach::remove_title(&about())
            text=tr::teach::remove_text
            yes=tr::teach::remove
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=remove
        />
    }
    .into_any()
}

/// What a kind of track is called.
pub fn kind_name(kind: TrackKind) -> fn() -> String {
    match kind {
        TrackKind::Captions => tr::teach::kind_captions,
        TrackKind::Chapters => tr::teach::kind_chapters,
        TrackKind::Descriptions => tr::teach::kind_descriptions,
    }
}
