//! The page that writes an ad: kept here while it is typed, kept by the server when it is saved, published when it is ready.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use passerelle_api::{
    Access,
    id::DraftId,
    posting::{self, AdFinding, AdFlaw},
};

use super::{
    calls::{self, Opened},
    fields::{frame_fields, words_fields},
    findings::{FIELDS, findings},
    form::Form,
    more_fields::{asked_fields, choosing_fields, pay_fields},
    reading::reading,
};
use crate::{
    announce::{self, PageHeading},
    base,
    draft::{Draft, own_draft},
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, load},
    press::use_press,
    route::Route,
    sending::{Sending, SendingNotes, submits},
    session::{SessionState, use_session},
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        field::Tick,
        icon::{Glyph, Icon},
        notice::{self, Notice},
    },
};

/// Where focus goes once there is something new to mind.
const STATE: &str = "ad-state";

/// Where focus goes once a colleague turned out to have saved something else.
const KEPT: &str = "ad-kept";

/// An ad while it is being written.
#[component]
pub fn DraftPage(id: DraftId) -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        <PageHeading text=tr::posting::title/>
        <EmployerGate why=tr::posting::gate_why>{opened(id.clone())}</EmployerGate>
    }
}

fn opened(id: DraftId) -> AnyView {
    // A switch of language draws the form anew with other names of skills and places; what was typed is kept by then.
    let loader = load(tr::language, move |lang| calls::open(id.clone(), lang));
    view! { <Loaded loader view=|opened| form_view(opened)/> }.into_any()
}

/// What the form works with.
#[derive(Clone, Copy)]
struct Writing {
    form: Draft<Form>,
    saved: RwSignal<posting::Draft>,
    /// Whether there is something to decide between what was typed and what is saved.
    undecided: RwSignal<bool>,
    sending: Sending,
    session: SessionState,
}

impl Writing {
    fn is_changed(self) -> bool {
        let saved = self.saved.with(Form::of);
        !self.form.with(|form| form.says_the_same(&saved))
    }

    /// Keeps the draft, unless nothing changed, and gives its version.
    async fn save(self) -> Option<u32> {
        if self.sending.busy().get_untracked() {
            return None;
        }
        if !untrack(|| self.is_changed()) {
            return Some(self.saved.with_untracked(|saved| saved.version));
        }
        let form = self.form.get_untracked();
        let content = match form.read() {
            Ok(content) => content,
            Err(errors) => {
                self.sending.refuse(errors);
                return None;
            }
        };
        let (id, kept) = (self.saved.with_untracked(|saved| saved.id.clone()), self.form.name());
        let work = || calls::save(id.clone(), form.version, content.clone());
        match self.sending.send(self.session.send(work)).await {
            Some(draft) => Some(self.take(draft, &form, &kept)),
            None => self.overtaken().await,
        }
    }

    /// Where a colleague saved another version meanwhile, sending the same again cannot help: what they saved is brought, and the page
    /// offers both. Where what they saved is what stands here, such as after an answer that was lost on its way, it is saved, and this
    /// gives its version.
    async fn overtaken(self) -> Option<u32> {
        if !self.sending.conflicts() {
            return None;
        }
        let id = self.saved.try_with_untracked(|saved| saved.id.clone())?;
        let theirs = self.session.send(|| calls::show(id.clone())).await.ok()?;
        let form = self.form.try_with_untracked(Form::clone)?;
        if form.version == theirs.version {
            return None;
        }
        self.sending.dismiss();
        if form.says_the_same(&Form::of(&theirs)) {
            return Some(self.take(theirs, &form, &self.form.name()));
        }
        self.saved.set(theirs);
        self.undecided.set(true);
        announce::arrive(KEPT);
        None
    }

    /// Whether what is saved is another version than the one that was changed here.
    fn is_overtaken(self) -> bool {
        self.saved.with(|saved| saved.version) != self.form.with(|form| form.version)
    }

    /// Takes what the server has now of what was sent. What was typed while it was on its way stays in the form and in this browser,
    /// on top of the version that is kept; `kept` is the name that it has there. Gives that version.
    fn take(self, draft: posting::Draft, sent: &Form, kept: &str) -> u32 {
        let (version, saved) = (draft.version, Form::of(&draft));
        self.saved.try_set(draft);
        self.undecided.try_set(false);
        match self.form.try_with_untracked(|form| form.says_the_same(sent)) {
            Some(true) => self.form.begin_anew(saved),
            Some(false) => self.form.update(|form| form.version = version),
            None => take_kept(kept, sent, version),
        }
        version
    }
}

