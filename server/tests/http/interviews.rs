//! Times to meet: what is refused when they are offered, and what a person says whom none of them suits.

use std::time::Duration;

use passerelle_api::{
    Code, FieldError, NoQuery, Reason,
    account::{Approval, Language, Role},
    application::{ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{Application, ApplicationStatus as Status, Apply, DeclineReason, Withdraw},
    pipeline::{
        ApplicationsFrom, ChooseSlot, ListReceived, Move, MoveApplications, NewSlot, NewSlots, OfferSlots, RefuseSlots,
        ShowPipeline, Slot, SlotChoice, SlotsRefusal, Stage, calendar_path, limits,
    },
    reference::InLanguage,
};
use passerelle_server::store::{employer, occupation};

use crate::{
    fixture::{self, DAY_MS, application},
    hiring::{openness, opens, to, wish},
    support::{Person, START_MS, Server},
};

const ANY: InLanguage = InLanguage { lang: None };

async fn sent(server: &Server, name: &str) -> (Person, ApplicationId) {
    let person = server.person(name, Role::Learner).await;
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    (person, sent.id)
}

fn times(days: &[i64]) -> NewSlots {
    let slot = |day: &i64| {
        let starts_at = chrono::DateTime::from_timestamp_millis(START_MS + day * DAY_MS);
        NewSlot { starts_at, minutes: 30 }
    };
    NewSlots { slots: days.iter().map(slot).collect(), place: "Here".into() }
}

async fn offered(server: &Server, who: &Person, application: &ApplicationId, days: &[i64]) -> Vec<Slot> {
    server.ok(who, OfferSlots { application: application.clone() }, &NoQuery {}, &times(days)).await
}

fn refusal(words: &str) -> SlotsRefusal {
    SlotsRefusal { words: words.into() }
}

#[tokio::test]
async fn each_time_that_cannot_be_is_refused_where_it_stands() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, one) = sent(&server, "amina").await;
    let late = |field: &str| FieldError::limited(field, Reason::NotInTime, limits::DAYS.unsigned_abs());
    let twice = |field: &str| FieldError::new(field, Reason::AlreadyListed);
    for (days, errors) in [
        (&[1, 2, 1][..], vec![twice("slots.2")]),
        (&[3, 3, 3], vec![twice("slots.1"), twice("slots.2")]),
        (&[-1, 2, limits::DAYS + 1], vec![late("slots"), late("slots.2")]),
    ] {
        let offer = OfferSlots { application: one.clone() };
        assert_eq!(server.refused(&alpha, offer, &NoQuery {}, &times(days)).await.errors, errors, "{days:?}");
    }
    assert_eq!(offered(&server, &alpha, &one, &[limits::DAYS, 1]).await.len(), 2);
}

