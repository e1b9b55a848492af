//! Answering an application: an interview, a yes, or a no with its reason.

use leptos::prelude::*;
use passerelle_api::{
    Code, FieldError, Reason,
    id::ApplicationId,
    job::{ApplicationAnswer, ApplicationStatus, DeclineReason, ReceivedApplication, limits},
};
use passerelle_rules::application as rules;
use serde::{Deserialize, Serialize};

use super::{application_item::heading_id, calls};
use crate::{
    announce,
    client::Failure,
    draft::{Draft, own_draft},
    forms::failure_text,
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::{Choice, RadioGroup, TextArea},
        icon::Icon,
    },
    words,
};

const FIELDS: &[Field] = &[
    ("status", "answer-status", tr::employer::your_answer),
    ("reason", "answer-reason", tr::employer::reason),
    ("note", "answer-note", tr::employer::note),
];

/// What an employer may answer.
const ANSWERS: [ApplicationStatus; 3] =
    [ApplicationStatus::Interview, ApplicationStatus::Accepted, ApplicationStatus::Declined];

/// What the form holds, as typed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
struct Form {
    status: String,
    reason: String,
    note: String,
}

/// The application that the dialog asks about.
#[derive(Clone, Copy)]
pub struct Asked {
    item: RwSignal<Option<ReceivedApplication>>,
    open: RwSignal<bool>,
    /// Whether the list was drawn anew below the dialog, with the button that opened it.
    redrawn: StoredValue<bool>,
}

impl Asked {
    /// No application yet.
    pub fn nothing() -> Self {
        Self { item: RwSignal::new(None), open: RwSignal::new(false), redrawn: StoredValue::new(false) }
    }

    /// Opens the dialog.
    pub fn ask(self, item: ReceivedApplication) {
        self.item.set(Some(item));
        self.open.set(true);
    }

    /// Whether the answer to an application is still what is looked at.
    fn waits(self, id: &ApplicationId) -> bool {
        let is_same = |item: &Option<ReceivedApplication>| item.as_ref().is_some_and(|item| item.application.id == *id);
        self.open.try_get_untracked() == Some(true) && self.item.try_with_untracked(is_same) == Some(true)
    }
}

/// What the list does with what came of an answer; its second part says whether focus goes along.
#[derive(Clone, Copy)]
pub struct Told {
    pub answered: Callback<(ReceivedApplication, bool)>,
    /// The application does not take the answer any more.
    pub changed: Callback<bool>,
}

/// The dialog that asks for the answer to one application. It stands outside of the list, which is drawn anew.
#[component]
pub fn AnswerDialog(asked: Asked, told: Told) -> impl IntoView {
    let Asked { item, open, redrawn } = asked;
    let title = move || {
        let name = item.with(|item| item.as_ref().map(|item| item.name.clone()));
        name.map_or_else(tr::employer::answer, |name| tr::employer::answer_title(&name))
    };
    let closed = move |()| {
        let heading = item.with_untracked(|item| item.as_ref().map(|item| heading_id(&item.application.id)));
        heading.into_iter().filter(|_| redrawn.get_value()).for_each(announce::arrive_if_lost);
    };
    view! {
        <Dialog id="answer" open title close=tr::shell::close on_close=closed>
            {move || item.get().map(|item| view! { <AnswerForm item asked told/> })}
        </Dialog>
    }
}

