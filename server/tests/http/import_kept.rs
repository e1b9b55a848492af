//! What becomes of the ads of a feed besides being brought in: which stay though their rows are refused, which no search finds, and when
//! they are new.

use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use chrono::TimeDelta;
use passerelle_api::{
    NoQuery,
    account::Role,
    job::{JobQuery, ListJobs},
    reference::InLanguage,
    saved_search::{
        ListSavedSearches, Look, LookAtSavedSearch, NewsQuery, SaveSearch, SavedSearchChange, ShowSavedSearchNews,
    },
};
use passerelle_rules::feed::Why;
use passerelle_server::{
    clock::Clock,
    feeds::{
        self, Format,
        import::{self, Failure, Outcome, Source},
    },
    store::bulk,
};
use serde_json::Value;

use crate::{
    fixture,
    import_feed::{bring, list, pages, posting, reasons},
    jobs::{find, slugs},
    support::{START_MS, Server},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn found(server: &Server, words: &str) -> u64 {
    find(server, JobQuery { q: Some(words.into()), ..JobQuery::default() }).await.total
}

#[tokio::test]
async fn an_ad_whose_row_is_refused_now_stays_as_it_was_unless_it_is_over() {
    let server = fixture::start().await;
    let before = list((1..=4).map(|number| posting(number, |_| {})).collect());
    bring(&server, "board", Format::SchemaOrg, &before).await;
    let bad = vec![
        posting(1, |ad| ad["description"] = "a".repeat(60_001).into()),
        posting(2, |ad| ad["url"] = "javascript:alert(1)".into()),
        posting(3, |ad| ad["validThrough"] = "2026-01-02".into()),
        posting(5, |_| {}),
    ];
    let outcome = bring(&server, "board", Format::SchemaOrg, &list(bad)).await;
    assert_eq!(
        reasons(&outcome.refused),
        [(1, "description", Why::TooLong), (2, "url", Why::NotUnderstood), (3, "expires", Why::Expired)]
    );
    assert_eq!((outcome.added, outcome.closed), (1, 1), "one is not in the feed");
    let standing = async |number: u32| standing(&server, &format!("Stage {number}")).await;
    assert_eq!([standing(1).await, standing(2).await], [FOUND; 2]);
    assert_eq!([standing(3).await, standing(4).await], [ENDED, LEFT], "what is over is in the feed");
    assert_eq!(found(&server, "stage").await, 3);

    // It goes on with the row as soon as that can be read again, and ends with it.
    let mended = list(vec![posting(1, |ad| ad["title"] = "Stage de tourier".into())]);
    let outcome = bring(&server, "board", Format::SchemaOrg, &mended).await;
    assert_eq!((outcome.updated, outcome.closed), (1, 3));
    assert_eq!((found(&server, "tourier").await, found(&server, "stage").await), (1, 1));
}

/// Whether an ad was taken down, is out of date, and has a last day that is over.
type Standing = (bool, bool, bool);

const FOUND: Standing = (false, false, false);
const ENDED: Standing = (false, true, true);
const LEFT: Standing = (true, false, false);

async fn standing(server: &Server, title: &str) -> Standing {
    let ad = pages(server, "board").await.into_iter().find(|job| job.card.title == title).unwrap();
    (ad.left, ad.stale, ad.ended)
}

#[tokio::test]
async fn an_ad_that_its_feed_says_is_over_ends_with_that_day_and_goes_on_with_a_later_one() {
    let server = fixture::start().await;
    let until = |day: &'static str| list(vec![posting(1, |ad| ad["validThrough"] = day.into()), posting(2, |_| {})]);
    bring(&server, "board", Format::SchemaOrg, &until("2026-02-06")).await;
    assert_eq!(standing(&server, "Stage 1").await, FOUND);
    for _ in 0..2 {
        let outcome = bring(&server, "board", Format::SchemaOrg, &until("2026-01-03")).await;
        assert_eq!(reasons(&outcome.refused), [(1, "expires", Why::Expired)]);
        assert_eq!((outcome.unchanged, outcome.closed), (1, 0), "its site still has it");
        assert_eq!((standing(&server, "Stage 1").await, found(&server, "stage").await), (ENDED, 1));
    }
    let outcome = bring(&server, "board", Format::SchemaOrg, &until("2026-02-06")).await;
    assert_eq!((outcome.updated, outcome.unchanged, outcome.closed), (1, 1, 0), "the row says what it said at first");
    assert_eq!((standing(&server, "Stage 1").await, found(&server, "stage").await), (FOUND, 2));

    // What was taken down and is in the feed again is not taken down, though it is over.
    let without = list(vec![posting(2, |_| {})]);
    assert_eq!(bring(&server, "board", Format::SchemaOrg, &without).await.closed, 1);
    assert_eq!(standing(&server, "Stage 1").await, LEFT);
    bring(&server, "board", Format::SchemaOrg, &until("2026-01-03")).await;
    assert_eq!(standing(&server, "Stage 1").await, ENDED);
    let twice = list(vec![
        posting(1, |ad| ad["validThrough"] = "2026-01-03".into()),
        posting(1, |ad| ad["validThrough"] = "2026-02-06".into()),
    ]);
    let outcome = bring(&server, "board", Format::SchemaOrg, &twice).await;
    assert_eq!((outcome.updated, outcome.closed), (1, 1), "of two rows of one ad, the one that is taken decides");
    assert_eq!(standing(&server, "Stage 1").await, FOUND);
}

async fn brought(server: &Server, source: Source, rows: Vec<Value>) -> Result<Outcome, Failure> {
    let rows = feeds::read(Format::SchemaOrg, &list(rows)).unwrap();
    import::run(&server.app.store, &server.app.clock, &source, &rows).await
}

#[tokio::test]
async fn a_file_that_lacks_most_ads_of_its_feed_closes_them_only_where_that_is_meant() {
    let server = fixture::start().await;
    let board = || Source::new("board", None).unwrap();
    let ads = |numbers: RangeInclusive<u32>| numbers.map(|number| posting(number, |_| {})).collect::<Vec<_>>();
    bring(&server, "board", Format::SchemaOrg, &list(ads(1..=40))).await;

    // The ad of the refused row stays, and is none of those that the file closes.
    let short = || {
        let refused = posting(19, |ad| ad["url"] = "javascript:alert(1)".into());
        [ads(1..=18), vec![refused, posting(99, |_| {})]].concat()
    };
    let failure = brought(&server, board(), short()).await.unwrap_err();
    let words = failure.to_string();
    let Failure::Shrunk { open: 40, closing: 21, refused } = failure else { panic!("{words}") };
    assert_eq!(reasons(&refused), [(19, "url", Why::NotUnderstood)]);
    assert!(words.contains("21 of the 40 ads") && words.contains("nothing was changed"), "{words}");
    assert!(words.contains("--closing"), "{words}");
    assert!(pages(&server, "board").await.iter().all(|job| !job.left));
    assert_eq!(found(&server, "stage").await, 40, "all are found, and what is new in the file is not brought in");

    let outcome = brought(&server, board().closing(), short()).await.unwrap();
    assert_eq!((outcome.added, outcome.unchanged, outcome.closed), (1, 18, 21));
    assert_eq!(found(&server, "stage").await, 20);

    let outcome = brought(&server, board(), ads(1..=1)).await.unwrap();
    assert_eq!(outcome.closed, 19, "a small feed changes all at once");
    assert_eq!(brought(&server, board(), ads(1..=40)).await.unwrap().closed, 0);
    let outcome = brought(&server, board(), ads(21..=40)).await.unwrap();
    assert_eq!(outcome.closed, 20, "half of a feed may end");
}

#[tokio::test]
async fn ads_whose_last_day_is_over_are_not_closed_by_the_file() {
    let server = fixture::start().await;
    let last = |number, day: &'static str| posting(number, |ad| ad["validThrough"] = day.into());
    let dated = (1..=30).map(|number| last(number, "2026-01-06")).collect();
    brought(&server, Source::new("dated", None).unwrap(), dated).await.unwrap();
    let lasting = (1..=30).map(|number| last(number, "2026-02-06")).collect();
    brought(&server, Source::new("lasting", None).unwrap(), lasting).await.unwrap();
    server.pass(3 * DAY);

    let rows = vec![posting(31, |_| {})];
    let outcome = brought(&server, Source::new("dated", None).unwrap(), rows.clone()).await.unwrap();
    assert_eq!((outcome.added, outcome.closed), (1, 30), "they had ended before the file came");
    let failure = brought(&server, Source::new("lasting", None).unwrap(), rows.clone()).await.unwrap_err();
    assert!(matches!(failure, Failure::Shrunk { open: 30, closing: 30, .. }), "{failure}");
    let ended = (1..=30).map(|number| last(number, "2026-01-06")).chain(rows).collect();
    let outcome = brought(&server, Source::new("lasting", None).unwrap(), ended).await.unwrap();
    assert_eq!((outcome.added, outcome.closed), (1, 0), "the file has them, and says that they are over");
    let ads = pages(&server, "lasting").await;
    assert_eq!(ads.iter().filter(|job| job.ended && !job.left).count(), 30);
}

#[tokio::test]
async fn an_import_counts_what_no_search_will_find() {
    let server = fixture::start().await;
    let rows = vec![
        posting(1, |_| {}),
        posting(2, |ad| ad["title"] = "Stage 1".into()),
        posting(3, |ad| ad["datePosted"] = "2025-08-01".into()),
        posting(4, |ad| ad["jobStartDate"] = "2025-11-01".into()),
        posting(5, |ad| ad["url"] = "none".into()),
    ];
    let file = list(rows);
    let outcome = bring(&server, "board", Format::SchemaOrg, &file).await;
    assert_eq!((outcome.added, outcome.stale, outcome.repeats), (4, 2, 1));
    assert_eq!(
        outcome.to_string(),
        "5 rows: 4 added, 0 updated, 0 unchanged, 1 refused; 0 closed; of these not found: 2 stale, 1 repeats"
    );
    assert_eq!(found(&server, "stage").await, 1);
    let again = bring(&server, "board", Format::SchemaOrg, &file).await;
    assert_eq!((again.unchanged, again.stale, again.repeats), (4, 2, 1), "they are found no better the next day");
    let other = bring(&server, "other", Format::SchemaOrg, &list(vec![posting(9, |_| {})])).await;
    assert_eq!(other.to_string(), "1 rows: 1 added, 0 updated, 0 unchanged, 0 refused; 0 closed");
}

#[tokio::test]
async fn ads_are_new_from_the_end_of_their_import_on() {
    let server = fixture::start().await;
    let who = server.person("reader", Role::Learner).await;
    let change = SavedSearchChange { name: "All".into(), search: JobQuery::default() };
    server.ok(&who, SaveSearch { search: "search-1".into() }, &NoQuery {}, &change).await;
    server.pass(Duration::from_secs(60));
    let begins = server.app.clock.now();
    server.pass(Duration::from_secs(3_600));
    // Somebody reads what is new while the import is at work, after its last look at the clock, and before its end.
    let path = ShowSavedSearchNews { search: "search-1".into() };
    let news = server.ok(&who, path, &NewsQuery::default(), &()).await;
    assert_eq!(news.total, 0);
    let looks = AtomicI64::new(0);
    let clock = Clock::new(move || begins + TimeDelta::seconds(10 * looks.fetch_add(1, Ordering::Relaxed)));
    let rows = feeds::read(Format::SchemaOrg, &list(vec![posting(1, |_| {}), posting(2, |_| {})])).unwrap();
    import::run(&server.app.store, &clock, &Source::new("board", None).unwrap(), &rows).await.unwrap();
    let look = Look { until: Some(news.at) };
    let looked = server.ok(&who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &look).await;
    assert_eq!(looked.new, Some(2), "nobody could see them");
    // The same ads again are as old as they were.
    server.pass(DAY);
    server.ok(&who, LookAtSavedSearch { search: "search-1".into() }, &NoQuery {}, &Look::default()).await;
    import::run(&server.app.store, &server.app.clock, &Source::new("board", None).unwrap(), &rows).await.unwrap();
    assert_eq!(server.ok(&who, ListSavedSearches {}, &InLanguage::default(), &()).await[0].new, Some(0));
}

#[tokio::test]
async fn an_ad_of_a_feed_that_does_not_say_when_it_begins_begins_on_no_day_that_is_asked_for() {
    let server = fixture::start().await;
    let rows = vec![posting(1, |_| {}), posting(2, |ad| ad["jobStartDate"] = "2026-09-01".into())];
    bring(&server, "board", Format::SchemaOrg, &list(rows)).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let own = bulk::NewJob { search: "stage".into(), ..fixture::job("own", 0) };
    bulk::put_jobs(&mut tx, &[own], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let titles = async |from: Option<&str>, to: Option<&str>| {
        let day = |day: Option<&str>| day.map(|day| day.parse().unwrap());
        let query =
            JobQuery { q: Some("stage".into()), start_from: day(from), start_to: day(to), ..JobQuery::default() };
        let list = server.ok(&server.nobody(), ListJobs {}, &query, &()).await;
        assert_eq!(list.total, list.items.len() as u64);
        let mut titles: Vec<String> = list.items.into_iter().map(|card| card.title).collect();
        titles.sort();
        titles
    };
    assert_eq!(titles(None, None).await, ["Poste own", "Stage 1", "Stage 2"]);
    assert_eq!(
        titles(Some("2026-08-01"), None).await,
        ["Poste own", "Stage 2"],
        "what is posted here begins at any time"
    );
    assert_eq!(titles(None, Some("2026-08-01")).await, ["Poste own"]);
    let from = JobQuery { start_from: Some("2026-08-01".parse().unwrap()), ..JobQuery::default() };
    assert!(slugs(&find(&server, from).await).iter().all(|slug| !slug.contains("stage-1")));
}

#[tokio::test]
async fn an_ad_that_says_when_it_begins_is_not_hidden_by_one_that_does_not() {
    let server = fixture::start().await;
    bring(&server, "one", Format::SchemaOrg, &list(vec![posting(1, |_| {})])).await;
    let dated = posting(1, |ad| {
        ad["jobStartDate"] = "2026-09-01".into();
        ad["datePosted"] = "2026-01-05".into();
    });
    bring(&server, "two", Format::SchemaOrg, &list(vec![dated])).await;
    let from =
        JobQuery { q: Some("stage".into()), start_from: Some("2026-09-01".parse().unwrap()), ..JobQuery::default() };
    let list = find(&server, from).await;
    let starts: Vec<_> = list.items.iter().map(|card| card.start.map(|day| day.to_string())).collect();
    assert_eq!(starts, [Some("2026-09-01".to_owned())]);
}
