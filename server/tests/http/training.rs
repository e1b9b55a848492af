//! Courses that organisations ask for.

use passerelle_api::{
    Code, Reason,
    account::{Approval, Language, Role, SeatRole},
    reference::InLanguage,
    training::{
        AnswerTraining, AskForTraining, ListAllTraining, ListTraining, NewTraining, StaffTrainingQuery, TrainingAnswer,
        TrainingRequest, TrainingStatus, WithdrawTraining, limits,
    },
};
use passerelle_server::store::employer;

use crate::{
    fixture::{self, codes, joins, member},
    support::{Person, Server},
};

fn new(key: &str) -> NewTraining {
    NewTraining {
        skills: codes(&["html", "sql"]),
        people: 12,
        region: Some("Region".into()),
        remote: false,
        start_on: Some("2026-03-02".parse().unwrap()),
        purpose: " Our shop gets a site that everybody can use. ".into(),
        candidates: true,
        key: key.into(),
    }
}

fn say(status: TrainingStatus, words: &str) -> TrainingAnswer {
    TrainingAnswer { status: Some(status), words: words.into(), from: None }
}

fn english() -> InLanguage {
    InLanguage::default()
}

async fn ask(server: &Server, who: &Person, key: &str) -> TrainingRequest {
    server.ok(who, AskForTraining {}, &english(), &new(key)).await
}

#[tokio::test]
async fn a_request_is_sent_once_answered_and_ends() {
    let server = fixture::start().await;
    let (owner, staff) = (member(&server, "owner", "alpha").await, server.person("staff", Role::Staff).await);
    let sent = ask(&server, &owner, "training-1").await;
    assert_eq!((sent.status, sent.people, sent.candidates, sent.words.clone()), (TrainingStatus::Sent, 12, true, None));
    assert_eq!(sent.purpose, "Our shop gets a site that everybody can use.");
    assert_eq!(ask(&server, &owner, "training-1").await, sent, "sent twice is once");

    let french = StaffTrainingQuery { lang: Some(Language::French), ..StaffTrainingQuery::default() };
    let all = server.ok(&staff, ListAllTraining {}, &french, &()).await.items;
    let names: Vec<_> = all[0].request.skills.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!((all.len(), all[0].employer.slug.as_str(), names), (1, "alpha", vec!["HTML", "Requêtes"]));
    assert_eq!(all[0].asked_by.as_deref(), Some("owner@example.org"));

    let at = || AnswerTraining { training: sent.id.clone() };
    let talks = say(TrainingStatus::Talks, " We call you on Monday. ");
    let told = server.ok(&staff, at(), &english(), &talks).await.request;
    assert_eq!((told.status, told.words.as_deref()), (TrainingStatus::Talks, Some("We call you on Monday.")));
    let planned = server.ok(&staff, at(), &english(), &say(TrainingStatus::Planned, "")).await.request;
    assert_eq!(planned.words.as_deref(), Some("We call you on Monday."), "what was said stays");
    let late = TrainingAnswer { from: Some(TrainingStatus::Talks), ..say(TrainingStatus::Done, "") };
    assert_eq!(server.refused(&staff, at(), &english(), &late).await.code, Code::Conflict);
    server.ok(&staff, at(), &english(), &say(TrainingStatus::Done, "")).await;
    let again = server.refused(&staff, at(), &english(), &say(TrainingStatus::Talks, "")).await;
    assert_eq!(again.code, Code::Conflict, "it came to its end");
    let withdrawal = WithdrawTraining { training: sent.id.clone() };
    assert_eq!(server.refused(&owner, withdrawal, &english(), &()).await.code, Code::Conflict);
    let own = server.ok(&owner, ListTraining {}, &english(), &()).await;
    assert_eq!((own.len(), own[0].status), (1, TrainingStatus::Done));
}

#[tokio::test]
async fn a_no_has_a_reason_and_what_waits_stands_first() {
    let server = fixture::start().await;
    let (owner, staff) = (member(&server, "owner", "alpha").await, server.person("staff", Role::Staff).await);
    let mut ids = Vec::new();
    for key in ["training-1", "training-2", "training-3"] {
        ids.push(ask(&server, &owner, key).await.id);
        server.pass(std::time::Duration::from_secs(1));
    }
    let at = || AnswerTraining { training: ids[0].clone() };
    let problem = server.refused(&staff, at(), &english(), &say(TrainingStatus::Declined, " ")).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("words", Reason::Required));
    let problem = server.refused(&staff, at(), &english(), &say(TrainingStatus::Sent, "")).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("status", Reason::NotAllowed));
    server.ok(&staff, at(), &english(), &say(TrainingStatus::Declined, "Nobody here teaches it.")).await;
    let order = |list: Vec<TrainingRequest>| list.into_iter().map(|request| request.id).collect::<Vec<_>>();
    let all = server.ok(&staff, ListAllTraining {}, &StaffTrainingQuery::default(), &()).await.items;
    let all = all.into_iter().map(|item| item.request).collect();
    assert_eq!(order(all), [ids[1].clone(), ids[2].clone(), ids[0].clone()]);
    let own = order(server.ok(&owner, ListTraining {}, &english(), &()).await);
    assert_eq!(own, [ids[2].clone(), ids[1].clone(), ids[0].clone()], "the newest first");
}

