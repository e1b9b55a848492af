//! What was typed beside what is kept of the same thing, which another window or somebody else may have changed meanwhile: the notices
//! that offer the ways on, and what waits while the reader looks at what is kept. Pages that use it need the messages
//! `Namespace::Meanwhile`.

use leptos::{prelude::*, text_prop::TextProp};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    announce,
    client::Failure,
    draft::{Draft, Sent, own_draft},
    i18n as tr,
    sending::Sending,
    ui::{
        button::Button,
        notice::{Notice, Tone},
    },
};

/// Where focus goes once it turned out that something else is kept.
const OVERTAKEN: &str = "meanwhile-overtaken";

/// Where focus goes once what was typed made room.
const ASIDE: &str = "meanwhile-aside";

/// Where focus goes once it is back.
const UNSAVED: &str = "meanwhile-unsaved";

/// What stands in a form.
pub trait Form: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// What is kept of it.
    type Kept: Send + Sync + 'static;

    /// Title and text of the notice that something else is kept.
    const OVERTAKEN: [fn() -> String; 2];

    /// The control or the heading that focus goes to once nothing is left to decide.
    const FIRST: &'static str;

    /// The form before anything is typed.
    fn of(kept: &Self::Kept) -> Self;

    /// Whether what is kept is what was found when this was begun.
    fn is_begun_from(&self, kept: &Self::Kept) -> bool;

    /// The same, as if it were begun from what is kept, which whoever writes was told of.
    fn begun_from(self, kept: &Self::Kept) -> Self;

    /// Whether it says what is kept, whatever it was begun from.
    fn says_same(&self, kept: &Self::Kept) -> bool;

    /// Takes in that whoever writes is told how it is kept, before they choose.
    fn learn(&mut self, _kept: &Self::Kept) {}

    /// What saving this in the place of what is kept would do, a paragraph each.
    fn undoes(&self, kept: &Self::Kept) -> Vec<String>;
}

/// Says which parts of a form are kept otherwise.
pub fn otherwise<const N: usize>(parts: [(bool, fn() -> String); N]) -> Vec<String> {
    let names: Vec<String> = parts.into_iter().filter_map(|(differs, name)| differs.then(name)).collect();
    vec![tr::words::labelled(&tr::meanwhile::otherwise(), &tr::list(&names))]
}

/// A form with what is kept of it.
pub struct Writing<F: Form> {
    /// What is typed. It waits in this browser.
    pub form: Draft<F>,
    /// What is kept, as far as this page knows.
    pub saved: RwSignal<F::Kept>,
    /// What was typed and made room for what is kept, the latest last.
    aside: Draft<Vec<F>>,
    /// Whether what stands in the form was there before, so that it has to be told from what is kept.
    is_older: RwSignal<bool>,
    sending: Sending,
}

impl<F: Form> Clone for Writing<F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Form> Copy for Writing<F> {}

/// A form that is on its way to the server.
pub struct OnItsWay<F> {
    pub form: F,
    copy: Sent,
}

impl<F: Form> Writing<F> {
    /// Goes on with what was typed before under this name and not saved.
    pub fn open(name: &str, saved: RwSignal<F::Kept>, sending: Sending) -> Self {
        let form = own_draft(name, saved.with_untracked(F::of));
        let aside = own_draft(&[name, ":aside"].concat(), Vec::new());
        let writing = Self { form, saved, aside, is_older: RwSignal::new(true), sending };
        writing.settle();
        writing
    }

    /// Whether something in the form is not saved.
    pub fn is_changed(self) -> bool {
        self.saved.with(|kept| self.form.with(|form| !form.says_same(kept)))
    }

    /// Whether it cannot be sent: something else is on its way, or it has to be decided first what becomes of what stands in the form.
    /// Focus goes there then.
    pub fn waits(self) -> bool {
        let is_overtaken = untrack(|| self.is_overtaken());
        if is_overtaken {
            announce::arrive(OVERTAKEN);
        }
        is_overtaken || self.sending.busy().get_untracked()
    }

    /// What stands in the form, to be sent.
    pub fn send(self) -> OnItsWay<F> {
        OnItsWay { form: self.form.get_untracked(), copy: self.form.sent() }
    }

    /// What goes on its way once what stood in the form was saved: what is kept of it, whatever was typed since.
    pub fn saved_of(self, typed: OnItsWay<F>) -> OnItsWay<F> {
        let form = self.saved.try_with_untracked(F::of).unwrap_or(typed.form);
        OnItsWay { form, copy: typed.copy }
    }

