//! Moving pictures from drawings.
//!
//! In a scene's SVG, a group whose id begins with `step-N` comes in with the Nth sentence, gliding from the offset in
//! its `data-from` ("x y", in pixels); a group whose id begins with `until-N` is gone once the Nth sentence is over.

use super::script::{Film, Scene};
use super::timeline::{FRAMES, SceneTime, Timeline, frame_at};
use super::tools::{self, Tools};
use anyhow::{Context, Result};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

/// How many frames a part takes to come in.
const GLIDE: u64 = 12;

/// Where a part comes from when its drawing does not say: a little from below.
const FROM: (f64, f64) = (0.0, 18.0);

/// Draws every frame and writes them, without loss, to one file that all encodings start from.
pub fn draw(tools: &Tools, film: &Film, timeline: &Timeline, reel: &Path) -> Result<()> {
    let mut command = tools::quiet(&tools.ffmpeg);
    command.args(["-y", "-f", "image2pipe", "-framerate", &FRAMES.to_string(), "-c:v", "png", "-i", "-"]);
    command.args(["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p", "-threads", "1"]);
    command.args(["-c:v", "libx264", "-preset", "ultrafast", "-qp", "0"]).arg(reel);
    let mut child = command.stdin(Stdio::piped()).spawn().context("starting ffmpeg")?;
    let mut pipe = child.stdin.take().context("ffmpeg takes no input")?;
    let mut shown = 0;
    for (index, (scene, time)) in film.scenes.iter().zip(&timeline.scenes).enumerate() {
        let last = index + 1 == film.scenes.len();
        let end = if last { timeline.frames() } else { frame_at(time.span.end) };
        let svg = fs::read_to_string(film.folder.join(&scene.picture))?;
        draw_scene(tools, &svg, time, &mut shown, end, &mut pipe)?;
    }
    // Closing the pipe tells ffmpeg that the film is over.
    drop(pipe);
    tools::finish(child, "ffmpeg")
}

/// Sends the frames of one scene, up to but without the frame `end`.
fn draw_scene(
    tools: &Tools,
    svg: &str,
    time: &SceneTime,
    shown: &mut u64,
    end: u64,
    pipe: &mut impl Write,
) -> Result<()> {
    for number in 1..=time.cues.len() {
        let until = time.cues.get(number).map_or(end, |next| frame_at(next.speech.start));
        let mut age = 0;
        let mut still = Vec::new();
        while *shown < until {
            // Once everything has come in, the same drawing serves until the next sentence.
            if age <= GLIDE {
                still = png(tools, &state(svg, number, ease(age as f64 / GLIDE as f64)))?;
            }
            pipe.write_all(&still).context("sending a frame to ffmpeg")?;
            age += 1;
            *shown += 1;
        }
    }
    Ok(())
}

/// The picture that stands for the film: the first scene with everything that has come in by its end.
pub fn poster(tools: &Tools, film: &Film, work: &Path, target: &Path) -> Result<()> {
    let Some(scene) = film.scenes.first() else { return Ok(()) };
    let drawing = work.join("poster.png");
    fs::write(&drawing, png(tools, &finished(film, scene)?)?)?;
    let mut command = tools::quiet(&tools.ffmpeg);
    command.arg("-y").arg("-i").arg(&drawing);
    command.args(["-map_metadata", "-1", "-fflags", "+bitexact", "-c:v", "libwebp", "-quality", "82"]).arg(target);
    tools::run(command, "ffmpeg")
}

fn finished(film: &Film, scene: &Scene) -> Result<String> {
    let svg = fs::read_to_string(film.folder.join(&scene.picture))?;
    Ok(state(&svg, scene.cues.len(), 1.0))
}

fn png(tools: &Tools, svg: &str) -> Result<Vec<u8>> {
    let mut command = tools::quiet(&tools.rsvg);
    command.args(["--width", "1280", "--height", "720", "--format", "png"]);
    tools::feed(command, svg.as_bytes()).context("drawing with rsvg-convert")
}

/// Fast at first, then slower: the eye follows such a movement without effort.
fn ease(part: f64) -> f64 {
    1.0 - (1.0 - part.min(1.0)).powi(3)
}

/// The drawing during the sentence `number` (from 1), whose parts have come in to `part` (from 0 to 1).
fn state(svg: &str, number: usize, part: f64) -> String {
    let mut out = String::with_capacity(svg.len() + 256);
    let mut rest = svg;
    while let Some(at) = rest.find("<g id=\"") {
        let (before, group) = rest.split_at(at);
        let Some(close) = group.find('>') else { break };
        let (tag, after) = group.split_at(close);
        out.push_str(before);
        out.push_str(tag);
        out.push_str(&change(tag, number, part));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The attributes that a group needs at this moment.
fn change(tag: &str, number: usize, part: f64) -> String {
    let id = attribute(tag, "id").unwrap_or_default();
    let order = |prefix: &str| -> Option<usize> { id.strip_prefix(prefix)?.split('-').next()?.parse().ok() };
    if order("until-").is_some_and(|until| number > until) || order("step-").is_some_and(|step| step > number) {
        return " display=\"none\"".to_owned();
    }
    if order("step-") != Some(number) || part >= 1.0 {
        return String::new();
    }
    let (x, y) = attribute(tag, "data-from").and_then(offset).unwrap_or(FROM);
    let left = 1.0 - part;
    // A part is clearly seen early in its way, so that the eye can follow it.
    let opacity = (part * 1.6).min(1.0);
    format!(" opacity=\"{opacity:.3}\" transform=\"translate({:.2} {:.2})\"", x * left, y * left)
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

fn offset(text: &str) -> Option<(f64, f64)> {
    let (x, y) = text.split_once(' ')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg><g id=\"step-2-dot\" data-from=\"-10 0\"><g id=\"until-2\"></g></g></svg>";

    #[test]
    fn a_part_waits_for_its_sentence() {
        assert!(state(DRAWING, 1, 1.0).contains("data-from=\"-10 0\" display=\"none\""));
    }

    #[test]
    fn a_part_glides_in_and_then_rests() {
        assert!(state(DRAWING, 2, 0.5).contains("transform=\"translate(-5.00 0.00)\""));
        assert_eq!(state(DRAWING, 2, 1.0), DRAWING);
    }

    #[test]
    fn a_part_goes_when_its_time_is_over() {
        assert!(state(DRAWING, 3, 0.2).contains("<g id=\"until-2\" display=\"none\">"));
    }
}
