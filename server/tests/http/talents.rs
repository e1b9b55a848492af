//! Finding talents, and what is not told of them.

use passerelle_api::{
    Code, List, NoQuery, Reason,
    account::{Language, Role},
    job::{Contract, Remote},
    reference::InLanguage,
    talent::{
        AnswerContact, AskContact, Cefr, ContactAnswer, ContactStatus, EvidenceKind, Fit, ListTalents, MatchPart, Part,
        ProfileChange, SaveProfile, ShowTalent, SpokenLanguage, TalentList, TalentQuery,
    },
};
use passerelle_server::store::{
    bulk::{self, NewTalent},
    profile::StoredProfile,
    talent::Evidence,
};
use serde_json::Value;

use crate::{
    fixture::{self, codes, contact, profile, talent},
    support::{Person, START_MS, Server},
};

async fn find(server: &Server, who: &Person, query: TalentQuery) -> TalentList {
    server.ok(who, ListTalents {}, &query, &()).await
}

fn must(words: &[&str]) -> TalentQuery {
    TalentQuery { must: List(codes(words)), ..TalentQuery::default() }
}

fn part(parts: &[MatchPart], part: Part) -> &MatchPart {
    parts.iter().find(|found| found.part == part).unwrap()
}

#[tokio::test]
async fn best_first_with_the_reasons() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, exact) = talent(&server, "amina", profile()).await;
    let near = ProfileChange { skills: codes(&["css"]), place: Some("fougeres".into()), ..profile() };
    let (_, near) = talent(&server, "bilal", near).await;
    let silent = ProfileChange {
        skills: codes(&["html"]),
        level: None,
        place: None,
        radius_km: None,
        remote: vec![],
        contracts: vec![],
        available_from: None,
        ..profile()
    };
    let (_, silent) = talent(&server, "chloe", silent).await;
    talent(&server, "dora", ProfileChange { skills: codes(&["sql"]), ..profile() }).await;
    let query = TalentQuery {
        place: Some("rennes".into()),
        radius: Some(30),
        level: Some(5),
        available_by: Some("2026-02-01".parse().unwrap()),
        contract: Some(Contract::Apprenticeship),
        language: Some(Language::French),
        ..must(&["html"])
    };
    let list = find(&server, &alpha, query).await;
    assert_eq!(list.total, 3, "who has neither the skill nor one near to it is left out; who is silent is not");
    let found: Vec<_> = list.items.iter().map(|card| (&card.id, card.score)).collect();
    assert_eq!(found, [(&exact, 88), (&near, 57), (&silent, 44)]);
    for card in &list.items {
        assert_eq!(card.parts.iter().map(|part| part.points).sum::<u32>(), u32::from(card.score));
        assert_eq!(card.parts.iter().map(|part| part.of).sum::<u32>(), 100);
    }
    let parts = &list.items[1].parts;
    assert_eq!(part(parts, Part::MustSkill).instead.as_ref().unwrap().name, "CSS");
    assert_eq!((part(parts, Part::Place).fit, part(parts, Part::Place).found.as_deref()), (Fit::Partly, Some("44")));
    let unknown = list.items[2].parts.iter().filter(|part| part.fit == Fit::Unknown).count();
    assert_eq!(unknown, 5);
}

