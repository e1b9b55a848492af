//! What is to be done on the way to a contract, in words. What uses it needs the messages `Namespace::Apprenticeship` or
//! `Namespace::TrainFirst`.

use passerelle_api::apprenticeship::ContractStep;
use passerelle_rules::train_first::Step;

use crate::i18n as tr;

/// A step of an apprentice's contract, as the candidate is told.
pub fn apprentice(step: ContractStep) -> String {
    match step {
        ContractStep::FrSchool => tr::apprenticeship::step_fr_school(),
        ContractStep::FrTutor => tr::apprenticeship::step_fr_tutor(),
        ContractStep::FrSign => tr::apprenticeship::step_fr_sign(),
        ContractStep::FrTraining => tr::apprenticeship::step_fr_training(),
        ContractStep::FrDeposit => tr::apprenticeship::step_fr_deposit(),
        ContractStep::FrDecision => tr::apprenticeship::step_fr_decision(),
        ContractStep::FrTrial => tr::apprenticeship::step_fr_trial(),
        ContractStep::GbStandard => tr::apprenticeship::step_gb_standard(),
        ContractStep::GbAssess => tr::apprenticeship::step_gb_assess(),
        ContractStep::GbAgreement => tr::apprenticeship::step_gb_agreement(),
        ContractStep::GbPlan => tr::apprenticeship::step_gb_plan(),
        ContractStep::GbPaidTime => tr::apprenticeship::step_gb_paid_time(),
        ContractStep::GbAssessment => tr::apprenticeship::step_gb_assessment(),
        ContractStep::UsRegister => tr::apprenticeship::step_us_register(),
        ContractStep::UsApply => tr::apprenticeship::step_us_apply(),
        ContractStep::UsAgreement => tr::apprenticeship::step_us_agreement(),
        ContractStep::UsDeposit => tr::apprenticeship::step_us_deposit(),
        ContractStep::UsTrial => tr::apprenticeship::step_us_trial(),
        ContractStep::UsCertificate => tr::apprenticeship::step_us_certificate(),
    }
}

/// A step of somebody who is trained first, as the candidate is told.
pub fn trained(step: Step) -> fn() -> String {
    match step {
        Step::Register => tr::train_first::register,
        Step::Offer => tr::train_first::offer,
        Step::Plan => tr::train_first::plan,
        Step::Agreement => tr::train_first::agreement,
        Step::Training => tr::train_first::training,
        Step::Review => tr::train_first::review,
        Step::Hire => tr::train_first::hire,
    }
}
