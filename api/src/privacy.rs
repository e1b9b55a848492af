//! Who sees what of a talent, and who has looked. Whether anybody sees anything is `visible` in the profile.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::EmployerRef,
    endpoint::{NoBody, NoQuery, endpoints},
    id::EmployerSlug,
    reference::InLanguage,
    talent::{ProfileField, Talent},
    wire::{request, wire, words},
};

request! {
    /// What is kept from organisations, and from which organisations everything is kept.
    pub struct PrivacyChange {
        /// The version that whoever decides found. Where another is kept by now, which says something else than what is sent, the answer is
        /// a conflict. Left out: what is sent takes the place of whatever is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub version: Option<u32>,
        pub hidden: Vec<ProfileField>,
        pub blocked: Vec<EmployerSlug>,
        /// Names or domains of organisations that never see the profile, whether they are here or not yet; at most 20. Left out: as
        /// they were.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub named: Option<Vec<String>>,
    }
}

request! {
    /// Which organisations to list.
    pub struct EmployersQuery {
        /// Words of the name.
        pub q: Option<String>,
    }
}

request! {
    /// Which of those who saw oneself, and which page of them.
    pub struct ProfileViewsQuery {
        /// Where one was shown among others; left out, where one was opened.
        pub among: Option<bool>,
        pub cursor: Option<String>,
    }
}

/// Organisations that are listed at once.
pub const LISTED_MAX: usize = 200;

/// Characters of the words that organisations are looked for by.
pub const WORDS_MAX: u64 = 100;

/// Organisations that one talent can choose to keep everything from. Declining requests can add more.
pub const BLOCKED_MAX: u64 = 50;

/// Names and domains by which one talent can keep organisations out.
pub const NAMED_MAX: u64 = 20;

/// Characters of one of them.
pub const NAMED_LENGTH: u64 = 120;

words! {
    /// Where an organisation saw somebody.
    pub enum Seen {
        /// It opened the profile, from a search, a list, a comparison or its requests.
        Profile = "profile",
        /// It opened an application.
        Application = "application",
        /// It read how the profile matches an ad that was applied to.
        Fit = "fit",
        /// It downloaded a CV.
        Cv = "cv",
        /// It took an application along whole in its export.
        Taken = "taken",
        /// It was shown the profile's card among the results of a search or an alert.
        Results = "results",
        /// It was shown the headline on a list of its own.
        Shortlist = "shortlist",
        /// It was shown the headline, or the name once that was given, among its requests to meet.
        Contacts = "contacts",
        /// It took what it is shown on its lists and among its requests along in its export.
        Export = "export",
    }
}

impl Seen {
    /// Whether somebody was opened, and not shown among others.
    pub const fn is_opened(self) -> bool {
        matches!(self, Self::Profile | Self::Application | Self::Fit | Self::Cv | Self::Taken)
    }
}

wire! {
    /// Who sees what of one's own profile.
    pub struct Privacy {
        /// Grows with each change of what is kept back and from whom, wherever it was made.
        pub version: u32,
        /// Whether organisations find the profile now: it is visible, and was confirmed lately.
        pub found: bool,
        pub visible: bool,
        pub hidden: Vec<ProfileField>,
        /// Organisations that never see the profile.
        pub blocked: Vec<EmployerRef>,
        /// Names and domains by which organisations are kept out, as they were typed.
        pub named: Vec<String>,
        /// Organisations that are kept out by one of them, or since one of `blocked` has the same name or domain.
        pub kept_out: Vec<EmployerRef>,
        pub confirmed_at: DateTime<Utc>,
        /// The last day on which it is found unless it is confirmed again.
        pub holds_until: NaiveDate,
        /// How many of one's projects say to organisations how they were defended.
        pub defences: u32,
    }

    /// An organisation that saw somebody on a day.
    pub struct ProfileView {
        pub employer: EmployerRef,
        pub seen: Seen,
        pub day: NaiveDate,
        pub times: u32,
    }

    /// A page of the organisations that saw somebody, the latest first.
    pub struct ProfileViews {
        pub items: Vec<ProfileView>,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Says who sees what of one's own profile, or nothing when there is none.
    Get "/api/profile/privacy" ShowPrivacy {} (NoQuery, NoBody) -> Option<Privacy>, Account;
    /// Decides who sees what of one's own profile. Whoever found another version than is kept is refused, so that nothing that was kept
    /// back elsewhere is shown.
    Put "/api/profile/privacy" SavePrivacy {} (NoQuery, PrivacyChange) -> Privacy, Account;
    /// Says that one's own profile still holds.
    Post "/api/profile/confirmation" ConfirmProfile {} (NoQuery, NoBody) -> Privacy, Account;
    /// Keeps from organisations, from now on, how one's projects were defended.
    Delete "/api/profile/defences" HideDefences {} (NoQuery, NoBody) -> Privacy, Account;
    /// Shows one's own profile as an organisation sees it, or nothing when there is none.
    Get "/api/profile/preview" PreviewProfile {} (InLanguage, NoBody) -> Option<Talent>, Account;
    /// Lists the organisations that saw oneself, the latest first: those that opened something of oneself, or those that were shown it
    /// among others.
    Get "/api/profile/views" ListProfileViews {} (ProfileViewsQuery, NoBody) -> ProfileViews, Account;
    /// Lists the organisations, by name, at most 200: where there are more, words of the name find the others.
    Get "/api/employers" ListEmployers {} (EmployersQuery, NoBody) -> Vec<EmployerRef>, Account;
}
