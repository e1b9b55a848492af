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
    form::{CHOOSE, Form},
};
use crate::{
    draft::Draft,
    i18n as tr,
    meanwhile::Writing,
    press::{Press, use_press, use_press_with},
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

/// What is chosen beside what is kept, which another window or a request that was declined may have changed meanwhile.
#[derive(Clone, Copy)]
pub struct Choosing {
    sending: Sending,
    writing: Writing<Form>,
    /// Changes what the form does not hold. Its answer and that of the form say what is kept of both, so that only one of them is on its
    /// way: of two, the older could come last, and would be shown.
    pub press: Press,
}

impl Choosing {
    /// Goes on with what was chosen before and not saved.
    pub fn open(saved: RwSignal<Privacy>) -> Self {
        let busy = RwSignal::new(false);
        let sending = Sending::new(FIELDS).with_busy(busy);
        Self { sending, writing: Writing::open("privacy", saved, sending), press: use_press_with(busy) }
    }

    /// Takes what is kept by now of something else.
    pub fn keep(self, privacy: Privacy) {
        self.writing.keep(privacy);
    }
}

/// The form. Nothing in it is applied before it is saved.
pub fn choices(employers: Vec<EmployerRef>, Choosing { sending, writing, .. }: Choosing) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = writing.form;
    let is_cut = employers.len() >= LISTED_MAX;
    let listed = RwSignal::new(employers);
    // Whoever was ever chosen stays in view: a list that is drawn anew with each tick would take focus away.
    let chosen = Memo::new(move |before: Option<&Vec<(String, String)>>| {
        let mut chosen = before.cloned().unwrap_or_default();
        chosen.extend(form.get().blocked);
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
        form.update(|form| form.blocked = chosen);
    };
    let send = Callback::new(move |()| {
        if writing.waits() {
            return;
        }
        let sent = writing.send();
        leptos::task::spawn_local(async move {
            let change = sent.form.change();
            if let Some(privacy) = sending.send(session.send(|| calls::save(change.clone()))).await {
                toasts.show(Tone::Done, tr::privacy::saved());
                writing.take(privacy, &sent);
            } else if sending.conflicts()
                && let Some(now) = session.send(calls::show).await.transpose()
            {
                writing.bring(now);
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <h2 id=CHOOSE tabindex="-1">{tr::privacy::choose}</h2>
            {writing.notices(send)}
            <SendingNotes sending retry=send/>
            <CheckboxGroup
                id="privacy-hidden"
                label=tr::privacy::fields
                hint=tr::privacy::fields_hint
                values=Signal::derive(move || form.with(|form| form.hidden.clone()))
                on_change=move |fields| form.update(|form| form.hidden = fields)
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
                values=Signal::derive(move || form.with(Form::chosen))
                on_change=choose
                options=Signal::derive(move || {
                    options.get().into_iter().map(|(slug, name)| Choice::named(slug, name)).collect::<Vec<_>>()
                })
                error=sending.error("blocked")
                optional=true
            />
            {named(form, writing.saved, sending.error("named"))}
            <div class="cluster">
                <Button label=tr::shell::save kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// Names and domains, one a line, and whom they and the choices above keep out now.
fn named(form: Draft<Form>, saved: RwSignal<Privacy>, error: Signal<Option<String>>) -> AnyView {
    let kept_out = move || {
        let names = saved.with(|saved| saved.kept_out.iter().map(|employer| employer.name.clone()).collect::<Vec<_>>());
        (!names.is_empty()).then(|| view! { <p class="hint">{tr::privacy::kept_out(&tr::list(&names))}</p> })
    };
    view! {
        <TextArea
            id="privacy-named"
            label=tr::privacy::named
            hint=tr::privacy::named_hint
            value=Signal::derive(move || form.with(|form| form.named.clone()))
            on_input=move |text: String| form.update(|form| form.named = text)
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
    let (words, count) = (RwSignal::new(String::new()), RwSignal::new(None::<usize>));
    let finding = Finding { press: use_press(), words, count, listed, again: StoredValue::new(false) };
    // The field stands in a form that sends something else.
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            finding.find();
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
                <Button label=tr::privacy::find_send icon=Icon::Search busy=finding.press.busy() on_press=move |()| finding.find()/>
            </div>
            <p role="status">{move || count.get().map(found)}</p>
        </div>
    }
    .into_any()
}

/// A search for organisations.
#[derive(Clone, Copy)]
struct Finding {
    press: Press,
    words: RwSignal<String>,
    count: RwSignal<Option<usize>>,
    listed: RwSignal<Vec<EmployerRef>>,
    /// Whether somebody asked for other words while an answer was on its way.
    again: StoredValue<bool>,
}

impl Finding {
    fn find(self) {
        if self.press.busy().get_untracked() {
            return self.again.set_value(true);
        }
        self.again.set_value(false);
        // What was heard before is heard again where the next search finds as many.
        self.count.set(None);
        let found = move |employers: Vec<EmployerRef>| {
            if self.again.try_get_value() == Some(true) {
                return self.find();
            }
            self.count.try_set(Some(employers.len()));
            self.listed.try_set(employers);
        };
        self.press.send(move || calls::employers(self.words.get_untracked()), found);
    }
}

fn found(organisations: usize) -> String {
    if organisations < LISTED_MAX {
        tr::privacy::found_organisations(organisations as u64)
    } else {
        tr::privacy::found_first()
    }
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
