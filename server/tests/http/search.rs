//! The search index: it finds whom the rules find, and learns of every change.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use passerelle_api::{
    List, NaiveDate,
    account::Language,
    id::EmployerSlug,
    job::{Contract, Remote},
    portfolio::OwnProject,
    reference::InLanguage,
    talent::{Fit, ListTalents, Part, ProfileChange, SaveProfile, TalentList, TalentQuery},
};
use passerelle_rules::matching::{Match, Wish, compare};
use passerelle_server::{
    content::work,
    search::{Ask, Change, Clause, Doc, Index, Mark, Order, embedded::Embedded, feed::Search, talents::FORM},
    store::{
        outbox,
        reference::{self, Taxonomy},
        talent::{self, Candidate, Looking},
    },
    synthetic::{self, Amounts},
};

use crate::{
    fixture::{self, codes, profile, talent},
    support::{Person, Server},
};

const EMPLOYER: &str = "atelier-canut";

async fn find(server: &Server, who: &Person, query: &TalentQuery) -> TalentList {
    server.ok(who, ListTalents {}, query, &()).await
}

/// Everybody whom the organisation may see, straight from the store.
async fn everybody(server: &Server) -> (Vec<Candidate>, Taxonomy) {
    let mut db = server.app.store.read().await.unwrap();
    let spots = reference::spots(&mut db).await.unwrap();
    let employer = EmployerSlug(EMPLOYER.into());
    let looking = Looking { employer: &employer, confirmed_since_ms: 0 };
    let seqs = talent::visible_after(&mut db, 0, 100_000).await.unwrap();
    let candidates = talent::seen_by(&mut db, looking, &seqs, &spots).await.unwrap();
    (candidates, Taxonomy::load(&mut db).await.unwrap())
}

/// The demo content with some made-up talents among it, so that every combination is there.
async fn demo() -> (Server, Person) {
    let server = Server::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    work::import(&mut tx, &server.app.config.content, &server.app.clock, &server.app.random).await.unwrap();
    tx.commit().await.unwrap();
    let amounts = Amounts { courses: 0, ads: 0, talents: 400, seed: 3 };
    synthetic::run(&server.app.store, &server.app.clock, amounts, &mut drop).await.unwrap();
    let member = fixture::member(&server, "hiring", EMPLOYER).await;
    (server, member)
}

fn wish_of(query: &TalentQuery, spots: &HashMap<String, passerelle_rules::distance::Spot>) -> Wish {
    Wish {
        must: query.must.0.clone(),
        nice: query.nice.0.clone(),
        place: query.place.as_ref().map(|place| (spots[place.as_str()], query.radius.unwrap_or(30))),
        remote: query.remote == Some(true),
        level: query.level,
        available_by: query.available_by,
        contract: query.contract,
        language: query.language,
    }
}

/// Whether somebody passes what excludes, as the rules judge it.
fn passes(found: &Match, only: &[&str]) -> bool {
    found.parts.iter().all(|part| match part.part {
        Part::MustSkill => matches!(part.fit, Fit::Met | Fit::Partly),
        other => !only.contains(&other.as_str()) || part.fit == Fit::Met,
    })
}

