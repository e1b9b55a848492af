//! Working through the applications to an ad.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{ApplicationStatus as Status, Apply, DeclineReason, Withdraw},
    pipeline::{
        AddNote, AddTask, ApplicationsFrom, ChangeTask, ChooseSlot, DeleteStageNote, DeleteTask, DeleteTemplate, Move,
        MoveApplications, NewNote, NewSlot, NewSlots, NewTask, OfferSlots, Pipeline, SaveTemplate, ShowPipeline, Slot,
        SlotChoice, Stage, TaskChange, TemplateChange, calendar_path, limits,
    },
    reference::InLanguage,
};

use passerelle_server::store::pipeline;

use crate::{
    fixture::{self, DAY_MS, application},
    support::{Person, START_MS, Server},
};

pub async fn sent(server: &Server, name: &str) -> (Person, ApplicationId) {
    let person = server.person(name, Role::Learner).await;
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    (person, sent.id)
}

pub async fn board(server: &Server, who: &Person) -> Pipeline {
    server.ok(who, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await
}

fn to(stage: Stage, applications: &[&ApplicationId]) -> Move {
    let applications = applications.iter().map(|&id| id.clone()).collect();
    Move { applications, stage: Some(stage), reason: None, message: None }
}

pub fn stages(board: &Pipeline) -> Vec<(&str, Stage, Status)> {
    let mut all: Vec<_> = board
        .items
        .iter()
        .map(|item| (item.received.name.as_str(), item.stage, item.received.application.status))
        .collect();
    all.sort_unstable_by_key(|(name, ..)| *name);
    all
}

#[tokio::test]
async fn applications_go_through_the_stages_and_their_people_are_told() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (_, two) = sent(&server, "bilal").await;
    let first = board(&server, &alpha).await;
    assert_eq!(stages(&first), [("amina", Stage::New, Status::Sent), ("bilal", Stage::New, Status::Sent)]);
    let moved = server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Reading, &[&one, &two])).await;
    assert_eq!((moved.moved.len(), moved.stayed.len()), (2, 0));
    let invite = Move { message: Some(" Hello {name}, about {job}: Monday? ".into()), ..to(Stage::Interview, &[&one]) };
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &invite).await;
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(mine[0].status, Status::Interview);
    assert_eq!(mine[0].note.as_deref(), Some("Hello amina, about Poste web: Monday?"));
    let again = Move { message: Some("Tuesday, {name}?".into()), ..to(Stage::Interview, &[&one]) };
    assert_eq!(server.ok(&alpha, MoveApplications {}, &NoQuery {}, &again).await.moved, std::slice::from_ref(&one));
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!(mine[0].note.as_deref(), Some("Tuesday, amina?"), "what is written later is read as well");
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Offer, &[&one])).await;
    let after = board(&server, &alpha).await;
    assert_eq!(stages(&after), [("amina", Stage::Offer, Status::Interview), ("bilal", Stage::Reading, Status::Sent)]);
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Hired, &[&one])).await;
    assert_eq!(stages(&board(&server, &alpha).await)[0], ("amina", Stage::Hired, Status::Accepted));
}

#[tokio::test]
async fn several_are_refused_with_one_reason_and_those_that_cannot_go_stay() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let (chloe, three) = sent(&server, "chloe").await;
    server.ok(&bilal, Withdraw { application: two.clone() }, &InLanguage::default(), &()).await;
    let all = [&one, &two, &three];
    let problem = server.refused(&alpha, MoveApplications {}, &NoQuery {}, &to(Stage::Refused, &all)).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("reason", Reason::Required));
    let why = Some(DeclineReason::PositionFilled);
    let no = Move { reason: why, message: Some("Thank you, {name}.".into()), ..to(Stage::Refused, &all) };
    let moved = server.ok(&alpha, MoveApplications {}, &NoQuery {}, &no).await;
    assert_eq!((moved.moved, moved.stayed), (vec![one, three], vec![two]));
    for (person, name) in [(&amina, "amina"), (&chloe, "chloe")] {
        let mine = server.ok(person, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
        assert_eq!((mine[0].status, mine[0].reason), (Status::Declined, why));
        assert_eq!(mine[0].note.clone(), Some(format!("Thank you, {name}.")));
    }
}

