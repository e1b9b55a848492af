//! The places of a search, and that a map of them leads to as many ads as it says.

use passerelle_api::job::{Contract, JobQuery, ListJobPlaces, ListJobs, PlaceCount};
use passerelle_rules::map::{Dot, Lead, draw, regions};

use crate::{fixture, support::Server};

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
                let alone = JobQuery { place: Some(item.place.slug.clone()), radius: Some(1), ..query.clone() };
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
