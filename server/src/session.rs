//! The session cookie and the token in it.

use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::{clock::OsRandom, error::Result};

/// `__Host-` makes browsers insist on Secure, on the path `/` and on no other domain.
pub const COOKIE: &str = "__Host-session";

/// A session ends 30 days after it was last used.
pub const LIFETIME_MS: i64 = 30 * DAY_MS;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A token of 256 random bits.
pub fn new_token(random: &OsRandom) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(random.bytes::<32>()?))
}

/// What the database keeps of a token.
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// The cookie that holds a token.
pub fn cookie(token: &str) -> String {
    format!("{COOKIE}={token}; Max-Age={}; Path=/; Secure; HttpOnly; SameSite=Lax", LIFETIME_MS / 1000)
}

/// The cookie that makes the browser forget.
pub fn no_cookie() -> String {
    format!("{COOKIE}=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax")
}

/// The token that a request carries.
pub fn token_in(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token.to_owned())
}

/// Whether a session is worth renewing: once a day, so that reading does not write each time.
pub fn is_due(touched_at: i64, now: i64) -> bool {
    now - touched_at >= DAY_MS
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
