//! What everybody may read of an organisation.

use passerelle_api::{account::Language, id::EmployerSlug, job::JobCard};
use passerelle_rules::{ad::Fresh, answering::Sent};
use sqlx::AnyConnection;

use super::{
    Sql,
    job::{CARD, CARD_JOINS, CardRow},
};
use crate::error::Result;

/// Applications that are looked at to tell how an organisation answers, the newest.
const APPLICATIONS: i64 = 2_000;

/// Ads on the page of an organisation.
const ADS: i64 = 50;

/// When people applied to an organisation since a time, and when each had an answer. What was taken back before any answer is nobody's
/// failing.
pub async fn sent(db: &mut AnyConnection, employer: &EmployerSlug, since_ms: i64) -> Result<Vec<Sent>> {
    let mut sql = Sql::new(
        "SELECT a.sent_at, MIN(c.at) FROM applications a JOIN jobs j ON j.slug = a.job LEFT JOIN application_changes c \
         ON c.application = a.id AND c.status IN ('interview', 'accepted', 'declined') WHERE j.employer = ",
    );
    sql.bind(employer.as_str()).push(" AND a.sent_at >= ").bind(since_ms);
    sql.push(" GROUP BY a.id, a.sent_at, a.status HAVING a.status <> 'withdrawn' OR MIN(c.at) IS NOT NULL");
    sql.push(" ORDER BY a.sent_at DESC LIMIT ").bind(APPLICATIONS);
    let rows: Vec<(i64, Option<i64>)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(sent_ms, answered_ms)| Sent { sent_ms, answered_ms }).collect())
}

/// The open ads of an organisation that searches find, the newest first.
pub async fn ads(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    fresh: Fresh,
    lang: Language,
) -> Result<Vec<JobCard>> {
    let mut sql = Sql::new(CARD);
    sql.push(CARD_JOINS).push(" WHERE j.employer = ").bind(employer.as_str());
    sql.push(" AND (j.repeated_by IS NULL OR j.repeated_until < ").bind(fresh.applied_until.to_string());
    sql.push(") AND j.closed_at IS NULL AND j.left_at IS NULL AND j.posted_at >= ");
    sql.bind(fresh.posted_from.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis());
    sql.push(" AND (j.start_on IS NULL OR j.start_on >= ").bind(fresh.starts_from.to_string());
    sql.push(") AND (j.expires_on IS NULL OR j.expires_on >= ").bind(fresh.applied_until.to_string());
    sql.push(") ORDER BY j.posted_at DESC, j.slug DESC LIMIT ").bind(ADS);
    let rows: Vec<CardRow> = sql.all(db).await?;
    rows.into_iter().map(|row| row.card(lang)).collect()
}

/// How the organisation says it recruits in the last of its ads that says so.
pub async fn steps(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Option<(String, String)>> {
    let mut sql =
        Sql::new("SELECT d.steps, j.lang FROM jobs j JOIN job_details d ON d.job = j.slug WHERE j.employer = ");
    sql.bind(employer.as_str()).push(" AND d.steps <> '' ORDER BY j.posted_at DESC, j.slug DESC LIMIT 1");
    sql.optional(db).await
}
