//! Where the reader is while something is on its way. Focus moves to what an answer brings for whoever waited for it, and stays with
//! whoever went on to something else.

use std::{cell::Cell, time::Duration};

use leptos::prelude::*;

thread_local! {
    /// Whether the reader went on from where what is being answered was asked for.
    static WENT_ON: Cell<bool> = const { Cell::new(false) };
}

/// Where focus was when something was asked for.
pub struct Asked(Option<web_sys::Element>);

/// Remembers where focus is.
pub fn asked() -> Asked {
    Asked(document().active_element())
}

impl Asked {
    /// Whether the reader is elsewhere by now. Where what had focus is gone or hidden, it was not the reader who took it away.
    pub fn went_on(&self) -> bool {
        let at = document().active_element();
        !is_lost() && at != self.0 && self.0.as_ref().is_some_and(|from| from.get_bounding_client_rect().width() > 0.0)
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

/// Whether nothing on the page has focus.
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|at| at.matches("body").unwrap_or(false))
}
