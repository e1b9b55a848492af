//! How often and how soon an organisation answers.

use passerelle_api::job::Answering;
use passerelle_rules::answering::{LEAST, Sent, answering};

const DAY: i64 = 24 * 60 * 60 * 1000;
const NOW: i64 = 1_000 * DAY;

fn sent(days_ago: i64, answered_after: Option<i64>) -> Sent {
    let sent_ms = NOW - days_ago * DAY;
    Sent { sent_ms, answered_ms: answered_after.map(|days| sent_ms + days * DAY) }
}

#[test]
fn a_few_applications_say_nothing() {
    let few = vec![sent(20, Some(1)); LEAST - 1];
    assert_eq!(answering(&few, NOW), None);
    assert_eq!(answering(&[], NOW), None);
}

#[test]
fn what_is_new_or_long_ago_does_not_count() {
    let mut all = vec![sent(13, None); 10];
    all.extend(vec![sent(366, None); 10]);
    assert_eq!(answering(&all, NOW), None);
    all.extend(vec![sent(14, Some(2)); LEAST]);
    assert_eq!(answering(&all, NOW), Some(Answering { percent: 100, median_days: Some(2), of: 5 }));
}

#[test]
fn the_rate_is_rounded_down_and_half_of_the_answers_came_by_the_median() {
    let mut all: Vec<Sent> = [1, 2, 3, 9].into_iter().map(|days| sent(30, Some(days))).collect();
    all.extend([sent(30, None), sent(40, None)]);
    assert_eq!(answering(&all, NOW), Some(Answering { percent: 66, median_days: Some(3), of: 6 }));
}

#[test]
fn nobody_who_never_answers_has_a_time() {
    assert_eq!(answering(&[sent(30, None); 7], NOW), Some(Answering { percent: 0, median_days: None, of: 7 }));
}

#[test]
fn a_part_of_a_day_is_a_day() {
    let quick = Sent { sent_ms: NOW - 20 * DAY, answered_ms: Some(NOW - 20 * DAY + 1) };
    assert_eq!(answering(&[quick; 5], NOW).and_then(|known| known.median_days), Some(1));
}
