//! Asking a talent to meet.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Approval, Role},
    id::TalentId,
    job::{PayPeriod, ShowJob},
    organisation::{DecideRegistration, Decision},
    posting::{CloseJob, JobChoicesQuery, ListJobChoices, ReopenJob},
    privacy::{ConfirmProfile, PrivacyChange, SavePrivacy, ShowPrivacy},
    reference::InLanguage,
    shared::EXPORT_PATH,
    talent::{
        AnswerContact, AskContact, Contact, ContactAnswer, ContactStatus, ContactsQuery, ListReceivedContacts,
        ListSentContacts, NewContact, ProfileChange, SaveProfile, ShowTalent, TalentQuery, limits,
    },
};

use passerelle_server::store::employer;

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, Server},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn ask(server: &Server, who: &Person, talent: &TalentId, body: &NewContact) -> Contact {
    server.ok(who, AskContact { talent: talent.clone() }, &NoQuery {}, body).await
}

async fn received(server: &Server, who: &Person) -> Vec<Contact> {
    server.ok(who, ListReceivedContacts {}, &ContactsQuery::default(), &()).await.items
}

#[tokio::test]
async fn both_sides_see_the_request_and_its_answer() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    assert_eq!((sent.status, sent.revealed.as_ref(), sent.answered_at), (ContactStatus::Sent, None, None));
    assert_eq!(received(&server, &amina).await, std::slice::from_ref(&sent));
    server.pass(Duration::from_secs(60));
    let answer = AnswerContact { contact: sent.id.clone() };
    let answered = server.ok(&amina, answer.clone(), &NoQuery {}, &ContactAnswer { accept: true, block: false }).await;
    assert_eq!((answered.status, answered.revealed.as_ref()), (ContactStatus::Accepted, None), "one knows oneself");
    let list = server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items;
    assert_eq!(list[0].revealed.as_ref().map(|revealed| revealed.email.as_str()), Some("amina@example.org"));
    assert_eq!(list[0].answered_at, Some(sent.sent_at + Duration::from_secs(60)));
    for accept in [true, false] {
        let again = server.refused(&amina, answer.clone(), &NoQuery {}, &ContactAnswer { accept, block: false }).await;
        assert_eq!(again.code, Code::Conflict, "an answer is given once");
    }
}

#[tokio::test]
async fn whoever_accepted_is_not_asked_as_if_they_were_not_known() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let colleague = fixture::member(&server, "colleague", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    let answer = AnswerContact { contact: sent.id };
    server.ok(&amina, answer, &NoQuery {}, &ContactAnswer { accept: true, block: false }).await;
    let again = AskContact { talent: id };
    let problem = server.refused(&colleague, again, &NoQuery {}, &contact("data", "key-00000002")).await;
    assert_eq!((problem.code, received(&server, &amina).await.len()), (Code::Conflict, 1));
}

#[tokio::test]
async fn nobody_is_asked_about_an_ad_that_is_closed() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let open = server.ok(&alpha, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert!(open.json_ld.contains("JobPosting"));
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    let body = contact("web", "key-00000001");
    let problem = server.refused(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &body).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("job", Reason::NotAllowed));
    let closed = server.ok(&alpha, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(closed.json_ld, "", "machines are not told of it either");
    ask(&server, &alpha, &id, &contact("data", "key-00000002")).await;
}

#[tokio::test]
async fn nobody_is_asked_about_an_ad_that_is_out_of_date() {
    let server = fixture::start().await;
    server.pass(DAY * 90);
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let body = contact("web", "key-00000001");
    let problem = server.refused(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &body).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("job", Reason::NotAllowed));
    ask(&server, &alpha, &id, &contact("data", "key-00000002")).await;
    let choices = server.ok(&alpha, ListJobChoices {}, &JobChoicesQuery::default(), &()).await.items;
    let stale = |slug: &str| choices.iter().find(|choice| choice.slug.as_str() == slug).map(|choice| choice.stale);
    assert_eq!((stale("web"), stale("data")), (Some(true), Some(false)));
}

