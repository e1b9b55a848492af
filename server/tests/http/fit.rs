//! How people and jobs fit, as candidates are told.

use passerelle_api::{
    Code, FieldError, Reason,
    account::{Language, Role},
    job::{Contract, Job, JobList, JobQuery, JobSort, ListJobs, Remote, ShowJob},
    matching::{Aspect, FitPart, JobFit},
    reference::InLanguage,
    talent::{Cefr, EvidenceKind, Fit, ProfileChange, SaveProfile, ShowProfile, SpokenLanguage},
};
use passerelle_server::store::{
    bulk::{self, NewJob},
    matching::SCORED_AT_MOST,
};

use crate::{
    fixture::{self, codes, profile, talent},
    support::{Person, START_MS, Server},
};

/// A profile that says everything, and takes two kinds of contract.
pub fn candidate() -> ProfileChange {
    ProfileChange {
        contracts: vec![Contract::Apprenticeship, Contract::Permanent],
        languages: vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::B2 }],
        training_days: Some(vec![1]),
        pay_month: Some(900),
        ..profile()
    }
}

async fn show(server: &Server, who: &Person, job: &str, lang: Language) -> Job {
    server.ok(who, ShowJob { job: job.into() }, &InLanguage { lang: Some(lang) }, &()).await
}

pub async fn find(server: &Server, who: &Person, query: &JobQuery) -> JobList {
    server.ok(who, ListJobs {}, query, &()).await
}

pub fn by_match() -> JobQuery {
    JobQuery { sort: Some(JobSort::Match), ..JobQuery::default() }
}

fn scores(list: &JobList) -> Vec<(&str, u32)> {
    list.items.iter().map(|card| (card.slug.as_str(), card.fit_score.unwrap())).collect()
}

pub fn part(fit: &JobFit, aspect: Aspect) -> &FitPart {
    fit.parts.iter().find(|part| part.aspect == aspect).unwrap()
}

pub fn assert_adds_up(fit: &JobFit) {
    assert_eq!(fit.parts.iter().map(|part| part.points).sum::<u32>(), fit.score);
    assert_eq!(fit.parts.iter().map(|part| part.of).sum::<u32>(), 10_000);
}

#[tokio::test]
async fn an_ad_tells_a_candidate_how_they_fit_and_nobody_else() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let job = show(&server, &amina, "web", Language::English).await;
    let fit = job.fit.unwrap();
    assert_eq!((fit.score, job.card.fit_score, fit.barriers.as_slice()), (9_000, Some(9_000), &[][..]));
    assert_adds_up(&fit);
    let html = part(&fit, Aspect::MustSkill);
    assert_eq!((html.fit, html.skill.as_ref().unwrap().name.as_str()), (Fit::Met, "HTML"));
    assert_eq!(html.evidence.as_ref().unwrap().kind, EvidenceKind::Statement);
    assert_eq!(part(&fit, Aspect::NiceSkill).fit, Fit::Missing);
    let language = part(&fit, Aspect::Language);
    assert_eq!((language.language.as_deref(), language.found.as_deref()), (Some("fr"), Some("B2")));

    let newcomer = server.person("newcomer", Role::Learner).await;
    for who in [server.nobody(), newcomer] {
        let job = show(&server, &who, "web", Language::English).await;
        assert_eq!((job.fit, job.card.fit_score), (None, None));
        assert!(find(&server, &who, &JobQuery::default()).await.items.iter().all(|card| card.fit_score.is_none()));
    }
}

#[tokio::test]
async fn an_empty_profile_scores_nothing() {
    let server = fixture::start().await;
    let silent = ProfileChange {
        skills: vec![],
        level: None,
        place: None,
        radius_km: None,
        remote: vec![],
        contracts: vec![],
        available_from: None,
        ..profile()
    };
    let (amina, _) = talent(&server, "amina", silent).await;
    let list = find(&server, &amina, &by_match()).await;
    assert_eq!(scores(&list), [("web", 0), ("data", 0), ("remote", 0), ("london", 0), ("office", 0)]);
    let fit = show(&server, &amina, "web", Language::English).await.fit.unwrap();
    assert!(fit.barriers.is_empty() && fit.parts.iter().all(|part| part.fit == Fit::Unknown));
}