#[tokio::test]
async fn it_is_the_organisations_own_and_only_those_who_write_for_it_ask() {
    let server = fixture::start().await;
    let owner = member(&server, "owner", "alpha").await;
    let other = member(&server, "other", "beta").await;
    let viewer = server.person("viewer", Role::Learner).await;
    joins(&server, &owner, &viewer, "viewer", SeatRole::Viewer).await;
    let recruiter = server.person("recruiter", Role::Learner).await;
    joins(&server, &owner, &recruiter, "recruiter", SeatRole::Recruiter).await;
    let learner = server.person("learner", Role::Learner).await;
    let sent = ask(&server, &recruiter, "training-1").await;

    assert_eq!(server.ok(&viewer, ListTraining {}, &english(), &()).await.len(), 1, "who only reads may read");
    assert!(server.ok(&other, ListTraining {}, &english(), &()).await.is_empty());
    let withdrawal = || WithdrawTraining { training: sent.id.clone() };
    assert_eq!(server.refused(&other, withdrawal(), &english(), &()).await.code, Code::NotFound);
    for (who, code) in [(&viewer, Code::Forbidden), (&learner, Code::Forbidden), (&server.nobody(), Code::SignInNeeded)]
    {
        assert_eq!(server.refused(who, AskForTraining {}, &english(), &new("training-2")).await.code, code);
        assert_eq!(server.refused(who, withdrawal(), &english(), &()).await.code, code);
        assert_eq!(server.refused(who, ListAllTraining {}, &StaffTrainingQuery::default(), &()).await.code, code);
    }
    let answer = AnswerTraining { training: sent.id.clone() };
    let yes = say(TrainingStatus::Done, "");
    assert_eq!(server.refused(&owner, answer, &english(), &yes).await.code, Code::Forbidden, "staff alone answer");
    let staff = server.person("staff", Role::Staff).await;
    let none = AnswerTraining { training: "none".into() };
    assert_eq!(server.refused(&staff, none, &english(), &yes).await.code, Code::NotFound);

    let withdrawn = server.ok(&owner, withdrawal(), &english(), &()).await;
    assert_eq!(withdrawn.status, TrainingStatus::Withdrawn);
    assert_eq!(server.ok(&owner, withdrawal(), &english(), &()).await, withdrawn, "twice is once");

    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Refused, Some("No"), false).await.unwrap();
    tx.commit().await.unwrap();
    let refused = server.refused(&owner, AskForTraining {}, &english(), &new("training-3")).await;
    assert_eq!(refused.code, Code::Forbidden, "who is not let in asks for nothing");
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_there_is_a_limit() {
    let server = fixture::start().await;
    let owner = member(&server, "owner", "alpha").await;
    for (field, reason, body) in [
        ("skills", Reason::NotKnown, NewTraining { skills: codes(&["cooking"]), ..new("training-x1") }),
        ("region", Reason::NotKnown, NewTraining { region: Some("Nowhere".into()), ..new("training-x2") }),
        ("people", Reason::OutOfRange, NewTraining { people: 501, ..new("training-x3") }),
        ("purpose", Reason::TooShort, NewTraining { purpose: "A course.".into(), ..new("training-x4") }),
    ] {
        let problem = server.refused(&owner, AskForTraining {}, &english(), &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let mut last = None;
    for number in 0..limits::OPEN {
        last = Some(ask(&server, &owner, &format!("training-{number}")).await.id);
    }
    let problem = server.refused(&owner, AskForTraining {}, &english(), &new("one-too-many")).await;
    assert_eq!((problem.errors[0].reason, problem.errors[0].limit), (Reason::TooMany, Some(limits::OPEN)));
    let training = last.unwrap();
    server.ok(&owner, WithdrawTraining { training }, &english(), &()).await;
    ask(&server, &owner, "in-its-place").await;
    let remote = NewTraining { region: None, remote: true, ..new("training-remote") };
    let problem = server.refused(&owner, AskForTraining {}, &english(), &remote).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany, "wherever it is");
}

#[tokio::test]
async fn a_course_may_begin_on_a_day_that_is_not_over_everywhere() {
    let server = fixture::start().await;
    let owner = member(&server, "owner", "alpha").await;
    // At eight in the morning of the 5th it is the 4th still where days end last.
    let begins = |day: &str, key: &str| NewTraining { start_on: day.parse().ok(), ..new(key) };
    server.ok(&owner, AskForTraining {}, &english(), &begins("2026-01-04", "training-1")).await;
    let problem = server.refused(&owner, AskForTraining {}, &english(), &begins("2026-01-03", "training-2")).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("start_on", Reason::OutOfRange));
}
