//! What recruiters say in interviews, written down by those who teach.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{EmployerSlug, InterviewId, SkillCode},
    reference::{InLanguage, Skill},
    wire::{request, wire},
};

request! {
    /// Which page of the interviews.
    pub struct InterviewsQuery {
        pub cursor: Option<String>,
        pub lang: Option<Language>,
    }

    /// An interview with a recruiter.
    pub struct InterviewChange {
        /// The name of the organisation. One of the board is known by it.
        pub organisation: String,
        pub held_on: Option<NaiveDate>,
        /// The skills that the recruiter named.
        pub skills: Vec<SkillCode>,
        /// Short notes, without the names of people.
        pub notes: String,
    }
}

/// Bounds that the form and the server both hold to, in characters or items.
pub mod limits {
    pub const ORGANISATION: u64 = 120;
    pub const SKILLS: u64 = 20;
    pub const NOTES: u64 = 2_000;
    /// Interviews that one account keeps.
    pub const INTERVIEWS: u64 = 500;
    /// Days back that an interview may have been.
    pub const DAYS: i64 = 3 * 366;
}

wire! {
    /// An interview as it is kept.
    pub struct Interview {
        pub id: InterviewId,
        pub organisation: String,
        /// The organisation of the board that has this name, where one alone has it.
        pub employer: Option<EmployerSlug>,
        pub held_on: NaiveDate,
        pub skills: Vec<Skill>,
        pub notes: String,
        /// Who wrote it down; nobody where that account is gone.
        pub author: Option<String>,
        /// Whether whoever asks may change it.
        pub changeable: bool,
        pub changed_at: DateTime<Utc>,
    }

    /// A page of the interviews.
    pub struct Interviews {
        pub items: Vec<Interview>,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Lists the interviews with recruiters, the latest first. What was written or changed since the first page was read comes at the end.
    Get "/api/teach/interviews" ListInterviews {} (InterviewsQuery, NoBody) -> Interviews, Teacher;
    /// Keeps an interview under an id that its sender chose, or changes the one of that id, which its author and staff may.
    Put "/api/teach/interviews/{interview}" SaveInterview { interview: InterviewId } (InLanguage, InterviewChange) -> Interview, Teacher;
    /// Deletes an interview, which its author and staff may.
    Delete "/api/teach/interviews/{interview}" DeleteInterview { interview: InterviewId } (NoQuery, NoBody) -> NoReply, Teacher;
}
