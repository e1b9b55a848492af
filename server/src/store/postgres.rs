//! What is different about PostgreSQL.

use std::{str::FromStr, time::Duration};

use sqlx::{
    AnyPool,
    any::{AnyConnectOptions, AnyPoolOptions},
    migrate::Migrator,
};

use crate::error::Result;

pub static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// Concurrent writers meet at unique constraints, so the default isolation is enough.
pub const BEGIN_WRITE: &str = "BEGIN";

pub async fn connect(url: &str) -> Result<AnyPool> {
    let pool = AnyPoolOptions::new()
        .max_connections(16)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(AnyConnectOptions::from_str(url)?)
        .await?;
    Ok(pool)
}

/// Whether an SQLSTATE says read-only, disk full, out of resources, or that another transaction was in the way.
pub fn refuses_writes(code: &str) -> bool {
    matches!(code, "25006" | "53100" | "53200" | "53300" | "53400" | "55P03" | "40001" | "40P01" | "57P03")
}
