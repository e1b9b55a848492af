//! How people like to watch and read.

use passerelle_api::{id::AccountId, preferences::Preference};
use sqlx::AnyConnection;

use crate::error::Result;

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    body: String,
    chosen_at: i64,
}

/// Everything that an account keeps, by name.
pub async fn all(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<Preference>> {
    let rows: Vec<Row> =
        sqlx::query_as("SELECT name, body, chosen_at FROM preferences WHERE account = $1 ORDER BY name")
            .bind(account.as_str())
            .fetch_all(db)
            .await?;
    Ok(rows.into_iter().map(|row| Preference { name: row.name, value: row.body, chosen_ms: row.chosen_at }).collect())
}

/// Keeps one, unless a later choice is kept already.
pub async fn put(db: &mut AnyConnection, account: &AccountId, new: &Preference) -> Result<()> {
    sqlx::query(
        "INSERT INTO preferences (account, name, body, chosen_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account, name) DO UPDATE SET body = excluded.body, chosen_at = excluded.chosen_at \
         WHERE excluded.chosen_at >= preferences.chosen_at",
    )
    .bind(account.as_str())
    .bind(&new.name)
    .bind(&new.value)
    .bind(new.chosen_ms)
    .execute(db)
    .await?;
    Ok(())
}
