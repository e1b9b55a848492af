//! One's own profile on the marketplace.

use std::collections::HashSet;

use crate::store::Connection;
use passerelle_api::{
    FieldError, NaiveDate, Reason,
    account::Language,
    id::{SkillCode, TalentId},
    job,
    portfolio::OwnProject,
    talent::{Profile, ProfileChange, ProvenSkill, SaveProfile, ShowProfile, limits},
};
use passerelle_rules::{
    portfolio,
    profile::{is_overtaken, shows_unasked},
};

use crate::{
    auth::SignedIn,
    clock::seen_since_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    projects,
    store::{
        account,
        profile::{self, StoredProfile},
        reference::{self, Taxonomy},
        talent::Evidence,
    },
};

/// Languages that one person lists.
const LANGUAGES_MAX: u64 = 20;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show_profile).on(save_profile).conflicts()
}

async fn show_profile(call: Call<ShowProfile>, SignedIn(me): SignedIn) -> Result<Option<Profile>> {
    let mut db = call.app.store.read().await?;
    match profile::find(&mut db, &me.id).await? {
        Some(stored) => {
            let taxonomy = Taxonomy::load(&mut db).await?;
            let lang = call.query.lang.unwrap_or(Language::English);
            let found = profile::is_found(&mut db, &me.id, seen_since_ms(&call.app.clock)).await?;
            shown(&mut db, stored, found, &taxonomy, lang).await.map(Some)
        }
        None => Ok(None),
    }
}

async fn save_profile(call: Call<SaveProfile>, SignedIn(me): SignedIn) -> Result<Profile> {
    let Call { app, query, mut body, .. } = call;
    let found = body.version;
    let fresh = TalentId(app.random.id()?);
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    let taxonomy = Taxonomy::load(&mut tx).await?;
    let before = profile::find(&mut tx, &me.id).await?;
    if before.as_ref().is_some_and(|before| shows_unasked(body.visible, body.was_visible, before.visible)) {
        return Err(Error::Conflict("the profile was hidden meanwhile"));
    }
    let made = match body.projects.take() {
        Some(projects) => projects.into_iter().map(portfolio::tidy).collect(),
        None => before.as_ref().map(|before| before.projects.clone()).unwrap_or_default(),
    };
    body.skills = check(&mut tx, &body, &made, &taxonomy, app.clock.now().date_naive()).await?;
    let lang = body.lang.or(before.as_ref().map(|before| before.lang)).or(me.language).or(query.lang);
    let lang = lang.unwrap_or(Language::English);
    let certified = profile::certified(&mut tx, &me.id, lang).await?;
    let behind = |skill| projects::evidence(skill, &certified, &made, before.as_ref());
    let skills = body.skills.iter().map(behind).collect();
    let mut stored = StoredProfile { projects: made, ..stored(fresh, lang, skills, body, before.as_ref()) };
    let says_same = before.as_ref().is_some_and(|before| before.says_same(&stored));
    if is_overtaken(found, stored.version, says_same) {
        return Err(Error::Conflict("the profile was changed meanwhile"));
    }
    let now_ms = app.clock.now_ms();
    if says_same {
        profile::save_proofs(&mut tx, &me.id, &stored.skills, None).await?;
    } else {
        stored.version += 1;
        profile::save(&mut tx, &me.id, &stored, now_ms).await?;
    }
    profile::confirm(&mut tx, &me.id, now_ms).await?;
    let found = stored.visible;
    let reply = shown(&mut tx, stored, found, &taxonomy, query.lang.unwrap_or(Language::English)).await?;
    tx.commit().await?;
    Ok(reply)
}

/// The profile to keep, but for its projects. What the body leaves out stays as it was before, the handle and the version too.
fn stored(
    fresh: TalentId,
    lang: Language,
    skills: Vec<Evidence>,
    body: ProfileChange,
    before: Option<&StoredProfile>,
) -> StoredProfile {
    let had = before.map(|before| (before.id.clone(), before.version, before.training_days.clone(), before.pay_month));
    let (id, version, training_days, pay_month) = had.unwrap_or((fresh, 0, Vec::new(), None));
    StoredProfile {
        id,
        version,
        visible: body.visible,
        headline: body.headline.trim().to_owned(),
        about: body.about.trim().to_owned(),
        lang,
        skills,
        level: body.level,
        place: body.place.map(|place| place.0),
        radius_km: body.radius_km,
        remote: body.remote,
        contracts: body.contracts,
        available_from: body.available_from,
        languages: body.languages,
        training_days: body.training_days.unwrap_or(training_days),
        pay_month: body.pay_month.map_or(pay_month, |pay| (pay > 0).then_some(pay)),
        projects: Vec::new(),
    }
}

