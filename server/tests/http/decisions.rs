//! Several people who decide about one organisation, each from where they found it to stand.

use passerelle_api::{
    Code,
    account::{Approval, Role},
    job::{JobQuery, ListJobs},
    organisation::{DecideRegistration, Decision, ListRegistrations, Registration, RegistrationsQuery},
    reference::InLanguage,
};

use crate::{
    fixture,
    support::{Person, Server},
};

fn decision(approve: bool, was: Option<Approval>) -> Decision {
    Decision {
        name: "alpha works".into(),
        website: "https://alpha.example.org".into(),
        approve: Some(approve),
        reason: (!approve).then(|| "A fraud.".to_owned()),
        verify_domain: false,
        was,
        was_verified: None,
    }
}

fn on_alpha() -> DecideRegistration {
    DecideRegistration { employer: "alpha".into() }
}

const WAITS: &str = "UPDATE employers SET registered_at = 1, approval = 'waiting' WHERE slug = 'alpha'";

async fn sql(server: &Server, statement: &'static str) {
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn kept(server: &Server, staff: &Person) -> Registration {
    server.ok(staff, ListRegistrations {}, &RegistrationsQuery::default(), &()).await.items.remove(0)
}

#[tokio::test]
async fn a_verified_domain_stays_until_whoever_saw_it_takes_it_away() {
    let server = fixture::start().await;
    let staff = server.person("staff", Role::Staff).await;
    let verified = "UPDATE employers SET registered_at = 1, approval = 'approved', domain_verified = 1, \
                    domain_proved = 0 WHERE slug = 'alpha'";
    sql(&server, verified).await;
    let yes = |was_verified| Decision { was_verified, ..decision(true, Some(Approval::Approved)) };
    let unseen = server.refused(&staff, on_alpha(), &InLanguage::default(), &yes(Some(false))).await;
    assert_eq!((unseen.code, kept(&server, &staff).await.domain_verified), (Code::Conflict, true));
    let same = Decision { verify_domain: true, ..yes(Some(false)) };
    server.ok(&staff, on_alpha(), &InLanguage::default(), &same).await;
    server.ok(&staff, on_alpha(), &InLanguage::default(), &yes(Some(true))).await;
    assert!(!kept(&server, &staff).await.domain_verified);
}

#[tokio::test]
async fn a_no_from_who_did_not_see_the_yes_closes_nothing() {
    let server = fixture::start().await;
    let (one, two) = (server.person("one", Role::Staff).await, server.person("two", Role::Staff).await);
    sql(&server, WAITS).await;
    let ads = async || server.ok(&one, ListJobs {}, &JobQuery::default(), &()).await.total;
    let waiting = Some(Approval::Waiting);
    server.ok(&one, on_alpha(), &InLanguage::default(), &decision(true, waiting)).await;
    let before = ads().await;
    assert!(before > 0);
    let unseen = server.refused(&two, on_alpha(), &InLanguage::default(), &decision(false, waiting)).await;
    assert_eq!(unseen.code, Code::Conflict);
    assert_eq!((ads().await, kept(&server, &two).await.approval), (before, Approval::Approved));
    // Whoever read that it was let in may send it away all the same.
    let seen = decision(false, Some(Approval::Approved));
    server.ok(&two, on_alpha(), &InLanguage::default(), &seen).await;
    let now = kept(&server, &one).await;
    assert_eq!((now.approval, now.refusal.as_deref()), (Approval::Refused, Some("A fraud.")));
    assert!(ads().await < before);
    let late = server.refused(&one, on_alpha(), &InLanguage::default(), &decision(true, waiting)).await;
    assert_eq!(late.code, Code::Conflict, "nor does a yes undo a no that was not seen");
    server.ok(&one, on_alpha(), &InLanguage::default(), &decision(true, None)).await;
}

#[tokio::test]
async fn the_same_decision_may_come_twice_and_one_that_takes_something_back_may_not() {
    let server = fixture::start().await;
    let staff = server.person("staff", Role::Staff).await;
    sql(&server, WAITS).await;
    let waiting = Some(Approval::Waiting);
    for _ in 0..2 {
        server.ok(&staff, on_alpha(), &InLanguage::default(), &decision(true, waiting)).await;
    }
    sql(&server, "UPDATE employers SET domain_verified = 1 WHERE slug = 'alpha'").await;
    let unsaid = server.refused(&staff, on_alpha(), &InLanguage::default(), &decision(true, waiting)).await;
    assert_eq!(unsaid.code, Code::Conflict, "somebody else confirmed the domain with the yes");
    assert!(kept(&server, &staff).await.domain_verified);
    server.ok(&staff, on_alpha(), &InLanguage::default(), &decision(false, Some(Approval::Approved))).await;
    let other = Decision { reason: Some("No answer.".into()), ..decision(false, waiting) };
    assert_eq!(server.refused(&staff, on_alpha(), &InLanguage::default(), &other).await.code, Code::Conflict);
    assert_eq!(kept(&server, &staff).await.refusal.as_deref(), Some("A fraud."));
    server.ok(&staff, on_alpha(), &InLanguage::default(), &decision(false, waiting)).await;
}
