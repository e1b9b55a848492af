//! Finding talents fast. The index says who is found, in which order, and how many there are of each kind; what a talent
//! is, the store says.
//!
//! An index holds documents of terms and answers questions in the algebra of sets ([`Clause`]): it knows nothing of
//! talents. [`talents`] turns one into the other, [`for_ad`] says whom it chooses for an ad, [`feed`] keeps the index up to date,
//! [`embedded`] is the index that comes with the server, and [`opensearch`] one that many servers share. Ads are found by the database's own full text; [`ads`] keeps its words in their form.

pub mod ads;
pub mod embedded;
pub mod feed;
pub mod for_ad;
pub mod opensearch;
mod segment;
mod sets;
pub mod talents;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::Result;

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    /// The number it is known by to the store.
    pub key: i64,
    /// Which of two equally good ones comes first.
    pub order: Order,
    /// What it can be found by.
    pub terms: BTreeSet<String>,
    /// The words of its texts in their order, a list each text. They are terms of their own, apart from the others, and hold
    /// no blanks.
    pub texts: Vec<Vec<String>>,
}

/// A place in the order of equals: the first bytes of a handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Order(pub u64, pub u64);

impl Order {
    /// The place of a handle. It orders as the text does, as far as its first sixteen bytes tell.
    pub fn of(handle: &str) -> Self {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(handle.bytes()) {
            *to = from;
        }
        let whole = u128::from_be_bytes(bytes);
        Self((whole >> 64) as u64, whole as u64)
    }
}

/// A set of documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Clause {
    Everything,
    /// Those with a term.
    Term(String),
    /// Those with a term from the first to the last of these, in the order of their bytes.
    Between(String, String),
    /// Those of which a text has these words next to each other, in this order.
    Phrase(Vec<String>),
    /// Those that the store knows by these numbers. It is read anew each time: such a set is asked for once.
    Keys(Vec<i64>),
    Any(Vec<Clause>),
    All(Vec<Clause>),
    Not(Box<Clause>),
}

impl Clause {
    pub fn term(term: impl Into<String>) -> Self {
        Self::Term(term.into())
    }

    pub fn complement(self) -> Self {
        Self::Not(Box::new(self))
    }
}

/// A question to an index.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Who is found.
    pub filter: Clause,
    /// What gives points to those who are found. The points of all of them together stay under 2^16.
    pub grades: Vec<(Clause, u32)>,
    pub facets: Vec<Facet>,
    /// The score and place of the last one that was seen before.
    pub after: Option<(u32, Order)>,
    pub limit: usize,
}

impl Ask {
    /// The same question about everybody but some, who are in no count either.
    pub fn but(mut self, keys: Vec<i64>) -> Self {
        if keys.is_empty() {
            return self;
        }
        let others = Clause::Keys(keys).complement();
        let without = |clause: &Clause| Clause::All(vec![clause.clone(), others.clone()]);
        self.filter = without(&self.filter);
        for facet in &mut self.facets {
            facet.within = without(&facet.within);
        }
        self
    }
}

/// A count beside a choice. It is taken within a set of its own, so that a choice does not hide the others.
#[derive(Debug, Clone)]
pub struct Facet {
    pub within: Clause,
    pub values: Vec<Clause>,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub total: u64,
    /// The most points first.
    pub hits: Vec<Hit>,
    /// For each facet, for each of its values.
    pub counts: Vec<Vec<u64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub key: i64,
    pub score: u32,
    pub order: Order,
}

/// How far an index has come, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The database it was made from, and the form that its documents have.
    pub base: String,
    /// The last change it knows.
    pub seq: i64,
}

/// An index that is asked now, of several that take each other's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    pub name: String,
    /// The last change it knows, or one before that.
    pub seq: i64,
}

/// What changes in an index.
#[derive(Debug, Clone)]
pub enum Change {
    /// Takes the place of the document of the same key.
    Put(Doc),
    Gone(i64),
}

/// An index. What is staged is found once it is committed, together with the mark: after a crash there is no mark without
/// what was staged. Where many processes share an index there may be changes without their mark, which come again.
pub trait Index: Send + Sync {
    /// How far it has come; nothing where it is new.
    fn mark(&self) -> Result<Option<Mark>>;
    /// Finds what another process committed, too.
    fn look(&self) -> Result<()>;
    /// Whether this process may write. Where one at a time does, the first that asks goes on to until it ends.
    fn claim(&self) -> Result<bool> {
        Ok(true)
    }
    /// Forgets everything, from the next commit on.
    fn clear(&self) -> Result<()>;
    /// Takes changes that know of everything up to a change of the database. Where many processes share an index, what knows
    /// of less does not take the place of what knows of more.
    fn stage(&self, changes: Vec<Change>, seq: i64) -> Result<()>;
    fn commit(&self, mark: &Mark) -> Result<()>;
    fn search(&self, ask: &Ask) -> Result<Found>;
    /// Whether other processes may put one in the place of this index that knows of less than it does.
    fn is_shared(&self) -> bool {
        false
    }
    /// What is asked now, where the index is shared.
    fn live(&self) -> Result<Option<Live>> {
        Ok(None)
    }
    /// Asks this one and no other. Where it is gone, the search is not ready.
    fn search_in(&self, _live: &Live, ask: &Ask) -> Result<Found> {
        self.search(ask)
    }
}
