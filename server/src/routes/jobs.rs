//! Finding a job ad and reading it.

use std::{cmp::Reverse, collections::HashMap};

use crate::store::Connection;
use passerelle_api::{
    DateTime, FieldError, Reason, Utc,
    account::Language,
    catalogue::Relax,
    id::{JobSlug, OccupationCode, PlaceSlug, SkillCode},
    job::{Job, JobCard, JobList, JobQuery, JobSort, ListJobPlaces, ListJobs, PlaceCount, ShowJob, limits},
    matching::JobFit,
    reference::Skill,
};

use passerelle_rules::{
    ad::fresh,
    facet::{Cell, total, widens},
    feed::rome,
    matching::Explanation,
};

use super::{
    companies::answering_of,
    job_facets::{self, choices},
};
use crate::{
    auth::Caller,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    fit::{Fitting, Own},
    job_posting::{Posting, json_ld},
    store::{
        application, board,
        job::{self, JobCursor, JobFilter, SqlSort},
        job_words::JobWords,
        matching::{self, Ad},
        occupation,
        reference::{self, Taxonomy},
        repeats,
    },
    text,
};

/// Ads on one page.
const PAGE: usize = 20;

/// Characters of the words that are looked for.
const WORDS_MAX: u64 = 200;

/// Months of pay that anybody asks for, in euros.
const MIN_PAY_MAX: u32 = 1_000_000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_jobs).on(list_job_places).on(show_job)
}

async fn list_jobs(call: Call<ListJobs>, caller: Caller) -> Result<JobList> {
    let Call { app, query, .. } = call;
    let after: Option<JobCursor> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let widened_km = after.as_ref().and_then(|after| after.widened_km);
    let asked = JobQuery { radius: query.radius.or(widened_km), ..query.clone() };
    check(&asked)?;
    let lang = query.lang.unwrap_or(Language::English);
    let sort = query.sort.unwrap_or(JobSort::Newest);
    if after.as_ref().is_some_and(|after| after.sort != sort) {
        return Err(Error::Malformed("cursor: made for another order".into()));
    }
    let mut db = app.store.read().await?;
    let found = search(&mut db, &asked, app.clock.now()).await?;
    let widened_km = widened_km.or(found.widened_km);
    let Search { filter, total, .. } = &found;
    let own = Own::load(&mut db, &caller).await?;
    let (mut items, next) = match (in_sql(sort), &own) {
        (Some(sort), _) => {
            let mut rows = job::list(&mut db, filter, sort, after.as_ref(), PAGE as i64 + 1, lang).await?;
            let next = cursor::page(&mut rows, PAGE, |(_, cursor)| JobCursor { widened_km, ..cursor.clone() })?;
            (rows.into_iter().map(|(card, _)| card).collect(), next)
        }
        (None, Some(own)) => {
            let mut marks = matched(&mut db, filter, own, after.as_ref()).await?;
            let next = cursor::page(&mut marks, PAGE, |mark| JobCursor { widened_km, ..mark.clone() })?;
            let slugs: Vec<String> = marks.into_iter().map(|mark| mark.slug).collect();
            (job::cards(&mut db, &slugs, filter, lang).await?, next)
        }
        (None, None) => return Err(Error::field("profile", Reason::Required)),
    };
    if let Some(own) = &own {
        score(&mut db, &mut items, own).await?;
    }
    let relax = if *total == 0 { relax(&mut db, &query, app.clock.now()).await? } else { Vec::new() };
    let facets = match query.cursor {
        None => Some(job_facets::all(&mut db, &query, &found).await?),
        Some(_) => None,
    };
    let code = query.occupation.as_ref().map(OccupationCode::as_str);
    let occupation = occupation::find(&mut db, code, lang).await?;
    let place = reference::place_named(&mut db, query.place.as_ref().map(PlaceSlug::as_str), lang).await?;
    let bound = u64::try_from(matching::SCORED_AT_MOST).unwrap_or(u64::MAX);
    let scored_at_most = (sort == JobSort::Match && *total > bound).then_some(bound);
    Ok(JobList { items, total: *total, next, relax, facets, widened_km, scored_at_most, occupation, place })
}

