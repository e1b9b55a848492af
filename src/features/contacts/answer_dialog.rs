//! Asks once more before an answer goes out, because it shows a name or cannot be taken back.

use leptos::prelude::*;
use passerelle_api::talent::{Contact, ContactAnswer};

use super::calls;
use crate::{
    i18n as tr,
    sending::{Sending, SendingNotes},
    session::use_session,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::Checkbox,
    },
};

/// An answer that is about to be given.
#[derive(Debug, Clone, PartialEq)]
struct Question {
    contact: Contact,
    accept: bool,
}

/// The question that the dialog asks.
#[derive(Clone, Copy)]
pub struct Asked {
    question: RwSignal<Option<Question>>,
    /// Whether the organisation is not to see the profile any more.
    block: RwSignal<bool>,
    open: RwSignal<bool>,
}

impl Asked {
    /// No question yet.
    pub fn nothing() -> Self {
        Self { question: RwSignal::new(None), block: RwSignal::new(false), open: RwSignal::new(false) }
    }

    /// Opens the dialog.
    pub fn ask(self, contact: Contact, accept: bool) {
        self.question.set(Some(Question { contact, accept }));
        self.block.set(false);
        self.open.set(true);
    }
}

/// The dialog that asks once more.
#[component]
pub fn AnswerDialog(asked: Asked, #[prop(into)] on_answered: Callback<Contact>) -> impl IntoView {
    let session = use_session();
    let sending = Sending::new(&[]);
    let Asked { question, block, open } = asked;
    let accepts = move || question.with(|question| question.as_ref().is_some_and(|question| question.accept));
    let employer =
        move || question.with(|question| question.as_ref().map(|question| question.contact.employer.name.clone()));
    let description = move || {
        let employer = employer().unwrap_or_default();
        match session.account() {
            Some(account) if accepts() => tr::contacts::accept_shows(&employer, &account.name, &account.email),
            _ => tr::contacts::decline_keeps(&employer),
        }
    };
    let send = move |()| {
        let Some(Question { contact, accept }) = question.get_untracked() else { return };
        if sending.busy().get_untracked() {
            return;
        }
        leptos::task::spawn_local(async move {
            let answer = ContactAnswer { accept, block: !accept && block.get_untracked() };
            let work = || calls::answer(contact.id.clone(), answer.clone());
            if let Some(reply) = sending.send(session.send(work)).await {
                open.set(false);
                on_answered.run(reply);
            }
        });
    };
    view! {
        <Dialog
            id="answer"
            open
            title=move || if accepts() { tr::contacts::accept_title() } else { tr::contacts::decline_title() }
            close=tr::shell::close
            description
        >
            <SendingNotes sending retry=send/>
            {move || (!accepts()).then(|| view! {
                <Checkbox
                    id="answer-block"
                    label=move || tr::contacts::block(&employer().unwrap_or_default())
                    hint=tr::contacts::block_hint
                    checked=block
                    on_change=move |chosen| block.set(chosen)
                />
            })}
            <div class="cluster">
                <Button
                    label=move || if accepts() { tr::contacts::accept_confirm() } else { tr::contacts::decline_confirm() }
                    kind=ButtonKind::Primary
                    busy=sending.busy()
                    on_press=send
                />
                <Button label=tr::shell::cancel on_press=move |()| open.set(false)/>
            </div>
        </Dialog>
    }
}
