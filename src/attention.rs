//! Where the reader is while something is on its way. Focus moves to what an answer brings for whoever waited for it, and stays with
//! whoever went on to something else.

use std::{cell::Cell, time::Duration};

use js_sys::Reflect;
use leptos::{
    ev,
    leptos_dom::helpers::queue_microtask,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
};

const MODIFIERS: &[&str] = &["Alt", "Control", "Meta", "Shift"];

thread_local! {
    /// Counts what the reader pressed.
    static PRESSED: Cell<u32> = const { Cell::new(0) };

    /// Whether the reader went on from where what is being answered was asked for.
    static WENT_ON: Cell<bool> = const { Cell::new(false) };

    /// Counts how often the app itself moved focus.
    static LED: Cell<u32> = const { Cell::new(0) };
}

/// Where the reader was when something was asked for.
pub struct Asked {
    /// What had focus. Pressing a button gives it none in Safari.
    at: Option<web_sys::Element>,
    /// Whether that is in a dialog, which gives focus back to what opened it as it closes.
    in_dialog: bool,
    pressed: u32,
    led: u32,
    /// Whether they had gone on before already, where one answer leads to the next question.
    went_on: bool,
}

/// Hears what the reader presses. Called once, by the app.
pub fn listen() {
    let count = || PRESSED.set(pressed().wrapping_add(1));
    // The app stands as long as its window, so these listeners are never taken off.
    let _ = window_event_listener(ev::keydown, move |event| {
        // A key that does nothing by itself leads nowhere: Control has a screen reader be quiet.
        if !MODIFIERS.contains(&event.key().as_str()) {
            count();
        }
    });
    let _ = window_event_listener(ev::pointerdown, move |_| count());
}

/// Counts what the reader pressed so far.
pub fn pressed() -> u32 {
    PRESSED.get()
}

/// Gives an element focus. Returns whether it could take it.
pub fn lead_to(element: &web_sys::HtmlElement) -> bool {
    LED.set(LED.get().wrapping_add(1));
    element.focus().is_ok()
}

/// Remembers where the reader is.
pub fn asked() -> Asked {
    let at = focused();
    let in_dialog = at.as_ref().is_some_and(|at| at.closest("dialog").is_ok_and(|dialog| dialog.is_some()));
    Asked { at, in_dialog, pressed: pressed(), led: LED.get(), went_on: went_on() }
}

impl Asked {
    /// Whether the reader is elsewhere by now. Where what had focus is gone or hidden, it was not the reader who took it away, unless they
    /// pressed something since; and whoever presses the button of the same form waits for it.
    pub fn went_on(&self) -> bool {
        let Some(now) = focused() else { return false };
        if self.went_on {
            return true;
        }
        let Some(from) = self.at.as_ref().filter(|from| !is_hidden(from)) else { return pressed() != self.pressed };
        let form = |of: &web_sys::Element| of.closest("form").ok().flatten();
        let sends = now.matches("button[type=submit]").unwrap_or(false) && form(&now) == form(from);
        now != *from && !sends
    }

    /// Whether the reader left in the moment before focus was to move. Speech and screen readers take focus elsewhere without a key.
    pub fn is_left(&self) -> bool {
        self.pressed != pressed() || self.is_elsewhere()
    }

    /// Whether focus is elsewhere by now, and it was not the app that moved it.
    pub fn is_elsewhere(&self) -> bool {
        let gave_back = self.in_dialog && self.at.as_ref().is_some_and(is_hidden);
        let moved = focused().is_some_and(|now| self.at.as_ref() != Some(&now));
        moved && self.led == LED.get() && !gave_back
    }

    /// Has [`went_on`] say so to all that follows at once from the answer.
    pub fn answered(self) {
        let went_on = self.went_on();
        WENT_ON.set(went_on);
        if went_on {
            set_timeout(|| WENT_ON.set(false), Duration::ZERO);
        }
    }
}

/// Whether the reader went on to something else before what is being answered came.
pub fn went_on() -> bool {
    WENT_ON.get()
}

/// Keeps the place of a reader who went on in what an answer draws anew at once: focus goes to what has the same id by then, and the caret
/// to where it was. For lists that hold forms.
pub fn hold_place() {
    let Some(at) = focused().filter(|at| went_on() && !at.id().is_empty()) else { return };
    queue_microtask(move || {
        let anew = document().get_element_by_id(&at.id()).filter(|_| is_lost());
        if let Some(anew) = anew.and_then(|anew| anew.dyn_into().ok())
            && lead_to(&anew)
        {
            // What is gone from the page still knows where its caret was. Fields that hold no words refuse it, and had none.
            for end in ["selectionStart", "selectionEnd"].map(JsValue::from_str) {
                let _ = Reflect::get(&at, &end).and_then(|caret| Reflect::set(&anew, &end, &caret));
            }
        }
    });
}

/// Whether the reader is at something that they can use.
pub fn is_somewhere() -> bool {
    focused().is_some()
}

/// Whether nothing on the page has focus.
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|at| at.matches("body").unwrap_or(false))
}

/// What has focus. Whoever taps on text focuses the heading that it is, or the page's main part, which is no place of their own.
fn focused() -> Option<web_sys::Element> {
    let plain = "body, [tabindex='-1']:not(a, button, input, select, textarea, [role])";
    document().active_element().filter(|at| !at.matches(plain).unwrap_or(false))
}

/// Whether an element is hidden, or is gone from the page.
fn is_hidden(element: &web_sys::Element) -> bool {
    element.get_bounding_client_rect().width() <= 0.0
}
