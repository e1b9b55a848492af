//! Organisations that are likely to hire, and writing to one of them without an ad.

use std::time::Duration;

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Approval, Role, SeatRole},
    application::{ApplicationsQuery, ListApplications},
    company::ShowCompany,
    hiring::{
        ApplySpontaneously, ChangeOpenness, CompanyList, CompanyQuery, HiringFacts, ListCompanies, NewSpontaneous,
        Openness, OpennessChange, ShowOpenness, limits,
    },
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, DeclineReason, Withdraw},
    pipeline::{AddNote, ApplicationsFrom, ListReceived, Move, MoveApplications, NewNote, ShowPipeline, Stage},
    posting::CloseJob,
    reference::InLanguage,
    shared::EXPORT_PATH,
};
use passerelle_server::{
    feeds::Format,
    store::{bulk, employer, occupation},
};
use serde_json::Value;

use crate::{
    fixture::{self, DAY_MS, application},
    import_feed::{bring, list, posting},
    support::{Person, START_MS, Server},
};

/// The world of work, with two occupations that organisations can name.
pub async fn start() -> Server {
    let server = fixture::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let names = |name: &str| [("en".to_owned(), name.to_owned())].into_iter().collect();
    let known = [("M1805".to_owned(), names("Programming")), ("D1102".to_owned(), names("Baking"))];
    occupation::put(&mut tx, &known).await.unwrap();
    tx.commit().await.unwrap();
    server
}

pub fn openness(occupations: &[&str], places: &[&str]) -> OpennessChange {
    let occupations = occupations.iter().map(|&code| code.into()).collect();
    OpennessChange { open: true, occupations, places: places.iter().map(|&place| place.into()).collect(), was: None }
}

pub async fn opens(server: &Server, member: &Person, change: &OpennessChange) -> Openness {
    server.ok(member, ChangeOpenness {}, &InLanguage::default(), change).await
}

pub fn wish(occupation: &str, key: &str) -> NewSpontaneous {
    NewSpontaneous { occupation: Some(occupation.into()), application: application(key) }
}

pub fn to(company: &str) -> ApplySpontaneously {
    ApplySpontaneously { company: company.into() }
}

async fn companies(server: &Server, query: &CompanyQuery) -> CompanyList {
    server.ok(&server.nobody(), ListCompanies {}, query, &()).await
}

pub async fn told(server: &Server, query: &CompanyQuery) -> Vec<(String, HiringFacts)> {
    companies(server, query).await.items.into_iter().map(|item| (item.slug.0, item.facts)).collect()
}

pub const NOTHING: HiringFacts = HiringFacts { open: false, ads: 0, ads_open: 0, filled: 0, placed: 0 };

#[tokio::test]
async fn who_is_likely_to_hire_is_told_by_facts() {
    let server = start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let three = HiringFacts { ads: 3, ads_open: 3, ..NOTHING };
    let two = HiringFacts { ads: 2, ads_open: 2, ..NOTHING };
    let all = CompanyQuery::default();
    assert_eq!(told(&server, &all).await, [("alpha".into(), three.clone()), ("beta".into(), two.clone())]);

    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    let yes = ApplicationAnswer { status: Some(Status::Accepted), ..ApplicationAnswer::default() };
    server.ok(&alpha, AnswerApplication { application: sent.id }, &InLanguage::default(), &yes).await;
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    let hired = HiringFacts { ads_open: 2, filled: 1, ..three };
    assert_eq!(told(&server, &all).await[0], ("alpha".into(), hired));

    let beta = fixture::member(&server, "baker", "beta").await;
    opens(&server, &beta, &openness(&["D1102"], &["paris"])).await;
    assert_eq!(
        told(&server, &all).await[0],
        ("beta".into(), HiringFacts { open: true, ..two }),
        "who says so is first"
    );
    let bakers = CompanyQuery { occupation: Some("d1102".into()), ..CompanyQuery::default() };
    assert_eq!(told(&server, &bakers).await, [("beta".into(), HiringFacts { open: true, ..NOTHING })]);
    let near = |place: &str, radius| CompanyQuery { place: Some(place.into()), radius, ..CompanyQuery::default() };
    let paris = told(&server, &near("paris", None)).await;
    assert_eq!(paris[0], ("beta".into(), HiringFacts { open: true, ..NOTHING }), "its place, not that of its ads");
    assert_eq!(paris[1], ("alpha".into(), HiringFacts { ads: 1, ads_open: 1, ..NOTHING }));
    let both = CompanyQuery { occupation: Some("D1102".into()), ..near("rennes", Some(30)) };
    assert_eq!(told(&server, &both).await, []);
    let wider = companies(&server, &CompanyQuery { radius: None, ..both }).await;
    assert_eq!((wider.total, wider.widened_km), (1, Some(500)), "Paris is some 300 km away");

    let named = CompanyQuery { q: Some("WORKS álpha".into()), ..CompanyQuery::default() };
    assert_eq!(told(&server, &named).await.len(), 1);
    server.pass(Duration::from_secs(300 * 24 * 60 * 60));
    let later = told(&server, &all).await;
    assert_eq!(later[1], ("alpha".into(), HiringFacts { ads: 3, filled: 1, ..NOTHING }), "no ad is fresh any more");
    server.pass(Duration::from_secs(100 * 24 * 60 * 60));
    assert_eq!(told(&server, &all).await, [("beta".into(), HiringFacts { open: true, ..NOTHING })]);
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"beta".into(), Approval::Refused, None, false).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(told(&server, &all).await, [], "one that was not let in is not there");
}

