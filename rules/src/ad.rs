//! Which ads are still worth reading, and which are like one another.

use passerelle_api::{DateTime, Days, NaiveDate, Utc, posting::Hidden};

use crate::{distance::km, matching::Job};

/// Days after which an ad that nobody renewed is taken for stale.
pub const STALE_DAYS: u64 = 120;

/// Days after its start within which a place may still be open.
pub const STARTED_DAYS: u64 = 30;

/// What an ad must be to be fresh on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fresh {
    /// Posted on this day or later.
    pub posted_from: NaiveDate,
    /// Starts on this day or later, or at any time.
    pub starts_from: NaiveDate,
    /// One can apply until this day or later, or for as long as it stands there.
    pub applied_until: NaiveDate,
}

/// Milliseconds by which the last place on earth where a day is not over yet is behind.
pub(crate) const BEHIND_MS: i64 = 12 * 60 * 60 * 1000;

/// The day on which an ad must still be open to be found now. Who reads "until the 6th" may be where it is the 6th for longest, and no ad
/// says whose day it means.
pub fn open_day(now: DateTime<Utc>) -> NaiveDate {
    DateTime::from_timestamp_millis(now.timestamp_millis() - BEHIND_MS).unwrap_or(now).date_naive()
}

/// Milliseconds by which the first place on earth where a day begins is ahead.
pub(crate) const AHEAD_MS: i64 = 14 * 60 * 60 * 1000;

/// The last day that has begun anywhere by now. Who writes of today may be where it begins first.
pub fn begun_day(now: DateTime<Utc>) -> NaiveDate {
    DateTime::from_timestamp_millis(now.timestamp_millis() + AHEAD_MS).unwrap_or(now).date_naive()
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Whether somebody says when an ad was posted. A site that says a day says no time with it; the moment at which an
/// undated ad of another site came here is not its day.
pub fn says_posting(elsewhere: bool, posted: DateTime<Utc>) -> bool {
    !elsewhere || posted.timestamp_millis() % DAY_MS == 0
}

/// What an ad must be to be fresh now.
pub fn fresh(now: DateTime<Utc>) -> Fresh {
    fresh_on(open_day(now))
}

fn fresh_on(today: NaiveDate) -> Fresh {
    // The calendar goes back for as long as anybody posts ads.
    let before = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    Fresh { posted_from: before(STALE_DAYS), starts_from: before(STARTED_DAYS), applied_until: today }
}

/// The last day on which an ad is fresh.
pub fn last_day(posted: NaiveDate, start: Option<NaiveDate>, expires: Option<NaiveDate>) -> NaiveDate {
    let after = |day: NaiveDate, days| day.checked_add_days(Days::new(days)).unwrap_or(day);
    let begun = start.map(|start| after(start, STARTED_DAYS));
    [begun, expires].into_iter().flatten().fold(after(posted, STALE_DAYS), NaiveDate::min)
}

impl Fresh {
    /// Whether an ad is fresh.
    pub fn holds(self, posted: NaiveDate, start: Option<NaiveDate>, expires: Option<NaiveDate>) -> bool {
        posted >= self.posted_from && start.is_none_or(|start| start >= self.starts_from) && !self.ended(expires)
    }

    /// Whether the last day to apply is over.
    pub fn ended(self, expires: Option<NaiveDate>) -> bool {
        expires.is_some_and(|last| last < self.applied_until)
    }
}

/// What decides whether people find an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub posted: NaiveDate,
    pub start: Option<NaiveDate>,
    pub expires: Option<NaiveDate>,
    pub closed: bool,
    pub left: bool,
    /// A newer ad says the same.
    pub repeated: bool,
}

