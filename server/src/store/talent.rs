//! Talents as employers find them. Nothing in here gives a name or an address away.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{AccountId, EmployerSlug, SkillCode, TalentId},
    job::{Contract, Remote},
    portfolio::OwnProject,
    talent::{ContactStatus, EvidenceKind, ProfileField, SpokenLanguage},
};
use passerelle_rules::{
    contact::Request,
    distance::Spot,
    matching::{Facts, Person},
    profile::told_pay,
};
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{Sql, account, json, small, word};
use crate::{clock::from_ms, error::Result, masking::Mask, projects};

/// How many talents are compared with an ad. Where more are found, they are those with the most points from what the ad
/// asks for, as far as the index can add them up by itself ([`crate::search::for_ad`]).
pub const SCORED_AT_MOST: usize = 5_000;

/// Values of one statement. SQLite compares the name of each placeholder with all before it, so that more get slower.
const VALUES_MAX: usize = 400;

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
    /// The least pay that would do, in whole euros a month, by the steps in which organisations learn it.
    pub pay_month: Option<u32>,
    /// The day on which the talent last said that the profile holds.
    pub confirmed: NaiveDate,
    /// Since when the profile can be found, in milliseconds.
    pub shown_ms: i64,
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

/// What a talent wrote, without the words of the names that they have and had, and whatever leads to them.
#[derive(Debug, Clone)]
pub struct Words {
    pub lang: Language,
    pub headline: String,
    pub about: String,
    /// Without the defences that the talent keeps back. Addresses are for [`crate::projects`] to hand on or not.
    pub projects: Vec<OwnProject>,
    pub skills: Vec<Evidence>,
}

/// How much of it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What a list shows: the headline and what stands behind the skills.
    Card,
    /// All of it.
    Page,
}

/// A skill with what stands behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    pub skill: SkillCode,
    pub kind: EvidenceKind,
    pub text: String,
}

/// Who asks for a talent, and when.
#[derive(Debug, Clone, Copy)]
pub struct Looking<'a> {
    pub employer: &'a EmployerSlug,
    /// Profiles that were confirmed before are not found any more.
    pub confirmed_since_ms: i64,
}

/// How many talents chose to be visible.
pub async fn count_visible(db: &mut AnyConnection) -> Result<i64> {
    let (total,): (i64,) = Sql::new("SELECT COUNT(*) FROM talents WHERE visible = 1").one(db).await?;
    Ok(total)
}

/// The row numbers of visible talents, in their order, after one of them.
pub async fn visible_after(db: &mut AnyConnection, seq: i64, limit: i64) -> Result<Vec<i64>> {
    let mut sql = Sql::new("SELECT seq FROM talents WHERE +visible = 1 AND seq > ");
    sql.bind(seq).push(" ORDER BY seq LIMIT ").bind(limit);
    let rows: Vec<(i64,)> = sql.all(db).await?;
    Ok(rows.into_iter().map(|(seq,)| seq).collect())
}

/// Those of some talents who chose to be visible, in no order.
pub async fn by_seq(db: &mut AnyConnection, seqs: &[i64], spots: &HashMap<String, Spot>) -> Result<Vec<Candidate>> {
    let mut candidates = Vec::with_capacity(seqs.len());
    for seqs in seqs.chunks(VALUES_MAX) {
        let mut sql = Sql::new(SELECT);
        sql.push(" WHERE t.visible = 1 AND t.seq IN (").bind_list(seqs.iter().copied()).push(")");
        let rows: Vec<Row> = sql.all(&mut *db).await?;
        for row in rows {
            candidates.push(row.candidate(spots)?);
        }
    }
    Ok(candidates)
}

/// Those of some talents whom an organisation may see, in the order of the list.
pub async fn seen_by(
    db: &mut AnyConnection,
    looking: Looking<'_>,
    seqs: &[i64],
    spots: &HashMap<String, Spot>,
) -> Result<Vec<Candidate>> {
    let mut candidates = HashMap::with_capacity(seqs.len());
    for seqs in seqs.chunks(VALUES_MAX) {
        let mut sql = Sql::new(SELECT);
        sql.push(" WHERE t.seq IN (").bind_list(seqs.iter().copied()).push(")");
        push_seen(&mut sql, looking);
        let rows: Vec<Row> = sql.all(&mut *db).await?;
        for row in rows {
            candidates.insert(row.seq, row.candidate(spots)?);
        }
    }
    Ok(seqs.iter().filter_map(|seq| candidates.remove(seq)).collect())
}

