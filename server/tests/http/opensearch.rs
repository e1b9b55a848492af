//! The adapter for OpenSearch, on the stub of it: what it sends, and how servers share an engine.

use std::{collections::BTreeMap, time::Duration};

use passerelle_api::{
    Code,
    talent::{ProfileChange, TalentList},
};
use passerelle_rules::distance::Spot;
use passerelle_server::{
    content::work,
    search::{Ask, Change, Clause, Doc, Facet, Index, talents::FORM},
    store::{imported, reference::Named},
    synthetic::{self, Amounts},
};

use crate::{
    fit::sql,
    fixture,
    index_docs::{ask, commit, doc, keys, mark, put},
    opensearch_stub::{Stub, Trouble},
    opensearch_trouble::{everything, kind},
    support::{self, Server},
};

#[test]
fn a_question_is_one_request_with_all_its_counts() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, put(&[(1, "a"), (2, "b")]), 1);
    stub.requests();
    let within = |within| Facet { within, values: vec![Clause::term("a"), Clause::term("b")] };
    let facets = vec![within(Clause::term("a")), within(Clause::Everything), within(Clause::term("b"))];
    let found = index.search(&Ask { facets, ..ask(Clause::term("a")) }).unwrap();
    assert_eq!(found.counts, [[1, 0], [1, 1], [0, 1]]);
    assert_eq!(stub.requests(), ["POST /school-things/_search"]);
}

#[test]
fn more_than_the_engine_gives_at_once_is_asked_for_in_parts() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, (1..=10_050).map(|key| Change::Put(doc(key, "a"))).collect(), 1);
    stub.requests();
    let facets = vec![Facet { within: Clause::Everything, values: vec![Clause::term("a")] }];
    let found = index.search(&Ask { limit: 20_000, facets, ..everything() }).unwrap();
    assert_eq!((found.total, found.hits.len(), found.counts), (10_050, 10_050, vec![vec![10_050]]));
    assert!(found.hits.iter().zip((1..=10_050).rev()).all(|(hit, key)| hit.key == key));
    assert_eq!(stub.requests().len(), 2);
}

#[test]
fn many_and_large_changes_are_sent_in_parts() {
    let stub = Stub::start();
    let index = stub.index();
    let large = |key| Change::Put(Doc { texts: vec![vec!["x".repeat(7_000); 100]], ..doc(key, "a") });
    index.stage((1..=20).map(large).collect(), 1).unwrap();
    let bulks = |stub: &Stub| stub.requests().iter().filter(|request| request.ends_with("_bulk")).count();
    assert_eq!(bulks(&stub), 4, "14 MB by 4 MB");
    index.stage((1..=2_500).map(|key| Change::Put(doc(key, "a"))).collect(), 1).unwrap();
    assert_eq!(bulks(&stub), 3, "2,500 changes by 1,000");
    index.stage(vec![], 1).unwrap();
    index.commit(&mark(1)).unwrap();
    assert_eq!(keys_count(&index), 2_500);
}

fn keys_count(index: &dyn Index) -> u64 {
    index.search(&Ask { limit: 0, ..everything() }).unwrap().total
}

#[test]
fn what_knows_of_less_does_not_take_the_place_of_what_knows_of_more() {
    let stub = Stub::start();
    let (fast, slow) = (stub.index(), stub.index());
    commit(&fast, put(&[(1, "a"), (2, "a")]), 10);
    assert_eq!(slow.mark().unwrap(), Some(mark(10)));
    // The slow one read what was at 15 before the fast one went on to 20, and writes it afterwards.
    commit(&fast, vec![Change::Put(doc(1, "b")), Change::Gone(2)], 20);
    commit(&slow, put(&[(1, "a"), (2, "a"), (3, "a")]), 15);
    assert_eq!((keys(&fast, Clause::term("b")), keys(&fast, Clause::term("a"))), (vec![1], vec![3]));
    assert_eq!(slow.mark().unwrap(), Some(mark(20)));
    commit(&slow, put(&[(2, "a")]), 21);
    assert_eq!((keys(&fast, Clause::Everything), fast.mark().unwrap()), (vec![1, 2, 3], Some(mark(21))));
}

fn indexes(stub: &Stub) -> Vec<String> {
    stub.shared().engine.indexes.keys().cloned().collect()
}

