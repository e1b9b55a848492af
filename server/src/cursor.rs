//! Opaque marks that say where a list goes on.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::{Error, Result},
    extract::parse_json,
};

/// The mark behind the last row of a page: the values it was ordered by.
pub fn encode<T: Serialize>(keys: &T) -> Result<String> {
    let json = serde_json::to_vec(keys).map_err(|error| Error::fault(format!("cursor: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

/// The values in a mark that [`encode`] made. It comes from a stranger as any JSON does, and may hold no more than that.
pub fn decode<T: DeserializeOwned>(cursor: &str) -> Result<T> {
    let malformed = || Error::Malformed("cursor: not a cursor of this list".into());
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| malformed())?;
    parse_json(&json).map_err(|_| malformed())
}

/// Cuts a page to its size; `rows` holds one row more where there is a next page.
pub fn page<T, K: Serialize>(rows: &mut Vec<T>, size: usize, key: impl Fn(&T) -> K) -> Result<Option<String>> {
    if rows.len() <= size {
        return Ok(None);
    }
    rows.truncate(size);
    rows.last().map(|last| encode(&key(last))).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_ends_in_the_mark_of_its_last_row() {
        let mut rows = vec![1, 2, 3];
        let next = page(&mut rows, 2, |row| (*row, "x")).unwrap().unwrap();
        assert_eq!(rows, [1, 2]);
        assert_eq!(decode::<(i32, String)>(&next).unwrap(), (2, "x".into()));
        assert_eq!(page(&mut rows, 2, |row| *row).unwrap(), None);
    }

    #[test]
    fn a_made_up_mark_is_malformed() {
        for cursor in ["", "%", "AAAA", "W10"] {
            assert!(matches!(decode::<(i32, String)>(cursor), Err(Error::Malformed(_))), "{cursor}");
        }
        let unkept = encode(&(2, "a\u{0}")).unwrap();
        assert!(matches!(decode::<(i32, String)>(&unkept), Err(Error::Malformed(_))), "PostgreSQL keeps no U+0000");
    }
}
