//! The built app and the media, as files.

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, Method, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::{config::Config, error::Error, state::App};

/// The folder of uploaded captions among the uploaded files, and their address. Each is named by its digest.
pub const CAPTIONS_FOLDER: &str = "captions";

/// `/assets`, `/media` and `/captions` are files or nothing; any other address is a page, which the app itself routes.
pub fn router(config: &Config) -> Router<App> {
    let assets = ServeDir::new(config.static_files.join("assets"))
        .precompressed_br()
        .precompressed_gzip()
        .append_index_html_on_directories(false)
        .fallback(tower::service_fn(nothing));
    let media =
        ServeDir::new(&config.media).append_index_html_on_directories(false).fallback(tower::service_fn(nothing));
    let captions = ServeDir::new(config.files.join(CAPTIONS_FOLDER))
        .append_index_html_on_directories(false)
        .fallback(tower::service_fn(nothing));
    let root = config.static_files.clone();
    let files = Router::new()
        .nest_service("/assets", Router::new().fallback_service(assets).layer(middleware::from_fn(light)))
        .nest_service(&format!("/{CAPTIONS_FOLDER}"), captions)
        .layer(middleware::from_fn(|request, next| caching("public, max-age=31536000, immutable", request, next)));
    let media = Router::new()
        .nest_service("/media", media)
        .layer(middleware::from_fn(|request, next| caching("public, max-age=3600", request, next)));
    files.merge(media).fallback(move |request: Request| page(root.clone(), request))
}

/// A file beside `index.html` where the address names one (`/favicon.svg`), else the app's page.
async fn page(root: std::path::PathBuf, request: Request) -> Result<Response, Error> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::MethodNotAllowed);
    }
    let index = ServeFile::new(root.join("index.html")).precompressed_br().precompressed_gzip();
    let names_file = is_file_name(request.uri());
    let response = if names_file {
        let files =
            ServeDir::new(&root).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
        files.oneshot(request).await.map(IntoResponse::into_response)
    } else {
        index.oneshot(request).await.map(IntoResponse::into_response)
    };
    let mut response = response.map_err(|error| Error::fault(format!("static file: {error}")))?;
    if response.status().as_u16() == 404 {
        return Err(Error::NotFound);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // The entity tag says the same, to the byte.
    response.headers_mut().remove(header::LAST_MODIFIED);
    Ok(response)
}

/// Addresses of pages hold no dot; files at the top all have one.
fn is_file_name(uri: &Uri) -> bool {
    let path = uri.path().trim_start_matches('/');
    !path.contains('/') && path.contains('.')
}

async fn nothing<E>(_: Request) -> Result<Response, E> {
    Ok(Error::NotFound.into_response())
}

/// A file whose address changes with its content is never asked for again, so what would tell an old copy from a new one only adds
/// to each of a page's fifteen replies.
async fn light(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for name in [header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES] {
        response.headers_mut().remove(name);
    }
    response
}

async fn caching(value: &'static str, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status().as_u16() == 304 {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}
