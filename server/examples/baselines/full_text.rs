//! The same talents in one table of PostgreSQL, their words and skills in its full text.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use passerelle_api::talent::{Fit, Part};
use passerelle_rules::matching::grade::points;
use passerelle_server::{search::Clause, store::talent::Candidate};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};

use super::{
    Answer, CONNECTIONS, PAGE,
    question::{Asked, Test, Wished},
};

/// The table of talents.
pub struct Table(PgConnection);

impl Table {
    pub async fn create(url: &str) -> Self {
        let mut connection = PgConnection::connect(url).await.unwrap();
        connection
            .execute(
                "CREATE TABLE talents (id TEXT PRIMARY KEY, level INT, place TEXT, radius_km INT, remote BOOLEAN, \
                 free DATE, contracts TEXT[], speaks TEXT[], knows TEXT[], doc TSVECTOR)",
            )
            .await
            .unwrap();
        Self(connection)
    }

    pub async fn copy(&mut self, lines: &str) {
        let mut copy = self.0.copy_in_raw("COPY talents FROM STDIN").await.unwrap();
        copy.send(lines.as_bytes()).await.unwrap();
        copy.finish().await.unwrap();
    }

    pub async fn index(&mut self) {
        for statement in ["CREATE INDEX ON talents USING GIN (doc)", "ANALYZE talents"] {
            self.0.execute(statement).await.unwrap();
        }
    }

    pub async fn mib(&mut self) -> i64 {
        let size = self.0.fetch_one("SELECT pg_total_relation_size('talents') / 1048576").await.unwrap();
        size.get(0)
    }
}

/// A row of `COPY`, in its text form.
pub fn line(candidate: &Candidate, terms: &BTreeSet<String>) -> String {
    let facts = &candidate.facts;
    let some = |text: Option<String>| text.unwrap_or_else(|| "\\N".to_owned());
    let list = |items: Vec<&str>| format!("{{{}}}", items.join(","));
    let ends = |kind: &str| terms.iter().filter_map(|term| term.strip_prefix(kind)).collect();
    let lexemes = terms.iter().filter(|term| term.starts_with("word:") || term.starts_with("skill:"));
    let doc: Vec<String> = lexemes.map(|term| format!("'{term}'")).collect();
    let columns = [
        candidate.id.to_string(),
        some(facts.level.map(|level| level.to_string())),
        some(candidate.place.clone()),
        some(facts.radius_km.map(|radius| radius.to_string())),
        terms.contains("remote:remote").to_string(),
        some(facts.available_from.map(|day| day.to_string())),
        list(facts.contracts.iter().map(|contract| contract.as_str()).collect()),
        list(ends("speaks:")),
        list(ends("knows:")),
        doc.join(" "),
    ];
    columns.join("\t") + "\n"
}

/// Asks as many at once as the index is asked, each in statements of which the first gives the total.
pub async fn ask_all(url: &str, asked: &[Asked], statements: fn(&Asked) -> Vec<String>) -> Vec<Answer> {
    let questions: Arc<Vec<Vec<String>>> = Arc::new(asked.iter().map(statements).collect());
    let next = Arc::new(AtomicUsize::new(0));
    let mut workers = Vec::new();
    for _ in 0..CONNECTIONS {
        let (questions, next, url) = (Arc::clone(&questions), Arc::clone(&next), url.to_owned());
        workers.push(tokio::spawn(async move {
            let mut connection = PgConnection::connect(&url).await.unwrap();
            let mut answers = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(question) = questions.get(index) else { break answers };
                let begun = Instant::now();
                let mut total: i64 = 0;
                for (number, statement) in question.iter().enumerate() {
                    let rows = connection.fetch_all(AssertSqlSafe(statement.clone())).await.unwrap();
                    if number == 0 {
                        total = rows[0].get(0);
                    }
                }
                answers.push(Answer { index, total: total.try_into().unwrap(), took: begun.elapsed() });
            }
        }));
    }
    let mut answers = Vec::new();
    for worker in workers {
        answers.extend(worker.await.unwrap());
    }
    answers
}

