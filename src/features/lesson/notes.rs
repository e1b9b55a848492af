//! Notes and bookmarks of the chapter: at a moment of the video, at a heading of the text, or for all of it.

use leptos::{ev, prelude::*};
use passerelle_api::{
    account::Account,
    id::{AccountId, NoteId},
    note::{Note, NoteChange},
};

use super::{calls, note_desk::Desk, note_form, note_list, tools::Here};
use crate::{
    announce::Announcer,
    client::Failure,
    draft::{Draft, draft},
    forms::FailureNotice,
    i18n as tr,
    load::{Load, Loader, load},
    notes,
    session::{SessionState, Who, use_session},
    watch::watch,
};

/// The name under which this browser keeps notes that wait to be sent.
pub const KEPT: &str = "notes";

/// The notes of a chapter, those of the server together with those that wait.
#[derive(Clone, Copy)]
pub struct Notes {
    pub here: Here,
    session: SessionState,
    announcer: Option<Announcer>,
    loader: Loader<Vec<Note>>,
    /// Counts the changes that were made here, so that the list follows them.
    changes: RwSignal<u32>,
    /// Why the last sending failed.
    unsent: RwSignal<Option<Failure>>,
    /// The notes that are being changed.
    pub desk: Draft<Desk>,
}

/// The panel.
pub fn panel(here: Here) -> AnyView {
    let notes = Notes::open(here);
    let back = window_event_listener(ev::online, move |_| notes.send());
    on_cleanup(move || back.remove());
    view! {
        {note_form::form(notes)}
        {move || notes.failure().map(|failure| view! { <FailureNotice failure retry=move |()| notes.retry()/> }.into_any())}
        {note_list::list(notes)}
    }
    .into_any()
}

/// Sends what waits, for a page whose panel is closed.
pub fn send() -> AnyView {
    let session = use_session();
    watch(move || {
        if let Some(account) = session.account().filter(|account| notes::any_waiting(&account.id)) {
            // What cannot be sent now waits for the next page, and the panel says so.
            leptos::task::spawn_local(async move { drop(notes::send_waiting(account.id).await) });
        }
    });
    ().into_any()
}

impl Notes {
    fn open(here: Here) -> Self {
        let session = use_session();
        let (course, chapter) = here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
        let owner = Memo::new(move |_| session.account().map(|account| account.id));
        let unsent = RwSignal::new(None);
        let loader = load(
            move || owner.get(),
            move |owner: Option<AccountId>| {
                let (course, chapter) = (course.clone(), chapter.clone());
                async move {
                    let Some(owner) = owner else { return Ok(Vec::new()) };
                    // Those that wait go first, so that the answer knows them.
                    unsent.try_set(notes::send_waiting(owner).await.err());
                    calls::notes(course, chapter).await
                }
            },
        );
        let (announcer, changes) = (use_context(), RwSignal::new(0));
        let desk = draft(
            &here.lesson.with_value(|lesson| format!("notes:{}/{}", lesson.course, lesson.chapter)),
            Desk::default(),
        );
        Self { here, session, announcer, loader, changes, unsent, desk }
    }

    /// The notes of the chapter, each with whether it waits to be sent; nothing while they are on their way.
    pub fn all(self) -> Option<Vec<(Note, bool)>> {
        self.changes.track();
        let owner = self.owner();
        let kept = match self.loader.state() {
            Load::Loaded(notes) => notes,
            Load::Failed(_) => Vec::new(),
            Load::Loading | Load::Slow => return None,
        };
        let (course, chapter) = self.here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
        let mut notes = notes::with_waiting(kept, owner.as_ref());
        notes.retain(|(note, _)| note.course == course && note.chapter == chapter);
        Some(notes)
    }

    /// Whether notes stay in this browser, because there is no account to keep them with.
    pub fn stay_here(self) -> bool {
        self.session.who() == Who::Nobody
    }

    /// Keeps what a note says.
    pub fn save(self, id: NoteId, change: NoteChange) -> bool {
        let kept = notes::change(untrack(|| self.owner()), id, Some(change));
        self.changed(if kept { tr::tools::note_saved } else { tr::tools::note_not_kept });
        kept
    }

    /// Deletes a note.
    pub fn delete(self, id: NoteId) {
        self.desk.update(|desk| desk.close(&id));
        let kept = notes::change(untrack(|| self.owner()), id, None);
        self.changed(if kept { tr::tools::note_deleted } else { tr::tools::note_not_kept });
    }

    fn changed(self, words: fn() -> String) {
        self.changes.update(|changes| *changes += 1);
        if let Some(announcer) = self.announcer {
            announcer.say(untrack(words));
        }
        self.send();
    }

    fn send(self) {
        let Some(owner) = untrack(|| self.owner()) else { return };
        leptos::task::spawn_local(async move {
            let sent = notes::send_waiting(owner).await;
            if sent.is_ok() {
                self.loader.retry();
            }
            self.unsent.try_set(sent.err());
        });
    }

    fn owner(self) -> Option<AccountId> {
        self.session.account().map(|Account { id, .. }| id)
    }

    fn failure(self) -> Option<Failure> {
        match self.loader.state() {
            Load::Failed(failure) => Some(failure),
            _ => self.unsent.get(),
        }
    }

    fn retry(self) {
        self.loader.retry();
    }
}
