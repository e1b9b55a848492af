//! Settings from the environment.

use std::{
    env,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use crate::search::opensearch;

/// Where things are.
#[derive(Debug, Clone)]
pub struct Config {
    /// `PASSERELLE_LISTEN`: address and port; port 0 takes a free one.
    pub listen: String,
    /// `DATABASE_URL`: `sqlite://` or `postgres://`.
    pub database: String,
    /// `PASSERELLE_STATIC`: the built app.
    pub static_files: PathBuf,
    /// `PASSERELLE_MEDIA`: videos, captions, posters.
    pub media: PathBuf,
    /// `PASSERELLE_FILES`: uploaded files.
    pub files: PathBuf,
    /// `PASSERELLE_INDEX`: the search index, which can be made again at any time.
    pub index: PathBuf,
    /// `PASSERELLE_OPENSEARCH`, `PASSERELLE_OPENSEARCH_CA`: the search engine that has the index in its place.
    pub opensearch: Option<opensearch::Settings>,
    /// `PASSERELLE_CONTENT`: the catalogue to import.
    pub content: PathBuf,
    /// `PASSERELLE_ORIGIN`: the public origin, where a proxy changes the `Host`.
    pub origin: Option<String>,
    /// `PASSERELLE_PROXY`: the address of the proxy whose `X-Forwarded-For` is believed.
    pub proxy: Option<IpAddr>,
    /// `PASSERELLE_DNS`: the server of names that domains are looked up at; the machine's own where it is left out.
    pub dns: Option<SocketAddr>,
    /// `PASSERELLE_LOG_FORMAT=json`.
    pub json_logs: bool,
}

impl Config {
    /// Reads the environment; what is not set has a default that works from the repository's folder.
    pub fn from_env() -> Result<Self, String> {
        let proxy = match text("PASSERELLE_PROXY") {
            None => None,
            Some(address) => {
                Some(address.parse().map_err(|_| format!("PASSERELLE_PROXY is not an IP address: {address}"))?)
            }
        };
        let dns = text("PASSERELLE_DNS")
            .map(|address| address.parse().map_err(|_| format!("PASSERELLE_DNS is no address and port: {address}")))
            .transpose()?;
        let authorities = text("PASSERELLE_OPENSEARCH_CA");
        let opensearch = text("PASSERELLE_OPENSEARCH")
            .map(|address| opensearch::Settings::read(&address, authorities.as_deref().map(Path::new)))
            .transpose()?;
        Ok(Self {
            listen: text("PASSERELLE_LISTEN").unwrap_or_else(|| "127.0.0.1:8080".into()),
            database: text("DATABASE_URL").unwrap_or_else(|| "sqlite://data/passerelle.db".into()),
            static_files: path("PASSERELLE_STATIC", "dist"),
            media: path("PASSERELLE_MEDIA", "content/media"),
            files: path("PASSERELLE_FILES", "data/files"),
            index: path("PASSERELLE_INDEX", "data/index"),
            opensearch,
            content: path("PASSERELLE_CONTENT", "content"),
            origin: text("PASSERELLE_ORIGIN").map(|origin| origin.trim_end_matches('/').to_owned()),
            proxy,
            dns,
            json_logs: text("PASSERELLE_LOG_FORMAT").as_deref() == Some("json"),
        })
    }
}

/// A variable that is set to something.
fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn path(name: &str, default: &str) -> PathBuf {
    text(name).map_or_else(|| PathBuf::from(default), PathBuf::from)
}
