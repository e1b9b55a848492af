//! Applications that were made elsewhere.

use std::{pin::pin, time::Duration};

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    id::AccountId,
    outside::{DeleteOutside, ListOutside, OutsideApplication, OutsideChange, OutsideStatus, SaveOutside, limits},
};
use passerelle_server::store::{account, outside};
use tokio::time::timeout;

use crate::support::{Person, START_MS, Server};

fn change(title: &str) -> OutsideChange {
    OutsideChange {
        title: title.into(),
        employer: "Corner bakery".into(),
        url: "https://corner.example/jobs".into(),
        status: Some(OutsideStatus::Sent),
        applied_on: Some("2026-01-04".parse().unwrap()),
        note: "Call on Monday.".into(),
        version: None,
    }
}

async fn save(server: &Server, who: &Person, id: &str, change: &OutsideChange) -> OutsideApplication {
    server.ok(who, SaveOutside { application: id.into() }, &NoQuery {}, change).await
}

async fn titles(server: &Server, who: &Person) -> Vec<String> {
    let list = server.ok(who, ListOutside {}, &NoQuery {}, &()).await;
    list.into_iter().map(|application| application.title).collect()
}

#[tokio::test]
async fn an_application_elsewhere_is_kept_changed_and_forgotten() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    let kept = save(&server, &who, "outside-1", &change(" Baker ")).await;
    assert_eq!((kept.title.as_str(), kept.status, kept.applied_on.is_some()), ("Baker", OutsideStatus::Sent, true));
    server.pass(std::time::Duration::from_secs(1));
    save(&server, &who, "outside-2", &OutsideChange { status: None, applied_on: None, ..change("Cook") }).await;
    assert_eq!(titles(&server, &who).await, ["Cook", "Baker"]);
    server.pass(std::time::Duration::from_secs(1));
    let status = Some(OutsideStatus::Interview);
    let interview = OutsideChange { status, version: Some(kept.version), ..change("Baker") };
    assert_eq!(save(&server, &who, "outside-1", &interview).await.status, OutsideStatus::Interview);
    assert_eq!(titles(&server, &who).await, ["Baker", "Cook"], "the last changed first");
    server.ok(&who, DeleteOutside { application: "outside-1".into() }, &NoQuery {}, &()).await;
    assert_eq!(titles(&server, &who).await, ["Cook"]);
}

#[tokio::test]
async fn scripts_are_no_addresses_and_there_is_a_limit() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    let at = |id: &str| SaveOutside { application: id.into() };
    let script = OutsideChange { url: "javascript:alert(1)".into(), ..change("Baker") };
    let problem = server.refused(&who, at("outside-1"), &NoQuery {}, &script).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("url", Reason::NotAWebAddress));
    for number in 0..limits::APPLICATIONS {
        save(&server, &who, &format!("outside-{number}"), &change("Baker")).await;
    }
    let problem = server.refused(&who, at("one-too-many"), &NoQuery {}, &change("Baker")).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany);
    save(&server, &who, "outside-0", &OutsideChange { version: Some(1), ..change("Cook") }).await;
}

#[tokio::test]
async fn nothing_was_sent_on_a_day_that_is_nowhere_yet() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    let on = |day: &str| OutsideChange { applied_on: Some(day.parse().unwrap()), ..change("Baker") };
    // It is the fifth of January here, and may be the sixth where somebody writes.
    save(&server, &who, "outside-1", &on("2026-01-05")).await;
    let at = SaveOutside { application: "outside-2".into() };
    let problem = server.refused(&who, at, &NoQuery {}, &on("2026-01-07")).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("applied_on", Reason::InFuture));
    assert_eq!(titles(&server, &who).await.len(), 1);
}

