//! Doing once what was sent twice. The first request claims its key in the transaction that does the work; a second one
//! waits for that transaction at the unique key, then finds the first one's answer.
//!
//! ```text
//! let mut tx = app.store.begin().await?;
//! let once = Once { account: &me.id, endpoint: Apply::NAME, key: &call.body.key, now };
//! let claim = match once.claim(&mut tx, &(&call.path.job, &call.body)).await? {
//!     Claimed::Repeat(reply) => return Ok(reply),
//!     Claimed::First(claim) => claim,
//! };
//! let reply = …; // the work, in `tx`
//! claim.settle(&mut tx, &reply, reply.id.as_str()).await?;
//! tx.commit().await?;
//! ```

use passerelle_api::{
    Reason,
    id::{AccountId, IdempotencyKey},
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{Sql, json, to_json};
use crate::{
    error::{Error, Result},
    session::hex,
};

/// How long an answer is remembered.
const LIFETIME_MS: i64 = 24 * 60 * 60 * 1000;

/// The name of one deed.
#[derive(Debug, Clone, Copy)]
pub struct Once<'a> {
    pub account: &'a AccountId,
    pub endpoint: &'static str,
    pub key: &'a IdempotencyKey,
    pub now: i64,
}

/// Whether the deed is still to be done.
#[derive(Debug)]
pub enum Claimed<'a, T> {
    First(Claim<'a>),
    /// What the first one was answered.
    Repeat(T),
}

/// The right to do the deed, to be settled with its answer.
#[derive(Debug)]
#[must_use = "a claim that is not settled answers repeats with nothing"]
pub struct Claim<'a>(Once<'a>);

impl<'a> Once<'a> {
    /// Claims the key for a body, which should include the parts of the path that matter, and the organisation for which a member
    /// does it: whoever changed to another one must not be answered what was done for the first. The same key with another body
    /// is a conflict.
    pub async fn claim<T: DeserializeOwned>(
        self,
        db: &mut AnyConnection,
        body: &impl Serialize,
    ) -> Result<Claimed<'a, T>> {
        check_key(self.key)?;
        let body_hash = hex(&Sha256::digest(to_json(body)?.as_bytes()));
        sqlx::query("DELETE FROM idempotency WHERE created_at <= $1")
            .bind(self.now - LIFETIME_MS)
            .execute(&mut *db)
            .await?;
        let inserted = sqlx::query(
            "INSERT INTO idempotency (account, endpoint, key, body_hash, status, reply, created_at) \
             VALUES ($1, $2, $3, $4, 0, '', $5) ON CONFLICT DO NOTHING",
        )
        .bind(self.account.as_str())
        .bind(self.endpoint)
        .bind(self.key.as_str())
        .bind(&body_hash)
        .bind(self.now)
        .execute(&mut *db)
        .await?
        .rows_affected();
        if inserted == 1 {
            return Ok(Claimed::First(Claim(self)));
        }
        let (first_hash, reply): (String, String) = sqlx::query_as(
            "SELECT body_hash, reply FROM idempotency WHERE account = $1 AND endpoint = $2 AND key = $3",
        )
        .bind(self.account.as_str())
        .bind(self.endpoint)
        .bind(self.key.as_str())
        .fetch_one(db)
        .await?;
        if first_hash != body_hash {
            return Err(Error::Conflict("the key was used for something else"));
        }
        Ok(Claimed::Repeat(json(&reply)?))
    }
}

impl Claim<'_> {
    /// Keeps the answer for those who repeat, with the id of what the deed made.
    pub async fn settle(self, db: &mut AnyConnection, reply: &impl Serialize, made: &str) -> Result<()> {
        let Once { account, endpoint, key, .. } = self.0;
        sqlx::query(
            "UPDATE idempotency SET status = 200, reply = $1, made = $2 WHERE account = $3 AND endpoint = $4 AND key = $5",
        )
        .bind(to_json(reply)?)
        .bind(made)
        .bind(account.as_str())
        .bind(endpoint)
        .bind(key.as_str())
        .execute(db)
        .await?;
        Ok(())
    }
}

/// Forgets what was answered to whoever made something that is taken back, so that its key is free again.
pub async fn forget(db: &mut AnyConnection, account: &AccountId, made: &str) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM idempotency WHERE account = ");
    sql.bind(account.as_str()).push(" AND made = ").bind(made);
    sql.run(db).await.map(drop)
}

/// A key is 8 to 64 letters, digits or hyphens.
pub fn check_key(key: &IdempotencyKey) -> Result<()> {
    let text = key.as_str();
    if (8..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        Ok(())
    } else {
        Err(Error::field("key", Reason::NotAllowed))
    }
}
