//! Whether the process lives, and whether it can serve.

use axum::{Router, extract::State, http::StatusCode, routing::get};

use crate::state::App;

pub fn router() -> Router<App> {
    Router::new().route("/healthz", get(async || StatusCode::NO_CONTENT)).route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> StatusCode {
    match app.store.ping().await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
