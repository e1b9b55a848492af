//! What may be written of an application that was made elsewhere.

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    outside::{OutsideChange, limits},
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

#[cfg(test)]
mod tests {
    use passerelle_api::outside::OutsideStatus;

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
    fn title_and_employer_are_needed_and_bounded() {
        let empty = OutsideChange { title: "  ".into(), ..change("") };
        assert_eq!(errors(&empty), [FieldError::new("title", Reason::Required)]);
        let long = OutsideChange { note: "x".repeat(1_001), ..change("") };
        assert_eq!(errors(&long), [FieldError::limited("note", Reason::TooLong, limits::NOTE)]);
    }
}
