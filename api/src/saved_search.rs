//! Searches of the job board that somebody keeps, with what came in since they last looked.

use chrono::{DateTime, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::SavedSearchId,
    job::{JobCard, JobQuery},
    reference::{InLanguage, Occupation, Place},
    wire::{request, wire},
};

request! {
    /// A search to keep. Its language and page are not kept.
    pub struct SavedSearchChange {
        pub name: String,
        pub search: JobQuery,
    }

    /// Which part of the news comes, and in which language names come; English when left out.
    pub struct NewsQuery {
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }

    /// Up to when somebody looked.
    pub struct Look {
        /// The moment that the news came with. Left out, it is all that came in by now.
        pub until: Option<DateTime<Utc>>,
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    /// Characters of a name.
    pub const NAME: u64 = 80;
    /// Searches that one person keeps.
    pub const SEARCHES: u64 = 20;
}

wire! {
    /// A search that is kept.
    pub struct SavedSearch {
        pub id: SavedSearchId,
        pub name: String,
        pub search: JobQuery,
        /// The place that it looks around, with its name.
        pub place: Option<Place>,
        /// The occupation that it looks for, with its name.
        pub occupation: Option<Occupation>,
        /// When its owner looked last; when it was saved, at first.
        pub looked_at: DateTime<Utc>,
        /// How many ads came in since then and are found by it; `None` where it cannot be searched any more, as when its place is
        /// gone.
        pub new: Option<u64>,
    }

    /// What came in since the last look, the newest first, twenty at a time.
    pub struct SavedSearchNews {
        pub items: Vec<JobCard>,
        pub total: u64,
        /// The cursor of the next part; nothing where this is the last.
        pub next: Option<String>,
        /// Up to which moment the news are told, the same in all parts, which [`LookAtSavedSearch`] takes: what comes in meanwhile is in
        /// none of them and stays new.
        pub at: DateTime<Utc>,
    }
}

endpoints! {
    /// Lists one's own saved searches, the latest first.
    Get "/api/saved-searches" ListSavedSearches {} (InLanguage, NoBody) -> Vec<SavedSearch>, Account;
    /// Keeps a search under an id that its sender chose, or renames the one of that id.
    Put "/api/saved-searches/{search}" SaveSearch { search: SavedSearchId } (NoQuery, SavedSearchChange) -> SavedSearch, Account;
    /// Forgets a saved search, which may be gone already.
    Delete "/api/saved-searches/{search}" DeleteSavedSearch { search: SavedSearchId } (NoQuery, NoBody) -> NoReply, Account;
    /// Shows what came in since its owner last looked.
    Get "/api/saved-searches/{search}/news" ShowSavedSearchNews { search: SavedSearchId } (NewsQuery, NoBody) -> SavedSearchNews, Account;
    /// Says that its owner looked.
    Post "/api/saved-searches/{search}/look" LookAtSavedSearch { search: SavedSearchId } (NoQuery, Look) -> SavedSearch, Account;
}
