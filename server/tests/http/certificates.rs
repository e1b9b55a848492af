//! Certificates.

use passerelle_api::{
    Code, NoQuery,
    account::{AccountChange, ChangeAccount, Language, Role},
    certificate::{AwardCertificate, ListCertificates, ShowCertificate},
    course::ListProgress,
    reference::InLanguage,
};

use crate::support::{
    Server,
    catalogue::{CHAPTER, COURSE},
};

fn award() -> AwardCertificate {
    AwardCertificate { course: COURSE.into() }
}

#[tokio::test]
async fn a_certificate_needs_every_quiz() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.attempt(&who, CHAPTER, 0, "only-one").await;
    assert_eq!(server.refused(&who, award(), &NoQuery {}, &()).await.code, Code::Conflict);
    assert_eq!(server.refused(&server.nobody(), award(), &NoQuery {}, &()).await.code, Code::SignInNeeded);
    let none = AwardCertificate { course: "none".into() };
    assert_eq!(server.refused(&who, none, &NoQuery {}, &()).await.code, Code::NotFound);
}

#[tokio::test]
async fn asking_twice_and_at_once_gives_the_same_one() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.pass_course(&who).await;
    let (none, query) = ((), NoQuery {});
    let (one, two) = tokio::join!(server.ok(&who, award(), &query, &none), server.ok(&who, award(), &query, &none));
    assert_eq!(one, two);
    assert_eq!(one.percent, 100);
    assert!(one.intact && one.mine && !one.skills.is_empty());
    let started = server.ok(&who, ListProgress {}, &InLanguage::default(), &()).await;
    assert_eq!(started[0].progress.certificate, Some(one.code.clone()));
    assert_eq!(server.ok(&who, ListCertificates {}, &InLanguage::default(), &()).await, [one]);
}

#[tokio::test]
async fn anybody_verifies_it_however_the_code_is_typed() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.pass_course(&who).await;
    let mine = server.ok(&who, award(), &NoQuery {}, &()).await;
    let typed = mine.code.as_str().to_lowercase().replace('-', " ");
    let arabic = InLanguage { lang: Some(Language::Arabic) };
    let shown = server.ok(&server.nobody(), ShowCertificate { code: typed.into() }, &arabic, &()).await;
    assert_eq!(
        (&shown.code, &shown.digest, shown.mine, shown.lang),
        (&mine.code, &mine.digest, false, Language::Arabic)
    );
    let unknown = ShowCertificate { code: "0000-0000-0000-0000".into() };
    assert_eq!(server.refused(&server.nobody(), unknown, &arabic, &()).await.code, Code::NotFound);
}

#[tokio::test]
async fn the_name_stays_as_it_was() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.pass_course(&who).await;
    let before = server.ok(&who, award(), &NoQuery {}, &()).await;
    let change = AccountChange { name: Some("Another name".into()), ..AccountChange::default() };
    server.ok(&who, ChangeAccount {}, &NoQuery {}, &change).await;
    assert_eq!(server.ok(&who, award(), &NoQuery {}, &()).await, before);
    assert_eq!(before.holder, "learner");
}

#[tokio::test]
async fn a_record_that_was_changed_is_not_intact() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    server.pass_course(&who).await;
    let mine = server.ok(&who, award(), &NoQuery {}, &()).await;
    for change in ["holder = 'Somebody else'", "percent = 99", "minutes = minutes + 1", "skills = '[]'"] {
        let mut tx = server.app.store.begin().await.unwrap();
        let sql = format!("UPDATE certificates SET {change}");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
        let code = ShowCertificate { code: mine.code.clone() };
        let shown = server.ok(&server.nobody(), code, &InLanguage::default(), &()).await;
        assert!(!shown.intact, "{change}");
    }
}
