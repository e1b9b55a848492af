//! Light, dark, or as the system says.

use leptos::prelude::*;
use passerelle_api::account::Theme;

use crate::base;

const NAME: &str = "theme";

/// The theme of the app.
#[derive(Clone, Copy)]
pub struct ThemeState(RwSignal<Theme>);

/// Gives the app its theme, as `boot.js` already drew it. Called once, by `App`.
pub fn provide() {
    let theme = base::stored(NAME).and_then(|theme| theme.parse().ok()).unwrap_or(Theme::System);
    provide_context(ThemeState(RwSignal::new(theme)));
}

/// The theme of the app.
pub fn use_theme() -> ThemeState {
    use_context().unwrap_or_else(|| ThemeState(RwSignal::new(Theme::System)))
}

/// Whether somebody chose a theme in this browser.
pub fn is_chosen() -> bool {
    base::stored(NAME).is_some()
}

impl ThemeState {
    /// The theme that is chosen.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// Chooses a theme, keeps it in this browser and draws it.
    pub fn choose(self, theme: Theme) {
        base::keep(NAME, theme.as_str());
        base::set_root("data-theme", theme.as_str());
        self.0.set(theme);
    }
}
