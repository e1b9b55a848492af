//! Talking to the engine: where it is, how long it is waited for, and what it means when it does not answer as it should.

use std::{
    fmt,
    path::Path,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{Method, Request, Uri, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

use crate::error::{Error, Result};

/// What the indexes of a server are named after, where its setting says nothing.
const PREFIX: &str = "passerelle";

/// How long a line to the engine may take to stand.
const CONNECTING: Duration = Duration::from_secs(2);

/// How long a question may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a change may take. Waiting costs nobody anything then.
pub(super) const PATIENCE_FOR_CHANGES: Duration = Duration::from_secs(60);

/// The largest answer that is read. The largest that is expected, of a full window of hits, is some 2 MB.
const ANSWER_BYTES: u64 = 16_000_000;

/// How often it is told that the engine does not answer.
const TELL_AGAIN: Duration = Duration::from_secs(60);

/// Lines that are kept for the next questions.
const LINES: usize = 32;

/// Where the engine is, and how it knows this server.
#[derive(Clone)]
pub struct Settings {
    /// Scheme, host and port.
    base: String,
    authorization: Option<String>,
    pub(super) prefix: String,
    /// Who vouches for the engine, where that is not one of the usual authorities.
    authorities: Option<Vec<Certificate<'static>>>,
    /// How long a question may take.
    pub patience: Duration,
}

impl Settings {
    /// Reads `https://user:password@host:9200/prefix`, and a file of certificates. What is wrong is said without the
    /// address, since that may hold a password.
    pub fn read(address: &str, authorities: Option<&Path>) -> Result<Self, String> {
        let wrong = |what: &str| format!("PASSERELLE_OPENSEARCH {what}");
        let (scheme, rest) = address.split_once("://").unwrap_or_default();
        if !matches!(scheme, "http" | "https") {
            return Err(wrong("is not https://USER:PASSWORD@HOST:PORT/PREFIX"));
        }
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        let base = format!("{scheme}://{host}");
        if !is_host(&base) {
            return Err(wrong("names no host"));
        }
        let authorization = match user.map(|user| user.split_once(':')) {
            None => None,
            Some(None) => return Err(wrong("names a user without a password")),
            Some(Some((user, password))) => {
                let plain = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
                let both = [plain(user), plain(password)].join(&b':');
                Some(format!("Basic {}", BASE64_STANDARD.encode(both)))
            }
        };
        let prefix = Some(path.trim_end_matches('/')).filter(|path| !path.is_empty()).unwrap_or(PREFIX);
        let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let fits = prefix.starts_with(letter) && prefix.chars().all(|c| letter(c) || matches!(c, '-' | '_'));
        if !fits || prefix.len() > 100 {
            return Err(wrong("ends in a name of other than small letters, digits, - and _"));
        }
        let authorities = authorities.map(certificates).transpose()?;
        Ok(Self { base, authorization, prefix: prefix.to_owned(), authorities, patience: PATIENCE })
    }
}

impl fmt::Debug for Settings {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings({}/{})", self.base, self.prefix)
    }
}

/// Whether an address is a host, with or without a port, and nothing more.
fn is_host(base: &str) -> bool {
    let Ok(uri) = base.parse::<Uri>() else { return false };
    let only = uri.path() == "/" && uri.query().is_none();
    uri.authority().is_some_and(|host| only && (host.as_str() == host.host() || host.port_u16().is_some()))
}

fn certificates(file: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let failed = |what: &dyn fmt::Display| format!("PASSERELLE_OPENSEARCH_CA {}: {what}", file.display());
    let bytes = std::fs::read(file).map_err(|error| failed(&error))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&bytes) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| failed(&error))? {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() { Err(failed(&"no certificate is in it")) } else { Ok(certificates) }
}

/// The line to the engine.
pub(super) struct Client {
    agent: Agent,
    pub(super) settings: Settings,
    trouble: Mutex<Trouble>,
}

/// What was told of an engine that does not answer.
#[derive(Default)]
struct Trouble {
    told: Option<Instant>,
    untold: u64,
}

/// What is sent.
pub(super) enum Body {
    Nothing,
    Json(Value),
    /// JSON, a document a line.
    Lines(Vec<u8>),
}

impl Client {
    pub(super) fn new(settings: Settings) -> Self {
        let roots = settings.authorities.as_deref().map_or(RootCerts::WebPki, RootCerts::new_with_certs);
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            // The engine stands beside the server, and nowhere else may the password go.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECTING))
            .max_idle_connections(LINES)
            .max_idle_connections_per_host(LINES)
            .build();
        Self { agent: config.new_agent(), settings, trouble: Mutex::default() }
    }

