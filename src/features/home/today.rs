//! What there is today, counted by the server, and where the site stands on accessibility.

use leptos::prelude::*;
use passerelle_api::{account::Language, catalogue::CourseList};

use super::calls;
use crate::{
    i18n as tr,
    load::{Loaded, Loader, load},
    route::Route,
    ui::{
        facts::{Fact, Facts},
        icon::{Glyph, Icon},
    },
    words,
};

/// Figures that can be counted at once, and no other.
#[component]
pub fn Today(courses: Loader<CourseList>) -> impl IntoView {
    let jobs = load(|| (), |()| calls::jobs());
    view! {
        <section class="home-part home-today" aria-labelledby="facts-title">
            <h2 id="facts-title">{tr::home::facts_title}</h2>
            <div class="home-facts">
                <Loaded loader=courses view=|list| {
                    let captions = caption_languages(&list);
                    view! {
                        <Facts>
                            <Fact icon=Icon::Book term=tr::home::fact_courses value=move || tr::number(list.total)/>
                            <Fact icon=Icon::Captions term=tr::home::fact_captions value=move || words::languages(&captions)/>
                        </Facts>
                    }
                }/>
                <Loaded loader=jobs view=|total| view! {
                    <Facts>
                        <Fact icon=Icon::Briefcase term=tr::home::fact_jobs value=move || tr::number(total)/>
                    </Facts>
                }/>
            </div>
            <p class="home-note">{tr::home::facts_note}</p>
            <p class="home-conformity">
                <Glyph icon=Icon::Accessibility/>
                <a href=Route::Accessibility.path()>{tr::shell::accessibility}</a>
            </p>
        </section>
    }
}

/// The languages that the courses on the first page of the catalogue have captions in.
fn caption_languages(list: &CourseList) -> Vec<Language> {
    let has = |language: &Language| list.items.iter().any(|card| card.captions.contains(language));
    Language::ALL.iter().copied().filter(has).collect()
}
