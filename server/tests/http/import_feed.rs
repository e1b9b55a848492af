//! Feeds of other sites: what is taken, changed, refused and closed.

use std::time::Duration;

use passerelle_api::{
    NoQuery,
    account::{Language, Role},
    job::{Apply, Contract, Job, JobQuery, JobSort, ListJobs, ShowJob},
    reference::{InLanguage, ListPlaces, PlaceQuery},
};
use passerelle_rules::feed::Why;
use passerelle_server::{
    clock::Clock,
    feeds::{
        self, Format, Unreadable,
        import::{self, Failure, Outcome, Refused, Source},
    },
};
use serde_json::{Value, json};

use crate::{fixture, support::Server};

const DAY: u64 = 24 * 60 * 60;

pub async fn bring(server: &Server, source: &str, format: Format, bytes: &[u8]) -> Outcome {
    let rows = feeds::read(format, bytes).unwrap();
    let outcome = tried(server, source, format, bytes).await.unwrap();
    assert_eq!(outcome.rows(), rows.len(), "no row is dropped in silence");
    for refused in &outcome.refused {
        println!("{refused}");
    }
    outcome
}

async fn tried(server: &Server, source: &str, format: Format, bytes: &[u8]) -> Result<Outcome, Failure> {
    let rows = feeds::read(format, bytes).unwrap();
    let source = Source::new(source, None).unwrap();
    import::run(&server.app.store, &server.app.clock, &source, &rows).await
}

/// Why each row of a file is refused, of which none is accepted.
pub async fn none_taken(
    server: &Server,
    source: &str,
    format: Format,
    bytes: &[u8],
) -> Vec<(usize, &'static str, Why)> {
    match tried(server, source, format, bytes).await {
        Err(Failure::NoneTaken(refused)) => reasons(&refused),
        other => panic!("{other:?}"),
    }
}

pub fn reasons(refused: &[Refused]) -> Vec<(usize, &'static str, Why)> {
    refused.iter().map(|refused| (refused.row, refused.refusal.field, refused.refusal.why)).collect()
}

/// The ads of a feed as their pages show them, the newest first. All are shown, also those that searches leave out.
pub async fn pages(server: &Server, source: &str) -> Vec<Job> {
    let mut db = server.app.store.read().await.unwrap();
    let known = passerelle_server::store::imported::of_source(&mut db, source).await.unwrap();
    drop(db);
    let mut pages = Vec::new();
    for known in known.values() {
        let path = ShowJob { job: known.job.as_str().into() };
        pages.push(server.ok(&server.nobody(), path, &InLanguage::default(), &()).await);
    }
    pages.sort_by_key(|job| std::cmp::Reverse(job.card.posted_at));
    pages
}

/// A server whose day is after those of the partners' files.
pub async fn in_march_2026() -> Server {
    let server = fixture::start().await;
    server.pass(Duration::from_secs(60 * DAY));
    server
}

/// An ad of a bakery elsewhere, which the tests change.
pub fn posting(number: u32, change: impl FnOnce(&mut Value)) -> Value {
    let mut ad = json!({
        "@context": "https://schema.org", "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "value": format!("n{number}")},
        "url": format!("https://jobs.example.org/{number}"),
        "title": format!("Stage {number}"), "inLanguage": "fr", "datePosted": "2026-01-04",
        "description": "<p>Un <b>stage</b><script>x</script></p>", "employmentType": ["FULL_TIME", "INTERN"],
        "hiringOrganization": {"@type": "Organization", "name": "Fournil"},
        "jobLocation": [{"@type": "Place", "address": {"addressLocality": "RENNES", "addressCountry": {"name": "France"}}}],
        "baseSalary": {"currency": "EUR", "value": {"value": 700, "unitText": "MONTH"}},
        "occupationalCategory": {"@type": "CategoryCode", "inCodeSet": "ROME", "codeValue": "D1102"},
    });
    change(&mut ad);
    ad
}

