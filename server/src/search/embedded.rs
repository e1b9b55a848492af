//! The index that comes with the server: tantivy keeps the terms on disk, memory-mapped, and survives a crash; sets of bits
//! made from its postings answer the questions.

use std::{
    fmt, fs,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index as Files, IndexReader, IndexWriter, Opstamp, ReloadPolicy, TantivyDocument, TantivyError, Term,
    directory::{Directory as _, INDEX_WRITER_LOCK, MmapDirectory, error::LockError},
    merge_policy::{LogMergePolicy, NoMergePolicy},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};

use super::{
    Ask, Change, Clause, Doc, Found, Index, Mark,
    segment::{Kept, Part, Segment},
    sets::{BLOCK, Bits, Scores, Set, blocks, is_empty},
    words::and,
};
use crate::error::{Error, Result};

/// Memory in which documents gather before they are written.
const WRITER_BYTES: usize = 40_000_000;

/// The folder of its own. Nothing else is in it, so that it can be cleared away whatever the setting names.
const FOLDER: &str = "talents-v1";

/// The index in a folder.
pub struct Embedded {
    files: Files,
    fields: Fields,
    reader: IndexReader,
    /// Only the process that writes has it, from its first write on.
    writer: Mutex<Option<Writer>>,
    seen: RwLock<Arc<Vec<Part>>>,
    /// The commit that is seen.
    taken_up: Mutex<Option<Commit>>,
    kept: Mutex<Kept>,
}

impl Embedded {
    /// Opens it, in a folder of its own within the one that is given. What is there and cannot be read is cleared away: an
    /// index can be made again at any time.
    pub fn open(folder: &Path) -> Result<Self> {
        let folder = folder.join(FOLDER);
        Self::read(&folder).or_else(|error| {
            // Where another process writes, what cannot be read is its business.
            let directory = MmapDirectory::open(&folder).map_err(|error| fault(&error))?;
            let Ok(_lock) = directory.acquire_lock(&INDEX_WRITER_LOCK) else { return Err(error) };
            tracing::warn!(%error, folder = %folder.display(), "the search index cannot be read and is made anew");
            fs::remove_dir_all(&folder).map_err(|error| fault(&error))?;
            Self::read(&folder)
        })
    }

