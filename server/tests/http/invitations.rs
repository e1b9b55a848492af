//! Inviting people into an organisation, and what becomes of an invitation.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Approval, Role, SeatRole},
    invitation::{
        AcceptInvitation, DeclineInvitation, Invitation, Invite, ListInvitations, ListReceivedInvitations,
        NewInvitation, ReceivedInvitation, TakeBackInvitation, limits,
    },
    organisation::{ChangeMember, ListMembers, MemberChange, RemoveMember},
    posting::{ListDrafts, NewDraft, StartDraft},
    shared::EXPORT_PATH,
};
use passerelle_server::store::employer;
use serde_json::Value;

use crate::{
    fixture,
    support::{Person, Server},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn to(email: &str, role: SeatRole) -> NewInvitation {
    NewInvitation { email: email.into(), role: Some(role) }
}

async fn invite(server: &Server, owner: &Person, email: &str) -> Vec<Invitation> {
    server.ok(owner, Invite {}, &NoQuery {}, &to(email, SeatRole::Viewer)).await
}

async fn open(server: &Server, owner: &Person) -> Vec<Invitation> {
    server.ok(owner, ListInvitations {}, &NoQuery {}, &()).await
}

async fn received(server: &Server, person: &Person) -> Vec<ReceivedInvitation> {
    server.ok(person, ListReceivedInvitations {}, &NoQuery {}, &()).await
}

fn accept(invitation: &ReceivedInvitation) -> AcceptInvitation {
    AcceptInvitation { invitation: invitation.id.clone() }
}

async fn decide(server: &Server, approval: Approval) {
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), approval, None, false).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_is_invited_reads_by_whom_and_says_yes() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&owner, Invite {}, &NoQuery {}, &to(" Amina@Example.org ", SeatRole::Viewer)).await;
    assert_eq!((sent.len(), sent[0].email.as_str(), sent[0].role), (1, "amina@example.org", SeatRole::Viewer));
    assert_eq!(sent[0].expires_at.to_rfc3339(), "2026-01-20T12:00:00+00:00", "19 January is over everywhere then");
    // Nobody is a member who did not say so.
    assert_eq!(server.refused(&amina, ListDrafts {}, &NoQuery {}, &()).await.code, Code::Forbidden);
    assert_eq!(server.ok(&owner, ListMembers {}, &NoQuery {}, &()).await.len(), 1);

    let mine = received(&server, &amina).await;
    let told = (mine[0].employer.name.as_str(), mine[0].role, mine[0].invited_by.as_str());
    assert_eq!((mine.len(), told), (1, ("alpha works", SeatRole::Viewer, "owner")));
    let account = server.ok(&amina, accept(&mine[0]), &NoQuery {}, &()).await.account.unwrap();
    assert_eq!(account.employer.unwrap().slug, "alpha".into());
    assert_eq!(account.seat.unwrap().role, SeatRole::Viewer);
    assert!(account.roles.contains(&Role::Employer));
    server.ok(&amina, ListDrafts {}, &NoQuery {}, &()).await;
    let draft = server.refused(&amina, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    assert_eq!(draft.code, Code::Forbidden, "a viewer writes nothing");

    // The owner reads who came by it, and the invitation is used up.
    let members = server.ok(&owner, ListMembers {}, &NoQuery {}, &()).await;
    assert_eq!((members[0].name.as_str(), members[0].email.as_str()), ("amina", "amina@example.org"));
    assert!(open(&server, &owner).await.is_empty() && received(&server, &amina).await.is_empty());
    assert_eq!(server.refused(&amina, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);
}

#[tokio::test]
async fn nothing_tells_whether_an_address_has_an_account() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    server.person("amina", Role::Learner).await;
    fixture::member(&server, "rival", "beta").await;
    let mut answers = Vec::new();
    for email in ["amina@example.org", "rival@example.org", "nobody@example.org"] {
        let body = serde_json::json!({"email": email, "role": "viewer"}).to_string();
        let reply = server.send(&owner, "POST", "/api/employer/invitations", Some(&body)).await;
        let list = server.send(&owner, "GET", "/api/employer/invitations", None).await.text().to_owned();
        assert_eq!(list, reply.text());
        let mut list: Vec<Value> = serde_json::from_str(&list).unwrap();
        assert_eq!(list.len(), 1, "{list:?}");
        let id = list[0]["id"].take().as_str().unwrap().to_owned();
        assert_eq!(list[0]["email"].take(), email);
        answers.push((reply.status, list));
        let back = TakeBackInvitation { invitation: id.into() };
        server.ok(&owner, back, &NoQuery {}, &()).await;
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
}

#[tokio::test]
async fn what_is_typed_has_bounds() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let long = format!("{}@example.org", "a".repeat(250));
    for (email, role, field, reason) in [
        ("amina@example.org", None, "role", Reason::Required),
        (" ", Some(SeatRole::Viewer), "email", Reason::Required),
        ("amina", Some(SeatRole::Viewer), "email", Reason::NotAnEmail),
        (&long, Some(SeatRole::Viewer), "email", Reason::TooLong),
        ("Owner@example.org", Some(SeatRole::Viewer), "email", Reason::AlreadyListed),
    ] {
        let body = NewInvitation { email: email.into(), role };
        let problem = server.refused(&owner, Invite {}, &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason), "{email}");
    }
    assert!(open(&server, &owner).await.is_empty());
}

