//! Courses that organisations ask for.

use passerelle_api::{
    account::{EmployerRef, Language},
    id::{AccountId, EmployerSlug, TrainingId},
    training::{NewTraining, StaffTraining, TrainingRequest, TrainingStatus},
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, json, reference::Taxonomy, small, to_json, unsigned, word};
use crate::{clock::from_ms, error::Result};

const COLUMNS: &str = "SELECT t.id, t.skills, t.people, t.region, t.remote, t.start_on, t.purpose, t.candidates, t.status, t.words, \
     t.sent_at, t.changed_at, t.employer, e.name AS employer_name, a.email";

const FROM: &str =
    " FROM training_requests t JOIN employers e ON e.slug = t.employer LEFT JOIN accounts a ON a.id = t.account";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    skills: String,
    people: i64,
    region: Option<String>,
    remote: i64,
    start_on: Option<String>,
    purpose: String,
    candidates: i64,
    status: String,
    words: Option<String>,
    sent_at: i64,
    changed_at: i64,
    employer: String,
    employer_name: String,
    email: Option<String>,
}

impl Row {
    fn named(self, taxonomy: &Taxonomy, lang: Language) -> Result<StaffTraining> {
        let skills: Vec<String> = json(&self.skills)?;
        let request = TrainingRequest {
            id: TrainingId(self.id),
            skills: skills.into_iter().map(|code| taxonomy.skill(&code.into(), lang)).collect(),
            people: small(self.people)?,
            region: self.region,
            remote: self.remote != 0,
            start_on: self.start_on.as_deref().map(word).transpose()?,
            purpose: self.purpose,
            candidates: self.candidates != 0,
            status: word(&self.status)?,
            words: self.words,
            sent_at: from_ms(self.sent_at)?,
            changed_at: from_ms(self.changed_at)?,
        };
        let employer = EmployerRef { slug: EmployerSlug(self.employer), name: self.employer_name };
        Ok(StaffTraining { employer, asked_by: self.email, request })
    }
}

async fn rows(db: &mut AnyConnection, sql: Sql, lang: Language) -> Result<Vec<StaffTraining>> {
    let rows: Vec<Row> = sql.all(&mut *db).await?;
    named(db, rows, lang).await
}

async fn named(db: &mut AnyConnection, rows: Vec<Row>, lang: Language) -> Result<Vec<StaffTraining>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let taxonomy = Taxonomy::load(db).await?;
    rows.into_iter().map(|row| row.named(&taxonomy, lang)).collect()
}

/// The requests of an organisation, the newest first. It keeps no more than [`limits::ALL`], which whoever asks for one is told.
///
/// [`limits::ALL`]: passerelle_api::training::limits::ALL
pub async fn of_employer(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    lang: Language,
) -> Result<Vec<TrainingRequest>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(FROM).push(" WHERE t.employer = ").bind(employer.as_str()).push(" ORDER BY t.sent_at DESC, t.id");
    Ok(rows(db, sql, lang).await?.into_iter().map(|row| row.request).collect())
}

/// Where a request stands among everybody's, as they stood when the first page was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TrainingMark {
    /// When the first page was read.
    pub at: i64,
    turn: i64,
    id: String,
}

#[derive(sqlx::FromRow)]
struct InTurn {
    #[sqlx(flatten)]
    row: Row,
    turn: i64,
}

/// When it is a request's turn: a number that grows down the list. No moment is as large as what is taken off those that are open. What
/// was closed since the first page was read keeps its place, so that nobody reads it twice.
fn push_turn(sql: &mut Sql, at: i64) {
    sql.push("CASE WHEN t.status IN ('sent', 'in-talks', 'planned') OR t.changed_at > ").bind(at);
    sql.push(" THEN t.sent_at - 9000000000000000 ELSE -t.changed_at END");
}

/// Everybody's requests, from behind one on: what is open first, what waits the longest before the others; what is closed by when it
/// was, the last first.
pub async fn all(
    db: &mut AnyConnection,
    at: i64,
    after: Option<&TrainingMark>,
    limit: i64,
    lang: Language,
) -> Result<Vec<(TrainingMark, StaffTraining)>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(", ");
    push_turn(&mut sql, at);
    sql.push(" AS turn").push(FROM);
    if let Some(TrainingMark { turn, id, .. }) = after {
        sql.push(" WHERE (");
        push_turn(&mut sql, at);
        sql.push(", t.id) > (").bind(*turn).push(", ").bind(id.as_str()).push(")");
    }
    sql.push(" ORDER BY turn, t.id LIMIT ").bind(limit);
    let lines: Vec<InTurn> = sql.all(&mut *db).await?;
    let mark = |line: InTurn| (TrainingMark { at, turn: line.turn, id: line.row.id.clone() }, line.row);
    let (marks, rows): (Vec<TrainingMark>, Vec<Row>) = lines.into_iter().map(mark).unzip();
    Ok(marks.into_iter().zip(named(db, rows, lang).await?).collect())
}

/// One request, of whichever organisation.
pub async fn find(db: &mut AnyConnection, id: &TrainingId, lang: Language) -> Result<Option<StaffTraining>> {
    let mut sql = Sql::new(COLUMNS);
    sql.push(FROM).push(" WHERE t.id = ").bind(id.as_str());
    Ok(rows(db, sql, lang).await?.pop())
}

/// How many requests an organisation has that are open, and in all.
pub async fn count(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<(u64, u64)> {
    let mut sql = Sql::new(
        "SELECT COALESCE(SUM(CASE WHEN status IN ('sent', 'in-talks', 'planned') THEN 1 ELSE 0 END), 0), COUNT(*) \
         FROM training_requests WHERE employer = ",
    );
    sql.bind(employer.as_str());
    let (open, all): (i64, i64) = sql.one(db).await?;
    Ok((unsigned(open)?, unsigned(all)?))
}

/// Keeps a request as sent now.
pub async fn insert(
    db: &mut AnyConnection,
    id: &str,
    employer: &EmployerSlug,
    account: &AccountId,
    new: &NewTraining,
    now: i64,
) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO training_requests (id, employer, account, skills, purpose, status, region, start_on, people, remote, \
         candidates, sent_at, changed_at) VALUES (",
    );
    let skills = to_json(&new.skills)?;
    let status = TrainingStatus::Sent.as_str();
    sql.bind_list([id, employer.as_str(), account.as_str(), &skills, new.purpose.trim(), status]).push(", ");
    sql.bind(new.region.clone()).push(", ").bind(new.start_on.map(|day| day.to_string())).push(", ");
    sql.bind_list([i64::from(new.people), i64::from(new.remote), i64::from(new.candidates), now, now]).push(")");
    sql.run(db).await.map(drop)
}

/// Brings a request from one status to another; `false` where it stands elsewhere by now. Words that are left out stay as they are.
pub async fn change(
    db: &mut AnyConnection,
    id: &TrainingId,
    from: TrainingStatus,
    to: TrainingStatus,
    words: Option<&str>,
    now: i64,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE training_requests SET status = ");
    sql.bind(to.as_str());
    if let Some(words) = words {
        sql.push(", words = ").bind(words);
    }
    sql.push(", changed_at = ").bind(now).push(" WHERE id = ").bind(id.as_str());
    sql.push(" AND status = ").bind(from.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}
