//! Which numbers of a table may be told, so that none of them and nothing that follows from them is of too few people.
//!
//! Whoever reads a table may also know how many everybody is: then what is hidden of one group alone is that whole without the
//! others. And what is chosen at one step is who comes to the next, so that a number is the same one in two rows, and the difference
//! of two tells of those who were left behind. So the numbers of all groups at all steps are decided on together.

use super::{LEAST, Way};

/// How many of a group came how far: each number counts some of those whom the one before counts.
pub type Counts = Vec<u64>;

/// How many of the first numbers of each group may be told. As many as can be are: first of how many people a group is, then of how
/// many came further. There are few groups of few numbers, so that every way to hide some is tried.
pub fn told(groups: &[Counts], way: Way) -> Vec<usize> {
    let mut best = (Vec::new(), vec![0; groups.len()]);
    let mut tried = vec![0; groups.len()];
    loop {
        // Of nobody there is nothing to tell.
        let tells = |(group, told): (&Counts, &usize)| *told == 0 || group.first().is_some_and(|all| *all > 0);
        if groups.iter().zip(&tried).all(tells) && is_safe(groups, &tried, way) {
            let worth = worth(groups, &tried, way.levels);
            if worth > best.0 {
                best = (worth, tried.clone());
            }
        }
        // The next way, as a number that counts up with a digit for each group.
        let Some(at) = tried.iter().position(|told| *told < way.levels) else { return best.1 };
        tried.iter_mut().take(at).for_each(|told| *told = 0);
        if let Some(told) = tried.get_mut(at) {
            *told += 1;
        }
    }
}

/// Whether nobody at all is between two numbers that only those who wait are between. That everybody who came so far has an outcome is
/// not what the outcome was.
pub fn nobody_waits(groups: &[Counts], way: Way, level: usize, later: usize) -> bool {
    way.waits == Some(level) && later == level + 1 && groups.iter().all(|group| group.get(level) == group.get(later))
}

/// How much is told: numbers by how early they are, then people.
fn worth(groups: &[Counts], told: &[usize], levels: usize) -> Vec<u64> {
    let count = |level: usize| told.iter().filter(|told| **told > level).count() as u64;
    let shown = groups.iter().zip(told).filter(|(_, told)| **told > 0);
    (0..levels).map(count).chain([shown.filter_map(|(group, _)| group.first()).sum()]).collect()
}

/// Whether nothing follows from what is told that is of too few. What follows of some groups at a step is their sum, where all of them
/// are told of, or all whom nothing is told of are among them, since the whole may be known; and between two steps the difference.
fn is_safe(groups: &[Counts], told: &[usize], way: Way) -> bool {
    // The whole itself is not told here, so that it is for no table to hide it.
    (1..(1u32 << groups.len()) - 1).all(|some| {
        let is_among = |at: usize| some & (1 << at) != 0;
        let follows = |level: usize| {
            let mut hidden = told.iter().enumerate().filter(|(_, told)| **told <= level).map(|(at, _)| is_among(at));
            let first = hidden.next();
            hidden.all(|among| Some(among) == first)
        };
        let sum = |level: usize| -> u64 {
            let numbers = groups.iter().enumerate().filter(|(at, _)| is_among(*at));
            numbers.filter_map(|(_, group)| group.get(level)).sum()
        };
        (0..way.levels).filter(|level| follows(*level)).all(|level| {
            let enough = sum(level) >= LEAST || sum(0) == 0;
            let mut after = (level + 1..way.levels).filter(|later| follows(*later));
            // Those who were left behind are as few people, and where nobody was, each is known to be one of the chosen.
            let is_left = |later| sum(level) - sum(later) >= LEAST || nobody_waits(groups, way, level, later);
            enough && (sum(0) == 0 || after.all(is_left))
        })
    })
}
