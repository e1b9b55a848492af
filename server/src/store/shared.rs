//! What the members of an organisation share, and who of them opened what.

use chrono::{DateTime, Utc};
use passerelle_api::{
    id::{AccountId, EmployerSlug, JobSlug, ShortlistId, TalentId},
    shared::{MemberView, Opened},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, small, word};
use crate::error::Result;

/// Rows of one statement.
const ROWS: usize = 50;

/// Keeps that a member opened several things, each named once.
pub async fn note_all(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    account: &AccountId,
    opened: &[(Opened, String)],
    now: DateTime<Utc>,
) -> Result<()> {
    let day = now.date_naive().to_string();
    for rows in opened.chunks(ROWS) {
        let mut sql =
            Sql::new("INSERT INTO member_views (employer, account, kind, object, day, times, last_at) VALUES ");
        for (index, (opened, object)) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_list([employer.as_str(), account.as_str(), opened.as_str(), object, &day]);
            sql.push(", 1, ").bind(now.timestamp_millis()).push(")");
        }
        sql.push(
            " ON CONFLICT (employer, account, kind, object, day) DO UPDATE SET times = member_views.times + 1, \
             last_at = excluded.last_at",
        );
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Keeps that a member opened something.
pub async fn note(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    account: &AccountId,
    opened: Opened,
    object: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    note_all(db, employer, account, &[(opened, object.to_owned())], now).await
}

/// Where a line stands in the list of what members opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ViewMark {
    last_ms: i64,
    account: String,
    kind: String,
    object: String,
    day: String,
}

#[derive(sqlx::FromRow)]
struct ViewRow {
    account: String,
    member: String,
    kind: String,
    object: String,
    day: String,
    times: i64,
    last_at: i64,
    job: Option<String>,
    job_title: Option<String>,
    person: Option<String>,
    list: Option<String>,
}

/// What the members of an organisation opened, the newest first, from behind a line on. Whoever withdrew an application took their name
/// back with it.
pub async fn views(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    after: Option<&ViewMark>,
    limit: i64,
) -> Result<Vec<(ViewMark, MemberView)>> {
    let mut sql = Sql::new(
        "SELECT v.account, a.name AS member, v.kind, v.object, v.day, v.times, v.last_at, j.slug AS job, \
         j.title AS job_title, c.name AS person, s.name AS list FROM member_views v JOIN accounts a ON a.id = v.account \
         LEFT JOIN applications p ON p.id = v.object AND v.kind IN ('applicant', 'cv') \
         LEFT JOIN accounts c ON c.id = p.account AND p.status <> 'withdrawn' \
         LEFT JOIN jobs j ON j.slug = CASE WHEN v.kind = 'applications' THEN v.object ELSE p.job END \
         LEFT JOIN shortlists s ON s.employer = v.employer AND s.id = v.object AND v.kind = 'shortlist' \
         WHERE v.employer = ",
    );
    sql.bind(employer.as_str());
    if let Some(ViewMark { last_ms, account, kind, object, day }) = after {
        sql.push(" AND (v.last_at < ").bind(*last_ms).push(" OR (v.last_at = ").bind(*last_ms);
        sql.push(" AND (v.account, v.kind, v.object, v.day) > (");
        sql.bind_list([account.as_str(), kind, object, day]).push(")))");
    }
    sql.push(" ORDER BY v.last_at DESC, v.account, v.kind, v.object, v.day LIMIT ").bind(limit);
    let rows: Vec<ViewRow> = sql.all(db).await?;
    rows.into_iter().map(view).collect()
}

fn view(row: ViewRow) -> Result<(ViewMark, MemberView)> {
    let ViewRow { account, member, kind, object, day, times, last_at, job, job_title, person, list } = row;
    let opened = word(&kind)?;
    let talent = matches!(opened, Opened::Profile | Opened::Name).then(|| TalentId(object.clone()));
    let (job, of_day, times) = (job.map(JobSlug), word(&day)?, small(times)?);
    let view = MemberView { member, opened, job, job_title, talent, person, list, day: of_day, times };
    Ok((ViewMark { last_ms: last_at, account, kind, object, day }, view))
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
