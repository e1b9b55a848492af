//! Searches that people keep: of the job board, and for talents.

use passerelle_api::id::{AccountId, EmployerSlug, SavedSearchId};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::AnyConnection;

use super::{
    Sql, json,
    news::{self, News},
    to_json, unsigned,
};
use crate::error::Result;

/// Whose searches, and of what.
#[derive(Debug, Clone, Copy)]
pub enum Shelf<'a> {
    /// Somebody's searches of the job board.
    Jobs(&'a AccountId),
    /// A member's searches for talents. In another organisation the same person has others.
    Talents(&'a AccountId, &'a EmployerSlug),
}

impl Shelf<'_> {
    const fn table(self) -> &'static str {
        match self {
            Self::Jobs(_) => "saved_searches",
            Self::Talents(..) => "talent_searches",
        }
    }

    /// Of what their news are.
    pub const fn news(self) -> News {
        match self {
            Self::Jobs(_) => News::Ads,
            Self::Talents(..) => News::Talents,
        }
    }

    /// A statement on the table, from here on about its owner's rows alone.
    fn rows(self, before: &'static str) -> Sql {
        let mut sql = Sql::new(before);
        sql.push(self.table()).push(" WHERE ");
        self.push_owner(&mut sql);
        sql
    }

    /// The one place that says whose a row is.
    fn push_owner(self, sql: &mut Sql) {
        let (Self::Jobs(account) | Self::Talents(account, _)) = self;
        sql.push("account = ").bind(account.as_str());
        if let Self::Talents(_, employer) = self {
            sql.push(" AND employer = ").bind(employer.as_str());
        }
    }
}

/// A search as it is kept.
#[derive(Debug, Clone)]
pub struct StoredSearch<S> {
    pub id: SavedSearchId,
    pub name: String,
    pub search: S,
    /// When its owner looked, or saved it.
    pub looked_at: i64,
    /// Up to which moment of the news.
    pub looked_to: i64,
}

const SELECT: &str = "SELECT id, name, search, looked_at, looked_to FROM ";

type Row = (String, String, String, i64, i64);

fn stored<S: DeserializeOwned>((id, name, search, looked_at, looked_to): Row) -> Result<StoredSearch<S>> {
    Ok(StoredSearch { id: SavedSearchId(id), name, search: json(&search)?, looked_at, looked_to })
}

/// Everything on a shelf, the latest first.
pub async fn list<S: DeserializeOwned>(db: &mut AnyConnection, shelf: Shelf<'_>) -> Result<Vec<StoredSearch<S>>> {
    let mut sql = shelf.rows(SELECT);
    sql.push(" ORDER BY created_at DESC, id");
    sql.all::<Row>(db).await?.into_iter().map(stored).collect()
}

/// One search of a shelf.
pub async fn find<S: DeserializeOwned>(
    db: &mut AnyConnection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
) -> Result<Option<StoredSearch<S>>> {
    let mut sql = shelf.rows(SELECT);
    sql.push(" AND id = ").bind(id.as_str());
    sql.optional::<Row>(db).await?.map(stored).transpose()
}

/// How many searches are on a shelf, and whether one of them is of an id.
pub async fn count(db: &mut AnyConnection, shelf: Shelf<'_>, id: &SavedSearchId) -> Result<(u64, bool)> {
    let (all,): (i64,) = shelf.rows("SELECT COUNT(*) FROM ").one(db).await?;
    let mut sql = shelf.rows("SELECT COUNT(*) FROM ");
    sql.push(" AND id = ").bind(id.as_str());
    let (same,): (i64,) = sql.one(db).await?;
    Ok((unsigned(all)?, same > 0))
}

/// Keeps a search. One of the same id takes the new name and search, and what its owner looked at stays looked at.
pub async fn save<S: Serialize>(
    db: &mut AnyConnection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
    name: &str,
    search: &S,
    now: i64,
) -> Result<()> {
    let looked_to = news::until(&mut *db, shelf.news()).await?;
    let (columns, conflict) = match shelf {
        Shelf::Jobs(_) => (" (account, id, ", ") ON CONFLICT (account, id"),
        Shelf::Talents(..) => (" (account, employer, id, ", ") ON CONFLICT (account, employer, id"),
    };
    let (Shelf::Jobs(account) | Shelf::Talents(account, _)) = shelf;
    let mut sql = Sql::new("INSERT INTO ");
    sql.push(shelf.table()).push(columns);
    sql.push("name, search, looked_at, created_at, looked_to) VALUES (").bind(account.as_str());
    if let Shelf::Talents(_, employer) = shelf {
        sql.push(", ").bind(employer.as_str());
    }
    sql.push(", ").bind_list([id.as_str(), name, &to_json(search)?]).push(", ");
    sql.bind_list([now, now, looked_to]).push(conflict);
    sql.push(") DO UPDATE SET name = excluded.name, search = excluded.search");
    sql.run(db).await.map(drop)
}

/// Keeps that the owner looked at the news up to a moment, which never goes back, nor beyond what anybody could have seen by now. `None`
/// stands for all that is there.
pub async fn look(
    db: &mut AnyConnection,
    shelf: Shelf<'_>,
    id: &SavedSearchId,
    until: Option<i64>,
    now: i64,
) -> Result<()> {
    let last = news::until(&mut *db, shelf.news()).await?;
    let until = until.map_or(last, |until| until.min(last));
    let mut sql = Sql::new("UPDATE ");
    sql.push(shelf.table()).push(" SET looked_at = ").bind(now).push(", looked_to = ").bind(until);
    sql.push(" WHERE looked_to <= ").bind(until).push(" AND id = ").bind(id.as_str()).push(" AND ");
    shelf.push_owner(&mut sql);
    sql.run(db).await.map(drop)
}

/// Forgets a search, which may be gone already.
pub async fn delete(db: &mut AnyConnection, shelf: Shelf<'_>, id: &SavedSearchId) -> Result<()> {
    let mut sql = shelf.rows("DELETE FROM ");
    sql.push(" AND id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}
