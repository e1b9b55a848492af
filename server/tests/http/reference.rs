//! The lists that forms choose from.

use passerelle_api::{
    account::Language,
    reference::{InLanguage, ListPlaces, ListSkills},
};

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
    let french = InLanguage { lang: Some(Language::French) };
    let places = server.ok(&server.nobody(), ListPlaces {}, &french, &()).await;
    let names: Vec<_> = places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Fougères", "Londres", "Paris", "Rennes"]);
}

#[tokio::test]
async fn an_unknown_language_is_malformed() {
    let server = fixture::start().await;
    assert_eq!(server.send(&server.nobody(), "GET", "/api/skills?lang=xx", None).await.problem().status, 400);
}
