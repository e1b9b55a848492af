//! What is known of stored files. Their bytes are in the folder of files, under their id.

use passerelle_api::{
    id::{AccountId, EmployerSlug, FileId},
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
}

/// Files that an account stored.
pub async fn count(db: &mut AnyConnection, account: &AccountId) -> Result<i64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM files WHERE account = ");
    sql.bind(account.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count)
}

/// Keeps what is known of a file.
pub async fn insert(db: &mut AnyConnection, stored: &StoredFile, now_ms: i64) -> Result<()> {
    let StoredFile { file, account, mime } = stored;
    let bytes = i64::try_from(file.bytes).unwrap_or(i64::MAX);
    let mut sql = Sql::new("INSERT INTO files (id, account, name, mime, bytes, stored_at) VALUES (");
    sql.bind_list([file.id.as_str(), account.as_str(), &file.name, mime])
        .push(", ")
        .bind_list([bytes, now_ms])
        .push(")");
    sql.run(db).await?;
    Ok(())
}

/// A file by its id.
pub async fn find(db: &mut AnyConnection, id: &FileId) -> Result<Option<StoredFile>> {
    let mut sql = Sql::new("SELECT account, name, mime, bytes FROM files WHERE id = ");
    sql.bind(id.as_str());
    let row: Option<(String, String, String, i64)> = sql.optional(db).await?;
    let Some((account, name, mime, bytes)) = row else { return Ok(None) };
    let file = FileRef { id: id.clone(), name, bytes: unsigned(bytes)? };
    Ok(Some(StoredFile { file, account: AccountId(account), mime }))
}

/// Whether a file came to an organisation in an application that was not taken back.
pub async fn was_sent_to(db: &mut AnyConnection, id: &FileId, employer: &EmployerSlug) -> Result<bool> {
    let mut sql = Sql::new(
        "SELECT COUNT(*) FROM applications a JOIN jobs j ON j.slug = a.job WHERE a.status <> 'withdrawn' AND a.cv = ",
    );
    sql.bind(id.as_str()).push(" AND j.employer = ").bind(employer.as_str());
    let (count,): (i64,) = sql.one(db).await?;
    Ok(count > 0)
}
