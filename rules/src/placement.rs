//! The proof of a placement: what each side must do for a contract, which days can be confirmed, and what two confirmations come to.
//!
//! | steps | source |
//! |---|---|
//! | France | Code du travail: L1221-10 and R1221-4 (the hire is declared in the eight days before the first one), L1242-12 (a fixed term is written, with its reason), L1242-13 (given in two working days); Code de l'éducation, L124-1 (the agreement of an internship) |
//! | United Kingdom | Employment Rights Act 1996, section 1: the written terms on the first day at the latest |
//! | United States | 8 CFR 274a.2: form I-9 within three working days |
//!
//! Those of an apprentice and of somebody who is trained first are in their own modules.

use passerelle_api::{
    Days, FieldError, NaiveDate, Reason,
    apprenticeship::{ContractStep, Party},
    job::{ApplicationStatus, Contract},
    placement::{Ended, PlacementState as State, Side, Signature, Signed},
};

use crate::{
    apprenticeship,
    pay::apprentice::Country,
    train_first::{self, By as TrainedBy},
};

/// Days back from today on which a contract can have been signed.
pub const SIGNED_BACK: u64 = 366;

/// Days before the signing on which the work can have begun: in some countries and contracts it does.
pub const BEGUN_BEFORE: u64 = 31;

/// Days after the signing on which the work begins at the latest.
pub const BEGINS_WITHIN: u64 = 366;

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Candidate,
    Employer,
    Both,
    School,
    /// Both and the school.
    WithSchool,
    /// Both and France Travail.
    WithOffice,
    Authority,
}

/// A step that is not of an apprentice, nor of somebody who is trained first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Common {
    /// Writing the contract and giving it to be read.
    Write,
    /// Writing the day on which it ends, and why.
    Term,
    Read,
    /// Signing the agreement of an internship.
    Agreement,
    Sign,
    FrDeclare,
    GbTerms,
    UsForm,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    Apprentice(ContractStep),
    Trained(train_first::Step),
    Common(Common),
}

/// What each side must do for a contract in a country, in this order. Without an ad nothing is known of the contract.
pub fn duties(contract: Option<Contract>, country: &str) -> Vec<(Duty, By)> {
    let known = Country::from_code(country);
    match (contract, known) {
        (Some(Contract::Apprenticeship), Some(country)) => {
            apprenticeship::steps(country).iter().map(|(step, by)| (Duty::Apprentice(*step), of_party(*by))).collect()
        }
        (Some(contract), _) if train_first::is_told(contract, country) => {
            train_first::STEPS.iter().map(|(step, by)| (Duty::Trained(*step), of_trained(*by))).collect()
        }
        _ => common(contract, known).into_iter().map(|(step, by)| (Duty::Common(step), by)).collect(),
    }
}

fn common(contract: Option<Contract>, country: Option<Country>) -> Vec<(Common, By)> {
    let internship = contract == Some(Contract::Internship);
    let mut steps = vec![(Common::Write, if internship { By::School } else { By::Employer })];
    if contract == Some(Contract::FixedTerm) {
        steps.push((Common::Term, By::Employer));
    }
    steps.push((Common::Read, By::Candidate));
    if internship {
        steps.push((Common::Agreement, By::WithSchool));
        return steps;
    }
    steps.push((Common::Sign, By::Both));
    steps.extend(country.map(|country| match country {
        Country::France => (Common::FrDeclare, By::Employer),
        Country::UnitedKingdom => (Common::GbTerms, By::Employer),
        Country::UnitedStates => (Common::UsForm, By::Both),
    }));
    steps
}

const fn of_party(party: Party) -> By {
    match party {
        Party::Candidate => By::Candidate,
        Party::Employer => By::Employer,
        Party::School => By::School,
        Party::CandidateAndEmployer => By::Both,
        Party::Everybody => By::WithSchool,
        Party::Authority => By::Authority,
    }
}

const fn of_trained(by: TrainedBy) -> By {
    match by {
        TrainedBy::Candidate => By::Candidate,
        TrainedBy::Employer => By::Employer,
        TrainedBy::CandidateAndEmployer => By::Both,
        TrainedBy::Everybody => By::WithOffice,
    }
}

/// Whether a contract comes of an application at all.
pub fn is_hired(status: ApplicationStatus) -> bool {
    status == ApplicationStatus::Accepted
}

/// How far the proof has come.
pub fn state(candidate: Option<&Signed>, employer: Option<&Signed>, ended: Option<&Ended>) -> State {
    match (candidate, employer, ended) {
        (_, _, Some(_)) => State::Ended,
        (None, None, None) => State::Open,
        (Some(one), Some(other), None) if (one.signed, one.starts) == (other.signed, other.starts) => State::Placed,
        (Some(_), Some(_), None) => State::Differs,
        _ => State::Waiting,
    }
}

/// Why something cannot be done with the proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Both sides confirmed.
    Settled,
    /// One side has not confirmed yet.
    Unconfirmed,
    /// The contract ended.
    Ended,
}

