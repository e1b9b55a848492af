//! What may be written down of an interview with a recruiter, and who may change it.

use std::collections::HashSet;

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    account::Role,
    interview::{InterviewChange, InterviewFound, limits},
};

use crate::organisation;

/// What is wrong with it, by field. Whether its skills are known is for those who have the list.
pub fn errors(change: &InterviewChange, today: NaiveDate) -> Vec<FieldError> {
    let length = |text: &str| text.trim().chars().count() as u64;
    let mut errors = Vec::new();
    if length(&change.organisation) == 0 {
        errors.push(FieldError::new("organisation", Reason::Required));
    }
    for (field, text, limit) in
        [("organisation", &change.organisation, limits::ORGANISATION), ("notes", &change.notes, limits::NOTES)]
    {
        if length(text) > limit {
            errors.push(FieldError::limited(field, Reason::TooLong, limit));
        }
    }
    match change.held_on {
        None => errors.push(FieldError::new("held_on", Reason::Required)),
        Some(day) if !(0..=limits::DAYS).contains(&today.signed_duration_since(day).num_days()) => {
            errors.push(FieldError::new("held_on", Reason::OutOfRange));
        }
        Some(_) => {}
    }
    if change.skills.is_empty() {
        errors.push(FieldError::new("skills", Reason::Required));
    }
    if change.skills.len() as u64 > limits::SKILLS {
        errors.push(FieldError::limited("skills", Reason::TooMany, limits::SKILLS));
    }
    if change.skills.iter().collect::<HashSet<_>>().len() < change.skills.len() {
        errors.push(FieldError::new("skills", Reason::AlreadyListed));
    }
    errors
}

/// What is written down of an interview, without what nobody reads in it.
pub fn said(found: InterviewFound) -> InterviewFound {
    let trimmed = |text: &str| text.trim().to_owned();
    InterviewFound { organisation: trimmed(&found.organisation), notes: trimmed(&found.notes), ..found }
}

/// Whether an interview is kept by now as whoever writes did not find it, or was deleted, so that what they send would take the place of
/// what they never saw. What says the same as is kept takes nothing's place: its first answer was lost, and it is sent once more.
pub fn is_overtaken(change: &InterviewChange, kept: Option<InterviewFound>) -> bool {
    let InterviewChange { organisation, held_on, skills, notes, was } = change.clone();
    let sent = Some(said(InterviewFound { organisation, held_on, skills, notes }));
    organisation::is_overtaken(was.map(|was| Some(said(was))).as_ref(), &kept.map(said), &sent)
}

/// Whether somebody who teaches may change what was written down: its author may, and those who work here.
pub fn may_change(roles: &[Role], is_author: bool) -> bool {
    is_author || roles.contains(&Role::Staff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> InterviewChange {
        InterviewChange {
            organisation: "Corner bakery".into(),
            held_on: "2026-01-04".parse().ok(),
            skills: vec!["html".into()],
            notes: String::new(),
            was: None,
        }
    }

    fn wrong(change: &InterviewChange) -> Vec<(String, Reason)> {
        let today = "2026-01-05".parse().unwrap();
        errors(change, today).into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn an_interview_names_an_organisation_a_day_and_skills() {
        assert_eq!(wrong(&change()), []);
        let is = |change: InterviewChange, field: &str, reason| {
            assert_eq!(wrong(&change), [(field.to_owned(), reason)]);
        };
        is(InterviewChange { organisation: " ".into(), ..change() }, "organisation", Reason::Required);
        is(InterviewChange { organisation: "x".repeat(121), ..change() }, "organisation", Reason::TooLong);
        is(InterviewChange { notes: "x".repeat(2_001), ..change() }, "notes", Reason::TooLong);
        is(InterviewChange { held_on: None, ..change() }, "held_on", Reason::Required);
        for day in ["2026-01-06", "2020-01-01"] {
            is(InterviewChange { held_on: day.parse().ok(), ..change() }, "held_on", Reason::OutOfRange);
        }
        is(InterviewChange { skills: vec![], ..change() }, "skills", Reason::Required);
        is(InterviewChange { skills: vec!["a".into(), "a".into()], ..change() }, "skills", Reason::AlreadyListed);
        let many = (0..21).map(|number| format!("skill-{number}").into()).collect();
        is(InterviewChange { skills: many, ..change() }, "skills", Reason::TooMany);
    }

    #[test]
    fn a_change_goes_on_from_what_is_kept_or_says_the_same() {
        let kept = |notes: &str| InterviewFound {
            organisation: "Corner bakery".into(),
            held_on: "2026-01-04".parse().ok(),
            skills: vec!["html".into()],
            notes: notes.into(),
        };
        let from = |was: Option<&str>, notes: &str| kept(notes).change(was.map(kept));
        assert!(!is_overtaken(&from(Some("a"), "b"), Some(kept("a"))));
        assert!(is_overtaken(&from(Some("a"), "b"), Some(kept("c"))), "another one saved it");
        assert!(!is_overtaken(&from(Some("a"), " b "), Some(kept("b"))), "it is what is kept");
        assert!(is_overtaken(&from(Some("a"), "b"), None), "it was deleted");
        assert!(!is_overtaken(&from(None, "b"), Some(kept("a"))), "whoever does not say what they found decides");
        assert!(!is_overtaken(&from(None, "b"), None), "a new one");
    }

    #[test]
    fn only_its_author_and_staff_change_it() {
        assert!(may_change(&[Role::Mentor], true));
        assert!(may_change(&[Role::Staff], false));
        assert!(!may_change(&[Role::Mentor, Role::Learner], false));
    }
}
