//! What one says of oneself for the audit: two forms, each with an agreement of its own and a way to take it back.

use std::pin::Pin;

use leptos::prelude::*;
use passerelle_api::{
    DateTime, Utc,
    audit::{AgeBand, Declaration, Disability, GroupsChange, HealthChange, Origin, Sex},
};

use super::{age, calls, disability, origin, sex};
use crate::{
    announce::{self, PageHeading},
    client::Failure,
    gate::Gate,
    i18n as tr,
    load::{Loaded, load},
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Checkbox, Select},
        icon::Icon,
        notice::{self, Notice},
    },
    words,
};

const GROUP_FIELDS: &[Field] = &[("consent", "groups-consent", tr::audit::groups_consent)];
const HEALTH_FIELDS: &[Field] = &[("consent", "health-consent", tr::audit::health_consent)];

/// The page.
#[component]
pub fn DeclarationPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::audit::declaration/>
        <p class="lead">{tr::audit::declaration_lead}</p>
        <Gate why=tr::audit::declaration_gate>
            {open()}
        </Gate>
    }
}

fn open() -> AnyView {
    let loader = load(|| (), |()| calls::declaration());
    view! { <Loaded loader view=forms/> }.into_any()
}

fn forms(declaration: Declaration) -> AnyView {
    view! {
        <div class="stack">
            <ul>
                <li>{tr::audit::use_audit}</li>
                <li>{tr::audit::use_nobody}</li>
                <li>{tr::audit::use_back}</li>
            </ul>
            {groups(&declaration)}
            {health(&declaration)}
        </div>
    }
    .into_any()
}

fn groups(declaration: &Declaration) -> AnyView {
    let text = |word: Option<&'static str>| RwSignal::new(word.unwrap_or_default().to_owned());
    let chosen_sex = text(declaration.sex.map(Sex::as_str));
    let chosen_age = text(declaration.age.map(AgeBand::as_str));
    let chosen_origin = text(declaration.origin.map(Origin::as_str));
    let consent = RwSignal::new(declaration.groups_since.is_some());
    let form = Form {
        id: "groups",
        title: tr::audit::groups,
        fields: GROUP_FIELDS,
        since: RwSignal::new(declaration.groups_since),
        send: StoredValue::new_local(Box::new(move || {
            let change = GroupsChange {
                sex: chosen_sex.get_untracked().parse().ok(),
                age: chosen_age.get_untracked().parse().ok(),
                origin: chosen_origin.get_untracked().parse().ok(),
                consent: Some(consent.get_untracked()),
            };
            Box::pin(async move { Ok(calls::declare_groups(change).await?.groups_since) })
        })),
        withdraw: || Box::pin(async { Ok(calls::withdraw_groups().await?.groups_since) }),
        clear: StoredValue::new_local(Box::new(move || {
            [chosen_sex, chosen_age, chosen_origin].into_iter().for_each(|said| said.set(String::new()));
            consent.set(false);
        })),
    };
    let none = tr::audit::not_said;
    form.view(move |sending| {
        view! {
            <Select
                id="groups-sex"
                label=tr::audit::sex
                value=chosen_sex
                on_change=move |said| chosen_sex.set(said)
                options=Signal::derive(|| words::choices(Sex::ALL, Sex::as_str, sex))
                none
            />
            <Select
                id="groups-age"
                label=tr::audit::age
                value=chosen_age
                on_change=move |said| chosen_age.set(said)
                options=Signal::derive(|| words::choices(AgeBand::ALL, AgeBand::as_str, age))
                none
            />
            <Select
                id="groups-origin"
                label=tr::audit::origin
                hint=tr::audit::origin_hint
                value=chosen_origin
                on_change=move |said| chosen_origin.set(said)
                options=Signal::derive(|| words::choices(Origin::ALL, Origin::as_str, origin))
                none
            />
            <Checkbox
                id="groups-consent"
                label=tr::audit::groups_consent
                checked=consent
                on_change=move |agreed| consent.set(agreed)
                error=sending.error("consent")
                required=true
            />
        }
        .into_any()
    })
}

