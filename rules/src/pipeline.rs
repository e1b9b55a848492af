//! Where an application may go on an organisation's board, and what the person is told by it.

use passerelle_api::{
    FieldError, Reason,
    account::Language,
    job::{ApplicationStatus as Status, DeclineReason},
    pipeline::{Stage, limits},
};

use crate::application::{self, Refusal};

/// The status that a move brings an application to; none where the person is told nothing. An interview is not taken back, since the
/// person was told of it, and an offer is made by the organisation in its own way, so that the board only keeps in mind that it was.
pub fn step(status: Status, to: Stage, reason: Option<DeclineReason>) -> Result<Option<Status>, Refusal> {
    let told = match to {
        Stage::New | Stage::Reading | Stage::Offer => None,
        Stage::Interview => Some(Status::Interview),
        Stage::Hired => Some(Status::Accepted),
        Stage::Refused => Some(Status::Declined),
    };
    let open = matches!(status, Status::Sent | Status::Seen | Status::Interview);
    match told {
        _ if !open => Err(Refusal::TooLate),
        // An interview that comes after an offer, or that is there already, is told once.
        Some(Status::Interview) if status == Status::Interview && reason.is_none() => Ok(None),
        Some(told) => application::answer(status, told, reason).map(|()| Some(told)),
        None if reason.is_some() => Err(Refusal::ReasonOutOfPlace),
        None if to != Stage::Offer && status == Status::Interview => Err(Refusal::TooLate),
        None => Ok(None),
    }
}

/// The stage that comes of an answer.
pub fn stage_of(status: Status) -> Option<Stage> {
    match status {
        Status::Interview => Some(Stage::Interview),
        Status::Accepted => Some(Stage::Hired),
        Status::Declined => Some(Stage::Refused),
        Status::Sent | Status::Seen | Status::Withdrawn => None,
    }
}

const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// What is wrong with times to meet, each at its place in the list: those that are no moments, have passed or are too far ahead, and
/// those that stand there already. The first place is the list itself, where what is wrong with all of them is said as well.
pub fn unfit_times(times: impl Iterator<Item = (usize, Option<i64>)>, now_ms: i64) -> Vec<FieldError> {
    let open = now_ms..=now_ms + limits::DAYS * DAY_MS;
    let (mut seen, mut errors) = (Vec::new(), Vec::new());
    for (at, time) in times {
        let field = time_field(at);
        match time.filter(|time| open.contains(time)) {
            None => errors.push(FieldError::limited(field, Reason::NotInTime, limits::DAYS.unsigned_abs())),
            Some(time) if seen.contains(&time) => errors.push(FieldError::new(field, Reason::AlreadyListed)),
            Some(time) => seen.push(time),
        }
    }
    errors
}

/// What a time is called at its place in the list.
pub fn time_field(at: usize) -> String {
    if at == 0 { "slots".to_owned() } else { ["slots.", &at.to_string()].concat() }
}

/// Whether nobody can come to both of two times, each with when it begins, in milliseconds, and how many minutes it lasts: each begins
/// before the other ends. Where one begins as the other ends there is time for both.
pub fn overlap(one: (i64, u32), other: (i64, u32)) -> bool {
    let end = |(starts_ms, minutes): (i64, u32)| starts_ms + i64::from(minutes) * MINUTE_MS;
    one.0 < end(other) && other.0 < end(one)
}

/// A time that was offered to meet about an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting<'a> {
    pub application: &'a str,
    /// Where the application stands.
    pub status: Status,
    pub employer: &'a str,
    /// The account of the member who offered it, where that is known.
    pub offered_by: Option<&'a str>,
    /// When it begins, in milliseconds, and how many minutes it lasts.
    pub time: (i64, u32),
    /// Whether the person chose it.
    pub chosen: bool,
}

impl Meeting<'_> {
    /// Whether the member cannot come to this time, which nobody chose yet, because somebody else chose another one of theirs. What they
    /// offered for another organisation, which they left, is not theirs any more; an application that goes on from its interview, or
    /// comes to its end, sets its time free.
    pub fn is_taken_by(&self, other: &Meeting) -> bool {
        let is_open = !self.chosen && self.status == Status::Interview;
        let is_held = other.chosen && other.status == Status::Interview;
        let same_member = self.offered_by.is_some() && self.offered_by == other.offered_by;
        is_open
            && is_held
            && same_member
            && self.employer == other.employer
            && self.application != other.application
            && overlap(self.time, other.time)
    }
}

/// What stands in a text for the person's name and for the ad's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slots {
    pub name: &'static str,
    pub job: &'static str,
}

/// The slots as they are written in a language. Those of every language are filled in, whatever the text is written in.
pub fn slots(language: Language) -> Slots {
    match language {
        Language::English => Slots { name: "{name}", job: "{job}" },
        Language::French => Slots { name: "{nom}", job: "{poste}" },
        Language::Spanish => Slots { name: "{nombre}", job: "{puesto}" },
        Language::Arabic => Slots { name: "{الاسم}", job: "{الوظيفة}" },
    }
}

/// Letters in braces at most, so that a sentence between two braces is not taken for a slot.
const SLOT: usize = 40;

/// What a text has in braces like a slot and that none is, each once. It would reach people as it is written.
pub fn unknown_slots(text: &str) -> Vec<&str> {
    let mut unknown = Vec::new();
    for (at, _) in text.match_indices('{') {
        let Some(end) = text[at..].find('}') else { break };
        let slot = &text[at..=at + end];
        let is_one = !slot[1..].contains(['{', '\n']) && slot.chars().count() <= SLOT + 2;
        let is_known =
            Language::ALL.iter().map(|language| slots(*language)).any(|own| own.name == slot || own.job == slot);
        if is_one && !is_known && !unknown.contains(&slot) {
            unknown.push(slot);
        }
    }
    unknown
}

/// A text with the person's name and the ad's title filled in. What is filled in is not read again, so that a name in braces stays one.
pub fn filled(text: &str, name: &str, job: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let all =
            Language::ALL.iter().map(|language| slots(*language)).flat_map(|own| [(own.name, name), (own.job, job)]);
        let (slot, words) = { all }.find(|(slot, _)| rest.starts_with(slot)).unwrap_or(("{", "{"));
        filled.push_str(words);
        rest = &rest[slot.len()..];
    }
    filled.push_str(rest);
    filled
}
