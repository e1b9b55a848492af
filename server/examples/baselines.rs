//! What `cargo xtask bench search` stands beside: the same questions to a plain scan over every talent, and to PostgreSQL.
//! Arguments: a file of questions, one a line, and the address of a PostgreSQL server. `DATABASE_URL` has the talents.
#![expect(clippy::unwrap_used, reason = "a measurement ends where something is not as it must be")]

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use passerelle_api::{endpoint::from_query, id::SkillCode, talent::TalentQuery};
use passerelle_rules::{
    distance::{Spot, km},
    matching::Near,
};
use passerelle_server::{
    search::talents::document,
    store::{
        Store,
        reference::{self, Taxonomy},
        talent,
    },
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};

const CONNECTIONS: usize = 8;

/// What is compared of a talent, a bit for each thing that can be asked.
#[derive(Default, Clone)]
struct Bits {
    skills: u128,
    /// Bit `n`: level `n` or more.
    levels: u16,
    contracts: u8,
    speaks: u8,
    place: u64,
    remote: bool,
    /// Days from a first one on.
    free: Option<u16>,
    words: Vec<String>,
}

/// A question in the same bits.
struct Asked {
    must: Vec<u128>,
    wished: [Option<Wished>; 4],
    only: [bool; 4],
    words: Option<Vec<Vec<String>>>,
    not: Vec<String>,
    query: TalentQuery,
}

#[derive(Clone, Copy)]
enum Wished {
    Place(u64),
    Level(u16),
    Contract(u8),
    Language(u8),
}

impl Wished {
    fn met(self, bits: &Bits) -> bool {
        match self {
            Self::Place(places) => bits.remote || bits.place & places != 0,
            Self::Level(level) => bits.levels & level != 0,
            Self::Contract(contract) => bits.contracts & contract != 0,
            Self::Language(language) => bits.speaks & language != 0,
        }
    }
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let store = Store::open(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();
    let mut db = store.read().await.unwrap();
    let taxonomy = Taxonomy::load(&mut db).await.unwrap();
    let spots = reference::spots(&mut db).await.unwrap();
    let world = World::new(&taxonomy, spots);
    let questions = std::fs::read_to_string(&arguments[0]).unwrap();
    let asked: Vec<Asked> =
        questions.lines().map(|line| world.asked(from_query(line).unwrap(), taxonomy.near())).collect();

    let mut postgres = PgConnection::connect(&arguments[1]).await.unwrap();
    postgres
        .execute(
            "CREATE TABLE talents (seq BIGINT PRIMARY KEY, level INT, place TEXT, remote BOOLEAN, free DATE, \
             contracts TEXT[], speaks TEXT[], doc TSVECTOR)",
        )
        .await
        .unwrap();
    let (mut rows, mut last) = (Vec::new(), 0);
    loop {
        let seqs = talent::visible_after(&mut db, last, 400).await.unwrap();
        let Some(next) = seqs.last() else { break };
        last = *next;
        let candidates = talent::by_seq(&mut db, &seqs, &world.spots).await.unwrap();
        let words = talent::words(&mut db, &seqs, talent::Depth::Page).await.unwrap();
        let mut copy = postgres.copy_in_raw("COPY talents FROM STDIN").await.unwrap();
        let mut text = String::new();
        for candidate in candidates {
            let doc = document(&candidate, &words[&candidate.seq], &[]);
            text.push_str(&world.row(&candidate, &doc.terms));
            rows.push(world.bits(&candidate, &doc.terms));
        }
        copy.send(text.as_bytes()).await.unwrap();
        copy.finish().await.unwrap();
    }
    for statement in ["CREATE INDEX ON talents USING GIN (doc)", "ANALYZE talents"] {
        postgres.execute(statement).await.unwrap();
    }

    let begun = Instant::now();
    let times = in_parallel(&asked, |asked| world.scan(&rows, asked));
    print_times("plain scan, in memory", times, begun.elapsed());

    let asked = Arc::new(asked);
    let next = Arc::new(AtomicUsize::new(0));
    // A hundredth as fast, so a part of the questions says as much.
    let few = asked.len().min(400);
    let begun = Instant::now();
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (asked, next, url) = (Arc::clone(&asked), Arc::clone(&next), arguments[1].clone());
        workers.push(tokio::spawn(async move {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            let mut times = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= few {
                    break times;
                }
                let sql = sql(&asked[index]);
                let begun = Instant::now();
                for statement in sql {
                    connection.fetch_all(AssertSqlSafe(statement)).await.unwrap();
                }
                times.push(begun.elapsed());
            }
        }));
    }
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await.unwrap());
    }
    print_times("PostgreSQL full text", times, begun.elapsed());
    let size = postgres.fetch_one("SELECT pg_total_relation_size('talents') / 1048576").await.unwrap();
    println!("{:>28} {} MiB on disk", "", size.get::<i64, _>(0));
}

struct World {
    skills: HashMap<SkillCode, u128>,
    places: Vec<String>,
    spots: HashMap<String, Spot>,
}

