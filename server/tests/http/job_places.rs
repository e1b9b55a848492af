//! The places of a search, and that a map of them leads to as many ads as it says.

use passerelle_api::job::{Contract, JobQuery, JobSort, ListJobPlaces, ListJobs, PlaceCount};
use passerelle_rules::map::{Dot, Lead, draw, regions};
use passerelle_server::store::bulk;

use crate::{
    fixture,
    jobs::{find, slugs},
    support::{START_MS, Server},
};

async fn total(server: &Server, query: &JobQuery) -> u64 {
    server.ok(&server.nobody(), ListJobs {}, query, &()).await.total
}

fn dot(item: &PlaceCount) -> Dot {
    Dot { lat: item.lat, lon: item.lon, count: item.count }
}

/// Draws a search as the app does, follows each circle to the ads of its places, and gives what the circles lead to.
async fn follow(server: &Server, query: &JobQuery) -> Vec<Lead> {
    let places = server.ok(&server.nobody(), ListJobPlaces {}, query, &()).await;
    let dots: Vec<Dot> = places.iter().map(dot).collect();
    let (mut leads, mut drawn) = (Vec::new(), 0);
    for region in regions(&dots) {
        let inside: Vec<Dot> = region.iter().map(|&place| dots[place]).collect();
        for circle in draw(&inside).circles {
            let mut found = 0;
            for item in circle.places.iter().map(|&place| &places[region[place]]) {
                let alone = JobQuery { place: Some(item.place.slug.clone()), radius: Some(0), ..query.clone() };
                let of_place = total(server, &alone).await;
                assert_eq!(of_place, item.count, "{} of {query:?}", item.place.slug);
                found += of_place;
            }
            assert_eq!(found, circle.count, "{circle:?}");
            drawn += circle.count;
            leads.push(circle.lead());
        }
    }
    assert_eq!(drawn, total(server, query).await, "every ad is in one circle");
    leads
}

#[tokio::test]
async fn every_circle_of_a_map_leads_to_as_many_ads_as_it_says() {
    let server = fixture::start().await;
    let all = follow(&server, &JobQuery::default()).await;
    assert_eq!(all, [Lead::Places, Lead::Ads, Lead::Ads], "Rennes and Fougères share one");
    let near = JobQuery { place: Some("rennes".into()), radius: Some(100), ..JobQuery::default() };
    assert_eq!(follow(&server, &near).await, [Lead::Ads, Lead::Ads], "alone on a map, they stand apart");
    let wide = JobQuery { radius: None, contract: Some(Contract::Internship), ..near };
    assert_eq!(follow(&server, &wide).await, [Lead::Ads], "the search widened to London, and the circle stands there");
    assert!(follow(&server, &JobQuery { q: Some("boulangerie".into()), ..JobQuery::default() }).await.is_empty());
}

#[tokio::test]
async fn a_place_beside_another_one_has_its_own_ads_alone() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    // The first is less than a kilometre from Rennes, and the second where Rennes is.
    for (slug, names, lat) in [("suburb", r#"{"en":"Suburb"}"#, 48.125), ("centre", r#"{"en":"Centre"}"#, 48.1173)] {
        bulk::put_place(&mut tx, [slug, names, "Region", "FR"], lat, -1.6778).await.unwrap();
    }
    let beside = |slug: &str| bulk::NewJob { place: slug.into(), ..fixture::job(&format!("in-{slug}"), 0) };
    bulk::put_jobs(&mut tx, &[beside("suburb"), beside("centre")], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    follow(&server, &JobQuery::default()).await;
    let alone = JobQuery { place: Some("centre".into()), radius: Some(0), ..JobQuery::default() };
    let list = find(&server, JobQuery { sort: Some(JobSort::Nearest), ..alone }).await;
    assert_eq!(slugs(&list), ["in-centre"]);
    assert_eq!(list.items[0].distance_km, Some(0));
    let radius = list.facets.unwrap().into_iter().find(|facet| facet.filter == "radius").unwrap();
    let itself = radius.choices.iter().find(|choice| choice.value == "0").unwrap();
    assert_eq!(itself.count, 1, "what its choice says is what it finds");
}
