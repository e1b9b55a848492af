//! What is being written, kept in this browser until it was sent, so that nothing typed is lost to a reload or a dead battery.

use leptos::prelude::*;
use passerelle_api::id::AccountId;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    base,
    session::{SessionState, use_session},
    watch::watch,
};

/// A form's contents under a name. The name should hold what the form is about, such as `apply:<job>`.
pub struct Draft<T: 'static> {
    name: StoredValue<String>,
    value: RwSignal<T>,
}

impl<T: 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Draft<T> {}

/// A copy of a draft that was sent.
pub struct Sent {
    name: String,
    kept: Option<String>,
}

impl Sent {
    /// Forgets the copy, unless something else was typed since. Returns whether nothing was.
    pub fn forget(&self) -> bool {
        let is_same = base::stored(&self.name) == self.kept;
        if is_same {
            base::forget(&self.name);
        }
        is_same
    }

    /// The same where the page was left meanwhile: what else was typed since goes on from what was kept, as `change` has it.
    pub fn forget_or<T: Serialize + DeserializeOwned>(&self, change: impl FnOnce(T) -> T) {
        if self.forget() {
            return;
        }
        let typed = base::stored(&self.name).and_then(|text| serde_json::from_str(&text).ok());
        if let Some(Ok(text)) = typed.map(|typed| serde_json::to_string(&change(typed))) {
            // Where it is refused, what is kept is the one before, which the page puts beside what the server has.
            base::keep(&self.name, &text);
        }
    }
}

/// Opens a draft: what was kept, or `fresh` when nothing was or when it is of an older shape.
pub fn draft<T>(name: &str, fresh: T) -> Draft<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let name = named(None, name);
    let kept = kept(&name);
    Draft { name: StoredValue::new(name), value: RwSignal::new(kept.unwrap_or(fresh)) }
}

/// A draft of whoever is signed in, which others who use this browser after them do not find. For pages that only accounts see: what is
/// typed before signing in would be left behind.
pub fn own_draft<T>(name: &str, fresh: T) -> Draft<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let account = untrack(|| use_session().account()).map(|account| account.id.0).unwrap_or_default();
    draft(&[account.as_str(), ":", name].concat(), fresh)
}

/// A draft on a page where anybody may write before signing in. Whoever is signed in has their own, which others who use this browser
/// after them do not find; it goes and comes with them while the page stands. What was written before signing in goes along once, and
/// is then gone from where the next person would find it. `join` puts it with what the own draft holds already.
pub fn draft_of_anybody<T>(name: &str, fresh: impl Fn() -> T + 'static, join: fn(T, T) -> T) -> Draft<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let session = use_session();
    let form = draft(name, fresh());
    let (guest, name) = (form.name(), name.to_owned());
    let settle = move || {
        let Some(viewer) = session.viewer() else { return };
        let own = named(viewer.as_ref(), &name);
        untrack(|| form.goes_to(own, &guest, &fresh, join));
    };
    // Before anything is drawn, so that nobody sees the form of somebody else for a moment.
    untrack(&settle);
    // What is in a form is typed, so that it can be derived from nothing.
    watch(settle);
    form
}

/// Whether something is written in what is kept of such a draft: of whoever is signed in, or from before they were.
pub fn is_kept_of_anybody<T: DeserializeOwned>(session: SessionState, name: &str, is_written: fn(&T) -> bool) -> bool {
    let Some(viewer) = session.viewer() else { return false };
    let names = [Some(named(None, name)), viewer.map(|account| named(Some(&account), name))];
    names.iter().flatten().filter_map(|name| kept::<T>(name)).any(|form| is_written(&form))
}

/// What the copy of a draft is called: that of an account, or of who is not signed in.
fn named(account: Option<&AccountId>, name: &str) -> String {
    account.map_or_else(|| ["draft:", name].concat(), |account| ["draft:", account.as_str(), ":", name].concat())
}

