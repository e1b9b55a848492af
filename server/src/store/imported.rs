//! Ads that came from the feeds of other sites.

use std::collections::HashMap;

use passerelle_api::id::JobSlug;
use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// Values of one statement, as `bulk` has them.
const VALUES_MAX: usize = 400;

/// An ad that a feed brought before.
#[derive(Debug, Clone)]
pub struct Known {
    pub job: String,
    pub digest: String,
    pub first_at: i64,
    /// Whether it was missing when the feed last came.
    pub left: bool,
}

/// Where an ad came from.
#[derive(Debug, Clone)]
pub struct Origin {
    pub job: String,
    pub reference: String,
    pub url: String,
    pub digest: String,
}

/// What a feed brought before, by what it calls each ad.
pub async fn of_source(db: &mut AnyConnection, source: &str) -> Result<HashMap<String, Known>> {
    let mut sql = Sql::new(
        "SELECT i.reference, i.job, i.digest, i.first_at, j.left_at FROM imported_ads i JOIN jobs j ON j.slug = i.job \
         WHERE i.source = ",
    );
    sql.bind(source);
    let rows: Vec<(String, String, String, i64, Option<i64>)> = sql.all(db).await?;
    let known = |(reference, job, digest, first_at, left_at): (String, String, String, i64, Option<i64>)| {
        (reference, Known { job, digest, first_at, left: left_at.is_some() })
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Keeps where ads came from, over what was known of them. It stays known since when they are here.
pub async fn put(db: &mut AnyConnection, source: &str, origins: &[Origin], now_ms: i64) -> Result<()> {
    for rows in origins.chunks(VALUES_MAX / 7) {
        let mut sql =
            Sql::new("INSERT INTO imported_ads (job, source, reference, url, digest, first_at, seen_at) VALUES ");
        for (index, row) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_list([row.job.as_str(), source, &row.reference, &row.url, &row.digest]).push(", ");
            sql.bind_list([now_ms, now_ms]).push(")");
        }
        sql.push(
            " ON CONFLICT (job) DO UPDATE SET url = excluded.url, digest = excluded.digest, seen_at = excluded.seen_at",
        );
        sql.run(db).await?;
    }
    Ok(())
}

/// Says of ads that they are in their feed, or since when they are not.
pub async fn set_left(db: &mut AnyConnection, jobs: &[String], left_at: Option<i64>) -> Result<()> {
    for jobs in jobs.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE jobs SET left_at = ");
        sql.bind(left_at).push(" WHERE slug IN (").bind_list(jobs.iter().cloned()).push(")");
        sql.run(db).await?;
    }
    Ok(())
}

/// Whether an ad came from another site.
pub async fn is_imported(db: &mut AnyConnection, job: &JobSlug) -> Result<bool> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM imported_ads WHERE job = ");
    sql.bind(job.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count > 0)
}