#[tokio::test]
async fn a_missing_skill_comes_with_the_lesson_that_teaches_it() {
    let server = fixture::start().await;
    server.import_courses().await;
    let (amina, _) = talent(&server, "amina", ProfileChange { skills: codes(&["design"]), ..candidate() }).await;
    let fit = show(&server, &amina, "web", Language::French).await.fit.unwrap();
    let lesson = part(&fit, Aspect::MustSkill).lesson.clone().unwrap();
    assert_eq!((lesson.course.as_str(), lesson.chapter.unwrap().as_str()), ("accessible-html", "why-semantics"));
    assert_eq!(lesson.chapter_title.as_deref(), Some("Pourquoi le sens passe d’abord"));
    let spanish = show(&server, &amina, "web", Language::Spanish).await.fit.unwrap();
    let lesson = part(&spanish, Aspect::MustSkill).lesson.clone().unwrap();
    assert_eq!(lesson.chapter_title.as_deref(), Some("Why meaning comes first"), "in a language that the course has");
    assert_eq!(part(&fit, Aspect::NiceSkill).lesson, None, "no course teaches CSS");

    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE courses SET published = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let fit = show(&server, &amina, "web", Language::French).await.fit.unwrap();
    assert!(fit.parts.iter().all(|part| part.lesson.is_none()), "only published courses are named");
}

#[tokio::test]
async fn ads_come_best_fit_first_and_those_that_are_barred_last() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let list = find(&server, &amina, &by_match()).await;
    let expected = [("web", 9_000), ("office", 8_334), ("data", 8_125), ("remote", 6_562), ("london", 0)];
    assert_eq!((scores(&list).as_slice(), list.total), (&expected[..], 5));
    let fit = show(&server, &amina, "london", Language::English).await.fit.unwrap();
    assert_eq!(fit.barriers, [Aspect::Contract, Aspect::Place]);
    assert_adds_up(&fit);
    let near = JobQuery { place: Some("rennes".into()), ..by_match() };
    let list = find(&server, &amina, &near).await;
    assert_eq!(scores(&list), [("web", 9_000), ("office", 8_334)]);
    assert_eq!(list.items[0].distance_km, Some(0));
}

#[tokio::test]
async fn the_order_by_match_asks_for_a_profile() {
    let server = fixture::start().await;
    let newcomer = server.person("newcomer", Role::Learner).await;
    for who in [server.nobody(), newcomer] {
        let problem = server.refused(&who, ListJobs {}, &by_match(), &()).await;
        assert_eq!((problem.status, problem.errors), (422, vec![FieldError::new("profile", Reason::Required)]));
    }
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let other =
        passerelle_server::cursor::encode(&serde_json::json!({"sort": "pay", "key": 1, "slug": "web"})).unwrap();
    for cursor in [other.as_str(), "AAAA"] {
        let query = JobQuery { cursor: Some(cursor.into()), ..by_match() };
        assert_eq!(server.refused(&amina, ListJobs {}, &query, &()).await.code, Code::Malformed);
    }
}

