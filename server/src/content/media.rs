//! What there is of a video: its encodings, captions, chapters and descriptions.

use std::path::Path;

use passerelle_api::{
    account::Language,
    course::{Rendition, Track, TrackKind},
};
use serde::Deserialize;

use super::read_json;
use crate::{error::Result, quiz::Text, store::lesson::VideoFacts};

/// `media.json`, as far as it is read here.
#[derive(Deserialize)]
struct Manifest {
    id: String,
    duration_ms: u64,
    title: Text,
    voice: Language,
    renditions: Vec<File>,
    /// Encodings with what is seen told in their sound.
    #[serde(default)]
    described: Vec<File>,
    /// Encodings of a person who signs.
    #[serde(default)]
    signed: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    file: String,
    mime: String,
    width: u32,
    height: u32,
    bytes: u64,
}

/// A video's facts, or `None` where it was not made yet.
pub fn facts(media: &Path, id: &str) -> Result<Option<VideoFacts>> {
    let folder = media.join(id);
    let manifest = folder.join("media.json");
    if !manifest.is_file() {
        return Ok(None);
    }
    let manifest: Manifest = read_json(&manifest)?;
    let address = |file: &str| format!("/media/{}/{file}", manifest.id);
    let rendition = |file: &File| Rendition {
        src: address(&file.file),
        mime: file.mime.clone(),
        width: file.width,
        height: file.height,
        bytes: file.bytes,
    };
    let mut tracks = Vec::new();
    for kind in TrackKind::ALL {
        for lang in Language::ALL {
            let file = format!("{}.{}.vtt", kind.as_str(), lang.as_str());
            if folder.join(&file).is_file() {
                tracks.push(Track { src: address(&file), kind: *kind, lang: *lang });
            }
        }
    }
    Ok(Some(VideoFacts {
        poster: address("poster.webp"),
        renditions: manifest.renditions.iter().map(rendition).collect(),
        described: manifest.described.iter().map(rendition).collect(),
        signed: manifest.signed.iter().map(rendition).collect(),
        tracks,
        id: manifest.id,
        title: manifest.title,
        voice: manifest.voice,
        duration_ms: manifest.duration_ms,
    }))
}
