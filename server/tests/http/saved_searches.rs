//! Saved searches, which tell only of what is new.

use std::{pin::pin, time::Duration};

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, Role},
    id::AccountId,
    job::{Contract, JobQuery, ListJobs},
    reference::InLanguage,
    saved_search::{
        DeleteSavedSearch, ListSavedSearches, Look, LookAtSavedSearch, NewsQuery, SaveSearch, SavedSearch,
        SavedSearchChange, SavedSearchNews, ShowSavedSearchNews, limits,
    },
};
use passerelle_server::store::{
    self, account, bulk,
    news::News,
    occupation,
    saved_search::{self, Shelf},
};
use tokio::time::timeout;

use crate::{
    fit::sql,
    fixture,
    support::{Person, START_MS, Server},
};

fn change(name: &str, search: JobQuery) -> SavedSearchChange {
    SavedSearchChange { name: name.into(), search }
}

fn permanent() -> JobQuery {
    JobQuery { contract: Some(Contract::Permanent), ..JobQuery::default() }
}

async fn save(server: &Server, who: &Person, id: &str, change: &SavedSearchChange) -> SavedSearch {
    server.ok(who, SaveSearch { search: id.into() }, &NoQuery {}, change).await
}

async fn list(server: &Server, who: &Person) -> Vec<SavedSearch> {
    server.ok(who, ListSavedSearches {}, &InLanguage::default(), &()).await
}

async fn news(server: &Server, who: &Person, id: &str) -> SavedSearchNews {
    server.ok(who, ShowSavedSearchNews { search: id.into() }, &NewsQuery::default(), &()).await
}

/// Ads that come in now, whenever they were posted.
async fn come_in(server: &Server, slugs: &[&str], posted_days_ago: i64) {
    let mut tx = server.app.store.begin().await.unwrap();
    let ads: Vec<_> = slugs.iter().map(|slug| fixture::job(slug, posted_days_ago)).collect();
    fixture::bring_in(&mut tx, &ads, server.app.clock.now_ms()).await;
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_alert_holds_what_came_in_since_the_last_look_and_nothing_else() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    server.pass(Duration::from_secs(60));
    let saved = save(&server, &who, "search-1", &change(" Steady ", permanent())).await;
    assert_eq!((saved.name.as_str(), saved.new, saved.search), ("Steady", Some(0), permanent()));

    server.pass(Duration::from_secs(60));
    come_in(&server, &["late"], 40).await;
    assert_eq!(list(&server, &who).await[0].new, Some(1), "posted long ago, and here since now");
    let told = news(&server, &who, "search-1").await;
    assert_eq!(told.items.iter().map(|card| card.slug.as_str()).collect::<Vec<_>>(), ["late"]);

    server.pass(Duration::from_secs(60));
    come_in(&server, &["later"], 0).await;
    let look = Look { until: Some(told.at) };
    let looked = server.ok(&who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &look).await;
    assert_eq!(looked.new, Some(1), "what came in after the news were read is still new");
    let told = news(&server, &who, "search-1").await;
    assert_eq!((told.total, told.items[0].slug.as_str()), (1, "later"));
    server.ok(&who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &Look::default()).await;
    assert_eq!(news(&server, &who, "search-1").await.total, 0);
    // An ad that is read in again is not new.
    come_in(&server, &["later"], 0).await;
    assert_eq!(list(&server, &who).await[0].new, Some(0));
}

