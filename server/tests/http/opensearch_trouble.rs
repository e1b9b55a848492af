//! What the adapter for OpenSearch makes of trouble: no answer is made up, and nothing is said to be there that is not.

use std::{sync::Arc, time::Duration};

use axum::http::Method;
use passerelle_server::{
    error::Error,
    search::{Ask, Change, Clause, Doc, Facet, Index, feed::Search, opensearch::OpenSearch},
};
use serde_json::{Value, json};

use crate::{
    fixture,
    index_docs::{ask, commit, doc, keys, mark, put},
    opensearch_stub::{Stub, Trouble},
};

/// What kind of failure it is, in one word.
pub fn kind<T: std::fmt::Debug>(outcome: Result<T, Error>) -> &'static str {
    match outcome.unwrap_err() {
        Error::Away(what) => {
            assert!(!what.contains("secret"), "{what}");
            "away"
        }
        Error::Fault(what) => {
            assert!(!what.contains("secret"), "{what}");
            "fault"
        }
        other => panic!("{other:?}"),
    }
}

pub fn everything() -> Ask {
    ask(Clause::Everything)
}

/// An answer of the engine with one document and one count, changed somewhere.
fn answer(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut answer = json!({
        "took": 1,
        "timed_out": false,
        "_shards": { "total": 2, "successful": 2, "skipped": 0, "failed": 0 },
        "hits": {
            "total": { "value": 1, "relation": "eq" },
            "hits": [{ "_index": "i", "_id": "7", "_score": 3.0, "sort": [3.0, "000000000000000a000000000000000b"] }],
        },
        "aggregations": { "facet0": { "buckets": [{ "doc_count": 1 }] } },
    });
    change(&mut answer);
    answer.to_string().into_bytes()
}

#[test]
fn an_engine_that_cannot_answer_is_away_and_no_answer_is_made_up() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, put(&[(1, "a")]), 1);
    let question = Ask {
        grades: vec![(Clause::term("a"), 3)],
        facets: vec![Facet { within: Clause::Everything, values: vec![Clause::term("a")] }],
        ..everything()
    };
    let error = |kind: &str| json!({ "error": { "type": kind, "reason": "a secret word" } }).to_string().into_bytes();
    stub.trouble(Some(Trouble::new("_search", 200, answer(|_| ()))));
    assert_eq!(index.search(&question).unwrap().hits[0].key, 7, "unchanged it is an answer");
    let aways: Vec<(&str, u16, Vec<u8>)> = vec![
        ("too many requests", 429, error("rejected_execution_exception")),
        ("a gateway", 503, "<html>secret</html>".into()),
        ("no node", 503, error("cluster_block_exception")),
        ("its fault", 500, error("null_pointer_exception")),
        ("another password", 401, error("security_exception")),
        ("another place", 302, error("moved")),
        ("no index", 404, error("index_not_found_exception")),
        ("no JSON", 200, "secret".into()),
        ("nothing", 200, vec![]),
        ("half of it", 200, answer(|_| ())[..100].to_vec()),
        ("something else", 200, b"[]".to_vec()),
        ("too large", 200, vec![b' '; 16_000_001]),
        ("too late", 200, answer(|answer| answer["timed_out"] = true.into())),
        ("a failed shard", 200, answer(|answer| answer["_shards"]["failed"] = 1.into())),
        ("a missing shard", 200, answer(|answer| answer["_shards"]["successful"] = 1.into())),
        ("about so many", 200, answer(|answer| answer["hits"]["total"]["relation"] = "gte".into())),
        ("no count", 200, answer(|answer| answer["hits"]["total"] = Value::Null)),
        ("no counts", 200, answer(|answer| answer["aggregations"] = json!({}))),
        ("other counts", 200, answer(|answer| answer["aggregations"]["facet0"]["buckets"] = json!([]))),
        ("half a point", 200, answer(|answer| answer["hits"]["hits"][0]["sort"][0] = 0.5.into())),
        ("points below none", 200, answer(|answer| answer["hits"]["hits"][0]["sort"][0] = (-1).into())),
        ("no place", 200, answer(|answer| answer["hits"]["hits"][0]["sort"][1] = "0a".into())),
        ("another id", 200, answer(|answer| answer["hits"]["hits"][0]["_id"] = "mark".into())),
    ];
    for (what, status, answer) in aways {
        stub.trouble(Some(Trouble::new("_search", status, answer)));
        assert_eq!(kind(index.search(&question)), "away", "{what}");
    }
    stub.trouble(Some(Trouble::new("_search", 400, error("parsing_exception"))));
    assert_eq!(kind(index.search(&question)), "fault", "what it does not understand is this server's own doing");
    stub.trouble(None);
    assert_eq!(index.search(&question).unwrap().hits[0].score, 3, "and it goes on by itself");
}

#[test]
fn an_engine_that_is_slow_or_down_is_away() {
    let mut stub = Stub::start();
    let mut settings = stub.settings();
    settings.patience = Duration::from_secs(2);
    let index = OpenSearch::new(settings, "things");
    commit(&index, put(&[(1, "a")]), 1);
    let slow = Trouble { after: Duration::from_secs(20), ..Trouble::new("_search", 200, answer(|_| ())) };
    stub.trouble(Some(slow));
    assert_eq!(kind(index.search(&everything())), "away");
    stub.trouble(None);
    assert_eq!(keys(&index, Clause::Everything), [1]);
    stub.stop();
    assert_eq!(kind(index.search(&everything())), "away");
    assert_eq!(kind(index.mark()), "away", "it is not taken for a new one, which would be filled anew");
    assert_eq!(kind(index.stage(put(&[(2, "a")]), 2)), "away");
    assert_eq!(kind(index.commit(&mark(2))), "away");
    assert_eq!(kind(index.clear()), "away");
}

