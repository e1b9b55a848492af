//! The fields that say what the job is, in the order in which it is read.

use leptos::prelude::*;
use passerelle_api::{
    job::{Contract, Remote},
    posting::limits,
    reference::{Occupation, Place},
};

use super::form::Form;
use crate::{
    draft::Draft,
    i18n as tr,
    sending::Sending,
    ui::field::{Choice, Select, TextArea, TextField},
    words,
};

/// Reads a part of the form.
pub fn value(form: Draft<Form>, read: fn(&Form) -> &String) -> Signal<String> {
    Signal::derive(move || form.with(|form| read(form).clone()))
}

fn length(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// Title, summary and description, with the language they are written in.
pub fn words_fields(form: Draft<Form>, sending: Sending) -> AnyView {
    view! {
        <Select
            id="ad-lang"
            label=tr::posting::lang
            value=value(form, |form| &form.lang)
            on_change=move |lang| form.update(|form| form.lang = lang)
            options=Signal::derive(words::own_languages)
            none=tr::posting::choose
            error=sending.error("lang")
            required=true
        />
        <TextField
            id="ad-title"
            label=tr::posting::job_title
            hint=tr::posting::job_title_hint
            value=value(form, |form| &form.title)
            on_input=move |text| form.update(|form| form.title = text)
            error=sending.error("title")
            required=true
        />
        <TextArea
            id="ad-summary"
            label=tr::posting::summary
            hint=tr::posting::summary_hint
            value=value(form, |form| &form.summary)
            on_input=move |text| form.update(|form| form.summary = text)
            error=sending.error("summary")
            rows=3
            max=length(limits::SUMMARY)
            required=true
        />
        <TextArea
            id="ad-description"
            label=tr::posting::description
            hint=tr::posting::description_hint
            value=value(form, |form| &form.description)
            on_input=move |text| form.update(|form| form.description = text)
            error=sending.error("description")
            rows=14
            max=length(limits::DESCRIPTION)
            required=true
        />
    }
    .into_any()
}

/// Contract, length, level, and where.
pub fn frame_fields(form: Draft<Form>, sending: Sending, places: Vec<Place>, occupations: Vec<Occupation>) -> AnyView {
    let places: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let mut occupations: Vec<Choice> =
        occupations.into_iter().map(|occupation| Choice::new(occupation.code.0, occupation.name)).collect();
    // One that the directory lacks is named by its code, so that saving does not lose it.
    let own = form.get_untracked().occupation;
    if !own.is_empty() && !occupations.iter().any(|choice| choice.value == own) {
        occupations.push(Choice::new(own.clone(), own));
    }
    let apprentice = Memo::new(move |_| form.with(|form| form.contract == Contract::Apprenticeship.as_str()));
    view! {
        <Select
            id="ad-occupation"
            label=tr::posting::occupation
            hint=tr::posting::occupation_hint
            value=value(form, |form| &form.occupation)
            on_change=move |code| form.update(|form| form.occupation = code)
            options=occupations
            none=tr::posting::not_said
            error=sending.error("occupation")
        />
        <Select
            id="ad-contract"
            label=tr::posting::contract
            value=value(form, |form| &form.contract)
            on_change=move |contract| form.update(|form| form.contract = contract)
            options=Signal::derive(|| words::choices(Contract::ALL, Contract::as_str, words::contract))
            none=tr::posting::choose
            error=sending.error("contract")
            required=true
        />
        {move || apprentice.get().then(|| training_days(form, sending))}
        <TextField
            id="ad-months"
            label=tr::posting::months
            value=value(form, |form| &form.months)
            on_input=move |months| form.update(|form| form.months = months)
            error=sending.error("duration_months")
            inputmode="numeric"
            short=true
            optional=true
        />
        <Select
            id="ad-level"
            label=tr::posting::level
            hint=tr::posting::level_hint
            value=value(form, |form| &form.level)
            on_change=move |level| form.update(|form| form.level = level)
            options=Signal::derive(words::eqf_choices)
            none=tr::posting::level_none
            error=sending.error("level")
        />
        <Select
            id="ad-remote"
            label=tr::posting::remote
            value=value(form, |form| &form.remote)
            on_change=move |remote| form.update(|form| form.remote = remote)
            options=Signal::derive(|| words::choices(Remote::ALL, Remote::as_str, words::remote))
            none=tr::posting::choose
            error=sending.error("remote")
            required=true
        />
        <Select
            id="ad-place"
            label=tr::posting::place
            value=value(form, |form| &form.place)
            on_change=move |place| form.update(|form| form.place = place)
            options=places
            none=tr::posting::choose
            error=sending.error("place")
            required=true
        />
    }
    .into_any()
}

/// How many days of a week an apprentice learns.
fn training_days(form: Draft<Form>, sending: Sending) -> AnyView {
    let options = || {
        (1..=limits::TRAINING_DAYS)
            .map(|days| Choice::new(days.to_string(), tr::number(days.into())))
            .collect::<Vec<_>>()
    };
    view! {
        <Select
            id="ad-training"
            label=tr::posting::training_days
            value=value(form, |form| &form.training_days)
            on_change=move |days| form.update(|form| form.training_days = days)
            options=Signal::derive(options)
            none=tr::posting::not_said
            error=sending.error("training_days")
        />
    }
    .into_any()
}
