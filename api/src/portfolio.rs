//! What somebody made: projects, each with how it was defended where it was. All of it is what the person says.

use chrono::NaiveDate;

use crate::{
    id::SkillCode,
    reference::Skill,
    wire::{request, wire},
};

request! {
    /// A project as its owner writes and reads it.
    pub struct OwnProject {
        pub title: String,
        /// What it is.
        pub text: String,
        /// What its owner did in it; empty where nothing was said.
        #[serde(default)]
        pub own: String,
        /// Skills that it shows.
        #[serde(default)]
        pub skills: Vec<SkillCode>,
        pub year: Option<u32>,
        /// Where it is to be seen, with `https`.
        pub link: Option<String>,
        pub defence: Option<OwnDefence>,
    }

    /// How a project was defended, as its owner writes and reads it.
    pub struct OwnDefence {
        pub day: NaiveDate,
        /// The jury, the mentors or the organisation that heard it.
        pub heard_by: String,
        /// Whether it was passed. False: not said.
        #[serde(default)]
        pub passed: bool,
        /// Where a recording of it is, with `https`.
        pub recording: Option<String>,
        /// Whether organisations may know of it at all. False until its owner says so.
        #[serde(default)]
        pub shown: bool,
    }
}

/// Bounds that the form and the server both hold to, in characters and items.
pub mod limits {
    pub const PROJECTS: u64 = 10;
    pub const TITLE: u64 = 100;
    pub const TEXT: u64 = 600;
    /// Skills that one project shows.
    pub const SKILLS: u64 = 8;
    pub const LINK: u64 = 300;
    pub const HEARD_BY: u64 = 120;
    /// The earliest year that somebody can have made something in.
    pub const YEAR_FROM: u32 = 1950;
}

wire! {
    /// A project as an organisation sees it.
    pub struct Project {
        pub title: String,
        pub text: String,
        pub own: String,
        pub skills: Vec<Skill>,
        pub year: Option<u32>,
        /// An address names its owner, so that it is there only once the talent accepted a request of one's own organisation.
        pub link: Option<String>,
        /// Whether there is an address that is not told yet.
        pub link_waits: bool,
        /// Only where its owner lets organisations know of it.
        pub defence: Option<Defence>,
    }

    /// How a project was defended, as an organisation sees it.
    pub struct Defence {
        pub day: NaiveDate,
        pub heard_by: String,
        /// False: not said.
        pub passed: bool,
        /// Only once the talent accepted a request of one's own organisation.
        pub recording: Option<String>,
        /// Whether there is a recording whose address is not told yet.
        pub recording_waits: bool,
    }
}
