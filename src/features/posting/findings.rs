//! What there is to mind about an ad, each with a link to its field.

use leptos::prelude::*;
use passerelle_api::posting::{AdField, AdFinding, AdFlaw};

use crate::{
    i18n as tr,
    ui::notice::{Notice, Tone},
};

/// The fields of the form: the name in the contract, the id of the control, and its label.
pub const FIELDS: &[crate::sending::Field] = &[
    ("lang", "ad-lang", tr::posting::lang),
    ("title", "ad-title", tr::posting::job_title),
    ("summary", "ad-summary", tr::posting::summary),
    ("description", "ad-description", tr::posting::description),
    ("occupation", "ad-occupation", tr::posting::occupation),
    ("contract", "ad-contract", tr::posting::contract),
    ("training_days", "ad-training", tr::posting::training_days),
    ("duration_months", "ad-months", tr::posting::months),
    ("level", "ad-level", tr::posting::level),
    ("remote", "ad-remote", tr::posting::remote),
    ("place", "ad-place", tr::posting::place),
    ("pay", "ad-pay-min", tr::posting::pay),
    ("start", "ad-start", tr::posting::start),
    ("openings", "ad-openings", tr::posting::openings),
    ("must", "ad-must", tr::posting::must),
    ("nice", "ad-nice", tr::posting::nice),
    ("languages", "ad-languages", tr::posting::languages),
    ("steps", "ad-steps", tr::posting::steps),
    ("questions", "ad-question-0", tr::posting::questions),
];

/// What keeps the ad from being published, and what would make it better.
pub fn findings(findings: Vec<AdFinding>) -> AnyView {
    let (blocking, advice): (Vec<_>, Vec<_>) = findings.into_iter().partition(|finding| finding.blocks);
    if blocking.is_empty() && advice.is_empty() {
        return view! { <Notice tone=Tone::Ok title=tr::posting::nothing_to_mind/> }.into_any();
    }
    view! {
        {part(Tone::Bad, tr::posting::blocking, blocking)}
        {part(Tone::Info, tr::posting::advice, advice)}
    }
    .into_any()
}

fn part(tone: Tone, title: fn() -> String, findings: Vec<AdFinding>) -> Option<AnyView> {
    let items: Vec<AnyView> = findings.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! {
            <Notice tone title level=3>
                <ul class="posting-findings">{items}</ul>
            </Notice>
        }
        .into_any()
    })
}

fn item(finding: &AdFinding) -> AnyView {
    let AdFinding { field, flaw, words, instead, .. } = finding.clone();
    let (_, id, label) = of(field);
    let why = why(field, flaw);
    let words = words.map(|words| view! { <q dir="auto">{words}</q>" " }.into_any());
    let instead = instead.map(|instead| {
        view! { " "<span>{tr::posting::instead}" "</span><bdi><strong>{instead}</strong></bdi> }.into_any()
    });
    view! {
        <li>
            <a href=format!("#{id}")>{label}</a><br/>
            {words}
            <span>{why}</span>
            {instead}
        </li>
    }
    .into_any()
}

fn of(field: AdField) -> crate::sending::Field {
    let found = FIELDS.iter().find(|(name, ..)| *name == field.as_str());
    // Every part of an ad has its field in the form, which a test holds to.
    found.copied().unwrap_or(FIELDS[0])
}

fn why(field: AdField, flaw: AdFlaw) -> fn() -> String {
    match (flaw, field) {
        (AdFlaw::Missing, AdField::Pay) => tr::posting::missing_pay,
        (AdFlaw::Missing, AdField::Start) => tr::posting::missing_start,
        (AdFlaw::Missing, AdField::Occupation) => tr::posting::missing_occupation,
        (AdFlaw::Missing, AdField::Level) => tr::posting::missing_level,
        (AdFlaw::Missing, AdField::TrainingDays) => tr::posting::missing_training,
        (AdFlaw::Missing, AdField::Must) => tr::posting::missing_skills,
        (AdFlaw::Missing, AdField::Steps) => tr::posting::missing_steps,
        (AdFlaw::Missing, _) => tr::posting::missing,
        (AdFlaw::Past, _) => tr::posting::flaw_past,
        (AdFlaw::AgeLimit, _) => tr::posting::flaw_age_limit,
        (AdFlaw::Age, _) => tr::posting::flaw_age,
        (AdFlaw::SexAsked, _) => tr::posting::flaw_sex,
        (AdFlaw::Gendered, _) => tr::posting::flaw_gendered,
        (AdFlaw::Native, _) => tr::posting::flaw_native,
        (AdFlaw::Body, _) => tr::posting::flaw_body,
        (AdFlaw::Family, _) => tr::posting::flaw_family,
        (AdFlaw::Jargon, _) => tr::posting::flaw_jargon,
        (AdFlaw::Repeated, _) => tr::posting::flaw_repeated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_an_ad_has_its_field() {
        for field in AdField::ALL {
            assert_eq!(of(*field).0, field.as_str());
        }
    }
}
