//! Reads the work side of the content folder into the database: skills, places, organisations, ads and talents. Reading
//! the same files again changes nothing but the days that are counted from the day of reading.

use std::{collections::HashMap, path::Path};

use crate::store::Connection;
use chrono::{DateTime, Days, Utc};
use passerelle_api::{
    account::{Language, Role},
    id::{AccountId, EmployerSlug, SkillCode, TalentId},
    job::{Contract, Pay, Remote},
    portfolio::OwnProject,
    talent::{EvidenceKind, SpokenLanguage},
};
use serde::Deserialize;

use super::read_json;
use crate::{
    clock::{Clock, OsRandom},
    error::{Error, Result},
    markdown,
    store::{
        account,
        bulk::{self, NO_PASSWORD, NewEmployer, NewJob},
        keep_out, news, occupation,
        profile::{self, StoredProfile},
        reference::Names,
        repeats,
        talent::Evidence,
        to_json,
    },
    text::fold,
};

/// How many of each were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    pub skills: usize,
    pub places: usize,
    pub employers: usize,
    pub jobs: usize,
    pub talents: usize,
}

/// Reads the folder.
pub async fn import(db: &mut Connection, folder: &Path, clock: &Clock, random: &OsRandom) -> Result<Imported> {
    let now = clock.now();
    let skills: Vec<SkillFile> = read_json(&folder.join("skills.json"))?;
    let places: Vec<PlaceFile> = read_json(&folder.join("places.json"))?;
    let occupations: Vec<OccupationFile> = read_json(&folder.join("occupations.json"))?;
    let employers: Vec<EmployerFile> = read_json(&folder.join("employers.json"))?;
    let jobs: Vec<JobFile> = read_json(&folder.join("jobs.json"))?;
    let talents: Vec<TalentFile> = read_json(&folder.join("talents.json"))?;
    for skill in &skills {
        bulk::put_skill(db, skill.code.as_str(), &to_json(&skill.name)?, &to_json(&skill.near)?).await?;
    }
    let occupations: Vec<(String, Names)> = occupations.into_iter().map(|entry| (entry.code, entry.name)).collect();
    occupation::put(db, &occupations).await?;
    for place in &places {
        let text = [place.slug.as_str(), &to_json(&place.name)?, &place.region, &place.country];
        bulk::put_place(db, text, place.lat, place.lon).await?;
    }
    let rows: Vec<NewEmployer> = employers.iter().map(EmployerFile::row).collect::<Result<_>>()?;
    bulk::put_employers(db, &rows).await?;
    for row in &rows {
        keep_out::apply(db, &EmployerSlug(row.slug.clone())).await?;
    }
    for talent in &talents {
        put_talent(db, talent, now, random).await?;
    }
    let words = Words::new(&skills, &places, &employers, &occupations);
    let rows: Vec<NewJob> = jobs.iter().map(|job| job.row(&words, now)).collect::<Result<_>>()?;
    let written_ms = news::later(db, clock.now_ms()).await?;
    bulk::put_jobs(db, &rows, written_ms).await?;
    repeats::mark(db, now).await?;
    let slugs: Vec<&str> = rows.iter().map(|row| row.slug.as_str()).collect();
    news::arrive(db, &slugs, written_ms, clock.now_ms()).await?;
    Ok(Imported {
        skills: skills.len(),
        places: places.len(),
        employers: employers.len(),
        jobs: jobs.len(),
        talents: talents.len(),
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillFile {
    code: SkillCode,
    name: Names,
    near: Vec<SkillCode>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceFile {
    slug: String,
    name: Names,
    region: String,
    country: String,
    lat: f64,
    lon: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OccupationFile {
    code: String,
    name: Names,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct EmployerFile {
    slug: String,
    name: String,
    sector: Names,
    about: About,
    size: u32,
    place: String,
    website: String,
    accessible_workplace: bool,
    disability_confident: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    lang: Language,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JobFile {
    slug: String,
    employer: String,
    lang: Language,
    title: String,
    summary: String,
    description: String,
    contract: Contract,
    level: Option<u8>,
    remote: Remote,
    place: String,
    salary: Option<Pay>,
    start_in_days: Option<u64>,
    duration_months: Option<u32>,
    training_days_per_week: Option<u8>,
    must: Vec<SkillCode>,
    nice: Vec<SkillCode>,
    languages: Vec<String>,
    rome: Option<String>,
    openings: u32,
    posted_days_ago: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TalentFile {
    /// Names the entry in the file; it is not kept, as it could tell who a talent is.
    #[serde(rename = "slug")]
    _slug: String,
    name: String,
    email: String,
    lang: Language,
    headline: String,
    about: String,
    skills: Vec<SkillEntry>,
    level: Option<u8>,
    place: Option<String>,
    radius_km: Option<u32>,
    remote: Vec<Remote>,
    contracts: Vec<Contract>,
    available_in_days: Option<u64>,
    languages: Vec<SpokenLanguage>,
    #[serde(default)]
    training_days_per_week: Vec<u8>,
    #[serde(default)]
    pay_month: Option<u32>,
    projects: Vec<OwnProject>,
    visible: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SkillEntry {
    code: SkillCode,
    evidence: EvidenceEntry,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct EvidenceEntry {
    kind: EvidenceKind,
    text: String,
}

/// Names in every language, by which an ad is found besides its own words.
struct Words<'a> {
    skills: HashMap<&'a SkillCode, &'a Names>,
    places: HashMap<&'a str, &'a PlaceFile>,
    employers: HashMap<&'a str, &'a str>,
    occupations: HashMap<&'a str, &'a Names>,
}

impl<'a> Words<'a> {
    fn new(
        skills: &'a [SkillFile],
        places: &'a [PlaceFile],
        employers: &'a [EmployerFile],
        occupations: &'a [(String, Names)],
    ) -> Self {
        Self {
            occupations: occupations.iter().map(|(code, names)| (code.as_str(), names)).collect(),
            skills: skills.iter().map(|skill| (&skill.code, &skill.name)).collect(),
            places: places.iter().map(|place| (place.slug.as_str(), place)).collect(),
            employers: employers.iter().map(|employer| (employer.slug.as_str(), employer.name.as_str())).collect(),
        }
    }

    fn of(&self, job: &JobFile) -> Result<String> {
        let unknown = |what: &str, name: &str| Error::fault(format!("jobs.json: {}: unknown {what} {name}", job.slug));
        let mut words = vec![job.title.as_str(), &job.summary, &job.description];
        let employer = job.employer.as_str();
        words.push(self.employers.get(employer).ok_or_else(|| unknown("employer", employer))?);
        let place = self.places.get(job.place.as_str()).ok_or_else(|| unknown("place", &job.place))?;
        words.push(&place.region);
        words.extend(place.name.values().map(String::as_str));
        for code in job.must.iter().chain(&job.nice) {
            let names = self.skills.get(code).ok_or_else(|| unknown("skill", code.as_str()))?;
            words.extend(names.values().map(String::as_str));
        }
        if let Some(code) = &job.rome {
            let names = self.occupations.get(code.as_str()).ok_or_else(|| unknown("occupation", code))?;
            words.extend(names.values().map(String::as_str));
        }
        Ok(fold(&words.join(" ")))
    }
}

impl EmployerFile {
    fn row(&self) -> Result<NewEmployer> {
        Ok(NewEmployer {
            slug: self.slug.clone(),
            name: self.name.clone(),
            sector: to_json(&self.sector)?,
            about: self.about.text.clone(),
            lang: self.about.lang,
            size: self.size,
            place: self.place.clone(),
            website: self.website.clone(),
            accessible_workplace: self.accessible_workplace,
            disability_confident: self.disability_confident,
        })
    }
}

impl JobFile {
    fn row(&self, words: &Words<'_>, now: DateTime<Utc>) -> Result<NewJob> {
        Ok(NewJob {
            slug: self.slug.clone(),
            employer: self.employer.clone(),
            lang: self.lang,
            title: self.title.clone(),
            summary: self.summary.clone(),
            html: markdown::render(&self.description).html,
            contract: self.contract,
            level: self.level,
            remote: Some(self.remote),
            place: self.place.clone(),
            pay: self.salary.clone(),
            start_on: self.start_in_days.map(|days| (now + Days::new(days)).date_naive()),
            duration_months: self.duration_months,
            training_days: self.training_days_per_week,
            must: self.must.clone(),
            nice: self.nice.clone(),
            languages: self.languages.clone(),
            rome: self.rome.clone(),
            openings: Some(self.openings),
            posted_ms: (now - Days::new(self.posted_days_ago)).timestamp_millis(),
            search: words.of(self)?,
        })
    }
}

/// Keeps a talent under the account of that e-mail, which is made where there is none. Nobody can sign in to it.
async fn put_talent(db: &mut Connection, talent: &TalentFile, now: DateTime<Utc>, random: &OsRandom) -> Result<()> {
    let account = match account::secret(db, &talent.email).await? {
        Some(known) => known.id,
        None => {
            let id = random.id()?;
            let new = account::New {
                id: &id,
                email: &talent.email,
                name: &talent.name,
                password: NO_PASSWORD,
                language: Some(talent.lang.as_str()),
                roles: &[Role::Learner],
                now: now.timestamp_millis(),
            };
            account::create(db, &new).await?;
            id
        }
    };
    let skills = talent.skills.iter().cloned().map(|SkillEntry { code, evidence }| Evidence {
        skill: code,
        kind: evidence.kind,
        text: evidence.text,
    });
    let stored = StoredProfile {
        id: TalentId(random.id()?),
        version: 1,
        visible: talent.visible,
        headline: talent.headline.clone(),
        about: talent.about.clone(),
        lang: talent.lang,
        skills: skills.collect(),
        level: talent.level,
        place: talent.place.clone(),
        radius_km: talent.radius_km,
        remote: talent.remote.clone(),
        contracts: talent.contracts.clone(),
        available_from: talent.available_in_days.map(|days| (now + Days::new(days)).date_naive()),
        languages: talent.languages.clone(),
        training_days: talent.training_days_per_week.clone(),
        pay_month: talent.pay_month,
        projects: talent.projects.clone(),
    };
    let account = AccountId(account);
    let now_ms = now.timestamp_millis();
    profile::save(db, &account, &stored, now_ms).await?;
    profile::confirm(db, &account, now_ms).await
}
