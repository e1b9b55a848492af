//! How long a request to meet stands, and when the next one may be sent to the same person.

use passerelle_api::talent::ContactStatus;

use crate::day;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A request that nobody answered within this time, nor on the day on which it is over, has expired: a job from last
/// season is no reason to show one's name.
const OPEN_MS: i64 = 30 * DAY_MS;

/// Whoever declined is left alone by that organisation for this long, and until the next day begins, whatever the job.
const PAUSE_MS: i64 = 30 * DAY_MS;

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

    /// The moment from which the same organisation may ask again, where that is still to come: after the answer that it
    /// waits for, or after the pause that a decline begins. People are named its day, all of which counts.
    pub fn next_ms(self, now_ms: i64) -> Option<i64> {
        let next = match self.status(now_ms) {
            ContactStatus::Sent => expires_ms(self.sent_ms),
            ContactStatus::Declined => day::begin_ms(self.answered_ms.unwrap_or(self.sent_ms) + PAUSE_MS),
            ContactStatus::Accepted | ContactStatus::Expired => return None,
        };
        Some(next).filter(|next| *next > now_ms)
    }
}

/// The moment at which a request can be answered no more.
pub fn expires_ms(sent_ms: i64) -> i64 {
    day::end_ms(sent_ms + OPEN_MS)
}

/// The first moment of which a request that nobody answered has not expired yet.
pub fn open_since_ms(now_ms: i64) -> i64 {
    day::open_from_ms(now_ms) - OPEN_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 03:00 of a day, in UTC.
    const AT: i64 = 20_000 * DAY_MS + 3 * 60 * 60 * 1000;
    const SENT: Request = Request { status: ContactStatus::Sent, sent_ms: AT, answered_ms: None };

    /// So many days and hours after the day that [`AT`] is in began, in UTC.
    fn after(days: i64, hours: i64) -> i64 {
        (20_000 + days) * DAY_MS + hours * 60 * 60 * 1000
    }

    #[test]
    fn a_request_waits_for_thirty_days_until_the_last_is_over_everywhere() {
        let end = after(31, 12);
        assert_eq!(expires_ms(AT), end, "of the whole thirtieth day, which ends on Baker Island at noon of the next");
        assert_eq!(SENT.status(end - 1), ContactStatus::Sent);
        assert_eq!(SENT.status(end), ContactStatus::Expired);
        assert_eq!(SENT.next_ms(AT + 1), Some(end));
        assert_eq!(SENT.next_ms(end), None, "another may be sent as soon as it has expired");
    }

    #[test]
    fn requests_that_were_sent_then_or_later_are_those_that_wait() {
        for now in [after(31, 12) - 1, after(31, 12), after(40, 0), after(40, 23)] {
            let since = open_since_ms(now);
            for sent_ms in [since - DAY_MS, since - 1, since, since + 1, since + DAY_MS, AT] {
                let request = Request { sent_ms, ..SENT };
                assert_eq!(request.status(now) == ContactStatus::Sent, sent_ms >= since, "{sent_ms} at {now}");
            }
        }
    }

    #[test]
    fn an_answer_never_expires() {
        let accepted = Request { status: ContactStatus::Accepted, answered_ms: Some(AT + 1), ..SENT };
        assert_eq!(accepted.status(i64::MAX), ContactStatus::Accepted);
        assert_eq!(accepted.next_ms(AT + 2), None);
    }

    #[test]
    fn whoever_declined_is_left_alone_from_the_answer_on_until_a_day_begins() {
        // The pause is over at 03:00; the next day begins on Kiritimati at ten.
        let declined = Request { status: ContactStatus::Declined, answered_ms: Some(AT), ..SENT };
        let next = after(30, 10);
        assert_eq!(declined.next_ms(AT), Some(next));
        assert_eq!(declined.next_ms(AT + PAUSE_MS), Some(next), "the day that is named has begun nowhere yet");
        assert_eq!(declined.next_ms(next - 1), Some(next));
        assert_eq!(declined.next_ms(next), None);
    }
}
