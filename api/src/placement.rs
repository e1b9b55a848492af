//! The proof of a placement: both sides confirm on which day the contract was signed and on which day it begins. And how an applicant
//! fits the ad, as the organisation is told.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, endpoints},
    id::{ApplicationId, CountryCode},
    job::{Application, Contract, ReceivedApplication},
    matching::JobFit,
    reference::InLanguage,
    wire::{request, wire, words},
};

words! {
    /// A side of the contract.
    pub enum Side {
        Candidate = "candidate",
        Employer = "employer",
    }

    /// How far the proof has come.
    pub enum PlacementState {
        /// Nobody confirmed yet.
        Open = "open",
        /// One side confirmed, and the other one is waited for.
        Waiting = "waiting",
        /// Both confirmed, but other days.
        Differs = "differs",
        /// Both confirmed the same days.
        Placed = "placed",
        /// The contract ended before its first day.
        Ended = "ended",
    }
}

request! {
    /// That one's own side signed.
    pub struct Signature {
        /// The day on which the last side signed.
        pub signed: Option<NaiveDate>,
        /// The first day of the contract.
        pub starts: Option<NaiveDate>,
    }

    /// That the contract ended before its first day.
    pub struct Ending {
        pub day: Option<NaiveDate>,
    }
}

wire! {
    /// The contract that comes of an application whose person was hired.
    pub struct Placement {
        pub state: PlacementState,
        /// The contract of the ad, as it was when the first side confirmed; `None` where somebody wrote without one.
        pub contract: Option<Contract>,
        /// Where the work is, or was then, by its ISO 3166-1 code: the law of that country says which steps there are.
        pub country: CountryCode,
        pub candidate: Option<Signed>,
        pub employer: Option<Signed>,
        pub ended: Option<Ended>,
    }

    /// What one side confirmed.
    pub struct Signed {
        pub signed: NaiveDate,
        pub starts: NaiveDate,
        /// When it was confirmed.
        pub at: DateTime<Utc>,
        /// The member who did, for the organisation itself; nobody where that member is gone.
        pub by: Option<String>,
    }

    /// That the contract ended before its first day, and who says so.
    pub struct Ended {
        pub by: Side,
        pub day: NaiveDate,
        pub at: DateTime<Utc>,
    }

    /// How somebody who applied fits the ad.
    pub struct ApplicantFit {
        /// As the person is told, without what they keep from organisations; `None` where they show this
        /// organisation no profile, or wrote without an ad.
        pub fit: Option<JobFit>,
    }
}

endpoints! {
    /// Confirms that one signed the contract that came of one's own application. It may be changed until the other side confirmed the
    /// same days.
    Put "/api/applications/{application}/signature" SignContract { application: ApplicationId } (NoQuery, Signature) -> Application, Account;
    /// Takes one's own confirmation back, which goes until the other side confirmed.
    Delete "/api/applications/{application}/signature" UnsignContract { application: ApplicationId } (NoQuery, NoBody) -> Application, Account;
    /// Says that the contract ended before its first day.
    Post "/api/applications/{application}/ending" EndContract { application: ApplicationId } (NoQuery, Ending) -> Application, Account;
    /// Confirms for one's own organisation that it signed the contract. It may be changed until the other side confirmed the same days.
    Put "/api/employer/applications/{application}/signature" SignForEmployer { application: ApplicationId } (NoQuery, Signature) -> ReceivedApplication, Poster;
    /// Takes the organisation's confirmation back, which goes until the other side confirmed.
    Delete "/api/employer/applications/{application}/signature" UnsignForEmployer { application: ApplicationId } (NoQuery, NoBody) -> ReceivedApplication, Poster;
    /// Says for the organisation that the contract ended before its first day.
    Post "/api/employer/applications/{application}/ending" EndForEmployer { application: ApplicationId } (NoQuery, Ending) -> ReceivedApplication, Poster;
    /// Tells how somebody who applied to one's own organisation fits the ad. Where they have a profile, they are told who looked.
    Get "/api/employer/applications/{application}/fit" ShowApplicantFit { application: ApplicationId } (InLanguage, NoBody) -> ApplicantFit, Searcher;
}
