//! Help in looking for work, between somebody who asks and the mentor who takes it.

use std::time::Duration;

use passerelle_api::{
    Code, DateTime, NoQuery, Reason,
    account::{Language, Role},
    coaching::{
        AskForCoach, ChooseCoachingTime, Coaching, CoachingChoice, CoachingHelp, CoachingStatus, CoachingTimes,
        EndCoaching, ListCoaching, ListOpenCoaching, MeetingWay, NewCoaching, NewCoachingMessage, OfferCoachingTimes,
        Reachable, TakeCoaching, WriteCoachingMessage, calendar_path, limits,
    },
    id::CoachingId,
    pipeline::NewSlot,
};

use crate::support::{Person, START_MS, Server};

const HOUR_MS: i64 = 60 * 60 * 1000;

fn new(key: &str) -> NewCoaching {
    NewCoaching {
        help: vec![CoachingHelp::Cv, CoachingHelp::Interview],
        text: " I look for my first job. ".into(),
        reachable: vec![Reachable::Evenings],
        lang: Some(Language::French),
        key: key.into(),
    }
}

async fn ask(server: &Server, who: &Person, key: &str) -> CoachingId {
    server.ok(who, AskForCoach {}, &NoQuery {}, &new(key)).await.id
}

async fn take(server: &Server, who: &Person, id: &CoachingId) -> Coaching {
    server.ok(who, TakeCoaching { coaching: id.clone() }, &NoQuery {}, &()).await
}

fn times(hours: &[i64]) -> CoachingTimes {
    let slot =
        |hours: &i64| NewSlot { starts_at: DateTime::from_timestamp_millis(START_MS + hours * HOUR_MS), minutes: 30 };
    CoachingTimes {
        slots: hours.iter().map(slot).collect(),
        way: Some(MeetingWay::Link),
        link: "https://meet.example/bridge".into(),
    }
}

fn message(text: &str, key: &str) -> NewCoachingMessage {
    NewCoachingMessage { text: text.into(), key: key.into() }
}

/// Somebody whose request a mentor took.
async fn pair() -> (Server, Person, Person, CoachingId) {
    let server = Server::start().await;
    let (person, mentor) = (server.person("person", Role::Learner).await, server.person("mentor", Role::Mentor).await);
    let id = ask(&server, &person, "coaching-1").await;
    take(&server, &mentor, &id).await;
    (server, person, mentor, id)
}

#[tokio::test]
async fn a_request_waits_without_a_name_until_one_mentor_takes_it() {
    let server = Server::start().await;
    let person = server.person("person", Role::Learner).await;
    let (mentor, other) = (server.person("mentor", Role::Mentor).await, server.person("other", Role::Mentor).await);
    let asked = server.ok(&person, AskForCoach {}, &NoQuery {}, &new("coaching-1")).await;
    assert_eq!((asked.status, asked.mine, asked.other.clone()), (CoachingStatus::Open, true, None));
    assert_eq!(asked.text, "I look for my first job.");
    assert_eq!(server.ok(&person, AskForCoach {}, &NoQuery {}, &new("coaching-1")).await, asked, "sent twice is once");
    let again = server.refused(&person, AskForCoach {}, &NoQuery {}, &new("coaching-2")).await;
    assert_eq!(again.code, Code::Conflict);

    let reply = server.call(&mentor, ListOpenCoaching {}, &NoQuery {}, &()).await;
    let text = reply.text().to_owned();
    assert!(text.contains("evenings") && !text.contains("first job") && !text.contains("person"), "{text}");
    assert!(server.ok(&mentor, ListCoaching {}, &NoQuery {}, &()).await.is_empty());

    let taken = take(&server, &mentor, &asked.id).await;
    assert_eq!(
        (taken.mine, taken.other.as_deref(), taken.text.as_str()),
        (false, Some("person"), "I look for my first job.")
    );
    assert_eq!(take(&server, &mentor, &asked.id).await, taken, "twice is once");
    let late = TakeCoaching { coaching: asked.id.clone() };
    assert_eq!(server.refused(&other, late, &NoQuery {}, &()).await.code, Code::NotFound);
    assert!(server.ok(&other, ListOpenCoaching {}, &NoQuery {}, &()).await.is_empty());
    let own = server.ok(&person, ListCoaching {}, &NoQuery {}, &()).await;
    assert_eq!((own[0].status, own[0].other.as_deref()), (CoachingStatus::Taken, Some("mentor")));
}

