//! Times to meet: what is refused when they are offered, and what a person says whom none of them suits.

use std::time::Duration;

use passerelle_api::{
    Code, FieldError, NoQuery, Reason,
    account::{Language, Role},
    application::{ApplicationsQuery, ListApplications},
    id::ApplicationId,
    job::{Apply, Withdraw},
    pipeline::{
        ApplicationsFrom, ChooseSlot, ListReceived, NewSlot, NewSlots, OfferSlots, RefuseSlots, ShowPipeline, Slot,
        SlotChoice, SlotsRefusal, calendar_path, limits,
    },
    reference::InLanguage,
};
use passerelle_server::store::occupation;

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
