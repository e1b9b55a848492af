//! The server under test: the whole service in this process, on a real database of its own.

pub mod catalogue;
mod documented;

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use http_body_util::BodyExt;
use passerelle_api::{Endpoint, FromJson, Json, Problem, account::Role};
use passerelle_server::{
    app,
    clock::{Clock, OsRandom},
    config::Config,
    endpoints::Registered,
    session,
    state::App,
    store::{Store, account},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{Connection, Executor};
use tower::ServiceExt;

/// 2026-01-05 08:00 UTC, when every test begins.
pub const START_MS: i64 = 1_767_600_000_000;

/// A password that is good enough to be let in.
pub const PASSWORD: &str = "three purple bridges";

/// A server with a database of its own.
pub struct Server {
    pub app: App,
    pub registered: Vec<Registered>,
    router: Router,
    now: Arc<AtomicI64>,
    /// Whether the index learns of nothing by itself.
    index_waits: AtomicBool,
    folder: tempfile::TempDir,
}

/// Somebody who calls: with a session, or without.
#[derive(Clone, Default, Debug)]
pub struct Person {
    /// The account's id, empty for nobody.
    pub id: String,
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
}

impl Server {
    /// A server without content. It runs on SQLite, or on PostgreSQL where `PASSERELLE_TEST_POSTGRES` names a server.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = fresh_database(folder.path()).await;
        Self::start_on(&database, folder).await
    }

    /// A server on a given database.
    pub async fn start_on(database: &str, folder: tempfile::TempDir) -> Self {
        // The first test of the process starts it; for the others it runs already.
        let _ = tracing_subscriber::fmt().with_test_writer().with_max_level(tracing::Level::WARN).try_init();
        let config = config(database, folder.path());
        Self::start_with(config, folder).await
    }

    /// A server with given settings.
    pub async fn start_with(config: Config, folder: tempfile::TempDir) -> Self {
        let now = Arc::new(AtomicI64::new(START_MS));
        let told = Arc::clone(&now);
        let clock = Clock::new(move || DateTime::<Utc>::from_timestamp_millis(told.load(Ordering::SeqCst)).unwrap());
        let store = Store::open(&config.database).await.unwrap();
        let app = App::new(store, config, clock, OsRandom::system());
        let service = app::service(app.clone());
        let index_waits = AtomicBool::new(false);
        Self { app, registered: service.registered, router: service.router, now, index_waits, folder }
    }

    /// The same server, started again on another address of its database.
    pub async fn reopen(self, database: &str) -> Self {
        self.app.store.close().await;
        Self::start_on(database, self.folder).await
    }

    /// Where this server keeps its files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.now.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Leaves the index as it is from now on, as in the moment before it learns of a change, or lets it learn again.
    pub fn leave_index_behind(&self, behind: bool) {
        self.index_waits.store(behind, Ordering::SeqCst);
    }

    /// Writes down whom organisations were shown, as the running server does every few seconds.
    pub async fn write_trail(&self) {
        self.app.trail.write(&self.app.store).await.unwrap();
    }

    /// A person with an account and one role, signed in. The e-mail is `<name>@example.org`.
    pub async fn person(&self, name: &str, role: Role) -> Person {
        let id = self.app.random.id().unwrap();
        let token = session::new_token(&self.app.random).unwrap();
        let now = self.app.clock.now_ms();
        let mut tx = self.app.store.begin().await.unwrap();
        let new = account::New {
            id: &id,
            email: &format!("{name}@example.org"),
            name,
            // Nobody can sign in with it; the session is opened directly, which spares the tests the hashing.
            password: "none",
            language: None,
            roles: &[role],
            now,
        };
        account::create(&mut tx, &new).await.unwrap();
        let end = now + session::LIFETIME_MS;
        passerelle_server::store::session::open(&mut tx, &session::hash(&token), &id, now, end).await.unwrap();
        tx.commit().await.unwrap();
        Person { id, token: Some(token) }
    }

    /// A person in a new session of their account.
    pub async fn signed_in(&self, id: &str) -> Person {
        let token = session::new_token(&self.app.random).unwrap();
        let now = self.app.clock.now_ms();
        let mut tx = self.app.store.begin().await.unwrap();
        let end = now + session::LIFETIME_MS;
        passerelle_server::store::session::open(&mut tx, &session::hash(&token), id, now, end).await.unwrap();
        tx.commit().await.unwrap();
        Person { id: id.to_owned(), token: Some(token) }
    }

    /// Nobody.
    pub fn nobody(&self) -> Person {
        Person::default()
    }

    /// Calls an endpoint and reads its reply.
    pub async fn ok<E: Endpoint>(&self, who: &Person, endpoint: E, query: &E::Query, body: &E::Body) -> E::Reply {
        let reply = self.call(who, endpoint, query, body).await;
        assert!(reply.status.is_success(), "{}: {} {}", E::NAME, reply.status, reply.text());
        let value = if reply.status == StatusCode::NO_CONTENT { Value::Null } else { reply.json() };
        let read: E::Reply = serde_json::from_value(value.clone()).unwrap();
        // The app reads the same types in a way of its own, which must come to the same.
        let by_app = E::Reply::from_json(&Parsed(value)).map(|reply| serde_json::to_value(reply).unwrap());
        assert_eq!(by_app, Some(serde_json::to_value(&read).unwrap()), "{}", E::NAME);
        read
    }

    /// Calls an endpoint and reads the problem it must answer with.
    pub async fn refused<E: Endpoint>(&self, who: &Person, endpoint: E, query: &E::Query, body: &E::Body) -> Problem {
        self.call(who, endpoint, query, body).await.problem()
    }

    /// Calls an endpoint.
    pub async fn call<E: Endpoint>(&self, who: &Person, endpoint: E, query: &E::Query, body: &E::Body) -> Reply {
        let json = serde_json::to_string(body).unwrap();
        let json = if json == "null" { None } else { Some(json) };
        self.send(who, E::METHOD.as_str(), &endpoint.url(query), json.as_deref()).await
    }

    /// Sends a request with a JSON body, where there is one.
    pub async fn send(&self, who: &Person, method: &str, url: &str, json: Option<&str>) -> Reply {
        let headers: &[(&str, &str)] = if json.is_some() { &[("content-type", "application/json")] } else { &[] };
        self.send_with(who, method, url, headers, json.unwrap_or_default().to_owned()).await
    }

    /// Sends a request with any headers and any body.
    pub async fn send_with(
        &self,
        who: &Person,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder().method(Method::from_bytes(method.as_bytes()).unwrap()).uri(url);
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            request = request.header(name, HeaderValue::from_str(value).unwrap());
        }
        if let Some(token) = &who.token {
            request = request.header(header::COOKIE, format!("{}={token}", session::COOKIE));
        }
        self.answer(request.body(body.into()).unwrap()).await
    }

    /// Tries to sign in from a client's address.
    pub async fn sign_in_from(&self, client: &str, email: &str) -> Reply {
        let json = format!(r#"{{"email":"{email}","password":"not the password"}}"#);
        let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json");
        let client = SocketAddr::new(client.parse().unwrap(), 4000);
        self.answer(request.extension(ConnectInfo(client)).body(json.into()).unwrap()).await
    }

    /// Sends JSON from a client's address.
    pub async fn send_from(&self, client: IpAddr, url: &str, json: &str) -> Reply {
        let request = Request::post(url).header(header::CONTENT_TYPE, "application/json");
        let client = SocketAddr::new(client, 4000);
        self.answer(request.extension(ConnectInfo(client)).body(json.to_owned().into()).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Reply {
        // The running server does this all the time; here it is done before whatever may look for a talent.
        let behind = self.index_waits.load(Ordering::SeqCst);
        if !behind && request.uri().path().starts_with("/api/talents") {
            self.app.search.catch_up(&self.app.store).await.unwrap();
        }
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        documented::check(&method, &path, parts.status.as_u16());
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }
}

/// JSON as the app sees it: parsed by somebody else.
struct Parsed(Value);

impl Json for Parsed {
    fn is_null(&self) -> bool {
        self.0.is_null()
    }

    fn field(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).cloned().map(Self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn moment(&self) -> Option<i64> {
        let text = self.0.as_str()?;
        let day = || text.parse::<NaiveDate>().ok().map(|day| day.and_time(NaiveTime::MIN).and_utc());
        let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc()).or_else(day)?;
        Some(moment.timestamp_millis())
    }
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON of a type.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as the problem it must be.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}: {}", self.status, self.text());
        let problem: Problem = self.json();
        assert_eq!(problem.status, self.status.as_u16());
        problem
    }

    /// A header's value, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The session token that the answer sets.
    pub fn new_token(&self) -> Option<String> {
        let cookie = self.header("set-cookie");
        let value = cookie.strip_prefix(session::COOKIE)?.strip_prefix('=')?;
        value.split(';').next().filter(|token| !token.is_empty()).map(str::to_owned)
    }
}

/// Settings of a server whose every folder is inside one.
pub fn config(database: &str, folder: &Path) -> Config {
    Config {
        listen: "127.0.0.1:0".into(),
        database: database.into(),
        static_files: folder.join("dist"),
        media: folder.join("media"),
        files: folder.join("files"),
        index: folder.join("index"),
        opensearch: None,
        content: Path::new(env!("CARGO_MANIFEST_DIR")).join("../content"),
        origin: None,
        proxy: None,
        dns: None,
        json_logs: false,
    }
}

/// An empty database of the kind that the tests run on, and its address.
pub async fn fresh_database(folder: &Path) -> String {
    match std::env::var("PASSERELLE_TEST_POSTGRES") {
        Ok(server) => fresh_postgres(&server).await,
        Err(_) => format!("sqlite://{}", folder.join("test.db").display()),
    }
}

/// Creates an empty database on a PostgreSQL server and gives its address.
pub async fn fresh_postgres(server: &str) -> String {
    let name = format!("test_{}", OsRandom::system().id().unwrap());
    let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
    connection.close().await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    format!("{address}/{name}")
}