#[test]
fn servers_that_make_an_index_at_once_do_not_get_into_each_others_way() {
    let stub = Stub::start();
    let (one, other) = (stub.index(), stub.index());
    // The first ones ever, of which only one can be asked.
    one.clear().unwrap();
    other.clear().unwrap();
    one.stage(put(&[(1, "one")]), 5).unwrap();
    other.stage(put(&[(1, "other")]), 5).unwrap();
    other.commit(&mark(5)).unwrap();
    assert_eq!(kind(one.commit(&mark(5))), "away");
    assert_eq!(indexes(&stub), ["school-things-000002"], "what was made for nothing is gone");
    assert_eq!((one.mark().unwrap(), keys(&one, Clause::term("other"))), (Some(mark(5)), vec![1]));
    // Once more, where there is one to replace, and the other way round.
    one.clear().unwrap();
    other.clear().unwrap();
    one.stage(put(&[(1, "one")]), 6).unwrap();
    one.commit(&mark(6)).unwrap();
    assert_eq!(kind(other.commit(&mark(6))), "away");
    assert_eq!(indexes(&stub), ["school-things-000003"]);
    // The one that lost goes on in the index of the one that won.
    assert_eq!(other.mark().unwrap(), Some(mark(6)));
    commit(&other, put(&[(2, "other")]), 7);
    assert_eq!(keys(&one, Clause::Everything), [1, 2]);
}

#[test]
fn what_is_under_way_when_the_index_is_made_anew_comes_again() {
    let stub = Stub::start();
    let (running, reindex) = (stub.index(), stub.index());
    commit(&running, put(&[(1, "a")]), 1);
    running.stage(put(&[(2, "a")]), 2).unwrap();
    reindex.clear().unwrap();
    reindex.stage(put(&[(1, "a")]), 1).unwrap();
    reindex.commit(&mark(1)).unwrap();
    assert_eq!(kind(running.commit(&mark(2))), "away", "its index is gone");
    assert_eq!((running.mark().unwrap(), indexes(&stub)), (Some(mark(1)), vec!["school-things-000002".to_owned()]));
    commit(&running, put(&[(2, "a")]), 2);
    assert_eq!((keys(&reindex, Clause::Everything), reindex.mark().unwrap()), (vec![1, 2], Some(mark(2))));
}

#[test]
fn what_a_crash_left_behind_is_cleared_away() {
    let stub = Stub::start();
    for _ in 0..3 {
        let crashes = stub.index();
        crashes.clear().unwrap();
        crashes.stage(put(&[(9, "a")]), 1).unwrap();
    }
    let index = stub.index();
    assert_eq!((index.mark().unwrap(), indexes(&stub).len()), (None, 3));
    index.clear().unwrap();
    index.stage(put(&[(1, "a")]), 1).unwrap();
    assert_eq!(indexes(&stub).len(), 4, "another server may still be at it");
    index.commit(&mark(1)).unwrap();
    assert_eq!((indexes(&stub), keys(&index, Clause::Everything)), (vec!["school-things-000004".to_owned()], vec![1]));
}

#[test]
fn attempts_that_fail_do_not_pile_up() {
    let stub = Stub::start();
    let index = stub.index();
    commit(&index, put(&[(1, "a")]), 1);
    for at in ["_bulk", "_refresh", "_aliases"] {
        for works in [false, true] {
            for _ in 0..3 {
                index.clear().unwrap();
                stub.trouble(Some(Trouble { works, ..Trouble::new(at, 503, "") }));
                let tried = index.stage(put(&[(2, "a")]), 2).and_then(|()| index.commit(&mark(2)));
                assert_eq!(kind(tried), "away", "{at}");
                stub.trouble(None);
            }
            // An alias may have been changed by a request whose answer was lost. What is asked then is not taken away.
            let switched = at == "_aliases" && works;
            let expected = if switched { (vec![2], Some(mark(2))) } else { (vec![1], Some(mark(1))) };
            assert_eq!((keys(&index, Clause::Everything), index.mark().unwrap()), expected, "{at} {works}");
            assert_eq!(indexes(&stub).len(), 1, "{at} {works}");
        }
    }
    // Nor where nothing can be taken away.
    for _ in 0..3 {
        let _ = index.clear();
        stub.trouble(Some(Trouble::new("/school-things-0", 503, "")));
        assert_eq!(kind(index.commit(&mark(3))), "away");
    }
    assert_eq!(indexes(&stub).len(), 2);
    stub.trouble(None);
    index.clear().unwrap();
    index.commit(&mark(4)).unwrap();
    assert_eq!((indexes(&stub).len(), index.mark().unwrap()), (1, Some(mark(4))));
}

/// The paths of questions as organisations ask them.
const QUESTIONS: [&str; 14] = [
    "",
    "must=html",
    "nice=html,css",
    "q=html",
    "q=developpeur%20OR%20site%20NOT%20vente",
    "q=%22site%20web%22",
    "q=%22web%20developer%22%20OR%20%D8%AD%D8%A7%D8%B3%D9%88%D8%A8",
    "place=lyon&radius=60",
    "place=paris&radius=500&level=5&contract=apprenticeship&language=fr",
    "place=marseille&radius=200&only=place,level&level=4",
    "available_by=2026-03-01&only=availability",
    "level=8&only=level,contract,language&contract=permanent&language=ar",
    "q=nobodywrotethis",
    "nice=html&place=lyon&level=3&available_by=2026-02-01&contract=permanent&language=fr",
];

/// A server of the same database that asks the engine.
async fn beside(own: &Server, stub: &Stub) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let mut config = support::config(&own.app.config.database, folder.path());
    config.opensearch = Some(stub.settings());
    Server::start_with(config, folder).await
}

