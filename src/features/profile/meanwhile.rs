//! What is being written of the profile beside what is kept of it, which another window or a certificate may have changed meanwhile.

use leptos::prelude::*;
use passerelle_api::talent::Profile;

use super::{
    calls::{self, Opened},
    form::Form,
    projects::Projects,
};
use crate::{
    announce,
    draft::{Draft, draft},
    i18n as tr,
    meanwhile::{Aside, notice, way},
    sending::Sending,
    session::{SessionState, use_session},
    toast::{self, Toasts, use_toasts},
    ui::notice::{Notice, Tone},
};

/// Where focus goes once nothing is left to decide.
const STATE: &str = "profile-state";

/// Where focus goes once the profile turned out to be kept otherwise.
const OVERTAKEN: &str = "profile-overtaken";

/// Where focus goes once what was written made room.
const ASIDE: &str = "profile-aside";

/// Where focus goes once it is back.
const UNSAVED: &str = "profile-unsaved";

/// What the form works with.
#[derive(Clone, Copy)]
pub struct Writing {
    pub form: Draft<Form>,
    pub opened: StoredValue<Opened>,
    pub sending: Sending,
    /// What was written and made room for the profile as it is kept, the latest last. It waits in this browser as a draft does.
    aside: Aside<Form>,
    saved: RwSignal<Option<Profile>>,
    saved_form: Memo<Form>,
    /// Whether what stands in the form was there before, so that it has to be told from what is saved.
    is_older: RwSignal<bool>,
    /// Whether what stands in the form was to be shown, and the profile is hidden by now.
    is_held_back: RwSignal<bool>,
    session: SessionState,
    toasts: Toasts,
}

impl Writing {
    /// Goes on with what was written of a profile before.
    pub fn open(opened: Opened, sending: Sending) -> Self {
        let session = use_session();
        let owner = untrack(move || session.account()).map(|account| account.id.0).unwrap_or_default();
        let saved = RwSignal::new(opened.profile.clone());
        let saved_form = Memo::new(move |_| saved.with(|profile| Form::of(profile.as_ref(), tr::language_untracked())));
        let form = draft(&["profile:", &owner].concat(), saved_form.get_untracked());
        let writing = Self {
            form,
            opened: StoredValue::new(opened),
            sending,
            aside: Aside::open("profile-aside"),
            saved,
            saved_form,
            is_older: RwSignal::new(false),
            is_held_back: RwSignal::new(false),
            session,
            toasts: use_toasts(),
        };
        untrack(|| writing.settle());
        writing
    }

    /// Puts what was kept in this browser beside what the server keeps.
    fn settle(self) {
        let kept = self.saved_form.get();
        if self.form.with(|form| form.says_same(&kept)) {
            return self.form.begin_anew(kept);
        }
        self.is_older.set(true);
        self.form.update(|form| form.date(&kept));
        if self.form.with(|form| form.is_overtaken(&kept)) {
            self.tell();
        }
    }

    /// Whether something in the form is not saved.
    pub fn is_changed(self) -> bool {
        self.saved_form.with(|kept| self.form.with(|form| !form.says_same(kept)))
    }

    fn is_overtaken(self) -> bool {
        self.saved_form.with(|kept| self.form.with(|form| form.is_overtaken(kept)))
    }

    /// Sends what stands in the form, unless it has to be decided first what becomes of it.
    pub fn save(self, projects: Projects) {
        if self.sending.busy().get_untracked() {
            return;
        }
        if untrack(|| self.is_overtaken()) {
            return announce::arrive(OVERTAKEN);
        }
        self.send(projects, false);
    }

    fn send(self, projects: Projects, moves: bool) {
        let sent = self.form.get_untracked();
        let change = match sent.read(calls::today()) {
            Ok(change) => change,
            Err(errors) => {
                self.sending.refuse(errors);
                return projects.open_refused();
            }
        };
        leptos::task::spawn_local(async move {
            let work = || calls::save(change.clone(), tr::language_untracked());
            if let Some(profile) = self.sending.send(self.session.send(work)).await {
                self.toasts.show(toast::Tone::Done, saved_words(&profile));
                self.take(profile, &sent);
                if moves {
                    announce::arrive(STATE);
                }
            } else if self.sending.conflicts() {
                self.bring().await;
            } else {
                projects.open_refused();
            }
        });
    }

    /// Takes what is kept by now of what was sent. What was typed while it was on its way stays in the form, and goes on from it. Where the
    /// page was left meanwhile, opening it again finds that nothing differs.
    fn take(self, profile: Profile, sent: &Form) {
        let Some(is_sent) = self.form.try_with_untracked(|form| form == sent) else { return };
        self.keep(profile);
        self.is_older.set(false);
        let kept = self.saved_form.get_untracked();
        if is_sent { self.form.begin_anew(kept) } else { self.form.update(|form| form.goes_on_from(&kept)) }
    }

    fn keep(self, profile: Profile) {
        self.opened.update_value(|opened| opened.profile = Some(profile.clone()));
        self.saved.set(Some(profile));
    }

