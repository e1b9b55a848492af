//! The profile as a whole: what is saved and what is not yet. Only the server knows what is masked, and the page of privacy asks it.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    id::SkillCode,
    portfolio::OwnProject,
    reference::Skill,
    talent::{EvidenceKind, ProvenSkill, TalentCard},
};
use passerelle_rules::portfolio::{behind, came_from, skills};

use super::{calls::Opened, form::Form, project::Project};
use crate::{
    i18n as tr,
    masked::{TalentFacts, monogram, projects, proofs_in_full},
    route::Route,
};

/// The profile as it is typed, without the name beside it.
#[component]
pub fn Preview(card: TalentCard, form: Form, known: Vec<Skill>) -> impl IntoView {
    let lang = card.lang;
    let about = form.about;
    let kept: Vec<String> = form
        .projects
        .iter()
        .filter(|project| project.defended && !project.shown)
        .map(|project| project.title.trim().to_owned())
        .collect();
    let kept = (!kept.is_empty())
        .then(|| view! { <p class="hint">{move || tr::projects::preview_kept(&tr::list(&kept))}</p> });
    let made: Vec<_> = form.projects.iter().map(|project| project.shown(&known)).collect();
    let headline = if card.headline.is_empty() { None } else { Some(card.headline.clone()) };
    let about = (!about.is_empty()).then(|| view! { <p class="prose-lines" lang=lang.as_str()>{about}</p> });
    view! {
        <p>{tr::profile::preview_text}</p>
        <p><a class="lone-link" href=Route::Privacy.path()>{tr::profile::preview_exact}</a></p>
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
            {projects(made, lang, 4)}
            {about}
        </div>
        {kept}
    }
}

/// The card that the form would give, once saved.
pub fn card_of(form: &Form, opened: &Opened) -> TalentCard {
    let lang: Language = form.lang.parse().unwrap_or(Language::English);
    let made: Vec<OwnProject> = form.projects.iter().map(Project::own).collect();
    let chosen: Vec<SkillCode> = form.skills.iter().map(|code| code.as_str().into()).collect();
    TalentCard {
        id: Default::default(),
        headline: form.headline.trim().to_owned(),
        lang,
        skills: skills(&chosen, &made).iter().filter_map(|code| proven(code, &made, opened)).collect(),
        level: form.level.parse().ok(),
        place: opened.places.iter().find(|place| place.slug.as_str() == form.place).cloned(),
        contracts: form.contracts.iter().filter_map(|word| word.parse().ok()).collect(),
        remote: form.remote.iter().filter_map(|word| word.parse().ok()).collect(),
        available_from: form.available_from.parse().ok(),
        languages: form.spoken().unwrap_or_default(),
        score: 0,
        parts: Vec::new(),
        contact: None,
        fit: None,
    }
}

/// What stands behind a skill: a certificate by itself, else a project, else what stood there and does not go with a project, else
/// one's own word.
pub fn proven(code: &SkillCode, made: &[OwnProject], opened: &Opened) -> Option<ProvenSkill> {
    let skill: &Skill = opened.skills.iter().find(|skill| skill.code == *code)?;
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
    if let Some((evidence, title)) = behind(code, made) {
        return Some(ProvenSkill { skill: skill.clone(), evidence, text: title.to_owned(), certificate: None });
    }
    let saved = opened.profile.as_ref().and_then(|profile| {
        let saved = profile.skills.iter().find(|proven| proven.skill.code == skill.code)?;
        (!came_from(saved.evidence, code, &profile.projects)).then(|| saved.clone())
    });
    Some(saved.unwrap_or_else(|| ProvenSkill {
        skill: skill.clone(),
        evidence: EvidenceKind::Statement,
        text: String::new(),
        certificate: None,
    }))
}
