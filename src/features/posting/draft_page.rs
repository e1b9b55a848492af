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
    form::{Form, STATE},
    more_fields::{asked_fields, choosing_fields, pay_fields},
    reading::reading,
};
use crate::{
    announce::{self, PageHeading},
    base,
    draft::Draft,
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, load},
    meanwhile::Writing,
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
    },
};

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
struct Desk {
    writing: Writing<Form>,
    sending: Sending,
    session: SessionState,
}

impl Desk {
    /// Keeps the draft, unless nothing changed, and gives its version.
    async fn save(self) -> Option<u32> {
        let Self { writing, sending, session } = self;
        if writing.waits() {
            return None;
        }
        if !untrack(|| writing.is_changed()) {
            return if sending.refuses_half_typed() { None } else { Some(self.version()) };
        }
        let sent = writing.send();
        let content = match sent.form.read() {
            Ok(content) => content,
            Err(errors) => {
                sending.refuse(errors);
                return None;
            }
        };
        let id = writing.saved.with_untracked(|saved| saved.id.clone());
        let work = || calls::save(id.clone(), sent.form.version, content.clone());
        match sending.send(session.send(work)).await {
            Some(draft) => {
                let version = draft.version;
                writing.take(draft, &sent);
                Some(version)
            }
            None => self.bring().await,
        }
    }

    /// Where a colleague saved another version meanwhile, what they saved is brought. Where that is what stands here, such as after an
    /// answer that was lost on its way, it is saved, and this gives its version.
    async fn bring(self) -> Option<u32> {
        let Self { writing, sending, session } = self;
        if !sending.conflicts() {
            return None;
        }
        let id = writing.saved.try_with_untracked(|saved| saved.id.clone())?;
        let theirs = session.send(|| calls::show(id.clone())).await.ok()?;
        let version = writing.form.try_with_untracked(|form| form.version)?;
        // A version that may not be published, for one, is refused without another being there.
        if version == theirs.version {
            return None;
        }
        writing.bring(Ok(theirs));
        (!untrack(|| writing.is_changed())).then(|| self.version())
    }

    /// The version that is kept.
    fn version(self) -> u32 {
        self.writing.saved.with_untracked(|saved| saved.version)
    }
}

fn form_view(opened: Opened) -> AnyView {
    let Opened { draft: kept, places, skills, occupations } = opened;
    let session = use_session();
    if !untrack(|| session.may(Access::Recruiter)) {
        return reading(Opened { draft: kept, places, skills, occupations });
    }
    let sending = Sending::new(FIELDS);
    let name = format!("ad:{}", kept.id);
    let saved = RwSignal::new(kept);
    let writing: Writing<Form> = Writing::open(&name, saved, sending);
    let (form, desk) = (writing.form, Desk { writing, sending, session });
    let toasts = use_toasts();
    let save = Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            if desk.save().await.is_some() {
                toasts.show(Tone::Done, untrack(tr::posting::saved));
                announce::arrive(STATE);
            }
        });
    });
    let skills = StoredValue::new(skills);
    view! {
        {writing.notices(save)}
        {state(saved, form)}
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
            {finish(desk)}
        </form>
    }
    .into_any()
}

/// Where the draft stands, and what there is to mind about it as it was saved last.
fn state(saved: RwSignal<posting::Draft>, form: Draft<Form>) -> AnyView {
    let title = move || {
        saved.with(|saved| match (&saved.job, saved.unpublished) {
            (None, _) => tr::posting::state_draft(),
            (Some(_), true) => tr::posting::state_changed(),
            (Some(_), false) => tr::posting::state_published(),
        })
    };
    let ad = move || {
        saved.with(|saved| {
            saved.job.clone().map(|job| {
                view! { <p><a class="lone-link" href=Route::Job(job).path()>{tr::posting::see_ad}</a></p> }.into_any()
            })
        })
    };
    view! {
        <section class="stack" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">{title}</h2>
            {ad}
            {move || findings(saved.with(|saved| saved.findings.clone()))}
            {about_public(saved, form)}
        </section>
    }
    .into_any()
}

/// A box that says of words about a sex or an age that they are about others than those who apply.
fn about_public(saved: RwSignal<posting::Draft>, form: Draft<Form>) -> AnyView {
    let of_people = |finding: &AdFinding| matches!(finding.flaw, AdFlaw::SexAsked | AdFlaw::AgeLimit);
    let asked = Memo::new(move |_| saved.with(|saved| saved.findings.iter().any(of_people)));
    (move || {
        asked.get().then(|| {
            view! {
                <Tick
                    id="ad-about-public"
                    label=tr::posting::about_public
                    describedby="ad-about-public-hint"
                    checked=Signal::derive(move || form.with(|form| form.about_public))
                    on_change=move |about_public| form.update(|form| form.about_public = about_public)
                />
                <p class="hint" id="ad-about-public-hint">{tr::posting::about_public_hint}</p>
            }
        })
    })
    .into_any()
}

/// Saving, looking at it, publishing, throwing it away.
fn finish(desk: Desk) -> AnyView {
    let (toasts, navigate) = (use_toasts(), use_navigate());
    let Desk { writing, sending, session } = desk;
    let asking = RwSignal::new(false);
    let posts = Memo::new(move |_| session.may(Access::Poster));
    let id = StoredValue::new(writing.saved.with_untracked(|saved| saved.id.clone()));
    let to_preview = navigate.clone();
    let preview = move |()| {
        let (navigate, own) = (to_preview.clone(), id.get_value());
        leptos::task::spawn_local(async move {
            // Who left meanwhile is not brought back.
            if desk.save().await.is_some() && !writing.form.is_left() {
                navigate(&Route::DraftPreview(own).path(), leptos_router::NavigateOptions::default());
            }
        });
    };
    let publish = move |()| {
        let (own, typed) = (id.get_value(), writing.send());
        leptos::task::spawn_local(async move {
            let Some(version) = desk.save().await else { return };
            let sent = writing.saved_of(typed);
            let work = || calls::publish(own.clone(), version);
            if let Some(draft) = sending.send(session.send(work)).await {
                writing.take(draft, &sent);
                toasts.show(Tone::Done, untrack(tr::posting::published));
                announce::arrive(STATE);
            } else if desk.bring().await.is_some() {
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