#[tokio::test]
async fn times_are_offered_refused_offered_and_chosen_and_are_in_the_calendars_of_the_two() {
    let (server, person, mentor, id) = pair().await;
    let offer = || OfferCoachingTimes { coaching: id.clone() };
    let choose = || ChooseCoachingTime { coaching: id.clone() };
    let ics = calendar_path(&id);
    let offered = server.ok(&mentor, offer(), &NoQuery {}, &times(&[50, 26])).await;
    assert_eq!(offered.times.len(), 2);
    assert!(offered.times[0].starts_at < offered.times[1].starts_at);
    assert_eq!(server.send(&person, "GET", &ics, None).await.status, 404, "nothing is chosen yet");

    let none = CoachingChoice { slot: None, none: true };
    let refused = server.ok(&person, choose(), &NoQuery {}, &none).await;
    assert!(refused.none_fits && refused.times.is_empty());
    let offered = server.ok(&mentor, offer(), &NoQuery {}, &times(&[30])).await;
    assert!(!offered.none_fits);
    let slot = offered.times[0].id.clone();
    for (body, reason) in [
        (CoachingChoice::default(), Reason::Required),
        (CoachingChoice { slot: Some(slot.clone()), none: true }, Reason::NotAllowed),
        (CoachingChoice { slot: Some("other".into()), none: false }, Reason::NotKnown),
    ] {
        assert_eq!(server.refused(&person, choose(), &NoQuery {}, &body).await.errors[0].reason, reason);
    }
    let chosen = CoachingChoice { slot: Some(slot), none: false };
    assert_eq!(
        server.refused(&mentor, choose(), &NoQuery {}, &chosen).await.code,
        Code::NotFound,
        "the person chooses"
    );
    assert!(server.ok(&person, choose(), &NoQuery {}, &chosen).await.times[0].chosen);
    for (who, other) in [(&person, "mentor"), (&mentor, "person")] {
        let reply = server.send(who, "GET", &ics, None).await;
        assert_eq!(reply.headers["content-type"], "text/calendar; charset=utf-8");
        let text = reply.text().to_owned();
        assert!(text.contains("DTSTART:20260106T140000Z") && text.contains(other), "{text}");
        assert!(text.contains("https://meet.example/bridge"), "{text}");
    }
    let problem = server.refused(&mentor, offer(), &NoQuery {}, &times(&[40])).await;
    assert_eq!(problem.code, Code::Conflict, "what was chosen is still to come");
    server.pass(Duration::from_secs(31 * 60 * 60));
    server.ok(&mentor, offer(), &NoQuery {}, &times(&[80])).await;
    let past = CoachingTimes { link: "http://meet.example".into(), ..times(&[1]) };
    let problem = server.refused(&mentor, offer(), &NoQuery {}, &past).await;
    let fields: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    assert_eq!(fields, [("slots", Reason::OutOfRange), ("link", Reason::NotAWebAddress)]);
    assert_eq!(server.refused(&person, offer(), &NoQuery {}, &times(&[80])).await.code, Code::Forbidden);
}

#[tokio::test]
async fn both_write_and_nobody_else_reads_or_does_anything() {
    let (server, person, mentor, id) = pair().await;
    let write = || WriteCoachingMessage { coaching: id.clone() };
    let hello = message(" Hello ", "message-1");
    server.ok(&person, write(), &NoQuery {}, &hello).await;
    server.ok(&person, write(), &NoQuery {}, &hello).await;
    server.pass(Duration::from_secs(1));
    let read = server.ok(&mentor, write(), &NoQuery {}, &message("Good morning", "message-2")).await;
    let said: Vec<_> = read.messages.iter().map(|message| (message.mine, message.text.as_str())).collect();
    assert_eq!(said, [(false, "Hello"), (true, "Good morning")], "sent twice is once");
    let own = server.ok(&person, ListCoaching {}, &NoQuery {}, &()).await;
    assert_eq!(own[0].messages.iter().map(|message| message.mine).collect::<Vec<_>>(), [true, false]);
    for (text, reason) in [("  ".to_owned(), Reason::Required), ("x".repeat(2_001), Reason::TooLong)] {
        let problem = server.refused(&person, write(), &NoQuery {}, &message(&text, "message-3")).await;
        assert_eq!(problem.errors[0].reason, reason);
    }

    let strangers = [
        server.person("other-mentor", Role::Mentor).await,
        server.person("staff", Role::Staff).await,
        server.person("learner", Role::Learner).await,
    ];
    for stranger in &strangers {
        assert!(server.ok(stranger, ListCoaching {}, &NoQuery {}, &()).await.is_empty());
        let text = message("Hello", "message-9");
        assert_eq!(server.refused(stranger, write(), &NoQuery {}, &text).await.code, Code::NotFound);
        let end = EndCoaching { coaching: id.clone() };
        assert_eq!(server.refused(stranger, end, &NoQuery {}, &()).await.code, Code::NotFound);
        let choice = ChooseCoachingTime { coaching: id.clone() };
        let none = CoachingChoice { slot: None, none: true };
        assert_eq!(server.refused(stranger, choice, &NoQuery {}, &none).await.code, Code::NotFound);
        assert_eq!(server.send(stranger, "GET", &calendar_path(&id), None).await.status, 404);
    }
    let offer = OfferCoachingTimes { coaching: id.clone() };
    assert_eq!(server.refused(&strangers[0], offer, &NoQuery {}, &times(&[30])).await.code, Code::NotFound);
    for stranger in &strangers[1..] {
        assert_eq!(server.refused(stranger, ListOpenCoaching {}, &NoQuery {}, &()).await.code, Code::Forbidden);
    }
    assert_eq!(server.refused(&server.nobody(), ListCoaching {}, &NoQuery {}, &()).await.code, Code::SignInNeeded);
}