#[tokio::test]
async fn whom_none_of_the_times_suits_says_so_and_is_offered_others() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let slots = offered(&server, &alpha, &one, &[1, 2]).await;
    let (choose, refuse) = (|| ChooseSlot { application: one.clone() }, || RefuseSlots { application: one.clone() });
    let choice = |slot: &Slot| SlotChoice { slot: Some(slot.id.clone()) };
    server.ok(&amina, choose(), &ANY, &choice(&slots[0])).await;
    let mine = server.ok(&amina, refuse(), &ANY, &refusal(" Mornings, please. ")).await;
    assert_eq!(mine.none_suits.as_deref(), Some("Mornings, please."));
    assert!(!mine.slots.iter().any(|slot| slot.chosen), "what was chosen is chosen no more");
    let board = server.ok(&alpha, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(board.items[0].received.application.none_suits.as_deref(), Some("Mornings, please."));
    assert_eq!(server.send(&alpha, "GET", &calendar_path(&one), None).await.problem().code, Code::NotFound);

    let newer = offered(&server, &alpha, &one, &[3]).await;
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.remove(0);
    assert_eq!((mine.none_suits, mine.slots), (None, newer.clone()), "other times are another question");
    let gone = server.refused(&amina, choose(), &ANY, &choice(&slots[0])).await;
    assert_eq!(gone.errors, [FieldError::new("slot", Reason::NotKnown)]);
    assert_eq!(server.ok(&amina, refuse(), &ANY, &refusal("")).await.none_suits.as_deref(), Some(""));
    assert_eq!(server.ok(&amina, choose(), &ANY, &choice(&newer[0])).await.none_suits, None, "one suits after all");
    server.ok(&amina, refuse(), &ANY, &refusal("No.")).await;
    server.ok(&amina, Withdraw { application: one.clone() }, &ANY, &()).await;
    let board = server.ok(&alpha, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(board.items[0].received.application.none_suits, None, "it was taken back with the rest");
}

#[tokio::test]
async fn a_time_that_was_chosen_stands_until_it_is_over() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    offered(&server, &alpha, &one, &[1, 2]).await;
    let slots = offered(&server, &alpha, &one, &[1, 2]).await;
    let choose = ChooseSlot { application: one.clone() };
    server.ok(&amina, choose, &ANY, &SlotChoice { slot: Some(slots[0].id.clone()) }).await;
    let offer = || OfferSlots { application: one.clone() };
    assert_eq!(server.refused(&alpha, offer(), &NoQuery {}, &times(&[3])).await.code, Code::Conflict);
    let board = server.ok(&alpha, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    assert!(board.items[0].slots[0].chosen, "it was not taken away");
    server.pass(Duration::from_millis(u64::try_from(DAY_MS + 1).unwrap()));
    assert_eq!(server.ok(&alpha, offer(), &NoQuery {}, &times(&[3])).await.len(), 1);
}

#[tokio::test]
async fn nothing_in_a_place_becomes_a_line_of_the_calendar() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let place = "Hall 4\rATTACH:https://else.example\r\nLift\u{85}B\tC, left".to_owned();
    let body = NewSlots { place, ..times(&[1]) };
    let slots = server.ok(&alpha, OfferSlots { application: one.clone() }, &NoQuery {}, &body).await;
    let choice = SlotChoice { slot: Some(slots[0].id.clone()) };
    server.ok(&amina, ChooseSlot { application: one.clone() }, &ANY, &choice).await;
    let text = server.send(&amina, "GET", &calendar_path(&one), None).await.text();
    let text = text.replace("\r\n ", "");
    assert!(text.contains("LOCATION:Hall 4\\nATTACH:https://else.example\\nLift B C\\, left\r\n"), "{text}");
    assert!(!text.replace("\r\n", "").contains(char::is_control), "{text}");
}

#[tokio::test]
async fn nobody_says_it_for_somebody_else_or_where_nothing_was_offered() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, _) = sent(&server, "bilal").await;
    let refuse = || RefuseSlots { application: one.clone() };
    assert_eq!(server.refused(&amina, refuse(), &ANY, &refusal("")).await.code, Code::Conflict, "nothing was offered");
    offered(&server, &alpha, &one, &[1]).await;
    for stranger in [&bilal, &alpha] {
        assert_eq!(server.refused(stranger, refuse(), &ANY, &refusal("")).await.code, Code::NotFound);
    }
    assert_eq!(server.refused(&server.nobody(), refuse(), &ANY, &refusal("")).await.code, Code::SignInNeeded);
    let long = server.refused(&amina, refuse(), &ANY, &refusal(&"é".repeat(501))).await;
    assert_eq!(long.errors, [FieldError::limited("words", Reason::TooLong, limits::REFUSAL)]);
    server.ok(&amina, refuse(), &ANY, &refusal(&"é".repeat(500))).await;
    server.ok(&amina, Withdraw { application: one.clone() }, &ANY, &()).await;
    assert_eq!(server.refused(&amina, refuse(), &ANY, &refusal("")).await.code, Code::Conflict);
}

