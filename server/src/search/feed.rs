//! Keeping an index up to date with the store.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{Mutex, OnceCell, watch},
    time::{Instant, sleep, timeout},
};

use super::{Ask, Change, Doc, Found, Index, Live, Mark, embedded::Embedded, talents};
use crate::{
    error::{Error, Result},
    store::{Connection, Store, outbox, reference, talent, unsigned},
};

/// How often changes are looked for.
const TICK: Duration = Duration::from_millis(400);

/// How long it is waited after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// Changes that are applied at once.
const CHANGES: i64 = 2_000;

/// Talents that are read at once.
const ROWS: usize = 400;

/// Changes that are kept for indexes that come late, and how many more there may be before they are cleared away.
const KEPT: i64 = 100_000;

/// Changes that an index may be behind and still be asked. Whoever changed is left out of each question by name.
const BEHIND: usize = 2_000;

/// How often it is said how far an index is that is made anew.
pub const TELLS: Duration = Duration::from_secs(1);

/// How often a question is put again because another index took the place of the one that was asked.
const TRIES: usize = 3;

/// How long a question waits for an index that is being made.
const PATIENCE: Duration = Duration::from_secs(3);

/// The search of this server: an index, and what it needs to stay up to date.
pub struct Search {
    folder: PathBuf,
    index: OnceCell<Arc<dyn Index>>,
    /// One at a time writes.
    turn: Mutex<()>,
    ready: watch::Sender<bool>,
    /// The last change that is found.
    known: watch::Sender<i64>,
    /// Whether another process was seen to write.
    follows: AtomicBool,
}

impl Search {
    /// The index that comes with the server, in a folder. It is opened when it is first needed.
    pub fn embedded(folder: PathBuf) -> Self {
        Self {
            folder,
            index: OnceCell::new(),
            turn: Mutex::new(()),
            ready: watch::Sender::new(false),
            known: watch::Sender::new(-1),
            follows: AtomicBool::new(false),
        }
    }

    /// Another index.
    pub fn on(index: Arc<dyn Index>) -> Self {
        Self { index: OnceCell::new_with(Some(index)), ..Self::embedded(PathBuf::new()) }
    }

    /// Asks the index for what somebody may be told. Of whoever changed since the index was written it knows what may be hidden by
    /// now, so that they are in no hit, total or count until it has learned of them: for a moment, as a rule. An index that is far
    /// behind is not asked.
    pub async fn find(&self, store: &Store, ask: Ask) -> Result<Found> {
        self.is_ready().await?;
        let index = self.index().await?;
        let mut tries = 0;
        loop {
            // Read before the changes: what is applied meanwhile is left out once more than needed, and nobody once less.
            let known = *self.known.borrow();
            let live = live(&index).await?;
            // One that was made anew elsewhere may know of less than this process does.
            let known = live.as_ref().map_or(known, |live| known.min(live.seq));
            let changed = outbox::changed_after(&mut *store.read().await?, known, BEHIND).await?;
            let ask = ask.clone().but(changed.ok_or(Error::NotReady)?);
            let asked = Arc::clone(&index);
            let answer = blocking(move || match &live {
                Some(live) => asked.search_in(live, &ask),
                None => asked.search(&ask),
            });
            match answer.await {
                // Another took its place since.
                Err(Error::NotReady) if tries < TRIES => tries += 1,
                answer => return answer,
            }
        }
    }

    /// Asks the index for what it knows, whatever changed since.
    pub async fn ask(&self, ask: Ask) -> Result<Found> {
        self.is_ready().await?;
        let index = self.index().await?;
        blocking(move || index.search(&ask)).await
    }

    /// Waits for an index that is being made for the first time, but not for long.
    async fn is_ready(&self) -> Result<()> {
        let mut ready = self.ready.subscribe();
        let waited = timeout(PATIENCE, ready.wait_for(|ready| *ready)).await;
        waited.map_or(Err(Error::NotReady), |_| Ok(()))
    }

    /// Waits until every change that is in the store by now is found, but not for long.
    pub async fn up_to_date(&self, store: &Store) -> Result<()> {
        let last = outbox::clock(&mut *store.read().await?).await?.seq;
        let mut known = self.known.subscribe();
        let index = self.index().await?;
        let waits = async {
            // It ends with the search itself, which has it as long as it is asked.
            known.wait_for(|known| *known >= last).await.map_err(|_| Error::NotReady)?;
            while live(&index).await?.is_some_and(|live| live.seq < last) {
                sleep(TICK).await;
            }
            Ok(())
        };
        timeout(PATIENCE, waits).await.unwrap_or(Err(Error::NotReady))
    }

