//! The four encodings of a film.

use super::Rendition;
use super::tools::{self, Tools};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The largest file that may be published, in bytes.
const LARGEST: u64 = 4_000_000;

/// One form in which a film is published.
struct Form {
    file: &'static str,
    mime: &'static str,
    width: u32,
    height: u32,
    picture: &'static [&'static str],
    sound: &'static [&'static str],
}

/// Drops frames that repeat the one before, at most seven in a row: a still picture needs no fifteen frames a second,
/// and encoding goes three times as fast. The seventh stays so that seeking finds a frame near by.
const THIN: &str = "mpdecimate=max=7:hi=1:lo=1:frac=0";

const VP9: [&str; 10] = ["-c:v", "libvpx-vp9", "-b:v", "0", "-deadline", "good", "-cpu-used", "4", "-g", "60"];

/// Without frames that look ahead (`-bf 0`): with uneven frames, ffmpeg would write too short a length for the picture.
const H264: [&str; 14] = [
    "-c:v",
    "libx264",
    "-profile:v",
    "main",
    "-preset",
    "medium",
    "-tune",
    "animation",
    "-bf",
    "0",
    "-g",
    "60",
    "-movflags",
    "+faststart",
];

const FORMS: [Form; 4] = [
    Form {
        file: "large.webm",
        mime: "video/webm; codecs=\"vp09.00.31.08, opus\"",
        width: 1280,
        height: 720,
        picture: &["-crf", "38"],
        sound: &["-c:a", "libopus", "-application", "voip", "-b:a", "40k"],
    },
    Form {
        file: "large.mp4",
        mime: "video/mp4; codecs=\"avc1.4d401f, mp4a.40.2\"",
        width: 1280,
        height: 720,
        picture: &["-crf", "26", "-level", "3.1"],
        sound: &["-c:a", "aac", "-b:a", "56k"],
    },
    Form {
        file: "small.webm",
        mime: "video/webm; codecs=\"vp09.00.21.08, opus\"",
        width: 640,
        height: 360,
        picture: &["-crf", "38"],
        sound: &["-c:a", "libopus", "-application", "voip", "-b:a", "24k"],
    },
    Form {
        file: "small.mp4",
        mime: "video/mp4; codecs=\"avc1.4d401e, mp4a.40.2\"",
        width: 640,
        height: 360,
        picture: &["-crf", "26", "-level", "3.0"],
        sound: &["-c:a", "aac", "-b:a", "40k"],
    },
];

/// Encodes picture and sound in every form.
pub fn all(tools: &Tools, reel: &Path, sound: &Path, target: &Path) -> Result<Vec<Rendition>> {
    let even = level(tools, sound)?;
    FORMS.iter().map(|form| one(tools, form, reel, &even, target)).collect()
}

fn one(tools: &Tools, form: &Form, reel: &Path, sound: &Path, target: &Path) -> Result<Rendition> {
    let path = target.join(form.file);
    let mut command = tools::quiet(&tools.ffmpeg);
    command.arg("-y").arg("-i").arg(reel).arg("-i").arg(sound);
    command.args(["-map", "0:v", "-map", "1:a"]);
    let filter = format!("{THIN},scale={}:{}:flags=lanczos,format=yuv420p", form.width, form.height);
    command.args(["-vf", &filter, "-vsync", "vfr"]);
    command.args(if form.file.ends_with(".webm") { &VP9[..] } else { &H264[..] });
    command.args(form.picture).args(form.sound);
    command.args(["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"]);
    publishable(&mut command);
    command.arg(&path);
    tools::run(command, "ffmpeg")?;
    let bytes = fs::metadata(&path)?.len();
    ensure!(bytes <= LARGEST, "{} has {bytes} bytes, more than {LARGEST}", form.file);
    Ok(Rendition { file: form.file.into(), mime: form.mime.into(), width: form.width, height: form.height, bytes })
}

/// Nothing about this machine or this moment goes into a published file; one thread, because more give other bytes.
fn publishable(command: &mut Command) {
    command.args(["-map_metadata", "-1", "-map_chapters", "-1", "-threads", "1"]);
    command.args(["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"]);
}

/// Gently evens out loud and soft words, which a small loudspeaker in a noisy room needs.
const SHAPE: &str = "acompressor=threshold=-22dB:ratio=2.5:attack=5:release=120";

/// The loudness that people expect of speech on the web, with room for the peaks that encoding adds.
const LOUDNESS: &str = "loudnorm=I=-16:TP=-2:LRA=11";

/// Brings the voice to one loudness in two passes: the first measures, the second applies a gain that does not move.
fn level(tools: &Tools, sound: &Path) -> Result<PathBuf> {
    let mut measure = Command::new(&tools.ffmpeg);
    measure.args(["-hide_banner", "-nostats", "-i"]).arg(sound);
    measure.args(["-af", &format!("{SHAPE},{LOUDNESS}:print_format=json"), "-f", "null", "-"]);
    let output = measure.output().context("measuring loudness")?;
    let report = String::from_utf8_lossy(&output.stderr);
    let start = report.rfind('{').context("ffmpeg reported no loudness")?;
    let end = report.rfind('}').context("ffmpeg reported no loudness")? + 1;
    let found: serde_json::Value = serde_json::from_str(&report[start..end])?;
    let value = |name: &str| found[name].as_str().unwrap_or("0").to_owned();
    let filter = format!(
        "{SHAPE},{LOUDNESS}:linear=true:measured_I={}:measured_TP={}:measured_LRA={}:measured_thresh={}:offset={}",
        value("input_i"),
        value("input_tp"),
        value("input_lra"),
        value("input_thresh"),
        value("target_offset")
    );
    let even = sound.with_file_name("even.wav");
    let mut apply = tools::quiet(&tools.ffmpeg);
    apply.arg("-y").arg("-i").arg(sound).args(["-af", &filter, "-ar", "48000", "-ac", "1"]).arg(&even);
    tools::run(apply, "ffmpeg")?;
    Ok(even)
}