fn queries(today: NaiveDate) -> Vec<TalentQuery> {
    let day = |days| today.checked_add_days(passerelle_api::Days::new(days));
    let base = TalentQuery::default();
    let full = TalentQuery {
        place: Some("lyon".into()),
        radius: Some(60),
        level: Some(5),
        available_by: day(60),
        contract: Some(Contract::Apprenticeship),
        language: Some(Language::French),
        ..base.clone()
    };
    let only = |parts: &[&str]| List(parts.iter().map(|&part| part.to_owned()).collect());
    vec![
        base.clone(),
        TalentQuery { must: List(codes(&["html"])), ..base.clone() },
        TalentQuery { must: List(codes(&["html"])), nice: List(codes(&["css", "javascript", "sql"])), ..full.clone() },
        TalentQuery { nice: List(codes(&["html", "css", "web-accessibility"])), level: Some(3), ..base.clone() },
        TalentQuery { place: Some("paris".into()), radius: Some(1), ..base.clone() },
        TalentQuery { place: Some("marseille".into()), radius: Some(500), ..full.clone() },
        TalentQuery { level: Some(8), available_by: day(0), ..base.clone() },
        TalentQuery { only: only(&["place", "contract"]), ..full.clone() },
        TalentQuery { only: only(&["place", "contract"]), remote: Some(true), ..full.clone() },
        TalentQuery { remote: Some(true), place: Some("paris".into()), radius: Some(40), ..base.clone() },
        TalentQuery { remote: Some(true), level: Some(4), ..base.clone() },
        TalentQuery { only: only(&["level", "availability", "language"]), ..full.clone() },
        TalentQuery { only: only(&["place", "level", "availability", "contract", "language"]), ..full },
    ]
}

#[tokio::test]
async fn the_index_finds_whom_the_rules_find_in_the_same_order_with_the_same_counts() {
    let (server, member) = demo().await;
    let (candidates, taxonomy) = everybody(&server).await;
    assert!(candidates.len() > 300, "{}", candidates.len());
    let spots = reference::spots(&mut server.app.store.read().await.unwrap()).await.unwrap();
    let known = |query: &TalentQuery| query.must.0.iter().chain(&query.nice.0).all(|skill| taxonomy.has(skill));
    let mut asked = 0;
    for query in queries(server.app.clock.now().date_naive()) {
        let query = if known(&query) { query } else { TalentQuery { nice: List::default(), ..query } };
        let wish = wish_of(&query, &spots);
        let only: Vec<&str> = query.only.0.iter().map(String::as_str).collect();
        let judge = |wish: &Wish, only: &[&str]| {
            let judged =
                candidates.iter().map(|candidate| (compare(wish, &candidate.facts, taxonomy.near()), candidate));
            let passed = judged.filter(|(found, _)| passes(found, only));
            passed.map(|(found, candidate)| (found.score, candidate.id.clone())).collect::<Vec<_>>()
        };
        let mut expected = judge(&wish, &only);
        expected.sort_by_key(|(score, id)| (Reverse(*score), id.clone()));
        let mut seen = Vec::new();
        let mut page = query.clone();
        loop {
            let list = find(&server, &member, &page).await;
            assert_eq!(list.total, expected.len() as u64, "{query:?}");
            seen.extend(list.items.into_iter().map(|card| (card.score, card.id)));
            page.cursor = list.next;
            if page.cursor.is_none() {
                assert_eq!(list.facets.len(), if query.place.is_some() { 5 } else { 4 });
                for facet in list.facets {
                    let others: Vec<&str> = only.iter().copied().filter(|part| *part != facet.part.as_str()).collect();
                    for choice in facet.choices {
                        let mut wish = wish.clone();
                        match facet.part {
                            Part::Place => {
                                wish.place = wish.place.map(|(spot, _)| (spot, choice.value.parse().unwrap()))
                            }
                            Part::Level => wish.level = Some(choice.value.parse().unwrap()),
                            Part::Availability => wish.available_by = Some(choice.value.parse().unwrap()),
                            Part::Contract => wish.contract = Some(choice.value.parse().unwrap()),
                            Part::Language => wish.language = Some(choice.value.parse().unwrap()),
                            other => panic!("{other:?}"),
                        }
                        let with = [others.as_slice(), &[facet.part.as_str()]].concat();
                        let count = judge(&wish, &with).len() as u64;
                        assert_eq!(choice.count, count, "{:?} {} of {query:?}", facet.part, choice.value);
                        asked += 1;
                    }
                }
                break;
            }
        }
        assert_eq!(seen, expected, "{query:?}");
    }
    assert!(asked > 150, "{asked} counts were compared");
}

