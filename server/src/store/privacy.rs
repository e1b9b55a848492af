//! Who sees what of a talent, and who has looked.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use passerelle_api::{
    account::EmployerRef,
    id::{AccountId, EmployerSlug},
    portfolio::OwnProject,
    privacy::{ProfileView, Seen},
    talent::ProfileField,
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{
    Sql, json,
    keep_out::{self, Named},
    outbox, small, to_json, word,
};
use crate::error::Result;

/// What an account decided about its profile.
#[derive(Debug, Clone)]
pub struct StoredPrivacy {
    /// The row number of the talent.
    pub talent: i64,
    pub version: u32,
    pub visible: bool,
    pub hidden: Vec<ProfileField>,
    pub blocked: Vec<EmployerRef>,
    /// Names and domains by which organisations are kept out, and those that are by now, or since one that was chosen is the same.
    pub named: Vec<String>,
    pub kept_out: Vec<EmployerRef>,
    pub confirmed_ms: i64,
    pub projects: Vec<OwnProject>,
}

/// What an account decides about its profile.
#[derive(Debug, Clone, Copy)]
pub struct Choices<'a> {
    pub hidden: &'a [ProfileField],
    pub blocked: &'a [EmployerSlug],
    pub named: &'a [Named],
}

impl StoredPrivacy {
    /// Whether what is kept is what is chosen, in whatever order.
    pub fn says_same(&self, choices: Choices<'_>) -> bool {
        let hidden: HashSet<&str> = self.hidden.iter().map(|field| field.as_str()).collect();
        let blocked: HashSet<&str> = self.blocked.iter().map(|employer| employer.slug.as_str()).collect();
        let named: HashSet<&str> = self.named.iter().map(String::as_str).collect();
        hidden == choices.hidden.iter().map(|field| field.as_str()).collect()
            && blocked == choices.blocked.iter().map(|employer| employer.as_str()).collect()
            && named == choices.named.iter().map(|named| named.text.as_str()).collect()
    }
}

/// What an account decided, where it has a profile.
pub async fn find(db: &mut AnyConnection, account: &AccountId) -> Result<Option<StoredPrivacy>> {
    let mut sql = Sql::new(
        "SELECT t.seq, t.privacy_version, t.visible, t.hidden, t.confirmed_at, x.projects FROM talents t \
         JOIN talent_texts x ON x.talent = t.seq WHERE t.account = ",
    );
    sql.bind(account.as_str());
    let row: Option<(i64, i64, i64, String, i64, String)> = sql.optional(&mut *db).await?;
    let Some((talent, version, visible, hidden, confirmed_ms, projects)) = row else { return Ok(None) };
    let mut sql = Sql::new(
        "SELECT e.slug, e.name, b.named FROM talent_blocks b JOIN employers e ON e.slug = b.employer WHERE b.talent = ",
    );
    sql.bind(talent).push(" ORDER BY e.name, e.slug");
    let rows: Vec<(String, String, Option<String>)> = sql.all(&mut *db).await?;
    let (mut blocked, mut kept_out) = (Vec::new(), Vec::new());
    for (slug, name, named) in rows {
        if named.is_none() { &mut blocked } else { &mut kept_out }.push(employer((slug, name)));
    }
    let named = keep_out::names(db, talent).await?;
    let (version, visible, hidden, projects) = (small(version)?, visible != 0, json(&hidden)?, json(&projects)?);
    Ok(Some(StoredPrivacy { talent, version, visible, hidden, blocked, named, kept_out, confirmed_ms, projects }))
}

/// Keeps what an account decided, which becomes another version where it says something else. Organisations that are kept out by a name,
/// or since one that is chosen is the same, stay so for as long as that stands. To be called with the account locked.
pub async fn save(db: &mut AnyConnection, before: &StoredPrivacy, choices: Choices<'_>) -> Result<()> {
    let Choices { hidden, blocked, named } = choices;
    let talent = before.talent;
    let mut sql = Sql::new("UPDATE talents SET privacy_version = privacy_version + ");
    sql.bind(i64::from(!before.says_same(choices)))
        .push(", hidden = ")
        .bind(to_json(hidden)?)
        .push(" WHERE seq = ")
        .bind(talent);
    sql.run(&mut *db).await?;
    // Before any block, in the order in which organisations are kept out by their names.
    outbox::hold(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM talent_blocks WHERE talent = ");
    sql.bind(talent).push(" AND named IS NULL");
    sql.run(&mut *db).await?;
    if !blocked.is_empty() {
        let mut sql = Sql::new("INSERT INTO talent_blocks (talent, employer) VALUES ");
        for (index, employer) in blocked.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind(talent).push(", ").bind(employer.as_str()).push(")");
        }
        sql.push(CHOSEN);
        sql.run(&mut *db).await?;
    }
    keep_out::save(&mut *db, talent, named, blocked).await?;
    outbox::note(db, &[talent]).await
}

/// One that was kept out by a name and is chosen now stays out without the name too.
const CHOSEN: &str = " ON CONFLICT (talent, employer) DO UPDATE SET named = NULL";

/// Adds an organisation to those that never see the profile of an account. A page that was opened before must not let it in again, so
/// that it makes another version. To be called with the account locked.
pub async fn block(db: &mut AnyConnection, account: &AccountId, employer: &EmployerSlug) -> Result<()> {
    let Some(StoredPrivacy { talent, blocked, .. }) = find(&mut *db, account).await? else { return Ok(()) };
    let is_new = blocked.iter().all(|blocked| blocked.slug != *employer);
    let mut sql = Sql::new("UPDATE talents SET privacy_version = privacy_version + ");
    sql.bind(i64::from(is_new)).push(" WHERE seq = ").bind(talent);
    sql.run(&mut *db).await?;
    outbox::hold(&mut *db).await?;
    let mut sql = Sql::new("INSERT INTO talent_blocks (talent, employer) VALUES (");
    sql.bind(talent).push(", ").bind(employer.as_str()).push(")").push(CHOSEN);
    sql.run(&mut *db).await?;
    keep_out::chose(&mut *db, talent, employer).await?;
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
    sweep(db, "talent_views", now.timestamp_millis()).await
}

