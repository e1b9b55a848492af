//! How it went: in words first, then question by question, then the way on.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use passerelle_api::{
    account::Language,
    endpoint::escape,
    quiz::{Marked, MarkedChoice, MarkedQuestion, Quiz},
};

use super::{address::readable, calls, question::HEADING, quiz_page::Work};
use crate::{
    client::Failure,
    forms::FailureNotice,
    i18n as tr,
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        icon::{Glyph, Icon},
        tag::{Tag, TagTone},
    },
};

/// The result of an attempt.
#[component]
pub fn ResultView(work: Work, marked: Marked) -> impl IntoView {
    let quiz = work.quiz.get_value();
    let passed = marked.passed;
    let (icon, class) =
        if passed { (Icon::Check, "quiz-result tone-ok") } else { (Icon::Info, "quiz-result tone-warn") };
    let (right, total, percent, needed) = (marked.right, marked.total, marked.percent, quiz.pass_percent);
    let lines = marked.questions.iter().enumerate().map(|(number, one)| question(&quiz, number, one)).collect_view();
    view! {
        <div class="quiz-step">
            <div class=class>
                <Glyph icon size=32/>
                <div>
                    <h2 id=HEADING tabindex="-1">{move || if passed { tr::quiz::passed() } else { tr::quiz::failed() }}</h2>
                    <p>{move || tr::quiz::score(u64::from(right), &tr::number(u64::from(total)), &tr::percent(percent), &tr::percent(needed))}</p>
                    <p>{move || if passed { tr::quiz::passed_next() } else { tr::quiz::failed_next() }}</p>
                </div>
            </div>
            <Onward work marked=marked.clone()/>
            <h3>{tr::quiz::by_question}</h3>
            <ol class="quiz-marks" role="list">{lines}</ol>
        </div>
    }
}

fn question(quiz: &Quiz, number: usize, marked: &MarkedQuestion) -> impl IntoView + use<> {
    let asked = quiz.questions.iter().find(|question| question.id == marked.id);
    let text = asked.map(|question| question.text.clone()).unwrap_or_default();
    let (icon, class) =
        if marked.right { (Icon::Check, "quiz-mark tone-ok") } else { (Icon::Cross, "quiz-mark tone-bad") };
    let verdict = match (marked.right, marked.choices.iter().any(|choice| choice.chosen && !choice.correct)) {
        (true, _) => tr::quiz::right,
        (false, true) => tr::quiz::wrong,
        (false, false) => tr::quiz::incomplete,
    };
    let lang = quiz.lang;
    let choices = marked.choices.iter().map(|choice| {
        let words = asked.and_then(|question| question.choices.iter().find(|one| one.id == choice.id));
        choice_view(choice, words.map(|one| one.text.clone()).unwrap_or_default(), lang)
    });
    view! {
        <li class="quiz-marked">
            <h4>
                <span class="quiz-marked-name">{move || super::question::name(number)}" "</span>
                <span lang=lang.as_str()>{readable(&text)}</span>
            </h4>
            <p class=class><Glyph icon/>{verdict}</p>
            <ul role="list">{choices.collect_view()}</ul>
        </li>
    }
}

fn choice_view(choice: &MarkedChoice, text: String, lang: Language) -> impl IntoView + use<> {
    let (chosen, correct) = (choice.chosen, choice.correct);
    view! {
        <li class="quiz-marked-choice">
            <p class="cluster">
                {chosen.then(|| view! { <Tag label=tr::quiz::yours icon=Icon::Person/> })}
                {correct.then(|| view! { <Tag label=tr::quiz::right_answer tone=TagTone::Ok icon=Icon::Check/> })}
                {(chosen && !correct).then(|| view! { <Tag label=tr::quiz::wrong_answer tone=TagTone::Bad icon=Icon::Cross/> })}
            </p>
            <p class="quiz-marked-text" lang=lang.as_str()>{readable(&text)}</p>
            <p class="quiz-feedback" lang=lang.as_str()>{choice.feedback.clone()}</p>
        </li>
    }
}

/// The way on, one step before all others.
#[component]
fn Onward(work: Work, marked: Marked) -> impl IntoView {
    let quiz = work.quiz.get_value();
    let lesson = Route::Lesson(quiz.course.clone(), quiz.chapter.clone()).path();
    if !marked.passed {
        return view! {
            <div class="cluster quiz-actions">
                <Button label=tr::quiz::again kind=ButtonKind::Primary on_press=move |()| work.again()/>
                <LinkButton label=tr::quiz::to_lesson href=lesson/>
            </div>
        }
        .into_any();
    }
    let onward = quiz.next_chapter.clone().map(|chapter| Route::Lesson(quiz.course.clone(), chapter).path());
    let course = Route::Course(quiz.course.clone()).path();
    if marked.kept && marked.course_passed {
        return view! { <Award work/> }.into_any();
    }
    let is_last = onward.is_none();
    let next = onward
        .map(|href| view! { <LinkButton label=tr::quiz::next_chapter href kind=ButtonKind::Primary icon=Icon::Next/> });
    if marked.kept {
        let kind = if is_last { ButtonKind::Primary } else { ButtonKind::Secondary };
        return view! {
            {is_last.then(|| view! { <p>{tr::quiz::chapters_left}</p> })}
            <div class="cluster quiz-actions">{next}<LinkButton label=tr::quiz::to_course href=course kind/></div>
        }
        .into_any();
    }
    let here = Route::Quiz(quiz.course, quiz.chapter).path();
    let sign_up = format!("{}?next={}", Route::SignUp.path(), escape(if is_last { &course } else { &here }));
    let kind = if is_last { ButtonKind::Primary } else { ButtonKind::Secondary };
    view! {
        <p>{tr::quiz::guest}</p>
        <div class="cluster quiz-actions">{next}<LinkButton label=tr::quiz::sign_up href=sign_up kind/></div>
    }
    .into_any()
}

/// The certificate of a course that is passed as a whole.
#[component]
fn Award(work: Work) -> impl IntoView {
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let award = Callback::new(move |()| {
        let navigate = navigate.clone();
        let course = work.quiz.with_value(|quiz| quiz.course.clone());
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let awarded = work.session.send(|| calls::award(course.clone())).await;
            // Whoever went elsewhere meanwhile is not taken from there.
            if busy.try_set(false).is_some() {
                return;
            }
            match awarded {
                Ok(certificate) => {
                    navigate(&Route::Certificate(certificate.code).path(), leptos_router::NavigateOptions::default())
                }
                Err(refused) => failure.set(Some(refused)),
            }
        });
    });
    view! {
        <p>{tr::quiz::course_passed}</p>
        {move || failure.get().map(|failure| view! { <FailureNotice failure retry=award/> })}
        <div class="cluster quiz-actions">
            <Button label=tr::quiz::certificate kind=ButtonKind::Primary icon=Icon::Certificate busy on_press=award/>
        </div>
    }
    .into_any()
}
