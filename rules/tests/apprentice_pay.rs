//! What an apprentice must be paid at least, by the figures that were published.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{NaiveDate, job::PayPeriod};
use passerelle_rules::pay::apprentice::{
    Apprentice, Country, Floor, Rise, bands, floor, goes_on, is_progressive, known, rise, sources, years,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn least(country: Country, age: u8, contract_year: u8, on: &str) -> Option<u32> {
    floor(country, Apprentice { age, contract_year }, day(on)).map(|floor| floor.hundredths)
}

#[test]
fn countries_are_known_by_their_codes() {
    assert_eq!(Country::from_code("GB"), Some(Country::UnitedKingdom));
    assert_eq!(Country::from_code("UK"), None, "not the code of ISO 3166-1");
    assert_eq!(Country::from_code("fr"), None);
}

#[test]
fn france_pays_a_part_of_the_smic_by_age_and_year() {
    let apprentice = Apprentice { age: 17, contract_year: 1 };
    let expected =
        Floor { hundredths: 49_222, currency: "EUR", period: PayPeriod::Month, percent: Some(27), progressive: false };
    assert_eq!(floor(Country::France, apprentice, day("2026-01-01")), Some(expected));
    let percents: Vec<Vec<u8>> = [16, 18, 20, 21, 25, 26, 29]
        .iter()
        .map(|&age| {
            let percent = |contract_year| {
                floor(Country::France, Apprentice { age, contract_year }, day("2025-06-01")).unwrap().percent.unwrap()
            };
            (1..=3).map(percent).collect()
        })
        .collect();
    let (young, adult, older, full) = (vec![27, 39, 55], vec![43, 51, 67], vec![53, 61, 78], vec![100; 3]);
    assert_eq!(percents, [young, adult.clone(), adult, older.clone(), older, full.clone(), full]);
}

#[test]
fn the_smic_of_the_day_counts() {
    let full = |on| least(Country::France, 26, 1, on);
    assert_eq!(full("2023-12-31"), None, "before the table");
    assert_eq!(full("2024-01-01"), Some(176_692));
    assert_eq!(full("2024-10-31"), Some(176_692));
    assert_eq!(full("2024-11-01"), Some(180_180));
    assert_eq!(full("2025-12-31"), Some(180_180));
    assert_eq!(full("2026-01-01"), Some(182_303));
    assert_eq!(full("2026-02-01"), None, "a later one may have come; the nearest figure is no answer");
}

#[test]
fn who_is_no_apprentice_in_france_has_no_floor() {
    assert_eq!(least(Country::France, 15, 1, "2026-01-01"), None);
    assert_eq!(least(Country::France, 18, 0, "2026-01-01"), None);
    assert_eq!(least(Country::France, 18, 4, "2026-01-01"), None, "the law names three years");
}

#[test]
fn the_united_kingdom_pays_the_apprentice_rate_to_the_young_and_in_the_first_year() {
    let pence = |age, year, on| least(Country::UnitedKingdom, age, year, on);
    assert_eq!(pence(18, 2, "2025-04-01"), Some(755), "under 19, whatever the year");
    assert_eq!(pence(21, 1, "2025-04-01"), Some(755), "the example of the government's page");
    assert_eq!(pence(21, 2, "2025-04-01"), Some(1_221), "and its other one");
    assert_eq!(pence(19, 2, "2025-04-01"), Some(1_000));
    assert_eq!(pence(20, 2, "2026-04-01"), Some(1_085));
    assert_eq!(pence(30, 3, "2026-04-01"), Some(1_271));
    assert_eq!(pence(16, 1, "2026-04-01"), Some(800));
    assert_eq!(pence(16, 1, "2025-03-31"), Some(640));
    assert_eq!(pence(15, 1, "2026-04-01"), None);
    assert_eq!(pence(16, 1, "2024-03-31"), None, "before the table");
    assert_eq!(pence(16, 1, "2027-04-01"), None, "after it");
}

#[test]
fn the_united_states_ask_for_the_federal_minimum_and_a_wage_that_rises() {
    let apprentice = Apprentice { age: 18, contract_year: 1 };
    let found = floor(Country::UnitedStates, apprentice, day("2025-01-01")).unwrap();
    assert_eq!(
        (found.hundredths, found.currency, found.period, found.progressive),
        (725, "USD", PayPeriod::Hour, true)
    );
    assert_eq!(least(Country::UnitedStates, 15, 1, "2025-01-01"), None);
    assert_eq!(least(Country::UnitedStates, 18, 1, "2009-07-23"), None);
    let on = day("2025-01-01");
    assert_eq!(is_progressive(&[725, 900, 900, 1_400], on), Some(true));
    assert_eq!(is_progressive(&[724, 900], on), Some(false), "under the minimum");
    assert_eq!(is_progressive(&[1_000, 900, 1_400], on), Some(false), "it falls on the way");
    assert_eq!(is_progressive(&[1_400, 1_400], on), Some(false), "it never rises");
    assert_eq!(is_progressive(&[], on), Some(false));
    assert_eq!(is_progressive(&[725, 900], day("1999-01-01")), None);
}

#[test]
fn a_band_is_paid_alike_from_its_first_to_its_last_age() {
    for (country, on) in
        [(Country::France, "2026-01-15"), (Country::UnitedKingdom, "2026-05-01"), (Country::UnitedStates, "2026-01-15")]
    {
        for contract_year in 1..=years(country) {
            for (from, to) in bands(country) {
                let first = least(country, *from, contract_year, on);
                assert!(first.is_some(), "{country:?} {from}");
                assert!((*from..=to.unwrap_or(60)).all(|age| least(country, age, contract_year, on) == first));
            }
        }
        let after = least(country, 30, years(country) + 1, on);
        let last = least(country, 30, years(country), on);
        assert_eq!(after, if goes_on(country) { last } else { None }, "{country:?} after the years it tells apart");
        let ends: Vec<u8> = bands(country).iter().filter_map(|(_, to)| *to).collect();
        let starts: Vec<u8> = bands(country).iter().skip(1).map(|(from, _)| from - 1).collect();
        assert_eq!(ends, starts, "no age is left out");
    }
}

#[test]
fn a_birthday_counts_when_the_law_says_and_only_where_ages_are_paid_apart() {
    assert_eq!(rise(Country::France), Some(Rise::NextMonth));
    assert_eq!(rise(Country::UnitedKingdom), Some(Rise::NextPeriod));
    for country in [Country::France, Country::UnitedKingdom, Country::UnitedStates] {
        assert_eq!(rise(country).is_some(), bands(country).len() > 1, "{country:?}");
    }
}

#[test]
fn the_last_known_figures_are_told_with_the_day_they_end_on() {
    let span = |country, on| known(country, day(on));
    assert_eq!(span(Country::France, "2026-01-10"), Some((day("2026-01-01"), day("2026-01-31"))));
    assert_eq!(span(Country::France, "2027-06-01"), Some((day("2026-01-01"), day("2026-01-31"))));
    assert_eq!(span(Country::France, "2024-11-01"), Some((day("2024-11-01"), day("2025-12-31"))));
    assert_eq!(span(Country::France, "2023-12-31"), None);
    assert_eq!(span(Country::UnitedKingdom, "2026-04-01"), Some((day("2026-04-01"), day("2027-03-31"))));
}

#[test]
fn every_figure_has_its_source() {
    for on in ["2024-01-01", "2024-11-01", "2025-12-31", "2026-01-31"] {
        assert_eq!(sources(Country::France, day(on)).len(), 2, "{on}");
    }
    for country in [Country::UnitedKingdom, Country::UnitedStates] {
        assert!(sources(country, day("2026-01-01")).iter().all(|(_, url)| url.starts_with("https://")));
    }
}
