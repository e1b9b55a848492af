//! Times to meet: what was offered and chosen, and the form that offers some.

use leptos::prelude::*;
use passerelle_api::{
    FieldError,
    id::ApplicationId,
    job::ApplicationStatus,
    pipeline::{NewSlot, NewSlots, Slot, calendar_path, limits},
};
use passerelle_rules::{
    application::stands_open,
    pipeline::{time_field, unfit_times},
};
use serde::{Deserialize, Serialize};

use super::{calls, pipeline_page::Board};
use crate::{
    base,
    client::Failure,
    draft::own_draft,
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, LinkButton},
        field::{Choice, Select, TextField},
        icon::Icon,
        notice::{Notice, Tone as NoticeTone},
        tag::{Tag, TagTone},
    },
};

/// The heading that focus goes to once times were offered.
const SLOTS: &str = "panel-slots";

/// Times that one form offers.
const OFFERED: usize = 3;

const MINUTES: [u32; 5] = [15, 30, 45, 60, 90];

/// The times come first, in their order. What the server says of all of them stands at the first.
const FIELDS: &[Field] = &[
    ("slots", "slot-0", || time_label(0)),
    ("slots.1", "slot-1", || time_label(1)),
    ("slots.2", "slot-2", || time_label(2)),
    ("place", "slot-place", tr::pipeline::place),
];

/// The form as it is typed.
#[derive(Clone, Serialize, Deserialize)]
struct Offer {
    times: Vec<String>,
    minutes: String,
    place: String,
}

/// The control of a time, as `FIELDS` names it.
fn time_id(at: usize) -> String {
    format!("slot-{at}")
}

fn time_label(at: usize) -> String {
    tr::pipeline::time(&tr::number(at as u64 + 1))
}

/// What is wrong with the times, each said where it stands. One that is half typed would be left out without a word.
fn unfit(times: &[String]) -> Vec<FieldError> {
    let stands = |at: usize, typed: &str| !typed.is_empty() || base::half_typed(&time_id(at));
    let typed = times.iter().enumerate().filter(|(at, typed)| stands(*at, typed));
    unfit_times(typed.map(|(at, typed)| (at, base::moment(typed).map(|at| at.timestamp_millis()))), base::now_ms())
}

/// What the server found wrong with times, each said where it was typed: those that are left empty are not sent.
fn where_typed(failure: Failure, typed: &[usize]) -> Failure {
    match failure {
        Failure::Problem(mut problem) => {
            for error in &mut problem.errors {
                let sent = typed.iter().enumerate().find(|(sent, _)| time_field(*sent) == error.field);
                if let Some((_, at)) = sent {
                    error.field = time_field(*at);
                }
            }
            Failure::Problem(problem)
        }
        other => other,
    }
}

/// The times of one application.
pub fn slots(
    board: Board,
    id: ApplicationId,
    slots: Vec<Slot>,
    none_suits: Option<String>,
    status: ApplicationStatus,
    writes: bool,
) -> AnyView {
    let chosen = slots.iter().any(|slot| slot.chosen);
    let now = base::now_ms();
    let stands = slots.iter().any(|slot| slot.chosen && slot.starts_at.timestamp_millis() >= now);
    let item = |slot: Slot| {
        let at = slot.starts_at;
        let mark = match (slot.chosen, slot.taken) {
            (true, _) => Some(view! { " "<Tag label=tr::pipeline::slot_chosen tone=TagTone::Ok/> }.into_any()),
            (_, true) => Some(view! { " "<Tag label=tr::pipeline::slot_taken tone=TagTone::Warn/> }.into_any()),
            _ => None,
        };
        view! {
            <li>
                <time datetime=at.to_rfc3339()>{move || tr::meeting_time(at.timestamp_millis())}</time>
                " · "{move || tr::pipeline::minutes(slot.minutes.into())}" · "<bdi>{slot.place}</bdi>
                {mark}
            </li>
        }
        .into_any()
    };
    let items: Vec<AnyView> = slots.into_iter().map(item).collect();
    let list = (!items.is_empty()).then(|| view! { <ul>{items}</ul> }.into_any());
    // The file is there while the interview is still to come of it.
    let file = (chosen && status == ApplicationStatus::Interview).then(|| {
        let (href, name) = (calendar_path(&id), "interview.ics".to_owned());
        view! { <p><LinkButton href label=tr::pipeline::calendar icon=Icon::Calendar download=name/></p> }.into_any()
    });
    let refused = none_suits.map(|words| {
        view! {
            <Notice tone=NoticeTone::Warn title=tr::pipeline::none_suits>
                {(!words.is_empty()).then(|| view! { <p class="prose-lines" dir="auto">{words}</p> })}
                {writes.then(|| view! { <p>{tr::pipeline::none_suits_text}</p> })}
            </Notice>
        }
        .into_any()
    });
    view! {
        <h4 id=SLOTS tabindex="-1">{tr::pipeline::times}</h4>
        {list}
        {refused}
        {file}
        {(writes && stands_open(status)).then(|| if stands {
            view! { <p class="hint">{tr::pipeline::slots_stand}</p> }.into_any()
        } else {
            form(board, id)
        })}
    }
    .into_any()
}

