//! What an organisation may ask for, and where a request for a course may go.

use std::collections::HashSet;

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    training::{NewTraining, TrainingAnswer, TrainingStatus, limits},
};

/// Whether something is still to come of a request.
pub const fn is_open(status: TrainingStatus) -> bool {
    matches!(status, TrainingStatus::Sent | TrainingStatus::Talks | TrainingStatus::Planned)
}

/// What is wrong with a request, by field. Whether skills and region are known is for those who have the lists.
pub fn errors(new: &NewTraining, today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if new.skills.is_empty() {
        errors.push(FieldError::new("skills", Reason::Required));
    }
    if new.skills.len() as u64 > limits::SKILLS {
        errors.push(FieldError::limited("skills", Reason::TooMany, limits::SKILLS));
    }
    if new.skills.iter().collect::<HashSet<_>>().len() < new.skills.len() {
        errors.push(FieldError::new("skills", Reason::AlreadyListed));
    }
    if !(1..=limits::PEOPLE).contains(&new.people) {
        errors.push(FieldError::new("people", Reason::OutOfRange));
    }
    if new.region.is_none() && !new.remote {
        errors.push(FieldError::new("region", Reason::Required));
    }
    if new.start_on.is_some_and(|day| !(0..=limits::DAYS).contains(&day.signed_duration_since(today).num_days())) {
        errors.push(FieldError::new("start_on", Reason::OutOfRange));
    }
    match new.purpose.trim().chars().count() as u64 {
        0 => errors.push(FieldError::new("purpose", Reason::Required)),
        length if length < limits::PURPOSE_MIN => {
            errors.push(FieldError::limited("purpose", Reason::TooShort, limits::PURPOSE_MIN));
        }
        length if length > limits::PURPOSE => {
            errors.push(FieldError::limited("purpose", Reason::TooLong, limits::PURPOSE));
        }
        _ => {}
    }
    errors
}

/// Why an answer is not given.
#[derive(Debug, Clone, PartialEq)]
pub enum NoAnswer {
    /// It stands elsewhere by now, or came to its end.
    Late,
    Invalid(Vec<FieldError>),
}

/// Where an answer brings a request that stands at `now`.
pub fn answer(now: TrainingStatus, answer: &TrainingAnswer) -> Result<TrainingStatus, NoAnswer> {
    let words = answer.words.trim().chars().count() as u64;
    let mut errors = Vec::new();
    match answer.status {
        None => errors.push(FieldError::new("status", Reason::Required)),
        // It is the organisation that sends and takes back.
        Some(TrainingStatus::Sent | TrainingStatus::Withdrawn) => {
            errors.push(FieldError::new("status", Reason::NotAllowed));
        }
        Some(TrainingStatus::Declined) if words == 0 => errors.push(FieldError::new("words", Reason::Required)),
        Some(_) => {}
    }
    if words > limits::WORDS {
        errors.push(FieldError::limited("words", Reason::TooLong, limits::WORDS));
    }
    let Some(status) = answer.status.filter(|_| errors.is_empty()) else { return Err(NoAnswer::Invalid(errors)) };
    let stands = answer.from.is_none_or(|from| from == now);
    if stands && is_open(now) { Ok(status) } else { Err(NoAnswer::Late) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewTraining {
        NewTraining {
            skills: vec!["html".into()],
            people: 12,
            region: Some("Bretagne".into()),
            purpose: "Our shop gets a site that everybody can use.".into(),
            ..NewTraining::default()
        }
    }

    fn wrong(new: &NewTraining) -> Vec<(String, Reason)> {
        let today = "2026-01-05".parse().unwrap();
        errors(new, today).into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn a_request_says_what_for_how_many_and_where() {
        assert_eq!(wrong(&new()), []);
        assert_eq!(wrong(&NewTraining { region: None, remote: true, ..new() }), []);
        let is = |change: NewTraining, field: &str, reason| {
            assert_eq!(wrong(&change), [(field.to_owned(), reason)]);
        };
        is(NewTraining { skills: vec![], ..new() }, "skills", Reason::Required);
        is(NewTraining { skills: vec!["html".into(), "html".into()], ..new() }, "skills", Reason::AlreadyListed);
        let many = (0..11).map(|number| format!("skill-{number}").into()).collect();
        is(NewTraining { skills: many, ..new() }, "skills", Reason::TooMany);
        for people in [0, 501] {
            is(NewTraining { people, ..new() }, "people", Reason::OutOfRange);
        }
        is(NewTraining { region: None, ..new() }, "region", Reason::Required);
        is(NewTraining { purpose: "  ".into(), ..new() }, "purpose", Reason::Required);
        is(NewTraining { purpose: "A course.".into(), ..new() }, "purpose", Reason::TooShort);
        is(NewTraining { purpose: "x".repeat(2_001), ..new() }, "purpose", Reason::TooLong);
        for day in ["2026-01-04", "2032-01-01"] {
            is(NewTraining { start_on: day.parse().ok(), ..new() }, "start_on", Reason::OutOfRange);
        }
        assert_eq!(wrong(&NewTraining { start_on: "2026-01-05".parse().ok(), ..new() }), []);
    }

    #[test]
    fn an_answer_moves_what_is_open_and_a_no_has_a_reason() {
        use TrainingStatus::{Declined, Done, Planned, Sent, Talks, Withdrawn};
        let to = |status, words: &str| TrainingAnswer { status: Some(status), words: words.into(), from: None };
        for now in [Sent, Talks, Planned] {
            for status in [Talks, Planned, Done] {
                assert_eq!(answer(now, &to(status, "")), Ok(status));
            }
            assert_eq!(answer(now, &to(Declined, "We teach no cooking.")), Ok(Declined));
            let refused = NoAnswer::Invalid(vec![FieldError::new("words", Reason::Required)]);
            assert_eq!(answer(now, &to(Declined, " ")), Err(refused));
            for status in [Sent, Withdrawn] {
                let refused = NoAnswer::Invalid(vec![FieldError::new("status", Reason::NotAllowed)]);
                assert_eq!(answer(now, &to(status, "")), Err(refused));
            }
        }
        for now in [Declined, Done, Withdrawn] {
            assert_eq!(answer(now, &to(Talks, "")), Err(NoAnswer::Late));
        }
        let stale = TrainingAnswer { from: Some(Sent), ..to(Talks, "") };
        assert_eq!(answer(Planned, &stale), Err(NoAnswer::Late), "somebody else answered meanwhile");
        let long = NoAnswer::Invalid(vec![FieldError::limited("words", Reason::TooLong, limits::WORDS)]);
        assert_eq!(answer(Sent, &to(Talks, &"x".repeat(2_001))), Err(long));
    }
}
