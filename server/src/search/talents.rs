//! Talents as documents, and what employers look for as questions. The points are those of `rules/matching`: every fit of
//! a wish is a set of documents, so that the index adds up the very same score.

use std::collections::{BTreeSet, HashMap};

use chrono::Days;
use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{EmployerSlug, SkillCode},
    job::{Contract, Remote, limits as job_limits},
    talent::{Cefr, Fit, Part, limits},
};
use passerelle_rules::{
    boolean::{self, Asked},
    distance::{Spot, km},
    matching::{
        Facts, Near, Wish, compare,
        grade::{LATE_DAYS, SPOKEN_AT_WORK, points},
    },
};

use super::{Clause, Doc, Order};
use crate::{
    store::{
        reference::Taxonomy,
        talent::{Candidate, Words},
    },
    terms::{Stems, wanted},
    text::fold,
};

/// The parts of which counts are given, each with the choices it has.
pub const FACETS: [Part; 5] = [Part::Place, Part::Level, Part::Availability, Part::Contract, Part::Language];

/// Towns of a question that are a clause of their own each, the nearest. An engine takes 1,024 clauses in a question,
/// and the others need room. Where there are more towns, whoever lives behind all these is placed as if they would not
/// travel so far.
pub(super) const TOWNS: usize = 800;

/// Words that one piece of a search can come to: `front-end` is two.
const PIECES: usize = 4;

/// The form of the documents. With every change to what [`document`] writes for the same talent it becomes another number,
/// so that indexes of the form before are made anew.
pub const FORM: u32 = 7;

/// What a talent can be found by. Only what an organisation may read is in it.
pub fn document(candidate: &Candidate, words: &Words, blocked: &[String]) -> Doc {
    let Facts { skills, radius_km, remote, level, available_from, contracts, languages, .. } = &candidate.facts;
    let mut terms = BTreeSet::new();
    terms.extend(skills.iter().map(|skill| format!("skill:{skill}")));
    terms.extend(level.map(|level| format!("level:{level:02}")));
    terms.extend(candidate.place.iter().map(|place| format!("place:{place}")));
    terms.extend(candidate.place.iter().zip(*radius_km).map(|(place, radius)| reach(place, radius)));
    terms.extend(remote.iter().map(|remote| format!("remote:{}", remote.as_str())));
    terms.extend(contracts.iter().map(|contract| format!("contract:{}", contract.as_str())));
    terms.extend(available_from.map(free));
    for spoken in languages {
        if spoken.cefr >= SPOKEN_AT_WORK {
            terms.insert(format!("speaks:{}", spoken.code));
        } else if spoken.cefr == Cefr::A2 {
            terms.insert(format!("knows:{}", spoken.code));
        }
    }
    terms.insert(confirmed(candidate.confirmed));
    terms.extend(shown(candidate.shown_ms));
    terms.extend(blocked.iter().map(|employer| format!("blocks:{employer}")));
    let stems = Stems::of(words.lang);
    let projects = words.projects.iter().flat_map(|project| {
        let heard_by = project.defence.iter().map(|defence| &defence.heard_by);
        [&project.title, &project.text, &project.own].into_iter().chain(heard_by)
    });
    let evidence = words.skills.iter().map(|evidence| &evidence.text);
    let mut texts = Vec::new();
    for text in [&words.headline, &words.about].into_iter().chain(projects).chain(evidence) {
        terms.extend(stems.index(text).0.into_iter().map(|term| word(words.lang, &term.term)));
        let written = stems.in_order(&fold(text)).into_iter().map(|stem| word(words.lang, &stem));
        texts.extend(Some(written.collect::<Vec<_>>()).filter(|written| written.len() > 1));
    }
    Doc { key: candidate.seq, order: Order::of(candidate.id.as_str()), terms, texts }
}

/// What an organisation looks for, in sets of documents.
pub struct Question<'a> {
    pub wish: &'a Wish,
    pub near: &'a Near,
    pub spots: &'a HashMap<String, Spot>,
    /// Those of the spots that people live in.
    pub homes: &'a HashMap<String, Spot>,
}

