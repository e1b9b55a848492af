//! The job board as a whole: how many ads each choice would leave, and which ads are alike.

use std::collections::HashMap;

use passerelle_api::id::{JobSlug, SkillCode};
use passerelle_rules::{ad::FAMILY, facet::Cell, start::Starting};
use sqlx::{AnyConnection, FromRow, Row as _, any::AnyRow};

use super::{
    Sql,
    job_filter::{ACCESSIBLE, CONFIDENT, JobFilter, PAID, push_filtered, push_kept, push_near},
    job_words::JobWords,
    small, unsigned, word,
};
use crate::error::{Error, Result};

/// The ads that pass a filter, counted by what the facets choose between; what the filter says of these is left out of account.
pub async fn cells(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<Cell>> {
    let filter = JobFilter { contract: None, remote: None, level: None, training_days: None, ..filter.clone() };
    let mut sql = Sql::default();
    let select = "SELECT j.contract, j.remote, j.level, j.training_days, COUNT(*) FROM jobs j";
    push_filtered(&mut sql, select, "", &filter);
    sql.push(" GROUP BY j.contract, j.remote, j.level, j.training_days");
    type Counted = (String, String, Option<i64>, Option<i64>, i64);
    let rows: Vec<Counted> = sql.all(db).await?;
    let cell = |(contract, remote, level, days, count): Counted| {
        let (level, training_days) = (level.map(small).transpose()?, days.map(small).transpose()?);
        let (contract, remote) = (word(&contract)?, word(&remote)?);
        Ok(Cell { contract, remote, level, training_days, count: unsigned(count)? })
    };
    rows.into_iter().map(cell).collect()
}

/// How many ads pass a filter with each choice of what an organisation promises. What the filter itself says of a promise is left out
/// of account where its own choices are counted.
pub struct Promised {
    /// Without a choice of pay, and with each of the least pays that were asked for.
    pub pay: (u64, Vec<u64>),
    /// Without and with an accessible workplace.
    pub accessible: (u64, u64),
    /// Without and with a welcome to people with disabilities.
    pub confident: (u64, u64),
}

/// Counts them in one pass over the ads.
pub async fn promised(db: &mut AnyConnection, filter: &JobFilter, pays: &[u32]) -> Result<Promised> {
    let kept = JobFilter { min_pay: None, accessible: false, disability_confident: false, ..filter.clone() };
    let JobFilter { min_pay, accessible, disability_confident: confident, .. } = *filter;
    let mut counts = vec![
        (None, accessible, confident),
        (min_pay, false, confident),
        (min_pay, true, confident),
        (min_pay, accessible, false),
        (min_pay, accessible, true),
    ];
    counts.extend(pays.iter().map(|pay| (Some(*pay), accessible, confident)));
    let mut sql = Sql::default();
    push_near(&mut sql, &kept);
    for (number, (pay, accessible, confident)) in counts.into_iter().enumerate() {
        sql.push(if number == 0 { "SELECT" } else { "," }).push(" COUNT(CASE WHEN 1 = 1");
        if let Some(pay) = pay {
            sql.push(" AND ").push(PAID).bind(i64::from(pay));
        }
        if accessible {
            sql.push(" AND ").push(ACCESSIBLE);
        }
        if confident {
            sql.push(" AND ").push(CONFIDENT);
        }
        sql.push(" THEN 1 END)");
    }
    sql.push(" FROM jobs j");
    push_kept(&mut sql, "", &kept);
    let Counts(counts) = sql.one(db).await?;
    let counts = counts.into_iter().map(unsigned).collect::<Result<Vec<u64>>>()?;
    let [all, inaccessible, accessible, unconfident, confident, pays @ ..] = counts.as_slice() else {
        return Err(Error::fault("the database gave fewer counts than it was asked for"));
    };
    Ok(Promised {
        pay: (*all, pays.to_vec()),
        accessible: (*inaccessible, *accessible),
        confident: (*unconfident, *confident),
    })
}

/// A row of counts, of which a statement decides how many there are.
struct Counts(Vec<i64>);

impl FromRow<'_, AnyRow> for Counts {
    fn from_row(row: &AnyRow) -> sqlx::Result<Self> {
        (0..row.len()).map(|column| row.try_get(column)).collect::<sqlx::Result<_>>().map(Self)
    }
}

/// How many ads of a filter are how many kilometres from the place that it asks for, as far as it goes.
pub async fn by_distance(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<(u32, u64)>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT n.km, COUNT(*) FROM jobs j", "", filter);
    sql.push(" GROUP BY n.km");
    let rows: Vec<(i64, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(km, count)| Ok((small(km)?, unsigned(count)?))).collect()
}