/// Every reason why people do not find an ad, so that who mends one of them is not surprised by the next.
pub fn hidden(fresh: Fresh, ad: Standing) -> Vec<Hidden> {
    let reasons = [
        (Hidden::Closed, ad.closed),
        (Hidden::Left, ad.left),
        (Hidden::Ended, fresh.ended(ad.expires)),
        (Hidden::Started, ad.start.is_some_and(|start| start < fresh.starts_from)),
        (Hidden::Stale, ad.posted < fresh.posted_from),
        (Hidden::Repeated, ad.repeated),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// An ad as it is compared with others: ads of feeds ask for no skills, and are alike by what the work is.
#[derive(Debug, Clone)]
pub struct Kind<'a> {
    pub job: &'a Job,
    /// The code of its occupation.
    pub occupation: Option<&'a str>,
    /// Its folded title.
    pub title: &'a str,
}

/// Signs of an occupation's code that stand for its family: M18 of M1805.
pub const FAMILY: usize = 3;

/// Words of a title that count; more of them say nothing more.
const TITLE_WORDS: usize = 3;

/// Words that say nothing of the work: small ones, and those of any ad. They are folded.
const COMMON: &[&str] = &[
    "and",
    "the",
    "for",
    "with",
    "our",
    "job",
    "new",
    "position",
    "junior",
    "senior",
    "full",
    "part",
    "time",
    "intern",
    "internship",
    "apprentice",
    "apprenticeship",
    "trainee",
    "pour",
    "avec",
    "dans",
    "des",
    "les",
    "une",
    "sur",
    "aux",
    "chez",
    "poste",
    "offre",
    "emploi",
    "stage",
    "stagiaire",
    "alternance",
    "alternant",
    "alternante",
    "apprenti",
    "apprentie",
    "apprentissage",
    "contrat",
    "cdi",
    "cdd",
    "temps",
    "plein",
    "partiel",
    "ans",
    "mois",
    "para",
    "con",
    "los",
    "las",
    "del",
    "por",
    "puesto",
    "oferta",
    "empleo",
    "practicas",
    "aprendiz",
    "contrato",
    "من",
    "في",
    "على",
    "الي",
    "مع",
    "وظيفه",
    "تدريب",
    "متدرب",
    "عقد",
];

/// The words of a folded title that say what the work is.
pub fn title_words(title: &str) -> Vec<&str> {
    let says = |word: &&str| word.chars().count() > 2 && !word.chars().all(char::is_numeric) && !COMMON.contains(word);
    let mut words: Vec<&str> = title.split(' ').filter(says).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// How like another ad is to one, in points: what it asks for and what work it is count most, then the kind of contract, then the
/// way between them. Nothing: they share no skill, no occupation nor a family of these, and no word of their titles.
pub fn likeness(one: &Kind<'_>, other: &Kind<'_>) -> u32 {
    let all = |job: &Job| job.must.iter().chain(&job.nice).cloned().collect::<Vec<_>>();
    let (asked, offered) = (all(one.job), all(other.job));
    let skills = asked.iter().filter(|skill| offered.contains(skill)).count();
    let occupation = match (one.occupation, other.occupation) {
        (Some(one), Some(other)) if one == other => 8,
        (Some(one), Some(other)) if one.get(..FAMILY).is_some() && one.get(..FAMILY) == other.get(..FAMILY) => 3,
        _ => 0,
    };
    let offered = title_words(other.title);
    let words = title_words(one.title).into_iter().filter(|word| offered.contains(word)).count().min(TITLE_WORDS);
    // At most the number of skills of one ad.
    let count = |shared: usize| u32::try_from(shared).unwrap_or(u32::MAX / 100);
    let kin = count(skills) * 4 + occupation + count(words) * 3;
    if kin == 0 {
        return 0;
    }
    let contract = if one.job.contract == other.job.contract { 5 } else { 0 };
    let near = match km(one.job.place, other.job.place) {
        0..=30 => 5,
        31..=100 => 3,
        _ => 0,
    };
    kin + contract + near
}

#[cfg(test)]
mod tests {
    use passerelle_api::job::{Contract, Remote};

    use super::*;
    use crate::distance::Spot;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
    }

    #[test]
    fn a_day_lasts_until_it_is_over_everywhere() {
        let last = day(2026, 5, 1);
        let at = |hour, minute| last.succ_opt()?.and_hms_opt(hour, minute, 0).map(|moment| moment.and_utc());
        assert_eq!(at(11, 59).map(open_day), Some(last), "on Baker Island");
        assert_eq!(at(12, 0).map(open_day), last.succ_opt());
        assert!(at(11, 59).is_some_and(|now| fresh(now).holds(last, None, Some(last))));
        assert!(at(12, 0).is_some_and(|now| !fresh(now).holds(last, None, Some(last))));
    }

    #[test]
    fn a_day_begins_where_it_begins_first() {
        let eve = day(2026, 4, 30);
        let at = |hour, minute| eve.and_hms_opt(hour, minute, 0).map(|moment| moment.and_utc());
        assert_eq!(at(9, 59).map(begun_day), Some(eve));
        assert_eq!(at(10, 0).map(begun_day), eve.succ_opt(), "on Kiritimati");
    }

    #[test]
    fn the_moment_at_which_an_undated_ad_came_is_no_day_of_posting() {
        let at = |hour| day(2026, 5, 1).and_hms_opt(hour, 0, 0).map(|moment| moment.and_utc());
        assert!(at(0).is_some_and(|said| says_posting(true, said)), "its site says a day, and no time with it");
        assert!(at(8).is_some_and(|came| !says_posting(true, came)));
        assert!(at(8).is_some_and(|posted| says_posting(false, posted)), "who posts here does so at a moment");
    }

    #[test]
    fn an_ad_is_fresh_until_its_days_are_over() {
        let fresh = fresh_on(day(2026, 5, 1));
        assert!(fresh.holds(day(2026, 1, 1), None, None), "120 days before");
        assert!(!fresh.holds(day(2025, 12, 31), None, None));
        assert!(fresh.holds(day(2026, 4, 1), Some(day(2026, 4, 1)), None), "30 days before");
        assert!(!fresh.holds(day(2026, 4, 1), Some(day(2026, 3, 31)), None));
        assert!(fresh.holds(day(2026, 4, 1), None, Some(day(2026, 5, 1))), "on the last day one still applies");
        assert!(!fresh.holds(day(2026, 4, 1), None, Some(day(2026, 4, 30))));
        let ended = [None, Some(day(2026, 5, 1)), Some(day(2026, 4, 30))].map(|last| fresh.ended(last));
        assert_eq!(ended, [false, false, true]);
    }

    #[test]
    fn the_last_day_of_an_ad_is_the_last_on_which_it_is_fresh() {
        let days = [
            (day(2026, 1, 1), None, None),
            (day(2026, 4, 1), Some(day(2026, 4, 1)), None),
            (day(2026, 4, 1), Some(day(2026, 4, 1)), Some(day(2026, 4, 7))),
        ];
        for (posted, start, expires) in days {
            let last = last_day(posted, start, expires);
            assert!(fresh_on(last).holds(posted, start, expires), "{last}");
            let next = last.succ_opt().unwrap_or_default();
            assert!(!fresh_on(next).holds(posted, start, expires), "{next}");
        }
    }

    #[test]
    fn an_ad_that_is_not_found_has_a_reason_and_a_fresh_one_has_none() {
        let fresh = fresh_on(day(2026, 5, 1));
        let found = Standing {
            posted: day(2026, 1, 1),
            start: Some(day(2026, 4, 1)),
            expires: Some(day(2026, 5, 1)),
            closed: false,
            left: false,
            repeated: false,
        };
        assert_eq!(hidden(fresh, found), []);
        for (ad, reason) in [
            (Standing { closed: true, ..found }, Hidden::Closed),
            (Standing { left: true, ..found }, Hidden::Left),
            (Standing { expires: Some(day(2026, 4, 30)), ..found }, Hidden::Ended),
            (Standing { start: Some(day(2026, 3, 31)), ..found }, Hidden::Started),
            (Standing { posted: day(2025, 12, 31), ..found }, Hidden::Stale),
            (Standing { repeated: true, ..found }, Hidden::Repeated),
        ] {
            assert_eq!(hidden(fresh, ad), [reason]);
        }
        let all = Standing { closed: true, posted: day(2025, 1, 1), ..found };
        assert_eq!(hidden(fresh, all), [Hidden::Closed, Hidden::Stale], "all of them are said");
    }

    fn job(must: &[&str], contract: Contract, lat: f64) -> Job {
        Job {
            must: must.iter().map(|&skill| skill.into()).collect(),
            nice: vec![],
            level: None,
            place: Spot { lat, lon: 2.0 },
            remote: Some(Remote::OnSite),
            contract,
            training_days: None,
            start: None,
            languages: vec![],
            pay_month: None,
        }
    }

    #[test]
    fn skills_count_before_contract_and_place() {
        fn kind(job: &Job) -> Kind<'_> {
            Kind { job, occupation: None, title: "" }
        }
        let one = job(&["html", "css", "sql"], Contract::Apprenticeship, 48.0);
        let of = |other: Job| likeness(&kind(&one), &kind(&other));
        assert_eq!(
            of(job(&["baking"], Contract::Apprenticeship, 48.0)),
            0,
            "without a skill in common they are not alike"
        );
        assert!(of(job(&["html"], Contract::Apprenticeship, 48.0)) > of(job(&["html"], Contract::Permanent, 48.0)));
        assert!(of(job(&["html"], Contract::Permanent, 48.0)) > of(job(&["html"], Contract::Permanent, 44.0)));
        assert!(
            of(job(&["html", "css", "sql"], Contract::Permanent, 48.5)) > of(job(&["html"], Contract::Permanent, 48.0))
        );
    }
    #[test]
    fn ads_without_skills_are_alike_by_what_the_work_is() {
        let bare = job(&[], Contract::Permanent, 48.0);
        let of = |occupation: Option<&str>, title: &str, other: Option<&str>, other_title: &str| {
            let one = Kind { job: &bare, occupation, title };
            likeness(&one, &Kind { job: &bare, occupation: other, title: other_title })
        };
        let (same, family) = (of(Some("D1102"), "", Some("D1102"), ""), of(Some("D1102"), "", Some("D1106"), ""));
        assert!(same > family && family > 0);
        assert_eq!(of(Some("D1102"), "", Some("D1202"), ""), 0, "the letter alone says little");
        assert_eq!(of(None, "", None, ""), 0, "nothing said is nothing shared");
        let words = |one: &str, other: &str| of(None, one, None, other);
        assert!(words("apprenti boulanger h f", "boulanger en alternance") > 0);
        assert!(words("boulanger patissier", "patissier boulanger") > words("boulanger", "boulanger patissier"));
        assert_eq!(words("stage de 6 mois", "stage de 6 mois"), 0, "any ad has these words");
        assert_eq!(title_words("chef de projet web 2026 web"), ["chef", "projet", "web"]);
    }
}
