//! What the embedded index keeps of the files in memory: segments in their present state, and sets that were read before.

use std::{collections::HashMap, sync::Arc};

use tantivy::{
    DocSet, Opstamp, SegmentReader, TERMINATED, Term,
    columnar::ColumnValues,
    index::{InvertedIndexReader, SegmentId},
    postings::{BlockSegmentPostings, Postings},
    schema::{Field, IndexRecordOption},
};

use super::{
    Clause, Hit, Order,
    embedded::fault,
    sets::{Bits, Ranking},
};
use crate::error::{Error, Result};

/// Memory for sets that were asked for before. It is given up by halves, the half that nobody asked for lately.
const KEPT_BYTES: usize = 96_000_000;

/// What the maps and the allocations of a set take besides, about.
const ENTRY_BYTES: usize = 200;

/// Documents that were written together. They never change; they are only taken out, and then they still have their place.
pub(super) struct Segment {
    pub(super) id: SegmentId,
    pub(super) documents: u32,
    pub(super) postings: Arc<InvertedIndexReader>,
    /// The words of texts, with their places.
    pub(super) texts: Arc<InvertedIndexReader>,
    pub(super) keys: Arc<dyn ColumnValues<u64>>,
    /// The documents of each key.
    by_key: Arc<InvertedIndexReader>,
    key: Field,
    pub(super) first: Vec<u64>,
    pub(super) second: Arc<dyn ColumnValues<u64>>,
    pub(super) ranking: Ranking,
}

impl Segment {
    pub(super) fn new(reader: &SegmentReader, terms: Field, texts: Field) -> Result<Self> {
        let key = reader.schema().get_field("key").map_err(|error| fault(&error))?;
        let column = |name| reader.fast_fields().column_first_or_default::<u64>(name);
        let (keys, firsts, second) = (column("key")?, column("first")?, column("second")?);
        let documents = reader.max_doc();
        let first: Vec<u64> = (0..documents).map(|document| firsts.get_val(document)).collect();
        let ranking = Ranking::new(0..documents, |document| (first[document as usize], second.get_val(document)));
        Ok(Self {
            id: reader.segment_id(),
            documents,
            postings: reader.inverted_index(terms)?,
            texts: reader.inverted_index(texts)?,
            keys,
            by_key: reader.inverted_index(key)?,
            key,
            first,
            second,
            ranking,
        })
    }

    pub(super) fn order(&self, document: u32) -> Order {
        Order(self.first[document as usize], self.second.get_val(document))
    }

    pub(super) fn hit(&self, document: u32, score: u32) -> Hit {
        let key = i64::try_from(self.keys.get_val(document)).unwrap_or(i64::MAX);
        Hit { key, score, order: self.order(document) }
    }

    /// Adds the documents of a leaf, or of any of some leaves.
    pub(super) fn read(&self, clause: &Clause, terms: Field, texts: Field, bits: &mut Bits) -> Result<()> {
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
            Clause::Phrase(words) => self.read_phrase(words, texts, bits)?,
            Clause::Keys(keys) => {
                for key in keys {
                    let key = Term::from_field_u64(self.key, key.unsigned_abs());
                    let postings = self.by_key.read_block_postings(&key, IndexRecordOption::Basic);
                    if let Some(postings) = postings.map_err(|error| fault(&error))? {
                        read(postings, bits);
                    }
                }
            }
            Clause::Any(leaves) => {
                for leaf in leaves {
                    self.read(leaf, terms, texts, bits)?;
                }
            }
            Clause::Everything | Clause::All(_) | Clause::Not(_) => {
                return Err(Error::fault("only leaves are read from postings"));
            }
        }
        Ok(())
    }

    /// Adds the documents in whose texts some words stand next to each other.
    fn read_phrase(&self, words: &[String], texts: Field, bits: &mut Bits) -> Result<()> {
        let mut postings = Vec::with_capacity(words.len());
        for word in words {
            let word = Term::from_field_text(texts, word);
            let read = self.texts.read_postings(&word, IndexRecordOption::WithFreqsAndPositions);
            // A word that nobody wrote is in no phrase.
            let Some(read) = read.map_err(|error| fault(&error))? else { return Ok(()) };
            postings.push(read);
        }
        let Some((first, rest)) = postings.split_first_mut() else { return Ok(()) };
        let (mut starts, mut places) = (Vec::new(), Vec::new());
        while first.doc() != TERMINATED {
            let document = first.doc();
            // Each is at least as far as this document afterwards, and the farthest says where to go on.
            let mut farthest = document;
            for other in rest.iter_mut() {
                if other.doc() < document {
                    other.seek(document);
                }
                farthest = farthest.max(other.doc());
            }
            if farthest > document {
                first.seek(farthest);
                continue;
            }
            first.positions(&mut starts);
            for (offset, other) in (1..).zip(rest.iter_mut()) {
                other.positions(&mut places);
                starts.retain(|start| places.binary_search(&(start + offset)).is_ok());
            }
            if !starts.is_empty() {
                bits.insert(document);
            }
            first.advance();
        }
        Ok(())
    }
}

