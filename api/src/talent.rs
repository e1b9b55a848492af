//! The talent marketplace. What could tell who a talent is stays on the server until the talent accepts to be met.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    account::{EmployerRef, Language},
    catalogue::{FacetChoice, Relax},
    endpoint::{NoBody, NoQuery, endpoints},
    id::{CertificateCode, ContactId, IdempotencyKey, JobSlug, PlaceSlug, SkillCode, TalentId},
    job::{Contract, Pay, Remote},
    list::List,
    matching::JobFit,
    portfolio::{OwnProject, Project},
    reference::{InLanguage, Place, Skill},
    wire::{request, wire, words},
};

words! {
    /// How well one part fits. Unknown is never met.
    pub enum Fit {
        Met = "met",
        Partly = "partly",
        Missing = "missing",
        Unknown = "unknown",
    }

    /// The parts that are compared.
    pub enum Part {
        MustSkill = "must_skill",
        NiceSkill = "nice_skill",
        Place = "place",
        Level = "level",
        Availability = "availability",
        Contract = "contract",
        Language = "language",
    }

    /// What stands behind a skill.
    pub enum EvidenceKind {
        Certificate = "certificate",
        /// A project that was defended before others, and whose owner lets organisations know of it.
        Defence = "defence",
        Project = "project",
        Statement = "statement",
    }

    /// Levels of the Common European Framework of Reference for Languages.
    pub enum Cefr {
        A1 = "A1",
        A2 = "A2",
        B1 = "B1",
        B2 = "B2",
        C1 = "C1",
        C2 = "C2",
    }

    /// What a talent may keep from organisations.
    pub enum ProfileField {
        Headline = "headline",
        About = "about",
        Skills = "skills",
        Projects = "projects",
        Level = "level",
        Place = "place",
        Availability = "availability",
        Contracts = "contracts",
        Remote = "remote",
        Languages = "languages",
        Rhythm = "rhythm",
        Pay = "pay",
    }

    /// Where a contact request stands.
    pub enum ContactStatus {
        Sent = "sent",
        Accepted = "accepted",
        Declined = "declined",
        /// Nobody answered it in time. It cannot be answered any more.
        Expired = "expired",
    }
}

request! {
    /// What an employer looks for. Nothing but `q`, `must` and `only` excludes anybody; what a talent did not say is shown as
    /// unknown.
    pub struct TalentQuery {
        /// Words, each of which must be found; AND, OR, NOT and brackets join them, in each language's own words too.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub q: Option<String>,
        /// Skills that a result must have, or be near to.
        #[serde(default, skip_serializing_if = "List::is_empty")]
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        pub must: List<SkillCode>,
        #[serde(default, skip_serializing_if = "List::is_empty")]
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        pub nice: List<SkillCode>,
        pub place: Option<PlaceSlug>,
        /// Kilometres around `place`, 1 to 500; 30 when left out.
        pub radius: Option<u32>,
        /// The work can be done from anywhere: whoever works remotely is then as near as whoever lives there.
        pub remote: Option<bool>,
        /// The EQF level wanted, 3 to 8.
        pub level: Option<u8>,
        /// Available on or before this day.
        pub available_by: Option<NaiveDate>,
        pub contract: Option<Contract>,
        /// A language spoken at work, B1 or better.
        pub language: Option<Language>,
        /// Parts (`place`, `level`, `availability`, `contract`, `language`) whose wish must be met: who answers it in part, or
        /// said nothing of it, is left out.
        #[serde(default, skip_serializing_if = "List::is_empty")]
        #[cfg_attr(feature = "schema", schema(value_type = String))]
        pub only: List<String>,
        /// An ad of one's own organisation: talents come in the order of how well they fit it, with the reasons in `fit`.
        pub job: Option<JobSlug>,
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }

    /// Which page of requests to meet.
    pub struct ContactsQuery {
        pub cursor: Option<String>,
    }

    /// A request to meet. `message` 20 to 1,000 characters.
    pub struct NewContact {
        pub job: JobSlug,
        pub pay_min: u32,
        pub pay_max: u32,
        pub message: String,
        pub key: IdempotencyKey,
    }

    /// A talent's answer.
    pub struct ContactAnswer {
        pub accept: bool,
        /// With a decline: the organisation does not see the profile from now on.
        #[serde(default)]
        pub block: bool,
    }

    /// One's own profile as one writes it.
    pub struct ProfileChange {
        pub visible: bool,
        /// Whether it was visible when whoever writes opened it. One that was and was hidden meanwhile is not shown again by that: the
        /// answer is a conflict.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub was_visible: Option<bool>,
        /// The version that whoever writes found, 0 where there was none. Where another is kept by now, which says something else than what
        /// is sent, the answer is a conflict. Left out: what is sent takes the place of whatever is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub version: Option<u32>,
        pub headline: String,
        pub about: String,
        pub lang: Option<Language>,
        pub skills: Vec<SkillCode>,
        pub level: Option<u8>,
        pub place: Option<PlaceSlug>,
        pub radius_km: Option<u32>,
        pub remote: Vec<Remote>,
        pub contracts: Vec<Contract>,
        pub available_from: Option<NaiveDate>,
        pub languages: Vec<SpokenLanguage>,
        /// Days of training a week that would do, each 1 to 5. Left out: as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub training_days: Option<Vec<u8>>,
        /// The least pay that would do, in whole euros a month before tax. 0: not said any more. Left out: as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub pay_month: Option<u32>,
        /// What one made, in the order in which it is shown. Left out: as it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub projects: Option<Vec<OwnProject>>,
    }
}

