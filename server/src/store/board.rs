//! The job board as a whole: how many ads each choice would leave, which ads repeat others, and which are alike.

use passerelle_api::{
    id::JobSlug,
    job::{Contract, ContractCount, JobFacets, LevelCount, Remote, RemoteCount},
};
use sqlx::AnyConnection;

use super::{
    Sql,
    job::{JobFilter, push_filtered},
    small, unsigned, word,
};
use crate::error::Result;

/// How many ads each choice would leave. Each facet leaves its own filter out of account.
pub async fn facets(db: &mut AnyConnection, filter: &JobFilter) -> Result<JobFacets> {
    let contracts: Vec<(String, i64)> = grouped(
        db,
        "SELECT j.contract, COUNT(*) FROM jobs j",
        " GROUP BY j.contract",
        &JobFilter { contract: None, ..filter.clone() },
    )
    .await?;
    let remotes: Vec<(String, i64)> = grouped(
        db,
        "SELECT j.remote, COUNT(*) FROM jobs j",
        " GROUP BY j.remote",
        &JobFilter { remote: None, ..filter.clone() },
    )
    .await?;
    let levels: Vec<(i64, i64)> = grouped(
        db,
        "SELECT COALESCE(j.level, 0), COUNT(*) FROM jobs j",
        " GROUP BY COALESCE(j.level, 0)",
        &JobFilter { level: None, ..filter.clone() },
    )
    .await?;
    let mut facets = JobFacets { contracts: Vec::new(), remotes: Vec::new(), levels: Vec::new() };
    for (contract, count) in contracts {
        facets.contracts.push(ContractCount { contract: word::<Contract>(&contract)?, count: unsigned(count)? });
    }
    for (remote, count) in remotes {
        facets.remotes.push(RemoteCount { remote: word::<Remote>(&remote)?, count: unsigned(count)? });
    }
    // Whoever has a level may apply to every ad that asks for that one, a lower one or none.
    for level in 1..=8 {
        let reached = levels.iter().filter(|(asked, _)| *asked <= level).map(|(_, count)| count).sum();
        facets.levels.push(LevelCount { level: small(level)?, count: unsigned(reached)? });
    }
    Ok(facets)
}

async fn grouped<T>(
    db: &mut AnyConnection,
    select: &'static str,
    group: &'static str,
    filter: &JobFilter,
) -> Result<Vec<T>>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow> + Send + Unpin,
{
    let mut sql = Sql::default();
    push_filtered(&mut sql, select, "", filter);
    sql.push(group);
    sql.all(db).await
}

/// Says of each ad which newer one of the same organisation repeats it: the same title, place and kind of contract.
pub async fn mark_repeats(db: &mut AnyConnection) -> Result<()> {
    let sql = Sql::new(
        "UPDATE jobs SET repeated_by = (SELECT n.slug FROM jobs n WHERE n.employer = jobs.employer \
         AND n.title = jobs.title AND n.place = jobs.place AND n.contract = jobs.contract \
         AND (n.posted_at, n.slug) > (jobs.posted_at, jobs.slug) ORDER BY n.posted_at DESC, n.slug DESC LIMIT 1)",
    );
    sql.run(db).await.map(drop)
}

/// Takes down when ads that are new here came in.
pub async fn mark_added(db: &mut AnyConnection, now: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE jobs SET added_at = ");
    sql.bind(now).push(" WHERE added_at IS NULL");
    sql.run(db).await.map(drop)
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
