//! Who fits where, for both sides and on every platform the same.
//!
//! [`explain`] compares a person with a job. First come the constraints ([`CONSTRAINTS`]): a contract that the person does
//! not take, a place beyond the way they would travel, a start long before they are free, a language of the work that they
//! do not speak. One that is known to fail is a barrier, and then nothing scores. Then every part that the job asks for is
//! graded: met gives its whole share of [`WHOLE`], partly met half of it rounded down, missing and unknown nothing. The
//! score is the sum of the points, always exactly. Needed skills, the way of working and pay are parts of every job: of what an ad is
//! silent about nobody can know, so that it gains nothing by that and says what its score lacks.
//!
//! What a person did not say is unknown: it is never met, and it is no barrier either, since nothing is known to fail. So
//! an empty profile scores nothing, and saying less never gives more, except where it takes a barrier away.
//!
//! Sex, age, origin, disability, name, picture, address and gaps between positions are no inputs: [`Person`] has no field
//! to pass them in. What stands behind a skill is told and weighs nothing.
//!
//! All arithmetic is in whole numbers, distances included, so that a browser and a server agree to the last point.
//! [`sample`] makes the pairs by which that is checked, natively and in WebAssembly.
//!
//! [`compare`] is the smaller question of an employer's search without a job, judged by the same [`grade`]s.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    id::{ChapterSlug, CourseSlug, SkillCode},
    job::{Contract, Remote},
    matching::Aspect,
    talent::{EvidenceKind, Fit, SpokenLanguage},
};

use crate::distance::{Spot, km};

pub mod grade;
pub mod sample;
mod share;
mod wish;

pub use wish::{Answer, Facts, Match, WEIGHTS, Wish, compare};

use grade::Found;
use share::{distinct, even, share};

/// Which skills are near to a skill, in the order they are preferred.
pub type Near = HashMap<SkillCode, Vec<SkillCode>>;

/// Where each skill is taught.
pub type Lessons = HashMap<SkillCode, Lesson>;

/// What a pair scores that fits in everything: a hundred percent, in basis points.
pub const WHOLE: u32 = 10_000;

/// What each aspect weighs before those that the job does not ask for are left out. Skills share theirs evenly, and so do
/// languages.
pub const ASPECTS: &[(Aspect, u32)] = &[
    (Aspect::MustSkill, 3_500),
    (Aspect::NiceSkill, 1_000),
    (Aspect::Level, 1_000),
    (Aspect::Place, 1_000),
    (Aspect::Remote, 500),
    (Aspect::Contract, 1_000),
    (Aspect::Rhythm, 500),
    (Aspect::Start, 500),
    (Aspect::Language, 500),
    (Aspect::Pay, 500),
];

/// What shuts a person out where it is known to be missing.
pub const CONSTRAINTS: &[Aspect] = &[Aspect::Contract, Aspect::Place, Aspect::Start, Aspect::Language];

/// What a job asks for and offers.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub must: Vec<SkillCode>,
    pub nice: Vec<SkillCode>,
    pub level: Option<u8>,
    pub place: Spot,
    /// `None`: not said. The place that is named is then one to go to.
    pub remote: Option<Remote>,
    pub contract: Contract,
    /// Days of training a week.
    pub training_days: Option<u8>,
    /// `None`: at any time.
    pub start: Option<NaiveDate>,
    /// Needed at work, by ISO 639 code.
    pub languages: Vec<String>,
    /// The least and the most it pays, in whole euros a month. `None`: not said.
    pub pay_month: Option<(u32, u32)>,
}

/// What a person said. Empty and `None` both mean: not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Person {
    pub skills: Vec<SkillCode>,
    /// What stands behind each skill, where it is known; it is told, and weighs nothing.
    pub evidence: HashMap<SkillCode, EvidenceKind>,
    pub level: Option<u8>,
    pub place: Option<Spot>,
    /// How far the person would travel.
    pub radius_km: Option<u32>,
    pub remote: Vec<Remote>,
    pub contracts: Vec<Contract>,
    /// Days of training a week that would do.
    pub training_days: Vec<u8>,
    pub available_from: Option<NaiveDate>,
    pub languages: Vec<SpokenLanguage>,
    /// The least pay that would do, in whole euros a month.
    pub pay_month: Option<u32>,
}

/// A lesson of the school; the whole course where no chapter is known to teach just that.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    pub course: CourseSlug,
    pub chapter: Option<ChapterSlug>,
}

/// How one thing that the job asks for is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    pub aspect: Aspect,
    pub fit: Fit,
    /// The skill it is about, for skills; `None` where the job names no needed ones.
    pub skill: Option<SkillCode>,
    /// The language it is about, for languages.
    pub language: Option<String>,
    /// The near skill that was found instead.
    pub instead: Option<SkillCode>,
    /// The level, the kilometres, the way of working, the contract, the days, the day or the CEFR level that was found.
    pub found: Option<String>,
    /// What stands behind what was found.
    pub evidence: Option<EvidenceKind>,
    pub points: u32,
    pub of: u32,
    /// Where the skill is taught, when it is not met.
    pub lesson: Option<Lesson>,
}

