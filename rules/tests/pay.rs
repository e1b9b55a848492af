//! Pay made comparable.

use passerelle_api::job::{Pay, PayPeriod};
use passerelle_rules::pay::monthly_euros;

fn pay(min: u32, currency: &str, period: PayPeriod) -> Option<u32> {
    monthly_euros(&Pay { min, max: u32::MAX, currency: currency.to_owned(), period })
}

#[test]
fn periods_are_brought_to_a_month() {
    assert_eq!(pay(1_802, "EUR", PayPeriod::Month), Some(1_802));
    assert_eq!(pay(24_000, "EUR", PayPeriod::Year), Some(2_000));
    assert_eq!(pay(23_999, "EUR", PayPeriod::Year), Some(1_999), "rounded down, so that no ad promises too much");
    assert_eq!(pay(12, "EUR", PayPeriod::Hour), Some(1_820));
}

#[test]
fn other_currencies_use_the_fixed_rates() {
    assert_eq!(pay(655_957, "XOF", PayPeriod::Month), Some(1_000));
    assert_eq!(pay(2_000, "USD", PayPeriod::Month), Some(1_800));
}

#[test]
fn an_unknown_currency_is_not_compared() {
    assert_eq!(pay(2_000, "XXX", PayPeriod::Month), None);
    assert_eq!(pay(2_000, "eur", PayPeriod::Month), None, "codes are upper case");
}

#[test]
fn absurd_amounts_do_not_overflow() {
    assert_eq!(pay(u32::MAX, "EUR", PayPeriod::Hour), Some(u32::MAX));
    assert_eq!(pay(0, "EUR", PayPeriod::Hour), Some(0));
}
