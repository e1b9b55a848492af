//! The tables of the audit and the figures of outcomes as they were told, with the numbers that they hide. They are for comparing alone:
//! only [`crate::audit`] and the route of outcomes read them.

use passerelle_api::audit::Trait;
use passerelle_rules::{
    audit::{Group, Told},
    outcomes::{self, Counts},
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::AnyConnection;

use super::{Sql, json, to_json};
use crate::error::Result;

/// What the figures of outcomes are kept as, beside the traits of the audit.
const OUTCOMES: &str = "outcomes";

/// Makes whoever tells a table wait until the end of the transaction, so that two who ask at once are told the same.
pub async fn hold(db: &mut AnyConnection) -> Result<()> {
    Sql::new("UPDATE told_tables SET by_trait = by_trait").run(db).await.map(drop)
}

/// The table of a trait that stands, where one was told.
pub async fn find(db: &mut AnyConnection, by: Trait) -> Result<Option<Told>> {
    let told = read::<Vec<(String, [Vec<u64>; 2])>>(db, by.as_str()).await?;
    Ok(told.map(|(told_ms, compared_ms, counts)| {
        let groups = counts.into_iter().map(|(name, ways)| Group { name, ways }).collect();
        Told { told_ms, compared_ms, groups }
    }))
}

/// Keeps what is told of a trait.
pub async fn put(db: &mut AnyConnection, by: Trait, told: &Told) -> Result<()> {
    let counts: Vec<(&String, &[Vec<u64>; 2])> = told.groups.iter().map(|group| (&group.name, &group.ways)).collect();
    write(db, by.as_str(), [told.told_ms, told.compared_ms], &counts).await
}

/// How many were asked, answered and signed; were placed or not; stayed or not; and pay.
type OutcomeCounts = ([u64; 3], [u64; 3], [u64; 2], Option<(i64, u64)>);

/// The figures of outcomes that stand, where some were told.
pub async fn find_outcomes(db: &mut AnyConnection) -> Result<Option<outcomes::Told>> {
    let told = read::<OutcomeCounts>(db, OUTCOMES).await?;
    Ok(told.map(|(told_ms, compared_ms, ([asked, answered, signed], placed, stayed, pay))| {
        let counts = Counts { asked, answered, signed, placed, stayed, pay };
        outcomes::Told { told_ms, compared_ms, counts }
    }))
}

/// Keeps the figures of outcomes that are told.
pub async fn put_outcomes(db: &mut AnyConnection, told: &outcomes::Told) -> Result<()> {
    let Counts { asked, answered, signed, placed, stayed, pay } = told.counts;
    let counts: OutcomeCounts = ([asked, answered, signed], placed, stayed, pay);
    write(db, OUTCOMES, [told.told_ms, told.compared_ms], &counts).await
}

async fn read<T: DeserializeOwned>(db: &mut AnyConnection, key: &str) -> Result<Option<(i64, i64, T)>> {
    let mut sql = Sql::new("SELECT told_at, compared_at, counts FROM told_tables WHERE by_trait = ");
    sql.bind(key).push(" AND counts IS NOT NULL");
    let row: Option<(i64, i64, String)> = sql.optional(db).await?;
    row.map(|(told_ms, compared_ms, counts)| Ok((told_ms, compared_ms, json(&counts)?))).transpose()
}

async fn write<T: Serialize + Sync>(db: &mut AnyConnection, key: &str, times: [i64; 2], counts: &T) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO told_tables (by_trait, told_at, compared_at, counts) VALUES (");
    sql.bind(key).push(", ").bind_list(times).push(", ").bind(to_json(counts)?).push(
        ") ON CONFLICT (by_trait) DO UPDATE SET told_at = excluded.told_at, compared_at = excluded.compared_at, \
         counts = excluded.counts",
    );
    sql.run(db).await.map(drop)
}
