//! What groups people say that they are in, and the audit that compares how often each is chosen. Nothing else reads what they say.

use chrono::{DateTime, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, endpoints},
    wire::{request, wire, words},
};

words! {
    pub enum Sex {
        Woman = "woman",
        Man = "man",
        Other = "other",
    }

    pub enum AgeBand {
        Under26 = "under-26",
        From26To44 = "26-to-44",
        From45 = "45-and-over",
    }

    /// Whether the person, or a parent, was born in another country than the one where they look for work.
    pub enum Origin {
        Abroad = "abroad",
        NotAbroad = "not-abroad",
    }

    pub enum Disability {
        Yes = "yes",
        No = "no",
    }

    /// By what people are told apart.
    pub enum Trait {
        Sex = "sex",
        Age = "age",
        Origin = "origin",
        Disability = "disability",
    }

    /// A step at which some are chosen and others are not.
    pub enum Step {
        /// Of those who applied and were decided on, those who came to an interview.
        Interview = "interview",
        /// Of those who came to an interview and had a yes or a no, those who were accepted.
        Acceptance = "acceptance",
        /// Of those whom an organisation was shown among its results, those whose profile one opened.
        Opened = "opened",
        /// Of those whose profile an organisation opened, those whom one asked to meet.
        Contact = "contact",
    }
}

request! {
    /// Groups that somebody says they are in, for the audit alone. Left out is not said.
    pub struct GroupsChange {
        pub sex: Option<Sex>,
        pub age: Option<AgeBand>,
        pub origin: Option<Origin>,
        /// That they agree to this use; nothing is kept without it.
        pub consent: Option<bool>,
    }

    /// Whether somebody has a disability, for the audit alone, with an agreement of its own.
    pub struct HealthChange {
        pub disability: Option<Disability>,
        pub consent: Option<bool>,
    }
}

wire! {
    /// What somebody said of themselves for the audit.
    pub struct Declaration {
        pub sex: Option<Sex>,
        pub age: Option<AgeBand>,
        pub origin: Option<Origin>,
        /// When they agreed; `None`: nothing is kept.
        pub groups_since: Option<DateTime<Utc>>,
        pub disability: Option<Disability>,
        pub health_since: Option<DateTime<Utc>>,
    }

    /// How often each group is chosen.
    pub struct Audit {
        pub tables: Vec<AuditTable>,
    }

    /// The groups of one kind.
    pub struct AuditTable {
        pub by: Trait,
        /// When its numbers were counted. They stand until so many people moved that no two tables tell of one.
        pub told_at: DateTime<Utc>,
        pub rows: Vec<AuditRow>,
    }

    /// A group at a step.
    pub struct AuditRow {
        pub step: Step,
        /// The group, as it is spelled in a declaration.
        pub group: String,
        /// How many were there to be chosen; `None`: they, or others who would be told of by them, are fewer than the minimum, and then
        /// nothing is told.
        pub people: Option<u64>,
        /// How many were chosen; `None`: they, those who were not, or others who would be told of by them are fewer than the minimum, and
        /// then the rate is not told either.
        pub chosen: Option<u64>,
        /// Chosen of all, in basis points.
        pub rate: Option<u32>,
        /// How much this one's rate is of the best of the rates that are told, in basis points; `None` where it is the only one.
        pub ratio: Option<u32>,
        /// Whether it has less than four fifths of that rate. Told wherever the ratio is.
        pub below: Option<bool>,
    }
}

endpoints! {
    /// Shows what one said of oneself for the audit.
    Get "/api/account/declaration" ShowDeclaration {} (NoQuery, NoBody) -> Declaration, Account;
    /// Says what groups one is in, in place of what was said before.
    Put "/api/account/declaration/groups" DeclareGroups {} (NoQuery, GroupsChange) -> Declaration, Account;
    /// Takes back what one said of one's groups, and deletes it.
    Delete "/api/account/declaration/groups" WithdrawGroups {} (NoQuery, NoBody) -> Declaration, Account;
    /// Says whether one has a disability.
    Put "/api/account/declaration/health" DeclareHealth {} (NoQuery, HealthChange) -> Declaration, Account;
    /// Takes that back, and deletes it.
    Delete "/api/account/declaration/health" WithdrawHealth {} (NoQuery, NoBody) -> Declaration, Account;
    /// Compares how often each declared group is chosen.
    Get "/api/staff/audit" ShowAudit {} (NoQuery, NoBody) -> Audit, Staff;
}

/// Where the audit is read as CSV.
pub const CSV_PATH: &str = "/api/staff/audit.csv";
