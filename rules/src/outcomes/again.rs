//! When figures are told anew. Two figures tell of whoever is in one of them only: where one person changes or deletes an answer between
//! them, the difference is what that person said. So what was told stands until so many people moved at each number that nobody can be
//! told apart among them, and it is compared with how things are at most once in a while, as the tables of the audit are.

use super::{Counts, Summary};
use crate::audit::{LEAST, STANDS_MS};

/// The numbers behind figures that were told, with those that nobody was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub told_ms: i64,
    /// When they were last compared with how things are.
    pub compared_ms: i64,
    pub counts: Counts,
}

impl Told {
    /// Whether they may be compared again.
    pub const fn is_due(&self, now_ms: i64) -> bool {
        now_ms - self.compared_ms >= STANDS_MS
    }
}

/// What is told: the figures that stand, or those of how things are.
pub fn tell(kept: Option<Told>, now: Counts, now_ms: i64) -> Told {
    match kept {
        Some(kept) if !kept.is_due(now_ms) => kept,
        Some(kept) if kept.counts.summary() == now.summary() || !may_follow(&kept.counts, &now) => {
            Told { compared_ms: now_ms, ..kept }
        }
        _ => Told { told_ms: now_ms, compared_ms: now_ms, counts: now },
    }
}

/// Whether figures may be told after others.
fn may_follow(before: &Counts, now: &Counts) -> bool {
    let (was, is) = (before.summary(), now.summary());
    let either = |told: fn(&Summary) -> bool| told(&was) || told(&is);
    let told = [either(|of| of.placed.is_some()), either(|of| of.related.is_some())];
    let pay_is_calm = match (&was.pay, &is.pay) {
        // Counted in tens, it moves by ten with a single answer that makes up ten, or is missing of them.
        (Some(was), Some(is)) => was == is || was.of.abs_diff(is.of) > LEAST,
        // Ten are gone with a single answer too, and what is told after that would be compared with nothing.
        (Some(was), None) => was.of > LEAST,
        // What is told once has nothing to be subtracted from.
        (None, _) => true,
    };
    is_calm(&parts(before, told), &parts(now, told))
        && (!either(|of| of.stayed.is_some()) || is_calm(&before.stayed, &now.stayed))
        && pay_is_calm
        && (was.signed == is.signed || before.signed.abs_diff(now.signed) >= LEAST)
}

/// The people whom the shares tell apart from one another: `told` says whether that of all who were placed is told, and whether that of
/// those by what was learnt here is.
fn parts(counts: &Counts, told: [bool; 2]) -> Vec<u64> {
    let [related, otherwise, not] = counts.placed;
    match told {
        [true, true] => vec![related, otherwise, not],
        [true, false] => vec![related + otherwise, not],
        [false, true] => vec![related, otherwise + not],
        [false, false] => Vec::new(),
    }
}

/// Whether each part moved by enough people, or not at all. Where people came or went, enough of each part must have, or it would be known
/// of all of them in which they are.
fn is_calm(before: &[u64], now: &[u64]) -> bool {
    let is_as_many = before.iter().sum::<u64>() == now.iter().sum::<u64>();
    let mut moves = before.iter().zip(now).map(|(before, now)| before.abs_diff(*now));
    moves.all(|moved| moved >= LEAST || (is_as_many && moved == 0))
}

#[cfg(test)]
mod tests {
    use passerelle_api::outcome::{Share, Situation};

    use super::*;
    use crate::outcomes::Answer;

    const START: i64 = 1_000;

    /// So many who were placed by what they learnt here, who were placed, and who look for work. Everybody gave their pay, and says whether
    /// they stayed.
    fn people(related: usize, otherwise: usize, looking: usize) -> Vec<Answer> {
        let placed = Answer {
            situation: Situation::Job,
            related: Some(false),
            began_on: Some("2025-03-01".parse().unwrap()),
            first: "2025-01-01".parse().unwrap(),
            pay: Some((1_000, 1_100)),
            stayed: Some(true),
            signed: false,
        };
        let away = Answer { situation: Situation::Looking, began_on: None, stayed: Some(false), ..placed };
        let by_learning = Answer { related: Some(true), ..placed };
        [vec![by_learning; related], vec![placed; otherwise], vec![away; looking]].concat()
    }

