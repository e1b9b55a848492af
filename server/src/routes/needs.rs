//! What employers need and nobody teaches here.

use std::collections::HashMap;

use passerelle_api::{
    FieldError, Reason,
    account::Language,
    need::{ListNeeds, Need, Needs, NeedsQuery},
};
use passerelle_rules::{ad::fresh, feed::rome, need as rules};

use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{interview, job::JobFilter, need, occupation, reference::Taxonomy},
    text::fold,
};

/// Characters of the name of a region.
const REGION_MAX: u64 = 100;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_needs)
}

async fn list_needs(call: Call<ListNeeds>, _: SignedIn) -> Result<Needs> {
    let Call { app, query, .. } = call;
    check(&query)?;
    let lang = query.lang.unwrap_or(Language::English);
    // An interview is of no region and no occupation: it says nothing of what the ads of one need.
    let counts_interviews = query.region.is_none() && query.occupation.is_none();
    let filter = JobFilter {
        region: query.region,
        occupation: query.occupation.as_ref().and_then(|code| rome(code.as_str())),
        fresh: Some(fresh(app.clock.now())),
        ..JobFilter::default()
    };
    let mut db = app.store.read().await?;
    let survey = need::survey(&mut db, &filter).await?;
    let named = if counts_interviews { interview::named(&mut db).await? } else { HashMap::new() };
    let (asked, few) = rules::needs(survey.asked, named, &need::taught(&mut db).await?);
    let taxonomy = Taxonomy::load(&mut db).await?;
    let need = |asked: rules::Asked| {
        let rules::Asked { skill, must, nice, employers, interviews } = asked;
        Need { skill: taxonomy.skill(&skill, lang), must, nice, employers, interviews }
    };
    let needs = asked.into_iter().map(need).collect();
    let mut occupations = occupation::name(&mut db, survey.occupations, lang).await?;
    occupations.sort_by_cached_key(|count| (fold(&count.occupation.name), count.occupation.code.clone()));
    Ok(Needs { ads: survey.ads, needs, few, regions: survey.regions, occupations, counts_interviews })
}

fn check(query: &NeedsQuery) -> Result<()> {
    if query.region.as_ref().is_some_and(|region| region.chars().count() as u64 > REGION_MAX) {
        return Err(Error::Invalid(vec![FieldError::limited("region", Reason::TooLong, REGION_MAX)]));
    }
    if query.occupation.as_ref().is_some_and(|code| rome(code.as_str()).is_none()) {
        return Err(Error::field("occupation", Reason::NotKnown));
    }
    Ok(())
}
