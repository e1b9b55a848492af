//! Talents as employers find them. Nothing in here gives a name or an address away.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{EmployerSlug, SkillCode, TalentId},
    job::{Contract, Remote},
    talent::{ContactStatus, EvidenceKind, Part, Project, SpokenLanguage},
};
use passerelle_rules::{
    distance::Spot,
    matching::{Answer, Facts, Near, Person, Wish, compare},
};
use sqlx::AnyConnection;

use super::{Sql, json, like_anywhere, small, word};
use crate::{error::Result, masking::Mask};

/// How many talents of a search are scored and can be paged through. Where more fit, they are those with the most points
/// from wishes that are met outright, which the database can add up by itself.
pub const SCORED_AT_MOST: i64 = 5_000;

/// A talent as the matching reads it.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The row's number, which never leaves the server.
    pub seq: i64,
    pub id: TalentId,
    pub place: Option<String>,
    pub facts: Facts,
    /// Days of training a week that would do.
    pub training_days: Vec<u8>,
    /// The least pay that would do, in whole euros a month.
    pub pay_month: Option<u32>,
}

impl Candidate {
    /// The talent beside a job. What stands behind a skill weighs nothing, so that it may be left out to score and given
    /// to explain.
    pub fn person(&self, evidence: &[Evidence]) -> Person {
        let facts = self.facts.clone();
        Person {
            skills: facts.skills,
            evidence: evidence.iter().map(|evidence| (evidence.skill.clone(), evidence.kind)).collect(),
            level: facts.level,
            place: facts.place,
            radius_km: facts.radius_km,
            remote: facts.remote,
            contracts: facts.contracts,
            training_days: self.training_days.clone(),
            available_from: facts.available_from,
            languages: facts.languages,
            pay_month: self.pay_month,
        }
    }
}

/// What a talent wrote, without the words of their name.
#[derive(Debug, Clone)]
pub struct Words {
    pub lang: Language,
    pub headline: String,
    pub about: String,
    pub projects: Vec<Project>,
    pub skills: Vec<Evidence>,
}

/// A skill with what stands behind it.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub skill: SkillCode,
    pub kind: EvidenceKind,
    pub text: String,
}

/// How many visible talents have each must skill or one near to it.
pub async fn count(db: &mut AnyConnection, must: &[SkillCode], near: &Near) -> Result<i64> {
    let mut sql = Sql::new("SELECT COUNT(*) FROM talents t WHERE ");
    // The plus keeps SQLite from walking all visible talents instead of the few who have the skills.
    sql.push(if must.is_empty() { "t.visible = 1" } else { "+t.visible = 1" });
    push_skills(&mut sql, must, near);
    let (total,): (i64,) = sql.one(db).await?;
    Ok(total)
}

/// The visible talents who have each must skill or one near to it, at most [`SCORED_AT_MOST`] of the `total`.
pub async fn candidates(
    db: &mut AnyConnection,
    wish: &Wish,
    around: &[String],
    near: &Near,
    spots: &HashMap<String, Spot>,
    total: i64,
) -> Result<Vec<Candidate>> {
    let shares = compare(wish, &Facts::default(), near).parts;
    let ranked = total > SCORED_AT_MOST && !shares.is_empty();
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE ");
    // The plus keeps SQLite from walking all visible talents in the order of their handles, which jumps about in the
    // table, unless that is the order asked for.
    sql.push(if ranked || !wish.must.is_empty() { "+t.visible = 1" } else { "t.visible = 1" });
    push_skills(&mut sql, &wish.must, near);
    sql.push(" ORDER BY ");
    if ranked {
        push_rank(&mut sql, wish, shares, around);
        sql.push(" DESC, ");
    }
    sql.push("t.id LIMIT ").bind(SCORED_AT_MOST);
    let rows: Vec<Row> = sql.all(db).await?;
    rows.into_iter().map(|row| row.candidate(spots)).collect()
}

/// A visible talent by the public handle.
pub async fn find_visible(
    db: &mut AnyConnection,
    id: &TalentId,
    spots: &HashMap<String, Spot>,
) -> Result<Option<Candidate>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE t.visible = 1 AND t.id = ").bind(id.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.candidate(spots)).transpose()
}

/// What talents wrote, by row number and without their names.
pub async fn words(db: &mut AnyConnection, talents: &[i64]) -> Result<HashMap<i64, Words>> {
    let mut sql = Sql::new(
        "SELECT x.talent, x.lang, x.headline, x.about, x.projects, c.name, c.email FROM talent_texts x \
         JOIN talents t ON t.seq = x.talent JOIN accounts c ON c.id = t.account WHERE x.talent IN (",
    );
    sql.bind_list(talents.iter().copied()).push(")");
    let rows: Vec<WordsRow> = sql.all(db).await?;
    let mut words = HashMap::new();
    let mut masks = HashMap::new();
    for row in rows {
        let mask = Mask::new(&row.name, &row.email);
        let projects: Vec<Project> = json(&row.projects)?;
        let masked = |project: Project| Project { title: mask.apply(&project.title), text: mask.apply(&project.text) };
        let written = Words {
            lang: word(&row.lang)?,
            headline: mask.apply(&row.headline),
            about: mask.apply(&row.about),
            projects: projects.into_iter().map(masked).collect(),
            skills: Vec::new(),
        };
        words.insert(row.talent, written);
        masks.insert(row.talent, mask);
    }
    let mut sql = Sql::new("SELECT talent, skill, evidence, text FROM talent_skills WHERE talent IN (");
    sql.bind_list(talents.iter().copied()).push(") ORDER BY talent, skill");
    let rows: Vec<(i64, String, String, String)> = sql.all(db).await?;
    for (talent, skill, kind, text) in rows {
        if let (Some(words), Some(mask)) = (words.get_mut(&talent), masks.get(&talent)) {
            words.skills.push(Evidence { skill: SkillCode(skill), kind: word(&kind)?, text: mask.apply(&text) });
        }
    }
    Ok(words)
}