#[component]
fn AnswerForm(item: ReceivedApplication, asked: Asked, told: Told) -> impl IntoView {
    let (session, toasts, name) = (use_session(), use_toasts(), item.name);
    let application = item.application;
    let from = application.status;
    let form = own_draft(&format!("answer:{}", application.id), Form::default());
    let sending = Sending::new(FIELDS).named(name.clone());
    let (id, name) = (StoredValue::new(application.id), StoredValue::new(name));
    let submit = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let answer = match read(&form.get_untracked(), from) {
            Ok(answer) => answer,
            Err(errors) => return sending.refuse(errors),
        };
        let (own, about, kept) = (id.get_value(), name.get_value(), form.sent());
        leptos::task::spawn_local(async move {
            // Who closed the dialog is told in passing, and stays where they are.
            let tell = |failure: &Failure| {
                if !asked.waits(&own) && !form.is_left() && failure.code() != Some(Code::Conflict) {
                    toasts.show(Tone::Problem, untrack(|| tr::words::labelled(&about, &failure_text(failure).0)));
                }
            };
            let mut conflicts = false;
            let work = async {
                let result = session.send(|| calls::answer(own.clone(), answer.clone())).await;
                conflicts = matches!(&result, Err(failure) if failure.code() == Some(Code::Conflict));
                result.inspect_err(tell)
            };
            let reply = sending.send(work).await;
            let waits = asked.waits(&own);
            if reply.is_some() || conflicts {
                asked.redrawn.try_set_value(!waits);
                // It closes first: what the page behind it says is not heard before.
                if waits {
                    asked.open.set(false);
                }
            }
            if let Some(reply) = reply {
                kept.forget();
                toasts.show(Tone::Done, untrack(|| tr::employer::answered(&about)));
                told.answered.try_run((reply, waits));
            } else if conflicts {
                toasts.show(Tone::Problem, untrack(|| tr::employer::answered_meanwhile(&about)));
                told.changed.try_run(waits);
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(submit)
        >
            <SendingNotes sending retry=submit/>
            <Fields form sending from/>
            <div class="cluster">
            <Button label=tr::employer::send kind=ButtonKind::Primary icon=Icon::Send submit=true busy=sending.busy()/>
            </div>
        </form>
    }
}

#[component]
fn Fields(form: Draft<Form>, sending: Sending, from: ApplicationStatus) -> impl IntoView {
    let declines = Memo::new(move |_| form.with(|form| form.status == ApplicationStatus::Declined.as_str()));
    let reasons = || words::choices(DeclineReason::ALL, DeclineReason::as_str, words::decline_reason);
    view! {
        <RadioGroup
            id="answer-status"
            label=tr::employer::your_answer
            value=Signal::derive(move || form.with(|form| form.status.clone()))
            on_change=move |status| form.update(|form| form.status = status)
            options=Signal::derive(move || answers(from))
            error=sending.error("status")
            required=true
        />
        {move || declines.get().then(|| view! {
            <RadioGroup
                id="answer-reason"
                label=tr::employer::reason
                hint=tr::employer::reason_hint
                value=Signal::derive(move || form.with(|form| form.reason.clone()))
                on_change=move |reason| form.update(|form| form.reason = reason)
                options=Signal::derive(reasons)
                error=sending.error("reason")
                required=true
            />
        })}
        <TextArea
            id="answer-note"
            label=tr::employer::note
            hint=tr::employer::note_hint
            value=Signal::derive(move || form.with(|form| form.note.clone()))
            on_input=move |note| form.update(|form| form.note = note)
            error=sending.error("note")
            max=usize::try_from(limits::NOTE_MAX).unwrap_or(usize::MAX)
            optional=true
        />
    }
}

/// The answers that an application in this state takes.
fn answers(from: ApplicationStatus) -> Vec<Choice> {
    let label = |to: ApplicationStatus| match to {
        ApplicationStatus::Interview => tr::employer::answer_interview(),
        ApplicationStatus::Declined => tr::employer::answer_decline(),
        _ => tr::employer::answer_accept(),
    };
    ANSWERS.into_iter().filter(|to| fits(from, *to)).map(|to| Choice::new(to.as_str(), label(to))).collect()
}

/// Whether an application in a state takes an answer, as far as the answer alone tells.
fn fits(from: ApplicationStatus, to: ApplicationStatus) -> bool {
    let reason = (to == ApplicationStatus::Declined).then_some(DeclineReason::PositionFilled);
    rules::answer(from, to, reason).is_ok()
}

/// Reads the form, or says which fields need another look: the same rules as the server's.
fn read(form: &Form, from: ApplicationStatus) -> Result<ApplicationAnswer, Vec<FieldError>> {
    let mut errors = Vec::new();
    // What was chosen before somebody else answered may not be on offer any more.
    let status: Option<ApplicationStatus> = form.status.parse().ok().filter(|to| fits(from, *to));
    if status.is_none() {
        errors.push(FieldError::new("status", Reason::Required));
    }
    // A reason that was chosen before the answer was changed is not sent along.
    let declines = status == Some(ApplicationStatus::Declined);
    let reason: Option<DeclineReason> = form.reason.parse().ok().filter(|_| declines);
    if declines && reason.is_none() {
        errors.push(FieldError::new("reason", Reason::Required));
    }
    let note = form.note.trim();
    if note.chars().count() as u64 > limits::NOTE_MAX {
        errors.push(FieldError::limited("note", Reason::TooLong, limits::NOTE_MAX));
    }
    let note = (!note.is_empty()).then(|| note.to_owned());
    if errors.is_empty() { Ok(ApplicationAnswer { status, reason, note }) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(form: &Form) -> Vec<String> {
        read(form, ApplicationStatus::Seen).err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn an_answer_must_be_chosen() {
        assert_eq!(fields(&Form::default()), ["status"]);
    }

    #[test]
    fn what_is_not_on_offer_any_more_was_not_chosen() {
        let form = Form { status: "interview".into(), ..Form::default() };
        let refused = read(&form, ApplicationStatus::Interview);
        assert_eq!(refused, Err(vec![FieldError::new("status", Reason::Required)]));
    }

    #[test]
    fn a_no_needs_its_reason() {
        let form = Form { status: "declined".into(), ..Form::default() };
        assert_eq!(fields(&form), ["reason"]);
    }

    #[test]
    fn a_reason_goes_only_with_a_no() {
        let form = Form { status: "interview".into(), reason: "position_filled".into(), note: " Monday? ".into() };
        let answer = read(&form, ApplicationStatus::Sent).map(|answer| (answer.reason, answer.note));
        assert_eq!(answer, Ok((None, Some("Monday?".to_owned()))));
    }

    #[test]
    fn a_note_has_a_bound() {
        let form = Form { status: "accepted".into(), note: "x".repeat(1_001), ..Form::default() };
        assert_eq!(fields(&form), ["note"]);
    }
}