/// Whether a side may confirm, or confirm other days than before.
pub fn may_sign(state: State) -> Result<(), Refusal> {
    match state {
        State::Open | State::Waiting | State::Differs => Ok(()),
        State::Placed => Err(Refusal::Settled),
        State::Ended => Err(Refusal::Ended),
    }
}

/// Whether a side may take its confirmation back: until the other one confirmed, whichever days it did.
pub fn may_take_back(state: State, other: Option<&Signed>) -> Result<(), Refusal> {
    match state {
        State::Ended => Err(Refusal::Ended),
        _ if other.is_some() => Err(Refusal::Settled),
        _ => Ok(()),
    }
}

/// Whether a side may say that the contract ended before its first day: before both confirmed, taking back is enough.
pub fn may_end(state: State) -> Result<(), Refusal> {
    match state {
        State::Placed | State::Differs => Ok(()),
        State::Ended => Err(Refusal::Ended),
        State::Open | State::Waiting => Err(Refusal::Unconfirmed),
    }
}

/// The last day that can have come somewhere: where a day begins first, it does fourteen hours before it does here.
pub fn latest(today: NaiveDate) -> NaiveDate {
    after(today, 1)
}

/// The days of a confirmation: signed by today and not years ago, and begun within a year.
pub fn days(signature: &Signature, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), Vec<FieldError>> {
    let mut errors = Vec::new();
    let signed = required("signed", signature.signed, &mut errors);
    let starts = required("starts", signature.starts, &mut errors);
    if signed.is_some_and(|day| day < before(today, SIGNED_BACK) || day > latest(today)) {
        errors.push(FieldError::new("signed", Reason::OutOfRange));
    }
    // Beside a day of signing that cannot be, today is what the start is measured by.
    let from = signed.filter(|_| errors.is_empty()).unwrap_or(today);
    if starts.is_some_and(|day| day < before(from, BEGUN_BEFORE) || day > after(from, BEGINS_WITHIN)) {
        errors.push(FieldError::new("starts", Reason::OutOfRange));
    }
    match (signed, starts) {
        (Some(signed), Some(starts)) if errors.is_empty() => Ok((signed, starts)),
        _ => Err(errors),
    }
}

fn required(field: &str, day: Option<NaiveDate>, errors: &mut Vec<FieldError>) -> Option<NaiveDate> {
    if day.is_none() {
        errors.push(FieldError::new(field, Reason::Required));
    }
    day
}

/// Whether a contract with these confirmations can have ended on a day: not before it was signed, before it begins, and by today.
pub fn can_end_on(day: NaiveDate, candidate: &Signed, employer: &Signed, today: NaiveDate) -> bool {
    let signed = candidate.signed.min(employer.signed);
    let starts = candidate.starts.max(employer.starts);
    (signed..starts).contains(&day) && day <= latest(today)
}

/// Whether there is a day on which it can have ended.
pub fn can_end(candidate: &Signed, employer: &Signed, today: NaiveDate) -> bool {
    can_end_on(candidate.signed.min(employer.signed), candidate, employer, today)
}

