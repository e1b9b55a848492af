//! The word by which an organisation proves its domain, and who shares one.

use passerelle_api::id::EmployerSlug;
use passerelle_rules::keep_out::own_domain;
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

/// An organisation with the others that are let in and have the same domain, where that is verified of each: to whom they ask they are one.
/// A website that is only stated counts for nothing, or whoever states another's could use its requests up and learn of its answers.
pub async fn sharing(db: &mut AnyConnection, slug: &EmployerSlug) -> Result<Vec<EmployerSlug>> {
    let mut sql = Sql::new("SELECT website FROM employers WHERE domain_verified = 1 AND slug = ");
    sql.bind(slug.as_str());
    let website: Option<(String,)> = sql.optional(&mut *db).await?;
    let Some(domain) = website.and_then(|(website,)| own_domain(&website)) else { return Ok(vec![slug.clone()]) };
    let mut sql = Sql::new(
        "SELECT slug, website FROM employers WHERE domain_verified = 1 AND approval = 'approved' AND slug <> ",
    );
    sql.bind(slug.as_str());
    // A domain has no sign that stands for others here. One with letters beyond English ones is written in many ways, and rare.
    if !domain.contains("xn--") {
        sql.push(" AND LOWER(website) LIKE ").bind(format!("%{domain}%"));
    }
    let near: Vec<(String, String)> = sql.all(db).await?;
    let others = near.into_iter().filter(|(_, website)| own_domain(website).as_ref() == Some(&domain));
    let mut sharing: Vec<EmployerSlug> = others.map(|(slug, _)| EmployerSlug(slug)).collect();
    sharing.push(slug.clone());
    // Whoever holds several holds them in this order.
    sharing.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(sharing)
}

/// Keeps that the domain of a website was proved, as long as the organisation still names that website.
pub async fn prove(db: &mut AnyConnection, slug: &EmployerSlug, website: &str) -> Result<()> {
    let mut sql = Sql::new("UPDATE employers SET domain_verified = 1, domain_proved = 1 WHERE slug = ");
    sql.bind(slug.as_str()).push(" AND website = ").bind(website);
    sql.run(db).await.map(drop)
}
