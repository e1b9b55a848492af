//! Registering endpoints by type. What the contract says of an endpoint is mounted, guarded and documented from here, so
//! that the three cannot differ.

use std::{any::TypeId, collections::BTreeSet, future::Future, net::IpAddr};

use axum::{
    Json, Router,
    extract::{FromRequest, FromRequestParts, Path, RawPathParams, Request, State},
    handler::Handler,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use passerelle_api::{Access, Endpoint, Method};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::{
    auth::{self, Who},
    client,
    error::{Error, Result},
    extract::{Body, Params},
    openapi::{self, Document},
    state::App,
};

/// One request to an endpoint, read and checked against the contract.
#[derive(Debug)]
pub struct Call<E: Endpoint> {
    pub app: App,
    /// The parts of the path.
    pub path: E,
    pub query: E::Query,
    pub body: E::Body,
    /// The address the request came from.
    pub client: Option<IpAddr>,
    /// The session token that came with the request.
    pub token: Option<String>,
}

/// A reply with what goes beside it. Any reply is an answer without anything beside it.
#[derive(Debug)]
pub struct Answer<T> {
    pub reply: T,
    /// A cookie to set.
    pub cookie: Option<String>,
}

impl<T> From<T> for Answer<T> {
    fn from(reply: T) -> Self {
        Self { reply, cookie: None }
    }
}

/// What was registered, for tests that walk all of it.
#[derive(Debug, Clone, Copy)]
pub struct Registered {
    pub name: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
}

/// An endpoint that takes or gives raw bytes, which the contract's types cannot say.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    pub name: &'static str,
    pub summary: &'static str,
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    /// The media type of the body, where one is sent.
    pub takes: Option<&'static str>,
    /// The media types that a reply can have.
    pub gives: &'static [&'static str],
}

/// Endpoints that are mounted together.
#[derive(Debug, Default)]
pub struct Endpoints {
    router: Router<App>,
    document: Document,
    registered: Vec<Registered>,
}

impl Endpoints {
    /// No endpoints yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the endpoint that a handler is written for. The caller is checked before anything else is read.
    pub fn on<E, W, A, F, Fut>(mut self, handler: F) -> Self
    where
        E: Endpoint + DeserializeOwned + Send + Sync + 'static,
        E::Query: ToSchema + Send + 'static,
        E::Body: ToSchema + Send + 'static,
        E::Reply: ToSchema + Send + 'static,
        W: Who + 'static,
        A: Into<Answer<E::Reply>> + 'static,
        F: Fn(Call<E>, W) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Result<A>> + Send + 'static,
    {
        let handle = move |State(app): State<App>, request: Request| {
            let handler = handler.clone();
            async move {
                let (call, who) = read::<E, W>(app, request).await?;
                write::<E>(handler(call, who).await?.into())
            }
        };
        self.document.add::<E>();
        self.registered.push(Registered { name: E::NAME, method: E::METHOD, path: E::PATH, access: E::ACCESS });
        self.router = self.router.route(E::PATH, on(filter(E::METHOD), handle));
        self
    }

    /// Adds an endpoint of raw bytes with an ordinary axum handler, guarded and documented like the others. `Q` is its
    /// query and `R` its reply, `()` where that is bytes.
    pub fn raw<Q, R, T>(mut self, raw: Raw, handler: impl Handler<T, App>) -> Self
    where
        Q: ToSchema,
        R: ToSchema + 'static,
        T: 'static,
    {
        let gate = move |request: Request, next: Next| async move {
            let (mut parts, body) = request.into_parts();
            auth::caller_of(&parts).check(raw.access)?;
            // The handler's own extractor would answer in plain text.
            let readable = RawPathParams::from_request_parts(&mut parts, &()).await.is_ok();
            if !readable || parts.uri.path().contains("%00") {
                return Err(Error::NotFound);
            }
            Ok::<_, Error>(next.run(Request::from_parts(parts, body)).await)
        };
        self.document.add_raw::<Q, R>(&raw);
        self.registered.push(Registered { name: raw.name, method: raw.method, path: raw.path, access: raw.access });
        let route = on(filter(raw.method), handler).route_layer(middleware::from_fn(gate));
        self.router = self.router.route(raw.path, route);
        self
    }

    /// The endpoint that was added last can find that something else came before it: a version, a state, a key that was used.
    pub fn conflicts(self) -> Self {
        self.may(409)
    }

    /// The endpoint that was added last can be called too often.
    pub fn limited(self) -> Self {
        self.may(429)
    }

    /// The endpoint that was added last can refuse what is kept already, though it takes nothing that could break a rule.
    pub fn checked(self) -> Self {
        self.may(422)
    }

    fn may(mut self, status: u16) -> Self {
        if let Some(last) = self.registered.last() {
            self.document.may(last.path, last.method, status);
        }
        self
    }

    /// These and those.
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.document.merge(other.document);
        self.registered.extend(other.registered);
        self
    }

    /// What was registered.
    pub fn registered(&self) -> &[Registered] {
        &self.registered
    }

    /// The OpenAPI document of them all.
    pub fn document(&self) -> openapi::Value {
        self.document.finish()
    }

    /// Names that the document gives to two types at once.
    pub const fn ambiguous(&self) -> &BTreeSet<String> {
        self.document.ambiguous()
    }

    /// The routes.
    pub fn into_router(self) -> Router<App> {
        self.router
    }
}

async fn read<E, W>(app: App, request: Request) -> Result<(Call<E>, W)>
where
    E: Endpoint + DeserializeOwned + Send,
    E::Body: 'static,
    W: Who,
{
    let (mut parts, body) = request.into_parts();
    let caller = auth::caller_of(&parts);
    caller.check(E::ACCESS)?;
    let who = W::from_caller(&caller, E::ACCESS)?;
    if parts.uri.path().contains("%00") {
        return Err(Error::NotFound);
    }
    let Path(path) = Path::<E>::from_request_parts(&mut parts, &app).await.map_err(|_| Error::NotFound)?;
    let Params(query) = Params::from_request_parts(&mut parts, &app).await?;
    let client = client::address(&parts, &app.config);
    let token = crate::session::token_in(&parts.headers);
    let body = if TypeId::of::<E::Body>() == TypeId::of::<()>() {
        crate::extract::parse_json(b"null")?
    } else {
        Body::from_request(Request::from_parts(parts, body), &app).await?.0
    };
    Ok((Call { app, path, query, body, client, token }, who))
}

fn write<E: Endpoint>(answer: Answer<E::Reply>) -> Result<Response>
where
    E::Reply: 'static,
{
    let mut response = if TypeId::of::<E::Reply>() == TypeId::of::<()>() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Json(answer.reply).into_response()
    };
    if let Some(cookie) = answer.cookie {
        let cookie = HeaderValue::from_str(&cookie).map_err(|error| Error::fault(format!("cookie: {error}")))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn filter(method: Method) -> MethodFilter {
    match method {
        Method::Get => MethodFilter::GET,
        Method::Post => MethodFilter::POST,
        Method::Put => MethodFilter::PUT,
        Method::Patch => MethodFilter::PATCH,
        Method::Delete => MethodFilter::DELETE,
    }
}