    /// Takes what is kept by now of what was sent. What was typed while it was on its way stays in the form, or in this browser where the
    /// page was left, and goes on from it.
    pub fn take(self, now: F::Kept, sent: &OnItsWay<F>) {
        match self.form.try_with_untracked(|typed| *typed == sent.form) {
            None => return sent.copy.forget_or(|typed: F| typed.begun_from(&now)),
            Some(true) => self.form.begin_anew(F::of(&now)),
            Some(false) => self.begin_from(&now),
        }
        self.is_older.set(false);
        self.saved.set(now);
    }

    /// Takes what is kept by now of something that was not sent from this form. A form in which nothing was typed shows it.
    pub fn keep(self, now: F::Kept) {
        let Some(is_typed) =
            self.form.try_with_untracked(|form| self.saved.with_untracked(|kept| !form.says_same(kept)))
        else {
            return;
        };
        if !is_typed {
            self.form.begin_anew(F::of(&now));
        }
        self.saved.set(now);
        self.settle();
    }

    /// Brings what is kept by now, after a change was refused for it. Sending the same once more cannot help, so that the page offers the
    /// ways on instead. Where what is kept cannot be had, what is said of the refusal stays.
    pub fn bring(self, now: Result<F::Kept, Failure>) {
        let Ok(now) = now else { return };
        if self.form.is_left() {
            return;
        }
        self.saved.set(now);
        self.sending.dismiss();
        self.settle();
        self.arrive();
    }

    /// What there is to decide. `send` sends what stands in the form.
    pub fn notices(self, send: Callback<()>) -> AnyView {
        let overtaken = Memo::new(move |_| self.is_overtaken());
        let unsaved = Memo::new(move |_| self.is_older.get() && self.is_changed() && !overtaken.get());
        let aside = Memo::new(move |_| !self.aside.with(Vec::is_empty) && !overtaken.get());
        view! {
            {move || overtaken.get().then(|| self.overtaken(send))}
            {move || unsaved.get().then(|| self.unsaved())}
            {move || aside.get().then(|| waiting(ASIDE, move || self.bring_back(), move || self.drop_aside()))}
        }
        .into_any()
    }

    /// Whether something else is kept by now than the form goes on from, so that saving would write over what nobody saw here.
    fn is_overtaken(self) -> bool {
        self.saved.with(|kept| self.form.with(|form| !form.is_begun_from(kept) && !form.says_same(kept)))
    }

    /// Puts what stands in the form beside what is kept: where it says the same, it goes on from that.
    fn settle(self) {
        untrack(|| {
            if !self.is_changed() {
                self.begin_anew();
            } else if self.is_overtaken() {
                self.saved.with(|kept| self.form.update(|form| form.learn(kept)));
            } else {
                self.saved.with(|kept| self.begin_from(kept));
            }
        });
    }

    /// Moves focus to what is to be decided by now.
    fn arrive(self) {
        announce::arrive(untrack(|| match (self.is_overtaken(), self.is_older.get() && self.is_changed()) {
            (true, _) => OVERTAKEN,
            (false, true) => UNSAVED,
            (false, false) => F::FIRST,
        }));
    }

    fn begin_anew(self) {
        self.is_older.set(false);
        self.form.begin_anew(self.saved.with_untracked(F::of));
    }

    fn begin_from(self, kept: &F::Kept) {
        self.form.update(|form| *form = form.clone().begun_from(kept));
    }

    /// Saves what stands in the form in the place of what is kept, which whoever presses this was told of.
    fn take_place(self, send: Callback<()>) {
        if self.sending.busy().get_untracked() {
            return;
        }
        self.saved.with_untracked(|kept| self.begin_from(kept));
        // The button is gone with what it was for.
        announce::arrive(F::FIRST);
        send.run(());
    }

    /// Puts what is kept in the place of what stands in the form, which waits to be brought back.
    fn see_kept(self) {
        let typed = self.form.get_untracked();
        self.aside.update(|waiting| waiting.push(typed));
        self.begin_anew();
        announce::arrive(ASIDE);
    }

    /// Brings what was typed back, as it was: where something else is kept by now than it goes on from, that has to be decided again.
    /// What is typed by now takes its turn behind all that waits.
    fn bring_back(self) {
        let current = untrack(|| self.is_changed()).then(|| self.form.get_untracked());
        let Some(typed) = self.pop_aside(current) else { return };
        self.is_older.set(true);
        self.form.update(|form| *form = typed);
        self.settle();
        self.arrive();
    }

