//! What may be written of an application that was made elsewhere.

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    outside::{OutsideChange, OutsideStatus, limits},
};

/// Whether an address is that of a web page. It becomes a link, and a link may run a script.
pub fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// What is wrong with it, by field. `today` is the day it is where it is written.
pub fn errors(change: &OutsideChange, today: NaiveDate) -> Vec<FieldError> {
    let length = |text: &str| text.trim().chars().count() as u64;
    let mut errors = Vec::new();
    for (field, text, limit) in [
        ("title", &change.title, limits::TITLE),
        ("employer", &change.employer, limits::TITLE),
        ("url", &change.url, limits::URL),
        ("note", &change.note, limits::NOTE),
    ] {
        if length(text) > limit {
            errors.push(FieldError::limited(field, Reason::TooLong, limit));
        }
    }
    if length(&change.title) == 0 {
        errors.push(FieldError::new("title", Reason::Required));
    }
    if length(&change.employer) == 0 {
        errors.push(FieldError::new("employer", Reason::Required));
    }
    let url = change.url.trim();
    if !url.is_empty() && !is_web_address(url) {
        errors.push(FieldError::new("url", Reason::NotAWebAddress));
    }
    if change.applied_on.is_some_and(|day| day > today) {
        errors.push(FieldError::new("applied_on", Reason::InFuture));
    }
    errors
}

/// Whether two say the same, whatever each goes on from.
pub fn says_same(one: &OutsideChange, other: &OutsideChange) -> bool {
    told(one) == told(other)
}

/// Whether an application is kept by now as whoever writes did not find it, so that what they send would take the place of what they
/// never saw. What says the same takes nothing's place: its first answer was lost, and it is sent once more.
pub fn is_overtaken(change: &OutsideChange, kept: Option<&OutsideChange>) -> bool {
    kept.map_or(change.version.is_some(), |kept| change.version != kept.version && !says_same(change, kept))
}

/// What is kept of a change.
fn told(change: &OutsideChange) -> (&str, &str, &str, OutsideStatus, Option<NaiveDate>, &str) {
    let OutsideChange { title, employer, url, status, applied_on, note, version: _ } = change;
    (title.trim(), employer.trim(), url.trim(), status.unwrap_or(OutsideStatus::Planned), *applied_on, note.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(url: &str) -> OutsideChange {
        OutsideChange { title: "Baker".into(), employer: "Corner".into(), url: url.into(), ..OutsideChange::default() }
    }

    fn errors(change: &OutsideChange) -> Vec<FieldError> {
        super::errors(change, TODAY)
    }

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();

    #[test]
    fn nothing_was_sent_on_a_day_that_is_still_to_come() {
        for (day, refused) in [(TODAY.pred_opt(), false), (Some(TODAY), false), (TODAY.succ_opt(), true), (None, false)]
        {
            for status in OutsideStatus::ALL {
                let change = OutsideChange { status: Some(*status), applied_on: day, ..change("") };
                let expected = if refused { vec![FieldError::new("applied_on", Reason::InFuture)] } else { vec![] };
                assert_eq!(errors(&change), expected, "{status:?} {day:?}");
            }
        }
    }

    #[test]
    fn an_address_is_a_web_page_or_nothing() {
        for url in ["", " https://corner.example/jobs ", "http://corner.example"] {
            assert_eq!(errors(&change(url)), [], "{url}");
        }
        for url in ["javascript:alert(1)", "corner.example", "data:text/html,x"] {
            assert_eq!(errors(&change(url)), [FieldError::new("url", Reason::NotAWebAddress)], "{url}");
        }
    }

    #[test]
    fn what_was_changed_elsewhere_is_written_over_only_by_what_says_the_same() {
        let at = |version, note: &str| OutsideChange { version, note: note.into(), ..change("") };
        let kept = at(Some(2), "Call.");
        for (sent, overtaken) in [
            (at(Some(2), "Called."), false),
            (at(Some(1), "Called."), true),
            (at(None, "Called."), true),
            (at(Some(1), " Call. "), false),
            (OutsideChange { status: Some(OutsideStatus::Planned), ..at(None, "Call.") }, false),
        ] {
            assert_eq!(is_overtaken(&sent, Some(&kept)), overtaken, "{sent:?}");
        }
        assert!(is_overtaken(&at(Some(2), "Called."), None), "it was deleted elsewhere");
        assert!(!is_overtaken(&at(None, "Called."), None));
    }

    #[test]
    fn title_and_employer_are_needed_and_bounded() {
        let empty = OutsideChange { title: "  ".into(), ..change("") };
        assert_eq!(errors(&empty), [FieldError::new("title", Reason::Required)]);
        let long = OutsideChange { note: "x".repeat(1_001), ..change("") };
        assert_eq!(errors(&long), [FieldError::limited("note", Reason::TooLong, limits::NOTE)]);
    }
}
