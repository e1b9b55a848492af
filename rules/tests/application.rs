//! Every change of status by everybody.

use passerelle_api::job::{ApplicationStatus as Status, DeclineReason};
use passerelle_rules::application::{Refusal, answer, bars_another, is_phone_number, is_unanswered, may_withdraw};

const REASON: Option<DeclineReason> = Some(DeclineReason::PositionFilled);

#[test]
fn an_employer_goes_forward_and_never_back() {
    let allowed = |from, to| answer(from, to, if to == Status::Declined { REASON } else { None }).is_ok();
    let mut pairs = Vec::new();
    for &from in Status::ALL {
        for &to in Status::ALL {
            if allowed(from, to) {
                pairs.push((from, to));
            }
        }
    }
    use Status::{Accepted, Declined, Interview, Seen, Sent};
    let expected = [
        (Sent, Interview),
        (Sent, Accepted),
        (Sent, Declined),
        (Seen, Interview),
        (Seen, Accepted),
        (Seen, Declined),
        (Interview, Accepted),
        (Interview, Declined),
    ];
    assert_eq!(pairs, expected);
}

#[test]
fn saying_no_needs_a_reason_and_nothing_else_takes_one() {
    assert_eq!(answer(Status::Seen, Status::Declined, None), Err(Refusal::ReasonNeeded));
    assert_eq!(answer(Status::Seen, Status::Interview, REASON), Err(Refusal::ReasonOutOfPlace));
    assert_eq!(answer(Status::Seen, Status::Accepted, REASON), Err(Refusal::ReasonOutOfPlace));
}

#[test]
fn an_employer_cannot_withdraw_for_the_candidate() {
    for &from in Status::ALL {
        assert_eq!(answer(from, Status::Withdrawn, None), Err(Refusal::NotTheirs));
        assert_eq!(answer(from, Status::Seen, REASON), Err(Refusal::NotTheirs));
    }
}

#[test]
fn what_ended_stays_ended() {
    for from in [Status::Accepted, Status::Declined, Status::Withdrawn] {
        assert_eq!(answer(from, Status::Interview, None), Err(Refusal::TooLate));
        assert!(!may_withdraw(from));
        assert!(!is_unanswered(from));
    }
    assert_eq!(answer(Status::Interview, Status::Interview, None), Err(Refusal::TooLate));
}

#[test]
fn a_candidate_withdraws_while_it_is_open_and_may_then_apply_again() {
    let open: Vec<Status> = Status::ALL.iter().copied().filter(|&status| may_withdraw(status)).collect();
    assert_eq!(open, [Status::Sent, Status::Seen, Status::Interview]);
    let free: Vec<Status> = Status::ALL.iter().copied().filter(|&status| !bars_another(status)).collect();
    assert_eq!(free, [Status::Withdrawn]);
}

#[test]
fn a_telephone_number_holds_no_words() {
    for number in ["+33 (0)6 12-34.56 78", "٠٦ ١٢", ""] {
        assert!(is_phone_number(number), "{number}");
    }
    assert!(!is_phone_number("ask me") && !is_phone_number("06 12 / 34"));
}
