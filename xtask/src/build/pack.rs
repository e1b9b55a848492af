//! `dist/` as it is served: everything that never changes in a folder named by its content, compressed ahead of time.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use brotli::enc::BrotliEncoderParams;
use sha2::{Digest as _, Sha256};

use super::Mode;
use crate::{paths, sh};

/// What the app is built from. When it is the same, `dist/` is the same.
const SOURCES: &[&str] = &[
    "src",
    "api/src",
    "rules/src",
    "locales",
    "style",
    "public",
    "index.html",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/src/build",
    "xtask/tools",
];

/// A digest of everything the app is built from.
pub fn sources(mode: Mode) -> Result<String> {
    let mut hash = Sha256::new();
    hash.update([u8::from(mode == Mode::Dev)]);
    hash.update(contact()?);
    for source in SOURCES {
        for file in files(&paths::root().join(source))? {
            hash.update(file.strip_prefix(paths::root())?.to_string_lossy().as_bytes());
            hash.update(fs::read(&file)?);
        }
    }
    Ok(hex(&hash.finalize()))
}

/// Copies `public/`.
pub fn copy_public(out: &Path) -> Result<()> {
    let public = paths::root().join("public");
    for file in files(&public)? {
        copy(&file, &out.join(file.strip_prefix(&public)?))?;
    }
    Ok(())
}

/// Writes `dist/` from the assets. The folder's name is a digest of what is in it, so that browsers may keep it for ever.
pub fn dist(mode: Mode, assets: &Path) -> Result<()> {
    let all = files(assets)?;
    let mut hash = Sha256::new();
    for file in &all {
        hash.update(file.strip_prefix(assets)?.to_string_lossy().as_bytes());
        hash.update(fs::read(file)?);
    }
    let version = hex(&hash.finalize())[..12].to_owned();
    let dist = paths::dist();
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    let folder = dist.join("assets").join(&version);
    for file in &all {
        copy(file, &folder.join(file.strip_prefix(assets)?))?;
    }
    let page = fs::read_to_string(paths::root().join("index.html"))?;
    let lines = page.lines().filter(|line| mode == Mode::Release || !line.contains("passerelle-pieces"));
    let index: String = lines.flat_map(|line| [line, "\n"]).collect();
    let index = index.replace("{{assets}}", &format!("/assets/{version}/")).replace("{{contact}}", &contact()?);
    fs::write(dist.join("index.html"), index)?;
    if mode == Mode::Release {
        sh::in_parallel(&files(&dist)?, |file| compress_one(file))?;
    }
    Ok(())
}

/// Where readers may write to about the accessibility of the pages, as whoever builds the app says. It becomes part of an attribute.
fn contact() -> Result<String> {
    let address = std::env::var("PASSERELLE_CONTACT").unwrap_or_default();
    if address.contains(['"', '<', '>', '&']) {
        bail!("PASSERELLE_CONTACT is no e-mail address: {address}");
    }
    Ok(address)
}

fn compress_one(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    fs::write(with_ending(file, "br"), brotli(&bytes)?)?;
    fs::write(with_ending(file, "gz"), gzip(&bytes)?)?;
    Ok(())
}

/// Brotli at its strongest. Which size of blocks is best differs from file to file: with these two the main module is 0.2 % smaller than
/// with the one that is usual.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut best: Option<Vec<u8>> = None;
    for lgblock in [16, 17] {
        let parameters = BrotliEncoderParams { quality: 11, lgwin: 24, lgblock, ..BrotliEncoderParams::default() };
        let (mut source, mut packed) = (bytes, Vec::new());
        brotli::BrotliCompress(&mut source, &mut packed, &parameters)?;
        if best.as_ref().is_none_or(|best| packed.len() < best.len()) {
            best = Some(packed);
        }
    }
    best.context("nothing was packed")
}

/// Gzip at its strongest, for what cannot read brotli.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Every file below a folder (or the file itself), in order.
pub fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        let mut entries: Vec<_> =
            fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
        entries.sort();
        for entry in entries {
            found.extend(files(&entry)?);
        }
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