/// Forgets what is past its time.
async fn sweep(db: &mut AnyConnection, table: &'static str, now_ms: i64) -> Result<()> {
    let mut sweep = Sql::new("DELETE FROM ");
    sweep.push(table).push(" WHERE last_at <= ").bind(now_ms - VIEWS_KEPT_MS);
    sweep.run(db).await.map(drop)
}

/// How often an organisation saw somebody in one way on a day, to be added to what is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewViews {
    pub account: String,
    pub employer: String,
    pub seen: Seen,
    pub day: String,
    pub times: i64,
    pub last_ms: i64,
}

/// Rows of one statement.
const ROWS: usize = 60;

/// Adds to how often people were seen, and forgets what is past its time. People and organisations that are gone have to be left out
/// before.
pub async fn add_views(db: &mut AnyConnection, views: &[NewViews]) -> Result<()> {
    for rows in views.chunks(ROWS) {
        let mut sql = Sql::new("INSERT INTO person_views (account, employer, kind, day, times, last_at) VALUES ");
        for (index, row) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" });
            sql.bind_list([row.account.as_str(), &row.employer, row.seen.as_str(), &row.day]).push(", ");
            sql.bind_list([row.times, row.last_ms]).push(")");
        }
        sql.push(
            " ON CONFLICT (account, employer, kind, day) DO UPDATE SET times = person_views.times + excluded.times, \
             last_at = excluded.last_at",
        );
        sql.run(&mut *db).await?;
    }
    match views.iter().map(|row| row.last_ms).max() {
        Some(last_ms) => sweep(db, "person_views", last_ms).await,
        None => Ok(()),
    }
}

/// The accounts of some talents, by their handles.
pub async fn accounts_of(db: &mut AnyConnection, talents: &[String]) -> Result<HashMap<String, String>> {
    let mut accounts = HashMap::with_capacity(talents.len());
    for ids in talents.chunks(VALUES_MAX) {
        let mut sql = Sql::new("SELECT id, account FROM talents WHERE id IN (");
        sql.bind_list(ids.iter().cloned()).push(")");
        accounts.extend(sql.all::<(String, String)>(&mut *db).await?);
    }
    Ok(accounts)
}

/// Values of one statement.
const VALUES_MAX: usize = 400;

/// Which of some accounts are there.
pub async fn accounts_there(db: &mut AnyConnection, accounts: &[String]) -> Result<HashSet<String>> {
    let mut there = HashSet::with_capacity(accounts.len());
    for ids in accounts.chunks(VALUES_MAX) {
        let mut sql = Sql::new("SELECT id FROM accounts WHERE id IN (");
        sql.bind_list(ids.iter().cloned()).push(")");
        there.extend(sql.all::<(String,)>(&mut *db).await?.into_iter().map(|(id,)| id));
    }
    Ok(there)
}

/// Where a line stands among the organisations that saw somebody.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeenMark {
    last_ms: i64,
    employer: String,
    kind: String,
    day: String,
}

/// The organisations that saw an account, the latest first, from behind a line on: those that opened something of it, or those that were
/// shown it among others.
pub async fn views(
    db: &mut AnyConnection,
    account: &AccountId,
    among: bool,
    after: Option<&SeenMark>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(SeenMark, ProfileView)>> {
    let mut sql = Sql::new("SELECT e.slug, e.name, v.kind, v.day, v.times, v.last_at FROM (");
    if !among {
        sql.push("SELECT w.employer, 'profile' AS kind, w.day, w.times, w.last_at FROM talent_views w ");
        sql.push("JOIN talents t ON t.seq = w.talent WHERE t.account = ").bind(account.as_str()).push(" UNION ALL ");
    }
    sql.push("SELECT p.employer, p.kind, p.day, p.times, p.last_at FROM person_views p WHERE p.account = ");
    sql.bind(account.as_str()).push(" AND p.kind IN (");
    let kinds = Seen::ALL.iter().filter(|seen| seen.is_opened() != among);
    sql.bind_list(kinds.map(|seen| seen.as_str()));
    sql.push(")) v JOIN employers e ON e.slug = v.employer WHERE v.last_at > ");
    sql.bind(now.timestamp_millis() - VIEWS_KEPT_MS);
    if let Some(SeenMark { last_ms, employer, kind, day }) = after {
        sql.push(" AND (v.last_at < ").bind(*last_ms).push(" OR (v.last_at = ").bind(*last_ms);
        sql.push(" AND (e.slug, v.kind, v.day) > (").bind_list([employer.as_str(), kind, day]).push(")))");
    }
    sql.push(" ORDER BY v.last_at DESC, e.slug, v.kind, v.day LIMIT ").bind(limit);
    let rows: Vec<(String, String, String, String, i64, i64)> = sql.all(db).await?;
    let view = |(slug, name, kind, day, times, last_ms): (String, String, String, String, i64, i64)| {
        let view = ProfileView {
            employer: employer((slug.clone(), name)),
            seen: word(&kind)?,
            day: word(&day)?,
            times: small(times)?,
        };
        Ok((SeenMark { last_ms, employer: slug, kind, day }, view))
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
