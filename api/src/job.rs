//! The job board: finding an ad, applying, and what the employer does with it.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::{EmployerRef, Language},
    catalogue::{FacetChoice, Relax},
    endpoint::{NoBody, NoQuery, endpoints},
    id::{ApplicationId, FileId, IdempotencyKey, JobSlug, OccupationCode, PlaceSlug},
    matching::{Aspect, JobFit},
    pipeline::Slot,
    placement::Placement,
    posting::Hidden,
    reference::{InLanguage, Occupation, Place, Skill},
    wire::{request, wire, words},
};

words! {
    /// The contracts on offer.
    pub enum Contract {
        Apprenticeship = "apprenticeship",
        Permanent = "permanent",
        FixedTerm = "fixed-term",
        Internship = "internship",
        /// A training at the end of which the employer hires (in France, POE).
        TrainThenHire = "train-then-hire",
    }

    /// Where the work is done. Remote is not hybrid.
    pub enum Remote {
        OnSite = "on-site",
        Hybrid = "hybrid",
        Remote = "remote",
    }

    /// What an amount of pay is for.
    pub enum PayPeriod {
        Hour = "hour",
        Month = "month",
        Year = "year",
    }

    /// Orders of the job list.
    pub enum JobSort {
        Newest = "newest",
        Nearest = "nearest",
        Pay = "pay",
        /// Fewest applications first.
        FewestApplicants = "fewest-applicants",
        /// Best fit first, for a signed-in person with a profile; what a barrier shuts out comes last.
        Match = "match",
    }

    /// Where an application stands.
    pub enum ApplicationStatus {
        Sent = "sent",
        Seen = "seen",
        Interview = "interview",
        Accepted = "accepted",
        Declined = "declined",
        Withdrawn = "withdrawn",
    }

    /// Why an employer said no.
    pub enum DeclineReason {
        PositionFilled = "position_filled",
        SkillsMissing = "skills_missing",
        LevelMissing = "level_missing",
        DatesDoNotFit = "dates_do_not_fit",
        AnotherCandidate = "another_candidate",
    }
}

request! {
    /// What to look for; every part narrows the list.
    pub struct JobQuery {
        pub q: Option<String>,
        pub place: Option<PlaceSlug>,
        /// Kilometres around `place`, at most 500; with 0 that place and no other, however near. Left out: 30, or the next wider
        /// distance at which something is found.
        pub radius: Option<u32>,
        pub contract: Option<Contract>,
        /// The EQF level the person has: ads that ask for more are left out.
        pub level: Option<u8>,
        /// `on-site` also finds ads that do not say where the work is done.
        pub remote: Option<Remote>,
        /// Ads that say they pay at least this much a month before tax, in euros at the rules' fixed rates.
        pub min_pay: Option<u32>,
        /// Ads for this occupation, by its code in the ROME.
        pub occupation: Option<OccupationCode>,
        /// Ads with so many days of training a week, 1 to 5.
        pub training_days: Option<u8>,
        /// With `true`: ads of organisations that say their workplace is accessible.
        pub accessible: Option<bool>,
        /// With `true`: ads of organisations that say they welcome people with disabilities.
        pub disability_confident: Option<bool>,
        /// Ads that start on or after this day, or at any time.
        pub start_from: Option<NaiveDate>,
        /// Ads that start on or before this day, or at any time.
        pub start_to: Option<NaiveDate>,
        pub sort: Option<JobSort>,
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }

    /// A question of an ad with its answer.
    pub struct QuestionAnswer {
        pub question: String,
        pub answer: String,
    }

    /// An application. `message` 20 to 2,000 characters, `profile` to 4,000.
    pub struct NewApplication {
        /// What the person can do and has done, in their words.
        pub profile: String,
        pub message: String,
        pub phone: Option<String>,
        pub cv: Option<FileId>,
        /// An answer to each question of the ad, in their order; nothing where it asks none.
        pub answers: Option<Vec<QuestionAnswer>>,
        pub key: IdempotencyKey,
    }

    /// An employer's answer to an application.
    pub struct ApplicationAnswer {
        pub status: Option<ApplicationStatus>,
        /// Needed with `declined`.
        pub reason: Option<DeclineReason>,
        pub note: Option<String>,
    }

    pub struct FileName {
        pub name: String,
    }
}