#[tokio::test]
async fn the_list_goes_on_where_a_page_ends() {
    let server = start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let names: Vec<String> = (0..45).map(|number| format!("more-{number:02}")).collect();
    let employers: Vec<_> = names.iter().map(|slug| fixture::employer(slug)).collect();
    bulk::put_employers(&mut tx, &employers).await.unwrap();
    let ad = |slug: &String| bulk::NewJob { employer: slug.clone(), ..fixture::job(&format!("ad-{slug}"), 1) };
    let ads: Vec<_> = names.iter().map(ad).collect();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let (mut seen, mut cursor) = (Vec::new(), None);
    for _ in 0..3 {
        let page = companies(&server, &CompanyQuery { cursor, ..CompanyQuery::default() }).await;
        assert_eq!(page.total, 47);
        seen.extend(page.items.into_iter().map(|item| item.slug.0));
        cursor = page.next;
    }
    assert_eq!(cursor, None);
    assert_eq!(seen.len(), 47);
    assert_eq!(seen[..2], ["alpha", "beta"]);
    assert_eq!(seen[2..], names);
}

#[tokio::test]
async fn a_query_that_nothing_could_answer_is_refused() {
    let server = start().await;
    let all = CompanyQuery::default;
    for (field, reason, query) in [
        ("radius", Reason::OutOfRange, CompanyQuery { radius: Some(501), ..all() }),
        ("occupation", Reason::NotKnown, CompanyQuery { occupation: Some("baker".into()), ..all() }),
        ("place", Reason::NotKnown, CompanyQuery { place: Some("nowhere".into()), ..all() }),
        ("q", Reason::TooLong, CompanyQuery { q: Some("x".repeat(201)), ..all() }),
    ] {
        let problem = server.refused(&server.nobody(), ListCompanies {}, &query, &()).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let made_up = CompanyQuery { cursor: Some("x".into()), ..all() };
    assert_eq!(server.refused(&server.nobody(), ListCompanies {}, &made_up, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn an_organisation_of_a_feed_is_listed_by_its_ads_and_cannot_be_written_to() {
    let server = start().await;
    let ads = [posting(1, |_| {}), posting(2, |_| {})];
    bring(&server, "neighbour", Format::SchemaOrg, &list(ads.to_vec())).await;
    let named = CompanyQuery { q: Some("fournil".into()), ..CompanyQuery::default() };
    let found = companies(&server, &named).await;
    let company = &found.items[0];
    assert_eq!((found.total, company.elsewhere, company.facts.open), (1, true, false));
    assert_eq!((company.facts.ads, company.facts.ads_open), (2, 2));
    let amina = server.person("amina", Role::Learner).await;
    let slug = company.slug.clone();
    let shown = server.ok(&amina, ShowCompany { company: slug.clone() }, &InLanguage::default(), &()).await;
    assert!(shown.elsewhere && shown.answering.is_none());
    let problem =
        server.refused(&amina, ApplySpontaneously { company: slug }, &NoQuery {}, &wish("M1805", "key-00000001")).await;
    assert_eq!(problem.code, Code::Conflict);
}

#[tokio::test]
async fn an_ad_is_open_as_soon_as_the_one_that_stood_for_it_is_over() {
    let server = start().await;
    let twice = ["2026-01-03", "2026-01-04"].into_iter().zip(1..).map(|(posted, number)| {
        posting(number, |ad| {
            ad["title"] = "Stage".into();
            ad["datePosted"] = posted.into();
            ad["validThrough"] = if number == 1 { "2026-01-06".into() } else { Value::Null };
        })
    });
    bring(&server, "neighbour", Format::SchemaOrg, &list(twice.collect())).await;
    let named = CompanyQuery { q: Some("fournil".into()), ..CompanyQuery::default() };
    let once = HiringFacts { ads: 1, ads_open: 1, ..NOTHING };
    assert_eq!(told(&server, &named).await.pop().map(|(_, facts)| facts), Some(once.clone()));
    // Nothing was brought in since.
    server.pass(Duration::from_secs(3 * 24 * 60 * 60));
    assert_eq!(told(&server, &named).await.pop().map(|(_, facts)| facts), Some(once));
}

#[tokio::test]
async fn an_organisation_says_what_it_is_open_to() {
    let server = start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let before = server.ok(&alpha, ShowOpenness {}, &InLanguage::default(), &()).await;
    assert_eq!((before.open, &before.job), (false, &None), "until somebody chooses so");
    assert_eq!(before.to.occupations, []);
    let many: Vec<&str> = ["M1805"; 11].to_vec();
    for (field, reason, change) in [
        ("occupations", Reason::Required, openness(&[], &["rennes"])),
        ("places", Reason::Required, openness(&["M1805"], &[])),
        ("occupations", Reason::NotKnown, openness(&["Z9999"], &["rennes"])),
        ("places", Reason::NotKnown, openness(&["M1805"], &["nowhere"])),
        ("occupations", Reason::TooMany, openness(&many, &["rennes"])),
        ("places", Reason::TooMany, openness(&["M1805"], &["rennes"; 11])),
    ] {
        let problem = server.refused(&alpha, ChangeOpenness {}, &InLanguage::default(), &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    assert_eq!(server.ok(&alpha, ShowOpenness {}, &InLanguage::default(), &()).await, before);

    let open = opens(&server, &alpha, &openness(&["M1805", "D1102", "M1805"], &["rennes", "paris"])).await;
    let names: Vec<&str> = open.to.occupations.iter().map(|occupation| occupation.name.as_str()).collect();
    assert_eq!((open.open, names), (true, vec!["Baking", "Programming"]));
    let page = server.ok(&server.nobody(), ShowCompany { company: "alpha".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.open, Some(open.to.clone()));
    let again = opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await;
    assert_eq!(again.job, open.job, "one board for all of them");
    let shut = OpennessChange { open: false, ..openness(&["M1805"], &["rennes"]) };
    let shut = opens(&server, &alpha, &shut).await;
    assert_eq!((shut.open, shut.to.places.len()), (false, 1), "what was named is kept for another time");
    let page = server.ok(&server.nobody(), ShowCompany { company: "alpha".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.open, None);
}

#[tokio::test]
async fn an_application_without_an_ad_goes_its_way() {
    let server = start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let board = opens(&server, &alpha, &openness(&["M1805", "D1102"], &["rennes"])).await.job.unwrap();
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, to("alpha"), &NoQuery {}, &wish("D1102", "key-00000001")).await;
    assert_eq!(sent.wish.as_ref().map(|wish| wish.name.as_str()), Some("Baking"));
    assert_eq!((sent.status, sent.employer.slug.as_str()), (Status::Sent, "alpha"));
    let repeated = server.ok(&amina, to("alpha"), &NoQuery {}, &wish("D1102", "key-00000001")).await;
    assert_eq!(repeated, sent, "the same form sent twice is one");
    let other = server.refused(&amina, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000002")).await;
    assert_eq!(other.code, Code::Conflict, "one for each organisation");
    let page = server.ok(&amina, ShowCompany { company: "alpha".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine.as_ref(), Some(&sent));
    let bilal = server.person("bilal", Role::Learner).await;
    let page = server.ok(&bilal, ShowCompany { company: "alpha".into() }, &InLanguage::default(), &()).await;
    assert_eq!(page.mine, None);

    let waits = server.ok(&alpha, ShowOpenness {}, &InLanguage::default(), &()).await;
    assert_eq!((waits.applications, waits.unanswered), (1, 1));
    let received = server.ok(&alpha, ListReceived { job: board.clone() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!((received.items.len(), received.items[0].name.as_str()), (1, "amina"));
    let pipeline = server.ok(&alpha, ShowPipeline { job: board.clone() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(pipeline.title, "Spontaneous applications");
    assert_eq!((pipeline.items[0].stage, pipeline.items[0].received.application.status), (Stage::New, Status::Seen));
    let note = NewNote { text: "Call on Monday".into(), key: "key-note-0001".into() };
    server.ok(&alpha, AddNote { application: sent.id.clone() }, &NoQuery {}, &note).await;
    let no = |reason| Move { applications: vec![sent.id.clone()], stage: Some(Stage::Refused), reason, message: None };
    let problem = server.refused(&alpha, MoveApplications {}, &NoQuery {}, &no(None)).await;
    assert_eq!(problem.errors[0].field, "reason");
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &no(Some(DeclineReason::DatesDoNotFit))).await;
    let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
    assert_eq!((mine[0].status, mine[0].reason), (Status::Declined, Some(DeclineReason::DatesDoNotFit)));

    let taken = server.ok(&bilal, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000001")).await;
    server.ok(&bilal, Withdraw { application: taken.id }, &InLanguage::default(), &()).await;
    server.pass(Duration::from_secs(1));
    let again = server.ok(&bilal, to("alpha"), &NoQuery {}, &wish("D1102", "key-00000002")).await;
    assert_eq!(again.status, Status::Sent);

    let beta = fixture::member(&server, "other", "beta").await;
    let problem = server.refused(&beta, ListReceived { job: board.clone() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(problem.code, Code::NotFound);
    let problem = server.refused(&beta, ShowPipeline { job: board.clone() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(problem.code, Code::NotFound, "another organisation's board");
    let problem =
        server.refused(&beta, MoveApplications {}, &NoQuery {}, &no(Some(DeclineReason::DatesDoNotFit))).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("applications", Reason::NotKnown));
    let file: Value = server.send(&alpha, "GET", EXPORT_PATH, None).await.json();
    let kept: Vec<&Value> =
        file["jobs"].as_array().unwrap().iter().filter(|job| job["spontaneous"] == Value::Bool(true)).collect();
    assert_eq!((kept.len(), &kept[0]["ad"]), (1, &Value::Null));
    assert!(kept[0].to_string().contains("Call on Monday"));
}

#[tokio::test]
async fn who_cannot_be_written_to_says_why() {
    let server = start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let problem = server.refused(&amina, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000001")).await;
    assert_eq!(problem.code, Code::Conflict, "it never was open");
    let problem = server.refused(&amina, to("nobody"), &NoQuery {}, &wish("M1805", "key-00000001")).await;
    assert_eq!(problem.code, Code::NotFound);
    opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await;
    let problem = server.refused(&server.nobody(), to("alpha"), &NoQuery {}, &wish("M1805", "key-00000001")).await;
    assert_eq!(problem.code, Code::SignInNeeded);
    for (field, reason, body) in [
        ("occupation", Reason::NotAllowed, wish("D1102", "key-00000001")),
        ("occupation", Reason::Required, NewSpontaneous { occupation: None, ..wish("M1805", "key-00000001") }),
        ("cv", Reason::NotKnown, {
            let mut body = wish("M1805", "key-00000001");
            body.application.cv = Some("not-mine".into());
            body
        }),
        ("message", Reason::TooShort, {
            let mut body = wish("M1805", "key-00000001");
            body.application.message = "Hello".into();
            body
        }),
    ] {
        let problem = server.refused(&amina, to("alpha"), &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let shut = OpennessChange { open: false, ..openness(&["M1805"], &["rennes"]) };
    opens(&server, &alpha, &shut).await;
    let problem = server.refused(&amina, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000002")).await;
    assert_eq!(problem.code, Code::Conflict, "not any more");
    opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Waiting, None, false).await.unwrap();
    tx.commit().await.unwrap();
    let problem = server.refused(&amina, to("alpha"), &NoQuery {}, &wish("M1805", "key-00000003")).await;
    assert_eq!(problem.code, Code::NotFound, "one that was not let in");
    assert!(server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items.is_empty());
    let viewer = server.person("viewer", Role::Employer).await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Approved, None, false).await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &viewer.id.as_str().into(), SeatRole::Viewer).await.unwrap();
    tx.commit().await.unwrap();
    let problem = server.refused(&viewer, ChangeOpenness {}, &InLanguage::default(), &shut).await;
    assert_eq!(problem.code, Code::Forbidden);
    assert!(server.ok(&viewer, ShowOpenness {}, &InLanguage::default(), &()).await.open);
}

#[tokio::test]
async fn nobody_writes_to_more_than_ten_in_a_day() {
    let server = start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    let names: Vec<String> = (0..=limits::A_DAY).map(|number| format!("more-{number:02}")).collect();
    let employers: Vec<_> = names.iter().map(|slug| fixture::employer(slug)).collect();
    bulk::put_employers(&mut tx, &employers).await.unwrap();
    tx.commit().await.unwrap();
    for name in &names {
        let member = fixture::member(&server, &format!("of-{name}"), name).await;
        opens(&server, &member, &openness(&["M1805"], &["rennes"])).await;
    }
    let amina = server.person("amina", Role::Learner).await;
    let (last, first) = names.split_last().unwrap();
    for name in first {
        let sent = server.ok(&amina, to(name), &NoQuery {}, &wish("M1805", &format!("key-{name}"))).await;
        // Taking it back does not make room for another.
        server.ok(&amina, Withdraw { application: sent.id }, &InLanguage::default(), &()).await;
    }
    let problem = server.refused(&amina, to(last), &NoQuery {}, &wish("M1805", "key-last-one")).await;
    assert_eq!((problem.code, problem.retry_after_seconds), (Code::TooMany, Some(24 * 60 * 60)));
    // Ads are another matter.
    server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    server.pass(Duration::from_millis(u64::try_from(DAY_MS).unwrap()));
    server.ok(&amina, to(last), &NoQuery {}, &wish("M1805", "key-last-one")).await;
}
