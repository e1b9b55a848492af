//! Applications that people made elsewhere and keep track of here.

use passerelle_api::{
    id::{AccountId, OutsideId},
    outside::{OutsideApplication, OutsideChange, OutsideStatus},
};
use sqlx::AnyConnection;

use super::{Sql, small, unsigned, word};
use crate::{clock::from_ms, error::Result};

const COLUMNS: &str = "SELECT id, title, employer, url, status, applied_on, note, changed_at, version FROM \
     outside_applications WHERE account = ";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    employer: String,
    url: String,
    status: String,
    applied_on: Option<String>,
    note: String,
    changed_at: i64,
    version: i64,
}

impl Row {
    fn application(self) -> Result<OutsideApplication> {
        Ok(OutsideApplication {
            id: OutsideId(self.id),
            title: self.title,
            employer: self.employer,
            url: self.url,
            status: word(&self.status)?,
            applied_on: self.applied_on.as_deref().map(word).transpose()?,
            note: self.note,
            changed_at: from_ms(self.changed_at)?,
            version: small(self.version)?,
        })
    }
}

/// The applications of an account, the last changed first.
pub async fn list(db: &mut AnyConnection, account: &AccountId) -> Result<Vec<OutsideApplication>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str()).push(" ORDER BY changed_at DESC, id");
    sql.all::<Row>(db).await?.into_iter().map(Row::application).collect()
}

/// One application of an account.
pub async fn find(db: &mut AnyConnection, account: &AccountId, id: &OutsideId) -> Result<Option<OutsideApplication>> {
    let mut sql = Sql::new(COLUMNS);
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.optional::<Row>(db).await?.map(Row::application).transpose()
}

/// How many applications an account keeps.
pub async fn count(db: &mut AnyConnection, account: &AccountId) -> Result<u64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM outside_applications WHERE account = ");
    sql.bind(account.as_str());
    unsigned(sql.one::<(i64,)>(db).await?.0)
}

/// Keeps an application, in place of what it said before, of which it becomes the next version.
pub async fn save(
    db: &mut AnyConnection,
    account: &AccountId,
    id: &OutsideId,
    change: &OutsideChange,
    now: i64,
) -> Result<()> {
    let status = change.status.unwrap_or(OutsideStatus::Planned);
    let mut sql = Sql::new(
        "INSERT INTO outside_applications (account, id, title, employer, url, status, note, applied_on, changed_at) \
         VALUES (",
    );
    sql.bind_list([account.as_str(), id.as_str(), change.title.trim(), change.employer.trim(), change.url.trim()]);
    sql.push(", ").bind_list([status.as_str(), change.note.trim()]).push(", ");
    sql.bind(change.applied_on.map(|day| day.to_string())).push(", ").bind(now);
    sql.push(
        ") ON CONFLICT (account, id) DO UPDATE SET title = excluded.title, employer = excluded.employer, \
         url = excluded.url, status = excluded.status, note = excluded.note, applied_on = excluded.applied_on, \
         changed_at = excluded.changed_at, version = outside_applications.version + 1",
    );
    sql.run(db).await.map(drop)
}

/// Forgets an application, which may be gone already.
pub async fn delete(db: &mut AnyConnection, account: &AccountId, id: &OutsideId) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM outside_applications WHERE account = ");
    sql.bind(account.as_str()).push(" AND id = ").bind(id.as_str());
    sql.run(db).await.map(drop)
}
