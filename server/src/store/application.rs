//! Applications to jobs.

use std::collections::BTreeSet;

use passerelle_api::{
    account::{Approval, EmployerRef, Language},
    id::{AccountId, ApplicationId, EmployerSlug, FileId, JobSlug, OccupationCode},
    job::{Application, ApplicationStatus, DeclineReason, FileRef, QuestionAnswer, ReceivedApplication, StatusChange},
    pipeline::Slot,
};
use sqlx::AnyConnection;

use super::{
    Sql, json, occupation, pipeline,
    placement::{self, PlacementRow},
    reference::Names,
    to_json, unsigned, word,
};
use crate::{clock::from_ms, error::Result};

/// An application that is about to be kept.
#[derive(Debug, Clone)]
pub struct NewRow<'a> {
    pub id: &'a str,
    pub job: &'a JobSlug,
    pub account: &'a AccountId,
    pub profile: &'a str,
    pub message: &'a str,
    pub phone: Option<&'a str>,
    pub cv: Option<&'a FileId>,
    pub answers: &'a [QuestionAnswer],
    /// The occupation that somebody writes for without an ad.
    pub occupation: Option<&'a OccupationCode>,
    pub now_ms: i64,
}

/// An application with who sent it.
#[derive(Debug, Clone)]
pub struct Stored {
    pub application: Application,
    pub account: AccountId,
    pub name: String,
    pub email: String,
    /// Which member confirmed the contract, which is for the organisation alone.
    pub confirmed_by: Option<String>,
    /// The names of the occupation that somebody wrote for without an ad.
    names: Option<Names>,
}

impl Stored {
    /// The same with the occupation named in the language of whoever reads it. Where that is not told it stays in that of whoever
    /// wrote the application.
    pub fn named(mut self, lang: Option<Language>) -> Self {
        if let (Some(lang), Some(names), Some(wish)) = (lang, &self.names, &self.application.wish) {
            self.application.wish = occupation::named(wish.code.0.clone(), names, lang);
        }
        self
    }

    /// As the employer may see it. Of what was withdrawn only the fact is left: the words, the ways to reach the person, the CV and the
    /// name were taken back.
    pub fn received(self) -> ReceivedApplication {
        let Self { mut application, mut name, mut email, confirmed_by, .. } = self;
        if let Some(signed) = application.placement.as_mut().and_then(|placement| placement.employer.as_mut()) {
            signed.by = confirmed_by;
        }
        if application.status == ApplicationStatus::Withdrawn {
            application.profile.clear();
            application.message.clear();
            application.phone = None;
            application.cv = None;
            application.answers.clear();
            application.slots.clear();
            application.times_offered = false;
            application.none_suits = None;
            // What was written to the person has their name in it.
            application.note = None;
            name.clear();
            email.clear();
        }
        ReceivedApplication { application, name, email }
    }
}

/// Keeps a new application. A second active one to the same job breaks a unique index.
pub async fn insert(db: &mut AnyConnection, row: &NewRow<'_>) -> Result<()> {
    let mut sql = Sql::new(
        "INSERT INTO applications (id, job, account, status, profile, message, answers, phone, cv, occupation, sent_at) VALUES (",
    );
    sql.bind_list([row.id, row.job.as_str(), row.account.as_str(), ApplicationStatus::Sent.as_str()]).push(", ");
    sql.bind_list([row.profile, row.message, &to_json(row.answers)?])
        .push(", ")
        .bind(row.phone.map(str::to_owned))
        .push(", ");
    sql.bind(row.cv.map(|cv| cv.0.clone())).push(", ").bind(row.occupation.map(|code| code.0.clone()));
    sql.push(", ").bind(row.now_ms).push(")");
    sql.run(db).await?;
    count(db, row.job.as_str()).await?;
    record(db, row.id, ApplicationStatus::Sent, row.now_ms).await
}