    fn drop_aside(self) {
        self.pop_aside(None);
        announce::arrive(if self.aside.with_untracked(Vec::is_empty) { F::FIRST } else { ASIDE });
    }

    /// The last of what waits, behind all of which something else goes. The browser keeps nothing for what is empty.
    fn pop_aside(self, behind: Option<F>) -> Option<F> {
        let mut waiting = self.aside.get_untracked();
        let last = waiting.pop();
        waiting.splice(0..0, behind);
        if waiting.is_empty() {
            self.aside.begin_anew(waiting);
        } else {
            self.aside.update(|kept| *kept = waiting);
        }
        last
    }

    fn discard(self) {
        self.begin_anew();
        announce::arrive(F::FIRST);
    }

    /// Says that something else is kept than this page found, and what saving would do to it, and offers the ways on.
    fn overtaken(self, send: Callback<()>) -> AnyView {
        let undoes = move || {
            let lines = self.saved.with(|kept| self.form.with(|form| form.undoes(kept)));
            lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()
        };
        overtaken(
            OVERTAKEN,
            F::OVERTAKEN,
            undoes.into_any(),
            self.sending.busy(),
            move || self.see_kept(),
            move || self.take_place(send),
        )
    }

    /// Says that what was typed before is still here, and offers to go back to what is kept.
    fn unsaved(self) -> AnyView {
        notice(
            UNSAVED,
            Tone::Warn,
            [tr::meanwhile::unsaved, tr::meanwhile::unsaved_text],
            ().into_any(),
            Signal::stored(false),
            [way(tr::meanwhile::discard, move || self.discard())],
        )
    }
}

/// A way on: the name of its button, and what it does.
struct Way {
    label: TextProp,
    press: Callback<()>,
}

/// A way on from a notice.
fn way(label: impl Into<TextProp>, press: impl Fn() + Send + Sync + 'static) -> Way {
    Way { label: label.into(), press: Callback::new(move |()| press()) }
}

/// Says that something else is kept than was found, and `more` about it. The ways on are to see what is kept, and to save what was typed
/// in its place.
pub fn overtaken(
    id: &'static str,
    words: [fn() -> String; 2],
    more: AnyView,
    busy: Signal<bool>,
    see_kept: impl Fn() + Send + Sync + 'static,
    take_place: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let ways = [way(tr::meanwhile::see_kept, see_kept), way(tr::meanwhile::take_place, take_place)];
    notice(id, Tone::Warn, words, more, busy, ways)
}

/// Says that what made room waits. The ways on are to bring it back, and to drop it.
pub fn waiting(
    id: &'static str,
    back: impl Fn() + Send + Sync + 'static,
    drop: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let ways = [way(tr::meanwhile::aside_back, back), way(tr::meanwhile::aside_discard, drop)];
    let words: [fn() -> String; 2] = [tr::meanwhile::aside, tr::meanwhile::aside_text];
    notice(id, Tone::Info, words, ().into_any(), Signal::stored(false), ways)
}

/// Says that what is kept is gone. The ways on are to drop what was typed, and to save it as something new.
pub fn gone(
    id: &'static str,
    words: [fn() -> String; 2],
    busy: Signal<bool>,
    drop: impl Fn() + Send + Sync + 'static,
    (save_anew, press): (fn() -> String, impl Fn() + Send + Sync + 'static),
) -> AnyView {
    let ways = [way(tr::meanwhile::aside_discard, drop), way(save_anew, press)];
    notice(id, Tone::Warn, words, ().into_any(), busy, ways)
}

/// A notice that there is something to decide. It takes focus under `id`, since it comes in the place of what was pressed.
fn notice<const N: usize>(
    id: &'static str,
    tone: Tone,
    [title, text]: [fn() -> String; 2],
    more: AnyView,
    busy: Signal<bool>,
    ways: [Way; N],
) -> AnyView {
    let button = |Way { label, press }: Way| view! { <Button label busy on_press=move |()| press.run(())/> };
    let ways = ways.into_iter().map(button).collect::<Vec<_>>();
    view! {
        <div id=id class="meanwhile" tabindex="-1">
            <Notice tone title>
                <p>{text}</p>
                {more}
                <div class="cluster">{ways}</div>
            </Notice>
        </div>
    }
    .into_any()
}
