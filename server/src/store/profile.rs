//! Talents as they see and write themselves.

use std::collections::HashMap;

use passerelle_api::{
    NaiveDate,
    account::Language,
    id::{AccountId, SkillCode, TalentId},
    job::{Contract, Remote},
    portfolio::OwnProject,
    talent::{EvidenceKind, SpokenLanguage},
};
use passerelle_rules::{distance::Spot, matching::Person, profile::learnt};
use sqlx::AnyConnection;

use super::{
    Sql, json, news, outbox,
    reference::{Names, name_in},
    small,
    talent::Evidence,
    to_json, word,
};
use crate::{
    clock::{from_ms, seen_since},
    error::Result,
};

/// A profile as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredProfile {
    pub id: TalentId,
    /// Grows with whatever changes what its owner's form would write over: what the form writes, a skill that a certificate brings, a
    /// defence that is kept back. What the form does not write leaves it as it is: that the profile still holds, which parts of it and
    /// which organisations are kept out, and what stands behind a skill.
    pub version: u32,
    pub visible: bool,
    pub headline: String,
    pub about: String,
    pub lang: Language,
    pub skills: Vec<Evidence>,
    pub level: Option<u8>,
    pub place: Option<String>,
    pub radius_km: Option<u32>,
    pub remote: Vec<Remote>,
    pub contracts: Vec<Contract>,
    pub available_from: Option<NaiveDate>,
    pub languages: Vec<SpokenLanguage>,
    pub training_days: Vec<u8>,
    pub pay_month: Option<u32>,
    /// In the order in which they are shown.
    pub projects: Vec<OwnProject>,
}

impl StoredProfile {
    /// Whether another one says the same in all that its owner writes. What stands behind a skill is found out and not written.
    pub fn says_same(&self, other: &Self) -> bool {
        let Self { id, version, skills, .. } = other.clone();
        Self { id, version, skills, ..self.clone() } == *other && self.codes().eq(other.codes())
    }

    fn codes(&self) -> impl Iterator<Item = &SkillCode> {
        self.skills.iter().map(|evidence| &evidence.skill)
    }

    /// The profile as the matching reads it.
    pub fn person(&self, spots: &HashMap<String, Spot>) -> Person {
        Person {
            skills: self.skills.iter().map(|evidence| evidence.skill.clone()).collect(),
            evidence: self.skills.iter().map(|evidence| (evidence.skill.clone(), evidence.kind)).collect(),
            level: self.level,
            place: self.place.as_ref().and_then(|place| spots.get(place)).copied(),
            radius_km: self.radius_km,
            remote: self.remote.clone(),
            contracts: self.contracts.clone(),
            training_days: self.training_days.clone(),
            available_from: self.available_from,
            languages: self.languages.clone(),
            pay_month: self.pay_month,
        }
    }
}

/// The profile of an account.
pub async fn find(db: &mut AnyConnection, account: &AccountId) -> Result<Option<StoredProfile>> {
    let mut sql = Sql::new(
        "SELECT t.id, t.version, t.visible, t.level, t.place, t.radius_km, t.available_from, t.skills AS codes, t.remote, \
         t.contracts, t.languages, t.training_days, t.pay_month, x.lang, x.headline, x.about, x.skills, x.projects FROM talents t \
         JOIN talent_texts x ON x.talent = t.seq WHERE t.account = ",
    );
    sql.bind(account.as_str());
    let row: Option<Row> = sql.optional(db).await?;
    let Some(row) = row else { return Ok(None) };
    let order: Vec<SkillCode> = json(&row.codes)?;
    let mut skills: Vec<Evidence> = json(&row.skills)?;
    skills.sort_by_key(|evidence| order.iter().position(|code| *code == evidence.skill));
    Ok(Some(StoredProfile {
        id: TalentId(row.id),
        version: small(row.version)?,
        visible: row.visible != 0,
        headline: row.headline,
        about: row.about,
        lang: word(&row.lang)?,
        skills,
        level: row.level.map(small).transpose()?,
        place: row.place,
        radius_km: row.radius_km.map(small).transpose()?,
        remote: json(&row.remote)?,
        contracts: json(&row.contracts)?,
        available_from: row.available_from.as_deref().map(word).transpose()?,
        languages: json(&row.languages)?,
        training_days: json(&row.training_days)?,
        pay_month: row.pay_month.map(small).transpose()?,
        projects: json(&row.projects)?,
    }))
}

