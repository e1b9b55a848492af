//! What recruiters say in interviews.

use std::collections::HashMap;

use passerelle_api::{
    account::Language,
    id::{AccountId, EmployerSlug, InterviewId, SkillCode},
    interview::{Interview, InterviewChange},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, reference::Taxonomy, small, unsigned, word};
use crate::{clock::from_ms, error::Result};

/// Names that several organisations have point to none of them. One that was not let in has no page, and is told of to nobody.
const COLUMNS: &str = "SELECT i.id, i.account, i.organisation, i.held_on, i.notes, i.changed_at, a.name AS author, \
     (SELECT CASE WHEN COUNT(*) = 1 THEN MIN(e.slug) END FROM employers e WHERE e.name = i.organisation \
     AND e.approval = 'approved') AS employer \
     FROM recruiter_interviews i LEFT JOIN accounts a ON a.id = i.account";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    account: Option<String>,
    organisation: String,
    held_on: String,
    notes: String,
    changed_at: i64,
    author: Option<String>,
    employer: Option<String>,
}

/// An interview with whose it is. Whether it can be changed is not known yet.
#[derive(Debug)]
pub struct Stored {
    pub account: Option<AccountId>,
    pub interview: Interview,
}

async fn with_skills(db: &mut AnyConnection, rows: Vec<Row>, lang: Language) -> Result<Vec<Stored>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let taxonomy = Taxonomy::load(&mut *db).await?;
    let mut sql = Sql::new("SELECT interview, skill FROM interview_skills WHERE interview IN (");
    sql.bind_list(rows.iter().map(|row| row.id.as_str())).push(") ORDER BY interview, position");
    let mut skills: HashMap<String, Vec<SkillCode>> = HashMap::new();
    for (interview, skill) in sql.all::<(String, String)>(db).await? {
        skills.entry(interview).or_default().push(SkillCode(skill));
    }
    let stored = |row: Row| {
        let codes = skills.remove(&row.id).unwrap_or_default();
        let interview = Interview {
            id: InterviewId(row.id),
            organisation: row.organisation,
            employer: row.employer.map(EmployerSlug),
            held_on: word(&row.held_on)?,
            skills: codes.iter().map(|code| taxonomy.skill(code, lang)).collect(),
            notes: row.notes,
            author: row.author,
            changeable: false,
            changed_at: from_ms(row.changed_at)?,
        };
        Ok(Stored { account: row.account.map(AccountId), interview })
    };
    rows.into_iter().map(stored).collect()
}

/// Where an interview stands among all of them, as they stood when the first page was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InterviewMark {
    /// When the first page was read.
    pub at: i64,
    turn: i64,
    held_on: String,
    changed_at: i64,
    id: String,
}

/// When it is an interview's turn: a number that shrinks down the list. What was written or changed since the first page was read stands
/// at the end, in the order of that: it may have got another day, and would be passed over where it went to one that was read.
fn turn(at: i64, row: &Row) -> i64 {
    if row.changed_at > at { -row.changed_at } else { 0 }
}

/// The same for the database.
fn push_turn(sql: &mut Sql, at: i64) {
    sql.push("CASE WHEN i.changed_at > ").bind(at).push(" THEN -i.changed_at ELSE 0 END");
}

/// The interviews, from behind one on, the latest first.
pub async fn all(
    db: &mut AnyConnection,
    at: i64,
    after: Option<&InterviewMark>,
    limit: i64,
    lang: Language,
) -> Result<Vec<(InterviewMark, Stored)>> {
    let mut sql = Sql::new(COLUMNS);
    if let Some(InterviewMark { turn, held_on, changed_at, id, .. }) = after {
        sql.push(" WHERE (");
        push_turn(&mut sql, at);
        sql.push(", i.held_on, i.changed_at, i.id) < (").bind(*turn).push(", ").bind(held_on.as_str());
        sql.push(", ").bind(*changed_at).push(", ").bind(id.as_str()).push(")");
    }
    sql.push(" ORDER BY ");
    push_turn(&mut sql, at);
    sql.push(" DESC, i.held_on DESC, i.changed_at DESC, i.id DESC LIMIT ").bind(limit);
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    let mark = |row: &Row| InterviewMark {
        at,
        turn: turn(at, row),
        held_on: row.held_on.clone(),
        changed_at: row.changed_at,
        id: row.id.clone(),
    };
    let marks: Vec<InterviewMark> = rows.iter().map(mark).collect();
    Ok(marks.into_iter().zip(with_skills(db, rows, lang).await?).collect())
}

/// Makes those who change an interview wait for one another.
pub async fn lock(db: &mut AnyConnection, id: &InterviewId) -> Result<()> {
    let mut sql = Sql::new("UPDATE recruiter_interviews SET changed_at = changed_at WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// One interview.
pub async fn find(db: &mut AnyConnection, id: &InterviewId, lang: Language) -> Result<Option<Stored>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE i.id = ").bind(id.as_str());
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    Ok(with_skills(db, rows, lang).await?.pop())
}

/// How many interviews an account wrote down.
pub async fn count(db: &mut AnyConnection, account: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM recruiter_interviews WHERE account = ");
    sql.bind(account.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Keeps an interview, in place of what it said before; its author stays.
pub async fn save(
    db: &mut AnyConnection,
    id: &InterviewId,
    account: &AccountId,
    change: &InterviewChange,
    now: i64,
) -> Result<()> {
    let mut sql =
        Sql::new("INSERT INTO recruiter_interviews (id, account, organisation, notes, held_on, changed_at) VALUES (");
    sql.bind_list([id.as_str(), account.as_str(), change.organisation.trim(), change.notes.trim()]).push(", ");
    sql.bind(change.held_on.map(|day| day.to_string())).push(", ").bind(now);
    sql.push(
        ") ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation, notes = excluded.notes, \
         held_on = excluded.held_on, changed_at = excluded.changed_at",
    );
    sql.run(&mut *db).await?;
    let mut sql = Sql::new("DELETE FROM interview_skills WHERE interview = ");
    sql.bind(id.as_str());
    sql.run(&mut *db).await?;
    for (position, skill) in (0i64..).zip(&change.skills) {
        let mut sql = Sql::new("INSERT INTO interview_skills (interview, skill, position) VALUES (");
        sql.bind_list([id.as_str(), skill.as_str()]).push(", ").bind(position).push(")");
        sql.run(&mut *db).await?;
    }
    Ok(())
}

/// Deletes an interview.
pub async fn delete(db: &mut AnyConnection, id: &InterviewId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM recruiter_interviews WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// In how many interviews each skill was named.
pub async fn named(db: &mut AnyConnection) -> Result<HashMap<SkillCode, u32>> {
    let sql = Sql::new("SELECT skill, COUNT(*) FROM interview_skills GROUP BY skill");
    let rows: Vec<(String, i64)> = sql.all(db).await?;
    rows.into_iter().map(|(skill, count)| Ok((SkillCode(skill), small(count)?))).collect()
}
