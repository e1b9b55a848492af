//! The page of an organisation that hires.

use passerelle_api::{
    account::{Approval, Language},
    company::{Company, ShowCompany},
    hiring::OpenTo,
    id::EmployerSlug,
    job::Answering,
};
use passerelle_rules::{
    ad::fresh,
    answering::{self, LOOK_BACK_DAYS},
};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{Connection, application, company, employer, hiring, word},
};

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show)
}

async fn show(call: Call<ShowCompany>, caller: Caller) -> Result<Company> {
    let Call { app, path, query, .. } = call;
    let lang = query.lang.unwrap_or(Language::English);
    let mut db = app.store.read().await?;
    let found = employer::find(&mut db, &path.company).await?;
    let found = found.filter(|found| found.approval == Approval::Approved).ok_or(Error::NotFound)?;
    let answering = answering_of(&mut db, &path.company, app.clock.now_ms()).await?;
    let steps = company::steps(&mut db, &path.company).await?;
    let (steps, steps_lang) = match steps {
        Some((steps, lang)) => (steps, word(&lang)?),
        None => (String::new(), lang),
    };
    let jobs = company::ads(&mut db, &path.company, fresh(app.clock.now()), lang).await?;
    let open = if hiring::is_open(&mut db, &path.company).await? {
        Some(open_to(&mut db, &path.company, lang).await?)
    } else {
        None
    };
    let mine = match (&caller.0, hiring::standing(&mut db, &path.company).await?) {
        (Some(me), Some(standing)) => application::find_own(&mut db, &standing, &me.id).await?,
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
        answering,
        steps,
        steps_lang,
        jobs,
        open,
        mine,
    })
}

/// What an organisation says it takes applications for without an ad.
pub async fn open_to(db: &mut Connection, employer: &EmployerSlug, lang: Language) -> Result<OpenTo> {
    let occupations = hiring::occupations(db, employer, lang).await?;
    Ok(OpenTo { occupations, places: hiring::places(db, employer, lang).await? })
}

/// How an organisation answers; none where too few applied to say.
pub async fn answering_of(db: &mut Connection, employer: &EmployerSlug, now_ms: i64) -> Result<Option<Answering>> {
    let sent = company::sent(db, employer, now_ms - LOOK_BACK_DAYS * DAY_MS).await?;
    Ok(answering::answering(&sent, now_ms))
}
