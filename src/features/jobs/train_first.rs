//! How one is trained first and hired then, where an ad is for that: the steps, who takes each, and what is signed at the end. It is a
//! panel of its own, which is fetched when it is opened.

use leptos::prelude::*;
use passerelle_api::job::Job;
use passerelle_rules::train_first::{AFTER, After, By, STEPS, Step};

use crate::{contract_steps::trained, i18n as tr};

/// The panel.
pub fn panel(_: StoredValue<Job>) -> AnyView {
    let steps: Vec<AnyView> = STEPS.iter().map(|(step, by)| step_view(*step, *by)).collect();
    let after: Vec<AnyView> = AFTER.iter().map(|(after, months)| after_view(*after, *months)).collect();
    view! {
        <p>{tr::train_first::what}</p>
        <h3>{tr::train_first::steps_title}</h3>
        <p>{tr::apprenticeship::steps_text}</p>
        <ol class="steps">{steps}</ol>
        <h3>{tr::train_first::after_title}</h3>
        <ul>{after}</ul>
        <h4>{tr::apprenticeship::sources}</h4>
        <ul class="sources" role="list">
            <li lang="fr">"Code du travail, articles L6326-1 et D6326-1"</li>
            <li lang="fr">"France Travail, instruction n° 2024-26 du 22 juillet 2024"</li>
        </ul>
    }
    .into_any()
}

fn step_view(step: Step, by: By) -> AnyView {
    let by: fn() -> String = match by {
        By::Candidate => tr::apprenticeship::by_candidate,
        By::Employer => tr::apprenticeship::by_employer,
        By::CandidateAndEmployer => tr::apprenticeship::by_both,
        By::Everybody => tr::train_first::by_all,
    };
    view! {
        <li>
            <strong>{by}</strong>
            <span>{trained(step)}</span>
        </li>
    }
    .into_any()
}

fn after_view(after: After, months: Option<u8>) -> AnyView {
    let name: fn() -> String = match after {
        After::Permanent => tr::train_first::permanent,
        After::FixedTerm => tr::train_first::fixed_term,
        After::Apprenticeship => tr::train_first::apprenticeship,
        After::Seasonal => tr::train_first::seasonal,
        After::Missions => tr::train_first::missions,
    };
    let text = move || match months {
        Some(months) => tr::train_first::at_least(&name(), &tr::number(months.into())),
        None => name(),
    };
    view! { <li>{text}</li> }.into_any()
}
