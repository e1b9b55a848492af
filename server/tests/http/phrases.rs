//! Words in quotation marks, which stand next to each other, among talents and among ads.

use std::collections::HashMap;

use passerelle_api::{
    account::Language,
    job::JobQuery,
    talent::{ListTalents, ProfileChange, TalentQuery},
};
use passerelle_server::{search::ads, store::job_words};

use crate::{
    fixture::{self, codes, profile, talent},
    jobs::{find, slugs},
    support::Server,
};

const TEXTS: [(&str, Language, &str); 6] = [
    ("near", Language::English, "We need data engineers for our web pages"),
    ("apart", Language::English, "An engineer of data, and pages for the web"),
    ("fr", Language::French, "Développeuse de réseaux, puis cheffe de projet"),
    ("es", Language::Spanish, "Programación de páginas accesibles"),
    ("ar", Language::Arabic, "تطوير الويب والإنترنت للجميع"),
    ("far", Language::Arabic, "الإنترنت أولا ثم الويب بعد تطوير طويل"),
];

const FOUND: [(&str, &[&str]); 15] = [
    ("\"data engineer\"", &["near"]),
    ("data engineer", &["apart", "near"]),
    ("“engineers data”", &[]),
    ("\"engineer of data\"", &["apart"]),
    ("\"data engineers for our web page\"", &["near"]),
    ("\"web data\"", &[]),
    ("«\u{a0}developpeuse de reseau\u{a0}»", &["fr"]),
    ("« réseaux de développeuse »", &[]),
    ("\"programacion de pagina\"", &["es"]),
    ("«programación accesible»", &[]),
    ("«تطوير الويب»", &["ar"]),
    ("\"الويب والإنترنت\"", &["ar"]),
    ("\"ويب انترنت\"", &["ar"]),
    // A mark that is not closed: words like any others.
    ("\"data engineer", &["apart", "near"]),
    ("\"data engineer\" \"web page\"", &["near"]),
];

#[tokio::test]
async fn talents_are_found_by_words_next_to_each_other_in_four_languages() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut ids = HashMap::new();
    for (name, lang, about) in TEXTS {
        let change = ProfileChange { lang: Some(lang), about: about.into(), skills: codes(&["sql"]), ..profile() };
        ids.insert(talent(&server, name, change).await.1, name);
    }
    // Words of two texts do not stand next to each other.
    let split = ProfileChange { headline: "Data".into(), about: "engineer".into(), ..profile() };
    ids.insert(talent(&server, "split", ProfileChange { skills: codes(&["design"]), ..split }).await.1, "split");
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let mut cases: Vec<(&str, Vec<&str>)> = FOUND.iter().map(|(q, found)| (*q, found.to_vec())).collect();
    for (q, found) in &mut cases {
        if ["data engineer", "\"data engineer"].contains(q) {
            found.push("split");
        }
    }
    cases.extend([
        ("\"data engineer\" OR «تطوير الويب»", vec!["ar", "near"]),
        ("engineer NOT \"data engineer\"", vec!["apart", "split"]),
        ("(\"data engineer\" OU « cheffe de projet ») SAUF web", vec!["fr"]),
        // A skill is found by its name, in any language and in the order of its words.
        ("\"écriture graphique\"", vec!["split"]),
        ("\"graphique écriture\"", vec![]),
    ]);
    for (q, expected) in cases {
        let query = TalentQuery { q: Some(q.into()), ..TalentQuery::default() };
        let list = server.ok(&alpha, ListTalents {}, &query, &()).await;
        let mut names: Vec<&str> = list.items.iter().map(|card| ids[&card.id]).collect();
        names.sort_unstable();
        assert_eq!((names, list.total), (expected.clone(), expected.len() as u64), "{q}");
    }
}

async fn holds(server: &Server) {
    for (q, expected) in FOUND {
        let list = find(server, JobQuery { q: Some(q.into()), ..JobQuery::default() }).await;
        let mut found = slugs(&list);
        found.sort_unstable();
        assert_eq!((found, list.total), (expected.to_vec(), expected.len() as u64), "{q}");
    }
}

#[tokio::test]
async fn ads_are_found_by_words_next_to_each_other_in_four_languages() {
    let server = fixture::start().await;
    fixture::put_texts(&server, &TEXTS).await;
    holds(&server).await;
    for hard in ["\"a% b_\"", "\"' OR 1\"", "\"\u{200f} x\"", "\"ﷺ ﷺ\"", "\"\" \"x"] {
        find(&server, JobQuery { q: Some(hard.into()), ..JobQuery::default() }).await;
    }
}

#[tokio::test]
async fn words_of_an_older_form_are_written_anew_and_nothing_stale_is_found() {
    let server = fixture::start().await;
    fixture::put_texts(&server, &TEXTS).await;
    let rewrite = async |all: bool| {
        ads::rewrite_words(&server.app.store, server.app.clock.now(), all, &mut |_| {}).await.unwrap()
    };
    assert_eq!(rewrite(false).await, 0, "all are in this form");
    // As another stemming left them: with a stem that is none any more, and without one that is.
    let older = async |sql: &'static str| {
        let mut tx = server.app.store.begin().await.unwrap();
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    older("UPDATE jobs SET search = SUBSTR(search, 1, CAST(stems_from AS INTEGER)) || ' stalestem', phrases = ' x ', words_form = 0 WHERE lang = 'en'").await;
    let words = |q: &str| JobQuery { q: Some(q.into()), ..JobQuery::default() };
    assert_eq!(find(&server, words("\"data engineer\"")).await.total, 0);
    assert!(find(&server, words("stalestem")).await.total >= 2);
    let english = find(&server, words("stalestem")).await.total;
    assert_eq!(rewrite(false).await, english, "only those of another form");
    assert_eq!(find(&server, words("stalestem")).await.total, 0);
    holds(&server).await;
    // Those of a version that did not keep where the stems begin.
    older("UPDATE jobs SET stems_from = NULL, phrases = '', words_form = 0").await;
    assert!(rewrite(false).await > english);
    holds(&server).await;
    // By command, all of them, whatever their form says.
    older("UPDATE jobs SET phrases = ' x '").await;
    assert_eq!(rewrite(false).await, 0);
    assert!(rewrite(true).await > english);
    holds(&server).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let behind: (i64,) = sqlx::query_as("SELECT COUNT(*) FROM jobs WHERE words_form <> $1")
        .bind(job_words::FORM)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(behind.0, 0);
}
