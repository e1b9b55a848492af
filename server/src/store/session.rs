//! Sessions. What is kept of a token is its hash, so that a copy of the database opens no session.

use sqlx::AnyConnection;

use crate::error::Result;

/// Opens a session.
pub async fn open(db: &mut AnyConnection, token_hash: &str, account: &str, now: i64, end: i64) -> Result<()> {
    sqlx::query(
        "INSERT INTO sessions (token_hash, account, created_at, touched_at, expires_at) VALUES ($1, $2, $3, $3, $4)",
    )
    .bind(token_hash)
    .bind(account)
    .bind(now)
    .bind(end)
    .execute(db)
    .await?;
    Ok(())
}

/// Moves a session's end.
pub async fn touch(db: &mut AnyConnection, token_hash: &str, now: i64, end: i64) -> Result<()> {
    sqlx::query("UPDATE sessions SET touched_at = $1, expires_at = $2 WHERE token_hash = $3")
        .bind(now)
        .bind(end)
        .bind(token_hash)
        .execute(db)
        .await?;
    Ok(())
}

/// Forgets a session.
pub async fn close(db: &mut AnyConnection, token_hash: &str) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1").bind(token_hash).execute(db).await?;
    Ok(())
}

/// Forgets the sessions that ended.
pub async fn sweep(db: &mut AnyConnection, now: i64) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE expires_at <= $1").bind(now).execute(db).await?;
    Ok(())
}
