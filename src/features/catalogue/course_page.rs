//! A course before one starts it, and where one goes on.

use leptos::prelude::*;
use passerelle_api::{account::Language, course::Course, id::CourseSlug, reference::Skill};

use super::{
    at_a_glance::AtAGlance,
    calls,
    chapters::Chapters,
    next_step::{NextStep, certificate_words},
    standing::standing,
};
use crate::{
    announce::PageHeading,
    guest, i18n as tr,
    load::{Load, Loaded, load},
    route::Route,
    session::{Who, use_session},
    ui::{
        breadcrumb::Breadcrumb,
        cover::Cover,
        icon::{Glyph, Icon},
        notice::Notice,
        tag::{Tag, TagTone},
    },
    words,
};

/// The page of one course. It waits for the session, which is asked for with the page itself: a course that is shown without
/// one's progress first would jump.
#[component]
pub fn CoursePage(slug: CourseSlug) -> impl IntoView {
    let session = use_session();
    let visitor = Memo::new(move |_| match session.who() {
        Who::Unknown => None,
        Who::Nobody => Some(None),
        Who::Account(account) => Some(Some(account.id)),
    });
    move || {
        let slug = slug.clone();
        visitor.get().map(|person| view! { <OfVisitor slug is_guest=person.is_none()/> })
    }
}

#[component]
fn OfVisitor(slug: CourseSlug, is_guest: bool) -> impl IntoView {
    let loader = load(tr::language, move |language| calls::course(slug.clone(), language));
    let failed = move || matches!(loader.state(), Load::Failed(_));
    view! {
        {move || failed().then(|| view! { <PageHeading text=tr::catalogue::course/> })}
        <Loaded loader view=move |course| view! { <Shown course is_guest/> }/>
    }
}

#[component]
fn Shown(course: Course, is_guest: bool) -> impl IntoView {
    let (slug, lang) = (course.slug.clone(), course.lang);
    let standing = standing(&course, !is_guest, &guest::progress());
    let has_quiz = course.chapters.iter().any(|chapter| chapter.questions > 0);
    let certificate = certificate_words(&standing.next, has_quiz, is_guest);
    let topic = course.topic;
    let next = standing.next.clone();
    let above = Signal::derive(|| vec![(Route::Catalogue.path(), tr::catalogue::title())]);
    view! {
        <Breadcrumb label=tr::catalogue::here items=above here=course.title.clone() lang=lang.as_str()/>
        <article class="course">
            <header class="course-head">
                <div class="course-words">
                    <p class="eyebrow">{move || words::topic(topic)}</p>
                    <PageHeading text=course.title.clone() lang=lang.as_str()/>
                    <p class="lead" lang=lang.as_str() dir="auto">{course.promise.clone()}</p>
                    {foreign(lang)}
                    <div class="course-next"><NextStep course=slug.clone() chapters=course.chapters.clone() next/></div>
                    <p class="course-certificate"><Glyph icon=Icon::Certificate/><span>{certificate}</span></p>
                </div>
                <div class="course-cover"><Cover topic=topic.as_str() slug=slug.as_str()/></div>
            </header>
            <div class="course-columns">
                <div class="course-main">
                    <Outcomes lang outcomes=course.outcomes.clone()/>
                    <Chapters course=slug lang chapters=course.chapters.clone() standing/>
                    {words_part("audience-title", tr::catalogue::audience, lang, course.audience.clone())}
                    {words_part("prerequisites-title", tr::catalogue::prerequisites, lang, course.prerequisites.clone())}
                    <Skills skills=course.skills.clone()/>
                </div>
                <div class="course-side"><AtAGlance course/></div>
            </div>
        </article>
    }
}

/// Says so where the course is not written in the interface's language.
fn foreign(lang: Language) -> impl IntoView {
    move || {
        (lang != tr::language()).then(|| {
            let title = move || tr::shell::written_in(&tr::language_name(lang.as_str()));
            view! { <Notice title/> }
        })
    }
}

#[component]
fn Outcomes(lang: Language, outcomes: Vec<String>) -> impl IntoView {
    let item = |text: String| view! { <li><Glyph icon=Icon::Check/><span>{text}</span></li> };
    view! {
        <section class="course-part" aria-labelledby="outcomes-title">
            <h2 id="outcomes-title">{tr::catalogue::outcomes}</h2>
            <ul class="outcomes" role="list" lang=lang.as_str() dir="auto">{outcomes.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

fn words_part(id: &'static str, title: fn() -> String, lang: Language, text: String) -> impl IntoView {
    view! {
        <section class="course-part" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p lang=lang.as_str() dir="auto">{text}</p>
        </section>
    }
}

#[component]
fn Skills(skills: Vec<Skill>) -> impl IntoView {
    let item = |skill: Skill| view! { <li><Tag label=skill.name tone=TagTone::Bridge/></li> };
    (!skills.is_empty()).then(|| {
        view! {
            <section class="course-part" aria-labelledby="skills-title">
                <h2 id="skills-title">{tr::catalogue::skills}</h2>
                <ul class="cluster" role="list">{skills.into_iter().map(item).collect_view()}</ul>
            </section>
        }
    })
}
