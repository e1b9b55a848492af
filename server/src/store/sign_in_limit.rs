//! Tries to sign in and to sign up, counted per e-mail and per client address.

use sqlx::AnyConnection;

use crate::error::{Error, Result};

/// How long a try counts.
pub const WINDOW_MS: i64 = 15 * 60 * 1000;

/// Whose tries are counted, and how many are allowed in [`WINDOW_MS`].
#[derive(Debug)]
pub struct Subject {
    /// A hash, so that the table names nobody.
    pub key: String,
    pub allowed: i64,
}

/// Counts a try, or refuses it when there were too many. `id` makes its rows unique. A refused try is not counted, so
/// that knocking on does not prolong the wait.
pub async fn count(db: &mut AnyConnection, id: &str, subjects: &[Subject], now: i64) -> Result<()> {
    for sweep in ["DELETE FROM sign_in_attempts WHERE at <= $1", "DELETE FROM attempt_subjects WHERE at <= $1"] {
        sqlx::query(sweep).bind(now - WINDOW_MS).execute(&mut *db).await?;
    }
    for (index, subject) in subjects.iter().enumerate() {
        // Held until the transaction ends, so that tries of the same moment are counted one after the other.
        sqlx::query(
            "INSERT INTO attempt_subjects (subject, at) VALUES ($1, $2) ON CONFLICT (subject) DO UPDATE SET at = $2",
        )
        .bind(&subject.key)
        .bind(now)
        .execute(&mut *db)
        .await?;
        sqlx::query("INSERT INTO sign_in_attempts (id, subject, at) VALUES ($1, $2, $3)")
            .bind(format!("{id}-{index}"))
            .bind(&subject.key)
            .bind(now)
            .execute(&mut *db)
            .await?;
        let (tries, first): (i64, i64) =
            sqlx::query_as("SELECT COUNT(*), MIN(at) FROM sign_in_attempts WHERE subject = $1 AND at > $2")
                .bind(&subject.key)
                .bind(now - WINDOW_MS)
                .fetch_one(&mut *db)
                .await?;
        if tries > subject.allowed {
            let wait = (first + WINDOW_MS - now).max(1000);
            return Err(Error::TooMany { retry_after_seconds: u64::try_from(wait).unwrap_or(1000).div_ceil(1000) });
        }
    }
    Ok(())
}

/// Forgets the tries for a subject, after one that was right.
pub async fn forget(db: &mut AnyConnection, subject: &str) -> Result<()> {
    sqlx::query("DELETE FROM sign_in_attempts WHERE subject = $1").bind(subject).execute(db).await?;
    Ok(())
}

/// Forgets one try, for the subjects whose other tries still count.
pub async fn forget_try(db: &mut AnyConnection, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM sign_in_attempts WHERE id IN ($1, $2)")
        .bind(format!("{id}-0"))
        .bind(format!("{id}-1"))
        .execute(db)
        .await?;
    Ok(())
}
