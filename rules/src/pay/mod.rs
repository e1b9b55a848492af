//! Pay made comparable, for filtering, sorting and matching only: what is shown is always what the employer wrote.
//!
//! The rates are fixed and rounded, so that the same search gives the same ads on every day. They are good enough to
//! order ads by size of pay and for nothing else. What the law asks for is in [`apprentice`].

use passerelle_api::job::{Pay, PayPeriod};

pub mod apprentice;

/// Euros for one unit as a fraction, by ISO 4217 code. XAF and XOF hold their legal parity.
const EUROS: &[(&str, u64, u64)] = &[
    ("EUR", 1, 1),
    ("USD", 90, 100),
    ("GBP", 115, 100),
    ("CHF", 105, 100),
    ("CAD", 65, 100),
    ("MAD", 9, 100),
    ("TND", 30, 100),
    ("DZD", 7, 1_000),
    ("XOF", 1_000, 655_957),
    ("XAF", 1_000, 655_957),
];

/// The currencies that pay can be given in, by ISO 4217 code.
pub fn currencies() -> impl Iterator<Item = &'static str> {
    EUROS.iter().map(|(code, ..)| *code)
}

/// The least that an ad pays a month before tax, in whole euros, rounded down. `None` when the currency has no rate.
pub fn monthly_euros(pay: &Pay) -> Option<u32> {
    a_month(pay.min, pay)
}

/// The least and the most that an ad pays a month, as [`monthly_euros`].
pub fn monthly_range(pay: &Pay) -> Option<(u32, u32)> {
    Some((a_month(pay.min, pay)?, a_month(pay.max, pay)?))
}

fn a_month(amount: u32, pay: &Pay) -> Option<u32> {
    let (_, euros, units) = EUROS.iter().find(|(code, ..)| *code == pay.currency)?;
    let (times, periods) = match pay.period {
        // Working hours of a month at 35 hours a week: 35 · 52 / 12.
        PayPeriod::Hour => (35 * 52, 12),
        PayPeriod::Month => (1, 1),
        PayPeriod::Year => (1, 12),
    };
    let month = u64::from(amount) * euros * times / (units * periods);
    // Absurd amounts stay at the largest number.
    Some(u32::try_from(month).unwrap_or(u32::MAX))
}
