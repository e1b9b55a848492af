//! The applications to an ad, part by part.

use std::{collections::HashSet, time::Duration};

use passerelle_api::{
    Code, NoQuery,
    account::Role,
    id::{AccountId, ApplicationId},
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus as Status},
    pipeline::{
        ApplicationsFrom, ListReceived, Move, MoveApplications, OpenApplicant, Pipeline, ReceivedList, ShowPipeline,
        Stage,
    },
    posting::{ListOwnJobs, OwnJobsQuery},
    reference::InLanguage,
};
use passerelle_server::store::application::{self, NewRow};

use crate::{
    fixture,
    pipeline::{board, sent, stages},
    support::{Person, START_MS, Server},
};

/// That many people apply for one ad, three of them at the same moment each time.
async fn crowd(server: &Server, count: u32) {
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..count {
        let (account, id) = (AccountId(format!("crowd-{number}")), format!("application-{number:04}"));
        sqlx::query(
            "INSERT INTO accounts (id, email, name, password, language, created_at) VALUES ($1, $2, $3, 'none', 'fr', 0)",
        )
        .bind(account.as_str())
        .bind(format!("{number}@crowd.example"))
        .bind(format!("Person {number}"))
        .execute(&mut *tx)
        .await
        .unwrap();
        let row = NewRow {
            id: &id,
            job: &"web".into(),
            account: &account,
            profile: "",
            message: "Hello",
            phone: None,
            cv: None,
            answers: &[],
            occupation: None,
            now_ms: START_MS + i64::from(number / 3),
        };
        application::insert(&mut tx, &row).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn part(server: &Server, who: &Person, cursor: Option<String>) -> Pipeline {
    server.ok(who, ShowPipeline { job: "web".into() }, &ApplicationsFrom { cursor, lang: None }, &()).await
}

async fn listed(server: &Server, who: &Person, cursor: Option<String>) -> ReceivedList {
    server.ok(who, ListReceived { job: "web".into() }, &ApplicationsFrom { cursor, lang: None }, &()).await
}

async fn unseen(server: &Server) -> i64 {
    let mut db = server.app.store.read().await.unwrap();
    let (count,): (i64,) =
        sqlx::query_as("SELECT COUNT(*) FROM applications WHERE status = 'sent'").fetch_one(&mut *db).await.unwrap();
    count
}

#[tokio::test]
async fn of_many_applications_each_is_given_out_once_and_seen_only_where_it_is_read() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    crowd(&server, 501).await;
    let (mut ids, mut cursor) = (Vec::<ApplicationId>::new(), None);
    loop {
        let page = part(&server, &alpha, cursor.take()).await;
        assert_eq!((page.total, page.title.as_str()), (501, "Poste web"));
        assert!(page.items.iter().all(|item| item.received.application.status == Status::Sent));
        ids.extend(page.items.into_iter().map(|item| item.received.application.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(unseen(&server).await, 501, "on the board nobody opened any");
    let open = OpenApplicant { application: ids[500].clone() };
    server.ok(&alpha, open, &NoQuery {}, &()).await;
    assert_eq!(unseen(&server).await, 500);
    let (mut again, mut left) = (Vec::<ApplicationId>::new(), Vec::new());
    loop {
        let page = listed(&server, &alpha, cursor.take()).await;
        assert!(page.items.iter().all(|item| item.application.status == Status::Seen));
        again.extend(page.items.into_iter().map(|item| item.application.id));
        left.push(unseen(&server).await);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(left, [400, 300, 200, 100, 0, 0], "what nobody was given is not seen");
    assert_eq!((ids.len(), again == ids), (501, true));
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 501, "none comes twice");
    assert_eq!(ids.first().map(ApplicationId::as_str), Some("application-0498"), "of one moment by their ids");
    // One of the last part is moved like any other.
    let last = ids.pop().unwrap();
    let to = Move { applications: vec![last.clone()], stage: Some(Stage::Reading), reason: None, message: None };
    assert_eq!(server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to).await.moved, [last]);
    let own = server.ok(&alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    assert_eq!(own.iter().find(|own| own.card.slug.as_str() == "web").map(|own| own.applications), Some(501));
}

#[tokio::test]
async fn the_list_goes_on_as_the_board_does_and_only_for_its_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    crowd(&server, 101).await;
    let received = || ListReceived { job: "web".into() };
    let first = server.ok(&alpha, received(), &ApplicationsFrom::default(), &()).await;
    assert_eq!((first.items.len(), first.total, unseen(&server).await), (100, 101, 1));
    let on = ApplicationsFrom { cursor: first.next, lang: None };
    assert_eq!(server.refused(&beta, received(), &on, &()).await.code, Code::NotFound);
    assert_eq!(unseen(&server).await, 1, "a stranger opens nothing");
    let rest = server.ok(&alpha, received(), &on, &()).await;
    assert_eq!((rest.items.len(), rest.total, rest.next, unseen(&server).await), (1, 101, None, 0));
    let made_up = ApplicationsFrom { cursor: Some("made-up".into()), lang: None };
    assert_eq!(server.refused(&alpha, received(), &made_up, &()).await.status, 400);
    let learner = server.person("learner", Role::Learner).await;
    assert_eq!(server.refused(&learner, received(), &ApplicationsFrom::default(), &()).await.code, Code::Forbidden);
}

#[tokio::test]
async fn an_answer_in_the_old_way_moves_it_too() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, one) = sent(&server, "amina").await;
    let body = ApplicationAnswer { status: Some(Status::Accepted), ..ApplicationAnswer::default() };
    server.ok(&alpha, AnswerApplication { application: one }, &InLanguage::default(), &body).await;
    assert_eq!(stages(&board(&server, &alpha).await), [("amina", Stage::Hired, Status::Accepted)]);
}

#[tokio::test]
async fn several_are_moved_while_one_of_them_is_taken_back() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, one) = sent(&server, "amina").await;
    let (_, two) = sent(&server, "bilal").await;
    listed(&server, &alpha, None).await;
    // The move names the other one first.
    let mut tx = server.app.store.begin().await.unwrap();
    application::lock(&mut tx, &two).await.unwrap();
    let taken_back = async {
        // On PostgreSQL the move has begun by then, and waits for this one.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let (from, to) = (Status::Seen, Status::Withdrawn);
        assert!(application::change(&mut tx, two.as_str(), from, to, START_MS).await.unwrap());
        tx.commit().await.unwrap();
    };
    let hire =
        Move { applications: vec![one.clone(), two.clone()], stage: Some(Stage::Hired), reason: None, message: None };
    let (moved, ()) = tokio::join!(server.ok(&alpha, MoveApplications {}, &NoQuery {}, &hire), taken_back);
    assert_eq!((moved.moved, moved.stayed), (vec![one], vec![two]));
}

#[tokio::test]
async fn two_who_move_the_same_in_another_order_are_both_answered() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let other = fixture::member(&server, "colleague", "alpha").await;
    crowd(&server, 40).await;
    let ids: Vec<ApplicationId> = (0..40).map(|number| ApplicationId(format!("application-{number:04}"))).collect();
    let hire = |applications| Move { applications, stage: Some(Stage::Hired), reason: None, message: None };
    let (forth, back) = (hire(ids.clone()), hire(ids.iter().rev().cloned().collect()));
    let (first, second) = tokio::join!(
        server.ok(&alpha, MoveApplications {}, &NoQuery {}, &forth),
        server.ok(&other, MoveApplications {}, &NoQuery {}, &back)
    );
    // Whoever comes second finds all of them where they went.
    assert_eq!((first.moved.len() + second.moved.len(), first.stayed.len() + second.stayed.len()), (40, 40));
}
