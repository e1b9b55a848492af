//! What people do after they learned here, as they say it themselves, and what this board does by itself.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    job::PayPeriod,
    wire::{request, wire, words},
};

words! {
    /// What somebody does now.
    pub enum Situation {
        Job = "job",
        Apprenticeship = "apprenticeship",
        Promotion = "promotion",
        Business = "own-business",
        Study = "further-study",
        Looking = "looking-for-work",
        Other = "something-else",
    }
}

impl Situation {
    /// Whether it is work that began on some day.
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Job | Self::Apprenticeship | Self::Promotion | Self::Business)
    }
}

request! {
    /// What somebody says of the time after they learned here.
    pub struct OutcomeChange {
        pub situation: Option<Situation>,
        /// Whether it has to do with what was learnt here; nobody says so but the person.
        pub related: Option<bool>,
        /// Needed with work.
        pub began_on: Option<NaiveDate>,
        /// Gross pay before the course; may be left out.
        pub pay_before: Option<u32>,
        /// Gross pay now; may be left out.
        pub pay_now: Option<u32>,
        /// ISO 4217; of both, needed with either.
        pub currency: Option<String>,
        pub period: Option<PayPeriod>,
        /// Of somebody whom an employer trained as an apprentice: whether they are still there.
        pub stayed: Option<bool>,
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    /// The most that a pay may be, whatever its currency and period.
    pub const PAY: u32 = 100_000_000;
}

wire! {
    /// One's own answer, and whether one is asked at all.
    pub struct OwnOutcome {
        /// Since when one is asked; `None`: not yet, since the first certificate is too young or missing.
        pub asked_since: Option<DateTime<Utc>>,
        /// One answered, or does not want to be asked.
        pub closed: bool,
        pub answer: Option<Outcome>,
    }

    /// An answer as it is kept.
    pub struct Outcome {
        pub situation: Situation,
        pub related: Option<bool>,
        pub began_on: Option<NaiveDate>,
        pub pay_before: Option<u32>,
        pub pay_now: Option<u32>,
        pub currency: Option<String>,
        pub period: Option<PayPeriod>,
        pub stayed: Option<bool>,
        pub changed_at: DateTime<Utc>,
    }

    /// What became of those who learned here, by their own answers. What fewer than [`Outcomes::least`] people stand behind is left out.
    pub struct Outcomes {
        /// When it was counted.
        pub at: DateTime<Utc>,
        /// Fewer people than this are not told of.
        pub least: u64,
        /// Days within which work counts.
        pub within_days: u64,
        /// People who were asked: their first certificate is old enough.
        pub asked: Option<u64>,
        /// Those of them who answered. Told as soon as enough were asked.
        pub answered: Option<u64>,
        /// Answered of asked, in percent.
        pub response: Option<u8>,
        /// Of those who answered, those whose work began in time after the first certificate, as they say or as a contract shows that both
        /// sides confirmed here.
        pub placed: Option<Share>,
        /// People beside these: they did not answer, and signed such a contract. In tens, and left out below ten.
        pub signed: Option<u64>,
        /// Of those who answered, those whose work began in time and who say that it has to do with what they learnt here.
        pub related: Option<Share>,
        /// How pay changed.
        pub pay: Option<PayChange>,
        /// Of those whom an employer trained, those who are still there.
        pub stayed: Option<Share>,
    }

    /// A part of some people.
    pub struct Share {
        pub percent: u8,
        /// The answers behind it.
        pub of: u64,
    }

    /// Half of the pays changed by less, half by more.
    pub struct PayChange {
        /// In percent of the pay before; below zero where it fell.
        pub percent: i32,
        /// The answers behind it.
        pub of: u64,
    }

    /// What this board counts of itself.
    pub struct BoardFacts {
        /// When it was counted.
        pub at: DateTime<Utc>,
        /// Ads that one can apply to.
        pub ads: u64,
        /// People whom every organisation finds: whoever keeps one out is not counted.
        pub talents: u64,
        /// Certificates of courses here.
        pub certificates: u64,
        /// Skills that any of them states.
        pub skills: u64,
        /// Half of the answers to applications came within so many days; `None`: too few to tell.
        pub answer_days: Option<u32>,
        /// Applications that this is of.
        pub applications: Option<u32>,
    }
}

endpoints! {
    /// Tells what became of those who learned here, by their own answers.
    Get "/api/outcomes" ShowOutcomes {} (NoQuery, NoBody) -> Outcomes, Public;
    /// Tells what this board counts of itself.
    Get "/api/outcomes/board" ShowBoardFacts {} (NoQuery, NoBody) -> BoardFacts, Public;
    /// Shows what one said of the time after one's first certificate, and whether one is asked.
    Get "/api/account/outcome" ShowOwnOutcome {} (NoQuery, NoBody) -> OwnOutcome, Account;
    /// Says what one does after one's first certificate, in place of what one said before.
    Put "/api/account/outcome" SaveOutcome {} (NoQuery, OutcomeChange) -> OwnOutcome, Account;
    /// Deletes what one said, and asks no more.
    Delete "/api/account/outcome" DeleteOutcome {} (NoQuery, NoBody) -> NoReply, Account;
}