impl Question<'_> {
    /// What gives points.
    pub fn grades(&self) -> Vec<(Clause, u32)> {
        let mut grades = Vec::new();
        for answer in compare(self.wish, &Facts::default(), self.near).parts {
            let Some((met, partly)) = self.fits(answer.part, answer.skill.as_ref()) else { continue };
            let (all, some) = (points(Fit::Met, answer.of), points(Fit::Partly, answer.of));
            if matches!(answer.part, Part::MustSkill | Part::NiceSkill | Part::Level | Part::Availability) {
                // Whoever meets these meets them partly too, so that the rest of the points comes on top.
                grades.push((partly, some));
                grades.push((met, all - some));
            } else {
                grades.push((Clause::All(vec![partly, met.clone().complement()]), some));
                grades.push((met, all));
            }
        }
        grades
    }

    /// Who meets a wish outright; everybody where there is no such wish.
    pub fn meets(&self, part: Part) -> Clause {
        self.fits(part, None).map_or(Clause::Everything, |(met, _)| met)
    }

    /// The choices of a part as a query writes them, each with who meets it.
    pub fn choices(&self, part: Part, today: NaiveDate) -> Vec<(String, Clause)> {
        match (part, self.wish.place) {
            (Part::Place, Some((centre, _))) => {
                let near = by_distance(self.spots, centre);
                limits::RADII.iter().map(|km| (km.to_string(), Clause::Any(self.within(&near, *km)))).collect()
            }
            _ => choices(part, today),
        }
    }

    /// Who has a skill or one near to it.
    pub fn has_or_near(&self, skill: &SkillCode) -> Clause {
        has_or_near(skill, self.near)
    }

    /// Who meets a wish, and who partly does.
    fn fits(&self, part: Part, skill: Option<&SkillCode>) -> Option<(Clause, Clause)> {
        match part {
            Part::MustSkill | Part::NiceSkill => {
                let skill = skill?;
                Some((skill_term(skill), self.has_or_near(skill)))
            }
            Part::Place => self.wish.place.map(|(centre, radius)| self.place(centre, radius)),
            Part::Level => self.wish.level.map(|level| (at_least(level), at_least(level.saturating_sub(1)))),
            Part::Availability => self.wish.available_by.map(|day| {
                let late = day.checked_add_days(Days::new(LATE_DAYS.unsigned_abs())).unwrap_or(day);
                (free_by(day), free_by(late))
            }),
            Part::Contract => self.wish.contract.map(|contract| (contract_term(contract), Clause::Any(vec![]))),
            Part::Language => self.wish.language.map(|language| (speaks(language.as_str()), knows(language.as_str()))),
        }
    }

    fn place(&self, centre: Spot, radius: u32) -> (Clause, Clause) {
        let near = by_distance(self.spots, centre);
        // Towns where there is only work are left out, so that there is room for the others.
        let far = by_distance(self.homes, centre);
        let far = far.iter().filter(|(distance, _)| (radius + 1..=job_limits::RADIUS_MAX).contains(distance));
        let partly = far.take(TOWNS);
        let partly = partly.map(|(distance, place)| Clause::Between(reach(place, *distance), reach(place, u32::MAX)));
        (Clause::Any(self.within(&near, radius)), Clause::Any(partly.collect()))
    }

    /// Who lives within a distance or, where the work can be done from anywhere, works remotely.
    fn within(&self, near: &[(u32, &str)], radius: u32) -> Vec<Clause> {
        let anywhere = self.wish.remote.then(|| remote_term(Remote::Remote));
        let places = near.iter().take_while(|(distance, _)| *distance <= radius);
        anywhere.into_iter().chain(places.map(|(_, place)| Clause::term(format!("place:{place}")))).collect()
    }
}

/// The places that are known, the nearest first.
pub(super) fn by_distance(spots: &HashMap<String, Spot>, centre: Spot) -> Vec<(u32, &str)> {
    let mut places: Vec<(u32, &str)> = spots.iter().map(|(place, spot)| (km(centre, *spot), place.as_str())).collect();
    places.sort_unstable();
    places
}

/// Who has a skill or one near to it.
pub(super) fn has_or_near(skill: &SkillCode, near: &Near) -> Clause {
    let accepted = std::iter::once(skill).chain(near.get(skill).into_iter().flatten());
    Clause::Any(accepted.map(skill_term).collect())
}

