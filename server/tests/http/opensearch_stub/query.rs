//! The questions that the stub understands, answered one document after the other.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Map, Value, json};

use super::{
    Answer, Refusal,
    engine::{Document, Field, Index, tokens},
    only, single, unknown,
};

/// What the engine takes in a question, unless it is set otherwise.
const CLAUSES: usize = 1_024;
const TERMS: usize = 65_536;
const WINDOW: usize = 10_000;

type Documents<'a> = BTreeMap<&'a str, &'a Arc<Document>>;

pub fn search(name: &str, index: &Index, body: &Value) -> Answer {
    let known = ["query", "size", "track_total_hits", "_source", "timeout", "sort", "search_after", "aggs"];
    let body = only(body, &known)?;
    let patience = body["timeout"].as_str().and_then(|text| text.strip_suffix("ms")?.parse::<u64>().ok());
    if body["track_total_hits"] != true || body["_source"] != false || patience.is_none() {
        return Err(unknown("a question without a count or with documents"));
    }
    let all: Documents = index.shown.iter().map(|(id, document)| (id.as_str(), document)).collect();
    let found = keep(index, &all, &body["query"])?;
    let size = body["size"].as_u64().ok_or_else(|| unknown("no size"))? as usize;
    if size > WINDOW {
        return Err(Refusal(400, "illegal_argument_exception".into()));
    }
    let mut ranked = Vec::new();
    if let Some(sort) = body.get("sort") {
        if *sort != json!([{ "_score": { "order": "desc" } }, { "order": { "order": "asc" } }]) {
            return Err(unknown(sort));
        }
        let Some(Field::Keyword { columns: true, .. }) = index.fields.get("order") else {
            return Err(unknown("order"));
        };
        for (id, document) in &found {
            let order = document.keywords.get("order").and_then(|orders| orders.iter().min());
            let order = order.ok_or_else(|| unknown("a hit without an order"))?;
            ranked.push((points(index, document, &body["query"])?, order.clone(), (*id).to_owned()));
        }
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    } else if size > 0 {
        return Err(unknown("hits in no order"));
    }
    if let Some(after) = body.get("search_after") {
        let after = after.as_array().filter(|after| after.len() == 2).ok_or_else(|| unknown(after))?;
        let score = after[0].as_f64().ok_or_else(|| unknown("a score"))? as f32;
        let order = after[1].as_str().ok_or_else(|| unknown("a place"))?;
        ranked.retain(|(points, place, _)| *points < score || (*points == score && place.as_str() > order));
    }
    let hits = ranked.iter().take(size);
    let hits =
        hits.map(|(score, order, id)| json!({ "_index": name, "_id": id, "_score": score, "sort": [score, order] }));
    let hits: Vec<Value> = hits.collect();
    let mut answer = json!({
        "took": 1,
        "timed_out": false,
        "_shards": { "total": 1, "successful": 1, "skipped": 0, "failed": 0 },
        "hits": { "total": { "value": found.len(), "relation": "eq" }, "max_score": null, "hits": hits },
    });
    if let Some(counts) = body.get("aggs") {
        answer["aggregations"] = aggregate(index, &all, &found, counts, true)?;
    }
    Ok(answer)
}

fn keep<'a>(index: &Index, documents: &Documents<'a>, query: &Value) -> Result<Documents<'a>, Refusal> {
    if clauses(query) > CLAUSES {
        return Err(Refusal(400, "too_many_nested_clauses".into()));
    }
    let mut kept = Documents::new();
    for (id, document) in documents {
        if matches(index, document, query)? {
            kept.insert(id, document);
        }
    }
    // A question that nobody is asked by is still understood or not.
    matches(index, &Document::default(), query)?;
    Ok(kept)
}

fn aggregate(index: &Index, all: &Documents, found: &Documents, counts: &Value, top: bool) -> Answer {
    let mut answers = Map::new();
    for (name, about) in counts.as_object().ok_or_else(|| unknown(counts))? {
        let about = only(about, &["filters", "filter", "global", "aggs"])?;
        let below =
            |within: &Documents| about.get("aggs").map(|aggs| aggregate(index, all, within, aggs, false)).transpose();
        let (within, answer) = match (about.get("filters"), about.get("filter"), about.get("global")) {
            (Some(filters), None, None) => {
                let filters = only(filters, &["filters"])?["filters"].as_array().filter(|filters| !filters.is_empty());
                let mut buckets = Vec::new();
                for filter in filters.ok_or_else(|| unknown("filters without any"))? {
                    buckets.push(json!({ "doc_count": keep(index, found, filter)?.len() }));
                }
                (None, json!({ "buckets": buckets }))
            }
            (None, Some(filter), None) => {
                let within = keep(index, found, filter)?;
                let answer = json!({ "doc_count": within.len() });
                (Some(within), answer)
            }
            (None, None, Some(nothing)) if *nothing == json!({}) && top => {
                (Some(all.clone()), json!({ "doc_count": all.len() }))
            }
            _ => return Err(unknown("counts of that kind")),
        };
        let mut answer = answer;
        if let Some(within) = within
            && let Some(Value::Object(more)) = below(&within)?
        {
            answer.as_object_mut().ok_or_else(|| unknown("no object"))?.extend(more);
        } else if about.contains_key("aggs") {
            return Err(unknown("counts within counts"));
        }
        answers.insert(name.clone(), answer);
    }
    Ok(answers.into())
}

