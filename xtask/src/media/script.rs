//! The script of a film: `video.json`, read and checked.

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest line of a caption, in characters.
pub const LINE: usize = 42;

/// The languages that every caption, chapter and description is written in.
pub const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];

/// The same words in every language.
#[derive(Clone, Serialize, Deserialize)]
pub struct Text {
    en: String,
    fr: String,
    es: String,
    ar: String,
}

impl Text {
    /// The words in one of [`LANGUAGES`]; English stands in for a code that is not among them.
    pub fn get(&self, language: &str) -> &str {
        match language {
            "fr" => &self.fr,
            "es" => &self.es,
            "ar" => &self.ar,
            _ => &self.en,
        }
    }

    /// The length in characters of the longest of the four.
    pub fn longest(&self) -> usize {
        LANGUAGES.iter().map(|language| self.get(language).chars().count()).max().unwrap_or(0)
    }
}

/// One picture and what is said while it is seen.
#[derive(Deserialize)]
pub struct Scene {
    pub picture: String,
    pub chapter: Option<Text>,
    pub description: Text,
    pub cues: Vec<Text>,
}

/// A whole film.
#[derive(Deserialize)]
pub struct Film {
    pub id: String,
    pub title: Text,
    pub voice: String,
    pub scenes: Vec<Scene>,
    /// Where the script and its pictures lie.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// Reads and checks the script in a folder.
pub fn read(folder: &Path) -> Result<Film> {
    let path = folder.join("video.json");
    let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut film: Film = serde_json::from_slice(&bytes).with_context(|| format!("in {}", path.display()))?;
    film.folder = folder.to_path_buf();
    check(&film).with_context(|| format!("in {}", path.display()))?;
    Ok(film)
}

fn check(film: &Film) -> Result<()> {
    ensure!(film.folder.ends_with(&film.id), "the id {:?} is not the name of the folder", film.id);
    ensure!(film.voice == "en", "there is no voice for {:?}, only for \"en\"", film.voice);
    let Some(first) = film.scenes.first() else { bail!("there is no scene") };
    ensure!(first.chapter.is_some(), "the first scene must begin a chapter");
    for scene in &film.scenes {
        ensure!(film.folder.join(&scene.picture).is_file(), "the picture {} is missing", scene.picture);
        ensure!(!scene.cues.is_empty(), "the scene {} says nothing", scene.picture);
        for (cue, language) in scene.cues.iter().flat_map(|cue| LANGUAGES.map(|language| (cue, language))) {
            lines(cue.get(language))?;
        }
    }
    Ok(())
}

/// Breaks a caption into one or two lines, the two as equal in length as they can be.
pub fn lines(caption: &str) -> Result<String> {
    let length = |part: &str| part.chars().count();
    ensure!(!caption.trim().is_empty(), "a caption is empty");
    if length(caption) <= LINE {
        return Ok(caption.to_owned());
    }
    // Only the plain space may break: the no-break space of French keeps its sign beside its word.
    let halves = caption.match_indices(' ').map(|(at, _)| (&caption[..at], &caption[at + 1..]));
    let best = halves
        .filter(|(first, second)| length(first) <= LINE && length(second) <= LINE)
        .min_by_key(|(first, second)| length(first).abs_diff(length(second)));
    match best {
        Some((first, second)) => Ok(format!("{first}\n{second}")),
        None => bail!("this does not fit two lines of {LINE} characters: {caption:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_caption_stays_on_one_line() -> Result<()> {
        assert_eq!(lines("Press the plus sign.")?, "Press the plus sign.");
        Ok(())
    }

    #[test]
    fn a_long_caption_is_balanced() -> Result<()> {
        let broken = lines("Every page has an address, and you read it in the long bar at the top.")?;
        assert_eq!(broken, "Every page has an address, and you\nread it in the long bar at the top.");
        Ok(())
    }

    #[test]
    fn a_no_break_space_never_breaks() -> Result<()> {
        let broken = lines("Sa fenêtre est comme celle d’un train\u{a0}: le cadre reste, la vue change.")?;
        assert!(broken.contains("train\u{a0}:"));
        Ok(())
    }

    #[test]
    fn what_cannot_fit_is_refused() {
        assert!(lines(&"word ".repeat(30)).is_err());
    }
}