#[tokio::test]
async fn words_find_every_form_in_every_language_and_never_a_name() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let written = [
        ("ada", Language::English, "Learning to build forms", "I repaired websites for zoubida."),
        ("basma", Language::French, "Développeuse en réseaux", "J’ai travaillé avec des élèves."),
        ("carla", Language::Spanish, "Programación de páginas", "Aprendí canciones y contraseñas."),
        ("dalia", Language::Arabic, "أتعلم الحاسوب", "معلمون وكلمات"),
        ("zoubida", Language::English, "Zoubida draws", "Ask Zoubida."),
    ];
    let mut ids = HashMap::new();
    for (name, lang, headline, about) in written {
        let skills = if name == "ada" { codes(&["design"]) } else { codes(&["sql"]) };
        let change =
            ProfileChange { lang: Some(lang), headline: headline.into(), about: about.into(), skills, ..profile() };
        ids.insert(talent(&server, name, change).await.1, name);
    }
    for (q, expected) in [
        ("learned", vec!["ada"]),
        ("developpeuse RESEAU", vec!["basma"]),
        ("travailler", vec!["basma"]),
        ("contrasena", vec!["carla"]),
        ("حاسوب", vec!["dalia"]),
        ("form OR réseaux", vec!["ada", "basma"]),
        ("form OU réseaux SAUF élève", vec!["ada"]),
        ("NOT (form OR reseau OR pagina OR حاسوب)", vec!["zoubida"]),
        // A skill is found by its name in any language, whatever the profile is written in.
        ("écriture", vec!["ada"]),
        ("requetes", vec!["basma", "carla", "dalia", "zoubida"]),
        // The name is taken out of what the person wrote, and stays where somebody else wrote it.
        ("zoubida", vec!["ada"]),
        ("nowhere", vec![]),
        ("-", vec!["ada", "basma", "carla", "dalia", "zoubida"]),
    ] {
        let list = find(&server, &alpha, &TalentQuery { q: Some(q.into()), ..TalentQuery::default() }).await;
        let mut names: Vec<&str> = list.items.iter().map(|card| ids[&card.id]).collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{q}");
        assert_eq!(list.total, expected.len() as u64, "{q}");
    }
    let nobody = TalentQuery { q: Some("nowhere".into()), ..TalentQuery::default() };
    let relax = find(&server, &alpha, &nobody).await.relax;
    assert_eq!((relax[0].filter.as_str(), relax[0].count), ("q", 5));
}

#[tokio::test]
async fn a_change_is_found_after_the_next_tick_and_a_hidden_profile_is_in_no_count() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    talent(&server, "bilal", ProfileChange { level: Some(6), ..profile() }).await;
    let count = async |level: u8| {
        let list = find(&server, &alpha, &TalentQuery::default()).await;
        let facet = list.facets.iter().find(|facet| facet.part == Part::Level).unwrap();
        let choice = facet.choices.iter().find(|choice| choice.value == level.to_string()).unwrap();
        (list.total, choice.count)
    };
    assert_eq!(count(4).await, (2, 2));
    assert_eq!(count(6).await, (2, 1));
    let change = ProfileChange { level: Some(7), ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
    assert_eq!(count(6).await, (2, 2));
    let hidden = ProfileChange { visible: false, ..change };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
    assert_eq!(count(6).await, (1, 1));
    let mut terms = Vec::new();
    for term in ["level:07", "skill:html"] {
        let filter = Clause::term(term);
        let ask = Ask { filter, grades: vec![], facets: vec![], after: None, limit: 9 };
        terms.push(server.app.search.ask(ask).await.unwrap().total);
    }
    assert_eq!(terms, [0, 1], "a hidden profile has no document at all");
}

