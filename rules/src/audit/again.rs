//! When a table is told anew. Two tables of the same groups tell of whoever is in one of them only, so that the one that was told stands
//! until so many people moved that nobody can be told apart among them.
//!
//! A table is compared with the numbers that it had when it was told, hidden ones too, so that no row of small changes adds up to one
//! person. And it is compared at most once in a while: whoever looks before and after somebody does something sees the same.

use std::collections::BTreeSet;

use super::{
    Group, LEAST, WAYS, Way,
    hiding::{Counts, nobody_waits, told},
    rows,
};

/// How long a table stands before it is compared with how things are: thirty days.
pub const STANDS_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The numbers of a table that was told, with those that it hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub told_ms: i64,
    /// When it was last compared with how things are.
    pub compared_ms: i64,
    pub groups: Vec<Group>,
}

impl Told {
    /// Whether it may be compared again.
    pub fn is_due(&self, now_ms: i64) -> bool {
        now_ms - self.compared_ms >= STANDS_MS
    }
}

/// What is told: the table that stands, or one of how things are.
pub fn tell(kept: Option<Told>, now: Vec<Group>, now_ms: i64) -> Told {
    match kept {
        Some(kept) if !kept.is_due(now_ms) => kept,
        // A new day on the same numbers would say that nobody came or went, and the old one says neither that nor the contrary.
        Some(kept) if rows(&kept.groups) == rows(&now) || !may_follow(&kept.groups, &now) => {
            Told { compared_ms: now_ms, ..kept }
        }
        _ => Told { told_ms: now_ms, compared_ms: now_ms, groups: now },
    }
}

/// Whether one table may be told after another. Of groups that were counted in another way there is nothing to subtract.
fn may_follow(before: &[Group], now: &[Group]) -> bool {
    let shape = |groups: &[Group]| -> Vec<(String, [usize; 2])> {
        groups.iter().map(|group| (group.name.clone(), group.ways.each_ref().map(Vec::len))).collect()
    };
    let of_way = |groups: &[Group], at: usize| -> Vec<Counts> {
        groups.iter().filter_map(|group| group.ways.get(at).cloned()).collect()
    };
    shape(before) != shape(now)
        || WAYS.iter().enumerate().all(|(at, way)| is_calm(&of_way(before, at), &of_way(now, at), *way))
}

/// People who came so far and not further: some groups, where from, and where to. Behind the last level there is nobody.
type Cell = (u32, usize, usize);

/// What is known of some groups at all: each that is told of, and all others together, since the whole may be known. All together is the
/// whole, which no table hides.
fn known(groups: &[Counts], way: Way) -> BTreeSet<Cell> {
    let told = told(groups, way);
    let everybody = (1u32 << groups.len()) - 1;
    let blocks = |level: usize| -> Vec<u32> {
        let is_told = |at: usize| told.get(at).is_some_and(|told| *told > level);
        let hidden = (0..groups.len()).filter(|at| !is_told(*at)).fold(0, |block, at| block | (1 << at));
        let each = (0..groups.len()).filter(|at| is_told(*at)).map(|at| 1 << at);
        each.chain([hidden]).filter(|block| *block != 0 && *block != everybody).collect()
    };
    let mut known = BTreeSet::new();
    for level in 0..way.levels {
        known.extend(blocks(level).into_iter().map(|block| (block, level, way.levels)));
        // Whatever is known further on is known before too.
        for later in level + 1..way.levels {
            known.extend(blocks(later).into_iter().map(|block| (block, level, later)));
        }
    }
    known
}

fn size(groups: &[Counts], (block, level, later): Cell) -> u64 {
    let of_level = |level: usize| -> u64 {
        let among = groups.iter().enumerate().filter(|(at, _)| block & (1 << at) != 0);
        among.filter_map(|(_, group)| group.get(level)).sum()
    };
    of_level(level).saturating_sub(of_level(later))
}

/// Whether all that is known by either of two tables moved by enough people, or not at all. What only one of them tells must have moved:
/// whoever took it to be the same in the other would read there what that one hides. And where people came or went, as many must have
/// moved at each step, or it would be known of each of them whether they were chosen.
fn is_calm(before: &[Counts], now: &[Counts], way: Way) -> bool {
    let (known_before, known_now) = (known(before, way), known(now, way));
    known_before.union(&known_now).all(|cell| {
        let (block, level, later) = *cell;
        let all = (block, 0, way.levels);
        let was_nobody = size(before, all) == 0 && size(now, all) == 0;
        let nobody_waited = nobody_waits(before, way, level, later) && nobody_waits(now, way, level, later);
        let stays = known_before.contains(cell)
            && known_now.contains(cell)
            && size(before, all) == size(now, all)
            && size(before, *cell) == size(now, *cell);
        was_nobody || nobody_waited || stays || size(before, *cell).abs_diff(size(now, *cell)) >= LEAST
    })
}

#[cfg(test)]
mod tests;