/// Brings up to date how many applied for a job, by which the job board can be ordered. Only an index can order a hundred thousand
/// ads at once, and no index counts rows of another table.
async fn count(db: &mut AnyConnection, job: &str) -> Result<()> {
    // Alone, the update below would wait for another of the same job and still count what was there before that one. A statement
    // that begins once the job is this transaction's sees what the other kept.
    let mut sql = Sql::new("UPDATE jobs SET applicants = applicants WHERE slug = ");
    sql.bind(job);
    sql.run(db).await?;
    let mut sql = Sql::new(
        "UPDATE jobs SET applicants = (SELECT COUNT(*) FROM applications a WHERE a.job = jobs.slug \
         AND a.status <> 'withdrawn') WHERE slug = ",
    );
    sql.bind(job);
    sql.run(db).await.map(drop)
}

/// Makes those who change an application wait for one another.
pub async fn lock(db: &mut AnyConnection, id: &ApplicationId) -> Result<()> {
    let mut sql = Sql::new("UPDATE applications SET status = status WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// The same for several, in one order whatever the order they are named in: two who each hold one and wait for the
/// other's would wait for ever. So would whoever holds one that is taken back and waits for the count of its ad, which
/// is why that is touched only once all of them are held.
pub async fn lock_all(db: &mut AnyConnection, ids: &[ApplicationId]) -> Result<()> {
    let ordered: BTreeSet<&ApplicationId> = ids.iter().collect();
    for id in ordered {
        lock(db, id).await?;
    }
    Ok(())
}

/// One application by its id.
pub async fn find(db: &mut AnyConnection, id: &str) -> Result<Option<Stored>> {
    let mut sql = select();
    sql.push(" WHERE a.id = ").bind(id);
    Ok(load(db, sql).await?.pop())
}

/// The application of an account to a job, in these ads of it: one that bars another first, and then the last taken back.
pub async fn find_own(db: &mut AnyConnection, ads: &[JobSlug], account: &AccountId) -> Result<Option<Application>> {
    let mut sql = select();
    sql.push(" WHERE a.job IN (").bind_list(ads.iter().map(JobSlug::as_str)).push(") AND a.account = ");
    sql.bind(account.as_str());
    sql.push(" ORDER BY CASE WHEN a.status = 'withdrawn' THEN 1 ELSE 0 END, a.sent_at DESC LIMIT 1");
    Ok(load(db, sql).await?.pop().map(|stored| stored.application))
}

/// The last application of a part, which the next part begins after.
pub type Mark = (i64, String);

/// Applications from behind one on, newest first, at most so many.
fn newest(mut sql: Sql, after: Option<&Mark>, limit: i64) -> Sql {
    if let Some((sent_ms, id)) = after {
        sql.push(" AND (sent_at < ").bind(*sent_ms).push(" OR (sent_at = ").bind(*sent_ms);
        sql.push(" AND id > ").bind(id.as_str()).push("))");
    }
    sql.push(" ORDER BY sent_at DESC, id LIMIT ").bind(limit);
    sql
}

/// A part of the applications of an account.
pub async fn part_of_account(
    db: &mut AnyConnection,
    account: &AccountId,
    after: Option<&Mark>,
    limit: i64,
) -> Result<Vec<Mark>> {
    let mut sql = Sql::new("SELECT sent_at, id FROM applications WHERE account = ");
    sql.bind(account.as_str());
    newest(sql, after, limit).all(db).await
}

/// How many applications an account sent.
pub async fn count_of_account(db: &mut AnyConnection, account: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM applications WHERE account = ");
    sql.bind(account.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// An application by its id.
#[derive(Debug, Clone)]
pub struct Brief {
    pub id: String,
    pub sent_ms: i64,
    /// Whether it waits to be seen.
    pub unseen: bool,
}

/// A part of the applications to a job.
pub async fn part(db: &mut AnyConnection, job: &JobSlug, after: Option<&Mark>, limit: i64) -> Result<Vec<Brief>> {
    let mut sql = Sql::new("SELECT id, sent_at, status FROM applications WHERE job = ");
    sql.bind(job.as_str());
    let rows: Vec<(String, i64, String)> = newest(sql, after, limit).all(db).await?;
    let brief = |(id, sent_ms, status): (String, i64, String)| {
        let unseen = word::<ApplicationStatus>(&status)? == ApplicationStatus::Sent;
        Ok(Brief { id, sent_ms, unseen })
    };
    rows.into_iter().map(brief).collect()
}

/// How many applications there are to a job.
pub async fn total(db: &mut AnyConnection, job: &JobSlug) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM applications WHERE job = ");
    sql.bind(job.as_str());
    let (total,): (i64,) = sql.one(db).await?;
    unsigned(total)
}

/// Some applications by their ids, newest first.
pub async fn of_ids(db: &mut AnyConnection, ids: &[&str]) -> Result<Vec<Stored>> {
    let mut sql = select();
    sql.push(" WHERE a.id IN (").bind_list(ids.iter().copied()).push(") ORDER BY a.sent_at DESC, a.id");
    load(db, sql).await
}

/// Every application to a job, newest first.
pub async fn all_of_job(db: &mut AnyConnection, job: &JobSlug) -> Result<Vec<Stored>> {
    let mut sql = Sql::new("SELECT id FROM applications WHERE job = ");
    sql.bind(job.as_str()).push(" ORDER BY sent_at DESC, id");
    let ids: Vec<(String,)> = sql.all(db).await?;
    let mut all = Vec::with_capacity(ids.len());
    // SQLite compares the name of each placeholder with all before it, so that long lists get slow.
    for ids in ids.chunks(200) {
        let ids: Vec<&str> = ids.iter().map(|(id,)| id.as_str()).collect();
        all.extend(of_ids(db, &ids).await?);
    }
    Ok(all)
}

/// Marks some applications as seen that were not yet, in the order in which [`lock_all`] holds them.
pub async fn mark_seen(db: &mut AnyConnection, ids: &[&str], now_ms: i64) -> Result<()> {
    let ordered: BTreeSet<&str> = ids.iter().copied().collect();
    for id in ordered {
        let mut sql = Sql::new("UPDATE applications SET status = 'seen' WHERE status = 'sent' AND id = ");
        sql.bind(id);
        if sql.run(&mut *db).await?.rows_affected() == 1 {
            record(&mut *db, id, ApplicationStatus::Seen, now_ms).await?;
        }
    }
    Ok(())
}

/// Brings an application from one status to another; `false` when it is not at the first one any more.
pub async fn change(
    db: &mut AnyConnection,
    id: &str,
    from: ApplicationStatus,
    to: ApplicationStatus,
    now_ms: i64,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE applications SET status = ");
    sql.bind(to.as_str()).push(" WHERE id = ").bind(id).push(" AND status = ").bind(from.as_str());
    sql.push(" RETURNING job");
    let changed: Option<(String,)> = sql.optional(db).await?;
    let Some((job,)) = changed else { return Ok(false) };
    count(db, &job).await?;
    record(db, id, to, now_ms).await?;
    Ok(true)
}

/// Keeps what the employer says with an answer. Without a note the last one stays.
pub async fn explain(
    db: &mut AnyConnection,
    id: &str,
    reason: Option<DeclineReason>,
    note: Option<&str>,
) -> Result<()> {
    let mut sql = Sql::new("UPDATE applications SET reason = ");
    sql.bind(reason.map(|reason| reason.as_str().to_owned())).push(", note = COALESCE(");
    sql.bind(note.map(str::to_owned)).push(", note) WHERE id = ").bind(id);
    sql.run(db).await?;
    Ok(())
}

async fn record(db: &mut AnyConnection, id: &str, status: ApplicationStatus, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO application_changes (application, status, at) VALUES (");
    sql.bind_list([id, status.as_str()]).push(", ").bind(now_ms).push(")");
    sql.run(db).await?;
    Ok(())
}

const SELECT: &str = "SELECT a.id, a.job, a.account, a.status, a.profile, a.message, a.phone, a.reason, a.note, a.none_suits, a.answers, \
     f.id AS cv, f.name AS cv_name, f.bytes AS cv_bytes, j.title AS job_title, j.employer, e.name AS employer_name, e.approval, \
     c.name, c.email, c.language, a.occupation, o.names AS occupation_names, ";

const FROM: &str = " FROM applications a JOIN jobs j ON j.slug = a.job JOIN employers e ON e.slug = j.employer \
     JOIN accounts c ON c.id = a.account LEFT JOIN files f ON f.id = a.cv \
     LEFT JOIN occupations o ON o.code = a.occupation";

fn select() -> Sql {
    let mut sql = Sql::new(SELECT);
    sql.push(placement::COLUMNS).push(FROM).push(placement::JOINS);
    sql
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    job: String,
    account: String,
    status: String,
    profile: String,
    message: String,
    phone: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    none_suits: Option<String>,
    answers: String,
    cv: Option<String>,
    cv_name: Option<String>,
    cv_bytes: Option<i64>,
    job_title: String,
    employer: String,
    employer_name: String,
    approval: String,
    name: String,
    email: String,
    language: Option<String>,
    occupation: Option<String>,
    occupation_names: Option<String>,
    #[sqlx(flatten)]
    placement: PlacementRow,
}

/// Reads applications with their history.
async fn load(db: &mut AnyConnection, sql: Sql) -> Result<Vec<Stored>> {
    let rows: Vec<Row> = sql.all(db).await?;
    let mut sql = Sql::new("SELECT application, status, at FROM application_changes WHERE application IN (");
    sql.bind_list(rows.iter().map(|row| row.id.clone())).push(")");
    let changes: Vec<(String, String, i64)> = sql.all(db).await?;
    let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let slots = pipeline::slots(db, &ids).await?;
    rows.into_iter().map(|row| stored(row, &changes, &slots)).collect()
}

fn stored(row: Row, changes: &[(String, String, i64)], slots: &[(String, Slot)]) -> Result<Stored> {
    let employer_away = row.approval != Approval::Approved.as_str();
    // Nobody comes to a time of an organisation that is not let in any more.
    let offered = slots.iter().filter(|(application, _)| *application == row.id && !employer_away);
    let offered: Vec<&Slot> = offered.map(|(_, slot)| slot).collect();
    let times_offered = !offered.is_empty();
    // Not even that somebody else took one is for the person; the board has them all.
    let slots = offered.into_iter().filter(|slot| !slot.taken).cloned().collect();
    let mut history = Vec::new();
    for (_, status, at) in changes.iter().filter(|(application, ..)| *application == row.id) {
        history.push(StatusChange { status: word(status)?, at: from_ms(*at)? });
    }
    // Statuses only go forward, in the order they are declared in; it decides where two came at once.
    history.sort_by_key(|change: &StatusChange| (change.at, change.status));
    let cv = match (row.cv, row.cv_name, row.cv_bytes) {
        (Some(id), Some(name), Some(bytes)) => Some(FileRef { id: FileId(id), name, bytes: unsigned(bytes)? }),
        _ => None,
    };
    let without_ad = row.occupation.is_some();
    let names: Option<Names> = row.occupation_names.as_deref().map(json).transpose()?;
    let wish = match (row.occupation, &names) {
        // In the language of whoever wrote it, as all else of an application is.
        (Some(code), Some(names)) => {
            let lang = row.language.as_deref().map(word).transpose()?.unwrap_or(Language::English);
            occupation::named(code, names, lang)
        }
        _ => None,
    };
    let status = word(&row.status)?;
    let mut placement = row.placement.placement(status, without_ad)?;
    let confirmed_by = placement.as_mut().and_then(|placement| placement.employer.as_mut()?.by.take());
    let application = Application {
        id: ApplicationId(row.id),
        job: JobSlug(row.job),
        job_title: row.job_title,
        employer: EmployerRef { slug: EmployerSlug(row.employer), name: row.employer_name },
        employer_away,
        wish,
        status,
        profile: row.profile,
        message: row.message,
        phone: row.phone,
        cv,
        reason: row.reason.as_deref().map(word).transpose()?,
        note: row.note,
        answers: json(&row.answers)?,
        slots,
        times_offered,
        placement,
        none_suits: row.none_suits,
        history,
    };
    Ok(Stored { application, account: AccountId(row.account), name: row.name, email: row.email, confirmed_by, names })
}
