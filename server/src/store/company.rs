//! What everybody may read of an organisation.

use std::ops::RangeInclusive;

use passerelle_api::id::EmployerSlug;
use passerelle_rules::answering::Sent;
use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// Applications that are looked at to tell how an organisation answers, the newest of those that count.
pub const APPLICATIONS: i64 = 2_000;

/// When people applied to an organisation in some time, and when each had an answer. What was taken back before any answer is nobody's
/// failing.
pub async fn sent(db: &mut AnyConnection, employer: &EmployerSlug, sent_ms: &RangeInclusive<i64>) -> Result<Vec<Sent>> {
    let mut sql = Sql::new(
        "SELECT a.sent_at, MIN(c.at) FROM applications a JOIN jobs j ON j.slug = a.job LEFT JOIN application_changes c \
         ON c.application = a.id AND c.status IN ('interview', 'accepted', 'declined') WHERE j.employer = ",
    );
    sql.bind(employer.as_str()).push(" AND a.sent_at >= ").bind(*sent_ms.start());
    sql.push(" AND a.sent_at <= ").bind(*sent_ms.end());
    sql.push(" GROUP BY a.id, a.sent_at, a.status HAVING a.status <> 'withdrawn' OR MIN(c.at) IS NOT NULL");
    sql.push(" ORDER BY a.sent_at DESC LIMIT ").bind(APPLICATIONS);
    let rows: Vec<(i64, Option<i64>)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(sent_ms, answered_ms)| Sent { sent_ms, answered_ms }).collect())
}

/// Whether the ads of an organisation come from another site.
pub async fn is_of_feed(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<bool> {
    let mut sql = Sql::new("SELECT source FROM employers WHERE slug = ");
    sql.bind(employer.as_str());
    let row: Option<(Option<String>,)> = sql.optional(db).await?;
    Ok(row.is_some_and(|(source,)| source.is_some()))
}

/// How the organisation says it recruits in the last of its ads that says so.
pub async fn steps(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Option<(String, String)>> {
    let mut sql =
        Sql::new("SELECT d.steps, j.lang FROM jobs j JOIN job_details d ON d.job = j.slug WHERE j.employer = ");
    sql.bind(employer.as_str()).push(" AND d.steps <> '' ORDER BY j.posted_at DESC, j.slug DESC LIMIT 1");
    sql.optional(db).await
}
