//! The page of an organisation, and how it answers.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery,
    account::{Approval, Role},
    company::{Company, CompanyAdsQuery, ListCompanyAds, ShowCompany},
    id::ApplicationId,
    job::{
        AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, JobQuery, JobSort, ListJobs, ShowJob,
        Withdraw,
    },
    posting::CloseJob,
    reference::InLanguage,
};
use passerelle_server::store::{bulk, company::APPLICATIONS, employer};

use crate::{
    fixture::{self, DAY_MS, application},
    support::{Person, START_MS, Server},
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
        let endpoint = ListCompanyAds { company: company.into() };
        let problem = server.refused(&server.nobody(), endpoint, &CompanyAdsQuery::default(), &()).await;
        assert_eq!(problem.code, Code::NotFound, "nor are its ads");
    }
}

#[tokio::test]
async fn every_open_ad_is_counted_and_read_once() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    // Several of one day, so that a part ends between them.
    let many: Vec<_> = (0..47).map(|number| fixture::job(&format!("one-{number:02}"), 10 + number / 9)).collect();
    bulk::put_jobs(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
    let first = page(&server).await;
    assert_eq!((first.total, first.jobs.len()), (49, 20), "the closed one is none");
    let (mut seen, mut next, mut sizes) = (first.jobs, first.next, vec![20]);
    while let Some(cursor) = next {
        let query = CompanyAdsQuery { cursor: Some(cursor), ..CompanyAdsQuery::default() };
        let part = server.ok(&server.nobody(), ListCompanyAds { company: "alpha".into() }, &query, &()).await;
        sizes.push(part.items.len());
        seen.extend(part.items);
        next = part.next;
    }
    assert_eq!(sizes, [20, 20, 9]);
    assert!(seen.is_sorted_by(|one, next| one.posted_at >= next.posted_at), "the newest first");
    assert!(seen.iter().all(|card| card.employer.slug.as_str() == "alpha"));
    let mut slugs: Vec<&str> = seen.iter().map(|card| card.slug.as_str()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 49);

    let by_pay = JobQuery { sort: Some(JobSort::Pay), ..JobQuery::default() };
    let mark = server.ok(&server.nobody(), ListJobs {}, &by_pay, &()).await.next;
    for cursor in [mark.unwrap(), "x".into()] {
        let query = CompanyAdsQuery { cursor: Some(cursor), ..CompanyAdsQuery::default() };
        let problem = server.refused(&server.nobody(), ListCompanyAds { company: "alpha".into() }, &query, &()).await;
        assert_eq!(problem.code, Code::Malformed, "a mark of another list");
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

#[tokio::test]
async fn how_it_answers_is_known_also_where_very_many_applied_of_late() {
    let server = fixture::start().await;
    server.person("amina", Role::Learner).await;
    let mut tx = server.app.store.begin().await.unwrap();
    // Of one person, which only what was taken back can be; answered before, so that it counts.
    for (name, count, days_ago) in [("old", 8, 30), ("new", APPLICATIONS, 2)] {
        let sent_ms = START_MS - days_ago * DAY_MS;
        let rows = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})");
        let applications = format!(
            "INSERT INTO applications (id, job, account, status, profile, message, sent_at) {rows} \
             SELECT '{name}-' || i, 'web', (SELECT id FROM accounts WHERE email = 'amina@example.org'), 'withdrawn', \
             '', '', {sent_ms} FROM n"
        );
        let answers = format!(
            "INSERT INTO application_changes (application, status, at) {rows} \
             SELECT '{name}-' || i, 'declined', {} FROM n",
            sent_ms + DAY_MS
        );
        for statement in [applications, answers] {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *tx).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let known = page(&server).await.answering.unwrap();
    assert_eq!((known.percent, known.median_days, known.of), (100, Some(1), 8), "what is too young takes no place");
}
