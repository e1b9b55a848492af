//! The page of an organisation that hires.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    hiring::OpenTo,
    id::EmployerSlug,
    job::{Answering, Application, JobCard},
    reference::InLanguage,
    wire::{request, wire},
};

request! {
    /// Which of the ads of an organisation come, and in which language names come in.
    pub struct CompanyAdsQuery {
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }
}

wire! {
    /// What everybody may read of an organisation.
    pub struct Company {
        pub slug: EmployerSlug,
        pub name: String,
        pub about: String,
        /// The language of `about`.
        pub lang: Language,
        pub size: u32,
        pub website: String,
        /// Whether the people who work here confirmed that it writes from its own domain.
        pub verified: bool,
        pub accessible_workplace: bool,
        pub disability_confident: bool,
        /// Whether its ads come from another site, which takes the applications: nobody here knows how they are answered.
        pub elsewhere: bool,
        /// How it answers; `None` where too few applied to say.
        pub answering: Option<Answering>,
        /// How it recruits, in its words; empty where it does not say.
        pub steps: String,
        /// The language of `steps`.
        pub steps_lang: Language,
        /// The newest of its open ads, the newest first.
        pub jobs: Vec<JobCard>,
        /// How many open ads it has.
        pub total: u64,
        /// Where [`ListCompanyAds`] goes on.
        pub next: Option<String>,
        /// What it takes applications for without an ad; `None` where it takes none.
        pub open: Option<OpenTo>,
        /// The signed-in person's own application to it without an ad.
        pub mine: Option<Application>,
    }

    /// A part of the open ads of an organisation, the newest first.
    pub struct CompanyAds {
        pub items: Vec<JobCard>,
        pub next: Option<String>,
    }
}

endpoints! {
    /// Shows an organisation with its open ads.
    Get "/api/companies/{company}" ShowCompany { company: EmployerSlug } (InLanguage, NoBody) -> Company, Public;
    /// Lists the open ads of an organisation, the newest first.
    Get "/api/companies/{company}/ads" ListCompanyAds { company: EmployerSlug } (CompanyAdsQuery, NoBody) -> CompanyAds, Public;
}
