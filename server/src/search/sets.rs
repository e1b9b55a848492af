//! Sets of documents as bits, and numbers beside each document as planes of bits, so that 64 documents are worked on at
//! once. What is made of several sets is made block by block: a block stays in the nearest memory of the processor until
//! everything is known about its documents.

use std::{ops::Range, sync::Arc};

use super::words::{add, and, and_not, carry, count_both, or};

/// Words of 64 documents in a block.
pub const BLOCK: usize = 256;

/// A block is named by the words that it spans.
pub type Block = Range<usize>;

/// The blocks of so many documents.
pub fn blocks(documents: u32) -> impl Iterator<Item = Block> {
    let words = documents.div_ceil(64) as usize;
    (0..words).step_by(BLOCK).map(move |from| from..words.min(from + BLOCK))
}

/// A set of documents numbered from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits(Box<[u64]>);

impl Bits {
    pub fn none(documents: u32) -> Self {
        Self(vec![0; documents.div_ceil(64) as usize].into())
    }

    pub fn all(documents: u32) -> Self {
        let mut bits = Self(vec![u64::MAX; documents.div_ceil(64) as usize].into());
        if let (Some(last), rest @ 1..) = (bits.0.last_mut(), documents % 64) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    pub fn insert(&mut self, document: u32) {
        self.0[document as usize / 64] |= 1 << (document % 64);
    }

    pub fn has(&self, document: u32) -> bool {
        self.0[document as usize / 64] >> (document % 64) & 1 == 1
    }

    pub fn is_empty(&self) -> bool {
        is_empty(&self.0)
    }

    pub fn count(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub fn words(&self, block: &Block) -> &[u64] {
        &self.0[block.clone()]
    }

    pub fn words_mut(&mut self, block: &Block) -> &mut [u64] {
        &mut self.0[block.clone()]
    }

    /// Those that are in another set too.
    fn both(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| one & other).collect())
    }

    fn drop(&mut self, other: &Self) {
        and_not(&mut self.0, &other.0);
    }

    /// The documents in it, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(index * 64 + bit)
            })
        })
    }

    pub fn bytes(&self) -> usize {
        self.0.len() * 8
    }
}

/// A set that is made of others when it is asked for, a block at a time. Beyond the last document it may hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    Everything,
    Read(Arc<Bits>),
    All(Vec<Set>),
    Any(Vec<Set>),
    Not(Box<Set>),
}

impl Set {
    /// Writes a block of it.
    pub fn fill(&self, block: &Block, words: &mut [u64]) {
        match self {
            Self::Everything => words.fill(u64::MAX),
            Self::Read(bits) => words.copy_from_slice(bits.words(block)),
            Self::Not(inner) => {
                inner.fill(block, words);
                words.iter_mut().for_each(|word| *word = !*word);
            }
            Self::All(sets) => {
                words.fill(u64::MAX);
                sets.iter().for_each(|set| set.with(block, |other| and(words, other)));
            }
            Self::Any(sets) => {
                words.fill(0);
                sets.iter().for_each(|set| set.with(block, |other| or(words, other)));
            }
        }
    }

    /// How many of some members of a block are in it.
    pub fn count(&self, block: &Block, within: &[u64]) -> u64 {
        self.with(block, |words| count_both(within, words))
    }

    /// Looks at a block of it, where possible in its place.
    fn with<T>(&self, block: &Block, look: impl FnOnce(&[u64]) -> T) -> T {
        if let Self::Read(bits) = self {
            return look(bits.words(block));
        }
        let mut words = [0; BLOCK];
        let words = &mut words[..block.len()];
        self.fill(block, words);
        look(words)
    }
}

pub fn is_empty(words: &[u64]) -> bool {
    words.iter().all(|word| *word == 0)
}

/// A score beside each document: bit `n` of all of them is plane `n`.
pub struct Scores {
    planes: Vec<Bits>,
}

impl Scores {
    /// Nobody has any points yet, and nobody gets more than `most`.
    pub fn zero(documents: u32, most: u32) -> Self {
        let planes = (u32::BITS - most.leading_zeros()) as usize;
        Self { planes: vec![Bits::none(documents); planes] }
    }

    /// Gives everybody in a block of a set so many points more: an addition with carry, of 64 documents at a time.
    pub fn add(&mut self, points: u32, to: &Set, block: &Block) {
        to.with(block, |members| {
            let mut carried = [0; BLOCK];
            let carried = &mut carried[..block.len()];
            // Planes below the lowest bit of the points stay as they are.
            for (index, plane) in self.planes.iter_mut().enumerate().skip(points.trailing_zeros() as usize) {
                let sums = plane.words_mut(block);
                if points >> index & 1 == 1 { add(sums, carried, members) } else { carry(sums, carried) }
            }
        });
    }

    /// Hands over those of a set who have the same score, one score after the other from the most points down, until
    /// `take` has had enough. Scores over `most` are left out.
    pub fn descend(&self, set: Bits, most: u32, take: &mut impl FnMut(u32, Bits) -> bool) {
        if !set.is_empty() {
            self.split(set, self.planes.len(), 0, most, take);
        }
    }

