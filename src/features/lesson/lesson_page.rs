//! The page of a lesson.

use leptos::prelude::*;
use passerelle_api::{
    course::Lesson,
    id::{ChapterSlug, CourseSlug},
};

use super::{
    calls,
    contents::Contents,
    next::{Next, first_step},
    progress::Progress,
    text::{OnThisPage, Text},
};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Loaded, load},
    player::Player,
    route::Route,
    ui::{
        breadcrumb::Breadcrumb,
        icon::{Glyph, Icon},
    },
};

/// A lesson.
#[component]
pub fn LessonPage(course: CourseSlug, chapter: ChapterSlug) -> impl IntoView {
    let progress = Progress::open(course.clone(), chapter.clone());
    let lesson = load(tr::language, move |language| calls::lesson(course.clone(), chapter.clone(), language));
    view! { <Loaded loader=lesson view=move |lesson| view! { <LessonView lesson progress/> }/> }
}

#[component]
fn LessonView(lesson: Lesson, progress: Progress) -> impl IntoView {
    let lang = lesson.lang;
    let after = StoredValue::new(lesson.clone());
    let video = lesson.video.clone().map(|video| {
        view! {
            <Player
                video
                course=lesson.course.clone()
                chapter=lesson.chapter.clone()
                start=Signal::derive(move || progress.start())
                on_position=Callback::new(move |position| progress.keep_position(position))
                next=Callback::new(move |()| after.with_value(|lesson| first_step(lesson, progress)))
            />
        }
    });
    view! {
        <div class="lesson">
            <Head lesson=lesson.clone()/>
            {video}
            <div class="lesson-grid">
                <div class="lesson-main">
                    <OnThisPage headings=lesson.headings.clone() lang/>
                    <Text html=lesson.html.clone() lang/>
                    <Next lesson=lesson.clone() progress/>
                </div>
                <Contents course=lesson.course here=lesson.chapter chapters=lesson.chapters lang progress/>
            </div>
        </div>
    }
}

/// Where the lesson is, what it is called, and how long it takes.
#[component]
fn Head(lesson: Lesson) -> impl IntoView {
    let lang = lesson.lang;
    let code = Some(lang.as_str().to_owned());
    let course = Route::Course(lesson.course.clone()).path();
    let trail = Signal::derive(move || {
        vec![(Route::Catalogue.path(), tr::shell::courses()), (course.clone(), lesson.course_title.clone())]
    });
    let number =
        lesson.chapters.iter().position(|chapter| chapter.slug == lesson.chapter).map_or(1, |at| at as u64 + 1);
    let total = lesson.chapters.len() as u64;
    let minutes = u64::from(lesson.minutes);
    let here = lesson.title.clone();
    view! {
        <Breadcrumb label=tr::lesson::breadcrumb items=trail here lang=lang.as_str()/>
        <PageHeading text=lesson.title lang=lang.as_str()/>
        <ul class="lesson-facts" role="list">
            <li><Glyph icon=Icon::Book/>{move || tr::lesson::chapter_of(&tr::number(number), &tr::number(total))}</li>
            <li><Glyph icon=Icon::Clock/>{move || tr::lesson::minutes(minutes)}</li>
            {move || (tr::language() != lang).then(|| view! {
                <li>
                    <Glyph icon=Icon::Globe/>
                    {code.as_deref().map(|code| tr::lesson::other_language(&tr::language_name(code)))}
                </li>
            })}
        </ul>
    }
}
