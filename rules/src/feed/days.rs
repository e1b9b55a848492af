//! Days as feeds write them. In `01/09/2026` either number may be the month: what all dates of a feed say together tells which one is,
//! or else a language that is always written with the day first. Where nothing tells, the day is not known.

use passerelle_api::{DateTime, NaiveDate, Utc, account::Language};

use super::{Refusal, Row, Why, language, words::line};
use crate::ad::open_day;

/// Which number of a date with slashes comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// What the dates of a feed say of their order, gathered from one row after the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Orders {
    day_first: bool,
    month_first: bool,
}

impl Orders {
    /// Takes account of a row. Only a number above twelve tells, since it is no month.
    pub fn see(&mut self, row: &Row) {
        for said in [&row.posted, &row.start, &row.expires] {
            if let Some(Written::OneWay(order, _)) = written(said) {
                self.day_first |= order == Order::DayFirst;
                self.month_first |= order == Order::MonthFirst;
            }
        }
    }

    /// The order that all of them have. A feed that has dates in both tells nothing of the others.
    pub fn order(self) -> Option<Order> {
        match (self.day_first, self.month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// The order in which a row writes its dates: that of its feed, or else that of its language, where either is known.
pub fn order_of(row: &Row, lang: Option<Language>, of_feed: Option<Order>) -> Option<Order> {
    of_feed.or_else(|| language(&row.lang, lang).ok().and_then(|lang| order_in(&row.lang, lang)))
}

/// The order in which a language always writes dates. `said` is its tag, as in `en-GB`: English is written in both orders, and so is
/// whatever is written where Americans or Canadians read it.
fn order_in(said: &str, lang: Language) -> Option<Order> {
    let tag = line(said).to_uppercase();
    let region = tag.split(['-', '_']).skip(1).find(|part| part.len() == 2).unwrap_or_default();
    let is_day_first = match lang {
        Language::French | Language::Spanish | Language::Arabic => !["US", "CA", "PR", "PA"].contains(&region),
        Language::English => ["GB", "UK", "IE", "AU", "NZ"].contains(&region),
    };
    is_day_first.then_some(Order::DayFirst)
}

/// A day, written as 2026-09-01, 2026/09/01, 01/09/2026 or 20260901, with or without a time behind it, or why none is known.
pub fn day(said: &str, order: Option<Order>) -> Result<NaiveDate, Why> {
    match (written(said).ok_or(Why::NotUnderstood)?, order) {
        (Written::Plainly(day) | Written::OneWay(_, day), _) => Ok(day),
        (Written::TwoWays { day_first, .. }, Some(Order::DayFirst)) => Ok(day_first),
        (Written::TwoWays { month_first, .. }, Some(Order::MonthFirst)) => Ok(month_first),
        (Written::TwoWays { .. }, None) => Err(Why::Ambiguous),
    }
}

/// A day where one is said. Something else is refused: an ad would seem older or younger than it is.
pub fn dated(field: &'static str, said: &str, order: Option<Order>) -> Result<Option<NaiveDate>, Refusal> {
    match line(said).as_str() {
        "" => Ok(None),
        said => day(said, order).map(Some).map_err(|why| Refusal::new(field, why, said)),
    }
}

/// The last day to apply that a row says, where it is over at a moment: an ad that is known ends with that day, for
/// whatever reason its row is refused. A day that cannot be read is over at no moment.
pub fn over(row: &Row, now: DateTime<Utc>, lang: Option<Language>, order: Option<Order>) -> Option<NaiveDate> {
    let last = dated("expires", &row.expires, order_of(row, lang, order)).ok().flatten();
    last.filter(|last| *last < open_day(now))
}

/// A date, with the ways in which it can be read.
enum Written {
    Plainly(NaiveDate),
    OneWay(Order, NaiveDate),
    TwoWays { day_first: NaiveDate, month_first: NaiveDate },
}

fn written(said: &str) -> Option<Written> {
    let said = line(said);
    let date = said.split(['T', ' ']).next()?;
    let numbers = |sign: char| -> Option<[u32; 3]> {
        let parts: Vec<u32> = date.split(sign).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        parts.try_into().ok()
    };
    if date.contains('-') {
        let [year, month, day] = numbers('-')?;
        real(year, month, day).map(Written::Plainly)
    } else if date.contains('/') {
        match numbers('/')? {
            [year, month, day] if year > 31 => real(year, month, day).map(Written::Plainly),
            [first, second, year] => match (real(year, second, first), real(year, first, second)) {
                (Some(one), Some(other)) if one == other => Some(Written::Plainly(one)),
                (Some(day_first), Some(month_first)) => Some(Written::TwoWays { day_first, month_first }),
                (Some(day), None) => Some(Written::OneWay(Order::DayFirst, day)),
                (None, Some(day)) => Some(Written::OneWay(Order::MonthFirst, day)),
                (None, None) => None,
            },
        }
    } else if date.len() == 8 && date.bytes().all(|c| c.is_ascii_digit()) {
        real(date[..4].parse().ok()?, date[4..6].parse().ok()?, date[6..].parse().ok()?).map(Written::Plainly)
    } else {
        None
    }
}

/// A day of the calendar. Two digits of a year could mean any century.
fn real(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    (1970..=2200).contains(&year).then(|| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(month: u32, day: u32) -> Result<NaiveDate, Why> {
        Ok(NaiveDate::from_ymd_opt(2026, month, day).unwrap())
    }

    #[test]
    fn days_are_read_in_the_ways_that_feeds_write_them() {
        for said in ["2026-09-01 00:00:00", "2026-09-01T10:18:17+00:00", "20260901", "2026/09/01"] {
            assert_eq!(day(said, None), on(9, 1), "{said}");
        }
        for said in ["", "dès que possible", "13/13/2026", "30/02/2026", "01/09/26", "2026-02-30", "2026"] {
            assert_eq!(day(said, Some(Order::DayFirst)), Err(Why::NotUnderstood), "{said}");
        }
    }

    #[test]
    fn a_date_that_can_be_read_in_two_ways_is_read_in_the_order_of_its_feed_or_not_at_all() {
        let said = "01/09/2026 10:41:41";
        assert_eq!(day(said, Some(Order::DayFirst)), on(9, 1));
        assert_eq!(day(said, Some(Order::MonthFirst)), on(1, 9));
        assert_eq!(day(said, None), Err(Why::Ambiguous));
        for order in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
            assert_eq!((day("13/09/2026", order), day("09/13/2026", order)), (on(9, 13), on(9, 13)));
            assert_eq!(day("09/09/2026", order), on(9, 9), "both ways are one");
        }
    }

    #[test]
    fn any_date_with_a_number_above_twelve_tells_the_order_of_all() {
        let order = |dates: &[&str]| {
            let mut orders = Orders::default();
            for date in dates {
                orders.see(&Row { expires: (*date).to_owned(), ..Row::default() });
            }
            orders.order()
        };
        assert_eq!(order(&["01/09/2026", "09/13/2026"]), Some(Order::MonthFirst));
        assert_eq!(order(&["31/01/2026", "01/09/2026"]), Some(Order::DayFirst));
        assert_eq!(order(&["31/01/2026", "01/31/2026"]), None, "of both, nothing tells which the others have");
        assert_eq!(order(&["01/09/2026", "2026-09-13", "30/02/2026", ""]), None);
    }

    #[test]
    fn only_a_language_that_is_always_written_with_the_day_first_tells_the_order() {
        for (said, lang, order) in [
            ("fr", Language::French, Some(Order::DayFirst)),
            ("", Language::Spanish, Some(Order::DayFirst)),
            ("ar-MA", Language::Arabic, Some(Order::DayFirst)),
            ("en_GB", Language::English, Some(Order::DayFirst)),
            ("en", Language::English, None),
            ("en-US", Language::English, None),
            ("es-US", Language::Spanish, None),
            ("fr-CA", Language::French, None),
        ] {
            assert_eq!(order_in(said, lang), order, "{said} {lang:?}");
        }
    }
}
