//! What stands on the picture and can be moved: by a pointer, and as well by the arrow keys.

use std::cell::Cell;

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, PointerEvent};

use super::{controller::Controller, preferences::Setting};
use crate::{
    i18n as tr,
    ui::icon::{Glyph, Icon},
};

/// How far one press of an arrow key goes, in percent of the way.
const STEP: i16 = 5;

/// Where a key moves something to; `None` for a key that moves nothing. Left and right are those of the picture in every language.
fn moved(key: &str, x: i16, y: i16) -> Option<(i16, i16)> {
    let (x, y) = match key {
        "ArrowLeft" => (x - STEP, y),
        "ArrowRight" => (x + STEP, y),
        "ArrowUp" => (x, y - STEP),
        "ArrowDown" => (x, y + STEP),
        _ => return None,
    };
    Some((x.clamp(0, 100), y.clamp(0, 100)))
}

/// Puts an element at a place in its parent: 0 is at the left and at the top, 100 at the right and at the bottom, and in between it
/// never stands out.
pub fn put(element: &HtmlElement, x: i16, y: i16) {
    let percent = |value: i16| [&value.to_string(), "%"].concat();
    let back = ["-", &percent(x), " -", &percent(y)].concat();
    set(element, "left", &percent(x));
    set(element, "top", &percent(y));
    set(element, "translate", &back);
}

/// Gives an element back to the flow of the page.
pub fn put_back(element: &HtmlElement) {
    for name in ["left", "top", "translate"] {
        set(element, name, "");
    }
}

/// Sets a property of an element's style.
pub fn set(element: &HtmlElement, name: &str, value: &str) {
    if element.style().set_property(name, value).is_err() {
        leptos::logging::error!("{name} could not be set");
    }
}

/// The handle that the arrow keys move something by.
pub fn grip(controller: Controller, label: fn() -> String, x: Setting, y: Setting) -> AnyView {
    let press = move |event: KeyboardEvent| {
        let here = untrack(|| (controller.get(x), controller.get(y)));
        let Some((to_x, to_y)) = moved(&event.key(), here.0, here.1) else { return };
        event.prevent_default();
        event.stop_propagation();
        controller.prefer(x, to_x);
        controller.prefer(y, to_y);
        say(controller, to_x, to_y);
    };
    view! {
        <button
            class="player-grip"
            type="button"
            on:keydown=press
            on:click=move |_| controller.say(untrack(tr::player::move_help))
        >
            <Glyph icon=Icon::Move size=24/>
            <span class="visually-hidden">{label}</span>
        </button>
    }
    .into_any()
}

fn say(controller: Controller, x: i16, y: i16) {
    let percent = |value: i16| tr::percent(u8::try_from(value).unwrap_or(100));
    controller.say(untrack(|| tr::player::moved(&percent(x), &percent(y))));
}

/// Lets a pointer move an element. Buttons in it keep their presses.
pub fn drag(controller: Controller, element: &HtmlElement, x: Setting, y: Setting) {
    let start = Cell::new(None::<[f64; 4]>);
    let target = element.clone();
    let run = move |event: PointerEvent| match event.type_().as_str() {
        "pointerdown" if event.button() == 0 && !is_on_button(&event) => {
            let here = untrack(|| [controller.get(x), controller.get(y)]).map(f64::from);
            start.set(Some([f64::from(event.client_x()), f64::from(event.client_y()), here[0], here[1]]));
            if target.set_pointer_capture(event.pointer_id()).is_ok() {
                event.prevent_default();
            }
        }
        "pointermove" => {
            let (Some([from_x, from_y, was_x, was_y]), Some(parent)) = (start.get(), target.parent_element()) else {
                return;
            };
            let (room, own) = (parent.get_bounding_client_rect(), target.get_bounding_client_rect());
            let way = |by: f64, room: f64| if room >= 1.0 { by * 100.0 / room } else { 0.0 };
            let to_x = was_x + way(f64::from(event.client_x()) - from_x, room.width() - own.width());
            let to_y = was_y + way(f64::from(event.client_y()) - from_y, room.height() - own.height());
            controller.prefer(x, to_x.round().clamp(0.0, 100.0) as i16);
            controller.prefer(y, to_y.round().clamp(0.0, 100.0) as i16);
        }
        "pointerup" | "pointercancel" => start.set(None),
        _ => {}
    };
    let closure = Closure::<dyn Fn(PointerEvent)>::new(run);
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        if element.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).is_err() {
            leptos::logging::error!("the player cannot hear {name}");
        }
    }
    // It stays as long as the page, like the listeners of the video.
    closure.forget();
}

fn is_on_button(event: &PointerEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("button:not(.player-grip)"), Ok(Some(_))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_and_stay_on_the_picture() {
        assert_eq!(moved("ArrowUp", 50, 96), Some((50, 91)));
        assert_eq!(moved("ArrowDown", 50, 96), Some((50, 100)));
        assert_eq!(moved("ArrowLeft", 3, 50), Some((0, 50)));
        assert_eq!(moved("ArrowRight", 50, 50), Some((55, 50)));
        assert_eq!(moved("Enter", 50, 50), None);
    }
}
