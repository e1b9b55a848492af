//! How people and jobs fit, as organisations are told.

use passerelle_api::{
    Code, FieldError, Reason,
    id::{JobSlug, TalentId},
    job::Contract,
    matching::{Aspect, JobFit},
    talent::{EvidenceKind, Fit, ListTalents, ProfileChange, ShowTalent, TalentList, TalentQuery},
};
use passerelle_server::store::{
    bulk::{self, NewTalent},
    profile::StoredProfile,
    talent::Evidence,
};

use crate::{
    fit::{assert_adds_up, by_match, candidate, find, part, sql},
    fixture::{self, codes, talent},
    support::{Person, START_MS, Server},
    talents::silent,
};

async fn search(server: &Server, who: &Person, query: &TalentQuery) -> TalentList {
    server.ok(who, ListTalents {}, query, &()).await
}

fn for_job(job: &str) -> TalentQuery {
    TalentQuery { job: Some(job.into()), ..TalentQuery::default() }
}

/// Three talents, from the one who fits the ad `web` best to one who is barred.
async fn three(server: &Server) -> [TalentId; 3] {
    let near = ProfileChange { skills: codes(&["css"]), place: Some("fougeres".into()), ..candidate() };
    let barred = ProfileChange { contracts: vec![Contract::Permanent], ..candidate() };
    // The order in which they come does not matter.
    let (_, barred) = talent(server, "chloe", barred).await;
    let (_, best) = talent(server, "amina", candidate()).await;
    let (_, near) = talent(server, "bilal", near).await;
    [best, near, barred]
}

#[tokio::test]
async fn an_organisation_sees_who_fits_its_ad_and_why() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let ids = three(&server).await;
    let list = search(&server, &alpha, &for_job("web")).await;
    assert_eq!(list.items.iter().map(|card| &card.id).collect::<Vec<_>>(), ids.iter().collect::<Vec<_>>());
    let fits: Vec<&JobFit> = list.items.iter().map(|card| card.fit.as_ref().unwrap()).collect();
    fits.iter().for_each(|fit| assert_adds_up(fit));
    assert_eq!(fits[0].score, 9_000);
    // HTML by CSS, and 44 of the 60 km that they would travel.
    assert_eq!(fits[1].score, 10_000 - 1_750 - 500);
    let html = part(fits[1], Aspect::MustSkill);
    assert_eq!((html.fit, html.instead.as_ref().unwrap().code.as_str()), (Fit::Partly, "css"));
    assert_eq!((fits[2].score, fits[2].barriers.as_slice()), (0, &[Aspect::Contract][..]));
    assert!(list.items.iter().all(|card| card.score == 0 && card.parts.is_empty()), "nothing else was wished");

    let shown = server.ok(&alpha, ShowTalent { talent: ids[1].clone() }, &for_job("web"), &()).await;
    assert_eq!(shown.card.fit.as_ref(), Some(fits[1]));
    let narrowed = TalentQuery { must: passerelle_api::List(codes(&["css"])), ..for_job("web") };
    let list = search(&server, &alpha, &narrowed).await;
    assert_eq!((list.total, list.items[0].id.clone(), list.items[0].score), (1, ids[1].clone(), 100));
    let plain = search(&server, &alpha, &TalentQuery::default()).await;
    assert!(plain.items.iter().all(|card| card.fit.is_none()), "no ad was asked for");
}

#[tokio::test]
async fn an_ad_of_another_organisation_is_like_one_that_never_was() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let [best, ..] = three(&server).await;
    for job in ["office", "no-such-ad"] {
        let refused = server.refused(&alpha, ListTalents {}, &for_job(job), &()).await;
        assert_eq!(refused.errors, [FieldError::new("job", Reason::NotKnown)], "{job}");
        let refused = server.refused(&alpha, ShowTalent { talent: best.clone() }, &for_job(job), &()).await;
        assert_eq!(refused.errors, [FieldError::new("job", Reason::NotKnown)], "{job}");
    }
}

#[tokio::test]
async fn pages_of_talents_for_an_ad_show_each_once() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for number in 0..45 {
        let level = Some(1 + number % 4);
        talent(&server, &format!("person-{number}"), ProfileChange { level, ..candidate() }).await;
    }
    let (mut query, mut seen) = (for_job("web"), Vec::new());
    loop {
        let list = search(&server, &alpha, &query).await;
        seen.extend(list.items.into_iter().map(|card| (card.fit.unwrap().score, card.id)));
        query.cursor = list.next;
        let Some(cursor) = &query.cursor else { break };
        let other = TalentQuery { cursor: Some(cursor.clone()), ..TalentQuery::default() };
        assert_eq!(server.refused(&alpha, ListTalents {}, &other, &()).await.code, Code::Malformed, "another order");
    }
    assert!(seen.is_sorted_by(|a, b| a.0 > b.0 || (a.0 == b.0 && a.1 < b.1)), "{seen:?}");
    assert_eq!(seen.len(), 45);
}

