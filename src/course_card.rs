//! A course as lists show it: the catalogue and the home page have the same card.

use leptos::prelude::*;
use passerelle_api::catalogue::CourseCard;

use crate::{
    i18n as tr,
    route::Route,
    ui::{
        card::Card,
        cover::Cover,
        facts::{Fact, Facts},
        icon::Icon,
    },
    words,
};

/// A course in a [`crate::ui::card::CardList`]. Its words are those of `Namespace::Words`.
#[component]
pub fn CourseTile(
    card: CourseCard,
    /// The level of its heading.
    #[prop(default = 3)]
    heading: u8,
) -> impl IntoView {
    let CourseCard { slug, title, promise, lang, topic, level, minutes, captions, has_video, .. } = card;
    let lang = lang.as_str();
    let href = Route::Course(slug.clone()).path();
    let cover = move || view! { <Cover topic=topic.as_str() slug=slug.as_str()/> };
    let forms = move || match (has_video, captions.is_empty()) {
        (false, _) => tr::words::text_only(),
        (true, true) => tr::words::captions_none(),
        (true, false) => words::languages(&captions),
    };
    view! {
        <Card title href level=heading lang eyebrow=move || words::topic(topic) media=cover>
            <p class="course-promise" lang=lang dir="auto">{promise}</p>
            <Facts terse=true>
                <Fact icon=Icon::Clock term=tr::words::course_time value=move || words::duration(minutes)/>
                <Fact icon=Icon::Level term=tr::words::course_level value=move || words::level(level)/>
                <Fact icon=Icon::Captions term=tr::words::course_captions value=forms/>
            </Facts>
        </Card>
    }
}
