//! What stands for an ad where people write without one is no ad: nothing that reads ads finds it, and no door that takes one opens.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    audit::{DeclareGroups, GroupsChange, Sex},
    hiring::{CompanyQuery, HiringFacts},
    id::{JobSlug, TalentId},
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, ListSimilarJobs, ShowJob},
    posting::{CloseJob, EditJob, ListOwnJobs, NewDraft, OwnJobsQuery, ReopenJob, StartDraft},
    reference::InLanguage,
    talent::{AskContact, ListTalents, TalentQuery},
};
use passerelle_server::store::declaration;

use crate::{
    fixture::{self, application},
    hiring::{openness, opens, start, to, told, wish},
    support::{Person, Server},
};

/// What everybody and the organisation itself read of ads.
const READ: &[&str] = &[
    "/api/jobs",
    "/api/jobs?sort=fewest-applicants",
    "/api/jobs?sort=pay",
    "/api/jobs?q=spontaneous",
    "/api/jobs?contract=permanent&remote=on-site&place=rennes&sort=nearest",
    "/api/occupations",
    "/api/job-places",
    "/api/feeds/jobs.atom",
    "/api/feeds/jobs.rss",
    "/api/feeds/jobs.jsonld",
    "/api/feeds/jobs.xml",
    "/api/jobs/web",
    "/api/jobs/web/similar",
    "/api/employer/jobs",
    "/api/employer/drafts",
    "/api/talents?job=web",
];

#[tokio::test]
async fn what_stands_for_an_ad_is_none() {
    let server = start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, zofia) = fixture::talent(&server, "zofia", fixture::profile()).await;
    let mut read = Vec::new();
    for url in READ {
        let reply = server.send(&alpha, "GET", url, None).await;
        assert_eq!(reply.status, 200, "{url}: {}", reply.text());
        read.push(reply.text());
    }
    let mut people = Vec::new();
    for number in 0..12 {
        let person = server.person(&format!("person-{number}"), Role::Learner).await;
        let woman = GroupsChange { sex: Some(Sex::Woman), consent: Some(true), ..GroupsChange::default() };
        server.ok(&person, DeclareGroups {}, &NoQuery {}, &woman).await;
        people.push(person);
    }
    let declared = async || {
        let mut db = server.app.store.read().await.unwrap();
        declaration::everybody(&mut db, server.app.clock.now_ms()).await.unwrap()
    };
    let before = declared().await;

    let job = opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await.job.unwrap();
    for (number, person) in people.iter().enumerate() {
        let sent = server.ok(person, to("alpha"), &NoQuery {}, &wish("M1805", &format!("key-0000{number:04}"))).await;
        let yes = ApplicationAnswer { status: Some(Status::Accepted), ..ApplicationAnswer::default() };
        server.ok(&alpha, AnswerApplication { application: sent.id }, &InLanguage::default(), &yes).await;
    }
    for (url, before) in READ.iter().zip(read) {
        assert_eq!(server.send(&alpha, "GET", url, None).await.text(), before, "{url}");
    }
    assert_eq!(declared().await, before, "nor is anybody counted by it");
    let facts = told(&server, &CompanyQuery::default()).await;
    assert_eq!(
        facts[0].1,
        HiringFacts { open: true, ads: 3, ads_open: 3, filled: 0, placed: 0 },
        "no ad of the organisation"
    );
    no_door(&server, &alpha, &people[0], &zofia, &job).await;
}

/// Every door that takes the address of an ad, with that of what stands for one.
async fn no_door(server: &Server, alpha: &Person, person: &Person, zofia: &TalentId, job: &JobSlug) {
    let named = || job.clone();
    let lang = InLanguage::default();
    let codes = [
        server.refused(person, ShowJob { job: named() }, &lang, &()).await.code,
        server.refused(person, ListSimilarJobs { job: named() }, &lang, &()).await.code,
        server.refused(person, Apply { job: named() }, &NoQuery {}, &application("key-00000009")).await.code,
        server.refused(alpha, EditJob { job: named() }, &NoQuery {}, &()).await.code,
        server.refused(alpha, CloseJob { job: named() }, &NoQuery {}, &()).await.code,
        server.refused(alpha, ReopenJob { job: named() }, &NoQuery {}, &()).await.code,
    ];
    assert_eq!(codes, [Code::NotFound; 6]);
    let copy = NewDraft { copy_of: Some(named()) };
    assert_eq!(server.refused(alpha, StartDraft {}, &NoQuery {}, &copy).await.errors[0].reason, Reason::NotKnown);
    let meet = fixture::contact(job.as_str(), "key-00000001");
    let problem = server.refused(alpha, AskContact { talent: zofia.clone() }, &NoQuery {}, &meet).await;
    assert_eq!(problem.errors[0].field, "job");
    let matched = TalentQuery { job: Some(named()), ..TalentQuery::default() };
    assert_eq!(server.refused(alpha, ListTalents {}, &matched, &()).await.errors[0].field, "job");
    let own = server.ok(alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    assert!(own.iter().all(|own| own.card.slug != *job));
}
