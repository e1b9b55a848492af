//! What keys do while focus is on the player. What a focused control does with a key itself always comes first, and a key that a
//! browser or a screen reader needs is never taken: no combination with Ctrl, Alt or Meta, and of the other keys only those that
//! write something and the arrows.

/// What focus is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Nothing that takes keys.
    Picture,
    /// Something that Enter and Space press.
    Button,
    /// A slider, a list or a field, which need every key.
    Field,
}

/// What can be done by a key or a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Toggle,
    Back,
    Forward,
    PreviousChapter,
    NextChapter,
    Captions,
    Descriptions,
    Sign,
    Mute,
    Louder,
    Quieter,
    Slower,
    Faster,
    LoopStart,
    LoopEnd,
    LoopStop,
    /// Says where the video is.
    Position,
    FullScreen,
    PictureInPicture,
    Settings,
    Keys,
}

/// A key that does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    pub action: Action,
    /// What it is kept under.
    pub name: &'static str,
    pub key: char,
}

const fn shortcut(action: Action, name: &'static str, key: char) -> Shortcut {
    Shortcut { action, name, key }
}

/// Every shortcut, with the key that it has at first.
pub const SHORTCUTS: [Shortcut; 22] = [
    shortcut(Action::Toggle, "play", 'k'),
    shortcut(Action::Toggle, "play-too", ' '),
    shortcut(Action::Back, "back", '←'),
    shortcut(Action::Forward, "forward", '→'),
    shortcut(Action::PreviousChapter, "chapter-before", 'p'),
    shortcut(Action::NextChapter, "chapter-next", 'n'),
    shortcut(Action::Captions, "captions", 'c'),
    shortcut(Action::Descriptions, "description", 'd'),
    shortcut(Action::Sign, "sign", 's'),
    shortcut(Action::Mute, "mute", 'm'),
    shortcut(Action::Louder, "louder", '↑'),
    shortcut(Action::Quieter, "quieter", '↓'),
    shortcut(Action::Slower, "slower", 'j'),
    shortcut(Action::Faster, "faster", 'l'),
    shortcut(Action::LoopStart, "loop-start", 'a'),
    shortcut(Action::LoopEnd, "loop-end", 'b'),
    shortcut(Action::LoopStop, "loop-stop", 'x'),
    shortcut(Action::Position, "position", 't'),
    shortcut(Action::FullScreen, "full-screen", 'f'),
    shortcut(Action::PictureInPicture, "apart", 'i'),
    shortcut(Action::Settings, "settings", 'o'),
    shortcut(Action::Keys, "keys", '?'),
];

/// Stands for a shortcut that is switched off.
pub const OFF: char = '\0';

/// The key of each shortcut, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bindings(pub [char; SHORTCUTS.len()]);

impl Default for Bindings {
    fn default() -> Self {
        Self(SHORTCUTS.map(|shortcut| shortcut.key))
    }
}

impl Bindings {
    /// Gives a shortcut another key, or none. A shortcut that had the key loses it; its number is returned.
    pub fn bind(&mut self, number: usize, key: char) -> Option<usize> {
        let other = self.0.iter().position(|bound| *bound == key).filter(|other| key != OFF && *other != number);
        if let Some(other) = other {
            self.0[other] = OFF;
        }
        self.0[number] = key;
        other
    }

    /// As they are kept: those that were changed, such as `play=y mute=`.
    pub fn write(&self) -> String {
        let mut text = String::new();
        for (shortcut, key) in SHORTCUTS.iter().zip(self.0) {
            if key != shortcut.key {
                let gap = if text.is_empty() { "" } else { " " };
                let mut buffer = [0; 4];
                // A space would end the entry, so it is spelled.
                let key: &str = match key {
                    OFF => "",
                    ' ' => "space",
                    key => key.encode_utf8(&mut buffer),
                };
                text = [&text, gap, shortcut.name, "=", key].concat();
            }
        }
        text
    }

    /// What was kept; what cannot be read keeps its first key.
    pub fn read(text: &str) -> Self {
        let mut all = Self::default();
        for part in text.split(' ') {
            let Some((name, key)) = part.split_once('=') else { continue };
            let Some(number) = SHORTCUTS.iter().position(|shortcut| shortcut.name == name) else { continue };
            let mut characters = key.chars();
            all.0[number] = match (key, characters.next(), characters.next()) {
                ("space", ..) => ' ',
                (_, None, _) => OFF,
                (_, Some(key), None) => key,
                _ => continue,
            };
        }
        all
    }
}

