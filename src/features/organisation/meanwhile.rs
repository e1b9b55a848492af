//! What is typed beside what is kept of it, which another member or another window may have changed meanwhile.

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    announce,
    client::Failure,
    draft::{Draft, own_draft},
    i18n as tr,
    meanwhile::{Aside, notice, way},
    sending::Sending,
    ui::notice::Tone,
};

/// Where focus goes once it turned out that something else is kept.
const OVERTAKEN: &str = "meanwhile-overtaken";

/// Where focus goes once what was typed made room.
const ASIDE: &str = "meanwhile-aside";

/// The words of one form.
pub struct Words {
    /// Title and text of the notice that something else is kept.
    pub overtaken: [fn() -> String; 2],
    /// What stands before the names of the parts that are kept otherwise.
    pub otherwise: fn() -> String,
    pub see_kept: fn() -> String,
    pub take_place: fn() -> String,
    /// Title and text of the notice that what was typed waits.
    pub aside: [fn() -> String; 2],
    pub back: fn() -> String,
    pub discard: fn() -> String,
}

/// What stands in a form.
pub trait Form: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// What is kept of it.
    type Kept: Send + Sync + 'static;

    const WORDS: Words;

    /// The control that focus goes to once nothing is left to decide.
    const FIRST: &'static str;

    /// The form before anything is typed.
    fn of(kept: &Self::Kept) -> Self;

    /// Whether what is kept is what was found when this was begun.
    fn is_begun_from(&self, kept: &Self::Kept) -> bool;

    /// The same, as if it were begun from what is kept.
    fn begun_from(self, kept: &Self::Kept) -> Self;

    /// The names of the parts that say something else than is kept.
    fn differs(&self, kept: &Self::Kept) -> Vec<fn() -> String>;
}

/// A form with what is kept of it.
pub struct Writing<F: Form> {
    /// What is typed. It waits in this browser.
    pub form: Draft<F>,
    /// What is kept, as far as this page knows.
    pub saved: RwSignal<F::Kept>,
    /// What was typed and made room for what is kept, the latest last.
    aside: Aside<F>,
    sending: Sending,
}

impl<F: Form> Clone for Writing<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Form> Copy for Writing<F> {}

impl<F: Form> Writing<F> {
    /// Goes on with what was typed before and not saved.
    pub fn open(name: &str, saved: RwSignal<F::Kept>, sending: Sending) -> Self {
        let form = own_draft(name, saved.with_untracked(F::of));
        let writing = Self { form, saved, aside: Aside::open(&[name, ":aside"].concat()), sending };
        writing.settle();
        writing
    }

    /// Whether it has to be decided first what becomes of what stands in the form. Focus goes there then.
    pub fn waits(self) -> bool {
        let waits = untrack(|| self.is_overtaken());
        if waits {
            announce::arrive(OVERTAKEN);
        }
        waits
    }

    /// Takes what is kept by now of what was sent. What was typed while it was on its way stays in the form, and goes on from it.
    pub fn take(self, now: F::Kept, sent: &F) {
        let Some(typed) = self.form.try_with_untracked(Clone::clone) else { return };
        if typed == *sent {
            self.form.begin_anew(F::of(&now));
        } else {
            self.form.update(|form| *form = typed.begun_from(&now));
        }
        self.saved.set(now);
    }

    /// Brings what is kept by now, after a change was refused for it. Where it cannot be had, what is said of the refusal stays.
    pub fn bring(self, now: Result<F::Kept, Failure>) {
        let Ok(now) = now else { return };
        if self.form.is_left() {
            return;
        }
        self.saved.set(now);
        self.sending.dismiss();
        announce::arrive(if self.settle() { OVERTAKEN } else { F::FIRST });
    }

    /// What there is to decide. `send` sends what stands in the form.
    pub fn notices(self, send: Callback<()>) -> AnyView {
        let overtaken = Memo::new(move |_| self.is_overtaken());
        let aside = Memo::new(move |_| !self.aside.is_empty() && !overtaken.get());
        view! {
            {move || overtaken.get().then(|| self.overtaken(send))}
            {move || aside.get().then(|| self.waiting())}
        }
        .into_any()
    }

    /// The names of the parts of the form that say something else than is kept.
    fn differs(self) -> Vec<fn() -> String> {
        self.saved.with(|kept| self.form.with(|form| form.differs(kept)))
    }

    /// Whether something else is kept by now than the form goes on from, so that saving would write over what nobody saw here.
    fn is_overtaken(self) -> bool {
        let is_older = self.saved.with(|kept| self.form.with(|form| !form.is_begun_from(kept)));
        is_older && !self.differs().is_empty()
    }

    /// Puts what stands in the form beside what is kept: where it says the same, it goes on from that. Gives whether it is overtaken.
    fn settle(self) -> bool {
        untrack(|| {
            if self.differs().is_empty() {
                self.begin_anew();
            }
            self.is_overtaken()
        })
    }

    fn begin_anew(self) {
        self.form.begin_anew(self.saved.with_untracked(F::of));
    }

    /// Saves what stands in the form in the place of what is kept, which whoever presses this was told of.
    fn take_place(self, send: Callback<()>) {
        if self.sending.busy().get_untracked() {
            return;
        }
        let typed = self.form.get_untracked();
        let form = self.saved.with_untracked(|kept| typed.begun_from(kept));
        self.form.update(|typed| *typed = form);
        // The button is gone with what it was for.
        announce::arrive(F::FIRST);
        send.run(());
    }

    /// Puts what is kept in the place of what stands in the form, which waits to be brought back.
    fn see_kept(self) {
        self.aside.push(self.form.get_untracked());
        self.begin_anew();
        announce::arrive(ASIDE);
    }

    /// Brings what was typed back, as it was: where something else is kept by now than it goes on from, that has to be decided again.
    /// What is typed by now takes its turn behind all that waits.
    fn bring_back(self) {
        let current = untrack(|| !self.differs().is_empty()).then(|| self.form.get_untracked());
        let Some(typed) = self.aside.pop() else { return };
        if let Some(current) = current {
            self.aside.push_behind(current);
        }
        self.form.update(|form| *form = typed);
        announce::arrive(if self.settle() { OVERTAKEN } else { F::FIRST });
    }

    fn drop_aside(self) {
        self.aside.pop();
        announce::arrive(if untrack(|| self.aside.is_empty()) { F::FIRST } else { ASIDE });
    }

    /// Says that something else is kept than this page found, and in what, and offers the ways on.
    fn overtaken(self, send: Callback<()>) -> AnyView {
        let Words { overtaken, otherwise, see_kept, take_place, .. } = F::WORDS;
        let parts = move || {
            let names: Vec<String> = self.differs().into_iter().map(|name| name()).collect();
            tr::words::labelled(&otherwise(), &tr::list(&names))
        };
        notice(
            OVERTAKEN,
            Tone::Warn,
            overtaken,
            view! { <p>{parts}</p> }.into_any(),
            self.sending.busy(),
            [way(see_kept, move || self.see_kept()), way(take_place, move || self.take_place(send))],
        )
    }

    /// Says that what made room waits.
    fn waiting(self) -> AnyView {
        let Words { aside, back, discard, .. } = F::WORDS;
        notice(
            ASIDE,
            Tone::Info,
            aside,
            ().into_any(),
            Signal::stored(false),
            [way(back, move || self.bring_back()), way(discard, move || self.drop_aside())],
        )
    }
}
