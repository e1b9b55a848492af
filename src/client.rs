//! The only fetch of the app: it builds requests from the contract and turns every way of failing into one type.

use std::{cell::RefCell, pin::Pin};

use gloo_net::http::{Request, RequestBuilder, Response};
use passerelle_api::{
    Code, Endpoint, FieldError, FromJson, Method, Problem,
    account::{ACTS_FOR, Language},
    id::AccountId,
    job,
};
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    attention,
    i18n::{Messages, Namespace},
    json,
};

thread_local! {
    /// Who is signed in, as far as this window knows.
    static ACCOUNT: RefCell<Option<AccountId>> = const { RefCell::new(None) };
}

/// Has what is written from now on be for this account alone.
pub fn acts_for(account: Option<AccountId>) {
    ACCOUNT.set(account);
}

/// Whether what is written now is for this account.
pub fn is_for(account: &AccountId) -> bool {
    ACCOUNT.with_borrow(|now| now.as_ref() == Some(account))
}

/// Why a request gave nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// The network or the server could not be reached; whether the request arrived is not known.
    Offline,
    /// The server said why.
    Problem(Box<Problem>),
    /// Something answered that is not our server, such as a captive portal.
    Unreadable,
    /// The session ended, which an endpoint that also serves strangers does not say by itself.
    SessionEnded,
}

impl Failure {
    /// The server's code, when it gave one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            Self::SessionEnded => Some(Code::SignInNeeded),
            Self::Offline | Self::Unreadable => None,
        }
    }

    /// Whether what it was about is gone or another by now, so that what shows it has to be read anew.
    pub fn is_stale(&self) -> bool {
        matches!(self.code(), Some(Code::NotFound | Code::Conflict))
    }

    /// The fields that were refused.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Problem(problem) => problem.errors.clone(),
            Self::Offline | Self::Unreadable | Self::SessionEnded => Vec::new(),
        }
    }
}

/// Calls an endpoint that takes no body.
///
/// # Errors
/// [`Failure`], as for every call.
pub async fn get<E: Endpoint<Body = ()>>(endpoint: &E, query: &E::Query) -> Result<E::Reply, Failure> {
    read(&exchange(E::METHOD, endpoint.url(query), None).await?)
}

/// Calls an endpoint with a body.
///
/// # Errors
/// [`Failure`], as for every call.
pub async fn call<E: Endpoint>(endpoint: &E, query: &E::Query, body: &E::Body) -> Result<E::Reply, Failure> {
    let body = serde_json::to_string(body).map_err(|_| Failure::Unreadable)?;
    read(&exchange(E::METHOD, endpoint.url(query), Some(body)).await?)
}

/// What is on its way from the server.
type Exchange = Pin<Box<dyn Future<Output = Result<String, Failure>>>>;

/// Asks the server and gives the text of its answer. Boxed, so that it is compiled once and not into each call.
fn exchange(method: Method, url: String, body: Option<String>) -> Exchange {
    Box::pin(async move {
        let asked = attention::asked();
        let answer = ask(method, url, body).await;
        asked.answered();
        answer
    })
}

async fn ask(method: Method, url: String, body: Option<String>) -> Result<String, Failure> {
    let builder = request(method, &url);
    let sent = match body {
        Some(body) => {
            builder.header("content-type", "application/json").body(body).map_err(|_| Failure::Unreadable)?.send().await
        }
        None => builder.send().await,
    };
    answer(sent.map_err(|_| Failure::Offline)?).await
}

/// Begins a request. Somebody else may have signed in in another window since, and must not be written what stands in this one.
fn request(method: Method, url: &str) -> RequestBuilder {
    let builder = match method {
        Method::Get => return Request::get(url),
        Method::Post => Request::post(url),
        Method::Put => Request::put(url),
        Method::Patch => Request::patch(url),
        Method::Delete => Request::delete(url),
    };
    ACCOUNT.with_borrow(|account| match account {
        Some(account) => builder.header(ACTS_FOR, account.as_str()),
        None => builder,
    })
}

async fn answer(response: Response) -> Result<String, Failure> {
    // An answer that breaks off on the way is the network's fault, not the server's.
    let text = response.text().await.map_err(|_| Failure::Offline)?;
    if response.ok() {
        return Ok(text);
    }
    Err(json::read(&text).map_or(Failure::Unreadable, |problem| Failure::Problem(Box::new(problem))))
}

fn read<T: FromJson>(text: &str) -> Result<T, Failure> {
    // An endpoint without a reply answers with nothing, which is not JSON.
    json::read(if text.is_empty() { "null" } else { text }).ok_or(Failure::Unreadable)
}

/// Sends a CV as raw bytes.
///
/// # Errors
/// [`Failure`]; a file that is neither PDF nor DOCX, or too large, is a problem with the field `name`.
pub async fn upload(file: &web_sys::File) -> Result<job::FileRef, Failure> {
    let name = passerelle_api::endpoint::escape(&file.name());
    send_file(Method::Post, &format!("{}?name={name}", job::UPLOAD_PATH), file).await
}

/// Sends a file as raw bytes.
///
/// # Errors
/// [`Failure`], as for every call.
pub async fn send_file<T: FromJson>(method: Method, url: &str, file: &web_sys::File) -> Result<T, Failure> {
    let blob: &JsValue = file.unchecked_ref();
    let request = request(method, url)
        .header("content-type", "application/octet-stream")
        .body(blob.clone())
        .map_err(|_| Failure::Unreadable)?;
    let asked = attention::asked();
    let sent = request.send().await;
    let answer = match sent {
        Ok(response) => answer(response).await,
        Err(_) => Err(Failure::Offline),
    };
    asked.answered();
    read(&answer?)
}

/// Fetches the messages of a namespace from the folder that the app itself came from.
///
/// # Errors
/// [`Failure::Offline`] or [`Failure::Unreadable`].
pub async fn messages(namespace: Namespace, language: Language) -> Result<Messages, Failure> {
    let url = format!("{}i18n/{}/{}.json", crate::base::assets(), language.as_str(), namespace.as_str());
    let response = Request::get(&url).send().await.map_err(|_| Failure::Offline)?;
    if !response.ok() {
        return Err(Failure::Unreadable);
    }
    let text = response.text().await.map_err(|_| Failure::Offline)?;
    json::read(&text).ok_or(Failure::Unreadable)
}
