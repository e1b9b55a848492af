//! The index that comes with the server: tantivy keeps the terms on disk, memory-mapped, and survives a crash; sets of bits
//! made from its postings answer the questions.

use std::{
    collections::HashMap,
    fmt, fs,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index as Files, IndexReader, IndexWriter, Opstamp, ReloadPolicy, SegmentReader, TantivyDocument, TantivyError,
    Term,
    columnar::ColumnValues,
    directory::MmapDirectory,
    index::{InvertedIndexReader, SegmentId},
    merge_policy::{LogMergePolicy, NoMergePolicy},
    postings::BlockSegmentPostings,
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
};

use super::{
    Ask, Change, Clause, Doc, Found, Hit, Index, Mark, Order,
    sets::{Bits, Ranking, Scores},
};
use crate::error::{Error, Result};

/// Memory in which documents gather before they are written.
const WRITER_BYTES: usize = 40_000_000;

/// Memory for sets that were asked for before. It is given up by halves, the half that nobody asked for lately.
const KEPT_BYTES: usize = 96_000_000;

/// The index in a folder.
pub struct Embedded {
    files: Files,
    fields: Fields,
    reader: IndexReader,
    /// Only the process that writes has it, from its first write on.
    writer: Mutex<Option<Writer>>,
    seen: RwLock<Arc<Vec<Part>>>,
    kept: Mutex<Kept>,
}