#[tokio::test]
async fn nobody_is_told_apart_before_they_accept() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let shy = ProfileChange {
        headline: "Zoubida makes pages".into(),
        about: "Write to zoubida@example.org, says ZOUBIDA.".into(),
        ..profile()
    };
    let (zoubida, id) = talent(&server, "zoubida", shy).await;
    assert_ne!(id.as_str(), zoubida.id);
    let ask = AskContact { talent: id.clone() };
    let asked = server.call(&alpha, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let asked_id: passerelle_api::talent::Contact = asked.json();

    let everything = async |who: &Person| {
        let mut text = String::new();
        for url in ["/api/talents", "/api/talents?must=html", &format!("/api/talents/{id}"), "/api/employer/contacts"] {
            let reply = server.send(who, "GET", url, None).await;
            assert_eq!(reply.status, 200, "{url}");
            text.push_str(&reply.text());
        }
        text
    };
    for text in [asked.text(), everything(&alpha).await, everything(&beta).await] {
        let text = text.to_lowercase();
        assert!(!text.contains("zoubida"), "{text}");
        assert!(!text.contains(&zoubida.id), "{text}");
    }

    let accept = AnswerContact { contact: asked_id.id };
    server.ok(&zoubida, accept, &NoQuery {}, &ContactAnswer { accept: true, block: false }).await;
    let shown = server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    let revealed = shown.revealed.unwrap();
    assert_eq!((revealed.name.as_str(), revealed.email.as_str()), ("zoubida", "zoubida@example.org"));
    assert_eq!(shown.card.contact, Some(ContactStatus::Accepted));
    let text = everything(&beta).await.to_lowercase();
    assert!(!text.contains("zoubida"), "only the organisation that was accepted: {text}");
}

#[tokio::test]
async fn an_answer_holds_no_field_for_a_person() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let text = server.send(&alpha, "GET", &format!("/api/talents/{id}"), None).await.text();
    let value: Value = serde_json::from_str(&text).unwrap();
    let mut fields: Vec<_> = value["card"].as_object().unwrap().keys().cloned().collect();
    fields.sort();
    let expected = [
        "available_from",
        "contact",
        "contracts",
        "fit",
        "headline",
        "id",
        "lang",
        "languages",
        "level",
        "parts",
        "place",
        "remote",
        "score",
        "skills",
    ];
    assert_eq!(fields, expected);
    assert_eq!(value["revealed"], Value::Null);
}

#[tokio::test]
async fn hidden_and_unknown_are_the_same() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let hidden = ProfileChange { visible: false, ..profile() };
    let saved = server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
    assert_eq!(saved.id, id, "the handle stays");
    assert_eq!(find(&server, &alpha, TalentQuery::default()).await.total, 0);
    assert_eq!(find(&server, &alpha, must(&["html"])).await.total, 0);
    let hidden = server.send(&alpha, "GET", &format!("/api/talents/{id}"), None).await;
    let unknown = server.send(&alpha, "GET", "/api/talents/00000000000000000000000000", None).await;
    assert_eq!(hidden.problem().code, Code::NotFound);
    assert_eq!(hidden.text(), unknown.text());
    let ask = server.refused(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    assert_eq!(ask.code, Code::NotFound);
}

#[tokio::test]
async fn only_organisations_look() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let staff = server.person("staff", Role::Staff).await;
    let lapsed = server.person("lapsed", Role::Employer).await;
    for (who, code) in [
        (server.nobody(), Code::SignInNeeded),
        (amina, Code::Forbidden),
        (staff, Code::Forbidden),
        (lapsed, Code::Forbidden),
    ] {
        assert_eq!(server.refused(&who, ListTalents {}, &TalentQuery::default(), &()).await.code, code);
        let show = ShowTalent { talent: id.clone() };
        assert_eq!(server.refused(&who, show, &TalentQuery::default(), &()).await.code, code);
    }
}

#[tokio::test]
async fn every_must_skill_is_asked_for() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    talent(&server, "amina", ProfileChange { skills: codes(&["html", "spreadsheets"]), ..profile() }).await;
    assert_eq!(find(&server, &alpha, must(&["html", "sql"])).await.items[0].score, 75);
    assert_eq!(find(&server, &alpha, must(&["html", "sql", "html"])).await.items[0].score, 75, "twice weighs once");
    let list = find(&server, &alpha, must(&["html", "design"])).await;
    assert_eq!((list.total, list.items.len()), (0, 0));
    assert_eq!((list.relax[0].filter.as_str(), list.relax[0].count), ("must", 1));
}

