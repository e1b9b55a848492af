//! What is kept from organisations, and from which organisations everything is kept.

use std::collections::HashSet;

use leptos::{ev::KeyboardEvent, prelude::*};
use passerelle_api::{
    account::EmployerRef,
    privacy::{LISTED_MAX, Privacy, WORDS_MAX},
    talent::{Part, ProfileField},
};

use super::{
    calls,
    meanwhile::{CHOOSE, Choosing},
};
use crate::{
    i18n as tr,
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    ui::{
        button::{Button, ButtonKind},
        field::{CheckboxGroup, Choice, TextArea},
        icon::Icon,
    },
    words,
};

const FIELDS: &[Field] = &[
    ("hidden", "privacy-hidden", tr::privacy::fields),
    ("blocked", "privacy-blocked", tr::privacy::blocked),
    ("named", "privacy-named", tr::privacy::named),
];

/// The form. Nothing in it is applied before it is saved.
pub fn choices(employers: Vec<EmployerRef>, saved: RwSignal<Privacy>) -> AnyView {
    let is_cut = employers.len() >= LISTED_MAX;
    let listed = RwSignal::new(employers);
    let sending = Sending::new(FIELDS);
    let choosing = Choosing::open(saved, sending);
    // Whoever was ever chosen stays in view: a list that is drawn anew with each tick would take focus away.
    let chosen = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        let mut chosen = before.cloned().unwrap_or_default();
        chosen.extend(choosing.form().blocked);
        let mut seen = HashSet::new();
        chosen.retain(|(slug, _)| seen.insert(slug.clone()));
        chosen
    });
    let options = Memo::new(move |_| {
        let listed: Vec<(String, String)> =
            listed.get().into_iter().map(|employer| (employer.slug.0, employer.name)).collect();
        let mut options = chosen.get();
        options.retain(|(slug, _)| listed.iter().all(|(other, _)| other != slug));
        options.extend(listed);
        options
    });
    let choose = move |slugs: Vec<String>| {
        let chosen = options.with_untracked(|options| {
            options.iter().filter(|(slug, _)| slugs.contains(slug)).cloned().collect::<Vec<_>>()
        });
        choosing.edit(|form| form.blocked = chosen);
    };
    let submit = Callback::new(move |()| choosing.save());
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(submit)
        >
            <h2 id=CHOOSE tabindex="-1">{tr::privacy::choose}</h2>
            {choosing.notices()}
            <SendingNotes sending retry=submit/>
            <CheckboxGroup
                id="privacy-hidden"
                label=tr::privacy::fields
                hint=tr::privacy::fields_hint
                values=Signal::derive(move || choosing.form().hidden)
                on_change=move |fields| choosing.edit(|form| form.hidden = fields)
                options=Signal::derive(|| words::choices(ProfileField::ALL, ProfileField::as_str, field))
                error=sending.error("hidden")
                optional=true
            />
            // Above the list that it changes, so that the way by keyboard goes on from what was looked for to what was found.
            {is_cut.then(|| others(listed))}
            <CheckboxGroup
                id="privacy-blocked"
                label=tr::privacy::blocked
                hint=tr::privacy::blocked_hint
                values=Signal::derive(move || choosing.form().chosen())
                on_change=choose
                options=Signal::derive(move || {
                    options.get().into_iter().map(|(slug, name)| Choice::named(slug, name)).collect::<Vec<_>>()
                })
                error=sending.error("blocked")
                optional=true
            />
            {named(choosing, saved, sending.error("named"))}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// Names and domains, one a line, and whom they and the choices above keep out now.
fn named(choosing: Choosing, saved: RwSignal<Privacy>, error: Signal<Option<String>>) -> AnyView {
    let kept_out = move || {
        let names =
            saved.with(|saved| saved.kept_out.iter().map(|employer| tr::isolated(&employer.name)).collect::<Vec<_>>());
        (!names.is_empty()).then(|| view! { <p class="hint">{tr::privacy::kept_out(&tr::list(&names))}</p> })
    };
    view! {
        <TextArea
            id="privacy-named"
            label=tr::privacy::named
            hint=tr::privacy::named_hint
            value=Signal::derive(move || choosing.form().named)
            on_input=move |text: String| choosing.edit(|form| form.named = text)
            error
            rows=4
            optional=true
        />
        {kept_out}
    }
    .into_any()
}

/// Finds organisations by their names, where there are more than can be listed.
fn others(listed: RwSignal<Vec<EmployerRef>>) -> AnyView {
    let press = use_press();
    let words = RwSignal::new(String::new());
    let count = RwSignal::new(None::<u64>);
    let find = move || {
        if press.busy().get_untracked() {
            return;
        }
        // What was heard before is heard again where the next search finds as many.
        count.set(None);
        let found = move |employers: Vec<EmployerRef>| {
            count.try_set(Some(employers.len() as u64));
            listed.try_set(employers);
        };
        press.send(move || calls::employers(words.get_untracked()), found);
    };
    // The field stands in a form that sends something else.
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            find();
        }
    };
    view! {
        <div class="field">
            <label class="label" for="privacy-find">{tr::privacy::find}</label>
            <p class="hint" id="privacy-find-hint">{tr::privacy::find_hint}</p>
            <div class="search-row">
                <input
                    class="input"
                    type="search"
                    id="privacy-find"
                    enterkeyhint="search"
                    autocomplete="off"
                    maxlength=WORDS_MAX.to_string()
                    aria-describedby="privacy-find-hint"
                    prop:value=move || words.get()
                    on:input:target=move |event| words.set(event.target().value())
                    on:keydown=on_key
                />
                <Button label=tr::privacy::find_send icon=Icon::Search busy=press.busy() on_press=move |()| find()/>
            </div>
            <p role="status">{move || count.get().map(tr::privacy::found_organisations)}</p>
        </div>
    }
    .into_any()
}

fn field(field: ProfileField) -> String {
    match field {
        ProfileField::Headline => tr::privacy::field_headline(),
        ProfileField::Skills => tr::privacy::field_skills(),
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
