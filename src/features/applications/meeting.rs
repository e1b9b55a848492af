//! Times to meet that an organisation offers, of which the person chooses one.

use leptos::prelude::*;
use passerelle_api::{
    job::{Application, ApplicationStatus},
    pipeline::{Slot, calendar_path},
};

use super::calls;
use crate::{
    announce::arrive,
    i18n as tr,
    load::Loader,
    sending::{Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        field::{Choice, RadioGroup},
        icon::Icon,
    },
};

/// What was offered for an application that waits for an interview: the time that was chosen, and the form that chooses one.
pub fn meeting(application: &Application, list: Loader<Vec<Application>>) -> Option<AnyView> {
    let slots = application.slots.clone();
    if application.status != ApplicationStatus::Interview || slots.is_empty() {
        return None;
    }
    let chosen = slots.iter().find(|slot| slot.chosen).cloned();
    let heading = ["meeting-", application.id.as_str()].concat();
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
    let form = form(application, slots, chosen, list);
    Some(
        view! {
            <section class="stack" aria-labelledby=labelled>
                <h3 id=heading tabindex="-1">{tr::applications::times}</h3>
                {shown}
                {form}
            </section>
        }
        .into_any(),
    )
}

/// When, for how long, and where.
fn time(slot: &Slot) -> String {
    let when = tr::date_time(slot.starts_at.timestamp_millis());
    tr::applications::time(&when, &tr::number(slot.minutes.into()), &slot.place)
}

fn form(application: &Application, slots: Vec<Slot>, chosen: Option<Slot>, list: Loader<Vec<Application>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let id = StoredValue::new(application.id.clone());
    let name = ["slot-", application.id.as_str()].concat();
    let value = RwSignal::new(chosen.map(|slot| slot.id.0).unwrap_or_default());
    let sending = Sending::new(&[]);
    let send = Callback::new(move |()| {
        let slot = value.get_untracked();
        leptos::task::spawn_local(async move {
            let work = || calls::choose_slot(id.get_value(), slot.clone());
            if let Some(reply) = sending.send(session.send(work)).await {
                toasts.show(Tone::Done, untrack(tr::applications::time_chosen));
                let heading = ["meeting-", reply.id.as_str()].concat();
                if let Some(mut all) = untrack(move || list.value()) {
                    all.iter_mut().filter(|other| other.id == reply.id).for_each(|other| *other = reply.clone());
                    list.set(all);
                }
                arrive(heading);
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
