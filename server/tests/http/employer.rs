//! What an organisation does with applications.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, DeclineReason, Withdraw, limits},
    pipeline::{ApplicationsFrom, ListReceived, Move, MoveApplications, OpenApplicant, ShowPipeline, Stage},
    posting::{ListOwnJobs, OwnJobsQuery},
    privacy::{ListProfileViews, ProfileViewsQuery},
    reference::InLanguage,
    shared::{EXPORT_PATH, ListMemberViews, MemberViewsQuery},
};

use crate::{
    fixture::{self, application},
    support::{Person, Server},
};

async fn sent(server: &Server, name: &str) -> (Person, ApplicationId) {
    let person = server.person(name, Role::Learner).await;
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    (person, sent.id)
}

fn received() -> ListReceived {
    ListReceived { job: "web".into() }
}

fn answer(status: Option<Status>, reason: Option<DeclineReason>) -> ApplicationAnswer {
    ApplicationAnswer { status, reason, note: None }
}

#[tokio::test]
async fn own_jobs_say_how_many_wait() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, first) = sent(&server, "amina").await;
    let (bilal, second) = sent(&server, "bilal").await;
    sent(&server, "chloe").await;
    server.ok(&bilal, Withdraw { application: second }, &InLanguage::default(), &()).await;
    let yes = answer(Some(Status::Interview), None);
    server.ok(&alpha, AnswerApplication { application: first }, &InLanguage::default(), &yes).await;
    let jobs = server.ok(&alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    let counts: Vec<_> = jobs.iter().map(|job| (job.card.slug.as_str(), job.applications, job.unanswered)).collect();
    assert_eq!(counts, [("web", 2, 1), ("data", 0, 0), ("remote", 0, 0)]);
}

#[tokio::test]
async fn reading_marks_as_seen_once() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = sent(&server, "amina").await;
    let first = server.ok(&alpha, received(), &ApplicationsFrom::default(), &()).await;
    assert_eq!((first.items[0].application.status, first.items[0].email.as_str()), (Status::Seen, "amina@example.org"));
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(mine[0].history.iter().map(|change| change.status).collect::<Vec<_>>(), [Status::Sent, Status::Seen]);
    let from = ApplicationsFrom::default();
    let (one, two) = tokio::join!(server.ok(&alpha, received(), &from, &()), server.ok(&alpha, received(), &from, &()));
    assert_eq!(one, first);
    assert_eq!(two, first);
}

#[tokio::test]
async fn the_board_marks_nothing_as_seen_and_opening_one_on_it_does() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let told = async |who: &Person| {
        server.write_trail().await;
        let mine = server.ok(who, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.remove(0);
        let views = server.ok(who, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
        let history: Vec<Status> = mine.history.iter().map(|change| change.status).collect();
        (mine.status, history, views.len())
    };
    let unread = (Status::Sent, vec![Status::Sent], 0);
    for _ in 0..2 {
        let board = server.ok(&alpha, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
        assert!(board.items.iter().all(|item| item.received.application.status == Status::Sent));
    }
    let open = || OpenApplicant { application: one.clone() };
    assert_eq!(server.refused(&beta, open(), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!((told(&amina).await, told(&bilal).await), (unread.clone(), unread.clone()));
    for _ in 0..2 {
        server.ok(&alpha, open(), &NoQuery {}, &()).await;
    }
    assert_eq!(told(&amina).await, (Status::Seen, vec![Status::Sent, Status::Seen], 1));
    assert_eq!(told(&bilal).await, unread, "of the others nothing was opened");

    // Whom nobody opened is moved all the same. Only what is an answer tells the person anything.
    let to = |stage| Move { applications: vec![two.clone()], stage: Some(stage), reason: None, message: None };
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Reading)).await;
    assert_eq!(told(&bilal).await, unread);
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Interview)).await;
    let history = vec![Status::Sent, Status::Seen, Status::Interview];
    assert_eq!(told(&bilal).await, (Status::Interview, history, 0), "who answers has seen it");
}

#[tokio::test]
async fn another_organisation_finds_nothing() {
    let server = fixture::start().await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = sent(&server, "amina").await;
    assert_eq!(server.refused(&beta, received(), &ApplicationsFrom::default(), &()).await.code, Code::NotFound);
    let body = answer(Some(Status::Accepted), None);
    let endpoint = AnswerApplication { application: id };
    assert_eq!(server.refused(&beta, endpoint.clone(), &InLanguage::default(), &body).await.code, Code::NotFound);
    assert_eq!(server.refused(&amina, endpoint, &InLanguage::default(), &body).await.code, Code::Forbidden);
    assert_eq!(server.refused(&amina, received(), &ApplicationsFrom::default(), &()).await.code, Code::Forbidden);
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(mine[0].status, Status::Sent, "nobody of the organisation has looked");
}

