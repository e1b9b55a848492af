//! When a profile still holds.

use passerelle_api::NaiveDate;
use passerelle_rules::profile::{confirmed_since, holds_until};

#[test]
fn a_profile_is_found_up_to_its_last_day_and_no_longer() {
    let confirmed: NaiveDate = "2026-01-05".parse().unwrap();
    let last = holds_until(confirmed);
    assert_eq!(last, "2026-04-05".parse().unwrap());
    assert!(confirmed >= confirmed_since(last));
    assert!(confirmed < confirmed_since(last.succ_opt().unwrap()));
    assert_eq!(confirmed_since(NaiveDate::MIN), NaiveDate::MIN);
    assert_eq!(holds_until(NaiveDate::MAX), NaiveDate::MAX);
}
