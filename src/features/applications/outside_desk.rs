//! What is typed of applications that were made elsewhere, until it is saved.

use passerelle_api::outside::OutsideChange;
use serde::{Deserialize, Serialize};

/// What is being written: which application the form is open for, and what was typed of each and not saved yet. Whoever goes on to
/// another one comes back to what they had typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Desk {
    open: Option<String>,
    written: Vec<Written>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Written {
    /// The id that it is kept by.
    id: String,
    /// Whether it was not kept yet.
    new: bool,
    form: OutsideChange,
    /// As it was when it was opened.
    before: OutsideChange,
}

impl Desk {
    /// The application that the form is open for.
    pub fn open(&self) -> Option<String> {
        self.open.clone().filter(|_| self.form().is_some())
    }

    /// Whether nothing is being written.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// Opens an application that is kept: with what was typed of it before, or as it is.
    pub fn edit(&mut self, id: String, kept: OutsideChange) {
        self.written.retain(|written| written.form != written.before);
        if self.written.iter().all(|written| written.id != id) {
            self.written.push(Written { id: id.clone(), new: false, form: kept.clone(), before: kept });
        }
        self.open = Some(id);
    }

    /// Opens the new application that was begun, or begins one under this id.
    pub fn add(&mut self, id: String) {
        self.written.retain(|written| written.form != written.before);
        let begun = self.written.iter().find(|written| written.new).map(|written| written.id.clone());
        let id = begun.unwrap_or_else(|| {
            let (form, before) = Default::default();
            self.written.push(Written { id: id.clone(), new: true, form, before });
            id
        });
        self.open = Some(id);
    }

    /// Forgets what was typed of an application, and closes its form.
    pub fn close(&mut self, id: &str) {
        self.written.retain(|written| written.id != id);
        self.open.take_if(|open| open == id);
    }

    /// What the form is open for, as it is typed.
    pub fn form(&self) -> Option<&OutsideChange> {
        let written = self.written.iter().find(|written| Some(&written.id) == self.open.as_ref())?;
        Some(&written.form)
    }

    pub fn form_mut(&mut self) -> Option<&mut OutsideChange> {
        let written = self.written.iter_mut().find(|written| Some(&written.id) == self.open.as_ref())?;
        Some(&mut written.form)
    }

    /// Whether something was typed of an application that the form is not open for. `None`: of a new one.
    pub fn waits(&self, id: Option<&str>) -> bool {
        let is_it = |written: &Written| id.map_or(written.new, |id| written.id == id);
        let typed = self.written.iter().find(|written| is_it(written) && written.form != written.before);
        typed.is_some_and(|written| self.open.as_ref() != Some(&written.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> OutsideChange {
        OutsideChange { title: title.into(), ..OutsideChange::default() }
    }

    #[test]
    fn what_was_typed_of_one_outlives_the_writing_of_another() {
        let mut desk = Desk::default();
        desk.edit("a".into(), titled("Baker"));
        *desk.form_mut().unwrap() = titled("Baker at night");
        desk.edit("b".into(), titled("Cook"));
        assert_eq!((desk.form(), desk.waits(Some("a"))), (Some(&titled("Cook")), true));
        desk.edit("a".into(), titled("Baker"));
        assert_eq!((desk.form(), desk.waits(Some("a"))), (Some(&titled("Baker at night")), false));
        assert!(!desk.waits(Some("b")), "nothing was typed of it");
        desk.close("a");
        assert_eq!(desk, Desk::default());
    }

    #[test]
    fn a_new_one_that_was_begun_is_gone_on_with() {
        let mut desk = Desk::default();
        desk.add("new-1".into());
        *desk.form_mut().unwrap() = titled("Gardener");
        desk.edit("a".into(), titled("Baker"));
        assert!(desk.waits(None));
        desk.close("b");
        assert_eq!(desk.open.as_deref(), Some("a"), "what is deleted closes its own form alone");
        desk.add("new-2".into());
        assert_eq!((desk.open.as_deref(), desk.form()), (Some("new-1"), Some(&titled("Gardener"))));
    }

    #[test]
    fn what_was_opened_and_left_as_it_was_is_read_anew() {
        let mut desk = Desk::default();
        desk.edit("a".into(), titled("Baker"));
        desk.edit("a".into(), titled("Head baker"));
        assert_eq!(desk.form(), Some(&titled("Head baker")));
    }
}
