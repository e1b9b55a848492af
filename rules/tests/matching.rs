//! The talent matching, by example and over thousands of generated pairs.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::SkillCode,
    job::{Contract, Remote},
    talent::{Cefr, Fit, Part, SpokenLanguage},
};
use passerelle_rules::{
    distance::Spot,
    matching::{Answer, Facts, Match, Near, Wish, compare},
};

const RENNES: Spot = Spot { lat: 48.1173, lon: -1.6778 };
const FOUGERES: Spot = Spot { lat: 48.3515, lon: -1.2 };
const PARIS: Spot = Spot { lat: 48.8566, lon: 2.3522 };

fn codes(words: &[&str]) -> Vec<SkillCode> {
    words.iter().map(|&word| word.into()).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn near() -> Near {
    Near::from([("html".into(), codes(&["css", "markdown"])), ("sql".into(), codes(&["spreadsheets"]))])
}

fn everything() -> Wish {
    Wish {
        must: codes(&["html", "sql", "accessibility"]),
        nice: codes(&["css"]),
        place: Some((RENNES, 30)),
        remote: false,
        level: Some(5),
        available_by: Some(day("2026-09-01")),
        contract: Some(Contract::Apprenticeship),
        language: Some(Language::French),
    }
}

fn able() -> Facts {
    Facts {
        skills: codes(&["html", "sql", "accessibility", "css"]),
        place: Some(RENNES),
        radius_km: Some(20),
        remote: vec![Remote::Hybrid],
        level: Some(6),
        available_from: Some(day("2026-06-01")),
        contracts: vec![Contract::Apprenticeship, Contract::Permanent],
        languages: vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::C1 }],
    }
}

fn part(outcome: &Match, part: Part) -> &Answer {
    outcome.parts.iter().find(|answer| answer.part == part).unwrap()
}

/// The fit and what was found of one part, for a wish and facts that are changed a little.
fn of_part(asked: Part, wish: impl FnOnce(&mut Wish), facts: impl FnOnce(&mut Facts)) -> (Fit, Option<String>) {
    let (mut wanted, mut said) = (everything(), able());
    wish(&mut wanted);
    facts(&mut said);
    let outcome = compare(&wanted, &said, &near());
    let answer = part(&outcome, asked);
    (answer.fit, answer.found.clone())
}

#[test]
fn a_talent_who_answers_everything_has_all_the_points() {
    let outcome = compare(&everything(), &able(), &near());
    assert_eq!(outcome.score, 100);
    assert!(outcome.parts.iter().all(|answer| answer.fit == Fit::Met && answer.points == answer.of));
    assert_eq!(outcome.parts.len(), 9);
    assert_eq!(outcome.parts.iter().map(|answer| answer.of).collect::<Vec<_>>(), [14, 13, 13, 10, 15, 10, 10, 10, 5]);
}

#[test]
fn an_empty_profile_scores_nothing_and_is_unknown_throughout() {
    let outcome = compare(&everything(), &Facts::default(), &near());
    assert_eq!(outcome.score, 0);
    assert!(outcome.parts.iter().all(|answer| answer.fit == Fit::Unknown && answer.points == 0));
}

#[test]
fn without_a_wish_there_is_nothing_to_score() {
    assert_eq!(compare(&Wish::default(), &able(), &near()), Match { score: 0, parts: Vec::new() });
}

#[test]
fn what_is_not_wished_leaves_its_points_to_the_rest() {
    let wish =
        Wish { level: Some(4), contract: Some(Contract::Permanent), place: Some((RENNES, 5)), ..Wish::default() };
    let outcome = compare(&wish, &able(), &near());
    assert_eq!(outcome.parts.iter().map(|answer| answer.of).collect::<Vec<_>>(), [43, 29, 28]);
    assert_eq!(outcome.score, 100);
}

#[test]
fn a_near_skill_counts_half_and_is_named() {
    let facts = Facts { skills: codes(&["markdown", "css"]), ..Facts::default() };
    let outcome = compare(&Wish { must: codes(&["html"]), ..Wish::default() }, &facts, &near());
    let answer = part(&outcome, Part::MustSkill);
    assert_eq!((answer.fit, answer.points, answer.of), (Fit::Partly, 50, 100));
    assert_eq!(answer.instead, Some("css".into()), "the nearest one is named, not the first the talent wrote");
}

#[test]
fn nearness_goes_one_way_as_the_taxonomy_says() {
    let facts = Facts { skills: codes(&["html"]), ..Facts::default() };
    let outcome = compare(&Wish { must: codes(&["css"]), ..Wish::default() }, &facts, &near());
    assert_eq!(part(&outcome, Part::MustSkill).fit, Fit::Missing);
}

#[test]
fn a_skill_asked_for_twice_weighs_once() {
    let wish = Wish { must: codes(&["html", "html"]), nice: codes(&["html"]), ..Wish::default() };
    let outcome = compare(&wish, &able(), &near());
    assert_eq!(outcome.parts.len(), 1);
    assert_eq!((outcome.score, outcome.parts[0].part), (100, Part::MustSkill));
}

