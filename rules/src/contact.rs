//! How long a request to meet stands, and when the next one may be sent to the same person.

use passerelle_api::talent::ContactStatus;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A request that nobody answered within this time has expired: a job from last season is no reason to show one's name.
pub const OPEN_MS: i64 = 30 * DAY_MS;

/// Whoever declined is left alone by that organisation for this long, whatever the job.
pub const PAUSE_MS: i64 = 30 * DAY_MS;

/// What is kept of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// As it was kept: that it expired is a matter of the clock.
    pub status: ContactStatus,
    pub sent_ms: i64,
    pub answered_ms: Option<i64>,
}

impl Request {
    /// Where it stands now.
    pub fn status(self, now_ms: i64) -> ContactStatus {
        match self.status {
            ContactStatus::Sent if now_ms >= expires_ms(self.sent_ms) => ContactStatus::Expired,
            status => status,
        }
    }

    /// The moment from which the same organisation may ask again, where that is still to come: after the answer it waits for, or
    /// after the pause that a decline begins.
    pub fn next_ms(self, now_ms: i64) -> Option<i64> {
        let next = match self.status(now_ms) {
            ContactStatus::Sent => expires_ms(self.sent_ms),
            ContactStatus::Declined => self.answered_ms.unwrap_or(self.sent_ms) + PAUSE_MS,
            ContactStatus::Accepted | ContactStatus::Expired => return None,
        };
        Some(next).filter(|next| *next > now_ms)
    }
}

/// The last moment at which a request can be answered.
pub fn expires_ms(sent_ms: i64) -> i64 {
    sent_ms + OPEN_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENT: Request = Request { status: ContactStatus::Sent, sent_ms: 1_000, answered_ms: None };

    #[test]
    fn a_request_waits_thirty_days_and_not_a_moment_longer() {
        assert_eq!(SENT.status(1_000 + OPEN_MS - 1), ContactStatus::Sent);
        assert_eq!(SENT.status(1_000 + OPEN_MS), ContactStatus::Expired);
        assert_eq!(SENT.next_ms(2_000), Some(1_000 + OPEN_MS));
        assert_eq!(SENT.next_ms(1_000 + OPEN_MS), None, "another may be sent as soon as it has expired");
    }

    #[test]
    fn an_answer_never_expires() {
        let accepted = Request { status: ContactStatus::Accepted, answered_ms: Some(2_000), ..SENT };
        assert_eq!(accepted.status(i64::MAX), ContactStatus::Accepted);
        assert_eq!(accepted.next_ms(3_000), None);
    }

    #[test]
    fn whoever_declined_is_left_alone_from_the_answer_on() {
        let declined = Request { status: ContactStatus::Declined, answered_ms: Some(5_000), ..SENT };
        assert_eq!(declined.next_ms(5_000 + PAUSE_MS - 1), Some(5_000 + PAUSE_MS));
        assert_eq!(declined.next_ms(5_000 + PAUSE_MS), None);
    }
}