fn form(board: Board, id: ApplicationId) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let offer = own_draft(
        &["board-times:", id.as_str()].concat(),
        Offer { times: vec![String::new(); OFFERED], minutes: "30".to_owned(), place: String::new() },
    );
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let Offer { times, minutes, place } = offer.get_untracked();
        let errors = unfit(&times);
        if !errors.is_empty() {
            sending.refuse(errors);
            return;
        }
        let length = minutes.parse().unwrap_or_default();
        let slot = |typed: &String| NewSlot { starts_at: base::moment(typed), minutes: length };
        let (typed, slots): (Vec<usize>, Vec<NewSlot>) = times
            .iter()
            .enumerate()
            .filter(|(_, typed)| !typed.is_empty())
            .map(|(at, typed)| (at, slot(typed)))
            .unzip();
        let body = NewSlots { slots, place };
        let (id, kept) = (id.clone(), offer.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::offer_slots(id.clone(), &body);
            let sent = async { session.send(work).await.map_err(|failure| where_typed(failure, &typed)) };
            if sending.send(sent).await.is_some() {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::pipeline::offered));
                board.loader.retry_to(SLOTS.to_owned());
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::pipeline::slots_changed));
                board.loader.retry_to(SLOTS.to_owned());
            }
        });
    });
    let time = |at: usize| {
        let optional = at > 0;
        let error = sending.error(FIELDS[at].0);
        view! {
            <TextField
                id=time_id(at)
                label=move || time_label(at)
                kind="datetime-local"
                value=Signal::derive(move || offer.with(|offer| offer.times.get(at).cloned().unwrap_or_default()))
                on_input=move |typed| offer.update(|offer| {
                    offer.times.resize(OFFERED, String::new());
                    offer.times[at] = typed;
                })
                error
                optional
            />
        }
        .into_any()
    };
    let fields: Vec<AnyView> = (0..OFFERED).map(time).collect();
    let lengths = || {
        MINUTES
            .iter()
            .map(|length| Choice::new(length.to_string(), tr::pipeline::minutes((*length).into())))
            .collect::<Vec<_>>()
    };
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <p class="hint">{move || tr::pipeline::times_hint(&tr::number(limits::DAYS.unsigned_abs()))}</p>
            <SendingNotes sending retry=send/>
            {fields}
            <Select
                id="slot-minutes"
                label=tr::pipeline::length
                value=Signal::derive(move || offer.with(|offer| offer.minutes.clone()))
                on_change=move |length| offer.update(|offer| offer.minutes = length)
                options=Signal::derive(lengths)
            />
            <TextField
                id="slot-place"
                label=tr::pipeline::place
                hint=tr::pipeline::place_hint
                value=Signal::derive(move || offer.with(|offer| offer.place.clone()))
                on_input=move |typed| offer.update(|offer| offer.place = typed)
                error=sending.error("place")
            />
            <div><Button label=tr::pipeline::offer icon=Icon::Calendar submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
