//! What may be written of an application that was made elsewhere.

use passerelle_api::{
    FieldError, Reason,
    outside::{OutsideChange, limits},
};

/// What is wrong with it, by field.
pub fn errors(change: &OutsideChange) -> Vec<FieldError> {
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
    // It becomes a link, and a link may run a script.
    let url = change.url.trim();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        errors.push(FieldError::new("url", Reason::NotAllowed));
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(url: &str) -> OutsideChange {
        OutsideChange { title: "Baker".into(), employer: "Corner".into(), url: url.into(), ..OutsideChange::default() }
    }

    #[test]
    fn an_address_is_a_web_page_or_nothing() {
        for url in ["", " https://corner.example/jobs ", "http://corner.example"] {
            assert_eq!(errors(&change(url)), [], "{url}");
        }
        for url in ["javascript:alert(1)", "corner.example", "data:text/html,x"] {
            assert_eq!(errors(&change(url)), [FieldError::new("url", Reason::NotAllowed)], "{url}");
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
