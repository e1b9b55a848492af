//! What an organisation is told of its own ads that people do not find, and what it can do about it.

use passerelle_api::{
    Code, List, NoQuery, Reason,
    account::{Approval, Language},
    id::JobSlug,
    job::{Apply, Contract, JobQuery, ListJobs, Pay, PayPeriod, Remote, ShowJob},
    posting::{
        AdContent, AdField, AdFlaw, AdPublication, CloseJob, Draft, DraftChange, EditJob, Hidden, JobChoice,
        JobChoicesQuery, ListJobChoices, ListOwnJobs, NewDraft, OwnJobsQuery, PreviewDraft, PublishDraft, RenewJob,
        ReopenJob, SaveDraft, StartDraft, limits,
    },
    reference::InLanguage,
};
use passerelle_server::store::{Store, bulk, contact, employer, repeats};

use crate::{
    fixture,
    support::{Person, START_MS, Server},
};

fn content() -> AdContent {
    AdContent {
        title: "Apprenti web".into(),
        summary: "Des pages pour tout le monde.".into(),
        description: "Écrire du HTML.".into(),
        lang: Some(Language::French),
        contract: Some(Contract::Permanent),
        remote: Some(Remote::Hybrid),
        place: Some("rennes".into()),
        ..AdContent::default()
    }
}

async fn saved(server: &Server, who: &Person, content: AdContent) -> Draft {
    let draft = server.ok(who, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    let change = DraftChange { version: draft.version, content };
    server.ok(who, SaveDraft { draft: draft.id }, &NoQuery {}, &change).await
}

/// Why an ad of the organisation is not found.
async fn hidden(server: &Server, who: &Person, job: &str) -> Vec<Hidden> {
    let own = server.ok(who, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    own.into_iter().find(|own| own.card.slug.as_str() == job).unwrap().hidden
}

async fn is_found(server: &Server, job: &str) -> bool {
    let list = server.ok(&server.nobody(), ListJobs {}, &JobQuery::default(), &()).await;
    list.items.iter().any(|card| card.slug.as_str() == job)
}

#[tokio::test]
async fn nobody_publishes_an_ad_that_starts_in_the_past() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let late = AdContent { start: Some("2026-01-03".parse().unwrap()), ..content() };
    let draft = saved(&server, &alpha, late).await;
    let blocking: Vec<_> = draft.findings.iter().filter(|f| f.blocks).map(|f| (f.field, f.flaw)).collect();
    assert_eq!(blocking, [(AdField::Start, AdFlaw::Past)]);
    let version = AdPublication { version: draft.version };
    let publish = PublishDraft { draft: draft.id };
    let problem = server.refused(&alpha, publish, &NoQuery {}, &version).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    assert_eq!(errors, [("start", Reason::InThePast)]);
    // At eight in the morning of the 5th it is the 4th still where days end last.
    for today in ["2026-01-04", "2026-01-05"] {
        let today = AdContent { start: Some(today.parse().unwrap()), ..content() };
        let draft = saved(&server, &alpha, today).await;
        let version = AdPublication { version: draft.version };
        let draft = server.ok(&alpha, PublishDraft { draft: draft.id }, &NoQuery {}, &version).await;
        assert!(is_found(&server, draft.job.unwrap().as_str()).await, "on the day itself it can be found");
    }
}

#[tokio::test]
async fn what_keeps_an_ad_back_names_its_words_and_a_pay_that_is_turned_round() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let asks = AdContent { summary: "Nous cherchons un homme, sexe masculin.".into(), ..content() };
    let draft = saved(&server, &alpha, asks).await;
    let version = AdPublication { version: draft.version };
    let problem = server.refused(&alpha, PublishDraft { draft: draft.id.clone() }, &NoQuery {}, &version).await;
    let [error] = &problem.errors[..] else { panic!("{:?}", problem.errors) };
    assert_eq!((error.field.as_str(), error.reason), ("summary", Reason::NotAllowed));
    assert_eq!(error.words.as_deref(), Some("cherchons un homme, sexe masculin"));
    let pay = Pay { min: 1_800, max: 1_200, currency: "EUR".into(), period: PayPeriod::Month };
    let change = DraftChange { version: draft.version, content: AdContent { pay: Some(pay), ..content() } };
    let problem = server.refused(&alpha, SaveDraft { draft: draft.id }, &NoQuery {}, &change).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("pay", Reason::BelowLeast));
}

#[tokio::test]
async fn an_organisation_reads_why_its_ads_are_not_found() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    let started = bulk::NewJob { start_on: Some("2025-12-01".parse().unwrap()), ..fixture::job("started", 40) };
    let twice = |slug: &str, days| bulk::NewJob { title: "Poste double".into(), ..fixture::job(slug, days) };
    let ads = [fixture::job("old", 122), started, twice("first", 9), twice("second", 8)];
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    repeats::mark(&mut tx, server.app.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    for (job, reasons) in [
        ("web", vec![]),
        ("old", vec![Hidden::Stale]),
        ("started", vec![Hidden::Started]),
        ("first", vec![Hidden::Repeated]),
        ("second", vec![]),
    ] {
        assert_eq!(hidden(&server, &alpha, job).await, reasons, "{job}");
        assert_eq!(is_found(&server, job).await, reasons.is_empty(), "{job}");
    }
    server.ok(&alpha, CloseJob { job: "old".into() }, &NoQuery {}, &()).await;
    assert_eq!(hidden(&server, &alpha, "old").await, [Hidden::Closed, Hidden::Stale]);
}

