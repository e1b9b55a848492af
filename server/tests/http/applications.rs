//! Applying for a job.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    id::{ApplicationId, JobSlug},
    job::{ApplicationStatus, Apply, NewApplication, ShowJob, Withdraw, limits},
    posting::{AdPublication, CloseJob, NewDraft, PublishDraft, StartDraft},
    reference::InLanguage,
};
use passerelle_server::store::{Store, application as store};

use crate::{
    fit::sql,
    fixture::{self, application},
    support::{Person, START_MS, Server},
};

fn apply(job: &str) -> Apply {
    Apply { job: job.into() }
}

#[tokio::test]
async fn an_application_is_kept_and_shown_to_its_sender() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    assert_eq!((sent.status, sent.job_title.as_str()), (ApplicationStatus::Sent, "Poste web"));
    assert_eq!(sent.history.len(), 1);
    assert_eq!(
        server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items,
        std::slice::from_ref(&sent)
    );
    let page = server.ok(&amina, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine, Some(sent));
    let other = server.person("bilal", Role::Learner).await;
    assert!(server.ok(&other, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.is_empty());
    let page = server.ok(&other, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine, None);
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_application() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let first = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    let again = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    assert_eq!(first, again);
    let changed = NewApplication { profile: "Something else.".into(), ..application("key-00000001") };
    assert_eq!(server.refused(&amina, apply("web"), &NoQuery {}, &changed).await.code, Code::Conflict);
}

#[tokio::test]
async fn two_tabs_at_once_make_one_application() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let (one, two) = (application("key-00000001"), application("key-00000002"));
    let (one, two) = tokio::join!(
        server.call(&amina, apply("web"), &NoQuery {}, &one),
        server.call(&amina, apply("web"), &NoQuery {}, &two)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.len(), 1);
}

#[tokio::test]
async fn two_tabs_with_one_key_get_one_answer() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let body = application("key-00000001");
    let (one, two) = tokio::join!(
        server.call(&amina, apply("web"), &NoQuery {}, &body),
        server.call(&amina, apply("web"), &NoQuery {}, &body)
    );
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200));
    assert_eq!(one.text(), two.text());
}

#[tokio::test]
async fn after_a_withdrawal_one_may_apply_again() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let first = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    let second = application("key-00000002");
    assert_eq!(server.refused(&amina, apply("web"), &NoQuery {}, &second).await.code, Code::Conflict);
    server.pass(Duration::from_secs(60));
    let withdraw = Withdraw { application: first.id.clone() };
    let withdrawn = server.ok(&amina, withdraw.clone(), &InLanguage::default(), &()).await;
    assert_eq!(withdrawn.status, ApplicationStatus::Withdrawn);
    let history: Vec<_> = withdrawn.history.iter().map(|change| change.status).collect();
    assert_eq!(history, [ApplicationStatus::Sent, ApplicationStatus::Withdrawn]);
    assert_eq!((withdrawn.history[1].at - withdrawn.history[0].at).num_seconds(), 60);
    assert_eq!(
        server.refused(&amina, withdraw, &InLanguage::default(), &()).await.code,
        Code::Conflict,
        "once is enough"
    );
    let again = server.ok(&amina, apply("web"), &NoQuery {}, &second).await;
    assert_ne!(again.id, first.id);
    let page = server.ok(&amina, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine.map(|mine| mine.id), Some(again.id));
}

#[tokio::test]
async fn what_was_taken_back_is_not_told_of_as_sent_to_whoever_sends_the_same_form_again() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let form = application("key-00000001");
    let first = server.ok(&amina, apply("web"), &NoQuery {}, &form).await;
    let other = server.ok(&amina, apply("office"), &NoQuery {}, &application("key-00000002")).await;
    server.ok(&amina, Withdraw { application: first.id.clone() }, &InLanguage::default(), &()).await;
    let again = server.ok(&amina, apply("web"), &NoQuery {}, &form).await;
    assert_ne!(again.id, first.id);
    assert_eq!(again.status, ApplicationStatus::Sent);
    let page = server.ok(&amina, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine.as_ref(), Some(&again), "it is there, and not only told");
    let repeated = server.ok(&amina, apply("web"), &NoQuery {}, &form).await;
    assert_eq!(repeated, again, "and sent twice it is one");
    let kept = server.ok(&amina, apply("office"), &NoQuery {}, &application("key-00000002")).await;
    assert_eq!(kept, other, "one that stands is still told of");
    server.ok(&amina, Withdraw { application: again.id.clone() }, &InLanguage::default(), &()).await;
    let changed = NewApplication { message: "I still would like to learn this work.".into(), ..form };
    let last = server.ok(&amina, apply("web"), &NoQuery {}, &changed).await;
    assert_eq!(last.message, changed.message, "a form that was changed meanwhile is no other use of its key");
}

