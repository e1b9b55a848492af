//! Drafts of ads, and what only those who write an ad change of it.

use passerelle_api::{
    NaiveDate,
    id::{DraftId, EmployerSlug, JobSlug},
    posting::{AdContent, DraftLine},
};
use sqlx::AnyConnection;

use super::{Sql, json, small, to_json, unsigned, word};
use crate::{clock::from_ms, error::Result};

/// A draft as it is kept.
#[derive(Debug, Clone)]
pub struct StoredDraft {
    pub id: DraftId,
    pub job: Option<JobSlug>,
    pub content: AdContent,
    pub version: u32,
    /// The version that was published last.
    pub published: Option<u32>,
    pub changed_ms: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    job: Option<String>,
    content: String,
    version: i64,
    published: Option<i64>,
    changed_at: i64,
}

impl Row {
    fn stored(self) -> Result<StoredDraft> {
        Ok(StoredDraft {
            id: DraftId(self.id),
            job: self.job.map(JobSlug),
            content: json(&self.content)?,
            version: small(self.version)?,
            published: self.published.map(small).transpose()?,
            changed_ms: self.changed_at,
        })
    }
}

const SELECT: &str = "SELECT id, job, content, version, published, changed_at FROM job_drafts";

/// Keeps a new draft, which may be that of an ad.
pub async fn insert(
    db: &mut AnyConnection,
    id: &DraftId,
    employer: &EmployerSlug,
    job: Option<&JobSlug>,
    content: &AdContent,
    now_ms: i64,
) -> Result<()> {
    let mut sql =
        Sql::new("INSERT INTO job_drafts (id, employer, content, job, version, published, changed_at) VALUES (");
    sql.bind_list([id.as_str(), employer.as_str(), &to_json(content)?]).push(", ");
    // What the draft of an ad begins with is what the ad says.
    sql.bind(job.map(|job| job.0.clone())).push(", 1, ").bind(job.map(|_| 1i64)).push(", ").bind(now_ms).push(")");
    sql.run(db).await.map(drop)
}

/// A draft of an organisation. In a transaction, others who change it wait.
pub async fn find(db: &mut AnyConnection, employer: &EmployerSlug, id: &DraftId) -> Result<Option<StoredDraft>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE id = ").bind(id.as_str()).push(" AND employer = ").bind(employer.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(Row::stored).transpose()
}

/// The draft of an ad.
pub async fn of_job(db: &mut AnyConnection, job: &JobSlug) -> Result<Option<StoredDraft>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE job = ").bind(job.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(Row::stored).transpose()
}

/// The drafts of an organisation, the last changed first.
pub async fn list(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<DraftLine>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE employer = ").bind(employer.as_str()).push(" ORDER BY changed_at DESC, id");
    let rows: Vec<Row> = sql.all(db).await?;
    let line = |row: Row| {
        let StoredDraft { id, job, content, version, published, changed_ms } = row.stored()?;
        let (unpublished, changed_at) = (published != Some(version), from_ms(changed_ms)?);
        Ok(DraftLine { id, title: content.title, job, unpublished, changed_at })
    };
    rows.into_iter().map(line).collect()
}

