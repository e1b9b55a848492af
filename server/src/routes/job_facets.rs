//! How many ads each choice of a search of ads would leave.

use std::collections::{HashMap, HashSet};

use passerelle_api::{
    account::Language,
    job::{JobFacet, JobQuery, ListJobStarts, OccupationCount, limits},
    occupation::{ListOccupations, OccupationChoice, OccupationFacet},
};
use passerelle_rules::{
    distance::Spot,
    facet::{Cell, Choices, by_itself, facet, facets, first_found, first_within, radius_facet, widens, with_own},
    start::{self, Starting},
};

use super::jobs::{Search, check, search};
use crate::{
    auth::Caller,
    endpoints::{Call, Endpoints},
    error::Result,
    store::{
        Connection,
        board::{self, Promised},
        job::JobFilter,
        occupation, reference,
    },
    text,
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_occupations).on(list_job_starts)
}

async fn list_occupations(call: Call<ListOccupations>, _: Caller) -> Result<OccupationFacet> {
    let Call { app, query, .. } = call;
    // A list of occupations has no pages, and an order of its own.
    let query = JobQuery { occupation: None, sort: None, cursor: None, ..query };
    check(&query)?;
    let mut db = app.store.read().await?;
    let found = search(&mut db, &query, app.clock.now()).await?;
    let mut counts = occupation::counts(&mut db, &found.filter).await?;
    let mut widened: HashMap<String, u32> = HashMap::new();
    if let Some(farthest) = farthest(&mut db, &query, &found).await? {
        let known: HashSet<String> = counts.iter().map(|(code, _)| code.clone()).collect();
        let mut by_km: HashMap<String, Vec<(u32, u64)>> = HashMap::new();
        for (code, km, count) in occupation::others_by_distance(&mut db, &farthest, &known).await? {
            by_km.entry(code).or_default().push((km, count));
        }
        for (code, by_km) in by_km {
            if let Some((km, count)) = first_within(&by_km) {
                widened.insert(code.clone(), km);
                counts.push((code, count));
            }
        }
    }
    let named = occupation::name(&mut db, counts, query.lang.unwrap_or(Language::English)).await?;
    let choice = |OccupationCount { occupation, count }| {
        let widened_km = widened.get(occupation.code.as_str()).copied();
        OccupationChoice { occupation, count, widened_km }
    };
    let mut occupations: Vec<OccupationChoice> = named.into_iter().map(choice).collect();
    let order = |choice: &OccupationChoice| {
        let OccupationChoice { occupation, widened_km, .. } = choice;
        (*widened_km, text::fold(&occupation.name), occupation.code.clone())
    };
    occupations.sort_by_cached_key(order);
    Ok(OccupationFacet { without: found.total, occupations })
}

async fn list_job_starts(call: Call<ListJobStarts>, _: Caller) -> Result<JobFacet> {
    let Call { app, query, .. } = call;
    check(&query)?;
    // A list of months has no pages, and an order of its own.
    let query = JobQuery { start_from: None, start_to: None, sort: None, cursor: None, ..query };
    let mut db = app.store.read().await?;
    let found = search(&mut db, &query, app.clock.now()).await?;
    let near = board::starts(&mut db, &found.filter).await?;
    // With what begins at any time nearby, no month makes the search go farther.
    if !near.iter().any(Starting::in_every_month)
        && let Some(farthest) = farthest(&mut db, &query, &found).await?
    {
        return Ok(start::widened(&board::starts_by_distance(&mut db, &farthest).await?));
    }
    Ok(start::facet(&near))
}

/// As far as a search goes by itself for a choice of which nothing is where it found something; none where it goes no farther.
async fn farthest(db: &mut Connection, query: &JobQuery, found: &Search) -> Result<Option<JobFilter>> {
    let goes_on = found.total > 0 && found.widened_km != Some(limits::RADIUS_MAX);
    let Some(place) = query.place.as_ref().filter(|_| goes_on && widens(true, query.radius)) else { return Ok(None) };
    match reference::spot(db, place).await? {
        Some(centre) => Ok(Some(around(db, &found.filter, centre, limits::RADIUS_MAX).await?)),
        None => Ok(None),
    }
}

/// What a search chooses of what its cells tell apart.
pub fn choices(query: &JobQuery) -> Choices {
    let JobQuery { contract, remote, level, training_days, .. } = *query;
    Choices { contract, remote, level, training_days }
}

/// Every facet of a search. Where no distance was chosen and the usual one finds nothing, each choice counts at the distance to which
/// it would widen.
pub async fn all(db: &mut Connection, query: &JobQuery, search: &Search) -> Result<Vec<JobFacet>> {
    let Search { filter, cells, total, widened_km } = search;
    let centre = match &query.place {
        Some(place) => reference::spot(db, place).await?,
        None => None,
    };
    let Some(centre) = centre else { return at(db, query, filter, cells).await };
    let had_to_widen = *total == 0 || widened_km.is_some();
    let mut all = if had_to_widen && widens(true, query.radius) {
        let mut by_distance = Vec::new();
        for km in by_itself() {
            let filter = around(db, filter, centre, km).await?;
            let cells = board::cells(db, &filter).await?;
            by_distance.push(at(db, query, &filter, &cells).await?);
        }
        first_found(by_distance)
    } else {
        at(db, query, filter, cells).await?
    };
    let farthest = around(db, filter, centre, limits::RADIUS_MAX).await?;
    let mut radius = radius_facet(&board::by_distance(db, &farthest).await?, query.radius);
    if query.radius == Some(limits::RADIUS_ITSELF) {
        // What is right beside the place is at no distance from it either, and is not asked for.
        let itself = limits::RADIUS_ITSELF.to_string();
        radius.choices.iter_mut().filter(|choice| choice.value == itself).for_each(|choice| choice.count = *total);
    }
    all.push(radius);
    Ok(all)
}

async fn around(db: &mut Connection, filter: &JobFilter, centre: Spot, km: u32) -> Result<JobFilter> {
    Ok(JobFilter { around: Some(reference::places_around(db, centre, km).await?), ..filter.clone() })
}

/// The facets but that of the distance, at one distance.
async fn at(db: &mut Connection, query: &JobQuery, filter: &JobFilter, cells: &[Cell]) -> Result<Vec<JobFacet>> {
    let mut all = facets(cells, choices(query));
    let pays = with_own(&limits::PAYS, query.min_pay);
    let Promised { pay, accessible, confident } = board::promised(db, filter, &pays).await?;
    all.push(facet("min_pay", pay.0, pays.into_iter().zip(pay.1)));
    all.push(facet("accessible", accessible.0, [(true, accessible.1)]));
    all.push(facet("disability_confident", confident.0, [(true, confident.1)]));
    Ok(all)
}