#[tokio::test]
async fn an_index_of_another_database_or_form_or_time_is_made_anew() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    talent(&server, "amina", profile()).await;
    assert_eq!(find(&server, &alpha, &TalentQuery::default()).await.total, 1);
    let folder = tempfile::tempdir().unwrap();
    let index = Arc::new(Embedded::open(folder.path()).unwrap());
    let stranger = Doc { key: 999, order: Order(0, 0), terms: ["skill:html".to_owned()].into(), texts: vec![] };
    let clock = outbox::clock(&mut server.app.store.read().await.unwrap()).await.unwrap();
    let of_this = |form: u32| format!("{} {form}", clock.base);
    for mark in [
        Mark { base: format!("another {FORM}"), seq: clock.seq },
        Mark { base: of_this(FORM), seq: clock.seq + 1 },
        Mark { base: clock.base.clone(), seq: clock.seq },
        Mark { base: of_this(FORM + 1), seq: clock.seq },
    ] {
        index.stage(vec![Change::Put(stranger.clone())], mark.seq).unwrap();
        index.commit(&mark).unwrap();
        let search = Search::on(Arc::clone(&index) as Arc<dyn Index>);
        search.catch_up(&server.app.store).await.unwrap();
        let everything = Ask { filter: Clause::Everything, grades: vec![], facets: vec![], after: None, limit: 10 };
        let found = search.ask(everything).await.unwrap();
        assert_eq!((found.total, found.hits.iter().any(|hit| hit.key == 999)), (1, false), "{mark:?}");
    }
}

#[tokio::test]
async fn what_another_process_writes_is_found() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let folder = tempfile::tempdir().unwrap();
    // Two openings of the same folder know as little of one another as two processes do.
    let [reads, writes] = [(), ()].map(|()| Search::on(Arc::new(Embedded::open(folder.path()).unwrap())));
    for total in [1, 0] {
        writes.catch_up(&server.app.store).await.unwrap();
        reads.catch_up(&server.app.store).await.unwrap();
        let ask = Ask { filter: Clause::Everything, grades: vec![], facets: vec![], after: None, limit: 0 };
        assert_eq!(reads.ask(ask).await.unwrap().total, total);
        let hidden = ProfileChange { visible: false, ..profile() };
        server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
    }
}

#[tokio::test]
async fn a_change_that_was_cleared_away_unseen_is_found_all_the_same() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let (bilal, _) = talent(&server, "bilal", profile()).await;
    let everything = || Ask { filter: Clause::Everything, grades: vec![], facets: vec![], after: None, limit: 0 };
    for later in [1, 0] {
        server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
        assert_eq!(find(&server, &alpha, &TalentQuery::default()).await.total, 2);
        let last = async || outbox::clock(&mut server.app.store.read().await.unwrap()).await.unwrap().seq;
        let known = last().await;
        let hidden = ProfileChange { visible: false, ..profile() };
        server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
        let missing = last().await;
        // Where nothing comes after what is missing, and where something does.
        for _ in 0..later {
            server.ok(&bilal, SaveProfile {}, &InLanguage::default(), &profile()).await;
        }
        let mut tx = server.app.store.begin().await.unwrap();
        let gone = sqlx::query("DELETE FROM search_outbox WHERE seq > $1 AND seq <= $2").bind(known).bind(missing);
        assert!(gone.execute(&mut *tx).await.unwrap().rows_affected() > 0);
        tx.commit().await.unwrap();
        server.app.search.catch_up(&server.app.store).await.unwrap();
        assert_eq!(server.app.search.ask(everything()).await.unwrap().total, 1, "{later}");
    }
}

