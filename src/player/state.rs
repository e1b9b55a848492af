//! The player without a browser: what is asked of it, what the media element is told then, and what its reports change.
//!
//! A press never changes the state itself: it becomes a command, and only what the element reports back is shown.

mod messages;

pub use messages::{Command, Event, Request};

/// How far one step forward or back goes.
pub const STEP_MS: i64 = 5_000;

/// A video that was left this close to its end is taken as seen, and starts over.
const NEAR_END_MS: u64 = 5_000;

/// A passage shorter than this is not repeated: it would be a stutter.
const SHORTEST_LOOP_MS: u64 = 500;

/// Loudness goes in steps of this many percent.
const VOLUME_STEP: i16 = 10;

/// The speeds on offer, in percent.
pub const SPEEDS: std::ops::RangeInclusive<u16> = 50..=300;

/// From one speed to the next, in percent.
pub const SPEED_STEP: u16 = 25;

/// What the video is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Phase {
    /// Its length and first picture are on their way.
    #[default]
    Loading,
    Paused,
    Playing,
    /// It waits until a description was said.
    Held,
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
    /// No form of it could be fetched.
    NoSource,
    /// There is no form of it that this browser plays.
    NoCodec,
}

/// How long a stall has been going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Default)]
pub enum Patience {
    /// Not worth a word.
    #[default]
    Short,
    /// Worth saying.
    Told,
    /// So long that something else should be offered.
    Spent,
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
    /// Whether it plays in a window of its own over other programs.
    pub picture_in_picture: bool,
    pub patience: Patience,
    /// The passage that is repeated: its start, and its end once that is set.
    pub loop_start_ms: Option<u64>,
    pub loop_end_ms: Option<u64>,
    /// The number of the encoding that is played, in the order in which they are tried.
    pub rendition: u8,
    /// How many encodings there are to try.
    pub renditions: u8,
    /// Where it is on its way to: it cannot go there before its length is known, and until it arrived `position_ms` is where it was.
    target_ms: Option<u64>,
    /// Whether to play once it is loaded.
    resume_plays: bool,
    /// Whether it was played or moved since it was opened; from then on the person decides where it stands.
    pub touched: bool,
    /// Set between asking the element to pause for a description and its report.
    holding: bool,
}

impl State {
    /// A video that was just opened. `duration_ms` is what the server says of it, until the video says it itself.
    pub const fn new(duration_ms: u64, speed: u16, renditions: u8) -> Self {
        Self {
            phase: Phase::Loading,
            position_ms: 0,
            duration_ms,
            speed,
            volume: 100,
            muted: false,
            full_screen: false,
            picture_in_picture: false,
            patience: Patience::Short,
            loop_start_ms: None,
            loop_end_ms: None,
            rendition: 0,
            renditions,
            target_ms: None,
            resume_plays: false,
            touched: false,
            holding: false,
        }
    }

    /// Whether it plays, or would if enough had arrived or enough was said.
    pub const fn plays(&self) -> bool {
        matches!(self.phase, Phase::Playing | Phase::Stalled | Phase::Held)
    }

    /// Whether this is more than the same moment a little later.
    pub fn differs(&self, before: &Self) -> bool {
        *self != Self { position_ms: self.position_ms, ..*before }
    }

    /// The passage that is repeated, once both its ends are set.
    pub fn passage(&self) -> Option<(u64, u64)> {
        self.loop_start_ms.zip(self.loop_end_ms)
    }

    /// What to tell the element when something is asked for.
    pub fn ask(&mut self, request: Request) -> Option<Command> {
        match request {
            Request::Toggle => self.toggle(),
            Request::SeekTo(ms) | Request::Open(ms) => self.seek(ms),
            Request::Skip(ms) => self.seek(self.place_ms().saturating_add_signed(ms)),
            Request::Speed(percent) => SPEEDS.contains(&percent).then_some(Command::Speed(percent)),
            Request::Faster => Some(Command::Speed((self.speed + SPEED_STEP).min(*SPEEDS.end()))),
            Request::Slower => Some(Command::Speed(self.speed.saturating_sub(SPEED_STEP).max(*SPEEDS.start()))),
            Request::Volume(volume) => Some(Command::Sound { volume: volume.min(100), muted: false }),
            Request::Louder => Some(self.louder(VOLUME_STEP)),
            Request::Quieter => Some(self.louder(-VOLUME_STEP)),
            Request::Mute => Some(Command::Sound { volume: self.volume, muted: !self.muted }),
            Request::FullScreen => Some(Command::FullScreen(!self.full_screen)),
            Request::PictureInPicture => Some(Command::PictureInPicture(!self.picture_in_picture)),
            Request::Resume(ms) => self.resume(ms),
            Request::Reload => Some(self.load(0)),
            Request::Renditions(count) => {
                self.renditions = count;
                Some(self.load(0))
            }
            Request::LoopStart | Request::LoopEnd | Request::LoopStop => self.mark(request),
            Request::Hold if matches!(self.phase, Phase::Playing | Phase::Stalled) => {
                self.holding = true;
                Some(Command::Pause)
            }
            Request::Release if self.phase == Phase::Held || self.holding => {
                self.holding = false;
                Some(Command::Play)
            }
            Request::Hold | Request::Release => None,
        }
    }

