//! A plain scan: everything that can be asked of a talent in a few words of memory, and all talents looked at one by one.

use std::{
    collections::{BTreeSet, HashMap},
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use passerelle_api::{
    account::Language,
    id::SkillCode,
    talent::{Fit, Part},
};
use passerelle_rules::matching::grade::points;
use passerelle_server::{
    lists::Lists,
    search::{Clause, Order},
    store::talent::Candidate,
};

use super::{
    Answer, CONNECTIONS, PAGE,
    question::{Asked, Test, Wished},
};

/// Farther than anybody travels.
const NEVER_KM: u32 = u32::MAX;

/// The most points that a search gives.
const BEST: usize = 100;

/// A talent, a bit for each thing that can be asked.
struct Row {
    order: Order,
    skills: u128,
    /// Bit `n`: level `n` or more.
    levels: u16,
    contracts: u8,
    speaks: u8,
    knows: u8,
    remote: bool,
    place: Option<u8>,
    radius: u32,
    /// The day from which somebody is free, in days since 1970.
    free: i32,
    /// The numbers of its words, in their order.
    words: Box<[u32]>,
}

/// A test in the same bits.
enum Check {
    Skills(u128),
    Places(u64, bool),
    /// How far one must travel from each place.
    Reach(Box<[u32; 64]>),
    Level(u16),
    FreeBy(i32),
    Contract(u8),
    Speaks(u8),
    Knows(u8),
    Never,
}

impl Check {
    fn passes(&self, row: &Row) -> bool {
        match self {
            Self::Skills(skills) => row.skills & skills != 0,
            Self::Places(places, anywhere) => {
                (*anywhere && row.remote) || row.place.is_some_and(|place| places >> place & 1 == 1)
            }
            Self::Reach(reach) => row.place.is_some_and(|place| row.radius >= reach[usize::from(place)]),
            Self::Level(level) => row.levels & level != 0,
            Self::FreeBy(day) => row.free <= *day,
            Self::Contract(contract) => row.contracts & contract != 0,
            Self::Speaks(language) => row.speaks & language != 0,
            Self::Knows(language) => row.knows & language != 0,
            Self::Never => false,
        }
    }
}

/// A wish in the same bits.
struct Wish {
    met: Check,
    partly: Check,
    of: u32,
}

impl Wish {
    fn points(&self, row: &Row) -> u32 {
        if self.met.passes(row) {
            points(Fit::Met, self.of)
        } else if self.partly.passes(row) {
            points(Fit::Partly, self.of)
        } else {
            0
        }
    }
}

/// What words ask for.
enum Words {
    Word(u32),
    Skill(u128),
    Any(Vec<Words>),
    All(Vec<Words>),
    Not(Box<Words>),
}

impl Words {
    fn found(&self, row: &Row) -> bool {
        match self {
            Self::Word(word) => row.words.binary_search(word).is_ok(),
            Self::Skill(skill) => row.skills & skill != 0,
            Self::Any(any) => any.iter().any(|words| words.found(row)),
            Self::All(all) => all.iter().all(|words| words.found(row)),
            Self::Not(inner) => !inner.found(row),
        }
    }
}

/// A question in the same bits.
struct Question {
    must: Vec<Check>,
    words: Option<Words>,
    only: Vec<(Part, Check)>,
    wishes: Vec<Wish>,
    facets: Vec<(Part, Vec<Check>)>,
}

/// Every talent, and what each bit and number stands for.
pub struct Memory {
    rows: Vec<Row>,
    skills: HashMap<SkillCode, u32>,
    places: HashMap<String, u8>,
    words: HashMap<String, u32>,
}

impl Memory {
    pub fn new(lists: &Lists) -> Self {
        let skills: HashMap<_, _> =
            (0..).zip(lists.taxonomy.names()).map(|(bit, (code, _))| (code.clone(), bit)).collect();
        let places: HashMap<_, _> = (0..).zip(lists.spots.keys()).map(|(bit, place)| (place.clone(), bit)).collect();
        assert!(skills.len() <= 128 && places.len() <= 64, "each skill and each place has a bit of its own");
        Self { rows: Vec::new(), skills, places, words: HashMap::new() }
    }

    pub fn keep(&mut self, candidate: &Candidate, terms: &BTreeSet<String>) {
        let facts = &candidate.facts;
        let languages = |kind: &str| {
            let has = |language: &&Language| terms.contains(&format!("{kind}:{}", language.as_str()));
            Language::ALL.iter().filter(has).fold(0, |bits, language| bits | 1 << *language as u8)
        };
        let mut words = Vec::new();
        for term in terms.iter().filter(|term| term.starts_with("word:")) {
            let next = self.words.len() as u32;
            words.push(*self.words.entry(term.clone()).or_insert(next));
        }
        words.sort_unstable();
        self.rows.push(Row {
            order: Order::of(candidate.id.as_str()),
            skills: self.bits(&facts.skills),
            levels: facts.level.map_or(0, |level| (1 << (level + 1)) - 1),
            contracts: facts.contracts.iter().fold(0, |bits, contract| bits | 1 << *contract as u8),
            speaks: languages("speaks"),
            knows: languages("knows"),
            remote: terms.contains("remote:remote"),
            place: candidate.place.as_ref().map(|place| self.places[place]),
            radius: facts.radius_km.unwrap_or(0),
            free: facts.available_from.map_or(i32::MAX, |day| day.to_epoch_days()),
            words: words.into(),
        });
    }

    /// Puts those first who come first among equals.
    pub fn sort(&mut self) {
        self.rows.sort_unstable_by_key(|row| row.order);
    }

    /// Asks as many at once as the index is asked.
    pub fn ask_all(&self, asked: &[Asked]) -> Vec<Answer> {
        let questions: Vec<Question> = asked.iter().map(|asked| self.question(asked)).collect();
        let next = AtomicUsize::new(0);
        let worker = || {
            let mut answers = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = questions.get(index) else { break answers };
                let begun = Instant::now();
                let total = self.scan(question);
                answers.push(Answer { index, total, took: begun.elapsed() });
            }
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(worker)).collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
        })
    }

    /// Looks at every talent: how many pass, the best page of them, and the counts of each choice.
    fn scan(&self, question: &Question) -> u64 {
        let mut total = 0;
        let mut best = vec![Vec::new(); BEST + 1];
        let mut counts: Vec<Vec<u64>> = question.facets.iter().map(|(_, choices)| vec![0; choices.len()]).collect();
        for (index, row) in self.rows.iter().enumerate() {
            let found = question.must.iter().all(|must| must.passes(row))
                && question.words.as_ref().is_none_or(|words| words.found(row));
            if !found {
                continue;
            }
            let mut failed = question.only.iter().filter(|(_, only)| !only.passes(row)).map(|(part, _)| *part);
            let (first, second) = (failed.next(), failed.next());
            if second.is_some() {
                continue;
            }
            if first.is_none() {
                total += 1;
                let score: u32 = question.wishes.iter().map(|wish| wish.points(row)).sum();
                let equals = &mut best[score as usize];
                if equals.len() < PAGE {
                    equals.push(index);
                }
            }
            for ((part, choices), counts) in question.facets.iter().zip(&mut counts) {
                if first.is_none() || first == Some(*part) {
                    for (choice, count) in choices.iter().zip(counts) {
                        *count += u64::from(choice.passes(row));
                    }
                }
            }
        }
        let page: Vec<usize> = best.into_iter().rev().flatten().take(PAGE).collect();
        black_box((page, counts));
        total
    }

    fn question(&self, asked: &Asked) -> Question {
        let check = |test: &Test| self.check(test);
        let wish = |wished: &Wished| Wish { met: check(&wished.met), partly: check(&wished.partly), of: wished.of };
        Question {
            must: asked.must.iter().map(check).collect(),
            words: asked.words.as_ref().map(|words| self.words(words)),
            only: asked.only.iter().map(|(part, test)| (*part, check(test))).collect(),
            wishes: asked.wishes.iter().map(wish).collect(),
            facets: asked.facets.iter().map(|(part, tests)| (*part, tests.iter().map(check).collect())).collect(),
        }
    }

    fn check(&self, test: &Test) -> Check {
        match test {
            Test::Skills(skills) => Check::Skills(self.bits(skills)),
            Test::Places { places, anywhere } => {
                Check::Places(places.iter().fold(0, |bits, place| bits | 1 << self.places[place]), *anywhere)
            }
            Test::Reach(far) => {
                let mut reach = Box::new([NEVER_KM; 64]);
                far.iter().for_each(|(place, distance)| reach[usize::from(self.places[place])] = *distance);
                Check::Reach(reach)
            }
            Test::Level(level) => Check::Level(1 << level),
            Test::FreeBy(day) => Check::FreeBy(day.to_epoch_days()),
            Test::Contract(contract) => Check::Contract(1 << *contract as u8),
            Test::Speaks(language) => Check::Speaks(1 << *language as u8),
            Test::Knows(language) => Check::Knows(1 << *language as u8),
            Test::Never => Check::Never,
        }
    }

    fn words(&self, clause: &Clause) -> Words {
        let each = |clauses: &[Clause]| clauses.iter().map(|clause| self.words(clause)).collect();
        match clause {
            Clause::Term(term) => match term.strip_prefix("skill:") {
                Some(skill) => Words::Skill(self.bits(&[skill.into()])),
                // A word that nobody wrote finds nobody.
                None => self.words.get(term).map_or(Words::Any(Vec::new()), |word| Words::Word(*word)),
            },
            Clause::Any(any) => Words::Any(each(any)),
            Clause::All(all) => Words::All(each(all)),
            Clause::Not(inner) => Words::Not(Box::new(self.words(inner))),
            other => panic!("no question comes to {other:?}"),
        }
    }

    fn bits(&self, skills: &[SkillCode]) -> u128 {
        skills.iter().fold(0, |bits, skill| bits | self.skills.get(skill).map_or(0, |bit| 1 << bit))
    }
}
