//! Chapters, lessons, their videos and quizzes.

use passerelle_api::{
    account::Language,
    course::{Chapter, Heading, Rendition, Track, Video},
    id::{ChapterSlug, CourseSlug},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, caption, json, small};
use crate::{
    error::{Error, Result},
    quiz::{QuizFile, Text, words},
};

/// A video in all its forms, with its title in every language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VideoFacts {
    pub id: String,
    pub title: Text,
    pub voice: Language,
    pub duration_ms: u64,
    pub poster: String,
    pub renditions: Vec<Rendition>,
    // Facts that were kept before there were these have none.
    #[serde(default)]
    pub described: Vec<Rendition>,
    #[serde(default)]
    pub signed: Vec<Rendition>,
    pub tracks: Vec<Track>,
}

/// A lesson's own part, in one language.
#[derive(Debug)]
pub struct LessonText {
    pub title: String,
    pub minutes: u32,
    pub html: String,
    pub headings: Vec<Heading>,
    pub video: Option<Video>,
    pub has_quiz: bool,
}

#[derive(sqlx::FromRow)]
struct ChapterRow {
    slug: String,
    title: String,
    minutes: i64,
    video: Option<String>,
    questions: i64,
}

#[derive(sqlx::FromRow)]
struct LessonRow {
    title: String,
    minutes: i64,
    html: String,
    headings: String,
    questions: i64,
    facts: Option<String>,
}

/// The chapters of a course in order, in a language the course has.
pub async fn chapters(db: &mut AnyConnection, course: &str, language: Language) -> Result<Vec<Chapter>> {
    let mut sql = Sql::new(
        "SELECT c.slug, t.title, c.minutes, c.video, c.questions FROM chapters c \
         JOIN chapter_texts t ON t.course = c.course AND t.chapter = c.slug WHERE c.course = ",
    );
    sql.bind(course).push(" AND t.lang = ").bind(language.as_str()).push(" ORDER BY c.position");
    let rows: Vec<ChapterRow> = sql.all(db).await?;
    let chapter = |row: ChapterRow| {
        Ok(Chapter {
            slug: ChapterSlug(row.slug),
            title: row.title,
            minutes: small(row.minutes)?,
            has_video: row.video.is_some(),
            questions: small(row.questions)?,
        })
    };
    rows.into_iter().map(chapter).collect()
}

/// A lesson in a language its course has.
pub async fn lesson(db: &mut AnyConnection, course: &str, chapter: &str, language: Language) -> Result<LessonText> {
    let mut sql = Sql::new(
        "SELECT t.title, c.minutes, t.html, t.headings, c.questions, v.facts FROM chapters c \
         JOIN chapter_texts t ON t.course = c.course AND t.chapter = c.slug \
         LEFT JOIN videos v ON v.id = c.video WHERE c.course = ",
    );
    sql.bind(course).push(" AND c.slug = ").bind(chapter).push(" AND t.lang = ").bind(language.as_str());
    let row: LessonRow = sql.optional(&mut *db).await?.ok_or(Error::NotFound)?;
    let video = row.facts.as_deref().map(json::<VideoFacts>).transpose()?;
    let mut video = video.map(|facts| facts.into_video(language));
    if let Some(video) = &mut video {
        replace_tracks(&mut video.tracks, caption::uploaded(db, course, chapter).await?);
    }
    Ok(LessonText {
        title: row.title,
        minutes: small(row.minutes)?,
        html: row.html,
        headings: json(&row.headings)?,
        video,
        has_quiz: row.questions > 0,
    })
}

/// How many of a course's videos come with a person who signs.
pub async fn signed(db: &mut AnyConnection, course: &str) -> Result<u32> {
    let mut sql = Sql::new("SELECT v.facts FROM chapters c JOIN videos v ON v.id = c.video WHERE c.course = ");
    sql.bind(course);
    let mut signed = 0;
    for (facts,) in sql.all::<(String,)>(db).await? {
        signed += u32::from(!json::<VideoFacts>(&facts)?.signed.is_empty());
    }
    Ok(signed)
}

/// Puts uploaded tracks in place of those that came with the video, and behind them what did not come with it.
fn replace_tracks(tracks: &mut Vec<Track>, uploaded: Vec<Track>) {
    for new in uploaded {
        match tracks.iter_mut().find(|track| track.kind == new.kind && track.lang == new.lang) {
            Some(track) => *track = new,
            None => tracks.push(new),
        }
    }
}

/// A chapter's quiz, where it has one.
pub async fn quiz(db: &mut AnyConnection, course: &CourseSlug, chapter: &ChapterSlug) -> Result<Option<QuizFile>> {
    let mut sql = Sql::new("SELECT quiz FROM chapters WHERE course = ");
    sql.bind(course.as_str()).push(" AND slug = ").bind(chapter.as_str());
    let row: Option<(Option<String>,)> = sql.optional(db).await?;
    row.and_then(|(quiz,)| quiz).as_deref().map(json).transpose()
}

/// Whether a published course has a chapter.
pub async fn exists(db: &mut AnyConnection, course: &CourseSlug, chapter: &ChapterSlug) -> Result<bool> {
    let mut sql =
        Sql::new("SELECT 1 FROM chapters c JOIN courses o ON o.slug = c.course WHERE o.published = 1 AND c.course = ");
    sql.bind(course.as_str()).push(" AND c.slug = ").bind(chapter.as_str());
    Ok(sql.optional::<(i32,)>(db).await?.is_some())
}

impl VideoFacts {
    fn into_video(self, language: Language) -> Video {
        Video {
            id: self.id,
            title: words(&self.title, language),
            voice: self.voice,
            duration_ms: self.duration_ms,
            poster: self.poster,
            renditions: self.renditions,
            described: self.described,
            signed: self.signed,
            tracks: self.tracks,
        }
    }
}