    /// Brings the profile as it is kept by now. Sending the same once more cannot help, so that the page offers the ways on instead.
    async fn bring(self) {
        let now = self.session.send(|| calls::show(tr::language_untracked())).await;
        let Ok(Some(now)) = now else { return };
        if self.form.try_with_untracked(|_| ()).is_none() {
            return;
        }
        self.keep(now);
        if untrack(|| self.is_overtaken()) {
            self.sending.dismiss();
            self.tell();
            announce::arrive(OVERTAKEN);
        }
    }

    fn tell(self) {
        let kept = self.saved_form.get_untracked();
        let mut is_held_back = false;
        self.form.update(|form| is_held_back = form.learns(&kept));
        self.is_held_back.set(is_held_back);
    }

    /// Saves what stands in the form in the place of what is kept, which whoever presses this was told of.
    fn take_place(self, projects: Projects) {
        if self.sending.busy().get_untracked() {
            return;
        }
        let kept = self.saved_form.get_untracked();
        self.form.update(|form| form.goes_on_from(&kept));
        self.send(projects, true);
    }

    /// Puts the profile as it is kept in the place of what stands in the form, which waits to be brought back.
    fn see_kept(self) {
        let typed = self.form.get_untracked();
        self.aside.push(typed);
        self.is_older.set(false);
        self.form.begin_anew(self.saved_form.get_untracked());
        announce::arrive(ASIDE);
    }

    /// Brings what was written back. What is typed by now takes its turn behind all that waits.
    fn bring_back(self) {
        let kept = self.saved_form.get_untracked();
        let (current, is_changed) = (self.form.get_untracked(), untrack(|| self.is_changed()));
        let Some(mut typed) = self.aside.pop() else { return };
        if is_changed {
            self.aside.push_behind(current);
        }
        typed.learns(&kept);
        typed.goes_on_from(&kept);
        self.is_older.set(true);
        let differs = !typed.says_same(&kept);
        self.form.update(|form| *form = typed);
        announce::arrive(if differs { UNSAVED } else { STATE });
    }

    fn drop_aside(self) {
        self.aside.pop();
        announce::arrive(if untrack(|| self.aside.is_empty()) { STATE } else { ASIDE });
    }

    fn discard(self) {
        self.form.begin_anew(self.saved_form.get_untracked());
        announce::arrive(STATE);
    }

    /// Who finds the profile as it is saved, and what there is to decide.
    pub fn notices(self, projects: Projects) -> AnyView {
        let overtaken = Memo::new(move |_| self.is_overtaken());
        let unsaved = Memo::new(move |_| self.is_older.get() && self.is_changed() && !overtaken.get());
        let aside = Memo::new(move |_| !self.aside.is_empty() && !overtaken.get());
        view! {
            <div id=STATE tabindex="-1">
                {move || state(self.saved.with(|profile| profile.as_ref().is_some_and(|profile| profile.visible)))}
            </div>
            {move || overtaken.get().then(|| self.overtaken(projects))}
            {move || unsaved.get().then(|| self.unsaved())}
            {move || aside.get().then(|| self.waiting())}
        }
        .into_any()
    }

    /// Says that the profile is kept otherwise than this page found it, and offers the ways on.
    fn overtaken(self, projects: Projects) -> AnyView {
        let held_back = move || self.is_held_back.get().then(|| view! { <p>{tr::profile::overtaken_hidden}</p> });
        notice(
            OVERTAKEN,
            Tone::Warn,
            [tr::profile::overtaken, tr::profile::overtaken_text],
            held_back.into_any(),
            self.sending.busy(),
            [
                way(tr::profile::see_kept, move || self.see_kept()),
                way(tr::profile::take_place, move || self.take_place(projects)),
            ],
        )
    }

    /// Says that what was written before is still here, and offers to go back to what is saved.
    fn unsaved(self) -> AnyView {
        notice(
            UNSAVED,
            Tone::Warn,
            [tr::profile::kept, tr::profile::kept_text],
            ().into_any(),
            Signal::stored(false),
            [way(tr::profile::discard, move || self.discard())],
        )
    }

    /// Says that what made room waits.
    fn waiting(self) -> AnyView {
        notice(
            ASIDE,
            Tone::Info,
            [tr::profile::aside, tr::profile::aside_text],
            ().into_any(),
            Signal::stored(false),
            [
                way(tr::profile::aside_back, move || self.bring_back()),
                way(tr::profile::aside_discard, move || self.drop_aside()),
            ],
        )
    }
}

fn saved_words(profile: &Profile) -> String {
    if profile.visible { tr::profile::saved_visible() } else { tr::profile::saved_hidden() }
}

/// Who sees the profile as it is saved now.
fn state(visible: bool) -> AnyView {
    if visible {
        view! { <Notice tone=Tone::Ok title=tr::profile::is_visible><p>{tr::profile::is_visible_text}</p></Notice> }
            .into_any()
    } else {
        view! { <Notice title=tr::profile::is_hidden><p>{tr::profile::is_hidden_text}</p></Notice> }.into_any()
    }
}
