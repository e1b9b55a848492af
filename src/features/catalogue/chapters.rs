//! The chapters of a course, in their order, with how far one is.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    course::Chapter,
    id::{ChapterSlug, CourseSlug},
};

use super::standing::{Next, Standing, Step};
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        icon::{Glyph, Icon},
        progress::Progress,
        tag::{Tag, TagTone},
    },
    words,
};

/// The chapters as a list of links.
#[component]
pub fn Chapters(course: CourseSlug, lang: Language, chapters: Vec<Chapter>, standing: Standing) -> impl IntoView {
    let total = u32::try_from(chapters.len()).unwrap_or(u32::MAX);
    let done = u32::try_from(standing.steps.iter().filter(|step| step.is_done()).count()).unwrap_or(u32::MAX);
    let begun = standing.steps.iter().any(|step| *step != Step::New);
    let here = match standing.next {
        Next::GoOn(chapter) => Some(chapter),
        _ => None,
    };
    let item = move |(chapter, step): (Chapter, Step)| {
        let is_here = here.as_ref().is_some_and(|here: &ChapterSlug| *here == chapter.slug);
        let href = Route::Lesson(course.clone(), chapter.slug.clone()).path();
        let Chapter { title, minutes, has_video, questions, .. } = chapter;
        view! {
            <li class="course-chapter" aria-current=is_here.then_some("step")>
                <div class="course-chapter-words">
                    <a class="course-chapter-link" href=href lang=lang.as_str()>{title}</a>
                    <p class="course-chapter-facts">
                        <span>{move || words::duration(minutes)}</span>
                        {has_video.then(|| view! { <span><Glyph icon=Icon::Play size=16/>{tr::catalogue::chapter_video}</span> })}
                        {(questions > 0).then(|| view! { <span>{move || tr::catalogue::chapter_questions(questions.into())}</span> })}
                    </p>
                </div>
                {mark(step)}
            </li>
        }
    };
    view! {
        <section class="course-part" aria-labelledby="chapters-title">
            <h2 id="chapters-title">{tr::catalogue::chapters}</h2>
            {begun.then(|| view! {
                <Progress
                    label=tr::catalogue::progress
                    text=move || words::chapters_done(done, total)
                    value=done
                    max=total
                />
            })}
            <ol class="course-chapter-list" role="list">{chapters.into_iter().zip(standing.steps).map(item).collect_view()}</ol>
        </section>
    }
}

/// Where one stands in a chapter, by icon and in words. A chapter that is new says nothing.
fn mark(step: Step) -> AnyView {
    let (tone, icon) = match step {
        Step::New => return ().into_any(),
        Step::Started | Step::QuizToDo => (TagTone::Info, Icon::Clock),
        Step::QuizFailed(_) => (TagTone::Warn, Icon::Alert),
        Step::QuizAnswered | Step::QuizPassed(_) | Step::Done => (TagTone::Ok, Icon::Check),
    };
    let label = move || match step {
        Step::New => String::new(),
        Step::Started => tr::catalogue::step_started(),
        Step::QuizToDo => tr::catalogue::step_quiz(),
        Step::QuizAnswered => tr::catalogue::step_answered(),
        Step::QuizFailed(percent) => tr::catalogue::step_failed(&tr::percent(percent)),
        Step::QuizPassed(percent) => tr::catalogue::step_passed(&tr::percent(percent)),
        Step::Done => tr::catalogue::step_done(),
    };
    view! { <Tag label tone icon/> }.into_any()
}