#[tokio::test]
async fn an_answer_goes_forward_and_is_explained() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = sent(&server, "amina").await;
    let endpoint = AnswerApplication { application: id };
    let body = ApplicationAnswer { note: Some("  Monday at ten?  ".into()), ..answer(Some(Status::Interview), None) };
    let reply = server.ok(&alpha, endpoint.clone(), &InLanguage::default(), &body).await;
    let history: Vec<_> = reply.application.history.iter().map(|change| change.status).collect();
    assert_eq!(history, [Status::Sent, Status::Seen, Status::Interview], "who answers has seen it");
    let body = answer(Some(Status::Declined), Some(DeclineReason::DatesDoNotFit));
    server.ok(&alpha, endpoint.clone(), &InLanguage::default(), &body).await;
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!((mine[0].status, mine[0].reason), (Status::Declined, Some(DeclineReason::DatesDoNotFit)));
    assert_eq!(mine[0].note.as_deref(), Some("Monday at ten?"), "the last note stays");
    let body = answer(Some(Status::Accepted), None);
    assert_eq!(server.refused(&alpha, endpoint, &InLanguage::default(), &body).await.code, Code::Conflict);
}

#[tokio::test]
async fn an_answer_that_breaks_a_rule_names_the_field() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = sent(&server, "amina").await;
    let too_long = ApplicationAnswer {
        note: Some("n".repeat(limits::NOTE_MAX as usize + 1)),
        ..answer(Some(Status::Interview), None)
    };
    for (body, field, reason) in [
        (answer(None, None), "status", Reason::Required),
        (answer(Some(Status::Withdrawn), None), "status", Reason::NotAllowed),
        (answer(Some(Status::Seen), None), "status", Reason::NotAllowed),
        (answer(Some(Status::Declined), None), "reason", Reason::Required),
        (answer(Some(Status::Accepted), Some(DeclineReason::PositionFilled)), "reason", Reason::NotAllowed),
        (too_long, "note", Reason::TooLong),
    ] {
        let problem =
            server.refused(&alpha, AnswerApplication { application: id.clone() }, &InLanguage::default(), &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason), "{body:?}");
    }
}

#[tokio::test]
async fn two_tabs_that_answer_differently_give_one_answer() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = sent(&server, "amina").await;
    let endpoint = AnswerApplication { application: id };
    let (yes, no) =
        (answer(Some(Status::Accepted), None), answer(Some(Status::Declined), Some(DeclineReason::AnotherCandidate)));
    let (one, two) = tokio::join!(
        server.call(&alpha, endpoint.clone(), &InLanguage { lang: None }, &yes),
        server.call(&alpha, endpoint.clone(), &InLanguage { lang: None }, &no)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn what_was_withdrawn_is_only_a_fact() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = sent(&server, "amina").await;
    server.ok(&alpha, OpenApplicant { application: id.clone() }, &NoQuery {}, &()).await;
    let message = Some("Hello {name}, come on Monday".to_owned());
    let invites = Move { applications: vec![id.clone()], stage: Some(Stage::Interview), reason: None, message };
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &invites).await;
    // The list, the board, what was opened, and the file of everything.
    let told = async || {
        let (job, from) = (|| "web".into(), ApplicationsFrom::default());
        [
            server.call(&alpha, received(), &from, &()).await.text(),
            server.call(&alpha, ShowPipeline { job: job() }, &from, &()).await.text(),
            server.call(&alpha, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.text(),
            server.send(&alpha, "GET", EXPORT_PATH, None).await.text(),
        ]
    };
    assert!(told().await.iter().all(|told| told.contains("amina")), "{:?}", told().await);
    server.ok(&amina, Withdraw { application: id.clone() }, &InLanguage::default(), &()).await;
    let after = told().await;
    assert!(after.iter().enumerate().all(|(at, told)| at == 2 || told.contains("withdrawn")), "{after:?}");
    for taken_back in ["amina", "on Monday", "our club", "learn this work", "+33"] {
        assert!(after.iter().all(|told| !told.contains(taken_back)), "{taken_back}: {after:?}");
    }
    let own = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(own[0].profile, application("key-00000001").profile, "their own they still read");
    assert_eq!(own[0].note.as_deref(), Some("Hello amina, come on Monday"), "and what was written to them");
    let body = answer(Some(Status::Interview), None);
    let problem = server.refused(&alpha, AnswerApplication { application: id }, &InLanguage::default(), &body).await;
    assert_eq!(problem.code, Code::Conflict);
}
