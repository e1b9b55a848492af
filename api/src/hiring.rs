//! Organisations that are likely to hire, and writing to one of them without an ad.

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, endpoints},
    id::{EmployerSlug, JobSlug, OccupationCode, PlaceSlug},
    job::{Answering, Application, NewApplication},
    reference::{InLanguage, Occupation, Place},
    wire::{request, wire},
};

request! {
    /// Which organisations to look for; every part narrows the list.
    pub struct CompanyQuery {
        /// Words of the name.
        pub q: Option<String>,
        /// The occupation that one looks for, by its code in the ROME.
        pub occupation: Option<OccupationCode>,
        pub place: Option<PlaceSlug>,
        /// Kilometres around `place`, 1 to 500. Left out: 30, or the next wider distance at which something is found.
        pub radius: Option<u32>,
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }

    /// Whether an organisation takes applications that answer no ad, for what and where. While it does, it names one of each at least.
    pub struct OpennessChange {
        pub open: bool,
        pub occupations: Vec<OccupationCode>,
        pub places: Vec<PlaceSlug>,
        /// How it stood when it was read, which this goes on from. Where it stands otherwise by now, the change is refused. Left out,
        /// however it stands is written over.
        pub was: Option<OpennessFound>,
    }

    /// How an organisation stood to applications that answer no ad, in whatever order.
    pub struct OpennessFound {
        pub open: bool,
        pub occupations: Vec<OccupationCode>,
        pub places: Vec<PlaceSlug>,
    }

    /// An application that answers no ad.
    pub struct NewSpontaneous {
        /// One of those that the organisation takes applications for.
        pub occupation: Option<OccupationCode>,
        /// As for an ad, which would have no questions.
        pub application: NewApplication,
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    /// Occupations that an organisation takes applications for.
    pub const OCCUPATIONS: u64 = 10;
    /// Places where it does.
    pub const PLACES: u64 = 10;
    /// Applications without an ad that somebody sends in a day.
    pub const A_DAY: i64 = 10;
}

wire! {
    /// What is known of an organisation's hiring, of the last twelve months, for what was asked for.
    pub struct HiringFacts {
        /// Whether it takes applications that answer no ad.
        pub open: bool,
        /// Its ads.
        pub ads: u32,
        /// Those of its ads that one can apply for today.
        pub ads_open: u32,
        /// Its ads that somebody was hired by, as far as that was said here.
        pub filled: u32,
        /// The contracts that came of its ads, which both sides confirmed here.
        pub placed: u32,
    }

    /// An organisation that is likely to hire.
    pub struct LikelyCompany {
        pub slug: EmployerSlug,
        pub name: String,
        pub place: Place,
        /// Whether it is known from another site alone: it cannot be written to here.
        pub elsewhere: bool,
        pub facts: HiringFacts,
        /// How it answers; `None` where too few applied to say.
        pub answering: Option<Answering>,
    }

    /// A page of the organisations that are likely to hire.
    pub struct CompanyList {
        pub items: Vec<LikelyCompany>,
        pub total: u64,
        pub next: Option<String>,
        /// Where no distance was chosen and nothing was within the usual one: the wider one that was taken, in kilometres.
        pub widened_km: Option<u32>,
        /// The place that was asked for, which may be in no list of the form.
        pub place: Option<Place>,
    }

    /// What an organisation takes applications for without an ad.
    pub struct OpenTo {
        pub occupations: Vec<Occupation>,
        pub places: Vec<Place>,
    }

    /// Whether one's own organisation takes applications without an ad, and what came of it.
    pub struct Openness {
        pub open: bool,
        pub to: OpenTo,
        /// What stands for an ad where its board is asked for; none before it was ever open.
        pub job: Option<JobSlug>,
        pub applications: u32,
        pub unanswered: u32,
    }
}

impl Openness {
    /// How it stands, as a change says that it goes on from it.
    pub fn found(&self) -> OpennessFound {
        OpennessFound {
            open: self.open,
            occupations: self.to.occupations.iter().map(|one| one.code.clone()).collect(),
            places: self.to.places.iter().map(|place| place.slug.clone()).collect(),
        }
    }
}

endpoints! {
    /// Lists the organisations that are likely to hire, each with the facts that say why.
    Get "/api/companies" ListCompanies {} (CompanyQuery, NoBody) -> CompanyList, Public;
    /// Writes to an organisation without an ad: one application for each organisation, and at most ten a day. After a withdrawal it may be
    /// done again.
    Post "/api/companies/{company}/applications" ApplySpontaneously { company: EmployerSlug } (NoQuery, NewSpontaneous) -> Application, Account;
    /// Shows whether one's own organisation takes applications without an ad.
    Get "/api/employer/openness" ShowOpenness {} (InLanguage, NoBody) -> Openness, Employer;
    /// Says whether one's own organisation takes applications without an ad, for what and where.
    Put "/api/employer/openness" ChangeOpenness {} (InLanguage, OpennessChange) -> Openness, Poster;
}
