//! The partners' feeds as they are. Their files lie outside of the repository, in `../shared/data/jobfeeds` or below
//! `PASSERELLE_SHARED`; where they are not, these tests test nothing, and say so.

use std::path::{Path, PathBuf};

use passerelle_api::job::{Contract, JobQuery, ListJobs, PayPeriod, Remote};
use passerelle_rules::feed::Why;
use passerelle_server::feeds::Format;

use crate::import_feed::{bring, in_march_2026, none_taken, pages, reasons};

fn shared() -> PathBuf {
    let shared = std::env::var_os("PASSERELLE_SHARED").map(PathBuf::from);
    shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared")).join("data")
}

/// A partner's file, where it is there.
fn partner(name: &str) -> Option<Vec<u8>> {
    let path = shared().join("jobfeeds").join(name);
    if !path.is_file() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(std::fs::read(path).unwrap())
}

#[tokio::test]
async fn apec() {
    let Some(file) = partner("import-apec.test.input.xml") else { return };
    let server = in_march_2026().await;
    let outcome = bring(&server, "apec", Format::Apec, &file).await;
    // Of its five towns this server knows one, and the file has no coordinates. One is a contrat de professionnalisation.
    assert_eq!(outcome.added, 1);
    let mut refused: Vec<_> = reasons(&outcome.refused).into_iter().map(|(_, field, why)| (field, why)).collect();
    let other = refused.iter().position(|reason| *reason == ("contract", Why::NotOffered)).map(|at| refused.remove(at));
    assert!(other.is_some());
    assert_eq!(refused, [("place", Why::PlaceNotKnown); 3]);
    let job = pages(&server, "apec").await.remove(0);
    assert_eq!((job.card.contract, job.duration_months), (Contract::Apprenticeship, Some(24)));
    let pay = job.card.pay.unwrap();
    assert_eq!((pay.min, pay.max, pay.period), (18_000, 22_000, PayPeriod::Year));
    assert_eq!((job.card.level, job.card.start, job.rome), (None, None, None), "what is not said stays unsaid");
    assert!(job.apply_url.unwrap().starts_with("https://www.apec.fr/"));
}

