//! The chapters of the course, each a heading, with those that are done, and the sections of the one that is open.

use leptos::{html, prelude::*};
use passerelle_api::{
    account::Language,
    course::{Chapter, Heading, Lesson},
    id::{ChapterSlug, CourseSlug},
};

use super::{beside::stand_in, progress::Progress, text};
use crate::{
    forms::FailureNotice,
    i18n as tr,
    route::Route,
    ui::icon::{Glyph, Icon},
};

/// The id of the heading that the page's own link leads to.
pub const ID: &str = "lesson-contents";

/// The contents of the course, in the landmark after the main one.
pub fn contents(lesson: &Lesson, progress: Progress) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    stand_in("after-main", place);
    let course = StoredValue::new(lesson.course.clone());
    let lang = lesson.lang;
    let items = lesson.chapters.iter().map(|chapter| {
        let sections = (chapter.slug == lesson.chapter).then(|| sections(&lesson.headings, lang));
        item(course, chapter, sections, lang, progress)
    });
    let items: Vec<AnyView> = items.collect();
    let chapters = StoredValue::new(lesson.chapters.clone());
    let total = lesson.chapters.len() as u64;
    let done = move || chapters.with_value(|chapters| progress.count_done(chapters));
    view! {
        <div class="lesson-contents" node_ref=place>
            <nav aria-labelledby=ID>
                <h2 class="lesson-side-title" id=ID tabindex="-1">{tr::lesson::contents}</h2>
                <p class="lesson-standing">{move || tr::lesson::standing(&tr::number(done()), &tr::number(total))}</p>
                <ol>{items}</ol>
                {move || progress.failure().map(|failure| view! { <FailureNotice failure retry=move |()| progress.retry()/> })}
            </nav>
        </div>
    }
    .into_any()
}

fn item(
    course: StoredValue<CourseSlug>,
    chapter: &Chapter,
    sections: Option<AnyView>,
    lang: Language,
    progress: Progress,
) -> AnyView {
    let path = lesson_path(&course.get_value(), &chapter.slug);
    let (slug, has_quiz, minutes) = (chapter.slug.clone(), chapter.questions > 0, u64::from(chapter.minutes));
    let current = sections.is_some().then_some("page");
    view! {
        <li class="lesson-chapter" class:lesson-chapter-open=current.is_some()>
            <h3><a href=path aria-current=current lang=lang.as_str()>{chapter.title.clone()}</a></h3>
            <p class="lesson-chapter-facts">
                {move || tr::lesson::minutes(minutes)}
                {move || progress.is_done(&slug, has_quiz).then(|| view! {
                    <span class="lesson-done"><Glyph icon=Icon::Check size=16/>{tr::lesson::done}</span>
                }.into_any())}
            </p>
            {sections}
        </li>
    }
    .into_any()
}

/// The sections of the text, each a way to go there.
fn sections(headings: &[Heading], lang: Language) -> AnyView {
    let link = |heading: &Heading| {
        let id = heading.id.clone();
        view! {
            <li data-level=heading.level>
                <a href=format!("#{id}") on:click=move |_| text::go_to(&id)>{heading.text.clone()}</a>
            </li>
        }
        .into_any()
    };
    let links: Vec<AnyView> = headings.iter().map(link).collect();
    view! { <ul class="lesson-sections" aria-label=tr::lesson::on_this_page lang=lang.as_str()>{links}</ul> }.into_any()
}

/// The path of a lesson.
pub fn lesson_path(course: &CourseSlug, chapter: &ChapterSlug) -> String {
    Route::Lesson(course.clone(), chapter.clone()).path()
}
