//! The months in which the work of ads begins, as a choice of a search. On the wire a month is `2026-12`.

use std::collections::BTreeMap;

use passerelle_api::{NaiveDate, job::JobFacet};

use crate::facet;

/// How many ads begin in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Starting {
    /// `None`: the ads name no day.
    pub month: Option<String>,
    /// Whether an ad without a day begins at any time; one of a feed only does not say when.
    pub at_any_time: bool,
    pub count: u64,
}

impl Starting {
    /// Whether these are found whatever month is asked for.
    pub const fn in_every_month(&self) -> bool {
        self.month.is_none() && self.at_any_time
    }
}

/// How many ads each month would leave: those that begin in it, and those that begin at any time.
pub fn facet(starting: &[Starting]) -> JobFacet {
    let all = starting.iter().map(|starting| starting.count).sum();
    let undated = starting.iter().filter(|starting| starting.in_every_month());
    let any: u64 = undated.map(|starting| starting.count).sum();
    let mut months: BTreeMap<&str, u64> = BTreeMap::new();
    for Starting { month, count, .. } in starting {
        if let Some(month) = month {
            *months.entry(month).or_insert(any) += count;
        }
    }
    facet::facet("start", all, months)
}

/// How many ads each month would leave where a search widens by itself until it finds something, of what begins when at each
/// kilometre. No month is looked for farther away than what begins at any time.
pub fn widened(by_km: &[(u32, Starting)]) -> JobFacet {
    let mut by_distance = Vec::new();
    for radius in facet::by_itself() {
        let within = by_km.iter().filter(|(km, _)| *km <= radius);
        let within: Vec<Starting> = within.map(|(_, starting)| starting.clone()).collect();
        by_distance.push(vec![facet(&within)]);
        if within.iter().any(Starting::in_every_month) {
            break;
        }
    }
    let mut found = facet::first_found(by_distance).pop().unwrap_or_else(|| facet(&[]));
    found.choices.sort_by(|one, other| one.value.cmp(&other.value));
    found
}

/// The first and the last day of a month.
pub fn days(month: &str) -> Option<(NaiveDate, NaiveDate)> {
    let day = |number: u8| format!("{month}-{number:02}").parse::<NaiveDate>().ok();
    day(1).zip((28..=31).rev().find_map(day))
}

/// The month of which a search asks for the first to the last day.
pub fn month(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    let first = from?.to_string();
    let month = first.strip_suffix("-01")?;
    (days(month) == from.zip(to)).then(|| month.to_owned())
}

#[cfg(test)]
mod tests {
    use passerelle_api::catalogue::FacetChoice;

    use super::*;

    fn starting(month: Option<&str>, at_any_time: bool, count: u64) -> Starting {
        Starting { month: month.map(str::to_owned), at_any_time, count }
    }

    #[test]
    fn a_month_leaves_what_begins_in_it_and_what_begins_at_any_time() {
        let found = facet(&[
            starting(Some("2027-01"), true, 4),
            starting(Some("2026-12"), true, 1),
            starting(Some("2026-12"), false, 2),
            starting(None, true, 8),
            starting(None, false, 16),
        ]);
        let choice = |value: &str, count| FacetChoice { value: value.to_owned(), count };
        assert_eq!((found.filter.as_str(), found.without), ("start", 31));
        assert_eq!(found.choices, [choice("2026-12", 11), choice("2027-01", 12)], "the nearest first");
        assert_eq!(facet(&[starting(None, true, 8)]).choices, [], "nothing to choose where no ad names a day");
    }

    #[test]
    fn a_month_of_which_nothing_is_nearby_counts_where_a_search_first_finds_it() {
        let choice = |value: &str, count| FacetChoice { value: value.to_owned(), count };
        let near = [(5, starting(Some("2027-01"), false, 3)), (20, starting(None, false, 1))];
        let far = [
            (80, starting(Some("2026-12"), false, 2)),
            (81, starting(Some("2027-01"), false, 7)),
            (150, starting(Some("2026-12"), false, 4)),
            (300, starting(Some("2027-02"), false, 5)),
        ];
        let found = widened(&[&near[..], &far].concat());
        assert_eq!(found.without, 4, "all that is nearby");
        assert_eq!(found.choices, [choice("2026-12", 2), choice("2027-01", 3), choice("2027-02", 5)]);
        assert_eq!(found.farther, ["2026-12", "2027-02"]);
        let any = [(120, starting(None, true, 1))];
        let found = widened(&[&near[..], &far, &any].concat());
        assert_eq!(found.choices, [choice("2026-12", 2), choice("2027-01", 3)], "February finds the one at any time");
        let found = widened(&far[2..]);
        assert_eq!((found.without, found.choices), (4, vec![choice("2026-12", 4), choice("2027-02", 5)]));
        assert_eq!(widened(&[]).choices, []);
    }

    #[test]
    fn a_search_asks_for_a_month_where_it_asks_for_all_of_its_days() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (text, last) in [("2026-12", "2026-12-31"), ("2028-02", "2028-02-29"), ("2027-02", "2027-02-28")] {
            let (from, to) = days(text).unwrap();
            assert_eq!((Some(from), Some(to)), (day(&format!("{text}-01")), day(last)));
            assert_eq!(month(Some(from), Some(to)).as_deref(), Some(text));
            assert_eq!(month(Some(from), None), None);
            assert_eq!(month(None, Some(to)), None);
        }
        assert_eq!(month(day("2026-12-02"), day("2026-12-31")), None);
        assert_eq!(month(day("2026-12-01"), day("2027-01-31")), None, "two months are not one");
        assert!(["", "2026", "2026-13", "12-2026", "2026-12-01"].iter().all(|text| days(text).is_none()));
    }
}