async fn shown(
    db: &mut Connection,
    stored: StoredProfile,
    found: bool,
    taxonomy: &Taxonomy,
    lang: Language,
) -> Result<Profile> {
    let place = reference::place_named(db, stored.place.as_deref(), lang).await?;
    let proven = stored.skills.into_iter().map(|evidence| ProvenSkill {
        certificate: None,
        skill: taxonomy.skill(&evidence.skill, lang),
        evidence: evidence.kind,
        text: evidence.text,
    });
    Ok(Profile {
        id: stored.id,
        version: stored.version,
        visible: stored.visible,
        found,
        headline: stored.headline,
        about: stored.about,
        lang: stored.lang,
        skills: proven.collect(),
        level: stored.level,
        place,
        radius_km: stored.radius_km,
        remote: stored.remote,
        contracts: stored.contracts,
        available_from: stored.available_from,
        languages: stored.languages,
        training_days: stored.training_days,
        pay_month: stored.pay_month,
        projects: stored.projects,
    })
}

/// The skills of a profile with those that its projects show, unless something in it breaks a limit.
async fn check(
    db: &mut Connection,
    body: &ProfileChange,
    projects: &[OwnProject],
    taxonomy: &Taxonomy,
    today: NaiveDate,
) -> Result<Vec<SkillCode>> {
    let mut errors = portfolio::errors(projects, today);
    for (at, project) in projects.iter().enumerate() {
        if !project.skills.iter().all(|skill| taxonomy.has(skill)) {
            errors.push(FieldError::new(portfolio::field(at, "skills"), Reason::NotKnown));
        }
    }
    let skills = portfolio::skills(&body.skills, projects);
    let headline = body.headline.trim().chars().count() as u64;
    if body.visible && headline == 0 {
        errors.push(FieldError::new("headline", Reason::Required));
    }
    if headline > limits::HEADLINE {
        errors.push(FieldError::limited("headline", Reason::TooLong, limits::HEADLINE));
    }
    if body.about.trim().chars().count() as u64 > limits::ABOUT {
        errors.push(FieldError::limited("about", Reason::TooLong, limits::ABOUT));
    }
    errors.extend(list_error("skills", &skills, limits::SKILLS));
    if !body.skills.iter().all(|skill| taxonomy.has(skill)) {
        errors.push(FieldError::new("skills", Reason::NotKnown));
    }
    if body.level.is_some_and(|level| !(1..=8).contains(&level)) {
        errors.push(FieldError::new("level", Reason::OutOfRange));
    }
    if let Some(place) = &body.place
        && reference::spot(db, place).await?.is_none()
    {
        errors.push(FieldError::new("place", Reason::NotKnown));
    }
    if body.radius_km.is_some_and(|radius| !(1..=job::limits::RADIUS_MAX).contains(&radius)) {
        errors.push(FieldError::new("radius_km", Reason::OutOfRange));
    }
    errors.extend(list_error("remote", &body.remote, job::Remote::ALL.len() as u64));
    errors.extend(list_error("contracts", &body.contracts, job::Contract::ALL.len() as u64));
    let codes: Vec<&str> = body.languages.iter().map(|spoken| spoken.code.as_str()).collect();
    errors.extend(list_error("languages", &codes, LANGUAGES_MAX));
    if !codes.iter().all(|code| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())) {
        errors.push(FieldError::new("languages", Reason::NotKnown));
    }
    let days = body.training_days.as_deref().unwrap_or_default();
    errors.extend(list_error("training_days", days, u64::from(limits::TRAINING_DAYS)));
    if !days.iter().all(|days| (1..=limits::TRAINING_DAYS).contains(days)) {
        errors.push(FieldError::new("training_days", Reason::OutOfRange));
    }
    if body.pay_month.is_some_and(|pay| pay > limits::PAY_MONTH) {
        errors.push(FieldError::new("pay_month", Reason::OutOfRange));
    }
    if errors.is_empty() { Ok(skills) } else { Err(Error::Invalid(errors)) }
}

/// A list is refused when it is too long or says a thing twice.
fn list_error<T: std::hash::Hash + Eq>(field: &str, items: &[T], most: u64) -> Option<FieldError> {
    let distinct: HashSet<&T> = items.iter().collect();
    if items.len() as u64 > most {
        Some(FieldError::limited(field, Reason::TooMany, most))
    } else if distinct.len() < items.len() {
        Some(FieldError::new(field, Reason::AlreadyUsed))
    } else {
        None
    }
}
