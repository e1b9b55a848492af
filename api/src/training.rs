//! Courses that an organisation asks for, made for its own people or for those it wants to hire.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::{EmployerRef, Language},
    endpoint::{NoBody, endpoints},
    id::{IdempotencyKey, SkillCode, TrainingId},
    reference::{InLanguage, Skill},
    wire::{request, wire, words},
};

words! {
    /// Where a request for a course stands.
    pub enum TrainingStatus {
        Sent = "sent",
        Talks = "in-talks",
        Planned = "planned",
        Declined = "declined",
        Done = "done",
        /// The organisation took it back.
        Withdrawn = "withdrawn",
    }
}

request! {
    /// A course that an organisation asks for.
    pub struct NewTraining {
        pub skills: Vec<SkillCode>,
        /// People to teach, or to hire.
        pub people: u32,
        /// Where, as `regions` of places name it; needed unless it is remote.
        pub region: Option<String>,
        pub remote: bool,
        /// When it should begin; as soon as possible where it is left out.
        pub start_on: Option<NaiveDate>,
        /// What it is for.
        pub purpose: String,
        /// Whether people to hire are to be found as well.
        pub candidates: bool,
        /// Makes one request of however many sendings.
        pub key: IdempotencyKey,
    }

    /// Which page of what organisations ask for.
    pub struct StaffTrainingQuery {
        /// One request alone.
        pub training: Option<TrainingId>,
        pub cursor: Option<String>,
        pub lang: Option<Language>,
    }

    /// What the people who work here say of a request.
    pub struct TrainingAnswer {
        pub status: Option<TrainingStatus>,
        /// What the organisation reads with it; needed with `declined`.
        pub words: String,
        /// Where it stood for whoever answers, so that nobody answers what was taken back or answered meanwhile.
        pub from: Option<TrainingStatus>,
    }
}

/// Bounds that the form and the server both hold to, in characters or items.
pub mod limits {
    pub const SKILLS: u64 = 10;
    pub const PEOPLE: u32 = 500;
    pub const PURPOSE_MIN: u64 = 20;
    pub const PURPOSE: u64 = 2_000;
    pub const REGION: u64 = 100;
    pub const WORDS: u64 = 2_000;
    /// Requests of one organisation that are not closed.
    pub const OPEN: u64 = 20;
    /// All requests of one organisation.
    pub const ALL: u64 = 500;
    /// Days ahead that a course may begin.
    pub const DAYS: i64 = 3 * 366;
}

wire! {
    /// A request for a course.
    pub struct TrainingRequest {
        pub id: TrainingId,
        pub skills: Vec<Skill>,
        pub people: u32,
        pub region: Option<String>,
        pub remote: bool,
        pub start_on: Option<NaiveDate>,
        pub purpose: String,
        pub candidates: bool,
        pub status: TrainingStatus,
        /// What the people who work here said last.
        pub words: Option<String>,
        pub sent_at: DateTime<Utc>,
        pub changed_at: DateTime<Utc>,
    }

    /// A request with whose it is, for those who work here.
    pub struct StaffTraining {
        pub employer: EmployerRef,
        /// The address of the member who asked; nobody where that account is gone.
        pub asked_by: Option<String>,
        pub request: TrainingRequest,
    }

    /// A page of what organisations ask for.
    pub struct StaffTrainings {
        pub items: Vec<StaffTraining>,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Lists the courses that one's own organisation asked for, the newest first.
    Get "/api/employer/training" ListTraining {} (InLanguage, NoBody) -> Vec<TrainingRequest>, Searcher;
    /// Asks for a course.
    Post "/api/employer/training" AskForTraining {} (InLanguage, NewTraining) -> TrainingRequest, Poster;
    /// Takes a request of one's own organisation back.
    Post "/api/employer/training/{training}/withdrawal" WithdrawTraining { training: TrainingId } (InLanguage, NoBody) -> TrainingRequest, Poster;
    /// Lists what organisations ask for: what is open first, and of that what waits the longest; then what is closed, the last first.
    Get "/api/staff/training" ListAllTraining {} (StaffTrainingQuery, NoBody) -> StaffTrainings, Staff;
    /// Says where a request stands, with words to the organisation.
    Put "/api/staff/training/{training}/answer" AnswerTraining { training: TrainingId } (InLanguage, TrainingAnswer) -> StaffTraining, Staff;
}
