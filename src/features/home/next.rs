//! What is next for the person who is signed in.

use leptos::prelude::*;
use passerelle_api::course::StartedCourse;

use super::calls;
use crate::{
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    ui::{
        button::{ButtonKind, LinkButton},
        icon::{Glyph, Icon},
        progress::Progress,
    },
    words,
};

/// The course to go on with, and the employers who wait for an answer.
#[component]
pub fn WhatIsNext() -> impl IntoView {
    let started = load(tr::language, calls::started);
    let contacts = load(|| (), |()| calls::contacts());
    view! {
        <section class="home-part home-next" aria-labelledby="next-title">
            <h2 id="next-title">{tr::home::next_title}</h2>
            <Loaded loader=contacts view=|waiting| (waiting > 0).then(|| view! { <Contacts waiting/> })/>
            <Loaded loader=started view=|started| view! { <GoOn started/> }/>
        </section>
    }
}

#[component]
fn Contacts(waiting: u64) -> impl IntoView {
    view! {
        <p class="next-contacts">
            <Glyph icon=Icon::People size=24/>
            <strong>{move || tr::home::next_contacts(waiting)}</strong>
            <LinkButton href=Route::Contacts.path() label=tr::home::next_answer/>
        </p>
    }
}

/// The course that was touched last among those with something left to do.
#[component]
fn GoOn(started: Vec<StartedCourse>) -> impl IntoView {
    let is_new = started.is_empty();
    let Some((course, chapter)) = started.into_iter().find_map(|course| {
        let chapter = course.progress.resume.clone()?;
        Some((course, chapter))
    }) else {
        return view! {
            <p>{if is_new { tr::home::next_start } else { tr::home::next_done }}</p>
            <p class="cluster">
                <LinkButton href=Route::Catalogue.path() label=tr::home::next_choose kind=ButtonKind::Primary/>
                {(!is_new).then(|| view! { <LinkButton href=Route::Desk.path() label=tr::home::next_desk/> })}
            </p>
        }
        .into_any();
    };
    let StartedCourse { slug, title, lang, chapters, done, .. } = course;
    let name = title.clone();
    let about = Route::Course(slug.clone()).path();
    view! {
        <div class="next-course">
            <div class="next-words">
                <h3 class="next-title"><a href=about lang=lang.as_str()>{title}</a></h3>
                <Progress
                    label=move || name.clone()
                    label_hidden=true
                    text=move || words::chapters_done(done, chapters)
                    value=done
                    max=chapters
                />
            </div>
            <div class="cluster">
                <LinkButton
                    href=Route::Lesson(slug, chapter).path()
                    label=tr::home::next_go_on
                    kind=ButtonKind::Primary
                    icon=Icon::Next
                />
                <LinkButton href=Route::Desk.path() label=tr::home::next_desk/>
            </div>
        </div>
    }
    .into_any()
}
