//! The form in which a coach offers times to meet.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    coaching::{Coaching, CoachingTimes, MeetingWay, limits},
    id::CoachingId,
    pipeline::NewSlot,
};
use serde::{Deserialize, Serialize};

use super::{calls, coaching_page::put, item::heading_of};
use crate::{
    announce::arrive,
    base,
    draft::{Draft, own_draft},
    i18n as tr,
    load::Loader,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, RadioGroup, Select, TextField},
        icon::Icon,
    },
    words,
};

/// Times that one form offers.
const OFFERED: usize = 3;

const MINUTES: [u32; 4] = [15, 30, 45, 60];

/// The form as it is typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Form {
    times: Vec<String>,
    minutes: String,
    way: String,
    link: String,
}

fn time_label(at: usize) -> String {
    tr::coaching::time_number(&tr::number(at as u64 + 1))
}

impl Form {
    fn fresh() -> Self {
        let way = MeetingWay::Link.as_str().to_owned();
        Self { times: vec![String::new(); OFFERED], minutes: "30".to_owned(), way, link: String::new() }
    }

    fn times(&self) -> Result<CoachingTimes, Vec<FieldError>> {
        let (from, to) = (base::now_ms(), base::now_ms() + limits::DAYS * 24 * 60 * 60 * 1000);
        let minutes = self.minutes.parse().unwrap_or_default();
        let mut errors = Vec::new();
        let mut slots = Vec::new();
        for (typed, (field, ..)) in self.times.iter().zip(FIELDS).filter(|(typed, _)| !typed.is_empty()) {
            let starts_at = base::moment(typed);
            if starts_at.is_some_and(|at| (from..=to).contains(&at.timestamp_millis())) {
                slots.push(NewSlot { starts_at, minutes });
            } else {
                errors.push(FieldError::new(*field, Reason::OutOfRange));
            }
        }
        let offer = CoachingTimes { slots, way: self.way.parse().ok(), link: self.link.clone() };
        if errors.is_empty() { Ok(offer) } else { Err(errors) }
    }
}

/// The form is open for one request at a time, so that each of these is there once.
const FIELDS: &[Field] = &[
    ("slots", "coaching-slot-0", || time_label(0)),
    ("slots.1", "coaching-slot-1", || time_label(1)),
    ("slots.2", "coaching-slot-2", || time_label(2)),
    ("way", "coaching-way", tr::coaching::way),
    ("link", "coaching-link", tr::coaching::link),
];

/// The form, behind a button; nothing while a time that was chosen is still to come.
pub fn view(loader: Loader<Vec<Coaching>>, offering: RwSignal<Option<CoachingId>>, coaching: &Coaching) -> AnyView {
    let now = base::now_ms();
    if coaching.times.iter().any(|slot| slot.chosen && slot.starts_at.timestamp_millis() >= now) {
        return view! { <p class="hint">{tr::coaching::stands}</p> }.into_any();
    }
    let (id, about) = (coaching.id.clone(), coaching.other.clone().unwrap_or_default());
    let own = id.clone();
    let is_open = Memo::new(move |_| offering.with(|offering| offering.as_ref() == Some(&own)));
    (move || {
        if is_open.get() {
            return form(loader, offering, id.clone());
        }
        let (id, about) = (id.clone(), about.clone());
        let open = move |()| {
            offering.set(Some(id.clone()));
            arrive("coaching-slot-0");
        };
        view! { <div><Button label=tr::coaching::offer_times about=move || about.clone() icon=Icon::Calendar on_press=open/></div> }
            .into_any()
    })
    .into_any()
}

fn form(loader: Loader<Vec<Coaching>>, offering: RwSignal<Option<CoachingId>>, id: CoachingId) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = own_draft(&["coaching-times:", id.as_str()].concat(), Form::fresh());
    let id = StoredValue::new(id);
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let times = match form.get_untracked().times() {
            Ok(times) => times,
            Err(errors) => return sending.refuse(errors),
        };
        let (own, kept) = (id.get_value(), form.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::offer(own.clone(), &times);
            if let Some(reply) = sending.send(session.send(work)).await {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::coaching::offer_sent));
                if form.is_left() {
                    return;
                }
                offering.set(None);
                let heading = heading_of(&reply.id);
                put(loader, reply);
                arrive(heading);
            } else if sending.conflicts() {
                loader.retry_to(heading_of(&own));
            }
        });
    });
    let cancel = move |()| {
        offering.set(None);
        arrive(id.with_value(heading_of));
    };
    view! {
        <form class="stack" novalidate=true aria-label=tr::coaching::offer on:submit=submits(send)>
            <p class="hint">{tr::coaching::offer_hint}</p>
            <SendingNotes sending retry=send/>
            {fields(form, sending)}
            <div class="cluster">
                <Button label=tr::coaching::offer kind=ButtonKind::Primary icon=Icon::Calendar submit=true busy=sending.busy()/>
                <Button label=tr::shell::cancel on_press=cancel/>
            </div>
        </form>
    }
    .into_any()
}

fn fields(form: Draft<Form>, sending: Sending) -> AnyView {
    let time = |at: usize| {
        let (field, id, _) = FIELDS[at];
        let optional = at > 0;
        view! {
            <TextField
                id
                label=move || time_label(at)
                kind="datetime-local"
                value=Signal::derive(move || form.with(|form| form.times.get(at).cloned().unwrap_or_default()))
                on_input=move |typed| form.update(|form| {
                    form.times.resize(OFFERED, String::new());
                    form.times[at] = typed;
                })
                error=sending.error(field)
                optional
            />
        }
        .into_any()
    };
    let times: Vec<AnyView> = (0..OFFERED).map(time).collect();
    let lengths = || {
        let length = |minutes: &u32| Choice::new(minutes.to_string(), tr::coaching::minutes((*minutes).into()));
        MINUTES.iter().map(length).collect::<Vec<_>>()
    };
    let by_link = Memo::new(move |_| form.with(|form| form.way == MeetingWay::Link.as_str()));
    let way_name = |way: MeetingWay| match way {
        MeetingWay::Link => tr::coaching::way_link(),
        MeetingWay::Phone => tr::coaching::way_phone(),
    };
    view! {
        {times}
        <Select
            id="coaching-minutes"
            label=tr::coaching::length
            value=Signal::derive(move || form.with(|form| form.minutes.clone()))
            on_change=move |length| form.update(|form| form.minutes = length)
            options=Signal::derive(lengths)
        />
        <RadioGroup
            id="coaching-way"
            label=tr::coaching::way
            value=Signal::derive(move || form.with(|form| form.way.clone()))
            on_change=move |way| form.update(|form| form.way = way)
            options=Signal::derive(move || words::choices(MeetingWay::ALL, MeetingWay::as_str, way_name))
            error=sending.error("way")
            required=true
        />
        {move || by_link.get().then(|| view! {
            <TextField
                id="coaching-link"
                label=tr::coaching::link
                hint=tr::coaching::link_hint
                kind="url"
                value=Signal::derive(move || form.with(|form| form.link.clone()))
                on_input=move |typed| form.update(|form| form.link = typed)
                error=sending.error("link")
                required=true
            />
        })}
    }
    .into_any()
}