#[tokio::test]
async fn pages_by_match_show_every_ad_once_and_go_on_where_they_ended() {
    let server = fixture::start().await;
    let many: Vec<NewJob> = (0..60)
        .map(|number| NewJob {
            place: if number % 3 == 0 { "rennes" } else { "fougeres" }.into(),
            contract: Contract::ALL[number % 3],
            level: Some(3 + (number % 5) as u8),
            remote: Some(Remote::ALL[number % 2]),
            ..fixture::job(&format!("many-{number}"), 10 + number as i64 / 7)
        })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let (mut query, mut seen, mut pages) = (by_match(), Vec::new(), 0);
    loop {
        let list = find(&server, &amina, &query).await;
        assert_eq!(list.total, if pages < 2 { 65 } else { 66 });
        seen.extend(list.items.into_iter().map(|card| (card.fit_score.unwrap(), card.posted_at, card.slug.0)));
        pages += 1;
        if pages == 2 {
            // What comes in meanwhile, before the place where the next page begins, moves nothing.
            let mut tx = server.app.store.begin().await.unwrap();
            let best = NewJob { nice: vec![], level: None, ..fixture::job("between", 0) };
            bulk::put_jobs(&mut tx, &[best], START_MS).await.unwrap();
            tx.commit().await.unwrap();
        }
        query.cursor = list.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert!(seen.is_sorted_by(|a, b| (a.0, a.1) > (b.0, b.1) || ((a.0, a.1) == (b.0, b.1) && a.2 < b.2)), "{seen:?}");
    let mut slugs: Vec<&String> = seen.iter().map(|(.., slug)| slug).collect();
    slugs.sort();
    slugs.dedup();
    assert_eq!((seen.len(), slugs.len(), pages), (65, 65, 4));
    let different: std::collections::BTreeSet<u32> = seen.iter().map(|(score, ..)| *score).collect();
    assert!(different.len() > 8 && different.contains(&0), "{different:?}");
}

pub async fn sql(server: &Server, statement: &'static str) {
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query(statement).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn an_old_ad_that_fits_stands_before_thousands_that_are_barred() {
    let server = fixture::start().await;
    let many: Vec<NewJob> = (0..SCORED_AT_MOST + 10)
        .map(|number| NewJob { contract: Contract::Internship, ..fixture::job(&format!("many-{number}"), 0) })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let list = find(&server, &amina, &by_match()).await;
    assert_eq!(list.total, SCORED_AT_MOST as u64 + 15);
    assert_eq!(
        &scores(&list)[..5],
        [("web", 9_000), ("office", 8_334), ("data", 8_125), ("remote", 6_562), ("many-0", 0)]
    );
}

#[tokio::test]
async fn an_old_ad_that_needs_what_one_can_do_stands_before_thousands_of_newer_ones_that_do_not() {
    let server = fixture::start().await;
    let many: Vec<NewJob> = (0..SCORED_AT_MOST + 10)
        .map(|number| NewJob { must: codes(&["css"]), nice: vec![], ..fixture::job(&format!("many-{number}"), 0) })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let list = find(&server, &amina, &by_match()).await;
    assert_eq!(scores(&list)[0], ("web", 9_000));
    assert_eq!((list.total, list.scored_at_most), (SCORED_AT_MOST as u64 + 15, Some(SCORED_AT_MOST as u64)));
    let newest = find(&server, &amina, &JobQuery::default()).await;
    assert_eq!(newest.scored_at_most, None, "another order has every ad");
    let few = find(&server, &amina, &JobQuery { contract: Some(Contract::Apprenticeship), ..by_match() }).await;
    assert_eq!((few.items.len() as u64, few.scored_at_most), (few.total, None));
    // An ad that is changed is found by what it needs now.
    let mut tx = server.app.store.begin().await.unwrap();
    let now = NewJob { must: codes(&["html"]), nice: vec![], level: None, ..fixture::job("many-5009", 0) };
    bulk::put_jobs(&mut tx, &[now], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let list = find(&server, &amina, &by_match()).await;
    assert_eq!(list.items[0].slug.as_str(), "many-5009");
}

#[tokio::test]
async fn rhythm_and_pay_are_kept_until_something_else_is_said() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    let save = async |change: ProfileChange| {
        let saved = server.ok(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
        let read = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
        assert_eq!(saved, read);
        (read.training_days, read.pay_month)
    };
    let left_out = ProfileChange { training_days: None, pay_month: None, ..candidate() };
    assert_eq!(save(left_out.clone()).await, (vec![1], Some(900)));
    assert_eq!(save(ProfileChange { training_days: Some(vec![]), ..left_out.clone() }).await, (vec![], Some(900)));
    assert_eq!(save(ProfileChange { pay_month: Some(0), ..left_out }).await, (vec![], None));
    for (change, field, reason) in [
        (ProfileChange { training_days: Some(vec![0]), ..candidate() }, "training_days", Reason::OutOfRange),
        (ProfileChange { training_days: Some(vec![6]), ..candidate() }, "training_days", Reason::OutOfRange),
        (ProfileChange { training_days: Some(vec![2, 2]), ..candidate() }, "training_days", Reason::AlreadyUsed),
        (ProfileChange { pay_month: Some(1_000_001), ..candidate() }, "pay_month", Reason::OutOfRange),
    ] {
        let refused = server.refused(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
        assert_eq!(refused.errors, [FieldError::new(field, reason)]);
    }
}
