//! What is set once and kept: speed, loudness, the language and size of captions, and the keys.

use leptos::prelude::*;
use passerelle_api::course::TrackKind;

use super::{
    controller::Controller,
    cues::languages,
    preferences::CaptionSize,
    state::{Request, SPEEDS},
};
use crate::{
    i18n as tr,
    ui::field::{Checkbox, Choice, Select},
};

/// The settings, and the list of keys.
#[component]
pub fn Settings(controller: Controller) -> impl IntoView {
    view! {
        <div class="player-settings-grid">
            <Speed controller/>
            <Loudness controller/>
            {controller.has(TrackKind::Captions).then(|| view! {
                <CaptionLanguage controller/>
                <Size controller/>
            })}
        </div>
        <Keys controller/>
    }
}

#[component]
fn Speed(controller: Controller) -> impl IntoView {
    let speed = controller.part(|state| state.speed);
    let options = || SPEEDS.iter().map(|speed| Choice::new(speed.to_string(), speed_name(*speed))).collect::<Vec<_>>();
    view! {
        <Select
            id="player-speed"
            label=tr::player::speed
            value=Signal::derive(move || speed.get().to_string())
            options=Signal::derive(options)
            on_change=move |chosen: String| {
                if let Ok(speed) = chosen.parse() {
                    controller.ask(Request::Speed(speed));
                }
            }
        />
    }
}

fn speed_name(percent: u16) -> String {
    if percent == 100 { tr::player::speed_normal() } else { format!("{} ×", f32::from(percent) / 100.0) }
}

#[component]
fn Loudness(controller: Controller) -> impl IntoView {
    let volume = controller.part(|state| if state.muted { 0 } else { state.volume });
    view! {
        <div class="field">
            <label class="label" for="player-volume">{tr::player::volume}</label>
            <input
                class="player-range"
                id="player-volume"
                type="range"
                min="0"
                max="100"
                step="5"
                aria-valuetext=move || tr::percent(volume.get())
                prop:value=move || volume.get().to_string()
                on:input:target=move |event| {
                    if let Ok(volume) = event.target().value().parse() {
                        controller.ask(Request::Volume(volume));
                    }
                }
            />
        </div>
    }
}

#[component]
fn CaptionLanguage(controller: Controller) -> impl IntoView {
    let language = Memo::new(move |_| controller.language(TrackKind::Captions));
    let options = move || {
        let all = controller.read_tracks(|tracks| languages(tracks, TrackKind::Captions));
        all.into_iter().map(|one| Choice::new(one.as_str(), one.own_name())).collect::<Vec<_>>()
    };
    view! {
        <Select
            id="player-language"
            label=tr::player::language
            value=Signal::derive(move || language.get().map(|language| language.as_str().to_owned()).unwrap_or_default())
            options=Signal::derive(options)
            on_change=move |chosen: String| controller.prefer(|preferences| preferences.language = chosen.parse().ok())
        />
    }
}

#[component]
fn Size(controller: Controller) -> impl IntoView {
    let size = controller.choice(|preferences| preferences.size);
    let options =
        || CaptionSize::ALL.iter().map(|size| Choice::new(size.as_str(), size_name(*size))).collect::<Vec<_>>();
    view! {
        <Select
            id="player-size"
            label=tr::player::size
            value=Signal::derive(move || size.get().as_str().to_owned())
            options=Signal::derive(options)
            on_change=move |chosen: String| {
                if let Some(size) = CaptionSize::ALL.iter().find(|size| size.as_str() == chosen) {
                    controller.prefer(|preferences| preferences.size = *size);
                }
            }
        />
    }
}

fn size_name(size: CaptionSize) -> String {
    match size {
        CaptionSize::Normal => tr::player::size_normal(),
        CaptionSize::Large => tr::player::size_large(),
        CaptionSize::Largest => tr::player::size_largest(),
    }
}

#[component]
fn Keys(controller: Controller) -> impl IntoView {
    let letters = controller.choice(|preferences| preferences.letters);
    let key = |keys: &'static [&'static str], what: fn() -> String| {
        let caps = keys.iter().map(|key| view! { <kbd dir="ltr">{*key}</kbd> }).collect_view();
        view! { <div><dt>{caps}</dt><dd>{what}</dd></div> }
    };
    view! {
        <Checkbox
            id="player-letters"
            label=tr::player::letters
            hint=tr::player::letters_hint
            checked=letters
            on_change=move |letters| controller.prefer(|preferences| preferences.letters = letters)
        />
        <dl class="player-keys">
            {key(&["←", "→"], tr::player::key_step)}
            {key(&["↑", "↓"], tr::player::key_volume)}
            {move || letters.get().then(|| view! {
                {key(&["K"], tr::player::key_play)}
                {key(&["M"], tr::player::mute)}
                {key(&["F"], tr::player::full_screen)}
                {key(&["C"], tr::player::captions)}
                {key(&["D"], tr::player::descriptions)}
            })}
        </dl>
    }
}
