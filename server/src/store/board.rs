//! The job board as a whole: how many ads each choice would leave, which ads repeat others, and which are alike.

use passerelle_api::id::{EmployerSlug, JobSlug};
use passerelle_rules::facet::Cell;
use sqlx::AnyConnection;

use super::{
    Sql,
    job_filter::{JobFilter, push_filtered},
    small, unsigned, word,
};
use crate::error::Result;

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

/// The places of the ads that pass a filter, with how many ads each has, in no order.
pub async fn places(db: &mut AnyConnection, filter: &JobFilter) -> Result<Vec<(String, u64)>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT j.place, COUNT(*) FROM jobs j", "", filter);
    sql.push(" GROUP BY j.place");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(place, count)| Ok((place, unsigned(count)?))).collect()
}

/// Says of each ad which newer one of the same organisation repeats it: one that says the same in whatever searches narrow by, so
/// that nobody misses a place to work by what is hidden. A closed ad hides none, and what one feed has side by side are two places to
/// work. Gives how many ads that changed.
pub async fn mark_repeats(db: &mut AnyConnection) -> Result<u64> {
    mark(db, None).await
}

/// The same among the ads of one organisation, where only these changed.
pub async fn mark_repeats_of(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<u64> {
    mark(db, Some(employer)).await
}

async fn mark(db: &mut AnyConnection, employer: Option<&EmployerSlug>) -> Result<u64> {
    let mut sql = Sql::new(
        "UPDATE jobs SET repeated_by = found.newer FROM (SELECT j.slug, (SELECT n.slug FROM jobs n \
         WHERE n.left_at IS NULL AND n.closed_at IS NULL AND n.employer = j.employer AND n.title = j.title AND n.place = j.place \
         AND n.contract = j.contract AND n.remote = j.remote AND n.level IS NOT DISTINCT FROM j.level \
         AND n.start_on IS NOT DISTINCT FROM j.start_on AND n.pay_month IS NOT DISTINCT FROM j.pay_month \
         AND (n.posted_at, n.slug) > (j.posted_at, j.slug) \
         AND (j.left_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM imported_ads a JOIN imported_ads b ON b.source = a.source \
         WHERE a.job = j.slug AND b.job = n.slug)) ORDER BY n.posted_at DESC, n.slug DESC LIMIT 1) AS newer \
         FROM jobs j",
    );
    if let Some(employer) = employer {
        sql.push(" WHERE j.employer = ").bind(employer.as_str());
    }
    sql.push(") found WHERE found.slug = jobs.slug AND jobs.repeated_by IS DISTINCT FROM found.newer");
    Ok(sql.run(db).await?.rows_affected())
}

/// The newer ad that repeats one.
pub async fn repeated_by(db: &mut AnyConnection, job: &JobSlug) -> Result<Option<JobSlug>> {
    let mut sql = Sql::new("SELECT repeated_by FROM jobs WHERE slug = ");
    sql.bind(job.as_str());
    let row: Option<(Option<String>,)> = sql.optional(db).await?;
    Ok(row.and_then(|(slug,)| slug).map(JobSlug))
}

/// The newest ads that may be like one: of the same occupation, or else of the same place.
pub async fn akin(db: &mut AnyConnection, job: &JobSlug, filter: &JobFilter, limit: i64) -> Result<Vec<String>> {
    let mut sql = Sql::default();
    push_filtered(&mut sql, "SELECT j.slug FROM jobs j", " JOIN job_details d ON d.job = j.slug", filter);
    sql.push(" AND j.slug <> ").bind(job.as_str());
    sql.push(" AND (d.rome = (SELECT rome FROM job_details WHERE job = ").bind(job.as_str());
    sql.push(") OR j.place = (SELECT place FROM jobs WHERE slug = ").bind(job.as_str());
    sql.push(")) ORDER BY j.posted_at DESC, j.slug LIMIT ").bind(limit);
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}