#[tokio::test]
async fn inviting_again_replaces_the_invitation_with_its_role() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    invite(&server, &owner, "amina@example.org").await;
    let first = received(&server, &amina).await;
    server.pass(DAY);
    let body = to("amina@example.org", SeatRole::Recruiter);
    let sent = server.ok(&owner, Invite {}, &NoQuery {}, &body).await;
    assert_eq!((sent.len(), sent[0].role), (1, SeatRole::Recruiter));
    // She read another role than the one that stands now.
    assert_eq!(server.refused(&amina, accept(&first[0]), &NoQuery {}, &()).await.code, Code::NotFound);
    let now = received(&server, &amina).await;
    assert_eq!(now[0].role, SeatRole::Recruiter);
    assert_eq!((now[0].expires_at - first[0].expires_at).num_days(), 1);
}

#[tokio::test]
async fn who_declines_is_no_member_and_the_owner_sees_it_gone() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let (amina, eve) = (server.person("amina", Role::Learner).await, server.person("eve", Role::Learner).await);
    invite(&server, &owner, "amina@example.org").await;
    let mine = received(&server, &amina).await;
    let decline = || DeclineInvitation { invitation: mine[0].id.clone() };
    // Nobody else sees it, nor answers it by its id.
    assert!(received(&server, &eve).await.is_empty());
    assert_eq!(server.refused(&eve, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&eve, decline(), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&server.nobody(), decline(), &NoQuery {}, &()).await.code, Code::SignInNeeded);
    server.ok(&amina, decline(), &NoQuery {}, &()).await;
    assert!(open(&server, &owner).await.is_empty() && received(&server, &amina).await.is_empty());
    assert_eq!(server.refused(&amina, decline(), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&amina, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.ok(&owner, ListMembers {}, &NoQuery {}, &()).await.len(), 1);
}

#[tokio::test]
async fn an_invitation_ends_when_its_fourteenth_day_is_over_everywhere_or_when_it_is_taken_back() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let rival = fixture::member(&server, "rival", "beta").await;
    let amina = server.person("amina", Role::Learner).await;
    invite(&server, &owner, "amina@example.org").await;
    let mine = received(&server, &amina).await;
    server.pass((mine[0].expires_at - server.app.clock.now()).to_std().unwrap() - Duration::from_secs(1));
    assert_eq!((open(&server, &owner).await.len(), received(&server, &amina).await.len()), (1, 1));
    server.pass(Duration::from_secs(1));
    assert!(open(&server, &owner).await.is_empty() && received(&server, &amina).await.is_empty());
    assert_eq!(server.refused(&amina, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);

    let sent = invite(&server, &owner, "amina@example.org").await;
    let back = || TakeBackInvitation { invitation: sent[0].id.clone() };
    assert_eq!(server.refused(&rival, back(), &NoQuery {}, &()).await.code, Code::NotFound, "not theirs");
    let mine = received(&server, &amina).await;
    server.ok(&owner, back(), &NoQuery {}, &()).await;
    assert!(open(&server, &owner).await.is_empty() && received(&server, &amina).await.is_empty());
    assert_eq!(server.refused(&amina, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&owner, back(), &NoQuery {}, &()).await.code, Code::NotFound);
}

#[tokio::test]
async fn an_organisation_that_is_not_let_in_invites_nobody_and_shows_no_invitation() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    invite(&server, &owner, "amina@example.org").await;
    let mine = received(&server, &amina).await;
    for approval in [Approval::Waiting, Approval::Refused] {
        decide(&server, approval).await;
        for email in ["amina@example.org", "nobody@example.org"] {
            let body = to(email, SeatRole::Viewer);
            let problem = server.refused(&owner, Invite {}, &NoQuery {}, &body).await;
            assert_eq!((problem.code, problem.errors.len()), (Code::Conflict, 0), "{email} {approval:?}");
        }
        assert!(received(&server, &amina).await.is_empty(), "{approval:?}");
        assert_eq!(server.refused(&amina, accept(&mine[0]), &NoQuery {}, &()).await.code, Code::NotFound);
        let decline = DeclineInvitation { invitation: mine[0].id.clone() };
        assert_eq!(server.refused(&amina, decline, &NoQuery {}, &()).await.code, Code::NotFound);
    }
    decide(&server, Approval::Approved).await;
    server.ok(&amina, accept(&mine[0]), &NoQuery {}, &()).await;
}

