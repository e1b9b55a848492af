//! The requests that wait for a mentor.

use leptos::prelude::*;
use passerelle_api::coaching::{Coaching, OpenCoaching};

use super::{calls, item::heading_of, names};
use crate::{
    announce, i18n as tr,
    load::{Loaded, Loader, load},
    moment::Moment,
    press::use_press,
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        icon::Icon,
    },
};

/// The heading of the list, which takes focus where a request in it is gone.
const WAITING: &str = "coaching-waiting";

/// The list, which nothing but a mentor sees.
pub fn view(own: Loader<Vec<Coaching>>) -> AnyView {
    let open = load(|| (), |()| calls::open());
    view! {
        <section class="stack" aria-labelledby=WAITING>
            <h2 id=WAITING tabindex="-1">{tr::coaching::waiting}</h2>
            <p>{tr::coaching::waiting_text}</p>
            <Loaded loader=open view=move |requests| list(own, open, requests)/>
        </section>
    }
    .into_any()
}

fn list(own: Loader<Vec<Coaching>>, open: Loader<Vec<OpenCoaching>>, requests: Vec<OpenCoaching>) -> AnyView {
    if requests.is_empty() {
        return view! { <Empty title=tr::coaching::waiting_none text=tr::coaching::waiting_none_next level=3/> }
            .into_any();
    }
    let items: Vec<AnyView> = requests.into_iter().map(|request| item(own, open, request)).collect();
    view! { <ul class="stack" role="list">{items}</ul> }.into_any()
}

fn item(own: Loader<Vec<Coaching>>, open: Loader<Vec<OpenCoaching>>, request: OpenCoaching) -> AnyView {
    let OpenCoaching { id, help, reachable, lang, asked_at } = request;
    let press = use_press();
    let first = help.first().copied();
    let about = move || first.map(names::help).unwrap_or_default();
    let take = move |()| {
        let (id, heading) = (id.clone(), heading_of(&id));
        press.try_send(
            move || calls::take(id.clone()),
            move |result: Result<Coaching, _>| {
                match result {
                    Ok(_) => {
                        press.done(untrack(tr::coaching::took));
                        own.retry_to(heading);
                    }
                    // Another mentor was quicker, or the person took it back.
                    Err(failure) => {
                        press.failed(&failure);
                        announce::arrive(WAITING);
                    }
                }
                open.retry();
            },
        );
    };
    view! {
        <li>
            <article class="stack registration">
                {names::wants(help, reachable, lang)}
                <p class="hint">{tr::coaching::asked_on}" "<Moment at=asked_at/></p>
                <div><Button
                    label=tr::coaching::take
                    about
                    kind=ButtonKind::Primary
                    icon=Icon::Check
                    busy=press.busy()
                    on_press=take
                /></div>
            </article>
        </li>
    }
    .into_any()
}