/// A talent whom an organisation may see, by the public handle.
pub async fn find_seen(
    db: &mut AnyConnection,
    looking: Looking<'_>,
    id: &TalentId,
    spots: &HashMap<String, Spot>,
) -> Result<Option<Candidate>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE t.id = ").bind(id.as_str());
    push_seen(&mut sql, looking);
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.candidate(spots)).transpose()
}

/// The talent of an account, where an organisation may see it.
pub async fn find_seen_of(
    db: &mut AnyConnection,
    looking: Looking<'_>,
    account: &AccountId,
    spots: &HashMap<String, Spot>,
) -> Result<Option<Candidate>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE t.account = ").bind(account.as_str());
    push_seen(&mut sql, looking);
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.candidate(spots)).transpose()
}

/// The talent of an account as whoever may see it does.
pub async fn own(
    db: &mut AnyConnection,
    account: &AccountId,
    spots: &HashMap<String, Spot>,
) -> Result<Option<Candidate>> {
    let mut sql = Sql::new(SELECT);
    sql.push(" WHERE t.account = ").bind(account.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    row.map(|row| row.candidate(spots)).transpose()
}

/// The organisations that never see some talents.
pub async fn blocks(db: &mut AnyConnection, talents: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
    let mut sql = Sql::new("SELECT talent, employer FROM talent_blocks WHERE talent IN (");
    sql.bind_list(talents.iter().copied()).push(")");
    let rows: Vec<(i64, String)> = sql.all(db).await?;
    let mut blocks: HashMap<i64, Vec<String>> = HashMap::new();
    for (talent, employer) in rows {
        blocks.entry(talent).or_default().push(employer);
    }
    Ok(blocks)
}

/// What talents wrote, by row number, without their names and whatever leads to them.
pub async fn words(db: &mut AnyConnection, talents: &[i64], depth: Depth) -> Result<HashMap<i64, Words>> {
    let mut sql = Sql::new("SELECT x.talent, x.lang, x.headline, ");
    sql.push(match depth {
        Depth::Card => "'' AS about, '[]' AS projects",
        Depth::Page => "x.about, x.projects",
    });
    sql.push(", x.skills, t.hidden, c.name, c.email, ").push(account::FORMER);
    sql.push(
        " FROM talent_texts x JOIN talents t ON t.seq = x.talent JOIN accounts c ON c.id = t.account \
         WHERE x.talent IN (",
    );
    sql.bind_list(talents.iter().copied()).push(")");
    let rows: Vec<WordsRow> = sql.all(db).await?;
    let mut words = HashMap::with_capacity(rows.len());
    for row in rows {
        words.insert(row.talent, row.words()?);
    }
    Ok(words)
}

/// Reads once what [`words`] and the cards of a search read of everybody. Those rows lie all over the file: on a disk that has to be
/// asked for each, the first searches after a start take many times as long as later ones. Gives the number of rows.
pub async fn read_through(db: &mut AnyConnection) -> Result<i64> {
    let mut rows = 0;
    // Each condition is on a column that no index has, so that the table itself is read; the last one reads the index that names are found by.
    for what in [
        "talents WHERE skills <> '-'",
        "talent_texts WHERE skills <> '-'",
        "accounts WHERE name <> '-'",
        "accounts WHERE id > ''",
    ] {
        let mut sql = Sql::new("SELECT COUNT(*) FROM ");
        sql.push(what);
        let (count,): (i64,) = sql.one(db).await?;
        rows += count;
    }
    Ok(rows)
}

/// Where the last request of an organisation to each of some talents stands.
pub async fn contact_statuses(
    db: &mut AnyConnection,
    employer: &EmployerSlug,
    talents: &[i64],
    now_ms: i64,
) -> Result<HashMap<i64, ContactStatus>> {
    let mut sql = Sql::new("SELECT talent, status, sent_at FROM contacts WHERE employer = ");
    sql.bind(employer.as_str()).push(" AND talent IN (").bind_list(talents.iter().copied());
    sql.push(") ORDER BY sent_at, CASE WHEN status = 'sent' THEN 1 ELSE 0 END");
    let rows: Vec<(i64, String, i64)> = sql.all(db).await?;
    let standing = |(talent, status, sent_ms): (i64, String, i64)| {
        let kept = Request { status: word(&status)?, sent_ms, answered_ms: None };
        Ok((talent, kept.status(now_ms)))
    };
    rows.into_iter().map(standing).collect()
}

const SELECT: &str = "SELECT t.seq, t.id, t.level, t.place, t.radius_km, t.available_from, t.skills, t.remote, \
     t.contracts, t.languages, t.training_days, t.pay_month, t.hidden, t.confirmed_at, t.shown_at FROM talents t";

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
    hidden: String,
    confirmed_at: i64,
    shown_at: i64,
}

