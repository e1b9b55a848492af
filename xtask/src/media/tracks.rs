//! Captions, chapters and descriptions as WebVTT.

use super::script::{Film, LANGUAGES, lines};
use super::timeline::{Span, Timeline, milliseconds};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Writes the three kinds of tracks in the four languages.
pub fn write(film: &Film, timeline: &Timeline, target: &Path) -> Result<()> {
    for language in LANGUAGES {
        fs::write(target.join(format!("captions.{language}.vtt")), captions(film, timeline, language)?)?;
        fs::write(target.join(format!("chapters.{language}.vtt")), chapters(film, timeline, language))?;
        fs::write(target.join(format!("descriptions.{language}.vtt")), descriptions(film, timeline, language))?;
    }
    Ok(())
}

fn captions(film: &Film, timeline: &Timeline, language: &str) -> Result<String> {
    let mut blocks = Vec::new();
    for (scene, time) in film.scenes.iter().zip(&timeline.scenes) {
        for (cue, when) in scene.cues.iter().zip(&time.cues) {
            blocks.push((when.caption, lines(cue.get(language))?));
        }
    }
    Ok(file(&blocks))
}

/// A chapter lasts until the next one begins, over scenes that begin none.
fn chapters(film: &Film, timeline: &Timeline, language: &str) -> String {
    let mut blocks: Vec<(Span, String)> = Vec::new();
    for (scene, time) in film.scenes.iter().zip(&timeline.scenes) {
        match (&scene.chapter, blocks.last_mut()) {
            (Some(title), _) => blocks.push((time.span, title.get(language).to_owned())),
            (None, Some((span, _))) => span.end = time.span.end,
            (None, None) => {}
        }
    }
    file(&blocks)
}

fn descriptions(film: &Film, timeline: &Timeline, language: &str) -> String {
    let scenes = film.scenes.iter().zip(&timeline.scenes);
    let blocks: Vec<(Span, String)> =
        scenes.map(|(scene, time)| (time.span, scene.description.get(language).to_owned())).collect();
    file(&blocks)
}

fn file(blocks: &[(Span, String)]) -> String {
    let mut out = String::from("WEBVTT\n");
    for (number, (span, text)) in blocks.iter().enumerate() {
        let (start, end) = (stamp(span.start), stamp(span.end));
        out.push_str(&format!("\n{}\n{start} --> {end}\n{}\n", number + 1, escaped(text)));
    }
    out
}

fn stamp(samples: u64) -> String {
    let ms = milliseconds(samples);
    format!("{:02}:{:02}:{:02}.{:03}", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000)
}

/// WebVTT reads `<` and `&` as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::super::speech::RATE;
    use super::*;

    #[test]
    fn a_file_has_a_head_and_numbered_cues() {
        let span = Span { start: RATE / 2, end: 61 * RATE };
        let out = file(&[(span, "1 < 2".to_owned())]);
        assert_eq!(out, "WEBVTT\n\n1\n00:00:00.500 --> 00:01:01.000\n1 &lt; 2\n");
    }
}
