//! Who may bring an application to which status.

use passerelle_api::job::{Application, ApplicationStatus as Status, DeclineReason};

/// Why a change of status is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// An employer can never choose this status: it is somebody else's or comes by itself.
    NotTheirs,
    /// The application has come to its end, or is already there.
    TooLate,
    /// Saying no needs a reason.
    ReasonNeeded,
    /// A reason goes only with a no.
    ReasonOutOfPlace,
}

/// What an application is for, in words: the ad, or the occupation where there is none. The title is only that of the board then.
pub fn about(application: &Application) -> &str {
    application.wish.as_ref().map_or(application.job_title.as_str(), |wish| &wish.name)
}

/// Whether a text can be a telephone number as people write one: digits, spaces and a few signs.
pub fn is_phone_number(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric() || c.is_whitespace() || "+-().".contains(c))
}

/// Whether the application still waits for something, so that a second one to the same job makes no sense. A declined or
/// accepted one is answered: it is not sent again either.
pub fn bars_another(status: Status) -> bool {
    status != Status::Withdrawn
}

/// Whether an answer of the employer is still to come.
pub fn is_unanswered(status: Status) -> bool {
    matches!(status, Status::Sent | Status::Seen)
}

/// Whether it has not come to its end.
pub fn stands_open(status: Status) -> bool {
    matches!(status, Status::Sent | Status::Seen | Status::Interview)
}

/// Whether the candidate may take it back.
pub fn may_withdraw(status: Status) -> bool {
    stands_open(status)
}

/// Whether the employer may bring an application from one status to another, and with that reason.
pub fn answer(from: Status, to: Status, reason: Option<DeclineReason>) -> Result<(), Refusal> {
    match (to, reason) {
        (Status::Sent | Status::Seen | Status::Withdrawn, _) => return Err(Refusal::NotTheirs),
        (Status::Declined, None) => return Err(Refusal::ReasonNeeded),
        (Status::Interview | Status::Accepted, Some(_)) => return Err(Refusal::ReasonOutOfPlace),
        (Status::Declined, Some(_)) | (Status::Interview | Status::Accepted, None) => {}
    }
    match (from, to) {
        (Status::Sent | Status::Seen, _) | (Status::Interview, Status::Accepted | Status::Declined) => Ok(()),
        _ => Err(Refusal::TooLate),
    }
}
