//! What is said, on the picture, and what is seen, in words below it.

use leptos::prelude::*;
use passerelle_api::{account::Language, course::TrackKind};

use super::controller::Controller;

/// The direction that a language is written in, for text that stands alone.
pub fn direction(language: Option<Language>) -> Option<&'static str> {
    language.map(|language| if language.is_rtl() { "rtl" } else { "ltr" })
}

/// The captions of this moment over the lower edge of the picture.
#[component]
pub fn Captions(controller: Controller) -> impl IntoView {
    let on = controller.choice(|preferences| preferences.captions);
    let size = controller.choice(|preferences| preferences.size);
    let language = Memo::new(move |_| controller.language(TrackKind::Captions));
    view! {
        <div
            class="player-captions"
            data-size=move || size.get().as_str()
            lang=move || language.get().map(Language::as_str)
            dir=move || direction(language.get())
        >
            {move || on.get().then(|| {
                controller
                    .captions()
                    .into_iter()
                    // The browser made this of the cue: bold, italic, ruby and the like, never a script or an address.
                    .map(|html| view! { <p class="player-caption"><span inner_html=html></span></p> })
                    .collect_view()
            })}
        </div>
    }
}

/// What the picture shows at this moment, for those who do not see it. Screen readers say it as it changes.
#[component]
pub fn Descriptions(controller: Controller) -> impl IntoView {
    let on = controller.choice(|preferences| preferences.descriptions);
    let language = Memo::new(move |_| controller.language(TrackKind::Descriptions));
    view! {
        <div
            class="player-described"
            role="status"
            lang=move || language.get().map(Language::as_str)
            dir=move || direction(language.get())
        >
            {move || on.get().then(|| controller.described()).filter(|text| !text.is_empty()).map(|text| view! { <p>{text}</p> })}
        </div>
    }
}