#[tokio::test]
async fn a_move_that_breaks_a_rule_names_the_field_and_moves_nothing() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, one) = sent(&server, "amina").await;
    let many: Vec<ApplicationId> = (0..=limits::AT_ONCE).map(|n| ApplicationId(n.to_string())).collect();
    for (body, field, reason) in [
        (Move { stage: None, ..to(Stage::New, &[&one]) }, "stage", Reason::Required),
        (to(Stage::New, &[]), "applications", Reason::Required),
        (Move { applications: many, ..to(Stage::New, &[]) }, "applications", Reason::TooMany),
        (Move { message: Some("é".repeat(1_001)), ..to(Stage::Interview, &[&one]) }, "message", Reason::TooLong),
        (Move { reason: Some(DeclineReason::LevelMissing), ..to(Stage::Hired, &[&one]) }, "reason", Reason::NotAllowed),
    ] {
        let problem = server.refused(&alpha, MoveApplications {}, &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let strange = to(Stage::Hired, &[&one, &"somebody-elses".into()]);
    let problem = server.refused(&alpha, MoveApplications {}, &NoQuery {}, &strange).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("applications", Reason::NotKnown));
    assert_eq!(stages(&board(&server, &alpha).await), [("amina", Stage::New, Status::Sent)], "all or nothing");
}

#[tokio::test]
async fn a_stage_is_not_set_for_a_status_that_is_over() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, one) = sent(&server, "amina").await;
    let no = Move { reason: Some(DeclineReason::PositionFilled), ..to(Stage::Refused, &[&one]) };
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &no).await;
    let mut tx = server.app.store.begin().await.unwrap();
    assert!(!pipeline::set_stage(&mut tx, &one, Status::Seen, Stage::Offer).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(stages(&board(&server, &alpha).await), [("amina", Stage::Refused, Status::Declined)]);
}

#[tokio::test]
async fn two_who_move_at_once_leave_a_stage_that_goes_with_the_status() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let other = fixture::member(&server, "colleague", "alpha").await;
    for name in ["amina", "bilal", "chloe", "dina"] {
        let (_, one) = sent(&server, name).await;
        let (offer, yes) = (to(Stage::Offer, &[&one]), to(Stage::Hired, &[&one]));
        let (first, second) = tokio::join!(
            server.call(&alpha, MoveApplications {}, &NoQuery {}, &offer),
            server.call(&other, MoveApplications {}, &NoQuery {}, &yes)
        );
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200), "{} {}", first.text(), second.text());
    }
    for (name, stage, status) in stages(&board(&server, &alpha).await) {
        assert_eq!((stage, status), (Stage::Hired, Status::Accepted), "{name}");
    }
}

