//! What is told of people after they learned here: only what they said themselves, or signed, and of no fewer than ten, by itself or by
//! what was told before ([`again`]).

mod again;

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    outcome::{OutcomeChange, PayChange, Share, Situation, limits},
};

pub use again::{Told, tell};

use crate::{audit::LEAST, pay::currencies};

/// Days after the first certificate when one is asked, and within which work counts: six months.
pub const AFTER_DAYS: i64 = 183;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last moment at which a first certificate is old enough for its owner to be asked.
pub const fn asked_until(now_ms: i64) -> i64 {
    now_ms - AFTER_DAYS * DAY_MS
}

/// When somebody is asked whose first certificate is of that moment.
pub const fn asked_from(first_ms: i64) -> i64 {
    first_ms + AFTER_DAYS * DAY_MS
}

/// What is wrong with an answer, by field.
pub fn errors(change: &OutcomeChange, today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let works = change.situation.is_some_and(Situation::is_work);
    if change.situation.is_none() {
        errors.push(FieldError::new("situation", Reason::Required));
    }
    match change.began_on {
        None if works => errors.push(FieldError::new("began_on", Reason::Required)),
        Some(day) if day > today || day < earliest(today) => {
            errors.push(FieldError::new("began_on", Reason::OutOfRange));
        }
        _ => {}
    }
    for (field, amount) in [("pay_before", change.pay_before), ("pay_now", change.pay_now)] {
        if amount.is_some_and(|amount| !(1..=limits::PAY).contains(&amount)) {
            errors.push(FieldError::new(field, Reason::OutOfRange));
        }
    }
    let paid = change.pay_before.is_some() || change.pay_now.is_some();
    match change.currency.as_deref() {
        None if paid => errors.push(FieldError::new("currency", Reason::Required)),
        Some(code) if !currencies().any(|known| known == code) => {
            errors.push(FieldError::new("currency", Reason::NotKnown));
        }
        _ => {}
    }
    if paid && change.period.is_none() {
        errors.push(FieldError::new("period", Reason::Required));
    }
    errors
}

/// Nobody works for longer than this.
fn earliest(today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(passerelle_api::Days::new(80 * 366)).unwrap_or(today)
}

/// An answer without anything that says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub situation: Situation,
    pub related: Option<bool>,
    pub began_on: Option<NaiveDate>,
    /// The day of the first certificate.
    pub first: NaiveDate,
    /// Pay before and now.
    pub pay: Option<(u32, u32)>,
    pub stayed: Option<bool>,
    /// Whether a contract that both sides confirmed here began in time.
    pub signed: bool,
}

/// Whether work that began on a day counts for somebody with a first certificate of that day. What began before it does not come of it.
pub fn is_in_time(first: NaiveDate, began: NaiveDate) -> bool {
    (0..=AFTER_DAYS).contains(&began.signed_duration_since(first).num_days())
}

impl Answer {
    /// Whether work began in time, by what the person says or what they signed here.
    pub fn is_placed(&self) -> bool {
        let said = self.situation.is_work() && self.began_on.is_some_and(|began| is_in_time(self.first, began));
        said || self.signed
    }

    /// By how many hundredths of a percent pay changed, of those who work.
    fn change(&self) -> Option<i64> {
        let (before, now) = self.pay.filter(|(before, _)| *before > 0 && self.situation.is_work())?;
        Some((i64::from(now) - i64::from(before)) * 10_000 / i64::from(before))
    }
}

/// What may be told.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Summary {
    pub asked: Option<u64>,
    pub answered: Option<u64>,
    pub response: Option<u8>,
    pub placed: Option<Share>,
    pub signed: Option<u64>,
    pub related: Option<Share>,
    pub pay: Option<PayChange>,
    pub stayed: Option<Share>,
}

impl Summary {
    /// Whether it says more than how many were asked and answered.
    pub fn tells_of_people(&self) -> bool {
        let Self { placed, signed, related, pay, stayed, .. } = self;
        placed.is_some() || signed.is_some() || related.is_some() || pay.is_some() || stayed.is_some()
    }
}