    /// Goes on below a plane with a set that is not empty.
    fn split(&self, set: Bits, planes: usize, score: u32, most: u32, take: &mut impl FnMut(u32, Bits) -> bool) -> bool {
        if score > most {
            return true;
        }
        let Some(plane) = planes.checked_sub(1) else { return take(score, set) };
        let upper = set.both(&self.planes[plane]);
        if upper.is_empty() {
            return self.split(set, plane, score, most, take);
        }
        if !self.split(upper, plane, score | 1 << plane, most, take) {
            return false;
        }
        // Most questions have had enough before anybody looks here.
        let mut lower = set;
        lower.drop(&self.planes[plane]);
        lower.is_empty() || self.split(lower, plane, score, most, take)
    }
}

/// Where a document stands among all, by the order of equals.
pub struct Ranking {
    /// The documents in that order.
    order: Vec<u32>,
}

impl Ranking {
    pub fn new<K: Ord>(documents: Range<u32>, key: impl Fn(u32) -> K) -> Self {
        let mut order: Vec<u32> = documents.collect();
        order.sort_unstable_by_key(|document| key(*document));
        Self { order }
    }

    /// The first few of a set that stand after a key. Of a large set the ranking is walked until enough are met; a small
    /// one is sorted by itself.
    pub fn first<K: Ord + Copy>(&self, set: &Bits, limit: usize, after: Option<K>, key: impl Fn(u32) -> K) -> Vec<u32> {
        let members = set.count() as usize;
        let steps = self.order.len() / members.max(1) * limit;
        if steps < members {
            let from = after.map_or(0, |after| self.order.partition_point(|document| key(*document) <= after));
            return self.order[from..].iter().copied().filter(|document| set.has(*document)).take(limit).collect();
        }
        let mut found: Vec<(K, u32)> = set.iter().map(|document| (key(document), document)).collect();
        found.retain(|(key, _)| after.is_none_or(|after| *key > after));
        if found.len() > limit {
            found.select_nth_unstable_by_key(limit, |(key, _)| *key);
            found.truncate(limit);
        }
        found.sort_unstable_by_key(|(key, _)| *key);
        found.into_iter().map(|(_, document)| document).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(documents: u32, has: impl Fn(u32) -> bool) -> Bits {
        let mut bits = Bits::none(documents);
        (0..documents).filter(|document| has(*document)).for_each(|document| bits.insert(document));
        bits
    }

    #[test]
    fn points_add_up_and_come_out_the_most_first() {
        let documents = 40_000;
        let grades = [(3, 40), (7, 33), (2, 20), (5, 7)];
        let mut scores = Scores::zero(documents, 100);
        for (every, points) in grades {
            let to = Set::Read(Arc::new(set(documents, |document| document % every == 0)));
            blocks(documents).for_each(|block| scores.add(points, &to, &block));
        }
        let expected =
            |document| grades.iter().filter(|(every, _)| document % every == 0).map(|(_, points)| points).sum::<u32>();
        let mut seen = Vec::new();
        scores.descend(Bits::all(documents), 93, &mut |score, members| {
            seen.extend(members.iter().map(|document| (score, document)));
            true
        });
        assert!(seen.is_sorted_by(|a, b| a.0 >= b.0));
        assert!(seen.iter().all(|(score, document)| *score == expected(*document)), "{seen:?}");
        assert_eq!(seen.len(), (0..documents).filter(|document| expected(*document) <= 93).count());
    }

    #[test]
    fn the_first_are_the_same_whether_few_or_many_are_looked_through() {
        let key = |document: u32| document.wrapping_mul(2_654_435_761) % 10_007;
        let ranking = Ranking::new(0..5_000, key);
        for every in [1, 2, 900, 2_500, 6_000] {
            let members = set(5_000, |document| document % every == 0);
            for after in [None, Some(4_000), Some(10_007)] {
                let mut expected: Vec<u32> = members.iter().collect();
                expected.sort_by_key(|document| key(*document));
                expected.retain(|document| after.is_none_or(|after| key(*document) > after));
                expected.truncate(20);
                assert_eq!(ranking.first(&members, 20, after, key), expected, "every {every}, after {after:?}");
            }
        }
    }

    #[test]
    fn sets_are_made_of_others_across_blocks() {
        let documents = 40_000;
        let read = |every: u32| Set::Read(Arc::new(set(documents, |document| document % every == 0)));
        let not_five = Set::Not(Box::new(Set::Any(vec![read(5), Set::Any(vec![])])));
        let made = Set::All(vec![Set::Everything, Set::Any(vec![read(2), read(3)]), not_five]);
        let is_in =
            |document: u32| (document.is_multiple_of(2) || document.is_multiple_of(3)) && !document.is_multiple_of(5);
        let (mut all, mut sevenths) = (Bits::none(documents), 0);
        for block in blocks(documents) {
            made.fill(&block, all.words_mut(&block));
            sevenths += read(7).count(&block, all.words(&block));
        }
        assert_eq!(all, set(documents, is_in));
        assert_eq!(
            sevenths,
            (0..documents).filter(|document| is_in(*document) && document.is_multiple_of(7)).count() as u64
        );
    }

    #[test]
    fn everything_holds_no_document_that_is_not_there() {
        for documents in [0, 1, 63, 64, 65, 130] {
            assert_eq!(Bits::all(documents).count(), u64::from(documents));
            assert_eq!(Bits::all(documents).iter().count(), documents as usize);
        }
    }
}
