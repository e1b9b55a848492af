//! Finding and reading job ads.

use std::sync::Arc;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, Role},
    application::{ApplicationsQuery, ListApplications},
    job::{Apply, Contract, JobList, JobQuery, JobSort, ListJobs, Pay, PayPeriod, Remote, ShowJob, Withdraw},
    reference::InLanguage,
    talent::SaveProfile,
};
use passerelle_server::store::{bulk, repeats};
use tokio::task::JoinSet;

use crate::{
    fixture,
    support::{START_MS, Server},
};

pub async fn find(server: &Server, query: JobQuery) -> JobList {
    server.ok(&server.nobody(), ListJobs {}, &query, &()).await
}

pub fn slugs(list: &JobList) -> Vec<&str> {
    list.items.iter().map(|card| card.slug.as_str()).collect()
}

#[tokio::test]
async fn all_ads_come_newest_first() {
    let server = fixture::start().await;
    let list = find(&server, JobQuery::default()).await;
    assert_eq!(slugs(&list), ["web", "data", "remote", "london", "office"]);
    assert_eq!((list.total, list.next, list.relax), (5, None, vec![]));
}

#[tokio::test]
async fn a_place_counts_with_its_surroundings() {
    let server = fixture::start().await;
    let around = |radius| JobQuery { place: Some("rennes".into()), radius, ..JobQuery::default() };
    assert_eq!(slugs(&find(&server, around(None)).await), ["web", "office"]);
    assert_eq!(slugs(&find(&server, around(Some(43))).await), ["web", "office"]);
    let list = find(&server, JobQuery { sort: Some(JobSort::Nearest), ..around(Some(44)) }).await;
    assert_eq!(slugs(&list), ["office", "web", "data"]);
    let distances: Vec<_> = list.items.iter().map(|card| card.distance_km).collect();
    assert_eq!(distances, [Some(0), Some(0), Some(44)]);
}

#[tokio::test]
async fn each_filter_narrows() {
    let server = fixture::start().await;
    let all = JobQuery::default;
    let list = find(&server, JobQuery { contract: Some(Contract::Internship), ..all() }).await;
    assert_eq!(slugs(&list), ["london"]);
    let list = find(&server, JobQuery { level: Some(3), ..all() }).await;
    assert_eq!(slugs(&list), ["web", "data"], "what does not say its level asks for none");
    let list = find(&server, JobQuery { remote: Some(Remote::Hybrid), ..all() }).await;
    assert_eq!(slugs(&list), ["data"], "hybrid is not remote");
    let list = find(&server, JobQuery { min_pay: Some(1_000), ..all() }).await;
    assert_eq!(slugs(&list), ["web", "data"], "what does not say its pay is left out");
    let list = find(&server, JobQuery { min_pay: Some(2_500), ..all() }).await;
    assert_eq!(slugs(&list), ["data"], "30,000 a year is 2,500 a month");
    let list = find(&server, JobQuery { start_from: Some("2026-03-02".parse().unwrap()), ..all() }).await;
    assert_eq!(slugs(&list), ["data", "remote", "london", "office"]);
    let list = find(&server, JobQuery { start_to: Some("2026-03-01".parse().unwrap()), ..all() }).await;
    assert_eq!(slugs(&list), ["web", "data", "remote", "office"]);
}

#[tokio::test]
async fn nothing_found_says_which_filter_to_drop() {
    let server = fixture::start().await;
    let query = JobQuery {
        place: Some("rennes".into()),
        radius: Some(10),
        contract: Some(Contract::Internship),
        level: Some(5),
        ..JobQuery::default()
    };
    let list = find(&server, query).await;
    assert_eq!(list.total, 0);
    let relax: Vec<_> = list.relax.iter().map(|relax| (relax.filter.as_str(), relax.count)).collect();
    assert_eq!(
        relax,
        [("place", 1), ("radius", 1), ("contract", 2)],
        "without a distance the search widens; the level is not it"
    );
}

