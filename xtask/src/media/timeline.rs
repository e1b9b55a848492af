//! When everything happens, counted in samples of the voice.

use super::script::Film;
use super::speech::{RATE, Spoken};
use anyhow::{Result, ensure};

/// Frames a second. The pictures are flat and move little: more would cost bytes and show nothing new.
pub const FRAMES: u64 = 15;

/// Silence, in samples: before the first word of a scene, between sentences, after the last word of a scene,
/// and at the very end, where the last picture stays a moment.
const LEAD: u64 = RATE * 7 / 20;
const BETWEEN: u64 = RATE * 2 / 5;
const AFTER: u64 = RATE * 9 / 20;
const END: u64 = RATE;

/// How many characters of a caption a reader is given a second.
const READING: u64 = 20;

/// A span of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start: u64,
    pub end: u64,
}

/// One sentence: when it is heard, and when its caption is shown.
pub struct Cue {
    pub speech: Span,
    pub caption: Span,
}

/// One picture.
pub struct SceneTime {
    pub span: Span,
    pub cues: Vec<Cue>,
}

/// The whole film.
pub struct Timeline {
    pub scenes: Vec<SceneTime>,
    /// The length in samples, a whole number of frames, so that picture and sound end together.
    pub length: u64,
}

impl Timeline {
    pub fn new(film: &Film, spoken: &Spoken) -> Result<Self> {
        let mut pieces = spoken.pieces.iter();
        let mut scenes = Vec::new();
        let mut now = 0;
        for scene in &film.scenes {
            let start = now;
            now += LEAD;
            let mut cues = Vec::new();
            for (index, cue) in scene.cues.iter().enumerate() {
                let Some(piece) = pieces.next() else { break };
                let last = index + 1 == scene.cues.len();
                let timed = time_cue(now, piece.len() as u64, cue.longest() as u64, if last { AFTER } else { BETWEEN });
                now = timed.caption.end;
                cues.push(timed);
            }
            ensure!(cues.len() == scene.cues.len(), "fewer sentences were spoken than written");
            scenes.push(SceneTime { span: Span { start, end: now }, cues });
        }
        let frame = RATE / FRAMES;
        let length = (now + END).div_ceil(frame) * frame;
        if let Some(last) = scenes.last_mut() {
            last.span.end = length;
        }
        Ok(Self { scenes, length })
    }

    pub fn duration_ms(&self) -> u64 {
        milliseconds(self.length)
    }

    pub fn frames(&self) -> u64 {
        self.length * FRAMES / RATE
    }
}

/// A caption stays through the silence after its sentence, which grows when the longest translation needs more time.
fn time_cue(start: u64, spoken: u64, characters: u64, silence: u64) -> Cue {
    let needed = characters * RATE / READING;
    let shown = (spoken + silence).max(needed);
    Cue { speech: Span { start, end: start + spoken }, caption: Span { start, end: start + shown } }
}

pub fn milliseconds(samples: u64) -> u64 {
    (samples * 1000 + RATE / 2) / RATE
}

/// The frame that is on the screen at a moment.
pub fn frame_at(samples: u64) -> u64 {
    samples * FRAMES / RATE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_sentence_keeps_its_usual_silence() {
        let cue = time_cue(100, 5 * RATE, 60, BETWEEN);
        assert_eq!(cue.caption, Span { start: 100, end: 100 + 5 * RATE + BETWEEN });
    }

    #[test]
    fn a_long_translation_gets_the_time_to_be_read() {
        let cue = time_cue(0, 2 * RATE, 80, BETWEEN);
        assert_eq!(cue.caption.end, 4 * RATE);
        assert_eq!(cue.speech.end, 2 * RATE);
    }

    #[test]
    fn times_are_rounded_to_the_nearest_millisecond() {
        assert_eq!(milliseconds(RATE), 1000);
        assert_eq!(frame_at(RATE), FRAMES);
    }
}
