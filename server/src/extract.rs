//! Reading what a stranger sent: a JSON body, a query. Whatever is wrong is said with its place.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use serde::de::DeserializeOwned;

use crate::{
    error::{Error, Result},
    uploads::body_failure,
};

/// Bytes of a JSON body.
pub const BODY_LIMIT: usize = 64 * 1024;

/// A JSON body of exactly this shape.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        if !is_json(request.headers()) {
            return Err(Error::UnsupportedMedia("application/json"));
        }
        let bytes =
            to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|error| body_failure(&error, BODY_LIMIT as u64))?;
        parse_json(&bytes).map(Self)
    }
}

/// A query of exactly this shape.
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parse_query(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// Parses JSON, refusing what is left over behind it and text that holds NUL, which PostgreSQL cannot keep.
pub fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if holds_escaped_nul(bytes) {
        return Err(Error::Malformed("text must not hold the character U+0000".into()));
    }
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut parser).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { String::new() } else { format!("{path}: ") };
        Error::Malformed(format!("{place}{}", error.inner()))
    })?;
    parser.end().map_err(|error| Error::Malformed(error.to_string()))?;
    Ok(value)
}

/// Parses a query.
pub fn parse_query<T: DeserializeOwned>(query: &str) -> Result<T> {
    if query.contains("%00") {
        return Err(Error::Malformed("text must not hold the character U+0000".into()));
    }
    let parser = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(parser).map_err(|error| {
        let path = error.path().to_string();
        let place = if path == "." { String::new() } else { format!("{path}: ") };
        Error::Malformed(format!("{place}{}", error.inner()))
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// Whether a `\u0000` stands in the JSON, as opposed to a backslash followed by `u0000`.
fn holds_escaped_nul(bytes: &[u8]) -> bool {
    bytes.windows(6).enumerate().any(|(at, window)| {
        window == b"\\u0000" && bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_api::{account::Credentials, job::JobQuery};

    fn detail<T: std::fmt::Debug>(result: Result<T>) -> String {
        match result {
            Err(Error::Malformed(detail)) => detail,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn says_where_a_body_is_wrong() {
        assert!(detail(parse_json::<Credentials>(br#"{"email": 1, "password": "x"}"#)).starts_with("email: "));
        assert!(detail(parse_json::<Credentials>(br#"{"email": "a", "pass": "x"}"#)).contains("unknown field `pass`"));
        assert!(detail(parse_json::<Credentials>(br#"{"email": "a", "password": "x"} true"#)).contains("trailing"));
        assert!(detail(parse_json::<Credentials>(b"{")).contains("line 1"));
    }

    #[test]
    fn nul_is_refused_and_its_spelling_is_not() {
        assert!(detail(parse_json::<Credentials>(br#"{"email": "a\u0000", "password": "x"}"#)).contains("U+0000"));
        assert!(parse_json::<Credentials>(br#"{"email": "a\\u0000", "password": "x"}"#).is_ok());
        assert!(detail(parse_query::<JobQuery>("q=%00")).contains("U+0000"));
    }

    #[test]
    fn says_which_parameter_is_wrong() {
        assert!(detail(parse_query::<JobQuery>("radius=far")).starts_with("radius: "));
        assert!(detail(parse_query::<JobQuery>("colour=red")).contains("unknown field `colour`"));
        assert_eq!(parse_query::<JobQuery>("radius=12").unwrap().radius, Some(12));
    }
}
