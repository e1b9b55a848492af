//! Asks once more before an answer goes out, because it shows a name or cannot be taken back.

use leptos::prelude::*;
use passerelle_api::talent::{Contact, ContactAnswer};

use super::{calls, contacts_page::heading_id};
use crate::{
    announce, i18n as tr,
    listed::Listed,
    sending::{Sending, SendingNotes},
    session::{SessionState, use_session},
    toast::{Toasts, Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::Checkbox,
    },
};

/// An answer that is about to be given.
#[derive(Clone)]
struct Question {
    contact: Contact,
    accept: bool,
    listed: Listed<Contact>,
}

impl Question {
    fn is_same(&self, other: &Self) -> bool {
        self.contact.id == other.contact.id && self.accept == other.accept
    }
}

/// The question that the dialog asks.
#[derive(Clone, Copy)]
pub struct Asked {
    question: RwSignal<Option<Question>>,
    /// Whether the organisation is not to see the profile any more.
    block: RwSignal<bool>,
    open: RwSignal<bool>,
    sending: Sending,
}

impl Asked {
    /// No question yet.
    pub fn nothing() -> Self {
        let (question, block, open) = (RwSignal::new(None), RwSignal::new(false), RwSignal::new(false));
        Self { question, block, open, sending: Sending::new(&[]) }
    }

    /// Opens the dialog. What failed before was about another question.
    pub fn ask(self, contact: Contact, accept: bool, listed: Listed<Contact>) {
        self.sending.dismiss();
        self.question.set(Some(Question { contact, accept, listed }));
        self.block.set(false);
        self.open.set(true);
    }

    /// Sends an answer, and tells what came of it.
    async fn send(self, sent: Question, answer: ContactAnswer, session: SessionState, toasts: Toasts) {
        let Question { contact, listed, .. } = &sent;
        let (employer, heading) = (&contact.employer.name, heading_id(contact));
        let reply = self.sending.send(session.send(|| calls::answer(contact.id.clone(), answer.clone()))).await;
        // Who closed the dialog, or is asked something else by now, is told in passing, and stays where they are.
        let (waits, conflicts) = (self.waits(&sent), self.sending.conflicts());
        // It closes first: what the page behind it says is not heard before.
        if waits && (reply.is_some() || conflicts) {
            self.open.set(false);
        }
        if reply.is_some() {
            let done = if sent.accept { tr::contacts::accepted } else { tr::contacts::declined };
            toasts.show(Tone::Done, untrack(|| done(employer)));
            listed.settle(reply.as_ref(), heading, waits);
        } else if conflicts {
            self.sending.dismiss();
            toasts.show(Tone::Problem, untrack(|| tr::contacts::changed_meanwhile(employer)));
            listed.settle(None, heading, waits);
        } else if !waits && let Some(words) = self.sending.take_words() {
            toasts.show(Tone::Problem, untrack(|| tr::words::labelled(employer, &words)));
        }
    }

    /// Whether a question is still the one that is looked at.
    fn waits(self, question: &Question) -> bool {
        self.open.try_get_untracked() == Some(true)
            && self.question.try_with_untracked(|now| now.as_ref().is_some_and(|now| now.is_same(question)))
                == Some(true)
    }
}

/// The dialog that asks once more.
#[component]
pub fn AnswerDialog(asked: Asked) -> impl IntoView {
    let (session, toasts) = (use_session(), use_toasts());
    let Asked { question, block, open, sending } = asked;
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
        let Some(sent) = question.get_untracked() else { return };
        if sending.busy().get_untracked() {
            return;
        }
        let answer = ContactAnswer { accept: sent.accept, block: !sent.accept && block.get_untracked() };
        leptos::task::spawn_local(asked.send(sent, answer, session, toasts));
    };
    // Meanwhile the list may have been drawn anew, with the button that opened it.
    let closed = move |()| {
        let heading = question.with_untracked(|question| question.as_ref().map(|asked| heading_id(&asked.contact)));
        heading.into_iter().for_each(announce::arrive_if_lost);
    };
    view! {
        <Dialog
            id="answer"
            open
            on_close=closed
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
