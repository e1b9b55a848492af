//! Tracks of captions, descriptions and chapter marks: their cues, and the words they are found by.

use std::collections::HashMap;

use passerelle_api::{
    DateTime, Utc,
    account::Language,
    captions::{CaptionTrack, TrackSource},
    course::{Track, TrackKind},
    id::{AccountId, ChapterSlug, CourseSlug},
};
use passerelle_rules::{
    captions::{Cue, Settings},
    teaching::{self, CourseVideo},
};
use sqlx::AnyConnection;

use super::{Sql, json, lesson::VideoFacts, small, to_json, word};
use crate::{
    error::{Error, Result},
    terms::{Stems, Term},
};

/// Rows of a statement, so that its values stay under SQLite's limit.
const ROWS: usize = 500;

/// Where a track belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key<'a> {
    pub course: &'a str,
    pub chapter: &'a str,
    pub kind: TrackKind,
    pub language: Language,
}

/// A track to keep.
#[derive(Debug, Clone, Copy)]
pub struct NewTrack<'a> {
    pub key: Key<'a>,
    pub source: TrackSource,
    /// The address of its file.
    pub src: &'a str,
    pub digest: &'a str,
    pub cues: &'a [IndexedCue],
    /// When it was uploaded.
    pub sent_at: Option<i64>,
}

/// A cue with the words it is found by.
#[derive(Debug, Clone)]
pub struct IndexedCue {
    cue: Cue,
    plain: String,
    words: i64,
    terms: Vec<Term>,
}

/// A video of a course as its chapter shows it.
#[derive(Debug, Clone)]
pub struct ChapterVideo {
    pub video: CourseVideo,
    pub duration_ms: u64,
}

#[derive(sqlx::FromRow)]
struct TrackRow {
    chapter: String,
    kind: String,
    lang: String,
    source: String,
    src: String,
    cues: i64,
    sent_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct CueRow {
    cue_id: String,
    start_ms: i64,
    end_ms: i64,
    settings: String,
    body: String,
}

/// Finds the words of cues, which takes a moment for a long file and so is done before the transaction. Only captions are
/// searched.
pub fn index(kind: TrackKind, language: Language, cues: &[Cue]) -> Vec<IndexedCue> {
    let stems = Stems::of(language);
    let indexed = |cue: &Cue| {
        let plain = cue.plain();
        let (terms, words) = stems.index(&plain);
        let terms = if kind == TrackKind::Captions { terms } else { Vec::new() };
        IndexedCue { cue: cue.clone(), plain, words, terms }
    };
    cues.iter().map(indexed).collect()
}

impl Key<'_> {
    /// The track's name in the database.
    pub fn id(&self) -> String {
        format!("{}/{}/{}.{}", self.course, self.chapter, self.kind.as_str(), self.language.as_str())
    }
}

/// Keeps a track in place of the one that was there, with its cues and, where they are captions, the words they are found
/// by. What came with a course never replaces what was uploaded.
pub async fn put(db: &mut AnyConnection, track: &NewTrack<'_>) -> Result<()> {
    let NewTrack { key, source, src, digest, cues, sent_at } = *track;
    let id = key.id();
    let mut sql = Sql::new(
        "INSERT INTO caption_tracks (id, course, chapter, kind, lang, source, src, digest, cues, sent_at) VALUES (",
    );
    sql.bind_list([
        &id,
        key.course,
        key.chapter,
        key.kind.as_str(),
        key.language.as_str(),
        source.as_str(),
        src,
        digest,
    ]);
    sql.push(", ").bind(count(cues.len())).push(", ").bind(sent_at);
    sql.push(
        ") ON CONFLICT (id) DO UPDATE SET source = excluded.source, src = excluded.src, digest = excluded.digest, \
         cues = excluded.cues, sent_at = excluded.sent_at \
         WHERE caption_tracks.source = 'content' OR excluded.source = 'upload'",
    );
    if sql.run(&mut *db).await?.rows_affected() == 0 {
        return Ok(());
    }
    for delete in ["DELETE FROM caption_terms WHERE track = ", "DELETE FROM caption_cues WHERE track = "] {
        let mut sql = Sql::new(delete);
        sql.bind(&id);
        sql.run(&mut *db).await?;
    }
    put_cues(db, &id, key.language, cues).await
}

