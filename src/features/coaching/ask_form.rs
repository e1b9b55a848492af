//! The form that asks for a coach.

use leptos::prelude::*;
use passerelle_api::{
    coaching::{Coaching, CoachingHelp, NewCoaching, Reachable, limits},
    id::IdempotencyKey,
};
use serde::{Deserialize, Serialize};

use super::{calls, coaching_page::OWN, names};
use crate::{
    base,
    draft::{Draft, own_draft},
    i18n as tr,
    load::Loader,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{CheckboxGroup, Select, TextArea},
        icon::Icon,
    },
    words,
};

const FIELDS: &[Field] = &[
    ("help", "coaching-help", tr::coaching::help),
    ("reachable", "coaching-reachable", tr::coaching::reachable),
    ("text", "coaching-text", tr::coaching::text),
];

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Form {
    help: Vec<String>,
    reachable: Vec<String>,
    lang: String,
    text: String,
    key: IdempotencyKey,
}

impl Form {
    fn fresh() -> Self {
        let lang = tr::language_untracked().as_str().to_owned();
        Self { help: Vec::new(), reachable: Vec::new(), lang, text: String::new(), key: base::fresh_key() }
    }

    fn request(&self) -> NewCoaching {
        NewCoaching {
            help: self.help.iter().filter_map(|word| word.parse().ok()).collect(),
            text: self.text.clone(),
            reachable: self.reachable.iter().filter_map(|word| word.parse().ok()).collect(),
            lang: self.lang.parse().ok(),
            key: self.key.clone(),
        }
    }
}

/// Changes the form. What is another is another request, so that its key is another as well.
fn edit(form: Draft<Form>, change: impl FnOnce(&mut Form)) {
    form.update(|form| {
        change(form);
        form.key = base::fresh_key();
    });
}

pub fn view(loader: Loader<Vec<Coaching>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = own_draft("coaching", Form::fresh());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (new, kept) = (form.get_untracked().request(), form.sent());
        leptos::task::spawn_local(async move {
            let sent = sending.send(session.send(|| calls::ask(&new))).await.is_some();
            if sent {
                form.begin_after(&kept, Form::fresh());
                toasts.show(Tone::Done, untrack(tr::coaching::sent));
            }
            // Where another tab asked meanwhile, that request is what there is to see.
            if sent || sending.conflicts() {
                loader.retry_to(OWN.to_owned());
            }
        });
    });
    view! {
        <form class="stack posting-form" novalidate=true aria-labelledby="coaching-ask" on:submit=submits(send)>
            <h2 id="coaching-ask">{tr::coaching::ask}</h2>
            <SendingNotes sending retry=send/>
            <CheckboxGroup
                id="coaching-help"
                label=tr::coaching::help
                values=Signal::derive(move || form.with(|form| form.help.clone()))
                on_change=move |chosen| edit(form, |form| form.help = chosen)
                options=Signal::derive(|| words::choices(CoachingHelp::ALL, CoachingHelp::as_str, names::help))
                error=sending.error("help")
            />
            <CheckboxGroup
                id="coaching-reachable"
                label=tr::coaching::reachable
                values=Signal::derive(move || form.with(|form| form.reachable.clone()))
                on_change=move |chosen| edit(form, |form| form.reachable = chosen)
                options=Signal::derive(|| words::choices(Reachable::ALL, Reachable::as_str, names::reachable))
                error=sending.error("reachable")
            />
            <Select
                id="coaching-lang"
                label=tr::coaching::lang
                value=Signal::derive(move || form.with(|form| form.lang.clone()))
                on_change=move |lang| edit(form, |form| form.lang = lang)
                options=Signal::derive(words::own_languages)
            />
            <TextArea
                id="coaching-text"
                label=tr::coaching::text
                hint=tr::coaching::text_hint
                value=Signal::derive(move || form.with(|form| form.text.clone()))
                on_input=move |typed| edit(form, |form| form.text = typed)
                error=sending.error("text")
                max=limits::TEXT as usize
                optional=true
            />
            <div>
                <Button label=tr::coaching::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}