#[tokio::test]
async fn an_account_belongs_to_one_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "alpha", "alpha").await;
    let beta = fixture::member(&server, "beta", "beta").await;
    let amina = server.person("amina", Role::Learner).await;
    invite(&server, &alpha, "amina@example.org").await;
    invite(&server, &beta, "amina@example.org").await;
    let both = received(&server, &amina).await;
    assert_eq!(both.len(), 2);
    // Two tabs that say yes at once.
    let (one, two) = tokio::join!(
        server.call(&amina, accept(&both[0]), &NoQuery {}, &()),
        server.call(&amina, accept(&both[1]), &NoQuery {}, &())
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let left = received(&server, &amina).await;
    let problem = server.refused(&amina, accept(&left[0]), &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::Conflict);
    assert!(problem.detail.unwrap().contains("member of an organisation already"));
    // Once she leaves, the other one can still be answered.
    server.ok(&amina, RemoveMember { account: amina.id.as_str().into() }, &NoQuery {}, &()).await;
    server.ok(&amina, accept(&left[0]), &NoQuery {}, &()).await;
}

#[tokio::test]
async fn invitations_are_counted_by_the_day_and_bounded_in_number() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let mut count = 0;
    let mut next = || {
        count += 1;
        to(&format!("person{count}@example.org"), SeatRole::Viewer)
    };
    for _ in 0..limits::A_DAY {
        server.ok(&owner, Invite {}, &NoQuery {}, &next()).await;
    }
    let problem = server.refused(&owner, Invite {}, &NoQuery {}, &next()).await;
    assert_eq!((problem.code, problem.retry_after_seconds), (Code::TooMany, Some(24 * 60 * 60)));
    // Taking them back gives no further ones.
    for sent in open(&server, &owner).await {
        server.ok(&owner, TakeBackInvitation { invitation: sent.id }, &NoQuery {}, &()).await;
    }
    assert_eq!(server.refused(&owner, Invite {}, &NoQuery {}, &next()).await.code, Code::TooMany);
    let mut sent = 0;
    while sent < limits::OPEN {
        server.pass(DAY);
        for _ in 0..u64::try_from(limits::A_DAY).unwrap().min(limits::OPEN - sent) {
            server.ok(&owner, Invite {}, &NoQuery {}, &next()).await;
            sent += 1;
        }
    }
    let problem = server.refused(&owner, Invite {}, &NoQuery {}, &next()).await;
    let error = &problem.errors[0];
    assert_eq!((error.field.as_str(), error.reason, error.limit), ("email", Reason::TooMany, Some(limits::OPEN)));
    // Another role for one that is open takes no more room; and room comes back with time.
    let again = open(&server, &owner).await[0].email.clone();
    server.ok(&owner, Invite {}, &NoQuery {}, &to(&again, SeatRole::Owner)).await;
    server.pass(DAY * 16);
    server.ok(&owner, Invite {}, &NoQuery {}, &next()).await;
    assert_eq!(open(&server, &owner).await.len(), 1);
}

#[tokio::test]
async fn only_owners_see_invitations_and_who_owns_no_more_leaves_none_behind() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let zoe = server.person("zoe", Role::Learner).await;
    fixture::joins(&server, &owner, &amina, "amina", SeatRole::Viewer).await;
    let own = invite(&server, &owner, "zoe@example.org").await;
    let change = |role| (ChangeMember { account: amina.id.as_str().into() }, MemberChange { role: Some(role) });
    for role in [SeatRole::Viewer, SeatRole::Recruiter] {
        let (endpoint, body) = change(role);
        server.ok(&owner, endpoint, &NoQuery {}, &body).await;
        let back = TakeBackInvitation { invitation: own[0].id.clone() };
        let codes = [
            server.refused(&amina, ListInvitations {}, &NoQuery {}, &()).await.code,
            server.refused(&amina, Invite {}, &NoQuery {}, &to("x@example.org", role)).await.code,
            server.refused(&amina, back, &NoQuery {}, &()).await.code,
        ];
        assert_eq!(codes, [Code::Forbidden; 3], "{role:?}");
    }
    assert!(server.send(&owner, "GET", EXPORT_PATH, None).await.text().contains("zoe@example.org"));

    let (endpoint, body) = change(SeatRole::Owner);
    server.ok(&owner, endpoint, &NoQuery {}, &body).await;
    assert_eq!(invite(&server, &amina, "friend@example.org").await.len(), 2);
    let (endpoint, body) = change(SeatRole::Recruiter);
    server.ok(&owner, endpoint, &NoQuery {}, &body).await;
    assert_eq!(open(&server, &owner).await.len(), 1, "what a former owner invited is gone");
    assert_eq!(received(&server, &zoe).await[0].invited_by, "owner");

    let (endpoint, body) = change(SeatRole::Owner);
    server.ok(&owner, endpoint, &NoQuery {}, &body).await;
    server.ok(&amina, RemoveMember { account: owner.id.as_str().into() }, &NoQuery {}, &()).await;
    assert!(open(&server, &amina).await.is_empty() && received(&server, &zoe).await.is_empty());
}
