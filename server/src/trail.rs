//! Who saw whom: what people read of the organisations that saw them, and owners of what their members opened.
//!
//! A profile that is opened is written down before it is shown, in `routes/talents.rs`, and how it fits an ad that its owner applied to
//! in `routes/placements.rs`. Being shown among others is noted here in memory,
//! since a search should not wait for it, and written every few seconds, where many search at once with rests. A crash takes along what
//! was not written yet.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use passerelle_api::{
    id::{AccountId, TalentId},
    privacy::Seen,
    shared::Opened,
};
use tokio::{
    sync::Mutex as Turn,
    time::{Instant, sleep},
};

use crate::{
    auth::EmployerMember,
    error::{Error, Result},
    state::App,
    store::{
        self, Store,
        privacy::{self, NewViews},
        shared,
    },
};

/// How often what was noted is written.
const EVERY: Duration = Duration::from_secs(2);

/// Lines that wait to be written. Where so many do, nothing can be written for long, and nobody is shown without being told.
const WAITING_MAX: usize = 200_000;

/// Lines from which on they are written without a rest.
const HURRIES_FROM: usize = WAITING_MAX / 2;

/// Lines of one transaction, so that others who write get in between.
const AT_ONCE: usize = 600;

/// How many times as long as a transaction took nothing is written after it. Each search shows twenty people, so that writing them down
/// would take as much of the processors as all searches do where many search at once.
const RESTS: u32 = 4;

/// Somebody who was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Talent(TalentId),
    /// Whoever sent an application, with a profile or without.
    Account(AccountId),
}

/// Who was seen by which organisation, in which way and on which day.
type Line = (Who, String, Seen, String);

/// How often, and when last.
#[derive(Debug, Clone, Copy)]
struct Times {
    times: i64,
    last_ms: i64,
}

/// What was noted and is not written yet.
#[derive(Debug, Default)]
pub struct Trail {
    waiting: Mutex<BTreeMap<Line, Times>>,
    /// One at a time writes.
    turn: Turn<()>,
}

impl Trail {
    /// Notes whom an organisation was shown. To be called once the answer is made: only who is in it was seen.
    pub fn note(
        &self,
        app: &App,
        member: &EmployerMember,
        seen: Seen,
        who: impl IntoIterator<Item = Who>,
    ) -> Result<()> {
        let now = app.clock.now();
        let (day, last_ms) = (now.date_naive().to_string(), now.timestamp_millis());
        let mut waiting = self.waiting();
        for who in who {
            if waiting.len() >= WAITING_MAX {
                return Err(Error::NotReady);
            }
            let line = (who, member.employer.slug.0.clone(), seen, day.clone());
            let kept = waiting.entry(line).or_insert(Times { times: 0, last_ms });
            *kept = Times { times: kept.times + 1, last_ms };
        }
        Ok(())
    }

    /// Writes what was noted. What cannot be written waits for the next time.
    pub async fn write(&self, store: &Store) -> Result<()> {
        while self.write_some(store).await? {}
        Ok(())
    }

    /// Writes what was noted with rests, in which searches go on as if nothing were written.
    async fn write_gently(&self, store: &Store) -> Result<()> {
        loop {
            let begun = Instant::now();
            if !self.write_some(store).await? {
                return Ok(());
            }
            if self.waiting().len() < HURRIES_FROM {
                sleep(begun.elapsed() * RESTS).await;
            }
        }
    }

    /// Writes one transaction of what was noted. Gives whether there was anything.
    async fn write_some(&self, store: &Store) -> Result<bool> {
        let _turn = self.turn.lock().await;
        let lines: Vec<(Line, Times)> =
            self.waiting().iter().take(AT_ONCE).map(|(line, times)| (line.clone(), *times)).collect();
        if lines.is_empty() {
            return Ok(false);
        }
        let mut tx = store.begin().await?;
        let views = still_there(&mut tx, &lines).await?;
        privacy::add_views(&mut tx, &views).await?;
        tx.commit().await?;
        let mut waiting = self.waiting();
        for (line, written) in lines {
            // Somebody may have been seen once more meanwhile.
            match waiting.get_mut(&line) {
                Some(kept) if kept.times > written.times => kept.times -= written.times,
                _ => drop(waiting.remove(&line)),
            }
        }
        Ok(true)
    }

    /// Writes every few seconds for as long as the server runs. What goes on failing is told once.
    pub async fn keep_writing(&self, store: &Store) {
        let mut told = None;
        loop {
            sleep(EVERY).await;
            match self.write_gently(store).await {
                Ok(()) => told = None,
                Err(error) => {
                    let words = Some(error.to_string());
                    if told != words {
                        tracing::error!(%error, "who was shown to whom waits to be written");
                        told = words;
                    }
                }
            }
        }
    }

    /// A lock whose holder panicked still holds whole lines.
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<Line, Times>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lines as they are kept, without people who are gone by now.
async fn still_there(db: &mut store::Connection, lines: &[(Line, Times)]) -> Result<Vec<NewViews>> {
    let (mut talents, mut accounts) = (HashSet::new(), HashSet::new());
    for ((who, ..), _) in lines {
        match who {
            Who::Talent(id) => talents.insert(id.0.clone()),
            Who::Account(id) => accounts.insert(id.0.clone()),
        };
    }
    let of_talents = privacy::accounts_of(db, &Vec::from_iter(talents)).await?;
    let there = privacy::accounts_there(db, &Vec::from_iter(accounts)).await?;
    // A talent and an applicant may be the same account, which a statement may name once.
    let mut views: BTreeMap<(String, String, Seen, String), Times> = BTreeMap::new();
    for ((who, employer, seen, day), times) in lines {
        let account = match who {
            Who::Talent(id) => of_talents.get(id.as_str()),
            Who::Account(id) => there.get(id.as_str()),
        };
        let Some(account) = account else { continue };
        let line = (account.clone(), employer.clone(), *seen, day.clone());
        let kept = views.entry(line).or_insert(Times { times: 0, last_ms: times.last_ms });
        *kept = Times { times: kept.times + times.times, last_ms: kept.last_ms.max(times.last_ms) };
    }
    let row = |((account, employer, seen, day), Times { times, last_ms })| NewViews {
        account,
        employer,
        seen,
        day,
        times,
        last_ms,
    };
    Ok(views.into_iter().map(row).collect())
}

/// Keeps what a member opened, which the owners of the organisation read. Reading goes on where nothing can be written.
pub async fn opened(app: &App, member: &EmployerMember, what: &[(Opened, String)]) -> Result<()> {
    if what.is_empty() {
        return Ok(());
    }
    let note = async {
        let mut tx = app.store.begin().await?;
        shared::note_all(&mut tx, &member.employer.slug, &member.account.id, what, app.clock.now()).await?;
        tx.commit().await
    };
    match note.await {
        Err(Error::Database(error)) if store::refuses_writes(&error) => {
            tracing::warn!(%error, "what a member opened was not kept");
            Ok(())
        }
        other => other,
    }
}
