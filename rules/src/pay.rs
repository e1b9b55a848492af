//! Pay made comparable, for filtering and sorting only: what is shown is always what the employer wrote.
//!
//! The rates are fixed and rounded, so that the same search gives the same ads on every day. They are good enough to
//! order ads by size of pay and for nothing else.

use passerelle_api::job::{Pay, PayPeriod};

/// Thousandths of a euro for one unit, by ISO 4217 code. XAF and XOF hold their legal parity.
const MILLI_EUROS: &[(&str, f64)] = &[
    ("EUR", 1_000.0),
    ("USD", 900.0),
    ("GBP", 1_150.0),
    ("CHF", 1_050.0),
    ("CAD", 650.0),
    ("MAD", 90.0),
    ("TND", 300.0),
    ("DZD", 7.0),
    ("XOF", 1_000.0 / 655.957),
    ("XAF", 1_000.0 / 655.957),
];

/// Working hours of a month at 35 hours a week: 35 × 52 / 12.
const HOURS_A_MONTH: f64 = 35.0 * 52.0 / 12.0;

/// The least that an ad pays a month before tax, in whole euros, rounded down. `None` when the currency has no rate.
pub fn monthly_euros(pay: &Pay) -> Option<u32> {
    let (_, rate) = MILLI_EUROS.iter().find(|(code, _)| *code == pay.currency)?;
    let periods = match pay.period {
        PayPeriod::Hour => HOURS_A_MONTH,
        PayPeriod::Month => 1.0,
        PayPeriod::Year => 1.0 / 12.0,
    };
    // A cast from a float saturates, so that absurd amounts stay at the largest number. The small addend keeps twelve
    // twelfths from falling under the whole number.
    Some((f64::from(pay.min) * rate / 1_000.0 * periods + 1e-6) as u32)
}