    /// Opens it with every part of it, or fails.
    fn read(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| fault(&error))?;
        let (schema, fields) = schema();
        let files = open(folder, &schema)?;
        let reader = files.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index = Self {
            files,
            fields,
            reader,
            writer: Mutex::new(None),
            seen: RwLock::new(Arc::new(Vec::new())),
            taken_up: Mutex::new(None),
            kept: Mutex::default(),
        };
        index.take_up()?;
        Ok(index)
    }

    /// Takes up what was committed.
    fn take_up(&self) -> Result<()> {
        let commit = self.last_commit()?;
        self.reader.reload()?;
        let before = self.parts();
        let mut parts = Vec::new();
        for reader in self.reader.searcher().segment_readers() {
            let known = before.iter().find(|part| part.segment.id == reader.segment_id());
            parts.push(Part::new(reader, known, self.fields.terms, self.fields.texts)?);
        }
        lock(&self.kept).forget_all_but(&parts);
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(parts);
        *lock(&self.taken_up) = Some(commit);
        Ok(())
    }

    fn last_commit(&self) -> Result<Commit> {
        let metas = self.files.load_metas()?;
        Ok((metas.opstamp, metas.payload))
    }

    fn parts(&self) -> Arc<Vec<Part>> {
        Arc::clone(&self.seen.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn writer(&self) -> Result<Writer, TantivyError> {
        Ok(Writer { inner: self.files.writer_with_num_threads(1, WRITER_BYTES)?, fresh: false })
    }

    /// A writer that failed has lost documents and takes more without a word, so that it is given up: the next one goes on
    /// from the last commit.
    fn write<T>(&self, write: impl FnOnce(&mut Writer) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        let mut taken = writer.take().map_or_else(|| self.writer(), Ok)?;
        let done = write(&mut taken);
        *writer = Some(taken).filter(|_| done.is_ok());
        done
    }

    /// A set of a segment's documents, those that were taken out meanwhile included.
    fn set(&self, segment: &Segment, clause: &Clause) -> Result<Set> {
        let each =
            |clauses: &[Clause]| clauses.iter().map(|clause| self.set(segment, clause)).collect::<Result<Vec<_>>>();
        Ok(match clause {
            Clause::Everything => Set::Everything,
            Clause::Not(inner) => Set::Not(Box::new(self.set(segment, inner)?)),
            Clause::All(clauses) => Set::All(each(clauses)?),
            Clause::Any(clauses) if !clauses.iter().all(is_leaf) => Set::Any(each(clauses)?),
            Clause::Keys(_) => {
                let mut bits = Bits::none(segment.documents);
                segment.read(clause, self.fields.terms, self.fields.texts, &mut bits)?;
                Set::Read(Arc::new(bits))
            }
            Clause::Term(_) | Clause::Between(..) | Clause::Phrase(_) | Clause::Any(_) => {
                Set::Read(self.read_once(segment, clause)?)
            }
        })
    }

    /// A leaf, or any of some leaves, from memory where it was asked for before.
    fn read_once(&self, segment: &Segment, clause: &Clause) -> Result<Arc<Bits>> {
        if let Some(kept) = lock(&self.kept).get(segment.id, clause) {
            return Ok(kept);
        }
        let mut bits = Bits::none(segment.documents);
        segment.read(clause, self.fields.terms, self.fields.texts, &mut bits)?;
        let bits = Arc::new(bits);
        lock(&self.kept).put(segment.id, clause.clone(), &bits);
        Ok(bits)
    }

    fn search_part(&self, part: &Part, ask: &Ask, found: &mut Found) -> Result<()> {
        let segment = &part.segment;
        let filter = self.set(segment, &ask.filter)?;
        let mut facets = Vec::with_capacity(ask.facets.len());
        for (facet, counts) in ask.facets.iter().zip(&mut found.counts) {
            let own = if facet.within == ask.filter { None } else { Some(self.set(segment, &facet.within)?) };
            let values = facet.values.iter().map(|value| self.set(segment, value)).collect::<Result<Vec<_>>>()?;
            facets.push((own, values, counts));
        }
        let mut grades = Vec::new();
        for (clause, points) in ask.grades.iter().filter(|(_, points)| ask.limit > 0 && *points > 0) {
            grades.push((self.set(segment, clause)?, *points));
        }
        let mut set = Bits::none(segment.documents);
        let mut scores = Scores::zero(segment.documents, grades.iter().map(|(_, points)| points).sum());
        for block in blocks(segment.documents) {
            let alive = part.alive.words(&block);
            let members = set.words_mut(&block);
            filter.fill(&block, members);
            and(members, alive);
            for (own, values, counts) in &mut facets {
                let mut within = [0; BLOCK];
                let within = match own {
                    None => &*members,
                    Some(own) => {
                        let within = &mut within[..block.len()];
                        own.fill(&block, within);
                        and(within, alive);
                        &*within
                    }
                };
                if !is_empty(within) {
                    for (value, count) in values.iter().zip(counts.iter_mut()) {
                        *count += value.count(&block, within);
                    }
                }
            }
            if !is_empty(members) {
                grades.iter().for_each(|(graded, points)| scores.add(*points, graded, &block));
            }
        }
        found.total += set.count();
        if ask.limit == 0 {
            return Ok(());
        }
        let (most, last) = ask.after.map_or((u32::MAX, None), |(score, order)| (score, Some(order)));
        let mut wanted = ask.limit;
        scores.descend(set, most, &mut |score, set| {
            let after = last.filter(|_| score == most);
            let first = segment.ranking.first(&set, wanted, after, |document| segment.order(document));
            wanted -= first.len();
            found.hits.extend(first.into_iter().map(|document| segment.hit(document, score)));
            wanted > 0
        });
        Ok(())
    }
}

impl Index for Embedded {
    fn mark(&self) -> Result<Option<Mark>> {
        // An index that cannot say how far it has come is made anew.
        let payload = self.files.load_metas().ok().and_then(|metas| metas.payload);
        let payload = payload.and_then(|payload| serde_json::from_str(&payload).ok());
        Ok(payload.map(|Payload { base, seq }| Mark { base, seq }))
    }

    fn look(&self) -> Result<()> {
        let commit = self.last_commit()?;
        let known = lock(&self.taken_up).as_ref() == Some(&commit);
        if known { Ok(()) } else { self.take_up() }
    }

    fn claim(&self) -> Result<bool> {
        let mut writer = lock(&self.writer);
        if writer.is_none() {
            match self.writer() {
                Err(TantivyError::LockFailure(LockError::LockBusy, _)) => return Ok(false),
                opened => *writer = Some(opened?),
            }
        }
        Ok(true)
    }

    fn clear(&self) -> Result<()> {
        // What was staged and not committed may be on its way to a segment, where clearing does not reach it. It goes with
        // its writer.
        drop(lock(&self.writer).take());
        self.write(|writer| {
            writer.inner.delete_all_documents()?;
            writer.inner.set_merge_policy(Box::new(NoMergePolicy));
            writer.fresh = true;
            Ok(())
        })
    }

    /// Only one process writes, so that nothing comes late.
    fn stage(&self, changes: Vec<Change>, _seq: i64) -> Result<()> {
        self.write(|writer| {
            for change in changes {
                let (key, doc) = match change {
                    Change::Put(doc) => (doc.key, Some(doc)),
                    Change::Gone(key) => (key, None),
                };
                // In an index that was cleared there is nothing to take out.
                if !writer.fresh {
                    writer.inner.delete_term(Term::from_field_u64(self.fields.key, key.unsigned_abs()));
                }
                if let Some(doc) = doc {
                    writer.inner.add_document(self.fields.document(doc))?;
                }
            }
            Ok(())
        })
    }

    fn commit(&self, mark: &Mark) -> Result<()> {
        let payload = Payload { base: mark.base.clone(), seq: mark.seq };
        let payload = serde_json::to_string(&payload).map_err(|error| fault(&error))?;
        self.write(|writer| {
            let mut commit = writer.inner.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()?;
            if std::mem::take(&mut writer.fresh) {
                let segments = self.files.searchable_segment_ids()?;
                if segments.len() > 1 {
                    writer.inner.merge(&segments).wait()?;
                }
                writer.inner.set_merge_policy(Box::<LogMergePolicy>::default());
            }
            Ok(())
        })?;
        self.take_up()
    }

    fn search(&self, ask: &Ask) -> Result<Found> {
        let counts = ask.facets.iter().map(|facet| vec![0; facet.values.len()]).collect();
        let mut found = Found { counts, ..Found::default() };
        for part in self.parts().iter() {
            self.search_part(part, ask, &mut found)?;
        }
        found.hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), hit.order));
        found.hits.truncate(ask.limit);
        Ok(found)
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Embedded({:?})", self.mark())
    }
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        fault(&error)
    }
}

