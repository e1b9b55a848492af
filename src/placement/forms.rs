//! What one's own side can say of the contract: that it signed, that it takes that back, and that the contract ended.

use std::{future::Future, pin::Pin};

use leptos::prelude::*;
use passerelle_api::{
    NoQuery,
    id::ApplicationId,
    job::Contract,
    placement::{
        EndContract, EndForEmployer, Ending, Side, SignContract, SignForEmployer, Signature, UnsignContract,
        UnsignForEmployer,
    },
};

use super::{Contracted, heading_id, sides};
use crate::{
    base,
    client::{self, Failure},
    draft::{Sent, own_draft},
    i18n as tr,
    press::use_press,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        disclosure::Disclosure,
        field::TextField,
        icon::Icon,
    },
};

const WORK: &[Field] = &[
    ("signed", "placement-signed", tr::placement::signed_on),
    ("starts", "placement-starts", tr::placement::first_work),
];
const TRAINING: &[Field] = &[WORK[0], ("starts", "placement-starts", tr::placement::first_training)];
const INTERNSHIP: &[Field] = &[WORK[0], ("starts", "placement-starts", tr::placement::first_internship)];
const ENDING: &[Field] = &[("day", "placement-ended", tr::placement::ended_on)];

const fn fields(contract: Option<Contract>) -> &'static [Field] {
    match contract {
        Some(Contract::TrainThenHire) => TRAINING,
        Some(Contract::Internship) => INTERNSHIP,
        _ => WORK,
    }
}

/// Work that changes what one's own side says.
type Work = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

fn sign(side: Side, application: ApplicationId, body: Signature) -> Work {
    Box::pin(async move {
        match side {
            Side::Candidate => client::call(&SignContract { application }, &NoQuery {}, &body).await.map(drop),
            Side::Employer => client::call(&SignForEmployer { application }, &NoQuery {}, &body).await.map(drop),
        }
    })
}

fn unsign(side: Side, application: ApplicationId) -> Work {
    Box::pin(async move {
        match side {
            Side::Candidate => client::get(&UnsignContract { application }, &NoQuery {}).await.map(drop),
            Side::Employer => client::get(&UnsignForEmployer { application }, &NoQuery {}).await.map(drop),
        }
    })
}

fn end(side: Side, application: ApplicationId, body: Ending) -> Work {
    Box::pin(async move {
        match side {
            Side::Candidate => client::call(&EndContract { application }, &NoQuery {}, &body).await.map(drop),
            Side::Employer => client::call(&EndForEmployer { application }, &NoQuery {}, &body).await.map(drop),
        }
    })
}

/// What a form does with what it sends: it says so and has the page read anew, also where the other side was faster.
fn sends<T: Clone + 'static>(
    shown: StoredValue<Contracted>,
    sending: Sending,
    done: fn() -> String,
    kept: impl Fn() -> Sent + Send + Sync + 'static,
    read: impl Fn() -> T + Send + Sync + 'static,
    work: fn(Side, ApplicationId, T) -> Work,
) -> Callback<()> {
    let (session, toasts) = (use_session(), use_toasts());
    Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let Contracted { application, side, changed, .. } = shown.get_value();
        let (kept, body) = (kept(), read());
        leptos::task::spawn_local(async move {
            let heading = heading_id(&application);
            if sending.send(session.send(|| work(side, application.clone(), body.clone()))).await.is_some() {
                kept.forget();
                toasts.show(Tone::Done, untrack(done));
                changed.try_run(heading);
            } else if sending.conflicts() {
                toasts.show(Tone::Problem, untrack(tr::placement::changed));
                changed.try_run(heading);
            }
        });
    })
}

