//! One job in several ads: posted again, twice in a feed, in two feeds, or in a feed and here.

use std::time::Duration;

use passerelle_api::{
    NoQuery,
    account::Role,
    id::JobSlug,
    job::{Contract, Job, JobQuery, ListJobs, Remote, ShowJob},
    posting::{
        AdContent, AdPublication, CloseJob, DraftChange, EditJob, ListDrafts, NewDraft, PublishDraft, RenewJob,
        ReopenJob, SaveDraft, StartDraft,
    },
    reference::InLanguage,
    saved_search::{ListSavedSearches, LookAtSavedSearch, SaveSearch, SavedSearchChange},
};
use passerelle_server::{
    feeds::Format,
    store::{bulk, repeats},
};
use serde_json::Value;

use crate::{
    fixture,
    import_feed::{bring, list, pages, posting},
    support::{Person, START_MS, Server},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

const TEXT: &str = "Nous cherchons une personne pour tenir la boutique le matin et le soir, avec une équipe de cinq personnes qui \
                    aime le pain et les gens du quartier.";

/// The same job as different feeds have it.
fn ad(number: u32, change: impl FnOnce(&mut Value)) -> Value {
    posting(number, |ad| {
        ad["title"] = "Vendeur en boulangerie (H/F)".into();
        ad["description"] = format!("<p>{TEXT}</p>").into();
        ad["baseSalary"] = Value::Null;
        change(ad);
    })
}

async fn show(server: &Server, slug: &JobSlug) -> Job {
    server.ok(&server.nobody(), ShowJob { job: slug.clone() }, &InLanguage::default(), &()).await
}

async fn found(server: &Server) -> Vec<String> {
    let query = JobQuery { q: Some("boulangerie".into()), ..JobQuery::default() };
    let list = server.ok(&server.nobody(), ListJobs {}, &query, &()).await;
    assert_eq!(list.total, list.items.len() as u64);
    list.items.into_iter().map(|card| card.slug.0).collect()
}

async fn only(server: &Server, feed: &str) -> Job {
    let mut pages = pages(server, feed).await;
    assert_eq!(pages.len(), 1);
    pages.remove(0)
}

/// An ad of a member's organisation, published.
async fn published(server: &Server, who: &Person, content: AdContent) -> JobSlug {
    let draft = server.ok(who, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: None }).await;
    let path = SaveDraft { draft: draft.id.clone() };
    let draft = server.ok(who, path, &NoQuery {}, &DraftChange { version: draft.version, content }).await;
    let path = PublishDraft { draft: draft.id.clone() };
    let body = AdPublication { version: draft.version };
    server.ok(who, path, &NoQuery {}, &body).await.job.unwrap()
}

#[tokio::test]
async fn one_job_in_two_feeds_is_found_once_and_the_other_comes_back() {
    let server = fixture::start().await;
    bring(&server, "one", Format::SchemaOrg, &list(vec![ad(1, |_| {})])).await;
    let elsewhere = |change: fn(&mut Value)| {
        list(vec![ad(7, |ad| {
            ad["title"] = "Vendeur en boulangerie F/H".into();
            ad["hiringOrganization"]["name"] = "SARL FOURNIL".into();
            ad["description"] = format!("<ul><li>{}</li></ul>", TEXT.to_uppercase()).into();
            change(ad);
        })])
    };
    bring(&server, "two", Format::SchemaOrg, &elsewhere(|_| {})).await;
    let (kept, other) = (only(&server, "one").await, only(&server, "two").await);
    assert_eq!((&kept.repeated_by, other.repeated_by.as_ref()), (&None, Some(&kept.card.slug)));
    assert_eq!(other.json_ld, "", "search engines are told of one");
    assert_eq!(found(&server).await, [kept.card.slug.as_str()]);
    // Once the first feed has it no more.
    let rest = list(vec![posting(3, |_| {})]);
    bring(&server, "one", Format::SchemaOrg, &rest).await;
    assert_eq!(found(&server).await, [other.card.slug.as_str()]);
    let left = show(&server, &kept.card.slug).await;
    assert_eq!((left.left, left.repeated_by), (true, Some(other.card.slug.clone())), "it leads to what is still there");
    bring(&server, "one", Format::SchemaOrg, &list(vec![ad(1, |_| {}), posting(3, |_| {})])).await;
    assert_eq!(found(&server).await, [kept.card.slug.as_str()]);
    // Another town, contract or text is another job.
    for change in [
        |ad: &mut Value| ad["jobLocation"][0]["address"]["addressLocality"] = "Paris".into(),
        |ad: &mut Value| ad["employmentType"] = "TEMPORARY".into(),
        |ad: &mut Value| {
            ad["description"] = "Préparer les commandes, ouvrir le magasin, tenir la caisse le samedi.".into()
        },
        |ad: &mut Value| ad["hiringOrganization"]["name"] = "Le Fournil d’à côté".into(),
        |ad: &mut Value| ad["title"] = "Vendeur en boulangerie, responsable".into(),
    ] {
        bring(&server, "two", Format::SchemaOrg, &elsewhere(change)).await;
        assert_eq!(only(&server, "two").await.repeated_by, None);
    }
}

