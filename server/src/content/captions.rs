//! The tracks that come with a course's videos, read into the database so that they can be searched and taken away.

use std::path::Path;

use passerelle_api::{captions::TrackSource, id::CourseSlug};
use passerelle_rules::captions::webvtt;
use sha2::{Digest, Sha256};

use super::read_text;
use crate::{
    error::Result,
    session::hex,
    store::{
        Connection,
        caption::{self, Key, NewTrack},
        lesson::VideoFacts,
    },
};

/// Writes the tracks of a course's chapters in place of those that came with it before. What people uploaded stays.
pub async fn import(
    db: &mut Connection,
    course: &str,
    media: &Path,
    chapters: &[(&str, &VideoFacts)],
    warnings: &mut Vec<String>,
) -> Result<()> {
    caption::forget_content(db, course).await?;
    for (chapter, video) in chapters {
        for track in &video.tracks {
            let key = Key { course, chapter, kind: track.kind, language: track.lang };
            import_one(db, key, media, &video.id, &track.src, warnings).await?;
        }
    }
    caption::refresh_course(db, &CourseSlug::from(course)).await
}

/// Writes one track of a video, where nothing that was uploaded stands in its place.
pub async fn import_one(
    db: &mut Connection,
    key: Key<'_>,
    media: &Path,
    video: &str,
    src: &str,
    warnings: &mut Vec<String>,
) -> Result<()> {
    let file = format!("{}.{}.vtt", key.kind.as_str(), key.language.as_str());
    let text = read_text(&media.join(video).join(&file))?;
    let captions = webvtt::parse(&text);
    if let Some(finding) = captions.findings.iter().find(|finding| finding.severity.refuses()) {
        warnings.push(format!("{video}/{file}:{}:{}: {:?}", finding.line, finding.column, finding.flaw));
    }
    let new = NewTrack {
        key,
        source: TrackSource::Content,
        src,
        digest: &hex(&Sha256::digest(text.as_bytes())),
        cues: &caption::index(key.kind, key.language, &captions.cues),
        sent_at: None,
    };
    caption::put(db, &new).await
}