    /// Takes in what the element reports, and gives what to tell it next.
    pub fn hear(&mut self, event: Event) -> Option<Command> {
        match event {
            Event::Metadata { duration_ms } => {
                self.duration_ms = duration_ms;
                self.phase = Phase::Paused;
                let plays = std::mem::take(&mut self.resume_plays);
                return match self.target_ms {
                    Some(ms) if plays => Some(Command::PlayFrom(ms)),
                    Some(ms) => Some(Command::SeekTo(ms)),
                    None => plays.then_some(Command::Play),
                };
            }
            Event::Position(ms) => return self.moved(ms),
            Event::Seeked(ms) => {
                self.target_ms = None;
                return self.moved(ms);
            }
            Event::Starting => {
                if self.phase != Phase::Playing {
                    self.phase = Phase::Stalled;
                }
            }
            Event::Playing => {
                self.touched = true;
                self.phase = Phase::Playing;
            }
            Event::Paused if self.plays() => {
                self.phase = if std::mem::take(&mut self.holding) { Phase::Held } else { Phase::Paused };
            }
            Event::Waiting if self.phase == Phase::Playing => self.phase = Phase::Stalled,
            Event::StillWaiting(patience) if self.phase == Phase::Stalled => {
                self.patience = patience;
                return None;
            }
            // A pause that the end or a fault brought says nothing more than these, and an element waits before it plays, too.
            Event::Paused | Event::Waiting | Event::StillWaiting(_) => return None,
            Event::Ended => {
                if let Some((start, _)) = self.passage() {
                    return Some(Command::PlayFrom(start));
                }
                self.phase = Phase::Ended;
                self.position_ms = self.duration_ms;
            }
            Event::Failed(fault) => return self.fail(fault),
            Event::Speed(percent) => self.speed = percent,
            Event::Sound { volume, muted } => (self.volume, self.muted) = (volume, muted),
            Event::FullScreen(full_screen) => self.full_screen = full_screen,
            Event::PictureInPicture(is_apart) => self.picture_in_picture = is_apart,
        }
        if self.phase != Phase::Stalled {
            self.patience = Patience::Short;
        }
        None
    }

    fn moved(&mut self, ms: u64) -> Option<Command> {
        self.position_ms = ms;
        if self.phase == Phase::Ended && ms < self.duration_ms {
            self.phase = Phase::Paused;
        }
        let (start, end) = self.passage()?;
        (self.plays() && ms >= end).then_some(Command::SeekTo(start))
    }

    fn toggle(&mut self) -> Option<Command> {
        match self.phase {
            Phase::Playing | Phase::Stalled => Some(Command::Pause),
            // The element rests already; now it is the person who wants it to.
            Phase::Held => {
                self.phase = Phase::Paused;
                None
            }
            Phase::Failed(_) => Some(self.load(0)),
            Phase::Loading | Phase::Paused | Phase::Ended => Some(Command::Play),
        }
    }

    /// Goes somewhere: at once, or as soon as there is something to go to.
    fn seek(&mut self, ms: u64) -> Option<Command> {
        self.touched = true;
        self.go(ms.min(self.duration_ms))
    }

    fn go(&mut self, ms: u64) -> Option<Command> {
        self.target_ms = Some(ms);
        (self.phase != Phase::Loading).then_some(Command::SeekTo(ms))
    }

    /// Whether it was told to go somewhere and has not reported that it is there.
    pub const fn is_on_its_way(&self) -> bool {
        self.target_ms.is_some()
    }

    /// Where it is, or will be at once.
    pub fn place_ms(&self) -> u64 {
        self.target_ms.unwrap_or(self.position_ms)
    }

    fn louder(&self, by: i16) -> Command {
        let volume = (i16::from(self.volume) + by).clamp(0, 100);
        Command::Sound { volume: u8::try_from(volume).unwrap_or(100), muted: false }
    }

    fn resume(&mut self, ms: u64) -> Option<Command> {
        let worth = !self.touched && ms > 0 && ms + NEAR_END_MS < self.duration_ms;
        if worth { self.go(ms) } else { None }
    }

    /// Sets an end of the passage that is repeated. An end before the start, or too close to it, moves the other one away.
    fn mark(&mut self, request: Request) -> Option<Command> {
        let here = self.position_ms;
        match request {
            Request::LoopStart => {
                self.loop_start_ms = Some(here);
                self.loop_end_ms = self.loop_end_ms.filter(|end| *end >= here + SHORTEST_LOOP_MS);
            }
            Request::LoopEnd => {
                let start = self.loop_start_ms.filter(|start| *start + SHORTEST_LOOP_MS <= here).unwrap_or(0);
                if here < SHORTEST_LOOP_MS {
                    return None;
                }
                (self.loop_start_ms, self.loop_end_ms) = (Some(start), Some(here));
                return self.plays().then_some(Command::SeekTo(start));
            }
            _ => (self.loop_start_ms, self.loop_end_ms) = (None, None),
        }
        None
    }

    /// Tries the next encoding at the same place; after the last one there is nothing left to try.
    fn fail(&mut self, fault: Fault) -> Option<Command> {
        let next = self.rendition + 1;
        if fault != Fault::NoCodec && next < self.renditions {
            return Some(self.load(next));
        }
        self.phase = Phase::Failed(fault);
        self.patience = Patience::Short;
        None
    }

    fn load(&mut self, rendition: u8) -> Command {
        // One that failed, or was replaced, before it was there leaves the place to go to as it was.
        if self.phase != Phase::Loading && self.place_ms() > 0 {
            self.target_ms = Some(self.place_ms());
        }
        self.resume_plays |= self.plays();
        self.rendition = rendition;
        self.phase = Phase::Loading;
        self.patience = Patience::Short;
        Command::Load(rendition)
    }
}

#[cfg(test)]
mod tests;