#[tokio::test]
async fn many_small_commits_and_one_large_one_answer_the_same() {
    let (many, one) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (many, one) = (Embedded::open(many.path()).unwrap(), Embedded::open(one.path()).unwrap());
    let doc = |key: i64| {
        let numbers = [2, 3, 5, 7].into_iter().filter(|number| key % number == 0);
        let terms = numbers.map(|number| format!("by:{number}")).chain([format!("key:{key:04}")]).collect();
        Doc { key, order: Order(key.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15), 0), terms, texts: vec![] }
    };
    let last: i64 = 600;
    for first in (1..=last).step_by(60) {
        many.stage((first..first + 60).map(|key| Change::Put(doc(key))).collect(), first).unwrap();
        // Some are written again and some are taken out in a later commit than they came in.
        many.stage(vec![Change::Put(doc((first / 2).max(1))), Change::Gone(first / 3 * 3)], first).unwrap();
        many.commit(&Mark { base: "b".into(), seq: first }).unwrap();
    }
    let gone: Vec<i64> = (1..=last).step_by(60).map(|first| first / 3 * 3).collect();
    let kept = |key: &i64| {
        let put_again = (1..=last).step_by(60).any(|first| {
            (first / 2).max(1) == *key
                && !gone
                    .iter()
                    .any(|g| *g == *key && (1..=last).step_by(60).any(|later| later >= first && later / 3 * 3 == *key))
        });
        put_again || !gone.contains(key)
    };
    one.clear().unwrap();
    one.stage((1..=last).filter(kept).map(|key| Change::Put(doc(key))).collect(), 1).unwrap();
    one.commit(&Mark { base: "b".into(), seq: 1 }).unwrap();
    let any = Clause::Any(vec![Clause::term("by:2"), Clause::Between("key:0100".into(), "key:0200".into())]);
    let ask = Ask {
        filter: Clause::All(vec![any, Clause::term("by:7").complement()]),
        grades: vec![(Clause::term("by:3"), 40), (Clause::term("by:5"), 60), (Clause::term("by:2").complement(), 3)],
        facets: vec![passerelle_server::search::Facet {
            within: Clause::Everything,
            values: vec![Clause::term("by:3"), Clause::term("by:7"), Clause::term("none")],
        }],
        after: None,
        limit: 37,
    };
    let (mut ask, mut keys) = (ask, Vec::new());
    loop {
        let (found, same) = (many.search(&ask).unwrap(), one.search(&ask).unwrap());
        assert_eq!(found, same);
        keys.extend(found.hits.iter().map(|hit| hit.key));
        let Some(last) = found.hits.last() else { break };
        ask.after = Some((last.score, last.order));
    }
    let total = one.search(&ask).unwrap().total as usize;
    assert_eq!(keys.len(), total);
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), total, "every page goes on where the last one ended");
    assert!(total > 150, "{total}");
}

/// What a talent hides is found by nobody, so that no search can tell it either.
#[tokio::test]
async fn nothing_that_an_organisation_may_not_read_is_a_term() {
    let server = fixture::start().await;
    let (_, id) = talent(&server, "amina", ProfileChange { remote: vec![Remote::Remote], ..profile() }).await;
    let mut db = server.app.store.read().await.unwrap();
    let spots = reference::spots(&mut db).await.unwrap();
    let seqs = talent::visible_after(&mut db, 0, 10).await.unwrap();
    let candidate = talent::by_seq(&mut db, &seqs, &spots).await.unwrap().pop().unwrap();
    let mut words = talent::words(&mut db, &seqs, talent::Depth::Page).await.unwrap().remove(&candidate.seq).unwrap();
    words.projects.push(OwnProject { title: "Club pages".into(), ..OwnProject::default() });
    let doc = passerelle_server::search::talents::document(&candidate, &words, &["beta".to_owned()]);
    let kinds: Vec<&str> = doc.terms.iter().filter_map(|term| term.split(':').next()).collect();
    let mut kinds: Vec<&str> = kinds.into_iter().collect();
    kinds.dedup();
    let known = ["blocks", "confirmed", "contract", "free", "level", "place", "reach", "remote"];
    // Since when somebody can be found is told by alerts alone, and to whom they would have been found by then.
    assert_eq!(kinds, [&known[..], &["shown-at", "shown-on", "skill", "word"]].concat());
    assert_eq!(doc.order, Order::of(id.as_str()));
    assert!(doc.terms.contains("word:en:club"));
}
