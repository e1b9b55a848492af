//! Days that count in full, wherever somebody reads of them: what ends on a day ends once that is over everywhere, and
//! what opens on a day opens as soon as it begins anywhere.

use passerelle_api::{DateTime, NaiveDate, Utc};

use crate::ad::{AHEAD_MS, BEHIND_MS, begun_day, open_day};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The moment at which the day of another moment is over everywhere.
pub fn end_ms(at_ms: i64) -> i64 {
    (at_ms.div_euclid(DAY_MS) + 1) * DAY_MS + BEHIND_MS
}

/// The first moment whose day is not over everywhere yet: [`end_ms`] of it and of all later ones is still to come, and
/// of none before.
pub fn open_from_ms(now_ms: i64) -> i64 {
    (now_ms - BEHIND_MS).div_euclid(DAY_MS) * DAY_MS
}

/// The last day that is over everywhere by a moment, so that all of it is left to whoever may do something until then.
pub fn last_day(end: DateTime<Utc>) -> NaiveDate {
    let open = open_day(end);
    open.pred_opt().unwrap_or(open)
}

/// The first moment, from another one on, at which a day begins anywhere.
pub fn begin_ms(from_ms: i64) -> i64 {
    (from_ms + AHEAD_MS + DAY_MS - 1).div_euclid(DAY_MS) * DAY_MS - AHEAD_MS
}

/// The first day that begins nowhere before a moment, so that on all of it that is open which opens then.
pub fn first_day(from: DateTime<Utc>) -> NaiveDate {
    begun_day(DateTime::from_timestamp_millis(begin_ms(from.timestamp_millis())).unwrap_or(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    fn at(month: u32, of: u32, hour: u32, minute: u32) -> DateTime<Utc> {
        day(month, of).and_hms_opt(hour, minute, 0).unwrap().and_utc()
    }

    fn ends(moment: DateTime<Utc>) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(end_ms(moment.timestamp_millis())).unwrap()
    }

    fn begins(moment: DateTime<Utc>) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(begin_ms(moment.timestamp_millis())).unwrap()
    }

    #[test]
    fn what_ends_on_a_day_ends_once_it_is_over_everywhere() {
        for moment in [at(3, 5, 0, 0), at(3, 5, 15, 30), at(3, 5, 23, 59)] {
            assert_eq!(ends(moment), at(3, 6, 12, 0), "on Baker Island");
            assert_eq!(last_day(ends(moment)), day(3, 5), "the day that is named is the one that counts");
        }
        assert_eq!(last_day(at(3, 6, 11, 59)), day(3, 4), "of an end in the middle of a day the one before is whole");
        assert_eq!(last_day(at(3, 7, 11, 59)), day(3, 5));
    }

    #[test]
    fn what_opens_on_a_day_opens_as_soon_as_it_begins_anywhere() {
        assert_eq!(begins(at(3, 4, 10, 0)), at(3, 4, 10, 0), "on Kiritimati");
        for moment in [at(3, 3, 10, 1), at(3, 4, 0, 0), at(3, 4, 9, 59)] {
            assert_eq!(begins(moment), at(3, 4, 10, 0));
            assert_eq!((first_day(moment), first_day(begins(moment))), (day(3, 5), day(3, 5)));
        }
    }

    #[test]
    fn what_is_asked_of_all_at_once_is_what_is_asked_of_each() {
        let hour = 60 * 60 * 1000;
        let now = at(3, 6, 12, 0).timestamp_millis();
        for now in [now - 1, now, now + 1, now + 5 * hour, now - 20 * hour, -now] {
            let from = open_from_ms(now);
            for moment in (-60..60).flat_map(|hours| [-1, 0, 1].map(|off| now + hours * hour + off)) {
                assert_eq!(end_ms(moment) > now, moment >= from, "{moment} at {now}");
            }
            assert!(end_ms(from) > now && end_ms(from - 1) <= now);
        }
    }
}
