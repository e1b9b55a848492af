//! What the members of an organisation share, and who of them opened what.

use chrono::{DateTime, Utc};
use passerelle_api::{
    id::{AccountId, EmployerSlug, JobSlug, ShortlistId, TalentId},
    shared::{MemberView, Opened},
};
use sqlx::AnyConnection;

use super::{Sql, small, unsigned, word};
use crate::error::Result;

/// Keeps that a member opened something.
pub async fn note(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    account: &AccountId,
    opened: Opened,
    object: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO member_views (employer, account, kind, object, day, times, last_at) VALUES (");
    sql.bind_list([employer.as_str(), account.as_str(), opened.as_str(), object, &now.date_naive().to_string()]);
    sql.push(", 1, ").bind(now.timestamp_millis());
    sql.push(
        ") ON CONFLICT (employer, account, kind, object, day) DO UPDATE SET times = member_views.times + 1, \
         last_at = excluded.last_at",
    );
    sql.run(db).await.map(drop)
}

type ViewRow = (String, String, String, Option<String>, String, i64);

/// What the members of an organisation opened, the newest first, at most 500.
pub async fn views(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<MemberView>> {
    let mut sql = Sql::new(
        "SELECT a.name, v.kind, v.object, j.title, v.day, v.times FROM member_views v JOIN accounts a ON a.id = v.account \
         LEFT JOIN jobs j ON j.slug = v.object AND v.kind = 'applications' WHERE v.employer = ",
    );
    sql.bind(employer.as_str()).push(" ORDER BY v.last_at DESC, v.account, v.object LIMIT 500");
    let rows: Vec<ViewRow> = sql.all(db).await?;
    rows.into_iter().map(view).collect()
}

fn view((member, kind, object, job_title, day, times): ViewRow) -> Result<MemberView> {
    let opened = word(&kind)?;
    let (job, talent) = match opened {
        Opened::Applications => (Some(JobSlug(object)), None),
        Opened::Profile => (None, Some(TalentId(object))),
    };
    Ok(MemberView { member, opened, job, job_title, talent, day: word(&day)?, times: small(times)? })
}

/// The lists of an organisation by name.
pub async fn lists(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<(ShortlistId, String)>> {
    let mut sql = Sql::new("SELECT id, name FROM shortlists WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY name, id");
    let rows: Vec<(String, String)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(id, name)| (ShortlistId(id), name)).collect())
}

/// The row numbers of the talents on each list of an organisation, the last added first.
pub async fn listed(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<(String, i64)>> {
    let mut sql = Sql::new("SELECT list, talent FROM shortlist_talents WHERE employer = ");
    sql.bind(employer.as_str()).push(" ORDER BY added_at DESC, talent");
    sql.all(db).await
}

/// Makes a list, or names it anew.
pub async fn save_list(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    list: &ShortlistId,
    name: &str,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO shortlists (employer, id, name, changed_at) VALUES (");
    sql.bind_list([employer.as_str(), list.as_str(), name]).push(", ").bind(now_ms);
    sql.push(") ON CONFLICT (employer, id) DO UPDATE SET name = excluded.name, changed_at = excluded.changed_at");
    sql.run(db).await.map(drop)
}

/// Deletes a list; `false` where the organisation has none of that name.
pub async fn delete_list(db: &mut AnyConnection, employer: &EmployerSlug, list: &ShortlistId) -> Result<bool> {
    let mut sql = Sql::new("DELETE FROM shortlists WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND id = ").bind(list.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// How many talents are on a list, those included whom nobody sees now.
pub async fn count(db: &mut AnyConnection, employer: &EmployerSlug, list: &ShortlistId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM shortlist_talents WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND list = ").bind(list.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    unsigned(count)
}

/// Puts a talent on a list, where it may be already.
pub async fn put(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    list: &ShortlistId,
    talent: i64,
    now_ms: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO shortlist_talents (employer, list, talent, added_at) VALUES (");
    sql.bind_list([employer.as_str(), list.as_str()]).push(", ").bind_list([talent, now_ms]);
    sql.push(") ON CONFLICT DO NOTHING");
    sql.run(db).await.map(drop)
}

/// Takes a talent off a list, where it may not be.
pub async fn take(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    list: &ShortlistId,
    talent: &TalentId,
) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM shortlist_talents WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND list = ").bind(list.as_str());
    sql.push(" AND talent IN (SELECT seq FROM talents WHERE id = ").bind(talent.as_str()).push(")");
    sql.run(db).await.map(drop)
}