/// Bounds that the form and the server both hold to, in characters and items.
pub mod limits {
    pub const HEADLINE: u64 = 120;
    pub const ABOUT: u64 = 2_000;
    pub const SKILLS: u64 = 30;
    pub const MESSAGE_MIN: u64 = 20;
    pub const MESSAGE_MAX: u64 = 1_000;
    /// Kilometres on offer around a place, each with how many people it would find.
    pub const RADII: [u32; 6] = [10, 20, 30, 50, 100, 200];
    pub const SEARCH_SKILLS: u64 = 10;
    pub const SEARCH_WORDS: u64 = 200;
    /// Days of training a week.
    pub const TRAINING_DAYS: u8 = 5;
    /// Euros a month.
    pub const PAY_MONTH: u32 = 1_000_000;
}

wire! {
    /// A language somebody speaks.
    pub struct SpokenLanguage {
        pub code: String,
        pub cefr: Cefr,
    }

    /// A skill with what stands behind it.
    pub struct ProvenSkill {
        pub skill: Skill,
        pub evidence: EvidenceKind,
        pub text: String,
        /// The certificate of this school behind it, on a talent's page and where its record is intact.
        pub certificate: Option<Verified>,
    }

    /// A certificate that was verified here.
    pub struct Verified {
        /// The day of the award.
        pub on: NaiveDate,
        /// Its public page names the holder, so that it is told only once the talent accepted to meet.
        pub code: Option<CertificateCode>,
    }

    /// How one wish is answered by one talent.
    pub struct MatchPart {
        pub part: Part,
        pub fit: Fit,
        /// The skill the part is about, for skills.
        pub skill: Option<Skill>,
        /// The near skill that was found instead, for skills that are partly met.
        pub instead: Option<Skill>,
        /// What was found: a level, a distance in kilometres, a day, a contract.
        pub found: Option<String>,
        /// Points of the score that this part gave, of `of`.
        pub points: u32,
        pub of: u32,
    }

    /// A talent as an employer may see it before the talent accepts: no name, no picture, no address.
    pub struct TalentCard {
        pub id: TalentId,
        /// Empty: the talent keeps it to itself.
        pub headline: String,
        pub lang: Language,
        pub skills: Vec<ProvenSkill>,
        pub level: Option<u8>,
        pub place: Option<Place>,
        pub contracts: Vec<Contract>,
        pub remote: Vec<Remote>,
        pub available_from: Option<NaiveDate>,
        pub languages: Vec<SpokenLanguage>,
        /// 0 to 100; the points of the parts add up to it.
        pub score: u8,
        pub parts: Vec<MatchPart>,
        /// The state of a request from one's own organisation.
        pub contact: Option<ContactStatus>,
        /// How well the talent fits the ad that was asked for.
        pub fit: Option<JobFit>,
    }

    /// A page of talents, best first.
    pub struct TalentList {
        pub items: Vec<TalentCard>,
        pub total: u64,
        pub next: Option<String>,
        pub relax: Vec<Relax>,
        /// How many would be found for each choice of a part, if it were the only one that is asked of that part. Those of the place
        /// are kilometres around it, where one is asked for.
        pub facets: Vec<Facet>,
        /// Where more are found than are compared with an ad: how many are, and stand in the list. They are those who answer best what the
        /// ad says of skills, level, place, contract, start and languages.
        pub scored_at_most: Option<u64>,
    }

    /// The choices of one part.
    pub struct Facet {
        pub part: Part,
        pub choices: Vec<FacetChoice>,
    }

    /// A talent's page.
    pub struct Talent {
        pub card: TalentCard,
        pub about: String,
        pub projects: Vec<Project>,
        /// Name and address, only once the talent accepted a request of one's own organisation.
        pub revealed: Option<Revealed>,
        /// The moment from which one's own organisation may ask to meet again, where that is still to come.
        pub ask_from: Option<DateTime<Utc>>,
    }

    pub struct Revealed {
        pub name: String,
        pub email: String,
    }

    /// A request to meet, as both sides see it.
    pub struct Contact {
        pub id: ContactId,
        pub talent: TalentId,
        /// Empty: the talent keeps it to itself. `None`: the organisation may not see the profile any more.
        pub talent_headline: Option<String>,
        pub employer: EmployerRef,
        pub job: JobSlug,
        pub job_title: String,
        pub pay: Pay,
        pub message: String,
        pub status: ContactStatus,
        pub sent_at: DateTime<Utc>,
        /// When it can be answered no more.
        pub expires_at: DateTime<Utc>,
        pub answered_at: Option<DateTime<Utc>>,
        /// Who the talent is, to the employer and only once accepted.
        pub revealed: Option<Revealed>,
    }

    /// A page of the requests that an organisation sent, newest first.
    pub struct SentContacts {
        pub items: Vec<Contact>,
        pub next: Option<String>,
    }

    /// A page of the requests that came to oneself, newest first.
    pub struct ReceivedContacts {
        pub items: Vec<Contact>,
        /// How many of all of them wait for an answer.
        pub waiting: u64,
        pub next: Option<String>,
    }

    /// One's own profile.
    pub struct Profile {
        pub id: TalentId,
        /// Grows with each change of what its owner writes here, wherever it was made.
        pub version: u32,
        pub visible: bool,
        /// Whether organisations find it: it is visible, and was confirmed in the last 90 days.
        pub found: bool,
        pub headline: String,
        pub about: String,
        pub lang: Language,
        pub skills: Vec<ProvenSkill>,
        pub level: Option<u8>,
        pub place: Option<Place>,
        pub radius_km: Option<u32>,
        pub remote: Vec<Remote>,
        pub contracts: Vec<Contract>,
        pub available_from: Option<NaiveDate>,
        pub languages: Vec<SpokenLanguage>,
        /// Days of training a week that would do. Employers see how they answer an ad.
        pub training_days: Vec<u8>,
        /// The least pay that would do, in whole euros a month before tax. Employers see whether an ad pays it,
        /// rounded up to the next 200: whoever posts an ad with other pay can learn roughly how much it is, by that step, and never exactly.
        pub pay_month: Option<u32>,
        pub projects: Vec<OwnProject>,
    }
}