pub fn list(ads: Vec<Value>) -> Vec<u8> {
    json!({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": ads}).to_string().into_bytes()
}

#[tokio::test]
async fn a_feed_that_comes_again_changes_only_what_it_changed_and_closes_what_it_left_out() {
    let server = fixture::start().await;
    let both = list(vec![posting(1, |_| {}), posting(2, |_| {})]);
    let outcome = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!((outcome.added, outcome.updated, outcome.unchanged, outcome.closed), (2, 0, 0, 0));
    let job = pages(&server, "board").await.remove(0);
    assert_eq!(job.html, "<p>Un <strong>stage</strong></p>");
    assert_eq!(
        (job.card.contract, job.rome.as_deref(), job.card.place.slug.as_str()),
        (Contract::Internship, Some("D1102"), "rennes")
    );
    assert_eq!(job.card.pay.map(|pay| (pay.min, pay.max)), Some((700, 700)));
    assert_eq!((job.employer_size, job.employer_website.as_str()), (0, ""));

    server.pass(Duration::from_secs(DAY));
    let outcome = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!(
        (outcome.added, outcome.updated, outcome.unchanged, outcome.closed),
        (0, 0, 2, 0),
        "nothing comes twice"
    );

    let change = posting(1, |ad| ad["title"] = "Stage de boulangerie".into());
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(vec![change])).await;
    assert_eq!((outcome.added, outcome.updated, outcome.unchanged, outcome.closed), (0, 1, 0, 1));
    let found = |words: &str| JobQuery { q: Some(words.into()), ..JobQuery::default() };
    let total = async |words: &str| server.ok(&server.nobody(), ListJobs {}, &found(words), &()).await.total;
    assert_eq!((total("stage").await, total("boulangerie").await), (1, 1), "what was left out is in no search");
    let pages_now = pages(&server, "board").await;
    assert_eq!(pages_now.iter().filter(|job| job.left).count(), 1, "its page stays and says so");

    let outcome = bring(&server, "board", Format::SchemaOrg, &both).await;
    assert_eq!((outcome.added, outcome.updated, outcome.unchanged, outcome.closed), (0, 2, 0, 0));
    assert_eq!(total("stage").await, 2, "what comes back is found again");

    let outcome = bring(&server, "other", Format::SchemaOrg, &list(vec![posting(1, |_| {})])).await;
    assert_eq!((outcome.added, outcome.closed), (1, 0), "another feed has numbers of its own");
}

#[tokio::test]
async fn each_row_that_is_refused_says_why() {
    let server = fixture::start().await;
    let rows = vec![
        posting(1, |_| {}),
        posting(1, |_| {}),
        json!({"@type": "Event"}),
        json!(7),
        posting(2, |ad| ad["description"] = "<p> </p><script>x</script>".into()),
        posting(3, |ad| ad["description"] = "a".repeat(60_001).into()),
        posting(4, |ad| ad["validThrough"] = "2026-01-03".into()),
        posting(5, |ad| ad["jobLocation"][0]["address"]["addressLocality"] = "Atlantis".into()),
        posting(6, |ad| ad["url"] = "javascript:alert(1)".into()),
        posting(7, |ad| ad["inLanguage"] = Value::Null),
    ];
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(rows)).await;
    assert_eq!(
        reasons(&outcome.refused),
        [
            (2, "reference", Why::Repeated),
            (3, "@type", Why::NotUnderstood),
            (4, "@type", Why::NotUnderstood),
            (5, "description", Why::Missing),
            (6, "description", Why::TooLong),
            (7, "expires", Why::Expired),
            (8, "place", Why::PlaceNotKnown),
            (9, "url", Why::NotUnderstood),
            (10, "lang", Why::Missing),
        ]
    );
    assert_eq!(outcome.added, 1);
    assert_eq!(outcome.refused[6].to_string(), "row 8: refused: place: place_not_known (Atlantis)");
}

#[tokio::test]
async fn an_ad_of_another_site_takes_no_application_here() {
    let server = fixture::start().await;
    bring(&server, "board", Format::SchemaOrg, &list(vec![posting(1, |_| {})])).await;
    let job = pages(&server, "board").await.remove(0);
    let person = server.person("somebody", Role::Learner).await;
    let path = Apply { job: job.card.slug };
    let problem = server.refused(&person, path, &NoQuery {}, &fixture::application("to-another-site-1")).await;
    assert_eq!(problem.status, 409);
    assert_eq!(job.apply_url.as_deref(), Some("https://jobs.example.org/1"));
}

