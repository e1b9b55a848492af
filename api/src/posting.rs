//! Writing an ad: a draft that is kept, what is said about it before it is published, and its life on the board.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{DraftId, JobSlug, OccupationCode, PlaceSlug, SkillCode},
    job::{Contract, Job, OwnJob, Pay, Remote},
    list::List,
    reference::InLanguage,
    wire::{request, wire, words},
};

words! {
    /// Why people do not find an ad, as its own organisation is told.
    pub enum Hidden {
        /// The organisation closed it.
        Closed = "closed",
        /// It left the site that it came from.
        Left = "left",
        /// One could apply until a day that is over.
        Ended = "ended",
        /// The place was to be taken on a day that is long over.
        Started = "started",
        /// Nobody renewed it for long.
        Stale = "stale",
        /// A newer ad of the organisation says the same.
        Repeated = "repeated",
    }

    /// A part of an ad that something can be said about; each is the name of its field in [`AdContent`].
    pub enum AdField {
        Title = "title",
        Summary = "summary",
        Description = "description",
        Lang = "lang",
        Occupation = "occupation",
        Contract = "contract",
        Level = "level",
        Remote = "remote",
        Place = "place",
        Pay = "pay",
        Start = "start",
        TrainingDays = "training_days",
        Must = "must",
        Steps = "steps",
        Questions = "questions",
    }

    /// What is said about a part of an ad.
    pub enum AdFlaw {
        /// Nothing stands there.
        Missing = "missing",
        /// The day is over.
        Past = "past",
        /// An age is asked for, or a limit of age.
        AgeLimit = "age_limit",
        /// An age is hinted at.
        Age = "age",
        /// Only men or only women are asked for.
        SexAsked = "sex_asked",
        /// A trade is named as if only one sex did it.
        Gendered = "gendered",
        /// A language must be somebody's first one.
        Native = "native",
        /// A body or a health is asked for.
        Body = "body",
        /// A family or the lack of one is asked for.
        Family = "family",
        /// A word that praises and says nothing.
        Jargon = "jargon",
        /// The same stands there twice.
        Repeated = "repeated",
    }
}

request! {
    /// What an ad says, as far as it is written. Only publishing asks for more than lengths.
    pub struct AdContent {
        pub title: String,
        pub summary: String,
        /// Markdown.
        pub description: String,
        pub lang: Option<Language>,
        pub contract: Option<Contract>,
        /// `None`: no level is asked for.
        pub level: Option<u8>,
        pub remote: Option<Remote>,
        pub place: Option<PlaceSlug>,
        /// The occupation of the ROME that it is for, by which people search.
        pub occupation: Option<OccupationCode>,
        pub pay: Option<Pay>,
        /// `None`: at any time.
        pub start: Option<NaiveDate>,
        pub duration_months: Option<u32>,
        pub training_days: Option<u8>,
        pub must: Vec<SkillCode>,
        pub nice: Vec<SkillCode>,
        /// Languages needed at work, by ISO 639 code.
        pub languages: Vec<String>,
        pub openings: Option<u32>,
        /// How the organisation recruits, in its words.
        pub steps: String,
        /// What an application answers, at most [`limits::QUESTIONS`].
        pub questions: Vec<String>,
        /// Whether its words about a sex or an age are about the people whom the work is for, as its writer says, and not about who may
        /// apply.
        pub about_public: bool,
    }

    /// A draft that begins empty, or as a copy of an ad of one's own organisation.
    pub struct NewDraft {
        pub copy_of: Option<JobSlug>,
    }

    /// A draft as it is now, by somebody who saw a version of it.
    pub struct DraftChange {
        pub version: u32,
        pub content: AdContent,
    }

    /// The version of a draft that is to be published.
    pub struct AdPublication {
        pub version: u32,
    }
}

wire! {
    /// Something to mind about an ad. What `blocks` keeps it from being published; all else is advice.
    pub struct AdFinding {
        pub field: AdField,
        pub flaw: AdFlaw,
        /// The words of the ad that it is about.
        pub words: Option<String>,
        /// Better words, in the language of the ad.
        pub instead: Option<String>,
        pub blocks: bool,
    }

    /// A draft with what there is to mind about it.
    pub struct Draft {
        pub id: DraftId,
        /// The ad that was published from it.
        pub job: Option<JobSlug>,
        pub content: AdContent,
        pub version: u32,
        /// Whether it says something that the published ad does not say yet.
        pub unpublished: bool,
        pub changed_at: DateTime<Utc>,
        pub findings: Vec<AdFinding>,
    }

    /// A draft in a list.
    pub struct DraftLine {
        pub id: DraftId,
        pub title: String,
        pub job: Option<JobSlug>,
        pub unpublished: bool,
        pub changed_at: DateTime<Utc>,
    }

    /// A page of the organisation's own ads.
    pub struct OwnJobs {
        pub items: Vec<OwnJob>,
        /// All ads of the organisation.
        pub total: u64,
        /// The applications to all of them that wait for an answer.
        pub unanswered: u64,
        pub next: Option<String>,
    }

    /// An ad of the organisation as a list to choose from needs it.
    pub struct JobChoice {
        pub slug: JobSlug,
        pub title: String,
        pub pay: Option<Pay>,
        /// Whether it is there only because it was named.
        pub closed: bool,
        /// Whether it is out of date, so that nobody finds it or can be asked to meet for it until it is renewed.
        pub stale: bool,
    }

    /// The ads of the organisation that can be chosen.
    pub struct JobChoices {
        /// The newest of those that are open, at most [`limits::CHOICES`], and those that were named besides.
        pub items: Vec<JobChoice>,
        /// All that are open.
        pub open: u64,
    }
}

