//! When the position is worth keeping.

use super::state::{Event, State};

/// Playing this long makes the position worth keeping again.
const SAVE_EVERY_MS: u64 = 5_000;

/// Decides when the position is kept: while it plays, and whenever it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saver {
    saved_ms: u64,
}

impl Saver {
    /// The position to keep after an event that `state` already took in, if it is worth it.
    pub fn after(&mut self, state: &State, event: Event) -> Option<u64> {
        let moved = state.position_ms.abs_diff(self.saved_ms);
        let due = match event {
            Event::Position(_) => state.plays() && moved >= SAVE_EVERY_MS,
            Event::Paused | Event::Ended | Event::Failed(_) => moved > 0,
            _ => false,
        };
        due.then(|| self.save(state)).flatten()
    }

    /// The position to keep when the page is left or hidden.
    pub fn leaving(&mut self, state: &State) -> Option<u64> {
        (state.touched && state.position_ms != self.saved_ms).then(|| self.save(state)).flatten()
    }

    fn save(&mut self, state: &State) -> Option<u64> {
        self.saved_ms = state.position_ms;
        Some(state.position_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::state::Request, *};

    fn opened() -> State {
        let mut state = State::new(60_000, 100, 1);
        state.hear(Event::Metadata { duration_ms: 61_000 });
        state
    }

    fn report(state: &mut State, saver: &mut Saver, event: Event) -> Option<u64> {
        state.hear(event);
        saver.after(state, event)
    }

    #[test]
    fn the_position_is_kept_every_five_seconds_of_play_and_on_pause() {
        let (mut state, mut saver) = (opened(), Saver::default());
        report(&mut state, &mut saver, Event::Playing);
        assert_eq!(report(&mut state, &mut saver, Event::Position(4_900)), None);
        assert_eq!(report(&mut state, &mut saver, Event::Position(5_100)), Some(5_100));
        assert_eq!(report(&mut state, &mut saver, Event::Position(9_000)), None);
        assert_eq!(report(&mut state, &mut saver, Event::Paused), Some(9_000));
        assert_eq!(saver.leaving(&state), None);
    }

    #[test]
    fn opening_and_leaving_without_playing_keeps_the_old_position() {
        let (mut state, mut saver) = (opened(), Saver::default());
        state.ask(Request::Resume(30_000));
        assert_eq!(report(&mut state, &mut saver, Event::Seeked(30_000)), None);
        assert_eq!(saver.leaving(&state), None);
    }
}