/// Who may be found by an organisation at all.
pub fn seen_by(employer: &EmployerSlug, confirmed_since: NaiveDate) -> [Clause; 2] {
    let last = confirmed(NaiveDate::MAX);
    [Clause::term(format!("blocks:{employer}")).complement(), Clause::Between(confirmed(confirmed_since), last)]
}

/// Who can be found only since after a moment. Each profile has a moment of its own and a day that it shares with others, so that
/// much time is read as few days and the rest of one.
pub fn shown_after(moment_ms: i64) -> Clause {
    let [at, on] = shown(moment_ms.saturating_add(1));
    let later = format!("{on}~");
    Clause::Any(vec![
        Clause::Between(at, shown_at(end_of_day(moment_ms.saturating_add(1)))),
        Clause::Between(later, format!("{SHOWN_ON}~")),
    ])
}

/// Who can be found only since after a moment, and no later than another.
pub fn shown_between(after_ms: i64, until_ms: i64) -> Clause {
    Clause::All(vec![shown_after(after_ms), shown_after(until_ms).complement()])
}

/// Who can be found since that very moment.
pub fn shown_exactly(moment_ms: i64) -> Clause {
    Clause::Term(shown_at(moment_ms))
}

/// The words in the names of each skill, in every language, as documents have them.
#[derive(Debug, Clone, Default)]
pub struct SkillWords(Vec<NamedSkill>);

#[derive(Debug, Clone)]
struct NamedSkill {
    code: SkillCode,
    words: BTreeSet<String>,
    /// Each name's words in their order.
    names: Vec<Vec<String>>,
}

impl SkillWords {
    pub fn of(taxonomy: &Taxonomy) -> Self {
        let stems: Vec<(Language, Stems)> = Language::ALL.iter().map(|lang| (*lang, Stems::of(*lang))).collect();
        let mut skills = Vec::new();
        for (code, names) in taxonomy.names() {
            let (mut words, mut in_order) = (BTreeSet::new(), Vec::new());
            for (lang, stems) in &stems {
                let name = names.get(lang.as_str()).map_or("", String::as_str);
                words.extend(stems.index(name).0.into_iter().map(|term| word(*lang, &term.term)));
                in_order.push(stems.in_order(&fold(name)).into_iter().map(|stem| word(*lang, &stem)).collect());
            }
            skills.push(NamedSkill { code: code.clone(), words, names: in_order });
        }
        skills.sort_by(|one, other| one.code.as_str().cmp(other.code.as_str()));
        Self(skills)
    }
}

/// Who is found by words. A word is also found in the names of the skills somebody has, in every language.
pub fn words(query: &str, skills: &SkillWords) -> Option<Clause> {
    boolean::parse(query).and_then(|asked| clause(&asked, &skills.0))
}

fn clause(asked: &Asked, skills: &[NamedSkill]) -> Option<Clause> {
    let each = |parts: &[Asked]| -> Vec<Clause> { parts.iter().filter_map(|part| clause(part, skills)).collect() };
    match asked {
        Asked::All(parts) => Some(Clause::All(each(parts))).filter(|_| !parts.is_empty()),
        Asked::Any(parts) => Some(each(parts)).filter(|parts| !parts.is_empty()).map(Clause::Any),
        Asked::Not(inner) => clause(inner, skills).map(Clause::complement),
        Asked::Phrase(text) => phrase(text, skills),
        Asked::Word(text) => {
            let pieces = wanted(text, Language::ALL, PIECES);
            let found = |stems: Vec<(Language, Vec<String>)>| {
                let words: BTreeSet<String> = stems
                    .into_iter()
                    .flat_map(|(lang, stems)| stems.into_iter().map(move |stem| word(lang, &stem)))
                    .collect();
                let named = skills.iter().filter(|skill| !skill.words.is_disjoint(&words));
                let named: Vec<Clause> = named.map(|skill| skill_term(&skill.code)).collect();
                Clause::Any(words.iter().cloned().map(Clause::Term).chain(named).collect())
            };
            let mut clauses: Vec<Clause> = pieces.into_iter().map(|piece| found(piece.stems)).collect();
            if clauses.len() > 1 { Some(Clause::All(clauses)) } else { clauses.pop() }
        }
    }
}

