//! What is known of stored files. Their bytes are in the folder of files, under their id.

use passerelle_api::{
    id::{AccountId, ApplicationId, EmployerSlug, FileId},
    job::FileRef,
};
use sqlx::AnyConnection;

use super::{Sql, unsigned};
use crate::error::Result;

/// A stored file.
#[derive(Debug, Clone)]
pub struct StoredFile {
    pub file: FileRef,
    pub account: AccountId,
    pub mime: String,
    /// SHA-256 of what is in it, in hexadecimal; nothing where it came before that was taken.
    pub sha256: Option<String>,
}

/// Files that an account sent with its applications.
pub async fn sent(db: &mut AnyConnection, account: &AccountId) -> Result<i64> {
    let mut sql = Sql::new("SELECT COUNT(DISTINCT cv) FROM applications WHERE account = ");
    sql.bind(account.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count)
}

/// The files of an account that no application of it holds, the latest first.
pub async fn unsent(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<FileId>> {
    let mut sql = Sql::new("SELECT id FROM files WHERE account = ");
    sql.bind(account.as_str());
    sql.push(" AND id NOT IN (SELECT a.cv FROM applications a WHERE a.cv IS NOT NULL AND a.account = ");
    sql.bind(account.as_str()).push(") ORDER BY stored_at DESC, id");
    let rows: Vec<(String,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(id,)| FileId(id)).collect())
}

/// Forgets a file that no application holds.
pub async fn delete(db: &mut AnyConnection, id: &FileId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM files WHERE id = ");
    sql.bind(id.as_str());
    sql.run(db).await.map(drop)
}

/// Keeps what is known of a file.
pub async fn insert(db: &mut AnyConnection, stored: &StoredFile, now_ms: i64) -> Result<()> {
    let StoredFile { file, account, mime, sha256 } = stored;
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let mut sql = Sql::new("INSERT INTO files (id, account, name, mime, sha256, bytes, stored_at) VALUES (");
    sql.bind_list([file.id.as_str(), account.as_str(), &file.name, mime]).push(", ").bind(sha256.clone());
    sql.push(", ").bind_list([bytes, now_ms]).push(")");
    sql.run(db).await?;
    Ok(())
}

/// A file by its id.
pub async fn find(db: &mut AnyConnection, id: &FileId) -> Result<Option<StoredFile>> {
    let mut sql = Sql::new("SELECT account, name, mime, bytes, sha256 FROM files WHERE id = ");
    sql.bind(id.as_str());
    let row: Option<(String, String, String, i64, Option<String>)> = sql.optional(db).await?;
    let Some((account, name, mime, bytes, sha256)) = row else { return Ok(None) };
    let file = FileRef { id: id.clone(), name, bytes: unsigned(bytes)? };
    Ok(Some(StoredFile { file, account: AccountId(account), mime, sha256 }))
}

/// The application by which a file came to an organisation, the last one that was not taken back.
pub async fn sent_with(db: &mut AnyConnection, id: &FileId, employer: &EmployerSlug) -> Result<Option<ApplicationId>> {
    let mut sql = Sql::new(
        "SELECT a.id FROM applications a JOIN jobs j ON j.slug = a.job WHERE a.status <> 'withdrawn' AND a.cv = ",
    );
    sql.bind(id.as_str()).push(" AND j.employer = ").bind(employer.as_str());
    sql.push(" ORDER BY a.sent_at DESC, a.id LIMIT 1");
    let row: Option<(String,)> = sql.optional(db).await?;
    Ok(row.map(|(id,)| ApplicationId(id)))
}

type SentRow = (String, String, String, String, String, i64, Option<String>);

/// The files that came to an organisation in applications that were not taken back, each with its application, the latest first.
pub async fn all_sent_to(db: &mut AnyConnection, employer: &EmployerSlug) -> Result<Vec<(ApplicationId, StoredFile)>> {
    let mut sql = Sql::new(
        "SELECT a.id AS application, f.id, f.account, f.name, f.mime, f.bytes, f.sha256 FROM applications a \
         JOIN jobs j ON j.slug = a.job JOIN files f ON f.id = a.cv WHERE a.status <> 'withdrawn' AND j.employer = ",
    );
    sql.bind(employer.as_str()).push(" ORDER BY a.sent_at DESC, a.id");
    let rows: Vec<SentRow> = sql.all(db).await?;
    let sent = |(application, id, account, name, mime, bytes, sha256): SentRow| {
        let file = FileRef { id: FileId(id), name, bytes: unsigned(bytes)? };
        Ok((ApplicationId(application), StoredFile { file, account: AccountId(account), mime, sha256 }))
    };
    rows.into_iter().map(sent).collect()
}
