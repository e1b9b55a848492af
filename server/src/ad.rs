//! An ad that is written here: what its draft may hold, what it becomes on the board, and how it looks before.

use passerelle_api::{
    DateTime, FieldError, Reason, Utc,
    account::{EmployerRef, Language},
    id::{JobSlug, OccupationCode, SkillCode},
    job::{Answering, Contract, Job, JobCard, Pay, Remote},
    organisation::Organisation,
    posting::{AdContent, limits},
    reference::Skill,
};
use passerelle_rules::{feed::rome, pay::currencies};

use crate::{
    error::{Error, Result},
    job_posting::{Posting, json_ld},
    markdown, plain,
    store::{
        Connection,
        bulk::NewJob,
        job::{self, JobDetails},
        occupation,
        posting::StoredDraft,
        reference::{self, Taxonomy},
    },
    text::fold,
};

/// Years in which somebody may plan to start.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// What a draft says, without spaces around it, or which of its parts cannot be kept.
pub async fn checked(db: &mut Connection, mut content: AdContent) -> Result<AdContent> {
    let AdContent { title, summary, description, steps, questions, .. } = &mut content;
    for text in [title, summary, description, steps].into_iter().chain(questions) {
        *text = text.trim().to_owned();
    }
    content.questions.retain(|question| !question.is_empty());
    let mut errors = lengths(&content);
    let taxonomy = Taxonomy::load(db).await?;
    for (field, codes) in [("must", &content.must), ("nice", &content.nice)] {
        if !codes.iter().all(|code| taxonomy.has(code)) {
            errors.push(FieldError::new(field, Reason::NotKnown));
        }
    }
    if content.nice.iter().any(|code| content.must.contains(code)) {
        errors.push(FieldError::new("nice", Reason::AlreadyUsed));
    }
    if let Some(place) = &content.place
        && reference::spot(db, place).await?.is_none()
    {
        errors.push(FieldError::new("place", Reason::NotKnown));
    }
    // An ad that came from elsewhere may have an occupation that the directory here lacks; it stays.
    if content.occupation.as_ref().is_some_and(|code| rome(code.as_str()).is_none()) {
        errors.push(FieldError::new("occupation", Reason::NotKnown));
    }
    if errors.is_empty() { Ok(content) } else { Err(Error::Invalid(errors)) }
}

/// What of a draft is too long, too many or out of range.
fn lengths(content: &AdContent) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (field, text, most) in [
        ("title", &content.title, limits::TITLE),
        ("summary", &content.summary, limits::SUMMARY),
        ("description", &content.description, limits::DESCRIPTION),
        ("steps", &content.steps, limits::STEPS),
    ] {
        if text.chars().count() as u64 > most {
            errors.push(FieldError::limited(field, Reason::TooLong, most));
        }
    }
    if content.questions.len() as u64 > limits::QUESTIONS {
        errors.push(FieldError::limited("questions", Reason::TooMany, limits::QUESTIONS));
    }
    if content.questions.iter().any(|question| question.chars().count() as u64 > limits::QUESTION) {
        errors.push(FieldError::limited("questions", Reason::TooLong, limits::QUESTION));
    }
    for (field, codes) in [("must", &content.must), ("nice", &content.nice)] {
        errors.extend(list_error(field, codes, limits::SKILLS));
    }
    errors.extend(list_error("languages", &content.languages, limits::LANGUAGES));
    let is_code = |code: &String| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if !content.languages.iter().all(is_code) {
        errors.push(FieldError::new("languages", Reason::NotKnown));
    }
    let pay = |pay: &Pay| ![pay.min, pay.max].iter().all(|amount| (1..=limits::PAY).contains(amount));
    let known = |pay: &Pay| currencies().any(|currency| currency == pay.currency);
    for (field, refused) in [
        ("pay", content.pay.as_ref().is_some_and(pay)),
        ("level", content.level.is_some_and(|level| !(1..=8).contains(&level))),
        ("start", content.start.is_some_and(|day| !YEARS.contains(&chrono::Datelike::year(&day)))),
        ("duration_months", content.duration_months.is_some_and(|months| !(1..=limits::MONTHS).contains(&months))),
        ("training_days", content.training_days.is_some_and(|days| !(1..=limits::TRAINING_DAYS).contains(&days))),
        ("openings", content.openings.is_some_and(|openings| !(1..=limits::OPENINGS).contains(&openings))),
    ] {
        if refused {
            errors.push(FieldError::new(field, Reason::OutOfRange));
        }
    }
    if content.pay.as_ref().is_some_and(|pay| pay.max < pay.min) {
        errors.push(FieldError::new("pay", Reason::BelowLeast));
    }
    if !content.pay.as_ref().is_none_or(known) {
        errors.push(FieldError::new("pay", Reason::NotKnown));
    }
    errors
}

