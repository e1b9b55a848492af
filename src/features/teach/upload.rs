//! Sending a file for a chapter: it is checked when it is chosen, and kept when one says so.

use std::collections::HashMap;

use js_sys::futures::JsFuture;
use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    captions::{CaptionCheck, ChapterTracks, CourseTracks, TrackQuery},
    course::TrackKind,
    id::{ChapterSlug, CourseSlug},
};

use super::{calls, course_page::kind_name, findings::findings};
use crate::{
    announce::{self, Announcer},
    client::Failure,
    forms::FailureNotice,
    i18n as tr,
    load::Loader,
    session::{SessionState, use_session},
    toast::{Toasts, Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, FileField, Select},
        icon::Icon,
    },
};

/// What is being sent, and what was said of it.
#[derive(Clone, Copy)]
struct Upload {
    loader: Loader<CourseTracks>,
    session: SessionState,
    announcer: Option<Announcer>,
    toasts: Toasts,
    place: StoredValue<(CourseSlug, ChapterSlug)>,
    /// The id of the heading of what the check says.
    title: StoredValue<String>,
    kind: RwSignal<String>,
    language: RwSignal<String>,
    file: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// What is in the file, for showing the lines that are spoken of.
    text: RwSignal<String>,
    checked: RwSignal<Option<CaptionCheck>>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    /// Counts the checks, of which only the last one counts.
    turn: StoredValue<u32>,
    uploads: Uploads,
}

/// What is being sent for each chapter. It stands while the page is drawn anew with what came of another chapter.
#[derive(Clone, Copy)]
pub struct Uploads {
    page: StoredValue<Owner>,
    all: StoredValue<HashMap<ChapterSlug, Upload>>,
}

impl Uploads {
    /// None so far, for the page that calls this.
    pub fn new() -> Self {
        Self { page: StoredValue::new(Owner::new()), all: StoredValue::new(HashMap::new()) }
    }

    /// Whether a file is chosen for a chapter.
    pub fn has_file(self, chapter: &ChapterSlug) -> bool {
        let upload = self.all.with_value(|all| all.get(chapter).copied());
        upload.is_some_and(|upload| upload.file.with_untracked(Option::is_some))
    }

    fn of(self, loader: Loader<CourseTracks>, course: &CourseSlug, part: &ChapterTracks) -> Upload {
        if let Some(upload) = self.all.with_value(|all| all.get(&part.chapter).copied()) {
            return upload;
        }
        let upload = self.page.with_value(|page| page.with(|| Upload::new(self, loader, course.clone(), part)));
        self.all.update_value(|all| all.extend([(part.chapter.clone(), upload)]));
        upload
    }
}

/// The form of a chapter.
pub fn upload(uploads: Uploads, loader: Loader<CourseTracks>, course: &CourseSlug, part: &ChapterTracks) -> AnyView {
    let id = part.chapter.as_str().to_owned();
    let upload = uploads.of(loader, course, part);
    let kinds = || TrackKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind_name(*kind)())).collect::<Vec<_>>();
    let languages = || {
        Language::ALL.iter().map(|one| Choice::new(one.as_str(), tr::language_name(one.as_str()))).collect::<Vec<_>>()
    };
    let chosen = Signal::derive(move || upload.file.with(|file| file.as_ref().map(web_sys::File::name)));
    view! {
        <div class="stack">
            <div class="teach-form">
                <Select id=format!("{id}-kind") label=tr::teach::kind value=upload.kind on_change=move |kind| upload.choose(upload.kind, kind) options=Signal::derive(kinds)/>
                <Select id=format!("{id}-language") label=tr::teach::language value=upload.language on_change=move |code| upload.choose(upload.language, code) options=Signal::derive(languages)/>
            </div>
            <FileField
                id=format!("{id}-file")
                label=tr::teach::file
                button=tr::teach::choose_file
                chosen
                none=tr::teach::no_file
                accept=".vtt,.srt,text/vtt,application/x-subrip"
                hint=tr::teach::file_hint
                on_choose=move |file| upload.take(file)
            />
            <div role="alert">
                {move || upload.failure.get().map(|failure| view! { <FailureNotice failure retry=move |()| upload.check()/> }.into_any())}
            </div>
            {move || upload.checked.get().map(|checked| result(upload, &checked))}
        </div>
    }
    .into_any()
}