pub fn sign_form(shown: StoredValue<Contracted>) -> AnyView {
    let Contracted { application, placement, side, about, .. } = shown.get_value();
    let fields = fields(placement.contract);
    let own = sides(&placement, side).0.map(|own| (own.signed.to_string(), own.starts.to_string()));
    let corrects = own.is_some();
    let form = own_draft(&["placement:", application.as_str()].concat(), own.unwrap_or_default());
    let sending = Sending::of(fields, application.as_str());
    let read = move || {
        let (signed, starts) = form.get_untracked();
        Signature { signed: base::day(&signed), starts: base::day(&starts) }
    };
    let send = sends(shown, sending, tr::placement::kept, move || form.sent(), read, sign);
    let id = |name: &str| [name, "-", application.as_str()].concat();
    let label: fn() -> String = if corrects { tr::placement::correct } else { tr::placement::confirm };
    view! {
        <form class="stack" novalidate=true on:submit=submits(send)>
            <SendingNotes sending retry=send/>
            <TextField
                id=id(fields[0].1)
                label=fields[0].2
                hint=tr::placement::signed_hint
                kind="date"
                value=Signal::derive(move || form.with(|form| form.0.clone()))
                on_input=move |day| form.update(|form| form.0 = day)
                error=sending.error("signed")
                short=true
            />
            <TextField
                id=id(fields[1].1)
                label=fields[1].2
                hint=tr::placement::first_hint
                kind="date"
                value=Signal::derive(move || form.with(|form| form.1.clone()))
                on_input=move |day| form.update(|form| form.1 = day)
                error=sending.error("starts")
                short=true
            />
            <div>
                <Button
                    label
                    about=move || tr::placement::about(&about)
                    kind=ButtonKind::Primary
                    icon=Icon::Check
                    submit=true
                    busy=sending.busy()
                />
            </div>
        </form>
    }
    .into_any()
}

pub fn take_back(shown: StoredValue<Contracted>) -> AnyView {
    let press = use_press();
    let go = move |()| {
        let Contracted { application, side, changed, .. } = shown.get_value();
        let heading = heading_id(&application);
        press.try_send(
            move || unsign(side, application.clone()),
            move |result| {
                match result {
                    Ok(()) => press.done(untrack(tr::placement::taken_back)),
                    Err(failure) => press.failed(&failure),
                }
                // What the other side did meanwhile is shown as well.
                changed.run(heading);
            },
        );
    };
    let about = shown.with_value(|shown| shown.about.clone());
    view! {
        <div>
            <Button
                label=tr::placement::take_back
                about=move || tr::placement::about(&about)
                icon=Icon::Back
                busy=press.busy()
                on_press=go
            />
        </div>
    }
    .into_any()
}

pub fn end_form(shown: StoredValue<Contracted>) -> AnyView {
    let Contracted { application, about, .. } = shown.get_value();
    let ended = about.clone();
    let form = own_draft(&["placement-end:", application.as_str()].concat(), String::new());
    let sending = Sending::of(ENDING, application.as_str());
    let asking = RwSignal::new(false);
    let read = move || Ending { day: base::day(&form.get_untracked()) };
    let send = sends(shown, sending, tr::placement::end_kept, move || form.sent(), read, end);
    // Without a day there is nothing to be sure of, and the server names the field.
    let has_day = move || base::day(&form.get_untracked()).is_some();
    let submit = Callback::new(move |()| if has_day() { asking.set(true) } else { send.run(()) });
    let (field, dialog) =
        (["placement-ended-", application.as_str()].concat(), ["placement-end-", application.as_str()].concat());
    view! {
        <Disclosure summary=tr::placement::end_title about=move || tr::placement::about(&ended)>
            <form class="stack" novalidate=true on:submit=submits(submit)>
                <SendingNotes sending retry=submit/>
                <TextField
                    id=field
                    label=tr::placement::ended_on
                    hint=tr::placement::ended_hint
                    kind="date"
                    value=Signal::derive(move || form.get())
                    on_input=move |day| form.update(|form| *form = day)
                    error=sending.error("day")
                    short=true
                />
                <div>
                    <Button
                        label=tr::placement::end
                        about=move || tr::placement::about(&about)
                        kind=ButtonKind::Danger
                        submit=true
                        busy=sending.busy()
                    />
                </div>
            </form>
        </Disclosure>
        <Confirm
            id=dialog
            open=asking
            title=tr::placement::end_sure
            text=tr::placement::end_sure_text
            yes=tr::placement::end
            no=tr::shell::cancel
            close=tr::shell::close
            on_yes=send
        />
    }
    .into_any()
}
