//! The page of an organisation that hires.

use passerelle_api::{
    DateTime, Utc,
    account::{Approval, Language},
    company::{Company, CompanyAds, ListCompanyAds, ShowCompany},
    hiring::OpenTo,
    id::EmployerSlug,
    job::{Answering, JobSort},
    organisation::Organisation,
};
use passerelle_rules::{ad::fresh, answering};

use crate::{
    auth::Caller,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection, application, company, employer, hiring,
        job::{self, JobCursor, JobFilter, SqlSort},
        unsigned, word,
    },
};

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Ads in one answer.
const ADS: usize = 20;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show).on(list_ads)
}

async fn show(call: Call<ShowCompany>, caller: Caller) -> Result<Company> {
    let Call { app, path, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    let found = published(&mut db, &path.company).await?;
    let answering = answering_of(&mut db, &path.company, app.clock.now_ms()).await?;
    let steps = company::steps(&mut db, &path.company).await?;
    let (steps, steps_lang) = match steps {
        Some((steps, lang)) => (steps, word(&lang)?),
        None => (String::new(), lang),
    };
    let filter = open_ads(path.company.clone(), app.clock.now());
    let total = unsigned(job::count(&mut db, &filter).await?)?;
    let CompanyAds { items: jobs, next } = ads(&mut db, &filter, None, lang).await?;
    let open = if hiring::is_open(&mut db, &path.company).await? {
        Some(open_to(&mut db, &path.company, lang).await?)
    } else {
        None
    };
    let mine = match (&caller.0, hiring::standing(&mut db, &path.company).await?) {
        (Some(me), Some(standing)) => application::find_own(&mut db, &[standing], &me.id).await?,
        _ => None,
    };
    Ok(Company {
        slug: found.slug,
        name: found.text.name,
        about: found.text.about,
        lang: found.text.lang.unwrap_or(Language::English),
        size: found.text.size.unwrap_or_default(),
        website: found.text.website,
        verified: found.domain_verified,
        accessible_workplace: found.text.accessible_workplace,
        disability_confident: found.text.disability_confident,
        elsewhere: company::is_of_feed(&mut db, &path.company).await?,
        answering,
        steps,
        steps_lang,
        jobs,
        total,
        next,
        open,
        mine,
    })
}

async fn list_ads(call: Call<ListCompanyAds>, _: Caller) -> Result<CompanyAds> {
    let Call { app, path, query, .. } = call;
    let after: Option<JobCursor> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    if after.as_ref().is_some_and(|after| after.sort != JobSort::Newest) {
        return Err(Error::Malformed("cursor: made for another order".into()));
    }
    let mut db = app.store.read().await?;
    published(&mut db, &path.company).await?;
    let filter = open_ads(path.company, app.clock.now());
    ads(&mut db, &filter, after.as_ref(), query.lang.unwrap_or(Language::English)).await
}

/// An organisation that was let in.
async fn published(db: &mut Connection, company: &EmployerSlug) -> Result<Organisation> {
    let found = employer::find(db, company).await?;
    found.filter(|found| found.approval == Approval::Approved).ok_or(Error::NotFound)
}

/// The ads of an organisation that searches find.
fn open_ads(company: EmployerSlug, now: DateTime<Utc>) -> JobFilter {
    JobFilter { employer: Some(company), fresh: Some(fresh(now)), ..JobFilter::default() }
}

/// A part of them, the newest first.
async fn ads(db: &mut Connection, filter: &JobFilter, after: Option<&JobCursor>, lang: Language) -> Result<CompanyAds> {
    let mut rows = job::list(db, filter, SqlSort::Newest, after, ADS as i64 + 1, lang).await?;
    let next = cursor::page(&mut rows, ADS, |(_, cursor)| cursor.clone())?;
    Ok(CompanyAds { items: rows.into_iter().map(|(card, _)| card).collect(), next })
}

/// What an organisation says it takes applications for without an ad.
pub async fn open_to(db: &mut Connection, employer: &EmployerSlug, lang: Language) -> Result<OpenTo> {
    let occupations = hiring::occupations(db, employer, lang).await?;
    Ok(OpenTo { occupations, places: hiring::places(db, employer, lang).await? })
}

/// How an organisation answers; none where too few applied to say.
pub async fn answering_of(db: &mut Connection, employer: &EmployerSlug, now_ms: i64) -> Result<Option<Answering>> {
    let sent = company::sent(db, employer, &answering::counted(now_ms)).await?;
    Ok(answering::answering(&sent, now_ms))
}
