//! The ads of one organisation, as it sees them itself.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{EmployerSlug, JobSlug},
    job::{JobCard, OwnJob},
    posting::JobChoice,
};
use passerelle_rules::ad::{Fresh, Standing, hidden};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{
    Sql,
    job::{CARD, CARD_JOINS, CardRow, PayRow},
    placement, small, unsigned, word,
};
use crate::{clock::from_ms, error::Result};

/// Every ad of an organisation, the newest first, and what stands for one where somebody writes without an ad.
pub async fn slugs(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<JobSlug>> {
    let mut sql = Sql::new("SELECT slug FROM jobs WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY posted_at DESC, slug DESC");
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| JobSlug(slug)).collect())
}

/// The title of an ad of an organisation, or of what stands for one; none where it has none of that name.
pub async fn title_of(db: &mut AnyConnection, employer: &EmployerSlug, job: &JobSlug) -> Result<Option<String>> {
    let mut sql = Sql::new("SELECT title FROM jobs WHERE slug = ");
    sql.bind(job.as_str()).push(" AND employer = ").bind(employer.as_str());
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(title,)| title))
}

/// Where an ad stands among those of its organisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OwnMark {
    unanswered: i64,
    posted_ms: i64,
    slug: String,
}

/// Which of its own ads an organisation asks for.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// One of them alone.
    pub job: Option<&'a JobSlug>,
    /// Those behind it.
    pub after: Option<&'a OwnMark>,
    pub limit: i64,
}

/// An ad with its counts, and what may hide it.
#[derive(sqlx::FromRow)]
struct Line {
    slug: String,
    posted_at: i64,
    sent: i64,
    waiting: i64,
    closed_at: Option<i64>,
    left_at: Option<i64>,
    repeated_by: Option<String>,
    expires_on: Option<String>,
}

/// Ads of an organisation, with how many applications each has, how many wait, and why people do not find it: those with the most that
/// wait first, the newest first among equals.
pub async fn own(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    wanted: Wanted<'_>,
    lang: Language,
    fresh: Fresh,
) -> Result<Vec<(OwnMark, OwnJob)>> {
    let lines = lines(&mut *db, employer, wanted, fresh).await?;
    let mut sql = Sql::new(CARD);
    sql.push(CARD_JOINS).push(" WHERE j.slug IN (").bind_list(lines.iter().map(|line| line.slug.clone())).push(")");
    let rows: Vec<CardRow> = sql.all(&mut *db).await?;
    let mut cards: HashMap<String, CardRow> = rows.into_iter().map(|row| (row.slug.clone(), row)).collect();
    let mut placed = placement::of_ads(db, employer).await?;
    let mut own = Vec::with_capacity(lines.len());
    for line in lines {
        // One that was taken away between the two reads is not theirs any more.
        let Some(row) = cards.remove(&line.slug) else { continue };
        let placed = placed.remove(&line.slug).unwrap_or(0);
        own.push(told(line, row.card(lang)?, placed, fresh)?);
    }
    Ok(own)
}

async fn lines(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    Wanted { job, after, limit }: Wanted<'_>,
    fresh: Fresh,
) -> Result<Vec<Line>> {
    let mut sql = Sql::new(
        "SELECT j.slug, j.posted_at, COALESCE(n.sent, 0) AS sent, COALESCE(n.waiting, 0) AS waiting, j.closed_at, j.left_at, \
         j.expires_on, CASE WHEN j.repeated_until < ",
    );
    sql.bind(fresh.applied_until.to_string());
    sql.push(
        " THEN NULL ELSE j.repeated_by END AS repeated_by FROM jobs j LEFT JOIN (SELECT a.job, COUNT(*) AS sent, \
         SUM(CASE WHEN a.status IN ('sent', 'seen') THEN 1 ELSE 0 END) AS waiting FROM applications a \
         JOIN jobs o ON o.slug = a.job WHERE a.status <> 'withdrawn' AND o.employer = ",
    );
    sql.bind(employer.as_str());
    sql.push(" GROUP BY a.job) n ON n.job = j.slug WHERE j.standing = 0 AND j.employer = ").bind(employer.as_str());
    if let Some(job) = job {
        sql.push(" AND j.slug = ").bind(job.as_str());
    }
    if let Some(OwnMark { unanswered, posted_ms, slug }) = after {
        sql.push(" AND (COALESCE(n.waiting, 0), j.posted_at, j.slug) < (");
        sql.bind_list([*unanswered, *posted_ms]).push(", ").bind(slug.as_str()).push(")");
    }
    sql.push(" ORDER BY COALESCE(n.waiting, 0) DESC, j.posted_at DESC, j.slug DESC LIMIT ").bind(limit);
    sql.all(db).await
}