async fn put_cues(db: &mut AnyConnection, id: &str, language: Language, cues: &[IndexedCue]) -> Result<()> {
    let placed: Vec<(i64, &IndexedCue)> = (0..).zip(cues).collect();
    for rows in placed.chunks(ROWS) {
        let mut sql = Sql::new(
            "INSERT INTO caption_cues (track, position, cue_id, start_ms, end_ms, settings, body, plain, words) VALUES ",
        );
        for (index, (position, IndexedCue { cue, plain, words, .. })) in rows.iter().enumerate() {
            let [start, end] = [cue.start_ms, cue.end_ms].map(|ms| i64::try_from(ms).unwrap_or(i64::MAX));
            sql.push(open(index)).bind(id).push(", ").bind(*position).push(", ").bind(&cue.id).push(", ");
            sql.bind_list([start, end]).push(", ").bind_list([&cue.settings.write(), &cue.text, plain]);
            sql.push(", ").bind(*words).push(")");
        }
        sql.run(&mut *db).await?;
    }
    let terms = placed.iter().flat_map(|(position, cue)| cue.terms.iter().map(|term| (*position, term)));
    let terms: Vec<(i64, &Term)> = terms.collect();
    for rows in terms.chunks(ROWS) {
        let mut sql = Sql::new("INSERT INTO caption_terms (lang, term, track, position, forms, times) VALUES ");
        for (index, (position, term)) in rows.iter().enumerate() {
            sql.push(open(index)).bind_list([language.as_str(), &term.term, id]).push(", ").bind(*position);
            sql.push(", ").bind(&term.forms).push(", ").bind(term.times).push(")");
        }
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Forgets the tracks that came with a course, before those that still come with it are written.
pub async fn forget_content(db: &mut AnyConnection, course: &str) -> Result<()> {
    for delete in [
        "DELETE FROM caption_terms WHERE track IN (SELECT id FROM caption_tracks WHERE source = 'content' AND course = ",
        "DELETE FROM caption_cues WHERE track IN (SELECT id FROM caption_tracks WHERE source = 'content' AND course = ",
        "DELETE FROM caption_tracks WHERE id IN (SELECT id FROM caption_tracks WHERE source = 'content' AND course = ",
    ] {
        let mut sql = Sql::new(delete);
        sql.bind(course).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Forgets a track with its cues and the words they are found by.
pub async fn remove(db: &mut AnyConnection, key: Key<'_>) -> Result<()> {
    let id = key.id();
    for delete in [
        "DELETE FROM caption_terms WHERE track = ",
        "DELETE FROM caption_cues WHERE track = ",
        "DELETE FROM caption_tracks WHERE id = ",
    ] {
        let mut sql = Sql::new(delete);
        sql.bind(&id);
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Whether any track has this file.
pub async fn is_used(db: &mut AnyConnection, src: &str) -> Result<bool> {
    let mut sql = Sql::new("SELECT id FROM caption_tracks WHERE src = ");
    sql.bind(src).push(" LIMIT 1");
    Ok(sql.optional::<(String,)>(db).await?.is_some())
}

/// The track that came with the video of a chapter, whether or not another stands in its place, and the video's name.
pub async fn of_content(db: &mut AnyConnection, key: Key<'_>) -> Result<Option<(String, Track)>> {
    let mut sql = Sql::new("SELECT v.facts FROM chapters c JOIN videos v ON v.id = c.video WHERE c.course = ");
    sql.bind(key.course).push(" AND c.slug = ").bind(key.chapter);
    let Some((facts,)) = sql.optional::<(String,)>(db).await? else { return Ok(None) };
    let VideoFacts { id, tracks, .. } = json(&facts)?;
    let track = tracks.into_iter().find(|track| (track.kind, track.lang) == (key.kind, key.language));
    Ok(track.map(|track| (id, track)))
}

/// The digest of the file that a track has.
pub async fn digest(db: &mut AnyConnection, key: Key<'_>) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT digest FROM caption_tracks WHERE id = ");
    sql.bind(key.id());
    Ok(sql.optional::<(String,)>(db).await?.map(|(digest,)| digest))
}

/// The tracks of a course by chapter, in the order of the contract.
pub async fn tracks(db: &mut AnyConnection, course: &CourseSlug) -> Result<HashMap<ChapterSlug, Vec<CaptionTrack>>> {
    let mut sql =
        Sql::new("SELECT chapter, kind, lang, source, src, cues, sent_at FROM caption_tracks WHERE course = ");
    sql.bind(course.as_str());
    let rows: Vec<TrackRow> = sql.all(db).await?;
    let mut tracks: HashMap<ChapterSlug, Vec<CaptionTrack>> = HashMap::new();
    for row in rows {
        let chapter = ChapterSlug(row.chapter.clone());
        tracks.entry(chapter).or_default().push(row.track()?);
    }
    for of_chapter in tracks.values_mut() {
        of_chapter.sort_by_key(|track| (track.track.kind, track.track.lang));
    }
    Ok(tracks)
}

/// The tracks of a chapter that were uploaded.
pub async fn uploaded(db: &mut AnyConnection, course: &str, chapter: &str) -> Result<Vec<Track>> {
    let mut sql = Sql::new(
        "SELECT chapter, kind, lang, source, src, cues, sent_at FROM caption_tracks WHERE source = 'upload' AND course = ",
    );
    sql.bind(course).push(" AND chapter = ").bind(chapter).push(" ORDER BY kind, lang");
    let rows: Vec<TrackRow> = sql.all(db).await?;
    rows.into_iter().map(|row| Ok(row.track()?.track)).collect()
}

/// The cues of a track; `None` where there is no such track.
pub async fn cues(db: &mut AnyConnection, key: Key<'_>) -> Result<Option<Vec<Cue>>> {
    if digest(db, key).await?.is_none() {
        return Ok(None);
    }
    let mut sql = Sql::new("SELECT cue_id, start_ms, end_ms, settings, body FROM caption_cues WHERE track = ");
    sql.bind(key.id()).push(" ORDER BY position");
    let rows: Vec<CueRow> = sql.all(db).await?;
    rows.into_iter().map(CueRow::cue).collect::<Result<_>>().map(Some)
}

/// The videos of a course with the tracks they have, in the order of its chapters.
pub async fn videos(db: &mut AnyConnection, course: &CourseSlug) -> Result<Vec<ChapterVideo>> {
    let mut sql = Sql::new("SELECT c.slug, v.facts FROM chapters c JOIN videos v ON v.id = c.video WHERE c.course = ");
    sql.bind(course.as_str()).push(" ORDER BY c.position");
    let rows: Vec<(String, String)> = sql.all(&mut *db).await?;
    let tracks = tracks(db, course).await?;
    let mut videos = Vec::new();
    for (chapter, facts) in rows {
        let facts: VideoFacts = json(&facts)?;
        let chapter = ChapterSlug(chapter);
        let of_chapter = tracks.get(&chapter).map_or(&[][..], Vec::as_slice);
        let tracks = of_chapter.iter().map(|track| (track.track.kind, track.track.lang)).collect();
        let video = CourseVideo { chapter, voice: facts.voice, tracks };
        videos.push(ChapterVideo { video, duration_ms: facts.duration_ms });
    }
    Ok(videos)
}

/// Says again in which languages every video of a course has captions, and in which descriptions.
pub async fn refresh_course(db: &mut AnyConnection, course: &CourseSlug) -> Result<()> {
    let videos: Vec<CourseVideo> = videos(db, course).await?.into_iter().map(|video| video.video).collect();
    let captions = teaching::in_every_video(&videos, TrackKind::Captions);
    let mut sql = Sql::new("UPDATE courses SET captions = ");
    sql.bind(to_json(&captions)?).push(", descriptions = ");
    sql.bind(to_json(&teaching::in_every_video(&videos, TrackKind::Descriptions))?);
    sql.push(" WHERE slug = ").bind(course.as_str());
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM course_captions WHERE course = ");
    sql.bind(course.as_str());
    sql.run(&mut *db).await?;
    for language in captions {
        let mut sql = Sql::new("INSERT INTO course_captions (course, lang) VALUES (");
        sql.bind_list([course.as_str(), language.as_str()]).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Notes who sent a file.
pub async fn note_upload(
    db: &mut AnyConnection,
    id: &str,
    account: &AccountId,
    key: Key<'_>,
    digest: &str,
    now: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO caption_uploads (id, account, track, digest, at) VALUES (");
    sql.bind_list([id, account.as_str(), &key.id(), digest]).push(", ").bind(now).push(")");
    sql.run(db).await.map(drop)
}

/// When somebody sent files since a moment, oldest first.
pub async fn uploads_since(db: &mut AnyConnection, account: &AccountId, since: i64) -> Result<Vec<i64>> {
    let mut sql = Sql::new("SELECT at FROM caption_uploads WHERE account = ");
    sql.bind(account.as_str()).push(" AND at > ").bind(since).push(" ORDER BY at");
    Ok(sql.all::<(i64,)>(db).await?.into_iter().map(|(at,)| at).collect())
}

impl TrackRow {
    fn track(self) -> Result<CaptionTrack> {
        let time = |ms| DateTime::<Utc>::from_timestamp_millis(ms).ok_or_else(|| Error::fault(format!("time {ms}")));
        Ok(CaptionTrack {
            track: Track { src: self.src, kind: word(&self.kind)?, lang: word(&self.lang)? },
            source: word(&self.source)?,
            cues: small(self.cues)?,
            sent_at: self.sent_at.map(time).transpose()?,
        })
    }
}

impl CueRow {
    /// The cue. Its region is in its file alone, so here it stands where cues usually do.
    fn cue(self) -> Result<Cue> {
        let settings = Settings::parse(&self.settings, &[], 0, 0, &mut Vec::new());
        Ok(Cue {
            id: self.cue_id,
            start_ms: super::unsigned(self.start_ms)?,
            end_ms: super::unsigned(self.end_ms)?,
            settings,
            text: self.body,
            line: 0,
        })
    }
}

/// The bracket before a row, with the comma behind the one before.
fn open(index: usize) -> &'static str {
    if index == 0 { "(" } else { ", (" }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