#[tokio::test]
async fn news_are_read_part_by_part_to_the_last_and_only_what_was_there_at_first_is_marked() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    save(&server, &who, "search-1", &change("Steady", permanent())).await;
    server.pass(Duration::from_secs(60));
    let many: Vec<String> = (0..45).map(|number| format!("late-{number:02}")).collect();
    // Several of one day, so that a part ends between them.
    come_in(&server, &many.iter().map(String::as_str).collect::<Vec<_>>(), 3).await;
    server.pass(Duration::from_secs(60));
    let first = news(&server, &who, "search-1").await;
    assert_eq!((first.items.len(), first.total), (20, 45));
    server.pass(Duration::from_secs(60));
    come_in(&server, &["later"], 0).await;
    let (mut seen, mut next) = (first.items, first.next);
    let mut parts = 1;
    while let Some(cursor) = next {
        let query = NewsQuery { cursor: Some(cursor), ..NewsQuery::default() };
        let part = server.ok(&who, ShowSavedSearchNews { search: "search-1".into() }, &query, &()).await;
        assert_eq!(part.at, first.at, "the moment of all parts is that of the first");
        seen.extend(part.items);
        (next, parts) = (part.next, parts + 1);
    }
    let mut slugs: Vec<&str> = seen.iter().map(|card| card.slug.as_str()).collect();
    slugs.sort_unstable();
    assert_eq!((parts, slugs), (3, many.iter().map(String::as_str).collect()));
    let look = Look { until: Some(first.at) };
    let looked = server.ok(&who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &look).await;
    assert_eq!(looked.new, Some(1), "what came in between the parts was on none of them");
    let told = news(&server, &who, "search-1").await;
    assert_eq!((told.items[0].slug.as_str(), told.next), ("later", None));
    // A mark of another list is none of this one.
    let jobs = server.ok(&server.nobody(), ListJobs {}, &JobQuery::default(), &()).await;
    let query = NewsQuery { cursor: jobs.next, ..NewsQuery::default() };
    let problem = server.refused(&who, ShowSavedSearchNews { search: "search-1".into() }, &query, &()).await;
    assert_eq!(problem.code, Code::Malformed);
}

/// Whoever writes looks at the clock before the end, and the news are read in between.
#[tokio::test]
async fn what_is_written_while_somebody_reads_the_news_is_told_afterwards_and_once() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    save(&server, &who, "search-1", &change("Steady", permanent())).await;
    let mut tx = server.app.store.begin().await.unwrap();
    fixture::bring_in(&mut tx, &[fixture::job("late", 0)], server.app.clock.now_ms()).await;
    server.pass(Duration::from_secs(3_600));
    let told = news(&server, &who, "search-1").await;
    assert_eq!(told.total, 0, "it is not there yet");
    tx.commit().await.unwrap();
    let look = async |until| {
        let at = LookAtSavedSearch { search: "search-1".into() };
        server.ok(&who, at, &NoQuery {}, &Look { until: Some(until) }).await
    };
    let looked = look(told.at).await;
    assert_eq!((looked.new, looked.looked_at), (Some(1), server.app.clock.now()));
    let told = news(&server, &who, "search-1").await;
    assert_eq!((told.total, told.items[0].slug.as_str()), (1, "late"));
    // A moment of the clock stands for what was there by then, and what comes in at the same moment is new.
    come_in(&server, &["next"], 0).await;
    assert_eq!(look(server.app.clock.now()).await.new, Some(0));
    come_in(&server, &["last"], 0).await;
    assert_eq!(look(told.at).await.new, Some(1), "a look never goes back");
    assert_eq!(news(&server, &who, "search-1").await.items[0].slug.as_str(), "last");
}

/// On SQLite one at a time writes; on PostgreSQL whoever is given a moment is waited for.
#[tokio::test]
async fn what_comes_in_at_once_comes_in_one_after_the_other() {
    let server = fixture::start().await;
    let now_ms = server.app.clock.now_ms();
    let mut first = server.app.store.begin().await.unwrap();
    fixture::bring_in(&mut first, &[fixture::job("first", 0)], now_ms).await;
    let mut second = pin!(async {
        let mut second = server.app.store.begin().await.unwrap();
        fixture::bring_in(&mut second, &[fixture::job("second", 0)], now_ms).await;
        let last = store::news::until(&mut second, News::Ads).await.unwrap();
        second.commit().await.unwrap();
        last
    });
    assert!(timeout(Duration::from_millis(300), &mut second).await.is_err(), "it waits for the other");
    let moment = store::news::until(&mut first, News::Ads).await.unwrap();
    first.commit().await.unwrap();
    assert!(second.await > moment, "it is new to whoever reads in between");
}

