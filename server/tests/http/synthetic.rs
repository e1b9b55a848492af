//! The content's work side and made-up data: both can be brought in again without anything being there twice.

use passerelle_api::{
    catalogue::{CourseQuery, ListCourses},
    course::ShowCourse,
    job::{JobQuery, ListJobs},
    reference::InLanguage,
    talent::{ListTalents, TalentQuery},
};
use passerelle_server::{
    content::work::{self, Imported},
    synthetic::{self, Amounts},
};

use crate::{
    fixture,
    support::{Person, Server},
};

async fn import(server: &Server) -> Imported {
    let mut tx = server.app.store.begin().await.unwrap();
    let folder = &server.app.config.content;
    let imported = work::import(&mut tx, folder, server.app.clock.now(), &server.app.random).await.unwrap();
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
async fn without_skills_and_places_there_is_nothing_to_make_it_from() {
    let server = Server::start().await;
    let amounts = Amounts { courses: 0, ads: 1, talents: 0, seed: 1 };
    let failure = synthetic::run(&server.app.store, &server.app.clock, amounts, &mut drop).await.unwrap_err();
    assert!(failure.to_string().contains("demo"), "{failure}");
}
