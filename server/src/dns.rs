//! What a domain says of itself in the DNS.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::RData,
};

/// How long a server of names may take for one try of two: whoever pressed the button waits.
const PATIENCE: Duration = Duration::from_secs(3);

/// No server of names gave an answer.
#[derive(Debug, thiserror::Error)]
#[error("the DNS does not answer: {0}")]
pub struct Unreachable(#[from] NetError);

/// The texts (TXT records) of a name; none where there is no such name. Nothing is kept from the last time: somebody who has just
/// published one looks again at once.
pub async fn texts(name: &str, server: Option<SocketAddr>) -> Result<Vec<String>, Unreachable> {
    let mut builder = match server {
        None => TokioResolver::builder_tokio()?,
        Some(server) => TokioResolver::builder_with_config(only(server), TokioRuntimeProvider::default()),
    };
    set(builder.options_mut());
    // A name that ends in a dot is looked for as it is, never within this machine's own domain.
    match builder.build()?.txt_lookup(format!("{name}.")).await {
        Ok(found) => Ok(found.answers().iter().filter_map(|record| text(&record.data)).collect()),
        Err(error) if error.is_no_records_found() || error.is_nx_domain() => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn only(server: SocketAddr) -> ResolverConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
    let connections = connections.map(|mut connection| {
        connection.port = server.port();
        connection
    });
    let server = NameServerConfig::new(server.ip(), true, connections.into());
    ResolverConfig::from_parts(None, Vec::new(), vec![server])
}

fn set(options: &mut ResolverOpts) {
    options.timeout = PATIENCE;
    options.attempts = 1;
    options.cache_size = 0;
}

/// A long text comes in pieces that belong together.
fn text(data: &RData) -> Option<String> {
    let RData::TXT(txt) = data else { return None };
    Some(txt.txt_data.iter().map(|piece| String::from_utf8_lossy(piece)).collect())
}
