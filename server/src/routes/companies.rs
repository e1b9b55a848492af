//! The page of an organisation that hires.

use passerelle_api::{
    account::{Approval, Language},
    company::{Company, ShowCompany},
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
    store::{Connection, company, employer, word},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(show)
}

async fn show(call: Call<ShowCompany>, _: Caller) -> Result<Company> {
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
    let jobs = company::ads(&mut db, &path.company, fresh(app.clock.now().date_naive()), lang).await?;
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
    })
}

/// How an organisation answers; none where too few applied to say.
pub async fn answering_of(db: &mut Connection, employer: &EmployerSlug, now_ms: i64) -> Result<Option<Answering>> {
    let sent = company::sent(db, employer, now_ms - LOOK_BACK_DAYS * DAY_MS).await?;
    Ok(answering::answering(&sent, now_ms))
}
