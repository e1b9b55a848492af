//! The three ways in: to learn, to find an apprenticeship, to hire.

use leptos::prelude::*;
use passerelle_api::{
    endpoint::to_query,
    job::{Contract, JobQuery},
};

use crate::{
    i18n as tr,
    route::Route,
    ui::icon::{Glyph, Icon},
};

/// Three doors.
#[component]
pub fn Doors() -> impl IntoView {
    let apprenticeships = to_query(&JobQuery { contract: Some(Contract::Apprenticeship), ..JobQuery::default() });
    view! {
        <section class="home-part" aria-labelledby="doors-title">
            <h2 id="doors-title">{tr::home::doors_title}</h2>
            <ul class="doors" role="list">
                {door(Icon::Book, Route::Catalogue.path(), tr::home::door_learn, tr::home::door_learn_text)}
                {door(
                    Icon::Briefcase,
                    format!("{}?{apprenticeships}", Route::Jobs.path()),
                    tr::home::door_work,
                    tr::home::door_work_text,
                )}
                {door(Icon::People, Route::Talents.path(), tr::home::door_hire, tr::home::door_hire_text)}
            </ul>
        </section>
    }
}

fn door(icon: Icon, href: String, title: fn() -> String, text: fn() -> String) -> impl IntoView {
    view! {
        <li class="door">
            <span class="door-sign"><Glyph icon size=28/></span>
            <h3 class="door-title"><a class="door-link" href=href>{title}<Glyph icon=Icon::Next/></a></h3>
            <p class="door-text">{text}</p>
        </li>
    }
}
