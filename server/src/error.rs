//! What can go wrong, and the one place where it becomes a [`Problem`] for the caller.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use passerelle_api::{Code, FieldError, Problem, Reason};

use crate::store;

/// Shorthand for what handlers and the store answer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure on the way to an answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("malformed: {0}")]
    Malformed(String),
    #[error("{} fields break a rule", .0.len())]
    Invalid(Vec<FieldError>),
    #[error("nobody is signed in")]
    SignInNeeded,
    #[error("e-mail and password do not belong together")]
    WrongCredentials,
    #[error("this account may not do that")]
    Forbidden,
    #[error("a page of another site sent the request")]
    CrossSite,
    #[error("no such thing")]
    NotFound,
    #[error("the address does not know the method")]
    MethodNotAllowed,
    #[error("conflict: {0}")]
    Conflict(&'static str),
    #[error("the body is larger than {0} bytes")]
    TooLarge(u64),
    #[error("the address takes {0}")]
    UnsupportedMedia(&'static str),
    #[error("too many tries")]
    TooMany { retry_after_seconds: u64 },
    #[error("the folder of files is full or read-only")]
    StorageFull,
    #[error("the request took too long")]
    Timeout,
    #[error("the search index is being made")]
    NotReady,
    #[error("search engine: {0}")]
    Away(String),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("fault: {0}")]
    Fault(String),
}

impl Error {
    /// A fault of the server's own. The words go to the log, never to the caller.
    pub fn fault(what: impl Into<String>) -> Self {
        Self::Fault(what.into())
    }

    /// One refused field.
    pub fn field(field: impl Into<String>, reason: Reason) -> Self {
        Self::Invalid(vec![FieldError::new(field, reason)])
    }

    /// Whether the database refused because such a row exists.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// The problem as the caller reads it.
    pub fn problem(self) -> Problem {
        let (status, code, title) = self.kind();
        let mut problem = Problem {
            kind: format!("/problems/{}", code.as_str()),
            title: title.to_owned(),
            status: status.as_u16(),
            code,
            detail: None,
            errors: Vec::new(),
            retry_after_seconds: None,
        };
        match self {
            Self::Malformed(detail) => problem.detail = Some(detail),
            Self::Invalid(errors) => problem.errors = errors,
            Self::Conflict(detail) => problem.detail = Some(detail.to_owned()),
            Self::TooLarge(limit) => problem.detail = Some(format!("at most {limit} bytes")),
            Self::UnsupportedMedia(wanted) => problem.detail = Some(format!("send {wanted}")),
            Self::NotReady | Self::Away(_) => problem.retry_after_seconds = Some(5),
            Self::TooMany { retry_after_seconds } => problem.retry_after_seconds = Some(retry_after_seconds),
            _ => {}
        }
        problem
    }

    fn kind(&self) -> (StatusCode, Code, &'static str) {
        match self {
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, Code::Malformed, "The request is malformed"),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, Code::Invalid, "Some fields break a rule"),
            Self::SignInNeeded => (StatusCode::UNAUTHORIZED, Code::SignInNeeded, "Sign in first"),
            Self::WrongCredentials => {
                (StatusCode::UNAUTHORIZED, Code::WrongCredentials, "E-mail and password do not belong together")
            }
            Self::Forbidden => (StatusCode::FORBIDDEN, Code::Forbidden, "This account may not do that"),
            Self::CrossSite => (StatusCode::FORBIDDEN, Code::CrossSite, "Requests from other sites are refused"),
            Self::NotFound => (StatusCode::NOT_FOUND, Code::NotFound, "There is no such thing"),
            Self::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed, "The address does not know this method")
            }
            Self::Conflict(_) => (StatusCode::CONFLICT, Code::Conflict, "It changed meanwhile"),
            Self::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge, "The body is too large"),
            Self::UnsupportedMedia(_) => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMedia, "The media type is not taken here")
            }
            Self::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, Code::TooMany, "Too many tries"),
            Self::Database(error) if store::refuses_writes(error) => {
                (StatusCode::SERVICE_UNAVAILABLE, Code::ReadOnly, "Nothing can be changed now")
            }
            Self::StorageFull => (StatusCode::SERVICE_UNAVAILABLE, Code::ReadOnly, "Nothing can be stored now"),
            Self::Timeout => (StatusCode::SERVICE_UNAVAILABLE, Code::Internal, "The request took too long"),
            Self::NotReady => (StatusCode::SERVICE_UNAVAILABLE, Code::Internal, "The search is being prepared"),
            Self::Away(_) => (StatusCode::SERVICE_UNAVAILABLE, Code::Internal, "The search does not answer now"),
            Self::Database(_) | Self::Fault(_) => {
                (StatusCode::INTERNAL_SERVER_ERROR, Code::Internal, "The server failed")
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Database(_) | Self::Fault(_) => tracing::error!(error = %self, "request failed"),
            Self::Timeout => tracing::warn!("request took too long"),
            _ => {}
        }
        problem_response(&self.problem())
    }
}

/// A problem as `application/problem+json`.
pub fn problem_response(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