#[derive(sqlx::FromRow)]
struct WordsRow {
    talent: i64,
    lang: String,
    headline: String,
    about: String,
    projects: String,
    skills: String,
    hidden: String,
    name: String,
    email: String,
    former: Option<String>,
}

impl WordsRow {
    /// The words without the fields that the talent hides, its names and whatever leads to it.
    fn words(self) -> Result<Words> {
        let mask = Mask::new(account::names(&self.name, self.former.as_deref()), &self.email);
        let hidden: Vec<ProfileField> = json(&self.hidden)?;
        let shown = |field| !hidden.contains(&field);
        let mut projects: Vec<OwnProject> =
            if shown(ProfileField::Projects) { json(&self.projects)? } else { Vec::new() };
        if !shown(ProfileField::Skills) {
            // What a project shows is a skill as well.
            projects.iter_mut().for_each(|project| project.skills.clear());
        }
        let mut skills: Vec<Evidence> = if shown(ProfileField::Skills) { json(&self.skills)? } else { Vec::new() };
        for evidence in &mut skills {
            // What stands behind a skill may be a project, and is hidden with the others; so is that it was defended.
            let is_made = matches!(evidence.kind, EvidenceKind::Project | EvidenceKind::Defence);
            if is_made && !shown(ProfileField::Projects) {
                *evidence =
                    Evidence { kind: EvidenceKind::Project, text: String::new(), skill: evidence.skill.clone() };
            } else {
                evidence.text = mask.apply(&evidence.text);
            }
        }
        skills.sort_by(|one, other| one.skill.as_str().cmp(other.skill.as_str()));
        Ok(Words {
            lang: word(&self.lang)?,
            headline: if shown(ProfileField::Headline) { mask.apply(&self.headline) } else { String::new() },
            about: if shown(ProfileField::About) { mask.apply(&self.about) } else { String::new() },
            projects: projects.into_iter().map(|project| projects::masked(project, &mask)).collect(),
            skills,
        })
    }
}

impl Row {
    /// The talent without the fields that it hides: whoever asks finds that nothing was said there. The least pay that would do comes by
    /// steps.
    fn candidate(self, spots: &HashMap<String, Spot>) -> Result<Candidate> {
        let hidden: Vec<ProfileField> = json(&self.hidden)?;
        let shown = |field| !hidden.contains(&field);
        let place = self.place.filter(|_| shown(ProfileField::Place));
        let radius_km = self.radius_km.filter(|_| shown(ProfileField::Place)).map(small).transpose()?;
        let available_from = self.available_from.filter(|_| shown(ProfileField::Availability));
        let facts = Facts {
            skills: if shown(ProfileField::Skills) { json(&self.skills)? } else { Vec::new() },
            place: place.as_ref().and_then(|place| spots.get(place)).copied(),
            radius_km,
            remote: if shown(ProfileField::Remote) { json::<Vec<Remote>>(&self.remote)? } else { Vec::new() },
            level: self.level.filter(|_| shown(ProfileField::Level)).map(small).transpose()?,
            available_from: available_from.as_deref().map(word::<NaiveDate>).transpose()?,
            contracts: if shown(ProfileField::Contracts) {
                json::<Vec<Contract>>(&self.contracts)?
            } else {
                Vec::new()
            },
            languages: if shown(ProfileField::Languages) {
                json::<Vec<SpokenLanguage>>(&self.languages)?
            } else {
                Vec::new()
            },
        };
        Ok(Candidate {
            seq: self.seq,
            id: TalentId(self.id),
            place,
            facts,
            training_days: if shown(ProfileField::Rhythm) { json(&self.training_days)? } else { Vec::new() },
            pay_month: self.pay_month.filter(|_| shown(ProfileField::Pay)).map(small).transpose()?.map(told_pay),
            confirmed: from_ms(self.confirmed_at)?.date_naive(),
            shown_ms: self.shown_at,
        })
    }
}

/// Narrows to whom an organisation may see.
fn push_seen(sql: &mut Sql, looking: Looking<'_>) {
    sql.push(" AND t.visible = 1 AND t.confirmed_at >= ").bind(looking.confirmed_since_ms);
    sql.push(" AND NOT EXISTS (SELECT 1 FROM talent_blocks b WHERE b.talent = t.seq AND b.employer = ");
    sql.bind(looking.employer.as_str()).push(")");
}
