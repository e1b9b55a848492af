//! The notes of the chapter, each with the way to its place.

use js_sys::Array;
use leptos::prelude::*;
use passerelle_api::note::Note;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::{note_form, notes::Notes, text};
use crate::{
    base, i18n as tr,
    moment::clock,
    player,
    ui::{
        button::{Button, ButtonKind},
        icon::{Glyph, Icon},
    },
};

/// The heading of the list, which takes focus when a note is gone.
const TITLE: &str = "notes-title";

/// The list.
pub fn list(notes: Notes) -> AnyView {
    let count = Memo::new(move |_| notes.all().map(|all| all.len() as u64));
    // The heading stands while its words and the list change: drawn anew it would lose the focus that a deleted note gave it.
    let read = Memo::new(move |_| count.get().is_some());
    let heading = move || {
        let words = move || tr::tools::notes_count(count.get().unwrap_or_default());
        read.get().then(|| view! { <h3 id=TITLE tabindex="-1">{words}</h3> }.into_any())
    };
    let items = move || {
        let all = notes.all().unwrap_or_default();
        let items: Vec<AnyView> = all.into_iter().map(|note| item(notes, note)).collect();
        (!items.is_empty()).then(|| {
            view! {
                <ul class="notes" role="list">{items}</ul>
                <Button label=tr::tools::export icon=Icon::Download on_press=move |()| export(notes)/>
            }
            .into_any()
        })
    };
    view! { {heading}{items} }.into_any()
}

fn item(notes: Notes, (note, waits): (Note, bool)) -> AnyView {
    let name = place_name(notes, &note);
    let (edited, deleted, about) = (note.clone(), note.id.clone(), name.clone());
    let about_delete = name.clone();
    let delete = move |()| {
        notes.delete(deleted.clone());
        base::focus(TITLE);
    };
    let text = if note.text.is_empty() { untrack(tr::tools::bookmark_alone) } else { note.text.clone() };
    view! {
        <li class="note">
            <p class="note-place">
                <button type="button" class="link-button" on:click=move |_| go(&note)>
                    <Glyph icon=Icon::Bookmark size=18/>
                    <span class="visually-hidden">{tr::tools::go_to}" "</span>
                    <span>{name}</span>
                </button>
                {waits.then(|| view! {
                    <span class="note-waits"><Glyph icon=Icon::Clock size=16/>
                        {move || if notes.stay_here() { tr::tools::kept_here() } else { tr::tools::waits() }}
                    </span>
                }.into_any())}
            </p>
            <p class="note-text" dir="auto">{text}</p>
            <div class="cluster">
                <Button
                    label=tr::tools::edit
                    about=move || about.clone()
                    kind=ButtonKind::Quiet
                    icon=Icon::Edit
                    on_press=move |()| note_form::edit(notes, &edited)
                />
                <Button
                    label=tr::tools::delete_note
                    about=move || about_delete.clone()
                    kind=ButtonKind::Quiet
                    icon=Icon::Trash
                    on_press=delete
                />
            </div>
        </li>
    }
    .into_any()
}

/// Where a note belongs, in words.
fn place_name(notes: Notes, note: &Note) -> String {
    if let Some(position) = note.position_ms {
        return tr::tools::at_moment(&clock(position / 1000));
    }
    let Some(id) = &note.heading else { return tr::tools::whole_chapter() };
    let named = notes.here.lesson.with_value(|lesson| {
        lesson.headings.iter().find(|heading| heading.id == *id).map(|heading| heading.text.clone())
    });
    // A heading that was rewritten since leaves its notes to the chapter.
    named.map_or_else(tr::tools::whole_chapter, |name| tr::tools::at_heading(&name))
}

/// Goes where the note belongs.
fn go(note: &Note) {
    match (note.position_ms, &note.heading) {
        (Some(position), _) => player::go_to(u32::try_from(position / 1000).unwrap_or(0)),
        (None, Some(id)) => text::go_to(id),
        (None, None) => drop(base::focus("main")),
    }
}

/// Saves the notes as a text file.
fn export(notes: Notes) {
    let (title, name) = notes.here.lesson.with_value(|lesson| {
        (format!("{}: {}", lesson.course_title, lesson.title), format!("{}-{}.txt", lesson.course, lesson.chapter))
    });
    let mut text = format!("{title}\n");
    for (note, _) in untrack(|| notes.all()).unwrap_or_default() {
        text.push_str(&format!("\n{}\n", untrack(|| place_name(notes, &note))));
        if !note.text.is_empty() {
            text.push_str(&format!("{}\n", note.text));
        }
    }
    if save(&text, &name).is_none() {
        leptos::logging::error!("the notes could not be saved as a file");
    }
}

fn save(text: &str, name: &str) -> Option<()> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url).ok()
}
