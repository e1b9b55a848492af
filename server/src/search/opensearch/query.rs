//! Questions in the words of the engine, and its answers.

use std::{collections::HashMap, time::Duration};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::{Ask, Clause, Doc, Facet, Found, Hit, Order};
use crate::error::{Error, Result};

/// The most hits that the engine gives at once, unless it is set otherwise.
pub(super) const WINDOW: usize = 10_000;

/// Letters of a term or word. A longer term is not found: the engine would refuse the document for it, and with that
/// everything behind it. A longer word is cut, in texts and questions alike.
const LETTERS: u32 = 8_000;

/// What an index is made with. It is refreshed by commits alone, and takes nothing that is not expected.
pub(super) fn settings() -> Value {
    json!({
        "settings": {
            "index.refresh_interval": "-1",
            // What is acknowledged is on the disk, and on every copy before it is found: a mark without its changes would
            // be believed.
            "index.translog.durability": "request",
            "index.replication.type": "DOCUMENT",
            "analysis": {
                "tokenizer": { "words": { "type": "whitespace", "max_token_length": LETTERS } },
                "analyzer": { "words": { "type": "custom", "tokenizer": "words" } },
            },
        },
        "mappings": {
            "dynamic": "strict",
            // The store has everything. What is kept of a document is what a mark needs.
            "_source": { "excludes": ["terms", "texts"] },
            "properties": {
                "order": { "type": "keyword" },
                "terms": { "type": "keyword", "doc_values": false, "ignore_above": LETTERS },
                "texts": { "type": "text", "analyzer": "words", "norms": false, "position_increment_gap": 100 },
                "base": { "type": "keyword", "index": false, "doc_values": false },
                "seq": { "type": "long", "index": false, "doc_values": false },
            },
        },
    })
}

/// A document as the engine keeps it.
pub(super) fn document(doc: &Doc) -> Result<Value> {
    if !doc.texts.iter().flatten().all(|word| is_word(word)) {
        return Err(Error::fault("a word that is none: it is empty, or a blank is in it"));
    }
    let texts: Vec<String> = doc.texts.iter().map(|text| text.join(" ")).collect();
    Ok(json!({ "order": place(doc.order), "terms": doc.terms, "texts": texts }))
}

/// What the engine is asked. Everything that is found has an order: marks, and documents that are gone, have none.
pub(super) fn body(ask: &Ask, patience: Duration) -> Value {
    let mut clauses = json!({ "filter": [{ "exists": { "field": "order" } }, query(&ask.filter)] });
    let size = ask.limit.min(WINDOW);
    let grades = ask.grades.iter().filter(|(_, points)| *points > 0 && size > 0);
    // Each adds its points and nothing else. They are whole and small, so that the engine's sum of floats is exact.
    let grade =
        |(clause, points): &(Clause, u32)| json!({ "constant_score": { "filter": query(clause), "boost": points } });
    let grades: Vec<Value> = grades.map(grade).collect();
    if !grades.is_empty() {
        clauses["should"] = grades.into();
        clauses["minimum_should_match"] = 0.into();
    }
    let mut body = json!({
        "query": { "bool": clauses },
        "size": size,
        "track_total_hits": true,
        "_source": false,
        // It gives up before this server does, so that nothing is worked at that nobody waits for.
        "timeout": format!("{}ms", (patience * 4 / 5).as_millis()),
    });
    if size > 0 {
        body["sort"] = json!([{ "_score": { "order": "desc" } }, { "order": { "order": "asc" } }]);
    }
    if let Some((score, order)) = ask.after.filter(|_| size > 0) {
        body["search_after"] = json!([score, place(order)]);
    }
    let counts = ask.facets.iter().enumerate().filter(|(_, facet)| !facet.values.is_empty());
    let counts: Map<String, Value> = counts.map(|(at, facet)| (name(at), count(facet, &ask.filter))).collect();
    if !counts.is_empty() {
        body["aggs"] = counts.into();
    }
    body
}

fn name(facet: usize) -> String {
    format!("facet{facet}")
}

fn count(facet: &Facet, filter: &Clause) -> Value {
    let values: Vec<Value> = facet.values.iter().map(query).collect();
    let values = json!({ "filters": { "filters": values } });
    if facet.within == *filter {
        return values;
    }
    let within = json!({ "bool": { "filter": [{ "exists": { "field": "order" } }, query(&facet.within)] } });
    json!({ "global": {}, "aggs": { "within": { "filter": within, "aggs": { "values": values } } } })
}

