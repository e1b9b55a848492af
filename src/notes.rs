//! Notes that wait to be sent: kept in this browser, in their order, until the server has them. Those that were written without an
//! account go to the one that is signed in next, as progress does.
//!
//! Each note has a name that this browser made, so that sending it again, after an answer that was lost, keeps one.

use std::cell::{Cell, RefCell};

use passerelle_api::{
    FromJson, Json, NoQuery,
    id::{AccountId, NoteId},
    note::{DeleteNote, Note, NoteChange, SaveNote},
};
use serde::Serialize;

use crate::{
    base,
    client::{self, Failure},
    json,
};

const NAME: &str = "notes";

thread_local! {
    /// Whether notes are on their way, so that they are not sent twice at once.
    static SENDING: Cell<bool> = const { Cell::new(false) };

    /// For whom sending was asked for since it last began.
    static ASKED: RefCell<Option<AccountId>> = const { RefCell::new(None) };
}

/// Something that was done with a note and that the server does not know yet.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Deed {
    /// The account that did it; nothing for somebody without one.
    owner: Option<AccountId>,
    note: NoteId,
    /// What it says now; nothing where it was deleted.
    change: Option<NoteChange>,
}

impl FromJson for Deed {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self {
            owner: Option::member(json, "owner")?,
            note: NoteId::member(json, "note")?,
            change: Option::member(json, "change")?,
        })
    }
}

/// A fresh name for a note.
pub fn fresh_id() -> NoteId {
    NoteId(base::fresh_key().0)
}

/// Keeps what a note says from now on, or that it is deleted. Returns whether this browser could keep it.
pub fn change(owner: Option<AccountId>, note: NoteId, change: Option<NoteChange>) -> bool {
    let mut deeds = deeds();
    add(&mut deeds, Deed { owner, note, change }, SENDING.get());
    keep(&deeds)
}

/// The notes as they are with what waits to be sent, each with whether it waits.
pub fn with_waiting(kept: Vec<Note>, owner: Option<&AccountId>) -> Vec<(Note, bool)> {
    overlaid(kept, deeds().into_iter().filter(|deed| is_of(deed, owner)))
}

/// Whether anything waits to be sent for an account.
pub fn any_waiting(account: &AccountId) -> bool {
    deeds().iter().any(|deed| is_of(deed, Some(account)))
}

/// Sends what waits, in its order. What was sent is forgotten here only once the server has it.
///
/// # Errors
/// [`Failure`]; what was not sent then stays for the next time.
pub async fn send_waiting(account: AccountId) -> Result<(), Failure> {
    ASKED.set(Some(account));
    if SENDING.replace(true) {
        return Ok(());
    }
    let mut result = Ok(());
    // Who asks meanwhile may know of a line that came back since what is on its way broke off.
    while let Some(account) = ASKED.take() {
        result = send_each(&account).await;
    }
    SENDING.set(false);
    result
}

async fn send_each(account: &AccountId) -> Result<(), Failure> {
    // Somebody else may sign in while one is on its way.
    let next = || deeds().into_iter().find(|deed| client::is_for(account) && is_of(deed, Some(account)));
    while let Some(deed) = next() {
        let note = deed.note.clone();
        match &deed.change {
            Some(change) => drop(client::call(&SaveNote { note }, &NoQuery {}, change).await?),
            None => client::get(&DeleteNote { note }, &NoQuery {}).await?,
        }
        let mut left = deeds();
        if let Some(place) = left.iter().position(|other| *other == deed) {
            left.remove(place);
            if !keep(&left) {
                // A store that cannot even shrink would have this one sent for ever.
                return Err(Failure::Unreadable);
            }
        }
    }
    Ok(())
}

fn is_of(deed: &Deed, account: Option<&AccountId>) -> bool {
    deed.owner.is_none() || deed.owner.as_ref() == account
}

/// A later change of a note replaces one that waits, unless that may be on its way right now.
fn add(deeds: &mut Vec<Deed>, deed: Deed, sending: bool) {
    let first = usize::from(sending);
    let mut place = 0;
    deeds.retain(|other| {
        place += 1;
        place <= first || other.note != deed.note || other.owner != deed.owner
    });
    // Nobody needs to be told of a note that never left this browser.
    let unknown = deed.change.is_none() && deed.owner.is_none();
    if !unknown {
        deeds.push(deed);
    }
}