fn told(line: Line, card: JobCard, placed: u32, fresh: Fresh) -> Result<(OwnMark, OwnJob)> {
    let standing = Standing {
        posted: card.posted_at.date_naive(),
        start: card.start,
        expires: line.expires_on.as_deref().map(word::<NaiveDate>).transpose()?,
        closed: line.closed_at.is_some(),
        left: line.left_at.is_some(),
        repeated: line.repeated_by.is_some(),
    };
    let (applications, unanswered) = (small(line.sent)?, small(line.waiting)?);
    let hidden = hidden(fresh, standing);
    let mark = OwnMark { unanswered: line.waiting, posted_ms: line.posted_at, slug: line.slug };
    Ok((mark, OwnJob { card, applications, unanswered, placed, closed: standing.closed, hidden }))
}

#[derive(sqlx::FromRow)]
struct ChoiceRow {
    slug: String,
    title: String,
    closed_at: Option<i64>,
    posted_at: i64,
    start_on: Option<String>,
    expires_on: Option<String>,
    #[sqlx(flatten)]
    pay: PayRow,
}

/// The ads of an organisation that can be chosen: the newest of those that are open, at most so many, and those that are named.
pub async fn choices(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    named: &[JobSlug],
    fresh: Fresh,
    limit: i64,
) -> Result<Vec<JobChoice>> {
    let mut sql = Sql::new(
        "SELECT slug, title, closed_at, posted_at, start_on, expires_on, pay_min, pay_max, pay_currency, pay_period FROM jobs \
         WHERE standing = 0 AND employer = ",
    );
    sql.bind(employer.as_str()).push(" AND (slug IN (").bind_list(named.iter().map(JobSlug::as_str));
    sql.push(") OR slug IN (SELECT slug FROM jobs WHERE standing = 0 AND closed_at IS NULL AND employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY posted_at DESC, slug DESC LIMIT ").bind(limit);
    sql.push(")) ORDER BY posted_at DESC, slug DESC");
    let rows: Vec<ChoiceRow> = sql.all(db).await?;
    let told = |row: ChoiceRow| {
        let day = |text: Option<String>| text.as_deref().map(word::<NaiveDate>).transpose();
        let (start, expires) = (day(row.start_on)?, day(row.expires_on)?);
        let stale = !fresh.holds(from_ms(row.posted_at)?.date_naive(), start, expires);
        let (closed, pay) = (row.closed_at.is_some(), row.pay.pay()?);
        Ok(JobChoice { slug: JobSlug(row.slug), title: row.title, pay, closed, stale })
    };
    rows.into_iter().map(told).collect()
}

/// How many ads of an organisation are open.
pub async fn open(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM jobs WHERE standing = 0 AND closed_at IS NULL AND employer = ");
    sql.bind(employer.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// How many ads an organisation has, and how many applications to them wait for an answer.
pub async fn counts(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<(u64, u64)> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM jobs WHERE standing = 0 AND employer = ");
    sql.bind(employer.as_str());
    let (ads,): (i64,) = sql.one(&mut *db).await?;
    let mut sql = Sql::new(
        "SELECT COUNT(*) FROM applications a JOIN jobs j ON j.slug = a.job WHERE a.status IN ('sent', 'seen') \
         AND j.standing = 0 AND j.employer = ",
    );
    sql.bind(employer.as_str());
    let (waiting,): (i64,) = sql.one(db).await?;
    Ok((unsigned(ads)?, unsigned(waiting)?))
}