#[tokio::test]
async fn fifty_messages_a_day_are_enough() {
    let (server, person, mentor, id) = pair().await;
    let write = || WriteCoachingMessage { coaching: id.clone() };
    for number in 0..limits::MESSAGES {
        server.ok(&person, write(), &NoQuery {}, &message("Hello", &format!("message-{number}"))).await;
    }
    let one_more = message("Hello", "one-too-many");
    let problem = server.refused(&person, write(), &NoQuery {}, &one_more).await;
    assert_eq!(problem.code, Code::TooMany);
    assert!(problem.retry_after_seconds.is_some_and(|seconds| (86_000..=86_401).contains(&seconds)));
    server.ok(&mentor, write(), &NoQuery {}, &message("I still can", "mentor-message")).await;
    server.pass(Duration::from_secs(24 * 60 * 60 + 1));
    server.ok(&person, write(), &NoQuery {}, &one_more).await;
}

#[tokio::test]
async fn either_side_ends_it_and_then_it_is_read_alone() {
    for by_mentor in [true, false] {
        let (server, person, mentor, id) = pair().await;
        let end = || EndCoaching { coaching: id.clone() };
        let ended = server.ok(if by_mentor { &mentor } else { &person }, end(), &NoQuery {}, &()).await;
        assert!(ended.status == CoachingStatus::Ended && ended.ended_at.is_some());
        let twice = server.ok(&person, end(), &NoQuery {}, &()).await;
        assert_eq!(twice.ended_at, ended.ended_at);
        let write = WriteCoachingMessage { coaching: id.clone() };
        let problem = server.refused(&person, write, &NoQuery {}, &message("Hello", "message-1")).await;
        assert_eq!(problem.code, Code::Conflict);
        let offer = OfferCoachingTimes { coaching: id.clone() };
        assert_eq!(server.refused(&mentor, offer, &NoQuery {}, &times(&[30])).await.code, Code::Conflict);
        assert_eq!(server.ok(&mentor, ListCoaching {}, &NoQuery {}, &()).await.len(), 1);
        ask(&server, &person, "coaching-2").await;
    }
}

#[tokio::test]
async fn nobody_coaches_themselves_and_odd_requests_are_refused() {
    let server = Server::start().await;
    let mentor = server.person("mentor", Role::Mentor).await;
    for (field, body) in [
        ("help", NewCoaching { help: vec![], ..new("coaching-x1") }),
        ("reachable", NewCoaching { reachable: vec![], ..new("coaching-x2") }),
        ("text", NewCoaching { text: "x".repeat(2_001), ..new("coaching-x3") }),
    ] {
        assert_eq!(server.refused(&mentor, AskForCoach {}, &NoQuery {}, &body).await.errors[0].field, field);
    }
    let id = ask(&server, &mentor, "coaching-1").await;
    assert!(server.ok(&mentor, ListOpenCoaching {}, &NoQuery {}, &()).await.is_empty());
    let own = TakeCoaching { coaching: id.clone() };
    assert_eq!(server.refused(&mentor, own, &NoQuery {}, &()).await.code, Code::NotFound);
    let write = WriteCoachingMessage { coaching: id.clone() };
    let early = server.refused(&mentor, write, &NoQuery {}, &message("Hello", "message-1")).await;
    assert_eq!(early.code, Code::Conflict, "there is nobody to read it");
    server.ok(&mentor, EndCoaching { coaching: id }, &NoQuery {}, &()).await;

    let helper = server.person("helper", Role::Mentor).await;
    for number in 0..=limits::TAKEN {
        let person = server.person(&format!("person-{number}"), Role::Learner).await;
        let id = ask(&server, &person, "coaching-1").await;
        if number < limits::TAKEN {
            take(&server, &helper, &id).await;
        } else {
            let full = server.refused(&helper, TakeCoaching { coaching: id }, &NoQuery {}, &()).await;
            assert_eq!((full.errors[0].reason, full.errors[0].limit), (Reason::TooMany, Some(limits::TAKEN)));
        }
    }
}