#[tokio::test]
async fn edf_without_the_people_it_names() {
    let Some(file) = partner("import-edf.test.input.xml") else { return };
    let server = in_march_2026().await;
    let mut tx = server.app.store.begin().await.unwrap();
    passerelle_server::store::bulk::put_place(
        &mut tx,
        ["lyon", "{\"fr\":\"Lyon\"}", "Auvergne-Rhône-Alpes", "FR"],
        45.76,
        4.84,
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let outcome = bring(&server, "edf", Format::Edf, &file).await;
    let expected = [(2, "place", Why::PlaceNotKnown), (3, "contract", Why::NotOffered)];
    assert_eq!(reasons(&outcome.refused), expected, "Paluel is not known here, and a VIE is no contract of ours");
    let job = pages(&server, "edf").await.remove(0);
    let pay = job.card.pay.unwrap();
    assert_eq!((pay.min, pay.max, pay.period), (820, 1_823, PayPeriod::Month));
    assert_eq!(
        (job.card.remote, job.card.level),
        (Some(Remote::Hybrid), None),
        "the diploma is the one that it leads to"
    );
    assert_eq!(job.card.start.unwrap().to_string(), "2026-09-01");
    assert_eq!(job.card.employer.name, "Enedis");
    let text = format!("{} {} {}", job.html, job.employer_about, job.card.summary);
    assert!(!text.contains("DUPONT") && !text.to_lowercase().contains("dupont@"), "nobody's name came along");
}

#[tokio::test]
async fn hello_work_with_its_coordinates() {
    let Some(file) = partner("import-hello-work.test.input.xml") else { return };
    let server = in_march_2026().await;
    let outcome = bring(&server, "hello-work", Format::HelloWork, &file).await;
    assert_eq!((outcome.added, outcome.stale, outcome.refused.len()), (5, 5, 0));
    let pages = pages(&server, "hello-work").await;
    let names: Vec<_> = pages.iter().map(|job| job.card.place.name.as_str()).collect();
    assert!(names.contains(&"Vincennes") && names.contains(&"Echirolles"), "{names:?}");
    assert!(pages.iter().all(|job| job.card.contract == Contract::Permanent && job.stale && job.card.pay.is_none()));
    let levels: Vec<_> = pages.iter().filter_map(|job| job.card.level).collect();
    assert_eq!(levels.len(), 2, "only diplomas are levels: {levels:?}");
    assert_eq!(pages.iter().filter(|job| job.card.remote == Some(Remote::Hybrid)).count(), 1);
}

#[tokio::test]
async fn jooble_and_leboncoin_where_only_titles_say_the_contract() {
    let Some(file) = partner("import-jooble.test.input.xml") else { return };
    let server = in_march_2026().await;
    let refused = none_taken(&server, "jooble", Format::Jooble, &file).await;
    assert_eq!(refused, [(1, "contract", Why::Missing), (2, "place", Why::PlaceNotKnown)]);

    let Some(file) = partner("import-leboncoin.test.input.csv") else { return };
    let expected = [(1, "place", Why::PlaceNotKnown), (2, "place", Why::PlaceNotKnown)];
    assert_eq!(none_taken(&server, "leboncoin", Format::Leboncoin, &file).await, expected);
    let mut tx = server.app.store.begin().await.unwrap();
    for (slug, name, region) in [
        ("cahors", "Cahors", "Midi-Pyrénées"),
        ("saint-cyr", "Saint-Cyr-sur-Loire", "Centre"),
        ("cm", "Charleville-Mézières", "Champagne-Ardenne"),
    ] {
        let text = [slug, &format!("{{\"fr\":\"{name}\"}}"), region, "FR"];
        passerelle_server::store::bulk::put_place(&mut tx, text, 47.4, 0.66).await.unwrap();
    }
    tx.commit().await.unwrap();
    let outcome = bring(&server, "leboncoin", Format::Leboncoin, &file).await;
    assert_eq!((outcome.added, outcome.refused.len()), (2, 0));
    let pages_now = pages(&server, "leboncoin").await;
    assert!(pages_now.iter().all(|job| job.card.contract == Contract::Apprenticeship && job.card.pay.is_none()));

    let file = partner("import-jooble.test.input.xml").unwrap();
    assert_eq!(bring(&server, "jooble", Format::Jooble, &file).await.added, 1);
    let job = pages(&server, "jooble").await.remove(0);
    assert_eq!((job.card.contract, &job.card.pay), (Contract::Permanent, &None), "33,000 of what, it does not say");
    assert!(job.html.contains("Rémunération\u{a0}: 33000–37000 EUR"), "{}", job.html);
}

#[tokio::test]
async fn decathlon() {
    let Some(file) = partner("decathlon.test.input.json") else { return };
    let server = in_march_2026().await;
    let outcome = bring(&server, "decathlon", Format::Decathlon, &file).await;
    assert_eq!((outcome.added, outcome.stale, outcome.refused.len()), (3, 0, 0));
    let pages = pages(&server, "decathlon").await;
    let levels: Vec<_> = pages.iter().map(|job| job.card.level).collect();
    assert_eq!(levels, [None; 3], "what an apprenticeship leads to is not asked for");
    for job in &pages {
        assert!(job.card.pay.is_none() && job.duration_months.is_none());
        assert!(!job.html.contains("POULEUR") && !job.html.contains("<a ") && !job.html.contains("style="));
        assert!(!job.left && !job.stale);
    }
    let found = server
        .ok(&server.nobody(), ListJobs {}, &JobQuery { q: Some("hendaye".into()), ..JobQuery::default() }, &())
        .await;
    assert_eq!(found.total, 1, "a town that the feed brought is searched by its name");
}
