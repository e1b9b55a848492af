//! The tables of the audit as they were told, with the numbers that they hide. They are for comparing alone: only [`crate::audit`] reads
//! them.

use passerelle_api::audit::Trait;
use passerelle_rules::audit::{Group, Told};
use sqlx::AnyConnection;

use super::{Sql, json, to_json};
use crate::error::Result;

/// Makes whoever tells a table wait until the end of the transaction, so that two who ask at once are told the same.
pub async fn hold(db: &mut AnyConnection) -> Result<()> {
    Sql::new("UPDATE told_tables SET by_trait = by_trait").run(db).await.map(drop)
}

/// The table of a trait that stands, where one was told.
pub async fn find(db: &mut AnyConnection, by: Trait) -> Result<Option<Told>> {
    let mut sql = Sql::new("SELECT told_at, compared_at, counts FROM told_tables WHERE by_trait = ");
    sql.bind(by.as_str()).push(" AND counts IS NOT NULL");
    let row: Option<(i64, i64, String)> = sql.optional(db).await?;
    let Some((told_ms, compared_ms, counts)) = row else { return Ok(None) };
    let counts: Vec<(String, [Vec<u64>; 2])> = json(&counts)?;
    let groups = counts.into_iter().map(|(name, ways)| Group { name, ways }).collect();
    Ok(Some(Told { told_ms, compared_ms, groups }))
}

/// Keeps what is told of a trait.
pub async fn put(db: &mut AnyConnection, by: Trait, told: &Told) -> Result<()> {
    let counts: Vec<(&String, &[Vec<u64>; 2])> = told.groups.iter().map(|group| (&group.name, &group.ways)).collect();
    let mut sql = Sql::new("INSERT INTO told_tables (by_trait, told_at, compared_at, counts) VALUES (");
    sql.bind(by.as_str()).push(", ").bind_list([told.told_ms, told.compared_ms]).push(", ");
    sql.bind(to_json(&counts)?).push(
        ") ON CONFLICT (by_trait) DO UPDATE SET told_at = excluded.told_at, compared_at = excluded.compared_at, \
         counts = excluded.counts",
    );
    sql.run(db).await.map(drop)
}