    /// Applies the changes that the index does not know yet, and says how many. An index that is new, or was made from
    /// another database or in another form, or comes too late for what was cleared away, is made anew. Where another process
    /// writes, what that one committed is found, and nothing is applied.
    pub async fn catch_up(&self, store: &Store) -> Result<u64> {
        let turn = self.turn.lock().await;
        let index = self.index().await?;
        // The mark comes first: where servers share an index, another may go on past a clock that was read before.
        let marked = Arc::clone(&index);
        let mark = blocking(move || marked.mark()).await?;
        let clock = outbox::clock(&mut *store.read().await?).await?;
        let goes_on = |mark: &Mark| mark.base == base(&clock) && (clock.pruned..=clock.seq).contains(&mark.seq);
        let known = mark.filter(goes_on);
        if known.as_ref().is_none_or(|mark| mark.seq < clock.seq) && !self.claim(&index).await? {
            return self.follow(&index, known).await;
        }
        let anew = async |turn| {
            drop(turn);
            self.ready.send_replace(false);
            self.rebuild(store, TELLS, &mut |line| tracing::info!("search index: {line}")).await
        };
        let Some(mut mark) = known else { return anew(turn).await };
        let looking = Arc::clone(&index);
        blocking(move || looking.look()).await?;
        let mut applied = 0;
        while mark.seq < clock.seq {
            let Some(count) = self.advance(store, &index, &mut mark).await? else { return anew(turn).await };
            applied += count;
            commit(&index, mark.clone()).await?;
        }
        self.known.send_replace(mark.seq);
        self.ready.send_replace(true);
        if mark.seq - clock.pruned > 2 * KEPT {
            let mut tx = store.begin().await?;
            outbox::prune(&mut tx, mark.seq - KEPT).await?;
            tx.commit().await?;
        }
        Ok(applied)
    }

    /// Stages the changes that come next and says how many; nothing where another process cleared away what comes next.
    async fn advance(&self, store: &Store, index: &Arc<dyn Index>, mark: &mut Mark) -> Result<Option<u64>> {
        let changes = outbox::after(&mut *store.read().await?, mark.seq, CHANGES).await?;
        let goes_on = changes.first().is_some_and(|(first, _)| *first == mark.seq + 1);
        let Some((last, _)) = changes.last().filter(|_| goes_on) else { return Ok(None) };
        mark.seq = *last;
        let mut talents: Vec<i64> = changes.iter().map(|(_, talent)| *talent).collect();
        talents.sort_unstable();
        talents.dedup();
        self.apply(store, index, &talents, mark.seq).await?;
        Ok(Some(changes.len() as u64))
    }

    /// Whether this process writes, which is said where it changes.
    async fn claim(&self, index: &Arc<dyn Index>) -> Result<bool> {
        let claiming = Arc::clone(index);
        let writes = blocking(move || claiming.claim()).await?;
        if self.follows.swap(!writes, Ordering::Relaxed) == writes {
            let who = if writes { "this process" } else { "another process" };
            tracing::info!("{who} writes the search index from now on");
        }
        Ok(writes)
    }

    /// Finds what the process that writes has committed. As long as that goes on from another database or form, nothing is
    /// found here.
    async fn follow(&self, index: &Arc<dyn Index>, known: Option<Mark>) -> Result<u64> {
        let looking = Arc::clone(index);
        blocking(move || looking.look()).await?;
        self.ready.send_replace(known.is_some());
        if let Some(mark) = known {
            self.known.send_replace(mark.seq);
        }
        Ok(0)
    }

