//! When a profile still holds, and what may change it besides its owner's last word.

use passerelle_api::{NaiveDate, id::SkillCode, talent::limits};

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

/// Euros a month by which organisations learn the least pay that would do. An ad can be posted again and again with other pay, and each
/// answer, met or not, tells whether what is hoped for is more: it is rounded up first, so that nobody gets nearer to it than this.
pub const PAY_STEP: u32 = 200;

/// The least pay that would do as organisations are answered by it.
pub fn told_pay(pay_month: u32) -> u32 {
    pay_month.div_ceil(PAY_STEP).saturating_mul(PAY_STEP)
}

/// The skills of a new certificate that come into a profile by themselves, as far as there is room. To be asked of the new certificate
/// alone: what an older one shows and the profile does not have was taken out by its owner.
pub fn learnt(has: &[SkillCode], shows: &[SkillCode]) -> Vec<SkillCode> {
    let room = usize::try_from(limits::SKILLS).unwrap_or(usize::MAX).saturating_sub(has.len());
    shows.iter().filter(|skill| !has.contains(skill)).take(room).cloned().collect()
}

/// Whether a page shows a profile that was hidden since it was opened: it says that the profile is found, and said so when it was
/// opened, so that nobody chose it there. `was`: what the page found, where it says so.
pub fn shows_unasked(wants: bool, was: Option<bool>, is: bool) -> bool {
    wants && was == Some(true) && !is
}

/// Whether a profile was changed since a page found it, so that what stands on that page would take the place of what nobody saw there.
/// `found`: the version that the page found, where it says so, and 0 where there was none. What says the same as is kept takes nothing's
/// place: its first answer was lost, and it is sent once more.
pub fn is_overtaken(found: Option<u32>, kept: u32, says_same: bool) -> bool {
    found.is_some_and(|found| found != kept) && !says_same
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(words: impl IntoIterator<Item = String>) -> Vec<SkillCode> {
        words.into_iter().map(SkillCode).collect()
    }

    #[test]
    fn the_least_pay_is_told_by_steps_and_never_as_less() {
        assert_eq!([0, 1, 200, 801, 1_000].map(told_pay), [0, 200, 200, 1_000, 1_000]);
        assert!((0..5_000).all(|pay| (pay..pay + PAY_STEP).contains(&told_pay(pay))));
    }

    #[test]
    fn only_what_is_new_comes_in_and_no_more_than_there_is_room_for() {
        let named = |words: &[&str]| codes(words.iter().map(|&word| word.to_owned()));
        assert_eq!(learnt(&named(&["html"]), &named(&["css", "html", "sql"])), named(&["css", "sql"]));
        let most = usize::try_from(limits::SKILLS).unwrap();
        let has = codes((1..most).map(|number| format!("skill-{number}")));
        assert_eq!(learnt(&has, &named(&["css", "sql"])), named(&["css"]), "one more has room");
        let full = codes((0..most).map(|number| format!("skill-{number}")));
        assert_eq!(learnt(&full, &named(&["css"])), []);
        let over = codes((0..=most).map(|number| format!("skill-{number}")));
        assert_eq!(learnt(&over, &named(&["css"])), []);
    }

    #[test]
    fn an_older_page_shows_nobody_who_hid() {
        assert!(shows_unasked(true, Some(true), false));
        assert!(!shows_unasked(true, Some(true), true), "nobody hid");
        assert!(!shows_unasked(true, Some(false), false), "it was chosen on that page");
        assert!(!shows_unasked(false, Some(true), false), "the page hides it too");
        assert!(!shows_unasked(true, None, false), "whoever does not say what there was says what there is to be");
    }

    #[test]
    fn an_older_page_writes_over_nothing_that_it_did_not_find() {
        assert!(!is_overtaken(Some(3), 3, false), "nothing changed");
        assert!(is_overtaken(Some(3), 4, false));
        assert!(is_overtaken(Some(4), 3, false), "an older state that was brought back is another one too");
        assert!(is_overtaken(Some(0), 1, false), "there was none");
        assert!(!is_overtaken(Some(0), 0, false), "there is none");
        assert!(!is_overtaken(Some(3), 4, true), "what is kept is what is sent");
        assert!(!is_overtaken(None, 4, false), "whoever does not say what they found decides");
    }
}