/// A search as it is made.
pub struct Search {
    pub filter: JobFilter,
    pub cells: Vec<Cell>,
    pub total: u64,
    pub widened_km: Option<u32>,
}

impl Search {
    async fn of(db: &mut Connection, query: &JobQuery, now: DateTime<Utc>) -> Result<Self> {
        let filter = filter(db, query, now).await?;
        let cells = board::cells(db, &filter).await?;
        let total = total(&cells, choices(query));
        Ok(Self { filter, cells, total, widened_km: None })
    }
}

/// The search of a query. Where no distance was chosen and nothing is within the usual one, the next wider one is taken at which
/// something is found.
pub async fn search(db: &mut Connection, query: &JobQuery, now: DateTime<Utc>) -> Result<Search> {
    let usual = Search::of(db, query, now).await?;
    if usual.total == 0 && widens(query.place.is_some(), query.radius) {
        for km in limits::RADIUS_WIDER {
            let wider = Search::of(db, &JobQuery { radius: Some(km), ..query.clone() }, now).await?;
            if wider.total > 0 {
                return Ok(Search { widened_km: Some(km), ..wider });
            }
        }
    }
    Ok(usual)
}

async fn list_job_places(call: Call<ListJobPlaces>, _: Caller) -> Result<Vec<PlaceCount>> {
    let Call { app, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let query = JobQuery { sort: None, cursor: None, ..query };
    check(&query)?;
    let mut db = app.store.read().await?;
    let found = search(&mut db, &query, app.clock.now()).await?;
    let mut counts: HashMap<String, u64> = board::places(&mut db, &found.filter).await?.into_iter().collect();
    let mut places = Vec::new();
    for named in reference::named_places(&mut db).await? {
        let Some(count) = counts.remove(&named.slug) else { continue };
        let (lat, lon) = (hundredths(named.spot.lat), hundredths(named.spot.lon));
        places.push(PlaceCount { place: named.place(lang), lat, lon, count });
    }
    places.sort_by_cached_key(|place| (Reverse(place.count), text::fold(&place.place.name), place.place.slug.clone()));
    Ok(places)
}

/// Degrees as a map needs them.
#[expect(clippy::cast_possible_truncation, reason = "degrees in hundredths are at most 18,000")]
fn hundredths(degrees: f64) -> i32 {
    (degrees * 100.0).round() as i32
}

/// The order as the database makes it.
fn in_sql(sort: JobSort) -> Option<SqlSort> {
    match sort {
        JobSort::Newest => Some(SqlSort::Newest),
        JobSort::Nearest => Some(SqlSort::Nearest),
        JobSort::Pay => Some(SqlSort::Pay),
        JobSort::FewestApplicants => Some(SqlSort::FewestApplicants),
        JobSort::Match => None,
    }
}

/// The ads that pass the filter and come after one, best fit first; the newer ad stands before an older one of the same score.
async fn matched(
    db: &mut Connection,
    filter: &JobFilter,
    own: &Own,
    after: Option<&JobCursor>,
) -> Result<Vec<JobCursor>> {
    let order = |mark: &JobCursor| (Reverse(mark.key), Reverse(mark.posted_at), mark.slug.clone());
    let after = after.map(order);
    let mark = |ad: Ad| JobCursor {
        sort: JobSort::Match,
        key: i64::from(own.explain(&ad.job).score),
        posted_at: Some(ad.posted_at),
        slug: ad.slug.0,
        widened_km: None,
    };
    let ads = matching::candidates(db, filter, &own.person, &own.spots).await?;
    let mut marks: Vec<JobCursor> = ads.into_iter().map(mark).collect();
    marks.retain(|mark| after.as_ref().is_none_or(|after| order(mark) > *after));
    marks.sort_by_cached_key(order);
    Ok(marks)
}

/// Says of each ad how well the caller fits it.
async fn score(db: &mut Connection, cards: &mut [JobCard], own: &Own) -> Result<()> {
    let slugs: Vec<&str> = cards.iter().map(|card| card.slug.as_str()).collect();
    let ads = matching::ads(db, &slugs, &own.spots).await?;
    for card in cards {
        if let Some(ad) = ads.iter().find(|ad| ad.slug == card.slug) {
            let Explanation { score, barriers, .. } = own.explain(&ad.job);
            (card.fit_score, card.fit_barriers) = (Some(score), barriers);
        }
    }
    Ok(())
}

async fn show_job(call: Call<ShowJob>, caller: Caller) -> Result<Job> {
    let Call { app, path, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    let mut card = job::card(&mut db, path.job.as_str(), lang).await?.ok_or(Error::NotFound)?;
    let details = job::details(&mut db, &[path.job.as_str()]).await?.remove(&path.job).ok_or(Error::NotFound)?;
    let taxonomy = Taxonomy::load(&mut db).await?;
    let named = |codes: &[SkillCode], lang| codes.iter().map(|code| taxonomy.skill(code, lang)).collect::<Vec<Skill>>();
    let now = app.clock.now();
    let repeated_by = repeats::repeated_by(&mut db, &path.job, now).await?;
    let mine = match &caller.0 {
        Some(me) => {
            let mut ads = repeats::stands_for(&mut db, &path.job, now).await?;
            ads.extend(repeated_by.clone());
            application::find_own(&mut db, &ads, &me.id).await?
        }
        None => None,
    };
    let fit = match Own::load(&mut db, &caller).await? {
        Some(own) => own_fit(&mut db, &path.job, &own, lang).await?,
        None => None,
    };
    if let Some(fit) = &fit {
        (card.fit_score, card.fit_barriers) = (Some(fit.score), fit.barriers.clone());
    }
    let fresh = fresh(now);
    let stale = !fresh.holds(card.posted_at.date_naive(), card.start, details.expires);
    let answering = answering_of(&mut db, &card.employer.slug, app.clock.now_ms()).await?;
    let occupation = occupation::find(&mut db, details.rome.as_deref(), lang).await?;
    // The ad is in one language, and so is what machines read of it.
    let posting = Posting { card: &card, details: &details, must: &named(&details.must, card.lang) };
    // Search engines are told of what one can apply for.
    let json_ld = if details.left || details.closed || stale || repeated_by.is_some() {
        String::new()
    } else {
        json_ld(&posting)
    };
    Ok(Job {
        must: named(&details.must, lang),
        nice: named(&details.nice, lang),
        html: details.html,
        languages: details.languages,
        rome: details.rome,
        occupation,
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
        closed: details.closed,
        answering,
        apply_url: details.apply_url,
        left: details.left,
        json_ld,
        mine,
        stale,
        ended: fresh.ended(details.expires),
        repeated_by,
        fit,
        card,
    })
}

/// How the caller fits an ad, and why.
async fn own_fit(db: &mut Connection, job: &JobSlug, own: &Own, lang: Language) -> Result<Option<JobFit>> {
    let ads = matching::ads(db, &[job.as_str()], &own.spots).await?;
    let Some(ad) = ads.first() else { return Ok(None) };
    let fitting = Fitting::load(db, &ad.job, &own.taxonomy, lang).await?;
    Ok(Some(fitting.tell(&own.person, &own.profile.skills)))
}

/// Refuses values that no ad could answer, instead of answering them with nothing.
pub fn check(query: &JobQuery) -> Result<()> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, refused: bool| {
        if refused {
            errors.push(FieldError::new(field, Reason::OutOfRange));
        }
    };
    refuse("radius", query.radius.is_some_and(|radius| radius > limits::RADIUS_MAX));
    refuse("level", query.level.is_some_and(|level| !(1..=8).contains(&level)));
    refuse("min_pay", query.min_pay.is_some_and(|pay| !(1..=MIN_PAY_MAX).contains(&pay)));
    refuse("training_days", query.training_days.is_some_and(|days| !(1..=5).contains(&days)));
    refuse("start_to", query.start_from.zip(query.start_to).is_some_and(|(from, to)| to < from));
    if query.sort == Some(JobSort::Nearest) && query.place.is_none() {
        errors.push(FieldError::new("place", Reason::Required));
    }
    if query.occupation.as_ref().is_some_and(|code| rome(code.as_str()).is_none()) {
        errors.push(FieldError::new("occupation", Reason::NotKnown));
    }
    if query.q.as_ref().is_some_and(|q| q.chars().count() as u64 > WORDS_MAX) {
        errors.push(FieldError::limited("q", Reason::TooLong, WORDS_MAX));
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// What a query narrows the ads to. What is not fresh is left out of every search.
pub async fn filter(db: &mut Connection, query: &JobQuery, now: DateTime<Utc>) -> Result<JobFilter> {
    let around = match &query.place {
        Some(place) => {
            let centre = reference::spot(db, place).await?;
            let centre = centre.ok_or_else(|| Error::field("place", Reason::NotKnown))?;
            Some(match query.radius.unwrap_or(limits::RADIUS_DEFAULT) {
                limits::RADIUS_ITSELF => reference::alone(db, place)?,
                radius => reference::places_around(db, centre, radius).await?,
            })
        }
        None => None,
    };
    Ok(JobFilter {
        words: query.q.as_deref().and_then(|words| JobWords::of(db, words)),
        around,
        region: None,
        employer: None,
        contract: query.contract,
        level: query.level,
        remote: query.remote,
        min_pay: query.min_pay,
        // The codes are in capitals, and people type them as they like.
        occupation: query.occupation.as_ref().and_then(|code| rome(code.as_str())),
        training_days: query.training_days,
        accessible: query.accessible == Some(true),
        disability_confident: query.disability_confident == Some(true),
        start_from: query.start_from,
        start_to: query.start_to,
        fresh: Some(fresh(now)),
        added_after: None,
        added_until: None,
    })
}

/// Takes one filter out of a query and says whether it was there.
type Drop = fn(&mut JobQuery) -> bool;

/// Everything that narrows the list.
const FILTERS: &[(&str, Drop)] = &[
    ("q", |query| query.q.take().is_some()),
    ("place", |query| query.place.take().is_some()),
    ("radius", |query| query.radius.take().is_some()),
    ("contract", |query| query.contract.take().is_some()),
    ("level", |query| query.level.take().is_some()),
    ("remote", |query| query.remote.take().is_some()),
    ("min_pay", |query| query.min_pay.take().is_some()),
    ("occupation", |query| query.occupation.take().is_some()),
    ("training_days", |query| query.training_days.take().is_some()),
    ("accessible", |query| query.accessible.take().is_some()),
    ("disability_confident", |query| query.disability_confident.take().is_some()),
    ("start_from", |query| query.start_from.take().is_some()),
    ("start_to", |query| query.start_to.take().is_some()),
];

/// The filters that, dropped alone, would find something, with what the page that this leads to finds.
async fn relax(db: &mut Connection, query: &JobQuery, now: DateTime<Utc>) -> Result<Vec<Relax>> {
    let mut relax = Vec::new();
    for (name, drop) in FILTERS {
        let mut wider = query.clone();
        if drop(&mut wider) {
            let count = search(db, &wider, now).await?.total;
            if count > 0 {
                relax.push(Relax { filter: (*name).to_owned(), count });
            }
        }
    }
    Ok(relax)
}
