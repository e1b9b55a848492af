//! Where a request came from.

use std::net::{IpAddr, SocketAddr};

use axum::{extract::ConnectInfo, http::request::Parts};

use crate::config::Config;

/// The client's address. `X-Forwarded-For` counts only where the configured proxy sent it, and only what that proxy
/// added itself: whatever stands before the last address could be the client's own invention.
pub fn address(parts: &Parts, config: &Config) -> Option<IpAddr> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())?;
    if config.proxy != Some(peer) {
        return Some(peer);
    }
    parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|address| address.trim().parse().ok())
        .or(Some(peer))
}
