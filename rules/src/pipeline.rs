//! Where an application may go on an organisation's board, and what the person is told by it.

use passerelle_api::{
    job::{ApplicationStatus as Status, DeclineReason},
    pipeline::Stage,
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

/// A text with the person's name and the ad's title filled in. What is filled in is not read again, so that a name in braces stays one.
pub fn filled(text: &str, name: &str, job: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        let (words, length) = match rest {
            _ if rest.starts_with("{name}") => (name, 6),
            _ if rest.starts_with("{job}") => (job, 5),
            _ => ("{", 1),
        };
        filled.push_str(words);
        rest = &rest[length..];
    }
    filled.push_str(rest);
    filled
}
