//! What is being decided beside what is kept of it, which another window or a request that was declined may have changed meanwhile.

use leptos::prelude::*;
use passerelle_api::privacy::Privacy;

use super::{calls, form::Form};
use crate::{
    announce,
    draft::{Draft, own_draft},
    i18n as tr,
    meanwhile::{Aside, notice, way},
    sending::Sending,
    session::{SessionState, use_session},
    toast::{self, Toasts, use_toasts},
    ui::notice::Tone,
};

/// The heading of the form, where focus goes once nothing is left to decide.
pub const CHOOSE: &str = "privacy-choose";

/// Where focus goes once it turned out that something else is kept.
const OVERTAKEN: &str = "privacy-overtaken";

/// Where focus goes once what was chosen made room.
const ASIDE: &str = "privacy-aside";

/// Where focus goes once it is back.
const UNSAVED: &str = "privacy-unsaved";

/// What the form works with.
#[derive(Clone, Copy)]
pub struct Choosing {
    /// What was saved last.
    saved: RwSignal<Privacy>,
    kept: Memo<Form>,
    /// What was touched since. It waits in this browser: names take a while to think of.
    touched: Draft<Option<Form>>,
    /// What was chosen and made room for what is kept, the latest last.
    aside: Aside<Form>,
    /// Whether what stands in the form was there before, so that it has to be told from what is saved.
    is_older: RwSignal<bool>,
    sending: Sending,
    session: SessionState,
    toasts: Toasts,
}

impl Choosing {
    /// Goes on with what was chosen before and not saved.
    pub fn open(saved: RwSignal<Privacy>, sending: Sending) -> Self {
        let choosing = Self {
            saved,
            kept: Memo::new(move |_| saved.with(Form::of)),
            touched: own_draft("privacy", None),
            aside: Aside::open("privacy-aside"),
            is_older: RwSignal::new(false),
            sending,
            session: use_session(),
            toasts: use_toasts(),
        };
        untrack(|| choosing.settle());
        choosing
    }

    /// Puts what was kept in this browser beside what the server keeps.
    fn settle(self) {
        if self.is_changed() {
            self.is_older.set(true);
        } else {
            self.touched.begin_anew(None);
        }
    }

    /// What stands in the form: what was touched, or else what is kept.
    pub fn form(self) -> Form {
        self.touched.get().unwrap_or_else(|| self.kept.get())
    }

    /// Changes what stands in the form.
    pub fn edit(self, change: impl FnOnce(&mut Form)) {
        let mut form = untrack(|| self.form());
        change(&mut form);
        self.touched.update(|touched| *touched = Some(form));
    }

    /// Whether something in the form is not saved.
    fn is_changed(self) -> bool {
        self.kept.with(|kept| self.touched.with(|touched| touched.as_ref().is_some_and(|form| !form.says_same(kept))))
    }

    fn is_overtaken(self) -> bool {
        self.kept.with(|kept| self.touched.with(|touched| touched.as_ref().is_some_and(|form| form.is_overtaken(kept))))
    }

    /// Sends what stands in the form, unless it has to be decided first what becomes of it.
    pub fn save(self) {
        if self.sending.busy().get_untracked() {
            return;
        }
        if untrack(|| self.is_overtaken()) {
            return announce::arrive(OVERTAKEN);
        }
        self.send(false);
    }

    fn send(self, moves: bool) {
        let sent = untrack(|| self.form());
        leptos::task::spawn_local(async move {
            let change = sent.change();
            let work = || calls::save(change.clone());
            if let Some(privacy) = self.sending.send(self.session.send(work)).await {
                self.toasts.show(toast::Tone::Done, tr::privacy::saved());
                self.take(privacy, &sent);
                if moves {
                    announce::arrive(CHOOSE);
                }
            } else if self.sending.conflicts() {
                self.bring(sent).await;
            }
        });
    }

    /// Takes what is kept by now of what was sent. What was chosen while it was on its way stays in the form, and goes on from it. Where
    /// the page was left meanwhile, opening it again finds that nothing differs.
    fn take(self, privacy: Privacy, sent: &Form) {
        let Some(touched) = self.touched.try_with_untracked(Option::clone) else { return };
        let version = privacy.version;
        self.saved.set(privacy);
        self.is_older.set(false);
        match touched.filter(|form| form != sent) {
            Some(form) => self.touched.update(|touched| *touched = Some(Form { version, ..form })),
            None => self.touched.begin_anew(None),
        }
    }

