//! What a match is made from, to the last field: no picture, name, address, age, sex, origin, disability or gap between positions can be
//! added without this ceasing to compile.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::SkillCode,
    job::{Contract, Remote},
    talent::{Cefr, EvidenceKind, SpokenLanguage},
};
use passerelle_rules::{
    distance::Spot,
    matching::{Explanation, Facts, Job, Lessons, Near, Person, Wish, explain, sample::Dice},
};

/// The names of the fields that a value shows, those within others left out.
fn fields(value: &impl std::fmt::Debug) -> Vec<String> {
    let shown = format!("{value:#?}");
    let outer = shown
        .lines()
        .filter_map(|line| line.strip_prefix("    "))
        .filter(|line| !line.starts_with([' ', ']', '}', ')']));
    outer.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
}

#[test]
fn a_person_is_what_they_can_and_want() {
    let person = Person::default();
    let expected = [
        "skills",
        "evidence",
        "level",
        "place",
        "radius_km",
        "remote",
        "contracts",
        "training_days",
        "available_from",
        "languages",
        "pay_month",
    ];
    assert_eq!(fields(&person), expected);
    let Person {
        skills,
        evidence,
        level,
        place,
        radius_km,
        remote,
        contracts,
        training_days,
        available_from,
        languages,
        pay_month,
    } = person;
    let _: (Vec<SkillCode>, HashMap<SkillCode, EvidenceKind>) = (skills, evidence);
    let _: (Option<u8>, Option<Spot>, Option<u32>, Vec<Remote>) = (level, place, radius_km, remote);
    let _: (Vec<Contract>, Vec<u8>, Option<NaiveDate>) = (contracts, training_days, available_from);
    let _: (Vec<SpokenLanguage>, Option<u32>) = (languages, pay_month);
    // A place is a town's and no address, and a language is how well it is spoken.
    let Spot { lat, lon } = Spot { lat: 0.0, lon: 0.0 };
    let SpokenLanguage { code, cefr } = SpokenLanguage { code: String::new(), cefr: Cefr::A1 };
    let _: (f64, f64, String, Cefr) = (lat, lon, code, cefr);
}

#[test]
fn a_job_is_what_it_asks_for_and_offers() {
    let job = Dice(1).job();
    let expected =
        ["must", "nice", "level", "place", "remote", "contract", "training_days", "start", "languages", "pay_month"];
    assert_eq!(fields(&job), expected);
    let Job { must, nice, level, place, remote, contract, training_days, start, languages, pay_month } = job;
    let _: (Vec<SkillCode>, Vec<SkillCode>, Option<u8>, Spot) = (must, nice, level, place);
    let _: (Option<Remote>, Contract, Option<u8>, Option<NaiveDate>) = (remote, contract, training_days, start);
    let _: (Vec<String>, Option<(u32, u32)>) = (languages, pay_month);
}

#[test]
fn a_search_and_whom_it_is_compared_with_hold_no_more() {
    let (wish, facts) = (Wish::default(), Facts::default());
    assert_eq!(fields(&wish), ["must", "nice", "place", "remote", "level", "available_by", "contract", "language"]);
    let expected = ["skills", "place", "radius_km", "remote", "level", "available_from", "contracts", "languages"];
    assert_eq!(fields(&facts), expected);
    let Wish { must, nice, place, remote, level, available_by, contract, language } = wish;
    let _: (Vec<SkillCode>, Vec<SkillCode>, Option<u8>) = (must, nice, level);
    let _: (Option<(Spot, u32)>, bool) = (place, remote);
    let _: (Option<NaiveDate>, Option<Contract>, Option<Language>) = (available_by, contract, language);
    let Facts { skills, place, radius_km, remote, level, available_from, contracts, languages } = facts;
    let _: (Vec<SkillCode>, Option<Spot>, Option<u32>, Vec<Remote>) = (skills, place, radius_km, remote);
    let _: (Option<u8>, Option<NaiveDate>, Vec<Contract>, Vec<SpokenLanguage>) =
        (level, available_from, contracts, languages);
}

#[test]
fn nothing_else_goes_into_a_match() {
    // The skills near to others and where skills are taught are of the taxonomy and the school, and of nobody.
    let _: fn(&Job, &Person, &Near, &Lessons) -> Explanation = explain;
}