impl World {
    fn new(taxonomy: &Taxonomy, spots: HashMap<String, Spot>) -> Self {
        let mut codes: Vec<SkillCode> = taxonomy.names().map(|(code, _)| code.clone()).collect();
        codes.sort();
        let skills = codes.into_iter().enumerate().map(|(bit, code)| (code, 1 << (bit % 128))).collect();
        let mut places: Vec<String> = spots.keys().cloned().collect();
        places.sort();
        Self { skills, places, spots }
    }

    fn skill(&self, code: &SkillCode) -> u128 {
        self.skills.get(code).copied().unwrap_or(0)
    }

    fn place(&self, place: &str) -> u64 {
        self.places.iter().position(|known| known == place).map_or(0, |bit| 1 << (bit % 64))
    }

    fn asked(&self, query: TalentQuery, near: &Near) -> Asked {
        let must = query.must.0.iter().map(|skill| {
            near.get(skill).into_iter().flatten().fold(self.skill(skill), |bits, near| bits | self.skill(near))
        });
        let around = query.place.as_ref().and_then(|place| self.spots.get(place.as_str())).map(|centre| {
            let within = |place: &&String| km(*centre, self.spots[*place]) <= query.radius.unwrap_or(30);
            self.places.iter().filter(within).fold(0, |bits, place| bits | self.place(place))
        });
        let wished = [
            around.map(Wished::Place),
            query.level.map(|level| Wished::Level(1 << level)),
            query.contract.map(|contract| Wished::Contract(1 << contract as u8)),
            query.language.map(|language| Wished::Language(1 << language as u8)),
        ];
        let only = ["place", "level", "contract", "language"].map(|part| query.only.0.iter().any(|only| only == part));
        let (mut not, mut words) = (Vec::new(), None);
        if let Some(q) = &query.q {
            let (yes, no) = q.split_once(" NOT ").map_or((q.as_str(), ""), |(yes, no)| (yes, no));
            let stems = |word: &str| -> Vec<String> {
                let found = passerelle_server::terms::wanted(word, passerelle_api::account::Language::ALL, 1);
                found.into_iter().flat_map(|wanted| wanted.stems).flat_map(|(_, stems)| stems).collect()
            };
            words = Some(vec![yes.split(" OR ").flat_map(stems).collect()]);
            not = stems(no);
        }
        Asked { must: must.collect(), wished, only, words, not, query }
    }

    fn bits(&self, candidate: &talent::Candidate, terms: &std::collections::BTreeSet<String>) -> Bits {
        let facts = &candidate.facts;
        let words = terms.iter().filter_map(|term| Some(term.strip_prefix("word:")?.split_once(':')?.1.to_owned()));
        let has = |kind: &str| terms.contains(kind);
        Bits {
            skills: facts.skills.iter().fold(0, |bits, skill| bits | self.skill(skill)),
            levels: facts.level.map_or(0, |level| (1u16 << (level + 1)) - 1),
            contracts: facts.contracts.iter().fold(0, |bits, contract| bits | 1 << *contract as u8),
            speaks: passerelle_api::account::Language::ALL
                .iter()
                .filter(|language| has(&format!("speaks:{}", language.as_str())))
                .fold(0, |bits, language| bits | 1 << *language as u8),
            place: candidate.place.as_deref().map_or(0, |place| self.place(place)),
            remote: has("remote:remote"),
            free: facts.available_from.map(|day| day.to_epoch_days().rem_euclid(60_000) as u16),
            words: words.collect::<HashSet<_>>().into_iter().collect(),
        }
    }

    /// A row of `COPY`, in its text form.
    fn row(&self, candidate: &talent::Candidate, terms: &std::collections::BTreeSet<String>) -> String {
        let facts = &candidate.facts;
        let some = |text: Option<String>| text.unwrap_or_else(|| "\\N".to_owned());
        let list = |items: Vec<String>| format!("{{{}}}", items.join(","));
        let lexemes = terms.iter().filter(|term| term.starts_with("word:") || term.starts_with("skill:"));
        let doc: Vec<String> = lexemes.map(|term| format!("''{}''", term.replace('\'', ""))).collect();
        let speaks = terms.iter().filter_map(|term| term.strip_prefix("speaks:").map(str::to_owned)).collect();
        format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
            candidate.seq,
            some(facts.level.map(|level| level.to_string())),
            some(candidate.place.clone()),
            terms.contains("remote:remote"),
            some(facts.available_from.map(|day| day.to_string())),
            list(facts.contracts.iter().map(|contract| contract.as_str().to_owned()).collect()),
            list(speaks),
            doc.join(" ").replace("''", "'"),
        )
    }

    /// Looks at every talent: who passes, the best twenty of them, and the counts of four parts.
    fn scan(&self, rows: &[Bits], asked: &Asked) -> u64 {
        let (mut total, mut counts, mut best) = (0, [0u64; 32], vec![0u64; 101]);
        for row in rows {
            if !asked.must.iter().all(|must| row.skills & must != 0) {
                continue;
            }
            if let Some(words) = &asked.words {
                let has = |list: &Vec<String>| row.words.iter().any(|word| list.contains(word));
                if !words.iter().all(has) || has(&asked.not) {
                    continue;
                }
            }
            let met = asked.wished.map(|wished| wished.is_none_or(|wished| wished.met(row)));
            let failed = met.iter().zip(asked.only).filter(|(met, only)| *only && !**met).count();
            if failed == 0 {
                total += 1;
                best[met.iter().filter(|met| **met).count()] += 1;
            }
            let without = |part: usize| failed == 0 || (failed == 1 && asked.only[part] && !met[part]);
            if without(1) {
                (3..=8).for_each(|level| counts[level] += u64::from(row.levels >> level & 1));
            }
            if without(2) {
                (0..5).for_each(|contract| counts[10 + contract] += u64::from(row.contracts >> contract & 1));
            }
            if without(3) {
                (0..4).for_each(|language| counts[16 + language] += u64::from(row.speaks >> language & 1));
            }
            if failed == 0 {
                (0..4).for_each(|step| {
                    counts[20 + step] += u64::from(row.free.is_some_and(|free| usize::from(free) < 20_000 + step * 60));
                });
            }
        }
        total + counts.iter().sum::<u64>() + best[0]
    }
}

