//! What may be written of projects, and what stands behind a skill by them.

use passerelle_api::{
    Days, FieldError, NaiveDate, Reason,
    id::SkillCode,
    portfolio::{OwnDefence, OwnProject, limits},
    talent::EvidenceKind,
};

use crate::web::is_link;

/// What is wrong with them, by field: `projects.0.title`. Whether their skills are known is for whoever knows the taxonomy.
pub fn errors(projects: &[OwnProject], today: NaiveDate) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if projects.len() as u64 > limits::PROJECTS {
        errors.push(FieldError::limited("projects", Reason::TooMany, limits::PROJECTS));
    }
    for (at, project) in projects.iter().enumerate() {
        let mut found = Vec::new();
        found.extend(text("title", &project.title, limits::TITLE, true));
        found.extend(text("text", &project.text, limits::TEXT, true));
        found.extend(text("own", &project.own, limits::TEXT, false));
        if project.skills.len() as u64 > limits::SKILLS {
            found.push(FieldError::limited("skills", Reason::TooMany, limits::SKILLS));
        } else if (1..project.skills.len()).any(|at| project.skills[..at].contains(&project.skills[at])) {
            found.push(FieldError::new("skills", Reason::AlreadyUsed));
        }
        if project.year.is_some_and(|year| !is_year(year, today)) {
            found.push(FieldError::new("year", Reason::OutOfRange));
        }
        found.extend(link("link", project.link.as_deref()));
        if let Some(defence) = &project.defence {
            found.extend(of_defence(defence, today));
        }
        errors.extend(found.into_iter().map(|error| FieldError { field: field(at, &error.field), ..error }));
    }
    errors
}

/// The name of a field of a project, as errors carry it.
pub fn field(at: usize, name: &str) -> String {
    ["projects.", &at.to_string(), ".", name].concat()
}

/// Texts without the spaces around them, and nothing where nothing is left.
pub fn tidy(project: OwnProject) -> OwnProject {
    let trim = |text: &str| text.trim().to_owned();
    let kept = |text: Option<String>| text.map(|text| trim(&text)).filter(|text| !text.is_empty());
    OwnProject {
        title: trim(&project.title),
        text: trim(&project.text),
        own: trim(&project.own),
        skills: project.skills,
        year: project.year,
        link: kept(project.link),
        defence: project.defence.map(|defence| OwnDefence {
            heard_by: trim(&defence.heard_by),
            recording: kept(defence.recording),
            ..defence
        }),
    }
}

/// The skills that somebody chose, then those that only projects show.
pub fn skills(chosen: &[SkillCode], projects: &[OwnProject]) -> Vec<SkillCode> {
    let mut skills = chosen.to_vec();
    for skill in projects.iter().flat_map(|project| &project.skills) {
        if !skills.contains(skill) {
            skills.push(skill.clone());
        }
    }
    skills
}

/// What a project is to those who read of it. That it was defended counts only where its owner lets them know.
pub fn kind(project: &OwnProject) -> EvidenceKind {
    let is_told = project.defence.as_ref().is_some_and(|defence| defence.shown);
    if is_told { EvidenceKind::Defence } else { EvidenceKind::Project }
}

/// What stands behind a skill by the projects, with the title: the first that was defended, else the first that shows it.
pub fn behind<'p>(skill: &SkillCode, projects: &'p [OwnProject]) -> Option<(EvidenceKind, &'p str)> {
    let shows = || projects.iter().filter(|project| project.skills.contains(skill));
    let best = shows().find(|project| kind(project) == EvidenceKind::Defence).or_else(|| shows().next());
    best.map(|project| (kind(project), project.title.as_str()))
}

/// Whether what stood behind a skill came from one of the projects there were, and goes with it.
pub fn came_from(kind: EvidenceKind, skill: &SkillCode, projects: &[OwnProject]) -> bool {
    matches!(kind, EvidenceKind::Project | EvidenceKind::Defence) && behind(skill, projects).is_some()
}

/// How many defences organisations know of.
pub fn defences(projects: &[OwnProject]) -> u32 {
    // There are at most ten projects.
    projects.iter().map(|project| u32::from(kind(project) == EvidenceKind::Defence)).sum()
}

fn of_defence(defence: &OwnDefence, today: NaiveDate) -> Vec<FieldError> {
    let mut found = Vec::new();
    // Where the person is, the day may have begun already.
    let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
    if defence.day > latest {
        found.push(FieldError::new("defence.day", Reason::InFuture));
    } else if year_begins(limits::YEAR_FROM).is_none_or(|first| defence.day < first) {
        found.push(FieldError::new("defence.day", Reason::OutOfRange));
    }
    found.extend(text("defence.heard_by", &defence.heard_by, limits::HEARD_BY, true));
    found.extend(link("defence.recording", defence.recording.as_deref()));
    found
}

fn is_year(year: u32, today: NaiveDate) -> bool {
    let latest = today.checked_add_days(Days::new(1)).unwrap_or(today);
    year >= limits::YEAR_FROM && year_begins(year).is_some_and(|first| first <= latest)
}

fn year_begins(year: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year.try_into().ok()?, 1, 1)
}

fn text(field: &str, text: &str, most: u64, required: bool) -> Option<FieldError> {
    let length = text.trim().chars().count() as u64;
    if required && length == 0 {
        return Some(FieldError::new(field, Reason::Required));
    }
    (length > most).then(|| FieldError::limited(field, Reason::TooLong, most))
}

fn link(field: &str, address: Option<&str>) -> Option<FieldError> {
    let address = address.map(str::trim).filter(|address| !address.is_empty())?;
    if address.chars().count() as u64 > limits::LINK {
        return Some(FieldError::limited(field, Reason::TooLong, limits::LINK));
    }
    (!is_link(address)).then(|| FieldError::new(field, Reason::NotAWebAddress))
}