    /// Makes the index anew and says of how many talents, and on the way how far it is, no more often than every so long. What changes
    /// meanwhile is in the outbox, and comes next.
    pub async fn rebuild(&self, store: &Store, every: Duration, tell: &mut (dyn FnMut(String) + Send)) -> Result<u64> {
        let _turn = self.turn.lock().await;
        let index = self.index().await?;
        let clock = outbox::clock(&mut *store.read().await?).await?;
        let total = unsigned(talent::count_visible(&mut *store.read().await?).await?)?;
        let clearing = Arc::clone(&index);
        blocking(move || clearing.clear()).await?;
        let (begun, mut told) = (Instant::now(), Instant::now());
        let (mut done, mut last) = (0, 0);
        loop {
            let talents = talent::visible_after(&mut *store.read().await?, last, ROWS as i64).await?;
            let Some(next) = talents.last() else { break };
            last = *next;
            done += talents.len() as u64;
            self.apply(store, &index, &talents, clock.seq).await?;
            if told.elapsed() >= every {
                told = Instant::now();
                let rate = done as f64 / begun.elapsed().as_secs_f64();
                tell(format!("{done}/{total} talents, {rate:.0} a second"));
            }
        }
        let mut mark = Mark { base: base(&clock), seq: clock.seq };
        if index.is_shared() {
            // Others are given it as it is committed: what changed while it was made is in it, so that they have little to catch up.
            let now = outbox::clock(&mut *store.read().await?).await?.seq;
            while mark.seq < now {
                if self.advance(store, &index, &mut mark).await?.is_none() {
                    return Err(Error::fault("what changed while the search index was made is not known any more"));
                }
            }
        }
        let seq = mark.seq;
        commit(&index, mark).await?;
        self.known.send_replace(seq);
        self.ready.send_replace(true);
        tell(format!("{done} talents in {:.1} s", begun.elapsed().as_secs_f32()));
        Ok(done)
    }

    /// Keeps the index up to date for as long as the server runs. What goes on failing is told once.
    pub async fn keep_up(&self, store: &Store) {
        let mut told = None;
        loop {
            match self.catch_up(store).await {
                Ok(_) => {
                    if told.take().is_some() {
                        tracing::info!("the search index is up to date again");
                    }
                    sleep(TICK).await;
                }
                Err(error) => {
                    let words = Some(error.to_string());
                    if told != words {
                        tracing::error!(%error, "the search index is behind");
                        told = words;
                    }
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// Stages talents as they are now, which is with everything up to a change.
    async fn apply(&self, store: &Store, index: &Arc<dyn Index>, talents: &[i64], seq: i64) -> Result<()> {
        for seqs in talents.chunks(ROWS) {
            let docs = documents(&mut *store.read().await?, seqs).await?;
            let gone = seqs.iter().filter(|seq| docs.iter().all(|doc| doc.key != **seq)).map(|seq| Change::Gone(*seq));
            let changes: Vec<Change> = gone.chain(docs.iter().cloned().map(Change::Put)).collect();
            let index = Arc::clone(index);
            blocking(move || index.stage(changes, seq)).await?;
        }
        Ok(())
    }

    async fn index(&self) -> Result<Arc<dyn Index>> {
        let open = || async {
            let folder = self.folder.clone();
            let index: Arc<dyn Index> = Arc::new(blocking(move || Embedded::open(&folder)).await?);
            Ok(index)
        };
        self.index.get_or_try_init(open).await.map(Arc::clone)
    }
}

impl fmt::Debug for Search {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Search({})", self.folder.display())
    }
}

/// What an index is made from: the database, and the form that this version gives to documents.
fn base(clock: &outbox::Clock) -> String {
    format!("{} {}", clock.base, talents::FORM)
}

/// What can be found of some talents now. Whoever is hidden has no document.
async fn documents(db: &mut Connection, seqs: &[i64]) -> Result<Vec<Doc>> {
    let spots = reference::spots(db).await?;
    let candidates = talent::by_seq(db, seqs, &spots).await?;
    let words = talent::words(db, seqs, talent::Depth::Page).await?;
    let blocks = talent::blocks(db, seqs).await?;
    let blocked = |seq: i64| blocks.get(&seq).map_or(&[][..], Vec::as_slice);
    let documents = candidates.iter().filter_map(|candidate| Some((candidate, words.get(&candidate.seq)?)));
    Ok(documents.map(|(candidate, words)| talents::document(candidate, words, blocked(candidate.seq))).collect())
}

/// What is asked now, where the index is shared.
async fn live(index: &Arc<dyn Index>) -> Result<Option<Live>> {
    if !index.is_shared() {
        return Ok(None);
    }
    let index = Arc::clone(index);
    blocking(move || index.live()).await
}

async fn commit(index: &Arc<dyn Index>, mark: Mark) -> Result<()> {
    let index = Arc::clone(index);
    blocking(move || index.commit(&mark)).await
}

/// Work that computes or waits for the disk, on a thread that may.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::fault(format!("search index: {error}")))?
}
