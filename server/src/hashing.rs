//! Passwords at rest: argon2id with OWASP's parameters, two at once at most.

use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};

use crate::{
    error::{Error, Result},
    state::App,
};

/// 19 MiB, two passes, one lane.
fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| Error::fault(format!("argon2: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a password under a salt of its own.
pub async fn hash(app: &App, password: String) -> Result<String> {
    let salt = app.random.bytes::<16>()?;
    aside(app, move || {
        let hash = argon()?.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash: PasswordHash| hash.to_string()).map_err(|error| Error::fault(format!("argon2: {error}")))
    })
    .await
}

/// Whether a password gives that hash. Without a hash, or with what is none because nobody may sign in, the same work is
/// done for nothing, so that the time does not tell which e-mails have an account.
pub async fn verify(app: &App, password: String, hash: Option<String>) -> Result<bool> {
    aside(app, move || {
        let argon = argon()?;
        let Some(hash) = hash.and_then(|hash| PasswordHash::new(&hash).ok()) else {
            let wasted: Result<PasswordHash, _> = argon.hash_password_with_salt(password.as_bytes(), &[0; 16]);
            return wasted.map(|_| false).map_err(|error| Error::fault(format!("argon2: {error}")));
        };
        Ok(argon.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

/// Runs slow work beside the threads that answer requests.
async fn aside<T: Send + 'static>(app: &App, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let turn = Arc::clone(&app.hashing).acquire_owned().await.map_err(|_| Error::fault("hashing is closed"))?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(|error| Error::fault(format!("hashing: {error}")))?
}