#[tokio::test]
async fn pages_show_every_ad_once_in_every_order() {
    let server = fixture::start().await;
    let many: Vec<_> = (0..48)
        .map(|number| bulk::NewJob {
            place: if number % 3 == 0 { "rennes" } else { "fougeres" }.into(),
            ..fixture::job(&format!("many-{number}"), 10 + number / 5)
        })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    for sort in JobSort::ALL.iter().filter(|sort| **sort != JobSort::Match) {
        let mut query =
            JobQuery { place: Some("rennes".into()), radius: Some(100), sort: Some(*sort), ..JobQuery::default() };
        let mut seen = Vec::new();
        loop {
            let list = find(&server, query.clone()).await;
            assert_eq!(list.total, 51);
            seen.extend(list.items.into_iter().map(|card| card.slug.0));
            query.cursor = list.next;
            if query.cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 51, "{sort:?}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 51, "{sort:?}");
    }
}

#[tokio::test]
async fn pay_orders_by_what_a_month_brings_and_the_silent_come_last() {
    let server = fixture::start().await;
    let list = find(&server, JobQuery { sort: Some(JobSort::Pay), ..JobQuery::default() }).await;
    assert_eq!(slugs(&list)[..2], ["data", "web"]);
}

#[tokio::test]
async fn impossible_values_are_refused_by_name() {
    let server = fixture::start().await;
    for (query, field, reason) in [
        ("place=rennes&radius=501", "radius", Reason::OutOfRange),
        ("place=rennes&radius=9999", "radius", Reason::OutOfRange),
        ("place=atlantis", "place", Reason::NotKnown),
        ("level=99", "level", Reason::OutOfRange),
        ("level=0", "level", Reason::OutOfRange),
        ("min_pay=0", "min_pay", Reason::OutOfRange),
        ("start_from=2026-05-02&start_to=2026-05-01", "start_to", Reason::OutOfRange),
        ("sort=nearest", "place", Reason::Required),
        (&format!("q={}", "x".repeat(201)), "q", Reason::TooLong),
    ] {
        let problem = server.send(&server.nobody(), "GET", &format!("/api/jobs?{query}"), None).await.problem();
        assert_eq!(problem.status, 422, "{query}");
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason), "{query}");
    }
}

#[tokio::test]
async fn what_is_not_a_query_is_malformed() {
    let server = fixture::start().await;
    let newest = find(&server, JobQuery { sort: Some(JobSort::Newest), ..JobQuery::default() }).await;
    assert_eq!(newest.next, None);
    let other =
        passerelle_server::cursor::encode(&serde_json::json!({"sort": "pay", "key": 1, "slug": "web"})).unwrap();
    for query in ["radius=-1", "start_from=2026-02-30", "colour=red", "cursor=AAAA", &format!("cursor={other}")] {
        let problem = server.send(&server.nobody(), "GET", &format!("/api/jobs?{query}"), None).await.problem();
        assert_eq!(problem.code, Code::Malformed, "{query}");
    }
}

#[tokio::test]
async fn an_ad_says_only_what_its_employer_gave() {
    let server = fixture::start().await;
    let french = InLanguage { lang: Some(Language::French) };
    let job = server.ok(&server.nobody(), ShowJob { job: "office".into() }, &french, &()).await;
    assert_eq!((job.card.pay, job.mine, job.duration_months), (None, None, None));
    assert_eq!(job.must[0].name, "HTML");
    let posting: serde_json::Value = serde_json::from_str(&job.json_ld).unwrap();
    for unsaid in ["baseSalary", "validThrough", "jobStartDate", "employmentType", "jobLocationType"] {
        assert!(posting.get(unsaid).is_none(), "{unsaid}: {posting}");
    }
    assert_eq!(posting["datePosted"], "2025-12-31");
    assert_eq!(posting["hiringOrganization"]["sameAs"], "https://beta.example.org");
    assert!(!job.json_ld.contains('<'), "it must not be able to end the script element it stands in");

    let job = server.ok(&server.nobody(), ShowJob { job: "data".into() }, &french, &()).await;
    let posting: serde_json::Value = serde_json::from_str(&job.json_ld).unwrap();
    assert_eq!(posting["baseSalary"]["value"]["minValue"], 30_000);
    assert_eq!(posting["baseSalary"]["value"]["unitText"], "YEAR");
}

