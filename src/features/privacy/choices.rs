//! What is kept from organisations, and from which organisations everything is kept.

use leptos::{ev::KeyboardEvent, prelude::*};
use passerelle_api::{
    account::EmployerRef,
    privacy::{LISTED_MAX, Privacy, PrivacyChange, WORDS_MAX},
    talent::{Part, ProfileField},
};

use super::calls;
use crate::{
    draft::{Draft, own_draft},
    i18n as tr,
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
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
pub fn choices(privacy: Privacy, employers: Vec<EmployerRef>, saved: RwSignal<Privacy>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let hidden = RwSignal::new(privacy.hidden.iter().map(|field| field.as_str().to_owned()).collect::<Vec<_>>());
    let blocked = RwSignal::new(privacy.blocked.iter().map(|employer| employer.slug.0.clone()).collect::<Vec<_>>());
    // Names take a while to think of: what is typed outlives a reload until it is saved.
    let typed = own_draft("privacy-named", None::<String>);
    let is_cut = employers.len() >= LISTED_MAX;
    let listed = RwSignal::new(employers);
    // Whoever was ever in the list, so that what is chosen keeps its name while others are looked for.
    let known = RwSignal::new(privacy.blocked);
    let options = move || {
        let listed = listed.get();
        let is_listed = |employer: &EmployerRef| listed.iter().any(|other| other.slug == employer.slug);
        let chosen = known.get_untracked().into_iter().filter(|employer| {
            !is_listed(employer) && blocked.with_untracked(|blocked| blocked.contains(&employer.slug.0))
        });
        let all = chosen.collect::<Vec<_>>().into_iter().chain(listed.iter().cloned());
        all.map(|employer| Choice::new(employer.slug.0, employer.name)).collect::<Vec<_>>()
    };
    let sending = Sending::new(FIELDS);
    let submit = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let change = PrivacyChange {
            hidden: hidden.get_untracked().iter().filter_map(|field| field.parse().ok()).collect(),
            blocked: blocked.get_untracked().into_iter().map(Into::into).collect(),
            named: Some(lines(&untrack(|| shown_names(typed, saved)))),
        };
        leptos::task::spawn_local(async move {
            let work = || calls::save(change.clone());
            if let Some(privacy) = sending.send(session.send(work)).await {
                toasts.show(Tone::Done, tr::privacy::saved());
                saved.try_set(privacy);
                typed.update(|typed| *typed = None);
                typed.sent();
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
            // Above the list that it changes, so that the way by keyboard goes on from what was looked for to what was found.
            {is_cut.then(|| others(listed, known))}
            <CheckboxGroup
                id="privacy-blocked"
                label=tr::privacy::blocked
                hint=tr::privacy::blocked_hint
                values=blocked
                on_change=move |employers| blocked.set(employers)
                options=Signal::derive(options)
                error=sending.error("blocked")
                optional=true
            />
            {named(typed, saved, sending.error("named"))}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// Names and domains, one a line, and whom they keep out now.
fn named(typed: Draft<Option<String>>, saved: RwSignal<Privacy>, error: Signal<Option<String>>) -> AnyView {
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
            value=Signal::derive(move || shown_names(typed, saved))
            on_input=move |text: String| typed.update(|typed| *typed = Some(text))
            error
            rows=4
            optional=true
        />
        {kept_out}
    }
    .into_any()
}

/// What is typed, or else what was saved.
fn shown_names(typed: Draft<Option<String>>, saved: RwSignal<Privacy>) -> String {
    typed.get().unwrap_or_else(|| saved.with(|saved| saved.named.join("\n")))
}

/// The lines that say something.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Finds organisations by their names, where there are more than can be listed.
fn others(listed: RwSignal<Vec<EmployerRef>>, known: RwSignal<Vec<EmployerRef>>) -> AnyView {
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
            let before = listed.try_get_untracked().unwrap_or_default();
            known.try_update(|known| {
                let is_new = |employer: &EmployerRef| known.iter().all(|other| other.slug != employer.slug);
                let new: Vec<_> = before.into_iter().filter(is_new).collect();
                known.extend(new);
            });
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
