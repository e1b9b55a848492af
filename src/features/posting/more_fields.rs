//! The fields that say what the job pays, when it starts, what it asks for, and how people are chosen.

use leptos::prelude::*;
use passerelle_api::{job::PayPeriod, posting::limits, reference::Skill};
use passerelle_rules::pay::currencies;

use super::{fields::value, form::Form};
use crate::{
    draft::Draft,
    i18n as tr,
    sending::Sending,
    ui::field::{CheckboxGroup, Choice, Select, TextArea, TextField},
    words,
};

/// Languages that are asked for at work, by ISO 639 code; one that an ad has besides is offered as well.
const LANGUAGES: &[&str] = &["fr", "en", "es", "ar", "de", "it", "nl", "pl", "pt", "ro", "ru", "tr", "uk", "zh"];

/// Pay before tax, the day it starts, and how many are hired.
pub fn pay_fields(form: Draft<Form>, sending: Sending) -> AnyView {
    let currency = |code: &'static str| Choice::new(code, code);
    let amount =
        move |id: &'static str, label: fn() -> String, read: fn(&Form) -> &String, write: fn(&mut Form, String)| {
            view! {
                <TextField
                    id
                    label
                    value=value(form, read)
                    on_input=move |text| form.update(|form| write(form, text))
                    error=sending.error("pay")
                    inputmode="numeric"
                    short=true
                    optional=true
                />
            }
            .into_any()
        };
    let options: Vec<Choice> = currencies().map(currency).collect();
    view! {
        <div class="posting-row">
            {amount("ad-pay-min", tr::posting::pay_min, |form| &form.pay_min, |form, text| form.pay_min = text)}
            {amount("ad-pay-max", tr::posting::pay_max, |form| &form.pay_max, |form, text| form.pay_max = text)}
            <Select
                id="ad-currency"
                label=tr::posting::currency
                value=value(form, |form| &form.currency)
                on_change=move |currency| form.update(|form| form.currency = currency)
                options
            />
            <Select
                id="ad-period"
                label=tr::posting::period
                value=value(form, |form| &form.period)
                on_change=move |period| form.update(|form| form.period = period)
                options=Signal::derive(|| words::choices(PayPeriod::ALL, PayPeriod::as_str, words::period))
            />
        </div>
        <div class="posting-row">
            <TextField
                id="ad-start"
                label=tr::posting::start
                hint=tr::posting::start_hint
                kind="date"
                value=value(form, |form| &form.start)
                on_input=move |start| form.update(|form| form.start = start)
                error=sending.error("start")
                short=true
                optional=true
            />
            <TextField
                id="ad-openings"
                label=tr::posting::openings
                value=value(form, |form| &form.openings)
                on_input=move |openings| form.update(|form| form.openings = openings)
                error=sending.error("openings")
                inputmode="numeric"
                short=true
                optional=true
            />
        </div>
    }
    .into_any()
}

/// Skills and languages.
pub fn asked_fields(form: Draft<Form>, sending: Sending, skills: StoredValue<Vec<Skill>>) -> AnyView {
    let group = move |id: &'static str,
                      label: fn() -> String,
                      field: &'static str,
                      read: fn(&Form) -> &Vec<String>,
                      write: fn(&mut Form, Vec<String>)| {
        // What was chosen when the form opened stands first; the list does not move while boxes are ticked.
        let first = read(&form.get_untracked()).clone();
        let options = move || {
            skills.with_value(|skills| {
                let mut skills: Vec<&Skill> = skills.iter().collect();
                skills.sort_by_key(|skill| !first.contains(&skill.code.0));
                skills
                    .into_iter()
                    .map(|skill| Choice::named(skill.code.0.clone(), skill.name.clone()))
                    .collect::<Vec<_>>()
            })
        };
        view! {
            <CheckboxGroup
                id
                label
                values=Signal::derive(move || form.with(|form| read(form).clone()))
                on_change=move |chosen| form.update(|form| write(form, chosen))
                options=Signal::derive(options)
                error=sending.error(field)
                optional=true
            />
        }
        .into_any()
    };
    let named = |code: &str| Choice::new(code, tr::language_name(code));
    let others = form.get_untracked().languages;
    let languages = move || {
        let others = others.iter().map(String::as_str).filter(|code| !LANGUAGES.contains(code));
        LANGUAGES.iter().copied().chain(others).map(named).collect::<Vec<_>>()
    };
    view! {
        {group("ad-must", tr::posting::must, "must", |form| &form.must, |form, codes| form.must = codes)}
        {group("ad-nice", tr::posting::nice, "nice", |form| &form.nice, |form, codes| form.nice = codes)}
        <CheckboxGroup
            id="ad-languages"
            label=tr::posting::languages
            values=Signal::derive(move || form.with(|form| form.languages.clone()))
            on_change=move |languages| form.update(|form| form.languages = languages)
            options=Signal::derive(languages)
            error=sending.error("languages")
            inline=true
            optional=true
        />
    }
    .into_any()
}

/// How people are chosen, and what they are asked when they apply.
pub fn choosing_fields(form: Draft<Form>, sending: Sending) -> AnyView {
    let question = move |at: usize| {
        let number = move || tr::number(at as u64 + 1);
        // Only the first one is where the summary of errors leads, which speaks of all of them.
        let error = if at == 0 { sending.error("questions") } else { Signal::derive(|| None) };
        view! {
            <TextField
                id=format!("ad-question-{at}")
                label=move || tr::posting::question(&number())
                value=Signal::derive(move || form.with(|form| form.questions.get(at).cloned().unwrap_or_default()))
                on_input=move |text| form.update(|form| {
                    form.questions.resize(limits::QUESTIONS as usize, String::new());
                    form.questions[at] = text;
                })
                error
                optional=true
            />
        }
        .into_any()
    };
    let questions: Vec<AnyView> = (0..limits::QUESTIONS as usize).map(question).collect();
    view! {
        <TextArea
            id="ad-steps"
            label=tr::posting::steps
            hint=tr::posting::steps_hint
            value=value(form, |form| &form.steps)
            on_input=move |text| form.update(|form| form.steps = text)
            error=sending.error("steps")
            max=usize::try_from(limits::STEPS).unwrap_or(usize::MAX)
            optional=true
        />
        <p>{tr::posting::questions_hint}</p>
        {questions}
    }
    .into_any()
}
