//! What an organisation says of itself: the form that registers one, and the one that changes it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{Access, account::Approval, organisation::Organisation, reference::Place};

use super::{
    calls::{self, Opened},
    domain,
    organisation_form::{FIELDS, Form, fields, fixed},
    words as own,
};
use crate::{
    announce::{PageHeading, arrive},
    draft::{Draft, own_draft},
    gate::Gate,
    i18n as tr,
    load::{Loaded, load},
    meanwhile::Writing,
    route::Route,
    sending::{Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        icon::{Glyph, Icon},
        notice::{self, Notice},
    },
};

/// Where the organisation stands, which takes focus once it is another.
const STATE: &str = "organisation-state";

/// One's own organisation, or the form that registers one.
#[component]
pub fn OrganisationPage() -> impl IntoView {
    let session = use_session();
    let has_one = Memo::new(move |_| session.account().is_some_and(|account| account.employer.is_some()));
    let title = move || if has_one.get() { tr::organisation::title() } else { tr::organisation::register_title() };
    view! {
        {move || has_one.get().then(|| view! {
            <a class="back-link" href=Route::Employer.path()>
                <Glyph icon=Icon::Back/>
                {tr::shell::employer_desk}
            </a>
        })}
        <PageHeading text=title/>
        <Gate why=tr::organisation::gate_why>{page(has_one)}</Gate>
    }
}

fn page(has_one: Memo<bool>) -> AnyView {
    let loader = load(move || (has_one.get(), tr::language()), |(has_one, lang)| calls::open(has_one, lang));
    view! { <Loaded loader view=shown/> }.into_any()
}

fn shown(Opened { organisation, places }: Opened) -> AnyView {
    let Some(organisation) = organisation else {
        return view! {
            <p class="lead">{tr::organisation::register_lead}</p>
            {register(places)}
        }
        .into_any();
    };
    let session = use_session();
    let saved = RwSignal::new(organisation);
    let form = if untrack(move || session.may(Access::Owner)) { owners(saved, places) } else { only_owners(saved) };
    view! {
        {move || saved.with(state)}
        {form}
    }
    .into_any()
}

/// Whether it was let in, and what comes next.
fn state(organisation: &Organisation) -> AnyView {
    let refusal = organisation.refusal.clone().map(|why| {
        view! {
            <Notice tone=notice::Tone::Bad title=tr::organisation::refused_why>
                <p class="prose-lines" dir="auto">{why}</p>
                <p>{tr::organisation::refused_next}</p>
            </Notice>
        }
        .into_any()
    });
    let waits = (organisation.approval == Approval::Waiting).then(|| {
        view! { <Notice title=tr::organisation::waiting><p>{tr::organisation::waiting_text}</p></Notice> }.into_any()
    });
    let verified = organisation.domain_verified.then(|| view! { <p>{tr::organisation::verified}</p> }.into_any());
    let approval = own::approval(organisation.approval);
    view! {
        <section class="stack" aria-labelledby=STATE>
            <h2 id=STATE tabindex="-1">{tr::organisation::state}</h2>
            <p>{approval}</p>
            {verified}
            {waits}
            {refusal}
        </section>
    }
    .into_any()
}

fn only_owners(saved: RwSignal<Organisation>) -> AnyView {
    view! {
        <p class="prose-lines" dir="auto">{saved.with_untracked(|organisation| organisation.text.about.clone())}</p>
        <Notice title=tr::organisation::owners_only/>
    }
    .into_any()
}

/// What owners change.
fn owners(saved: RwSignal<Organisation>, places: Vec<Place>) -> AnyView {
    // A website that changes has another proof.
    let website = Memo::new(move |_| saved.with(|organisation| organisation.text.website.clone()));
    let proved = Callback::new(move |()| saved.update(|organisation| organisation.domain_verified = true));
    view! {
        {change(saved, places)}
        {move || {
            website.track();
            domain::proof(proved)
        }}
    }
    .into_any()
}

fn register(places: Vec<Place>) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let form = own_draft("organisation:register", Form::empty());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let text = match form.with_untracked(Form::read) {
            Ok(text) => text,
            Err(errors) => return sending.refuse(errors),
        };
        let (navigate, kept) = (navigate.clone(), form.sent());
        leptos::task::spawn_local(async move {
            if let Some(reply) = sending.send(session.send(|| calls::register(&text))).await {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::organisation::registered));
                let is_left = form.is_left();
                session.enter(reply);
                if is_left {
                    return;
                }
                navigate(&Route::Employer.path(), NavigateOptions::default());
            }
        });
    });
    form_view(form, sending, send, places, Memo::new(|_| None), tr::organisation::register)
}

fn change(saved: RwSignal<Organisation>, places: Vec<Place>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let sending = Sending::new(FIELDS);
    let name = saved.with_untracked(|organisation| format!("organisation:{}", organisation.slug));
    let writing: Writing<Form> = Writing::open(&name, saved, sending);
    let send = Callback::new(move |()| {
        if writing.waits() {
            return;
        }
        let sent = writing.send();
        let change = match saved.with_untracked(|kept| sent.form.change(kept)) {
            Ok(change) => change,
            Err(errors) => return sending.refuse(errors),
        };
        leptos::task::spawn_local(async move {
            if let Some(organisation) = sending.send(session.send(|| calls::change(&change))).await {
                toasts.show(Tone::Done, untrack(tr::organisation::saved));
                writing.take(organisation, &sent);
                session.refresh().await;
                if !writing.form.is_left() {
                    arrive(STATE);
                }
            } else if sending.conflicts() {
                writing.bring(session.send(calls::organisation).await);
            }
        });
    });
    let fixed = Memo::new(move |_| saved.with(fixed));
    view! {
        {writing.notices(send)}
        {form_view(writing.form, sending, send, places, fixed, tr::organisation::save)}
    }
    .into_any()
}

fn form_view(
    form: Draft<Form>,
    sending: Sending,
    send: Callback<()>,
    places: Vec<Place>,
    fixed: Memo<Option<String>>,
    label: fn() -> String,
) -> AnyView {
    view! {
        <form
            class="stack posting-form"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            {fields(form, sending, places, fixed)}
            <div>
                <Button label kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}
