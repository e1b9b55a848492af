//! How far the reader is: kept with the account where there is one, in this browser otherwise.

use leptos::prelude::*;
use passerelle_api::{
    Code,
    course::{Chapter, ChapterProgress, CourseProgress, ProgressChange},
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
    /// Whether that is on its way.
    saying: StoredValue<bool>,
    refused: RwSignal<Option<String>>,
    /// The block of the text that was kept last.
    reading: StoredValue<Option<u32>>,
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
            saying: StoredValue::new(false),
            refused: RwSignal::new(None),
            reading: StoredValue::new(None),
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
            reading_block: kept.reading_block.unwrap_or(0),
            read: kept.read,
            best_percent: None,
            passed: false,
        })
    }

    /// Whether a chapter is done: its quiz passed, or, without one, read.
    pub fn is_done(self, chapter: &ChapterSlug, has_quiz: bool) -> bool {
        self.of(chapter).is_some_and(|at| if has_quiz { at.passed } else { at.read })
    }

    /// How many chapters are done.
    pub fn count_done(self, chapters: &[Chapter]) -> u64 {
        chapters.iter().filter(|chapter| self.is_done(&chapter.slug, chapter.questions > 0)).count() as u64
    }

    /// Where the video was left; `None` until it is known who is here.
    pub fn start(self) -> Option<u64> {
        self.here().map(|here| here.map_or(0, |here| here.position_ms))
    }

    /// Where the text was left when the page was opened; `None` until it is known who is here.
    pub fn reading_start(self) -> Option<u32> {
        // What is read from now on is no place to go back to.
        self.here()
            .map(|here| here.map_or(0, |here| here.reading_block))
            .filter(|_| untrack(|| self.reading.get_value()).is_none())
    }

    /// How far the reader is in this chapter; `None` until it is known who is here.
    fn here(self) -> Option<Option<ChapterProgress>> {
        let known = match self.session.who() {
            Who::Unknown => false,
            Who::Nobody => true,
            Who::Account(_) => self.loader.value().is_some(),
        };
        let chapter = self.place.with_value(|(_, chapter)| chapter.clone());
        known.then(|| self.of(&chapter))
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

    /// Keeps where the video is.
    pub fn keep_position(self, position_ms: u64) {
        self.keep(ProgressChange { position_ms: Some(position_ms), ..ProgressChange::default() });
    }

    /// Keeps where the text is.
    pub fn keep_reading(self, block: u32) {
        if self.reading.try_get_value().is_some_and(|kept| kept != Some(block)) {
            self.reading.set_value(Some(block));
            self.keep(ProgressChange { reading_block: Some(block), ..ProgressChange::default() });
        }
    }

    /// Nobody waits for this, so a place that the server does not take stays in this browser and goes there with the next one.
    fn keep(self, change: ProgressChange) {
        let Some((course, chapter)) = self.place.try_get_value() else { return };
        if untrack(|| self.session.account()).is_none() {
            return keep_here(&course, &chapter, &change);
        }
        let changed = self.changed;
        leptos::task::spawn_local(async move {
            match calls::save(course.clone(), chapter.clone(), change.clone()).await {
                // The page may have been left meanwhile, and its signals with it.
                Ok(progress) => drop(changed.try_set(Some(progress))),
                // Somebody else may have signed in in another window, and would be given it.
                Err(failure) if failure.code() == Some(Code::SignInNeeded) => {}
                Err(_) => keep_here(&course, &chapter, &change),
            }
        });
    }

    /// Keeps whether the reader read this. Of two changes that overtake each other the server would keep the earlier one, so that the next
    /// is sent once the one before was answered, also where the page is left meanwhile.
    pub fn say_read(self, read: bool) {
        let (course, chapter) = self.place.get_value();
        let change = |read| ProgressChange { read: Some(read), ..ProgressChange::default() };
        self.said_read.set(Some(read));
        self.refused.set(None);
        if untrack(|| self.session.account()).is_none() {
            keep_here(&course, &chapter, &change(read));
            return self.say_saved(read);
        }
        if self.saying.get_value() {
            return;
        }
        self.saying.set_value(true);
        let said = ArcRwSignal::from(self.said_read);
        leptos::task::spawn_local(async move {
            let mut wanted = Some(read);
            while let Some(read) = wanted.take() {
                match self.session.send(|| calls::save(course.clone(), chapter.clone(), change(read))).await {
                    Ok(progress) => {
                        wanted = said.get_untracked().filter(|said| *said != read);
                        if wanted.is_none() {
                            self.changed.try_set(Some(progress));
                            self.say_saved(read);
                        }
                    }
                    Err(failure) => {
                        // Its answer may be all that was lost, so that another word since is sent all the same.
                        wanted = said.get_untracked().filter(|said| *said != read);
                        if wanted.is_none() {
                            self.said_read.try_set(None);
                            let (what, next) = untrack(|| failure_text(&failure));
                            self.refused.try_set(Some(format!("{what}. {next}")));
                        }
                    }
                }
            }
            self.saying.try_set_value(false);
        });
    }

    fn say_saved(self, read: bool) {
        if let Some(announcer) = self.announcer {
            let words = if read { tr::lesson::read_saved } else { tr::lesson::unread_saved };
            announcer.say(untrack(words));
        }
    }
}

/// Keeps a change in this browser.
fn keep_here(course: &CourseSlug, chapter: &ChapterSlug, change: &ProgressChange) {
    guest::change(course, chapter, |item| {
        item.position_ms = change.position_ms.unwrap_or(item.position_ms);
        item.reading_block = change.reading_block.or(item.reading_block);
        item.read = change.read.unwrap_or(item.read);
    });
}
