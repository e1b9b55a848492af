//! What is different about SQLite.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AnyPool, Executor,
    any::{AnyConnectOptions, AnyPoolOptions},
    migrate::Migrator,
};

use crate::error::{Error, Result};

pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// Takes the write lock at once: a reader that turns writer later would be refused when another wrote in between.
pub const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// Every commit reaches the disk before it is acknowledged; readers and the writer do not block one another.
const SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                        PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -10000;";

/// Settings for a file that cannot be written: the journal's mode is left as it is.
const READ_ONLY_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA query_only = ON;";

pub async fn connect(url: &str) -> Result<AnyPool> {
    let read_only = url.contains("mode=ro");
    let url = if url.contains("mode=") {
        url.to_owned()
    } else {
        format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' })
    };
    create_folder(&url)?;
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .acquire_timeout(Duration::from_secs(10))
        // A file does not hang up: asking each connection first whether it still answers would cost every request.
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                connection.execute(if read_only { READ_ONLY_SETTINGS } else { SETTINGS }).await?;
                Ok(())
            })
        })
        .connect_with(AnyConnectOptions::from_str(&url)?)
        .await?;
    Ok(pool)
}

/// Whether a result code is BUSY, LOCKED, READONLY or FULL, in their extended forms too.
pub fn refuses_writes(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 13))
}

fn create_folder(url: &str) -> Result<()> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = std::path::Path::new(path.split('?').next().unwrap_or(path));
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder)
            .map_err(|error| Error::fault(format!("cannot create {}: {error}", folder.display()))),
        _ => Ok(()),
    }
}
