//! The video player: captions, transcript, chapters and descriptions beside the picture, all of it usable without a mouse,
//! without sound and without sight.

mod actions;
mod captions;
mod chapters;
mod controller;
mod controls;
mod cues;
mod describe;
mod element;
mod help;
mod keys;
mod markup;
mod panels;
mod place;
mod position;
mod preferences;
mod saver;
mod settings;
mod sign;
mod speech;
mod state;
mod sync;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod tools;
mod transcript;
mod trouble;

use leptos::{ev::KeyboardEvent, prelude::*};
use leptos_router::hooks::use_location;
use passerelle_api::{
    course::Video,
    id::{ChapterSlug, CourseSlug},
};
use wasm_bindgen::JsCast;

use self::{
    controller::Controller,
    keys::Focus,
    preferences::Setting,
    state::{Event, Request},
};
pub use self::{
    position::{go_to, pause, position_ms},
    trouble::Next,
};
use crate::{i18n as tr, watch::watch};

/// A video with everything around it.
#[component]
pub fn Player(
    video: Video,
    course: CourseSlug,
    chapter: ChapterSlug,
    /// Where it was left another time, once that is known.
    start: Signal<Option<u64>>,
    /// Gets the positions that are worth keeping, in milliseconds.
    on_position: Callback<u64>,
    /// What comes after the video.
    next: Next,
) -> impl IntoView {
    let controller = Controller::new(video, (course, chapter), on_position);
    controller.follow_account();
    element::keep_on_leaving(controller);
    let search = use_location().search;
    watch(move || {
        // An address with a moment in it, such as one that a search led to, wins over where the video was left.
        let request = match moment(&search.get()) {
            Some(seconds) => Some(Request::Open(seconds * 1_000)),
            None => start.get().map(Request::Resume),
        };
        if let Some(request) = request {
            controller.ask(request);
        }
    });
    surroundings(controller, next)
}

/// The second that an address opens a lesson at: `t=12`.
fn moment(search: &str) -> Option<u64> {
    let query = search.trim_start_matches('?');
    query.split('&').find_map(|part| part.strip_prefix("t=")?.parse().ok())
}

/// The picture and everything around it.
fn surroundings(controller: Controller, next: Next) -> AnyView {
    let title = controller.video.with_value(|video| video.title.clone());
    let described = move || controller.is_on(Setting::Descriptions) && !controller.plays_described();
    let described = Memo::new(move |_| described());
    let signed = Memo::new(move |_| controller.is_on(Setting::Sign));
    let signed = move || signed.get() && controller.video.with_value(|video| !video.signed.is_empty());
    view! {
        <section class="player" aria-labelledby="player-title" on:keydown=move |event| press(controller, &event)>
            <h2 class="visually-hidden" id="player-title">{move || tr::player::title(&title)}</h2>
            <div class="player-stage">
                <div class="player-side">
                    <div
                        class="player-frame"
                        class:player-frame-full=move || controller.state().full_screen
                        node_ref=controller.frame
                        on:fullscreenchange=move |_| controller.hear(Event::FullScreen(element::fills_screen()))
                    >
                        <div class="player-screen">
                            <div class="player-picture" tabindex="-1">
                                {element::media(controller)}
                                {trouble::status(controller)}
                                {trouble::end(controller, next)}
                                {move || if signed() { panels::sign(controller) } else { ().into_any() }}
                            </div>
                            {captions::captions(controller)}
                        </div>
                        {move || if described.get() { panels::speech(controller) } else { ().into_any() }}
                        {trouble::trouble(controller)}
                        {controls::controls(controller)}
                    </div>
                    {chapters::chapters(controller)}
                </div>
                {transcript::transcript(controller)}
            </div>
        </section>
    }
    .into_any()
}

/// Does what a key asks for, where the focused control has no use for it.
fn press(controller: Controller, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.default_prevented() {
        return;
    }
    let (bindings, letters) = untrack(|| (controller.bindings(), controller.is_on(Setting::Letters)));
    if let Some(action) = keys::action(&bindings, &event.key(), focus_of(event), letters) {
        event.prevent_default();
        actions::act(controller, action, true);
    }
}

fn focus_of(event: &KeyboardEvent) -> Focus {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let stands_in =
        |selector: &str| matches!(target.as_ref().map(|target| target.closest(selector)), Some(Ok(Some(_))));
    if stands_in("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]") {
        Focus::Field
    } else if stands_in("button, a, summary, input") {
        Focus::Button
    } else {
        Focus::Picture
    }
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn an_address_may_name_a_second() {
        assert_eq!(moment("?t=12"), Some(12));
        assert_eq!(moment("lang=fr&t=75"), Some(75));
        assert_eq!(moment("?t=-3"), None);
        assert_eq!(moment("?start=3"), None);
    }
}
