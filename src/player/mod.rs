//! The video player: captions, transcript, chapters and descriptions beside the picture, all of it usable without a mouse,
//! without sound and without sight.

mod captions;
mod chapters;
mod controller;
mod controls;
mod cues;
mod element;
mod keys;
mod position;
mod preferences;
mod settings;
mod state;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod transcript;

pub use self::position::{go_to, pause, position_ms};

use leptos::{ev::KeyboardEvent, prelude::*};
use passerelle_api::course::Video;
use wasm_bindgen::JsCast;

use self::{
    captions::{Captions, Descriptions},
    chapters::Chapters,
    controller::Controller,
    controls::{Controls, toggle_captions, toggle_descriptions},
    element::Media,
    keys::{Action, Focus},
    preferences::Preferences,
    state::{Event, Fault, Phase, Request},
    transcript::Transcript,
};
use crate::{
    base, i18n as tr,
    ui::{
        button::Button,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
};

/// A video with everything around it.
#[component]
pub fn Player(
    video: Video,
    /// Where it was left another time, once that is known.
    #[prop(into)]
    start: Signal<Option<u64>>,
    /// Gets the positions that are worth keeping, in milliseconds.
    #[prop(into)]
    on_position: Callback<u64>,
) -> impl IntoView {
    let title = video.title.clone();
    let controller = Controller::new(video, Preferences::kept(), on_position);
    element::keep_on_leaving(controller);
    Effect::new(move |_| {
        if let Some(position) = start.get() {
            controller.ask(Request::Resume(position));
        }
    });
    view! { <Surroundings controller title/> }
}

/// The picture and everything around it.
#[component]
fn Surroundings(controller: Controller, #[prop(into)] title: String) -> impl IntoView {
    let full = controller.part(|state| state.full_screen);
    view! {
        <section class="player" aria-labelledby="player-title" on:keydown=move |event| press(controller, &event)>
            <h2 class="visually-hidden" id="player-title">{move || tr::player::title(&title)}</h2>
            <div class="player-stage">
                <div class="player-side">
                    <div
                        class="player-frame"
                        class:player-frame-full=move || full.get()
                        node_ref=controller.frame
                        on:fullscreenchange=move |_| controller.hear(Event::FullScreen(element::fills_screen()))
                    >
                        <div class="player-picture" tabindex="-1">
                            <Media controller/>
                            <Captions controller/>
                            <Status controller/>
                        </div>
                        <Descriptions controller/>
                        <Controls controller/>
                    </div>
                    <Broken controller/>
                    <Chapters controller/>
                </div>
                <Transcript controller/>
            </div>
        </section>
    }
}

/// What the picture itself cannot show: that it may be started, or that more of it is on its way.
#[component]
fn Status(controller: Controller) -> impl IntoView {
    let phase = controller.phase();
    let begun = controller.part(|state| state.position_ms > 0);
    view! {
        <div class="player-invite" aria-hidden="true" hidden=move || begun.get() || phase.get() != Phase::Paused>
            <Glyph icon=Icon::Play size=48/>
        </div>
        <p class="player-status" role="status">
            {move || (phase.get() == Phase::Stalled).then(tr::player::stalled)}
        </p>
    }
}

/// Says what went wrong, and where the same is to be read.
#[component]
fn Broken(controller: Controller) -> impl IntoView {
    let phase = controller.phase();
    move || {
        let Phase::Failed(fault) = phase.get() else { return ().into_any() };
        let title = match fault {
            Fault::Network => tr::player::failed_network,
            Fault::Decode => tr::player::failed_decode,
            Fault::NoSource => tr::player::failed_source,
        };
        view! {
            <Notice tone=Tone::Bad title live=true>
                <p>{tr::player::failed_next}" "<a href=format!("#{}", transcript::ID) on:click=move |_| { base::focus(transcript::ID); }>{tr::player::to_transcript}</a></p>
                <Button label=tr::player::reload on_press=move |()| controller.ask(Request::Reload)/>
            </Notice>
        }
        .into_any()
    }
}

/// Does what a key asks for, where the focused control has no use for it.
fn press(controller: Controller, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.default_prevented() {
        return;
    }
    let letters = untrack(|| controller.preferences().letters);
    let Some(action) = keys::action(&event.key(), focus_of(event), letters) else { return };
    event.prevent_default();
    match action {
        Action::Ask(request) => controller.ask(request),
        Action::Captions => toggle_captions(controller),
        Action::Descriptions => toggle_descriptions(controller),
    }
}

fn focus_of(event: &KeyboardEvent) -> Focus {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let stands_in =
        |selector: &str| matches!(target.as_ref().map(|target| target.closest(selector)), Some(Ok(Some(_))));
    if stands_in("input, select, textarea") {
        Focus::Field
    } else if stands_in("button, a, summary") {
        Focus::Button
    } else {
        Focus::Picture
    }
}