/// What the check says, with the button that keeps the file where it may be kept.
fn result(upload: Upload, checked: &CaptionCheck) -> AnyView {
    let keep = checked.acceptable.then(|| {
        view! { <Button label=tr::teach::keep kind=ButtonKind::Primary icon=Icon::Upload busy=upload.busy on_press=move |()| upload.keep()/> }
    });
    view! {
        {findings(upload.title.get_value(), checked, &upload.text.get_untracked())}
        <div>{keep}</div>
    }
    .into_any()
}

impl Upload {
    fn new(uploads: Uploads, loader: Loader<CourseTracks>, course: CourseSlug, part: &ChapterTracks) -> Self {
        // What is missing most is what a file is most likely for.
        let first = part.missing.iter().find(|missing| missing.blocks).or(part.missing.first());
        let kind = first.map_or(TrackKind::Captions, |missing| missing.kind);
        let voice = part.video.as_ref().map(|video| video.voice);
        let language = first.map(|missing| missing.language).or(voice).unwrap_or(Language::English);
        Self {
            loader,
            session: use_session(),
            announcer: use_context(),
            toasts: use_toasts(),
            place: StoredValue::new((course, part.chapter.clone())),
            title: StoredValue::new(["checked-", part.chapter.as_str()].concat()),
            kind: RwSignal::new(kind.as_str().to_owned()),
            language: RwSignal::new(language.as_str().to_owned()),
            file: RwSignal::new_local(None),
            text: RwSignal::new(String::new()),
            checked: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(false),
            turn: StoredValue::new(0),
            uploads,
        }
    }

    fn query(self) -> TrackQuery {
        let (kind, language) = (self.kind.get_untracked(), self.language.get_untracked());
        TrackQuery { kind: kind.parse().ok(), language: language.parse().ok() }
    }

    /// What a file is for decides what is wrong with it.
    fn choose(self, choice: RwSignal<String>, value: String) {
        choice.set(value);
        self.check();
    }

    fn take(self, file: web_sys::File) {
        self.file.set(Some(file));
        self.check();
    }

    fn check(self) {
        let Some(file) = self.file.get_untracked() else { return };
        self.failure.set(None);
        self.checked.set(None);
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        leptos::task::spawn_local(async move {
            let (course, chapter) = self.place.get_value();
            let query = self.query();
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()).unwrap_or_default();
            let sent = self.session.send(|| calls::check(&course, &chapter, &query, &file)).await;
            // What is said of another file, or of what it is for no more, is not shown.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match sent {
                Ok(checked) => {
                    self.text.try_set(text);
                    if self.checked.try_set(Some(checked)).is_none() {
                        announce::arrive(self.title.get_value());
                    }
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }

    fn keep(self) {
        let Some(file) = self.file.get_untracked() else { return };
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let (course, chapter) = self.place.get_value();
            let query = self.query();
            match self.session.send(|| calls::keep(&course, &chapter, &query, &file)).await {
                Ok(kept) => {
                    let cues = u64::from(kept.track.cues);
                    self.toasts.show(Tone::Done, untrack(|| tr::teach::kept(cues)));
                    self.announcer.iter().for_each(|announcer| announcer.say(untrack(|| tr::teach::kept(cues))));
                    // The form begins anew, with what is missing most by then.
                    self.uploads.all.try_update_value(|all| all.remove(&chapter));
                    self.loader.retry_to(["chapter-", chapter.as_str()].concat());
                }
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
            self.busy.try_set(false);
        });
    }
}
