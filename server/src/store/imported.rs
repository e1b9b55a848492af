//! Ads that came from the feeds of other sites.

use std::collections::{HashMap, HashSet};

use passerelle_api::{NaiveDate, id::JobSlug};
use passerelle_rules::ad::Fresh;
use sqlx::AnyConnection;

use super::{Sql, reference::Named, to_json, word};
use crate::error::Result;

/// Values of one statement, as `bulk` has them.
const VALUES_MAX: usize = 400;

/// An ad that a feed brought before.
#[derive(Debug, Clone)]
pub struct Known {
    pub job: String,
    pub employer: String,
    /// Where one applies.
    pub url: String,
    pub digest: String,
    pub first_at: i64,
    /// The last day on which one can apply.
    pub expires: Option<NaiveDate>,
    /// Whether it was missing when the feed last came.
    pub left: bool,
}

/// What begins with the name of a feed and is not its own.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    pub jobs: HashSet<String>,
    pub employers: HashSet<String>,
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
        "SELECT i.reference, i.job, j.employer, i.url, i.digest, i.first_at, j.expires_on, j.left_at FROM imported_ads i \
         JOIN jobs j ON j.slug = i.job WHERE i.source = ",
    );
    sql.bind(source);
    let rows: Vec<KnownRow> = sql.all(db).await?;
    let known = |row: KnownRow| {
        let KnownRow { reference, job, employer, url, digest, first_at, expires_on, left_at } = row;
        let expires = expires_on.as_deref().map(word::<NaiveDate>).transpose()?;
        Ok((reference, Known { job, employer, url, digest, first_at, expires, left: left_at.is_some() }))
    };
    rows.into_iter().map(known).collect()
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    reference: String,
    job: String,
    employer: String,
    url: String,
    digest: String,
    first_at: i64,
    expires_on: Option<String>,
    left_at: Option<i64>,
}

/// What a feed must leave alone though it is called as its own would be. A name of a feed has no sign that `LIKE` reads otherwise.
pub async fn foreign(db: &mut AnyConnection, source: &str) -> Result<Foreign> {
    let ours = format!("{source}-%");
    let mut sql = Sql::new("SELECT j.slug FROM jobs j LEFT JOIN imported_ads i ON i.job = j.slug WHERE j.slug LIKE ");
    sql.bind(ours.as_str()).push(" AND (i.source IS NULL OR i.source <> ").bind(source).push(")");
    let jobs: Vec<(String,)> = sql.all(db).await?;
    let mut sql = Sql::new("SELECT slug FROM employers WHERE slug LIKE ");
    sql.bind(ours.as_str()).push(" AND (source IS NULL OR source <> ").bind(source).push(")");
    let employers: Vec<(String,)> = sql.all(db).await?;
    let set = |rows: Vec<(String,)>| rows.into_iter().map(|(slug,)| slug).collect();
    Ok(Foreign { jobs: set(jobs), employers: set(employers) })
}

/// Keeps the towns that a feed brings.
pub async fn put_towns(db: &mut AnyConnection, source: &str, towns: &[Named]) -> Result<()> {
    for rows in towns.chunks(VALUES_MAX / 7) {
        let mut sql = Sql::new("INSERT INTO places (slug, names, region, country, source, lat, lon) VALUES ");
        for (index, row) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_list([row.slug.as_str(), &to_json(&row.names)?, &row.region, &row.country, source]).push(", ");
            sql.bind_list([row.spot.lat, row.spot.lon]).push(")");
        }
        // Another run of the same feed may have brought them in the meantime.
        sql.push(" ON CONFLICT (slug) DO NOTHING");
        sql.run(db).await?;
    }
    Ok(())
}

/// Says of organisations which feed brought them.
pub async fn own_employers(db: &mut AnyConnection, source: &str, employers: &[&str]) -> Result<()> {
    for employers in employers.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE employers SET source = ");
        sql.bind(source).push(" WHERE slug IN (").bind_list(employers.iter().copied()).push(")");
        sql.run(db).await?;
    }
    Ok(())
}

/// Keeps where ads came from, over what was known of them, also what they were kept by. It stays known since when they are here.
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
            " ON CONFLICT (job) DO UPDATE SET reference = excluded.reference, url = excluded.url, \
             digest = excluded.digest, seen_at = excluded.seen_at",
        );
        sql.run(db).await?;
        let mut sql = Sql::new("UPDATE jobs SET elsewhere = 1 WHERE slug IN (");
        sql.bind_list(rows.iter().map(|row| row.job.as_str())).push(")");
        sql.run(db).await?;
    }
    Ok(())
}

/// Says of ads which is the last day to apply.
pub async fn set_expiry(db: &mut AnyConnection, jobs: &[String], day: Option<NaiveDate>) -> Result<()> {
    for jobs in jobs.chunks(VALUES_MAX) {
        let mut sql = Sql::new("UPDATE jobs SET expires_on = ");
        sql.bind(day.map(|day| day.to_string())).push(" WHERE slug IN (");
        sql.bind_list(jobs.iter().cloned()).push(")");
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

/// The ads of a feed for which another one stands.
pub async fn repeated(db: &mut AnyConnection, source: &str, fresh: Fresh) -> Result<Vec<String>> {
    let mut sql = Sql::new("SELECT j.slug FROM imported_ads i JOIN jobs j ON j.slug = i.job WHERE i.source = ");
    sql.bind(source).push(" AND j.repeated_by IS NOT NULL AND j.repeated_until >= ");
    sql.bind(fresh.applied_until.to_string());
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(slug,)| slug).collect())
}

/// Whether an ad came from another site.
pub async fn is_imported(db: &mut AnyConnection, job: &JobSlug) -> Result<bool> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM imported_ads WHERE job = ");
    sql.bind(job.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count > 0)
}
