//! How far people are.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    course::{
        ImportProgress, ImportedProgress, ListProgress, ProgressChange, ProgressImport, SaveProgress, ShowCourse,
    },
    reference::InLanguage,
};

use crate::support::{
    Server,
    catalogue::{CHAPTER, COURSE},
};

fn at(chapter: &str) -> SaveProgress {
    SaveProgress { course: COURSE.into(), chapter: chapter.into() }
}

fn position(position_ms: u64) -> ProgressChange {
    ProgressChange { position_ms: Some(position_ms), ..ProgressChange::default() }
}

#[tokio::test]
async fn what_is_left_out_of_a_change_stays() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.ok(&who, at(CHAPTER), &NoQuery {}, &position(41_000)).await;
    let read = ProgressChange { read: Some(true), ..ProgressChange::default() };
    let progress = server.ok(&who, at(CHAPTER), &NoQuery {}, &read).await;
    let chapter = &progress.chapters[0];
    assert_eq!((chapter.position_ms, chapter.read, chapter.passed), (41_000, true, false));
    assert_eq!(progress.resume, Some(CHAPTER.into()));
    let course = server.ok(&who, ShowCourse { course: COURSE.into() }, &InLanguage::default(), &()).await;
    assert_eq!(course.progress, Some(progress));
}

#[tokio::test]
async fn passing_a_quiz_is_progress_and_a_worse_try_takes_nothing_away() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.attempt(&who, CHAPTER, 0, "good-try").await;
    server.attempt(&who, CHAPTER, 99, "bad-try-1").await;
    let started = server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await;
    let chapter = &started[0].progress.chapters[0];
    assert_eq!((chapter.best_percent, chapter.passed), (Some(100), true));
    assert_eq!(started[0].done, 1);
    assert_ne!(started[0].progress.resume, Some(CHAPTER.into()), "one goes on with the next");
}

#[tokio::test]
async fn courses_come_last_touched_first_and_only_ones_own() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let other = server.person("other", Role::Learner).await;
    server.ok(&who, at(CHAPTER), &NoQuery {}, &position(1)).await;
    server.pass(Duration::from_secs(1));
    assert_eq!(server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await.len(), 1);
    assert!(server.ok(&other, ListProgress {}, &InLanguage::default(), &()).await.is_empty());
    let course = server.ok(&other, ShowCourse { course: COURSE.into() }, &InLanguage::default(), &()).await;
    assert!(course.progress.is_none());
}

#[tokio::test]
async fn progress_needs_an_account_and_a_chapter() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let problem = server.refused(&server.nobody(), at(CHAPTER), &NoQuery {}, &position(1)).await;
    assert_eq!(problem.code, Code::SignInNeeded);
    assert_eq!(server.refused(&who, at("none"), &NoQuery {}, &position(1)).await.code, Code::NotFound);
    let problem = server.refused(&who, at(CHAPTER), &NoQuery {}, &position(u64::MAX)).await;
    assert_eq!(problem.errors[0].reason, Reason::OutOfRange);
}

#[tokio::test]
async fn what_a_guest_did_is_brought_in_once_and_marked_here() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let item = |chapter: &str, answers| ImportedProgress {
        course: COURSE.into(),
        chapter: chapter.into(),
        position_ms: 12_000,
        reading_block: Some(3),
        read: true,
        answers,
        key: Some("guest-key".into()),
    };
    let import = ProgressImport {
        items: vec![item(CHAPTER, server.answers(CHAPTER, 0).await), item("left-the-catalogue", Vec::new())],
    };
    let imported = server.ok(&who, ImportProgress {}, &InLanguage::default(), &import).await;
    let gone: Vec<_> = imported.gone.iter().map(|gone| (gone.course.as_str(), gone.chapter.as_str())).collect();
    assert_eq!(gone, [(COURSE, "left-the-catalogue")], "the reader is told what is gone");
    assert_eq!(imported.gone[0].course_title.as_deref(), Some("First steps online"));
    let before = server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await;
    assert_eq!(
        (before[0].progress.chapters[0].best_percent, before[0].progress.chapters[0].position_ms),
        (Some(100), 12_000)
    );
    assert_eq!(before[0].progress.chapters[0].reading_block, 3);
    server.pass(Duration::from_secs(60));
    server.ok(&who, ImportProgress {}, &InLanguage::default(), &import).await;
    assert_eq!(server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await, before);
}

#[tokio::test]
async fn bringing_in_takes_nothing_away() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server
        .ok(
            &who,
            at(CHAPTER),
            &NoQuery {},
            &ProgressChange { position_ms: Some(90_000), read: Some(true), reading_block: Some(7) },
        )
        .await;
    let item =
        ImportedProgress { course: COURSE.into(), chapter: CHAPTER.into(), position_ms: 5, ..Default::default() };
    server.ok(&who, ImportProgress {}, &InLanguage::default(), &ProgressImport { items: vec![item] }).await;
    let started = server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await;
    let chapter = &started[0].progress.chapters[0];
    assert_eq!((chapter.position_ms, chapter.read, chapter.reading_block), (90_000, true, 7));
}

#[tokio::test]
async fn importing_the_content_again_keeps_what_people_did() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.attempt(&who, CHAPTER, 0, "good-try").await;
    let before = server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await;
    server.import_courses().await;
    assert_eq!(server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await, before);
}