#[tokio::test]
async fn the_other_comes_back_by_itself_on_the_day_after_the_last() {
    let server = fixture::start().await;
    bring(&server, "one", Format::SchemaOrg, &list(vec![ad(1, |ad| ad["validThrough"] = "2026-01-06".into())])).await;
    bring(&server, "two", Format::SchemaOrg, &list(vec![ad(1, |_| {})])).await;
    let (kept, other) = (only(&server, "one").await.card.slug, only(&server, "two").await.card.slug);
    server.pass(DAY);
    assert_eq!(found(&server).await, [kept.as_str()]);
    // Until the day is over everywhere.
    server.pass(DAY);
    assert_eq!(found(&server).await, [kept.as_str()]);
    server.pass(DAY / 6);
    assert_eq!(found(&server).await, [other.as_str()], "no feed came meanwhile");
    assert_eq!(show(&server, &other).await.repeated_by, None);
    bring(&server, "three", Format::SchemaOrg, &list(vec![posting(9, |_| {})])).await;
    assert_eq!(show(&server, &kept).await.repeated_by, Some(other), "what is stale leads to what is not");
}

#[tokio::test]
async fn one_that_was_posted_here_stays_before_that_of_a_feed() {
    let server = fixture::start().await;
    bring(
        &server,
        "one",
        Format::SchemaOrg,
        &list(vec![ad(1, |ad| {
            ad["hiringOrganization"]["name"] = "Alpha Works SAS".into();
            ad["employmentType"] = "TEMPORARY".into();
        })]),
    )
    .await;
    let of_feed = only(&server, "one").await;
    assert_eq!((of_feed.card.contract, of_feed.repeated_by), (Contract::FixedTerm, None));
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let content = AdContent {
        title: "Vendeur en boulangerie".into(),
        summary: "Au fournil.".into(),
        description: TEXT.into(),
        lang: Some(passerelle_api::account::Language::French),
        contract: Some(Contract::FixedTerm),
        remote: Some(Remote::OnSite),
        place: Some("rennes".into()),
        occupation: Some("D1102".into()),
        ..fixture_content()
    };
    let own = published(&server, &alpha, content).await;
    assert_eq!(found(&server).await, [own.as_str()]);
    assert_eq!(show(&server, &of_feed.card.slug).await.repeated_by, Some(own.clone()));
    server.ok(&alpha, CloseJob { job: own.clone() }, &NoQuery {}, &()).await;
    assert_eq!(found(&server).await, [of_feed.card.slug.as_str()]);
    server.ok(&alpha, ReopenJob { job: own.clone() }, &NoQuery {}, &()).await;
    assert_eq!(found(&server).await, [own.as_str()]);
}

/// What an ad must say besides to be published.
fn fixture_content() -> AdContent {
    AdContent {
        pay: Some(passerelle_api::job::Pay {
            min: 1_900,
            max: 2_000,
            currency: "EUR".into(),
            period: passerelle_api::job::PayPeriod::Month,
        }),
        openings: Some(1),
        ..AdContent::default()
    }
}

