//! Signing up, in and out, and one's preferences.

use std::net::IpAddr;

use passerelle_api::{
    FieldError, NoReply, Reason,
    account::{ChangeAccount, Role, Session, ShowSession, SignIn, SignOut, SignUp, limits},
};
use passerelle_rules::password;

use crate::{
    auth::{Caller, SignedIn},
    endpoints::{Answer, Call, Endpoints},
    error::{Error, Result},
    hashing, session,
    state::App,
    store::{account, session as sessions, sign_in_limit as limit},
};

/// Tries to sign in with one e-mail in a quarter of an hour.
const TRIES_PER_EMAIL: i64 = 10;

/// Tries from one address, behind which there may be a whole school.
const TRIES_PER_CLIENT: i64 = 50;

/// Accounts opened from one address in a quarter of an hour. A school opens many in one lesson; a script opens thousands.
const SIGN_UPS_PER_CLIENT: i64 = 200;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(sign_up).limited().on(show_session).on(sign_in).limited().on(sign_out).on(change_account)
}

async fn sign_up(call: Call<SignUp>, _: Caller) -> Result<Answer<Session>> {
    let Call { app, body, token, client, .. } = call;
    let name = body.name.trim();
    let email = normal_email(&body.email);
    let mut errors = Vec::new();
    errors.extend(name_error(name));
    errors.extend(email_error(&email));
    errors.extend(password::refusal(&body.password, &email));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let id = app.random.id()?;
    if let Some(client) = client {
        let key = session::hash(&format!("sign-up {client}"));
        let mut tx = app.store.begin().await?;
        let subjects = [limit::Subject { key, allowed: SIGN_UPS_PER_CLIENT }];
        limit::count(&mut tx, &id, &subjects, app.clock.now_ms()).await?;
        tx.commit().await?;
    }
    let password = hashing::hash(&app, body.password).await?;
    let mut tx = app.store.begin().await?;
    let created = account::create(
        &mut tx,
        &account::New {
            id: &id,
            email: &email,
            name,
            password: &password,
            language: body.language.map(|language| language.as_str()),
            roles: &[Role::Learner],
            now: app.clock.now_ms(),
        },
    )
    .await;
    match created {
        Err(error) if error.is_unique_violation() => return Err(Error::field("email", Reason::AlreadyUsed)),
        other => other?,
    }
    let answer = open_session(&app, &mut tx, &id, token.as_deref()).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn show_session(_: Call<ShowSession>, caller: Caller) -> Result<Session> {
    Ok(Session { account: caller.0.map(|account| (*account).clone()) })
}

async fn sign_in(call: Call<SignIn>, _: Caller) -> Result<Answer<Session>> {
    let Call { app, body, token, client, .. } = call;
    let email = normal_email(&body.email);
    let attempt = app.random.id()?;
    let subjects = subjects(&email, client);
    let mut tx = app.store.begin().await?;
    limit::count(&mut tx, &attempt, &subjects, app.clock.now_ms()).await?;
    tx.commit().await?;

    let secret = account::secret(&mut *app.store.read().await?, &email).await?;
    let (id, hash) = secret.map_or((None, None), |secret| (Some(secret.id), Some(secret.password)));
    let right = hashing::verify(&app, body.password, hash).await?;
    let Some(id) = id.filter(|_| right) else { return Err(Error::WrongCredentials) };

    let mut tx = app.store.begin().await?;
    limit::forget_try(&mut tx, &attempt).await?;
    limit::forget(&mut tx, &subjects[0].key).await?;
    sessions::sweep(&mut tx, app.clock.now_ms()).await?;
    let answer = open_session(&app, &mut tx, &id, token.as_deref()).await?;
    tx.commit().await?;
    Ok(answer)
}

async fn sign_out(call: Call<SignOut>, _: Caller) -> Result<Answer<NoReply>> {
    if let Some(token) = &call.token {
        let mut tx = call.app.store.begin().await?;
        sessions::close(&mut tx, &session::hash(token)).await?;
        tx.commit().await?;
    }
    Ok(Answer { reply: (), cookie: Some(session::no_cookie()) })
}

async fn change_account(call: Call<ChangeAccount>, SignedIn(me): SignedIn) -> Result<Session> {
    let Call { app, mut body, .. } = call;
    body.name = body.name.map(|name| name.trim().to_owned());
    if let Some(error) = body.name.as_deref().and_then(name_error) {
        return Err(Error::Invalid(vec![error]));
    }
    let mut tx = app.store.begin().await?;
    account::change(&mut tx, me.id.as_str(), &body, app.clock.now_ms()).await?;
    let account = account::show(&mut tx, me.id.as_str()).await?;
    tx.commit().await?;
    Ok(Session { account: Some(account) })
}

/// Opens a session under a new token. The token that came with the request is closed, so that a session planted in the
/// browser before is worth nothing after.
async fn open_session(
    app: &App,
    db: &mut crate::store::Connection,
    account: &str,
    old_token: Option<&str>,
) -> Result<Answer<Session>> {
    if let Some(token) = old_token {
        sessions::close(db, &session::hash(token)).await?;
    }
    let token = session::new_token(&app.random)?;
    let now = app.clock.now_ms();
    sessions::open(db, &session::hash(&token), account, now, now + session::LIFETIME_MS).await?;
    let reply = Session { account: Some(account::show(db, account).await?) };
    Ok(Answer { reply, cookie: Some(session::cookie(&token)) })
}

/// An address as accounts are found by it: e-mails are compared without regard to case and to spaces around them.
pub(super) fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

fn subjects(email: &str, client: Option<IpAddr>) -> Vec<limit::Subject> {
    let mut subjects = vec![limit::Subject { key: session::hash(&format!("email {email}")), allowed: TRIES_PER_EMAIL }];
    if let Some(client) = client {
        let key = session::hash(&format!("client {client}"));
        subjects.push(limit::Subject { key, allowed: TRIES_PER_CLIENT });
    }
    subjects
}

fn name_error(name: &str) -> Option<FieldError> {
    match name.chars().count() as u64 {
        0 => Some(FieldError::new("name", Reason::Required)),
        count if count > limits::NAME => Some(FieldError::limited("name", Reason::TooLong, limits::NAME)),
        _ if name.chars().any(is_invisible_order) => Some(FieldError::new("name", Reason::NotAllowed)),
        _ => None,
    }
}

/// Control characters, and those that turn the direction of text around: a name with them reads as another on a
/// certificate.
fn is_invisible_order(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Only what cannot be an address is refused; whether it works is for a message to find out.
/// What is wrong with an address.
pub(super) fn email_error(email: &str) -> Option<FieldError> {
    let valid = email.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
    });
    if email.is_empty() {
        Some(FieldError::new("email", Reason::Required))
    } else if email.chars().count() as u64 > limits::EMAIL {
        Some(FieldError::limited("email", Reason::TooLong, limits::EMAIL))
    } else if !valid || email.matches('@').count() != 1 || email.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some(FieldError::new("email", Reason::NotAnEmail))
    } else {
        None
    }
}
