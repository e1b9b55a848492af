//! Fields of forms, the summary of their errors, and the search.

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        error_summary::ErrorSummary,
        field::{Checkbox, CheckboxGroup, Choice, FileField, RadioGroup, Select, TextArea, TextField},
        search_box::SearchBox,
    },
};

#[component]
pub fn Fields() -> impl IntoView {
    view! {
        <Specimen id="fields" title=tr::gallery::fields>
            <TextFields/>
            <ChoiceFields/>
        </Specimen>
        <Specimen id="errors" title=tr::gallery::errors>
            <ErrorSpecimen/>
        </Specimen>
        <Specimen id="searches" title=tr::gallery::searches>
            <SearchSpecimen/>
        </Specimen>
    }
}

#[component]
fn TextFields() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let password = RwSignal::new("bridge over calm water".to_owned());
    let pay = RwSignal::new("1 850".to_owned());
    let message = RwSignal::new(untrack(tr::gallery::message_value));
    let file = RwSignal::new(None::<String>);
    view! {
        <TextField
            id="g-name"
            label=tr::gallery::name
            hint=tr::gallery::name_hint
            value=name
            on_input=move |text| name.set(text)
            autocomplete="name"
            optional=true
        />
        <TextField
            id="g-password"
            label=tr::gallery::password
            kind="password"
            value=password
            on_input=move |text| password.set(text)
            autocomplete="off"
            reveal=tr::gallery::show_password
        />
        <TextField
            id="g-pay"
            label=tr::gallery::pay
            value=pay
            on_input=move |text| pay.set(text)
            inputmode="numeric"
            short=true
            unit=tr::gallery::pay_unit
        />
        <TextArea
            id="g-message"
            label=tr::gallery::message
            value=message
            on_input=move |text| message.set(text)
            rows=3
            max=120
        />
        <FileField
            id="g-file"
            label=tr::gallery::file
            hint=tr::gallery::file_hint
            button=tr::gallery::file_button
            chosen=file
            none=tr::gallery::file_none
            accept=".pdf,.docx"
            on_choose=move |chosen: leptos::web_sys::File| file.set(Some(chosen.name()))
        />
    }
}

#[component]
fn ChoiceFields() -> impl IntoView {
    let place = RwSignal::new("lyon".to_owned());
    let rhythm = RwSignal::new("hybrid".to_owned());
    let skills = RwSignal::new(vec!["2".to_owned()]);
    let news = RwSignal::new(true);
    let places =
        || vec![Choice::new("lyon", "Lyon"), Choice::new("marseille", "Marseille"), Choice::new("lille", "Lille")];
    let rhythms = || {
        vec![
            Choice::new("on-site", tr::gallery::on_site()),
            Choice::new("hybrid", tr::gallery::hybrid()).hint(tr::gallery::hybrid_hint()),
            Choice::new("remote", tr::gallery::remote()),
        ]
    };
    let many = || {
        (1u64..=16)
            .map(|number| Choice::new(number.to_string(), tr::gallery::skill(&tr::number(number))))
            .collect::<Vec<_>>()
    };
    view! {
        <Select
            id="g-place"
            label=tr::gallery::place
            value=place
            on_change=move |value| place.set(value)
            options=places
            none=tr::gallery::any_place
        />
        <RadioGroup
            id="g-rhythm"
            label=tr::gallery::rhythm
            value=rhythm
            on_change=move |value| rhythm.set(value)
            options=rhythms
        />
        <CheckboxGroup
            id="g-skills"
            label=tr::gallery::skills
            hint=tr::gallery::skills_hint
            values=skills
            on_change=move |values| skills.set(values)
            options=many
        />
        <Checkbox id="g-news" label=tr::gallery::news checked=news on_change=move |checked| news.set(checked)/>
    }
}

#[component]
fn ErrorSpecimen() -> impl IntoView {
    let email = RwSignal::new("leila@".to_owned());
    let terms = RwSignal::new(false);
    let attempt = RwSignal::new(0u32);
    let sent = move || attempt.get() > 0;
    let email_error = Signal::derive(move || sent().then(tr::gallery::email_error));
    let terms_error = Signal::derive(move || (sent() && !terms.get()).then(tr::gallery::terms_error));
    let errors = move || {
        let fields = [("g-email", email_error.get()), ("g-terms", terms_error.get())];
        fields.into_iter().filter_map(|(id, error)| Some((id.to_owned(), error?))).collect::<Vec<_>>()
    };
    view! {
        <ErrorSummary title=tr::gallery::error_title errors attempt level=3/>
        <form novalidate aria-labelledby="errors" on:submit=move |event| { event.prevent_default(); attempt.update(|attempt| *attempt += 1); }>
            <TextField
                id="g-email"
                label=tr::gallery::email
                hint=tr::gallery::email_hint
                kind="email"
                value=email
                on_input=move |text| email.set(text)
                error=email_error
                autocomplete="off"
                required=true
            />
            <Checkbox id="g-terms" label=tr::gallery::terms checked=terms on_change=move |checked| terms.set(checked) error=terms_error required=true/>
            <Button label=tr::gallery::send kind=ButtonKind::Primary submit=true/>
        </form>
    }
}

#[component]
fn SearchSpecimen() -> impl IntoView {
    let sought = RwSignal::new(String::new());
    view! {
        <SearchBox
            id="g-search"
            label=tr::gallery::search_label
            hint=tr::gallery::search_hint
            button=tr::gallery::search
            value=sought
            on_search=move |text| sought.set(text)
        />
        <p role="status">{move || (!sought.with(String::is_empty)).then(|| tr::gallery::searched(&sought.get()))}</p>
    }
}
