//! The catalogue: which courses there are, and what they say in which language.

use std::collections::HashMap;

use passerelle_api::{
    account::Language,
    catalogue::{CourseCard, Length, Level, LevelCount, Topic, TopicCount},
    id::{CourseSlug, SkillCode},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, json, like_anywhere, small, unsigned, word};
use crate::error::{Error, Result};

/// What narrows the list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Folded words that each must be found.
    pub words: Vec<String>,
    pub topic: Option<Topic>,
    pub level: Option<Level>,
    pub length: Option<Length>,
    pub language: Option<Language>,
    pub captions: Option<Language>,
}

/// Where a page begins: behind this place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Place {
    position: i64,
    slug: String,
}

/// A course as the database keeps it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CourseRow {
    pub slug: String,
    topic: String,
    level: String,
    pub author: String,
    minutes: i64,
    chapters: i64,
    pub videos: i64,
    languages: String,
    captions: String,
    descriptions: String,
    skills: String,
    position: i64,
    published: i64,
}

/// What a course says in one language.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CourseText {
    pub course: String,
    pub lang: String,
    pub title: String,
    pub promise: String,
    pub outcomes: String,
    pub audience: String,
    pub prerequisites: String,
}

const COLUMNS: &str = "SELECT c.slug, c.topic, c.level, c.author, c.minutes, c.chapters, c.videos, c.languages, \
    c.captions, c.descriptions, c.skills, c.position, c.published FROM courses c";

impl CourseRow {
    pub fn slug(&self) -> CourseSlug {
        CourseSlug(self.slug.clone())
    }

    pub fn topic(&self) -> Result<Topic> {
        word(&self.topic)
    }

    pub fn level(&self) -> Result<Level> {
        word(&self.level)
    }

    pub fn minutes(&self) -> Result<u32> {
        small(self.minutes)
    }

    pub fn languages(&self) -> Result<Vec<Language>> {
        json(&self.languages)
    }

    /// Languages in which every video has captions.
    pub fn captions(&self) -> Result<Vec<Language>> {
        json(&self.captions)
    }

    /// Languages in which every video is described.
    pub fn descriptions(&self) -> Result<Vec<Language>> {
        json(&self.descriptions)
    }

    /// Whether it is in the catalogue.
    pub fn is_published(&self) -> bool {
        self.published == 1
    }

    pub fn skills(&self) -> Result<Vec<SkillCode>> {
        json(&self.skills)
    }

    /// The language to show it in: the one asked for, else English, else its first.
    pub fn language(&self, asked: Option<Language>) -> Result<Language> {
        let languages = self.languages()?;
        [asked, Some(Language::English)]
            .into_iter()
            .flatten()
            .find(|language| languages.contains(language))
            .or_else(|| languages.first().copied())
            .ok_or_else(|| Error::fault(format!("course {} has no language", self.slug)))
    }

    fn place(&self) -> Place {
        Place { position: self.position, slug: self.slug.clone() }
    }
}

/// A page of courses, and where the next one begins.
pub async fn list(
    db: &mut AnyConnection,
    filter: &Filter,
    after: Option<&Place>,
    size: usize,
) -> Result<(Vec<CourseRow>, Option<String>)> {
    let mut sql = Sql::new(COLUMNS);
    narrow(&mut sql, filter);
    if let Some(place) = after {
        sql.push(" AND (c.position, c.slug) > (").bind(place.position).push(", ").bind(&place.slug).push(")");
    }
    sql.push(" ORDER BY c.position, c.slug LIMIT ").bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    let mut rows: Vec<CourseRow> = sql.all(db).await?;
    let next = crate::cursor::page(&mut rows, size, CourseRow::place)?;
    Ok((rows, next))
}

/// How many courses there are.
pub async fn count(db: &mut AnyConnection, filter: &Filter) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM courses c");
    narrow(&mut sql, filter);
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// How many courses each topic would leave, and each level.
pub async fn facets(db: &mut AnyConnection, filter: &Filter) -> Result<(Vec<TopicCount>, Vec<LevelCount>)> {
    let any_topic = Filter { topic: None, ..filter.clone() };
    let mut sql = Sql::new("SELECT c.topic, COUNT(*) FROM courses c");
    narrow(&mut sql, &any_topic).push(" GROUP BY c.topic");
    let topics: HashMap<String, i64> = sql.all(db).await?.into_iter().collect();
    let any_level = Filter { level: None, ..filter.clone() };
    let mut sql = Sql::new("SELECT c.level, COUNT(*) FROM courses c");
    narrow(&mut sql, &any_level).push(" GROUP BY c.level");
    let levels: HashMap<String, i64> = sql.all(db).await?.into_iter().collect();
    let count = |counts: &HashMap<String, i64>, word: &str| unsigned(counts.get(word).copied().unwrap_or(0));
    let topics =
        Topic::ALL.iter().map(|topic| Ok(TopicCount { topic: *topic, count: count(&topics, topic.as_str())? }));
    let levels =
        Level::ALL.iter().map(|level| Ok(LevelCount { level: *level, count: count(&levels, level.as_str())? }));
    Ok((topics.collect::<Result<_>>()?, levels.collect::<Result<_>>()?))
}

