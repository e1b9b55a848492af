//! Whom the organisation invited, and the form that invites. Only owners see it.

use leptos::prelude::*;
use passerelle_api::{
    Code,
    account::SeatRole,
    id::InvitationId,
    invitation::{Invitation, NewInvitation},
};
use passerelle_rules::day::last_day;
use serde::{Deserialize, Serialize};

use super::{
    calls,
    people::{people, person},
    words as own,
};
use crate::{
    announce::arrive,
    client::Failure,
    draft::own_draft,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        field::{RadioGroup, TextField},
        icon::Icon,
    },
    words,
};

/// The heading that focus goes to once the list is another one.
const LIST: &str = "invitations-list";

const FIELDS: &[Field] =
    &[("email", "invite-email", tr::organisation::email), ("role", "invite-role", tr::organisation::role)];

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Form {
    email: String,
    role: String,
}

impl Default for Form {
    fn default() -> Self {
        Self { email: String::new(), role: SeatRole::Recruiter.as_str().to_owned() }
    }
}

/// The open invitations, and the form that invites somebody. Both are drawn anew with each list, which empties the form that was sent;
/// what is half typed is kept.
pub fn invitations() -> AnyView {
    let loader = load(|| (), |()| calls::invitations());
    let shown = move |list| {
        view! {
            <div class="stack posting-form">
                <h2 id=LIST tabindex="-1">{tr::organisation::open_invitations}</h2>
                {table(loader, list)}
            </div>
            {form(loader)}
        }
        .into_any()
    };
    view! { <Loaded loader view=shown/> }.into_any()
}

fn table(loader: Loader<Vec<Invitation>>, list: Vec<Invitation>) -> AnyView {
    if list.is_empty() {
        return view! { <p>{tr::organisation::open_none}</p> }.into_any();
    }
    let rows: Vec<AnyView> = list.into_iter().map(|invitation| row(loader, invitation)).collect();
    people(LIST, rows)
}

fn row(loader: Loader<Vec<Invitation>>, invitation: Invitation) -> AnyView {
    let Invitation { id, email, role, expires_at } = invitation;
    let shown = email.clone();
    let last = last_day(expires_at);
    let until = view! {
        <time class="hint" datetime=last.to_string()>
            {move || tr::organisation::until(&tr::day(words::day_ms(last), "medium"))}
        </time>
    };
    let who = view! { <p><strong><bdi dir="ltr">{shown}</bdi></strong></p> };
    person(who.into_any(), move || words::seat(role), until.into_any(), take_back(loader, id, email))
}

/// Taking an invitation back, which asks first.
fn take_back(loader: Loader<Vec<Invitation>>, id: InvitationId, email: String) -> AnyView {
    let press = use_press();
    let asking = RwSignal::new(false);
    let dialog = ["take-back-", id.as_str()].concat();
    let (about, asked) = (email.clone(), email);
    let take = move |()| {
        let id = id.clone();
        let taken = move |result: Result<(), Failure>| {
            match result {
                Ok(()) => press.done(untrack(tr::organisation::taken_back)),
                // It was answered, or ended, while this page stood.
                Err(failure) if failure.code() == Some(Code::NotFound) => {
                    press.problem(untrack(tr::organisation::invitation_gone))
                }
                Err(failure) => return press.failed(&failure),
            }
            loader.retry_to(LIST.to_owned());
        };
        press.try_send(move || calls::take_back(id.clone()), taken);
    };
    view! {
        <Button
            label=tr::organisation::take_back
            about=move || tr::organisation::of(&about)
            kind=ButtonKind::Danger
            busy=press.busy()
            on_press=move |()| asking.set(true)
        />
        <Confirm
            id=dialog
            open=asking
            title=move || tr::organisation::take_back_title(&asked)
            text=tr::organisation::take_back_text
            yes=tr::organisation::take_back
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=take
        />
    }
    .into_any()
}

fn form(loader: Loader<Vec<Invitation>>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let form = own_draft("invite", Form::default());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let Form { email, role } = form.get_untracked();
        let new = NewInvitation { email, role: role.parse().ok() };
        let kept = form.sent();
        leptos::task::spawn_local(async move {
            if let Some(list) = sending.send(session.send(|| calls::invite(&new))).await {
                toasts.show(Tone::Done, untrack(tr::organisation::invited));
                kept.forget();
                loader.set(list);
                arrive(LIST);
            }
        });
    });
    let page = window().location().origin().unwrap_or_default() + &Route::Employer.path();
    view! {
        <section class="stack posting-form" aria-labelledby="invite-title">
            <h2 id="invite-title">{tr::organisation::invite_title}</h2>
            <p>{tr::organisation::invite_how}</p>
            <p class="invite-page"><bdi dir="ltr">{page}</bdi></p>
            <p>{tr::organisation::invite_trust}</p>
            <form
                class="stack"
                novalidate=true
                on:submit=submits(send)
            >
                <SendingNotes sending retry=send/>
                <TextField
                    id="invite-email"
                    label=tr::organisation::email
                    hint=tr::organisation::email_hint
                    kind="email"
                    value=Signal::derive(move || form.with(|form| form.email.clone()))
                    on_input=move |email| form.update(|form| form.email = email)
                    error=sending.error("email")
                    required=true
                />
                <RadioGroup
                    id="invite-role"
                    label=tr::organisation::role
                    value=Signal::derive(move || form.with(|form| form.role.clone()))
                    on_change=move |role| form.update(|form| form.role = role)
                    options=Signal::derive(own::roles)
                    error=sending.error("role")
                    required=true
                />
                <div>
                    <Button label=tr::organisation::invite kind=ButtonKind::Primary icon=Icon::Plus submit=true busy=sending.busy()/>
                </div>
            </form>
        </section>
    }
    .into_any()
}
