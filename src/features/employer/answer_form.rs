//! Answering an application: an interview, a yes, or a no with its reason.

use leptos::prelude::*;
use passerelle_api::{
    FieldError, Reason,
    job::{ApplicationAnswer, ApplicationStatus, DeclineReason, ReceivedApplication, limits},
};
use passerelle_rules::application as rules;
use serde::{Deserialize, Serialize};

use super::calls;
use crate::{
    draft::{Draft, own_draft},
    i18n as tr,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
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
}

impl Asked {
    /// No application yet.
    pub fn nothing() -> Self {
        Self { item: RwSignal::new(None), open: RwSignal::new(false) }
    }

    /// Opens the dialog.
    pub fn ask(self, item: ReceivedApplication) {
        self.item.set(Some(item));
        self.open.set(true);
    }
}

/// The dialog that asks for the answer to one application.
#[component]
pub fn AnswerDialog(asked: Asked, #[prop(into)] on_answered: Callback<ReceivedApplication>) -> impl IntoView {
    let Asked { item, open } = asked;
    let title = move || {
        let name = item.with(|item| item.as_ref().map(|item| item.name.clone()));
        name.map_or_else(tr::employer::answer, |name| tr::employer::answer_title(&name))
    };
    view! {
        <Dialog id="answer" open title close=tr::shell::close>
            {move || item.get().map(|item| view! { <AnswerForm item open on_answered/> })}
        </Dialog>
    }
}

#[component]
fn AnswerForm(
    item: ReceivedApplication,
    open: RwSignal<bool>,
    on_answered: Callback<ReceivedApplication>,
) -> impl IntoView {
    let session = use_session();
    let application = item.application;
    let form = own_draft(&format!("answer:{}", application.id), Form::default());
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(application.id);
    let submit = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let answer = match read(&form.get_untracked()) {
            Ok(answer) => answer,
            Err(errors) => return sending.refuse(errors),
        };
        leptos::task::spawn_local(async move {
            let work = || calls::answer(id.get_value(), answer.clone());
            if let Some(reply) = sending.send(session.send(work)).await {
                form.sent();
                open.set(false);
                on_answered.run(reply);
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
            <Fields form sending from=application.status/>
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
    let fits = |to: &ApplicationStatus| {
        let reason = (*to == ApplicationStatus::Declined).then_some(DeclineReason::PositionFilled);
        rules::answer(from, *to, reason).is_ok()
    };
    let label = |to: ApplicationStatus| match to {
        ApplicationStatus::Interview => tr::employer::answer_interview(),
        ApplicationStatus::Declined => tr::employer::answer_decline(),
        _ => tr::employer::answer_accept(),
    };
    ANSWERS.into_iter().filter(fits).map(|to| Choice::new(to.as_str(), label(to))).collect()
}

/// Reads the form, or says which fields need another look: the same rules as the server's.
fn read(form: &Form) -> Result<ApplicationAnswer, Vec<FieldError>> {
    let mut errors = Vec::new();
    let status: Option<ApplicationStatus> = form.status.parse().ok();
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
        read(form).err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn an_answer_must_be_chosen() {
        assert_eq!(fields(&Form::default()), ["status"]);
    }

    #[test]
    fn a_no_needs_its_reason() {
        let form = Form { status: "declined".into(), ..Form::default() };
        assert_eq!(fields(&form), ["reason"]);
    }

    #[test]
    fn a_reason_goes_only_with_a_no() {
        let form = Form { status: "interview".into(), reason: "position_filled".into(), note: " Monday? ".into() };
        let answer = read(&form).map(|answer| (answer.reason, answer.note));
        assert_eq!(answer, Ok((None, Some("Monday?".to_owned()))));
    }

    #[test]
    fn a_note_has_a_bound() {
        let form = Form { status: "accepted".into(), note: "x".repeat(1_001), ..Form::default() };
        assert_eq!(fields(&form), ["note"]);
    }
}
