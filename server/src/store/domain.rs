//! The word by which an organisation proves its domain.

use passerelle_api::id::EmployerSlug;
use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// What is known of an organisation's proof.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Proof {
    pub website: String,
    /// The word to publish, once one was asked for.
    pub domain_token: Option<String>,
    pub domain_verified: i64,
    /// When it was looked for last.
    pub domain_looked_at: i64,
}

/// The proof of an organisation.
pub async fn find(db: &mut AnyConnection, slug: &EmployerSlug) -> Result<Option<Proof>> {
    let mut sql =
        Sql::new("SELECT website, domain_token, domain_verified, domain_looked_at FROM employers WHERE slug = ");
    sql.bind(slug.as_str());
    sql.optional(db).await
}

/// Keeps the word of an organisation that has none.
pub async fn keep_token(db: &mut AnyConnection, slug: &EmployerSlug, token: &str) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET domain_token = ");
    sql.bind(token).push(" WHERE domain_token IS NULL AND slug = ").bind(slug.as_str());
    sql.run(db).await.map(drop)
}

/// Takes the turn to look; `false` where somebody looked since a time.
pub async fn take_turn(db: &mut AnyConnection, slug: &EmployerSlug, since_ms: i64, now_ms: i64) -> Result<bool> {
    let mut sql = Sql::new("UPDATE employers SET domain_looked_at = ");
    sql.bind(now_ms).push(" WHERE slug = ").bind(slug.as_str()).push(" AND domain_looked_at <= ").bind(since_ms);
    Ok(sql.run(db).await?.rows_affected() > 0)
}

/// Keeps that the domain of a website was proved, as long as the organisation still names that website.
pub async fn prove(db: &mut AnyConnection, slug: &EmployerSlug, website: &str) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET domain_verified = 1, domain_proved = 1 WHERE slug = ");
    sql.bind(slug.as_str()).push(" AND website = ").bind(website);
    sql.run(db).await.map(drop)
}
