//! Short messages that stay until they are closed or replaced: what was done, and what the network does.

use leptos::prelude::*;

use crate::base;

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
