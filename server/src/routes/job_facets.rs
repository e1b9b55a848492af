//! How many ads each choice of a search of ads would leave.

use passerelle_api::job::{JobFacet, JobQuery, ListJobStarts, limits};
use passerelle_rules::{
    distance::Spot,
    facet::{Cell, Choices, by_itself, facet, facets, first_found, radius_facet, widens, with_own},
    start,
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
        reference,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_job_starts)
}

async fn list_job_starts(call: Call<ListJobStarts>, _: Caller) -> Result<JobFacet> {
    let Call { app, query, .. } = call;
    check(&query)?;
    // A list of months has no pages, and an order of its own.
    let query = JobQuery { start_from: None, start_to: None, sort: None, cursor: None, ..query };
    let mut db = app.store.read().await?;
    let found = search(&mut db, &query, app.clock.now()).await?;
    Ok(start::facet(&board::starts(&mut db, &found.filter).await?))
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
    all.push(radius_facet(&board::by_distance(db, &farthest).await?, query.radius));
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