/// A set of documents.
fn query(clause: &Clause) -> Value {
    match clause {
        Clause::Everything => json!({ "match_all": {} }),
        Clause::Term(term) => json!({ "term": { "terms": { "value": term } } }),
        Clause::Between(first, last) => json!({ "range": { "terms": { "gte": first, "lte": last } } }),
        Clause::Phrase(words) if words.is_empty() || !words.iter().all(|word| is_word(word)) => nothing(),
        Clause::Phrase(words) => json!({ "match_phrase": { "texts": { "query": words.join(" "), "slop": 0 } } }),
        Clause::Keys(keys) => json!({ "ids": { "values": keys.iter().map(i64::to_string).collect::<Vec<_>>() } }),
        Clause::Any(clauses) => any(clauses),
        Clause::All(clauses) if clauses.is_empty() => query(&Clause::Everything),
        Clause::All(clauses) => {
            let (mut filter, mut without) = (Vec::new(), Vec::new());
            for clause in clauses {
                match clause {
                    Clause::Not(inner) => without.push(query(inner)),
                    clause => filter.push(query(clause)),
                }
            }
            json!({ "bool": { "filter": filter, "must_not": without } })
        }
        Clause::Not(inner) => json!({ "bool": { "must_not": [query(inner)] } }),
    }
}

/// Terms go together into one clause, since the engine takes only so many in a question.
fn any(clauses: &[Clause]) -> Value {
    let mut terms = Vec::new();
    let mut others = Vec::new();
    for clause in clauses {
        match clause {
            Clause::Term(term) => terms.push(term),
            clause => others.push(query(clause)),
        }
    }
    if !terms.is_empty() {
        others.push(json!({ "terms": { "terms": terms } }));
    }
    match others.len() {
        0 => nothing(),
        1 => others.swap_remove(0),
        _ => json!({ "bool": { "should": others, "minimum_should_match": 1 } }),
    }
}

fn nothing() -> Value {
    json!({ "match_none": {} })
}

/// The engine takes words apart at blanks.
fn is_word(word: &str) -> bool {
    !word.is_empty() && !word.contains(char::is_whitespace)
}

/// A place in the order as a text that orders likewise.
fn place(order: Order) -> String {
    format!("{:016x}{:016x}", order.0, order.1)
}

fn placed(text: &str) -> Option<Order> {
    let half = |from, to| u64::from_str_radix(text.get(from..to)?, 16).ok();
    Some(Order(half(0, 16)?, half(16, 32)?)).filter(|_| text.len() == 32)
}

/// The answer to a question.
#[derive(Deserialize)]
pub(super) struct Answer {
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    hits: Hits,
    #[serde(default)]
    aggregations: HashMap<String, Counted>,
}

#[derive(Deserialize)]
struct Shards {
    total: u64,
    successful: u64,
    failed: u64,
}

#[derive(Deserialize)]
struct Hits {
    total: Total,
    hits: Vec<OneHit>,
}

#[derive(Deserialize)]
struct Total {
    value: u64,
    relation: String,
}

#[derive(Deserialize)]
struct OneHit {
    _id: String,
    sort: (f64, String),
}

/// Counts, within the set of hits or within one of their own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Counted {
    Here { buckets: Vec<Bucket> },
    Within { within: Within },
}

#[derive(Deserialize)]
struct Within {
    values: Values,
}

#[derive(Deserialize)]
struct Values {
    buckets: Vec<Bucket>,
}

#[derive(Deserialize)]
struct Bucket {
    doc_count: u64,
}

impl Answer {
    /// What was found, or what is missing in it. A part of the truth is none: a count of some shards is a wrong count.
    pub(super) fn found(mut self, ask: &Ask) -> Result<Found, &'static str> {
        let Shards { total, successful, failed } = self.shards;
        if self.timed_out || failed > 0 || successful < total {
            return Err("only a part of the index answered");
        }
        if self.hits.total.relation != "eq" {
            return Err("it did not count to the end");
        }
        let mut hits = Vec::with_capacity(self.hits.hits.len());
        for OneHit { _id: key, sort: (score, order) } in self.hits.hits {
            let key = key.parse().map_err(|_| "a hit without a key")?;
            let whole = score.fract() == 0.0 && (0.0..65_536.0).contains(&score);
            let score = Some(score as u32).filter(|_| whole).ok_or("a hit without a whole score")?;
            hits.push(Hit { key, score, order: placed(&order).ok_or("a hit without a place")? });
        }
        let mut counts = Vec::with_capacity(ask.facets.len());
        for (at, facet) in ask.facets.iter().enumerate() {
            let buckets = match self.aggregations.remove(&name(at)) {
                Some(Counted::Here { buckets } | Counted::Within { within: Within { values: Values { buckets } } }) => {
                    buckets
                }
                None => Vec::new(),
            };
            if buckets.len() != facet.values.len() {
                return Err("counts are missing");
            }
            counts.push(buckets.into_iter().map(|bucket| bucket.doc_count).collect());
        }
        Ok(Found { total: self.hits.total.value, hits, counts })
    }
}
