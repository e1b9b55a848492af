//! How somebody likes to watch: one number a setting, so that keeping, reading and showing them is written once for all.

use passerelle_api::account::Language;

/// What can be set. The number of each is its place in [`RULES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Captions,
    /// 0 for the interface's language, else the number of a language and one.
    Language,
    /// A second language under the first, for those who learn one; 0 for none.
    SecondLanguage,
    Size,
    Typeface,
    Colour,
    Background,
    Opacity,
    Edge,
    Place,
    /// Where captions stand over the picture, in percent from its left and from its top.
    CaptionX,
    CaptionY,
    /// The browser draws captions itself.
    Native,
    /// Captions are also said by screen readers.
    CaptionsAloud,
    Descriptions,
    DescribeBy,
    /// The video waits until a description was said.
    DescribeWaits,
    DescribeSpeed,
    Sign,
    SignX,
    SignY,
    /// The width of the sign-language window, in percent of the picture.
    SignSize,
    Follow,
    TranscriptLanguage,
    /// Single letters are shortcuts.
    Letters,
    /// What keys did is said.
    Announce,
    /// In percent.
    Speed,
    /// The height of the picture that is wanted; 0 lets the player choose.
    Quality,
}

/// What a setting may be.
struct Rule {
    name: &'static str,
    first: i16,
    least: i16,
    most: i16,
}

const fn rule(name: &'static str, first: i16, least: i16, most: i16) -> Rule {
    Rule { name, first, least, most }
}

const LANGUAGES: i16 = 4;

/// In the order of [`Setting`].
const RULES: [Rule; 28] = [
    rule("captions", 1, 0, 1),
    rule("language", 0, 0, LANGUAGES),
    rule("second", 0, 0, LANGUAGES),
    rule("size", 100, 50, 300),
    rule("typeface", 0, 0, 3),
    rule("colour", 0, 0, 7),
    rule("background", 0, 0, 7),
    rule("opacity", 85, 0, 100),
    rule("edge", 0, 0, 4),
    rule("place", place::OVER, 0, 2),
    rule("caption-x", 50, 0, 100),
    rule("caption-y", 96, 0, 100),
    rule("native", 0, 0, 1),
    rule("captions-aloud", 0, 0, 1),
    rule("descriptions", 0, 0, 1),
    rule("describe-by", describe_by::VOICE, 0, 2),
    rule("describe-waits", 1, 0, 1),
    rule("describe-speed", 100, 50, 300),
    rule("sign", 0, 0, 1),
    rule("sign-x", 98, 0, 100),
    rule("sign-y", 4, 0, 100),
    rule("sign-size", 30, 15, 60),
    rule("follow", 1, 0, 1),
    rule("transcript", 0, 0, LANGUAGES),
    rule("letters", 1, 0, 1),
    rule("announce", 1, 0, 1),
    rule("speed", 100, 50, 300),
    rule("quality", 0, 0, 4320),
];

/// Where captions stand.
pub mod place {
    pub const OVER: i16 = 0;
    pub const BELOW: i16 = 1;
    pub const ABOVE: i16 = 2;
}

/// What tells what is seen.
pub mod describe_by {
    pub const VOICE: i16 = 0;
    pub const SCREEN_READER: i16 = 1;
    pub const RECORDING: i16 = 2;
}

/// What somebody chose, by [`Setting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences([i16; RULES.len()]);

impl Default for Preferences {
    fn default() -> Self {
        Self(std::array::from_fn(|number| RULES[number].first))
    }
}

impl Preferences {
    /// What is chosen.
    pub const fn get(&self, setting: Setting) -> i16 {
        self.0[setting as usize]
    }

    /// Chooses, within what is possible.
    pub fn set(&mut self, setting: Setting, value: i16) {
        let Rule { least, most, .. } = RULES[setting as usize];
        self.0[setting as usize] = value.clamp(least, most);
    }

    /// A setting that is a language; `None` where the first one that fits is meant.
    pub fn language(&self, setting: Setting) -> Option<Language> {
        let number = usize::try_from(self.get(setting)).ok()?.checked_sub(1)?;
        Language::ALL.get(number).copied()
    }

    /// As it is kept: what differs from the first values, such as `speed=150 size=200`.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (rule, value) in RULES.iter().zip(self.0) {
            if value != rule.first {
                let gap = if text.is_empty() { "" } else { " " };
                text = [&text, gap, rule.name, "=", &value.to_string()].concat();
            }
        }
        text
    }

    /// What was kept. A setting that is not there, not known or not possible takes its first value.
    pub fn read(text: &str) -> Self {
        let mut all = Self::default();
        for part in text.split(' ') {
            let Some((name, value)) = part.split_once('=') else { continue };
            let Some(number) = RULES.iter().position(|rule| rule.name == name) else { continue };
            if let Ok(value) = value.parse()
                && (RULES[number].least..=RULES[number].most).contains(&value)
            {
                all.0[number] = value;
            }
        }
        all
    }
}

/// The number that stands for a language in a setting.
pub fn number(language: Option<Language>) -> i16 {
    let place = language.and_then(|language| Language::ALL.iter().position(|one| *one == language));
    place.and_then(|place| i16::try_from(place + 1).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_rule() {
        assert_eq!(Setting::Quality as usize, RULES.len() - 1);
        assert_eq!(RULES[Setting::SignSize as usize].name, "sign-size");
        assert_eq!(RULES[Setting::Speed as usize].name, "speed");
        assert_eq!(LANGUAGES as usize, Language::ALL.len());
        for rule in &RULES {
            assert!((rule.least..=rule.most).contains(&rule.first), "{}", rule.name);
        }
    }

    #[test]
    fn only_what_was_changed_is_kept_and_it_comes_back() {
        let mut chosen = Preferences::default();
        assert_eq!(chosen.write(), "");
        chosen.set(Setting::Speed, 150);
        chosen.set(Setting::Captions, 0);
        assert_eq!(chosen.write(), "captions=0 speed=150");
        assert_eq!(Preferences::read(&chosen.write()), chosen);
    }

    #[test]
    fn a_copy_that_cannot_be_right_is_not_used() {
        assert_eq!(Preferences::read("speed=9000 size=abc colour"), Preferences::default());
        assert_eq!(Preferences::read(r#"{"captions":false}"#), Preferences::default());
        let mut one = Preferences::default();
        one.set(Setting::Size, 200);
        assert_eq!(Preferences::read("later=1 size=200"), one);
    }

    #[test]
    fn languages_are_numbers_from_one() {
        let mut chosen = Preferences::default();
        assert_eq!(chosen.language(Setting::Language), None);
        for language in Language::ALL {
            chosen.set(Setting::Language, number(Some(*language)));
            assert_eq!(chosen.language(Setting::Language), Some(*language));
        }
        assert_eq!(number(None), 0);
    }

    #[test]
    fn a_choice_stays_within_what_is_possible() {
        let mut chosen = Preferences::default();
        chosen.set(Setting::CaptionY, 130);
        assert_eq!(chosen.get(Setting::CaptionY), 100);
    }
}
