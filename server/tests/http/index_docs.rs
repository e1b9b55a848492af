//! Small documents, and questions about them.

use std::collections::BTreeSet;

use passerelle_server::search::{Ask, Change, Clause, Doc, Index, Mark, Order};

fn terms(words: &str) -> BTreeSet<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

pub fn doc(key: i64, words: &str) -> Doc {
    // The greater the key, the earlier it comes among equals.
    Doc { key, order: Order(u64::MAX - key.unsigned_abs(), 7), terms: terms(words), texts: vec![] }
}

pub fn put(docs: &[(i64, &str)]) -> Vec<Change> {
    docs.iter().map(|(key, words)| Change::Put(doc(*key, words))).collect()
}

pub fn mark(seq: i64) -> Mark {
    Mark { base: "the base 2".into(), seq }
}

pub fn ask(filter: Clause) -> Ask {
    Ask { filter, grades: vec![], facets: vec![], after: None, limit: 100 }
}

pub fn commit(index: &dyn Index, changes: Vec<Change>, seq: i64) {
    index.stage(changes, seq).unwrap();
    index.commit(&mark(seq)).unwrap();
}

/// The keys of what is found, from the smallest; the count has to agree.
pub fn keys(index: &dyn Index, filter: Clause) -> Vec<i64> {
    let found = index.search(&ask(filter)).unwrap();
    let mut keys: Vec<i64> = found.hits.iter().map(|hit| hit.key).collect();
    assert_eq!(found.total, keys.len() as u64);
    keys.sort_unstable();
    keys
}
