//! Who may do what between somebody who asks for a coach and the mentor who takes it.

use std::collections::HashSet;

use passerelle_api::{
    FieldError, Reason,
    coaching::{CoachingTimes, MeetingWay, NewCoaching, limits},
};

use crate::web::is_link;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Which of the two somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Person,
    Coach,
}

/// Which of the two somebody is; to everybody else there is no such request.
pub fn side(me: &str, person: &str, coach: Option<&str>) -> Option<Side> {
    if me == person {
        Some(Side::Person)
    } else if coach == Some(me) {
        Some(Side::Coach)
    } else {
        None
    }
}

/// What is wrong with a request, by field.
pub fn errors(new: &NewCoaching) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if new.help.is_empty() {
        errors.push(FieldError::new("help", Reason::Required));
    }
    if new.reachable.is_empty() {
        errors.push(FieldError::new("reachable", Reason::Required));
    }
    if new.help.iter().collect::<HashSet<_>>().len() < new.help.len() {
        errors.push(FieldError::new("help", Reason::AlreadyListed));
    }
    if new.reachable.iter().collect::<HashSet<_>>().len() < new.reachable.len() {
        errors.push(FieldError::new("reachable", Reason::AlreadyListed));
    }
    if new.text.trim().chars().count() as u64 > limits::TEXT {
        errors.push(FieldError::limited("text", Reason::TooLong, limits::TEXT));
    }
    errors
}

/// Times to meet that were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Milliseconds with a length in minutes.
    pub times: Vec<(i64, u32)>,
    /// An address, or nothing for the telephone.
    pub place: String,
}

/// The times that are offered, or what is wrong with them, by field.
pub fn times(body: &CoachingTimes, now_ms: i64) -> Result<Offer, Vec<FieldError>> {
    let mut errors = Vec::new();
    if body.slots.is_empty() {
        errors.push(FieldError::new("slots", Reason::Required));
    }
    let too_many = body.slots.len() as u64 > limits::SLOTS;
    if too_many {
        errors.push(FieldError::limited("slots", Reason::TooMany, limits::SLOTS));
    }
    let ahead = now_ms..=now_ms + limits::DAYS * DAY_MS;
    let mut times = Vec::new();
    for slot in &body.slots {
        let starts_ms = slot.starts_at.map(|at| at.timestamp_millis()).filter(|at| ahead.contains(at));
        match starts_ms {
            Some(at) if !too_many && times.iter().any(|(other, _)| *other == at) => {
                errors.push(FieldError::new("slots", Reason::AlreadyListed));
            }
            Some(at) if (1..=limits::MINUTES).contains(&slot.minutes) => times.push((at, slot.minutes)),
            _ => errors.push(FieldError::new("slots", Reason::OutOfRange)),
        }
    }
    let link = body.link.trim();
    let place = match body.way {
        None => {
            errors.push(FieldError::new("way", Reason::Required));
            ""
        }
        Some(MeetingWay::Phone) => "",
        Some(MeetingWay::Link) => {
            errors.extend(link_error(link));
            link
        }
    };
    errors.dedup();
    if errors.is_empty() { Ok(Offer { times, place: place.to_owned() }) } else { Err(errors) }
}

/// It becomes a link, and a link may run a script or be read on the way.
fn link_error(link: &str) -> Option<FieldError> {
    if link.is_empty() {
        Some(FieldError::new("link", Reason::Required))
    } else if link.chars().count() as u64 > limits::LINK {
        Some(FieldError::limited("link", Reason::TooLong, limits::LINK))
    } else {
        (!is_link(link)).then(|| FieldError::new("link", Reason::NotAWebAddress))
    }
}

/// Seconds until somebody may write again who wrote so many messages within a day, the first of them at a time; `None`: at once.
pub fn waits(written: u64, first_ms: i64, now_ms: i64) -> Option<u64> {
    let rest = first_ms + DAY_MS - now_ms;
    (written >= limits::MESSAGES).then(|| u64::try_from(rest / 1000).unwrap_or_default() + 1)
}

