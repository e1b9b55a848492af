//! What `cargo xtask bench search` stands beside: the same questions to a plain scan over every talent, and to PostgreSQL.
//! Arguments: a file of questions, one a line behind how many the index found, and the address of a PostgreSQL server.
//! `DATABASE_URL` has the talents. Whoever finds another number than the index answers another question, and ends it all.
#![expect(clippy::unwrap_used, reason = "a measurement ends where something is not as it must be")]

mod full_text;
mod question;
mod scan;

use std::time::{Duration, Instant};

use passerelle_server::{
    clock::{Clock, seen_since_ms},
    lists::KeptLists,
    search::talents::document,
    store::{
        Store, account,
        talent::{self, Depth, Looking},
    },
};

use full_text::Table;
use question::Asked;
use scan::Memory;

const CONNECTIONS: usize = 8;

/// Talents on a page, and one that tells whether there is another.
const PAGE: usize = 21;

/// Questions that PostgreSQL answers whole: it is a hundredth as fast, so that a part of them says as much. Of the others it is
/// asked for the total.
const FEW: usize = 400;

/// Talents that are read at once.
const ROWS: i64 = 400;

/// What came back for a question.
struct Answer {
    /// Which one it was.
    index: usize,
    total: u64,
    took: Duration,
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let clock = Clock::system();
    let store = Store::open(&std::env::var("DATABASE_URL").unwrap()).await.unwrap();
    let lists = KeptLists::default().get(&store, clock.now_ms()).await.unwrap();
    let mut db = store.read().await.unwrap();
    // The demo's employer asks the index, and sees whom its organisation may see.
    let employer = account::first_employer(&mut db).await.unwrap().unwrap().as_str().into();
    let looking = Looking { employer: &employer, confirmed_since_ms: seen_since_ms(&clock) };

    let mut memory = Memory::new(&lists);
    let mut table = Table::create(&arguments[1]).await;
    let mut last = 0;
    loop {
        let seqs = talent::visible_after(&mut db, last, ROWS).await.unwrap();
        let Some(next) = seqs.last() else { break };
        last = *next;
        let candidates = talent::seen_by(&mut db, looking, &seqs, &lists.spots).await.unwrap();
        let words = talent::words(&mut db, &seqs, Depth::Page).await.unwrap();
        let mut lines = String::new();
        for candidate in candidates {
            let terms = document(&candidate, &words[&candidate.seq], &[]).terms;
            lines.push_str(&full_text::line(&candidate, &terms));
            memory.keep(&candidate, &terms);
        }
        table.copy(&lines).await;
    }
    memory.sort();
    table.index().await;

    let today = clock.now().date_naive();
    let questions = std::fs::read_to_string(&arguments[0]).unwrap();
    let asked: Vec<Asked> = questions.lines().map(|line| Asked::read(line, &lists, today)).collect();
    let begun = Instant::now();
    let answers = memory.ask_all(&asked);
    report("plain scan, in memory", &answers, begun.elapsed());
    compare("the scan", &asked, &answers);
    let (few, rest) = asked.split_at(asked.len().min(FEW));
    let begun = Instant::now();
    let answers = full_text::ask_all(&arguments[1], few, full_text::whole).await;
    report("PostgreSQL full text", &answers, begun.elapsed());
    println!("{:>28} {} MiB on disk", "", table.mib().await);
    compare("PostgreSQL", few, &answers);
    compare("PostgreSQL", rest, &full_text::ask_all(&arguments[1], rest, full_text::total).await);
}

/// Prints how long the answers took.
fn report(name: &str, answers: &[Answer], whole: Duration) {
    let mut times: Vec<Duration> = answers.iter().map(|answer| answer.took).collect();
    times.sort_unstable();
    let ms = |index: usize| times[index.min(times.len() - 1)].as_secs_f64() * 1_000.0;
    let rate = times.len() as f64 / whole.as_secs_f64();
    let (half, slow) = (ms(times.len() / 2), ms(times.len() * 99 / 100));
    println!("{name:>28} {half:>9.2} {slow:>9.2} {:>9.2} {rate:>9.0}", ms(usize::MAX));
}

/// Ends where one of the questions found another number than in the index.
fn compare(name: &str, asked: &[Asked], answers: &[Answer]) {
    assert_eq!(answers.len(), asked.len(), "{name} answers each question");
    for answer in answers {
        let Asked { line, total, .. } = &asked[answer.index];
        assert_eq!(answer.total, *total, "{name} and the index do not find as many with {line}");
    }
}