    /// Sends a request and gives the status and the JSON of the answer. An engine that cannot answer now is an error; one
    /// that refuses what it was sent has answered.
    pub(super) fn call(&self, method: Method, path: &str, body: Body, patience: Duration) -> Result<(u16, Value)> {
        let (bytes, kind) = match body {
            Body::Nothing => (Vec::new(), None),
            Body::Json(value) => (value.to_string().into_bytes(), Some("application/json")),
            Body::Lines(lines) => (lines, Some("application/x-ndjson")),
        };
        let mut request = Request::builder().method(&method).uri(format!("{}{path}", self.settings.base));
        for (name, value) in
            [(header::CONTENT_TYPE, kind), (header::AUTHORIZATION, self.settings.authorization.as_deref())]
        {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let request = request.body(bytes).map_err(|_| Error::fault("search engine: no request can be made of that"))?;
        let request = self.agent.configure_request(request).timeout_global(Some(patience)).build();
        let mut response = self.agent.run(request).map_err(|error| self.away(error.to_string()))?;
        let status = response.status().as_u16();
        let bytes = response.body_mut().with_config().limit(ANSWER_BYTES).read_to_vec();
        let bytes = bytes.map_err(|error| self.away(error.to_string()))?;
        let answer: Value = serde_json::from_slice(&bytes)
            .map_err(|_| self.away(format!("status {status}, and an answer that is not JSON")))?;
        match status {
            200..300 | 400 | 404 | 405 | 409 | 413 => Ok((status, answer)),
            _ => Err(self.away(format!("status {status}, {}", kind_of(&answer)))),
        }
    }

    /// As [`Self::call`], where any refusal is a fault of this server's own.
    pub(super) fn done(&self, method: Method, path: &str, body: Body, patience: Duration) -> Result<Value> {
        let answered = self.call(method, path, body, patience)?;
        self.accepted(path, answered)
    }

    /// What was answered, where that is no refusal.
    pub(super) fn accepted(&self, path: &str, answered: (u16, Value)) -> Result<Value> {
        match answered {
            (200..300, answer) => Ok(answer),
            // What was there a moment ago is not: another server made the index anew.
            (404, answer) => Err(self.away(format!("{}, which it had before", kind_of(&answer)))),
            (status, answer) => {
                Err(Error::fault(format!("search engine: it refuses {path}: status {status}, {}", kind_of(&answer))))
            }
        }
    }

    /// The error of an engine that cannot answer. It is told, but not again and again.
    pub(super) fn away(&self, what: impl Into<String>) -> Error {
        let what = what.into();
        let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if trouble.told.is_some_and(|told| told.elapsed() < TELL_AGAIN) {
            trouble.untold += 1;
        } else {
            let untold = std::mem::take(&mut trouble.untold);
            tracing::warn!(error = %what, untold, "the search engine does not answer as it should");
            trouble.told = Some(Instant::now());
        }
        Error::Away(what)
    }
}

/// What kind of error an answer tells of. Its words may repeat what a talent wrote or an organisation looked for, so that
/// they go nowhere.
pub(super) fn kind_of(answer: &Value) -> String {
    let error = &answer["error"];
    let kind = |error: &Value| error["type"].as_str().map(|kind| kind.chars().take(80).collect::<String>());
    let causes = [error, &error["root_cause"][0], &error["caused_by"]];
    let mut kinds: Vec<String> = causes.into_iter().filter_map(kind).collect();
    kinds.dedup();
    if kinds.is_empty() { "an error without a kind".to_owned() } else { kinds.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_taken_apart_and_the_secret_is_shown_to_nobody() {
        let settings = Settings::read("https://anna:s%2Fe%3Acret%21@search.example.org:9200/school-1", None).unwrap();
        assert_eq!((settings.base.as_str(), settings.prefix.as_str()), ("https://search.example.org:9200", "school-1"));
        assert_eq!(settings.authorization, Some(format!("Basic {}", BASE64_STANDARD.encode("anna:s/e:cret!"))));
        assert_eq!(format!("{settings:?}"), "Settings(https://search.example.org:9200/school-1)");
        for (address, base, prefix) in [
            ("http://localhost:9200", "http://localhost:9200", "passerelle"),
            ("http://localhost:9200/", "http://localhost:9200", "passerelle"),
            ("https://[::1]:9200/a/", "https://[::1]:9200", "a"),
        ] {
            let settings = Settings::read(address, None).unwrap();
            assert_eq!((settings.base.as_str(), settings.prefix.as_str()), (base, prefix));
            assert_eq!(settings.authorization, None);
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_without_repeating_it() {
        for address in [
            "",
            "localhost:9200",
            "ftp://u:geheim@host",
            "https://u:geheim@",
            "https://u:ge/heim@host:9200/a",
            "https://geheim@host:9200",
            "https://u:geheim@host:port",
            "https://u:geheim@host?geheim",
            "https://u:geheim@host/Geheim",
            "https://u:geheim@host/a/geheim",
            "https://u:geheim@host/-geheim",
        ] {
            let error = Settings::read(address, None).unwrap_err();
            assert!(error.starts_with("PASSERELLE_OPENSEARCH ") && !error.contains("heim"), "{address}: {error}");
        }
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ca.pem");
        let read = || Settings::read("https://localhost:9200", Some(&file)).unwrap_err();
        assert!(read().starts_with("PASSERELLE_OPENSEARCH_CA"), "a file that is not there");
        std::fs::write(&file, "nothing").unwrap();
        assert!(read().ends_with("no certificate is in it"));
    }
}
