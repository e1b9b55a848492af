//! What an endpoint is, and the macro that spells one.

use serde::{Serialize, de::DeserializeOwned};

use crate::{json::FromJson, wire::words};

words! {
    /// The HTTP methods in use.
    pub enum Method {
        Get = "GET",
        Post = "POST",
        Put = "PUT",
        Patch = "PATCH",
        Delete = "DELETE",
    }
}

/// Who may call at all. Which *object* they may touch is decided again by the handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// Anybody with an account.
    Account,
    /// Members of an organisation that hires.
    Employer,
    /// Members who may write and answer for their organisation: its recruiters and owners.
    Recruiter,
    /// Those who decide who else is a member.
    Owner,
    /// Members of an organisation that the people who work here let in: only these read what people sent to it.
    Searcher,
    /// Recruiters and owners of such an organisation.
    Poster,
    /// People who teach: mentors, and those who work here.
    Teacher,
    /// Mentors alone.
    Mentor,
    /// People who work here.
    Staff,
}

/// One endpoint of the API. The value holds the parts of its path.
pub trait Endpoint {
    const NAME: &'static str;
    const SUMMARY: &'static str;
    const METHOD: Method;
    /// The path with its `{parts}`, as axum and OpenAPI both read it.
    const PATH: &'static str;
    const ACCESS: Access;
    type Query: Serialize + DeserializeOwned;
    type Body: Serialize + DeserializeOwned;
    type Reply: Serialize + DeserializeOwned + FromJson;

    /// The path with its parts filled in and escaped.
    fn path(&self) -> String;

    /// The path with a query behind it, which is left out when empty.
    fn url(&self, query: &Self::Query) -> String {
        let path = self.path();
        let query = to_query(query);
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

/// A query as it stands in an address, without the question mark. Queries of the contract are flat, so each has such a form.
pub fn to_query<T: Serialize>(query: &T) -> String {
    serde_urlencoded::to_string(query).unwrap_or_default()
}

/// Reads a query back; `None` when it is not of the contract.
pub fn from_query<T: DeserializeOwned>(query: &str) -> Option<T> {
    serde_urlencoded::from_str(query).ok()
}

/// An endpoint without a query.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoQuery {}

/// An endpoint without a body. Serde reads it from nothing at all.
pub type NoBody = ();

/// An endpoint that answers 204.
pub type NoReply = ();

/// Escapes one part of a path, so that an id with a slash cannot reach another address.
pub fn escape(part: &str) -> String {
    let mut escaped = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(char::from(byte)),
            _ => {
                escaped.push('%');
                for digit in [byte >> 4, byte & 15] {
                    escaped.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
    escaped
}

/// Spells an endpoint: `GET "/api/courses/{course}" ShowCourse { course: CourseSlug } (Query, Body) -> Reply, Public;`
macro_rules! endpoints {
    ($($(#[doc = $doc:literal])+ $method:ident $path:literal $name:ident { $($part:ident : $kind:ty),* } ($query:ty, $body:ty) -> $reply:ty, $access:ident;)*) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "schema", derive(serde::Deserialize))]
        pub struct $name { $(pub $part: $kind,)* }

        impl $crate::Endpoint for $name {
            const NAME: &'static str = stringify!($name);
            const SUMMARY: &'static str = concat!($($doc),+);
            const METHOD: $crate::Method = $crate::Method::$method;
            const PATH: &'static str = $path;
            const ACCESS: $crate::Access = $crate::Access::$access;
            type Query = $query;
            type Body = $body;
            type Reply = $reply;

            fn path(&self) -> String {
                format!($path $(, $part = $crate::endpoint::escape(self.$part.as_str()))*)
            }
        }
    )*};
}

pub(crate) use endpoints;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        catalogue::{CourseQuery, ListCourses},
        course::ShowCourse,
    };

    #[test]
    fn a_part_cannot_leave_its_place_in_the_path() {
        let endpoint = ShowCourse { course: "../session?x=é".into() };
        assert_eq!(endpoint.path(), "/api/courses/..%2Fsession%3Fx%3D%C3%A9");
    }

    #[test]
    fn an_empty_query_leaves_no_question_mark() {
        assert_eq!(ListCourses {}.url(&CourseQuery::default()), "/api/courses");
        let query = CourseQuery { q: Some("premiers pas".into()), ..CourseQuery::default() };
        assert_eq!(ListCourses {}.url(&query), "/api/courses?q=premiers+pas");
    }
}
