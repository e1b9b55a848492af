//! Writing a note, or changing one.

use leptos::prelude::*;
use passerelle_api::note::{NoteChange, limits};

use super::notes::Notes;
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
    watch::watch,
};

/// The field of the note's words.
pub const TEXT: &str = "note-text";

/// What stands before the id of a heading in the list of places.
const HEADING: &str = "at-";

const VIDEO: &str = "video";
const CHAPTER: &str = "chapter";

#[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
struct Form {
    text: String,
    place: String,
}

/// The form.
pub fn form(notes: Notes) -> AnyView {
    let (chapter, has_video, headings) = notes.here.lesson.with_value(|lesson| {
        (format!("{}/{}", lesson.course, lesson.chapter), lesson.video.is_some(), lesson.headings.clone())
    });
    let place = if has_video { VIDEO } else { CHAPTER };
    let form = draft(&format!("note:{chapter}"), Form { text: String::new(), place: place.to_owned() });
    // The moment at which somebody began to write is the one they write about.
    let moment = RwSignal::new(player::position_ms());
    let error = RwSignal::new(None::<String>);
    watch(move || {
        if let Some(note) = notes.editing.get() {
            let place = match (note.position_ms, &note.heading) {
                (Some(_), _) => VIDEO.to_owned(),
                (None, Some(id)) => format!("{HEADING}{id}"),
                (None, None) => CHAPTER.to_owned(),
            };
            moment.set(note.position_ms.or_else(player::position_ms));
            form.update(|form| *form = Form { text: note.text, place });
            base::focus(TEXT);
        }
    });
    let places = move || {
        let mut places = Vec::new();
        if has_video {
            let at = clock(moment.get().unwrap_or(0) / 1000);
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
        if form.with(|form| form.text.is_empty()) && notes.editing.with_untracked(Option::is_none) {
            moment.set(player::position_ms());
        }
        form.update(|form| form.text = text);
    };
    let save = Callback::new(move |()| save(notes, form, moment, error));
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
                value=Signal::derive(move || form.with(|form| form.text.clone()))
                on_input=typed
                error=error
                rows=3
                max=limits::TEXT as usize
            />
            <Select
                id="note-place"
                label=tr::tools::note_place
                value=Signal::derive(move || form.with(|form| form.place.clone()))
                on_change=move |place| form.update(|form| form.place = place)
                options=Signal::derive(places)
            />
            <div class="cluster">
                <Button label=tr::tools::save_note kind=ButtonKind::Primary icon=Icon::Check submit=true/>
                {move || notes.editing.with(Option::is_some).then(|| view! {
                    <Button label=tr::shell::cancel on_press=move |()| leave(notes, form)/>
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

fn save(notes: Notes, form: Draft<Form>, moment: RwSignal<Option<u64>>, error: RwSignal<Option<String>>) {
    let Form { text, place } = form.get_untracked();
    if text.chars().count() as u64 > limits::TEXT {
        error.set(Some(untrack(|| tr::shell::reason_too_long(limits::TEXT))));
        base::focus(TEXT);
        return;
    }
    error.set(None);
    let moment = moment.get_untracked().or_else(player::position_ms);
    let (position_ms, heading) = match place.strip_prefix(HEADING) {
        Some(id) => (None, Some(id.to_owned())),
        None => (moment.filter(|_| place == VIDEO), None),
    };
    let id = notes.editing.get_untracked().map_or_else(fresh_id, |note| note.id);
    let (course, chapter) = notes.here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
    if notes.save(id, NoteChange { course, chapter, position_ms, heading, text }) {
        leave(notes, form);
        base::focus(TEXT);
    }
}

/// Empties the form; where the note belongs stays chosen for the next one.
fn leave(notes: Notes, form: Draft<Form>) {
    notes.editing.set(None);
    form.update(|form| form.text.clear());
}

fn bookmark(notes: Notes) {
    let position_ms = player::position_ms();
    let (course, chapter) = notes.here.lesson.with_value(|lesson| (lesson.course.clone(), lesson.chapter.clone()));
    notes.save(fresh_id(), NoteChange { course, chapter, position_ms, heading: None, text: String::new() });
}