#[tokio::test]
async fn what_was_sent_before_an_answer_told_what_was_made_is_taken_back_alike() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let (form, other) = (application("key-00000001"), application("key-00000002"));
    let first = server.ok(&amina, apply("web"), &NoQuery {}, &form).await;
    let stands = server.ok(&amina, apply("office"), &NoQuery {}, &other).await;
    // As the version before left it: without the column, and with the migration still to come that brings it.
    let mut tx = server.app.store.begin().await.unwrap();
    for sql in ["ALTER TABLE idempotency DROP COLUMN made", "DELETE FROM _sqlx_migrations WHERE version = 81"] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    Store::open(&server.app.config.database).await.unwrap().close().await;
    server.ok(&amina, Withdraw { application: first.id.clone() }, &InLanguage::default(), &()).await;
    assert_ne!(server.ok(&amina, apply("web"), &NoQuery {}, &form).await.id, first.id);
    assert_eq!(server.ok(&amina, apply("office"), &NoQuery {}, &other).await, stands);
}

#[tokio::test]
async fn an_ad_that_no_search_shows_takes_no_applications() {
    let server = fixture::start().await;
    let refusal = async |job: &str| {
        let name = format!("amina-{}", job.len());
        let amina = server.person(&name, Role::Learner).await;
        let problem = server.refused(&amina, apply(job), &NoQuery {}, &application("key-00000001")).await;
        assert_eq!(problem.code, Code::Conflict);
        assert!(server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.is_empty());
        problem.detail.unwrap_or_default()
    };
    sql(&server, "UPDATE jobs SET repeated_by = 'web', repeated_until = '2099-01-01' WHERE slug = 'office'").await;
    assert_eq!(refusal("office").await, "another ad of the same job takes the applications");
    sql(&server, "UPDATE jobs SET repeated_until = '2020-01-01' WHERE slug = 'office'").await;
    let bilal = server.person("bilal", Role::Learner).await;
    server.ok(&bilal, apply("office"), &NoQuery {}, &application("key-00000001")).await;
    server.pass(Duration::from_secs(130 * 24 * 60 * 60));
    assert_eq!(refusal("data").await, "the ad is out of date");
}

/// One's own application, as the page of an ad tells of it.
async fn mine(server: &Server, who: &Person, job: &JobSlug) -> Option<ApplicationId> {
    let page = server.ok(who, ShowJob { job: job.clone() }, &InLanguage::default(), &()).await;
    page.mine.map(|mine| mine.id)
}

#[tokio::test]
async fn who_applied_to_an_ad_applied_to_the_one_that_it_was_posted_again_as() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, bilal) = (server.person("amina", Role::Learner).await, server.person("bilal", Role::Learner).await);
    let (first, second) = (application("key-00000001"), application("key-00000002"));
    let sent = server.ok(&amina, apply("web"), &NoQuery {}, &first).await;
    let draft = server.ok(&alpha, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some("web".into()) }).await;
    let (publish, version) = (PublishDraft { draft: draft.id }, AdPublication { version: draft.version });
    let again = server.ok(&alpha, publish, &NoQuery {}, &version).await.job.unwrap();
    assert_eq!(mine(&server, &amina, &again).await, Some(sent.id.clone()));
    let problem = server.refused(&amina, apply(again.as_str()), &NoQuery {}, &second).await;
    assert_eq!(problem.detail.as_deref(), Some("there is such an application already"));
    assert_eq!(mine(&server, &bilal, &again).await, None, "nobody else is kept from it");
    server.ok(&bilal, apply(again.as_str()), &NoQuery {}, &first).await;
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    assert_eq!(mine(&server, &amina, &again).await, Some(sent.id.clone()), "nor does closing the first change it");
    // What was taken back bars nothing, in whichever of the ads it is.
    server.pass(Duration::from_secs(60));
    server.ok(&amina, Withdraw { application: sent.id.clone() }, &InLanguage::default(), &()).await;
    assert_eq!(mine(&server, &amina, &again).await, Some(sent.id));
    let other = server.ok(&amina, apply(again.as_str()), &NoQuery {}, &second).await;
    assert_eq!(mine(&server, &amina, &again).await, Some(other.id));
}

#[tokio::test]
async fn who_applied_long_before_a_job_comes_anew_may_apply_for_it() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    server.pass(Duration::from_secs(40 * 24 * 60 * 60));
    let (alpha, amina) = (server.signed_in(&alpha.id).await, server.signed_in(&amina.id).await);
    let draft = server.ok(&alpha, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some("web".into()) }).await;
    let (publish, version) = (PublishDraft { draft: draft.id }, AdPublication { version: draft.version });
    let again = server.ok(&alpha, publish, &NoQuery {}, &version).await.job.unwrap();
    assert_eq!(mine(&server, &amina, &again).await, None);
    server.ok(&amina, apply(again.as_str()), &NoQuery {}, &application("key-00000002")).await;
}

