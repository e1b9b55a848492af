//! Whom the index chooses for an ad, where more are found than can be compared with it.

use passerelle_api::{
    account::Language,
    id::TalentId,
    job::{Contract, JobQuery, Remote},
    matching::Aspect,
    talent::{Cefr, EvidenceKind, ListTalents, SpokenLanguage, TalentList, TalentQuery},
};
use passerelle_rules::matching::{Lessons, WHOLE, explain};
use passerelle_server::{
    content::work,
    search::{Ask, Clause, for_ad},
    store::{
        bulk::{self, NewTalent},
        matching,
        profile::StoredProfile,
        reference::{self, Taxonomy},
        talent::{self, Evidence, SCORED_AT_MOST},
    },
    synthetic::{self, Amounts},
};

use crate::{
    fit::find,
    fixture,
    support::{Person, START_MS, Server},
};

async fn search(server: &Server, who: &Person, query: &TalentQuery) -> TalentList {
    server.ok(who, ListTalents {}, query, &()).await
}

fn for_web() -> TalentQuery {
    TalentQuery { job: Some("web".into()), ..TalentQuery::default() }
}

/// Somebody in the town of the ad `web` who answers all of it.
fn local(number: usize) -> NewTalent {
    let account = format!("many-{number}");
    NewTalent {
        email: format!("{account}@example.org"),
        name: account.clone(),
        profile: StoredProfile {
            id: TalentId(format!("t{number:05}")),
            version: 1,
            visible: true,
            headline: "Learning".into(),
            about: String::new(),
            lang: Language::English,
            skills: skills(&["html", "css"]),
            level: Some(4),
            place: Some("rennes".into()),
            radius_km: Some(20),
            remote: vec![Remote::OnSite],
            contracts: vec![Contract::Apprenticeship],
            available_from: Some("2026-02-01".parse().unwrap()),
            languages: vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::B2 }],
            training_days: vec![1],
            pay_month: Some(800),
            projects: vec![],
        },
        account,
    }
}

fn skills(codes: &[&str]) -> Vec<Evidence> {
    let skill = |code: &&str| Evidence { skill: (*code).into(), kind: EvidenceKind::Statement, text: String::new() };
    codes.iter().map(skill).collect()
}

/// Puts in more locals than are compared, who differ a little, with one person among them who has the skill that is needed and says
/// nothing of a place. Gives what an organisation finds for its ad.
async fn among_locals(change: fn(usize, &mut StoredProfile)) -> TalentList {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut made: Vec<NewTalent> = (0..SCORED_AT_MOST + 10).map(local).collect();
    made.iter_mut().enumerate().for_each(|(number, local)| change(number, &mut local.profile));
    let able = local(made.len());
    let profile = StoredProfile {
        id: TalentId("zz-able".into()),
        skills: skills(&["html"]),
        place: None,
        radius_km: None,
        ..able.profile.clone()
    };
    made.push(NewTalent { profile, ..able });
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &made, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let plain = search(&server, &alpha, &TalentQuery::default()).await;
    assert_eq!(
        (plain.total, plain.scored_at_most),
        (made.len() as u64, None),
        "without an ad everybody is in the list"
    );
    let narrow = TalentQuery { q: Some("learning NOT teaching".into()), ..for_web() };
    assert_eq!(search(&server, &alpha, &narrow).await.total, made.len() as u64, "nobody is excluded");
    search(&server, &alpha, &for_web()).await
}

#[tokio::test]
async fn who_has_the_needed_skill_is_not_crowded_out_by_locals_without_it() {
    let list = among_locals(|_, local| local.skills = skills(&["design"])).await;
    assert_eq!((list.total, list.scored_at_most), (SCORED_AT_MOST as u64 + 11, Some(SCORED_AT_MOST as u64)));
    assert_eq!(list.items[0].id.as_str(), "zz-able");
    let fits: Vec<u32> = list.items.iter().take(2).map(|card| card.fit.as_ref().unwrap().score).collect();
    // Without the welcome skill and the way, and without both skills.
    assert_eq!(fits, [8_000, 5_500]);
}

