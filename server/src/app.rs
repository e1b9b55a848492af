//! The whole service: routes, and the layers around them from the outside in.

use std::{any::Any, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::header,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, Predicate, predicate::SizeAbove},
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
};

use crate::{
    auth,
    defence::{self, REQUEST_ID},
    endpoints::Registered,
    error::{Error, Result},
    log, routes, site,
    state::App,
};

/// How long a request may take, uploads included.
const PATIENCE: Duration = Duration::from_secs(30);

/// The service and what is registered in it.
pub struct Service {
    pub router: Router,
    pub registered: Vec<Registered>,
}

/// Puts the service together.
pub fn service(app: App) -> Service {
    let endpoints = routes::all();
    let registered = endpoints.registered().to_vec();
    let document = endpoints.document().to_string();
    let api = endpoints
        .into_router()
        .route("/api/openapi.json", get(async move || ([(header::CONTENT_TYPE, "application/json")], document)))
        .merge(routes::docs::router())
        .route("/api", get(unknown))
        .route("/api/{*rest}", axum::routing::any(unknown))
        .method_not_allowed_fallback(async || Error::MethodNotAllowed)
        .layer(
            CompressionLayer::new()
                // One more than is usual: the answer that a lesson is drawn from is 7 % smaller.
                .quality(CompressionLevel::Precise(5))
                .compress_when(SizeAbove::new(1024).and(NotBytes)),
        )
        .layer(middleware::from_fn_with_state(app.clone(), auth::load))
        .layer(middleware::from_fn(defence::no_store));
    let router = api
        .merge(routes::health::router())
        .merge(site::router(&app.config))
        .layer(DefaultBodyLimit::max(crate::extract::BODY_LIMIT))
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn(defence::unnumbered))
                .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
                .layer(middleware::from_fn(log::requests))
                .layer(PropagateRequestIdLayer::new(REQUEST_ID))
                .layer(middleware::from_fn(defence::headers))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(middleware::from_fn(in_time))
                .layer(middleware::from_fn_with_state(app.clone(), defence::same_site)),
        )
        .with_state(app);
    Service { router, registered }
}

/// Downloads are compressed by their own format already.
#[derive(Clone, Copy)]
struct NotBytes;

impl Predicate for NotBytes {
    fn should_compress<B: http_body::Body>(&self, response: &axum::http::Response<B>) -> bool {
        let content_type = response.headers().get(header::CONTENT_TYPE);
        content_type
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("json") || value.starts_with("text/") || value.contains("javascript"))
    }
}

async fn unknown() -> Error {
    Error::NotFound
}

async fn in_time(request: axum::extract::Request, next: middleware::Next) -> Result<Response> {
    tokio::time::timeout(PATIENCE, next.run(request)).await.map_err(|_| Error::Timeout)
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    Error::fault(format!("panic: {}", words.unwrap_or("without words"))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_problem_that_says_nothing_of_the_inside() {
        let response = panicked(Box::new("the secret path /etc/x".to_owned()));
        assert_eq!(response.status().as_u16(), 500);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        let problem = serde_json::to_string(&Error::fault("the secret path /etc/x").problem()).unwrap();
        assert!(!problem.contains("secret"), "{problem}");
    }
}