#[tokio::test]
async fn of_two_applications_for_one_job_the_one_that_stands_is_told() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let stands = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    server.pass(Duration::from_secs(60));
    let withdrawn = server.ok(&amina, apply("data"), &NoQuery {}, &application("key-00000002")).await;
    server.ok(&amina, Withdraw { application: withdrawn.id.clone() }, &InLanguage::default(), &()).await;
    let data = JobSlug::from("data");
    assert_eq!(mine(&server, &amina, &data).await, Some(withdrawn.id.clone()), "they are two jobs");
    sql(&server, "UPDATE jobs SET added_at = 1 WHERE slug IN ('data', 'web')").await;
    sql(&server, "UPDATE jobs SET repeated_by = 'data', repeated_until = '2099-01-01' WHERE slug = 'web'").await;
    assert_eq!(mine(&server, &amina, &data).await, Some(stands.id));
    sql(&server, "UPDATE jobs SET repeated_until = '2020-01-01' WHERE slug = 'web'").await;
    assert_eq!(mine(&server, &amina, &data).await, Some(withdrawn.id), "it stands for it no more");
}

#[tokio::test]
async fn an_organisation_that_looks_at_an_application_meanwhile_keeps_nobody_from_taking_it_back() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    let mut tx = server.app.store.begin().await.unwrap();
    store::mark_seen(&mut tx, &[sent.id.as_str()], START_MS).await.unwrap();
    let looks = async {
        // On PostgreSQL the withdrawal has begun by then, and waits for what is not committed yet.
        tokio::time::sleep(Duration::from_millis(300)).await;
        tx.commit().await.unwrap();
    };
    let (withdraw, query) = (Withdraw { application: sent.id.clone() }, InLanguage::default());
    let (withdrawn, ()) = tokio::join!(server.ok(&amina, withdraw, &query, &()), looks);
    let history: Vec<_> = withdrawn.history.iter().map(|change| change.status).collect();
    assert_eq!(history, [ApplicationStatus::Sent, ApplicationStatus::Seen, ApplicationStatus::Withdrawn]);
}

#[tokio::test]
async fn nobody_withdraws_for_somebody_else() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, apply("web"), &NoQuery {}, &application("key-00000001")).await;
    let withdraw = Withdraw { application: sent.id };
    let stranger = server.person("bilal", Role::Learner).await;
    assert_eq!(server.refused(&stranger, withdraw.clone(), &InLanguage::default(), &()).await.code, Code::NotFound);
    let employer = fixture::member(&server, "hiring", "alpha").await;
    assert_eq!(server.refused(&employer, withdraw.clone(), &InLanguage::default(), &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&server.nobody(), withdraw, &InLanguage::default(), &()).await.code, Code::SignInNeeded);
}

#[tokio::test]
async fn what_breaks_a_limit_is_said_field_by_field() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let long = |limit: u64| "é".repeat(limit as usize + 1);
    let body = NewApplication {
        profile: long(limits::PROFILE_MAX),
        message: "  too short   ".into(),
        phone: Some("call me".into()),
        ..application("key-00000001")
    };
    let problem = server.refused(&amina, apply("web"), &NoQuery {}, &body).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason, error.limit)).collect();
    assert_eq!(
        errors,
        [
            ("message", Reason::TooShort, Some(limits::MESSAGE_MIN)),
            ("profile", Reason::TooLong, Some(limits::PROFILE_MAX)),
            ("phone", Reason::NotAPhoneNumber, None),
        ]
    );
    let body = NewApplication { message: long(limits::MESSAGE_MAX), ..application("key-00000001") };
    let problem = server.refused(&amina, apply("web"), &NoQuery {}, &body).await;
    assert_eq!(problem.errors[0].reason, Reason::TooLong);
    let body = NewApplication { message: " ".into(), ..application("key-00000001") };
    let problem = server.refused(&amina, apply("web"), &NoQuery {}, &body).await;
    assert_eq!(problem.errors[0].reason, Reason::Required);
    let exact = NewApplication {
        message: "é".repeat(limits::MESSAGE_MAX as usize),
        profile: String::new(),
        phone: Some(" ".into()),
        ..application("key-00000001")
    };
    let sent = server.ok(&amina, apply("web"), &NoQuery {}, &exact).await;
    assert_eq!(sent.phone, None, "a blank number is no number");
}

#[tokio::test]
async fn a_cv_that_is_not_ones_own_is_not_known() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let body = NewApplication { cv: Some("no-such-file".into()), ..application("key-00000001") };
    let problem = server.refused(&amina, apply("web"), &NoQuery {}, &body).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("cv", Reason::NotKnown));
}

#[tokio::test]
async fn a_job_that_is_not_there_and_a_key_that_is_none() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let problem = server.refused(&amina, apply("nothing"), &NoQuery {}, &application("key-00000001")).await;
    assert_eq!(problem.code, Code::NotFound);
    let problem = server.refused(&amina, apply("web"), &NoQuery {}, &application("short")).await;
    assert_eq!(problem.errors[0].field, "key");
    let problem = server.refused(&server.nobody(), apply("web"), &NoQuery {}, &application("key-00000001")).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}
