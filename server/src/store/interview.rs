//! What recruiters say in interviews.

use std::collections::HashMap;

use passerelle_api::{
    account::Language,
    id::{AccountId, EmployerSlug, InterviewId, SkillCode},
    interview::{Interview, InterviewChange},
};
use sqlx::AnyConnection;

use super::{Sql, reference::Taxonomy, small, unsigned, word};
use crate::{clock::from_ms, error::Result};

/// Interviews that one answer tells of.
const LISTED: i64 = 500;

/// Names that several organisations have point to none of them.
const COLUMNS: &str = "SELECT i.id, i.account, i.organisation, i.held_on, i.notes, i.changed_at, a.name AS author, \
     (SELECT CASE WHEN COUNT(*) = 1 THEN MIN(e.slug) END FROM employers e WHERE e.name = i.organisation) AS employer \
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

async fn rows(db: &mut AnyConnection, sql: Sql, lang: Language) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = sql.all(&mut *db).await?;
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

/// The interviews, the latest first.
pub async fn all(db: &mut AnyConnection, lang: Language) -> Result<Vec<Stored>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" ORDER BY i.held_on DESC, i.changed_at DESC, i.id LIMIT ").bind(LISTED);
    rows(db, sql, lang).await
}

/// One interview.
pub async fn find(db: &mut AnyConnection, id: &InterviewId, lang: Language) -> Result<Option<Stored>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(" WHERE i.id = ").bind(id.as_str());
    Ok(rows(db, sql, lang).await?.pop())
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
