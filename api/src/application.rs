//! One's own applications, page by page.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    job::Application,
    wire::{request, wire},
};

request! {
    /// Which page of one's own applications.
    pub struct ApplicationsQuery {
        pub cursor: Option<String>,
        pub lang: Option<Language>,
    }
}

wire! {
    /// A page of one's own applications, newest first.
    pub struct Applications {
        pub items: Vec<Application>,
        /// All of them.
        pub total: u64,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Lists one's own applications, newest first.
    Get "/api/applications" ListApplications {} (ApplicationsQuery, NoBody) -> Applications, Account;
}
