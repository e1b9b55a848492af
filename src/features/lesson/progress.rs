//! How far the reader is: kept with the account where there is one, in this browser otherwise.

use leptos::prelude::*;
use passerelle_api::{
    course::{ChapterProgress, CourseProgress, ProgressChange},
    id::{ChapterSlug, CourseSlug},
};

use super::calls;
use crate::{
    announce::Announcer,
    client::Failure,
    forms::failure_text,
    guest, i18n as tr,
    load::{Load, Loader, load},
    session::{SessionState, Who, use_session},
};

/// How far the reader of a lesson is.
#[derive(Clone, Copy)]
pub struct Progress {
    session: SessionState,
    announcer: Option<Announcer>,
    place: StoredValue<(CourseSlug, ChapterSlug)>,
    loader: Loader<Option<CourseProgress>>,
    /// What the server answered to the last change.
    changed: RwSignal<Option<CourseProgress>>,
    /// What the reader says, until the server knows it.
    said_read: RwSignal<Option<bool>>,
    refused: RwSignal<Option<String>>,
}

impl Progress {
    /// Asks how far the reader is.
    pub fn open(course: CourseSlug, chapter: ChapterSlug) -> Self {
        let session = use_session();
        let of = course.clone();
        let has_account = Memo::new(move |_| session.account().is_some());
        let loader = load(
            move || has_account.get(),
            move |has_account| {
                let course = of.clone();
                async move { if has_account { calls::progress(course).await } else { Ok(None) } }
            },
        );
        Self {
            session,
            announcer: use_context(),
            place: StoredValue::new((course, chapter)),
            loader,
            changed: RwSignal::new(None),
            said_read: RwSignal::new(None),
            refused: RwSignal::new(None),
        }
    }

    /// Whether the reader has no account.
    pub fn is_guest(self) -> bool {
        self.session.is_nobody()
    }

    /// Why the progress that the account has could not be had.
    pub fn failure(self) -> Option<Failure> {
        match self.loader.state() {
            Load::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// Asks again.
    pub fn retry(self) {
        self.loader.retry();
    }

    /// How far the reader is in a chapter, as far as it is known.
    pub fn of(self, chapter: &ChapterSlug) -> Option<ChapterProgress> {
        if self.session.account().is_some() {
            let course = self.changed.get().or_else(|| self.loader.value().flatten())?;
            return course.chapters.into_iter().find(|item| item.chapter == *chapter);
        }
        let course = self.place.with_value(|(course, _)| course.clone());
        let kept = guest::chapter(&course, chapter)?;
        Some(ChapterProgress {
            chapter: kept.chapter,
            position_ms: kept.position_ms,
            read: kept.read,
            best_percent: None,
            passed: false,
        })
    }

    /// Where the video was left; `None` until it is known who is here.
    pub fn start(self) -> Option<u64> {
        let known = match self.session.who() {
            Who::Unknown => false,
            Who::Nobody => true,
            Who::Account(_) => self.loader.value().is_some(),
        };
        let chapter = self.place.with_value(|(_, chapter)| chapter.clone());
        known.then(|| self.of(&chapter).map(|here| here.position_ms).unwrap_or(0))
    }

    /// Whether the reader said that they read this.
    pub fn is_read(self) -> bool {
        let chapter = self.place.with_value(|(_, chapter)| chapter.clone());
        self.said_read.get().unwrap_or_else(|| self.of(&chapter).is_some_and(|here| here.read))
    }

    /// Why the last change was not kept.
    pub fn refused(self) -> Option<String> {
        self.refused.get()
    }

    /// Keeps where the video is. Nobody waits for this, so a position that the server does not take stays in this browser and goes
    /// there with the next one.
    pub fn keep_position(self, position_ms: u64) {
        let Some((course, chapter)) = self.place.try_get_value() else { return };
        if untrack(|| self.session.account()).is_none() {
            guest::change(&course, &chapter, |item| item.position_ms = position_ms);
            return;
        }
        let changed = self.changed;
        leptos::task::spawn_local(async move {
            let change = ProgressChange { position_ms: Some(position_ms), read: None };
            match calls::save(course.clone(), chapter.clone(), change).await {
                // The page may have been left meanwhile, and its signals with it.
                Ok(progress) => drop(changed.try_set(Some(progress))),
                Err(_) => guest::change(&course, &chapter, |item| item.position_ms = position_ms),
            }
        });
    }

    /// Keeps whether the reader read this.
    pub fn say_read(self, read: bool) {
        let (course, chapter) = self.place.get_value();
        self.said_read.set(Some(read));
        self.refused.set(None);
        if untrack(|| self.session.account()).is_none() {
            guest::change(&course, &chapter, |item| item.read = read);
            self.say_saved();
            return;
        }
        leptos::task::spawn_local(async move {
            let change = ProgressChange { position_ms: None, read: Some(read) };
            let sent = self.session.send(|| calls::save(course.clone(), chapter.clone(), change.clone())).await;
            match sent {
                Ok(progress) => {
                    self.changed.try_set(Some(progress));
                    self.say_saved();
                }
                Err(failure) => {
                    self.said_read.try_set(None);
                    let (what, next) = untrack(|| failure_text(&failure));
                    self.refused.try_set(Some(format!("{what}. {next}")));
                }
            }
        });
    }

    fn say_saved(self) {
        if let Some(announcer) = self.announcer {
            announcer.say(untrack(tr::shell::saved));
        }
    }
}