/// What was kept under a name. What is of an older shape is nothing.
fn kept<T: DeserializeOwned>(name: &str) -> Option<T> {
    base::stored(name).and_then(|text| serde_json::from_str(&text).ok())
}

impl<T> Draft<T>
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    /// What is kept of another form, of whoever this draft is of. `own` and `other` are what the two were opened by.
    pub fn beside(self, own: &str, other: &str) -> Option<T> {
        kept(&self.name_beside(own, other)?)
    }

    /// Has what is written here go over to another form, of whoever this draft is of, and begins anew. `join` puts it with
    /// what that one holds. Where the browser refuses to store, it is here alone and stays.
    pub fn goes_over(self, own: &str, other: &str, fresh: fn() -> T, join: fn(T, T) -> T) {
        let Some(name) = self.name_beside(own, other) else { return };
        let joined = join(kept(&name).unwrap_or_else(fresh), self.get_untracked());
        if serde_json::to_string(&joined).is_ok_and(|text| base::keep(&name, &text)) {
            self.begin_anew(fresh());
        }
    }

    fn name_beside(self, own: &str, other: &str) -> Option<String> {
        let name = self.name();
        Some([name.strip_suffix(own)?, other].concat())
    }

    /// Goes on with what is kept under another name, `guest` being the one for those who are not signed in.
    fn goes_to(self, name: String, guest: &str, fresh: &dyn Fn() -> T, join: fn(T, T) -> T) {
        let before = self.name();
        if before == name {
            return;
        }
        let (own, written) = (kept::<T>(&name), kept::<T>(guest).filter(|_| name != guest));
        let moves = written.is_some();
        let value = match (own, written) {
            (Some(own), Some(written)) => join(own, written),
            (Some(one), None) | (None, Some(one)) => one,
            // A browser that refuses to store has what was typed in the form alone.
            (None, None) if before == guest => self.get_untracked(),
            (None, None) => fresh(),
        };
        self.name.set_value(name);
        if moves {
            base::forget(guest);
            self.update(|now| *now = value);
        } else {
            self.value.set(value);
        }
    }
}

impl<T> Draft<T>
where
    T: Serialize + Clone + Send + Sync + 'static,
{
    /// The contents now.
    pub fn get(self) -> T {
        self.value.get()
    }

    /// The contents, for code that must not follow each key.
    pub fn get_untracked(self) -> T {
        self.value.get_untracked()
    }

    /// Reads a part of the contents, unless the page was left meanwhile; for code that must not follow each key.
    pub fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.value.try_with_untracked(read)
    }

    /// Reads a part of the contents.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with(read)
    }

    /// The same, for code that must not follow each key.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_untracked(read)
    }

    /// Changes the contents and keeps them, unless the page was left meanwhile.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.value.update(change);
        let text = self.value.try_with_untracked(|value| serde_json::to_string(value));
        if let (Some(Ok(text)), Some(name)) = (text, self.name.try_get_value()) {
            // A browser that refuses to store still has the form open, so the words are not lost by this.
            base::keep(&name, &text);
        }
    }

    /// Begins anew, once what was written was sent from a page that stays or was left.
    pub fn begin_anew(self, fresh: T) {
        self.value.try_set(fresh);
        if let Some(name) = self.name.try_get_value() {
            base::forget(&name);
        }
    }

    /// The copy that is kept now, while it is sent: for work that may outlast the page.
    pub fn sent(self) -> Sent {
        let name = self.name();
        let kept = base::stored(&name);
        Sent { name, kept }
    }

    /// Begins anew once a copy was sent, unless something else was typed since.
    pub fn begin_after(self, sent: &Sent, fresh: T) {
        if sent.forget() {
            self.value.try_set(fresh);
        }
    }

    /// The name that the kept copy has in this browser.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// Whether its page was left, so that nothing is to be shown there any more.
    pub fn is_left(self) -> bool {
        self.name.try_get_value().is_none()
    }
}
