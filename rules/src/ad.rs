//! Which ads are still worth reading, and which are like one another.

use passerelle_api::{Days, NaiveDate, posting::Hidden};

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

/// What an ad must be to be fresh today.
pub fn fresh(today: NaiveDate) -> Fresh {
    // The calendar goes back for as long as anybody posts ads.
    let before = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    Fresh { posted_from: before(STALE_DAYS), starts_from: before(STARTED_DAYS), applied_until: today }
}

impl Fresh {
    /// Whether an ad is fresh.
    pub fn holds(self, posted: NaiveDate, start: Option<NaiveDate>, expires: Option<NaiveDate>) -> bool {
        posted >= self.posted_from
            && start.is_none_or(|start| start >= self.starts_from)
            && expires.is_none_or(|last| last >= self.applied_until)
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
        (Hidden::Ended, ad.expires.is_some_and(|last| last < fresh.applied_until)),
        (Hidden::Started, ad.start.is_some_and(|start| start < fresh.starts_from)),
        (Hidden::Stale, ad.posted < fresh.posted_from),
        (Hidden::Repeated, ad.repeated),
    ];
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

/// How like another ad is to one, in points: what it asks for counts most, then the kind of contract, then the way between them.
/// Nothing: they share no skill.
pub fn likeness(one: &Job, other: &Job) -> u32 {
    let all = |job: &Job| job.must.iter().chain(&job.nice).cloned().collect::<Vec<_>>();
    let (asked, offered) = (all(one), all(other));
    let shared = asked.iter().filter(|skill| offered.contains(skill)).count();
    if shared == 0 {
        return 0;
    }
    // At most the number of skills of one ad.
    let shared = u32::try_from(shared).unwrap_or(u32::MAX / 100);
    let contract = if one.contract == other.contract { 5 } else { 0 };
    let near = match km(one.place, other.place) {
        0..=30 => 5,
        31..=100 => 3,
        _ => 0,
    };
    shared * 4 + contract + near
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
    fn an_ad_is_fresh_until_its_days_are_over() {
        let fresh = fresh(day(2026, 5, 1));
        assert!(fresh.holds(day(2026, 1, 1), None, None), "120 days before");
        assert!(!fresh.holds(day(2025, 12, 31), None, None));
        assert!(fresh.holds(day(2026, 4, 1), Some(day(2026, 4, 1)), None), "30 days before");
        assert!(!fresh.holds(day(2026, 4, 1), Some(day(2026, 3, 31)), None));
        assert!(fresh.holds(day(2026, 4, 1), None, Some(day(2026, 5, 1))), "on the last day one still applies");
        assert!(!fresh.holds(day(2026, 4, 1), None, Some(day(2026, 4, 30))));
    }

    #[test]
    fn an_ad_that_is_not_found_has_a_reason_and_a_fresh_one_has_none() {
        let fresh = fresh(day(2026, 5, 1));
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
            remote: Remote::OnSite,
            contract,
            training_days: None,
            start: None,
            languages: vec![],
            pay_month: None,
        }
    }

    #[test]
    fn skills_count_before_contract_and_place() {
        let one = job(&["html", "css", "sql"], Contract::Apprenticeship, 48.0);
        let of = |other: Job| likeness(&one, &other);
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
}
