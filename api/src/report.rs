//! Saying that something cannot be used with a disability, and what became of it.

use chrono::{DateTime, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{ChapterSlug, CourseSlug, IdempotencyKey, ReportId},
    wire::{request, wire, words},
};

/// Bounds that the form and the server both hold to, in characters.
pub mod limits {
    pub const TEXT: u64 = 2_000;
    pub const CONTACT: u64 = 254;
    pub const PAGE: u64 = 300;
}

words! {
    /// Where a report stands.
    pub enum ReportState {
        New = "new",
        Seen = "seen",
        Solved = "solved",
    }
}

request! {
    /// A problem, told by anybody. Nothing is kept of who sent it but what they write in `contact`.
    pub struct NewReport {
        /// What does not work.
        pub text: String,
        /// The path of the page, without its query.
        pub page: String,
        pub course: Option<CourseSlug>,
        pub chapter: Option<ChapterSlug>,
        /// Where the video stood, in whole seconds.
        pub second: Option<u32>,
        /// How to reach the person, where they want an answer. It is forgotten when the report is solved.
        pub contact: String,
        pub key: IdempotencyKey,
    }

    /// Which reports to list; all of them when left out.
    pub struct ReportQuery {
        pub state: Option<ReportState>,
        pub cursor: Option<String>,
    }

    /// Where a report stands from now on.
    pub struct ReportChange {
        pub state: Option<ReportState>,
    }
}

wire! {
    /// A report as those who work here see it.
    pub struct Report {
        pub id: ReportId,
        pub text: String,
        pub page: String,
        pub course: Option<CourseSlug>,
        pub chapter: Option<ChapterSlug>,
        pub second: Option<u32>,
        pub contact: Option<String>,
        pub state: ReportState,
        pub sent_at: DateTime<Utc>,
    }

    /// A page of reports, newest first.
    pub struct ReportList {
        pub items: Vec<Report>,
        pub total: u64,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Reports an accessibility problem. Sending it again with the same key keeps one.
    Post "/api/reports" SendReport {} (NoQuery, NewReport) -> NoReply, Public;
    /// Lists the accessibility problems that were reported, newest first.
    Get "/api/staff/reports" ListReports {} (ReportQuery, NoBody) -> ReportList, Staff;
    /// Says where a report stands. A solved one forgets how to reach the person.
    Put "/api/staff/reports/{report}" ChangeReport { report: ReportId } (NoQuery, ReportChange) -> Report, Staff;
}
