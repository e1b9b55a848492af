//! The player without a browser: what is asked of it, what the media element is told then, and what its reports change.
//!
//! A press never changes the state itself. It becomes a command to the element, and only what the element reports back is
//! shown, so that the controls cannot claim what does not happen.

/// How far one step forward or back goes.
pub const STEP_MS: i64 = 5_000;

/// Playing this long makes the position worth keeping again.
const SAVE_EVERY_MS: u64 = 5_000;

/// A video that was left this close to its end is taken as seen, and starts over.
const NEAR_END_MS: u64 = 5_000;

/// Loudness goes in steps of this many percent.
const VOLUME_STEP: i16 = 10;

/// The speeds on offer, in percent.
pub const SPEEDS: &[u16] = &[50, 75, 100, 125, 150, 175, 200];

/// What the video is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Its length and first picture are on their way.
    #[default]
    Loading,
    Paused,
    Playing,
    /// It should play and waits for more to arrive.
    Stalled,
    Ended,
    Failed(Fault),
}

/// Why a video cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It broke off on its way.
    Network,
    /// It arrived and cannot be decoded.
    Decode,
    /// No form of it could be fetched, or none that this browser plays.
    NoSource,
}

/// What is known of the video now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    pub phase: Phase,
    pub position_ms: u64,
    pub duration_ms: u64,
    /// In percent of the normal speed.
    pub speed: u16,
    /// In percent.
    pub volume: u8,
    pub muted: bool,
    pub full_screen: bool,
    /// Where to go once the length is known.
    resume_ms: Option<u64>,
    /// Whether it was played or moved since it was opened; from then on the person decides where it stands.
    touched: bool,
}

/// What a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    Toggle,
    SeekTo(u64),
    /// Milliseconds forward, or back where negative.
    Skip(i64),
    Speed(u16),
    Volume(u8),
    Louder,
    Quieter,
    Mute,
    FullScreen,
    /// Goes on where the video was left another time.
    Resume(u64),
    Reload,
}

/// What the media element is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Play,
    Pause,
    SeekTo(u64),
    Speed(u16),
    Sound { volume: u8, muted: bool },
    FullScreen(bool),
    Load,
}

/// What the media element reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Metadata { duration_ms: u64 },
    Position(u64),
    Seeked(u64),
    Playing,
    Paused,
    Waiting,
    Ended,
    Failed(Fault),
    Speed(u16),
    Sound { volume: u8, muted: bool },
    FullScreen(bool),
}

impl State {
    /// A video that was just opened. `duration_ms` is what the server says of it, until the video says it itself.
    pub const fn new(duration_ms: u64, speed: u16) -> Self {
        Self {
            phase: Phase::Loading,
            position_ms: 0,
            duration_ms,
            speed,
            volume: 100,
            muted: false,
            full_screen: false,
            resume_ms: None,
            touched: false,
        }
    }

    /// Whether it plays, or would if enough had arrived.
    pub const fn plays(&self) -> bool {
        matches!(self.phase, Phase::Playing | Phase::Stalled)
    }

    /// What to tell the element when something is asked for.
    pub fn ask(&mut self, request: Request) -> Option<Command> {
        match request {
            Request::Toggle => Some(self.toggle()),
            Request::SeekTo(ms) => Some(self.seek(ms)),
            Request::Skip(ms) => Some(self.seek(self.position_ms.saturating_add_signed(ms))),
            Request::Speed(percent) => SPEEDS.contains(&percent).then_some(Command::Speed(percent)),
            Request::Volume(volume) => Some(Command::Sound { volume: volume.min(100), muted: false }),
            Request::Louder => Some(self.louder(VOLUME_STEP)),
            Request::Quieter => Some(self.louder(-VOLUME_STEP)),
            Request::Mute => Some(Command::Sound { volume: self.volume, muted: !self.muted }),
            Request::FullScreen => Some(Command::FullScreen(!self.full_screen)),
            Request::Resume(ms) => self.resume(ms),
            Request::Reload => Some(self.reload()),
        }
    }

    /// Takes in what the element reports, and gives what to tell it next.
    pub fn hear(&mut self, event: Event) -> Option<Command> {
        match event {
            Event::Metadata { duration_ms } => {
                self.duration_ms = duration_ms;
                self.phase = Phase::Paused;
                return self.resume_ms.take().map(Command::SeekTo);
            }
            Event::Position(ms) | Event::Seeked(ms) => {
                self.position_ms = ms;
                if self.phase == Phase::Ended && ms < self.duration_ms {
                    self.phase = Phase::Paused;
                }
            }
            Event::Playing => {
                self.touched = true;
                self.phase = Phase::Playing;
            }
            Event::Paused if self.plays() => self.phase = Phase::Paused,
            Event::Waiting if self.phase == Phase::Playing => self.phase = Phase::Stalled,
            // A pause that the end or a fault brought says nothing more than these, and an element waits before it plays, too.
            Event::Paused | Event::Waiting => {}
            Event::Ended => {
                self.phase = Phase::Ended;
                self.position_ms = self.duration_ms;
            }
            Event::Failed(fault) => self.phase = Phase::Failed(fault),
            Event::Speed(percent) => self.speed = percent,
            Event::Sound { volume, muted } => (self.volume, self.muted) = (volume, muted),
            Event::FullScreen(full_screen) => self.full_screen = full_screen,
        }
        None
    }