#[tokio::test]
async fn notes_and_tasks_stay_in_the_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, one) = sent(&server, "amina").await;
    let text = NewNote { text: "  Knows forms well. ".into(), key: "key-of-note".into() };
    let note = server.ok(&alpha, AddNote { application: one.clone() }, &NoQuery {}, &text).await;
    assert_eq!((note.author.as_deref(), note.text.as_str()), (Some("hiring"), "Knows forms well."));
    // An answer that was lost on its way is given again, and nothing is kept twice.
    let again = server.ok(&alpha, AddNote { application: one.clone() }, &NoQuery {}, &text).await;
    assert_eq!(again, note);
    let other = NewNote { text: "Other words".into(), ..text.clone() };
    assert_eq!(
        server.refused(&alpha, AddNote { application: one.clone() }, &NoQuery {}, &other).await.code,
        Code::Conflict
    );
    let later =
        NewTask { text: "Call back".into(), due: Some("2026-02-02".parse().unwrap()), key: "key-of-later".into() };
    let soon =
        NewTask { text: "Read the CV".into(), due: Some("2026-01-10".parse().unwrap()), key: "key-of-soon".into() };
    let task = server.ok(&alpha, AddTask { application: one.clone() }, &NoQuery {}, &later).await;
    assert_eq!(server.ok(&alpha, AddTask { application: one.clone() }, &NoQuery {}, &later).await, task);
    server.ok(&alpha, AddTask { application: one.clone() }, &NoQuery {}, &soon).await;
    let shown = board(&server, &alpha).await;
    assert_eq!(shown.items[0].notes, std::slice::from_ref(&note));
    let names: Vec<_> = shown.items[0].tasks.iter().map(|task| (task.text.as_str(), task.done)).collect();
    assert_eq!(names, [("Read the CV", false), ("Call back", false)], "what is due first");
    server.ok(&alpha, ChangeTask { task: task.id.clone() }, &NoQuery {}, &TaskChange { done: true }).await;
    assert!(board(&server, &alpha).await.items[0].tasks[1].done);
    for (field, body) in [("text", " ".to_owned()), ("text", "é".repeat(2_001))] {
        let problem = server
            .refused(
                &alpha,
                AddNote { application: one.clone() },
                &NoQuery {},
                &NewNote { text: body, key: "key-of-bad".into() },
            )
            .await;
        assert_eq!(problem.errors[0].field, field);
    }
    let mine = server.call(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await;
    assert!(!mine.text().contains("Knows forms") && !mine.text().contains("Call back"), "{}", mine.text());
    assert_eq!(
        server.refused(&beta, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await.code,
        Code::NotFound
    );
    assert_eq!(
        server.refused(&beta, AddNote { application: one.clone() }, &NoQuery {}, &text).await.code,
        Code::NotFound
    );
    assert_eq!(server.refused(&beta, AddTask { application: one }, &NoQuery {}, &soon).await.code, Code::NotFound);
    let delete = DeleteStageNote { note: note.id };
    assert_eq!(server.refused(&beta, delete.clone(), &NoQuery {}, &()).await.code, Code::NotFound);
    let change = ChangeTask { task: task.id.clone() };
    assert_eq!(server.refused(&beta, change, &NoQuery {}, &TaskChange { done: false }).await.code, Code::NotFound);
    let gone = DeleteTask { task: task.id };
    assert_eq!(server.refused(&beta, gone.clone(), &NoQuery {}, &()).await.code, Code::NotFound);
    server.ok(&alpha, delete, &NoQuery {}, &()).await;
    server.ok(&alpha, gone, &NoQuery {}, &()).await;
    let shown = board(&server, &alpha).await;
    assert_eq!((shown.items[0].notes.len(), shown.items[0].tasks.len()), (0, 1));
}

#[tokio::test]
async fn texts_are_kept_for_one_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let put = |id: &str| SaveTemplate { template: id.into() };
    let text = |name: &str, text: &str| TemplateChange { name: name.into(), text: text.into() };
    server.ok(&alpha, put("template-1"), &NoQuery {}, &text("Invite", "Hello {name}")).await;
    server.ok(&alpha, put("template-1"), &NoQuery {}, &text("Invite", "Dear {name}")).await;
    server.ok(&beta, put("template-1"), &NoQuery {}, &text("Theirs", "Hi")).await;
    let templates = board(&server, &alpha).await.templates;
    assert_eq!(
        templates.iter().map(|t| (t.name.as_str(), t.text.as_str())).collect::<Vec<_>>(),
        [("Invite", "Dear {name}")]
    );
    for (id, body, field) in [
        ("template-2", text(" ", "x"), "name"),
        ("template-2", text("x", ""), "text"),
        ("template-2", text(&"x".repeat(81), "x"), "name"),
        ("short", text("x", "x"), "template"),
    ] {
        assert_eq!(server.refused(&alpha, put(id), &NoQuery {}, &body).await.errors[0].field, field);
    }
    server.ok(&alpha, DeleteTemplate { template: "template-1".into() }, &NoQuery {}, &()).await;
    let again = server.refused(&alpha, DeleteTemplate { template: "template-1".into() }, &NoQuery {}, &()).await;
    assert_eq!(again.code, Code::NotFound);
    assert_eq!(board(&server, &alpha).await.templates, []);
}

