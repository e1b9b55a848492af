//! How somebody likes to watch, kept in this browser.

use passerelle_api::account::Language;
use serde::{Deserialize, Serialize};

use crate::base;

const NAME: &str = "player";

/// The size of captions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum CaptionSize {
    #[default]
    Normal,
    Large,
    Largest,
}

impl CaptionSize {
    /// Every size, from small to large.
    pub const ALL: &'static [Self] = &[Self::Normal, Self::Large, Self::Largest];

    /// The word that styles and options know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }
}

/// What somebody chose. What is missing in a kept copy takes its first value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub captions: bool,
    /// The language of captions and transcript; the interface's when none was chosen.
    pub language: Option<Language>,
    pub size: CaptionSize,
    pub descriptions: bool,
    /// Whether single letters are shortcuts.
    pub letters: bool,
    /// Whether the transcript follows the picture.
    pub follow: bool,
    /// In percent.
    pub speed: u16,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            captions: true,
            language: None,
            size: CaptionSize::Normal,
            descriptions: false,
            letters: true,
            follow: true,
            speed: 100,
        }
    }
}

impl Preferences {
    /// What was kept, or the first values where nothing was or where it cannot be read.
    pub fn kept() -> Self {
        base::stored(NAME).and_then(|text| Self::read(&text)).unwrap_or_default()
    }

    /// Keeps them. A browser that refuses to store has them until the page is left.
    pub fn keep(&self) {
        if let Ok(text) = serde_json::to_string(self) {
            base::keep(NAME, &text);
        }
    }

    fn read(text: &str) -> Option<Self> {
        let read: Self = serde_json::from_str(text).ok()?;
        super::state::SPEEDS.contains(&read.speed).then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_copy_lacks_takes_its_first_value() {
        let read = Preferences::read(r#"{"captions":false,"language":"ar"}"#);
        let wanted = Preferences { captions: false, language: Some(Language::Arabic), ..Preferences::default() };
        assert_eq!(read, Some(wanted));
    }

    #[test]
    fn a_copy_that_cannot_be_right_is_not_used() {
        assert_eq!(Preferences::read(r#"{"speed":9000}"#), None);
        assert_eq!(Preferences::read("no json"), None);
    }
}