/// The total alone.
pub fn total(asked: &Asked) -> Vec<String> {
    vec![format!("SELECT COUNT(*) FROM talents WHERE {}", filter(asked, None))]
}

/// The total, the page, and the counts, each of which ignores the condition of its own part.
pub fn whole(asked: &Asked) -> Vec<String> {
    let points: Vec<String> = asked.wishes.iter().map(worth).collect();
    let points = if points.is_empty() { "0 + 0".to_owned() } else { points.join(" + ") };
    let all = filter(asked, None);
    let mut statements = total(asked);
    statements.push(format!("SELECT id FROM talents WHERE {all} ORDER BY ({points}) DESC, id LIMIT {PAGE}"));
    for (part, choices) in &asked.facets {
        let counts: Vec<String> =
            choices.iter().map(|choice| format!("COUNT(*) FILTER (WHERE {})", condition(choice))).collect();
        statements.push(format!("SELECT {} FROM talents WHERE {}", counts.join(", "), filter(asked, Some(*part))));
    }
    statements
}

fn filter(asked: &Asked, but: Option<Part>) -> String {
    let must = asked.must.iter().map(condition);
    let words = asked.words.iter().map(|words| format!("doc @@ '{}'::tsquery", lexemes(words)));
    let only = asked.only.iter().filter(|(part, _)| Some(*part) != but).map(|(_, test)| condition(test));
    let all: Vec<String> = must.chain(words).chain(only).collect();
    if all.is_empty() { "true".to_owned() } else { all.join(" AND ") }
}

fn worth(wish: &Wished) -> String {
    let (met, partly) = (condition(&wish.met), condition(&wish.partly));
    let (all, some) = (points(Fit::Met, wish.of), points(Fit::Partly, wish.of));
    format!("CASE WHEN {met} THEN {all} WHEN {partly} THEN {some} ELSE 0 END")
}

fn condition(test: &Test) -> String {
    let has = |word: &str, column: &str| format!("'{word}' = ANY({column})");
    match test {
        Test::Skills(skills) => {
            let skills: Vec<String> = skills.iter().map(|skill| lexeme(&format!("skill:{skill}"))).collect();
            format!("doc @@ '{}'::tsquery", skills.join(" | "))
        }
        Test::Places { places, anywhere } => {
            let places = format!("place = ANY('{{{}}}')", places.join(","));
            if *anywhere { format!("(remote OR {places})") } else { places }
        }
        Test::Reach(far) => {
            let far: Vec<String> = far.iter().map(|(place, distance)| format!("\"{place}\": {distance}")).collect();
            format!("radius_km >= ('{{{}}}'::jsonb ->> place)::int", far.join(", "))
        }
        Test::Level(level) => format!("level >= {level}"),
        Test::FreeBy(day) => format!("free <= DATE '{day}'"),
        Test::Contract(contract) => has(contract.as_str(), "contracts"),
        Test::Speaks(language) => has(language.as_str(), "speaks"),
        Test::Knows(language) => has(language.as_str(), "knows"),
        Test::Never => "false".to_owned(),
    }
}

/// A query of the full text that finds what words ask for.
fn lexemes(clause: &Clause) -> String {
    let each = |clauses: &[Clause], sign: &str| {
        assert!(!clauses.is_empty(), "each question has words");
        format!("({})", clauses.iter().map(lexemes).collect::<Vec<_>>().join(sign))
    };
    match clause {
        Clause::Term(term) => lexeme(term),
        Clause::Any(any) => each(any, " | "),
        Clause::All(all) => each(all, " & "),
        Clause::Not(inner) => format!("!{}", lexemes(inner)),
        other => panic!("no question comes to {other:?}"),
    }
}

/// A lexeme within a text of SQL.
fn lexeme(term: &str) -> String {
    format!("''{term}''")
}
