//! Short messages that stay until they are closed or replaced: what was done, and what the network does.

use leptos::prelude::*;

/// How a message is meant; each has an icon and a word, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Done,
    Problem,
}

/// The message that is shown now.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<(Tone, String)>>);

/// Gives the app its messages. Called once, by `App`.
pub fn provide() -> Toasts {
    let toasts = Toasts(RwSignal::new(None));
    provide_context(toasts);
    toasts
}

/// The messages of the app.
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(|| Toasts(RwSignal::new(None)))
}

impl Toasts {
    /// Shows a message in place of the one before.
    pub fn show(self, tone: Tone, message: String) {
        self.0.set(Some((tone, message)));
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
