//! What changed of talents and the search index has still to learn.

use passerelle_api::id::AccountId;
use sqlx::AnyConnection;

use super::Sql;
use crate::error::Result;

/// How far the changes of a database have come.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Clock {
    /// The last change.
    pub seq: i64,
    /// Changes up to this one are forgotten.
    pub pruned: i64,
    /// Which database it is.
    pub base: String,
}

/// Rows of one statement.
const ROWS: usize = 200;

/// Says that some talents changed. To be called in the transaction of the change, and late in it: it makes others who
/// change talents wait until its end.
pub async fn note(db: &mut AnyConnection, talents: &[i64]) -> Result<()> {
    if talents.is_empty() {
        return Ok(());
    }
    let count = i64::try_from(talents.len()).unwrap_or(i64::MAX);
    let mut sql = Sql::new("UPDATE search_clock SET seq = seq + ");
    sql.bind(count).push(" RETURNING seq");
    let (last,): (i64,) = sql.one(db).await?;
    let numbered: Vec<(i64, i64)> = (last - count + 1..).zip(talents.iter().copied()).collect();
    for rows in numbered.chunks(ROWS) {
        let mut sql = Sql::new("INSERT INTO search_outbox (seq, talent) VALUES ");
        for (index, (seq, talent)) in rows.iter().enumerate() {
            sql.push(if index == 0 { "(" } else { ", (" }).bind_list([*seq, *talent]).push(")");
        }
        sql.run(db).await?;
    }
    Ok(())
}

/// Makes whoever changes talents wait until the end of the transaction, so that what is read from here on holds until then.
pub async fn hold(db: &mut AnyConnection) -> Result<()> {
    Sql::new("UPDATE search_clock SET seq = seq").run(db).await.map(drop)
}

/// Says that what is known of an account changed, where it has a profile: its name is taken out of what it wrote.
pub async fn note_account(db: &mut AnyConnection, account: &AccountId) -> Result<()> {
    let mut sql = Sql::new("SELECT seq FROM talents WHERE account = ");
    sql.bind(account.as_str());
    let talents: Vec<(i64,)> = sql.all(db).await?;
    note(db, &talents.into_iter().map(|(seq,)| seq).collect::<Vec<_>>()).await
}

/// How far the changes have come.
pub async fn clock(db: &mut AnyConnection) -> Result<Clock> {
    Sql::new("SELECT seq, pruned, base FROM search_clock").one(db).await
}

/// The changes after one, in their order: the number of the change and the talent.
pub async fn after(db: &mut AnyConnection, seq: i64, limit: i64) -> Result<Vec<(i64, i64)>> {
    let mut sql = Sql::new("SELECT seq, talent FROM search_outbox WHERE seq > ");
    sql.bind(seq).push(" ORDER BY seq LIMIT ").bind(limit);
    sql.all(db).await
}

/// The talents who changed after a change, where there are at most so many changes and none of them was cleared away.
pub async fn changed_after(db: &mut AnyConnection, seq: i64, most: usize) -> Result<Option<Vec<i64>>> {
    let changes = after(db, seq, i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1)).await?;
    let goes_on = changes.first().is_none_or(|(first, _)| *first == seq + 1);
    if changes.len() > most || !goes_on {
        return Ok(None);
    }
    let mut talents: Vec<i64> = changes.into_iter().map(|(_, talent)| talent).collect();
    talents.sort_unstable();
    talents.dedup();
    Ok(Some(talents))
}

/// Forgets changes up to one.
pub async fn prune(db: &mut AnyConnection, seq: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE search_clock SET pruned = ");
    sql.bind(seq).push(" WHERE pruned < ").bind(seq);
    sql.run(db).await?;
    let mut sql = Sql::new("DELETE FROM search_outbox WHERE seq <= ");
    sql.bind(seq);
    sql.run(db).await?;
    Ok(())
}
