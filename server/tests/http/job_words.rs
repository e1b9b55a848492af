//! Finding ads by words.

use passerelle_api::{account::Language, job::JobQuery};
use passerelle_server::{store::bulk, text::fold};

use crate::{
    fixture,
    jobs::{find, slugs},
    support::START_MS,
};

#[tokio::test]
async fn words_are_found_without_accents_and_signs_are_only_gaps() {
    let server = fixture::start().await;
    let words = |q: &str| JobQuery { q: Some(q.into()), ..JobQuery::default() };
    assert_eq!(slugs(&find(&server, words("DEVELOPPEMENT elagage")).await), ["web"]);
    assert_eq!(find(&server, words("  ")).await.total, 5, "blanks look for nothing in particular");
    assert_eq!(find(&server, words("developpement boulangerie")).await.total, 0, "every word must be found");
    assert_eq!(find(&server, words("elagage%boulangerie")).await.total, 0);
    for hard in [
        "\"",
        "a\"b OR c*",
        "NEAR(x y)",
        "'); DROP",
        "a:b",
        "{x} : y",
        "& | ! <->",
        "½ ﬃ",
        "\u{200f}",
        "-x",
        "(",
        "*",
        "x🅰y",
    ] {
        find(&server, words(hard)).await;
    }
    // One sign that is folded into four words, as often as a search may hold it.
    find(&server, words(&"ﷺ".repeat(200))).await;
    assert_eq!(slugs(&find(&server, words("l'élagage")).await), ["web"], "what is left of an elision is no word");
}

#[tokio::test]
async fn a_letter_is_a_word_unless_it_is_what_an_apostrophe_left() {
    let server = fixture::start().await;
    let ads = [
        ("van", Language::French, "Chauffeur avec permis B, agent d'accueil"),
        ("lorry", Language::French, "Chauffeur avec permis C"),
        ("statistics", Language::English, "R developer (R&D)"),
        ("embedded", Language::English, "C developer and driver"),
        ("ar", Language::Arabic, "خباز و طباخ"),
    ];
    fixture::put_texts(&server, &ads).await;
    for (q, found) in [
        ("permis B", vec!["van"]),
        ("\"permis c\"", vec!["lorry"]),
        ("permis", vec!["van", "lorry"]),
        ("R developer", vec!["statistics"]),
        ("developer C", vec!["embedded"]),
        ("r&d developer", vec!["statistics"]),
        ("c", vec!["lorry", "embedded"]),
        ("permis Z", vec![]),
        // In none of the ads that are found.
        ("l'accueil", vec!["van"]),
        ("driver’s", vec!["embedded"]),
        ("à permis e C", vec!["lorry"]),
        ("chauffeur H/F", vec!["van", "lorry"]),
        ("chauffeur 5", vec!["van", "lorry"]),
        ("خباز و طباخ", vec!["ar"]),
    ] {
        let list = find(&server, JobQuery { q: Some(q.into()), ..JobQuery::default() }).await;
        assert_eq!(slugs(&list), found, "{q}");
    }
}

#[tokio::test]
async fn words_are_found_by_their_beginning_and_by_their_stem_in_four_languages() {
    let server = fixture::start().await;
    let ads = [
        ("en", Language::English, "Baking breads and managing C++ teams"),
        ("fr", Language::French, "Développement de réseaux et montage vidéo"),
        ("es", Language::Spanish, "Programación de canciones"),
        ("ar", Language::Arabic, "معلمون في تطوير الويب والإنترنت"),
    ];
    fixture::put_texts(&server, &ads).await;
    let words = |q: &str| JobQuery { q: Some(q.into()), ..JobQuery::default() };
    for (q, slug) in [
        ("bread", "en"),
        ("bake manage", "en"),
        ("c++", "en"),
        ("développements réseau", "fr"),
        ("vid", "fr"),
        ("programar cancion", "es"),
        ("الإنترنت معلم", "ar"),
    ] {
        assert_eq!(slugs(&find(&server, words(q)).await), [slug], "{q}");
    }
    assert_eq!(find(&server, words("c#")).await.total, 0, "another language than C++");
    assert_eq!(find(&server, words("read")).await.total, 0, "in the middle of a word nothing begins");

    // What an ad said before is not found any more, and one that is gone is not found at all.
    let mut tx = server.app.store.begin().await.unwrap();
    let changed = bulk::NewJob {
        lang: Language::English,
        summary: "Gardening".into(),
        search: fold("Gardening"),
        ..fixture::job("en", 0)
    };
    bulk::put_jobs(&mut tx, &[changed], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(find(&server, words("bread")).await.total, 0);
    assert_eq!(slugs(&find(&server, words("gardens")).await), ["en"]);
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("DELETE FROM jobs WHERE slug = 'en'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(find(&server, words("gardens")).await.total, 0);
}