/// How a person and a job fit, in the order of [`ASPECTS`].
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The sum of the points, at most [`WHOLE`].
    pub score: u32,
    /// The constraints that are known to fail; with one of them nothing scores.
    pub barriers: Vec<Aspect>,
    pub parts: Vec<Graded>,
}

/// Compares a person with a job.
pub fn explain(job: &Job, person: &Person, near: &Near, lessons: &Lessons) -> Explanation {
    let mut parts = Vec::new();
    for (aspect, of) in shares(job) {
        match aspect {
            Aspect::MustSkill if job.must.is_empty() => parts.push(graded(aspect, (Fit::Unknown, None), of)),
            Aspect::MustSkill => parts.extend(skills(aspect, &distinct(&job.must, &[]), of, person, near, lessons)),
            Aspect::NiceSkill => {
                parts.extend(skills(aspect, &distinct(&job.nice, &job.must), of, person, near, lessons));
            }
            Aspect::Language => parts.extend(languages(&distinct(&job.languages, &[]), of, person)),
            _ => parts.extend(single(aspect, job, person).map(|found| graded(aspect, found, of))),
        }
    }
    let fails = |aspect: &&Aspect| parts.iter().any(|part| part.aspect == **aspect && part.fit == Fit::Missing);
    let barriers: Vec<Aspect> = CONSTRAINTS.iter().filter(fails).copied().collect();
    if !barriers.is_empty() {
        for part in &mut parts {
            part.points = 0;
        }
    }
    Explanation { score: parts.iter().map(|part| part.points).sum(), barriers, parts }
}

/// How the whole is shared between the aspects that the job asks for. Nothing of the person is in it.
fn shares(job: &Job) -> Vec<(Aspect, u32)> {
    let asked: Vec<(Aspect, u32)> = ASPECTS.iter().copied().filter(|(aspect, _)| asks(job, *aspect)).collect();
    let weights: Vec<u32> = asked.iter().map(|(_, weight)| *weight).collect();
    asked.iter().map(|(aspect, _)| *aspect).zip(share(WHOLE, &weights)).collect()
}

/// Whether a job asks for something. Needed skills, the way of working and pay always count, so that an ad that is silent about them
/// gains nothing by that.
fn asks(job: &Job, aspect: Aspect) -> bool {
    match aspect {
        Aspect::NiceSkill => job.nice.iter().any(|skill| !job.must.contains(skill)),
        Aspect::Level => job.level.is_some(),
        Aspect::Place => job.remote != Some(Remote::Remote),
        Aspect::Rhythm => job.training_days.is_some(),
        Aspect::Start => job.start.is_some(),
        Aspect::Language => !job.languages.is_empty(),
        Aspect::MustSkill | Aspect::Remote | Aspect::Contract | Aspect::Pay => true,
    }
}

/// The answer to what is asked for once; `None` where it is not asked for, or several times.
fn single(aspect: Aspect, job: &Job, person: &Person) -> Option<Found> {
    match aspect {
        Aspect::Level => job.level.map(|level| grade::level(level, person.level)),
        Aspect::Place => {
            let distance = person.place.map(|place| km(job.place, place));
            Some(grade::travel(distance, person.radius_km))
        }
        Aspect::Remote => Some(grade::remote(job.remote, &person.remote)),
        Aspect::Contract => Some(grade::contract(job.contract, &person.contracts)),
        Aspect::Rhythm => job.training_days.map(|days| grade::rhythm(days, &person.training_days)),
        Aspect::Start => job.start.map(|day| grade::start(day, person.available_from)),
        Aspect::Pay => Some(grade::pay(job.pay_month, person.pay_month)),
        Aspect::MustSkill | Aspect::NiceSkill | Aspect::Language => None,
    }
}

/// What is not a skill rests on the person's own word, where there is one.
fn graded(aspect: Aspect, (fit, found): Found, of: u32) -> Graded {
    let evidence = (fit != Fit::Unknown).then_some(EvidenceKind::Statement);
    let points = grade::points(fit, of);
    Graded { aspect, fit, skill: None, language: None, instead: None, found, evidence, points, of, lesson: None }
}

fn languages(asked: &[&String], of: u32, person: &Person) -> Vec<Graded> {
    let part = |(&code, of): (&&String, u32)| {
        let part = graded(Aspect::Language, grade::language(code, &person.languages), of);
        Graded { language: Some(code.clone()), ..part }
    };
    asked.iter().zip(even(of, asked.len())).map(part).collect()
}

fn skills(
    aspect: Aspect,
    asked: &[&SkillCode],
    of: u32,
    person: &Person,
    near: &Near,
    lessons: &Lessons,
) -> Vec<Graded> {
    let part = |(&code, of): (&&SkillCode, u32)| {
        let (fit, instead) = grade::skill(code, &person.skills, near);
        let shown = if fit == Fit::Met { Some(code) } else { instead };
        let evidence = shown.and_then(|shown| person.evidence.get(shown)).copied();
        let lesson = if fit == Fit::Met { None } else { lessons.get(code).cloned() };
        let instead = instead.cloned();
        Graded { skill: Some(code.clone()), instead, evidence, lesson, ..graded(aspect, (fit, None), of) }
    };
    asked.iter().zip(even(of, asked.len())).map(part).collect()
}
