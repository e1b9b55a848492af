//! Made-up pairs of a person and a job, the same ones on every platform, and one number for all their explanations.
//!
//! `rules/tests/matching_digest.rs` compares [`digest`] of [`PAIRS`] pairs with [`DIGEST`] natively, and a test of the app's
//! `main.rs` does the same in a browser.
//!
//! Where both hold, both platforms gave the same bytes for every pair. Nothing else calls this module, so that the linker
//! leaves it out of what people download.

use passerelle_api::{
    DateTime, Days, NaiveDate,
    id::SkillCode,
    job::{Contract, Remote},
    talent::{Cefr, EvidenceKind, SpokenLanguage},
};

use super::{Explanation, Job, Lesson, Lessons, Near, Person, explain};
use crate::distance::Spot;

/// How many pairs are compared between platforms.
pub const PAIRS: u32 = 100_000;

/// The digest of [`PAIRS`] pairs. It changes with every change to the matching, and then it is to be changed on purpose.
pub const DIGEST: u64 = 8_780_322_397_565_821_317;

const SKILLS: &[&str] = &[
    "html",
    "css",
    "markdown",
    "sql",
    "spreadsheets",
    "accessibility",
    "design",
    "python",
    "writing",
    "sales",
    "interview-well",
    "ai-basics",
];

const SPOKEN: &[&str] = &["en", "fr", "es", "ar", "ber"];

/// A small generator (SplitMix64), so that the same pairs come up everywhere.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn under(&mut self, bound: u32) -> u32 {
        // The remainder is smaller than the bound, so the cast keeps it.
        (self.next() % u64::from(bound)) as u32
    }

    fn one_of<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.under(from.len() as u32) as usize].clone()
    }

    fn some_of<T: Clone>(&mut self, from: &[T], most: u32) -> Vec<T> {
        (0..self.under(most + 1)).map(|_| self.one_of(from)).collect()
    }

    /// Something, three times of four.
    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.under(4) > 0).then(|| value(self))
    }

    fn skills(&mut self, most: u32) -> Vec<SkillCode> {
        self.some_of(SKILLS, most).into_iter().map(SkillCode::from).collect()
    }

    fn spot(&mut self) -> Spot {
        let (lat, lon) = (46.0 + f64::from(self.under(4_000)) / 1_000.0, f64::from(self.under(6_000)) / 1_000.0);
        Spot { lat, lon }
    }

    fn day(&mut self) -> NaiveDate {
        DateTime::UNIX_EPOCH.date_naive() + Days::new(20_454 + u64::from(self.under(200)))
    }

    /// A job.
    pub fn job(&mut self) -> Job {
        Job {
            must: self.skills(5),
            nice: self.skills(4),
            level: self.maybe(|dice| 3 + dice.under(6) as u8),
            place: self.spot(),
            remote: self.maybe(|dice| dice.one_of(Remote::ALL)),
            contract: self.one_of(Contract::ALL),
            training_days: self.maybe(|dice| 1 + dice.under(4) as u8),
            start: self.maybe(Self::day),
            languages: self.some_of(SPOKEN, 2).into_iter().map(str::to_owned).collect(),
            pay_month: self.maybe(|dice| {
                let least = 800 + dice.under(2_000);
                (least, least + dice.under(600))
            }),
        }
    }

    /// A person, who is silent about some things.
    pub fn person(&mut self) -> Person {
        let skills = self.skills(8);
        let evidence = skills.iter().map(|skill| (skill.clone(), self.one_of(EvidenceKind::ALL))).collect();
        Person {
            skills,
            evidence,
            level: self.maybe(|dice| 2 + dice.under(7) as u8),
            place: self.maybe(Self::spot),
            radius_km: self.maybe(|dice| dice.under(400)),
            remote: self.some_of(Remote::ALL, 3),
            contracts: self.some_of(Contract::ALL, 5),
            training_days: self.some_of(&[1, 2, 3, 4, 5], 3),
            available_from: self.maybe(Self::day),
            languages: self.spoken(),
            pay_month: self.maybe(|dice| 800 + dice.under(2_000)),
        }
    }

    fn spoken(&mut self) -> Vec<SpokenLanguage> {
        let codes = self.some_of(SPOKEN, 5);
        codes.into_iter().map(|code| SpokenLanguage { code: code.to_owned(), cefr: self.one_of(Cefr::ALL) }).collect()
    }
}

/// The nearness of the skills that the pairs are made of.
pub fn near() -> Near {
    let codes = |words: &[&str]| words.iter().map(|word| SkillCode::from(*word)).collect();
    Near::from([
        ("html".into(), codes(&["css", "markdown"])),
        ("sql".into(), codes(&["spreadsheets", "python"])),
        ("design".into(), codes(&["css"])),
        ("accessibility".into(), codes(&["html"])),
    ])
}

/// Where some of those skills are taught.
pub fn lessons() -> Lessons {
    let lesson =
        |course: &str, chapter: Option<&str>| Lesson { course: course.into(), chapter: chapter.map(Into::into) };
    Lessons::from([
        ("html".into(), lesson("accessible-html", Some("why-semantics"))),
        ("ai-basics".into(), lesson("understanding-ai", None)),
    ])
}

/// One number (FNV-1a, 64 bits) for the explanations of that many pairs, in the order they are made.
pub fn digest(pairs: u32) -> u64 {
    let (mut dice, near, lessons) = (Dice(1), near(), lessons());
    let mut hash = Fnv(0xCBF2_9CE4_8422_2325);
    for _ in 0..pairs {
        let (job, person) = (dice.job(), dice.person());
        hash.explanation(&explain(&job, &person, &near, &lessons));
    }
    hash.0
}

struct Fnv(u64);

impl Fnv {
    /// Every field, each with a sign behind it that none of them holds.
    fn explanation(&mut self, explanation: &Explanation) {
        self.field(&explanation.score.to_string());
        for barrier in &explanation.barriers {
            self.field(barrier.as_str());
        }
        for part in &explanation.parts {
            let lesson = part.lesson.as_ref();
            let chapter = lesson.and_then(|lesson| lesson.chapter.as_ref());
            self.field(part.aspect.as_str());
            self.field(part.fit.as_str());
            self.field(part.skill.as_ref().map_or("", SkillCode::as_str));
            self.field(part.language.as_deref().unwrap_or(""));
            self.field(part.instead.as_ref().map_or("", SkillCode::as_str));
            self.field(part.found.as_deref().unwrap_or(""));
            self.field(part.evidence.map_or("", EvidenceKind::as_str));
            self.field(lesson.map_or("", |lesson| lesson.course.as_str()));
            self.field(chapter.map_or("", |chapter| chapter.as_str()));
            self.field(&part.points.to_string());
            self.field(&part.of.to_string());
        }
        self.field("end");
    }

    fn field(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
}
