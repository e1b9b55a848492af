//! How often and how soon an organisation answers, from what it did and never from what it says.

use std::ops::RangeInclusive;

use passerelle_api::job::Answering;

/// Days after which an answer can be expected, so that applications of this week count against nobody.
pub const PATIENCE_DAYS: i64 = 14;

/// Days that are looked back upon.
pub const LOOK_BACK_DAYS: i64 = 365;

/// With fewer applications than this, one answer would say too much.
pub const LEAST: usize = 5;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When an application was sent, and when it was answered if it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    pub sent_ms: i64,
    pub answered_ms: Option<i64>,
}

/// When an application was sent that counts.
pub const fn counted(now_ms: i64) -> RangeInclusive<i64> {
    now_ms - LOOK_BACK_DAYS * DAY_MS..=now_ms - PATIENCE_DAYS * DAY_MS
}

/// How many applications were answered, and in how many days half of the answers came. `None`: not known yet.
pub fn answering(applications: &[Sent], now_ms: i64) -> Option<Answering> {
    let window = counted(now_ms);
    let due: Vec<&Sent> = applications.iter().filter(|sent| window.contains(&sent.sent_ms)).collect();
    if due.len() < LEAST {
        return None;
    }
    let mut waits: Vec<i64> = due.iter().filter_map(|sent| Some((sent.answered_ms? - sent.sent_ms).max(0))).collect();
    waits.sort_unstable();
    // Rounded down: no organisation is said to answer all unless it does.
    let percent = u8::try_from(waits.len() * 100 / due.len()).unwrap_or(100);
    // A part of a day is a day. Of an even number, the later of the two in the middle.
    let median = waits.get(waits.len() / 2).and_then(|wait| u32::try_from((wait + DAY_MS - 1) / DAY_MS).ok());
    Some(Answering { percent, median_days: median, of: u32::try_from(due.len()).unwrap_or(u32::MAX) })
}