/// How many ads of a filter begin in each month.
pub async fn starts(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<Starting>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT SUBSTR(j.start_on, 1, 7), j.elsewhere, COUNT(*) FROM jobs j", "", filter);
    sql.push(" GROUP BY SUBSTR(j.start_on, 1, 7), j.elsewhere");
    let rows: Vec<(Option<String>, i64, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(month, elsewhere, count)| starting(month, elsewhere, count)).collect()
}

/// The same by how many kilometres they are from the place that the filter asks for, as far as it goes.
pub async fn starts_by_distance(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<(u32, Starting)>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT n.km, SUBSTR(j.start_on, 1, 7), j.elsewhere, COUNT(*) FROM jobs j", "", filter);
    sql.push(" GROUP BY n.km, SUBSTR(j.start_on, 1, 7), j.elsewhere");
    let rows: Vec<(i64, Option<String>, i64, i64)> = sql.all(db).await?;
    let away = |(km, month, elsewhere, count)| Ok((small(km)?, starting(month, elsewhere, count)?));
    rows.into_iter().map(away).collect()
}

fn starting(month: Option<String>, elsewhere: i64, count: i64) -> Result<Starting> {
    Ok(Starting { month, at_any_time: elsewhere == 0, count: unsigned(count)? })
}

/// The places of the ads that pass a filter, with how many ads each has, in no order.
pub async fn places(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<(String, u64)>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT j.place, COUNT(*) FROM jobs j", "", filter);
    sql.push(" GROUP BY j.place");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(place, count)| Ok((place, unsigned(count)?))).collect()
}

/// What tells the kind of an ad: its occupation and its title.
#[derive(Debug, Clone)]
pub struct Titled {
    pub occupation: Option<String>,
    pub title: String,
}

/// The kinds of some ads.
pub async fn titled(db: &mut AnyConnection, jobs: &[&str]) -> Result<HashMap<JobSlug, Titled>> {
    let mut sql =
        Sql::new("SELECT j.slug, d.rome, j.title FROM jobs j JOIN job_details d ON d.job = j.slug WHERE j.slug IN (");
    sql.bind_list(jobs.iter().copied()).push(")");
    let rows: Vec<(String, Option<String>, String)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug, occupation, title)| (JobSlug(slug), Titled { occupation, title })).collect())
}

/// The newest ads that may be like one: of the same occupation, of its family, with all of some words, that need one of its skills, and
/// of the same place.
/// Each is asked for alone, so that an index gives its newest, and a large town does not crowd out the rest.
pub async fn akin(
    db: &mut AnyConnection,
    job: &JobSlug,
    occupation: Option<&str>,
    words: &str,
    skills: &[SkillCode],
    filter: &JobFilter,
    limit: i64,
) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if let Some(code) = occupation {
        let mut sql = Sql::default();
        push_filtered(&mut sql, SLUGS, "", &JobFilter { occupation: Some(code.to_owned()), ..filter.clone() });
        found.extend(newest(db, sql, job, limit).await?);
    }
    if let Some(family) = occupation.and_then(|code| code.get(..FAMILY)) {
        let mut sql = Sql::default();
        push_filtered(&mut sql, SLUGS, "", filter);
        sql.push(" AND j.slug IN (SELECT o.job FROM job_details o WHERE o.rome >= ").bind(family);
        // Codes go on in digits.
        sql.push(" AND o.rome <= ").bind(format!("{family}99")).push(")");
        found.extend(newest(db, sql, job, limit).await?);
    }
    if let Some(words) = JobWords::of(db, words) {
        let mut sql = Sql::default();
        push_filtered(&mut sql, SLUGS, "", &JobFilter { words: Some(words), ..filter.clone() });
        found.extend(newest(db, sql, job, limit).await?);
    }
    if !skills.is_empty() {
        let mut sql = Sql::default();
        push_filtered(&mut sql, SLUGS, "", filter);
        // Asked of each ad from the newest on, since common skills are in half of all ads.
        sql.push(" AND EXISTS (SELECT 1 FROM job_skills s WHERE s.job = j.slug AND s.skill IN (");
        sql.bind_list(skills.iter().map(SkillCode::as_str)).push("))");
        found.extend(newest(db, sql, job, limit).await?);
    }
    let mut sql = Sql::default();
    push_filtered(&mut sql, SLUGS, "", filter);
    sql.push(" AND j.place = (SELECT place FROM jobs WHERE slug = ").bind(job.as_str()).push(")");
    found.extend(newest(db, sql, job, limit).await?);
    found.sort();
    found.dedup();
    Ok(found)
}

const SLUGS: &str = "SELECT j.slug FROM jobs j";

async fn newest(db: &mut AnyConnection, mut sql: Sql, but: &JobSlug, limit: i64) -> Result<Vec<String>> {
    sql.push(" AND j.slug <> ").bind(but.as_str());
    sql.push(" ORDER BY j.posted_at DESC, j.slug LIMIT ").bind(limit);
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}
