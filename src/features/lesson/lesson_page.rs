//! The page of a lesson.

use leptos::{html, prelude::*};
use passerelle_api::{
    course::Lesson,
    id::{ChapterSlug, CourseSlug},
};

use super::{
    beside::stand_in,
    calls,
    contents::{self, contents},
    next::{first_step, next},
    progress::Progress,
    resume::resume,
    text::Text,
    tools::{Here, tools},
};
use crate::{
    announce::PageHeading,
    base, i18n as tr,
    load::{Loaded, load},
    player::Player,
    reading,
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
    view! { <Loaded loader=lesson view=move |lesson| lesson_view(lesson, progress)/> }
}

fn lesson_view(lesson: Lesson, progress: Progress) -> AnyView {
    let lang = lesson.lang;
    let here = Here { lesson: StoredValue::new(lesson.clone()), reading: reading::open() };
    let has_video = lesson.video.is_some();
    let video = lesson.video.clone().map(|video| {
        view! {
            <div class="lesson-video">
                <Player
                    video
                    course=lesson.course.clone()
                    chapter=lesson.chapter.clone()
                    start=Signal::derive(move || progress.start())
                    on_position=Callback::new(move |position| progress.keep_position(position))
                    next=Callback::new(move |()| here.lesson.with_value(|lesson| first_step(lesson, progress)))
                />
            </div>
        }
        .into_any()
    });
    view! {
        {way(&lesson)}
        <div class="lesson">
            {head(&lesson)}
            {tools(here)}
            <div class="lesson-parts" class:lesson-parts-video=has_video>
                {video}
                <div class="lesson-main">
                    {resume(progress)}
                    <Text html=lesson.html.clone() lang progress/>
                    {next(&lesson, progress)}
                </div>
            </div>
        </div>
        {contents(&lesson, progress)}
    }
    .into_any()
}

/// Where the lesson is, before the main landmark.
fn way(lesson: &Lesson) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    stand_in("before-main", place);
    let course = Route::Course(lesson.course.clone()).path();
    let title = lesson.course_title.clone();
    let trail =
        Signal::derive(move || vec![(Route::Catalogue.path(), tr::shell::courses()), (course.clone(), title.clone())]);
    view! {
        <div node_ref=place>
            <Breadcrumb label=tr::lesson::breadcrumb items=trail here=lesson.title.clone() lang=lesson.lang.as_str()/>
        </div>
    }
    .into_any()
}

/// What the lesson is called, and how long it takes.
fn head(lesson: &Lesson) -> AnyView {
    let lang = lesson.lang;
    let number =
        lesson.chapters.iter().position(|chapter| chapter.slug == lesson.chapter).map_or(1, |at| at as u64 + 1);
    let total = lesson.chapters.len() as u64;
    let minutes = u64::from(lesson.minutes);
    view! {
        <PageHeading text=lesson.title.clone() lang=lang.as_str()/>
        <ul class="lesson-facts" role="list">
            <li><Glyph icon=Icon::Book/>{move || tr::lesson::chapter_of(&tr::number(number), &tr::number(total))}</li>
            <li><Glyph icon=Icon::Clock/>{move || tr::lesson::minutes(minutes)}</li>
            {move || (tr::language() != lang).then(|| view! {
                <li>
                    <Glyph icon=Icon::Globe/>
                    {tr::lesson::other_language(&tr::language_name(lang.as_str()))}
                </li>
            }.into_any())}
            <li>
                <a href=format!("#{}", contents::ID) on:click=move |_| { base::focus(contents::ID); }>
                    <Glyph icon=Icon::Menu/>{tr::lesson::contents}
                </a>
            </li>
        </ul>
    }
    .into_any()
}