fn overlaid(kept: Vec<Note>, deeds: impl Iterator<Item = Deed>) -> Vec<(Note, bool)> {
    let mut notes: Vec<(Note, bool)> = kept.into_iter().map(|note| (note, false)).collect();
    for Deed { note: id, change, .. } in deeds {
        let place = notes.iter().position(|(note, _)| note.id == id);
        match (change, place) {
            (None, Some(place)) => drop(notes.remove(place)),
            (None, None) => {}
            (Some(change), place) => {
                let NoteChange { course, chapter, position_ms, heading, text } = change;
                let changed_at = passerelle_api::DateTime::default();
                let note = Note { id, course, chapter, position_ms, heading, text, changed_at };
                match place {
                    Some(place) => notes[place] = (note, true),
                    None => notes.push((note, true)),
                }
            }
        }
    }
    // As the server lists them: those of the video by their moment, then the others as they were written.
    notes.sort_by_key(|(note, _)| note.position_ms.unwrap_or(u64::MAX));
    notes
}

fn deeds() -> Vec<Deed> {
    base::stored(NAME).and_then(|text| json::read(&text)).unwrap_or_default()
}

fn keep(deeds: &[Deed]) -> bool {
    serde_json::to_string(deeds).is_ok_and(|text| base::keep(NAME, &text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(owner: Option<&str>, note: &str, text: Option<(&str, u64)>) -> Deed {
        let change = text.map(|(text, position_ms)| NoteChange {
            course: "c".into(),
            chapter: "one".into(),
            position_ms: Some(position_ms),
            heading: None,
            text: text.into(),
        });
        Deed { owner: owner.map(Into::into), note: note.into(), change }
    }

    fn texts(deeds: Vec<Deed>) -> Vec<(String, bool)> {
        let notes = overlaid(Vec::new(), deeds.into_iter());
        notes.into_iter().map(|(note, waits)| (note.text, waits)).collect()
    }

    #[test]
    fn a_later_change_replaces_one_that_waits_but_not_one_that_is_on_its_way() {
        let mut deeds = vec![deed(Some("me"), "a", Some(("first", 1)))];
        add(&mut deeds, deed(Some("me"), "a", Some(("second", 1))), true);
        assert_eq!(deeds.len(), 2);
        add(&mut deeds, deed(Some("me"), "a", Some(("third", 1))), false);
        assert_eq!(deeds, [deed(Some("me"), "a", Some(("third", 1)))]);
        add(&mut deeds, deed(Some("me"), "a", None), false);
        assert_eq!(deeds, [deed(Some("me"), "a", None)], "the server may know it, so it is told");
    }

    #[test]
    fn a_note_that_never_left_is_deleted_without_a_word() {
        let mut deeds = vec![deed(None, "a", Some(("mine", 1))), deed(None, "b", Some(("other", 2)))];
        add(&mut deeds, deed(None, "a", None), false);
        assert_eq!(texts(deeds), [("other".to_owned(), true)]);
    }

    #[test]
    fn what_waits_stands_in_its_place_among_what_is_kept() {
        let late = deed(None, "late", Some(("late", 9)));
        let early = deed(None, "early", Some(("early", 2)));
        let gone = deed(None, "late", None);
        assert_eq!(texts(vec![late.clone(), early.clone()]), [("early".to_owned(), true), ("late".to_owned(), true)]);
        assert_eq!(texts(vec![late, early, gone]), [("early".to_owned(), true)]);
    }

    #[test]
    fn one_account_never_gets_the_notes_of_another() {
        let me = AccountId("me".into());
        assert!(is_of(&deed(Some("me"), "a", None), Some(&me)) && is_of(&deed(None, "a", None), Some(&me)));
        assert!(!is_of(&deed(Some("other"), "a", None), Some(&me)));
        assert!(!is_of(&deed(Some("me"), "a", None), None), "nor does somebody who signed out see them");
    }
}
