//! Ads that are like one.

use passerelle_api::{Code, job::ListSimilarJobs, reference::InLanguage};
use passerelle_server::store::bulk;

use crate::{fixture, support::START_MS};

#[tokio::test]
async fn similar_ads_share_skills_or_the_work_and_the_most_alike_come_first() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let bare = |slug: &str, title: &str, rome: Option<&str>| bulk::NewJob {
        title: title.into(),
        must: vec![],
        nice: vec![],
        rome: rome.map(Into::into),
        search: title.to_lowercase(),
        ..fixture::job(slug, 1)
    };
    let ads = [
        bulk::NewJob { must: fixture::codes(&["sql"]), ..bare("queries", "Poste queries", Some("D1102")) },
        fixture::job("old", 200),
        bare("baker", "Boulanger", Some("D1102")),
        bulk::NewJob { place: "london".into(), ..bare("pastry", "Fabrication", Some("D1104")) },
        bulk::NewJob { place: "paris".into(), ..bare("night", "Boulanger de nuit", None) },
        bulk::NewJob { place: "paris".into(), ..bare("driver", "Chauffeur", Some("N4105")) },
        bulk::NewJob { must: fixture::codes(&["design"]), place: "paris".into(), ..bare("draw", "Dessin", None) },
        bulk::NewJob {
            must: fixture::codes(&["sql", "design"]),
            place: "london".into(),
            ..bare("sketch", "Croquis", None)
        },
    ];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let similar = async |slug: &str| {
        let cards =
            server.ok(&server.nobody(), ListSimilarJobs { job: slug.into() }, &InLanguage::default(), &()).await;
        cards.into_iter().map(|card| card.slug.0).collect::<Vec<_>>()
    };
    // Permanent and 44 km away, then an apprenticeship in the same town, then the far ones, the newer first.
    assert_eq!(similar("office").await, ["data", "web", "remote", "london"]);
    // Of one occupation, with a word of the title, of one family: all without a skill in common.
    assert_eq!(similar("baker").await, ["queries", "night", "pastry"]);
    assert_eq!(similar("driver").await, [] as [&str; 0]);
    // Elsewhere, without an occupation, and called otherwise: what they need is all that they share.
    assert_eq!(similar("draw").await, ["sketch"]);
    assert_eq!(similar("sketch").await, ["draw", "queries"]);
    let problem =
        server.refused(&server.nobody(), ListSimilarJobs { job: "none".into() }, &InLanguage::default(), &()).await;
    assert_eq!(problem.code, Code::NotFound);
}
