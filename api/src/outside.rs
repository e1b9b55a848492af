//! Applications that somebody made elsewhere and keeps track of here.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::OutsideId,
    wire::{request, wire, words},
};

words! {
    /// Where an application that was made elsewhere stands, in its owner's own words.
    pub enum OutsideStatus {
        Planned = "planned",
        Sent = "sent",
        Interview = "interview",
        Offer = "offer",
        Declined = "declined",
    }
}

request! {
    /// An application that was made elsewhere, as its owner writes it.
    pub struct OutsideChange {
        pub title: String,
        pub employer: String,
        /// Where the ad is; empty where there is no address.
        pub url: String,
        /// `planned` when left out.
        pub status: Option<OutsideStatus>,
        pub applied_on: Option<NaiveDate>,
        pub note: String,
        /// The version that whoever writes found; left out of a new one. Where another is kept by now, which says something else than what
        /// is sent, or none any more, the answer is a conflict.
        pub version: Option<u32>,
    }
}

/// Bounds that the form and the server both hold to, in characters and items.
pub mod limits {
    pub const TITLE: u64 = 120;
    pub const URL: u64 = 500;
    pub const NOTE: u64 = 1_000;
    pub const APPLICATIONS: u64 = 200;
}

wire! {
    /// An application that was made elsewhere.
    pub struct OutsideApplication {
        pub id: OutsideId,
        pub title: String,
        pub employer: String,
        pub url: String,
        pub status: OutsideStatus,
        pub applied_on: Option<NaiveDate>,
        pub note: String,
        pub changed_at: DateTime<Utc>,
        /// Grows with each change.
        pub version: u32,
    }
}

impl OutsideApplication {
    /// What its owner would write to keep it as it is.
    pub fn change(&self) -> OutsideChange {
        let Self { title, employer, url, status, applied_on, note, version, .. } = self.clone();
        OutsideChange { title, employer, url, status: Some(status), applied_on, note, version: Some(version) }
    }
}

endpoints! {
    /// Lists the applications that one made elsewhere, the last changed first.
    Get "/api/outside-applications" ListOutside {} (NoQuery, NoBody) -> Vec<OutsideApplication>, Account;
    /// Keeps an application under an id that its sender chose, or changes the one of that id.
    Put "/api/outside-applications/{application}" SaveOutside { application: OutsideId } (NoQuery, OutsideChange) -> OutsideApplication, Account;
    /// Forgets an application, which may be gone already.
    Delete "/api/outside-applications/{application}" DeleteOutside { application: OutsideId } (NoQuery, NoBody) -> NoReply, Account;
}