    /// Brings what is kept by now. Sending the same once more cannot help, so that the page offers the ways on instead.
    async fn bring(self, sent: Form) {
        let now = self.session.send(calls::show).await;
        let Ok(Some(now)) = now else { return };
        let Some(touched) = self.touched.try_with_untracked(Option::clone) else { return };
        // Nobody may have touched the form that was sent: it says what was kept when the page was opened.
        if touched.is_none() {
            self.touched.update(|touched| *touched = Some(sent));
        }
        self.saved.set(now);
        self.sending.dismiss();
        if untrack(|| self.is_overtaken()) {
            announce::arrive(OVERTAKEN);
        } else {
            self.touched.begin_anew(None);
            announce::arrive(CHOOSE);
        }
    }

    /// Saves what stands in the form in the place of what is kept, which whoever presses this was told of.
    fn take_place(self) {
        if self.sending.busy().get_untracked() {
            return;
        }
        let version = self.saved.with_untracked(|saved| saved.version);
        self.edit(|form| form.version = version);
        self.send(true);
    }

    /// Puts what is kept in the place of what stands in the form, which waits to be brought back.
    fn see_kept(self) {
        if let Some(form) = self.touched.get_untracked() {
            self.aside.push(form);
        }
        self.is_older.set(false);
        self.touched.begin_anew(None);
        announce::arrive(ASIDE);
    }

    /// Brings what was chosen back, as it was: where something else is kept by now than it goes on from, that has to be decided again.
    /// What is chosen by now takes its turn behind all that waits.
    fn bring_back(self) {
        let current = self.touched.get_untracked().filter(|_| untrack(|| self.is_changed()));
        let Some(form) = self.aside.pop() else { return };
        if let Some(current) = current {
            self.aside.push_behind(current);
        }
        self.touched.update(|touched| *touched = Some(form));
        let (changed, overtaken) = untrack(|| (self.is_changed(), self.is_overtaken()));
        self.is_older.set(changed);
        if !changed {
            // It is what is kept, and goes on from that.
            self.touched.begin_anew(None);
        }
        announce::arrive(match (overtaken, changed) {
            (true, _) => OVERTAKEN,
            (false, true) => UNSAVED,
            (false, false) => CHOOSE,
        });
    }

    fn drop_aside(self) {
        self.aside.pop();
        announce::arrive(if untrack(|| self.aside.is_empty()) { CHOOSE } else { ASIDE });
    }

    fn discard(self) {
        self.is_older.set(false);
        self.touched.begin_anew(None);
        announce::arrive(CHOOSE);
    }

    /// What there is to decide.
    pub fn notices(self) -> AnyView {
        let overtaken = Memo::new(move |_| self.is_overtaken());
        let unsaved = Memo::new(move |_| self.is_older.get() && self.is_changed() && !overtaken.get());
        let aside = Memo::new(move |_| !self.aside.is_empty() && !overtaken.get());
        view! {
            {move || overtaken.get().then(|| self.overtaken())}
            {move || unsaved.get().then(|| self.unsaved())}
            {move || aside.get().then(|| self.waiting())}
        }
        .into_any()
    }

    /// Says that something else is kept than this page found and what saving would undo, and offers the ways on.
    fn overtaken(self) -> AnyView {
        let undone = move || {
            let (form, kept) = (self.form(), self.kept.get());
            let names: Vec<String> = form.lets_in(&kept).iter().map(|name| tr::isolated(name)).collect();
            let lets_in =
                (!names.is_empty()).then(|| view! { <p>{tr::privacy::overtaken_lets_in(&tr::list(&names))}</p> });
            let shows = form.shows(&kept).then(|| view! { <p>{tr::privacy::overtaken_shows}</p> });
            view! {
                {lets_in}
                {shows}
            }
        };
        notice(
            OVERTAKEN,
            Tone::Warn,
            [tr::privacy::overtaken, tr::privacy::overtaken_text],
            undone.into_any(),
            self.sending.busy(),
            [
                way(tr::privacy::see_kept, move || self.see_kept()),
                way(tr::privacy::take_place, move || self.take_place()),
            ],
        )
    }

    /// Says that what was chosen before is still here, and offers to go back to what is saved.
    fn unsaved(self) -> AnyView {
        notice(
            UNSAVED,
            Tone::Warn,
            [tr::privacy::unsaved, tr::privacy::unsaved_text],
            ().into_any(),
            Signal::stored(false),
            [way(tr::privacy::discard, move || self.discard())],
        )
    }

    /// Says that what made room waits.
    fn waiting(self) -> AnyView {
        notice(
            ASIDE,
            Tone::Info,
            [tr::privacy::aside, tr::privacy::aside_text],
            ().into_any(),
            Signal::stored(false),
            [
                way(tr::privacy::aside_back, move || self.bring_back()),
                way(tr::privacy::aside_discard, move || self.drop_aside()),
            ],
        )
    }
}