fn asks_engine(stub: &Stub) -> bool {
    let asked = format!("POST /school-talents-{FORM}-");
    stub.requests().iter().any(|request| request.starts_with(&asked) && request.ends_with("/_search"))
}

/// A town that a feed brought, east of Rennes and of all those before it.
fn town(number: u32) -> Named {
    Named {
        slug: format!("town-{number}"),
        names: BTreeMap::from([("fr".to_owned(), format!("Ville {number}"))]),
        region: "Region".into(),
        country: "FR".into(),
        spot: Spot { lat: 48.1173, lon: -1.6778 + f64::from(number) / 1_000.0 },
        source: Some("board".into()),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_towns_than_the_engine_takes_clauses_stop_no_search() {
    let own = fixture::start().await;
    let mut tx = own.app.store.begin().await.unwrap();
    imported::put_towns(&mut tx, "board", &(1..=1_500).map(town).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    let mut lives = Vec::new();
    for (name, place, radius) in [("amina", "rennes", 60), ("bilal", "town-900", 100), ("chloe", "paris", 20)] {
        let profile = ProfileChange { place: Some(place.into()), radius_km: Some(radius), ..fixture::profile() };
        lives.push(fixture::talent(&own, name, profile).await.1);
    }
    let member = fixture::member(&own, "hiring", "alpha").await;
    let stub = Stub::start();
    let shared = beside(&own, &stub).await;
    let found = async |question: &str| {
        let url = format!("/api/talents?{question}");
        let (one, other) = (own.send(&member, "GET", &url, None).await, shared.send(&member, "GET", &url, None).await);
        assert_eq!((one.status.as_u16(), one.text()), (other.status.as_u16(), other.text()), "{url}");
        one.json::<TalentList>().items.into_iter().map(|card| card.id).collect::<Vec<_>>()
    };
    for question in ["job=web", "place=rennes&radius=30"] {
        assert_eq!(found(question).await, lives, "who lives in a town of a feed would come: {question}");
    }
    // Where the site itself has as many, those nearest to the ad, or to what is searched around, are asked for.
    sql(&own, "UPDATE places SET source = NULL").await;
    for server in [&own, &shared] {
        server.pass(Duration::from_secs(11));
    }
    for question in ["job=web", "place=rennes&radius=30"] {
        assert_eq!(found(question).await, lives, "among as many towns of the site: {question}");
    }
    assert!(asks_engine(&stub), "it is the engine that answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_answers_as_it_does_with_the_index_of_its_own() {
    let own = Server::start().await;
    let mut tx = own.app.store.begin().await.unwrap();
    work::import(&mut tx, &own.app.config.content, &own.app.clock, &own.app.random).await.unwrap();
    tx.commit().await.unwrap();
    let amounts = Amounts { courses: 0, ads: 0, talents: 150, seed: 3 };
    synthetic::run(&own.app.store, &own.app.clock, amounts, &mut drop).await.unwrap();
    let member = fixture::member(&own, "hiring", "atelier-canut").await;
    let stub = Stub::start();
    let shared = beside(&own, &stub).await;
    let (mut pages, mut found) = (0, 0);
    for question in QUESTIONS {
        let mut cursor = String::new();
        loop {
            let url = format!("/api/talents?{question}{cursor}");
            let (one, other) =
                (own.send(&member, "GET", &url, None).await, shared.send(&member, "GET", &url, None).await);
            assert_eq!((one.status.as_u16(), one.text()), (other.status.as_u16(), other.text()), "{url}");
            let list: TalentList = one.json();
            pages += 1;
            found += list.items.len();
            match list.next.filter(|_| pages % 5 != 0) {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
    }
    assert!(pages > 25 && found > 300, "{pages} pages, {found} talents");
    assert!(asks_engine(&stub), "it is the engine that answers");
    // A change is found by both.
    let (amina, _) = fixture::talent(
        &own,
        "amina",
        ProfileChange { skills: fixture::codes(&["html"]), place: Some("lyon".into()), ..fixture::profile() },
    )
    .await;
    assert!(!amina.id.is_empty());
    let count = async |server: &Server| {
        server.send(&member, "GET", "/api/talents?q=everybody", None).await.json::<TalentList>().total
    };
    assert_eq!((count(&own).await, count(&shared).await), (1, 1));
    // Made anew it is the same.
    assert!(shared.app.search.rebuild(&shared.app.store, Duration::ZERO, &mut drop).await.unwrap() > 100);
    assert_eq!(count(&shared).await, 1);
    stub.trouble(Some(Trouble::new("_search", 503, "{}")));
    let reply = shared.send(&member, "GET", "/api/talents", None).await;
    let problem = reply.problem();
    assert_eq!((reply.status.as_u16(), problem.code, reply.header("retry-after")), (503, Code::Internal, "5"));
    assert!(!reply.text().contains("search engine:"), "{}", reply.text());
}