/// Whether organisations find the profile of an account: it is visible, and was confirmed since then.
pub async fn is_found(db: &mut AnyConnection, account: &AccountId, since_ms: i64) -> Result<bool> {
    let mut sql = Sql::new("SELECT visible FROM talents WHERE visible = 1 AND account = ");
    sql.bind(account.as_str()).push(" AND confirmed_at >= ").bind(since_ms);
    Ok(sql.optional::<(i64,)>(db).await?.is_some())
}

/// Writes the profile of an account, which becomes its next version. `profile.id` counts only where there is none yet. One that was hidden
/// and is not any more can be found since now. To be called with the account locked.
pub async fn save(db: &mut AnyConnection, account: &AccountId, profile: &StoredProfile, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("SELECT visible FROM talents WHERE account = ");
    sql.bind(account.as_str());
    let was_shown = sql.optional::<(i64,)>(&mut *db).await?.is_some_and(|(visible,)| visible != 0);
    let codes: Vec<&SkillCode> = profile.codes().collect();
    let mut sql = Sql::new(
        "INSERT INTO talents (id, account, visible, level, place, radius_km, available_from, skills, remote, contracts, \
         languages, training_days, pay_month) VALUES (",
    );
    sql.bind_list([profile.id.as_str(), account.as_str()]).push(", ");
    sql.bind(i64::from(profile.visible)).push(", ").bind(profile.level.map(i64::from)).push(", ");
    sql.bind(profile.place.clone()).push(", ").bind(profile.radius_km.map(i64::from)).push(", ");
    sql.bind(profile.available_from.map(|day| day.to_string())).push(", ");
    sql.bind_list([
        to_json(&codes)?,
        to_json(&profile.remote)?,
        to_json(&profile.contracts)?,
        to_json(&profile.languages)?,
        to_json(&profile.training_days)?,
    ]);
    sql.push(", ").bind(profile.pay_month.map(i64::from));
    sql.push(
        ") ON CONFLICT (account) DO UPDATE SET version = talents.version + 1, visible = excluded.visible, level = excluded.level, \
         place = excluded.place, radius_km = excluded.radius_km, available_from = excluded.available_from, \
         skills = excluded.skills, remote = excluded.remote, contracts = excluded.contracts, \
         languages = excluded.languages, training_days = excluded.training_days, \
         pay_month = excluded.pay_month RETURNING seq",
    );
    let (talent,): (i64,) = sql.one(&mut *db).await?;
    save_texts(&mut *db, talent, profile).await?;
    outbox::note(&mut *db, &[talent]).await?;
    if profile.visible && !was_shown {
        news::show(db, &[talent], now_ms).await?;
    }
    Ok(())
}

/// Keeps what stands behind the skills of an account's profile, with its projects where they are given, and nothing else of it: whether
/// it is found, its words and its wishes are as they were, whatever another tab made of them meanwhile. It becomes another version only
/// where a skill or a project is another by that. To be called with the account locked.
pub async fn save_proofs(
    db: &mut AnyConnection,
    account: &AccountId,
    skills: &[Evidence],
    projects: Option<&[OwnProject]>,
) -> Result<()> {
    let codes: Vec<&SkillCode> = skills.iter().map(|evidence| &evidence.skill).collect();
    let says_same = find(&mut *db, account).await?.is_some_and(|before| {
        before.codes().eq(codes.iter().copied()) && projects.is_none_or(|projects| projects == before.projects)
    });
    let mut sql = Sql::new("UPDATE talents SET version = version + ");
    sql.bind(i64::from(!says_same))
        .push(", skills = ")
        .bind(to_json(&codes)?)
        .push(" WHERE account = ")
        .bind(account.as_str())
        .push(" RETURNING seq");
    let (talent,): (i64,) = sql.one(&mut *db).await?;
    let mut sql = Sql::new("UPDATE talent_texts SET skills = ");
    sql.bind(to_json(skills)?);
    if let Some(projects) = projects {
        sql.push(", projects = ").bind(to_json(projects)?);
    }
    sql.push(" WHERE talent = ").bind(talent);
    sql.run(&mut *db).await?;
    outbox::note(db, &[talent]).await
}

