//! What each side does until the contract begins, in the words of who reads it.

use leptos::prelude::*;
use passerelle_api::{
    apprenticeship::ContractStep,
    placement::{Placement, Side},
};
use passerelle_rules::{
    placement::{By, Common, Duty, duties},
    train_first::Step,
};

use crate::{
    contract_steps::{apprentice, trained},
    i18n as tr,
};

/// What each side does until the contract begins.
pub fn steps(placement: &Placement, side: Side) -> AnyView {
    let duties = duties(placement.contract, placement.country.as_str());
    let line = |(duty, by): (Duty, By)| {
        view! {
            <li>
                <strong>{move || who(by, side)}</strong>
                <span>{move || what(duty, side)}</span>
            </li>
        }
        .into_any()
    };
    let lines: Vec<AnyView> = duties.into_iter().map(line).collect();
    view! {
        <p>{tr::apprenticeship::steps_text}</p>
        <ol>{lines}</ol>
    }
    .into_any()
}

fn who(by: By, side: Side) -> String {
    match (by, side) {
        (By::School, _) => tr::apprenticeship::by_school(),
        (By::Authority, _) => tr::apprenticeship::by_authority(),
        (By::Candidate, Side::Candidate) => tr::apprenticeship::by_candidate(),
        (By::Employer, Side::Candidate) => tr::apprenticeship::by_employer(),
        (By::Both, Side::Candidate) => tr::apprenticeship::by_both(),
        (By::WithSchool, Side::Candidate) => tr::apprenticeship::by_all(),
        (By::WithOffice, Side::Candidate) => tr::train_first::by_all(),
        (By::Candidate, Side::Employer) => tr::placement::by_candidate(),
        (By::Employer, Side::Employer) => tr::placement::by_employer(),
        (By::Both, Side::Employer) => tr::placement::by_both(),
        (By::WithSchool, Side::Employer) => tr::placement::by_all(),
        (By::WithOffice, Side::Employer) => tr::placement::by_office(),
    }
}

/// A step in words. Those that speak to the candidate are told in others to the employer.
fn what(duty: Duty, side: Side) -> String {
    match (duty, side) {
        (Duty::Apprentice(ContractStep::GbAssess), Side::Employer) => tr::placement::gb_assess(),
        (Duty::Apprentice(ContractStep::GbAssessment), Side::Employer) => tr::placement::gb_assessment(),
        (Duty::Apprentice(ContractStep::UsCertificate), Side::Employer) => tr::placement::us_certificate(),
        (Duty::Trained(Step::Register), Side::Employer) => tr::placement::register(),
        (Duty::Trained(Step::Plan), Side::Employer) => tr::placement::plan(),
        (Duty::Trained(Step::Training), Side::Employer) => tr::placement::training(),
        (Duty::Trained(Step::Review), Side::Employer) => tr::placement::review(),
        (Duty::Apprentice(step), _) => apprentice(step),
        (Duty::Trained(step), _) => trained(step)(),
        (Duty::Common(step), _) => match step {
            Common::Write => tr::placement::write(),
            Common::Term => tr::placement::term(),
            Common::Read => tr::placement::read(),
            Common::Agreement => tr::placement::agreement(),
            Common::Sign => tr::placement::sign(),
            Common::FrDeclare => tr::placement::fr_declare(),
            Common::GbTerms => tr::placement::gb_terms(),
            Common::UsForm => tr::placement::us_form(),
        },
    }
}
