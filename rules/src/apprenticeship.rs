//! The steps of an apprentice's contract, by country: what must be done, in which order, and by whom.
//!
//! | steps | source |
//! |---|---|
//! | France | Code du travail: L6222-18 (first 45 days), L6223-8-1 (tutor), L6224-1 and D6224-1 (the OPCO, five working days), R6224-2 (the decision in 20 days), form Cerfa 10103 |
//! | United Kingdom (England) | Apprenticeships, Skills, Children and Learning Act 2009, section A1; the apprenticeship funding rules: training plan, initial assessment, paid off-the-job training, end-point assessment |
//! | United States | 29 CFR 29.3, 29.5(b)(8) (probation) and 29.7 (agreement); 29 CFR 30 (equal opportunity) |

use passerelle_api::apprenticeship::{ContractStep as Step, Party};

use crate::pay::apprentice::Country;

/// The steps of a contract in a country, in their order.
pub const fn steps(country: Country) -> &'static [(Step, Party)] {
    match country {
        Country::France => FRANCE,
        Country::UnitedKingdom => UNITED_KINGDOM,
        Country::UnitedStates => UNITED_STATES,
    }
}

/// Whether the steps are those of a part of the country alone: of the United Kingdom those of England.
pub const fn is_of_england(country: Country) -> bool {
    matches!(country, Country::UnitedKingdom)
}

/// Where the steps in a country are laid down: the name of the text and its address.
pub const fn sources(country: Country) -> &'static [(&'static str, &'static str)] {
    match country {
        Country::France => &[(
            "Code du travail, articles L6222-18, L6223-8-1, L6224-1, D6224-1, R6224-2",
            "https://www.legifrance.gouv.fr/codes/texte_lc/LEGITEXT000006072050",
        )],
        Country::UnitedKingdom => &[(
            "Apprenticeships, Skills, Children and Learning Act 2009, section A1",
            "https://www.legislation.gov.uk/ukpga/2009/22/section/A1",
        )],
        Country::UnitedStates => &[
            ("29 CFR 29.5, standards of apprenticeship", "https://www.ecfr.gov/current/title-29/section-29.5"),
            ("29 CFR 29.7, apprenticeship agreement", "https://www.ecfr.gov/current/title-29/section-29.7"),
        ],
    }
}

const FRANCE: &[(Step, Party)] = &[
    (Step::FrSchool, Party::Candidate),
    (Step::FrTutor, Party::Employer),
    (Step::FrSign, Party::CandidateAndEmployer),
    (Step::FrTraining, Party::School),
    (Step::FrDeposit, Party::Employer),
    (Step::FrDecision, Party::Authority),
    (Step::FrTrial, Party::CandidateAndEmployer),
];

const UNITED_KINGDOM: &[(Step, Party)] = &[
    (Step::GbStandard, Party::Employer),
    (Step::GbAssess, Party::School),
    (Step::GbAgreement, Party::CandidateAndEmployer),
    (Step::GbPlan, Party::Everybody),
    (Step::GbPaidTime, Party::Employer),
    (Step::GbAssessment, Party::Candidate),
];

const UNITED_STATES: &[(Step, Party)] = &[
    (Step::UsRegister, Party::Employer),
    (Step::UsApply, Party::Candidate),
    (Step::UsAgreement, Party::CandidateAndEmployer),
    (Step::UsDeposit, Party::Employer),
    (Step::UsTrial, Party::CandidateAndEmployer),
    (Step::UsCertificate, Party::Candidate),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_taken_in_one_country_and_once() {
        let all = [Country::France, Country::UnitedKingdom, Country::UnitedStates].map(steps).concat();
        for step in Step::ALL {
            assert_eq!(all.iter().filter(|(taken, _)| taken == step).count(), 1, "{step:?}");
        }
        assert_eq!(all.len(), Step::ALL.len());
    }

    #[test]
    fn both_sides_sign_everywhere() {
        for country in [Country::France, Country::UnitedKingdom, Country::UnitedStates] {
            assert!(steps(country).iter().any(|(_, by)| *by == Party::CandidateAndEmployer), "{country:?}");
        }
    }
}