/// A published course.
pub async fn find(db: &mut AnyConnection, slug: &CourseSlug) -> Result<CourseRow> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE c.published = 1 AND c.slug = ").bind(slug.as_str());
    sql.optional(db).await?.ok_or(Error::NotFound)
}

/// A course, published or not.
pub async fn find_any(db: &mut AnyConnection, slug: &CourseSlug) -> Result<CourseRow> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE c.slug = ").bind(slug.as_str());
    sql.optional(db).await?.ok_or(Error::NotFound)
}

/// Several courses, published or not.
pub async fn find_all<'a>(db: &mut AnyConnection, slugs: impl IntoIterator<Item = &'a str>) -> Result<Vec<CourseRow>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE c.slug IN (").bind_list(slugs).push(")");
    sql.all(db).await
}

/// What a course says in a language it has.
pub async fn text(db: &mut AnyConnection, course: &str, language: Language) -> Result<CourseText> {
    let mut sql = Sql::new("SELECT * FROM course_texts WHERE course = ");
    sql.bind(course).push(" AND lang = ").bind(language.as_str());
    sql.one(db).await
}

/// The titles of a course in each language it has, by language.
pub async fn titles(db: &mut AnyConnection, course: &str) -> Result<Vec<(String, String)>> {
    let mut sql = Sql::new("SELECT lang, title FROM course_texts WHERE course = ");
    sql.bind(course).push(" ORDER BY lang");
    sql.all(db).await
}

/// Courses as a list shows them, in the language asked for where they have it.
pub async fn cards(db: &mut AnyConnection, rows: &[CourseRow], asked: Option<Language>) -> Result<Vec<CourseCard>> {
    let mut sql = Sql::new("SELECT course, lang, title, promise FROM course_texts WHERE course IN (");
    sql.bind_list(rows.iter().map(|row| row.slug.as_str())).push(")");
    let texts = sql.all::<(String, String, String, String)>(db).await?;
    let mut texts: HashMap<(String, String), (String, String)> =
        texts.into_iter().map(|(course, lang, title, promise)| ((course, lang), (title, promise))).collect();
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let lang = row.language(asked)?;
        let text = texts.remove(&(row.slug.clone(), lang.as_str().to_owned()));
        let (title, promise) =
            text.ok_or_else(|| Error::fault(format!("course {} has no text in {}", row.slug, lang.as_str())))?;
        cards.push(CourseCard {
            slug: row.slug(),
            title,
            promise,
            lang,
            topic: row.topic()?,
            level: row.level()?,
            minutes: row.minutes()?,
            chapters: small(row.chapters)?,
            languages: row.languages()?,
            captions: row.captions()?,
            has_video: row.videos > 0,
        });
    }
    Ok(cards)
}

fn narrow<'s>(sql: &'s mut Sql, filter: &Filter) -> &'s mut Sql {
    sql.push(" WHERE c.published = 1");
    for word in &filter.words {
        sql.push(" AND c.search LIKE ").bind(like_anywhere(word)).push(" ESCAPE '\\'");
    }
    if let Some(topic) = filter.topic {
        sql.push(" AND c.topic = ").bind(topic.as_str());
    }
    if let Some(level) = filter.level {
        sql.push(" AND c.level = ").bind(level.as_str());
    }
    if let Some(length) = filter.length {
        let (from, to) = length.minutes();
        sql.push(" AND c.minutes BETWEEN ").bind(i64::from(from)).push(" AND ").bind(i64::from(to));
    }
    if let Some(language) = filter.language {
        sql.push(" AND EXISTS (SELECT 1 FROM course_texts x WHERE x.course = c.slug AND x.lang = ");
        sql.bind(language.as_str()).push(")");
    }
    if let Some(language) = filter.captions {
        sql.push(" AND EXISTS (SELECT 1 FROM course_captions x WHERE x.course = c.slug AND x.lang = ");
        sql.bind(language.as_str()).push(")");
    }
    sql
}
