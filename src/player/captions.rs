//! What is said, over, under or above the picture, as somebody likes to read it.

use leptos::{html, prelude::*};
use passerelle_api::account::Language;
use web_sys::HtmlElement;

use super::{
    controller::Controller,
    place,
    preferences::{Preferences, Setting, place as stands},
};
use crate::{
    i18n as tr,
    watch::{on_load, watch},
};

/// The direction that a language is written in, for text that stands alone.
pub fn direction(language: Option<Language>) -> Option<&'static str> {
    language.map(|language| if language.is_rtl() { "rtl" } else { "ltr" })
}

/// The captions of this moment.
pub fn captions(controller: Controller) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    on_load(list, move |element| place::drag(controller, &element, Setting::CaptionX, Setting::CaptionY));
    watch(move || {
        let chosen = controller.preferences();
        let Some(element) = list.get() else { return };
        dress(&element, &chosen);
        if chosen.get(Setting::Place) == stands::OVER {
            place::put(&element, chosen.get(Setting::CaptionX), chosen.get(Setting::CaptionY));
        } else {
            place::put_back(&element);
        }
    });
    // Where the picture is in a window of its own, the browser draws them there.
    let shown = move || {
        let by_browser = controller.is_on(Setting::Native) || controller.state().picture_in_picture;
        controller.is_on(Setting::Captions) && !by_browser
    };
    view! {
        <div class="player-captions" node_ref=list hidden=move || !shown()>
            {language(controller, 0)}
            {language(controller, 1)}
            {place::grip(controller, tr::player::captions_move, Setting::CaptionX, Setting::CaptionY)}
        </div>
        // For those who read captions in braille, or hear them: said only when asked for, since many would hear them twice.
        <div class="visually-hidden" aria-live="polite" lang=move || code(controller, 0)>
            {move || controller.is_on(Setting::CaptionsAloud).then(|| controller.aloud.get())}
        </div>
    }
    .into_any()
}

/// The captions in the first or the second language.
fn language(controller: Controller, number: usize) -> AnyView {
    let place = controller.said[number];
    view! {
        <div
            class="player-caption-lines"
            lang=move || code(controller, number)
            dir=move || direction(of(controller, number))
            inner_html=move || place.get()
        ></div>
    }
    .into_any()
}

fn of(controller: Controller, number: usize) -> Option<Language> {
    let picks = controller.picks();
    controller.language(if number == 0 { picks.captions } else { picks.second })
}

fn code(controller: Controller, number: usize) -> Option<&'static str> {
    of(controller, number).map(Language::as_str)
}

/// Gives captions the look that was chosen. The policy against inline styles lets a script set single properties.
pub fn dress(element: &HtmlElement, chosen: &Preferences) {
    let facts = [
        ("data-typeface", Setting::Typeface),
        ("data-colour", Setting::Colour),
        ("data-background", Setting::Background),
        ("data-edge", Setting::Edge),
        ("data-place", Setting::Place),
    ];
    let mut done = true;
    for (name, setting) in facts {
        done &= element.set_attribute(name, &chosen.get(setting).to_string()).is_ok();
    }
    for (name, setting) in [("--caption-size", Setting::Size), ("--caption-opacity", Setting::Opacity)] {
        let value = [&chosen.get(setting).to_string(), "%"].concat();
        done &= element.style().set_property(name, &value).is_ok();
    }
    if !done {
        leptos::logging::error!("captions could not be given their look");
    }
}