/// The same for a form that was left while it was on its way, of which this browser alone still has what was typed.
fn take_kept(name: &str, sent: &Form, version: u32) {
    let Some(kept) = base::stored(name).and_then(|text| serde_json::from_str::<Form>(&text).ok()) else { return };
    if kept.says_the_same(sent) {
        return base::forget(name);
    }
    if let Ok(text) = serde_json::to_string(&Form { version, ..kept }) {
        // Where it is refused, what is kept is the one before, which the page offers as well.
        base::keep(name, &text);
    }
}

fn form_view(opened: Opened) -> AnyView {
    let Opened { draft: kept, places, skills, occupations } = opened;
    let session = use_session();
    if !untrack(|| session.may(Access::Recruiter)) {
        return reading(Opened { draft: kept, places, skills, occupations });
    }
    let saved = Form::of(&kept);
    let form = own_draft(&format!("ad:{}", kept.id), saved.clone());
    let undecided = RwSignal::new(!form.with_untracked(|form| form.says_the_same(&saved)));
    // The page may have been left before it heard that the server has it.
    if !undecided.get_untracked() {
        form.begin_anew(saved);
    }
    let writing = Writing { form, saved: RwSignal::new(kept), undecided, sending: Sending::new(FIELDS), session };
    let sending = writing.sending;
    let toasts = use_toasts();
    let save = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if writing.save().await.is_some() {
                toasts.show(Tone::Done, untrack(tr::posting::saved));
                announce::arrive(STATE);
            }
        });
    });
    let skills = StoredValue::new(skills);
    view! {
        {state(writing)}
        {older(writing, save)}
        <form
            class="stack posting-form"
            novalidate=true
            on:submit=submits(save)
        >
            <SendingNotes sending retry=save/>
            <h2>{tr::posting::part_words}</h2>
            {words_fields(form, sending)}
            <h2>{tr::posting::part_frame}</h2>
            {frame_fields(form, sending, places, occupations)}
            <h2>{tr::posting::part_pay}</h2>
            {pay_fields(form, sending)}
            <h2>{tr::posting::part_asked}</h2>
            {asked_fields(form, sending, skills)}
            <h2>{tr::posting::part_choosing}</h2>
            {choosing_fields(form, sending)}
            {finish(writing)}
        </form>
    }
    .into_any()
}

/// Where the draft stands, and what there is to mind about it as it was saved last.
fn state(writing: Writing) -> AnyView {
    let title = move || {
        writing.saved.with(|saved| match (&saved.job, saved.unpublished) {
            (None, _) => tr::posting::state_draft(),
            (Some(_), true) => tr::posting::state_changed(),
            (Some(_), false) => tr::posting::state_published(),
        })
    };
    let ad = move || {
        writing.saved.with(|saved| {
            saved.job.clone().map(|job| {
                view! { <p><a class="lone-link" href=Route::Job(job).path()>{tr::posting::see_ad}</a></p> }.into_any()
            })
        })
    };
    view! {
        <section class="stack" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">{title}</h2>
            {ad}
            {move || findings(writing.saved.with(|saved| saved.findings.clone()))}
            {about_public(writing)}
        </section>
    }
    .into_any()
}

/// A box that says of words about a sex or an age that they are about others than those who apply.
fn about_public(writing: Writing) -> AnyView {
    let of_people = |finding: &AdFinding| matches!(finding.flaw, AdFlaw::SexAsked | AdFlaw::AgeLimit);
    let asked = Memo::new(move |_| writing.saved.with(|saved| saved.findings.iter().any(of_people)));
    (move || {
        asked.get().then(|| {
            view! {
                <Tick
                    id="ad-about-public"
                    label=tr::posting::about_public
                    describedby="ad-about-public-hint"
                    checked=Signal::derive(move || writing.form.with(|form| form.about_public))
                    on_change=move |about_public| writing.form.update(|form| form.about_public = about_public)
                />
                <p class="hint" id="ad-about-public-hint">{tr::posting::about_public_hint}</p>
            }
        })
    })
    .into_any()
}

