//! The content's work side and made-up data: both can be brought in again without anything being there twice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::DateTime;
use passerelle_api::{
    NoQuery,
    account::Role,
    catalogue::{CourseQuery, ListCourses},
    course::ShowCourse,
    job::{JobQuery, ListJobs},
    reference::InLanguage,
    saved_search::{ListSavedSearches, Look, LookAtSavedSearch, SaveSearch, SavedSearchChange},
    talent::{ListTalents, TalentQuery},
};
use passerelle_server::{
    clock::Clock,
    content::{
        self,
        work::{self, Imported},
    },
    synthetic::{self, Amounts},
};

use crate::{
    fixture,
    support::{Person, START_MS, Server},
};

async fn import(server: &Server) -> Imported {
    let mut tx = server.app.store.begin().await.unwrap();
    let folder = &server.app.config.content;
    let imported = work::import(&mut tx, folder, &server.app.clock, &server.app.random).await.unwrap();
    tx.commit().await.unwrap();
    imported
}

/// How many courses, ads and visible talents there are.
async fn totals(server: &Server, who: &Person) -> (u64, u64, u64) {
    let courses = server.ok(who, ListCourses {}, &CourseQuery::default(), &()).await.total;
    let ads = server.ok(who, ListJobs {}, &JobQuery::default(), &()).await.total;
    let talents = server.ok(who, ListTalents {}, &TalentQuery::default(), &()).await.total;
    (courses, ads, talents)
}

#[tokio::test]
async fn the_content_comes_in_once() {
    let server = Server::start().await;
    let first = import(&server).await;
    assert!(first.skills > 10 && first.jobs > 10 && first.talents > 10, "{first:?}");
    let member = fixture::member(&server, "hiring", "atelier-canut").await;
    let before = totals(&server, &member).await;
    assert_eq!(before.1, first.jobs as u64);
    assert!(before.2 > 0 && before.2 <= first.talents as u64, "the hidden ones are not found");
    assert_eq!(import(&server).await, first);
    assert_eq!(totals(&server, &member).await, before);
}

#[tokio::test]
async fn the_same_seed_adds_nothing_and_another_one_does() {
    let server = Server::start().await;
    import(&server).await;
    let member = fixture::member(&server, "hiring", "atelier-canut").await;
    let before = totals(&server, &member).await;
    let amounts = Amounts { courses: 3, ads: 60, talents: 60, seed: 7 };
    let mut told = Vec::new();
    let mut tell = |line: String| told.push(line);
    synthetic::run(&server.app.store, &server.app.clock, amounts, &mut tell).await.unwrap();
    let after = totals(&server, &member).await;
    assert_eq!((after.0, after.1), (before.0 + 3, before.1 + 60));
    synthetic::run(&server.app.store, &server.app.clock, amounts, &mut tell).await.unwrap();
    assert_eq!(totals(&server, &member).await, after);
    let other = Amounts { courses: 0, talents: 0, ads: 1, seed: 8 };
    synthetic::run(&server.app.store, &server.app.clock, other, &mut tell).await.unwrap();
    assert_eq!(totals(&server, &member).await.1, after.1 + 1);
    assert!(told.iter().any(|line| line.starts_with("talents: 60/60, ")), "{told:?}");
    let course = ShowCourse { course: "synthetic-7-0".into() };
    let course = server.ok(&server.nobody(), course, &InLanguage::default(), &()).await;
    assert!(course.chapters.iter().all(|chapter| chapter.questions > 0), "{:?}", course.chapters);
}

#[tokio::test]
async fn an_ad_is_new_from_when_it_can_be_found_and_only_once() {
    let server = Server::start().await;
    // Each time it is asked, this clock is a second later.
    let asked = Arc::new(AtomicI64::new(0));
    let told = Arc::clone(&asked);
    let clock = Clock::new(move || {
        let seconds = told.fetch_add(1, Ordering::SeqCst) + 1;
        DateTime::from_timestamp_millis(START_MS + seconds * 1000).unwrap()
    });
    let config = &server.app.config;
    content::import(&server.app.store, &config.content, &config.media, &clock, &server.app.random).await.unwrap();
    let mut db = server.app.store.read().await.unwrap();
    let (first, last): (i64, i64) =
        sqlx::query_as("SELECT MIN(added_at), MAX(added_at) FROM jobs").fetch_one(&mut *db).await.unwrap();
    let (talents,): (i64,) = sqlx::query_as("SELECT MAX(created_at) FROM accounts").fetch_one(&mut *db).await.unwrap();
    drop(db);
    assert!(first > talents, "the ads come in after the talents");
    let latest = START_MS + asked.load(Ordering::SeqCst) * 1000;
    assert_eq!((first, last), (latest - 1000, latest - 1000), "only the import itself is noted down later");

    let who = server.person("reader", Role::Learner).await;
    server.pass(Duration::from_secs(600));
    let body = SavedSearchChange { name: "All".into(), search: JobQuery::default() };
    server.ok(&who, SaveSearch { search: "search-1".into() }, &NoQuery {}, &body).await;
    let new = async || server.ok(&who, ListSavedSearches {}, &InLanguage::default(), &()).await[0].new;
    server.pass(Duration::from_secs(600));
    let amounts = Amounts { courses: 0, ads: 60, talents: 0, seed: 7 };
    synthetic::run(&server.app.store, &server.app.clock, amounts, &mut drop).await.unwrap();
    assert_eq!(new().await, Some(60), "they were posted long ago, and are here since now");
    let look = LookAtSavedSearch { search: "search-1".into() };
    server.pass(Duration::from_secs(600));
    server.ok(&who, look, &NoQuery {}, &Look::default()).await;
    server.pass(Duration::from_secs(600));
    import(&server).await;
    assert_eq!(new().await, Some(0), "what is here is not new when others are read in");
}

#[tokio::test]
async fn without_skills_and_places_there_is_nothing_to_make_it_from() {
    let server = Server::start().await;
    let amounts = Amounts { courses: 0, ads: 1, talents: 0, seed: 1 };
    let failure = synthetic::run(&server.app.store, &server.app.clock, amounts, &mut drop).await.unwrap_err();
    assert!(failure.to_string().contains("demo"), "{failure}");
}