#[test]
fn a_file_that_cannot_be_trusted_is_not_read_at_all() {
    let read = |format, bytes: &[u8]| feeds::read(format, bytes);
    let bomb = b"<!DOCTYPE j [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><jobs><job><title>&b;</title></job></jobs>";
    assert!(matches!(read(Format::Jooble, bomb), Err(Unreadable::DocumentType)));
    assert!(matches!(read(Format::Jooble, b"<jobs><job>"), Err(Unreadable::Malformed { .. })));
    assert!(matches!(read(Format::Jooble, b"<jobs>\xff</jobs>"), Err(Unreadable::NotText(6))));
    assert!(matches!(read(Format::Jooble, b"<html><body/></html>"), Err(Unreadable::NoRows)));
    assert!(matches!(read(Format::Leboncoin, b"titre,ville\nx,y\n"), Err(Unreadable::NoRows)));
    assert!(matches!(read(Format::Decathlon, b"{\"ads\": []}"), Err(Unreadable::NoRows)));
    assert!(matches!(read(Format::Decathlon, "[".repeat(5_000).as_bytes()), Err(Unreadable::Malformed { .. })));
    let many = format!("<jobs>{}</jobs>", "<job/>".repeat(feeds::ROWS + 1));
    assert!(matches!(read(Format::HelloWork, many.as_bytes()), Err(Unreadable::TooManyRows)));
    let uneven = "titre,identifiant,redirection\na,b\nc,d,https://e.example\n";
    let rows = read(Format::Leboncoin, uneven.as_bytes()).unwrap();
    assert!(rows[0].is_err() && rows[1].is_ok(), "one broken line is one refused row");
    assert!(Source::new("a/b", None).is_none() && Source::new("x", Some(Language::French)).is_none());
}

#[tokio::test]
async fn nobody_is_counted_who_applies_on_another_site_and_these_ads_come_last() {
    let server = fixture::start().await;
    let many: Vec<Value> = (0..25).map(|number| posting(number, |_| {})).collect();
    bring(&server, "board", Format::SchemaOrg, &list(many)).await;
    let mut query = JobQuery { sort: Some(JobSort::FewestApplicants), ..JobQuery::default() };
    let (mut counts, mut slugs) = (Vec::new(), std::collections::HashSet::new());
    loop {
        let page = server.ok(&server.nobody(), ListJobs {}, &query, &()).await;
        for card in page.items {
            counts.push(card.applicants);
            assert!(slugs.insert(card.slug.clone()), "{} comes twice", card.slug);
        }
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    let counted = counts.iter().take_while(|count| count.is_some()).count();
    assert!(counted > 0 && counts.len() == counted + 25, "{counts:?}");
    assert!(counts[counted..].iter().all(Option::is_none), "{counts:?}");
}

#[tokio::test]
async fn an_ad_is_found_until_its_last_day_and_says_which_that_is() {
    let server = fixture::start().await;
    let ad = posting(1, |ad| ad["validThrough"] = "2026-01-06".into());
    bring(&server, "board", Format::SchemaOrg, &list(vec![ad])).await;
    let found = async || {
        let query = JobQuery { q: Some("stage".into()), ..JobQuery::default() };
        server.ok(&server.nobody(), ListJobs {}, &query, &()).await.total
    };
    server.pass(Duration::from_secs(DAY));
    let job = pages(&server, "board").await.remove(0);
    let said: Value = serde_json::from_str(&job.json_ld).unwrap();
    assert_eq!((found().await, job.stale, said["validThrough"].as_str()), (1, false, Some("2026-01-06")));
    assert_eq!((&said["directApply"], &said["totalJobOpenings"]), (&Value::Null, &Value::Null), "{said}");
    assert_eq!(said["datePosted"], "2026-01-04");
    // It is eight in the morning here, and still the day before in the west of the Pacific.
    server.pass(Duration::from_secs(DAY));
    let job = pages(&server, "board").await.remove(0);
    assert_eq!((found().await, job.stale, job.ended), (1, false, false));
    server.pass(Duration::from_secs(DAY / 6));
    let job = pages(&server, "board").await.remove(0);
    assert_eq!((found().await, job.stale, job.ended, job.json_ld.as_str()), (0, true, true, ""));
}

#[tokio::test]
async fn what_a_feed_has_twice_is_found_once() {
    let server = fixture::start().await;
    let ad = |number, day: &'static str, change: fn(&mut Value)| {
        posting(number, |ad| {
            ad["title"] = "Stage".into();
            ad["datePosted"] = day.into();
            change(ad);
        })
    };
    let twice = list(vec![
        ad(1, "2026-01-03", |_| {}),
        ad(2, "2026-01-04", |_| {}),
        ad(3, "2026-01-05", |ad| ad["baseSalary"]["value"]["value"] = 900.into()),
    ]);
    bring(&server, "board", Format::SchemaOrg, &twice).await;
    let [dearer, newer, older] = <[Job; 3]>::try_from(pages(&server, "board").await).unwrap();
    assert_eq!(newer.repeated_by, Some(older.card.slug), "the older stays");
    assert_eq!((older.repeated_by, dearer.repeated_by), (None, None), "who pays more is another place to work");
    let only = list(vec![ad(2, "2026-01-04", |_| {})]);
    bring(&server, "board", Format::SchemaOrg, &only).await;
    let repeated = pages(&server, "board").await.iter().filter(|job| job.repeated_by.is_some()).count();
    assert_eq!(repeated, 1, "what left the feed leads to the one that is still there");
}