#[tokio::test]
async fn a_decline_reveals_nothing() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    let answer = AnswerContact { contact: sent.id };
    server.ok(&amina, answer, &NoQuery {}, &ContactAnswer { accept: false, block: false }).await;
    let reply = server.call(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    assert!(reply.text().contains("declined") && !reply.text().contains("amina"), "{}", reply.text());
}

#[tokio::test]
async fn whoever_declined_is_left_alone_for_a_month() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    server.pass(Duration::from_secs(60));
    let no = ContactAnswer { accept: false, block: false };
    server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &no).await;
    let body = contact("data", "key-00000002");
    let reply = server.call(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &body).await;
    // The month is over at 08:01 in UTC, and the next day begins on Kiritimati at ten.
    let pause = DAY * 30 + Duration::from_secs(119 * 60);
    let seconds = pause.as_secs().to_string();
    assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (429, seconds.as_str()));
    let page = server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!(page.ask_from, Some(sent.sent_at + Duration::from_secs(60) + pause));
    ask(&server, &beta, &id, &contact("office", "key-00000003")).await;
    server.pass(pause);
    // Sessions end by then.
    let alpha = server.signed_in(&alpha.id).await;
    let page = server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!(page.ask_from, None);
    ask(&server, &alpha, &id, &body).await;
}

#[tokio::test]
async fn a_request_expires_after_thirty_days_and_the_rest_of_the_last() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    server.pass((sent.expires_at - sent.sent_at).to_std().unwrap());
    // Sessions end by then.
    let (alpha, amina) = (server.signed_in(&alpha.id).await, server.signed_in(&amina.id).await);
    let yes = ContactAnswer { accept: true, block: false };
    let late = server.refused(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &yes).await;
    assert_eq!(late.code, Code::Conflict);
    assert_eq!(received(&server, &amina).await[0].status, ContactStatus::Expired);
    let list = server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items;
    assert_eq!((list[0].status, list[0].revealed.as_ref()), (ContactStatus::Expired, None));
    let page = server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    assert_eq!((page.card.contact, page.ask_from, page.revealed), (Some(ContactStatus::Expired), None, None));
    let again = ask(&server, &alpha, &id, &contact("data", "key-00000002")).await;
    assert_eq!(again.status, ContactStatus::Sent, "one that has expired does not stand in the way of the next");
}

#[tokio::test]
async fn nobody_accepts_an_organisation_that_was_sent_away() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (bilal, other) = talent(&server, "bilal", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    let (yes, no) = (ContactAnswer { accept: true, block: false }, ContactAnswer { accept: false, block: false });
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE employers SET registered_at = 1 WHERE slug = 'alpha'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let decides = async |approve: bool| {
        let staff = server.person(&format!("staff-{approve}"), Role::Staff).await;
        let body = Decision {
            name: "alpha works".into(),
            website: "https://alpha.example.org".into(),
            approve: Some(approve),
            reason: (!approve).then(|| "A fraud.".to_owned()),
            verify_domain: false,
            was: None,
            was_verified: None,
        };
        server.ok(&staff, DecideRegistration { employer: "alpha".into() }, &InLanguage::default(), &body).await;
    };
    decides(false).await;
    let endpoint = AnswerContact { contact: sent.id };
    let expired = server.refused(&amina, endpoint.clone(), &NoQuery {}, &yes).await;
    assert_eq!(expired.code, Code::Conflict);
    assert_eq!(received(&server, &amina).await[0].status, ContactStatus::Expired);
    decides(true).await;
    assert_eq!(server.refused(&amina, endpoint, &NoQuery {}, &yes).await, expired, "nor once it is let in again");
    let list = server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items;
    assert_eq!((list[0].status, list[0].revealed.as_ref()), (ContactStatus::Expired, None));

    // A request that is open all the same while it waits can be declined, and not accepted.
    server.ok(&alpha, ReopenJob { job: "data".into() }, &NoQuery {}, &()).await;
    let open = ask(&server, &alpha, &other, &contact("data", "key-00000002")).await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Waiting, None, false).await.unwrap();
    tx.commit().await.unwrap();
    let endpoint = AnswerContact { contact: open.id };
    assert_eq!(server.refused(&bilal, endpoint.clone(), &NoQuery {}, &yes).await, expired);
    assert_eq!(server.ok(&bilal, endpoint, &NoQuery {}, &no).await.status, ContactStatus::Declined);
}