fn slot(days: i64) -> NewSlot {
    NewSlot { starts_at: chrono::DateTime::from_timestamp_millis(START_MS + days * DAY_MS), minutes: 45 }
}

async fn offered(server: &Server, who: &Person, application: &ApplicationId) -> Vec<Slot> {
    let body = NewSlots { slots: vec![slot(2), slot(1)], place: "Rue de l’Alma 5; 2nd floor, Rennes".into() };
    server.ok(who, OfferSlots { application: application.clone() }, &NoQuery {}, &body).await
}

#[tokio::test]
async fn a_time_to_meet_is_offered_chosen_and_put_into_both_calendars() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let slots = offered(&server, &alpha, &one).await;
    assert_eq!(slots.len(), 2);
    assert!(slots[0].starts_at < slots[1].starts_at, "the earliest first");
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!((mine[0].status, mine[0].slots.clone()), (Status::Interview, slots.clone()));
    assert_eq!(
        server.send(&amina, "GET", &calendar_path(&one), None).await.problem().code,
        Code::NotFound,
        "not chosen"
    );
    let choose = || ChooseSlot { application: one.clone() };
    let choice = |slot: &Slot| SlotChoice { slot: Some(slot.id.clone()) };
    server.ok(&amina, choose(), &InLanguage::default(), &choice(&slots[0])).await;
    let changed = server.ok(&amina, choose(), &InLanguage::default(), &choice(&slots[1])).await;
    assert_eq!(changed.slots.iter().map(|slot| slot.chosen).collect::<Vec<_>>(), [false, true]);
    let file = server.send(&amina, "GET", &calendar_path(&one), None).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let text = file.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    // A long line goes on in the next one, behind a space.
    let unfolded = text.replace("\r\n ", "");
    for line in [
        "DTSTART:20260107T080000Z",
        "DTEND:20260107T084500Z",
        "SUMMARY:alpha works · Poste web",
        "LOCATION:Rue de l’Alma 5\\; 2nd floor\\, Rennes",
        &format!("UID:{one}@passerelle"),
    ] {
        assert!(unfolded.contains(&format!("{line}\r\n")), "{line} is not in {text}");
    }
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    assert_eq!(server.send(&alpha, "GET", &calendar_path(&one), None).await.text(), text, "the same for both");
    let shown = board(&server, &alpha).await;
    assert!(shown.items[0].slots[1].chosen && shown.items[0].stage == Stage::Interview);
}