#[test]
fn what_was_not_taken_is_not_said_to_be_there() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, put(&[(1, "a")]), 1);
    let items = |status: u16, kind: &str| {
        let error = json!({ "type": kind, "reason": "a secret word" });
        let taken = json!({ "index": { "_id": "2", "status": 201 } });
        let refused = json!({ "index": { "_id": "3", "status": status, "error": error } });
        json!({ "errors": true, "items": [taken, refused] }).to_string()
    };
    for (status, answer, expected) in [
        (200, items(400, "mapper_parsing_exception"), "fault"),
        (200, items(429, "rejected_execution_exception"), "away"),
        (200, items(503, "unavailable_shards_exception"), "away"),
        (200, items(404, "index_not_found_exception"), "away"),
        (200, items(409, "something_else"), "fault"),
        (200, json!({ "errors": false, "items": [] }).to_string(), "away"),
        (200, json!({ "took": 1 }).to_string(), "away"),
        (413, json!({}).to_string(), "fault"),
        (429, json!({}).to_string(), "away"),
    ] {
        stub.trouble(Some(Trouble::new("_bulk", status, answer.clone())));
        assert_eq!(kind(index.stage(put(&[(2, "a"), (3, "a")]), 2)), expected, "{answer}");
        stub.trouble(None);
        assert_eq!(index.mark().unwrap(), Some(mark(1)));
    }
    index.stage(put(&[(2, "a"), (3, "a")]), 2).unwrap();
    // Where changes cannot be shown, there is no mark of them.
    let unseen = json!({ "_shards": { "total": 2, "successful": 1, "failed": 1 } }).to_string();
    stub.trouble(Some(Trouble::new("_refresh", 200, unseen)));
    assert_eq!(kind(index.commit(&mark(2))), "away");
    stub.trouble(None);
    assert_eq!(index.mark().unwrap(), Some(mark(1)));
    commit(&index, put(&[(2, "a"), (3, "a")]), 2);
    assert_eq!((keys(&index, Clause::Everything), index.mark().unwrap()), (vec![1, 2, 3], Some(mark(2))));
    let broken = Doc { texts: vec![vec!["two words".into()]], ..doc(4, "a") };
    assert_eq!(kind(index.stage(vec![Change::Put(broken)], 3)), "fault");
}

#[test]
fn a_question_of_too_many_clauses_is_refused_and_not_cut() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, put(&[(1, "a")]), 1);
    let ranges = (0..1_100).map(|number| Clause::Between(format!("r:{number}:2"), format!("r:{number}:9")));
    assert_eq!(kind(index.search(&ask(Clause::Any(ranges.collect())))), "fault");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_comes_later_than_the_server_is_filled_then() {
    let server = fixture::start().await;
    fixture::talent(&server, "amina", fixture::profile()).await;
    let stub = Stub::start();
    let search = Search::on(Arc::new(stub.index()));
    for at in ["_doc", "_alias", "_bulk", "_refresh", "_aliases"] {
        stub.trouble(Some(Trouble::new(at, 503, "")));
        assert_eq!(kind(search.catch_up(&server.app.store).await), "away", "{at}");
    }
    stub.trouble(None);
    search.catch_up(&server.app.store).await.unwrap();
    assert_eq!(search.ask(everything()).await.unwrap().total, 1);
    // What was there stays when the engine is away for a moment; it is not made anew for that.
    stub.requests();
    stub.trouble(Some(Trouble::new("_doc", 503, "")));
    assert_eq!(kind(search.catch_up(&server.app.store).await), "away");
    assert_eq!(search.ask(everything()).await.unwrap().total, 1);
    stub.trouble(None);
    assert_eq!(search.catch_up(&server.app.store).await.unwrap(), 0);
    assert!(stub.requests().iter().all(|request| request.contains("/_doc/") || request.ends_with("_search")));
}

/// The stub takes a question as the adapter sends it, and no other.
#[test]
fn the_stub_refuses_what_it_does_not_know() {
    let stub = Stub::start();
    commit(&stub.index(), put(&[(1, "a")]), 1);
    let search = |change: &dyn Fn(&mut Value)| {
        let mut body = json!({
            "query": { "bool": { "filter": [{ "term": { "terms": { "value": "a" } } }] } },
            "size": 0, "track_total_hits": true, "_source": false, "timeout": "9ms",
        });
        change(&mut body);
        let path = ["school-things", "_search"];
        let query = "allow_partial_search_results=false";
        stub.shared().engine.answer(&Method::POST, &path, query, "application/json", body.to_string().as_bytes())
    };
    assert!(search(&|_| ()).is_ok_and(|answer| answer["hits"]["total"]["value"] == 1));
    let changes: [&dyn Fn(&mut Value); 9] = [
        &|body| body["from"] = 1.into(),
        &|body| body["query"]["bool"]["must"] = json!([]),
        &|body| body["query"] = json!({ "match": { "texts": "a" } }),
        &|body| body["query"] = json!({ "term": { "terms": { "value": "a", "boost": 2 } } }),
        &|body| body["query"] = json!({ "term": { "other": { "value": "a" } } }),
        &|body| body["query"] = json!({ "term": { "texts": { "value": "a" } } }),
        &|body| body["query"] = json!({ "range": { "terms": { "gt": "a", "lte": "b" } } }),
        &|body| body["size"] = 5.into(),
        &|body| body["aggs"] = json!({ "a": { "terms": { "field": "terms" } } }),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        assert!(search(change).is_err_and(|refusal| refusal.0 == 400), "{number}");
    }
}