#[tokio::test]
async fn a_search_that_the_page_widened_is_saved_as_wide() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let near = |contract| JobQuery { place: Some("rennes".into()), contract: Some(contract), ..JobQuery::default() };
    let usual = save(&server, &who, "search-1", &change("Here", near(Contract::Permanent))).await;
    assert_eq!(usual.search.radius, None);
    let wide = save(&server, &who, "search-2", &change("Far", near(Contract::Internship))).await;
    assert_eq!(wide.search.radius, Some(500), "the only internship is in London");
    server.pass(Duration::from_secs(60));
    let mut tx = server.app.store.begin().await.unwrap();
    let far = bulk::NewJob { place: "paris".into(), contract: Contract::Internship, ..fixture::job("far", 0) };
    fixture::bring_in(&mut tx, &[far], server.app.clock.now_ms()).await;
    tx.commit().await.unwrap();
    assert_eq!(news(&server, &who, "search-2").await.items[0].slug.as_str(), "far");
    // Another name settles no other distance, though nothing is near any more.
    sql(&server, "UPDATE jobs SET closed_at = 1 WHERE place = 'rennes'").await;
    let renamed = save(&server, &who, "search-1", &change("There", usual.search.clone())).await;
    assert_eq!((renamed.name.as_str(), &renamed.search), ("There", &usual.search));
    let other = JobQuery { level: Some(4), ..usual.search };
    assert_ne!(
        save(&server, &who, "search-1", &change("There", other)).await.search.radius,
        None,
        "another search does"
    );
}

#[tokio::test]
async fn a_search_that_found_nothing_anywhere_tells_of_what_comes_in_as_far_as_the_page_looks() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let bakers = |radius| JobQuery {
        place: Some("rennes".into()),
        occupation: Some("D1102".into()),
        radius,
        ..JobQuery::default()
    };
    let none = save(&server, &who, "search-1", &change("Bakers", bakers(None))).await;
    assert_eq!((none.search.radius, none.new), (Some(500), Some(0)));
    let near = save(&server, &who, "search-2", &change("Bakers near", bakers(Some(30)))).await;
    assert_eq!(near.search.radius, Some(30), "a distance that was chosen stays");
    let anywhere = JobQuery { place: None, ..bakers(None) };
    let anywhere = save(&server, &who, "search-3", &change("Bakers anywhere", anywhere)).await;
    assert_eq!(anywhere.search.radius, None, "without a place there is no distance");
    server.pass(Duration::from_secs(60));
    let mut tx = server.app.store.begin().await.unwrap();
    let far = bulk::NewJob { place: "paris".into(), rome: Some("D1102".into()), ..fixture::job("bread", 0) };
    fixture::bring_in(&mut tx, &[far], server.app.clock.now_ms()).await;
    tx.commit().await.unwrap();
    assert_eq!(server.ok(&who, ListJobs {}, &bakers(None), &()).await.total, 1, "the page goes as far");
    assert_eq!(news(&server, &who, "search-1").await.items[0].slug.as_str(), "bread");
    assert_eq!(news(&server, &who, "search-2").await.total, 0);
    assert_eq!(news(&server, &who, "search-3").await.total, 1);
}

#[tokio::test]
async fn what_is_looked_for_is_named_also_where_forms_do_not_offer_it() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_place(&mut tx, ["ville-de-feed", r#"{"en":"Ville-sur-Flux"}"#, "Region", "FR"], 48.2, -1.7)
        .await
        .unwrap();
    sqlx::query("UPDATE places SET source = 'board' WHERE slug = 'ville-de-feed'").execute(&mut *tx).await.unwrap();
    let names = [("en", "Web development"), ("fr", "Études et développement informatique")];
    let names = names.into_iter().map(|(lang, name)| (lang.to_owned(), name.to_owned())).collect();
    occupation::put(&mut tx, &[("M1805".to_owned(), names)]).await.unwrap();
    tx.commit().await.unwrap();
    let search = JobQuery {
        place: Some("ville-de-feed".into()),
        occupation: Some("M1805".into()),
        radius: Some(30),
        ..JobQuery::default()
    };
    let found = server.ok(&who, ListJobs {}, &search, &()).await;
    assert_eq!(found.place.unwrap().name, "Ville-sur-Flux");
    save(&server, &who, "search-1", &change("Here", search)).await;
    let french = InLanguage { lang: Some(Language::French) };
    let kept = server.ok(&who, ListSavedSearches {}, &french, &()).await.remove(0);
    assert_eq!(kept.place.unwrap().name, "Ville-sur-Flux");
    assert_eq!(kept.occupation.unwrap().name, "Études et développement informatique");
    save(&server, &who, "search-2", &change("All", JobQuery::default())).await;
    let kept = list(&server, &who).await;
    assert!(kept.iter().any(|kept| kept.place.is_none() && kept.occupation.is_none()));
}

#[tokio::test]
async fn a_look_never_goes_back_nor_ahead() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let saved = save(&server, &who, "search-1", &change("All", JobQuery::default())).await;
    let at = || LookAtSavedSearch { search: "search-1".into() };
    let before = Look { until: Some(saved.looked_at - Duration::from_secs(3600)) };
    assert_eq!(server.ok(&who, at(), &NoQuery {}, &before).await.looked_at, saved.looked_at);
    let ahead = Look { until: Some(saved.looked_at + Duration::from_secs(3600)) };
    assert_eq!(server.refused(&who, at(), &NoQuery {}, &ahead).await.errors[0].field, "until");
}

