//! The REST contract between the app and the server.
//!
//! Every endpoint is spelled once, as a type that implements [`Endpoint`]: method, path, query, body and reply. The server
//! routes by it and derives its OpenAPI document from it; the browser builds its requests from it. Nothing here knows a
//! database, a web framework or a view.
//!
//! Units: times are RFC 3339 in UTC, durations are in the unit their field's name ends with, distances are kilometres,
//! money is in whole units of its currency, before tax.

mod wire;

pub mod account;
pub mod application;
pub mod apprenticeship;
pub mod audit;
pub mod captions;
pub mod catalogue;
pub mod certificate;
pub mod coaching;
pub mod company;
pub mod course;
pub mod endpoint;
pub mod hiring;
pub mod id;
pub mod interview;
pub mod invitation;
pub mod job;
pub mod json;
pub mod list;
pub mod matching;
pub mod need;
pub mod note;
pub mod occupation;
pub mod organisation;
pub mod outcome;
pub mod outside;
pub mod pipeline;
pub mod placement;
pub mod portfolio;
pub mod posting;
pub mod preferences;
pub mod privacy;
pub mod problem;
pub mod quiz;
pub mod reference;
pub mod report;
pub mod saved_search;
pub mod shared;
pub mod talent;
pub mod talent_search;
pub mod training;
pub mod transcript;

pub use chrono::{DateTime, Days, NaiveDate, Utc};
pub use endpoint::{Access, Endpoint, Method, NoBody, NoQuery, NoReply};
pub use json::{FromJson, Json};
pub use list::List;
pub use problem::{Code, FieldError, Problem, Reason};