    fn toggle(&mut self) -> Command {
        match self.phase {
            Phase::Playing | Phase::Stalled => Command::Pause,
            Phase::Failed(_) => self.reload(),
            Phase::Loading | Phase::Paused | Phase::Ended => Command::Play,
        }
    }

    fn seek(&mut self, ms: u64) -> Command {
        self.touched = true;
        Command::SeekTo(ms.min(self.duration_ms))
    }

    fn louder(&self, by: i16) -> Command {
        let volume = (i16::from(self.volume) + by).clamp(0, 100);
        Command::Sound { volume: u8::try_from(volume).unwrap_or(100), muted: false }
    }

    fn resume(&mut self, ms: u64) -> Option<Command> {
        let worth = !self.touched && ms > 0 && ms + NEAR_END_MS < self.duration_ms;
        if !worth {
            return None;
        }
        if self.phase == Phase::Loading {
            self.resume_ms = Some(ms);
            return None;
        }
        Some(Command::SeekTo(ms))
    }

    fn reload(&mut self) -> Command {
        self.resume_ms = (self.position_ms > 0).then_some(self.position_ms);
        self.phase = Phase::Loading;
        Command::Load
    }
}

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
    use super::*;

    fn opened() -> State {
        let mut state = State::new(60_000, 100);
        assert_eq!(state.hear(Event::Metadata { duration_ms: 61_000 }), None);
        state
    }

    #[test]
    fn a_press_changes_nothing_until_the_element_reports() {
        let mut state = opened();
        assert_eq!(state.ask(Request::Toggle), Some(Command::Play));
        assert_eq!(state.phase, Phase::Paused);
        state.hear(Event::Playing);
        assert_eq!(state.phase, Phase::Playing);
        assert_eq!(state.ask(Request::Toggle), Some(Command::Pause));
    }

    #[test]
    fn a_step_stays_within_the_video() {
        let mut state = opened();
        state.hear(Event::Position(2_000));
        assert_eq!(state.ask(Request::Skip(-STEP_MS)), Some(Command::SeekTo(0)));
        state.hear(Event::Position(59_000));
        assert_eq!(state.ask(Request::Skip(STEP_MS)), Some(Command::SeekTo(61_000)));
    }

    #[test]
    fn waiting_is_a_stall_only_while_it_plays() {
        let mut state = opened();
        state.hear(Event::Waiting);
        assert_eq!(state.phase, Phase::Paused);
        state.hear(Event::Playing);
        state.hear(Event::Waiting);
        assert_eq!(state.phase, Phase::Stalled);
        assert_eq!(state.ask(Request::Toggle), Some(Command::Pause));
        state.hear(Event::Playing);
        assert_eq!(state.phase, Phase::Playing);
    }

    #[test]
    fn the_pause_of_an_end_or_a_fault_does_not_hide_it() {
        let mut state = opened();
        state.hear(Event::Playing);
        state.hear(Event::Ended);
        state.hear(Event::Paused);
        assert_eq!((state.phase, state.position_ms), (Phase::Ended, 61_000));
        state.hear(Event::Failed(Fault::Network));
        state.hear(Event::Paused);
        assert_eq!(state.phase, Phase::Failed(Fault::Network));
    }

    #[test]
    fn a_seek_back_from_the_end_can_play_again() {
        let mut state = opened();
        state.hear(Event::Ended);
        state.hear(Event::Seeked(10_000));
        assert_eq!(state.phase, Phase::Paused);
    }

    #[test]
    fn it_goes_on_where_it_was_left_once_the_length_is_known() {
        let mut state = State::new(60_000, 100);
        assert_eq!(state.ask(Request::Resume(30_000)), None);
        assert_eq!(state.hear(Event::Metadata { duration_ms: 60_000 }), Some(Command::SeekTo(30_000)));
        let mut late = opened();
        assert_eq!(late.ask(Request::Resume(30_000)), Some(Command::SeekTo(30_000)));
    }

    #[test]
    fn it_does_not_jump_under_somebody_who_started_or_who_saw_the_end() {
        let mut state = opened();
        assert_eq!(state.ask(Request::Resume(58_000)), None);
        state.hear(Event::Playing);
        assert_eq!(state.ask(Request::Resume(30_000)), None);
    }

    #[test]
    fn a_broken_video_loads_again_at_its_place() {
        let mut state = opened();
        state.hear(Event::Playing);
        state.hear(Event::Position(20_000));
        state.hear(Event::Failed(Fault::Network));
        assert_eq!(state.ask(Request::Toggle), Some(Command::Load));
        assert_eq!(state.phase, Phase::Loading);
        assert_eq!(state.hear(Event::Metadata { duration_ms: 61_000 }), Some(Command::SeekTo(20_000)));
    }

    #[test]
    fn sound_has_bounds_and_turning_it_up_unmutes() {
        let mut state = opened();
        assert_eq!(state.ask(Request::Louder), Some(Command::Sound { volume: 100, muted: false }));
        state.hear(Event::Sound { volume: 5, muted: true });
        assert_eq!(state.ask(Request::Quieter), Some(Command::Sound { volume: 0, muted: false }));
        assert_eq!(state.ask(Request::Mute), Some(Command::Sound { volume: 5, muted: false }));
    }

    #[test]
    fn a_speed_that_is_not_offered_is_not_set() {
        let mut state = opened();
        assert_eq!(state.ask(Request::Speed(300)), None);
        assert_eq!(state.ask(Request::Speed(150)), Some(Command::Speed(150)));
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