request! {
    /// Which of the organisation's own ads, and which page of them.
    pub struct OwnJobsQuery {
        /// One ad alone.
        pub job: Option<JobSlug>,
        pub cursor: Option<String>,
        pub lang: Option<Language>,
    }

    /// Which ads stand in a list to choose from besides the newest.
    pub struct JobChoicesQuery {
        /// Ads that are chosen already, which may be closed or old by now; at most [`limits::NAMED`].
        #[serde(default, skip_serializing_if = "List::is_empty")]
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        pub named: List<JobSlug>,
    }
}

/// Bounds that the form and the server both hold to, in characters or items.
pub mod limits {
    pub const TITLE: u64 = 120;
    pub const SUMMARY: u64 = 300;
    pub const DESCRIPTION: u64 = 8_000;
    pub const STEPS: u64 = 1_000;
    pub const QUESTIONS: u64 = 3;
    pub const QUESTION: u64 = 200;
    pub const ANSWER: u64 = 1_000;
    pub const SKILLS: u64 = 12;
    pub const LANGUAGES: u64 = 8;
    pub const OPENINGS: u32 = 999;
    pub const MONTHS: u32 = 120;
    pub const TRAINING_DAYS: u8 = 5;
    /// Pay above this is a slip of the keyboard.
    pub const PAY: u32 = 10_000_000;
    /// Drafts that one organisation keeps, besides those of its ads.
    pub const DRAFTS: u64 = 300;
    /// Ads that a list to choose from holds: more of them nobody looks through.
    pub const CHOICES: u64 = 500;
    /// Ads that are named besides: a member keeps no more searches than twenty, and has one more before them.
    pub const NAMED: u64 = 21;
}

endpoints! {
    /// Lists the drafts of one's own organisation, the last changed first.
    Get "/api/employer/drafts" ListDrafts {} (NoQuery, NoBody) -> Vec<DraftLine>, Employer;
    /// Begins a draft.
    Post "/api/employer/drafts" StartDraft {} (NoQuery, NewDraft) -> Draft, Recruiter;
    /// Shows a draft of one's own organisation.
    Get "/api/employer/drafts/{draft}" ShowDraft { draft: DraftId } (NoQuery, NoBody) -> Draft, Employer;
    /// Keeps a draft. Whoever saw an older version is refused, so that nothing that another member wrote is lost.
    Put "/api/employer/drafts/{draft}" SaveDraft { draft: DraftId } (NoQuery, DraftChange) -> Draft, Recruiter;
    /// Throws a draft away. The ad that was published from it stays.
    Delete "/api/employer/drafts/{draft}" DeleteDraft { draft: DraftId } (NoQuery, NoBody) -> NoReply, Recruiter;
    /// Shows a draft as somebody who looks for work will see it.
    Get "/api/employer/drafts/{draft}/preview" PreviewDraft { draft: DraftId } (InLanguage, NoBody) -> Job, Employer;
    /// Publishes a draft, or brings the ad that was published from it up to date.
    Post "/api/employer/drafts/{draft}/publication" PublishDraft { draft: DraftId } (NoQuery, AdPublication) -> Draft, Poster;
    /// Lists the ads of one's own organisation: those with the most applications that wait first, the newest first among equals.
    Get "/api/employer/jobs" ListOwnJobs {} (OwnJobsQuery, NoBody) -> OwnJobs, Employer;
    /// Lists the ads of one's own organisation that can be chosen: those that are open, the newest first.
    Get "/api/employer/job-choices" ListJobChoices {} (JobChoicesQuery, NoBody) -> JobChoices, Employer;
    /// Opens the draft of an ad of one's own organisation, which is made where there is none.
    Post "/api/employer/jobs/{job}/draft" EditJob { job: JobSlug } (NoQuery, NoBody) -> Draft, Recruiter;
    /// Closes an ad of one's own organisation: nobody finds it or applies any more.
    Post "/api/employer/jobs/{job}/closing" CloseJob { job: JobSlug } (NoQuery, NoBody) -> NoReply, Recruiter;
    /// Says that an ad which nobody renewed for long still stands: it counts as posted now.
    Post "/api/employer/jobs/{job}/renewal" RenewJob { job: JobSlug } (NoQuery, NoBody) -> NoReply, Poster;
    /// Opens an ad again that was closed.
    Delete "/api/employer/jobs/{job}/closing" ReopenJob { job: JobSlug } (NoQuery, NoBody) -> NoReply, Poster;
}
