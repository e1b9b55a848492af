//! What keys do while focus is on the player. What a focused control does with a key itself always comes first.

use super::state::{Request, STEP_MS};

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

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Ask(Request),
    Captions,
    Descriptions,
}

/// What a key asks for, given what focus is on and whether single letters are shortcuts here.
pub fn action(key: &str, focus: Focus, letters: bool) -> Option<Action> {
    if focus == Focus::Field {
        return None;
    }
    let asked = match key {
        " " if focus == Focus::Picture => Action::Ask(Request::Toggle),
        "ArrowLeft" => Action::Ask(Request::Skip(-STEP_MS)),
        "ArrowRight" => Action::Ask(Request::Skip(STEP_MS)),
        "ArrowUp" => Action::Ask(Request::Louder),
        "ArrowDown" => Action::Ask(Request::Quieter),
        _ if !letters => return None,
        "k" | "K" => Action::Ask(Request::Toggle),
        "m" | "M" => Action::Ask(Request::Mute),
        "f" | "F" => Action::Ask(Request::FullScreen),
        "c" | "C" => Action::Captions,
        "d" | "D" => Action::Descriptions,
        _ => return None,
    };
    Some(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_presses_the_button_that_has_focus_and_plays_elsewhere() {
        assert_eq!(action(" ", Focus::Picture, true), Some(Action::Ask(Request::Toggle)));
        assert_eq!(action(" ", Focus::Button, true), None);
        assert_eq!(action("k", Focus::Button, true), Some(Action::Ask(Request::Toggle)));
    }

    #[test]
    fn a_slider_keeps_its_arrows_and_a_list_its_letters() {
        for key in ["ArrowLeft", "ArrowUp", "c", " "] {
            assert_eq!(action(key, Focus::Field, true), None);
        }
    }

    #[test]
    fn letters_can_be_switched_off_and_arrows_stay() {
        assert_eq!(action("c", Focus::Picture, true), Some(Action::Captions));
        for key in ["c", "k", "m", "f", "d"] {
            assert_eq!(action(key, Focus::Picture, false), None);
        }
        assert_eq!(action("ArrowRight", Focus::Picture, false), Some(Action::Ask(Request::Skip(STEP_MS))));
    }
}
