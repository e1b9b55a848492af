//! The person who signs what is said: a second video in step with the first, in a window on it.

use leptos::{html, prelude::*};

use super::{controller::Controller, element, place, preferences::Setting};
use crate::{
    i18n as tr,
    ui::icon::{Glyph, Icon},
    watch::{on_load, watch},
};

/// One press makes the window this much wider, in percent of the picture.
const STEP: i16 = 5;

/// The window.
pub fn view(controller: Controller) -> AnyView {
    let frame = NodeRef::<html::Div>::new();
    let signer = NodeRef::<html::Video>::new();
    on_load(signer, move |signer| element::open_signer(controller, &signer));
    on_load(frame, move |element| place::drag(controller, &element, Setting::SignX, Setting::SignY));
    watch(move || {
        let chosen = controller.preferences();
        let Some(element) = frame.get() else { return };
        place::set(&element, "inline-size", &[&chosen.get(Setting::SignSize).to_string(), "%"].concat());
        place::put(&element, chosen.get(Setting::SignX), chosen.get(Setting::SignY));
    });
    watch(move || {
        controller.position_ms();
        if let Some(signer) = signer.get() {
            element::keep_in_step(controller, &signer, controller.state().speed);
        }
    });
    let size = move |by: i16| {
        let wanted = untrack(|| controller.get(Setting::SignSize)) + by;
        controller.prefer(Setting::SignSize, wanted);
        let now = untrack(|| controller.get(Setting::SignSize));
        let words = untrack(|| tr::player_settings::sign_width(&tr::percent(u8::try_from(now).unwrap_or(100))));
        controller.say(words);
    };
    view! {
        <div class="player-sign" role="group" aria-label=tr::player::sign node_ref=frame>
            <video class="player-sign-video" node_ref=signer preload="auto" playsinline=true aria-label=tr::player_settings::sign_video></video>
            <div class="player-sign-bar">
                {place::grip(controller, tr::player_settings::sign_move, Setting::SignX, Setting::SignY)}
                {button(Icon::Minus, tr::player_settings::sign_smaller, Callback::new(move |()| size(-STEP)))}
                {button(Icon::Plus, tr::player_settings::sign_larger, Callback::new(move |()| size(STEP)))}
                {button(Icon::Close, tr::player_settings::sign_close, Callback::new(move |()| close(controller)))}
            </div>
        </div>
    }
    .into_any()
}

fn button(icon: Icon, label: fn() -> String, press: Callback<()>) -> AnyView {
    view! {
        <button class="player-sign-button" type="button" on:click=move |_| press.run(())>
            <Glyph icon size=24/>
            <span class="visually-hidden">{label}</span>
        </button>
    }
    .into_any()
}

/// Closes the window. Focus goes to the button that opens it again.
fn close(controller: Controller) {
    controller.prefer(Setting::Sign, 0);
    let button = document().query_selector(".player-bar [data-action=Sign]").ok().flatten();
    if let Some(button) = button.and_then(|button| wasm_bindgen::JsCast::dyn_into(button).ok()) {
        crate::ui::focus::focus(&button);
    }
}
