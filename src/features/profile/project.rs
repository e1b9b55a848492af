//! A project as the form holds it, and what it becomes when it is sent.

use passerelle_api::{
    FieldError, NaiveDate, Reason,
    portfolio::{Defence, OwnDefence, OwnProject, Project as Shown},
    reference::Skill,
};
use passerelle_rules::portfolio::{errors, field};
use serde::{Deserialize, Serialize};

use crate::base;

/// A project as it was typed. What was typed of a defence stays while the box above it is not ticked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Project {
    pub title: String,
    pub text: String,
    pub own: String,
    pub skills: Vec<String>,
    pub year: String,
    pub link: String,
    pub defended: bool,
    pub day: String,
    pub heard_by: String,
    pub passed: bool,
    pub recording: String,
    pub shown: bool,
}

impl Project {
    /// The form of what is saved.
    pub fn of(project: &OwnProject) -> Self {
        let defence = project.defence.clone();
        let defended = defence.is_some();
        let day = defence.as_ref().map(|defence| defence.day.to_string()).unwrap_or_default();
        let OwnDefence { heard_by, passed, recording, shown, .. } = defence.unwrap_or_default();
        Self {
            title: project.title.clone(),
            text: project.text.clone(),
            own: project.own.clone(),
            skills: project.skills.iter().map(|code| code.0.clone()).collect(),
            year: project.year.map(|year| year.to_string()).unwrap_or_default(),
            link: project.link.clone().unwrap_or_default(),
            defended,
            day,
            heard_by,
            passed,
            recording: recording.unwrap_or_default(),
            shown,
        }
    }

    /// What would be sent. A year and a day that cannot be read stand for ones that no rule lets through.
    pub fn own(&self) -> OwnProject {
        let trimmed = |text: &str| text.trim().to_owned();
        let said = |text: &str| Some(trimmed(text)).filter(|text| !text.is_empty());
        let defence = self.defended.then(|| OwnDefence {
            day: base::day(&self.day).unwrap_or(NaiveDate::MIN),
            heard_by: trimmed(&self.heard_by),
            passed: self.passed,
            recording: said(&self.recording),
            shown: self.shown,
        });
        OwnProject {
            title: trimmed(&self.title),
            text: trimmed(&self.text),
            own: trimmed(&self.own),
            skills: self.skills.iter().map(|code| code.as_str().into()).collect(),
            year: base::whole(&self.year).unwrap_or(Some(0)),
            link: said(&self.link),
            defence,
        }
    }

    /// What an employer would see of it before anybody was accepted.
    pub fn shown(&self, skills: &[Skill]) -> Shown {
        let OwnProject { title, text, own, skills: codes, year, link, defence } = self.own();
        let named = |skill: &&Skill| codes.contains(&skill.code);
        let told = defence.filter(|defence| defence.shown && defence.day > NaiveDate::MIN);
        Shown {
            title,
            text,
            own,
            skills: skills.iter().filter(named).cloned().collect(),
            year: year.filter(|year| *year > 0),
            link: None,
            link_waits: link.is_some(),
            defence: told.map(|defence| Defence {
                day: defence.day,
                heard_by: defence.heard_by,
                passed: defence.passed,
                recording: None,
                recording_waits: defence.recording.is_some(),
            }),
        }
    }
}

/// Reads the projects, or says which of their fields need another look: the same rules as the server's.
pub fn read(projects: &[Project], today: NaiveDate) -> Result<Vec<OwnProject>, Vec<FieldError>> {
    let own: Vec<OwnProject> = projects.iter().map(Project::own).collect();
    let mut found = errors(&own, today);
    for (at, project) in projects.iter().enumerate().filter(|(_, project)| project.day.is_empty()) {
        let day = field(at, "defence.day");
        let is_missing = |error: &&mut FieldError| project.defended && error.field == day;
        found.iter_mut().filter(is_missing).for_each(|error| error.reason = Reason::Required);
    }
    if found.is_empty() { Ok(own) } else { Err(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 5).unwrap()
    }

    fn clock() -> Project {
        Project { title: " Clock ".into(), text: "It ticks.".into(), ..Project::default() }
    }

    fn wrong(project: Project) -> Vec<(String, Reason)> {
        let errors = read(&[clock(), project], today()).err().unwrap_or_default();
        errors.into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn a_project_reads_back_from_its_form() {
        let project = Project {
            year: "2025".into(),
            link: " https://clock.example ".into(),
            skills: vec!["html".into()],
            defended: true,
            day: "2025-06-20".into(),
            heard_by: "A jury".into(),
            passed: true,
            recording: "https://clock.example/film".into(),
            ..clock()
        };
        let own = read(&[project], today()).unwrap().remove(0);
        assert_eq!((own.title.as_str(), own.link.as_deref()), ("Clock", Some("https://clock.example")));
        assert_eq!(own.defence.as_ref().map(|defence| (defence.passed, defence.shown)), Some((true, false)));
        assert_eq!(Project::of(&own).own(), own);
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_field() {
        let defended = Project { defended: true, heard_by: "A jury".into(), ..clock() };
        assert_eq!(wrong(defended.clone()), [("projects.1.defence.day".to_owned(), Reason::Required)]);
        let day = Project { day: "20 June".into(), ..defended };
        assert_eq!(wrong(day), [("projects.1.defence.day".to_owned(), Reason::OutOfRange)]);
        for year in ["last year", "12", "3000", "-5"] {
            let wrong = wrong(Project { year: year.into(), ..clock() });
            assert_eq!(wrong, [("projects.1.year".to_owned(), Reason::OutOfRange)], "{year}");
        }
        let expected =
            [("projects.1.title".to_owned(), Reason::Required), ("projects.1.text".into(), Reason::Required)];
        assert_eq!(wrong(Project::default()), expected);
    }

    #[test]
    fn a_defence_is_neither_sent_nor_shown_before_its_owner_says_so() {
        let typed = Project { day: "2025-06-20".into(), heard_by: "A jury".into(), ..clock() };
        assert_eq!(typed.own().defence, None, "the box above it is not ticked");
        let defended = Project { defended: true, ..typed };
        assert_eq!(defended.shown(&[]).defence, None, "no consent");
        let told = Project { shown: true, recording: "https://clock.example".into(), ..defended };
        let defence = told.shown(&[]).defence.unwrap();
        assert_eq!((defence.heard_by.as_str(), defence.recording, defence.recording_waits), ("A jury", None, true));
    }
}
