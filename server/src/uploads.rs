//! Uploaded files: written to the folder of files under a random id, and checked by what is in them.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use axum::body::Body;
use http_body_util::BodyExt;
use passerelle_api::Reason;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use crate::{
    error::{Error, Result},
    session::hex,
};

/// What a CV may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Docx,
}

impl Kind {
    /// The exact media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => ".pdf",
            Self::Docx => ".docx",
        }
    }
}

/// Characters of a file's name.
const NAME_MAX: usize = 120;

/// Entries of a DOCX. A real one has a few dozen; what has more is not opened.
const ENTRIES_MAX: usize = 4_000;

/// A file on its way into the folder; it is deleted again unless it is kept.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    kept: bool,
}

impl Incoming {
    /// Writes a body to a new file of the folder, and stops as soon as it is over the limit.
    pub async fn receive(folder: &Path, id: &str, body: Body, limit: u64) -> Result<(Self, u64)> {
        tokio::fs::create_dir_all(folder).await.map_err(failed)?;
        let incoming = Self { path: folder.join(format!("{id}.part")), kept: false };
        let mut file = tokio::fs::File::create_new(&incoming.path).await.map_err(failed)?;
        let bytes = write(&mut file, body, limit).await?;
        file.sync_all().await.map_err(failed)?;
        Ok((incoming, bytes))
    }

    /// Which kind of file it is, by its content.
    pub async fn kind(&self) -> Result<Kind> {
        if tokio::fs::metadata(&self.path).await.map_err(failed)?.len() == 0 {
            return Err(Error::field("name", Reason::EmptyFile));
        }
        let path = self.path.clone();
        let found = tokio::task::spawn_blocking(move || kind_of(&path)).await;
        let kind = found.map_err(|error| Error::fault(format!("reading a file: {error}")))?.map_err(failed)?;
        kind.ok_or_else(|| Error::field("name", Reason::NotAPdfOrDocx))
    }

    /// SHA-256 of its content, in hexadecimal.
    pub async fn sha256(&self) -> Result<String> {
        sha256_of(&self.path).await
    }

    /// Gives it its final name, which outlives a crash from then on.
    pub async fn keep(mut self, folder: &Path, id: &str) -> Result<()> {
        tokio::fs::rename(&self.path, folder.join(id)).await.map_err(failed)?;
        self.kept = true;
        let folder = tokio::fs::File::open(folder).await.map_err(failed)?;
        folder.sync_all().await.map_err(failed)
    }
}

/// Writes bytes to a file named by their content, unless they are there already. `part` names it while it is written.
pub async fn put(folder: &Path, name: &str, part: &str, bytes: &[u8]) -> Result<()> {
    if tokio::fs::try_exists(folder.join(name)).await.map_err(failed)? {
        return Ok(());
    }
    let (incoming, _) = Incoming::receive(folder, part, Body::from(bytes.to_vec()), bytes.len() as u64).await?;
    incoming.keep(folder, name).await
}

/// Why a body could not be read to its end.
pub fn body_failure(error: &axum::Error, limit: u64) -> Error {
    use std::error::Error as _;
    let too_large = error.source().is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
    if too_large { Error::TooLarge(limit) } else { Error::Malformed("the body broke off".into()) }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = std::fs::remove_file(&self.path)
        {
            tracing::warn!(%error, "a refused upload was not deleted");
        }
    }
}

/// SHA-256 of a file, in hexadecimal.
pub async fn sha256_of(path: &Path) -> Result<String> {
    let path = path.to_owned();
    let taken = tokio::task::spawn_blocking(move || {
        let mut digest = Sha256::new();
        io::copy(&mut File::open(path)?, &mut digest)?;
        Ok(hex(&digest.finalize()))
    });
    taken.await.map_err(|error| Error::fault(format!("reading a file: {error}")))?.map_err(failed)
}

