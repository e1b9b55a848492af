//! What rows of a feed have in common with one another: numbers that several organisations give, and the order of dates.

use passerelle_api::job::Job;
use passerelle_rules::feed::Why;
use passerelle_server::feeds::Format;
use serde_json::{Value, json};

use crate::{
    fit::sql,
    fixture,
    import_feed::{bring, list, pages, posting, reasons},
    support::Server,
};

/// The ad that an organisation calls `n1`, at an address of its own.
fn of(company: &str, change: impl FnOnce(&mut Value)) -> Value {
    posting(1, |ad| {
        ad["hiringOrganization"]["name"] = company.into();
        ad["url"] = format!("https://jobs.example.org/{company}/1").into();
        change(ad);
    })
}

async fn page(server: &Server, company: &str) -> Job {
    let mut pages = pages(server, "board").await;
    pages.retain(|job| job.card.employer.name == company);
    assert_eq!(pages.len(), 1, "{company}");
    pages.remove(0)
}

#[tokio::test]
async fn two_organisations_of_a_feed_may_call_their_ads_alike() {
    let server = fixture::start().await;
    let both = list(vec![of("Fournil", |_| {}), of("Moulin", |_| {}), of("Moulin", |_| {})]);
    let outcome = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!((outcome.added, reasons(&outcome.refused)), (2, vec![(3, "reference", Why::Repeated)]));
    let again = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!((again.unchanged, again.closed), (2, 0));
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![of("Moulin", |_| {})])).await;
    assert_eq!((outcome.unchanged, outcome.closed), (1, 1));
    assert_eq!((page(&server, "Fournil").await.left, page(&server, "Moulin").await.left), (true, false));
}

#[tokio::test]
async fn an_ad_that_was_kept_by_its_reference_alone_goes_on_as_the_one_of_its_organisation() {
    let server = fixture::start().await;
    bring(&server, "board", Format::SchemaOrg, &list(vec![of("Fournil", |_| {})])).await;
    sql(&server, "UPDATE imported_ads SET reference = 'n1'").await;
    let before = page(&server, "Fournil").await.card.slug;
    let both =
        list(vec![of("Moulin", |_| {}), of("Fournil", |ad| ad["url"] = "https://jobs.example.org/elsewhere".into())]);
    let outcome = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!((outcome.added, outcome.updated, outcome.closed), (1, 1, 0));
    assert_eq!(page(&server, "Fournil").await.card.slug, before);
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &both).await.unchanged, 2);
}

#[tokio::test]
async fn an_organisation_that_is_called_otherwise_keeps_its_ad_and_one_that_is_another_has_its_own() {
    let server = fixture::start().await;
    bring(&server, "board", Format::SchemaOrg, &list(vec![of("Fournil", |_| {})])).await;
    let before = page(&server, "Fournil").await.card.slug;
    let renamed = of("Fournil", |ad| ad["hiringOrganization"]["name"] = "Fournil du Port".into());
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![renamed])).await;
    assert_eq!((outcome.added, outcome.updated, outcome.closed), (0, 1, 0));
    assert_eq!(page(&server, "Fournil du Port").await.card.slug, before);
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![of("Moulin", |_| {})])).await;
    assert_eq!((outcome.added, outcome.closed), (1, 1), "the number is the same, and nothing else");
}

#[tokio::test]
async fn a_refused_row_keeps_the_ad_of_its_organisation_or_of_any_where_it_names_none() {
    let server = fixture::start().await;
    let [fournil, moulin, other] = ["Fournil", "Moulin", "Other"].map(|company| of(company, |_| {}));
    bring(&server, "board", Format::SchemaOrg, &list(vec![fournil.clone(), moulin.clone()])).await;
    let broken = |change: fn(&mut Value)| list(vec![other.clone(), of("Fournil", change)]);
    let unnamed = broken(|ad| ad["hiringOrganization"] = Value::Null);
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &unnamed).await.closed, 0);
    let bad = broken(|ad| ad["url"] = "javascript:alert(1)".into());
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &bad).await.closed, 1);
    assert_eq!((page(&server, "Fournil").await.left, page(&server, "Moulin").await.left), (false, true));
}

#[tokio::test]
async fn a_row_that_is_over_and_names_no_organisation_ends_the_ad_at_its_address_or_none() {
    let server = fixture::start().await;
    let [fournil, moulin, other] = ["Fournil", "Moulin", "Other"].map(|company| of(company, |_| {}));
    bring(&server, "board", Format::SchemaOrg, &list(vec![fournil, moulin])).await;
    let over = |ad: &mut Value| {
        ad["hiringOrganization"] = Value::Null;
        ad["validThrough"] = "2026-01-02".into();
    };
    let moved = of("Fournil", |ad| {
        ad["url"] = "https://jobs.example.org/moved".into();
        over(ad);
    });
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![other.clone(), moved])).await;
    assert_eq!((reasons(&outcome.refused), outcome.closed), (vec![(2, "expires", Why::Expired)], 0));
    let standing = async |company: &str| {
        let ad = page(&server, company).await;
        (ad.left, ad.ended)
    };
    assert_eq!([standing("Fournil").await, standing("Moulin").await], [(false, false); 2], "it may be that of either");
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![other, of("Fournil", over)])).await;
    assert_eq!(outcome.closed, 1);
    assert_eq!([standing("Fournil").await, standing("Moulin").await], [(false, true), (true, false)]);
}

#[tokio::test]
async fn the_dates_of_a_feed_are_read_in_one_order_and_none_is_guessed() {
    let server = fixture::start().await;
    let english = |number, expires: &'static str| {
        posting(number, |ad| {
            ad["inLanguage"] = "en".into();
            ad["validThrough"] = expires.into();
        })
    };
    let file = list(vec![english(1, "02/03/2026"), english(2, "02/13/2026")]);
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &file).await.added, 2);
    let last_day = async |title: &str| {
        let job = pages(&server, "board").await.into_iter().find(|job| job.card.title == title).unwrap();
        let said: Value = serde_json::from_str(&job.json_ld).unwrap();
        said["validThrough"].clone()
    };
    assert_eq!((last_day("Stage 1").await, last_day("Stage 2").await), (json!("2026-02-03"), json!("2026-02-13")));
    let start = posting(3, |ad| {
        ad["inLanguage"] = "en".into();
        ad["jobStartDate"] = "02/03/2026".into();
    });
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![english(1, "04/03/2026"), start])).await;
    assert_eq!(reasons(&outcome.refused), [(1, "expires", Why::Ambiguous)]);
    assert_eq!(last_day("Stage 1").await, json!("2026-02-03"), "it stays as it was");
    let told = pages(&server, "board").await.into_iter().find(|job| job.card.title == "Stage 3").unwrap();
    assert_eq!(told.card.start, None);
    assert!(told.html.ends_with("<p>Start: 02/03/2026</p>"), "{}", told.html);
}
