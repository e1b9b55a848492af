//! What the members of an organisation share: lists of talents, and for its owners who of them opened what.

use chrono::NaiveDate;

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{JobSlug, ShortlistId, TalentId},
    wire::{request, wire, words},
};

words! {
    /// What a member opened.
    pub enum Opened {
        /// The applications to an ad.
        Applications = "applications",
        /// A talent's profile.
        Profile = "profile",
        /// One application.
        Applicant = "applicant",
        /// A CV that was sent with an application, which was downloaded.
        Cv = "cv",
        /// The name of a talent who accepted to meet, among the requests.
        Name = "name",
        /// A list of talents.
        Shortlist = "shortlist",
        /// The file of everything.
        Export = "export",
    }
}

request! {
    /// The name of a list of talents.
    pub struct ShortlistChange {
        pub name: String,
    }

    /// Which page of what members opened.
    pub struct MemberViewsQuery {
        pub cursor: Option<String>,
    }
}

wire! {
    /// A named list of talents, with those of them whom the organisation may see now.
    pub struct Shortlist {
        pub id: ShortlistId,
        pub name: String,
        pub talents: Vec<ListedTalent>,
    }

    /// A talent in a list, as masked as everywhere.
    pub struct ListedTalent {
        pub id: TalentId,
        pub headline: String,
        pub lang: Language,
    }

    /// What a member opened on a day.
    pub struct MemberView {
        pub member: String,
        pub opened: Opened,
        /// The ad whose applications were opened, or one of them or its CV.
        pub job: Option<JobSlug>,
        pub job_title: Option<String>,
        /// The profile that was opened, by its handle; who it is stays masked here as well.
        pub talent: Option<TalentId>,
        /// Who sent the application that was opened.
        pub person: Option<String>,
        /// The name of the list that was opened, while there is one.
        pub list: Option<String>,
        pub day: NaiveDate,
        pub times: u32,
    }

    /// A page of what members opened, the newest first.
    pub struct MemberViews {
        pub items: Vec<MemberView>,
        pub next: Option<String>,
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    pub const NAME: u64 = 80;
    /// Lists of one organisation.
    pub const LISTS: u64 = 20;
    /// Talents in one list whom the organisation sees.
    pub const TALENTS: u64 = 100;
}

/// Where an owner reads everything that the organisation keeps here, as one JSON file.
pub const EXPORT_PATH: &str = "/api/employer/export.json";

endpoints! {
    /// Lists the organisation's lists of talents.
    Get "/api/employer/shortlists" ListShortlists {} (NoQuery, NoBody) -> Vec<Shortlist>, Searcher;
    /// Makes a list of talents, or names it anew.
    Put "/api/employer/shortlists/{list}" SaveShortlist { list: ShortlistId } (NoQuery, ShortlistChange) -> Shortlist, Poster;
    /// Deletes a list.
    Delete "/api/employer/shortlists/{list}" DeleteShortlist { list: ShortlistId } (NoQuery, NoBody) -> NoReply, Poster;
    /// Puts a talent on a list.
    Put "/api/employer/shortlists/{list}/talents/{talent}" ListTalent { list: ShortlistId, talent: TalentId } (NoQuery, NoBody) -> Shortlist, Poster;
    /// Takes a talent off a list.
    Delete "/api/employer/shortlists/{list}/talents/{talent}" UnlistTalent { list: ShortlistId, talent: TalentId } (NoQuery, NoBody) -> Shortlist, Poster;
    /// Lists which member opened which person, list or file, the newest first.
    Get "/api/employer/views" ListMemberViews {} (MemberViewsQuery, NoBody) -> MemberViews, Owner;
}