#[tokio::test]
async fn who_is_not_known_to_be_barred_is_not_crowded_out_by_locals_who_are() {
    let list = among_locals(|number, local| match number % 4 {
        0 => local.contracts = vec![Contract::Permanent],
        1 => local.place = Some("london".into()),
        2 => local.available_from = Some("2026-09-01".parse().unwrap()),
        _ => local.languages[0].code = "es".into(),
    })
    .await;
    let found: Vec<_> = list.items.iter().map(|card| (card.id.as_str(), card.fit.as_ref().unwrap().score)).collect();
    assert_eq!((found[0], found[1].1), (("zz-able", 8_000), 0));
    assert_eq!(list.scored_at_most, Some(SCORED_AT_MOST as u64));
}

#[tokio::test]
async fn as_many_as_can_be_compared_are_not_said_to_be_cut() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &(0..30).map(local).collect::<Vec<_>>(), START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let list = search(&server, &alpha, &for_web()).await;
    assert_eq!((list.total, list.scored_at_most), (30, None));
}

/// What the index cannot know: nothing in a document tells them.
const UNTOLD: [Aspect; 2] = [Aspect::Rhythm, Aspect::Pay];

#[tokio::test]
async fn the_index_weighs_for_an_ad_as_the_rules_do() {
    let server = Server::start().await;
    let mut tx = server.app.store.begin().await.unwrap();
    work::import(&mut tx, &server.app.config.content, &server.app.clock, &server.app.random).await.unwrap();
    tx.commit().await.unwrap();
    let amounts = Amounts { courses: 0, ads: 20, talents: 300, seed: 3 };
    synthetic::run(&server.app.store, &server.app.clock, amounts, &mut drop).await.unwrap();
    let ads = find(&server, &server.nobody(), &JobQuery::default()).await.items;
    let slugs: Vec<&str> = ads.iter().map(|card| card.slug.as_str()).collect();
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let mut db = server.app.store.read().await.unwrap();
    let (spots, taxonomy) = (reference::spots(&mut db).await.unwrap(), Taxonomy::load(&mut db).await.unwrap());
    let seqs = talent::visible_after(&mut db, 0, 100_000).await.unwrap();
    let people = talent::by_seq(&mut db, &seqs, &spots).await.unwrap();
    let ads = matching::ads(&mut db, &slugs, &spots).await.unwrap();
    drop(db);
    let (mut open, mut barred) = (0, 0);
    for ad in &ads {
        let grades = for_ad::grades(&ad.job, taxonomy.near(), &spots);
        assert!(grades.iter().map(|(_, points)| points).sum::<u32>() < 1 << 16, "{:?}", ad.slug);
        let ask = Ask { filter: Clause::Everything, grades, facets: vec![], after: None, limit: 10_000 };
        let found = server.app.search.find(&server.app.store, ask).await.unwrap();
        assert_eq!(found.hits.len(), people.len());
        for person in &people {
            let told = explain(&ad.job, &person.person(&[]), taxonomy.near(), &Lessons::new());
            let hit = found.hits.iter().find(|hit| hit.key == person.seq).unwrap();
            // Each of the two kinds of barrier is worth more than everything else.
            let least = (WHOLE + 1) * if ad.job.remote == Some(Remote::Remote) { 1 } else { 2 };
            if told.barriers.is_empty() {
                let known = told.parts.iter().filter(|part| !UNTOLD.contains(&part.aspect));
                assert_eq!(
                    hit.score,
                    least + known.map(|part| part.points).sum::<u32>(),
                    "{:?} {:?}",
                    ad.slug,
                    person.facts
                );
                open += 1;
            } else if told.barriers.iter().any(|barrier| *barrier != Aspect::Language) {
                assert!(hit.score < least, "{:?} {:?}", ad.slug, person.facts);
                barred += 1;
            }
        }
    }
    assert!(open > 300 && barred > 300, "{open} and {barred} were compared");
}