/// The other side.
pub const fn other(side: Side) -> Side {
    match side {
        Side::Candidate => Side::Employer,
        Side::Employer => Side::Candidate,
    }
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use passerelle_api::DateTime;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn signed(signed: &str, starts: &str) -> Signed {
        Signed { signed: day(signed), starts: day(starts), at: DateTime::default(), by: None }
    }

    fn fields(signature: &Signature) -> Vec<(String, Reason)> {
        let errors = days(signature, day("2026-01-05")).unwrap_err();
        errors.into_iter().map(|error| (error.field, error.reason)).collect()
    }

    fn both(signed: &str, starts: &str) -> Signature {
        Signature { signed: Some(day(signed)), starts: Some(day(starts)) }
    }

    #[test]
    fn two_confirmations_of_the_same_days_make_a_placement() {
        let (one, other) = (signed("2026-01-02", "2026-02-01"), signed("2026-01-02", "2026-02-02"));
        let ended = Ended { by: Side::Employer, day: day("2026-01-10"), at: DateTime::default() };
        assert_eq!(state(None, None, None), State::Open);
        assert_eq!(state(Some(&one), None, None), State::Waiting);
        assert_eq!(state(None, Some(&one), None), State::Waiting);
        assert_eq!(state(Some(&one), Some(&other), None), State::Differs, "another first day");
        assert_eq!(state(Some(&one), Some(&signed("2026-01-03", "2026-02-01")), None), State::Differs);
        assert_eq!(state(Some(&one), Some(&one.clone()), None), State::Placed);
        assert_eq!(state(Some(&one), Some(&one.clone()), Some(&ended)), State::Ended);
    }

    #[test]
    fn what_is_settled_is_not_taken_back_but_can_end() {
        let one = signed("2026-01-02", "2026-02-01");
        assert_eq!(may_sign(State::Open), Ok(()));
        assert_eq!(may_sign(State::Differs), Ok(()), "a wrong day is mended");
        assert_eq!(may_sign(State::Placed), Err(Refusal::Settled));
        assert_eq!(may_sign(State::Ended), Err(Refusal::Ended));
        assert_eq!(may_take_back(State::Waiting, None), Ok(()));
        assert_eq!(
            may_take_back(State::Waiting, Some(&one)),
            Err(Refusal::Settled),
            "the other side's is not one's own"
        );
        assert_eq!(may_take_back(State::Placed, Some(&one)), Err(Refusal::Settled));
        assert_eq!(may_take_back(State::Ended, Some(&one)), Err(Refusal::Ended));
        assert_eq!(may_end(State::Placed), Ok(()));
        assert_eq!(may_end(State::Differs), Ok(()), "a contract that ended needs no mending first");
        assert_eq!(may_end(State::Waiting), Err(Refusal::Unconfirmed));
        assert_eq!(may_end(State::Ended), Err(Refusal::Ended));
    }

    #[test]
    fn a_contract_was_signed_lately_and_begins_within_a_year() {
        let today = day("2026-01-05");
        for (signed, starts) in [
            ("2026-01-05", "2026-01-05"),
            // Where it is tomorrow already.
            ("2026-01-06", "2027-01-07"),
            ("2025-01-04", "2025-02-01"),
            ("2026-01-05", "2025-12-05"),
        ] {
            assert_eq!(days(&both(signed, starts), today), Ok((day(signed), day(starts))));
        }
        let out = |field: &str| (field.to_owned(), Reason::OutOfRange);
        assert_eq!(fields(&both("2026-01-07", "2026-02-01")), [out("signed")]);
        assert_eq!(fields(&both("2025-01-03", "2026-02-01")), [out("signed")]);
        assert_eq!(fields(&both("2026-01-05", "2025-12-04")), [out("starts")]);
        assert_eq!(fields(&both("2026-01-05", "2027-01-07")), [out("starts")]);
        assert_eq!(fields(&both("1999-01-01", "1999-01-02")), [out("signed"), out("starts")]);
        assert_eq!(fields(&both("-262143-01-01", "+262142-12-31")), [out("signed"), out("starts")], "the ends of time");
        let missing = |field: &str| (field.to_owned(), Reason::Required);
        assert_eq!(fields(&Signature::default()), [missing("signed"), missing("starts")]);
    }

    #[test]
    fn a_contract_ends_between_its_signing_and_its_first_day() {
        let (one, other) = (signed("2026-01-02", "2026-01-20"), signed("2026-01-04", "2026-01-22"));
        let can = |on: &str, today: &str| can_end_on(day(on), &one, &other, day(today));
        assert!(can("2026-01-02", "2026-01-30") && can("2026-01-21", "2026-01-30"), "as either side has it");
        assert!(!can("2026-01-01", "2026-01-30") && !can("2026-01-22", "2026-01-30"));
        assert!(can("2026-01-11", "2026-01-10") && !can("2026-01-12", "2026-01-10"), "what is to come is not known");
        assert!(can_end(&one, &other, day("2026-01-04")) && !can_end(&one, &other, day("2025-12-30")));
        let begun = signed("2026-01-05", "2026-01-05");
        assert!(!can_end(&begun, &begun, day("2026-01-30")), "one that began as it was signed has no such day");
    }

    #[test]
    fn every_contract_has_a_step_that_both_sides_sign() {
        let contracts = Contract::ALL.iter().copied().map(Some).chain([None]);
        for contract in contracts {
            for country in ["FR", "GB", "US", "MA"] {
                let duties = duties(contract, country);
                let signs = |by: &By| matches!(by, By::Both | By::WithSchool | By::WithOffice);
                assert!(duties.iter().any(|(_, by)| signs(by)), "{contract:?} in {country}");
                assert!(
                    duties.iter().any(|(_, by)| *by == By::Employer || *by == By::School),
                    "{contract:?} in {country}"
                );
            }
        }
    }

    #[test]
    fn steps_go_with_the_contract_and_the_country() {
        let first = |contract, country| duties(contract, country)[0];
        let apprentice = Some(Contract::Apprenticeship);
        assert_eq!(first(apprentice, "FR"), (Duty::Apprentice(ContractStep::FrSchool), By::Candidate));
        assert_eq!(first(apprentice, "US"), (Duty::Apprentice(ContractStep::UsRegister), By::Employer));
        assert_eq!(first(apprentice, "MA"), (Duty::Common(Common::Write), By::Employer), "no law is known");
        let trained = Some(Contract::TrainThenHire);
        assert_eq!(first(trained, "FR"), (Duty::Trained(train_first::Step::Register), By::Candidate));
        assert_eq!(first(trained, "GB"), (Duty::Common(Common::Write), By::Employer));
        let has = |contract, country, step| {
            duties(Some(contract), country).iter().any(|(duty, _)| *duty == Duty::Common(step))
        };
        assert!(has(Contract::FixedTerm, "FR", Common::Term) && !has(Contract::Permanent, "FR", Common::Term));
        assert!(
            has(Contract::Permanent, "FR", Common::FrDeclare) && !has(Contract::Internship, "FR", Common::FrDeclare)
        );
        assert!(has(Contract::Permanent, "GB", Common::GbTerms) && has(Contract::FixedTerm, "US", Common::UsForm));
    }
}
