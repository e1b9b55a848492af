//! Who calls. A layer reads the session cookie once; extractors and the gate only look at what it found.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access,
    account::{ACTS_FOR, Account, EmployerRef, Role},
};
use passerelle_rules::{seat, teaching};

use crate::{
    error::{Error, Result},
    session,
    state::App,
    store::{self, Connection, Store, Tx},
};

/// Whoever calls: an account, or nobody.
#[derive(Debug, Clone, Default)]
pub struct Caller(pub Option<Arc<Account>>);

/// An account that is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Arc<Account>);

/// A member of an organisation that hires.
#[derive(Debug, Clone)]
pub struct EmployerMember {
    pub account: Arc<Account>,
    pub employer: EmployerRef,
    /// What the seat opened when the request came.
    pub access: Access,
}

impl EmployerMember {
    /// A transaction in which this member writes for the organisation. Others who change the organisation or its members wait until its
    /// end, or are waited for here: whoever lost the seat meanwhile, or has another role in it, writes nothing any more, nor does anybody
    /// of an organisation that was sent away. The organisation is held first: whoever held something of it before would wait for those
    /// who wait for that.
    pub async fn begin(&self, store: &Store) -> Result<Tx> {
        let mut tx = store.begin().await?;
        store::contact::lock_employer(&mut tx, &self.employer.slug).await?;
        self.check(&mut tx).await?;
        Ok(tx)
    }

    /// Refuses a member whose seat does not open any more what it did when the request came.
    pub async fn check(&self, db: &mut Connection) -> Result<()> {
        let seat = store::employer::seat_of(db, &self.employer.slug, &self.account.id).await?;
        let may = seat.is_some_and(|seat| seat::may(&seat, self.access));
        if may { Ok(()) } else { Err(Error::Forbidden) }
    }
}

/// What a handler asks for to know who calls.
pub trait Who: Sized + Send {
    /// That, or why not. What was asked for was opened to this caller before.
    fn from_caller(caller: &Caller, access: Access) -> Result<Self>;
}

impl Caller {
    /// Whether this caller may call at all.
    pub fn check(&self, access: Access) -> Result<()> {
        match (access, &self.0) {
            (Access::Public, _) | (Access::Account, Some(_)) => Ok(()),
            (_, None) => Err(Error::SignInNeeded),
            (Access::Teacher, Some(account)) if teaching::is_teacher(&account.roles) => Ok(()),
            (Access::Mentor, Some(account)) if account.roles.contains(&Role::Mentor) => Ok(()),
            (Access::Staff, Some(account)) if account.roles.contains(&Role::Staff) => Ok(()),
            (access, Some(account)) if account.seat.as_ref().is_some_and(|seat| seat::may(seat, access)) => Ok(()),
            (_, Some(_)) => Err(Error::Forbidden),
        }
    }
}

impl Who for Caller {
    fn from_caller(caller: &Caller, _: Access) -> Result<Self> {
        Ok(caller.clone())
    }
}

impl Who for SignedIn {
    fn from_caller(caller: &Caller, _: Access) -> Result<Self> {
        caller.0.clone().map(Self).ok_or(Error::SignInNeeded)
    }
}

impl Who for EmployerMember {
    fn from_caller(caller: &Caller, access: Access) -> Result<Self> {
        let SignedIn(account) = SignedIn::from_caller(caller, access)?;
        let employer = account.employer.clone().ok_or(Error::Forbidden)?;
        Ok(Self { account, employer, access })
    }
}

macro_rules! extract_who {
    ($($who:ty),*) => {$(
        impl<S: Send + Sync> FromRequestParts<S> for $who {
            type Rejection = Error;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
                // Endpoints of raw bytes, which this is for, write nothing for an organisation.
                <$who>::from_caller(&caller_of(parts), Access::Employer)
            }
        }
    )*};
}
extract_who!(Caller, SignedIn, EmployerMember);

/// Who sent a request, as [`load`] found it.
pub fn caller_of(parts: &Parts) -> Caller {
    parts.extensions.get::<Caller>().cloned().unwrap_or_default()
}

/// The layer that looks up the session once a request, and renews its cookie when it slides.
pub async fn load(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(token) = session::token_in(request.headers()) else {
        return next.run(request).await;
    };
    let found = match find(&app, &token).await {
        Ok(found) => found,
        Err(error) => return error.into_response(),
    };
    let found = found.filter(|(account, _)| is_meant(&request, account));
    let renew = found.as_ref().is_some_and(|(_, touched)| session::is_due(*touched, app.clock.now_ms()));
    request.extensions_mut().insert(Caller(found.map(|(account, _)| Arc::new(account))));
    let mut response = next.run(request).await;
    if renew && !response.headers().contains_key(header::SET_COOKIE) {
        renew_cookie(&app, &token, response.headers_mut()).await;
    }
    response
}

/// Whether a request is for the account whose session it comes with, where it says for which. Another window may have signed somebody else in
/// since the page was drawn, and what stands there is not theirs to write.
fn is_meant(request: &Request, account: &Account) -> bool {
    request.headers().get(ACTS_FOR).is_none_or(|meant| meant.as_bytes() == account.id.as_str().as_bytes())
}

async fn find(app: &App, token: &str) -> Result<Option<(Account, i64)>> {
    let mut db = app.store.read().await?;
    store::account::of_session(&mut db, &session::hash(token), app.clock.now_ms()).await
}

/// A session that could not be renewed still holds until its end, so the answer goes out all the same.
async fn renew_cookie(app: &App, token: &str, headers: &mut HeaderMap) {
    match touch(app, token).await {
        Ok(()) => {
            if let Ok(cookie) = HeaderValue::from_str(&session::cookie(token)) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
        Err(error) => tracing::warn!(%error, "a session was not renewed"),
    }
}

async fn touch(app: &App, token: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let now = app.clock.now_ms();
    store::session::touch(&mut tx, &session::hash(token), now, now + session::LIFETIME_MS).await?;
    tx.commit().await
}
