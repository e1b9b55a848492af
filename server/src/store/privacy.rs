//! Who sees what of a talent, and who has looked.

use chrono::{DateTime, Utc};
use passerelle_api::{
    account::EmployerRef,
    id::{AccountId, EmployerSlug},
    portfolio::OwnProject,
    privacy::ProfileView,
    talent::ProfileField,
};
use sqlx::AnyConnection;

use super::{Sql, json, outbox, small, to_json, word};
use crate::error::Result;

/// What an account decided about its profile.
#[derive(Debug, Clone)]
pub struct StoredPrivacy {
    /// The row number of the talent.
    pub talent: i64,
    pub visible: bool,
    pub hidden: Vec<ProfileField>,
    pub blocked: Vec<EmployerRef>,
    pub confirmed_ms: i64,
    pub projects: Vec<OwnProject>,
}

/// What an account decided, where it has a profile.
pub async fn find(db: &mut AnyConnection, account: &AccountId) -> Result<Option<StoredPrivacy>> {
    let mut sql = Sql::new(
        "SELECT t.seq, t.visible, t.hidden, t.confirmed_at, x.projects FROM talents t JOIN talent_texts x ON x.talent = t.seq \
         WHERE t.account = ",
    );
    sql.bind(account.as_str());
    let row: Option<(i64, i64, String, i64, String)> = sql.optional(&mut *db).await?;
    let Some((talent, visible, hidden, confirmed_ms, projects)) = row else { return Ok(None) };
    let mut sql = Sql::new(
        "SELECT e.slug, e.name FROM talent_blocks b JOIN employers e ON e.slug = b.employer WHERE b.talent = ",
    );
    sql.bind(talent).push(" ORDER BY e.name, e.slug");
    let rows: Vec<(String, String)> = sql.all(db).await?;
    let blocked = rows.into_iter().map(employer).collect();
    let (hidden, projects) = (json(&hidden)?, json(&projects)?);
    Ok(Some(StoredPrivacy { talent, visible: visible != 0, hidden, blocked, confirmed_ms, projects }))
}

/// Keeps what an account decided.
pub async fn save(
    db: &mut AnyConnection,
    talent: i64,
    hidden: &[ProfileField],
    blocked: &[EmployerSlug],
) -> Result<()> {
    let mut sql = Sql::new("UPDATE talents SET hidden = ");
    sql.bind(to_json(hidden)?).push(" WHERE seq = ").bind(talent);
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM talent_blocks WHERE talent = ");
    sql.bind(talent);
    sql.run(&mut *db).await?;
    if !blocked.is_empty() {
        let mut sql = Sql::new("INSERT INTO talent_blocks (talent, employer) VALUES ");
        for (index, employer) in blocked.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind(talent).push(", ").bind(employer.as_str()).push(")");
        }
        sql.run(&mut *db).await?;
    }
    outbox::note(db, &[talent]).await
}

/// How long it is kept who looked at whom: two years.
pub const VIEWS_KEPT_MS: i64 = 2 * 365 * 24 * 60 * 60 * 1000;

/// Keeps that an organisation looked at a talent, and forgets what is past its time.
pub async fn note_view(db: &mut AnyConnection, talent: i64, employer: &EmployerSlug, now: DateTime<Utc>) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO talent_views (talent, employer, day, times, last_at) VALUES (");
    sql.bind(talent)
        .push(", ")
        .bind(employer.as_str())
        .push(", ")
        .bind(now.date_naive().to_string())
        .push(", 1, ")
        .bind(now.timestamp_millis());
    sql.push(
        ") ON CONFLICT (talent, employer, day) DO UPDATE SET times = talent_views.times + 1, last_at = excluded.last_at",
    );
    sql.run(&mut *db).await?;
    let mut sweep = Sql::new("DELETE FROM talent_views WHERE last_at <= ");
    sweep.bind(now.timestamp_millis() - VIEWS_KEPT_MS);
    sweep.run(db).await?;
    Ok(())
}

/// The organisations that looked at the profile of an account, the latest first, at most 200 days of them.
pub async fn views(db: &mut AnyConnection, account: &AccountId, now: DateTime<Utc>) -> Result<Vec<ProfileView>> {
    let mut sql = Sql::new(
        "SELECT e.slug, e.name, v.day, v.times FROM talent_views v JOIN talents t ON t.seq = v.talent \
         JOIN employers e ON e.slug = v.employer WHERE t.account = ",
    );
    sql.bind(account.as_str()).push(" AND v.last_at > ").bind(now.timestamp_millis() - VIEWS_KEPT_MS);
    sql.push(" ORDER BY v.last_at DESC, e.slug LIMIT 200");
    let rows: Vec<(String, String, String, i64)> = sql.all(db).await?;
    let view = |(slug, name, day, times): (String, String, String, i64)| {
        Ok(ProfileView { employer: employer((slug, name)), day: word(&day)?, times: small(times)? })
    };
    rows.into_iter().map(view).collect()
}

/// The organisations, by name.
pub async fn employers(db: &mut AnyConnection) -> Result<Vec<EmployerRef>> {
    let rows: Vec<(String, String)> =
        Sql::new("SELECT slug, name FROM employers WHERE approval = 'approved' ORDER BY name, slug").all(db).await?;
    Ok(rows.into_iter().map(employer).collect())
}

/// How many of some organisations there are.
pub async fn known(db: &mut AnyConnection, employers: &[EmployerSlug]) -> Result<i64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM employers WHERE slug IN (");
    sql.bind_list(employers.iter().map(|employer| employer.as_str())).push(")");
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count)
}

fn employer((slug, name): (String, String)) -> EmployerRef {
    EmployerRef { slug: EmployerSlug(slug), name }
}