/// Bounds that the form and the server both hold to.
pub mod limits {
    pub const MESSAGE_MIN: u64 = 20;
    pub const MESSAGE_MAX: u64 = 2_000;
    pub const PROFILE_MAX: u64 = 4_000;
    pub const PHONE_MAX: u64 = 30;
    pub const NOTE_MAX: u64 = 1_000;
    pub const CV_BYTES: u64 = 3 * 1024 * 1024;
    /// The distance that holds the place that is asked for and no other.
    pub const RADIUS_ITSELF: u32 = 0;
    pub const RADIUS_MAX: u32 = 500;
    pub const RADIUS_DEFAULT: u32 = 30;
    /// The distances that are tried one after the other where none was chosen and nothing is within the usual one.
    pub const RADIUS_WIDER: [u32; 4] = [50, 100, 200, RADIUS_MAX];
    /// The distances on offer, in kilometres.
    pub const RADII: [u32; 6] = [10, 20, 30, 50, 100, 200];
    /// The least pay on offer, in euros a month.
    pub const PAYS: [u32; 8] = [500, 800, 1000, 1200, 1500, 2000, 2500, 3000];
}

wire! {
    /// Pay before tax.
    pub struct Pay {
        pub min: u32,
        pub max: u32,
        /// ISO 4217.
        pub currency: String,
        pub period: PayPeriod,
    }

    /// How an organisation answers those who apply, from what it did.
    pub struct Answering {
        /// Of a hundred applications, how many it answered; rounded down.
        pub percent: u8,
        /// Half of the answers came within so many days; `None` where there was none.
        pub median_days: Option<u32>,
        /// The applications that were counted.
        pub of: u32,
    }

    /// An ad as a list shows it.
    pub struct JobCard {
        pub slug: JobSlug,
        pub title: String,
        pub summary: String,
        /// The language the ad is written in.
        pub lang: Language,
        pub employer: EmployerRef,
        pub contract: Contract,
        pub level: Option<u8>,
        /// `None`: the site that it came from does not say.
        pub remote: Option<Remote>,
        pub place: Place,
        /// Kilometres from the place that was asked for.
        pub distance_km: Option<u32>,
        /// `None`: the employer does not say.
        pub pay: Option<Pay>,
        /// `None`: at any time.
        pub start: Option<NaiveDate>,
        pub training_days_per_week: Option<u8>,
        pub accessible_workplace: bool,
        pub posted_at: DateTime<Utc>,
        /// How many people applied and did not take it back. `None`: one applies on another site, which does not say.
        pub applicants: Option<u32>,
        /// How well it fits the signed-in person, in basis points; `None` where there is no profile to say it by.
        pub fit_score: Option<u32>,
        /// What is known to shut the signed-in person out; with one of these the score is nothing.
        pub fit_barriers: Vec<Aspect>,
    }

    /// A page of the job board.
    pub struct JobList {
        pub items: Vec<JobCard>,
        pub total: u64,
        pub next: Option<String>,
        /// When nothing was found: the filters that, dropped alone, would find something.
        pub relax: Vec<Relax>,
        /// How many ads each choice of a filter would leave; with the first page only.
        pub facets: Option<Vec<JobFacet>>,
        /// Where no distance was chosen and nothing was within the usual one: the wider one that was taken, in kilometres.
        pub widened_km: Option<u32>,
        /// Where more ads are found than are compared for the order by match: how many are, and stand in the list.
        pub scored_at_most: Option<u64>,
        /// The occupation that was asked for, with its name.
        pub occupation: Option<Occupation>,
        /// The place that was asked for, with its name: those that feeds brought are in no list that forms offer.
        pub place: Option<Place>,
    }

    /// How many ads each choice of one filter would leave, with all else that is asked for.
    pub struct JobFacet {
        /// The name of the query parameter.
        pub filter: String,
        /// How many there are without a choice of this filter.
        pub without: u64,
        /// A choice that is not here would leave none within the distance that is searched.
        pub choices: Vec<FacetChoice>,
        /// The choices that were counted farther away than all that there is without one: each leaves other ads, whatever their number.
        pub farther: Vec<String>,
    }

    /// How many ads are for an occupation.
    pub struct OccupationCount {
        pub occupation: Occupation,
        pub count: u64,
    }

    /// How many ads of a search a place has, and where it is.
    pub struct PlaceCount {
        pub place: Place,
        /// Degrees north, in hundredths.
        pub lat: i32,
        /// Degrees east, in hundredths.
        pub lon: i32,
        pub count: u64,
    }

    /// An ad in full.
    pub struct Job {
        pub card: JobCard,
        /// Sanitised HTML, made from the employer's Markdown or from the text of another site.
        pub html: String,
        pub must: Vec<Skill>,
        pub nice: Vec<Skill>,
        /// Languages needed at work, by ISO 639 code; any language, not only those of the interface.
        pub languages: Vec<String>,
        /// ROME code of the occupation.
        pub rome: Option<String>,
        /// That occupation with its name, where it is known here.
        pub occupation: Option<Occupation>,
        /// For how many people it is; `None` where it does not say.
        pub openings: Option<u32>,
        pub duration_months: Option<u32>,
        pub employer_about: String,
        pub employer_lang: Language,
        /// Empty where it is not known.
        pub employer_website: String,
        /// People who work there; 0 where it is not known.
        pub employer_size: u32,
        pub disability_confident: bool,
        /// Whether the people who work here confirmed that the organisation writes from its own domain.
        pub employer_verified: bool,
        /// How the organisation recruits, in its words; empty where it does not say.
        pub steps: String,
        /// What an application answers.
        pub questions: Vec<String>,
        /// How its organisation answers; `None` where too few applied to say.
        pub answering: Option<Answering>,
        /// Whether its organisation closed it: it can be read, and nobody can apply.
        pub closed: bool,
        /// Where one applies, for an ad that came from another site: it takes no applications here.
        pub apply_url: Option<String>,
        /// Whether the site that it came from has it no more; searches leave it out.
        pub left: bool,
        /// schema.org JobPosting as JSON, without values that the employer did not give. Empty where one cannot apply any more, or does so
        /// at the other ad.
        pub json_ld: String,
        /// The signed-in person's own application to it, or to an ad of the same job that it stands for.
        pub mine: Option<Application>,
        /// Whether it was posted so long ago, or began so long ago, that searches leave it out, or `ended`.
        pub stale: bool,
        /// Whether its last day to apply is over, everywhere on earth.
        pub ended: bool,
        /// The ad of the same job that searches find in its place: posted again, here, or first.
        pub repeated_by: Option<JobSlug>,
        /// How the signed-in person fits; `None` where there is no profile to say it by.
        pub fit: Option<JobFit>,
    }

    /// One's own application.
    pub struct Application {
        pub id: ApplicationId,
        pub job: JobSlug,
        pub job_title: String,
        pub employer: EmployerRef,
        /// Whether the organisation is not let in any more, so that nobody there reads it. Answers that are kept for a repeat may be older
        /// than this.
        #[serde(default)]
        pub employer_away: bool,
        /// The occupation that somebody wrote for without an ad; `None` where they applied to an ad.
        pub wish: Option<Occupation>,
        pub status: ApplicationStatus,
        pub profile: String,
        pub message: String,
        pub phone: Option<String>,
        pub cv: Option<FileRef>,
        pub reason: Option<DeclineReason>,
        pub note: Option<String>,
        /// The ad's questions as they were then, with the answers.
        pub answers: Vec<QuestionAnswer>,
        /// Times to meet that the organisation offers, but for those at which who offered them meets somebody else by now.
        pub slots: Vec<Slot>,
        /// Whether times were offered, of which none may be left. Answers that are kept for a repeat may be older than this.
        #[serde(default)]
        pub times_offered: bool,
        pub placement: Option<Placement>,
        /// What the person said when none of these times suited them, which may be nothing; `None` where they did not say so.
        pub none_suits: Option<String>,
        pub history: Vec<StatusChange>,
    }

    /// When an application came to a status.
    pub struct StatusChange {
        pub status: ApplicationStatus,
        pub at: DateTime<Utc>,
    }

    pub struct FileRef {
        pub id: FileId,
        pub name: String,
        pub bytes: u64,
    }

    /// An application as the employer sees it. Name and address are empty once it was withdrawn.
    pub struct ReceivedApplication {
        pub application: Application,
        pub name: String,
        pub email: String,
    }

    /// One of the organisation's own ads, with what waits for an answer and how many contracts both sides confirmed.
    pub struct OwnJob {
        pub card: JobCard,
        pub applications: u32,
        pub unanswered: u32,
        pub placed: u32,
        pub closed: bool,
        /// Why people do not find it; empty while they do.
        pub hidden: Vec<Hidden>,
    }
}

