//! Writing a note, or changing one.

use leptos::prelude::*;
use passerelle_api::note::{Note, NoteChange, limits};

use super::{
    note_desk::{CHAPTER, Form, HEADING, VIDEO},
    notes::Notes,
};
use crate::{
    base,
    draft::{Draft, draft},
    i18n as tr,
    moment::clock,
    notes::fresh_id,
    player,
    sending::submits,
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select, TextArea},
        icon::Icon,
    },
};

/// The field of the note's words.
pub const TEXT: &str = "note-text";

/// A new note and those that are being changed.
#[derive(Clone, Copy)]
struct Writing {
    notes: Notes,
    new: Draft<Form>,
    /// Where the video stood when the form was drawn.
    at_first: Option<u64>,
}

impl Writing {
    /// Reads what stands in the form.
    fn with<T>(self, read: impl FnOnce(&Form) -> T) -> T {
        self.notes.desk.with(|desk| match desk.opened() {
            Some((_, form)) => read(form),
            None => self.new.with(read),
        })
    }

    fn update(self, change: impl FnOnce(&mut Form)) {
        if self.changes() {
            self.notes.desk.update(|desk| desk.opened_mut().map_or((), change));
        } else {
            self.new.update(change);
        }
    }

    /// Whether it is open for a note that is kept.
    fn changes(self) -> bool {
        self.notes.desk.with(|desk| desk.opened().is_some())
    }

    /// Empties the form; where a new note belongs stays chosen for the next one.
    fn leave(self) {
        match self.notes.desk.with_untracked(|desk| desk.opened().map(|(id, _)| id.clone())) {
            Some(id) => self.notes.desk.update(|desk| desk.close(&id)),
            None => self.new.update(|form| (form.text, form.position_ms) = (String::new(), None)),
        }
    }
}

/// Opens a note to be changed.
pub fn edit(notes: Notes, note: &Note) {
    notes.desk.update(|desk| desk.edit(note));
    base::focus(TEXT);
}

/// The form.
pub fn form(notes: Notes) -> AnyView {
    let (chapter, has_video, headings) = notes.here.lesson.with_value(|lesson| {
        (format!("{}/{}", lesson.course, lesson.chapter), lesson.video.is_some(), lesson.headings.clone())
    });
    let place = if has_video { VIDEO } else { CHAPTER };
    let new = draft(&format!("note:{chapter}"), Form { place: place.to_owned(), ..Form::default() });
    let writing = Writing { notes, new, at_first: player::position_ms() };
    let error = RwSignal::new(None::<String>);
    let places = move || {
        let mut places = Vec::new();
        if has_video {
            let at = writing.with(|form| form.position_ms).or(writing.at_first);
            let at = clock(at.unwrap_or(0) / 1000);
            places.push(Choice::new(VIDEO, tr::tools::at_moment(&at)));
        }
        let heading = |heading: &passerelle_api::course::Heading| {
            Choice::new(format!("{HEADING}{}", heading.id), tr::tools::at_heading(&heading.text))
        };
        places.extend(headings.iter().map(heading));
        places.push(Choice::new(CHAPTER, tr::tools::whole_chapter()));
        places
    };
    let typed = move |text: String| {
        let begins = untrack(move || !writing.changes() && writing.with(|form| form.text.is_empty()));
        writing.update(|form| {
            form.text = text;
            if begins {
                form.position_ms = player::position_ms();
            }
        });
    };
    let save = Callback::new(move |()| save(writing, error));
    view! {
        <form
            class="stack note-form"
            novalidate=true
            on:submit=submits(save)
        >
            <TextArea
                id=TEXT
                label=tr::tools::note
                hint=tr::tools::note_hint
                value=Signal::derive(move || writing.with(|form| form.text.clone()))
                on_input=typed
                error=error
                rows=3
                max=limits::TEXT as usize
            />
            <Select
                id="note-place"
                label=tr::tools::note_place
                value=Signal::derive(move || writing.with(|form| form.place.clone()))
                on_change=move |place| writing.update(|form| form.place = place)
                options=Signal::derive(places)
            />
            <div class="cluster">
                <Button label=tr::tools::save_note kind=ButtonKind::Primary icon=Icon::Check submit=true/>
                {move || writing.changes().then(|| view! {
                    <Button label=tr::shell::cancel on_press=move |()| writing.leave()/>
                }.into_any())}
                {has_video.then(|| view! {
                    <Button label=tr::tools::bookmark icon=Icon::Bookmark on_press=move |()| bookmark(notes)/>
                }.into_any())}
            </div>
            {move || notes.stay_here().then(|| view! { <p class="hint">{tr::tools::notes_guest}</p> }.into_any())}
        </form>
    }
    .into_any()
}

fn save(writing: Writing, error: RwSignal<Option<String>>) {
    let notes = writing.notes;
    let Form { text, place, position_ms } = untrack(move || writing.with(Form::clone));
    if text.chars().count() as u64 > limits::TEXT {
        error.set(Some(untrack(|| tr::shell::reason_too_long(limits::TEXT))));
        base::focus(TEXT);
        return;
    }
    error.set(None);
    let (position_ms, heading) = match place.strip_prefix(HEADING) {
        Some(id) => (None, Some(id.to_owned())),
        None => (position_ms.or_else(player::position_ms).filter(|_| place == VIDEO), None),
    };
    let id = notes.desk.with_untracked(|desk| desk.opened().map(|(id, _)| id.clone())).unwrap_or_else(fresh_id);
    let (course, chapter) = notes.here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
    if notes.save(id, NoteChange { course, chapter, position_ms, heading, text }) {
        writing.leave();
        base::focus(TEXT);
    }
}

fn bookmark(notes: Notes) {
    let position_ms = player::position_ms();
    let (course, chapter) = notes.here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
    notes.save(fresh_id(), NoteChange { course, chapter, position_ms, heading: None, text: String::new() });
}
