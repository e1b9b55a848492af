//! How people and jobs fit, told in the words of whoever asks. The rules decide; names, lessons and texts come in here.

use std::collections::HashMap;

use passerelle_api::{
    account::Language,
    id::SkillCode,
    matching::{ClosingLesson, FitEvidence, FitPart, JobFit},
};
use passerelle_rules::{
    distance::Spot,
    matching::{Explanation, Graded, Job, Lesson, Lessons, Person, explain},
};

use crate::{
    auth::Caller,
    error::Result,
    store::{
        Connection, matching,
        profile::{self, StoredProfile},
        reference::{self, Taxonomy},
        talent::Evidence,
    },
};

/// Whoever calls, as the matching reads them.
#[derive(Debug)]
pub struct Own {
    pub profile: StoredProfile,
    pub person: Person,
    pub taxonomy: Taxonomy,
    pub spots: HashMap<String, Spot>,
}

impl Own {
    /// The caller's profile, where somebody with one calls.
    pub async fn load(db: &mut Connection, caller: &Caller) -> Result<Option<Self>> {
        let Some(me) = &caller.0 else { return Ok(None) };
        let Some(profile) = profile::find(db, &me.id).await? else { return Ok(None) };
        let spots = reference::spots(db).await?;
        let person = profile.person(&spots);
        Ok(Some(Self { profile, person, taxonomy: Taxonomy::load(db).await?, spots }))
    }

    /// How well the caller fits a job, without the lessons that would close what is missing.
    pub fn explain(&self, job: &Job) -> Explanation {
        explain(job, &self.person, self.taxonomy.near(), &Lessons::new())
    }
}

/// One job, against which people are explained.
#[derive(Debug)]
pub struct Fitting<'a> {
    job: &'a Job,
    taxonomy: &'a Taxonomy,
    lang: Language,
    lessons: Lessons,
    titled: HashMap<SkillCode, ClosingLesson>,
}

impl<'a> Fitting<'a> {
    /// Reads where the job's skills are taught.
    pub async fn load(db: &mut Connection, job: &'a Job, taxonomy: &'a Taxonomy, lang: Language) -> Result<Self> {
        let titled = matching::lessons(db, &[job.must.as_slice(), &job.nice].concat(), lang).await?;
        let lesson = |lesson: &ClosingLesson| Lesson { course: lesson.course.clone(), chapter: lesson.chapter.clone() };
        let lessons = titled.iter().map(|(skill, titled)| (skill.clone(), lesson(titled))).collect();
        Ok(Self { job, taxonomy, lang, lessons, titled })
    }

    /// How a person fits the job. `shown` holds the texts that stand behind the person's skills.
    pub fn tell(&self, person: &Person, shown: &[Evidence]) -> JobFit {
        let Explanation { score, barriers, parts } = explain(self.job, person, self.taxonomy.near(), &self.lessons);
        JobFit { score, barriers, parts: parts.into_iter().map(|part| self.part(part, shown)).collect() }
    }

    fn part(&self, part: Graded, shown: &[Evidence]) -> FitPart {
        let named = |code: &SkillCode| self.taxonomy.skill(code, self.lang);
        let found = part.instead.as_ref().or(part.skill.as_ref());
        let text = shown.iter().find(|shown| Some(&shown.skill) == found).map(|shown| shown.text.clone());
        let taught = part.lesson.as_ref().and(part.skill.as_ref()).and_then(|skill| self.titled.get(skill));
        FitPart {
            aspect: part.aspect,
            fit: part.fit,
            skill: part.skill.as_ref().map(named),
            language: part.language,
            instead: part.instead.as_ref().map(named),
            found: part.found,
            evidence: part.evidence.map(|kind| FitEvidence { kind, text: text.unwrap_or_else(String::new) }),
            points: part.points,
            of: part.of,
            lesson: taught.cloned(),
        }
    }
}
