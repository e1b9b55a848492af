//! Training first, then being hired: the steps of the French *préparation opérationnelle à l'emploi individuelle* (POEI), in which
//! somebody who looks for work is trained for a job before it begins, and what may be signed at its end.
//!
//! Source: Code du travail, articles L6326-1 to L6326-3 and D6326-1, as changed by loi n° 2023-1196, article 8, and by décret
//! n° 2024-561 of 18 June 2024; instruction n° 2024-26 of France Travail of 22 July 2024.

use passerelle_api::job::Contract;

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Candidate,
    Employer,
    CandidateAndEmployer,
    /// Both, and France Travail, the public service of employment.
    Everybody,
}

/// A step on the way to the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Being registered as looking for work.
    Register,
    /// Posting the job with France Travail.
    Offer,
    /// Saying what is missing for the job, and which training gives it.
    Plan,
    /// Signing the agreement before the training begins.
    Agreement,
    /// Being trained, as a trainee and not yet as an employee.
    Training,
    /// Taking stock of what was learnt.
    Review,
    /// Signing the contract of work.
    Hire,
}

/// The steps in their order, each with who takes it.
pub const STEPS: [(Step, By); 7] = [
    (Step::Register, By::Candidate),
    (Step::Offer, By::Employer),
    (Step::Plan, By::Everybody),
    (Step::Agreement, By::Everybody),
    (Step::Training, By::Candidate),
    (Step::Review, By::Employer),
    (Step::Hire, By::CandidateAndEmployer),
];

/// A contract that may be signed at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Permanent,
    FixedTerm,
    /// An apprentice's contract, or one of professionalisation.
    Apprenticeship,
    Seasonal,
    /// Missions for an agency, together so long within nine months.
    Missions,
}

/// What may be signed at the end, with the least months where the law sets some.
pub const AFTER: [(After, Option<u8>); 5] = [
    (After::Permanent, None),
    (After::FixedTerm, Some(6)),
    (After::Apprenticeship, Some(6)),
    (After::Seasonal, Some(4)),
    (After::Missions, Some(6)),
];

/// Whether an ad is for such a training.
pub fn is_told(contract: Contract, country: &str) -> bool {
    contract == Contract::TrainThenHire && country == "FR"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_ad_that_trains_first_in_france_tells_of_it() {
        assert!(is_told(Contract::TrainThenHire, "FR"));
        assert!(!is_told(Contract::TrainThenHire, "GB"));
        assert!(!is_told(Contract::Permanent, "FR"));
    }

    #[test]
    fn everybody_signs_before_the_training_and_the_contract_comes_last() {
        let at = |step: Step| STEPS.iter().position(|(other, _)| *other == step);
        assert!(at(Step::Agreement) < at(Step::Training));
        assert_eq!(STEPS.last(), Some(&(Step::Hire, By::CandidateAndEmployer)));
        assert_eq!(STEPS.iter().find(|(step, _)| *step == Step::Agreement).map(|(_, by)| *by), Some(By::Everybody));
    }

    #[test]
    fn only_a_permanent_contract_has_no_least_length() {
        assert!(AFTER.iter().all(|(after, months)| (*after == After::Permanent) == months.is_none()));
    }
}
