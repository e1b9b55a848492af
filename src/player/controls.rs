//! The controls, in the order in which they are used. Each says in words what it does, so that no picture has to be guessed.

use leptos::prelude::*;
use passerelle_api::course::TrackKind;

use super::{
    controller::Controller,
    cues::clock,
    settings::Settings,
    state::{Request, STEP_MS},
};
use crate::{
    i18n as tr,
    ui::icon::{Glyph, Icon},
};

/// All controls.
#[component]
pub fn Controls(controller: Controller) -> impl IntoView {
    let open = RwSignal::new(false);
    let plays = controller.part(super::state::State::plays);
    let muted = controller.part(|state| state.muted || state.volume == 0);
    let full = controller.part(|state| state.full_screen);
    let captions = controller.choice(|preferences| preferences.captions);
    let descriptions = controller.choice(|preferences| preferences.descriptions);
    let ask = move |request| Callback::new(move |()| controller.ask(request));
    view! {
        <Timeline controller/>
        <div class="player-bar">
            <Control
                icon=Signal::derive(move || if plays.get() { Icon::Pause } else { Icon::Play })
                label=Signal::derive(move || if plays.get() { tr::player::pause() } else { tr::player::play() })
                press=ask(Request::Toggle)
                main=true
            />
            <Control icon=Icon::Rewind label=Signal::derive(tr::player::back) press=ask(Request::Skip(-STEP_MS))/>
            <Control icon=Icon::Forward label=Signal::derive(tr::player::forward) press=ask(Request::Skip(STEP_MS))/>
            {controller.has(TrackKind::Captions).then(|| view! {
                <Control
                    icon=Icon::Captions
                    label=Signal::derive(tr::player::captions)
                    pressed=captions
                    press=Callback::new(move |()| toggle_captions(controller))
                />
            })}
            {controller.has(TrackKind::Descriptions).then(|| view! {
                <Control
                    icon=Icon::Describe
                    label=Signal::derive(tr::player::descriptions)
                    pressed=descriptions
                    press=Callback::new(move |()| toggle_descriptions(controller))
                />
            })}
            <Control
                icon=Signal::derive(move || if muted.get() { Icon::Muted } else { Icon::Volume })
                label=Signal::derive(tr::player::mute)
                pressed=muted
                press=ask(Request::Mute)
            />
            <Control
                icon=Icon::Settings
                label=Signal::derive(tr::player::settings)
                expanded=open
                press=Callback::new(move |()| open.update(|open| *open = !*open))
            />
            {document().fullscreen_enabled().then(|| view! {
                <Control
                    icon=Signal::derive(move || if full.get() { Icon::Shrink } else { Icon::Expand })
                    label=Signal::derive(move || if full.get() { tr::player::leave_full_screen() } else { tr::player::full_screen() })
                    press=ask(Request::FullScreen)
                />
            })}
        </div>
        <div class="player-settings" id=SETTINGS hidden=move || !open.get()>
            <Settings controller/>
        </div>
    }
}

const SETTINGS: &str = "player-settings";

/// Shows captions, or takes them away.
pub fn toggle_captions(controller: Controller) {
    controller.prefer(|preferences| preferences.captions = !preferences.captions);
}

/// Shows what is seen in words, or takes that away.
pub fn toggle_descriptions(controller: Controller) {
    controller.prefer(|preferences| preferences.descriptions = !preferences.descriptions);
}

#[component]
fn Control(
    #[prop(into)] icon: Signal<Icon>,
    #[prop(into)] label: Signal<String>,
    press: Callback<()>,
    #[prop(optional, into)] pressed: Option<Signal<bool>>,
    #[prop(optional, into)] expanded: Option<Signal<bool>>,
    /// The one that is used most.
    #[prop(optional)]
    main: bool,
) -> impl IntoView {
    view! {
        <button
            class="player-button"
            class:player-button-main=main
            type="button"
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            aria-expanded=move || expanded.map(|expanded| expanded.get().to_string())
            aria-controls=expanded.map(|_| SETTINGS)
            on:click=move |_| press.run(())
        >
            {move || view! { <Glyph icon=icon.get() size=24/> }}
            <span class="player-button-label">{move || label.get()}</span>
        </button>
    }
}

/// Where the video is, and the way to elsewhere. Time runs from left to right in every language, as on every clockwork.
#[component]
fn Timeline(controller: Controller) -> impl IntoView {
    let position = controller.part(|state| state.position_ms / 1_000);
    let duration = controller.part(|state| state.duration_ms / 1_000);
    let words = move || tr::player::position(&spoken(position.get()), &spoken(duration.get()));
    view! {
        <div class="player-timeline" dir="ltr">
            <span class="player-clock" aria-hidden="true">{move || clock(position.get() * 1_000)}</span>
            <input
                class="player-range"
                type="range"
                min="0"
                step="1"
                max=move || duration.get().to_string()
                aria-label=tr::player::timeline
                aria-valuetext=words
                prop:value=move || position.get().to_string()
                on:input:target=move |event| {
                    if let Ok(seconds) = event.target().value().parse::<u64>() {
                        controller.ask(Request::SeekTo(seconds * 1_000));
                    }
                }
            />
            <span class="player-clock" aria-hidden="true">{move || clock(duration.get() * 1_000)}</span>
        </div>
    }
}

/// A length as one says it.
fn spoken(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => tr::player::seconds(seconds),
        (minutes, 0) => tr::player::minutes(minutes),
        (minutes, seconds) => tr::list(&[tr::player::minutes(minutes), tr::player::seconds(seconds)]),
    }
}
