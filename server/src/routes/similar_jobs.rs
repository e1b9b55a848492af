//! Ads that are like one.

use std::cmp::Reverse;

use passerelle_api::{
    account::Language,
    job::{JobCard, ListSimilarJobs},
};
use passerelle_rules::ad::{fresh, likeness};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        board,
        job::{self, JobFilter},
        matching, reference,
    },
};

/// Ads among which those that are like one are looked for.
const AKIN: i64 = 200;

/// Ads that are told to be like one.
const SIMILAR: usize = 6;

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_similar_jobs)
}

async fn list_similar_jobs(call: Call<ListSimilarJobs>, _: Caller) -> Result<Vec<JobCard>> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    let spots = reference::spots(&mut db).await?;
    let own = matching::ads(&mut db, &[path.job.as_str()], &spots).await?;
    let own = &own.first().ok_or(Error::NotFound)?.job;
    let filter = JobFilter { fresh: Some(fresh(app.clock.now().date_naive())), ..JobFilter::default() };
    let akin = board::akin(&mut db, &path.job, &filter, AKIN).await?;
    let akin: Vec<&str> = akin.iter().map(String::as_str).collect();
    let mut ads = matching::ads(&mut db, &akin, &spots).await?;
    ads.retain(|ad| likeness(own, &ad.job) > 0);
    ads.sort_by_cached_key(|ad| (Reverse(likeness(own, &ad.job)), Reverse(ad.posted_at), ad.slug.clone()));
    let slugs: Vec<String> = ads.into_iter().take(SIMILAR).map(|ad| ad.slug.0).collect();
    job::cards(&mut db, &slugs, &filter, query.lang.unwrap_or(Language::English)).await
}
