//! What recruiters say in interviews, written down by those who teach.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoReply, endpoints},
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

    /// An interview that is to be deleted, as it was found.
    pub struct InterviewSeen {
        /// When it was changed last, as it was read. Where it was changed since, it is not deleted. Left out, it is deleted however it
        /// stands.
        pub changed_at: Option<DateTime<Utc>>,
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
        /// What it said when it was read, which this goes on from. Where it says something else by now, or was deleted, the change is
        /// refused. Left out, whatever it says is written over.
        pub was: Option<InterviewFound>,
    }

    /// What was found written down of an interview.
    pub struct InterviewFound {
        pub organisation: String,
        pub held_on: Option<NaiveDate>,
        pub skills: Vec<SkillCode>,
        pub notes: String,
    }
}

impl InterviewFound {
    /// The change after which an interview says this. `was`: what it said when it was read.
    pub fn change(self, was: Option<Self>) -> InterviewChange {
        let Self { organisation, held_on, skills, notes } = self;
        InterviewChange { organisation, held_on, skills, notes, was }
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

impl Interview {
    /// What it says, as a change says that it goes on from it.
    pub fn found(&self) -> InterviewFound {
        InterviewFound {
            organisation: self.organisation.clone(),
            held_on: Some(self.held_on),
            skills: self.skills.iter().map(|skill| skill.code.clone()).collect(),
            notes: self.notes.clone(),
        }
    }
}

endpoints! {
    /// Lists the interviews with recruiters, the latest first. What was written or changed since the first page was read comes at the end.
    Get "/api/teach/interviews" ListInterviews {} (InterviewsQuery, NoBody) -> Interviews, Teacher;
    /// Shows one interview.
    Get "/api/teach/interviews/{interview}" ShowInterview { interview: InterviewId } (InLanguage, NoBody) -> Interview, Teacher;
    /// Keeps an interview under an id that its sender chose, or changes the one of that id, which its author and staff may.
    Put "/api/teach/interviews/{interview}" SaveInterview { interview: InterviewId } (InLanguage, InterviewChange) -> Interview, Teacher;
    /// Deletes an interview, which its author and staff may. One that was changed since it was read is kept.
    Delete "/api/teach/interviews/{interview}" DeleteInterview { interview: InterviewId } (InterviewSeen, NoBody) -> NoReply, Teacher;
}
