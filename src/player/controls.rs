//! The controls, in the order in which they are used: play, then what makes the video understood, then the rest. Each says in words
//! what it does, so that no picture has to be guessed.

use leptos::prelude::*;
use passerelle_api::course::TrackKind;

use super::{
    actions::{self, act},
    controller::Controller,
    cues::clock,
    element,
    keys::Action,
    panels,
    preferences::Setting,
    state::Request,
};
use crate::{
    i18n as tr,
    ui::icon::{Glyph, Icon},
};

/// A button of the bar.
struct Item {
    action: Action,
    icon: fn(Controller) -> Icon,
    label: fn(Controller) -> String,
    mark: Mark,
    /// Whether there is something that it could do.
    of_use: fn(Controller) -> bool,
}

/// What a button says of its state.
enum Mark {
    None,
    Pressed(fn(Controller) -> bool),
    /// Whether what has this id is open.
    Opens(&'static str, fn(Controller) -> bool),
}

const ALWAYS: fn(Controller) -> bool = |_| true;
const CHAPTERS: fn(Controller) -> bool = |controller| controller.has(TrackKind::Chapters);

/// The id of the settings.
const SETTINGS: &str = "player-settings";

const ITEMS: &[Item] = &[
    Item {
        action: Action::Toggle,
        icon: |controller| if controller.state().plays() { Icon::Pause } else { Icon::Play },
        label: |controller| if controller.state().plays() { tr::player::pause() } else { tr::player::play() },
        mark: Mark::None,
        of_use: ALWAYS,
    },
    Item {
        action: Action::Captions,
        icon: |_| Icon::Captions,
        label: |_| tr::player::captions(),
        mark: Mark::Pressed(|controller| controller.is_on(Setting::Captions)),
        of_use: |controller| controller.has(TrackKind::Captions),
    },
    Item {
        action: Action::Descriptions,
        icon: |_| Icon::Describe,
        label: |_| tr::player::descriptions(),
        mark: Mark::Pressed(|controller| controller.is_on(Setting::Descriptions)),
        of_use: Controller::has_description,
    },
    Item {
        action: Action::Sign,
        icon: |_| Icon::Sign,
        label: |_| tr::player::sign(),
        mark: Mark::Pressed(|controller| controller.is_on(Setting::Sign)),
        of_use: |controller| controller.video.with_value(|video| !video.signed.is_empty()),
    },
    Item {
        action: Action::Back,
        icon: |_| Icon::Rewind,
        label: |_| tr::player::back(),
        mark: Mark::None,
        of_use: ALWAYS,
    },
    Item {
        action: Action::Forward,
        icon: |_| Icon::Forward,
        label: |_| tr::player::forward(),
        mark: Mark::None,
        of_use: ALWAYS,
    },
    Item {
        action: Action::PreviousChapter,
        icon: |_| Icon::Back,
        label: |_| tr::player::chapter_before(),
        mark: Mark::None,
        of_use: CHAPTERS,
    },
    Item {
        action: Action::NextChapter,
        icon: |_| Icon::Next,
        label: |_| tr::player::chapter_next(),
        mark: Mark::None,
        of_use: CHAPTERS,
    },
    Item {
        action: Action::Mute,
        icon: |controller| if is_silent(controller) { Icon::Muted } else { Icon::Volume },
        label: |_| tr::player::mute(),
        mark: Mark::Pressed(is_silent),
        of_use: ALWAYS,
    },
    Item {
        action: Action::Settings,
        icon: |_| Icon::Settings,
        label: |_| tr::player::settings(),
        mark: Mark::Opens(SETTINGS, |controller| controller.settings.get()),
        of_use: ALWAYS,
    },
    Item {
        action: Action::Keys,
        icon: |_| Icon::Info,
        label: |_| tr::player::keys(),
        mark: Mark::None,
        of_use: ALWAYS,
    },
    Item {
        action: Action::PictureInPicture,
        icon: |_| Icon::External,
        label: |_| tr::player::apart(),
        mark: Mark::Pressed(|controller| controller.state().picture_in_picture),
        of_use: |_| element::can_play_apart(),
    },
    Item {
        action: Action::FullScreen,
        icon: |controller| if controller.state().full_screen { Icon::Shrink } else { Icon::Expand },
        label: |controller| {
            if controller.state().full_screen { tr::player::leave_full_screen() } else { tr::player::full_screen() }
        },
        mark: Mark::None,
        of_use: |_| document().fullscreen_enabled(),
    },
];

fn is_silent(controller: Controller) -> bool {
    let state = controller.state();
    state.muted || state.volume == 0
}

/// All controls.
pub fn controls(controller: Controller) -> AnyView {
    let buttons: Vec<AnyView> =
        ITEMS.iter().filter(|item| (item.of_use)(controller)).map(|item| button(controller, item)).collect();
    view! {
        {timeline(controller)}
        <div class="player-bar">
            {buttons}
            {volume(controller)}
        </div>
        <div class="player-settings" id=SETTINGS hidden=move || !controller.settings.get()>
            {panels::once_open(controller, controller.settings, panels::settings)}
        </div>
        {panels::once_open(controller, controller.keys, panels::keys)}
    }
    .into_any()
}

fn button(controller: Controller, item: &'static Item) -> AnyView {
    let word = |is: bool| if is { "true" } else { "false" };
    let pressed = move || match item.mark {
        Mark::Pressed(is) => Some(word(is(controller))),
        _ => None,
    };
    let expanded = move || match item.mark {
        Mark::Opens(_, is) => Some(word(is(controller))),
        _ => None,
    };
    let controls = match item.mark {
        Mark::Opens(id, _) => Some(id),
        _ => None,
    };
    view! {
        <button
            class=if item.action == Action::Toggle { "player-button player-button-main" } else { "player-button" }
            type="button"
            aria-pressed=pressed
            aria-expanded=expanded
            aria-controls=controls
            data-action=(item.action == Action::Sign).then_some("Sign")
            aria-haspopup=(item.action == Action::Keys).then_some("dialog")
            on:click=move |_| act(controller, item.action, false)
        >
            {move || view! { <Glyph icon=(item.icon)(controller) size=24/> }.into_any()}
            <span class="player-button-label">{move || (item.label)(controller)}</span>
        </button>
    }
    .into_any()
}

/// Where the video is, and the way to elsewhere. Time runs from left to right in every language, as on every clockwork.
fn timeline(controller: Controller) -> AnyView {
    let seconds = move || controller.position_ms() / 1_000;
    let all = move || controller.state().duration_ms / 1_000;
    view! {
        <div class="player-timeline" dir="ltr">
            <span class="player-clock" aria-hidden="true">{move || clock(seconds() * 1_000)}</span>
            <input
                class="player-range"
                type="range"
                min="0"
                step="1"
                max=move || all().to_string()
                aria-label=tr::player::timeline
                aria-valuetext=move || actions::place(controller)
                prop:value=move || seconds().to_string()
                on:input:target=move |event| {
                    if let Ok(seconds) = event.target().value().parse::<u64>() {
                        controller.ask(Request::SeekTo(seconds * 1_000));
                    }
                }
            />
            <span class="player-clock" aria-hidden="true">{move || clock(all() * 1_000)}</span>
        </div>
    }
    .into_any()
}

fn volume(controller: Controller) -> AnyView {
    let volume = move || {
        let state = controller.state();
        if state.muted { 0 } else { state.volume }
    };
    view! {
        <label class="player-volume">
            <span class="player-button-label">{tr::player::volume}</span>
            <input
                class="player-range"
                type="range"
                min="0"
                max="100"
                step="5"
                aria-valuetext=move || tr::percent(volume())
                prop:value=move || volume().to_string()
                on:input:target=move |event| {
                    if let Ok(volume) = event.target().value().parse() {
                        controller.ask(Request::Volume(volume));
                    }
                }
            />
        </label>
    }
    .into_any()
}