endpoints! {
    /// Finds job ads.
    Get "/api/jobs" ListJobs {} (JobQuery, NoBody) -> JobList, Public;
    /// Counts how many ads of a search each month of beginning (`2026-12`) would leave, whatever days it asks for itself. Ads that begin
    /// at any time count for each month.
    Get "/api/job-starts" ListJobStarts {} (JobQuery, NoBody) -> JobFacet, Public;
    /// Lists the places of the ads that a search finds, the one with the most ads first.
    Get "/api/job-places" ListJobPlaces {} (JobQuery, NoBody) -> Vec<PlaceCount>, Public;
    /// Shows a job ad.
    Get "/api/jobs/{job}" ShowJob { job: JobSlug } (InLanguage, NoBody) -> Job, Public;
    /// Lists up to six ads that are like one, the most alike first.
    Get "/api/jobs/{job}/similar" ListSimilarJobs { job: JobSlug } (InLanguage, NoBody) -> Vec<JobCard>, Public;
    /// Applies for a job. After a withdrawal it may be done again.
    Post "/api/jobs/{job}/applications" Apply { job: JobSlug } (NoQuery, NewApplication) -> Application, Account;
    /// Takes an application back.
    Post "/api/applications/{application}/withdrawal" Withdraw { application: ApplicationId } (InLanguage, NoBody) -> Application, Account;
    /// Answers an application to one's own organisation.
    Post "/api/employer/applications/{application}/answer" AnswerApplication { application: ApplicationId } (InLanguage, ApplicationAnswer) -> ReceivedApplication, Poster;
    /// Shows the name and size of a file to its owner, and to the organisation it was sent to.
    Get "/api/files/{file}" ShowFile { file: FileId } (NoQuery, NoBody) -> FileRef, Account;
}

/// Where a CV is sent, as raw bytes (PDF or DOCX, at most [`limits::CV_BYTES`]) with [`FileName`] as query; it answers [`FileRef`].
pub const UPLOAD_PATH: &str = "/api/files";

/// Where a search is followed as an Atom feed, with [`JobQuery`] as query.
pub const FEED_PATH: &str = "/api/feeds/jobs.atom";

/// Where the bytes of a file are read, by those who may see [`ShowFile`].
pub fn download_path(file: &FileId) -> String {
    format!("/api/files/{}/content", crate::endpoint::escape(file.as_str()))
}
