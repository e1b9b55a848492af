//! Searches for talents that a member of an organisation keeps, with who can be found by them since that member last looked.

use chrono::{DateTime, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::SavedSearchId,
    reference::InLanguage,
    saved_search::Look,
    talent::{TalentCard, TalentQuery},
    wire::{request, wire},
};

request! {
    /// A search to keep. Its language and page are not kept. What a name may be is said in `saved_search::limits`.
    pub struct TalentSearchChange {
        pub name: String,
        pub search: TalentQuery,
    }
}

wire! {
    /// A search that is kept.
    pub struct TalentSearch {
        pub id: SavedSearchId,
        pub name: String,
        pub search: TalentQuery,
        /// When its owner looked last; when it was saved, at first.
        pub looked_at: DateTime<Utc>,
        /// How many people chose to be found since then and are found by it, of those whom the organisation may see now; `None`
        /// where it cannot be searched any more, as when its ad is gone.
        pub new: Option<u64>,
    }

    /// Who is new since the last look: the twenty who came last, the last one first.
    pub struct TalentSearchNews {
        pub items: Vec<TalentCard>,
        pub total: u64,
        /// Up to which moment the news are told, which [`LookAtTalentSearch`] takes: who comes in meanwhile is not among them and stays
        /// new.
        pub at: DateTime<Utc>,
    }
}

endpoints! {
    /// Lists the searches that one keeps as a member of one's organisation, the latest first.
    Get "/api/employer/talent-searches" ListTalentSearches {} (NoQuery, NoBody) -> Vec<TalentSearch>, Searcher;
    /// Keeps a search for talents under an id that its sender chose, or renames the one of that id.
    Put "/api/employer/talent-searches/{search}" SaveTalentSearch { search: SavedSearchId } (NoQuery, TalentSearchChange) -> TalentSearch, Searcher;
    /// Forgets a search for talents, which may be gone already.
    Delete "/api/employer/talent-searches/{search}" DeleteTalentSearch { search: SavedSearchId } (NoQuery, NoBody) -> NoReply, Searcher;
    /// Shows who can be found since its owner last looked.
    Get "/api/employer/talent-searches/{search}/news" ShowTalentSearchNews { search: SavedSearchId } (InLanguage, NoBody) -> TalentSearchNews, Searcher;
    /// Says that its owner looked.
    Post "/api/employer/talent-searches/{search}/look" LookAtTalentSearch { search: SavedSearchId } (NoQuery, Look) -> TalentSearch, Searcher;
}
