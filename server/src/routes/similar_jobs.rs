//! Ads that are like one.

use std::cmp::Reverse;

use passerelle_api::{
    account::Language,
    job::{JobCard, ListSimilarJobs},
};
use passerelle_rules::ad::{Kind, fresh, likeness, title_words};

use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        board::{self, Titled},
        job::{self, JobFilter},
        matching::{self, Ad},
        reference,
    },
    text::fold,
};

/// Ads of each kind among which those that are like one are looked for.
const AKIN: i64 = 60;

/// Words of a title by which others are looked for, all of which these have. The longest of it say most, and one that every other ad
/// has would take long.
const WORDS: usize = 2;

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
    let own = own.first().ok_or(Error::NotFound)?;
    let told = board::titled(&mut db, &[path.job.as_str()]).await?.remove(&path.job).ok_or(Error::NotFound)?;
    let title = fold(&told.title);
    let mut words = title_words(&title);
    words.sort_by_key(|word| Reverse(word.chars().count()));
    words.truncate(WORDS);
    let filter = JobFilter { fresh: Some(fresh(app.clock.now())), ..JobFilter::default() };
    let occupation = told.occupation.as_deref();
    let akin = board::akin(&mut db, &path.job, occupation, &words.join(" "), &own.job.must, &filter, AKIN).await?;
    let akin: Vec<&str> = akin.iter().map(String::as_str).collect();
    let titled = board::titled(&mut db, &akin).await?;
    let own = Kind { job: &own.job, occupation, title: &title };
    let alike = |ad: Ad| {
        let Titled { occupation, title } = titled.get(&ad.slug)?;
        let points = likeness(&own, &Kind { job: &ad.job, occupation: occupation.as_deref(), title: &fold(title) });
        (points > 0).then_some((Reverse(points), Reverse(ad.posted_at), ad.slug.0))
    };
    let mut ads: Vec<_> = matching::ads(&mut db, &akin, &spots).await?.into_iter().filter_map(alike).collect();
    ads.sort();
    let slugs: Vec<String> = ads.into_iter().take(SIMILAR).map(|(.., slug)| slug).collect();
    job::cards(&mut db, &slugs, &filter, query.lang.unwrap_or(Language::English)).await
}
