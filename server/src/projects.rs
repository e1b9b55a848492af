//! Projects on the way to those who may read them: what each reader gets of one, and what stands behind a skill by them.

use passerelle_api::{
    account::Language,
    id::SkillCode,
    portfolio::{Defence, OwnDefence, OwnProject, Project},
    talent::EvidenceKind,
};
use passerelle_rules::portfolio::{behind, came_from};

use crate::{
    masking::Mask,
    store::{profile::StoredProfile, reference::Taxonomy, talent::Evidence},
};

/// A project without the words of its owner's name, and without a defence that its owner keeps back.
pub fn masked(project: OwnProject, mask: &Mask) -> OwnProject {
    let OwnProject { title, text, own, skills, year, link, defence } = project;
    let told = defence.filter(|defence| defence.shown);
    OwnProject {
        title: mask.apply(&title),
        text: mask.apply(&text),
        own: mask.apply(&own),
        skills,
        year,
        link,
        defence: told.map(|defence| OwnDefence { heard_by: mask.apply(&defence.heard_by), ..defence }),
    }
}

/// A masked project as an organisation reads it. `met`: its owner accepted to meet that organisation, which is told addresses.
pub fn told(project: OwnProject, taxonomy: &Taxonomy, lang: Language, met: bool) -> Project {
    let OwnProject { title, text, own, skills, year, link, defence } = project;
    Project {
        title,
        text,
        own,
        skills: skills.iter().map(|code| taxonomy.skill(code, lang)).collect(),
        year,
        link_waits: link.is_some() && !met,
        link: link.filter(|_| met),
        defence: defence.map(|OwnDefence { day, heard_by, passed, recording, .. }| Defence {
            day,
            heard_by,
            passed,
            recording_waits: recording.is_some() && !met,
            recording: recording.filter(|_| met),
        }),
    }
}

/// What stands behind a skill: a certificate by itself; else a project; else what stood behind it before, unless that was a project
/// which does not show it any more; else the person's own word.
pub fn evidence(
    skill: &SkillCode,
    certified: &[Evidence],
    projects: &[OwnProject],
    before: Option<&StoredProfile>,
) -> Evidence {
    let of_skill = |evidence: &&Evidence| evidence.skill == *skill;
    if let Some(certificate) = certified.iter().find(of_skill) {
        return certificate.clone();
    }
    if let Some((kind, title)) = behind(skill, projects) {
        return Evidence { skill: skill.clone(), kind, text: title.to_owned() };
    }
    let stays = |before: &StoredProfile| {
        let had = before.skills.iter().find(of_skill)?;
        (!came_from(had.kind, skill, &before.projects)).then(|| had.clone())
    };
    before.and_then(stays).unwrap_or_else(|| Evidence {
        skill: skill.clone(),
        kind: EvidenceKind::Statement,
        text: String::new(),
    })
}

/// Keeps from organisations how the projects of a profile were defended.
pub fn keep_defences(profile: &mut StoredProfile) {
    for defence in profile.projects.iter_mut().filter_map(|project| project.defence.as_mut()) {
        defence.shown = false;
    }
    for evidence in profile.skills.iter_mut().filter(|evidence| evidence.kind == EvidenceKind::Defence) {
        // The first project that shows the skill stands behind it now, which may be another one.
        if let Some((kind, title)) = behind(&evidence.skill, &profile.projects) {
            (evidence.kind, evidence.text) = (kind, title.to_owned());
        }
    }
}
