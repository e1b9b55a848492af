//! The page of an organisation, and how it answers.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery,
    account::{Approval, Role},
    company::{Company, ShowCompany},
    id::ApplicationId,
    job::{
        AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, JobQuery, ListJobs, ShowJob, Withdraw,
    },
    posting::CloseJob,
    reference::InLanguage,
};
use passerelle_server::store::employer;

use crate::{
    fixture::{self, application},
    support::{Person, Server},
};

async fn page(server: &Server) -> Company {
    server.ok(&server.nobody(), ShowCompany { company: "alpha".into() }, &InLanguage::default(), &()).await
}

async fn sent(server: &Server, name: &str) -> (Person, ApplicationId) {
    let person = server.person(name, Role::Learner).await;
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    (person, sent.id)
}

fn days(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60)
}

#[tokio::test]
async fn a_company_shows_its_open_ads() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let shown = page(&server).await;
    assert_eq!((shown.name.as_str(), shown.about.as_str(), shown.verified), ("alpha works", "About us", false));
    let slugs = |page: &Company| page.jobs.iter().map(|card| card.slug.0.clone()).collect::<Vec<_>>();
    assert_eq!(slugs(&shown), ["web", "data", "remote"]);
    server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
    assert_eq!(slugs(&page(&server).await), ["web", "remote"]);
    server.pass(days(200));
    assert_eq!(slugs(&page(&server).await), [] as [String; 0], "old ads are left out as in searches");
    let found = server.ok(&alpha, ListJobs {}, &JobQuery::default(), &()).await;
    assert_eq!(found.total, 0);
}

#[tokio::test]
async fn one_that_was_not_let_in_is_not_there() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Waiting, None, false).await.unwrap();
    tx.commit().await.unwrap();
    for company in ["alpha", "nobody"] {
        let endpoint = ShowCompany { company: company.into() };
        assert_eq!(server.refused(&server.nobody(), endpoint, &InLanguage::default(), &()).await.code, Code::NotFound);
    }
}

#[tokio::test]
async fn how_it_answers_is_told_from_what_it_did() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut ids = Vec::new();
    for name in ["a", "b", "c", "d", "e", "f"] {
        ids.push(sent(&server, name).await);
    }
    server.pass(days(3));
    let yes = ApplicationAnswer { status: Some(Status::Interview), ..ApplicationAnswer::default() };
    for (_, id) in &ids[..4] {
        server.ok(&alpha, AnswerApplication { application: id.clone() }, &InLanguage::default(), &yes).await;
    }
    // Taken back before any answer: nobody's failing. After one, the answer stays one.
    for (person, id) in [&ids[0], &ids[5]] {
        server.ok(person, Withdraw { application: id.clone() }, &InLanguage::default(), &()).await;
    }
    assert_eq!(page(&server).await.answering, None, "an answer may still come");
    server.pass(days(12));
    let known = page(&server).await.answering.unwrap();
    assert_eq!((known.percent, known.median_days, known.of), (80, Some(3), 5));
    let ad = server.ok(&server.nobody(), ShowJob { job: "data".into() }, &InLanguage::default(), &()).await;
    assert_eq!(ad.answering, Some(known), "on each of its ads as well");
    let other = server.ok(&server.nobody(), ShowJob { job: "office".into() }, &InLanguage::default(), &()).await;
    assert_eq!(other.answering, None);
}