#[tokio::test]
async fn who_accepted_and_is_shown_no_more_is_read_by_name_and_address_alone() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let asked = server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    let yes = ContactAnswer { accept: true, block: false };
    server.ok(&amina, AnswerContact { contact: asked.id }, &NoQuery {}, &yes).await;
    // Whether the headline is read, and the address. Sessions end in the meantime, so that everybody signs in again.
    let reads = async || {
        let alpha = server.signed_in(&alpha.id).await;
        let mut told = Vec::new();
        for url in ["/api/employer/contacts", EXPORT_PATH] {
            let text = server.send(&alpha, "GET", url, None).await.text();
            told.push((text.contains(&profile().headline), text.contains("amina@example.org")));
        }
        assert_eq!(told[0], told[1], "the export says no more than the page");
        told[0]
    };
    let blocks = async |blocked: &[&str]| {
        let blocked = blocked.iter().map(|&slug| slug.into()).collect();
        let change = PrivacyChange { blocked, ..PrivacyChange::default() };
        server.ok(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    };
    assert_eq!(reads().await, (true, true));
    blocks(&["alpha"]).await;
    assert_eq!(reads().await, (false, true), "blocked");
    blocks(&[]).await;
    assert_eq!(reads().await, (true, true), "let in again");
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &ProfileChange { visible: false, ..profile() }).await;
    assert_eq!(reads().await, (false, true), "hidden");
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    server.pass(DAY * 91);
    assert_eq!(reads().await, (false, true), "lapsed");
    server.ok(&server.signed_in(&amina.id).await, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_eq!(reads().await, (true, true), "confirmed");
}

#[tokio::test]
async fn declining_can_block_the_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    let answer = AnswerContact { contact: sent.id };
    let both = ContactAnswer { accept: true, block: true };
    let problem = server.refused(&amina, answer.clone(), &NoQuery {}, &both).await;
    assert_eq!(problem.errors[0].field, "block");
    let no = ContactAnswer { accept: false, block: true };
    server.ok(&amina, answer, &NoQuery {}, &no).await;
    let show = ShowTalent { talent: id.clone() };
    let gone = server.call(&alpha, show.clone(), &TalentQuery::default(), &()).await;
    let never = server.call(&alpha, ShowTalent { talent: "nobody-00001".into() }, &TalentQuery::default(), &()).await;
    assert_eq!((gone.status.as_u16(), gone.text()), (404, never.text()));
    server.ok(&beta, show, &TalentQuery::default(), &()).await;
    let privacy = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap();
    assert_eq!(privacy.blocked.iter().map(|employer| employer.slug.as_str()).collect::<Vec<_>>(), ["alpha"]);
}

#[tokio::test]
async fn pay_is_in_the_terms_of_the_ad() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let yearly = NewContact { pay_min: 30_000, pay_max: 30_000, ..contact("data", "key-00000001") };
    let sent = ask(&server, &alpha, &id, &yearly).await;
    assert_eq!((sent.pay.min, sent.pay.currency.as_str(), sent.pay.period), (30_000, "EUR", PayPeriod::Year));
    let (_, id) = talent(&server, "bilal", profile()).await;
    let silent = ask(&server, &alpha, &id, &contact("remote", "key-00000002")).await;
    assert_eq!(silent.pay.period, PayPeriod::Month);
}

#[tokio::test]
async fn one_request_at_a_time_to_one_talent() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let colleague = fixture::member(&server, "colleague", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let body = contact("web", "key-00000001");
    let first = ask(&server, &alpha, &id, &body).await;
    assert_eq!(ask(&server, &alpha, &id, &body).await, first, "the same form sent twice is one request");
    let again = AskContact { talent: id.clone() };
    let problem = server.refused(&colleague, again, &NoQuery {}, &contact("data", "key-00000002")).await;
    assert_eq!(problem.code, Code::Conflict);
    ask(&server, &beta, &id, &contact("office", "key-00000003")).await;
    assert_eq!(received(&server, &amina).await.len(), 2);
}

