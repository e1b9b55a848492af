//! Times to meet that an organisation offers, of which the person chooses one, or says that none suits.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    job::{Application, ApplicationStatus},
    pipeline::{Slot, calendar_path, limits},
};

use super::{application_item::heading_id, calls};
use crate::{
    announce::arrive,
    base,
    draft::own_draft,
    i18n as tr,
    listed::Listed,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        disclosure::Disclosure,
        field::{Choice, RadioGroup, TextArea},
        icon::Icon,
        notice::{Notice, Tone as NoticeTone},
    },
};

const SLOT: &[Field] = &[("slot", "slot", tr::applications::choose_time)];
const WORDS: &[Field] = &[("words", "none-suits", tr::applications::none_words)];

/// What was offered for an application that waits for an interview: the time that was chosen, and the form that chooses one.
pub fn meeting(application: &Application, listed: Listed<Application>) -> Option<AnyView> {
    if application.status != ApplicationStatus::Interview || !application.times_offered {
        return None;
    }
    let slots = application.slots.clone();
    let chosen = slots.iter().find(|slot| slot.chosen).cloned();
    let heading = times_id(application);
    let labelled = heading.clone();
    let file = calendar_path(&application.id);
    let shown = chosen.clone().map(|slot| {
        let href = file.clone();
        let name = "interview.ics".to_owned();
        view! {
            <p><strong>{move || time(&slot)}</strong></p>
            <p><LinkButton href label=tr::applications::calendar icon=Icon::Calendar download=name/></p>
        }
        .into_any()
    });
    // Nobody can come to what has passed.
    let open: Vec<Slot> =
        slots.into_iter().filter(|slot| slot.starts_at.timestamp_millis() >= base::now_ms()).collect();
    let form = match &chosen {
        None if open.is_empty() => Some(none_left()),
        // There is nothing to choose but what was chosen.
        Some(_) if open.iter().all(|slot| slot.chosen) => None,
        _ => Some(form(application, open, chosen, listed)),
    };
    Some(
        view! {
            <section class="stack" aria-labelledby=labelled>
                <h3 id=heading tabindex="-1">{tr::applications::times}</h3>
                {shown}
                {form}
                {none_suits(application, listed)}
            </section>
        }
        .into_any(),
    )
}

/// The heading that takes focus once something else stands below it.
fn times_id(application: &Application) -> String {
    ["meeting-", application.id.as_str()].concat()
}

/// When, for how long, and where.
fn time(slot: &Slot) -> String {
    let when = tr::meeting_time(slot.starts_at.timestamp_millis());
    tr::applications::time(&when, &tr::number(slot.minutes.into()), &slot.place)
}

fn none_left() -> AnyView {
    view! {
        <Notice tone=NoticeTone::Warn title=tr::applications::none_left><p>{tr::applications::none_left_text}</p></Notice>
    }
    .into_any()
}

/// Puts an application in the place of what it was before.
fn replace(listed: Listed<Application>, changed: &Application) {
    listed.put(changed);
    arrive(times_id(changed));
}

fn form(application: &Application, slots: Vec<Slot>, chosen: Option<Slot>, listed: Listed<Application>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let id = application.id.clone();
    let (times, item) = (times_id(application), heading_id(application));
    let name = ["slot-", application.id.as_str()].concat();
    // What was chosen and has passed is not among the times any more.
    let still = chosen.filter(|chosen| slots.iter().any(|slot| slot.id == chosen.id));
    let value = RwSignal::new(still.map(|slot| slot.id.0).unwrap_or_default());
    let sending = Sending::of(SLOT, application.id.as_str());
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let slot = value.get_untracked();
        if slot.is_empty() {
            sending.refuse(vec![FieldError::new("slot", Reason::Required)]);
            return;
        }
        let (id, times, item) = (id.clone(), times.clone(), item.clone());
        leptos::task::spawn_local(async move {
            let work = || calls::choose_slot(id.clone(), slot.clone());
            match sending.send(session.send(work)).await {
                Some(reply) => {
                    toasts.show(Tone::Done, untrack(tr::applications::time_chosen));
                    replace(listed, &reply);
                }
                // The time has passed or was replaced meanwhile, or the application came to its end.
                None if sending.refused("slot") || sending.conflicts() => {
                    let ended = sending.conflicts();
                    // The times come anew, so that nothing is to be mended among those that stand.
                    sending.dismiss();
                    sending.forget("slot");
                    toasts.show(Tone::Problem, untrack(tr::applications::times_changed));
                    listed.retry_to(if ended { item } else { times });
                }
                None => {}
            }
        });
    });
    let options = move || slots.iter().map(|slot| Choice::new(slot.id.0.clone(), time(slot))).collect::<Vec<_>>();
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            <RadioGroup
                id=name
                label=tr::applications::choose_time
                value
                on_change=move |slot| value.set(slot)
                options=Signal::derive(options)
                error=sending.error("slot")
                required=true
            />
            <div>
                <Button label=tr::applications::take_time kind=ButtonKind::Primary icon=Icon::Check submit=true busy=sending.busy()/>
            </div>
        </form>
    }
    .into_any()
}

/// The form that asks for other times, and what was said when that was done already.
fn none_suits(application: &Application, listed: Listed<Application>) -> AnyView {
    if let Some(words) = application.none_suits.clone() {
        return view! {
            <Notice title=tr::applications::none_told>
                {(!words.is_empty()).then(|| view! { <p class="application-text" dir="auto">{words}</p> })}
            </Notice>
        }
        .into_any();
    }
    let (session, toasts) = (use_session(), use_toasts());
    let (id, item) = (application.id.clone(), heading_id(application));
    let field = ["none-suits-", application.id.as_str()].concat();
    let words = own_draft(&field, String::new());
    let sending = Sending::of(WORDS, application.id.as_str());
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (id, item) = (id.clone(), item.clone());
        let (typed, kept) = (words.get_untracked(), words.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::refuse_slots(id.clone(), typed.clone());
            if let Some(reply) = sending.send(session.send(work)).await {
                kept.forget();
                toasts.show(Tone::Done, untrack(tr::applications::none_told));
                replace(listed, &reply);
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::applications::times_changed));
                listed.retry_to(item);
            }
        });
    });
    view! {
        <Disclosure summary=tr::applications::none_suits>
            <form class="stack" novalidate=true on:submit=submits(send)>
                <SendingNotes sending retry=send/>
                <TextArea
                    id=field
                    label=tr::applications::none_words
                    hint=tr::applications::none_words_hint
                    rows=3
                    max=limits::REFUSAL as usize
                    value=Signal::derive(move || words.get())
                    on_input=move |text| words.update(|words| *words = text)
                    error=sending.error("words")
                    optional=true
                />
                <div><Button label=tr::applications::ask_others icon=Icon::Send submit=true busy=sending.busy()/></div>
            </form>
        </Disclosure>
    }
    .into_any()
}