/// Where the last request of an organisation to each of some talents stands.
pub async fn contact_statuses(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    talents: &[i64],
) -> Result<HashMap<i64, ContactStatus>> {
    let mut sql = Sql::new("SELECT talent, status FROM contacts WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND talent IN (").bind_list(talents.iter().copied());
    sql.push(") ORDER BY sent_at, CASE WHEN status = 'sent' THEN 1 ELSE 0 END");
    let rows: Vec<(i64, String)> = sql.all(db).await?;
    rows.into_iter().map(|(talent, status)| Ok((talent, word(&status)?))).collect()
}

const SELECT: &str = "SELECT t.seq, t.id, t.level, t.place, t.radius_km, t.available_from, t.skills, t.remote, \
     t.contracts, t.languages, t.training_days, t.pay_month FROM talents t";

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    id: String,
    level: Option<i64>,
    place: Option<String>,
    radius_km: Option<i64>,
    available_from: Option<String>,
    skills: String,
    remote: String,
    contracts: String,
    languages: String,
    training_days: String,
    pay_month: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct WordsRow {
    talent: i64,
    lang: String,
    headline: String,
    about: String,
    projects: String,
    name: String,
    email: String,
}

impl Row {
    fn candidate(self, spots: &HashMap<String, Spot>) -> Result<Candidate> {
        let facts = Facts {
            skills: json(&self.skills)?,
            place: self.place.as_ref().and_then(|place| spots.get(place)).copied(),
            radius_km: self.radius_km.map(small).transpose()?,
            remote: json::<Vec<Remote>>(&self.remote)?,
            level: self.level.map(small).transpose()?,
            available_from: self.available_from.as_deref().map(word::<NaiveDate>).transpose()?,
            contracts: json::<Vec<Contract>>(&self.contracts)?,
            languages: json::<Vec<SpokenLanguage>>(&self.languages)?,
        };
        Ok(Candidate {
            seq: self.seq,
            id: TalentId(self.id),
            place: self.place,
            facts,
            training_days: json(&self.training_days)?,
            pay_month: self.pay_month.map(small).transpose()?,
        })
    }
}

/// In the set of those who have each must skill or one near to it.
fn push_skills(sql: &mut Sql, must: &[SkillCode], near: &Near) {
    for (index, skill) in must.iter().enumerate() {
        let accepted = std::iter::once(skill).chain(near.get(skill).into_iter().flatten());
        sql.push(if index == 0 { " AND t.seq IN (" } else { " INTERSECT " });
        sql.push("SELECT talent FROM talent_skills WHERE skill IN (");
        sql.bind_list(accepted.map(|code| code.0.clone())).push(")");
    }
    if !must.is_empty() {
        sql.push(")");
    }
}

/// The points of the wishes that a talent meets outright. What is met partly is left to the exact score.
fn push_rank(sql: &mut Sql, wish: &Wish, shares: Vec<Answer>, around: &[String]) {
    sql.push("(0");
    for part in shares {
        sql.push(" + CASE WHEN ");
        match part.part {
            Part::MustSkill | Part::NiceSkill => {
                let code = part.skill.as_ref().map_or("", SkillCode::as_str);
                sql.push("t.skills LIKE ").bind(like_anywhere(&format!("\"{code}\""))).push(" ESCAPE '\\'");
            }
            Part::Place => {
                sql.push("(t.place IN (").bind_list(around.iter().cloned());
                sql.push(") OR t.remote LIKE '%\"remote\"%')");
            }
            Part::Level => {
                sql.push("t.level >= ").bind(wish.level.map(i64::from));
            }
            Part::Availability => {
                sql.push("t.available_from <= ").bind(wish.available_by.map(|day| day.to_string()));
            }
            Part::Contract => {
                let contract = wish.contract.map_or("", Contract::as_str);
                sql.push("t.contracts LIKE ").bind(format!("%\"{contract}\"%"));
            }
            Part::Language => {
                let language = wish.language.map_or("", Language::as_str);
                sql.push("(t.languages LIKE ").bind(format!("%\"{language}\",\"cefr\":\"B%"));
                sql.push(" OR t.languages LIKE ").bind(format!("%\"{language}\",\"cefr\":\"C%")).push(")");
            }
        }
        sql.push(" THEN ").bind(i64::from(part.of)).push(" ELSE 0 END");
    }
    sql.push(")");
}