#[tokio::test]
async fn nobody_else_offers_chooses_or_reads_a_time_to_meet() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, _) = sent(&server, "bilal").await;
    let slots = offered(&server, &alpha, &one).await;
    let choice = SlotChoice { slot: Some(slots[0].id.clone()) };
    let choose = || ChooseSlot { application: one.clone() };
    assert_eq!(server.refused(&bilal, choose(), &InLanguage::default(), &choice).await.code, Code::NotFound);
    let body = NewSlots { slots: vec![slot(1)], place: "Here".into() };
    let offer = || OfferSlots { application: one.clone() };
    assert_eq!(server.refused(&beta, offer(), &NoQuery {}, &body).await.code, Code::NotFound);
    server.ok(&amina, choose(), &InLanguage::default(), &choice).await;
    for stranger in [&bilal, &beta] {
        assert_eq!(server.send(stranger, "GET", &calendar_path(&one), None).await.problem().code, Code::NotFound);
    }
    for (body, field) in [
        (NewSlots { slots: vec![], place: "Here".into() }, "slots"),
        (NewSlots { slots: vec![slot(-1)], place: "Here".into() }, "slots"),
        (NewSlots { slots: vec![NewSlot { minutes: 0, ..slot(1) }], place: "Here".into() }, "slots"),
        (NewSlots { slots: vec![NewSlot { starts_at: None, minutes: 30 }], place: "Here".into() }, "slots"),
        (NewSlots { slots: vec![slot(1); 11], place: "Here".into() }, "slots"),
        (NewSlots { slots: vec![slot(1)], place: " ".into() }, "place"),
    ] {
        assert_eq!(server.refused(&alpha, offer(), &NoQuery {}, &body).await.errors[0].field, field);
    }
    server.pass(Duration::from_millis(u64::try_from(DAY_MS + 1).unwrap()));
    let late = server.refused(&amina, choose(), &InLanguage::default(), &choice).await;
    assert_eq!((late.errors[0].field.as_str(), late.errors[0].reason), ("slot", Reason::OutOfRange));
    server.ok(&amina, Withdraw { application: one.clone() }, &InLanguage::default(), &()).await;
    assert_eq!(server.refused(&amina, choose(), &InLanguage::default(), &choice).await.code, Code::Conflict);
    assert_eq!(server.refused(&alpha, offer(), &NoQuery {}, &body_of_one()).await.code, Code::Conflict);
}

#[tokio::test]
async fn a_time_to_meet_goes_with_the_interview() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let other = fixture::member(&server, "colleague", "alpha").await;
    for (member, person, id) in [(&alpha, &amina, &one), (&other, &bilal, &two)] {
        let slots = offered(&server, member, id).await;
        let choice = SlotChoice { slot: Some(slots[0].id.clone()) };
        server.ok(person, ChooseSlot { application: id.clone() }, &InLanguage::default(), &choice).await;
    }
    server.ok(&amina, Withdraw { application: one.clone() }, &InLanguage::default(), &()).await;
    let no = Move { reason: Some(DeclineReason::PositionFilled), ..to(Stage::Refused, &[&two]) };
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &no).await;
    for (who, id) in [(&alpha, &one), (&amina, &one), (&alpha, &two), (&bilal, &two)] {
        assert_eq!(server.send(who, "GET", &calendar_path(id), None).await.problem().code, Code::NotFound);
    }
    let items = board(&server, &alpha).await.items;
    let slots = |id: &ApplicationId| items.iter().find(|item| item.received.application.id == *id).unwrap().slots.len();
    assert_eq!((slots(&one), slots(&two)), (0, 2), "what was taken back is not read any more");
}

#[tokio::test]
async fn choosing_and_offering_at_once_lose_no_time_that_was_chosen() {
    let server = fixture::start().await;
    for name in ["amina", "bilal", "chloe", "dina"] {
        let alpha = fixture::member(&server, &format!("hiring-{name}"), "alpha").await;
        let (person, one) = sent(&server, name).await;
        let slots = offered(&server, &alpha, &one).await;
        let choice = SlotChoice { slot: Some(slots[0].id.clone()) };
        let offer = body_of_one();
        let (chosen, offered) = tokio::join!(
            server.call(&person, ChooseSlot { application: one.clone() }, &InLanguage { lang: None }, &choice),
            server.call(&alpha, OfferSlots { application: one.clone() }, &NoQuery {}, &offer)
        );
        let statuses = (chosen.status.as_u16(), offered.status.as_u16());
        assert!([(200, 409), (422, 200)].contains(&statuses), "{statuses:?}");
        let mine = server.ok(&person, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
        assert_eq!(mine[0].slots.iter().any(|slot| slot.chosen), statuses.0 == 200);
    }
}

fn body_of_one() -> NewSlots {
    NewSlots { slots: vec![slot(3)], place: "Here".into() }
}
