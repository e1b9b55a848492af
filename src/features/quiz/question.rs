//! One question, with room to think.

use leptos::{ev::SubmitEvent, prelude::*};
use passerelle_api::quiz::{Choice, Question, QuestionKind};

use super::{address::readable, quiz_page::Work, sheet::Step};
use crate::{
    announce, base, i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        progress::Progress,
    },
};

/// The heading of what is in view, which takes focus at each step.
pub const HEADING: &str = "quiz-heading";

/// A question with its choices.
#[component]
pub fn QuestionView(work: Work, number: usize, question: Question) -> impl IntoView {
    let total = work.quiz.with_value(|quiz| quiz.questions.len());
    let of = move || tr::quiz::question_of(&tr::number(number as u64 + 1), &tr::number(total as u64));
    let lang = work.quiz.with_value(|quiz| quiz.lang);
    let hint = match question.kind {
        QuestionKind::Single => tr::quiz::choose_one,
        QuestionKind::Multiple => tr::quiz::choose_all,
    };
    let choices =
        question.choices.clone().into_iter().map(|choice| choice_view(work, &question, choice)).collect_view();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        work.next();
    };
    view! {
        <form class="quiz-step" on:submit=on_submit>
            <Progress
                label=tr::quiz::progress
                text=of
                value=Signal::derive(move || number as u32 + 1)
                max=Signal::derive(move || total as u32)
                label_hidden=true
            />
            <div class="quiz-question">
                // The heading takes focus. Inside the group that it names, a screen reader would say it twice.
                <h2 id=HEADING tabindex="-1">
                    <span class="visually-hidden">{of}"."</span>
                    " "
                    <span lang=lang.as_str()>{readable(&question.text)}</span>
                </h2>
                <p class="hint" id="quiz-hint">{hint}</p>
                <div
                    class="choices"
                    role="group"
                    aria-labelledby=HEADING
                    aria-describedby="quiz-hint"
                    lang=lang.as_str()
                    dir=if lang.is_rtl() { "rtl" } else { "ltr" }
                >
                    {choices}
                </div>
            </div>
            <div class="cluster quiz-actions">
                {(number > 0).then(|| view! { <Button label=tr::quiz::back icon=Icon::Back on_press=move |()| work.back()/> })}
                <Button
                    label=move || if number + 1 == total { tr::quiz::to_review() } else { tr::quiz::next() }
                    kind=ButtonKind::Primary
                    icon=Icon::Next
                    submit=true
                />
            </div>
        </form>
    }
}

fn choice_view(work: Work, question: &Question, choice: Choice) -> impl IntoView + use<> {
    let id = format!("quiz-{}-{}", question.id, choice.id);
    let (of, own) = (question.id.clone(), choice.id.clone());
    let question = question.clone();
    let is_chosen = move || work.sheet.with(|sheet| sheet.is_chosen(&of, &own));
    view! {
        <div class="choice quiz-choice">
            <input
                class="choice-box"
                type=match question.kind {
                    QuestionKind::Single => "radio",
                    QuestionKind::Multiple => "checkbox",
                }
                id=id.clone()
                name=format!("quiz-{}", question.id)
                prop:checked=is_chosen
                on:change:target=move |event| {
                    let chosen = event.target().checked();
                    work.sheet.update(|sheet| sheet.choose(&question, &choice.id, chosen, base::fresh_key));
                }
            />
            <label class="choice-label" for=id>{readable(&choice.text)}</label>
        </div>
    }
}

/// A question's place, as it is called everywhere.
pub fn name(number: usize) -> String {
    tr::quiz::question(&tr::number(number as u64 + 1))
}

impl Work {
    /// Goes one step on.
    pub fn next(self) {
        self.quiz.with_value(|quiz| self.sheet.update(|sheet| sheet.next(quiz)));
        self.show();
    }

    /// Goes one step back.
    pub fn back(self) {
        self.quiz.with_value(|quiz| self.sheet.update(|sheet| sheet.back(quiz)));
        self.show();
    }

    /// Goes to a question.
    pub fn go(self, number: usize) {
        self.quiz.with_value(|quiz| self.sheet.update(|sheet| sheet.go(Step::Question(number), quiz)));
        self.show();
    }

    /// Moves focus to the heading of what came into view, once it is drawn.
    pub fn show(self) {
        announce::arrive(HEADING);
    }
}
