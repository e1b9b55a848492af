//! The database. SQL is written once, in what SQLite and PostgreSQL both understand; only here is sqlx named.
//!
//! Conventions: placeholders are `$1`; flags are BIGINT 0 or 1; times are BIGINT milliseconds since 1970; ids and JSON are
//! TEXT. Functions take `&mut AnyConnection`, so that each can be part of a larger transaction. Whatever writes goes
//! through [`Store::begin`]; whatever only reads through [`Store::read`].

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use sqlx::{
    Any, AnyConnection, AnyPool, Transaction,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A connection to either database, which handlers pass from one store function to the next.
pub use sqlx::AnyConnection as Connection;

use crate::error::{Error, Result};

mod postgres;
mod sql;
mod sqlite;

pub mod account;
pub mod application;
pub mod board;
pub mod bulk;
pub mod caption;
pub mod catalogue_import;
pub mod certificate;
pub mod coaching;
pub mod company;
pub mod contact;
pub mod course;
pub mod declaration;
pub mod domain;
pub mod employer;
pub mod file;
pub mod hiring;
pub mod idempotency;
pub mod imported;
pub mod interview;
pub mod invitation;
pub mod job;
mod job_filter;
pub mod job_words;
pub mod keep_out;
pub mod lesson;
pub mod matching;
pub mod need;
pub mod news;
pub mod note;
pub mod occupation;
pub mod outbox;
pub mod outcome;
pub mod outside;
pub mod own_job;
pub mod pipeline;
pub mod placement;
pub mod posting;
pub mod preference;
pub mod privacy;
pub mod profile;
pub mod progress;
pub mod reference;
pub mod repeats;
pub mod report;
pub mod saved_search;
pub mod session;
pub mod shared;
pub mod sign_in_limit;
pub mod talent;
pub mod teaching;
pub mod told;
pub mod training;
pub mod transcript;

pub use sql::Sql;

/// The databases that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// What the database of a connection understands.
    pub fn of(db: &AnyConnection) -> Self {
        if db.backend_name() == "SQLite" { Self::Sqlite } else { Self::Postgres }
    }
}

/// A pool of connections to one database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    dialect: Dialect,
    /// SQLite has one writer. Waiting here is fair; waiting in its busy handler is not.
    writer: Option<Arc<Semaphore>>,
}

impl Store {
    /// Opens the database, which SQLite creates where there is none, and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let dialect = if url.starts_with("sqlite:") { Dialect::Sqlite } else { Dialect::Postgres };
        let pool = match dialect {
            Dialect::Sqlite => sqlite::connect(url).await?,
            Dialect::Postgres => postgres::connect(url).await?,
        };
        let writer = (dialect == Dialect::Sqlite).then(|| Arc::new(Semaphore::new(1)));
        let store = Self { pool, dialect, writer };
        store.migrate().await?;
        store.compare_names().await?;
        Ok(store)
    }

    /// Keeps organisations out that an older version did not know to be meant. Before anybody is answered, and nobody is where that cannot
    /// be written: their members would see those who keep them out.
    async fn compare_names(&self) -> Result<()> {
        while keep_out::is_behind(&mut *self.read().await?).await? {
            let mut tx = self.begin().await?;
            keep_out::renew(&mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn migrate(&self) -> Result<()> {
        let migrator = match self.dialect {
            Dialect::Sqlite => &sqlite::MIGRATIONS,
            Dialect::Postgres => &postgres::MIGRATIONS,
        };
        match migrator.run(&self.pool).await {
            Ok(()) => Ok(()),
            Err(MigrateError::Execute(error)) if refuses_writes(&error) && self.is_current(migrator).await => {
                tracing::warn!(%error, "the database cannot be written; its tables are up to date, so readers are served");
                Ok(())
            }
            Err(MigrateError::Execute(error)) => Err(Error::Database(error)),
            Err(error) => Err(Error::fault(format!("migration: {error}"))),
        }
    }

    /// Whether every migration was run before.
    async fn is_current(&self, migrator: &Migrator) -> bool {
        let count: Result<(i64,), _> =
            sqlx::query_as("SELECT COUNT(*) FROM _sqlx_migrations").fetch_one(&self.pool).await;
        count.is_ok_and(|(count,)| usize::try_from(count) == Ok(migrator.iter().count()))
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A connection to read with.
    pub async fn read(&self) -> Result<PoolConnection<Any>> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction that writes. Dropped without [`Tx::commit`], it leaves nothing behind.
    pub async fn begin(&self) -> Result<Tx> {
        let turn = match &self.writer {
            Some(writer) => Some(Arc::clone(writer).acquire_owned().await.map_err(|_| sqlx::Error::PoolClosed)?),
            None => None,
        };
        let begin = match self.dialect {
            Dialect::Sqlite => sqlite::BEGIN_WRITE,
            Dialect::Postgres => postgres::BEGIN_WRITE,
        };
        Ok(Tx { inner: self.pool.begin_with(begin).await?, _turn: turn })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&mut *self.read().await?).await?;
        Ok(())
    }

    /// Closes every connection, which lets SQLite fold its log into the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A transaction that writes.
#[derive(Debug)]
pub struct Tx {
    inner: Transaction<'static, Any>,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Tx {
    /// Keeps what was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

impl Deref for Tx {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}

/// Whether a failure says that the database cannot be written now: read-only, full, or busy for too long.
pub fn refuses_writes(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut => true,
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| sqlite::refuses_writes(&code) || postgres::refuses_writes(&code))
        }
        _ => false,
    }
}

/// A count or a flag from the database as an unsigned number.
pub fn unsigned(value: i64) -> Result<u64> {
    u64::try_from(value).map_err(|_| Error::fault(format!("{value} is negative")))
}

/// A small number from the database.
pub fn small<T: TryFrom<i64>>(value: i64) -> Result<T> {
    T::try_from(value).map_err(|_| Error::fault(format!("{value} is out of range")))
}

/// A word of a closed set as the database keeps it.
pub fn word<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::fault(format!("unknown word {text:?} in the database")))
}

/// A JSON document as the database keeps it.
pub fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::fault(format!("JSON in the database: {error}")))
}

/// A value as the JSON that the database keeps.
pub fn to_json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::fault(format!("JSON for the database: {error}")))
}

/// Words as a pattern for `LIKE $n ESCAPE '\'`: found anywhere, with the wildcards in them taken literally.
pub fn like_anywhere(words: &str) -> String {
    let mut pattern = String::with_capacity(words.len() + 2);
    pattern.push('%');
    for c in words.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
