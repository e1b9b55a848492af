//! What is typed of notes and not saved: of a new one, and of each that is being changed.

use passerelle_api::{id::NoteId, note::Note};
use serde::{Deserialize, Serialize};

/// What stands before the id of a heading in the list of places.
pub const HEADING: &str = "at-";

pub const VIDEO: &str = "video";
pub const CHAPTER: &str = "chapter";

/// A note as it is typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Form {
    pub text: String,
    /// Where it belongs: to the video, to a heading or to the chapter.
    pub place: String,
    /// The moment of the video at which somebody began to write is the one they write about.
    #[serde(default)]
    pub position_ms: Option<u64>,
}

impl Form {
    /// A note as it is kept.
    fn of(note: &Note) -> Self {
        let place = match (note.position_ms, &note.heading) {
            (Some(_), _) => VIDEO.to_owned(),
            (None, Some(id)) => [HEADING, id].concat(),
            (None, None) => CHAPTER.to_owned(),
        };
        Self { text: note.text.clone(), place, position_ms: note.position_ms }
    }
}

/// A note that is being changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Change {
    id: NoteId,
    before: Form,
    form: Form,
}

/// The notes that are being changed, one of which the form may be open for.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Desk {
    open: Option<NoteId>,
    changes: Vec<Change>,
}

impl Desk {
    /// Opens a note: with what was typed of it before, or as it is.
    pub fn edit(&mut self, note: &Note) {
        self.changes.retain(|change| change.form != change.before);
        if self.changes.iter().all(|change| change.id != note.id) {
            let form = Form::of(note);
            self.changes.push(Change { id: note.id.clone(), before: form.clone(), form });
        }
        self.open = Some(note.id.clone());
    }

    /// The note that the form is open for, and how it is typed.
    pub fn opened(&self) -> Option<(&NoteId, &Form)> {
        let open = self.open.as_ref()?;
        let change = self.changes.iter().find(|change| change.id == *open)?;
        Some((&change.id, &change.form))
    }

    pub fn opened_mut(&mut self) -> Option<&mut Form> {
        let open = self.open.as_ref()?;
        self.changes.iter_mut().find(|change| change.id == *open).map(|change| &mut change.form)
    }

    /// Forgets what was typed of a note, and closes its form.
    pub fn close(&mut self, id: &NoteId) {
        self.changes.retain(|change| change.id != *id);
        self.open.take_if(|open| open == id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, text: &str) -> Note {
        Note {
            id: id.into(),
            course: "a".into(),
            chapter: "b".into(),
            position_ms: None,
            heading: Some("tabs".into()),
            text: text.into(),
            changed_at: passerelle_api::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_was_typed_of_one_note_outlives_the_changing_of_another() {
        let mut desk = Desk::default();
        desk.edit(&note("1", "First"));
        assert_eq!(desk.opened().unwrap().1.place, "at-tabs");
        desk.opened_mut().unwrap().text = "First, and more".into();
        desk.edit(&note("2", "Second"));
        assert_eq!(desk.opened().unwrap().1.text, "Second");
        desk.edit(&note("1", "First"));
        assert_eq!(desk.opened().unwrap().1.text, "First, and more");
        desk.close(&"2".into());
        assert_eq!(desk.opened().unwrap().0.as_str(), "1");
        desk.close(&"1".into());
        assert_eq!(desk, Desk::default());
    }

    #[test]
    fn what_was_opened_and_left_as_it_was_is_read_anew() {
        let mut desk = Desk::default();
        desk.edit(&note("1", "First"));
        desk.edit(&note("1", "First, as it is now"));
        assert_eq!(desk.opened().unwrap().1.text, "First, as it is now");
    }
}