/// A key as one character, from the name that the browser gives it; `None` for those that are never taken.
pub fn character(key: &str) -> Option<char> {
    let mut characters = key.chars();
    match (key, characters.next(), characters.next()) {
        ("ArrowLeft", ..) => Some('←'),
        ("ArrowRight", ..) => Some('→'),
        ("ArrowUp", ..) => Some('↑'),
        ("ArrowDown", ..) => Some('↓'),
        (_, Some(one), None) => crate::base::lower(&one.to_string()).chars().next(),
        _ => None,
    }
}

/// Whether a key writes something, so that people who speak to their computer may press it without meaning to.
pub const fn is_letter(key: char) -> bool {
    !matches!(key, '←' | '→' | '↑' | '↓' | ' ')
}

/// What a key asks for, given what focus is on and whether single letters are shortcuts here.
pub fn action(bindings: &Bindings, key: &str, focus: Focus, letters: bool) -> Option<Action> {
    let key = character(key)?;
    let used_here = focus == Focus::Field || (focus == Focus::Button && key == ' ');
    if used_here || (is_letter(key) && !letters) {
        return None;
    }
    let number = bindings.0.iter().position(|bound| *bound == key)?;
    SHORTCUTS.get(number).map(|shortcut| shortcut.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(key: &str, focus: Focus, letters: bool) -> Option<Action> {
        action(&Bindings::default(), key, focus, letters)
    }

    #[test]
    fn space_presses_the_button_that_has_focus_and_plays_elsewhere() {
        assert_eq!(first(" ", Focus::Picture, true), Some(Action::Toggle));
        assert_eq!(first(" ", Focus::Button, true), None);
        assert_eq!(first("k", Focus::Button, true), Some(Action::Toggle));
    }

    #[test]
    fn a_slider_keeps_its_arrows_and_a_list_its_letters() {
        for key in ["ArrowLeft", "ArrowUp", "c", " "] {
            assert_eq!(first(key, Focus::Field, true), None);
        }
    }

    #[test]
    fn letters_can_be_switched_off_and_arrows_stay() {
        assert_eq!(first("C", Focus::Picture, true), Some(Action::Captions));
        for shortcut in SHORTCUTS.iter().filter(|shortcut| is_letter(shortcut.key)) {
            assert_eq!(first(&shortcut.key.to_string(), Focus::Picture, false), None);
        }
        assert_eq!(first("ArrowRight", Focus::Picture, false), Some(Action::Forward));
    }

    #[test]
    fn keys_of_screen_readers_and_browsers_are_never_taken() {
        for key in [
            "Insert", "CapsLock", "Tab", "Escape", "Enter", "F1", "F5", "F6", "F7", "Control", "Alt", "Home",
            "PageDown",
        ] {
            assert_eq!(character(key), None, "{key}");
        }
    }

    #[test]
    fn no_two_shortcuts_share_a_key_or_a_name() {
        for (number, one) in SHORTCUTS.iter().enumerate() {
            for other in &SHORTCUTS[number + 1..] {
                assert!(one.key != other.key && one.name != other.name, "{}", one.name);
            }
        }
    }

    #[test]
    fn a_shortcut_takes_the_key_of_another_and_can_be_switched_off() {
        let mut bindings = Bindings::default();
        assert_eq!(bindings.bind(0, 'm'), Some(9));
        assert_eq!(action(&bindings, "m", Focus::Picture, true), Some(Action::Toggle));
        assert_eq!(action(&bindings, "k", Focus::Picture, true), None);
        assert_eq!(bindings.bind(0, OFF), None);
        assert_eq!(bindings.bind(3, OFF), None);
        assert_eq!(action(&bindings, "m", Focus::Picture, true), None);
        assert_eq!(action(&bindings, "ArrowRight", Focus::Picture, true), None);
    }

    #[test]
    fn what_was_changed_is_kept_and_comes_back() {
        let mut bindings = Bindings::default();
        assert_eq!(bindings.write(), "");
        bindings.bind(9, ' ');
        bindings.bind(0, '=');
        bindings.bind(5, 'ع');
        assert_eq!(bindings.write(), "play== play-too= chapter-next=ع mute=space");
        assert_eq!(Bindings::read(&bindings.write()), bindings);
        assert_eq!(Bindings::read("play=abc later=x"), Bindings::default());
    }
}
