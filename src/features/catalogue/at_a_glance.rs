//! What a course asks for and what it offers, at a glance.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    course::{Course, MediaFacts},
};

use crate::{
    i18n as tr,
    ui::{
        facts::{Fact, Facts},
        icon::Icon,
    },
    words,
};

/// The course in facts.
#[component]
pub fn AtAGlance(course: Course) -> impl IntoView {
    let Course { author, minutes, level, languages, media, .. } = course;
    view! {
        <section class="course-aside" aria-labelledby="facts-title">
            <h2 id="facts-title">{tr::catalogue::facts}</h2>
            <Facts>
                <Fact icon=Icon::Pay term=tr::catalogue::price value=tr::catalogue::free/>
                <Fact icon=Icon::Clock term=tr::catalogue::length value=move || words::duration(minutes)/>
                <Fact icon=Icon::Level term=tr::catalogue::level value=move || words::level(level)/>
                <Fact icon=Icon::Globe term=tr::catalogue::languages value=move || words::languages(&languages)/>
                <Fact icon=Icon::People term=tr::catalogue::author value=author/>
            </Facts>
        </section>
        <section class="course-aside" aria-labelledby="media-title">
            <h2 id="media-title">{tr::catalogue::media}</h2>
            <Media media/>
        </section>
    }
}

/// Which forms the videos come in. What there is not yet is said as plainly as what there is.
#[component]
fn Media(media: MediaFacts) -> impl IntoView {
    let MediaFacts { videos, captions, descriptions, signed, transcript } = media;
    if videos == 0 {
        return view! { <p>{tr::catalogue::media_none}</p> }.into_any();
    }
    let signed = move || match signed {
        0 => tr::catalogue::media_not_yet(),
        signed => tr::catalogue::media_signed_of(&tr::number(signed.into()), &tr::number(videos.into())),
    };
    let transcript = move || if transcript { tr::catalogue::media_yes() } else { tr::catalogue::media_not_yet() };
    view! {
        <Facts>
            <Fact icon=Icon::Play term=tr::catalogue::media_videos value=move || tr::number(videos.into())/>
            <Fact icon=Icon::Captions term=tr::catalogue::media_captions value=move || in_languages(&captions)/>
            <Fact icon=Icon::Transcript term=tr::catalogue::media_transcript value=transcript/>
            <Fact icon=Icon::Describe term=tr::catalogue::media_descriptions value=move || in_languages(&descriptions)/>
            <Fact icon=Icon::Sign term=tr::catalogue::media_signed value=signed/>
        </Facts>
    }
    .into_any()
}

fn in_languages(languages: &[Language]) -> String {
    if languages.is_empty() { tr::catalogue::media_not_yet() } else { words::languages(languages) }
}
