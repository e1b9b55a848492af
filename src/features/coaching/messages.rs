//! What the two wrote to each other, and the field to write more.

use leptos::prelude::*;
use passerelle_api::{
    coaching::{Coaching, CoachingMessage, NewCoachingMessage, limits},
    id::CoachingId,
};

use super::{calls, coaching_page::put};
use crate::{
    announce::arrive,
    base,
    draft::own_draft,
    i18n as tr,
    load::Loader,
    moment::Moment,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{button::Button, field::TextArea, icon::Icon},
};

const FIELDS: &[Field] = &[];

pub fn view(loader: Loader<Vec<Coaching>>, coaching: &Coaching, writes: bool) -> AnyView {
    if coaching.messages.is_empty() && !writes {
        return ().into_any();
    }
    let heading = ["coaching-messages-", coaching.id.as_str()].concat();
    let other = coaching.other.clone().unwrap_or_default();
    let items: Vec<AnyView> = coaching.messages.iter().cloned().map(|message| said(message, other.clone())).collect();
    let list = if items.is_empty() {
        view! { <p class="hint">{tr::coaching::no_message}</p> }.into_any()
    } else {
        view! { <ol class="stack" role="list">{items}</ol> }.into_any()
    };
    view! {
        <h3 id=heading.clone() tabindex="-1">{tr::coaching::messages}</h3>
        {list}
        {writes.then(|| form(loader, coaching.id.clone(), heading))}
    }
    .into_any()
}

fn said(message: CoachingMessage, other: String) -> AnyView {
    let CoachingMessage { mine, text, sent_at } = message;
    let who = move || if mine { tr::coaching::you() } else { other.clone() };
    view! {
        <li>
            <p class="hint"><strong><bdi>{who}</bdi></strong>" · "<Moment at=sent_at timed=true/></p>
            <p class="prose-lines" dir="auto">{text}</p>
        </li>
    }
    .into_any()
}

fn form(loader: Loader<Vec<Coaching>>, id: CoachingId, heading: String) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let fresh = NewCoachingMessage { text: String::new(), key: base::fresh_key() };
    let draft = own_draft(&["coaching-message:", id.as_str()].concat(), fresh);
    let field = ["coaching-message-", id.as_str()].concat();
    let sending = Sending::new(FIELDS);
    let labelled = heading.clone();
    let place = StoredValue::new((id, heading));
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let message = draft.get_untracked();
        let (id, heading) = place.get_value();
        let kept = draft.sent();
        leptos::task::spawn_local(async move {
            let work = || calls::write(id.clone(), &message);
            if let Some(reply) = sending.send(session.send(work)).await {
                draft.begin_after(&kept, NewCoachingMessage { text: String::new(), key: base::fresh_key() });
                toasts.show(Tone::Done, untrack(tr::coaching::message_sent));
                if draft.is_left() {
                    return;
                }
                put(loader, reply);
                arrive(heading);
            } else if sending.conflicts() {
                // The other ended it meanwhile; what was typed stays in its draft.
                loader.retry_to(heading);
            }
        });
    });
    view! {
        <form class="stack" novalidate=true aria-labelledby=labelled on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <TextArea
                id=field
                label=tr::coaching::message
                hint=tr::coaching::message_hint
                rows=3
                value=Signal::derive(move || draft.with(|draft| draft.text.clone()))
                on_input=move |text| draft.update(|draft| *draft = NewCoachingMessage { text, key: base::fresh_key() })
                error=sending.error("text")
                max=limits::MESSAGE as usize
                required=true
            />
            <div><Button label=tr::coaching::write icon=Icon::Send submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