endpoints! {
    /// Finds talents who chose to be visible.
    Get "/api/talents" ListTalents {} (TalentQuery, NoBody) -> TalentList, Searcher;
    /// Shows a visible talent.
    Get "/api/talents/{talent}" ShowTalent { talent: TalentId } (TalentQuery, NoBody) -> Talent, Searcher;
    /// Asks a talent to meet about a job.
    Post "/api/talents/{talent}/contacts" AskContact { talent: TalentId } (NoQuery, NewContact) -> Contact, Poster;
    /// Lists the requests that one's own organisation sent, newest first.
    Get "/api/employer/contacts" ListSentContacts {} (ContactsQuery, NoBody) -> SentContacts, Searcher;
    /// Lists the requests that came to oneself, newest first.
    Get "/api/contacts" ListReceivedContacts {} (ContactsQuery, NoBody) -> ReceivedContacts, Account;
    /// Accepts or declines a request that came to oneself.
    Post "/api/contacts/{contact}/answer" AnswerContact { contact: ContactId } (NoQuery, ContactAnswer) -> Contact, Account;
    /// Shows one's own profile, or nothing when there is none.
    Get "/api/profile" ShowProfile {} (InLanguage, NoBody) -> Option<Profile>, Account;
    /// Writes one's own profile. Whoever found another version than is kept is refused, so that nothing that was written elsewhere is lost.
    Put "/api/profile" SaveProfile {} (InLanguage, ProfileChange) -> Profile, Account;
}
