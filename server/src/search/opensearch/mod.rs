//! An index in OpenSearch, for where many servers share one or the talents are too many for one machine. **It was tested
//! against a stub of the engine only**, which the tests hold and which knows as much of it as this adapter uses.
//!
//! An index of the engine is made once and filled; its name ends in a number, and an alias says which one is asked. Beside
//! the documents it holds the mark, under an id that no document has.
//!
//! The engine has no transactions. So a commit first makes the changes visible and then writes the mark: after a crash
//! changes may be there without the mark and never the other way round, and what comes once more does no harm, because a
//! change says what a document is and not what became of it.
//!
//! Servers that share an engine all write, and nobody leads. Each change carries the number of the last change in the
//! database that it knows of, as its version: the engine refuses what is older than what it has, and so a slow server
//! cannot bring back what another took away. What is gone stays as an empty document, so that its version stays too.

mod client;
mod query;

use std::{
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokio::sync::{Semaphore, SemaphorePermit};

pub use self::client::Settings;
use self::{
    client::{Body, Client, PATIENCE_FOR_CHANGES, kind_of},
    query::{Answer, WINDOW},
};
use super::{Ask, Change, Found, Index, Live, Mark};
use crate::error::{Error, Result};

/// Questions at once. An engine that hangs must not keep every thread of the server waiting.
const QUESTIONS: usize = 64;

/// What is sent at once.
const BULK_BYTES: usize = 4_000_000;
const BULK_CHANGES: usize = 1_000;

/// The id of the mark. Those of documents are numbers.
const MARK: &str = "mark";

pub struct OpenSearch {
    client: Client,
    /// What is asked.
    alias: String,
    places: Semaphore,
    writing: Mutex<Writing>,
}

#[derive(Default)]
struct Writing {
    /// Where changes go; nothing until that is known.
    target: Option<Target>,
    /// What was begun here and is of no use any more.
    abandoned: Vec<String>,
}

struct Target {
    index: String,
    /// For one that nobody asks yet: those whose place it is to take.
    replaces: Option<Vec<String>>,
}

impl Target {
    fn live(index: String) -> Self {
        Self { index, replaces: None }
    }
}

impl OpenSearch {
    /// The index of a name. The engine is not asked anything yet: it may come later than the server.
    pub fn new(settings: Settings, name: &str) -> Self {
        let alias = format!("{}-{name}", settings.prefix);
        Self { client: Client::new(settings), alias, places: Semaphore::new(QUESTIONS), writing: Mutex::default() }
    }

    fn change(&self, method: Method, path: &str, body: Body) -> Result<Value> {
        self.client.done(method, path, body, PATIENCE_FOR_CHANGES)
    }

    /// The index that is asked, and its mark; nothing where there is none.
    fn marked(&self) -> Result<Option<(String, Option<Mark>)>> {
        let path = format!("/{}/_doc/{MARK}", self.alias);
        let (status, answer) = self.client.call(Method::GET, &path, Body::Nothing, self.client.settings.patience)?;
        if status == 404 && answer["error"]["type"] == "index_not_found_exception" {
            return Ok(None);
        }
        let index = answer["_index"].as_str().map(str::to_owned);
        match (index, answer["found"].as_bool()) {
            (Some(index), Some(false)) => Ok(Some((index, None))),
            (Some(index), Some(true)) => {
                let kept = Kept::deserialize(&answer["_source"]);
                let Kept { base, seq } = kept.map_err(|_| self.client.away("a mark that is none"))?;
                Ok(Some((index, Some(Mark { base, seq }))))
            }
            _ => Err(self.client.away(format!("status {status} in place of a mark, {}", kind_of(&answer)))),
        }
    }

    /// Makes an empty index, to take the place of the one that is asked.
    fn begin(&self) -> Result<Target> {
        let known = self.known()?;
        let replaces = known.iter().filter(|known| known.asked).map(|known| known.index.clone()).collect();
        let last = known.iter().map(|known| known.number).max().unwrap_or_default();
        let index = format!("{}-{:06}", self.alias, last + 1);
        let mut settings = query::settings();
        settings["aliases"] = json!({ (for_writing(&index)): {} });
        self.change(Method::PUT, &format!("/{index}"), Body::Json(settings))?;
        Ok(Target { index, replaces: Some(replaces) })
    }

    /// Every index that was made under this name.
    fn known(&self) -> Result<Vec<Known>> {
        let path = format!("/{}-*/_alias", self.alias);
        let (status, answer) = self.client.call(Method::GET, &path, Body::Nothing, PATIENCE_FOR_CHANGES)?;
        if status == 404 {
            return Ok(Vec::new());
        }
        let listed = answer.as_object().filter(|_| status == 200);
        let listed =
            listed.ok_or_else(|| self.client.away(format!("status {status} in place of a list of indexes")))?;
        let known = listed.iter().filter_map(|(index, about)| {
            let number = index.strip_prefix(&self.alias)?.strip_prefix('-')?.parse().ok()?;
            let asked = about["aliases"].get(&self.alias).is_some();
            Some(Known { index: index.clone(), number, asked })
        });
        Ok(known.collect())
    }

    /// Writes where changes go. After a failure it is found out anew where that is.
    fn write(&self, write: impl FnOnce(&mut Target) -> Result<()>) -> Result<()> {
        let mut writing = self.writing();
        let mut target = match writing.target.take() {
            Some(target) => target,
            None => match self.marked()? {
                Some((index, _)) => Target::live(index),
                None => self.begin()?,
            },
        };
        let done = write(&mut target);
        if done.is_ok() {
            writing.target = Some(target);
        } else if target.replaces.is_some() && self.discard(&target.index).is_err() {
            writing.abandoned.push(target.index);
        }
        done
    }

    /// Takes away what was begun here, unless it took its place after all: an engine may do what it could not tell of.
    fn discard(&self, index: &str) -> Result<()> {
        let asked = self.known()?.iter().any(|known| known.asked && known.index == index);
        if asked { Ok(()) } else { self.delete(index) }
    }

    /// Takes an index away; that it is not there is as good.
    fn delete(&self, index: &str) -> Result<()> {
        match self.client.call(Method::DELETE, &format!("/{index}"), Body::Nothing, PATIENCE_FOR_CHANGES)? {
            (200..300 | 404, _) => Ok(()),
            (status, answer) => Err(Error::fault(format!("search engine: status {status}, {}", kind_of(&answer)))),
        }
    }

    /// Sends documents with their version. The engine takes those of an index only under the alias for writing, so that it
    /// does not make up an index where that one is gone.
    fn send(&self, index: &str, documents: &[(String, Value)], seq: i64) -> Result<()> {
        let path = format!("/{}/_bulk?require_alias=true", for_writing(index));
        let (mut lines, mut count) = (Vec::new(), 0);
        let flush = |lines: &mut Vec<u8>, count: &mut usize| {
            let answer = self.change(Method::POST, &path, Body::Lines(std::mem::take(lines)))?;
            self.taken(&answer, std::mem::take(count))
        };
        for (id, document) in documents {
            let action = json!({ "index": { "_id": id, "version": seq, "version_type": "external_gte" } });
            let next = format!("{action}\n{document}\n");
            if count == BULK_CHANGES || (count > 0 && lines.len() + next.len() > BULK_BYTES) {
                flush(&mut lines, &mut count)?;
            }
            lines.extend_from_slice(next.as_bytes());
            count += 1;
        }
        if count > 0 { flush(&mut lines, &mut count) } else { Ok(()) }
    }

    /// Makes sure that each of so many documents was taken, or that there is a newer one.
    fn taken(&self, answer: &Value, count: usize) -> Result<()> {
        let items = answer["items"].as_array().filter(|items| items.len() == count);
        for item in items.ok_or_else(|| self.client.away("an answer that does not tell of each change"))? {
            let told = &item["index"];
            match (told["status"].as_u64(), kind_of(told)) {
                (Some(200..300), _) => {}
                (Some(409), kind) if kind.starts_with("version_conflict") => {}
                (Some(404 | 429 | 500..), kind) => {
                    return Err(self.client.away(format!("a change was not taken: {kind}")));
                }
                (_, kind) => return Err(Error::fault(format!("search engine: it refuses a document: {kind}"))),
            }
        }
        Ok(())
    }

    /// Lets a new index take its place, all at once. Where another server was faster the old ones are gone, and where there
    /// were none a second index to write to is refused, so that the alias never leads to two.
    fn switch(&self, index: &str, replaces: &[String]) -> Result<()> {
        let gone = replaces.iter().map(|index| json!({ "remove_index": { "index": index } }));
        let add = json!({ "add": { "index": index, "alias": self.alias, "is_write_index": true } });
        let actions: Vec<Value> = gone.chain([add]).collect();
        self.change(Method::POST, "/_aliases", Body::Json(json!({ "actions": actions }))).map(drop)
    }

    /// Takes away what was begun before an index and left behind. A younger one may be in the making elsewhere.
    fn tidy(&self, index: &str) -> Result<()> {
        let known = self.known()?;
        let own = known.iter().find(|known| known.index == index).map(|known| known.number);
        for older in known.iter().filter(|known| Some(known.number) < own) {
            self.delete(&older.index)?;
        }
        Ok(())
    }

    fn page(&self, index: &str, ask: &Ask) -> Result<Found> {
        let patience = self.client.settings.patience;
        let path = format!("/{index}/_search?allow_partial_search_results=false");
        let answered = self.client.call(Method::POST, &path, Body::Json(query::body(ask, patience)), patience)?;
        if answered.0 == 404 && index != self.alias {
            return Err(Error::NotReady);
        }
        let answer = self.client.accepted(&path, answered)?;
        let answer = Answer::deserialize(answer).map_err(|_| self.client.away("an answer in another form"))?;
        answer.found(ask).map_err(|what| self.client.away(what))
    }

    fn place(&self) -> Result<SemaphorePermit<'_>> {
        self.places.try_acquire().map_err(|_| self.client.away("too many questions wait for an answer"))
    }

    fn search_at(&self, index: &str, ask: &Ask) -> Result<Found> {
        let _place = self.place()?;
        let mut found = self.page(index, ask)?;
        // What nobody asks for up to now: more than the engine gives at once.
        let mut full = found.hits.len() == WINDOW;
        while full && found.hits.len() < ask.limit {
            let after = found.hits.last().map(|hit| (hit.score, hit.order));
            let rest = ask.limit - found.hits.len();
            let next = self.page(index, &Ask { after, limit: rest, facets: Vec::new(), ..ask.clone() })?;
            full = next.hits.len() == WINDOW;
            found.hits.extend(next.hits);
        }
        Ok(found)
    }

    /// A lock whose holder panicked still holds whole values.
    fn writing(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index for OpenSearch {
    fn mark(&self) -> Result<Option<Mark>> {
        let marked = self.marked()?;
        let mut writing = self.writing();
        // Another server may have made it anew.
        if writing.target.as_ref().is_none_or(|target| target.replaces.is_none()) {
            writing.target = marked.as_ref().map(|(index, _)| Target::live(index.clone()));
        }
        Ok(marked.and_then(|(_, mark)| mark))
    }

    /// The engine finds it by itself.
    fn look(&self) -> Result<()> {
        Ok(())
    }

    fn clear(&self) -> Result<()> {
        let mut writing = self.writing();
        let target = writing.target.take();
        writing.abandoned.extend(target.filter(|target| target.replaces.is_some()).map(|target| target.index));
        // Otherwise there would be one more with each attempt.
        while let Some(index) = writing.abandoned.last() {
            self.discard(index)?;
            writing.abandoned.pop();
        }
        writing.target = Some(self.begin()?);
        Ok(())
    }

    fn stage(&self, changes: Vec<Change>, seq: i64) -> Result<()> {
        let document = |change: &Change| match change {
            Change::Put(doc) => Ok((doc.key.to_string(), query::document(doc)?)),
            Change::Gone(key) => Ok((key.to_string(), Value::Object(Map::new()))),
        };
        let documents = changes.iter().map(document).collect::<Result<Vec<_>>>()?;
        self.write(|target| self.send(&target.index, &documents, seq))
    }

    fn commit(&self, mark: &Mark) -> Result<()> {
        let kept = json!({ "base": mark.base, "seq": mark.seq });
        self.write(|target| {
            let answer = self.change(Method::POST, &format!("/{}/_refresh", target.index), Body::Nothing)?;
            if answer["_shards"]["failed"] != 0 {
                return Err(self.client.away("a part of the index does not show its changes"));
            }
            self.send(&target.index, &[(MARK.to_owned(), kept)], mark.seq)?;
            let Some(replaces) = &target.replaces else { return Ok(()) };
            self.switch(&target.index, replaces)?;
            target.replaces = None;
            // It is asked by now, whatever becomes of the others.
            if let Err(error) = self.tidy(&target.index) {
                tracing::warn!(%error, "older search indexes could not be taken away");
            }
            Ok(())
        })
    }

    fn search(&self, ask: &Ask) -> Result<Found> {
        self.search_at(&self.alias, ask)
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn live(&self) -> Result<Option<Live>> {
        let _place = self.place()?;
        match self.marked()? {
            Some((name, Some(mark))) => Ok(Some(Live { name, seq: mark.seq })),
            _ => Err(Error::NotReady),
        }
    }

    fn search_in(&self, live: &Live, ask: &Ask) -> Result<Found> {
        self.search_at(&live.name, ask)
    }
}

impl fmt::Debug for OpenSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenSearch({:?}, {})", self.client.settings, self.alias)
    }
}

/// An index as the engine lists it.
struct Known {
    index: String,
    number: u64,
    asked: bool,
}

/// A mark as the engine keeps it.
#[derive(Deserialize)]
struct Kept {
    base: String,
    seq: i64,
}

fn for_writing(index: &str) -> String {
    format!("{index}-write")
}