/// How many people said what, of the oldest answers in tens. What is told is worked out from nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub asked: u64,
    pub answered: u64,
    /// People without an answer, of whom a contract that both sides confirmed here began in time.
    pub signed: u64,
    /// Who was placed and says that it has to do with what was learnt here, who was placed and does not say so, and who was not placed.
    pub placed: [u64; 3],
    /// Apprentices who stayed with the employer that trained them, and who left.
    pub stayed: [u64; 2],
    /// The middle of the changes of pay in hundredths of a percent, and of how many people it is.
    pub pay: Option<(i64, u64)>,
}

impl Counts {
    /// Counts the answers, the oldest first, of so many who were asked.
    pub fn of(answers: &[Answer], signed: u64, asked: u64) -> Self {
        let base = tens(answers.to_vec());
        let placed = base.iter().filter(|answer| answer.is_placed()).count() as u64;
        let related = base.iter().filter(|answer| answer.is_placed() && answer.related == Some(true)).count() as u64;
        let apprentices = tens(answers.iter().filter_map(|answer| answer.stayed).collect());
        let stayed = apprentices.iter().filter(|stayed| **stayed).count() as u64;
        Self {
            asked,
            answered: answers.len() as u64,
            signed,
            placed: [related, placed - related, base.len() as u64 - placed],
            stayed: [stayed, apprentices.len() as u64 - stayed],
            pay: middle(tens(answers.iter().filter_map(Answer::change).collect())),
        }
    }

    /// What may be told of them.
    pub fn summary(&self) -> Summary {
        let Self { asked, answered, signed, placed: [related, otherwise, not], stayed: [stayed, left], pay } = *self;
        if asked < LEAST {
            return Summary::default();
        }
        let all = related + otherwise + not;
        let placed = share(related + otherwise, all);
        // Those who were placed by something else are the difference of two figures, and as many people as any.
        let related = share(related, all).filter(|_| placed.is_none() || otherwise >= LEAST);
        let pay = pay.and_then(|(middle, of)| Some(PayChange { percent: i32::try_from(middle / 100).ok()?, of }));
        Summary {
            asked: Some(asked),
            answered: Some(answered),
            response: Some(percent(answered.min(asked), asked)),
            placed,
            signed: beside(signed, asked.saturating_sub(answered)),
            related,
            pay,
            stayed: share(stayed, stayed + left),
        }
    }
}

/// The oldest answers, in tens: a figure is another only once ten more people stand behind it, so that no two of them differ by one.
fn tens<T>(mut people: Vec<T>) -> Vec<T> {
    let least = usize::try_from(LEAST).unwrap_or(usize::MAX);
    people.truncate(people.len() / least * least);
    people
}

/// A part of people, where neither those who are in it nor those who are not could be recognised.
fn share(part: u64, of: u64) -> Option<Share> {
    (part >= LEAST && of - part >= LEAST).then(|| Share { percent: percent(part, of), of })
}

/// Those who signed a contract among those who did not answer, in tens. They are in no share, since a contract shows who was placed and
/// never who was not: with each of them a share could only rise. Where fewer than ten are left, each would be known to have signed.
fn beside(signed: u64, silent: u64) -> Option<u64> {
    let told = signed / LEAST * LEAST;
    (told >= LEAST && silent.saturating_sub(told) >= LEAST).then_some(told)
}

/// Rounded down: nothing is said to be more than it is.
fn percent(part: u64, of: u64) -> u8 {
    u8::try_from(part * 100 / of.max(1)).unwrap_or(100)
}

