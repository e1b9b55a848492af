//! `cargo xtask media [video…]`: makes the films of `content/media/` from the scripts and pictures of `content/videos/`.
//!
//! The sentences are spoken one by one and measured in samples, so that captions, chapters, descriptions and the
//! moments at which parts of a picture appear all follow from the same exact times.

mod encode;
mod pictures;
mod script;
mod speech;
mod timeline;
mod tools;
mod tracks;

use anyhow::{Context, Result, bail};
use script::{Film, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use timeline::Timeline;

/// Raised when the pipeline changes what comes out of the same input, so that everything is made again.
const PIPELINE: &str = "1";

/// What `media.json` holds.
#[derive(Serialize, Deserialize)]
struct Manifest {
    id: String,
    duration_ms: u64,
    title: Text,
    voice: String,
    renditions: Vec<Rendition>,
    /// A hash of the script, the pictures and the pipeline that this was made from.
    source: String,
}

/// One encoding in `media.json`.
#[derive(Serialize, Deserialize)]
struct Rendition {
    file: String,
    mime: String,
    width: u32,
    height: u32,
    bytes: u64,
}

/// Builds the named videos, or all of them, where something changed since the last time.
pub fn run(args: &[String]) -> Result<()> {
    let content = content_folder()?;
    let ids = chosen(&content, args)?;
    // The tools are looked for only when there is work, so that a finished tree needs none of them.
    let mut tools = None;
    for id in ids {
        let film = script::read(&content.join("videos").join(&id))?;
        let source = fingerprint(&film)?;
        let target = content.join("media").join(&id);
        if is_current(&target, &source) {
            println!("{id}: up to date");
            continue;
        }
        let tools = match &tools {
            Some(found) => found,
            None => tools.insert(tools::find()?),
        };
        let seconds = build(tools, &film, &target, source).with_context(|| format!("making {id}"))?;
        println!("{id}: made, {seconds:.1} s");
    }
    Ok(())
}

/// The catalogue lies beside the folder of xtask; the command may be started from any folder of the repository.
fn content_folder() -> Result<PathBuf> {
    let here = std::env::current_dir()?;
    for folder in here.ancestors() {
        let content = folder.join("content");
        if content.join("videos").is_dir() {
            return Ok(content);
        }
    }
    bail!("no content/videos folder here or above: start this inside the repository")
}

fn chosen(content: &Path, args: &[String]) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(content.join("videos"))? {
        let entry = entry?;
        if entry.path().join("video.json").is_file() {
            ids.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    ids.sort();
    if args.is_empty() {
        return Ok(ids);
    }
    if let Some(unknown) = args.iter().find(|name| !ids.contains(name)) {
        bail!("there is no video {unknown:?}; there are: {}", ids.join(", "));
    }
    Ok(args.to_vec())
}

/// Hashes names as well as bytes, so that swapping two pictures counts as a change.
fn fingerprint(film: &Film) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(PIPELINE);
    hash.update(fs::read(film.folder.join("video.json"))?);
    for scene in &film.scenes {
        hash.update(&scene.picture);
        hash.update(fs::read(film.folder.join(&scene.picture))?);
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A film counts as current when its manifest names the same source and every file that it lists is whole.
fn is_current(target: &Path, source: &str) -> bool {
    let Ok(bytes) = fs::read(target.join("media.json")) else { return false };
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes) else { return false };
    let whole = |r: &Rendition| fs::metadata(target.join(&r.file)).is_ok_and(|found| found.len() == r.bytes);
    manifest.source == source && manifest.renditions.iter().all(whole)
}

/// Makes one film and returns how many seconds it lasts.
fn build(tools: &tools::Tools, film: &Film, target: &Path, source: String) -> Result<f64> {
    let work = tools.cache.join("work").join(&film.id);
    fs::create_dir_all(&work)?;
    fs::create_dir_all(target)?;
    let spoken = speech::speak(tools, film, &work.join("speech"))?;
    let timeline = Timeline::new(film, &spoken)?;
    let sound = work.join("sound.wav");
    speech::write_track(&sound, &spoken, &timeline)?;
    let reel = work.join("reel.mkv");
    pictures::draw(tools, film, &timeline, &reel)?;
    pictures::poster(tools, film, &work, &target.join("poster.webp"))?;
    let renditions = encode::all(tools, &reel, &sound, target)?;
    tracks::write(film, &timeline, target)?;
    let manifest = Manifest {
        id: film.id.clone(),
        duration_ms: timeline.duration_ms(),
        title: film.title.clone(),
        voice: film.voice.clone(),
        renditions,
        source,
    };
    // The manifest comes last: a run that was cut short leaves an old one, and the film is made again.
    fs::write(target.join("media.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    fs::remove_dir_all(&work)?;
    Ok(timeline.duration_ms() as f64 / 1000.0)
}
