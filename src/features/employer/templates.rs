//! Texts that the organisation uses again.

use leptos::prelude::*;
use passerelle_api::pipeline::{Template, TemplateChange, limits};

use super::{calls, item_panel::deleting, moves::message_hint, pipeline_page::Board};
use crate::{
    base,
    draft::own_draft,
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::Button,
        field::{TextArea, TextField},
        icon::Icon,
    },
};

/// The heading that focus goes to once the list is another.
const TITLE: &str = "templates";

const FIELDS: &[Field] =
    &[("name", "template-name", tr::pipeline::text_name), ("text", "template-text", tr::pipeline::text)];

/// The texts, and the form that keeps one more.
pub fn templates(board: Board, texts: Vec<Template>) -> AnyView {
    let item = |template: Template| {
        let Template { id, name, text } = template;
        let about = name.clone();
        let delete = deleting(board, tr::pipeline::delete_text, about, TITLE, move || {
            let id = id.clone();
            Box::pin(async move { calls::delete_template(id).await })
        });
        view! {
            <li>
                <p dir="auto"><strong>{name}</strong></p>
                <p class="prose-lines" dir="auto">{text}</p>
                {delete}
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = texts.into_iter().map(item).collect();
    let list = (!items.is_empty()).then(|| view! { <ul class="stack" role="list">{items}</ul> }.into_any());
    view! {
        <section class="stack inbox-group posting-form" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{tr::pipeline::texts}</h2>
            {list}
            {form(board)}
        </section>
    }
    .into_any()
}

fn form(board: Board) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    // Its name, its words, and the id that it is kept by: sent once more it is the same text, and other words are
    // another, also where they are typed before the board comes that has the first.
    let fresh = || (String::new(), String::new(), base::fresh_key().0);
    let form = own_draft("board-text", fresh());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (name, text, id) = form.get_untracked();
        let change = TemplateChange { name, text };
        let kept = form.sent();
        leptos::task::spawn_local(async move {
            let work = || calls::save_template(id.clone(), &change);
            if sending.send(session.send(work)).await.is_some() {
                form.begin_after(&kept, fresh());
                toasts.show(Tone::Done, untrack(tr::pipeline::kept));
                board.loader.retry_to(TITLE.to_owned());
            }
        });
    });
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <TextField id="template-name" label=tr::pipeline::text_name value=Signal::derive(move || form.with(|form| form.0.clone())) on_input=move |typed| form.update(|form| (form.0, form.2) = (typed, base::fresh_key().0)) error=sending.error("name")/>
            <TextArea
                id="template-text"
                label=tr::pipeline::text
                hint=message_hint
                value=Signal::derive(move || form.with(|form| form.1.clone()))
                on_input=move |typed| form.update(|form| (form.1, form.2) = (typed, base::fresh_key().0))
                error=sending.error("text")
                max=usize::try_from(limits::TEMPLATE).unwrap_or(usize::MAX)
            />
            <div><Button label=tr::pipeline::keep_text icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
