//! When a profile still holds.

use passerelle_api::NaiveDate;

/// Days for which a profile is found after its owner last said that it holds. A list of people who found work long ago
/// helps nobody.
pub const HOLDS_DAYS: i32 = 90;

/// The earliest day of confirmation with which a profile is found today.
pub fn confirmed_since(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_epoch_days(today.to_epoch_days().saturating_sub(HOLDS_DAYS)).unwrap_or(today)
}

/// The last day on which a profile is found that was confirmed on a day.
pub fn holds_until(confirmed: NaiveDate) -> NaiveDate {
    NaiveDate::from_epoch_days(confirmed.to_epoch_days().saturating_add(HOLDS_DAYS)).unwrap_or(confirmed)
}