#[tokio::test]
async fn an_occupation_is_named_in_the_language_of_whoever_reads_it() {
    let server = fixture::start().await;
    let names = [("en", "Programming"), ("fr", "Développement informatique")];
    let names = names.map(|(lang, name)| (lang.to_owned(), name.to_owned())).into_iter().collect();
    let mut tx = server.app.store.begin().await.unwrap();
    occupation::put(&mut tx, &[("M1805".into(), names)]).await.unwrap();
    tx.commit().await.unwrap();
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let board = opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await.job.unwrap();
    let amina = server.person("amina", Role::Learner).await;
    let one = server.ok(&amina, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000001")).await.id;
    let slots = offered(&server, &alpha, &one, &[1]).await;
    for (lang, name) in [(Language::English, "Programming"), (Language::French, "Développement informatique")] {
        let own = ApplicationsQuery { cursor: None, lang: Some(lang) };
        let mine = server.ok(&amina, ListApplications {}, &own, &()).await.items.remove(0);
        let query = InLanguage { lang: Some(lang) };
        let from = ApplicationsFrom { cursor: None, lang: Some(lang) };
        let received = server.ok(&alpha, ListReceived { job: board.clone() }, &from, &()).await.items.remove(0);
        let received = received.application;
        let item = server.ok(&alpha, ShowPipeline { job: board.clone() }, &from, &()).await.items.remove(0);
        let choice = SlotChoice { slot: Some(slots[0].id.clone()) };
        let chosen = server.ok(&amina, ChooseSlot { application: one.clone() }, &query, &choice).await;
        for application in [mine, received, item.received.application, chosen] {
            let wish = application.wish.unwrap();
            assert_eq!((wish.name.as_str(), wish.lang), (name, lang));
        }
    }
    let text = server.send(&amina, "GET", &calendar_path(&one), None).await.text();
    assert!(text.replace("\r\n ", "").contains("SUMMARY:alpha works · Programming\r\n"), "{text}");
}

async fn mine(server: &Server, who: &Person) -> Application {
    server.ok(who, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.remove(0)
}

async fn chosen(server: &Server, who: &Person, application: &ApplicationId, slot: &Slot) -> Application {
    let choice = SlotChoice { slot: Some(slot.id.clone()) };
    server.ok(who, ChooseSlot { application: application.clone() }, &ANY, &choice).await
}

async fn gone(server: &Server, who: &Person, application: &ApplicationId, slot: &Slot) {
    let choice = SlotChoice { slot: Some(slot.id.clone()) };
    let refused = server.refused(who, ChooseSlot { application: application.clone() }, &ANY, &choice).await;
    assert_eq!(refused.errors, [FieldError::new("slot", Reason::NotKnown)]);
}

/// Which of the times of an application the board shows as taken by somebody else.
async fn taken(server: &Server, who: &Person, application: &ApplicationId) -> Vec<bool> {
    let board = server.ok(who, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    let item = board.items.into_iter().find(|item| item.received.application.id == *application).unwrap();
    item.slots.iter().map(|slot| slot.taken).collect()
}

#[tokio::test]
async fn whoever_takes_a_time_first_has_it() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let first = offered(&server, &alpha, &one, &[1, 2]).await;
    let second = offered(&server, &alpha, &two, &[1, 2]).await;
    assert_eq!(mine(&server, &bilal).await.slots, second, "what nobody took yet is offered to both");
    chosen(&server, &amina, &one, &first[0]).await;
    gone(&server, &bilal, &two, &second[0]).await;
    assert_eq!(mine(&server, &bilal).await.slots, second[1..]);
    assert_eq!(taken(&server, &alpha, &two).await, [true, false], "the board shows why it is not chosen");
    assert_eq!(taken(&server, &alpha, &one).await, [false, false]);
    chosen(&server, &amina, &one, &first[1]).await;
    gone(&server, &bilal, &two, &second[1]).await;
    assert_eq!(mine(&server, &bilal).await.slots, second[..1], "who chooses another time sets the first one free");
    chosen(&server, &bilal, &two, &second[0]).await;
    gone(&server, &amina, &one, &first[0]).await;
    assert_eq!(taken(&server, &alpha, &one).await, [true, false], "what is chosen is not taken by somebody else");
    server.ok(&bilal, RefuseSlots { application: two.clone() }, &ANY, &refusal("")).await;
    chosen(&server, &amina, &one, &first[0]).await;
}

#[tokio::test]
async fn two_who_choose_one_time_at_once_do_not_both_have_it() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for (day, names) in [(1, ["amina", "bilal"]), (2, ["chloe", "dina"]), (3, ["elias", "fatou"])] {
        let (one, first) = sent(&server, names[0]).await;
        let (other, second) = sent(&server, names[1]).await;
        let choice = SlotChoice { slot: Some(offered(&server, &alpha, &first, &[day]).await.remove(0).id) };
        let same = SlotChoice { slot: Some(offered(&server, &alpha, &second, &[day]).await.remove(0).id) };
        let (first, second) = tokio::join!(
            server.call(&one, ChooseSlot { application: first }, &ANY, &choice),
            server.call(&other, ChooseSlot { application: second }, &ANY, &same)
        );
        let statuses = (first.status.as_u16(), second.status.as_u16());
        assert!([(200, 422), (422, 200)].contains(&statuses), "{statuses:?}");
        let lost = if statuses.0 == 422 { &one } else { &other };
        assert_eq!(mine(&server, lost).await.slots, []);
    }
}

#[tokio::test]
async fn who_finds_every_time_taken_asks_for_others() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    assert!(!mine(&server, &bilal).await.times_offered);
    let slot = offered(&server, &alpha, &one, &[1]).await.remove(0);
    offered(&server, &alpha, &two, &[1]).await;
    chosen(&server, &amina, &one, &slot).await;
    let none = mine(&server, &bilal).await;
    assert_eq!((none.slots, none.times_offered), (vec![], true));
    let asked = server.ok(&bilal, RefuseSlots { application: two.clone() }, &ANY, &refusal("Mornings.")).await;
    assert_eq!(asked.none_suits.as_deref(), Some("Mornings."));
    let other = offered(&server, &alpha, &two, &[2]).await.remove(0);
    assert!(chosen(&server, &bilal, &two, &other).await.slots[0].chosen);
}

