//! Short messages that stay until they are closed or replaced: what was done, and what the network does.

use leptos::prelude::*;

use crate::{
    base, i18n as tr,
    ui::{
        error_summary::SETTLES,
        icon::{Glyph, Icon},
    },
    watch::watch,
};

/// How a message is meant; each has an icon and a word, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Done,
    Problem,
}

/// A message that came in this long before its page was left belongs to what is done on the next one.
const FRESH_MS: i64 = 2_000;

/// The message that is shown now, and when it came.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<(Tone, String)>>, StoredValue<i64>);

/// Gives the app its messages. Called once, by `App`.
pub fn provide() -> Toasts {
    let toasts = Toasts::new();
    provide_context(toasts);
    toasts
}

/// The messages of the app.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::new)
}

impl Toasts {
    fn new() -> Self {
        Self(RwSignal::new(None), StoredValue::new(0))
    }

    /// Shows a message in place of the one before.
    pub fn show(self, tone: Tone, message: String) {
        self.1.set_value(base::now_ms());
        self.0.set(Some((tone, message)));
    }

    /// Takes the words of a failure away once the same thing succeeded, unless others came meanwhile.
    pub fn settle(self, words: &str) {
        if self.0.with_untracked(|shown| matches!(shown, Some((Tone::Problem, shown)) if shown == words)) {
            self.close();
        }
    }

    /// Takes a message away with the page that it was about.
    pub fn left(self) {
        if base::now_ms() - self.1.get_value() > FRESH_MS && self.0.with_untracked(Option::is_some) {
            self.close();
        }
    }

    /// The message that is shown.
    pub fn current(self) -> Option<(Tone, String)> {
        self.0.get()
    }

    /// Takes the message away.
    pub fn close(self) {
        self.0.set(None);
    }
}

/// Where the message stands, over the foot of every page.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    // A message that comes while somebody writes lies over the foot of the page: the field goes out from under it.
    watch(move || {
        if toasts.current().is_some() {
            set_timeout(uncover, SETTLES);
        }
    });
    view! {
        <div class="toasts" role="status">
            {move || {
                toasts.current().map(|(tone, message)| {
                    let (icon, class) = match tone {
                        Tone::Done => (Icon::Check, "toast toast-done"),
                        Tone::Problem => (Icon::Alert, "toast toast-problem"),
                    };
                    view! {
                        <div class=class>
                            <Glyph icon/>
                            <p>{message}</p>
                            <button class="link-button" type="button" on:click=move |_| toasts.close()>{tr::shell::close}</button>
                        </div>
                    }
                })
            }}
        </div>
    }
}

/// Brings what has focus into the part of the window that no message covers; the style sheet says which part that is.
fn uncover() {
    let Some(at) = document().active_element() else { return };
    if at.matches("main :is(input, select, textarea)").unwrap_or(false) {
        let nearest = web_sys::ScrollIntoViewOptions::new();
        nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
        at.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