#[tokio::test]
async fn a_run_that_accepts_nothing_changes_nothing() {
    let server = fixture::start().await;
    let ads = list(vec![posting(1, |_| {}), posting(2, |_| {})]);
    bring(&server, "board", Format::SchemaOrg, &ads).await;
    let without_language = list(vec![posting(1, |ad| ad["inLanguage"] = Value::Null)]);
    let refused = none_taken(&server, "board", Format::SchemaOrg, &without_language).await;
    assert_eq!(refused, [(1, "lang", Why::Missing)], "a forgotten --lang");
    let refused = none_taken(&server, "board", Format::SchemaOrg, b"{\"error\": \"try again\"}").await;
    assert_eq!(refused, [(1, "@type", Why::NotUnderstood)], "an answer that is no feed");
    let other = b"<jobs><job><name>x</name></job></jobs>";
    let refused = none_taken(&server, "board", Format::Jooble, other).await;
    assert_eq!((refused.len(), refused[0].2), (1, Why::Missing), "a wrong format");
    assert!(pages(&server, "board").await.iter().all(|job| !job.left));
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &ads).await.unchanged, 2);
}

#[tokio::test]
async fn names_that_look_alike_stay_apart_between_feeds() {
    let server = fixture::start().await;
    let of = |company: &'static str, title: &'static str| {
        list(vec![posting(1, |ad| {
            ad["hiringOrganization"]["name"] = company.into();
            ad["title"] = title.into();
        })])
    };
    bring(&server, "aa", Format::SchemaOrg, &of("Bb Cc", "Stage bb cc")).await;
    bring(&server, "aa-bb", Format::SchemaOrg, &of("Cc", "Stage cc")).await;
    let (one, other) = (pages(&server, "aa").await.remove(0), pages(&server, "aa-bb").await.remove(0));
    assert_ne!(one.card.employer.slug, other.card.employer.slug);
    assert_eq!((one.card.employer.name.as_str(), other.card.employer.name.as_str()), ("Bb Cc", "Cc"));

    // Somebody else is called just so.
    let slug = one.card.employer.slug.clone();
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE employers SET source = NULL WHERE slug = $1")
        .bind(slug.as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = none_taken(&server, "aa", Format::SchemaOrg, &of("Bb Cc", "Stage")).await;
    assert_eq!(refused, [(1, "company", Why::Taken)]);
}

fn at(ad: &mut Value, town: String, region: &str, spot: Option<(f64, f64)>) {
    ad["jobLocation"][0]["address"]["addressLocality"] = town.into();
    ad["jobLocation"][0]["address"]["addressRegion"] = region.into();
    if let Some((lat, lon)) = spot {
        ad["jobLocation"][0]["geo"] = json!({"latitude": lat, "longitude": lon});
    }
}

#[tokio::test]
async fn many_new_towns_are_bounded_searched_and_not_offered() {
    let server = fixture::start().await;
    let offered = server.ok(&server.nobody(), ListPlaces {}, &PlaceQuery::default(), &()).await.len();
    let near_rennes = |number: u32| (48.1 + f64::from(number % 40) / 100.0, -1.7 + f64::from(number / 40) / 100.0);
    let many: Vec<Value> = (0..2_003)
        .map(|number| posting(number, |ad| at(ad, format!("Ville{number}"), "", Some(near_rennes(number)))))
        .collect();
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(many)).await;
    assert_eq!(outcome.added, 2_000);
    assert!(reasons(&outcome.refused).iter().all(|(_, field, why)| (*field, *why) == ("place", Why::TooManyPlaces)));
    let query =
        JobQuery { place: Some("rennes".into()), radius: Some(200), q: Some("stage".into()), ..JobQuery::default() };
    assert_eq!(server.ok(&server.nobody(), ListJobs {}, &query, &()).await.total, 2_000);
    assert_eq!(server.ok(&server.nobody(), ListPlaces {}, &PlaceQuery::default(), &()).await.len(), offered);
}