/// The number that a commit has, and what it carries.
type Commit = (Opstamp, Option<String>);

/// What a commit carries.
#[derive(Serialize, Deserialize)]
struct Payload {
    base: String,
    seq: i64,
}

struct Writer {
    inner: IndexWriter,
    /// Whether it was cleared since the last commit.
    fresh: bool,
}

#[derive(Clone, Copy)]
struct Fields {
    key: Field,
    first: Field,
    second: Field,
    terms: Field,
    texts: Field,
}

impl Fields {
    fn document(self, doc: Doc) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.key, doc.key.unsigned_abs());
        document.add_u64(self.first, doc.order.0);
        document.add_u64(self.second, doc.order.1);
        for term in doc.terms {
            document.add_text(self.terms, term);
        }
        for text in doc.texts {
            let token = |(position, text): (usize, String)| Token { position, text, ..Token::default() };
            let tokens = text.into_iter().enumerate().map(token).collect();
            document.add_pre_tokenized_text(self.texts, PreTokenizedString { text: String::new(), tokens });
        }
        document
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = |option| {
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        key: schema.add_u64_field("key", FAST | INDEXED),
        first: schema.add_u64_field("first", FAST),
        second: schema.add_u64_field("second", FAST),
        terms: schema.add_text_field("terms", indexing(IndexRecordOption::Basic)),
        texts: schema.add_text_field("texts", indexing(IndexRecordOption::WithFreqsAndPositions)),
    };
    (schema.build(), fields)
}

fn open(folder: &Path, schema: &Schema) -> Result<Files> {
    let directory = MmapDirectory::open(folder).map_err(|error| fault(&error))?;
    Ok(Files::open_or_create(directory, schema.clone())?)
}

fn is_leaf(clause: &Clause) -> bool {
    matches!(clause, Clause::Term(_) | Clause::Between(..) | Clause::Phrase(_))
}

/// A lock whose holder panicked still holds whole values: each is replaced at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn fault(error: &(impl fmt::Display + ?Sized)) -> Error {
    Error::fault(format!("search index: {error}"))
}