fn health(declaration: &Declaration) -> AnyView {
    let said = RwSignal::new(declaration.disability.map_or("", Disability::as_str).to_owned());
    let consent = RwSignal::new(declaration.health_since.is_some());
    let form = Form {
        id: "health",
        title: tr::audit::health,
        fields: HEALTH_FIELDS,
        since: RwSignal::new(declaration.health_since),
        send: StoredValue::new_local(Box::new(move || {
            let change =
                HealthChange { disability: said.get_untracked().parse().ok(), consent: Some(consent.get_untracked()) };
            Box::pin(async move { Ok(calls::declare_health(change).await?.health_since) })
        })),
        withdraw: || Box::pin(async { Ok(calls::withdraw_health().await?.health_since) }),
        clear: StoredValue::new_local(Box::new(move || {
            said.set(String::new());
            consent.set(false);
        })),
    };
    form.view(move |sending| {
        view! {
            <p>{tr::audit::health_text}</p>
            <Select
                id="health-disability"
                label=tr::audit::disability
                value=said
                on_change=move |word| said.set(word)
                options=Signal::derive(|| words::choices(Disability::ALL, Disability::as_str, disability))
                none=tr::audit::not_said
            />
            <Checkbox
                id="health-consent"
                label=tr::audit::health_consent
                checked=consent
                on_change=move |agreed| consent.set(agreed)
                error=sending.error("consent")
                required=true
            />
        }
        .into_any()
    })
}

/// When somebody agreed, as the server answers it.
type Agreeing = Pin<Box<dyn Future<Output = Result<Option<DateTime<Utc>>, Failure>>>>;

/// One of the two forms: what is the same of both.
#[derive(Clone, Copy)]
struct Form {
    id: &'static str,
    title: fn() -> String,
    fields: &'static [Field],
    since: RwSignal<Option<DateTime<Utc>>>,
    send: StoredValue<Box<dyn Fn() -> Agreeing>, LocalStorage>,
    withdraw: fn() -> Agreeing,
    /// Empties the fields, once nothing is kept any more.
    clear: StoredValue<Box<dyn Fn()>, LocalStorage>,
}

impl Form {
    fn view(self, fields: impl FnOnce(Sending) -> AnyView) -> AnyView {
        let (session, toasts) = (use_session(), use_toasts());
        let sending = Sending::new(self.fields);
        let submit = Callback::new(move |()| {
            if sending.busy().get_untracked() {
                return;
            }
            leptos::task::spawn_local(async move {
                let work = || self.send.with_value(|send| send());
                if let Some(since) = sending.send(session.send(work)).await {
                    toasts.show(Tone::Done, tr::audit::kept());
                    self.since.try_set(since);
                }
            });
        });
        view! {
            <form
                class="stack"
                novalidate=true
                aria-labelledby=self.id
                on:submit=submits(submit)
            >
                <h2 id=self.id tabindex="-1">{self.title}</h2>
                <SendingNotes sending retry=submit/>
                {fields(sending)}
                <div class="cluster">
                    <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
                </div>
                {move || self.since.get().map(|since| self.kept(since))}
            </form>
        }
        .into_any()
    }

    /// Says since when something is kept, with the way to take it back.
    fn kept(self, since: DateTime<Utc>) -> AnyView {
        let press = use_press();
        let take_back = move |()| {
            let done = move |since| {
                press.done(untrack(tr::audit::deleted));
                self.clear.try_with_value(|clear| clear());
                self.since.try_set(since);
                // The notice with the button in it is gone.
                announce::arrive(self.id);
            };
            press.send(self.withdraw, done);
        };
        let day = words::day(since.date_naive());
        view! {
            <Notice tone=notice::Tone::Ok title=move || tr::audit::since(&day)>
                <Button label=tr::audit::take_back about=self.title kind=ButtonKind::Danger busy=press.busy() on_press=take_back/>
            </Notice>
        }
        .into_any()
    }
}
