//! Writing the catalogue. Importing a course again replaces what it says and keeps what people did in it.

use passerelle_api::course::Heading;
use sqlx::AnyConnection;

use super::{Sql, lesson::VideoFacts, to_json};
use crate::error::Result;

/// A course to write, its lists as JSON.
#[derive(Debug)]
pub struct CourseRecord<'a> {
    pub slug: &'a str,
    pub topic: &'a str,
    pub level: &'a str,
    pub author: &'a str,
    pub minutes: u32,
    pub chapters: usize,
    pub videos: usize,
    pub languages: Vec<&'a str>,
    pub skills: &'a [String],
    pub search: &'a str,
    pub position: usize,
}

/// What a course says in one language.
#[derive(Debug)]
pub struct TextRecord<'a> {
    pub lang: &'a str,
    pub title: &'a str,
    pub promise: &'a str,
    pub outcomes: &'a [String],
    pub audience: &'a str,
    pub prerequisites: &'a str,
}

/// A chapter, in every language.
#[derive(Debug)]
pub struct ChapterRecord<'a> {
    pub slug: &'a str,
    pub position: usize,
    pub minutes: u32,
    pub video: Option<&'a str>,
    pub questions: usize,
    pub quiz: Option<String>,
    /// Language, title, HTML and headings.
    pub texts: Vec<(&'a str, &'a str, String, Vec<Heading>)>,
}

/// The hash of what was imported last under a name.
pub async fn last_hash(db: &mut AnyConnection, name: &str) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT hash FROM imports WHERE name = ");
    sql.bind(name);
    Ok(sql.optional::<(String,)>(db).await?.map(|(hash,)| hash))
}

/// Remembers what was imported under a name.
pub async fn set_hash(db: &mut AnyConnection, name: &str, hash: &str, now: i64) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO imports (name, hash, at) VALUES (");
    sql.bind(name).push(", ").bind(hash).push(", ").bind(now);
    sql.push(") ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, at = excluded.at");
    sql.run(db).await.map(drop)
}

/// Takes every course that came from the files out of the catalogue, before those that are still there are written.
pub async fn unpublish(db: &mut AnyConnection) -> Result<()> {
    Sql::new("UPDATE courses SET published = 0 WHERE slug NOT LIKE 'synthetic-%'").run(db).await.map(drop)
}

/// Writes a video's facts.
pub async fn put_video(db: &mut AnyConnection, facts: &VideoFacts) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO videos (id, facts) VALUES (");
    sql.bind(&facts.id).push(", ").bind(to_json(facts)?);
    sql.push(") ON CONFLICT (id) DO UPDATE SET facts = excluded.facts");
    sql.run(db).await.map(drop)
}

/// Writes a course without its texts and chapters, and removes the ones it had.
pub async fn put_course(db: &mut AnyConnection, course: &CourseRecord<'_>) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO courses (slug, topic, level, author, minutes, chapters, videos, languages, captions, descriptions, \
         skills, search, position, published) VALUES (",
    );
    sql.bind_list([course.slug, course.topic, course.level, course.author]);
    let videos = number(course.videos);
    sql.push(", ").bind_list([i64::from(course.minutes), number(course.chapters), videos]).push(", ");
    sql.bind_list([
        to_json(&course.languages)?,
        // Its tracks are written behind it, and then these are said.
        "[]".to_owned(),
        "[]".to_owned(),
        to_json(course.skills)?,
    ]);
    sql.push(", ").bind(course.search).push(", ").bind(number(course.position));
    sql.push(
        ", 1) ON CONFLICT (slug) DO UPDATE SET topic = excluded.topic, level = excluded.level, author = excluded.author, \
         minutes = excluded.minutes, chapters = excluded.chapters, videos = excluded.videos, \
         languages = excluded.languages, captions = excluded.captions, descriptions = excluded.descriptions, \
         skills = excluded.skills, search = excluded.search, position = excluded.position, published = 1 - courses.held",
    );
    sql.run(&mut *db).await?;
    for delete in [
        "DELETE FROM course_texts WHERE course = ",
        "DELETE FROM chapter_texts WHERE course = ",
        "DELETE FROM chapters WHERE course = ",
        "DELETE FROM taught_skills WHERE course = ",
    ] {
        let mut sql = Sql::new(delete);
        sql.bind(course.slug);
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Writes what a course says in one language.
pub async fn put_text(db: &mut AnyConnection, course: &str, text: &TextRecord<'_>) -> Result<()> {
    let outcomes = to_json(text.outcomes)?;
    let mut sql =
        Sql::new("INSERT INTO course_texts (course, lang, title, promise, outcomes, audience, prerequisites) VALUES (");
    sql.bind_list([course, text.lang, text.title, text.promise, &outcomes, text.audience, text.prerequisites])
        .push(")");
    sql.run(db).await.map(drop)
}

/// Writes a chapter.
pub async fn put_chapter(db: &mut AnyConnection, course: &str, chapter: &ChapterRecord<'_>) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO chapters (course, slug, position, minutes, video, questions, quiz) VALUES (");
    sql.bind_list([course, chapter.slug]).push(", ").bind(number(chapter.position)).push(", ");
    sql.bind(i64::from(chapter.minutes)).push(", ").bind(chapter.video).push(", ");
    sql.bind(number(chapter.questions)).push(", ").bind(chapter.quiz.as_deref()).push(")");
    sql.run(&mut *db).await?;
    for (lang, title, html, headings) in &chapter.texts {
        let headings = to_json(headings)?;
        let mut sql = Sql::new("INSERT INTO chapter_texts (course, chapter, lang, title, html, headings) VALUES (");
        sql.bind_list([course, chapter.slug, lang, title, html, &headings]).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Writes that a course teaches a skill, in a chapter where one is known to. `position` is the course's.
pub async fn put_taught_skill(
    db: &mut AnyConnection,
    course: &str,
    skill: &str,
    chapter: Option<&str>,
    position: usize,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO taught_skills (skill, course, chapter, position) VALUES (");
    sql.bind_list([skill, course]).push(", ").bind(chapter).push(", ").bind(number(position));
    sql.push(") ON CONFLICT DO NOTHING");
    sql.run(db).await.map(drop)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