#[tokio::test]
async fn a_search_saved_twice_is_one_and_keeps_its_look() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let first = save(&server, &who, "search-1", &change("All", JobQuery::default())).await;
    server.pass(Duration::from_secs(60));
    let with_page = JobQuery { cursor: Some("x".into()), lang: Some(Language::French), ..permanent() };
    let second = save(&server, &who, "search-1", &change("Steady", with_page)).await;
    assert_eq!((second.looked_at, second.search), (first.looked_at, permanent()));
    assert_eq!(list(&server, &who).await.len(), 1);
    server.ok(&who, DeleteSavedSearch { search: "search-1".into() }, &NoQuery {}, &()).await;
    server.ok(&who, DeleteSavedSearch { search: "search-1".into() }, &NoQuery {}, &()).await;
    assert!(list(&server, &who).await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_searched_is_refused_and_so_is_one_too_many() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let at = |id: &str| SaveSearch { search: id.into() };
    for (body, field, reason) in [
        (change("  ", permanent()), "name", Reason::Required),
        (change(&"x".repeat(81), permanent()), "name", Reason::TooLong),
        (change("Far", JobQuery { radius: Some(501), ..permanent() }), "radius", Reason::OutOfRange),
        (change("Nowhere", JobQuery { place: Some("atlantis".into()), ..permanent() }), "place", Reason::NotKnown),
    ] {
        let problem = server.refused(&who, at("search-1"), &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    for number in 0..limits::SEARCHES {
        save(&server, &who, &format!("search-{number}"), &change("One", permanent())).await;
    }
    let problem = server.refused(&who, at("one-too-many"), &NoQuery {}, &change("One", permanent())).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany);
}

#[tokio::test]
async fn searches_saved_at_the_same_moment_do_not_pass_the_limit() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    for number in 1..limits::SEARCHES {
        save(&server, &who, &format!("search-{number}"), &change("One", permanent())).await;
    }
    // Another tab keeps one of its own, and is not done yet.
    let mut tx = server.app.store.begin().await.unwrap();
    let me = AccountId(who.id.clone());
    account::lock(&mut tx, &me).await.unwrap();
    saved_search::save(&mut tx, Shelf::Jobs(&me), &"other-tab".into(), "Other", &permanent(), START_MS).await.unwrap();
    let (query, body) = (NoQuery {}, change("One", permanent()));
    let mut late = pin!(server.call(&who, SaveSearch { search: "this-tab".into() }, &query, &body));
    assert!(timeout(Duration::from_millis(300), &mut late).await.is_err(), "it waits for the other");
    tx.commit().await.unwrap();
    assert_eq!(late.await.problem().errors[0].reason, Reason::TooMany);
    assert_eq!(list(&server, &who).await.len() as u64, limits::SEARCHES);
}

#[tokio::test]
async fn a_place_that_is_gone_is_told_and_not_counted_as_nothing() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    save(&server, &who, "search-1", &change("Here", JobQuery { place: Some("rennes".into()), ..permanent() })).await;
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE saved_searches SET search = REPLACE(search, 'rennes', 'atlantis')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(list(&server, &who).await[0].new, None);
}

#[tokio::test]
async fn a_saved_search_is_its_owners_alone() {
    let server = fixture::start().await;
    let (owner, other) = (server.person("owner", Role::Learner).await, server.person("other", Role::Learner).await);
    save(&server, &owner, "search-1", &change("Mine", permanent())).await;
    assert!(list(&server, &other).await.is_empty());
    let news = ShowSavedSearchNews { search: "search-1".into() };
    assert_eq!(server.refused(&other, news, &NewsQuery::default(), &()).await.code, Code::NotFound);
    let look = LookAtSavedSearch { search: "search-1".into() };
    assert_eq!(server.refused(&other, look, &NoQuery {}, &Look::default()).await.code, Code::NotFound);
    server.ok(&other, DeleteSavedSearch { search: "search-1".into() }, &NoQuery {}, &()).await;
    assert_eq!(list(&server, &owner).await.len(), 1, "another person's search of the same id stays");
}