/// Keeps that the profile of an account still holds. One that nobody found any more can be found since then, as one that was hidden. To be
/// called with the account locked.
pub async fn confirm(db: &mut AnyConnection, account: &AccountId, now_ms: i64) -> Result<()> {
    let mut sql = Sql::new("SELECT seq, confirmed_at FROM talents WHERE account = ");
    sql.bind(account.as_str());
    let Some((talent, confirmed_ms)) = sql.optional::<(i64, i64)>(&mut *db).await? else { return Ok(()) };
    let mut sql = Sql::new("UPDATE talents SET confirmed_at = ");
    sql.bind(now_ms).push(" WHERE seq = ").bind(talent);
    sql.run(&mut *db).await?;
    outbox::note(&mut *db, &[talent]).await?;
    if confirmed_ms < seen_since(from_ms(now_ms)?) {
        news::show(db, &[talent], now_ms).await?;
    }
    Ok(())
}

/// The skills that the certificates of an account show, each with the title of its course.
pub async fn certified(db: &mut AnyConnection, account: &AccountId, lang: Language) -> Result<Vec<Evidence>> {
    let mut sql = Sql::new("SELECT skills, titles FROM certificates WHERE account = ");
    sql.bind(account.as_str()).push(" ORDER BY awarded_at");
    let rows: Vec<(String, String)> = sql.all(db).await?;
    let mut certified: Vec<Evidence> = Vec::new();
    for (skills, titles) in rows {
        let titles: Names = json(&titles)?;
        for skill in json::<Vec<SkillCode>>(&skills)? {
            if certified.iter().all(|evidence| evidence.skill != skill) {
                let text = name_in(&titles, lang).to_owned();
                certified.push(Evidence { skill, kind: EvidenceKind::Certificate, text });
            }
        }
    }
    Ok(certified)
}

/// Brings the skills of a new certificate into the profile of its holder, where there is one, and what certificates prove behind those
/// that are there. To be called in the transaction of the award, with the account locked: another tab may be writing the profile.
pub async fn learn_from_certificate(db: &mut AnyConnection, account: &AccountId, shows: &[SkillCode]) -> Result<()> {
    let Some(mut profile) = find(db, account).await? else { return Ok(()) };
    let known: Vec<(String,)> = Sql::new("SELECT code FROM skills").all(db).await?;
    let known: Vec<SkillCode> =
        shows.iter().filter(|shown| known.iter().any(|(code,)| *code == shown.0)).cloned().collect();
    let has: Vec<SkillCode> = profile.skills.iter().map(|evidence| evidence.skill.clone()).collect();
    let learnt = learnt(&has, &known);
    for shown in certified(db, account, profile.lang).await? {
        match profile.skills.iter_mut().find(|evidence| evidence.skill == shown.skill) {
            Some(evidence) => *evidence = shown,
            None if learnt.contains(&shown.skill) => profile.skills.push(shown),
            None => {}
        }
    }
    save_proofs(db, account, &profile.skills, None).await
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    version: i64,
    visible: i64,
    level: Option<i64>,
    place: Option<String>,
    radius_km: Option<i64>,
    available_from: Option<String>,
    codes: String,
    skills: String,
    remote: String,
    contracts: String,
    languages: String,
    training_days: String,
    pay_month: Option<i64>,
    lang: String,
    headline: String,
    about: String,
    projects: String,
}

async fn save_texts(db: &mut AnyConnection, talent: i64, profile: &StoredProfile) -> Result<()> {
    let mut sql = Sql::new("INSERT INTO talent_texts (talent, lang, headline, about, skills, projects) VALUES (");
    sql.bind(talent).push(", ");
    let (skills, projects) = (to_json(&profile.skills)?, to_json(&profile.projects)?);
    sql.bind_list([profile.lang.as_str(), &profile.headline, &profile.about, &skills, &projects]);
    sql.push(
        ") ON CONFLICT (talent) DO UPDATE SET lang = excluded.lang, headline = excluded.headline, \
         about = excluded.about, skills = excluded.skills, \
         projects = excluded.projects",
    );
    sql.run(db).await?;
    Ok(())
}