/// The time since which messages count.
pub const fn counted_since(now_ms: i64) -> i64 {
    now_ms - DAY_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_api::{
        DateTime,
        coaching::{CoachingHelp, Reachable},
        pipeline::NewSlot,
    };

    const NOW: i64 = 1_767_600_000_000;

    #[test]
    fn a_request_says_what_with_and_when() {
        let new = NewCoaching {
            help: vec![CoachingHelp::Cv, CoachingHelp::Interview],
            reachable: vec![Reachable::Evenings],
            ..NewCoaching::default()
        };
        let wrong =
            |new: &NewCoaching| errors(new).into_iter().map(|error| (error.field, error.reason)).collect::<Vec<_>>();
        assert_eq!(wrong(&new), []);
        let is = |change: NewCoaching, field: &str, reason| assert_eq!(wrong(&change), [(field.to_owned(), reason)]);
        is(NewCoaching { help: vec![], ..new.clone() }, "help", Reason::Required);
        is(NewCoaching { help: vec![CoachingHelp::Cv; 2], ..new.clone() }, "help", Reason::AlreadyListed);
        is(NewCoaching { reachable: vec![], ..new.clone() }, "reachable", Reason::Required);
        is(NewCoaching { reachable: vec![Reachable::Evenings; 2], ..new.clone() }, "reachable", Reason::AlreadyListed);
        is(NewCoaching { text: "x".repeat(2_001), ..new }, "text", Reason::TooLong);
    }

    #[test]
    fn only_the_two_are_on_a_side() {
        assert_eq!(side("a", "a", Some("b")), Some(Side::Person));
        assert_eq!(side("b", "a", Some("b")), Some(Side::Coach));
        assert_eq!(side("c", "a", Some("b")), None);
        assert_eq!(side("c", "a", None), None);
    }

    fn offer(starts_ms: i64, minutes: u32, way: Option<MeetingWay>, link: &str) -> CoachingTimes {
        let slot = NewSlot { starts_at: DateTime::from_timestamp_millis(starts_ms), minutes };
        CoachingTimes { slots: vec![slot], way, link: link.into() }
    }

    #[test]
    fn times_are_ahead_and_have_a_way_to_meet() {
        let fine = offer(NOW + DAY_MS, 30, Some(MeetingWay::Phone), "ignored");
        assert_eq!(times(&fine, NOW), Ok(Offer { times: vec![(NOW + DAY_MS, 30)], place: String::new() }));
        let link = offer(NOW, 240, Some(MeetingWay::Link), " https://meet.example/a ");
        assert_eq!(times(&link, NOW), Ok(Offer { times: vec![(NOW, 240)], place: "https://meet.example/a".into() }));
        let wrong = |body: &CoachingTimes| {
            let errors = times(body, NOW).unwrap_err();
            errors.into_iter().map(|error| (error.field, error.reason)).collect::<Vec<_>>()
        };
        let is = |body: CoachingTimes, field: &str, reason| assert_eq!(wrong(&body), [(field.to_owned(), reason)]);
        is(CoachingTimes { slots: vec![], ..fine.clone() }, "slots", Reason::Required);
        is(CoachingTimes { slots: vec![fine.slots[0].clone(); 6], ..fine.clone() }, "slots", Reason::TooMany);
        for (starts_ms, minutes) in [(NOW - 1, 30), (NOW + 91 * DAY_MS, 30), (NOW, 0), (NOW, 241)] {
            is(offer(starts_ms, minutes, Some(MeetingWay::Phone), ""), "slots", Reason::OutOfRange);
        }
        let twice = vec![fine.slots[0].clone(); 2];
        is(CoachingTimes { slots: twice, ..fine.clone() }, "slots", Reason::AlreadyListed);
        is(CoachingTimes { way: None, ..fine }, "way", Reason::Required);
        is(offer(NOW, 30, Some(MeetingWay::Link), ""), "link", Reason::Required);
        for odd in [
            "http://meet.example",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a b",
            "https://a.example@b.example",
            "https://a.example\\b",
        ] {
            is(offer(NOW, 30, Some(MeetingWay::Link), odd), "link", Reason::NotAWebAddress);
        }
        let long = format!("https://meet.example/{}", "x".repeat(500));
        is(offer(NOW, 30, Some(MeetingWay::Link), &long), "link", Reason::TooLong);
    }

    #[test]
    fn who_wrote_fifty_messages_waits_until_the_first_is_a_day_old() {
        assert_eq!(waits(49, NOW - 1, NOW), None);
        assert_eq!(waits(50, NOW - DAY_MS + 5_000, NOW), Some(6));
        assert_eq!(counted_since(NOW), NOW - DAY_MS);
    }
}