#[tokio::test]
async fn no_time_stands_of_an_organisation_that_is_not_let_in_any_more() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let slot = offered(&server, &alpha, &one, &[1, 2]).await.remove(0);
    assert!(!chosen(&server, &amina, &one, &slot).await.employer_away);
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Refused, Some("Nobody knows you."), false).await.unwrap();
    tx.commit().await.unwrap();
    let told = mine(&server, &amina).await;
    assert_eq!(
        (told.status, told.employer_away, told.times_offered, told.slots),
        (Status::Interview, true, false, vec![])
    );
    let (choose, refuse) = (ChooseSlot { application: one.clone() }, RefuseSlots { application: one.clone() });
    let choice = SlotChoice { slot: Some(slot.id) };
    assert_eq!(server.refused(&amina, choose, &ANY, &choice).await.code, Code::Conflict);
    assert_eq!(server.refused(&amina, refuse, &ANY, &refusal("")).await.code, Code::Conflict);
    assert_eq!(server.send(&amina, "GET", &calendar_path(&one), None).await.status, 404);
    server.ok(&amina, Withdraw { application: one }, &ANY, &()).await;
}

#[tokio::test]
async fn no_time_is_offered_at_which_the_member_meets_somebody_else() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let colleague = fixture::member(&server, "colleague", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let slot = offered(&server, &alpha, &one, &[2]).await.remove(0);
    chosen(&server, &amina, &one, &slot).await;

    let offer = || OfferSlots { application: two.clone() };
    let meeting = |field: &str| FieldError::new(field, Reason::AlreadyMeeting);
    for (days, field) in [(&[2][..], "slots"), (&[1, 2, 3], "slots.1")] {
        let refused = server.call(&alpha, offer(), &NoQuery {}, &times(days)).await;
        assert!(!refused.text().contains("amina"), "{}", refused.text());
        assert_eq!(refused.problem().errors, [meeting(field)]);
    }
    let told = mine(&server, &bilal).await;
    assert_eq!((told.status, told.times_offered), (Status::Sent, false), "nothing of it was kept");
    let later = |minutes: i64| {
        let starts_at = chrono::DateTime::from_timestamp_millis(START_MS + 2 * DAY_MS + minutes * 60_000);
        NewSlots { slots: vec![NewSlot { starts_at, minutes: 30 }], place: "Here".into() }
    };
    for minutes in [-29, 29] {
        assert_eq!(server.refused(&alpha, offer(), &NoQuery {}, &later(minutes)).await.errors, [meeting("slots")]);
    }
    for minutes in [-30, 30] {
        server.ok(&alpha, offer(), &NoQuery {}, &later(minutes)).await;
    }
    let other = offered(&server, &colleague, &two, &[2]).await.remove(0);
    chosen(&server, &bilal, &two, &other).await;
}

#[tokio::test]
async fn the_time_of_an_application_that_goes_on_is_free() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, one) = sent(&server, "amina").await;
    let (bilal, two) = sent(&server, "bilal").await;
    let (chloe, three) = sent(&server, "chloe").await;
    let free = offered(&server, &alpha, &three, &[1]).await;
    let shown = async || (mine(&server, &chloe).await.slots, taken(&server, &alpha, &three).await);
    for (person, id) in [(&amina, &one), (&bilal, &two)] {
        let slot = offered(&server, &alpha, id, &[1]).await.remove(0);
        chosen(&server, person, id, &slot).await;
        assert_eq!(shown().await, (vec![], vec![true]));
        if person.id == amina.id {
            let (stage, reason) = (Some(Stage::Refused), Some(DeclineReason::PositionFilled));
            let no = Move { applications: vec![id.clone()], stage, reason, message: None };
            server.ok(&alpha, MoveApplications {}, &NoQuery {}, &no).await;
        } else {
            server.ok(person, Withdraw { application: id.clone() }, &ANY, &()).await;
        }
        assert_eq!(shown().await, (free.clone(), vec![false]));
    }
    chosen(&server, &chloe, &three, &free[0]).await;
}
