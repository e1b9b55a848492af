//! What may be written down of an interview with a recruiter, and who may change it.

use std::collections::HashSet;

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    account::Role,
    interview::{InterviewChange, limits},
};

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
    fn only_its_author_and_staff_change_it() {
        assert!(may_change(&[Role::Mentor], true));
        assert!(may_change(&[Role::Staff], false));
        assert!(!may_change(&[Role::Mentor, Role::Learner], false));
    }
}
