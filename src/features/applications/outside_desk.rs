//! What is typed of applications that were made elsewhere, until it is saved.

use passerelle_api::outside::OutsideChange;
use passerelle_rules::outside::is_overtaken;
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
    /// How it is kept by now, where what was typed does not go on from that.
    #[serde(default)]
    met: Option<Met>,
    /// What was typed and made room for the application as it is kept, the latest last.
    #[serde(default)]
    aside: Vec<OutsideChange>,
}

impl Written {
    /// An application that was opened and of which nothing was typed.
    fn opened(id: String, new: bool, before: OutsideChange) -> Self {
        Self { id, new, form: before.clone(), before, met: None, aside: Vec::new() }
    }

    /// Whether something was typed of it that is not saved.
    fn is_typed(&self) -> bool {
        self.form != self.before || !self.aside.is_empty()
    }
}

/// What whoever writes of an application has to choose between, beside what they typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Met {
    /// It was saved elsewhere, as it stands here.
    Kept(OutsideChange),
    /// It was deleted elsewhere.
    Gone,
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
        self.written.retain(Written::is_typed);
        if self.written.iter().all(|written| written.id != id) {
            self.written.push(Written::opened(id.clone(), false, kept.clone()));
        }
        self.meet(&id, Some(kept));
        self.open = Some(id);
    }

    /// Puts what was typed of an application beside how it is kept by now. Gives whether there is something to choose.
    pub fn meet(&mut self, id: &str, kept: Option<OutsideChange>) -> bool {
        let Some(written) = self.written.iter_mut().find(|written| written.id == id) else { return false };
        let is_overtaken = is_overtaken(&written.form, kept.as_ref());
        written.met = is_overtaken.then(|| kept.map_or(Met::Gone, Met::Kept));
        is_overtaken
    }

    /// What there is to choose of the application that the form is open for.
    pub fn met(&self) -> Option<&Met> {
        self.opened()?.met.as_ref()
    }

    /// Whether something that was typed waits, since the application that the form is open for is seen as it is kept.
    pub fn has_aside(&self) -> bool {
        self.opened().is_some_and(|written| !written.aside.is_empty())
    }

    /// Puts the application as it is kept in the place of what was typed, which waits to be brought back.
    pub fn see_kept(&mut self) {
        let Some(written) = self.opened_mut() else { return };
        if let Some(Met::Kept(kept)) = written.met.take() {
            written.before.clone_from(&kept);
            written.aside.push(std::mem::replace(&mut written.form, kept));
        }
    }

    /// Goes on with what was typed from the application as it is kept, or as a new one where it is not kept any more.
    pub fn go_on(&mut self) {
        let Some(written) = self.opened_mut() else { return };
        let Some(met) = written.met.take() else { return };
        written.new = met == Met::Gone;
        written.before = if let Met::Kept(kept) = met { kept } else { OutsideChange::default() };
        written.form.version = written.before.version;
    }

    /// Brings back what was typed. What is typed by now takes its turn behind all that waits.
    pub fn bring_back(&mut self) {
        let Some(written) = self.opened_mut() else { return };
        let Some(mut typed) = written.aside.pop() else { return };
        typed.version = written.before.version;
        let current = std::mem::replace(&mut written.form, typed);
        if current != written.before {
            written.aside.insert(0, current);
        }
    }

    /// Forgets what waits and would be brought back next.
    pub fn drop_aside(&mut self) {
        if let Some(written) = self.opened_mut() {
            written.aside.pop();
        }
    }

    /// Opens the new application that was begun, or begins one under this id.
    pub fn add(&mut self, id: String) {
        self.written.retain(Written::is_typed);
        let begun = self.written.iter().find(|written| written.new).map(|written| written.id.clone());
        let id = begun.unwrap_or_else(|| {
            self.written.push(Written::opened(id.clone(), true, OutsideChange::default()));
            id
        });
        self.open = Some(id);
    }

    /// Forgets what was typed of an application, and closes its form.
    pub fn close(&mut self, id: &str) {
        self.written.retain(|written| written.id != id);
        self.open.take_if(|open| open == id);
    }

    /// Goes on from an application as it was kept, of which this was sent. Its form closes, unless something else was typed of it since, or
    /// waits: then it shows what was typed, or what is kept.
    pub fn saved(&mut self, id: &str, sent: &OutsideChange, kept: &OutsideChange) {
        let is_left = |written: &Written| written.id == id && (written.form != *sent || !written.aside.is_empty());
        let Some(written) = self.written.iter_mut().find(|written| is_left(written)) else { return self.close(id) };
        if written.form == *sent {
            written.form.clone_from(kept);
        }
        written.form.version = kept.version;
        written.before.clone_from(kept);
        (written.new, written.met) = (false, None);
    }

    /// What the form is open for, as it is typed.
    pub fn form(&self) -> Option<&OutsideChange> {
        self.opened().map(|written| &written.form)
    }

    pub fn form_mut(&mut self) -> Option<&mut OutsideChange> {
        self.opened_mut().map(|written| &mut written.form)
    }

    /// Whether something was typed of an application that the form is not open for. `None`: of a new one.
    pub fn waits(&self, id: Option<&str>) -> bool {
        let is_it = |written: &Written| id.map_or(written.new, |id| written.id == id);
        let typed = self.written.iter().find(|written| is_it(written) && written.is_typed());
        typed.is_some_and(|written| self.open.as_ref() != Some(&written.id))
    }

    fn opened(&self) -> Option<&Written> {
        self.written.iter().find(|written| Some(&written.id) == self.open.as_ref())
    }

    fn opened_mut(&mut self) -> Option<&mut Written> {
        self.written.iter_mut().find(|written| Some(&written.id) == self.open.as_ref())
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

    /// A desk where something was typed of an application that was opened at version 1.
    fn typed() -> Desk {
        let mut desk = Desk::default();
        desk.edit("a".into(), OutsideChange { version: Some(1), ..titled("Baker") });
        desk.form_mut().unwrap().note = "Mine".into();
        desk
    }

    fn kept() -> OutsideChange {
        OutsideChange { version: Some(2), note: "Theirs".into(), ..titled("Baker") }
    }

    fn stands(desk: &Desk) -> (&str, Option<u32>, bool) {
        let form = desk.form().unwrap();
        (form.note.as_str(), form.version, desk.has_aside())
    }

    #[test]
    fn what_was_typed_goes_on_from_what_was_saved_elsewhere_once_that_is_chosen() {
        let mut desk = typed();
        assert!(!desk.meet("a", Some(OutsideChange { version: Some(1), ..titled("Baker") })), "nothing was saved");
        assert!(desk.meet("a", Some(kept())));
        assert_eq!((desk.met(), stands(&desk)), (Some(&Met::Kept(kept())), ("Mine", Some(1), false)));
        desk.go_on();
        assert_eq!((desk.met(), stands(&desk)), (None, ("Mine", Some(2), false)));
        assert!(!desk.meet("a", Some(kept())));
    }

    #[test]
    fn what_made_room_comes_back_and_nothing_of_it_is_lost() {
        let mut desk = typed();
        desk.meet("a", Some(kept()));
        desk.see_kept();
        assert_eq!((desk.met(), stands(&desk)), (None, ("Theirs", Some(2), true)));
        // It outlives the writing of another.
        desk.edit("b".into(), titled("Cook"));
        assert!(desk.waits(Some("a")));
        desk.edit("a".into(), kept());
        desk.form_mut().unwrap().note = "Theirs and more".into();
        desk.bring_back();
        assert_eq!(stands(&desk), ("Mine", Some(2), true));
        desk.bring_back();
        assert_eq!(stands(&desk), ("Theirs and more", Some(2), true));
        desk.drop_aside();
        assert_eq!(stands(&desk), ("Theirs and more", Some(2), false));
    }

    #[test]
    fn what_waits_outlives_the_saving_of_what_is_kept() {
        let mut desk = typed();
        desk.meet("a", Some(kept()));
        desk.see_kept();
        desk.form_mut().unwrap().note = "Theirs and more".into();
        let sent = desk.form().cloned().unwrap();
        let saved = OutsideChange { version: Some(3), ..sent.clone() };
        let before = desk.clone();
        desk.saved("a", &sent, &saved);
        assert_eq!((desk.open(), desk.form(), desk.has_aside()), (Some("a".into()), Some(&saved), true));
        assert!(!desk.meet("a", Some(saved.clone())), "it goes on from what is kept");
        desk.bring_back();
        assert_eq!(stands(&desk), ("Mine", Some(3), false), "what was saved does not wait behind it");
        let sent = desk.form().cloned().unwrap();
        desk.saved("a", &sent, &OutsideChange { version: Some(4), ..sent.clone() });
        assert_eq!(desk, Desk::default(), "nothing waits any more");
        // What was typed while it was on its way stays.
        let mut desk = before;
        desk.form_mut().unwrap().note = "Theirs, more and later".into();
        desk.saved("a", &OutsideChange { version: Some(2), ..saved.clone() }, &saved);
        assert_eq!(stands(&desk), ("Theirs, more and later", Some(3), true));
    }

    #[test]
    fn what_was_typed_while_it_was_saved_stays_also_where_another_one_is_open_by_then() {
        let mut desk = typed();
        let sent = desk.form().cloned().unwrap();
        desk.form_mut().unwrap().note = "Mine, and more".into();
        desk.edit("b".into(), titled("Cook"));
        let saved = OutsideChange { version: Some(2), ..sent.clone() };
        desk.saved("a", &sent, &saved);
        assert_eq!((desk.open().as_deref(), desk.waits(Some("a"))), (Some("b"), true));
        desk.edit("a".into(), saved.clone());
        assert_eq!((desk.met(), stands(&desk)), (None, ("Mine, and more", Some(2), false)));
        desk.saved("a", &OutsideChange { note: "Mine, and more".into(), ..saved.clone() }, &saved);
        assert!(!desk.waits(Some("a")), "nothing else was typed");
    }

    #[test]
    fn what_was_deleted_elsewhere_is_gone_on_with_as_new() {
        let mut desk = typed();
        assert!(desk.meet("a", None));
        assert_eq!(desk.met(), Some(&Met::Gone));
        desk.go_on();
        assert_eq!((desk.met(), stands(&desk)), (None, ("Mine", None, false)));
        desk.add("new".into());
        assert_eq!(desk.open.as_deref(), Some("a"), "the new one that was begun");
    }

    #[test]
    fn what_was_typed_before_versions_were_known_is_told_of_what_is_kept() {
        let written = r#"{"id":"a","new":false,"form":{"title":"Mine","employer":"","url":"","status":null,"applied_on":null,"note":""},
            "before":{"title":"Baker","employer":"","url":"","status":null,"applied_on":null,"note":""}}"#;
        let mut desk: Desk = serde_json::from_str(&format!(r#"{{"open":null,"written":[{written}]}}"#)).unwrap();
        desk.edit("a".into(), kept());
        assert_eq!((desk.met(), desk.form().unwrap().title.as_str()), (Some(&Met::Kept(kept())), "Mine"));
    }

    #[test]
    fn what_was_opened_and_left_as_it_was_is_read_anew() {
        let mut desk = Desk::default();
        desk.edit("a".into(), titled("Baker"));
        desk.edit("a".into(), titled("Head baker"));
        assert_eq!(desk.form(), Some(&titled("Head baker")));
    }
}