#[tokio::test]
async fn an_unknown_ad_is_not_found_by_anybody() {
    let server = fixture::start().await;
    let learner = server.person("amina", Role::Learner).await;
    for who in [server.nobody(), learner] {
        let problem = server.refused(&who, ShowJob { job: "no-such-ad".into() }, &InLanguage::default(), &()).await;
        assert_eq!(problem.code, Code::NotFound);
    }
}

#[tokio::test]
async fn the_fewest_applicants_come_first_and_who_withdrew_does_not_count() {
    let server = fixture::start().await;
    let (first, second) = (server.person("first", Role::Learner).await, server.person("second", Role::Learner).await);
    for (who, job, key) in [(&first, "web", "key-0001"), (&second, "web", "key-0002"), (&first, "data", "key-0003")] {
        server.ok(who, Apply { job: job.into() }, &NoQuery {}, &fixture::application(key)).await;
    }
    let query = JobQuery { sort: Some(JobSort::FewestApplicants), ..JobQuery::default() };
    let list = find(&server, query.clone()).await;
    assert_eq!(slugs(&list), ["london", "office", "remote", "data", "web"]);
    let counts: Vec<u32> = list.items.iter().filter_map(|card| card.applicants).collect();
    assert_eq!(counts, [0, 0, 0, 1, 2]);

    let own = server.ok(&second, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    server.ok(&second, Withdraw { application: own[0].id.clone() }, &InLanguage::default(), &()).await;
    let own = server.ok(&first, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    let web = own.iter().find(|application| application.job.as_str() == "web").unwrap();
    server.ok(&first, Withdraw { application: web.id.clone() }, &InLanguage::default(), &()).await;
    let list = find(&server, query).await;
    assert_eq!(slugs(&list), ["london", "office", "remote", "web", "data"]);
}

#[tokio::test]
async fn everybody_who_applies_at_the_same_moment_is_counted() {
    let server = Arc::new(fixture::start().await);
    let mut tries = JoinSet::new();
    for number in 0..12 {
        let who = server.person(&format!("applicant-{number}"), Role::Learner).await;
        let server = Arc::clone(&server);
        tries.spawn(async move {
            let body = fixture::application(&format!("key-at-once-{number}"));
            server.ok(&who, Apply { job: "web".into() }, &NoQuery {}, &body).await;
        });
    }
    tries.join_all().await;
    let list = find(&server, JobQuery::default()).await;
    assert_eq!(list.items.iter().find(|card| card.slug.as_str() == "web").unwrap().applicants, Some(12));
}

#[tokio::test]
async fn a_distance_that_nobody_chose_widens_until_something_is_found() {
    let server = fixture::start().await;
    let around = |radius| JobQuery {
        place: Some("rennes".into()),
        contract: Some(Contract::Internship),
        radius,
        sort: Some(JobSort::Nearest),
        ..JobQuery::default()
    };
    let list = find(&server, around(None)).await;
    assert_eq!((slugs(&list).as_slice(), list.widened_km), (&["london"][..], Some(500)));
    assert!(list.items[0].distance_km.unwrap() > 200);
    let list = find(&server, around(Some(100))).await;
    assert_eq!((list.total, list.widened_km), (0, None), "what was chosen stays");
    let list = find(&server, JobQuery { place: Some("rennes".into()), ..JobQuery::default() }).await;
    assert_eq!((list.total, list.widened_km), (2, None));
}

#[tokio::test]
async fn the_pages_after_a_widened_one_stay_as_wide() {
    let server = fixture::start().await;
    let learner = server.person("amina", Role::Learner).await;
    server.ok(&learner, SaveProfile {}, &InLanguage::default(), &fixture::profile()).await;
    let put = async |ads: &[bulk::NewJob]| {
        let mut tx = server.app.store.begin().await.unwrap();
        bulk::put_jobs(&mut tx, ads, START_MS).await.unwrap();
        tx.commit().await.unwrap();
    };
    let far = |number| bulk::NewJob {
        place: "london".into(),
        contract: Contract::Internship,
        ..fixture::job(&format!("far-{number}"), 10)
    };
    put(&(0..30).map(far).collect::<Vec<_>>()).await;
    let mut firsts = Vec::new();
    for sort in [JobSort::Newest, JobSort::Match] {
        let query = JobQuery {
            place: Some("rennes".into()),
            contract: Some(Contract::Internship),
            sort: Some(sort),
            ..JobQuery::default()
        };
        let first = server.ok(&learner, ListJobs {}, &query, &()).await;
        assert_eq!((first.items.len(), first.total, first.widened_km), (20, 31, Some(500)));
        firsts.push(JobQuery { cursor: first.next, ..query });
    }
    // Something comes up nearby while the first page is read.
    put(&[bulk::NewJob { contract: Contract::Internship, ..fixture::job("near", 0) }]).await;
    for query in firsts {
        let second = server.ok(&learner, ListJobs {}, &query, &()).await;
        assert_eq!((second.total, second.widened_km, second.next.clone()), (32, Some(500), None), "{query:?}");
        assert!(second.items.len() >= 11, "{:?}", slugs(&second));
    }
}

#[tokio::test]
async fn stale_ads_and_those_that_were_posted_again_are_not_found_and_say_so() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let started = bulk::NewJob { start_on: Some("2025-12-01".parse().unwrap()), ..fixture::job("started", 40) };
    let again =
        bulk::NewJob { title: "Poste office".into(), employer: "beta".into(), ..fixture::job("office-again", 0) };
    bulk::put_jobs(&mut tx, &[fixture::job("old", 122), fixture::job("young", 119), started, again], START_MS)
        .await
        .unwrap();
    repeats::mark(&mut tx, server.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    let list = find(&server, JobQuery::default()).await;
    assert_eq!(slugs(&list), ["office-again", "web", "data", "remote", "london", "young"]);
    let show =
        async |slug: &str| server.ok(&server.nobody(), ShowJob { job: slug.into() }, &InLanguage::default(), &()).await;
    assert!(show("old").await.stale && show("started").await.stale && !show("young").await.stale);
    assert_eq!(show("office").await.repeated_by, Some("office-again".into()));
    assert_eq!(show("office-again").await.repeated_by, None);
}

#[tokio::test]
async fn an_ad_that_differs_in_what_searches_narrow_by_repeats_nothing() {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let base = |slug: &str, days| bulk::NewJob { title: "Poste double".into(), ..fixture::job(slug, days) };
    let euros = |min| Some(Pay { min, max: min, currency: "EUR".into(), period: PayPeriod::Month });
    let start = Some("2026-09-01".parse().unwrap());
    let ads = [
        base("plain", 9),
        bulk::NewJob { level: None, ..base("any-level", 8) },
        bulk::NewJob { start_on: start, ..base("starts", 7) },
        bulk::NewJob { remote: Some(Remote::Hybrid), ..base("hybrid", 6) },
        bulk::NewJob { pay: euros(2_000), ..base("pays", 5) },
        bulk::NewJob { pay: euros(2_100), ..base("pays-more", 4) },
        bulk::NewJob { level: None, start_on: start, ..base("twice", 3) },
        bulk::NewJob { level: None, start_on: start, ..base("twice-again", 2) },
    ];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    assert_eq!(repeats::mark(&mut tx, server.app.clock.now()).await.unwrap(), 1);
    assert_eq!(repeats::mark(&mut tx, server.app.clock.now()).await.unwrap(), 0, "what is known is not written again");
    tx.commit().await.unwrap();
    let list = find(&server, JobQuery { q: Some("poste".into()), ..JobQuery::default() }).await;
    let double: Vec<_> = list.items.iter().filter(|card| card.title == "Poste double").collect();
    let slugs: Vec<_> = double.iter().map(|card| card.slug.as_str()).collect();
    assert_eq!(slugs, ["twice-again", "pays-more", "pays", "hybrid", "starts", "any-level", "plain"]);
    // The one that was left is found again once the newer one says something else.
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[base("twice-again", 2)], START_MS).await.unwrap();
    assert_eq!(repeats::mark(&mut tx, server.app.clock.now()).await.unwrap(), 2, "it repeats the plain one now");
    tx.commit().await.unwrap();
    let show =
        async |slug: &str| server.ok(&server.nobody(), ShowJob { job: slug.into() }, &InLanguage::default(), &()).await;
    assert_eq!(show("twice").await.repeated_by, None);
    assert_eq!(show("plain").await.repeated_by, Some("twice-again".into()));
}
