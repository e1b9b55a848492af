//! Headers and refusals that guard every answer.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use crate::{
    config::Config,
    error::{Error, Result},
    state::App,
};

/// Nothing is loaded from elsewhere, no script stands in a page, no other page may frame this one.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Swagger UI writes styles into its elements; scripts still come from files of this server only.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What an answer may do that is not a page: nothing.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// What a page is made of. It is never a document of its own, so that a browser reads neither a policy nor how to come back off it; a
/// page fetches a dozen of them over what may be a slow line.
const PARTS: [&str; 4] = [".js", ".wasm", ".css", ".json"];

/// Come back over HTTPS alone.
const SECURE: (HeaderName, &str) = (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");

/// By what a request is found in the log.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// For every answer.
const HEADERS: [(HeaderName, &str); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// For pages. Browsers read them nowhere else, and a page has a dozen files that would each carry them over a slow line.
const PAGE_HEADERS: [(HeaderName, &str); 3] = [
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Where what is served is no page.
const DATA: [&str; 4] = ["/api/", "/assets/", "/media/", "/captions/"];

fn is_part(path: &str) -> bool {
    path.starts_with("/assets/") && PARTS.iter().any(|end| path.ends_with(end))
}

/// Takes the request's own number off the parts of a page. They are the same for everybody, and nobody reports one by its number.
pub async fn unnumbered(request: Request, next: Next) -> Response {
    let part = is_part(request.uri().path());
    let mut response = next.run(request).await;
    if part {
        response.headers_mut().remove(REQUEST_ID);
    }
    response
}

/// Adds the headers. A handler that set its own stricter policy keeps it.
pub async fn headers(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let docs = path.starts_with("/api/docs");
    // By address and not by content type: an answer that nothing changed has no content, and a browser takes its headers over.
    let page = docs || !DATA.iter().any(|start| path.starts_with(start));
    let part = is_part(path);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let secure = (!part).then_some(SECURE);
    for (name, value) in HEADERS.into_iter().chain(secure).chain(PAGE_HEADERS.into_iter().filter(|_| page)) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if part {
        return response;
    }
    let policy = match (page, docs) {
        (true, true) => DOCS_POLICY,
        (true, false) => POLICY,
        (false, _) => DATA_POLICY,
    };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    response
}

/// Answers of the API belong to one person at one moment, unless a handler says otherwise. One that sets a cookie always does.
pub async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::SET_COOKIE) || !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Refuses changes that a page of another site asks for with this person's cookie.
pub async fn same_site(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && is_cross_site(request.headers(), request.uri().host(), &app.config) {
        return Err(Error::CrossSite);
    }
    Ok(next.run(request).await)
}

fn is_cross_site(headers: &HeaderMap, uri_host: Option<&str>, config: &Config) -> bool {
    if let Some(site) = headers.get("sec-fetch-site")
        && !matches!(site.as_bytes(), b"same-origin" | b"none")
    {
        return true;
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let Ok(origin) = origin.to_str() else { return true };
    if config.origin.as_deref() == Some(origin) {
        return false;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).or(uri_host);
    let origin_host = origin.split_once("://").map(|(_, host)| host);
    origin_host.is_none() || origin_host != host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(origin: Option<&str>) -> Config {
        Config { origin: origin.map(str::to_owned), ..Config::from_env().unwrap() }
    }

    fn refused(pairs: &[(&'static str, &'static str)], origin: Option<&str>) -> bool {
        let headers =
            pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        is_cross_site(&headers.collect(), None, &config(origin))
    }

    #[test]
    fn other_sites_are_refused_by_either_header() {
        assert!(refused(&[("sec-fetch-site", "cross-site")], None));
        assert!(refused(&[("sec-fetch-site", "same-site")], None));
        assert!(refused(&[("origin", "https://evil.example"), ("host", "school.example")], None));
        assert!(refused(&[("origin", "null"), ("host", "school.example")], None));
        assert!(refused(&[("origin", "https://school.example:444"), ("host", "school.example")], None));
        assert!(refused(&[("origin", "https://evil.example")], None));
    }

    #[test]
    fn own_pages_and_tools_are_not() {
        assert!(!refused(&[], None));
        assert!(!refused(&[("sec-fetch-site", "same-origin"), ("origin", "http://a:1"), ("host", "a:1")], None));
        assert!(!refused(
            &[("origin", "https://school.example"), ("host", "internal:8080")],
            Some("https://school.example")
        ));
    }
}