#[tokio::test]
async fn what_stands_behind_a_skill_never_names_the_talent() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let text = "Zoubida Kader made the club's pages".to_owned();
    let made = NewTalent {
        account: "zoubida".into(),
        name: "Zoubida Kader".into(),
        email: "zoubida.kader@example.org".into(),
        profile: StoredProfile {
            id: "t1".into(),
            headline: "Pages".into(),
            skills: vec![Evidence { skill: "html".into(), kind: EvidenceKind::Project, text }],
            training_days: vec![1],
            pay_month: Some(777),
            ..silent(1).profile
        },
    };
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &[made], START_MS).await.unwrap();
    tx.commit().await.unwrap();
    for url in ["/api/talents?job=web", "/api/talents/t1?job=web"] {
        let text = server.send(&alpha, "GET", url, None).await.text();
        assert!(text.contains("made the club"), "{text}");
        assert!(!text.to_lowercase().contains("zoubida") && !text.contains("Kader"), "{text}");
        assert!(!text.contains("777"), "what somebody hopes to earn is theirs to say: {text}");
    }
}

/// Everything that the order could depend on, by talent.
async fn order(server: &Server, who: &Person, query: &TalentQuery) -> Vec<(TalentId, u8, JobFit)> {
    let list = search(server, who, query).await;
    list.items.into_iter().map(|card| (card.id, card.score, card.fit.unwrap())).collect()
}

#[tokio::test]
async fn who_somebody_is_changes_no_order() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (zoe, _) = talent(&server, "zoe", candidate()).await;
    three(&server).await;
    for (number, level) in [(1, 3), (2, 6), (3, 1)] {
        talent(&server, &format!("person-{number}"), ProfileChange { level: Some(level), ..candidate() }).await;
    }
    let searches = [for_job("web"), TalentQuery { level: Some(4), ..for_job("web") }];
    let mut before = Vec::new();
    for query in &searches {
        before.push(order(&server, &alpha, query).await);
    }
    let jobs = find(&server, &zoe, &by_match()).await;
    assert_eq!(before[0].len(), 7);
    for change in [
        "UPDATE accounts SET name = 'Aaliyah Abdallah'",
        "UPDATE accounts SET name = 'Zacharie de Vigny'",
        "UPDATE accounts SET email = 'm' || id || '@example.com'",
        "UPDATE accounts SET language = 'ar', theme = 'dark'",
        "UPDATE accounts SET created_at = 0",
        "UPDATE talent_texts SET headline = 'Mother of three', about = 'After ten years at home'",
    ] {
        sql(&server, change).await;
        for (query, before) in searches.iter().zip(&before) {
            assert_eq!(&order(&server, &alpha, query).await, before, "{change}");
        }
        assert_eq!(find(&server, &zoe, &by_match()).await, jobs, "{change}");
    }
}

#[tokio::test]
async fn a_search_for_an_ad_is_for_organisations() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", candidate()).await;
    for (who, code) in [(server.nobody(), Code::SignInNeeded), (amina, Code::Forbidden)] {
        let query = TalentQuery { job: Some(JobSlug("web".into())), ..TalentQuery::default() };
        assert_eq!(server.refused(&who, ListTalents {}, &query, &()).await.code, code);
    }
}

#[tokio::test]
async fn what_somebody_hopes_to_earn_is_told_by_steps() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for (name, pay) in [("amina", 801), ("bilal", 1_000)] {
        talent(&server, name, ProfileChange { pay_month: Some(pay), ..candidate() }).await;
    }
    for (pay, expected) in [
        ("UPDATE jobs SET pay_min = 800, pay_max = 999 WHERE slug = 'web'", Fit::Missing),
        ("UPDATE jobs SET pay_min = 900, pay_max = 1100 WHERE slug = 'web'", Fit::Partly),
        ("UPDATE jobs SET pay_min = 1000, pay_max = 1000 WHERE slug = 'web'", Fit::Met),
    ] {
        sql(&server, pay).await;
        let list = search(&server, &alpha, &for_job("web")).await;
        let told = list.items.iter().map(|card| part(card.fit.as_ref().unwrap(), Aspect::Pay).fit);
        assert_eq!(
            told.collect::<Vec<_>>(),
            [expected, expected],
            "both hope for 800 to 1,000, whatever is tried: {pay}"
        );
    }
}
