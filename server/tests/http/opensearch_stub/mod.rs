//! A stub of OpenSearch: an HTTP server in this process that keeps documents and understands what the adapter sends, to the
//! letter. Whatever it does not know it refuses, so that nothing passes by being ignored. It has the engine's limits, and
//! shows changes only after a refresh, as the engine does.

mod engine;
mod query;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use passerelle_server::search::opensearch::{OpenSearch, Settings};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use self::engine::Engine;

/// `anna:s/e:cret!` as the adapter has to send it.
const AUTHORIZATION: &str = "Basic YW5uYTpzL2U6Y3JldCE=";

/// The largest request, in bytes.
const REQUEST_BYTES: usize = 10_000_000;

/// A running stub. It ends with its value.
pub struct Stub {
    shared: Arc<Mutex<Shared>>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
pub struct Shared {
    pub engine: Engine,
    /// What was asked.
    pub requests: Vec<String>,
    pub trouble: Option<Trouble>,
}

/// What an engine does in place of answering as it should.
#[derive(Clone)]
pub struct Trouble {
    /// Where: a part of the path.
    pub at: &'static str,
    pub status: u16,
    pub answer: Vec<u8>,
    /// How long it takes.
    pub after: Duration,
    /// Whether it does what it is asked all the same.
    pub works: bool,
}

impl Trouble {
    pub fn new(at: &'static str, status: u16, answer: impl Into<Vec<u8>>) -> Self {
        Self { at, status, answer: answer.into(), after: Duration::ZERO, works: false }
    }
}

/// A refusal: the status and the kind of error.
pub struct Refusal(pub u16, pub String);

pub type Answer = Result<Value, Refusal>;

/// What the engine would not understand.
fn unknown(what: impl std::fmt::Display) -> Refusal {
    Refusal(400, format!("the stub does not know {what}"))
}

/// The members of an object that may have these and no others.
fn only<'a>(value: &'a Value, names: &[&str]) -> Result<&'a serde_json::Map<String, Value>, Refusal> {
    let object = value.as_object().ok_or_else(|| unknown(value))?;
    match object.keys().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(unknown(format!("{name} in {value}"))),
        None => Ok(object),
    }
}

/// The one member of an object.
fn single(value: &Value) -> Result<(&str, &Value), Refusal> {
    let object = value.as_object().filter(|object| object.len() == 1).ok_or_else(|| unknown(value))?;
    object.iter().next().map(|(name, value)| (name.as_str(), value)).ok_or_else(|| unknown(value))
}

impl Stub {
    pub fn start() -> Self {
        let shared: Arc<Mutex<Shared>> = Arc::default();
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let state = Arc::clone(&shared);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                let router = Router::new().fallback(answer).layer(DefaultBodyLimit::disable()).with_state(state);
                tokio::select! {
                    served = async { axum::serve(listener, router).await } => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        let address = told.recv().unwrap();
        Self { shared, address, stop: Some(stop), thread: Some(thread) }
    }

    /// What an adapter needs to find it.
    pub fn settings(&self) -> Settings {
        Settings::read(&format!("http://anna:s%2Fe%3Acret%21@{}/school", self.address), None).unwrap()
    }

    /// An adapter on it.
    pub fn index(&self) -> OpenSearch {
        OpenSearch::new(self.settings(), "things")
    }

    pub fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap()
    }

    /// Has it fail from now on, or work again.
    pub fn trouble(&self, trouble: Option<Trouble>) {
        self.shared().trouble = trouble;
    }

    /// What was asked since this was asked last.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.shared().requests)
    }

    /// Ends it, so that nobody answers any more.
    pub fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn answer(
    State(shared): State<Arc<Mutex<Shared>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().to_owned();
    let trouble = {
        let mut shared = shared.lock().unwrap();
        shared.requests.push(format!("{method} {path}"));
        shared.trouble.clone().filter(|trouble| path.contains(trouble.at))
    };
    let work = || {
        let kind = headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
        if headers.get(header::AUTHORIZATION).is_none_or(|secret| secret != AUTHORIZATION) {
            return Err(Refusal(401, "security_exception".into()));
        }
        if body.len() > REQUEST_BYTES {
            return Err(Refusal(413, "too_large".into()));
        }
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let query = uri.query().unwrap_or_default();
        shared.lock().unwrap().engine.answer(&method, &parts, query, kind, &body)
    };
    if let Some(trouble) = trouble {
        if trouble.works {
            let _ = work();
        }
        tokio::time::sleep(trouble.after).await;
        return (StatusCode::from_u16(trouble.status).unwrap(), trouble.answer).into_response();
    }
    match work() {
        // A document that is not there is an answer with a status of its own.
        Ok(value) if value["found"] == false => (StatusCode::NOT_FOUND, axum::Json(value)).into_response(),
        Ok(value) => axum::Json(value).into_response(),
        Err(Refusal(status, kind)) => {
            let error = json!({ "error": { "type": kind, "reason": "a secret word" }, "status": status });
            (StatusCode::from_u16(status).unwrap(), axum::Json(error)).into_response()
        }
    }
}