fn list_error<T: PartialEq>(field: &str, items: &[T], most: u64) -> Option<FieldError> {
    let twice = items.iter().enumerate().any(|(index, item)| items[..index].contains(item));
    match items.len() as u64 > most {
        true => Some(FieldError::limited(field, Reason::TooMany, most)),
        false => twice.then(|| FieldError::new(field, Reason::AlreadyUsed)),
    }
}

/// The address of a new ad: its title in letters that every address can hold, and what tells it from others.
pub fn slug(title: &str, random: &str) -> String {
    let mut slug = String::new();
    for letter in fold(title).chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(60);
    let own: String = random.chars().take(8).collect();
    [slug.trim_end_matches('-'), &own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The parts without which there is no ad.
struct Essentials {
    lang: Language,
    contract: Contract,
    remote: Remote,
    place: reference::NamedPlace,
}

async fn essentials(db: &mut Connection, content: &AdContent) -> Result<Essentials> {
    let place = match &content.place {
        Some(place) => reference::named(db, place).await?,
        None => None,
    };
    let missing = [
        ("title", content.title.is_empty()),
        ("lang", content.lang.is_none()),
        ("contract", content.contract.is_none()),
        ("remote", content.remote.is_none()),
        ("place", place.is_none()),
    ];
    match (content.lang, content.contract, content.remote, place) {
        (Some(lang), Some(contract), Some(remote), Some(place)) if !content.title.is_empty() => {
            Ok(Essentials { lang, contract, remote, place })
        }
        _ => {
            let missing = missing.into_iter().filter(|(_, missing)| *missing);
            Err(Error::Invalid(missing.map(|(field, _)| FieldError::new(field, Reason::Required)).collect()))
        }
    }
}

/// The ad as the board keeps it.
pub async fn row(
    db: &mut Connection,
    slug: &JobSlug,
    owner: &Organisation,
    content: &AdContent,
    posted_ms: i64,
) -> Result<NewJob> {
    let Essentials { lang, contract, remote, place } = essentials(db, content).await?;
    let taxonomy = Taxonomy::load(db).await?;
    let mut words =
        vec![content.title.as_str(), &content.summary, &content.description, &owner.text.name, &place.region];
    words.extend(place.names.values().map(String::as_str));
    let asked = |code: &&SkillCode| content.must.contains(code) || content.nice.contains(code);
    let skills = taxonomy.names().filter(|(code, _)| asked(code));
    words.extend(skills.flat_map(|(_, names)| names.values().map(String::as_str)));
    Ok(NewJob {
        slug: slug.0.clone(),
        employer: owner.slug.0.clone(),
        lang,
        title: content.title.clone(),
        summary: content.summary.clone(),
        html: markdown::render(&content.description).html,
        contract,
        level: content.level,
        remote: Some(remote),
        place: place.slug.0.clone(),
        pay: content.pay.clone(),
        start_on: content.start,
        duration_months: content.duration_months,
        training_days: content.training_days,
        must: content.must.clone(),
        nice: content.nice.clone(),
        languages: content.languages.clone(),
        rome: content.occupation.as_ref().map(|code| code.0.clone()),
        openings: content.openings,
        posted_ms,
        search: fold(&words.join(" ")),
    })
}

/// The page that a draft would become.
pub async fn preview(
    db: &mut Connection,
    draft: &StoredDraft,
    owner: &Organisation,
    posted_at: DateTime<Utc>,
    answering: Option<Answering>,
    lang: Language,
) -> Result<Job> {
    let content = &draft.content;
    let essentials = essentials(db, content).await?;
    let taxonomy = Taxonomy::load(db).await?;
    let named = |codes: &[SkillCode], lang| codes.iter().map(|code| taxonomy.skill(code, lang)).collect::<Vec<Skill>>();
    let card = card(draft, owner, &essentials, posted_at, lang);
    let details = details(content, owner);
    let occupation = occupation::find(db, details.rome.as_deref(), lang).await?;
    let json_ld = json_ld(&Posting { card: &card, details: &details, must: &named(&content.must, essentials.lang) });
    Ok(Job {
        must: named(&content.must, lang),
        nice: named(&content.nice, lang),
        html: details.html,
        languages: details.languages,
        rome: details.rome,
        openings: details.openings,
        duration_months: details.duration_months,
        employer_about: details.employer_about,
        employer_lang: details.employer_lang,
        employer_website: details.employer_website,
        employer_size: details.employer_size,
        disability_confident: details.disability_confident,
        employer_verified: details.employer_verified,
        steps: details.steps,
        questions: details.questions,
        closed: false,
        apply_url: None,
        left: false,
        occupation,
        answering,
        json_ld,
        mine: None,
        stale: false,
        ended: false,
        repeated_by: None,
        fit: None,
        card,
    })
}

fn card(
    draft: &StoredDraft,
    owner: &Organisation,
    essentials: &Essentials,
    posted_at: DateTime<Utc>,
    lang: Language,
) -> JobCard {
    let content = &draft.content;
    JobCard {
        // A draft that was never published has no address among the ads yet.
        slug: draft.job.clone().unwrap_or_default(),
        title: content.title.clone(),
        summary: content.summary.clone(),
        lang: essentials.lang,
        employer: EmployerRef { slug: owner.slug.clone(), name: owner.text.name.clone() },
        contract: essentials.contract,
        level: content.level,
        remote: Some(essentials.remote),
        place: essentials.place.place(lang),
        distance_km: None,
        pay: content.pay.clone(),
        start: content.start,
        training_days_per_week: content.training_days,
        accessible_workplace: owner.text.accessible_workplace,
        posted_at,
        applicants: Some(0),
        fit_score: None,
        fit_barriers: Vec::new(),
    }
}

fn details(content: &AdContent, owner: &Organisation) -> JobDetails {
    JobDetails {
        html: markdown::render(&content.description).html,
        must: content.must.clone(),
        nice: content.nice.clone(),
        languages: content.languages.clone(),
        rome: content.occupation.as_ref().map(|code| code.0.clone()),
        openings: content.openings,
        duration_months: content.duration_months,
        employer_about: owner.text.about.clone(),
        employer_lang: owner.text.lang.unwrap_or(Language::English),
        employer_website: owner.text.website.clone(),
        employer_size: owner.text.size.unwrap_or_default(),
        disability_confident: owner.text.disability_confident,
        employer_verified: owner.domain_verified,
        steps: content.steps.clone(),
        questions: content.questions.clone(),
        closed: false,
        apply_url: None,
        expires: None,
        left: false,
    }
}

/// What an ad says that was not written here.
pub async fn content_of(db: &mut Connection, slug: &JobSlug) -> Result<Option<AdContent>> {
    let Some(card) = job::card(db, slug.as_str(), Language::English).await? else { return Ok(None) };
    let Some(details) = job::details(db, &[slug.as_str()]).await?.remove(slug) else { return Ok(None) };
    Ok(Some(AdContent {
        title: card.title,
        summary: card.summary,
        description: plain::markdown_of(&details.html),
        lang: Some(card.lang),
        contract: Some(card.contract),
        level: card.level,
        remote: card.remote,
        place: Some(card.place.slug),
        occupation: details.rome.map(OccupationCode),
        pay: card.pay,
        start: card.start,
        duration_months: details.duration_months,
        training_days: card.training_days_per_week,
        must: details.must,
        nice: details.nice,
        languages: details.languages,
        openings: details.openings,
        steps: details.steps,
        questions: details.questions,
        about_public: false,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_plain_letters() {
        assert_eq!(slug("Développeur·euse web (H/F) !", "0123456789"), "developpeur-euse-web-h-f-01234567");
        assert_eq!(slug("مطوّر ويب", "0123456789"), "01234567");
        assert_eq!(slug(&"long ".repeat(40), "0123456789").len(), 60 - 1 + 9);
    }
}
