//! The list of keys: what each does, and the way to another key or to none.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::{
    controller::Controller,
    keys::{self, Action, Bindings, OFF, SHORTCUTS},
    preferences::Setting,
};
use crate::{
    base, i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        dialog::Dialog,
        field::Checkbox,
    },
};

/// Stands for no shortcut.
const NONE: usize = usize::MAX;

/// The dialog.
pub fn view(controller: Controller) -> AnyView {
    // The shortcut that waits for its new key.
    let waiting = RwSignal::new(NONE);
    let told = RwSignal::new(String::new());
    let rows: Vec<AnyView> = (0..SHORTCUTS.len()).map(|number| row(controller, number, waiting)).collect();
    let letters = Signal::derive(move || controller.is_on(Setting::Letters));
    view! {
        <Dialog
            id="player-keys-dialog"
            open=controller.keys
            title=tr::player::keys
            close=tr::player_settings::close
            description=tr::player_settings::keys_about
            status=Signal::derive(move || told.get())
            wide=true
            on_close=Callback::new(move |()| waiting.set(NONE))
        >
            <div on:keydown=move |event| choose(controller, &event, waiting, told)>
                <Checkbox
                    id="player-letters"
                    label=tr::player_settings::letters
                    hint=tr::player_settings::letters_hint
                    checked=letters
                    on_change=move |on: bool| controller.prefer(Setting::Letters, i16::from(on))
                />
                <ul class="player-keys" role="list">{rows}</ul>
                <Button
                    label=tr::player_settings::keys_reset
                    kind=ButtonKind::Secondary
                    on_press=move |()| {
                        controller.bind(Bindings::default());
                        told.set(untrack(tr::player_settings::keys_were_reset));
                    }
                />
            </div>
        </Dialog>
    }
    .into_any()
}

fn row(controller: Controller, number: usize, waiting: RwSignal<usize>) -> AnyView {
    let key = move || controller.bindings().0[number];
    let words = move || name(number);
    let shown = move || match key() {
        _ if waiting.get() == number => tr::player_settings::key_press(),
        OFF => tr::player_settings::key_off(),
        key => key_name(key),
    };
    let rests = move || key() == OFF || (keys::is_letter(key()) && !controller.is_on(Setting::Letters));
    let switches =
        move || if key() == OFF { tr::player_settings::key_on() } else { tr::player_settings::key_switch_off() };
    let switch = move |_| {
        let mut bindings = untrack(|| controller.bindings());
        let wanted = if bindings.0[number] == OFF { SHORTCUTS[number].key } else { OFF };
        bindings.bind(number, wanted);
        controller.bind(bindings);
    };
    view! {
        <li class="player-key">
            <span>{words}</span>
            <kbd class:player-key-off=rests>{shown}</kbd>
            <button
                class="button button-quiet"
                type="button"
                aria-label=move || tr::player::said(&tr::player_settings::key_change(), &words())
                on:click=move |_| waiting.set(number)
            >
                {tr::player_settings::key_change}
            </button>
            <button
                class="button button-quiet"
                type="button"
                aria-label=move || tr::player::said(&switches(), &words())
                on:click=switch
            >
                {switches}
            </button>
        </li>
    }
    .into_any()
}

/// Takes the next key for the shortcut that waits for one. Keys that browsers and screen readers need are left to them.
fn choose(controller: Controller, event: &KeyboardEvent, waiting: RwSignal<usize>, told: RwSignal<String>) {
    let number = waiting.get_untracked();
    if number == NONE {
        return;
    }
    let pressed = event.key();
    if matches!(pressed.as_str(), "Tab" | "Escape") {
        // Away from here, and the old key stays. Escape closes no more than this.
        if pressed == "Escape" {
            event.prevent_default();
            event.stop_propagation();
        }
        return waiting.set(NONE);
    }
    let plain = !(event.ctrl_key() || event.alt_key() || event.meta_key());
    let Some(key) = keys::character(&pressed).filter(|_| plain) else {
        if !matches!(pressed.as_str(), "Shift" | "Control" | "Alt" | "Meta") {
            event.prevent_default();
            told.set(untrack(|| tr::player_settings::key_refused(&pressed)));
        }
        return;
    };
    event.prevent_default();
    let mut bindings = untrack(|| controller.bindings());
    let other = bindings.bind(number, key);
    controller.bind(bindings);
    waiting.set(NONE);
    told.set(untrack(|| match other {
        Some(other) => tr::player_settings::key_taken(&key_name(key), &name(number), &name(other)),
        None => tr::player_settings::key_set(&key_name(key), &name(number)),
    }));
}

fn key_name(key: char) -> String {
    if key == ' ' { tr::player_settings::key_space() } else { base::upper(&key.to_string()) }
}

/// What a shortcut does, in words.
fn name(number: usize) -> String {
    match SHORTCUTS[number].action {
        // Two keys play, and each row has its own name.
        Action::Toggle if number == 0 => tr::player_settings::do_play(),
        Action::Toggle => tr::player_settings::do_play_too(),
        Action::Back => tr::player::back(),
        Action::Forward => tr::player::forward(),
        Action::PreviousChapter => tr::player::chapter_before(),
        Action::NextChapter => tr::player::chapter_next(),
        Action::Captions => tr::player::captions(),
        Action::Descriptions => tr::player::descriptions(),
        Action::Sign => tr::player::sign(),
        Action::Mute => tr::player::mute(),
        Action::Louder => tr::player_settings::do_louder(),
        Action::Quieter => tr::player_settings::do_quieter(),
        Action::Slower => tr::player_settings::do_slower(),
        Action::Faster => tr::player_settings::do_faster(),
        Action::LoopStart => tr::player_settings::loop_start(),
        Action::LoopEnd => tr::player_settings::loop_end(),
        Action::LoopStop => tr::player_settings::loop_stop(),
        Action::Position => tr::player_settings::do_position(),
        Action::FullScreen => tr::player::full_screen(),
        Action::PictureInPicture => tr::player::apart(),
        Action::Settings => tr::player::settings(),
        Action::Keys => tr::player::keys(),
    }
}