#[test]
fn a_place_is_met_inside_the_radius_and_by_remote_work_only_where_that_is_possible() {
    let of = |anywhere: bool, spot, own, remote: &'static [Remote]| {
        of_part(
            Part::Place,
            |wish| wish.remote = anywhere,
            |facts| {
                facts.place = spot;
                facts.radius_km = own;
                facts.remote = remote.to_vec();
            },
        )
    };
    let at = |spot, own, remote| of(true, spot, own, remote);
    assert_eq!(at(Some(FOUGERES), None, &[]), (Fit::Missing, Some("44".into())));
    assert_eq!(at(Some(FOUGERES), Some(43), &[]), (Fit::Missing, Some("44".into())));
    assert_eq!(at(Some(FOUGERES), Some(44), &[]), (Fit::Partly, Some("44".into())));
    assert_eq!(at(Some(PARIS), None, &[Remote::Hybrid]).0, Fit::Missing, "hybrid is not remote");
    assert_eq!(at(Some(PARIS), None, &[Remote::Remote]), (Fit::Met, Some("remote".into())));
    assert_eq!(at(None, Some(500), &[]), (Fit::Unknown, None));
    assert_eq!(at(None, None, &[Remote::Remote]), (Fit::Met, Some("remote".into())));
    let on_site = |spot, own| of(false, spot, own, &[Remote::Remote]);
    assert_eq!(on_site(Some(FOUGERES), None), (Fit::Missing, Some("44".into())));
    assert_eq!(on_site(Some(FOUGERES), Some(44)), (Fit::Partly, Some("44".into())));
    assert_eq!(on_site(Some(RENNES), None), (Fit::Met, Some("0".into())));
    assert_eq!(on_site(None, None), (Fit::Unknown, None), "where somebody works from says nothing of where they are");
}

#[test]
fn a_level_one_under_is_partly_met() {
    let having = |level| of_part(Part::Level, |_| (), |facts| facts.level = level);
    assert_eq!(having(Some(5)), (Fit::Met, Some("5".into())));
    assert_eq!(having(Some(4)), (Fit::Partly, Some("4".into())));
    assert_eq!(having(Some(3)), (Fit::Missing, Some("3".into())));
    assert_eq!(having(None), (Fit::Unknown, None));
}

#[test]
fn an_availability_up_to_thirty_days_late_is_partly_met() {
    let from = |date: Option<&str>| of_part(Part::Availability, |_| (), |facts| facts.available_from = date.map(day));
    assert_eq!(from(Some("2026-09-01")), (Fit::Met, Some("2026-09-01".into())));
    assert_eq!(from(Some("2026-10-01")).0, Fit::Partly);
    assert_eq!(from(Some("2026-10-02")).0, Fit::Missing);
    assert_eq!(from(None), (Fit::Unknown, None));
}

#[test]
fn a_contract_not_listed_is_missing_only_when_others_are() {
    let accepting =
        |contracts: &'static [Contract]| of_part(Part::Contract, |_| (), |facts| facts.contracts = contracts.to_vec());
    assert_eq!(accepting(&[Contract::Permanent]), (Fit::Missing, None));
    assert_eq!(accepting(&[]), (Fit::Unknown, None));
    assert_eq!(accepting(&[Contract::Apprenticeship]), (Fit::Met, Some("apprenticeship".into())));
}

#[test]
fn a_language_is_met_from_b1() {
    let speaking = |spoken: &'static [(&'static str, Cefr)]| {
        of_part(
            Part::Language,
            |_| (),
            |facts| {
                facts.languages =
                    spoken.iter().map(|&(code, cefr)| SpokenLanguage { code: code.to_owned(), cefr }).collect();
            },
        )
    };
    assert_eq!(speaking(&[("fr", Cefr::B1)]), (Fit::Met, Some("B1".into())));
    assert_eq!(speaking(&[("fr", Cefr::A2)]), (Fit::Partly, Some("A2".into())));
    assert_eq!(speaking(&[("fr", Cefr::A1)]), (Fit::Missing, Some("A1".into())));
    assert_eq!(speaking(&[("fr", Cefr::A1), ("fr", Cefr::C2)]), (Fit::Met, Some("C2".into())));
    assert_eq!(speaking(&[("en", Cefr::C2)]), (Fit::Missing, None));
    assert_eq!(speaking(&[]), (Fit::Unknown, None));
}

