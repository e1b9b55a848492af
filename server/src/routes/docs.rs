//! A page to read and try the API. It comes from this server whole.

use axum::Router;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::state::App;

pub fn router() -> Router<App> {
    SwaggerUi::new("/api/docs").config(Config::from("/api/openapi.json")).into()
}