#[tokio::test]
async fn remote_work_meets_a_place_where_it_is_possible_and_languages_are_met_from_b1() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let away = ProfileChange {
        place: Some("london".into()),
        remote: vec![Remote::Remote],
        languages: vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::A2 }],
        ..profile()
    };
    talent(&server, "amina", away).await;
    let query = TalentQuery { place: Some("rennes".into()), language: Some(Language::French), ..must(&["html"]) };
    let near = TalentQuery { only: List(vec!["place".into()]), ..query.clone() };
    let counted = |list: &TalentList| {
        let places = list.facets.iter().find(|facet| facet.part == Part::Place).unwrap();
        places.choices.iter().map(|choice| choice.count).sum::<u64>()
    };
    // On site, whoever works remotely from London is as far from Rennes as anybody else there.
    let list = find(&server, &alpha, query.clone()).await;
    let place = part(&list.items[0].parts, Part::Place);
    assert_eq!((place.fit, place.found.as_deref(), counted(&list)), (Fit::Missing, Some("393"), 0));
    assert_eq!(find(&server, &alpha, near.clone()).await.total, 0);

    let remote = |query: &TalentQuery| TalentQuery { remote: Some(true), ..query.clone() };
    let list = find(&server, &alpha, remote(&near)).await;
    assert_eq!((list.total, counted(&list)), (1, 6));
    // An ad that can be worked at from anywhere says so itself.
    let ad = |job: &str| TalentQuery { job: Some(job.into()), ..near.clone() };
    assert_eq!(find(&server, &alpha, ad("remote")).await.total, 1);
    assert_eq!(find(&server, &alpha, ad("web")).await.total, 0);
    let list = find(&server, &alpha, remote(&query)).await;
    let parts = &list.items[0].parts;
    assert_eq!((part(parts, Part::Place).fit, part(parts, Part::Place).found.as_deref()), (Fit::Met, Some("remote")));
    assert_eq!(part(parts, Part::Language).fit, Fit::Partly);
}

#[tokio::test]
async fn pages_show_every_talent_once() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for number in 0..45 {
        let level = Some(3 + number % 4);
        talent(&server, &format!("person-{number}"), ProfileChange { level, ..profile() }).await;
    }
    let mut query = TalentQuery { level: Some(5), ..must(&["html"]) };
    let mut seen = Vec::new();
    loop {
        let list = find(&server, &alpha, query.clone()).await;
        assert_eq!(list.total, 45);
        seen.extend(list.items.into_iter().map(|card| (card.score, card.id)));
        query.cursor = list.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert!(seen.is_sorted_by(|a, b| a.0 > b.0 || (a.0 == b.0 && a.1 < b.1)), "{seen:?}");
    assert_eq!(seen.len(), 45);
}

#[tokio::test]
async fn who_hid_since_the_index_knew_leaves_a_gap_and_does_not_end_the_list() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for number in 0..45 {
        talent(&server, &format!("person-{number}"), profile()).await;
    }
    for job in [None, Some("web".into())] {
        let base = TalentQuery { job, ..must(&["html"]) };
        let first = find(&server, &alpha, base.clone()).await.items.swap_remove(3).id;
        // Nobody tells the index, as in the moment before it learns of it.
        let hide = async |visible: i64| {
            let mut tx = server.app.store.begin().await.unwrap();
            let hide = sqlx::query("UPDATE talents SET visible = $1 WHERE id = $2").bind(visible).bind(first.as_str());
            hide.execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
        };
        hide(0).await;
        let (mut query, mut seen) = (base, Vec::new());
        loop {
            let list = find(&server, &alpha, query.clone()).await;
            seen.extend(list.items.into_iter().map(|card| card.id));
            query.cursor = list.next;
            if query.cursor.is_none() {
                break;
            }
        }
        assert!(!seen.contains(&first));
        let found = seen.len();
        seen.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        seen.dedup();
        assert_eq!((found, seen.len()), (44, 44), "{:?}", query.job);
        hide(1).await;
    }
}

