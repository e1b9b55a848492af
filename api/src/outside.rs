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
