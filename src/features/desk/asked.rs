//! The question what somebody does after learning here, asked once. A failure is not worth a word: the desk is for something else.

use leptos::prelude::*;
use passerelle_api::outcome::OwnOutcome;

use super::calls;
use crate::{
    announce, i18n as tr,
    load::{Loader, load},
    press::use_press,
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        notice::Notice,
    },
};

/// The question, or the way to one's answer; nothing for whoever is not asked.
pub fn asked() -> AnyView {
    let loader = load(|| (), |()| calls::outcome());
    (move || match loader.value() {
        Some(OwnOutcome { asked_since: Some(_), closed: false, .. }) => question(loader),
        Some(OwnOutcome { asked_since: Some(_), .. }) => {
            view! { <p><a class="lone-link" href=Route::Outcome.path()>{tr::desk::outcome_own}</a></p> }.into_any()
        }
        _ => ().into_any(),
    })
    .into_any()
}

fn question(loader: Loader<OwnOutcome>) -> AnyView {
    let press = use_press();
    let no = move |()| {
        let done = move |()| {
            press.done(untrack(tr::desk::outcome_no_done));
            loader.retry();
            // The notice with the button in it goes.
            announce::arrive("started-title");
        };
        press.send(calls::no_outcome, done);
    };
    view! {
        <Notice title=tr::desk::outcome_ask level=2>
            <p>{tr::desk::outcome_ask_text}</p>
            <div class="cluster">
                <LinkButton href=Route::Outcome.path() label=tr::desk::outcome_answer kind=ButtonKind::Primary/>
                <Button label=tr::desk::outcome_no busy=press.busy() on_press=no/>
            </div>
        </Notice>
    }
    .into_any()
}
