//! What goes to and fro: what a person asks for, what the media element is told, and what it reports.

use super::{Fault, Patience};

/// What a person asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    Toggle,
    SeekTo(u64),
    /// Milliseconds forward, or back where negative.
    Skip(i64),
    Speed(u16),
    Faster,
    Slower,
    Volume(u8),
    Louder,
    Quieter,
    Mute,
    FullScreen,
    PictureInPicture,
    /// Goes on where the video was left another time.
    Resume(u64),
    /// Opens it at a moment that somebody was sent to.
    Open(u64),
    /// Starts to load everything again.
    Reload,
    /// Plays the first of so many other encodings, from here on.
    Renditions(u8),
    LoopStart,
    LoopEnd,
    LoopStop,
    /// Waits for a description.
    Hold,
    /// The description was said.
    Release,
}

/// What the media element is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Play,
    Pause,
    SeekTo(u64),
    /// Goes somewhere and plays from there.
    PlayFrom(u64),
    Speed(u16),
    Sound {
        volume: u8,
        muted: bool,
    },
    FullScreen(bool),
    PictureInPicture(bool),
    /// Loads the encoding with this number.
    Load(u8),
}

/// What the media element reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Metadata {
        duration_ms: u64,
    },
    Position(u64),
    Seeked(u64),
    /// It was told to play, and may have to wait for that.
    Starting,
    Playing,
    Paused,
    Waiting,
    /// The stall goes on.
    StillWaiting(Patience),
    Ended,
    Failed(Fault),
    Speed(u16),
    Sound {
        volume: u8,
        muted: bool,
    },
    FullScreen(bool),
    PictureInPicture(bool),
}
