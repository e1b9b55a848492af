//! The times that the coach offered: the one that was chosen, and for the person the form that chooses one.

use leptos::prelude::*;
use passerelle_api::{
    coaching::{Coaching, CoachingChoice, calendar_path},
    id::CoachingId,
    pipeline::Slot,
};

use super::{calls, coaching_page::put, item::heading_of, names::time};
use crate::{
    announce::arrive,
    i18n as tr,
    load::Loader,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        field::{Choice, RadioGroup},
        icon::{Glyph, Icon},
    },
};

/// What stands for "none of these fits" among the times.
const NONE: &str = "none";

/// One's own request is alone in going on, so that its form is there once.
const FIELDS: &[Field] = &[("slot", "coaching-time", tr::coaching::choose)];

pub fn view(loader: Loader<Vec<Coaching>>, coaching: &Coaching) -> AnyView {
    let Coaching { id, mine, times, none_fits, .. } = coaching.clone();
    let chosen = times.iter().find(|slot| slot.chosen).cloned();
    let said: Option<fn() -> String> = match (times.is_empty(), none_fits, mine) {
        (true, true, true) => Some(tr::coaching::none_said),
        (true, true, false) => Some(tr::coaching::none_fits),
        (true, false, true) => Some(tr::coaching::no_times),
        _ => None,
    };
    let meeting = chosen.clone().map(|slot| meeting(&id, slot));
    let offered = (!mine && chosen.is_none() && !times.is_empty()).then(|| {
        let items: Vec<AnyView> =
            times.iter().cloned().map(|slot| view! { <li>{move || time(&slot)}</li> }.into_any()).collect();
        view! { <p>{tr::coaching::offered}</p> <ul>{items}</ul> }.into_any()
    });
    let form = (mine && !times.is_empty()).then(|| form(loader, id, times, chosen));
    view! {
        <h4>{tr::coaching::times}</h4>
        {said.map(|said| view! { <p>{said}</p> })}
        {meeting}
        {offered}
        {form}
    }
    .into_any()
}

/// The time that was chosen, where the two meet, and the file for a calendar.
fn meeting(id: &CoachingId, slot: Slot) -> AnyView {
    let (href, name, place) = (calendar_path(id), "meeting.ics".to_owned(), slot.place.clone());
    let place = if place.is_empty() {
        view! { <p>{tr::coaching::by_phone}</p> }.into_any()
    } else {
        let shown = place.clone();
        view! {
            <p>
                <a class="lone-link" href=place rel="external noopener nofollow noreferrer">
                    <bdi dir="ltr">{shown}</bdi><Glyph icon=Icon::External size=18/>
                </a>
            </p>
        }
        .into_any()
    };
    view! {
        <p><strong>{move || time(&slot)}</strong></p>
        {place}
        <p><LinkButton href label=tr::coaching::calendar icon=Icon::Calendar download=name/></p>
    }
    .into_any()
}

fn form(loader: Loader<Vec<Coaching>>, id: CoachingId, times: Vec<Slot>, chosen: Option<Slot>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let value = RwSignal::new(chosen.map(|slot| slot.id.0).unwrap_or_default());
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(id);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let word = value.get_untracked();
        let none = word == NONE;
        let choice = CoachingChoice { slot: (!none && !word.is_empty()).then(|| word.into()), none };
        leptos::task::spawn_local(async move {
            let work = || calls::choose(id.get_value(), &choice);
            if let Some(reply) = sending.send(session.send(work)).await {
                toasts.show(Tone::Done, untrack(if none { tr::coaching::none_said } else { tr::coaching::chosen }));
                let heading = heading_of(&reply.id);
                put(loader, reply);
                arrive(heading);
            }
        });
    });
    let options = move || {
        let mut options: Vec<Choice> = times.iter().map(|slot| Choice::new(slot.id.0.clone(), time(slot))).collect();
        options.push(Choice::new(NONE, tr::coaching::none_of_them()));
        options
    };
    view! {
        <form class="stack" novalidate=true aria-label=tr::coaching::choose on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <RadioGroup
                id="coaching-time"
                label=tr::coaching::choose
                value
                on_change=move |word| value.set(word)
                options=Signal::derive(options)
                error=sending.error("slot")
                required=true
            />
            <div><Button label=tr::coaching::answer kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
