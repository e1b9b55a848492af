//! Time and randomness as parameters, so that a test can set the one and replay the other.

use std::{fmt, sync::Arc};

use chrono::{DateTime, NaiveTime, Utc};
use passerelle_rules::profile::confirmed_since;

use crate::error::Error;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The machine's own time.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine for the time")]
    pub fn system() -> Self {
        Self::new(Utc::now)
    }

    /// A clock that answers what `tell` answers.
    pub fn new(tell: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time now.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }

    /// The time now in milliseconds since 1970, as the database keeps it.
    pub fn now_ms(&self) -> i64 {
        self.now().timestamp_millis()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// Profiles that were confirmed before this time are not found any more.
pub fn seen_since_ms(clock: &Clock) -> i64 {
    seen_since(clock.now())
}

/// The same of a moment.
pub fn seen_since(now: DateTime<Utc>) -> i64 {
    confirmed_since(now.date_naive()).and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

/// A time as the database keeps it, back as a time.
pub fn from_ms(ms: i64) -> Result<DateTime<Utc>, Error> {
    DateTime::from_timestamp_millis(ms).ok_or_else(|| Error::fault(format!("time {ms} is out of range")))
}

/// Digits and letters that cannot be taken for one another when read aloud or copied by hand (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

type Fill = dyn Fn(&mut [u8]) -> Result<(), getrandom::Error> + Send + Sync;

/// Fills bytes that nobody can guess.
#[derive(Clone)]
pub struct OsRandom(Arc<Fill>);

impl OsRandom {
    /// The operating system's randomness.
    pub fn system() -> Self {
        Self::new(getrandom::fill)
    }

    /// Randomness that `fill` gives.
    pub fn new(fill: impl Fn(&mut [u8]) -> Result<(), getrandom::Error> + Send + Sync + 'static) -> Self {
        Self(Arc::new(fill))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        (self.0)(&mut bytes).map_err(|error| Error::fault(format!("no randomness: {error}")))?;
        Ok(bytes)
    }

    /// An identifier of 130 random bits, in lower case, fit for an address.
    pub fn id(&self) -> Result<String, Error> {
        Ok(self.base32::<26>()?.to_ascii_lowercase())
    }

    /// `N` random characters of the unambiguous alphabet.
    pub fn base32<const N: usize>(&self) -> Result<String, Error> {
        Ok(self.bytes::<N>()?.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
    }
}

impl fmt::Debug for OsRandom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OsRandom")
    }
}