/// A file's name without folders and without characters that could mislead, ending as its kind ends. `None` when
/// nothing is left of it.
pub fn safe_name(name: &str, kind: Kind) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let kept: String = last.chars().filter(|c| !c.is_control() && !is_invisible(*c)).collect();
    let kept = kept.trim().trim_start_matches('.').trim();
    let end = kind.extension();
    let has_end = kept.len() >= end.len()
        && kept.is_char_boundary(kept.len() - end.len())
        && kept[kept.len() - end.len()..].eq_ignore_ascii_case(end);
    let stem = if has_end { &kept[..kept.len() - end.len()] } else { kept };
    let stem: String = stem.chars().take(NAME_MAX - end.len()).collect();
    (!stem.trim().is_empty()).then(|| format!("{}{end}", stem.trim()))
}

/// Marks that change the direction of text or are not seen, with which `fdp.exe` can be made to look like `exe.pdf`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

async fn write(file: &mut tokio::fs::File, mut body: Body, limit: u64) -> Result<u64> {
    let mut bytes = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Error::Malformed("the body broke off".into()))?;
        let Some(chunk) = frame.data_ref() else { continue };
        bytes += chunk.len() as u64;
        if bytes > limit {
            return Err(Error::TooLarge(limit));
        }
        file.write_all(chunk).await.map_err(failed)?;
    }
    file.flush().await.map_err(failed)?;
    Ok(bytes)
}

fn kind_of(path: &Path) -> io::Result<Option<Kind>> {
    let mut file = File::open(path)?;
    let mut head = [0; 5];
    if file.read(&mut head)? < head.len() {
        return Ok(None);
    }
    if head == *b"%PDF-" {
        return Ok(ends_as_pdf(&mut file)?.then_some(Kind::Pdf));
    }
    Ok((head.starts_with(b"PK\x03\x04") && is_docx(file)).then_some(Kind::Docx))
}

/// Whether the end mark stands in the last kilobyte, where readers look for it.
fn ends_as_pdf(file: &mut File) -> io::Result<bool> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(1024)))?;
    let mut tail = Vec::with_capacity(1024);
    file.take(1024).read_to_end(&mut tail)?;
    Ok(tail.windows(5).any(|window| window == b"%%EOF"))
}

/// Whether a zip holds a Word document without macros. Only its list of names is read: nothing is unpacked, so that a
/// bomb stays packed.
fn is_docx(file: File) -> bool {
    let Ok(archive) = zip::ZipArchive::new(file) else { return false };
    let has = |name: &str| archive.index_for_name(name).is_some();
    archive.len() <= ENTRIES_MAX
        && has("[Content_Types].xml")
        && has("word/document.xml")
        && !has("word/vbaProject.bin")
}

/// A folder that is full or cannot be written is said as such; anything else is a fault.
fn failed(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::QuotaExceeded => {
            Error::StorageFull
        }
        _ => Error::fault(format!("files: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_nothing_of_a_path() {
        assert_eq!(safe_name("../../etc/passwd", Kind::Pdf).as_deref(), Some("passwd.pdf"));
        assert_eq!(safe_name(r"C:\Users\me\Mon CV.PDF", Kind::Pdf).as_deref(), Some("Mon CV.pdf"));
        assert_eq!(safe_name("...hidden.docx", Kind::Docx).as_deref(), Some("hidden.docx"));
    }

    #[test]
    fn a_name_cannot_mislead() {
        assert_eq!(safe_name("cv\u{202e}fdp.exe", Kind::Pdf).as_deref(), Some("cvfdp.exe.pdf"));
        assert_eq!(safe_name("cv\r\nX-Evil: 1.pdf", Kind::Pdf).as_deref(), Some("cvX-Evil: 1.pdf"));
    }

    #[test]
    fn a_long_name_is_cut_before_its_end() {
        let name = safe_name(&format!("{}.pdf", "é".repeat(500)), Kind::Pdf).unwrap();
        assert_eq!(name.chars().count(), NAME_MAX);
        assert!(name.ends_with("é.pdf"));
    }

    #[test]
    fn nothing_is_no_name() {
        for name in ["", " ", "/", "..", "\u{200b}", ".pdf"] {
            assert_eq!(safe_name(name, Kind::Pdf), if name == ".pdf" { Some("pdf.pdf".into()) } else { None });
        }
    }
}