/// The middle of some changes, with how many they are.
fn middle(mut changes: Vec<i64>) -> Option<(i64, u64)> {
    let of = changes.len();
    if (of as u64) < LEAST {
        return None;
    }
    changes.sort_unstable();
    // Tens are even, so that two stand in the middle.
    Some(((changes[of / 2 - 1] + changes[of / 2]) / 2, of as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use passerelle_api::job::PayPeriod;

    fn summary(answers: &[Answer], signed: u64, asked: u64) -> Summary {
        Counts::of(answers, signed, asked).summary()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn answer(situation: Situation, began_on: &str) -> Answer {
        let began_on = Some(day(began_on));
        Answer { situation, related: None, began_on, first: day("2025-01-01"), pay: None, stayed: None, signed: false }
    }

    fn placed() -> Answer {
        answer(Situation::Job, "2025-03-01")
    }

    fn looking() -> Answer {
        Answer { began_on: None, ..answer(Situation::Looking, "2025-03-01") }
    }

    fn many(parts: &[(usize, Answer)]) -> Vec<Answer> {
        parts.iter().flat_map(|(count, answer)| vec![*answer; *count]).collect()
    }

    #[test]
    fn work_counts_from_the_certificate_to_six_months_after() {
        for (day, counts) in [("2024-12-31", false), ("2025-01-01", true), ("2025-07-03", true), ("2025-07-04", false)]
        {
            assert_eq!(answer(Situation::Promotion, day).is_placed(), counts, "{day}");
        }
        assert!(!answer(Situation::Study, "2025-03-01").is_placed(), "study is no placement");
        assert!(!answer(Situation::Other, "2025-03-01").is_placed());
        assert!(!Answer { began_on: None, ..placed() }.is_placed());
    }

    #[test]
    fn nothing_is_told_of_fewer_than_ten() {
        assert_eq!(summary(&many(&[(9, placed())]), 0, 9), Summary::default(), "not even how many answered");
        let few = summary(&many(&[(9, placed())]), 0, 10);
        assert_eq!((few.asked, few.answered, few.response), (Some(10), Some(9), Some(90)));
        assert_eq!((few.placed, few.signed, few.related, few.pay, few.stayed), (None, None, None, None, None));
        let told = summary(&many(&[(12, placed()), (18, looking())]), 0, 60);
        assert_eq!((told.response, told.placed), (Some(50), Some(Share { percent: 40, of: 30 })));
        assert_eq!(summary(&many(&[(21, placed()), (9, looking())]), 0, 60).placed, None, "nine who were not placed");
        assert_eq!(summary(&many(&[(30, placed())]), 0, 60).placed, None, "each would be known to be placed");
    }

    #[test]
    fn one_more_answer_changes_no_figure() {
        let mut answers = many(&[(15, placed()), (15, looking())]);
        let before = summary(&answers, 0, 60);
        answers.push(placed());
        let after = summary(&answers, 0, 60);
        assert_eq!((before.placed, after.answered), (after.placed.clone(), Some(31)));
        answers.extend(many(&[(9, placed())]));
        assert_eq!(summary(&answers, 0, 60).placed, Some(Share { percent: 62, of: 40 }), "ten more do");
    }

    #[test]
    fn a_signed_contract_is_a_placement_and_each_person_is_one() {
        let signed = Answer { signed: true, ..looking() };
        assert!(signed.is_placed() && Answer { signed: true, ..placed() }.is_placed());
        let answers = many(&[(10, placed()), (5, signed), (15, looking())]);
        assert_eq!(
            summary(&answers, 0, 90).placed,
            Some(Share { percent: 50, of: 30 }),
            "whatever they say they do now"
        );
    }

    #[test]
    fn who_signed_and_did_not_answer_is_told_beside_the_share_and_not_in_it() {
        let answers = many(&[(10, placed()), (20, looking())]);
        let told = summary(&answers, 20, 90);
        assert_eq!((told.answered, told.response), (Some(30), Some(33)), "who signed did not answer by that");
        let share = Some(Share { percent: 33, of: 30 });
        assert_eq!((&told.placed, told.signed), (&share, Some(20)));
        for (signed, tens) in [(0, None), (9, None), (10, Some(10)), (29, Some(20))] {
            let one = summary(&answers, signed, 90);
            assert_eq!((&one.placed, one.signed), (&share, tens), "{signed} who signed");
        }
        assert_eq!(summary(&answers, 20, 60).signed, Some(20), "ten others did not answer");
        assert_eq!(summary(&answers, 20, 59).signed, None, "of thirty all but nine would be known to have signed");
        assert_eq!(summary(&answers, 30, 60).signed, None, "each would be");
    }

    #[test]
    fn contracts_hide_no_few_answers() {
        let few = many(&[(5, placed()), (15, looking())]);
        assert_eq!(summary(&few, 20, 90).placed, None, "five are no more for those who signed");
        let all = many(&[(20, placed())]);
        assert_eq!(summary(&all, 20, 90).placed, None);
        let related = Answer { related: Some(true), ..placed() };
        let rest = many(&[(10, related), (5, placed()), (15, looking())]);
        assert_eq!(summary(&rest, 20, 90).related, None, "nor are the five others");
        let told = summary(&many(&[(10, related), (10, placed()), (10, looking())]), 20, 90);
        assert_eq!(
            (told.placed, told.related),
            (Some(Share { percent: 66, of: 30 }), Some(Share { percent: 33, of: 30 }))
        );
    }

    #[test]
    fn what_is_related_is_what_the_person_says_and_hides_no_small_rest() {
        let related = Answer { related: Some(true), ..placed() };
        let no = Answer { related: Some(false), ..placed() };
        let told = summary(&many(&[(10, related), (5, no), (5, placed()), (10, looking())]), 0, 60);
        assert_eq!(told.placed, Some(Share { percent: 66, of: 30 }));
        assert_eq!(told.related, Some(Share { percent: 33, of: 30 }), "who does not say is not counted");
        let rest = summary(&many(&[(15, related), (5, no), (10, looking())]), 0, 60);
        assert_eq!((rest.placed.is_some(), rest.related), (true, None), "the five others are the difference");
    }

    #[test]
    fn pay_is_the_middle_of_those_who_work_and_gave_both() {
        let paid = |before, now| Answer { pay: Some((before, now)), ..placed() };
        let rich = Answer { pay: Some((1, 1_000_000)), ..looking() };
        let answers = many(&[(5, paid(1_000, 1_050)), (5, paid(1_000, 1_150)), (3, rich), (20, placed())]);
        assert_eq!(summary(&answers, 0, 60).pay, Some(PayChange { percent: 10, of: 10 }));
        let fell = many(&[(10, paid(2_000, 1_500))]);
        assert_eq!(summary(&fell, 0, 60).pay, Some(PayChange { percent: -25, of: 10 }));
        assert_eq!(summary(&many(&[(9, paid(1_000, 1_100)), (20, placed())]), 0, 60).pay, None);
    }

    #[test]
    fn those_who_stayed_are_of_the_apprentices_alone() {
        let (stayed, left) = (Some(true), Some(false));
        let of = |stayed| Answer { stayed, ..placed() };
        let answers = many(&[(20, of(stayed)), (10, of(left)), (30, looking())]);
        assert_eq!(summary(&answers, 0, 90).stayed, Some(Share { percent: 66, of: 30 }));
        assert_eq!(summary(&many(&[(20, of(stayed)), (9, of(left))]), 0, 90).stayed, None);
    }

    #[test]
    fn an_answer_needs_its_situation_and_work_its_day() {
        let today = day("2025-09-01");
        let work = OutcomeChange {
            situation: Some(Situation::Business),
            began_on: Some(day("2025-08-31")),
            ..OutcomeChange::default()
        };
        assert_eq!(errors(&work, today), []);
        let named = |change: OutcomeChange| {
            errors(&change, today).into_iter().map(|error| (error.field, error.reason)).collect::<Vec<_>>()
        };
        let one = |field: &str, reason| vec![(field.to_owned(), reason)];
        assert_eq!(named(OutcomeChange::default()), one("situation", Reason::Required));
        assert_eq!(named(OutcomeChange { began_on: None, ..work.clone() }), one("began_on", Reason::Required));
        for odd in ["2025-09-02", "1912-01-01"] {
            let change = OutcomeChange { began_on: Some(day(odd)), ..work.clone() };
            assert_eq!(named(change), one("began_on", Reason::OutOfRange), "{odd}");
        }
        let looking = OutcomeChange { situation: Some(Situation::Looking), ..OutcomeChange::default() };
        assert_eq!(named(looking), []);
        let paid = OutcomeChange {
            pay_now: Some(1_800),
            currency: Some("EUR".into()),
            period: Some(PayPeriod::Month),
            ..work
        };
        assert_eq!(named(paid.clone()), []);
        assert_eq!(named(OutcomeChange { currency: None, ..paid.clone() }), one("currency", Reason::Required));
        assert_eq!(
            named(OutcomeChange { currency: Some("XXX".into()), ..paid.clone() }),
            one("currency", Reason::NotKnown)
        );
        assert_eq!(named(OutcomeChange { period: None, ..paid.clone() }), one("period", Reason::Required));
        assert_eq!(named(OutcomeChange { pay_before: Some(0), ..paid }), one("pay_before", Reason::OutOfRange));
    }
}
