//! Searches of the job board that people keep.

use passerelle_api::{
    id::{AccountId, SavedSearchId},
    job::JobQuery,
};
use sqlx::AnyConnection;

use super::{Sql, json, to_json, unsigned};
use crate::error::Result;

/// A search as it is kept.
#[derive(Debug, Clone)]
pub struct StoredSearch {
    pub id: SavedSearchId,
    pub name: String,
    pub search: JobQuery,
    pub looked_at: i64,
}

const COLUMNS: &str = "SELECT id, name, search, looked_at FROM saved_searches WHERE account = ";

type Row = (String, String, String, i64);

fn stored((id, name, search, looked_at): Row) -> Result<StoredSearch> {
    Ok(StoredSearch { id: SavedSearchId(id), name, search: json(&search)?, looked_at })
}

/// The searches of an account, the latest first.
pub async fn list(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<StoredSearch>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str()).push(" ORDER BY created_at DESC, id");
    sql.all::<Row>(db).await?.into_iter().map(stored).collect()
}

/// One search of an account.
pub async fn find(db: &mut AnyConnection, account: &AccountId, id: &SavedSearchId) -> Result<Option<StoredSearch>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.optional::<Row>(db).await?.map(stored).transpose()
}

/// How many searches an account keeps.
pub async fn count(db: &mut AnyConnection, account: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM saved_searches WHERE account = ");
    sql.bind(account.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Keeps a search. One of the same id takes the new name and search, and what its owner looked at stays looked at.
pub async fn save(
    db: &mut AnyConnection,
    account: &AccountId,
    id: &SavedSearchId,
    name: &str,
    search: &JobQuery,
    now: i64,
) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO saved_searches (account, id, name, search, looked_at, created_at) VALUES (");
    sql.bind_list([account.as_str(), id.as_str(), name, &to_json(search)?]).push(", ").bind_list([now, now]);
    sql.push(") ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, search = excluded.search");
    sql.run(db).await.map(drop)
}

/// Keeps until when the owner looked, which never goes back.
pub async fn look(db: &mut AnyConnection, account: &AccountId, id: &SavedSearchId, until: i64) -> Result<()> {
    let mut sql = Sql::new("UPDATE saved_searches SET looked_at = ");
    sql.bind(until).push(" WHERE account = ").bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.push(" AND looked_at < ").bind(until);
    sql.run(db).await.map(drop)
}

/// Forgets a search, which may be gone already.
pub async fn delete(db: &mut AnyConnection, account: &AccountId, id: &SavedSearchId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM saved_searches WHERE account = ");
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}