impl Embedded {
    /// Opens it. What is there and cannot be read is cleared away: an index can be made again at any time.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| fault(&error))?;
        let (schema, fields) = schema();
        let files = match open(folder, &schema) {
            Ok(files) => files,
            Err(error) => {
                tracing::warn!(%error, folder = %folder.display(), "the search index cannot be read and is made anew");
                fs::remove_dir_all(folder).and_then(|()| fs::create_dir_all(folder)).map_err(|error| fault(&error))?;
                open(folder, &schema)?
            }
        };
        let reader = files.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index = Self {
            files,
            fields,
            reader,
            writer: Mutex::new(None),
            seen: RwLock::new(Arc::new(Vec::new())),
            kept: Mutex::default(),
        };
        index.look()?;
        Ok(index)
    }

    /// Takes up what was committed.
    fn look(&self) -> Result<()> {
        self.reader.reload()?;
        let before = self.parts();
        let mut parts = Vec::new();
        for reader in self.reader.searcher().segment_readers() {
            let known = before.iter().find(|part| part.segment.id == reader.segment_id());
            parts.push(Part::new(reader, known, self.fields.terms)?);
        }
        lock(&self.kept).forget_all_but(&parts);
        *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(parts);
        Ok(())
    }

    fn parts(&self) -> Arc<Vec<Part>> {
        Arc::clone(&self.seen.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, write: impl FnOnce(&mut Writer) -> Result<T>) -> Result<T> {
        let mut writer = lock(&self.writer);
        let open = || -> Result<Writer> {
            let inner = self.files.writer_with_num_threads(1, WRITER_BYTES)?;
            Ok(Writer { inner, fresh: false })
        };
        let mut taken = writer.take().map_or_else(open, Ok)?;
        let done = write(&mut taken);
        *writer = Some(taken);
        done
    }

    /// The documents of a part that are in a set, those that were taken out meanwhile included.
    fn bits(&self, segment: &Segment, clause: &Clause) -> Result<Arc<Bits>> {
        let bits = match clause {
            Clause::Everything => Bits::all(segment.documents),
            Clause::Not(inner) => {
                let mut bits = Bits::all(segment.documents);
                bits.drop(&*self.bits(segment, inner)?);
                bits
            }
            Clause::All(clauses) => self.all(segment, clauses)?,
            Clause::Any(clauses) if !clauses.iter().all(is_leaf) => {
                let mut bits = Bits::none(segment.documents);
                for clause in clauses {
                    bits.add(&*self.bits(segment, clause)?);
                }
                bits
            }
            Clause::Term(_) | Clause::Between(..) | Clause::Any(_) => {
                let key = (segment.id, clause.clone());
                if let Some(kept) = lock(&self.kept).get(&key) {
                    return Ok(kept);
                }
                let mut bits = Bits::none(segment.documents);
                segment.read(clause, self.fields.terms, &mut bits)?;
                let bits = Arc::new(bits);
                lock(&self.kept).put(key, &bits);
                return Ok(bits);
            }
        };
        Ok(Arc::new(bits))
    }

    fn all(&self, segment: &Segment, clauses: &[Clause]) -> Result<Bits> {
        let mut bits = Bits::all(segment.documents);
        for clause in clauses {
            match clause {
                Clause::Everything => {}
                Clause::Not(inner) => bits.drop(&*self.bits(segment, inner)?),
                clause => bits.keep(&*self.bits(segment, clause)?),
            }
        }
        Ok(bits)
    }

    fn found(&self, part: &Part, clause: &Clause) -> Result<Bits> {
        let mut bits = Bits::clone(&*self.bits(&part.segment, clause)?);
        if let Some(alive) = &part.alive {
            bits.keep(alive);
        }
        Ok(bits)
    }

    fn search_part(&self, part: &Part, ask: &Ask, found: &mut Found) -> Result<()> {
        let segment = &part.segment;
        let set = self.found(part, &ask.filter)?;
        found.total += set.count();
        for (facet, counts) in ask.facets.iter().zip(&mut found.counts) {
            let own;
            let within = if facet.within == ask.filter {
                &set
            } else {
                own = self.found(part, &facet.within)?;
                &own
            };
            for (value, count) in facet.values.iter().zip(counts) {
                *count += within.count_both(&*self.bits(segment, value)?);
            }
        }
        if ask.limit == 0 {
            return Ok(());
        }
        let mut scores = Scores::zero(segment.documents, ask.grades.iter().map(|(_, points)| points).sum());
        for (clause, points) in ask.grades.iter().filter(|(_, points)| *points > 0) {
            scores.add(*points, &*self.bits(segment, clause)?);
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
    fn mark(&self) -> Option<Mark> {
        let payload = self.files.load_metas().ok()?.payload?;
        let Payload { base, seq } = serde_json::from_str(&payload).ok()?;
        Some(Mark { base, seq })
    }

    fn clear(&self) -> Result<()> {
        self.write(|writer| {
            writer.inner.delete_all_documents()?;
            writer.inner.set_merge_policy(Box::new(NoMergePolicy));
            writer.fresh = true;
            Ok(())
        })
    }

    fn stage(&self, changes: Vec<Change>) -> Result<()> {
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
        self.look()
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
        document
    }
}

/// Documents that were written together. They never change; they are only taken out, and then they still have their place.
struct Segment {
    id: SegmentId,
    documents: u32,
    postings: Arc<InvertedIndexReader>,
    keys: Arc<dyn ColumnValues<u64>>,
    first: Vec<u64>,
    second: Arc<dyn ColumnValues<u64>>,
    ranking: Ranking,
}

impl Segment {
    fn new(reader: &SegmentReader, terms: Field) -> Result<Self> {
        let column = |name| reader.fast_fields().column_first_or_default::<u64>(name);
        let (keys, firsts, second) = (column("key")?, column("first")?, column("second")?);
        let documents = reader.max_doc();
        let first: Vec<u64> = (0..documents).map(|document| firsts.get_val(document)).collect();
        let ranking = Ranking::new(0..documents, |document| (first[document as usize], second.get_val(document)));
        Ok(Self {
            id: reader.segment_id(),
            documents,
            postings: reader.inverted_index(terms)?,
            keys,
            first,
            second,
            ranking,
        })
    }

    fn order(&self, document: u32) -> Order {
        Order(self.first[document as usize], self.second.get_val(document))
    }

    fn hit(&self, document: u32, score: u32) -> Hit {
        let key = i64::try_from(self.keys.get_val(document)).unwrap_or(i64::MAX);
        Hit { key, score, order: self.order(document) }
    }

    /// Adds the documents of a leaf, or of any of some leaves.
    fn read(&self, clause: &Clause, terms: Field, bits: &mut Bits) -> Result<()> {
        match clause {
            Clause::Term(term) => {
                let term = Term::from_field_text(terms, term);
                let postings = self.postings.read_block_postings(&term, IndexRecordOption::Basic);
                if let Some(postings) = postings.map_err(|error| fault(&error))? {
                    read(postings, bits);
                }
            }
            Clause::Between(first, last) => {
                let range = self.postings.terms().range().ge(first).le(last).into_stream();
                let mut range = range.map_err(|error| fault(&error))?;
                while range.advance() {
                    let option = IndexRecordOption::Basic;
                    let postings = self.postings.read_block_postings_from_terminfo(range.value(), option);
                    read(postings.map_err(|error| fault(&error))?, bits);
                }
            }
            Clause::Any(leaves) => {
                for leaf in leaves {
                    self.read(leaf, terms, bits)?;
                }
            }
            Clause::Everything | Clause::All(_) | Clause::Not(_) => {
                return Err(Error::fault("only leaves are read from postings"));
            }
        }
        Ok(())
    }
}

/// A segment as it is now.
struct Part {
    segment: Arc<Segment>,
    deleted: Option<Opstamp>,
    /// Those that are still in; nothing where that is all of them.
    alive: Option<Arc<Bits>>,
}

impl Part {
    fn new(reader: &SegmentReader, known: Option<&Self>, terms: Field) -> Result<Self> {
        let segment = match known {
            Some(known) => Arc::clone(&known.segment),
            None => Arc::new(Segment::new(reader, terms)?),
        };
        let deleted = reader.delete_opstamp();
        let same = known.filter(|known| known.deleted == deleted);
        let alive = match same {
            Some(same) => same.alive.clone(),
            None => reader.has_deletes().then(|| {
                let mut alive = Bits::none(segment.documents);
                reader.doc_ids_alive().for_each(|document| alive.insert(document));
                Arc::new(alive)
            }),
        };
        Ok(Self { segment, deleted, alive })
    }
}

/// Sets that were read before, in two halves: what is asked for moves to the young one, and when that is full the old one
/// is given up.
#[derive(Default)]
struct Kept {
    young: HashMap<(SegmentId, Clause), Arc<Bits>>,
    old: HashMap<(SegmentId, Clause), Arc<Bits>>,
    young_bytes: usize,
}

impl Kept {
    fn get(&mut self, key: &(SegmentId, Clause)) -> Option<Arc<Bits>> {
        if let Some(bits) = self.young.get(key) {
            return Some(Arc::clone(bits));
        }
        let (key, bits) = self.old.remove_entry(key)?;
        self.put(key, &bits);
        Some(bits)
    }

    fn put(&mut self, key: (SegmentId, Clause), bits: &Arc<Bits>) {
        self.young_bytes += bits.bytes();
        self.young.insert(key, Arc::clone(bits));
        if self.young_bytes > KEPT_BYTES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }

    fn forget_all_but(&mut self, parts: &[Part]) {
        let stays = |(id, _): &(SegmentId, Clause)| parts.iter().any(|part| part.segment.id == *id);
        self.young.retain(|key, _| stays(key));
        self.old.retain(|key, _| stays(key));
        self.young_bytes = self.young.values().map(|bits| bits.bytes()).sum();
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let fields = Fields {
        key: schema.add_u64_field("key", FAST | INDEXED),
        first: schema.add_u64_field("first", FAST),
        second: schema.add_u64_field("second", FAST),
        terms: schema.add_text_field("terms", TextOptions::default().set_indexing_options(indexing)),
    };
    (schema.build(), fields)
}

fn open(folder: &Path, schema: &Schema) -> Result<Files> {
    let directory = MmapDirectory::open(folder).map_err(|error| fault(&error))?;
    Ok(Files::open_or_create(directory, schema.clone())?)
}

fn is_leaf(clause: &Clause) -> bool {
    matches!(clause, Clause::Term(_) | Clause::Between(..))
}

fn read(mut postings: BlockSegmentPostings, bits: &mut Bits) {
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|document| bits.insert(*document));
        postings.advance();
    }
}

/// A lock whose holder panicked still holds whole values: each is replaced at once.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn fault(error: &(impl fmt::Display + ?Sized)) -> Error {
    Error::fault(format!("search index: {error}"))
}
