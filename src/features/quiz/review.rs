//! The last step: what is answered, what is not, and the way to send it.

use leptos::prelude::*;
use passerelle_api::{FieldError, quiz::Question};

use super::{
    address::readable,
    question::{HEADING, name},
    quiz_page::Work,
};
use crate::{
    forms::{FailureNotice, reason},
    i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        error_summary::ErrorSummary,
        icon::{Glyph, Icon},
    },
};

/// All questions with whether they are answered.
#[component]
pub fn Review(work: Work) -> impl IntoView {
    // Counts how often the answers were sent or tried to be.
    let tries = RwSignal::new(0u32);
    let open = Memo::new(move |_| work.quiz.with_value(|quiz| work.sheet.with(|sheet| sheet.unanswered(quiz))));
    let errors = Signal::derive(move || if tries.get() > 0 { errors(work, &open.get()) } else { Vec::new() });
    let send = move |()| {
        tries.update(|tries| *tries += 1);
        if open.with_untracked(Vec::is_empty) {
            work.send();
        }
    };
    let questions = work.quiz.with_value(|quiz| quiz.questions.clone());
    let items = questions.into_iter().enumerate().map(|(number, question)| line(work, number, question)).collect_view();
    view! {
        <div class="quiz-step">
            <ErrorSummary title=tr::shell::error_summary errors attempt=tries/>
            <h2 id=HEADING tabindex="-1">{tr::quiz::review}</h2>
            <p>{move || match open.with(Vec::len) {
                0 => tr::quiz::all_answered(),
                open => tr::quiz::unanswered(open as u64),
            }}</p>
            <ol class="quiz-review" role="list">{items}</ol>
            <div role="alert">
                {move || work.failure().map(|failure| view! { <FailureNotice failure retry=move |()| work.send()/> })}
            </div>
            <div class="cluster quiz-actions">
                <Button label=tr::quiz::back icon=Icon::Back on_press=move |()| work.back()/>
                <Button
                    label=tr::quiz::send
                    kind=ButtonKind::Primary
                    icon=Icon::Send
                    busy=Signal::derive(move || work.busy())
                    on_press=send
                />
            </div>
        </div>
    }
}

/// What is still needed, each with the id of the button that leads there.
fn errors(work: Work, open: &[usize]) -> Vec<(String, String)> {
    if !open.is_empty() {
        return open.iter().map(|number| (button_id(*number), tr::quiz::not_answered(&name(*number)))).collect();
    }
    let questions = work.quiz.with_value(|quiz| quiz.questions.clone());
    work.refused().iter().map(|error| refused(error, &questions)).collect()
}

fn refused(error: &FieldError, questions: &[Question]) -> (String, String) {
    let of = error.field.strip_prefix("answers.");
    match of.and_then(|id| questions.iter().position(|question| question.id.as_str() == id)) {
        Some(number) => (button_id(number), tr::quiz::refused(&name(number), &reason(error))),
        None => (HEADING.to_owned(), reason(error)),
    }
}

fn button_id(number: usize) -> String {
    format!("quiz-go-{number}")
}

fn line(work: Work, number: usize, question: Question) -> impl IntoView {
    let lang = work.quiz.with_value(|quiz| quiz.lang);
    let text = question.text.clone();
    let answered = Memo::new(move |_| work.sheet.with(|sheet| sheet.is_answered(&question)));
    view! {
        <li class="quiz-line">
            <p class="quiz-line-name">{move || name(number)}</p>
            <p class="quiz-line-text" lang=lang.as_str()>{readable(&text)}</p>
            <p class="quiz-line-state" class:quiz-line-open=move || !answered.get()>
                {move || {
                    let (icon, words) = if answered.get() { (Icon::Check, tr::quiz::answered()) } else { (Icon::Alert, tr::quiz::open()) };
                    view! { <Glyph icon/>{words} }
                }}
            </p>
            <Button
                id=button_id(number)
                label=move || if answered.get() { tr::quiz::change() } else { tr::quiz::answer() }
                about=move || name(number)
                icon=Icon::Edit
                on_press=move |()| work.go(number)
            />
        </li>
    }
}
