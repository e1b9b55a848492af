//! Signing up, in and out.

use std::{sync::Arc, time::Duration};

use passerelle_api::{
    Code, Endpoint as _, NoQuery, Reason,
    account::{
        ACTS_FOR, AccountChange, ChangeAccount, Credentials, Language, NewAccount, Role, ShowSession, SignIn, SignOut,
        SignUp, Theme,
    },
};

use passerelle_server::{
    session,
    store::sign_in_limit::{self, Subject},
};
use tokio::task::JoinSet;

use crate::support::{PASSWORD, Person, Server};

fn new_account(email: &str) -> NewAccount {
    NewAccount {
        name: "Demo learner".into(),
        email: email.into(),
        password: PASSWORD.into(),
        language: Some(Language::French),
    }
}

fn credentials(email: &str, password: &str) -> Credentials {
    Credentials { email: email.into(), password: password.into() }
}

#[tokio::test]
async fn signing_up_signs_in_under_a_guarded_cookie() {
    let server = Server::start().await;
    let reply = server.call(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("  Amina@Example.org ")).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let cookie = reply.header("set-cookie").to_owned();
    for part in ["__Host-session=", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let who = Person { id: String::new(), token: reply.new_token() };
    let account = server.ok(&who, ShowSession {}, &NoQuery {}, &()).await.account.unwrap();
    assert_eq!((account.email.as_str(), account.language), ("amina@example.org", Some(Language::French)));
    assert_eq!(account.roles, [Role::Learner]);
}

#[tokio::test]
async fn an_account_is_refused_field_by_field() {
    let server = Server::start().await;
    let bad = NewAccount { name: "  ".into(), email: "nobody".into(), password: "short".into(), language: None };
    let problem = server.refused(&server.nobody(), SignUp {}, &NoQuery {}, &bad).await;
    let reasons: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    assert_eq!(reasons, [("name", Reason::Required), ("email", Reason::NotAnEmail), ("password", Reason::TooShort)]);
    assert_eq!(problem.status, 422);
}

#[tokio::test]
async fn an_email_has_one_account() {
    let server = Server::start().await;
    server.ok(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("amina@example.org")).await;
    let problem = server.refused(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("AMINA@example.org")).await;
    assert_eq!(problem.errors[0].reason, Reason::AlreadyUsed);
}

#[tokio::test]
async fn two_tabs_that_sign_up_at_once_make_one_account() {
    let server = Server::start().await;
    let nobody = server.nobody();
    let new = new_account("amina@example.org");
    let (one, two) = tokio::join!(
        server.call(&nobody, SignUp {}, &NoQuery {}, &new),
        server.call(&nobody, SignUp {}, &NoQuery {}, &new)
    );
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
}

#[tokio::test]
async fn signing_in_changes_the_token_and_closes_the_old_one() {
    let server = Server::start().await;
    let first = server.call(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("amina@example.org")).await;
    let before = Person { id: String::new(), token: first.new_token() };
    let reply = server.call(&before, SignIn {}, &NoQuery {}, &credentials("Amina@example.org", PASSWORD)).await;
    let after = Person { id: String::new(), token: reply.new_token() };
    assert!(after.token.is_some() && after.token != before.token);
    assert!(server.ok(&before, ShowSession {}, &NoQuery {}, &()).await.account.is_none());
    assert!(server.ok(&after, ShowSession {}, &NoQuery {}, &()).await.account.is_some());
    let out = server.call(&after, SignOut {}, &NoQuery {}, &()).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    assert!(server.ok(&after, ShowSession {}, &NoQuery {}, &()).await.account.is_none());
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_email_answer_the_same() {
    let server = Server::start().await;
    server.ok(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("amina@example.org")).await;
    let wrong = credentials("amina@example.org", "not the password");
    let unknown = credentials("nobody@example.org", "not the password");
    let wrong = server.call(&server.nobody(), SignIn {}, &NoQuery {}, &wrong).await;
    let unknown = server.call(&server.nobody(), SignIn {}, &NoQuery {}, &unknown).await;
    assert_eq!(wrong.problem().code, Code::WrongCredentials);
    assert_eq!(wrong.text(), unknown.text());
}

#[tokio::test]
async fn too_many_tries_have_to_wait() {
    let server = Server::start().await;
    server.ok(&server.nobody(), SignUp {}, &NoQuery {}, &new_account("amina@example.org")).await;
    let wrong = credentials("amina@example.org", "not the password");
    for _ in 0..10 {
        assert_eq!(server.refused(&server.nobody(), SignIn {}, &NoQuery {}, &wrong).await.status, 401);
    }
    let right = credentials("amina@example.org", PASSWORD);
    let reply = server.call(&server.nobody(), SignIn {}, &NoQuery {}, &right).await;
    let problem = reply.problem();
    assert_eq!((problem.code, problem.retry_after_seconds), (Code::TooMany, Some(15 * 60)));
    assert_eq!(reply.header("retry-after"), "900");
    server.pass(Duration::from_secs(15 * 60));
    server.ok(&server.nobody(), SignIn {}, &NoQuery {}, &right).await;
}

#[tokio::test]
async fn a_session_slides_while_it_is_used_and_ends_when_it_is_not() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    server.pass(Duration::from_secs(20 * 24 * 3600));
    let reply = server.call(&who, ShowSession {}, &NoQuery {}, &()).await;
    assert_eq!(reply.new_token(), who.token, "the cookie is renewed");
    server.pass(Duration::from_secs(20 * 24 * 3600));
    assert!(server.ok(&who, ShowSession {}, &NoQuery {}, &()).await.account.is_some());
    server.pass(Duration::from_secs(31 * 24 * 3600));
    assert!(server.ok(&who, ShowSession {}, &NoQuery {}, &()).await.account.is_none());
    let problem = server.refused(&who, ChangeAccount {}, &NoQuery {}, &AccountChange::default()).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}

#[tokio::test]
async fn a_page_of_somebody_else_writes_nothing_for_whoever_signed_in_since() {
    let server = Server::start().await;
    let (amina, bilal) = (server.person("amina", Role::Learner).await, server.person("bilal", Role::Learner).await);
    let send = async |who: &Person, meant: &Person| {
        let headers = [("content-type", "application/json"), (ACTS_FOR, meant.id.as_str())];
        let url = ChangeAccount {}.url(&NoQuery {});
        server.send_with(who, ChangeAccount::METHOD.as_str(), &url, &headers, r#"{"name":"Amina B."}"#).await
    };
    let refused = send(&bilal, &amina).await.problem();
    assert_eq!((refused.status, refused.code), (401, Code::SignInNeeded));
    let account = server.ok(&bilal, ShowSession {}, &NoQuery {}, &()).await.account.unwrap();
    assert_eq!(account.name, "bilal", "and is still signed in");
    assert_eq!(send(&amina, &amina).await.status, 200);
}

#[tokio::test]
async fn preferences_change_one_by_one() {
    let server = Server::start().await;
    let who = server.person("learner", Role::Learner).await;
    let theme = AccountChange { theme: Some(Theme::Dark), ..AccountChange::default() };
    server.ok(&who, ChangeAccount {}, &NoQuery {}, &theme).await;
    let name = AccountChange { name: Some(" Amina B. ".into()), ..AccountChange::default() };
    let account = server.ok(&who, ChangeAccount {}, &NoQuery {}, &name).await.account.unwrap();
    assert_eq!((account.name.as_str(), account.theme), ("Amina B.", Some(Theme::Dark)));
    let empty = AccountChange { name: Some(" ".into()), ..AccountChange::default() };
    assert_eq!(server.refused(&who, ChangeAccount {}, &NoQuery {}, &empty).await.errors[0].reason, Reason::Required);
}

#[tokio::test]
async fn an_account_without_a_password_lets_nobody_in() {
    let server = Server::start().await;
    server.person("imported", Role::Learner).await;
    for password in ["none", "", "not the password"] {
        let tried = credentials("imported@example.org", password);
        let problem = server.refused(&server.nobody(), SignIn {}, &NoQuery {}, &tried).await;
        assert_eq!(problem.code, Code::WrongCredentials, "{password}");
    }
}

#[tokio::test]
async fn a_name_cannot_turn_the_text_around_it() {
    let server = Server::start().await;
    for name in ["Amina\u{202e}", "A\nB"] {
        let new = NewAccount { name: name.into(), ..new_account("amina@example.org") };
        let problem = server.refused(&server.nobody(), SignUp {}, &NoQuery {}, &new).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("name", Reason::NotAllowed));
    }
}

#[tokio::test]
async fn a_client_that_tries_many_emails_has_to_wait() {
    let server = Server::start().await;
    for number in 0..50 {
        let reply = server.sign_in_from("10.0.0.7", &format!("nobody{number}@example.org")).await;
        assert_eq!(reply.problem().code, Code::WrongCredentials);
    }
    assert_eq!(server.sign_in_from("10.0.0.7", "nobody@example.org").await.problem().code, Code::TooMany);
    assert_eq!(server.sign_in_from("10.0.0.8", "nobody@example.org").await.problem().code, Code::WrongCredentials);
}

#[tokio::test]
async fn a_client_that_opens_very_many_accounts_has_to_wait() {
    let server = Server::start().await;
    let subjects = [Subject { key: session::hash("sign-up 10.0.0.7"), allowed: 200 }];
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..200 {
        sign_in_limit::count(&mut tx, &number.to_string(), &subjects, server.app.clock.now_ms()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let json = format!(r#"{{"email":"amina@example.org","name":"Amina","password":"{PASSWORD}"}}"#);
    let refused = server.send_from([10, 0, 0, 7].into(), "/api/accounts", &json).await.problem();
    assert_eq!((refused.code, refused.retry_after_seconds), (Code::TooMany, Some(15 * 60)));
    assert_eq!(server.send_from([10, 0, 0, 8].into(), "/api/accounts", &json).await.status, 200);
}

#[tokio::test]
async fn tries_at_the_same_moment_do_not_pass_the_limit() {
    let server = Arc::new(Server::start().await);
    let mut tries = JoinSet::new();
    for _ in 0..16 {
        let server = Arc::clone(&server);
        tries.spawn(async move { server.sign_in_from("10.0.0.7", "amina@example.org").await.problem().code });
    }
    let codes = tries.join_all().await;
    assert_eq!(codes.iter().filter(|code| **code == Code::WrongCredentials).count(), 10, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Code::TooMany).count(), 6, "{codes:?}");
}
