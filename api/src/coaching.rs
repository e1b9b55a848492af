//! Help in looking for work: somebody asks, a mentor takes it, and the two of them meet and write to each other.

use chrono::{DateTime, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, endpoints},
    id::{CoachingId, IdempotencyKey, SlotId},
    pipeline::{NewSlot, Slot},
    wire::{request, wire, words},
};

words! {
    /// What help is wanted with.
    pub enum CoachingHelp {
        Search = "search",
        Cv = "cv",
        Contacting = "contacting",
        Interview = "interview",
    }

    /// When somebody can be reached.
    pub enum Reachable {
        Mornings = "mornings",
        Afternoons = "afternoons",
        Evenings = "evenings",
        Weekends = "weekends",
    }

    /// Where it stands.
    pub enum CoachingStatus {
        /// No mentor took it yet.
        Open = "open",
        Taken = "taken",
        Ended = "ended",
    }

    /// How the two meet.
    pub enum MeetingWay {
        /// At an address of the web.
        Link = "link",
        /// By telephone; the number is told in a message.
        Phone = "phone",
    }
}

request! {
    /// A request for a coach.
    pub struct NewCoaching {
        pub help: Vec<CoachingHelp>,
        /// What only the mentor who takes it reads.
        pub text: String,
        pub reachable: Vec<Reachable>,
        /// The language to speak; English when left out.
        pub lang: Option<Language>,
        /// Makes one request of however many sendings.
        pub key: IdempotencyKey,
    }

    /// Times to meet, of which the person chooses one. They replace those that were offered before.
    pub struct CoachingTimes {
        pub slots: Vec<NewSlot>,
        pub way: Option<MeetingWay>,
        /// The address, which begins with `https://`; needed with `link`.
        pub link: String,
    }

    /// The time that was chosen, or that none fits.
    pub struct CoachingChoice {
        pub slot: Option<SlotId>,
        pub none: bool,
    }

    /// A message to the other.
    pub struct NewCoachingMessage {
        pub text: String,
        /// Makes one message of however many sendings.
        pub key: IdempotencyKey,
    }
}

/// Bounds that the form and the server both hold to, in characters or items.
pub mod limits {
    pub const TEXT: u64 = 2_000;
    pub const MESSAGE: u64 = 2_000;
    /// Messages that one account writes in 24 hours.
    pub const MESSAGES: u64 = 50;
    pub const SLOTS: u64 = 5;
    pub const MINUTES: u32 = 240;
    /// Days ahead that a time to meet may be.
    pub const DAYS: i64 = 90;
    pub const LINK: u64 = 500;
    /// Requests that one account makes in all.
    pub const REQUESTS: u64 = 50;
    /// Requests that one mentor has at a time.
    pub const TAKEN: u64 = 20;
}

wire! {
    /// A request that no mentor took yet: nothing says who asks, nor what they wrote.
    pub struct OpenCoaching {
        pub id: CoachingId,
        pub help: Vec<CoachingHelp>,
        pub reachable: Vec<Reachable>,
        pub lang: Language,
        pub asked_at: DateTime<Utc>,
    }

    /// A request as the two read it.
    pub struct Coaching {
        pub id: CoachingId,
        /// Whether whoever reads this asked; else they are the coach.
        pub mine: bool,
        /// The name of the other; nobody before a mentor took it, or where that account is gone.
        pub other: Option<String>,
        pub help: Vec<CoachingHelp>,
        pub reachable: Vec<Reachable>,
        pub lang: Language,
        pub text: String,
        pub status: CoachingStatus,
        pub asked_at: DateTime<Utc>,
        pub ended_at: Option<DateTime<Utc>>,
        /// The times that the coach offered. Their place is an address, or empty: by telephone.
        pub times: Vec<Slot>,
        /// The person said that none of the times fits, which are gone then.
        pub none_fits: bool,
        /// The last messages, the oldest of them first.
        pub messages: Vec<CoachingMessage>,
    }

    /// A message between the two.
    pub struct CoachingMessage {
        /// Whether whoever reads this wrote it.
        pub mine: bool,
        pub text: String,
        pub sent_at: DateTime<Utc>,
    }
}

endpoints! {
    /// Lists the requests that one made or took, the newest first.
    Get "/api/coaching" ListCoaching {} (NoQuery, NoBody) -> Vec<Coaching>, Account;
    /// Asks for a coach. Refused while an earlier request is not ended.
    Post "/api/coaching" AskForCoach {} (NoQuery, NewCoaching) -> Coaching, Account;
    /// Lists the requests that wait for a mentor, what waits the longest first.
    Get "/api/coaching/open" ListOpenCoaching {} (NoQuery, NoBody) -> Vec<OpenCoaching>, Mentor;
    /// Takes a request of somebody else.
    Post "/api/coaching/{coaching}/taking" TakeCoaching { coaching: CoachingId } (NoQuery, NoBody) -> Coaching, Mentor;
    /// Offers times to meet to the person. Refused while one that was chosen is still to come.
    Post "/api/coaching/{coaching}/times" OfferCoachingTimes { coaching: CoachingId } (NoQuery, CoachingTimes) -> Coaching, Mentor;
    /// Chooses one of the times, or says that none fits.
    Post "/api/coaching/{coaching}/choice" ChooseCoachingTime { coaching: CoachingId } (NoQuery, CoachingChoice) -> Coaching, Account;
    /// Writes to the other.
    Post "/api/coaching/{coaching}/messages" WriteCoachingMessage { coaching: CoachingId } (NoQuery, NewCoachingMessage) -> Coaching, Account;
    /// Ends it, from either side.
    Post "/api/coaching/{coaching}/end" EndCoaching { coaching: CoachingId } (NoQuery, NoBody) -> Coaching, Account;
}

/// Where the chosen time to meet is read as an iCalendar file, by the two.
pub fn calendar_path(coaching: &CoachingId) -> String {
    format!("/api/coaching/{}/meeting.ics", crate::endpoint::escape(coaching.as_str()))
}