#[tokio::test]
async fn a_day_beyond_the_year_9999_comes_after_all_others() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    talent(&server, "amina", profile()).await;
    for (day, total) in [("%2B12345-01-01", 1), ("9999-12-31", 1), ("2026-01-31", 0), ("-0001-01-01", 0)] {
        let url = format!("/api/talents?available_by={day}&only=availability");
        let reply = server.send(&alpha, "GET", &url, None).await;
        assert_eq!(reply.json::<TalentList>().total, total, "{day}");
    }
}

/// A profile that says nothing but a skill, of the person with that number.
pub fn silent(number: u32) -> NewTalent {
    let profile = StoredProfile {
        id: format!("t{number:05}").into(),
        version: 1,
        visible: true,
        headline: "Learning".into(),
        about: String::new(),
        lang: Language::English,
        skills: vec![Evidence { skill: "html".into(), kind: EvidenceKind::Statement, text: String::new() }],
        level: None,
        place: None,
        radius_km: None,
        remote: vec![],
        contracts: vec![],
        available_from: None,
        languages: vec![],
        training_days: vec![],
        pay_month: None,
        projects: vec![],
    };
    let account = format!("many-{number}");
    NewTalent { email: format!("{account}@example.org"), name: account.clone(), account, profile }
}

#[tokio::test]
async fn the_best_are_found_among_more_than_are_scored() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut many: Vec<NewTalent> = (0..5_010).map(silent).collect();
    let best = &mut many[5_005].profile;
    best.level = Some(5);
    best.languages = vec![SpokenLanguage { code: "fr".into(), cefr: Cefr::C1 }];
    best.contracts = vec![Contract::Permanent];
    best.place = Some("rennes".into());
    best.available_from = Some("2026-01-06".parse().unwrap());
    let mut tx = server.app.store.begin().await.unwrap();
    assert_eq!(bulk::add_talents(&mut tx, &many, START_MS).await.unwrap(), many.len());
    assert_eq!(bulk::add_talents(&mut tx, &many, 0).await.unwrap(), 0, "a second time adds nobody");
    tx.commit().await.unwrap();
    let wish = TalentQuery {
        nice: List(codes(&["html"])),
        place: Some("rennes".into()),
        level: Some(5),
        available_by: Some("2026-01-06".parse().unwrap()),
        contract: Some(Contract::Permanent),
        language: Some(Language::French),
        ..TalentQuery::default()
    };
    for must in [List::default(), List(codes(&["html"]))] {
        let list = find(&server, &alpha, TalentQuery { must, ..wish.clone() }).await;
        assert_eq!((list.total, list.items[0].id.as_str(), list.items[0].score), (5_010, "t05005", 100));
    }
    let list = find(&server, &alpha, TalentQuery::default()).await;
    assert_eq!((list.total, list.items[0].id.as_str()), (5_010, "t00000"), "without a wish all are equal");
}

#[tokio::test]
async fn impossible_values_are_refused_by_name() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let eleven = ["html"; 11].join(",");
    for (query, field, reason) in [
        ("must=cobol", "must", Reason::NotKnown),
        ("nice=cobol", "nice", Reason::NotKnown),
        (&format!("must={eleven}"), "must", Reason::TooMany),
        ("place=atlantis", "place", Reason::NotKnown),
        ("place=rennes&radius=0", "radius", Reason::OutOfRange),
        ("place=rennes&radius=9999", "radius", Reason::OutOfRange),
        ("level=99", "level", Reason::OutOfRange),
    ] {
        let problem = server.send(&alpha, "GET", &format!("/api/talents?{query}"), None).await.problem();
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason), "{query}");
    }
    for query in ["available_by=soon", "sex=f", "cursor=AAAA"] {
        let problem = server.send(&alpha, "GET", &format!("/api/talents?{query}"), None).await.problem();
        assert_eq!(problem.code, Code::Malformed, "{query}");
    }
}