#[tokio::test]
async fn days_of_training_occupation_duration_and_text_tell_ads_of_one_organisation_apart() {
    let server = fixture::start().await;
    let base = |slug: &str, days| bulk::NewJob {
        title: "Poste double".into(),
        training_days: Some(1),
        duration_months: Some(12),
        ..fixture::job(slug, days)
    };
    let ads = [
        base("plain", 9),
        bulk::NewJob { training_days: Some(2), ..base("two-days", 8) },
        bulk::NewJob { rome: Some("D1102".into()), ..base("baker", 7) },
        bulk::NewJob { duration_months: Some(24), ..base("longer", 6) },
        bulk::NewJob { html: "<p>Other words</p>".into(), ..base("other-words", 5) },
        bulk::NewJob { remote: None, ..base("nowhere", 10) },
        base("again", 4),
    ];
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    repeats::mark(&mut tx, server.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    for slug in ["two-days", "baker", "longer", "other-words", "nowhere", "again"] {
        assert_eq!(show(&server, &slug.into()).await.repeated_by, None, "{slug}");
    }
    assert_eq!(show(&server, &"plain".into()).await.repeated_by, Some("again".into()));
    let one = JobQuery { q: Some("double".into()), training_days: Some(1), ..JobQuery::default() };
    let found = server.ok(&server.nobody(), ListJobs {}, &one, &()).await;
    let slugs: Vec<_> = found.items.iter().map(|card| card.slug.as_str()).collect();
    assert_eq!(slugs, ["again", "other-words", "longer", "baker", "nowhere"]);
    let one = JobQuery { training_days: Some(2), ..JobQuery::default() };
    let found = server.ok(&server.nobody(), ListJobs {}, &one, &()).await;
    assert!(found.items.iter().any(|card| card.slug.as_str() == "two-days"));
}

async fn news(server: &Server, who: &Person) -> Option<u64> {
    server.ok(who, ListSavedSearches {}, &InLanguage::default(), &()).await[0].new
}

async fn looked(server: &Server, who: &Person) {
    server.ok(who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &Default::default()).await;
    assert_eq!(news(server, who).await, Some(0));
}

async fn reader(server: &Server) -> Person {
    let who = server.person("reader", Role::Learner).await;
    let search = SavedSearchChange { name: "All".into(), search: JobQuery::default() };
    server.ok(&who, SaveSearch { search: "search-1".into() }, &NoQuery {}, &search).await;
    who
}

#[tokio::test]
async fn what_an_organisation_posts_again_is_no_news() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let who = reader(&server).await;
    server.pass(DAY);
    let copy = async |of: &str| copied(&server, &alpha, of).await;
    let first = copy("web").await;
    assert_eq!(show(&server, &"web".into()).await.repeated_by, Some(first.clone()));
    assert_eq!(news(&server, &who).await, Some(0));
    server.pass(DAY);
    let again = copy(first.as_str()).await;
    assert_eq!(show(&server, &first).await.repeated_by, Some(again.clone()));
    assert_eq!(news(&server, &who).await, Some(0), "it says what the one before says");
    for job in ["web".into(), first, again.clone()] {
        server.ok(&alpha, CloseJob { job }, &NoQuery {}, &()).await;
    }
    looked(&server, &who).await;
    for _ in 0..2 {
        server.pass(DAY * 20);
        // A session ends where nobody uses it for thirty days.
        server.ok(&alpha, ListDrafts {}, &NoQuery {}, &()).await;
        assert_eq!(news(&server, &who).await, Some(0));
    }
    copy(again.as_str()).await;
    assert_eq!(news(&server, &who).await, Some(1), "after forty days without, it is news");
}

#[tokio::test]
async fn a_feed_that_numbers_its_ads_anew_brings_no_news() {
    let server = fixture::start().await;
    bring(&server, "one", Format::SchemaOrg, &list(vec![ad(1, |_| {}), posting(2, |_| {})])).await;
    let who = reader(&server).await;
    server.pass(DAY);
    assert_eq!(news(&server, &who).await, Some(0));
    let renumbered = list(vec![ad(11, |_| {}), posting(12, |ad| ad["title"] = "Stage 2".into()), posting(13, |_| {})]);
    bring(&server, "one", Format::SchemaOrg, &renumbered).await;
    assert_eq!(news(&server, &who).await, Some(1), "only what it had not");
    // Another feed that has one of them as well has nothing new either.
    server.pass(DAY);
    looked(&server, &who).await;
    bring(&server, "two", Format::SchemaOrg, &list(vec![ad(1, |_| {})])).await;
    bring(&server, "one", Format::SchemaOrg, &list(vec![posting(13, |_| {})])).await;
    assert_eq!(found(&server).await.len(), 1);
    assert_eq!(news(&server, &who).await, Some(0), "it comes back, and is known");
}

/// Days go by. A session ends where nobody uses it for thirty of them.
async fn wait(server: &Server, people: &[&Person], days: u32) {
    for day in 1..=days {
        server.pass(DAY);
        if day % 20 == 0 || day == days {
            for who in people {
                server.ok(who, ListSavedSearches {}, &InLanguage::default(), &()).await;
            }
        }
    }
}

/// An organisation, and somebody who knows of every ad that is there.
async fn organisation_and_reader(server: &Server) -> (Person, Person) {
    (fixture::member(server, "hiring", "alpha").await, reader(server).await)
}

async fn copied(server: &Server, who: &Person, of: &str) -> JobSlug {
    let draft = server.ok(who, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some(of.into()) }).await;
    let path = PublishDraft { draft: draft.id.clone() };
    server.ok(who, path, &NoQuery {}, &AdPublication { version: draft.version }).await.job.unwrap()
}