/// The page, its total and the counts, each of which ignores its own condition.
fn sql(asked: &Asked) -> Vec<String> {
    let query = &asked.query;
    let mut base: Vec<String> =
        query.must.0.iter().map(|skill| format!("doc @@ '''skill:{skill}'''::tsquery")).collect();
    let lexemes = |stems: &[String]| {
        let each = stems.iter().flat_map(|stem| ["en", "fr", "es", "ar"].map(|lang| format!("''word:{lang}:{stem}''")));
        each.collect::<Vec<_>>().join(" | ")
    };
    if let Some(words) = &asked.words {
        base.extend(words.iter().map(|stems| format!("doc @@ '{}'::tsquery", lexemes(stems))));
        if !asked.not.is_empty() {
            base.push(format!("NOT doc @@ '{}'::tsquery", lexemes(&asked.not)));
        }
    }
    let conditions: [Option<String>; 4] = [
        query.place.as_ref().map(|place| format!("(remote OR place = '{place}')")),
        query.level.map(|level| format!("level >= {level}")),
        query.contract.map(|contract| format!("'{}' = ANY(contracts)", contract.as_str())),
        query.language.map(|language| format!("'{}' = ANY(speaks)", language.as_str())),
    ];
    let filter = |but: Option<usize>| {
        let kept = conditions.iter().enumerate().filter(|(part, _)| asked.only[*part] && Some(*part) != but);
        let all: Vec<String> = base.iter().cloned().chain(kept.filter_map(|(_, sql)| sql.clone())).collect();
        if all.is_empty() { "true".to_owned() } else { all.join(" AND ") }
    };
    let points: Vec<String> =
        conditions.iter().flatten().map(|sql| format!("CASE WHEN {sql} THEN 10 ELSE 0 END")).collect();
    let points = if points.is_empty() { "0 + 0".to_owned() } else { points.join(" + ") };
    let counted = |choices: Vec<String>, but: Option<usize>| {
        let counts: Vec<String> = choices.iter().map(|choice| format!("COUNT(*) FILTER (WHERE {choice})")).collect();
        format!("SELECT COUNT(*), {} FROM talents WHERE {}", counts.join(", "), filter(but))
    };
    let words = |list: &[&str], column: &str| list.iter().map(|word| format!("'{word}' = ANY({column})")).collect();
    vec![
        format!("SELECT seq FROM talents WHERE {} ORDER BY ({points}) DESC, seq LIMIT 21", filter(None)),
        counted((3..=8).map(|level| format!("level >= {level}")).collect(), Some(1)),
        counted(
            words(&["apprenticeship", "permanent", "fixed-term", "internship", "train-then-hire"], "contracts"),
            Some(2),
        ),
        counted(words(&["en", "fr", "es", "ar"], "speaks"), Some(3)),
        counted((0..4).map(|step| format!("free <= DATE '2026-12-01' + {}", step * 60)).collect(), None),
    ]
}

fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> u64 + Sync) -> Vec<Duration> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut times = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            let begun = Instant::now();
            std::hint::black_box(work(item));
            times.push(begun.elapsed());
        }
        times
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}

fn print_times(name: &str, mut times: Vec<Duration>, whole: Duration) {
    times.sort_unstable();
    let ms = |index: usize| times[index.min(times.len() - 1)].as_secs_f64() * 1_000.0;
    let rate = times.len() as f64 / whole.as_secs_f64();
    let (half, slow) = (ms(times.len() / 2), ms(times.len() * 99 / 100));
    println!("{name:>28} {half:>9.2} {slow:>9.2} {:>9.2} {rate:>9.0}", ms(usize::MAX));
}
