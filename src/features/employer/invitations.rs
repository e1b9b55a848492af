//! Invitations into an organisation, for whoever has their address: to be accepted or declined.

use leptos::prelude::*;
use passerelle_api::{Code, id::InvitationId, invitation::ReceivedInvitation};
use passerelle_rules::day::last_day;

use super::{calls, employer_page::NAME};
use crate::{
    announce::arrive,
    client::Failure,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::{Press, use_press},
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        icon::Icon,
    },
    words,
};

/// The heading that focus goes to once the list is another one.
const TITLE: &str = "invitations-title";

/// The invitations for the address of one's own account.
pub fn invitations() -> AnyView {
    let loader = load(|| (), |()| calls::invitations());
    view! {
        <section class="stack invitations" aria-labelledby=TITLE>
            <h2 id=TITLE tabindex="-1">{tr::organisation::for_you}</h2>
            <Loaded loader view=move |list| list_view(loader, list)/>
        </section>
    }
    .into_any()
}

fn list_view(loader: Loader<Vec<ReceivedInvitation>>, list: Vec<ReceivedInvitation>) -> AnyView {
    let session = use_session();
    let account = untrack(move || session.account());
    let own = account.as_ref().and_then(|account| account.employer.clone()).map(|employer| employer.name);
    let (name, email) = account.map(|account| (account.name, account.email)).unwrap_or_default();
    if list.is_empty() {
        let is_member = own.is_some();
        let none =
            move || if is_member { tr::organisation::open_none() } else { tr::organisation::for_you_none(&email) };
        return view! { <p>{none}</p> }.into_any();
    }
    let items: Vec<AnyView> = list.into_iter().map(|invitation| item(loader, invitation, own.is_none())).collect();
    // An account belongs to one organisation: whoever has one leaves it first, or declines.
    let how = match own {
        Some(own) => view! {
            <p>{move || tr::organisation::for_you_member(&own)}</p>
            <p><a class="lone-link" href=Route::Members.path()>{tr::employer::to_members}</a></p>
        }
        .into_any(),
        None => view! { <p>{move || tr::organisation::for_you_shows(&name, &email)}</p> }.into_any(),
    };
    view! {
        {how}
        <ul class="stack" role="list">{items}</ul>
    }
    .into_any()
}

fn item(loader: Loader<Vec<ReceivedInvitation>>, invitation: ReceivedInvitation, accepts: bool) -> AnyView {
    let ReceivedInvitation { id, employer, role, invited_by, expires_at } = invitation;
    let heading = ["invitation-", id.as_str()].concat();
    let labelled = heading.clone();
    let href = Route::Company(employer.slug).path();
    let name = employer.name.clone();
    let last = last_day(expires_at);
    view! {
        <li>
            <article class="stack application" aria-labelledby=labelled>
                <div class="application-head">
                    <h3 id=heading><a class="lone-link" href=href><bdi>{employer.name}</bdi></a></h3>
                </div>
                <p>{move || tr::organisation::for_you_by(&invited_by, &words::seat(role))}</p>
                <p class="hint">{move || words::seat_opens(role)}</p>
                <p class="hint">{move || tr::organisation::for_you_until(&words::day(last))}</p>
                <div class="cluster">
                    {accepts.then(|| yes(loader, id.clone(), name.clone()))}
                    {no(loader, id, name)}
                </div>
            </article>
        </li>
    }
    .into_any()
}

/// The button that makes one a member, which turns the page into the desk of the organisation.
fn yes(loader: Loader<Vec<ReceivedInvitation>>, id: InvitationId, name: String) -> AnyView {
    let (press, session) = (use_press(), use_session());
    let about = name.clone();
    let accept = move |()| {
        let (id, name) = (id.clone(), name.clone());
        press.try_send(
            move || calls::accept(id.clone()),
            move |result| match result {
                Ok(entered) => {
                    session.enter(entered);
                    press.done(untrack(|| tr::organisation::accepted(&name)));
                    arrive(NAME);
                }
                Err(failure) => {
                    if failure.code() == Some(Code::Conflict) {
                        press.problem(untrack(tr::organisation::for_you_conflict));
                        // Where it was another tab that made one a member, this page is that of a member too.
                        leptos::task::spawn_local(session.refresh());
                    } else {
                        failed(press, loader, &failure);
                    }
                }
            },
        );
    };
    view! {
        <Button
            label=tr::organisation::accept
            about=move || tr::organisation::of(&about)
            kind=ButtonKind::Primary
            icon=Icon::Check
            busy=press.busy()
            on_press=accept
        />
    }
    .into_any()
}

/// The button that declines, which asks first.
fn no(loader: Loader<Vec<ReceivedInvitation>>, id: InvitationId, name: String) -> AnyView {
    let press = use_press();
    let asking = RwSignal::new(false);
    let dialog = ["decline-", id.as_str()].concat();
    let (about, asked) = (name.clone(), name.clone());
    let decline = move |()| {
        let (id, name) = (id.clone(), name.clone());
        press.try_send(
            move || calls::decline(id.clone()),
            move |result| match result {
                Ok(()) => {
                    press.done(untrack(|| tr::organisation::declined(&name)));
                    loader.retry_to(TITLE.to_owned());
                }
                Err(failure) => failed(press, loader, &failure),
            },
        );
    };
    view! {
        <Button
            label=tr::organisation::decline
            about=move || tr::organisation::of(&about)
            kind=ButtonKind::Quiet
            busy=press.busy()
            on_press=move |()| asking.set(true)
        />
        <Confirm
            id=dialog
            open=asking
            title=move || tr::organisation::decline_title(&asked)
            text=tr::organisation::decline_text
            yes=tr::organisation::decline
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=decline
        />
    }
    .into_any()
}

/// Says why an answer did not count. An invitation that ended or was taken back meanwhile leaves the list.
fn failed(press: Press, loader: Loader<Vec<ReceivedInvitation>>, failure: &Failure) {
    if failure.code() == Some(Code::NotFound) {
        press.problem(untrack(tr::organisation::invitation_gone));
        loader.retry_to(TITLE.to_owned());
    } else {
        press.failed(failure);
    }
}