#[tokio::test]
async fn a_town_is_told_by_its_region_or_by_the_nearest_spot() {
    let server = fixture::start().await;
    let rows = vec![
        posting(1, |ad| at(ad, "Villeneuve".into(), "Savoie", Some((45.0, 6.0)))),
        posting(2, |ad| at(ad, "Villeneuve".into(), "Savoie", Some((45.6, 6.0)))),
        posting(3, |ad| at(ad, "Villeneuve".into(), "", Some((45.33, 6.0)))),
        posting(4, |ad| at(ad, "Villeneuve".into(), "", None)),
        posting(5, |ad| at(ad, "Rennes".into(), "Savoie", None)),
    ];
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(rows)).await;
    assert_eq!(reasons(&outcome.refused), [(4, "place", Why::PlaceNotKnown), (5, "place", Why::PlaceNotKnown)]);
    let place = async |number: &str| {
        let all = pages(&server, "board").await;
        let job = all.iter().find(|job| job.card.title == format!("Stage {number}")).unwrap();
        job.card.place.slug.clone()
    };
    assert_ne!(place("1").await, place("2").await);
    assert_eq!(place("3").await, place("2").await);
}

#[tokio::test]
async fn an_ad_without_a_day_stays_as_it_is_while_time_goes_on() {
    let server = fixture::start().await;
    let start = server.app.clock.now();
    let calls = std::sync::atomic::AtomicI64::new(0);
    let clock = Clock::new(move || {
        start + chrono::TimeDelta::seconds(calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
    });
    let file = list(vec![posting(1, |ad| ad["datePosted"] = Value::Null)]);
    let (rows, source) = (feeds::read(Format::SchemaOrg, &file).unwrap(), Source::new("board", None).unwrap());
    let first = import::run(&server.app.store, &clock, &source, &rows).await.unwrap();
    let second = import::run(&server.app.store, &clock, &source, &rows).await.unwrap();
    assert_eq!((first.added, second.unchanged), (1, 1));
}

#[tokio::test]
async fn an_organisation_is_described_by_whichever_row_describes_it() {
    let server = fixture::start().await;
    let about =
        |number, text: &'static str| posting(number, |ad| ad["hiringOrganization"]["description"] = text.into());
    for rows in [vec![about(1, ""), about(2, "Du pain")], vec![about(2, "Du pain"), about(1, "")]] {
        bring(&server, "board", Format::SchemaOrg, &list(rows)).await;
        assert!(pages(&server, "board").await.iter().all(|job| job.employer_about == "Du pain"));
    }
}
