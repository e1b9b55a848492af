//! How well a talent answers what an employer looks for.
//!
//! Each wish is worth a share of 100 points. The shares come from [`WEIGHTS`], counting only what was wished, so that the
//! shares of a search add up to exactly 100 and depend on nothing of the talent. A wish that is met gives its whole share,
//! one that is partly met half of it rounded down, and one that is missing or unknown gives nothing. The score is the sum.
//! What a talent did not say is unknown and never met, and saying less never gives more.
//!
//! Sex, age, origin, disability, name, picture and address are no inputs: there is no field to pass them in.

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::SkillCode,
    job::{Contract, Remote},
    talent::{Fit, Part, SpokenLanguage},
};

use super::{
    Near,
    grade::{self, Found, points},
    share::{distinct, even, share},
};
use crate::distance::{Spot, km};

/// What each part weighs before the parts that were not wished are left out. Must skills share theirs evenly, and so do
/// nice skills.
pub const WEIGHTS: &[(Part, u32)] = &[
    (Part::MustSkill, 40),
    (Part::NiceSkill, 10),
    (Part::Place, 15),
    (Part::Level, 10),
    (Part::Availability, 10),
    (Part::Contract, 10),
    (Part::Language, 5),
];

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    pub must: Vec<SkillCode>,
    pub nice: Vec<SkillCode>,
    /// A place and the kilometres around it.
    pub place: Option<(Spot, u32)>,
    /// Whether the work can be done from anywhere, so that working remotely stands for being near.
    pub remote: bool,
    pub level: Option<u8>,
    pub available_by: Option<NaiveDate>,
    pub contract: Option<Contract>,
    pub language: Option<Language>,
}

/// What a talent said. Empty and `None` both mean: not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub skills: Vec<SkillCode>,
    pub place: Option<Spot>,
    /// How far the talent would travel.
    pub radius_km: Option<u32>,
    pub remote: Vec<Remote>,
    pub level: Option<u8>,
    pub available_from: Option<NaiveDate>,
    pub contracts: Vec<Contract>,
    pub languages: Vec<SpokenLanguage>,
}

/// How one wish is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub part: Part,
    pub fit: Fit,
    pub skill: Option<SkillCode>,
    pub instead: Option<SkillCode>,
    /// The level, the kilometres (or `remote`), the day, the contract or the CEFR level that was found.
    pub found: Option<String>,
    pub points: u32,
    pub of: u32,
}

/// The answers to every wish, in the order of [`WEIGHTS`], and the score their points add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    pub score: u8,
    pub parts: Vec<Answer>,
}

/// Compares what is looked for with what a talent said.
pub fn compare(wish: &Wish, facts: &Facts, near: &Near) -> Match {
    let mut parts = Vec::new();
    for (part, share) in shares(wish) {
        match part {
            Part::MustSkill => parts.extend(skills(part, &distinct(&wish.must, &[]), share, facts, near)),
            Part::NiceSkill => parts.extend(skills(part, &distinct(&wish.nice, &wish.must), share, facts, near)),
            Part::Place => parts.extend(wish.place.map(|near| answer(part, place(near, wish.remote, facts), share))),
            Part::Level => parts.extend(wish.level.map(|wish| answer(part, grade::level(wish, facts.level), share))),
            Part::Availability => {
                parts.extend(
                    wish.available_by.map(|wish| answer(part, grade::start(wish, facts.available_from), share)),
                );
            }
            Part::Contract => {
                parts.extend(wish.contract.map(|wish| answer(part, grade::contract(wish, &facts.contracts), share)))
            }
            Part::Language => parts.extend(
                wish.language.map(|wish| answer(part, grade::language(wish.as_str(), &facts.languages), share)),
            ),
        }
    }
    let score = parts.iter().map(|answer| answer.points).sum::<u32>();
    // The shares add up to 100, so that the score always fits.
    Match { score: u8::try_from(score).unwrap_or(100), parts }
}

/// How 100 points are shared between the parts that were wished.
fn shares(wish: &Wish) -> Vec<(Part, u32)> {
    let wished: Vec<(Part, u32)> = WEIGHTS.iter().copied().filter(|(part, _)| is_wished(wish, *part)).collect();
    let weights: Vec<u32> = wished.iter().map(|(_, weight)| *weight).collect();
    wished.iter().map(|(part, _)| *part).zip(share(100, &weights)).collect()
}

fn is_wished(wish: &Wish, part: Part) -> bool {
    match part {
        Part::MustSkill => !wish.must.is_empty(),
        Part::NiceSkill => !distinct(&wish.nice, &wish.must).is_empty(),
        Part::Place => wish.place.is_some(),
        Part::Level => wish.level.is_some(),
        Part::Availability => wish.available_by.is_some(),
        Part::Contract => wish.contract.is_some(),
        Part::Language => wish.language.is_some(),
    }
}

fn answer(part: Part, (fit, found): Found, of: u32) -> Answer {
    Answer { part, fit, skill: None, instead: None, found, points: points(fit, of), of }
}

fn skills(part: Part, wished: &[&SkillCode], of: u32, facts: &Facts, near: &Near) -> Vec<Answer> {
    let answer = |(&wished, of): (&&SkillCode, u32)| {
        let (fit, instead) = grade::skill(wished, &facts.skills, near);
        let instead = instead.cloned();
        Answer { part, fit, skill: Some(wished.clone()), instead, found: None, points: points(fit, of), of }
    };
    wished.iter().zip(even(of, wished.len())).map(answer).collect()
}

/// Whoever works remotely is near only to work that can be done from anywhere.
fn place((wished, radius): (Spot, u32), anywhere: bool, facts: &Facts) -> Found {
    let distance = facts.place.map(|place| km(wished, place));
    match distance {
        Some(distance) if distance <= radius => (Fit::Met, Some(distance.to_string())),
        _ if anywhere && facts.remote.contains(&Remote::Remote) => (Fit::Met, Some(Remote::Remote.as_str().to_owned())),
        Some(distance) if facts.radius_km.is_some_and(|own| distance <= own) => {
            (Fit::Partly, Some(distance.to_string()))
        }
        Some(distance) => (Fit::Missing, Some(distance.to_string())),
        None => (Fit::Unknown, None),
    }
}
