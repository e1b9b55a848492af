//! The fields of the profile, in the order in which an employer reads them.

use leptos::prelude::*;
use passerelle_api::{
    job::{Contract, Remote},
    reference::Place,
    talent::limits,
};
use passerelle_rules::profile::PAY_STEP;

use super::form::Form;
use crate::{
    draft::Draft,
    i18n as tr,
    sending::Sending,
    ui::field::{CheckboxGroup, Choice, RadioGroup, Select, TextArea, TextField},
    words,
};

/// Kilometres on offer around one's own place.
const RADII: [u32; 6] = [10, 20, 30, 50, 100, 200];

/// Whether employers find the profile.
#[component]
pub fn VisibleField(form: Draft<Form>) -> impl IntoView {
    let options = || {
        vec![
            Choice::new("no", tr::profile::visible_no()).hint(tr::profile::visible_no_hint()),
            Choice::new("yes", tr::profile::visible_yes()).hint(tr::profile::visible_yes_hint()),
        ]
    };
    view! {
        <RadioGroup
            id="profile-visible"
            label=tr::profile::visible
            value=Signal::derive(move || if form.with(|form| form.visible) { "yes" } else { "no" }.to_owned())
            on_change=move |value: String| form.update(|form| form.visible = value == "yes")
            options=Signal::derive(options)
        />
    }
}

/// The headline and what it stands for.
#[component]
pub fn WordFields(form: Draft<Form>, sending: Sending) -> impl IntoView {
    // It is chosen above the words, and may be chosen anew.
    let chosen = Memo::new(move |_| form.with(|form| form.lang.clone()));
    let lang = move || chosen.get();
    view! {
        <Select
            id="profile-lang"
            label=tr::profile::lang
            value=Signal::derive(move || form.with(|form| form.lang.clone()))
            on_change=move |lang| form.update(|form| form.lang = lang)
            options=Signal::derive(words::own_languages)
        />
        <TextField
            id="profile-headline"
            label=tr::profile::headline
            hint=tr::profile::headline_hint
            value=Signal::derive(move || form.with(|form| form.headline.clone()))
            on_input=move |text| form.update(|form| form.headline = text)
            error=sending.error("headline")
            lang
        />
        <TextArea
            id="profile-about"
            label=tr::profile::about
            hint=tr::profile::about_hint
            value=Signal::derive(move || form.with(|form| form.about.clone()))
            on_input=move |text| form.update(|form| form.about = text)
            error=sending.error("about")
            max=usize::try_from(limits::ABOUT).unwrap_or(usize::MAX)
            rows=8
            lang
            optional=true
        />
    }
}

/// Level, place and time.
#[component]
pub fn SituationFields(form: Draft<Form>, sending: Sending, places: Vec<Place>) -> impl IntoView {
    let places: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let has_place = Memo::new(move |_| form.with(|form| !form.place.is_empty()));
    let radii = || RADII.map(|km| Choice::new(km.to_string(), words::kilometres(km))).to_vec();
    view! {
        <Select
            id="profile-level"
            label=tr::profile::level
            hint=tr::profile::level_hint
            value=Signal::derive(move || form.with(|form| form.level.clone()))
            on_change=move |level| form.update(|form| form.level = level)
            options=Signal::derive(words::eqf_choices)
            none=tr::masked::not_said
            error=sending.error("level")
            optional=true
        />
        <Select
            id="profile-place"
            label=tr::profile::place
            value=Signal::derive(move || form.with(|form| form.place.clone()))
            on_change=move |place| form.update(|form| form.place = place)
            options=places
            none=tr::masked::not_said
            error=sending.error("place")
            optional=true
        />
        {move || has_place.get().then(|| view! {
            <Select
                id="profile-radius"
                label=tr::profile::radius
                value=Signal::derive(move || form.with(|form| form.radius.clone()))
                on_change=move |radius| form.update(|form| form.radius = radius)
                options=Signal::derive(radii)
                none=tr::masked::not_said
                error=sending.error("radius_km")
                optional=true
            />
        })}
        <TextField
            id="profile-available"
            label=tr::profile::available_from
            kind="date"
            value=Signal::derive(move || form.with(|form| form.available_from.clone()))
            on_input=move |day| form.update(|form| form.available_from = day)
            error=sending.error("available_from")
            optional=true
            short=true
        />
    }
}

/// Days of training a week, as options.
fn days() -> Vec<Choice> {
    (1..=limits::TRAINING_DAYS)
        .map(|days| Choice::new(days.to_string(), tr::profile::training_days_count(days.into())))
        .collect()
}

/// Which kinds of work are welcome.
#[component]
pub fn WorkFields(form: Draft<Form>, sending: Sending) -> impl IntoView {
    view! {
        <CheckboxGroup
            id="profile-contracts"
            label=tr::profile::contracts
            values=Signal::derive(move || form.with(|form| form.contracts.clone()))
            on_change=move |contracts| form.update(|form| form.contracts = contracts)
            options=Signal::derive(|| words::choices(Contract::ALL, Contract::as_str, words::contract))
            error=sending.error("contracts")
            optional=true
        />
        <CheckboxGroup
            id="profile-remote"
            label=tr::profile::remote
            values=Signal::derive(move || form.with(|form| form.remote.clone()))
            on_change=move |remote| form.update(|form| form.remote = remote)
            options=Signal::derive(|| words::choices(Remote::ALL, Remote::as_str, words::remote))
            error=sending.error("remote")
            optional=true
        />
        <CheckboxGroup
            id="profile-training-days"
            label=tr::profile::training_days
            hint=tr::profile::training_days_hint
            values=Signal::derive(move || form.with(|form| form.training_days.clone()))
            on_change=move |days| form.update(|form| form.training_days = days)
            options=Signal::derive(days)
            error=sending.error("training_days")
            optional=true
            inline=true
        />
        <TextField
            id="profile-pay"
            label=tr::profile::pay
            hint=|| tr::profile::pay_hint(&tr::number(PAY_STEP.into()))
            unit=tr::profile::pay_unit
            inputmode="numeric"
            value=Signal::derive(move || form.with(|form| form.pay_month.clone()))
            on_input=move |pay| form.update(|form| form.pay_month = pay)
            error=sending.error("pay_month")
            optional=true
            short=true
        />
    }
}