#[tokio::test]
async fn an_old_ad_is_renewed_and_found_again() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[fixture::job("old", 122)], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let renew = |job: &str| RenewJob { job: JobSlug(job.into()) };
    assert_eq!(server.refused(&beta, renew("old"), &NoQuery {}, &()).await.code, Code::NotFound, "it is not theirs");
    assert_eq!(server.refused(&alpha, renew("none"), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&alpha, renew("web"), &NoQuery {}, &()).await.code, Code::Conflict, "it is not old");
    server.ok(&alpha, renew("old"), &NoQuery {}, &()).await;
    assert_eq!(hidden(&server, &alpha, "old").await, []);
    assert!(is_found(&server, "old").await);
    assert_eq!(server.refused(&alpha, renew("old"), &NoQuery {}, &()).await.code, Code::Conflict, "once is enough");
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[fixture::job("older", 200)], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let draft = server.ok(&alpha, EditJob { job: "older".into() }, &NoQuery {}, &()).await;
    let version = AdPublication { version: draft.version };
    server.ok(&alpha, PublishDraft { draft: draft.id }, &NoQuery {}, &version).await;
    assert!(is_found(&server, "older").await, "publishing it again renews it as well");
}

#[tokio::test]
async fn a_number_of_openings_that_is_left_out_stays_left_out() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = saved(&server, &alpha, content()).await;
    assert_eq!(draft.content.openings, None);
    let english = InLanguage::default();
    let preview = server.ok(&alpha, PreviewDraft { draft: draft.id.clone() }, &english, &()).await;
    let version = AdPublication { version: draft.version };
    let draft = server.ok(&alpha, PublishDraft { draft: draft.id }, &NoQuery {}, &version).await;
    let shown = server.ok(&server.nobody(), ShowJob { job: draft.job.clone().unwrap() }, &english, &()).await;
    assert_eq!((preview.openings, shown.openings), (None, None));
    assert!(![preview.json_ld, shown.json_ld].iter().any(|json_ld| json_ld.contains("totalJobOpenings")));

    // Of an ad that was not written here, only what its page says goes through the form.
    let silent = bulk::NewJob { openings: None, ..fixture::job("silent", 0) };
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[silent], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let draft = server.ok(&alpha, EditJob { job: "silent".into() }, &NoQuery {}, &()).await;
    assert_eq!(draft.content.openings, None);
}

#[tokio::test]
async fn one_opening_that_nobody_wrote_is_taken_back_from_ads_of_before() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut published = Vec::new();
    for (title, openings) in [("Silent", None), ("Single", Some(1)), ("Double", Some(2))] {
        let draft = saved(&server, &alpha, AdContent { title: title.into(), openings, ..content() }).await;
        let version = AdPublication { version: draft.version };
        let draft = server.ok(&alpha, PublishDraft { draft: draft.id }, &NoQuery {}, &version).await;
        published.push(draft.job.unwrap());
    }
    // As the version before left it, with the migration still to come.
    let mut tx = server.app.store.begin().await.unwrap();
    for sql in [
        "UPDATE job_details SET openings = 1 WHERE openings = 0",
        "UPDATE jobs SET elsewhere = 1 WHERE slug = 'office'",
        "DELETE FROM _sqlx_migrations WHERE version = 85",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    Store::open(&server.app.config.database).await.unwrap().close().await;
    published.extend(["web".into(), "office".into()]);
    let mut openings = Vec::new();
    for job in published {
        openings.push(server.ok(&server.nobody(), ShowJob { job }, &InLanguage::default(), &()).await.openings);
    }
    assert_eq!(openings, [None, Some(1), Some(2), Some(1), None]);
}

