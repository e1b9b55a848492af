//! The voice: sentences become samples, and samples become one sound track.

use super::script::Film;
use super::timeline::Timeline;
use super::tools::{self, Tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Samples a second of the voice. It divides by the frame rate, so a frame is a whole number of samples.
pub const RATE: u64 = 22_050;

/// The voice is slowed a little: lessons are for people who may be new to the subject and to the language.
const PACE: &str = "1.08";

/// Below this level a sample counts as silence at the edges of a sentence.
const QUIET: i16 = 260;

/// What is kept of the silence around a sentence, so that soft sounds at its edges survive.
const MARGIN: usize = RATE as usize / 25;

/// Words that the voice would spell wrongly, and how to write them for it. Captions keep the real spelling.
const RESPELLED: [(&str, &str); 2] = [("aria-describedby", "aria described by"), ("autocomplete", "auto-complete")];

/// The sentences of a film in their order, without the silence around them.
pub struct Spoken {
    pub pieces: Vec<Vec<i16>>,
}

/// Speaks every sentence of a film. One process speaks them all: loading the voice takes longer than a sentence.
pub fn speak(tools: &Tools, film: &Film, folder: &Path) -> Result<Spoken> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let cues = film.scenes.iter().flat_map(|scene| &scene.cues);
    let sentences: Vec<String> = cues.map(|cue| for_the_voice(cue.get(&film.voice))).collect();
    let mut command = tools::quiet(&tools.piper);
    command.arg("--model").arg(&tools.voice).arg("--output-dir").arg(folder);
    command.args(["--length-scale", PACE, "--sentence-silence", "0.25"]);
    tools::feed(command, (sentences.join("\n") + "\n").as_bytes()).context("speaking with piper")?;
    let files = in_order(folder)?;
    ensure!(files.len() == sentences.len(), "{} sentences, but {} sounds", sentences.len(), files.len());
    let pieces: Result<Vec<Vec<i16>>> = files.iter().map(|file| read_wave(file).map(|all| trimmed(&all))).collect();
    Ok(Spoken { pieces: pieces? })
}

fn for_the_voice(sentence: &str) -> String {
    RESPELLED.iter().fold(sentence.to_owned(), |text, (written, said)| text.replace(written, said))
}

/// Piper names its files after a rising clock, so their numbers are the order of the sentences.
fn in_order(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let number = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<u128>().ok());
        files.push((number.with_context(|| format!("an unexpected file {}", path.display()))?, path));
    }
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// Reads a mono wave file of 16-bit samples.
fn read_wave(path: &Path) -> Result<Vec<i16>> {
    let bytes = fs::read(path)?;
    ensure!(bytes.len() > 44 && &bytes[..4] == b"RIFF", "{} is not a wave file", path.display());
    let rate = u32::from_le_bytes([bytes[24], bytes[25], bytes[26], bytes[27]]);
    let shape = (u64::from(rate), bytes[22], bytes[34]);
    ensure!(shape == (RATE, 1, 16), "{} has another rate or shape: {shape:?}", path.display());
    let data = bytes[12..].windows(4).position(|name| name == b"data").context("a wave file without data")?;
    let samples = bytes[12 + data + 8..].chunks_exact(2);
    Ok(samples.map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

/// Takes away the silence at both ends: the pauses are ours to set, and a cue must begin with its first sound.
fn trimmed(samples: &[i16]) -> Vec<i16> {
    let loud = |sample: &i16| sample.saturating_abs() > QUIET;
    let first = samples.iter().position(loud).unwrap_or(0).saturating_sub(MARGIN);
    let last = samples.iter().rposition(loud).unwrap_or(samples.len()) + MARGIN;
    samples[first..last.min(samples.len())].to_vec()
}

/// Lays the sentences at their times on silence and writes one wave file.
pub fn write_track(path: &Path, spoken: &Spoken, timeline: &Timeline) -> Result<()> {
    let mut track = vec![0_i16; timeline.length as usize];
    let cues = timeline.scenes.iter().flat_map(|scene| &scene.cues);
    for (cue, piece) in cues.zip(&spoken.pieces) {
        track[cue.speech.start as usize..cue.speech.end as usize].copy_from_slice(piece);
    }
    let size = track.len() as u32 * 2;
    let mut bytes = Vec::with_capacity(size as usize + 44);
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(size + 36).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt ");
    bytes.extend_from_slice(&16_u32.to_le_bytes());
    // Plain samples, one channel.
    bytes.extend_from_slice(&[1, 0, 1, 0]);
    bytes.extend_from_slice(&(RATE as u32).to_le_bytes());
    bytes.extend_from_slice(&(RATE as u32 * 2).to_le_bytes());
    // Two bytes a frame, 16 bits a sample.
    bytes.extend_from_slice(&[2, 0, 16, 0]);
    bytes.extend_from_slice(b"data");
    bytes.extend_from_slice(&size.to_le_bytes());
    track.iter().for_each(|sample| bytes.extend_from_slice(&sample.to_le_bytes()));
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_a_whole_number_of_samples() {
        assert_eq!(RATE % super::super::timeline::FRAMES, 0);
    }

    #[test]
    fn silence_is_cut_but_for_its_margin() {
        let mut samples = vec![0_i16; 9000];
        samples[4000..5000].fill(9000);
        assert_eq!(trimmed(&samples).len(), 999 + 2 * MARGIN);
    }

    #[test]
    fn captions_and_voice_may_be_spelled_differently() {
        assert_eq!(for_the_voice("With autocomplete, the"), "With auto-complete, the");
    }
}