/// Who is found by words next to each other: in a text, or in the name of a skill that they have.
fn phrase(text: &str, skills: &[NamedSkill]) -> Option<Clause> {
    let folded = fold(text);
    // Of some phrases only one word is left without their signs.
    if !folded.contains(' ') {
        return clause(&Asked::Word(folded), skills);
    }
    let in_language = |lang: &Language| -> Vec<String> {
        Stems::of(*lang).in_order(&folded).into_iter().map(|stem| word(*lang, &stem)).collect()
    };
    let written: Vec<Vec<String>> = Language::ALL.iter().map(in_language).collect();
    let is_named = |name: &Vec<String>| written.iter().any(|words| name.windows(words.len()).any(|part| part == words));
    let named = skills.iter().filter(|skill| skill.names.iter().any(is_named)).map(|skill| skill_term(&skill.code));
    let named: Vec<Clause> = named.collect();
    Some(Clause::Any(written.into_iter().map(Clause::Phrase).chain(named).collect()))
}

/// The choices of a part that are the same whatever is looked for.
fn choices(part: Part, today: NaiveDate) -> Vec<(String, Clause)> {
    match part {
        Part::Level => (3..=8).map(|level| (level.to_string(), at_least(level))).collect(),
        Part::Availability => {
            let days = [0, 30, 90, 180].into_iter().filter_map(|days| today.checked_add_days(Days::new(days)));
            days.map(|day| (day.to_string(), free_by(day))).collect()
        }
        Part::Contract => {
            Contract::ALL.iter().map(|contract| (contract.as_str().to_owned(), contract_term(*contract))).collect()
        }
        Part::Language => {
            Language::ALL.iter().map(|language| (language.as_str().to_owned(), speaks(language.as_str()))).collect()
        }
        Part::MustSkill | Part::NiceSkill | Part::Place => Vec::new(),
    }
}

pub(super) fn skill_term(skill: &SkillCode) -> Clause {
    Clause::term(format!("skill:{skill}"))
}

pub(super) fn contract_term(contract: Contract) -> Clause {
    Clause::term(format!("contract:{}", contract.as_str()))
}

pub(super) fn remote_term(remote: Remote) -> Clause {
    Clause::term(format!("remote:{}", remote.as_str()))
}

/// Who speaks a language well enough for work.
pub(super) fn speaks(code: &str) -> Clause {
    Clause::term(format!("speaks:{code}"))
}

/// Who speaks a language a little.
pub(super) fn knows(code: &str) -> Clause {
    Clause::term(format!("knows:{code}"))
}

pub(super) fn at_least(level: u8) -> Clause {
    Clause::Between(format!("level:{level:02}"), "level:99".to_owned())
}

fn free(day: NaiveDate) -> String {
    format!("free:{}", in_order(day))
}

pub(super) fn free_by(day: NaiveDate) -> Clause {
    Clause::Between("free:0".to_owned(), free(day))
}

fn confirmed(day: NaiveDate) -> String {
    format!("confirmed:{}", in_order(day))
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

const SHOWN_ON: &str = "shown-on:";

/// The moment since which a profile can be found, and its day.
fn shown(moment_ms: i64) -> [String; 2] {
    [shown_at(moment_ms), format!("{SHOWN_ON}{:08}", moment_ms.max(0) / DAY_MS)]
}

fn shown_at(moment_ms: i64) -> String {
    format!("shown-at:{:015}", moment_ms.max(0))
}

fn end_of_day(moment_ms: i64) -> i64 {
    (moment_ms.max(0) / DAY_MS).saturating_mul(DAY_MS).saturating_add(DAY_MS - 1)
}

/// A day as text that orders as days do. Years of other than four digits would not, so that days outside them count as the
/// nearest within.
fn in_order(day: NaiveDate) -> String {
    let within = |year, month, of_month| NaiveDate::from_ymd_opt(year, month, of_month).unwrap_or(day);
    day.clamp(within(0, 1, 1), within(9_999, 12, 31)).format("%Y-%m-%d").to_string()
}

/// A town from which somebody would travel so far.
pub(super) fn reach(place: &str, radius: u32) -> String {
    format!("reach:{place}:{:04}", radius.min(9_999))
}

fn word(lang: Language, stem: &str) -> String {
    format!("word:{}:{stem}", lang.as_str())
}