/// A segment as it is now.
pub(super) struct Part {
    pub(super) segment: Arc<Segment>,
    pub(super) deleted: Option<Opstamp>,
    /// Those that are still in.
    pub(super) alive: Arc<Bits>,
}

impl Part {
    pub(super) fn new(reader: &SegmentReader, known: Option<&Self>, terms: Field, texts: Field) -> Result<Self> {
        let segment = match known {
            Some(known) => Arc::clone(&known.segment),
            None => Arc::new(Segment::new(reader, terms, texts)?),
        };
        let deleted = reader.delete_opstamp();
        let same = known.filter(|known| known.deleted == deleted);
        let alive = match same {
            Some(same) => Arc::clone(&same.alive),
            None if !reader.has_deletes() => Arc::new(Bits::all(segment.documents)),
            None => {
                let mut alive = Bits::none(segment.documents);
                reader.doc_ids_alive().for_each(|document| alive.insert(document));
                Arc::new(alive)
            }
        };
        Ok(Self { segment, deleted, alive })
    }
}

/// Sets that were read before, in two halves: what is asked for moves to the young one, and when that is full the old one
/// is given up.
#[derive(Default)]
pub(super) struct Kept {
    young: HashMap<SegmentId, HashMap<Clause, Arc<Bits>>>,
    old: HashMap<SegmentId, HashMap<Clause, Arc<Bits>>>,
    young_bytes: usize,
}

impl Kept {
    pub(super) fn get(&mut self, segment: SegmentId, clause: &Clause) -> Option<Arc<Bits>> {
        if let Some(bits) = self.young.get(&segment).and_then(|kept| kept.get(clause)) {
            return Some(Arc::clone(bits));
        }
        let (clause, bits) = self.old.get_mut(&segment)?.remove_entry(clause)?;
        self.put(segment, clause, &bits);
        Some(bits)
    }

    pub(super) fn put(&mut self, segment: SegmentId, clause: Clause, bits: &Arc<Bits>) {
        self.young_bytes += entry_bytes(&clause, bits);
        self.young.entry(segment).or_default().insert(clause, Arc::clone(bits));
        if self.young_bytes > KEPT_BYTES / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
    }

    pub(super) fn forget_all_but(&mut self, parts: &[Part]) {
        let stays = |id: &SegmentId| parts.iter().any(|part| part.segment.id == *id);
        self.young.retain(|id, _| stays(id));
        self.old.retain(|id, _| stays(id));
        let entries = self.young.values().flatten();
        self.young_bytes = entries.map(|(clause, bits)| entry_bytes(clause, bits)).sum();
    }
}

/// What a kept set takes. Of a small segment the sets are small, and most of it is the question and its place in the map.
fn entry_bytes(clause: &Clause, bits: &Bits) -> usize {
    ENTRY_BYTES + clause_bytes(clause) + bits.bytes()
}

fn clause_bytes(clause: &Clause) -> usize {
    let held = match clause {
        Clause::Everything => 0,
        Clause::Term(term) => term.len(),
        Clause::Between(first, last) => first.len() + last.len(),
        Clause::Phrase(words) => words.iter().map(|word| size_of::<String>() + word.len()).sum(),
        Clause::Keys(keys) => size_of_val(keys.as_slice()),
        Clause::Any(clauses) | Clause::All(clauses) => clauses.iter().map(clause_bytes).sum(),
        Clause::Not(inner) => clause_bytes(inner),
    };
    size_of::<Clause>() + held
}

fn read(mut postings: BlockSegmentPostings, bits: &mut Bits) {
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|document| bits.insert(*document));
        postings.advance();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_questions_about_few_documents_fill_the_memory_too() {
        let segment = SegmentId::generate_random();
        let bits = Arc::new(Bits::all(1));
        let any = |number: usize| {
            let terms = (0..100).map(|term| Clause::Term(format!("{number:>5}{term:>95}")));
            Clause::Any(terms.collect())
        };
        // Some 15,000 bytes each.
        let fits = KEPT_BYTES / 2 / 16_000;
        let mut kept = Kept::default();
        (0..fits).for_each(|number| kept.put(segment, any(number), &bits));
        assert!(kept.old.is_empty(), "that many fit");
        (fits..2 * fits).for_each(|number| kept.put(segment, any(number), &bits));
        assert!(!kept.old.is_empty() && kept.young[&segment].len() < fits, "and twice as many do not");
        kept.forget_all_but(&[]);
        assert_eq!(kept.young_bytes, 0);
    }
}
