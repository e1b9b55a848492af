//! Ads as the matching reads them, and where the skills they ask for are taught.

use std::collections::HashMap;

use chrono::Days;
use passerelle_api::{
    account::Language,
    id::{ChapterSlug, JobSlug, SkillCode},
    job::Remote,
    matching::ClosingLesson,
};
use passerelle_rules::{
    distance::Spot,
    matching::{Job, Person, grade::LATE_DAYS},
    pay::monthly_range,
};
use sqlx::AnyConnection;

use super::{
    Sql, course,
    job::PayRow,
    job_filter::{JobFilter, push_filtered},
    json,
    reference::{self, Around},
    small, word,
};
use crate::error::{Error, Result};

/// How many ads of a search are scored and can be paged through in the order of their match. Where more pass the filter, those that
/// no barrier in the ad's own columns shuts out come before the rest, of these those that need a skill that the person has, and then
/// the newer ones: an older ad that fits is not crowded out by thousands of newer ones that do not.
pub const SCORED_AT_MOST: i64 = 5_000;

/// An ad with what equal scores are ordered by.
#[derive(Debug, Clone)]
pub struct Ad {
    pub slug: JobSlug,
    pub posted_at: i64,
    pub job: Job,
}

/// Some ads by their slugs, in no order.
pub async fn ads(db: &mut AnyConnection, slugs: &[&str], spots: &HashMap<String, Spot>) -> Result<Vec<Ad>> {
    let mut sql = Sql::new(AD);
    sql.push("jobs j").push(DETAILS).push(" WHERE j.slug IN (").bind_list(slugs.iter().copied()).push(")");
    let rows: Vec<Row> = sql.all(db).await?;
    rows.into_iter().map(|row| row.ad(spots)).collect()
}

/// The ads that pass the filter, in no order: at most [`SCORED_AT_MOST`] of them.
pub async fn candidates(
    db: &mut AnyConnection,
    filter: &JobFilter,
    person: &Person,
    spots: &HashMap<String, Spot>,
) -> Result<Vec<Ad>> {
    let within = match person.place.zip(person.radius_km) {
        Some((place, radius)) => Some(reference::places_around(db, place, radius).await?),
        None => None,
    };
    let mut sql = Sql::new(AD);
    sql.push("(");
    push_filtered(&mut sql, COLUMNS, "", filter);
    sql.push(" ORDER BY CASE WHEN 1 = 1");
    push_open(&mut sql, person, within.as_ref());
    sql.push(" THEN 0 ELSE 1 END");
    if !person.skills.is_empty() {
        sql.push(", CASE WHEN EXISTS (SELECT 1 FROM job_skills k WHERE k.job = j.slug AND k.skill IN (");
        sql.bind_list(person.skills.iter().map(SkillCode::as_str)).push(")) THEN 0 ELSE 1 END");
    }
    sql.push(", j.posted_at DESC, j.slug LIMIT ").bind(SCORED_AT_MOST).push(") j").push(DETAILS);
    let rows: Vec<Row> = sql.all(db).await?;
    rows.into_iter().map(|row| row.ad(spots)).collect()
}

/// For each skill that a published course teaches, the first such course of the catalogue and its chapter.
pub async fn lessons(
    db: &mut AnyConnection,
    skills: &[SkillCode],
    lang: Language,
) -> Result<HashMap<SkillCode, ClosingLesson>> {
    let mut lessons = HashMap::new();
    for skill in skills {
        if !lessons.contains_key(skill)
            && let Some(lesson) = lesson(db, skill, lang).await?
        {
            lessons.insert(skill.clone(), lesson);
        }
    }
    Ok(lessons)
}

async fn lesson(db: &mut AnyConnection, skill: &SkillCode, lang: Language) -> Result<Option<ClosingLesson>> {
    let mut sql = Sql::new(
        "SELECT s.course, s.chapter FROM taught_skills s JOIN courses c ON c.slug = s.course \
         WHERE c.published = 1 AND s.skill = ",
    );
    sql.bind(skill.as_str()).push(" ORDER BY s.position, s.course LIMIT 1");
    let Some((slug, chapter)) = sql.optional::<(String, Option<String>)>(&mut *db).await? else { return Ok(None) };
    let course = course::find(&mut *db, &slug.into()).await?;
    let lang = course.language(Some(lang))?;
    let course_title = course::text(&mut *db, &course.slug, lang).await?.title;
    let mut lesson = ClosingLesson { course: course.slug(), course_title, chapter: None, chapter_title: None };
    if let Some(chapter) = chapter {
        let mut sql = Sql::new("SELECT title FROM chapter_texts WHERE course = ");
        sql.bind(course.slug.as_str()).push(" AND chapter = ").bind(chapter.as_str());
        sql.push(" AND lang = ").bind(lang.as_str());
        let (title,): (String,) = sql.one(db).await?;
        (lesson.chapter, lesson.chapter_title) = (Some(ChapterSlug(chapter)), Some(title));
    }
    Ok(Some(lesson))
}

const AD: &str = "SELECT j.slug, j.posted_at, j.contract, j.level, j.remote, j.remote_said, j.place, j.pay_min, j.pay_max, \
     j.pay_currency, j.pay_period, j.start_on, j.training_days, d.must, d.nice, d.languages FROM ";

const DETAILS: &str = " JOIN job_details d ON d.job = j.slug";

const COLUMNS: &str = "SELECT j.slug, j.posted_at, j.contract, j.level, j.remote, j.remote_said, j.place, j.pay_min, j.pay_max, \
     j.pay_currency, j.pay_period, j.start_on, j.training_days FROM jobs j";

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    posted_at: i64,
    contract: String,
    level: Option<i64>,
    remote: String,
    remote_said: i64,
    place: String,
    #[sqlx(flatten)]
    pay: PayRow,
    start_on: Option<String>,
    training_days: Option<i64>,
    must: String,
    nice: String,
    languages: String,
}

impl Row {
    fn ad(self, spots: &HashMap<String, Spot>) -> Result<Ad> {
        let place = spots.get(&self.place).copied();
        let job = Job {
            must: json(&self.must)?,
            nice: json(&self.nice)?,
            level: self.level.map(small).transpose()?,
            place: place.ok_or_else(|| Error::fault(format!("an ad in {}, which is no place", self.place)))?,
            remote: if self.remote_said == 0 { None } else { Some(word(&self.remote)?) },
            contract: word(&self.contract)?,
            training_days: self.training_days.map(small).transpose()?,
            start: self.start_on.as_deref().map(word).transpose()?,
            languages: json(&self.languages)?,
            pay_month: self.pay.pay()?.as_ref().and_then(monthly_range),
        };
        Ok(Ad { slug: JobSlug(self.slug), posted_at: self.posted_at, job })
    }
}

/// The constraints that the database can tell by itself, each only where the person said something of it.
fn push_open(sql: &mut Sql, person: &Person, within: Option<&Around>) {
    if !person.contracts.is_empty() {
        sql.push(" AND j.contract IN (").bind_list(person.contracts.iter().map(|contract| contract.as_str()));
        sql.push(")");
    }
    if let Some(within) = within {
        sql.push(" AND (j.remote = ").bind(Remote::Remote.as_str()).push(" OR j.place IN (SELECT w.place FROM (");
        within.push(sql);
        sql.push(") w))");
    }
    let latest = person.available_from.and_then(|day| day.checked_sub_days(Days::new(LATE_DAYS.unsigned_abs())));
    if let Some(day) = latest {
        sql.push(" AND (j.start_on IS NULL OR j.start_on >= ").bind(day.to_string()).push(")");
    }
}
