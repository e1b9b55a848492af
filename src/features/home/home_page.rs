//! What this is, in one sentence, one search, three doors, and what is next.

use leptos::prelude::*;

use super::{calls, doors::Doors, next::WhatIsNext, search::Search, today::Today};
use crate::{
    announce::PageHeading,
    course_card::CourseTile,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    session::use_session,
    ui::{button::LinkButton, card::CardList, hero::Hero, icon::Icon},
};

/// How many courses stand on the page; the catalogue has the rest.
const COURSES: usize = 3;

/// The first page that most people see.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let has_account = Memo::new(move |_| session.account().is_some());
    let courses = load(tr::language, calls::courses);
    view! {
        <div class="home-head">
            <div class="home-words">
                <PageHeading text=tr::home::title/>
                <p class="lead">{tr::home::lead}</p>
                <Search/>
            </div>
            <div class="home-picture"><Hero/></div>
        </div>
        {move || has_account.get().then(|| view! { <WhatIsNext/> })}
        <Doors/>
        <section class="home-part" aria-labelledby="courses-title">
            <h2 id="courses-title">{tr::home::courses_title}</h2>
            <Loaded loader=courses view=|list| {
                let total = list.total;
                let tiles = list.items.into_iter().take(COURSES).map(|card| view! { <CourseTile card/> }).collect_view();
                view! {
                    <CardList>{tiles}</CardList>
                    <p class="home-all">
                        <LinkButton href=Route::Catalogue.path() label=move || tr::home::courses_all(total) icon=Icon::Next/>
                    </p>
                }
            }/>
        </section>
        <Today courses/>
    }
}