/// How many drafts an organisation keeps that no ad was published from.
pub async fn count(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM job_drafts WHERE job IS NULL AND employer = ");
    sql.bind(employer.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    unsigned(count)
}

/// Keeps what a draft says now; `false` when it is at another version than its writer saw.
pub async fn save(
    db: &mut AnyConnection,
    id: &DraftId,
    content: &AdContent,
    version: u32,
    now_ms: i64,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE job_drafts SET version = version + 1, content = ");
    sql.bind(to_json(content)?).push(", changed_at = ").bind(now_ms);
    sql.push(" WHERE id = ").bind(id.as_str()).push(" AND version = ").bind(i64::from(version));
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Makes a version of a draft the published one; `false` when the draft is at another version. Two who publish at once wait for one
/// another here.
pub async fn claim(db: &mut AnyConnection, id: &DraftId, version: u32) -> Result<bool> {
    let mut sql = Sql::new("UPDATE job_drafts SET published = version WHERE id = ");
    sql.bind(id.as_str()).push(" AND version = ").bind(i64::from(version));
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Says which ad was published from a draft.
pub async fn name_job(db: &mut AnyConnection, id: &DraftId, job: &JobSlug) -> Result<()> {
    let mut sql = Sql::new("UPDATE job_drafts SET job = ");
    sql.bind(job.as_str()).push(" WHERE id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Throws a draft away.
pub async fn delete(db: &mut AnyConnection, id: &DraftId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM job_drafts WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Keeps what an ad asks of those who apply, and how they are chosen.
pub async fn set_asked(db: &mut AnyConnection, job: &JobSlug, steps: &str, questions: &[String]) -> Result<()> {
    let mut sql = Sql::new("UPDATE job_details SET steps = ");
    sql.bind(steps).push(", questions = ").bind(to_json(questions)?).push(" WHERE job = ").bind(job.as_str());
    sql.run(db).await.map(drop)
}

/// When an ad was posted.
pub async fn posted_at(db: &mut AnyConnection, job: &JobSlug) -> Result<Option<i64>> {
    let mut sql = Sql::new("SELECT posted_at FROM jobs WHERE slug = ");
    sql.bind(job.as_str());
    let row: Option<(i64,)> = sql.optional(db).await?;
    Ok(row.map(|(ms,)| ms))
}

/// Closes an ad of an organisation or opens it again; `false` where it has none of that name. One that is closed already stays closed
/// since then.
pub async fn close(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    job: &JobSlug,
    closed_ms: Option<i64>,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE jobs SET closed_at = ");
    match closed_ms {
        Some(moment) => sql.push("COALESCE(closed_at, ").bind(moment).push(")"),
        None => sql.push("NULL"),
    };
    sql.push(" WHERE standing = 0 AND slug = ").bind(job.as_str());
    sql.push(" AND employer = ").bind(employer.as_str());
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Counts an ad of an organisation as posted now; `false` where it has none of that name that is open and was posted before a moment.
pub async fn renew(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    job: &JobSlug,
    before_ms: i64,
    now_ms: i64,
) -> Result<bool> {
    let mut sql = Sql::new("UPDATE jobs SET posted_at = ");
    sql.bind(now_ms).push(" WHERE standing = 0 AND closed_at IS NULL AND slug = ").bind(job.as_str());
    sql.push(" AND employer = ").bind(employer.as_str()).push(" AND posted_at < ").bind(before_ms);
    Ok(sql.run(db).await?.rows_affected() == 1)
}

/// Closes every ad of an organisation.
pub async fn close_all(db: &mut AnyConnection, employer: &EmployerSlug, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE jobs SET closed_at = ");
    sql.bind(now_ms).push(" WHERE closed_at IS NULL AND employer = ").bind(employer.as_str());
    sql.run(db).await.map(drop)
}

/// What an ad asks of those who apply.
#[derive(Debug, Clone)]
pub struct Asked {
    pub closed: bool,
    pub posted_ms: i64,
    pub start: Option<NaiveDate>,
    /// The last day on which one can apply.
    pub expires: Option<NaiveDate>,
    pub questions: Vec<String>,
}

/// What an ad asks; none where there is no such ad.
pub async fn asked(db: &mut AnyConnection, job: &JobSlug) -> Result<Option<Asked>> {
    let mut sql = Sql::new(
        "SELECT j.closed_at, j.posted_at, j.start_on, j.expires_on, d.questions FROM jobs j \
         JOIN job_details d ON d.job = j.slug WHERE j.slug = ",
    );
    sql.bind(job.as_str());
    type Row = (Option<i64>, i64, Option<String>, Option<String>, String);
    let row: Option<Row> = sql.optional(db).await?;
    let Some((closed, posted_ms, start, expires, questions)) = row else { return Ok(None) };
    let (start, expires) = (start.as_deref().map(word).transpose()?, expires.as_deref().map(word).transpose()?);
    Ok(Some(Asked { closed: closed.is_some(), posted_ms, start, expires, questions: json(&questions)? }))
}