#[tokio::test]
async fn two_tabs_at_once_make_one_request() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (one, two) = (contact("web", "key-00000001"), contact("web", "key-00000002"));
    let endpoint = AskContact { talent: id };
    let (one, two) = tokio::join!(
        server.call(&alpha, endpoint.clone(), &NoQuery {}, &one),
        server.call(&alpha, endpoint.clone(), &NoQuery {}, &two)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(received(&server, &amina).await.len(), 1);
}

#[tokio::test]
async fn two_tabs_that_answer_differently_give_one_answer() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    let endpoint = AnswerContact { contact: sent.id };
    let (yes, no) = (ContactAnswer { accept: true, block: false }, ContactAnswer { accept: false, block: false });
    let (one, two) = tokio::join!(
        server.call(&amina, endpoint.clone(), &NoQuery {}, &yes),
        server.call(&amina, endpoint.clone(), &NoQuery {}, &no)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn twenty_requests_a_day() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut talents = Vec::new();
    for number in 0..22 {
        talents.push(talent(&server, &format!("person-{number}"), profile()).await.1);
    }
    for (number, id) in talents[..20].iter().enumerate() {
        ask(&server, &alpha, id, &contact("web", &format!("key-0000{number:04}"))).await;
        server.pass(Duration::from_secs(60));
    }
    let endpoint = AskContact { talent: talents[20].clone() };
    let problem = server.refused(&alpha, endpoint, &NoQuery {}, &contact("web", "key-last-one")).await;
    assert_eq!(problem.code, Code::TooMany);
    assert_eq!(problem.retry_after_seconds, Some(24 * 60 * 60 - 20 * 60), "until the first one is a day old");
    server.pass(Duration::from_secs(24 * 60 * 60 - 20 * 60));
    ask(&server, &alpha, &talents[20], &contact("web", "key-last-one")).await;
}

#[tokio::test]
async fn only_the_talent_answers() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let (bilal, _) = talent(&server, "bilal", profile()).await;
    let sent = ask(&server, &alpha, &id, &contact("web", "key-00000001")).await;
    for who in [&bilal, &alpha] {
        let endpoint = AnswerContact { contact: sent.id.clone() };
        let problem = server.refused(who, endpoint, &NoQuery {}, &ContactAnswer { accept: true, block: false }).await;
        assert_eq!(problem.code, Code::NotFound);
        assert!(received(&server, who).await.is_empty());
    }
    let beta = fixture::member(&server, "rival", "beta").await;
    assert!(server.ok(&beta, ListSentContacts {}, &ContactsQuery::default(), &()).await.items.is_empty());
}

#[tokio::test]
async fn what_breaks_a_rule_is_said_field_by_field() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let body =
        NewContact { pay_min: 0, pay_max: 99_000_000, message: "short".into(), ..contact("web", "key-00000001") };
    let problem = server.refused(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &body).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    let expected = [("message", Reason::TooShort), ("pay_min", Reason::OutOfRange), ("pay_max", Reason::OutOfRange)];
    assert_eq!(errors, expected);
    let too_long = "m".repeat(limits::MESSAGE_MAX as usize + 1);
    let turned = NewContact { pay_max: 999, ..contact("web", "key-00000001") };
    let problem = server.refused(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &turned).await;
    assert_eq!(problem.errors[0].reason, Reason::BelowLeast);
    for (body, field) in [
        (NewContact { pay_max: 999, ..contact("web", "key-00000001") }, "pay_max"),
        (NewContact { message: too_long, ..contact("web", "key-00000001") }, "message"),
        (contact("office", "key-00000001"), "job"),
        (contact("no-such-ad", "key-00000001"), "job"),
        (contact("web", "?"), "key"),
    ] {
        let problem = server.refused(&alpha, AskContact { talent: id.clone() }, &NoQuery {}, &body).await;
        assert_eq!((problem.status, problem.errors[0].field.as_str()), (422, field));
    }
    let endpoint = AskContact { talent: id };
    let problem = server.refused(&amina, endpoint, &NoQuery {}, &contact("web", "key-00000001")).await;
    assert_eq!(problem.code, Code::Forbidden);
}
