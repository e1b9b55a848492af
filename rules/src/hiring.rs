//! Which organisations are likely to hire, told by what they did and say. There is no score: what speaks for one is counted, and the
//! reader is told each count.

use std::cmp::Reverse;

use passerelle_api::hiring::HiringFacts;

/// Days that are looked back upon.
pub const LOOK_BACK_DAYS: i64 = 365;

/// Ads of a year that say something though none of them is open: one alone may have been the only one.
pub const ADS_LEAST: u32 = 2;

/// Something that speaks for an organisation hiring soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It says that it takes applications without an ad.
    SaysOpen,
    /// So many of its ads are open.
    AdsOpen(u32),
    /// By so many of its ads somebody was hired.
    Filled(u32),
    /// So many contracts that came of its ads were confirmed by both sides.
    Placed(u32),
    /// It published so many ads, of which not all are open.
    Ads(u32),
}

/// What speaks for an organisation, in the order it is said. Nothing: it is not likely to hire.
pub fn signs(facts: &HiringFacts) -> Vec<Sign> {
    let HiringFacts { open, ads, ads_open, filled, placed } = *facts;
    let all = [
        open.then_some(Sign::SaysOpen),
        (ads_open > 0).then_some(Sign::AdsOpen(ads_open)),
        (filled > 0).then_some(Sign::Filled(filled)),
        (placed > 0).then_some(Sign::Placed(placed)),
        (ads >= ADS_LEAST && ads > ads_open).then_some(Sign::Ads(ads)),
    ];
    all.into_iter().flatten().collect()
}

/// What comes first in a list: who says that it takes applications, then who hires today, then who hired most, then who looked most.
/// A confirmed contract is a hire that was counted already, and many people confirm none, so that it moves nobody.
pub fn rank(facts: &HiringFacts) -> impl Ord + use<> {
    Reverse((facts.open, facts.ads_open > 0, facts.filled, facts.ads))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: HiringFacts = HiringFacts { open: false, ads: 0, ads_open: 0, filled: 0, placed: 0 };

    #[test]
    fn nothing_known_is_no_sign() {
        assert_eq!(signs(&NOTHING), []);
        assert_eq!(signs(&HiringFacts { ads: 1, ..NOTHING }), [], "an ad that is over, and no other");
    }

    #[test]
    fn each_fact_is_said_once() {
        assert_eq!(signs(&HiringFacts { open: true, ..NOTHING }), [Sign::SaysOpen]);
        assert_eq!(signs(&HiringFacts { ads: 1, ads_open: 1, ..NOTHING }), [Sign::AdsOpen(1)]);
        assert_eq!(signs(&HiringFacts { ads: 3, ads_open: 3, ..NOTHING }), [Sign::AdsOpen(3)], "all of them are open");
        assert_eq!(signs(&HiringFacts { ads: 2, ..NOTHING }), [Sign::Ads(2)]);
        let all = HiringFacts { open: true, ads: 5, ads_open: 2, filled: 1, placed: 2 };
        assert_eq!(signs(&all), [Sign::SaysOpen, Sign::AdsOpen(2), Sign::Filled(1), Sign::Placed(2), Sign::Ads(5)]);
        assert_eq!(signs(&HiringFacts { ads: 1, filled: 1, ..NOTHING }), [Sign::Filled(1)]);
    }

    #[test]
    fn saying_so_comes_before_any_number() {
        let order = [
            HiringFacts { open: true, ..NOTHING },
            HiringFacts { ads: 1, ads_open: 1, ..NOTHING },
            HiringFacts { ads: 9, filled: 2, ..NOTHING },
            HiringFacts { ads: 8, filled: 2, ..NOTHING },
            HiringFacts { ads: 20, filled: 1, ..NOTHING },
            HiringFacts { ads: 20, ..NOTHING },
        ];
        assert!(order.windows(2).all(|pair| rank(&pair[0]) < rank(&pair[1])));
        assert!(rank(&order[0]) == rank(&order[0].clone()));
    }
}
