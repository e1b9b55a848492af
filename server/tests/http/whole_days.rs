//! Days that people are named count in full, wherever they are.

use std::time::Duration;

use passerelle_api::{
    Code, DateTime, NoQuery, Utc,
    id::TalentId,
    talent::{
        AnswerContact, AskContact, Contact, ContactAnswer, ContactStatus, ContactsQuery, ListReceivedContacts,
        ReceivedContacts, ShowTalent, TalentQuery,
    },
};

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, Server},
};

const YES: ContactAnswer = ContactAnswer { accept: true, block: false };
const NO: ContactAnswer = ContactAnswer { accept: false, block: false };

async fn ask(server: &Server, who: &Person, talent: &TalentId, job: &str, key: &str) -> Contact {
    server.ok(who, AskContact { talent: talent.clone() }, &NoQuery {}, &contact(job, key)).await
}

async fn received(server: &Server, who: &Person) -> ReceivedContacts {
    server.ok(who, ListReceivedContacts {}, &ContactsQuery::default(), &()).await
}

/// Lets time pass until a second before a moment.
fn pass_to_the_eve_of(server: &Server, moment: DateTime<Utc>) {
    let left = (moment - server.app.clock.now()).to_std().unwrap();
    server.pass(left - Duration::from_secs(1));
}

#[tokio::test]
async fn a_request_is_answered_until_its_day_is_over_everywhere() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (bilal, other) = talent(&server, "bilal", profile()).await;
    let first = ask(&server, &alpha, &id, "web", "key-00000001").await;
    let second = ask(&server, &alpha, &other, "data", "key-00000002").await;
    assert_eq!(first.expires_at.to_rfc3339(), "2026-02-05T12:00:00+00:00", "4 February is over everywhere then");
    pass_to_the_eve_of(&server, first.expires_at);
    // Sessions end by then.
    let (amina, bilal) = (server.signed_in(&amina.id).await, server.signed_in(&bilal.id).await);
    let waits = received(&server, &amina).await;
    assert_eq!((waits.waiting, waits.items[0].status), (1, ContactStatus::Sent));
    let answered = server.ok(&amina, AnswerContact { contact: first.id }, &NoQuery {}, &YES).await;
    assert_eq!(answered.status, ContactStatus::Accepted);
    server.pass(Duration::from_secs(1));
    let late = server.refused(&bilal, AnswerContact { contact: second.id }, &NoQuery {}, &YES).await;
    let expired = received(&server, &bilal).await;
    assert_eq!((late.code, expired.waiting, expired.items[0].status), (Code::Conflict, 0, ContactStatus::Expired));
    let alpha = server.signed_in(&alpha.id).await;
    assert_eq!(ask(&server, &alpha, &other, "data", "key-00000003").await.status, ContactStatus::Sent);
}

#[tokio::test]
async fn whoever_declined_is_asked_again_from_the_first_moment_of_a_day() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, "web", "key-00000001").await;
    server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &NO).await;
    let show = || ShowTalent { talent: id.clone() };
    let from = server.ok(&alpha, show(), &TalentQuery::default(), &()).await.ask_from.unwrap();
    assert_eq!(from.to_rfc3339(), "2026-02-04T10:00:00+00:00", "5 February begins on Kiritimati");
    pass_to_the_eve_of(&server, from);
    let alpha = server.signed_in(&alpha.id).await;
    let again = AskContact { talent: id.clone() };
    let early = server.refused(&alpha, again, &NoQuery {}, &contact("data", "key-00000002")).await;
    assert_eq!((early.code, early.retry_after_seconds), (Code::TooMany, Some(1)));
    server.pass(Duration::from_secs(1));
    assert_eq!(server.ok(&alpha, show(), &TalentQuery::default(), &()).await.ask_from, None);
    assert_eq!(ask(&server, &alpha, &id, "data", "key-00000003").await.status, ContactStatus::Sent);
}
