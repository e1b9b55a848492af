//! Reads the content folder into the database.

use std::{fs, path::Path};

use sha2::{Digest, Sha256};

use crate::{
    clock::{Clock, OsRandom},
    error::{Error, Result},
    session::hex,
    store::{Store, catalogue_import},
};

pub mod captions;
pub mod courses;
pub mod media;
pub mod rome;
pub mod work;

/// Counted up when the same files make other rows.
const VERSION: &str = "5";

/// What an import did.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The files are as they were; nothing was written.
    Unchanged,
    /// What was read, and what was left out with the reason.
    Imported { courses: usize, work: work::Imported, warnings: Vec<String> },
}

/// Imports the folder in one transaction, unless its files are the ones imported last.
pub async fn import(store: &Store, folder: &Path, media: &Path, clock: &Clock, random: &OsRandom) -> Result<Outcome> {
    let hash = hash(folder, media)?;
    if catalogue_import::last_hash(&mut *store.read().await?, "content").await?.as_deref() == Some(hash.as_str()) {
        return Ok(Outcome::Unchanged);
    }
    let mut tx = store.begin().await?;
    let mut warnings = Vec::new();
    let courses = courses::import(&mut tx, folder, media, &mut warnings).await?;
    let work = work::import(&mut tx, folder, clock, random).await?;
    catalogue_import::set_hash(&mut tx, "content", &hash, clock.now_ms()).await?;
    tx.commit().await?;
    Ok(Outcome::Imported { courses, work, warnings })
}

/// SHA-256 over the names and bytes of every file that an import reads. Of the media only the manifests and the
/// captions count, of the others that they are there.
fn hash(folder: &Path, media: &Path) -> Result<String> {
    let mut files = Vec::new();
    for name in ["glossary", "skills", "places", "occupations", "employers", "jobs", "talents"] {
        files.push(folder.join(format!("{name}.json")));
    }
    let mut folders = vec![folder.join("courses")];
    while let Some(next) = folders.pop() {
        for path in children(&next)? {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    let mut names = Vec::new();
    if media.is_dir() {
        for video in children(media)? {
            for file in children(&video)? {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name == "media.json" || name.ends_with(".vtt") {
                    files.push(file);
                } else {
                    names.push(file);
                }
            }
        }
    }
    files.sort();
    names.sort();
    let mut hasher = Sha256::new();
    hasher.update(VERSION);
    for name in names {
        hasher.update(name.strip_prefix(media).unwrap_or(&name).to_string_lossy().as_bytes());
        hasher.update([0]);
    }
    for file in files {
        hasher.update(file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().as_bytes());
        hasher.update([0]);
        hasher.update(Sha256::digest(read_bytes(&file)?));
    }
    Ok(hex(&hasher.finalize()))
}

/// What is in a folder, in order; nothing in what is no folder.
fn children(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let failed = |error: std::io::Error| Error::fault(format!("{}: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| Error::fault(format!("{}: {error}", path.display())))
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| Error::fault(format!("{}: {error}", path.display())))
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = read_bytes(path)?;
    let mut parser = serde_json::Deserializer::from_slice(&bytes);
    serde_path_to_error::deserialize(&mut parser)
        .map_err(|error| Error::fault(format!("{}: {}: {}", path.display(), error.path(), error.inner())))
}
