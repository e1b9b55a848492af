//! What is kept from organisations, and from which organisations everything is kept.

use leptos::prelude::*;
use passerelle_api::{
    account::EmployerRef,
    privacy::{Privacy, PrivacyChange},
    talent::{Part, ProfileField},
};

use super::calls;
use crate::{
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{CheckboxGroup, Choice},
        icon::Icon,
    },
    words,
};

const FIELDS: &[Field] =
    &[("hidden", "privacy-hidden", tr::privacy::fields), ("blocked", "privacy-blocked", tr::privacy::blocked)];

/// The form. Nothing in it is applied before it is saved.
pub fn choices(privacy: Privacy, employers: Vec<EmployerRef>, saved: RwSignal<Privacy>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let hidden = RwSignal::new(privacy.hidden.iter().map(|field| field.as_str().to_owned()).collect::<Vec<_>>());
    let blocked = RwSignal::new(privacy.blocked.into_iter().map(|employer| employer.slug.0).collect::<Vec<_>>());
    let employers: Vec<Choice> =
        employers.into_iter().map(|employer| Choice::new(employer.slug.0, employer.name)).collect();
    let sending = Sending::new(FIELDS);
    let submit = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let change = PrivacyChange {
            hidden: hidden.get_untracked().iter().filter_map(|field| field.parse().ok()).collect(),
            blocked: blocked.get_untracked().into_iter().map(Into::into).collect(),
        };
        leptos::task::spawn_local(async move {
            let work = || calls::save(change.clone());
            if let Some(privacy) = sending.send(session.send(work)).await {
                toasts.show(Tone::Done, tr::privacy::saved());
                saved.try_set(privacy);
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(submit)
        >
            <h2>{tr::privacy::choose}</h2>
            <SendingNotes sending retry=submit/>
            <CheckboxGroup
                id="privacy-hidden"
                label=tr::privacy::fields
                hint=tr::privacy::fields_hint
                values=hidden
                on_change=move |fields| hidden.set(fields)
                options=Signal::derive(|| words::choices(ProfileField::ALL, ProfileField::as_str, field))
                error=sending.error("hidden")
                optional=true
            />
            <CheckboxGroup
                id="privacy-blocked"
                label=tr::privacy::blocked
                hint=tr::privacy::blocked_hint
                values=blocked
                on_change=move |employers| blocked.set(employers)
                options=employers
                error=sending.error("blocked")
                optional=true
            />
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

fn field(field: ProfileField) -> String {
    match field {
        ProfileField::About => tr::privacy::field_about(),
        ProfileField::Projects => tr::privacy::field_projects(),
        ProfileField::Level => words::part(Part::Level),
        ProfileField::Place => tr::masked::place(),
        ProfileField::Availability => words::part(Part::Availability),
        ProfileField::Contracts => tr::masked::contracts(),
        ProfileField::Remote => tr::masked::remote(),
        ProfileField::Languages => tr::masked::languages(),
        ProfileField::Rhythm => tr::privacy::field_rhythm(),
        ProfileField::Pay => tr::privacy::field_pay(),
    }
}
