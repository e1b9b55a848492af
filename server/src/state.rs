//! What every handler can reach.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::{
    clock::{Clock, OsRandom},
    config::Config,
    figures::KeptFigures,
    lists::KeptLists,
    search::{feed::Search, opensearch::OpenSearch, talents},
    store::Store,
    trail::Trail,
};

/// The running application. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct App {
    pub store: Store,
    pub clock: Clock,
    pub random: OsRandom,
    pub config: Arc<Config>,
    pub search: Arc<Search>,
    pub figures: Arc<KeptFigures>,
    pub lists: Arc<KeptLists>,
    /// Who was shown to which organisation and is not written down yet.
    pub trail: Arc<Trail>,
    /// Bounds how many passwords are hashed at once: each takes 19 MiB and a core.
    pub hashing: Arc<Semaphore>,
}

impl App {
    /// An application on a store.
    pub fn new(store: Store, config: Config, clock: Clock, random: OsRandom) -> Self {
        let search = match &config.opensearch {
            None => Search::embedded(config.index.clone()),
            // Versions whose documents differ have an index each, so that one can take over from the other.
            Some(settings) => {
                Search::on(Arc::new(OpenSearch::new(settings.clone(), &format!("talents-{}", talents::FORM))))
            }
        };
        Self {
            store,
            clock,
            random,
            config: Arc::new(config),
            search: Arc::new(search),
            figures: Arc::default(),
            lists: Arc::default(),
            trail: Arc::default(),
            hashing: Arc::new(Semaphore::new(2)),
        }
    }
}