/// Each request has come by then, and waits for what is not committed yet.
#[tokio::test]
async fn no_ad_is_opened_by_an_organisation_that_is_sent_away_by_then() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let own = || "alpha".into();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &[fixture::job("old", 122)], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    server.ok(&alpha, CloseJob { job: "data".into() }, &NoQuery {}, &()).await;
    let draft = saved(&server, &alpha, content()).await;
    for what in ["publish", "renew", "reopen"] {
        let mut tx = server.app.store.begin().await.unwrap();
        contact::lock_employer(&mut tx, &own()).await.unwrap();
        employer::decide(&mut tx, &own(), Approval::Refused, None, false).await.unwrap();
        let commits = async {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            tx.commit().await.unwrap();
        };
        let opens = async {
            let none = NoQuery {};
            match what {
                "publish" => {
                    let (publish, version) =
                        (PublishDraft { draft: draft.id.clone() }, AdPublication { version: draft.version });
                    server.refused(&alpha, publish, &none, &version).await
                }
                "renew" => server.refused(&alpha, RenewJob { job: "old".into() }, &none, &()).await,
                _ => server.refused(&alpha, ReopenJob { job: "data".into() }, &none, &()).await,
            }
        };
        let (refused, ()) = tokio::join!(opens, commits);
        assert_eq!(refused.code, Code::Forbidden, "{what}");
        let mut tx = server.app.store.begin().await.unwrap();
        employer::decide(&mut tx, &own(), Approval::Approved, None, false).await.unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(hidden(&server, &alpha, "old").await, [Hidden::Stale]);
    assert_eq!(hidden(&server, &alpha, "data").await, [Hidden::Closed]);
    let all = server.ok(&alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    assert_eq!(all.len(), 4, "nothing was published");
}

#[tokio::test]
async fn every_ad_is_reached_and_what_waits_for_an_answer_stands_first() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    // All of one moment, so that the order does not rest on it alone.
    let ads: Vec<_> = (0..210).map(|number| fixture::job(&format!("ad-{number:03}"), 9)).collect();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let amina = server.person("amina", passerelle_api::account::Role::Learner).await;
    let body = fixture::application("key-00000001");
    server.ok(&amina, Apply { job: "ad-000".into() }, &NoQuery {}, &body).await;

    let (mut query, mut sizes, mut all) = (OwnJobsQuery::default(), Vec::new(), Vec::new());
    loop {
        let page = server.ok(&alpha, ListOwnJobs {}, &query, &()).await;
        assert_eq!((page.total, page.unanswered), (213, 1), "of all of them, on each page");
        sizes.push(page.items.len());
        all.extend(page.items.into_iter().map(|own| own.card.slug.0));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!((sizes, all[0].as_str(), all[212].as_str()), (vec![100, 100, 13], "ad-000", "ad-001"));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 213, "each once");

    let one = |job: &str| OwnJobsQuery { job: Some(job.into()), ..OwnJobsQuery::default() };
    let own = server.ok(&alpha, ListOwnJobs {}, &one("ad-001"), &()).await;
    assert_eq!((own.items.len(), own.items[0].card.slug.as_str(), own.next), (1, "ad-001", None));
    let beta = fixture::member(&server, "rival", "beta").await;
    assert!(server.ok(&beta, ListOwnJobs {}, &one("ad-001"), &()).await.items.is_empty(), "it is another's");
    let made_up = OwnJobsQuery { cursor: Some("W10".into()), ..OwnJobsQuery::default() };
    assert_eq!(server.refused(&alpha, ListOwnJobs {}, &made_up, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn one_chooses_from_the_newest_open_ads_and_those_that_are_named() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let named = |slugs: &[&str]| JobChoicesQuery { named: List(slugs.iter().map(|&slug| slug.into()).collect()) };
    let choices = async |query: JobChoicesQuery| {
        let choices = server.ok(&alpha, ListJobChoices {}, &query, &()).await;
        let line = |choice: JobChoice| (choice.slug.0, choice.closed);
        (choices.items.into_iter().map(line).collect::<Vec<_>>(), choices.open)
    };
    let line = |slug: &str, closed| (slug.to_owned(), closed);
    let all = server.ok(&alpha, ListJobChoices {}, &named(&[]), &()).await.items;
    assert_eq!((all[0].title.as_str(), all[0].pay.as_ref().map(|pay| pay.max)), ("Poste web", Some(1_200)));
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    let open = [line("data", false), line("remote", false)];
    assert_eq!(choices(named(&[])).await, (open.to_vec(), 2), "what is closed cannot be chosen");
    let and_closed = [&[line("web", true)], &open[..]].concat();
    assert_eq!(choices(named(&["web", "office", "none"])).await, (and_closed, 2), "nor what is another's");

    let mut tx = server.app.store.begin().await.unwrap();
    let ads: Vec<_> = (0..limits::CHOICES).map(|number| fixture::job(&format!("ad-{number:03}"), 0)).collect();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let (newest, open) = choices(named(&[])).await;
    assert_eq!((newest.len() as u64, open), (limits::CHOICES, limits::CHOICES + 2));
    assert_eq!((&newest[0], &newest[499]), (&line("ad-499", false), &line("ad-000", false)), "the newest first");
    let (with_named, _) = choices(named(&["ad-007", "remote"])).await;
    assert_eq!(with_named, [&newest[..], &[line("remote", false)]].concat(), "each once");

    let many: Vec<String> = (0..=limits::NAMED).map(|number| format!("ad-{number:03}")).collect();
    let many = named(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let problem = server.refused(&alpha, ListJobChoices {}, &many, &()).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].limit), ("named", Some(limits::NAMED)));
    let beta = fixture::member(&server, "rival", "beta").await;
    let theirs = server.ok(&beta, ListJobChoices {}, &named(&["web"]), &()).await;
    assert!(theirs.items.iter().all(|choice| choice.slug.as_str() != "web"), "it is another's");
}
