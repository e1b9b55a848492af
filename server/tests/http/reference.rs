//! The lists that forms choose from.

use passerelle_api::{
    Reason,
    account::Language,
    reference::{InLanguage, ListPlaces, ListSkills, PlaceQuery, limits},
};
use passerelle_server::store::bulk;

use crate::fixture;

#[tokio::test]
async fn skills_are_named_in_the_language_and_sorted_without_regard_to_accents() {
    let server = fixture::start().await;
    let lang = |lang| InLanguage { lang };
    let skills = server.ok(&server.nobody(), ListSkills {}, &lang(Some(Language::French)), &()).await;
    let names: Vec<_> = skills.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!(names, ["CSS", "Écriture graphique", "HTML", "Requêtes", "Tableurs"]);
    let skills = server.ok(&server.nobody(), ListSkills {}, &lang(Some(Language::Arabic)), &()).await;
    assert!(skills.iter().any(|skill| skill.name == "Queries"), "English stands in where a name is missing");
}

#[tokio::test]
async fn places_are_named_and_sorted_too() {
    let server = fixture::start().await;
    let french = PlaceQuery::offered(Language::French);
    let places = server.ok(&server.nobody(), ListPlaces {}, &french, &()).await;
    let names: Vec<_> = places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Fougères", "Londres", "Paris", "Rennes"]);
}

#[tokio::test]
async fn a_place_is_found_by_what_is_typed_of_any_of_its_names() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let towns = [
        ("ville-renard", r#"{"fr":"Villerenard"}"#),
        ("saint-rene", r#"{"fr":"Saint-René"}"#),
        ("renaze", r#"{"fr":"Renazé"}"#),
        ("cairo", r#"{"en":"Cairo","ar":"القاهرة"}"#),
    ];
    for (slug, names) in towns {
        bulk::put_place(&mut tx, [slug, names, "Region", "FR"], 47.0, 1.0).await.unwrap();
    }
    sqlx::query("UPDATE places SET source = 'board' WHERE slug IN ('ville-renard', 'saint-rene', 'renaze', 'cairo')")
        .execute(&mut *tx)
        .await
        .unwrap();
    for number in 0..30 {
        let (slug, names) = (format!("bourg-{number}"), format!(r#"{{"fr":"Bourg {number}"}}"#));
        bulk::put_place(&mut tx, [&slug, &names, "Region", "FR"], 47.0, 1.0).await.unwrap();
    }
    tx.commit().await.unwrap();
    let find = async |typed: &str, lang| {
        let query = PlaceQuery { lang: Some(lang), q: Some(typed.into()) };
        server.ok(&server.nobody(), ListPlaces {}, &query, &()).await
    };
    let slugs = async |typed: &str| {
        find(typed, Language::French).await.into_iter().map(|place| place.slug.0).collect::<Vec<_>>()
    };
    // Rennes is on offer, the others came with feeds: first those that begin so, then by a word, then anywhere.
    assert_eq!(slugs(" RÈn").await, ["rennes", "renaze", "saint-rene", "ville-renard"]);
    assert_eq!(slugs("londr").await, ["london"]);
    let cairo = find("القاهره", Language::English).await;
    assert_eq!((cairo.len(), cairo[0].name.as_str()), (1, "Cairo"), "found by one name, called by another");
    assert_eq!(slugs("bourg").await.len(), limits::PLACES);
    assert_eq!(slugs("zzz").await, [] as [&str; 0]);
    assert_eq!(slugs("%").await.len(), 0, "signs are no words");
    let offered = server.ok(&server.nobody(), ListPlaces {}, &PlaceQuery::offered(Language::French), &()).await;
    assert_eq!(slugs(" ").await.len(), offered.len());
    assert!(offered.iter().all(|place| place.slug.as_str() != "renaze"));
    let long = PlaceQuery { lang: None, q: Some("x".repeat(101)) };
    let problem = server.refused(&server.nobody(), ListPlaces {}, &long, &()).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("q", Reason::TooLong));
}

#[tokio::test]
async fn an_unknown_language_is_malformed() {
    let server = fixture::start().await;
    assert_eq!(server.send(&server.nobody(), "GET", "/api/skills?lang=xx", None).await.problem().status, 400);
}