/// Says that what is in the form was typed before and not saved, and whether somebody else saved something meanwhile.
fn older(writing: Writing, save: Callback<()>) -> AnyView {
    let discard = move |()| {
        writing.form.begin_anew(writing.saved.with_untracked(Form::of));
        writing.undecided.set(false);
        announce::arrive(STATE);
    };
    // What was typed goes on top of what the colleague saved, which the writer was told of.
    let keep_mine = move |()| {
        let theirs = writing.saved.with_untracked(|saved| saved.version);
        writing.form.update(|form| form.version = theirs);
        writing.undecided.set(false);
        save.run(());
    };
    let overtaken = Memo::new(move |_| writing.is_overtaken());
    let shown = Memo::new(move |_| writing.undecided.get() && writing.is_changed());
    let ways = move || {
        if overtaken.get() {
            view! {
                <p>{tr::posting::overtaken_text}</p>
                <div class="cluster">
                    <Button label=tr::posting::take_theirs on_press=discard/>
                    <Button label=tr::posting::keep_mine busy=writing.sending.busy() on_press=keep_mine/>
                </div>
            }
            .into_any()
        } else {
            view! {
                <p>{tr::posting::kept_text}</p>
                <Button label=tr::posting::discard on_press=discard/>
            }
            .into_any()
        }
    };
    let title = move || if overtaken.get() { tr::posting::overtaken() } else { tr::posting::kept() };
    (move || {
        shown.get().then(|| {
            view! {
                <div id=KEPT tabindex="-1">
                    <Notice tone=notice::Tone::Warn title>{ways}</Notice>
                </div>
            }
        })
    })
    .into_any()
}

/// Saving, looking at it, publishing, throwing it away.
fn finish(writing: Writing) -> AnyView {
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let Writing { sending, session, .. } = writing;
    let asking = RwSignal::new(false);
    let posts = Memo::new(move |_| session.may(Access::Poster));
    let id = StoredValue::new(writing.saved.with_untracked(|saved| saved.id.clone()));
    let to_preview = navigate.clone();
    let preview = move |()| {
        let (navigate, own) = (to_preview.clone(), id.get_value());
        leptos::task::spawn_local(async move {
            // Who left meanwhile is not brought back.
            if writing.save().await.is_some() && !writing.form.is_left() {
                navigate(&Route::DraftPreview(own).path(), leptos_router::NavigateOptions::default());
            }
        });
    };
    let publish = move |()| {
        let (own, kept, typed) = (id.get_value(), writing.form.name(), writing.form.get_untracked());
        leptos::task::spawn_local(async move {
            let Some(version) = writing.save().await else { return };
            let form = writing.form.try_with_untracked(Form::clone).unwrap_or(typed);
            let work = || calls::publish(own.clone(), version);
            if let Some(draft) = sending.send(session.send(work)).await {
                writing.take(draft, &form, &kept);
                toasts.show(Tone::Done, untrack(tr::posting::published));
                announce::arrive(STATE);
            } else if writing.overtaken().await.is_some() {
                toasts.show(Tone::Done, untrack(tr::posting::saved));
                announce::arrive(STATE);
            }
        });
    };
    let press = use_press();
    let throw = move |()| {
        let (navigate, own, kept) = (navigate.clone(), id.get_value(), writing.form.name());
        let gone = move |()| {
            base::forget(&kept);
            press.done(untrack(tr::posting::deleted));
            if !writing.form.is_left() {
                navigate(&Route::Employer.path(), leptos_router::NavigateOptions::default());
            }
        };
        press.send(move || calls::delete(own.clone()), gone);
    };
    let label = move || {
        let published = writing.saved.with(|saved| saved.job.is_some());
        if published { tr::posting::publish_again() } else { tr::posting::publish() }
    };
    view! {
        <div class="cluster">
            <Button label=tr::posting::save kind=ButtonKind::Secondary icon=Icon::Check submit=true busy=sending.busy()/>
            <Button label=tr::posting::preview icon=Icon::Eye busy=sending.busy() on_press=preview/>
            <Button
                label
                kind=ButtonKind::Primary
                icon=Icon::Send
                busy=sending.busy()
                disabled=Signal::derive(move || !posts.get())
                describedby="ad-publish-why"
                on_press=publish
            />
            <Button label=tr::posting::delete kind=ButtonKind::Danger icon=Icon::Trash busy=sending.busy() on_press=move |()| asking.set(true)/>
        </div>
        <Confirm
            id="ad-delete"
            open=asking
            title=tr::posting::delete_title
            text=tr::posting::delete_text
            yes=tr::posting::delete
            no=tr::posting::keep_draft
            close=tr::shell::close
            on_yes=throw
        />
        <p class="hint" id="ad-publish-why">
            {move || if posts.get() { tr::posting::publish_hint() } else { tr::posting::publish_waits() }}
        </p>
    }
    .into_any()
}
