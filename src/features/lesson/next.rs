//! One way on: the quiz, the next chapter, or back to the course.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    course::{Chapter, Lesson},
    id::ChapterSlug,
};

use super::{contents::lesson_path, progress::Progress};
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::{ButtonKind, LinkButton},
        field::Tick,
        icon::{Glyph, Icon},
    },
};

/// The id of what is said when the box could not be kept.
const REFUSED: &str = "lesson-read-refused";

/// What follows on a lesson.
#[derive(Debug, Clone, PartialEq)]
enum Step {
    Quiz,
    Chapter(Chapter),
    Course,
}

/// The end of the lesson.
pub fn next(lesson: &Lesson, progress: Progress) -> AnyView {
    let here = lesson_path(&lesson.course, &lesson.chapter);
    let (slug, has_quiz) = (lesson.chapter.clone(), true);
    let passed = Memo::new(move |_| progress.is_done(&slug, has_quiz));
    let lesson = StoredValue::new(lesson.clone());
    let links = move || lesson.with_value(|lesson| links(lesson, passed.get()));
    view! {
        <section class="lesson-next" aria-labelledby="lesson-next-title">
            <h2 id="lesson-next-title">{tr::lesson::next_title}</h2>
            <div id=REFUSED role="alert">
                {move || progress.refused().map(|text| view! { <p class="error"><Glyph icon=Icon::Alert/><span>{text}</span></p> }.into_any())}
            </div>
            <Tick
                id="lesson-read"
                label=tr::lesson::read
                checked=Signal::derive(move || progress.is_read())
                describedby=REFUSED
                on_change=move |read| progress.say_read(read)
            />
            <div class="cluster">{links}</div>
            {move || progress.is_guest().then(|| view! {
                <p class="lesson-guest">
                    {tr::lesson::guest}" "
                    <a href=format!("{}?next={}", Route::SignUp.path(), passerelle_api::endpoint::escape(&here))>{tr::lesson::guest_sign_up}</a>
                </p>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// The ways on, and behind them the way back to the chapter before.
fn links(lesson: &Lesson, passed: bool) -> Vec<AnyView> {
    let onward = steps(lesson, passed).into_iter().map(|(step, kind)| link(lesson, step, kind));
    let back = before(&lesson.chapters, &lesson.chapter).map(|chapter| {
        let title = chapter.title.clone();
        let href = lesson_path(&lesson.course, &chapter.slug);
        button(href, (move || tr::lesson::to_previous(&title)).into(), ButtonKind::Quiet, Icon::Back)
    });
    onward.chain(back).collect()
}

/// The steps that are possible, the one to take first.
fn steps(lesson: &Lesson, passed: bool) -> Vec<(Step, ButtonKind)> {
    let onward =
        after(&lesson.chapters, &lesson.chapter).map_or(Step::Course, |chapter| Step::Chapter(chapter.clone()));
    match (lesson.has_quiz, passed) {
        (true, false) => vec![(Step::Quiz, ButtonKind::Primary), (onward, ButtonKind::Secondary)],
        (true, true) => vec![(onward, ButtonKind::Primary), (Step::Quiz, ButtonKind::Secondary)],
        (false, _) => vec![(onward, ButtonKind::Primary)],
    }
}

fn after<'a>(chapters: &'a [Chapter], here: &ChapterSlug) -> Option<&'a Chapter> {
    let at = chapters.iter().position(|chapter| chapter.slug == *here)?;
    chapters.get(at + 1)
}

fn before<'a>(chapters: &'a [Chapter], here: &ChapterSlug) -> Option<&'a Chapter> {
    let at = chapters.iter().position(|chapter| chapter.slug == *here)?;
    chapters.get(at.checked_sub(1)?)
}

/// The words and the address of the first step, for where the whole list has no room.
pub fn first_step(lesson: &Lesson, progress: Progress) -> (String, String) {
    let passed = progress.is_done(&lesson.chapter, true);
    let step = steps(lesson, passed).into_iter().next().map_or(Step::Course, |(step, _)| step);
    let (label, href) = target(lesson, step);
    (label.get().to_string(), href)
}

fn link(lesson: &Lesson, step: Step, kind: ButtonKind) -> AnyView {
    let (label, href) = target(lesson, step);
    button(href, label, kind, Icon::Next)
}

fn target(lesson: &Lesson, step: Step) -> (TextProp, String) {
    match step {
        Step::Quiz => (tr::lesson::to_quiz.into(), Route::Quiz(lesson.course.clone(), lesson.chapter.clone()).path()),
        Step::Chapter(chapter) => {
            let href = lesson_path(&lesson.course, &chapter.slug);
            ((move || tr::lesson::to_chapter(&chapter.title)).into(), href)
        }
        Step::Course => (tr::lesson::to_course.into(), Route::Course(lesson.course.clone()).path()),
    }
}

fn button(href: String, label: TextProp, kind: ButtonKind, icon: Icon) -> AnyView {
    view! { <LinkButton href label kind icon=icon/> }.into_any()
}

#[cfg(test)]
mod tests {
    use passerelle_api::account::Language;

    use super::*;

    fn lesson(here: &str, has_quiz: bool) -> Lesson {
        let chapter = |slug: &str| Chapter {
            slug: slug.into(),
            title: slug.into(),
            minutes: 5,
            has_video: false,
            questions: u32::from(has_quiz),
        };
        Lesson {
            course: "c".into(),
            course_title: String::new(),
            chapter: here.into(),
            title: String::new(),
            lang: Language::English,
            minutes: 5,
            html: String::new(),
            headings: vec![],
            video: None,
            chapters: vec![chapter("one"), chapter("two")],
            has_quiz,
        }
    }

    fn first(lesson: &Lesson, passed: bool) -> Option<Step> {
        let steps = steps(lesson, passed);
        assert_eq!(steps.iter().filter(|(_, kind)| *kind == ButtonKind::Primary).count(), 1);
        steps.into_iter().next().map(|(step, _)| step)
    }

    #[test]
    fn the_quiz_comes_before_the_next_chapter_until_it_is_passed() {
        let lesson = lesson("one", true);
        assert_eq!(first(&lesson, false), Some(Step::Quiz));
        assert_eq!(first(&lesson, true), Some(Step::Chapter(lesson.chapters[1].clone())));
    }

    #[test]
    fn the_chapter_before_is_there_for_all_but_the_first() {
        let lesson = lesson("two", true);
        assert_eq!(before(&lesson.chapters, &"two".into()), Some(&lesson.chapters[0]));
        assert_eq!(before(&lesson.chapters, &"one".into()), None);
        assert_eq!(before(&lesson.chapters, &"gone".into()), None);
    }

    #[test]
    fn the_last_chapter_leads_back_to_the_course() {
        assert_eq!(first(&lesson("two", false), false), Some(Step::Course));
        assert_eq!(first(&lesson("gone", false), false), Some(Step::Course));
    }
}