async fn published_again(server: &Server, who: &Person, job: &str) {
    let draft = server.ok(who, EditJob { job: job.into() }, &NoQuery {}, &()).await;
    let version = AdPublication { version: draft.version };
    server.ok(who, PublishDraft { draft: draft.id }, &NoQuery {}, &version).await;
}

async fn is_found(server: &Server, job: &str) -> bool {
    let list = server.ok(&server.nobody(), ListJobs {}, &JobQuery::default(), &()).await;
    list.items.iter().any(|card| card.slug.as_str() == job)
}

#[tokio::test]
async fn an_ad_that_is_opened_again_is_news_after_long_and_not_before() {
    for (days, new) in [(20, 0), (40, 1)] {
        let server = fixture::start().await;
        let (alpha, who) = organisation_and_reader(&server).await;
        server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
        wait(&server, &[&alpha, &who], days).await;
        // It stays closed since the first time.
        server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
        server.pass(DAY);
        looked(&server, &who).await;
        server.pass(DAY);
        server.ok(&alpha, ReopenJob { job: "data".into() }, &NoQuery {}, &()).await;
        assert!(is_found(&server, "data").await);
        assert_eq!(news(&server, &who).await, Some(new), "after {days} days");
        looked(&server, &who).await;
        server.pass(DAY);
        server.ok(&alpha, ReopenJob { job: "data".into() }, &NoQuery {}, &()).await;
        assert_eq!(news(&server, &who).await, Some(0), "it is there already");
    }
}

#[tokio::test]
async fn an_ad_is_no_news_where_another_of_its_job_was_there_meanwhile() {
    let server = fixture::start().await;
    let (alpha, who) = organisation_and_reader(&server).await;
    server.pass(DAY);
    copied(&server, &alpha, "data").await;
    server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
    wait(&server, &[&alpha, &who], 40).await;
    server.ok(&alpha, ReopenJob { job: "data".into() }, &NoQuery {}, &()).await;
    assert_eq!(news(&server, &who).await, Some(0));
}

#[tokio::test]
async fn an_old_ad_that_is_renewed_or_published_again_is_news_after_long_and_not_before() {
    // It is found for 120 days, of which two had gone.
    for (days, new) in [(140, 0), (160, 1)] {
        for renewed in [true, false] {
            let server = fixture::start().await;
            let (alpha, who) = organisation_and_reader(&server).await;
            wait(&server, &[&alpha, &who], days).await;
            looked(&server, &who).await;
            assert!(!is_found(&server, "data").await);
            server.pass(Duration::from_secs(60));
            if renewed {
                server.ok(&alpha, RenewJob { job: "data".into() }, &NoQuery {}, &()).await;
            } else {
                published_again(&server, &alpha, "data").await;
            }
            assert!(is_found(&server, "data").await);
            assert_eq!(news(&server, &who).await, Some(new), "after {days} days, renewed: {renewed}");
        }
    }
}

#[tokio::test]
async fn an_ad_that_is_in_its_feed_again_is_news_after_long_and_not_before() {
    for (days, new) in [(20, 0), (40, 1)] {
        let server = fixture::start().await;
        let (both, rest) = (list(vec![ad(1, |_| {}), posting(2, |_| {})]), list(vec![posting(2, |_| {})]));
        bring(&server, "one", Format::SchemaOrg, &both).await;
        server.pass(DAY);
        let who = reader(&server).await;
        bring(&server, "one", Format::SchemaOrg, &rest).await;
        wait(&server, &[&who], days).await;
        looked(&server, &who).await;
        server.pass(DAY);
        bring(&server, "one", Format::SchemaOrg, &both).await;
        assert_eq!(found(&server).await.len(), 1);
        assert_eq!(news(&server, &who).await, Some(new), "after {days} days");
    }
}

#[tokio::test]
async fn an_ad_that_a_feed_dates_anew_is_news_where_it_was_not_found_for_long() {
    let server = fixture::start().await;
    let dated = |day: &'static str| list(vec![ad(1, |ad| ad["datePosted"] = day.into()), posting(2, |_| {})]);
    bring(&server, "one", Format::SchemaOrg, &dated("2026-01-04")).await;
    server.pass(DAY);
    let who = reader(&server).await;
    wait(&server, &[&who], 60).await;
    bring(&server, "one", Format::SchemaOrg, &dated("2026-03-01")).await;
    assert_eq!(news(&server, &who).await, Some(0), "it was found all the time");
    wait(&server, &[&who], 160).await;
    assert!(found(&server).await.is_empty());
    bring(&server, "one", Format::SchemaOrg, &dated("2026-08-01")).await;
    assert_eq!((found(&server).await.len(), news(&server, &who).await), (1, Some(1)));
}
