//! Both indexes answer alike, whatever they are asked: the one that comes with the server, and the adapter for OpenSearch with
//! the stub of it.

use std::sync::Arc;

use passerelle_server::search::{Ask, Change, Clause, Doc, Facet, Index, Order, embedded::Embedded};

use crate::{index_docs::commit, opensearch_stub::Stub};

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }

    fn term(&mut self) -> String {
        format!("t:{:02}", self.below(24))
    }

    fn word(&mut self) -> String {
        ["la", "de", "école", "كلمة", "data"][self.below(5)].to_owned()
    }

    fn words(&mut self, most: usize) -> Vec<String> {
        (0..self.below(most + 1)).map(|_| self.word()).collect()
    }

    fn doc(&mut self, key: i64) -> Doc {
        let terms = (0..self.below(9)).map(|_| self.term()).collect();
        let texts = (0..self.below(4)).map(|_| self.words(6)).filter(|words| !words.is_empty()).collect();
        let order = Order(self.below(4) as u64, key.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Doc { key, order, terms, texts }
    }

    fn clause(&mut self, depth: usize) -> Clause {
        let clauses = |dice: &mut Self| (0..dice.below(4)).map(|_| dice.clause(depth - 1)).collect();
        match self.below(if depth == 0 { 6 } else { 12 }) {
            0 => Clause::Everything,
            1 | 2 => Clause::Term(self.term()),
            3 => Clause::Between(self.term(), self.term()),
            4 => Clause::Phrase(self.words(3)),
            5 => Clause::Keys((0..self.below(9)).map(|_| 1 + self.below(360) as i64).collect()),
            6..9 => Clause::Any(clauses(self)),
            9 | 10 => Clause::All(clauses(self)),
            _ => self.clause(depth - 1).complement(),
        }
    }

    fn ask(&mut self) -> Ask {
        let filter = self.clause(3);
        let grades = (0..self.below(5)).map(|_| (self.clause(2), self.below(60) as u32)).collect();
        let facets = (0..self.below(4)).map(|_| {
            let within = if self.below(2) == 0 { filter.clone() } else { self.clause(2) };
            Facet { within, values: (0..self.below(5)).map(|_| self.clause(1)).collect() }
        });
        let facets = facets.collect();
        Ask { filter, grades, facets, after: None, limit: self.below(60) }
    }
}

/// Both indexes answer four hundred generated questions alike, page by page, over three hundred documents that came in
/// many commits.
#[test]
fn both_answer_alike() {
    let folder = tempfile::tempdir().unwrap();
    let stub = Stub::start();
    let both: [Arc<dyn Index>; 2] = [Arc::new(Embedded::open(folder.path()).unwrap()), Arc::new(stub.index())];
    let mut dice = Dice(11);
    for seq in 1..=15 {
        let changes: Vec<Change> = (0..40)
            .map(|_| {
                let key = 1 + dice.below(360) as i64;
                if dice.below(8) == 0 { Change::Gone(key) } else { Change::Put(dice.doc(key)) }
            })
            .collect();
        for index in &both {
            commit(&**index, changes.clone(), seq);
        }
    }
    let (mut pages, mut some) = (0, 0);
    for number in 0..400 {
        let mut ask = dice.ask();
        for _ in 0..5 {
            let [one, other] = both.each_ref().map(|index| index.search(&ask).unwrap());
            assert_eq!(one, other, "question {number}: {ask:?}");
            pages += 1;
            some += usize::from(one.total > 0);
            let Some(last) = one.hits.last() else { break };
            ask.after = Some((last.score, last.order));
        }
    }
    assert!(pages > 1_000 && some > 500, "{pages} pages, {some} of them with somebody");
}