#[tokio::test]
async fn those_kept_at_the_same_moment_do_not_pass_the_limit() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    for number in 1..limits::APPLICATIONS {
        save(&server, &who, &format!("outside-{number}"), &change("Baker")).await;
    }
    // Another tab keeps one of its own, and is not done yet.
    let mut tx = server.app.store.begin().await.unwrap();
    let me = AccountId(who.id.clone());
    account::lock(&mut tx, &me).await.unwrap();
    outside::save(&mut tx, &me, &"other-tab".into(), &change("Cook"), START_MS).await.unwrap();
    let (query, body) = (NoQuery {}, change("Baker"));
    let mut late = pin!(server.call(&who, SaveOutside { application: "this-tab".into() }, &query, &body));
    assert!(timeout(Duration::from_millis(300), &mut late).await.is_err(), "it waits for the other");
    tx.commit().await.unwrap();
    assert_eq!(late.await.problem().errors[0].reason, Reason::TooMany);
    assert_eq!(titles(&server, &who).await.len() as u64, limits::APPLICATIONS);
}

/// A page that found a version sends another note, and is refused.
async fn overtaken(server: &Server, who: &Person, change: &OutsideChange) {
    let problem = server.refused(who, SaveOutside { application: "outside-1".into() }, &NoQuery {}, change).await;
    assert_eq!(problem.code, Code::Conflict);
}

#[tokio::test]
async fn a_page_that_was_left_open_writes_over_nothing_that_was_saved_elsewhere() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    let from = |version, note: &str| OutsideChange { version, note: note.into(), ..change("Baker") };
    let found = save(&server, &who, "outside-1", &from(None, "Call.")).await.version;
    let status = Some(OutsideStatus::Interview);
    let phone = OutsideChange { status, ..from(Some(found), "On Tuesday at ten.") };
    let saved = save(&server, &who, "outside-1", &phone).await;
    // The clock did not move, so that no moment tells the two apart.
    overtaken(&server, &who, &from(Some(found), "Bring the papers.")).await;
    overtaken(&server, &who, &from(None, "As if it were new.")).await;
    let kept = server.ok(&who, ListOutside {}, &NoQuery {}, &()).await;
    assert_eq!(kept, std::slice::from_ref(&saved), "nothing of it was kept");
    assert_eq!(save(&server, &who, "outside-1", &phone).await, saved, "an answer that was lost is no conflict");
    let told = save(&server, &who, "outside-1", &from(Some(saved.version), "Bring the papers.")).await;
    assert_eq!((told.note.as_str(), told.version), ("Bring the papers.", saved.version + 1));

    // What was deleted elsewhere does not come back by itself, and does for whoever was told.
    server.ok(&who, DeleteOutside { application: "outside-1".into() }, &NoQuery {}, &()).await;
    overtaken(&server, &who, &from(Some(told.version), "Still here.")).await;
    assert!(titles(&server, &who).await.is_empty());
    save(&server, &who, "outside-1", &from(None, "Still here.")).await;
    assert_eq!(titles(&server, &who).await, ["Baker"]);
}

#[tokio::test]
async fn two_pages_that_save_at_once_are_not_both_answered_yes() {
    let server = Server::start().await;
    let who = server.person("seeker", Role::Learner).await;
    let found = save(&server, &who, "outside-1", &change("Baker")).await.version;
    let send = async |note: &str| {
        let change = OutsideChange { version: Some(found), note: note.into(), ..change("Baker") };
        server.call(&who, SaveOutside { application: "outside-1".into() }, &NoQuery {}, &change).await.status.as_u16()
    };
    let (one, two) = tokio::join!(send("From one page"), send("From the other"));
    assert_eq!((one.min(two), one.max(two)), (200, 409));
}

#[tokio::test]
async fn nobody_sees_or_changes_those_of_another() {
    let server = Server::start().await;
    let (owner, other) = (server.person("owner", Role::Learner).await, server.person("other", Role::Learner).await);
    save(&server, &owner, "outside-1", &change("Mine")).await;
    assert!(titles(&server, &other).await.is_empty());
    save(&server, &other, "outside-1", &change("Theirs")).await;
    server.ok(&other, DeleteOutside { application: "outside-1".into() }, &NoQuery {}, &()).await;
    assert_eq!(titles(&server, &owner).await, ["Mine"]);
}