/// A small generator (SplitMix64), so that the same pairs are tried on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn under(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.under(3) > 0).then(|| value(self))
    }

    fn some_of<T: Clone>(&mut self, from: &[T], most: u64) -> Vec<T> {
        let count = self.under(most + 1);
        (0..count).map(|_| from[self.under(from.len() as u64) as usize].clone()).collect()
    }

    fn spot(&mut self) -> Spot {
        Spot { lat: 44.0 + self.under(60) as f64 / 10.0, lon: -2.0 + self.under(80) as f64 / 10.0 }
    }

    fn day(&mut self) -> NaiveDate {
        day("2026-01-01").iter_days().nth(self.under(400) as usize).unwrap()
    }

    fn wish(&mut self) -> Wish {
        Wish {
            must: self.some_of(&pool(), 10),
            nice: self.some_of(&pool(), 10),
            place: self.maybe(|dice| (dice.spot(), 1 + dice.under(500) as u32)),
            remote: self.under(2) == 0,
            level: self.maybe(|dice| 3 + dice.under(6) as u8),
            available_by: self.maybe(Self::day),
            contract: self.maybe(|dice| Contract::ALL[dice.under(5) as usize]),
            language: self.maybe(|dice| Language::ALL[dice.under(4) as usize]),
        }
    }

    fn facts(&mut self) -> Facts {
        let spoken: Vec<SpokenLanguage> = ["en", "fr", "es", "ar"]
            .iter()
            .flat_map(|code| Cefr::ALL.iter().map(|&cefr| SpokenLanguage { code: (*code).to_owned(), cefr }))
            .collect();
        Facts {
            skills: self.some_of(&pool(), 8),
            place: self.maybe(Self::spot),
            radius_km: self.maybe(|dice| dice.under(300) as u32),
            remote: self.some_of(Remote::ALL, 2),
            level: self.maybe(|dice| 3 + dice.under(6) as u8),
            available_from: self.maybe(Self::day),
            contracts: self.some_of(Contract::ALL, 3),
            languages: self.some_of(&spoken, 4),
        }
    }
}

fn pool() -> Vec<SkillCode> {
    codes(&["html", "css", "markdown", "sql", "spreadsheets", "accessibility", "design", "python", "writing", "sales"])
}

/// The same facts with one of them not said any more, in every way that is possible.
fn with_one_fact_less(facts: &Facts) -> Vec<Facts> {
    fn without<T: Clone>(items: &[T], index: usize) -> Vec<T> {
        items.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, item)| item.clone()).collect()
    }
    let mut fewer = vec![
        Facts { place: None, ..facts.clone() },
        Facts { radius_km: None, ..facts.clone() },
        Facts { level: None, ..facts.clone() },
        Facts { available_from: None, ..facts.clone() },
    ];
    for index in 0..facts.skills.len() {
        fewer.push(Facts { skills: without(&facts.skills, index), ..facts.clone() });
    }
    for index in 0..facts.remote.len() {
        fewer.push(Facts { remote: without(&facts.remote, index), ..facts.clone() });
    }
    for index in 0..facts.contracts.len() {
        fewer.push(Facts { contracts: without(&facts.contracts, index), ..facts.clone() });
    }
    for index in 0..facts.languages.len() {
        fewer.push(Facts { languages: without(&facts.languages, index), ..facts.clone() });
    }
    fewer
}

#[test]
fn the_points_always_add_up_and_the_unknown_never_counts() {
    let mut dice = Dice(1);
    for _ in 0..20_000 {
        let (wish, facts) = (dice.wish(), dice.facts());
        let outcome = compare(&wish, &facts, &near());
        assert_eq!(outcome.parts.iter().map(|answer| answer.points).sum::<u32>(), u32::from(outcome.score));
        let shares: u32 = outcome.parts.iter().map(|answer| answer.of).sum();
        assert_eq!(shares, if outcome.parts.is_empty() { 0 } else { 100 }, "{wish:?}");
        for answer in &outcome.parts {
            let expected = match answer.fit {
                Fit::Met => answer.of,
                Fit::Partly => answer.of / 2,
                Fit::Missing | Fit::Unknown => 0,
            };
            assert_eq!(answer.points, expected, "{answer:?}");
            let unsaid = match answer.part {
                Part::MustSkill | Part::NiceSkill => facts.skills.is_empty(),
                Part::Place => facts.place.is_none() && !(wish.remote && facts.remote.contains(&Remote::Remote)),
                Part::Level => facts.level.is_none(),
                Part::Availability => facts.available_from.is_none(),
                Part::Contract => facts.contracts.is_empty(),
                Part::Language => facts.languages.is_empty(),
            };
            assert_eq!(answer.fit == Fit::Unknown, unsaid, "{answer:?} for {facts:?}");
        }
    }
}

#[test]
fn saying_less_never_gives_more() {
    let mut dice = Dice(2);
    let mut tried = 0;
    for _ in 0..3_000 {
        let (wish, facts) = (dice.wish(), dice.facts());
        let score = compare(&wish, &facts, &near()).score;
        for fewer in with_one_fact_less(&facts) {
            let less = compare(&wish, &fewer, &near()).score;
            assert!(less <= score, "{less} > {score} for {wish:?}, {facts:?} without a fact: {fewer:?}");
            tried += 1;
        }
    }
    assert!(tried > 20_000, "only {tried} pairs were tried");
}
