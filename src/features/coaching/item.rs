//! A request as one of the two sees it: where it stands, times to meet, what they wrote, and the way to end it.

use leptos::prelude::*;
use passerelle_api::{
    coaching::{Coaching, CoachingStatus},
    id::CoachingId,
};

use super::{calls, coaching_page::put, messages, names, offer_form, times};
use crate::{
    announce::arrive,
    i18n as tr,
    load::Loader,
    moment::Moment,
    press::use_press,
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        tag::{Tag, TagTone},
    },
};

/// The heading of a request, which takes focus once something about it is another.
pub fn heading_of(id: &CoachingId) -> String {
    ["coaching-", id.as_str()].concat()
}

pub fn item(loader: Loader<Vec<Coaching>>, offering: RwSignal<Option<CoachingId>>, coaching: Coaching) -> AnyView {
    let heading = heading_of(&coaching.id);
    let labelled = heading.clone();
    let Coaching { mine, status, asked_at, ended_at, .. } = coaching;
    let other = coaching.other.clone();
    let title = move || match (&other, mine, status) {
        (Some(other), true, _) => tr::coaching::with_coach(other),
        (Some(other), false, _) => tr::coaching::with_person(other),
        (None, _, CoachingStatus::Open) => tr::coaching::nobody_yet(),
        (None, ..) => tr::coaching::nobody_now(),
    };
    let taken = (status == CoachingStatus::Taken).then(|| {
        view! {
            {times::view(loader, &coaching)}
            {(!mine).then(|| offer_form::view(loader, offering, &coaching))}
        }
    });
    let writes = status == CoachingStatus::Taken && coaching.other.is_some();
    let text = coaching.text.clone();
    let ending = (status != CoachingStatus::Ended).then(|| end_button(loader, coaching.id.clone()));
    view! {
        <li>
            <article class="stack registration" aria-labelledby=labelled>
                <div class="registration-head">
                    <h3 id=heading tabindex="-1">{title}</h3>
                    {status_tag(status)}
                </div>
                {names::wants(coaching.help.clone(), coaching.reachable.clone(), coaching.lang)}
                {(!text.is_empty()).then(|| view! { <p class="prose-lines" dir="auto">{text}</p> })}
                <p class="hint">
                    {tr::coaching::asked_on}" "<Moment at=asked_at/>
                    {ended_at.map(|at| view! { " · "{tr::coaching::ended_on}" "<Moment at=at/> })}
                </p>
                {taken}
                {messages::view(loader, &coaching, writes)}
                {ending}
            </article>
        </li>
    }
    .into_any()
}

fn status_tag(status: CoachingStatus) -> AnyView {
    let (label, tone): (fn() -> String, TagTone) = match status {
        CoachingStatus::Open => (tr::coaching::status_open, TagTone::Info),
        CoachingStatus::Taken => (tr::coaching::status_taken, TagTone::Ok),
        CoachingStatus::Ended => (tr::coaching::status_ended, TagTone::Plain),
    };
    view! { <Tag label tone/> }.into_any()
}

fn end_button(loader: Loader<Vec<Coaching>>, id: CoachingId) -> AnyView {
    let press = use_press();
    let asking = RwSignal::new(false);
    let dialog = ["coaching-end-", id.as_str()].concat();
    let end = move |()| {
        let (id, heading) = (id.clone(), heading_of(&id));
        let done = move |reply: Coaching| {
            press.done(untrack(tr::coaching::ended));
            put(loader, reply);
            arrive(heading);
        };
        press.send(move || calls::end(id.clone()), done);
    };
    view! {
        <div><Button
            label=tr::coaching::end
            kind=ButtonKind::Quiet
            busy=press.busy()
            on_press=move |()| asking.set(true)
        /></div>
        <Confirm
            id=dialog
            open=asking
            title=tr::coaching::end_title
            text=tr::coaching::end_text
            yes=tr::coaching::end
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=end
        />
    }
    .into_any()
}