/// How many leaves a question has, as the engine counts them.
fn clauses(query: &Value) -> usize {
    match single(query) {
        Ok(("bool", about)) => {
            let lists = about.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_array);
            lists.flatten().map(clauses).sum()
        }
        Ok(("constant_score", about)) => clauses(&about["filter"]),
        _ => 1,
    }
}

/// The points of a document that matches. Only what has points of its own gives any, so that nothing depends on how the
/// engine weighs words.
fn points(index: &Index, document: &Document, query: &Value) -> Result<f32, Refusal> {
    match single(query)? {
        ("bool", about) => {
            let (mut sum, none) = (0.0_f64, Vec::new());
            for clause in about["should"].as_array().unwrap_or(&none) {
                if matches(index, document, clause)? {
                    sum += f64::from(points(index, document, clause)?);
                }
            }
            Ok(sum as f32)
        }
        ("constant_score", about) => Ok(about["boost"].as_f64().ok_or_else(|| unknown("no points"))? as f32),
        (other, _) => Err(unknown(format!("points of {other}"))),
    }
}

fn matches(index: &Index, document: &Document, query: &Value) -> Result<bool, Refusal> {
    let (kind, about) = single(query)?;
    let values = |field: &str| match index.fields.get(field) {
        Some(Field::Keyword { indexed: true, .. }) => Ok(document.keywords.get(field)),
        _ => Err(unknown(format!("{kind} on {field}"))),
    };
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(|| unknown(value));
    match kind {
        "match_all" | "match_none" => only(about, &[]).map(|_| kind == "match_all"),
        "term" => {
            let (field, term) = single(about)?;
            let term = text(&only(term, &["value"])?["value"])?;
            Ok(values(field)?.is_some_and(|values| values.contains(&term)))
        }
        "terms" => {
            let (field, terms) = single(about)?;
            let terms = terms.as_array().filter(|terms| terms.len() <= TERMS).ok_or_else(|| unknown(about))?;
            let terms = terms.iter().map(text).collect::<Result<Vec<_>, _>>()?;
            Ok(values(field)?.is_some_and(|values| terms.iter().any(|term| values.contains(term))))
        }
        "ids" => {
            let ids = only(about, &["values"])?["values"].as_array().filter(|ids| ids.len() <= TERMS);
            let ids = ids.ok_or_else(|| unknown(about))?.iter().map(text).collect::<Result<Vec<_>, _>>()?;
            Ok(ids.contains(&document.id))
        }
        "range" => {
            let (field, range) = single(about)?;
            let range = only(range, &["gte", "lte"])?;
            let (first, last) = (text(&range["gte"])?, text(&range["lte"])?);
            Ok(values(field)?.is_some_and(|values| values.iter().any(|value| first <= *value && *value <= last)))
        }
        "match_phrase" => {
            let (field, phrase) = single(about)?;
            let phrase = only(phrase, &["query", "slop"])?;
            let Some(Field::Text { token, .. }) = index.fields.get(field) else { return Err(unknown(field)) };
            if phrase["slop"] != 0 {
                return Err(unknown("slop"));
            }
            let words = tokens(&text(&phrase["query"])?, *token);
            let places = |word: &String| document.words.get(field).and_then(|words| words.get(word));
            let Some(starts) = words.first().and_then(places) else { return Ok(false) };
            let goes_on = |start: &usize| {
                words
                    .iter()
                    .enumerate()
                    .all(|(at, word)| places(word).is_some_and(|places| places.contains(&(start + at))))
            };
            Ok(starts.iter().any(goes_on))
        }
        "exists" => {
            let field = text(&only(about, &["field"])?["field"])?;
            Ok(values(&field)?.is_some_and(|values| !values.is_empty()))
        }
        "constant_score" => matches(index, document, &only(about, &["filter", "boost"])?["filter"]),
        "bool" => {
            let about = only(about, &["filter", "must_not", "should", "minimum_should_match"])?;
            let count = |name: &str| -> Result<(u64, u64), Refusal> {
                let (none, mut met, mut all) = (Vec::new(), 0, 0);
                for clause in about.get(name).map_or(Some(&none), Value::as_array).ok_or_else(|| unknown(name))? {
                    met += u64::from(matches(index, document, clause)?);
                    all += 1;
                }
                Ok((met, all))
            };
            let ((filter, filters), (without, _), (should, shoulds)) =
                (count("filter")?, count("must_not")?, count("should")?);
            let least = match about.get("minimum_should_match") {
                Some(least) => least.as_u64().ok_or_else(|| unknown(least))?,
                None => u64::from(shoulds > 0 && filters == 0),
            };
            Ok(filter == filters && without == 0 && should >= least)
        }
        other => Err(unknown(other)),
    }
}
