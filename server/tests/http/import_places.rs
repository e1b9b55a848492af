//! Where the ads of a feed are that name several places of work.

use passerelle_api::job::{Job, JobQuery};
use passerelle_rules::feed::Why;
use passerelle_server::feeds::{Format, import::Outcome};
use serde_json::{Value, json};

use crate::{
    fit::sql,
    fixture,
    import_feed::{bring, list, none_taken, pages, posting},
    jobs::find,
    support::Server,
};

fn address(town: &str, region: &str, country: &str) -> Value {
    json!({"addressLocality": town, "addressRegion": region, "addressCountry": country})
}

fn location(town: &str) -> Value {
    json!({"@type": "Place", "address": address(town, "", "FR")})
}

/// An ad of these locations.
fn at(locations: Value) -> Value {
    posting(1, |ad| ad["jobLocation"] = locations)
}

async fn one(server: &Server, ad: Value) -> (Job, Outcome) {
    let outcome = bring(server, "board", Format::SchemaOrg, &list(vec![ad])).await;
    let mut pages = pages(server, "board").await;
    assert_eq!(pages.len(), 1);
    (pages.remove(0), outcome)
}

#[tokio::test]
async fn an_ad_of_several_places_is_found_at_the_first_and_names_the_others() {
    let server = fixture::start().await;
    let places = at(json!([location("PARIS"), location("Lyon"), location("Lille")]));
    let (job, outcome) = one(&server, places.clone()).await;
    assert_eq!((job.card.place.slug.as_str(), outcome.several_places), ("paris", 1));
    assert_eq!(job.html, "<p>Un <strong>stage</strong></p><p>Autres lieux de travail\u{a0}: Lyon, Lille</p>");
    assert_eq!(
        outcome.to_string(),
        "1 rows: 1 added, 0 updated, 0 unchanged, 0 refused; 0 closed; 1 in several places, found at one"
    );
    let lille = JobQuery { q: Some("lille".into()), ..JobQuery::default() };
    assert_eq!(find(&server, lille).await.total, 1, "who types the name of the town finds it");
    let (_, again) = one(&server, places).await;
    assert_eq!((again.unchanged, again.several_places), (1, 1));
}

#[tokio::test]
async fn an_ad_is_found_at_the_first_of_its_places_that_is_known() {
    let server = fixture::start().await;
    let (job, outcome) = one(&server, at(json!([location("Atlantide"), location("Rennes")]))).await;
    assert_eq!((job.card.place.slug.as_str(), outcome.several_places), ("rennes", 1));
    assert!(job.html.ends_with("<p>Autres lieux de travail\u{a0}: Atlantide</p>"), "{}", job.html);
    // Nor is one passed over in silence that cannot be understood.
    let addresses = [address("Fougères", "", "Atlantis"), address("Bruxelles", "", "BE"), address("Rennes", "", "FR")];
    let (job, _) = one(&server, at(json!({"@type": "Place", "address": addresses}))).await;
    assert_eq!(job.card.place.slug.as_str(), "rennes");
    assert!(job.html.ends_with("<p>Autres lieux de travail\u{a0}: Bruxelles (BE), Fougères</p>"), "{}", job.html);
    let both = list(vec![at(json!([location("Atlantide"), location("Ys")]))]);
    let refused = none_taken(&server, "other", Format::SchemaOrg, &both).await;
    assert_eq!(refused, [(1, "place", Why::PlaceNotKnown)]);
    let many = list(vec![at((0..501).map(|number| location(&format!("Ville{number}"))).collect())]);
    assert_eq!(none_taken(&server, "other", Format::SchemaOrg, &many).await, [(1, "place", Why::TooLong)]);
}

#[tokio::test]
async fn two_addresses_in_one_town_are_one_place() {
    let server = fixture::start().await;
    let (job, outcome) = one(&server, at(json!([location("Rennes"), location("RENNES Cedex")]))).await;
    assert_eq!((job.html.as_str(), outcome.several_places), ("<p>Un <strong>stage</strong></p>", 0));
    let namesake = address("Rennes", "Doubs", "FR");
    let places = json!([{"address": address("Rennes", "Region", "FR")}, {"address": namesake}]);
    let (job, _) = one(&server, at(places)).await;
    assert!(job.html.ends_with("<p>Autres lieux de travail\u{a0}: Rennes (Doubs)</p>"), "{}", job.html);
}

#[tokio::test]
async fn the_other_places_are_named_in_the_language_of_the_ad() {
    let server = fixture::start().await;
    for (lang, line) in [
        ("en", "Other places of work: Lyon, Lille"),
        ("es", "Otros lugares de trabajo: Lyon, Lille"),
        ("ar", "أماكن عمل أخرى: Lyon، Lille"),
    ] {
        let mut ad = at(json!([location("Paris"), location("Lyon"), location("Lille")]));
        ad["inLanguage"] = lang.into();
        let (job, _) = one(&server, ad).await;
        assert!(job.html.ends_with(&format!("<p>{line}</p>")), "{}", job.html);
    }
}

#[tokio::test]
async fn a_town_whose_region_no_row_names_has_none() {
    let server = fixture::start().await;
    let town = |region: &str| {
        let geo = json!({"latitude": 47.66, "longitude": -2.76});
        at(json!([{"@type": "Place", "address": address("Vannes", region, "FR"), "geo": geo}]))
    };
    let (job, _) = one(&server, town("")).await;
    assert_eq!((job.card.place.name.as_str(), job.card.place.region.as_str()), ("Vannes", ""));
    let said: Value = serde_json::from_str(&job.json_ld).unwrap();
    let address = &said["jobLocation"]["address"];
    assert_eq!((&address["addressLocality"], address.get("addressRegion")), (&json!("Vannes"), None), "{said}");
    let xml = server.send(&server.nobody(), "GET", "/api/feeds/jobs.xml?q=vannes", None).await.text();
    assert!(xml.contains("<town>Vannes</town>") && !xml.contains("<region>"), "{xml}");
    let (job, outcome) = one(&server, town("FR")).await;
    assert_eq!((outcome.unchanged, job.card.place.region.as_str()), (1, ""), "a country is no region");

    // Those from before were kept with their country in its place.
    sql(&server, "UPDATE places SET region = country WHERE source IS NOT NULL").await;
    sql(&server, include_str!("../../migrations/sqlite/0093_towns_without_region.sql")).await;
    let (job, outcome) = one(&server, town("")).await;
    assert_eq!((outcome.unchanged, job.card.place.region.as_str()), (1, ""));
}
