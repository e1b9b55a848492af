//! The profile as an employer sees it: what is saved and what is not yet.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    reference::Skill,
    talent::{EvidenceKind, ProvenSkill, TalentCard},
};

use super::{calls::Opened, form::Form};
use crate::{
    i18n as tr,
    masked::{TalentFacts, monogram, proofs_in_full},
};

/// The profile without what tells who it is.
#[component]
pub fn Preview(card: TalentCard, about: String) -> impl IntoView {
    let lang = card.lang;
    let headline = if card.headline.is_empty() { None } else { Some(card.headline.clone()) };
    let about = (!about.is_empty()).then(|| view! { <p class="prose-lines" lang=lang.as_str()>{about}</p> });
    view! {
        <p>{tr::profile::preview_text}</p>
        <div class="stack talent-preview">
            <div class="talent-head">
                {monogram(&card.skills)}
                {match headline {
                    Some(headline) => view! { <h3 lang=lang.as_str()>{headline}</h3> }.into_any(),
                    None => view! { <h3>{tr::profile::no_headline}</h3> }.into_any(),
                }}
            </div>
            {proofs_in_full(&card.skills, lang)}
            <TalentFacts card/>
            {about}
        </div>
    }
}

/// The card that the form would give, once saved.
pub fn card_of(form: &Form, opened: &Opened) -> TalentCard {
    let lang: Language = form.lang.parse().unwrap_or(Language::English);
    let spoken = form.read().map(|change| change.languages).unwrap_or_default();
    TalentCard {
        id: Default::default(),
        headline: form.headline.trim().to_owned(),
        lang,
        skills: form.skills.iter().filter_map(|code| proven(code, opened)).collect(),
        level: form.level.parse().ok(),
        place: opened.places.iter().find(|place| place.slug.as_str() == form.place).cloned(),
        contracts: form.contracts.iter().filter_map(|word| word.parse().ok()).collect(),
        remote: form.remote.iter().filter_map(|word| word.parse().ok()).collect(),
        available_from: form.available_from.parse().ok(),
        languages: spoken,
        score: 0,
        parts: Vec::new(),
        contact: None,
        fit: None,
    }
}

/// What stands behind a skill: a certificate by itself, else what stood there, else one's own word.
pub fn proven(code: &str, opened: &Opened) -> Option<ProvenSkill> {
    let skill: &Skill = opened.skills.iter().find(|skill| skill.code.as_str() == code)?;
    let certificate =
        opened.certificates.iter().find(|certificate| certificate.skills.iter().any(|shown| shown.code == skill.code));
    if let Some(certificate) = certificate {
        let text = certificate.course_title.clone();
        return Some(ProvenSkill {
            skill: skill.clone(),
            evidence: EvidenceKind::Certificate,
            text,
            certificate: None,
        });
    }
    let saved = opened
        .profile
        .as_ref()
        .and_then(|profile| profile.skills.iter().find(|proven| proven.skill.code == skill.code));
    Some(saved.cloned().unwrap_or_else(|| ProvenSkill {
        skill: skill.clone(),
        evidence: EvidenceKind::Statement,
        text: String::new(),
        certificate: None,
    }))
}