    fn counts(answers: &[Answer]) -> Counts {
        Counts::of(answers, 0, 200)
    }

    fn later(kept: Told, now: Counts) -> Told {
        tell(Some(kept), now, kept.compared_ms + STANDS_MS)
    }

    /// The figures without how many were asked and answered.
    fn figures(told: Told) -> Summary {
        Summary { asked: None, answered: None, response: None, ..told.counts.summary() }
    }

    #[test]
    fn no_answer_that_is_given_changed_or_deleted_alone_moves_a_figure() {
        for sizes in [(20, 15, 25), (10, 10, 10), (0, 10, 10), (0, 20, 10), (19, 10, 10), (30, 0, 10), (10, 20, 9)] {
            let answers = people(sizes.0, sizes.1, sizes.2);
            let kept = tell(None, counts(&answers), START);
            assert!(figures(kept).tells_of_people(), "{sizes:?}");
            let mut others = Vec::new();
            let paid = [Some((1_000, 9_000)), None].map(|pay| Answer { pay, ..answers[0] });
            for one in people(1, 1, 1).into_iter().chain(paid) {
                others.push([answers.clone(), vec![one]].concat());
                for at in 0..answers.len() {
                    let mut changed = answers.clone();
                    changed[at] = one;
                    others.push(changed);
                }
            }
            for at in 0..answers.len() {
                let mut fewer = answers.clone();
                fewer.remove(at);
                others.push(fewer);
            }
            for other in others {
                assert_eq!(figures(later(kept, counts(&other))), figures(kept), "{sizes:?}: {:?}", counts(&other));
            }
        }
    }

    #[test]
    fn figures_are_told_anew_where_enough_moved_of_each_part() {
        let kept = tell(None, counts(&people(15, 15, 20)), START);
        let told = later(kept, counts(&people(25, 25, 30)));
        assert_eq!((told.told_ms, told.compared_ms), (START + STANDS_MS, START + STANDS_MS));
        assert_eq!(told.counts.summary().placed, Some(Share { percent: 62, of: 80 }));
        for (why, other) in [
            ("nine more who look for work", people(25, 26, 29)),
            ("only such as were placed", people(30, 30, 20)),
            ("ten less, and who they are would be known", people(15, 15, 10)),
            ("five who say so now", people(20, 10, 20)),
        ] {
            let stands = later(kept, counts(&other));
            assert_eq!((stands.told_ms, stands.compared_ms), (START, START + STANDS_MS), "{why}");
        }
        let found = later(kept, Counts { placed: [25, 15, 10], stayed: [40, 10], ..kept.counts });
        assert_eq!(found.told_ms, START + STANDS_MS, "ten of those who are there found work since");
    }

    #[test]
    fn whoever_looks_before_and_after_sees_the_same() {
        let kept = tell(None, counts(&people(15, 15, 20)), START);
        let many = counts(&people(40, 40, 40));
        assert_eq!(tell(Some(kept), many, START + STANDS_MS - 1), kept, "however many moved");
        assert_eq!(later(kept, many).counts, many);
    }

    #[test]
    fn signed_contracts_are_told_anew_in_tens_of_people() {
        let with = |signed| Counts { signed, ..counts(&people(15, 15, 20)) };
        let kept = tell(None, with(9), START);
        assert_eq!((kept.counts.summary().signed, later(kept, with(10)).counts.signed), (None, 9), "the tenth alone");
        assert_eq!(later(kept, with(19)).counts.summary().signed, Some(10));
    }

    #[test]
    fn pay_is_told_anew_where_more_than_ten_more_gave_it() {
        let with = |middle, of| Counts { pay: Some((middle, of)), ..counts(&people(15, 15, 20)) };
        let kept = tell(None, with(500, 20), START);
        assert_eq!(later(kept, with(900, 20)).counts, kept.counts, "one of twenty may have changed it");
        assert_eq!(later(kept, with(900, 30)).counts, kept.counts, "one may have made up ten");
        assert_eq!(later(kept, with(900, 40)).counts.pay, Some((900, 40)));
        let without = Counts { pay: None, ..kept.counts };
        let ten = tell(None, with(500, 10), START);
        assert_eq!(later(ten, without).counts, ten.counts, "one of ten may have taken it back");
        assert_eq!(later(kept, without).counts.pay, None, "of twenty, more than ten did");
    }
}
