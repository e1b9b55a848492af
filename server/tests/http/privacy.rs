//! Who sees what of a talent: the same in every answer, whatever is asked.

use std::time::Duration;

use passerelle_api::{
    Code, List, NoQuery, Reason,
    id::{AccountId, TalentId},
    privacy::{
        ConfirmProfile, EmployersQuery, ListEmployers, ListProfileViews, PreviewProfile, PrivacyChange, ProfileView,
        ProfileViewsQuery, SavePrivacy, Seen, ShowPrivacy,
    },
    reference::InLanguage,
    talent::{
        AnswerContact, AskContact, ContactAnswer, ContactsQuery, EvidenceKind, Fit, ListSentContacts, ListTalents,
        ProfileChange, ProfileField, SaveProfile, ShowProfile, ShowTalent, TalentList, TalentQuery,
    },
};
use passerelle_server::store::{
    self,
    privacy::{NewViews, add_views, note_view},
    talent::Evidence,
};
use sqlx::Row as _;

use crate::{
    fixture::{self, codes, contact, profile, talent},
    support::{Person, Server},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn decide(server: &Server, who: &Person, hidden: &[ProfileField], blocked: &[&str]) {
    let blocked = blocked.iter().map(|&slug| slug.into()).collect();
    let change = PrivacyChange { hidden: hidden.to_vec(), blocked, ..PrivacyChange::default() };
    server.ok(who, SavePrivacy {}, &NoQuery {}, &change).await;
}

/// Everything that an organisation can be told about a talent, by every endpoint that takes or lists one, in words that
/// can be compared. What differs by nature is the same for all: the number of a request and the handle that was asked for.
async fn told(server: &Server, who: &Person, id: &TalentId, key: &str) -> Vec<String> {
    let mut told = Vec::new();
    for url in [
        "/api/talents".to_owned(),
        "/api/talents?must=html".to_owned(),
        "/api/talents?nice=html&level=4&only=level&place=rennes".to_owned(),
        "/api/talents?q=pages".to_owned(),
        "/api/talents?job=web".to_owned(),
        format!("/api/talents/{id}"),
        format!("/api/talents/{id}?job=web&must=html"),
        "/api/employer/contacts".to_owned(),
    ] {
        let reply = server.send(who, "GET", &url, None).await;
        told.push(format!("{} {} {}", url.replace(id.as_str(), "ID"), reply.status, reply.text()));
    }
    let ask = AskContact { talent: id.clone() };
    let reply = server.call(who, ask, &NoQuery {}, &contact("web", key)).await;
    told.push(format!("ask {} {}", reply.status, reply.text()));
    told
}

#[tokio::test]
async fn hidden_blocked_lapsed_and_unknown_are_the_same_in_every_answer() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let unknown = told(&server, &alpha, &"00000000000000000000000000".into(), "key-00000001").await;
    assert!(unknown.iter().any(|told| told.contains("404")), "{unknown:?}");

    let (amina, id) = talent(&server, "amina", profile()).await;
    decide(&server, &amina, &[], &["alpha"]).await;
    assert_eq!(told(&server, &alpha, &id, "key-00000002").await, unknown, "blocked");
    let beta = fixture::member(&server, "rival", "beta").await;
    let list = server.ok(&beta, ListTalents {}, &TalentQuery::default(), &()).await;
    assert_eq!(list.total, 1, "only the organisation that was named is kept out");

    decide(&server, &amina, &[], &[]).await;
    let hidden = ProfileChange { visible: false, ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
    assert_eq!(told(&server, &alpha, &id, "key-00000003").await, unknown, "hidden");

    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    server.pass(91 * DAY);
    // Sessions end in the meantime, and ads have become older for everybody.
    let (alpha, amina) = (server.signed_in(&alpha.id).await, server.signed_in(&amina.id).await);
    let unknown = told(&server, &alpha, &"00000000000000000000000000".into(), "key-00000004").await;
    assert_eq!(told(&server, &alpha, &id, "key-00000005").await, unknown, "lapsed");
    server.ok(&amina, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_ne!(told(&server, &alpha, &id, "key-00000006").await, unknown, "visible");
}

#[tokio::test]
async fn a_profile_that_is_not_confirmed_is_found_no_more_until_it_is() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    // Sessions end in the meantime, so that everybody signs in again.
    let found = async |name: &str| {
        let amina = server.signed_in(&amina.id).await;
        let alpha = fixture::member(&server, name, "alpha").await;
        let list = server.ok(&alpha, ListTalents {}, &TalentQuery::default(), &()).await.total;
        let show = ShowTalent { talent: id.clone() };
        let shown = server.call(&alpha, show, &TalentQuery::default(), &()).await.status;
        let privacy = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap();
        let own = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
        assert_eq!((own.visible, own.found), (true, privacy.found), "the profile's own page says the same");
        (list, shown.as_u16(), privacy.found, privacy.holds_until.to_string())
    };
    server.pass(90 * DAY);
    assert_eq!(found("one").await, (1, 200, true, "2026-04-05".into()), "on the last day");
    server.pass(DAY);
    assert_eq!(found("two").await, (0, 404, false, "2026-04-05".into()));
    let amina_again = server.signed_in(&amina.id).await;
    assert!(server.ok(&amina_again, ConfirmProfile {}, &NoQuery {}, &()).await.found);
    assert_eq!(found("three").await, (1, 200, true, "2026-07-05".into()));
}

#[tokio::test]
async fn what_is_hidden_is_in_no_answer_and_no_score() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let said = ProfileChange {
        about: "I like hiking in the Alps.".into(),
        training_days: Some(vec![1]),
        pay_month: Some(900),
        ..profile()
    };
    let (amina, id) = talent(&server, "amina", said).await;
    decide(&server, &amina, ProfileField::ALL, &[]).await;
    let query = TalentQuery {
        place: Some("rennes".into()),
        level: Some(4),
        available_by: Some("2026-03-01".parse().unwrap()),
        contract: Some(passerelle_api::job::Contract::Apprenticeship),
        must: List(codes(&["html"])),
        ..TalentQuery::default()
    };
    let talent = server.ok(&alpha, ShowTalent { talent: id.clone() }, &query, &()).await;
    assert_eq!((talent.about.as_str(), talent.projects.len()), ("", 0));
    let card = talent.card;
    assert_eq!((card.headline.as_str(), card.skills.len()), ("", 0));
    assert_eq!((card.level, card.place, card.available_from), (None, None, None));
    assert!(card.contracts.is_empty() && card.remote.is_empty() && card.languages.is_empty());
    for part in &card.parts {
        assert_eq!((part.fit, part.points, part.found.as_deref()), (Fit::Unknown, 0, None), "{:?}", part.part);
    }
    for url in [
        "/api/talents?level=4&only=level",
        "/api/talents?place=rennes&only=place",
        "/api/talents?q=hiking",
        "/api/talents?q=pages",
        "/api/talents?must=html",
    ] {
        let list: passerelle_api::talent::TalentList = server.send(&alpha, "GET", url, None).await.json();
        assert_eq!(list.total, 0, "{url}");
        assert!(list.facets.iter().flat_map(|facet| &facet.choices).all(|choice| choice.count == 0), "{url}");
    }
    let fit = server.send(&alpha, "GET", &format!("/api/talents/{id}?job=web"), None).await;
    let fit: passerelle_api::talent::Talent = fit.json();
    let told = fit.card.fit.unwrap();
    let met = told.parts.iter().filter(|part| part.fit != Fit::Unknown).count();
    assert_eq!(met, 0, "{told:?}");
}

#[tokio::test]
async fn the_preview_is_what_an_organisation_gets() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let change = ProfileChange { headline: "Amina builds".into(), about: "Call amina.".into(), ..profile() };
    let (amina, id) = talent(&server, "amina", change).await;
    for hidden in [&[][..], &[ProfileField::About, ProfileField::Place], &[ProfileField::Skills], ProfileField::ALL] {
        decide(&server, &amina, hidden, &[]).await;
        let preview = server.ok(&amina, PreviewProfile {}, &InLanguage::default(), &()).await.unwrap();
        let seen = server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
        assert_eq!(preview, seen, "{hidden:?}");
        assert!(!preview.card.headline.contains("Amina"));
    }
    let nobody = server.person("newcomer", passerelle_api::account::Role::Learner).await;
    assert_eq!(server.ok(&nobody, PreviewProfile {}, &InLanguage::default(), &()).await, None);
}

#[tokio::test]
async fn a_view_is_told_and_kept_for_two_years() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    let told = async || {
        let amina = server.signed_in(&amina.id).await;
        server.ok(&amina, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items.len()
    };
    server.pass(730 * DAY - Duration::from_secs(60));
    assert_eq!(told().await, 1);
    server.pass(Duration::from_secs(120));
    assert_eq!(told().await, 0);
    // Whoever looks at anybody sweeps what is past its time. The profile asks to be confirmed by now, and is shown again.
    let amina = server.signed_in(&amina.id).await;
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    let alpha = server.signed_in(&alpha.id).await;
    server.ok(&alpha, ShowTalent { talent: id }, &TalentQuery::default(), &()).await;
    let mut db = server.app.store.read().await.unwrap();
    let kept: i64 = sqlx::query("SELECT COUNT(*) FROM talent_views").fetch_one(&mut *db).await.unwrap().get(0);
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn every_view_is_told_to_its_owner_and_to_nobody_else() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (bilal, _) = talent(&server, "bilal", profile()).await;
    let look = async |who: &Person| {
        server.ok(who, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    };
    look(&alpha).await;
    look(&alpha).await;
    server.pass(DAY);
    look(&beta).await;
    look(&alpha).await;
    server.ok(&amina, PreviewProfile {}, &InLanguage::default(), &()).await;
    server.ok(&alpha, ListTalents {}, &TalentQuery::default(), &()).await;
    let views = server.ok(&amina, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items;
    let mut told: Vec<_> =
        views.iter().map(|view| (view.day.to_string(), view.employer.slug.0.as_str(), view.times)).collect();
    told.sort();
    let expected =
        [("2026-01-05".to_owned(), "alpha", 2), ("2026-01-06".into(), "alpha", 1), ("2026-01-06".into(), "beta", 1)];
    assert_eq!(told, expected);
    assert!(server.ok(&bilal, ListProfileViews {}, &ProfileViewsQuery::default(), &()).await.items.is_empty());
}

/// Who saw somebody in one of the two ways, page by page.
async fn pages(server: &Server, who: &Person, among: bool) -> Vec<Vec<ProfileView>> {
    let (mut query, mut pages) = (ProfileViewsQuery { among: Some(among), cursor: None }, Vec::new());
    loop {
        let page = server.ok(who, ListProfileViews {}, &query, &()).await;
        pages.push(page.items);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return pages;
        }
    }
}

#[tokio::test]
async fn every_view_is_reached_page_by_page() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let seq = store::privacy::find(&mut tx, &amina.id.as_str().into()).await.unwrap().unwrap().talent;
    for days in 0..60 {
        // Several in one millisecond, so that the order does not rest on the moment alone.
        let now = server.app.clock.now() - chrono::TimeDelta::days(days);
        for employer in ["alpha", "beta"] {
            note_view(&mut tx, seq, &employer.into(), now).await.unwrap();
        }
        let new = |seen| NewViews {
            account: amina.id.clone(),
            employer: "alpha".into(),
            seen,
            day: now.date_naive().to_string(),
            times: 1,
            last_ms: now.timestamp_millis(),
        };
        add_views(&mut tx, &[new(Seen::Application), new(Seen::Results), new(Seen::Export)]).await.unwrap();
    }
    tx.commit().await.unwrap();
    for (among, sizes) in [(false, vec![50, 50, 50, 30]), (true, vec![50, 50, 20])] {
        let pages = pages(&server, &amina, among).await;
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), sizes);
        let all: Vec<ProfileView> = pages.into_iter().flatten().collect();
        assert!(all.iter().all(|view| view.seen.is_opened() != among));
        assert!(all.is_sorted_by_key(|view| std::cmp::Reverse(view.day)), "the latest first");
        let mut each: Vec<_> = all.iter().map(|view| (view.day, view.employer.slug.0.as_str(), view.seen)).collect();
        each.sort();
        each.dedup();
        assert_eq!(each.len(), all.len(), "each once");
    }
    let made_up = ProfileViewsQuery { among: None, cursor: Some("W10".into()) };
    assert_eq!(server.refused(&amina, ListProfileViews {}, &made_up, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn impossible_decisions_are_refused_by_name_and_change_nothing() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    decide(&server, &amina, &[ProfileField::Pay], &["beta"]).await;
    for (hidden, blocked, field, reason) in [
        (vec![ProfileField::Pay; 2], vec![], "hidden", Reason::AlreadyUsed),
        (vec![], vec!["alpha", "alpha"], "blocked", Reason::AlreadyUsed),
        (vec![], vec!["nobody-there"], "blocked", Reason::NotKnown),
        (vec![], vec!["alpha"; 51], "blocked", Reason::TooMany),
    ] {
        let blocked = blocked.into_iter().map(Into::into).collect();
        let change = PrivacyChange { hidden, blocked, ..PrivacyChange::default() };
        let problem = server.refused(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let privacy = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap();
    assert_eq!((privacy.hidden.as_slice(), privacy.blocked[0].name.as_str()), (&[ProfileField::Pay][..], "beta works"));
    // Saving the profile decides nothing about who sees it.
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    assert_eq!(server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().hidden, [ProfileField::Pay]);
    let newcomer = server.person("newcomer", passerelle_api::account::Role::Learner).await;
    assert_eq!(server.ok(&newcomer, ShowPrivacy {}, &NoQuery {}, &()).await, None);
    let problem = server.refused(&newcomer, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::Conflict);
    assert_eq!(server.ok(&newcomer, ListEmployers {}, &EmployersQuery::default(), &()).await.len(), 2);
    let asked = |q: &str| EmployersQuery { q: Some(q.to_owned()) };
    let found = server.ok(&newcomer, ListEmployers {}, &asked("Wörks BETA"), &()).await;
    assert_eq!(found.iter().map(|employer| employer.name.as_str()).collect::<Vec<_>>(), ["beta works"]);
    assert!(server.ok(&newcomer, ListEmployers {}, &asked("gamma"), &()).await.is_empty());
    let problem = server.refused(&newcomer, ListEmployers {}, &asked(&"x".repeat(101)), &()).await;
    assert_eq!(problem.errors[0].field, "q");
}

#[tokio::test]
async fn who_was_asked_and_hides_then_is_no_longer_read() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let asked = server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    decide(&server, &amina, &[], &["alpha"]).await;
    let change = ProfileChange { headline: "Something new".into(), ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
    let sent = server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items;
    assert_eq!((sent.len(), sent[0].talent_headline.as_deref()), (1, None));
    server
        .ok(&amina, AnswerContact { contact: asked.id }, &NoQuery {}, &ContactAnswer { accept: true, block: false })
        .await;
    let sent = server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items;
    assert_eq!(sent[0].talent_headline, None, "what was accepted is to be told the name and the address");
    assert_eq!(sent[0].revealed.as_ref().map(|told| told.name.as_str()), Some("amina"));
}

#[tokio::test]
async fn who_was_asked_looks_the_same_once_hidden_lapsed_or_blocking() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    // Sessions end in the meantime, so that everybody signs in again.
    let list = async || server.send(&server.signed_in(&alpha.id).await, "GET", "/api/employer/contacts", None).await;
    let seen = list().await.text();
    assert!(seen.contains(&profile().headline), "{seen}");

    decide(&server, &amina, &[], &["alpha"]).await;
    let blocked = list().await.text();
    assert!(!blocked.contains(&profile().headline), "{blocked}");
    decide(&server, &amina, &[], &[]).await;
    assert_eq!(list().await.text(), seen);
    let hidden = ProfileChange { visible: false, ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hidden).await;
    assert_eq!(list().await.text(), blocked, "hidden");
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    server.pass(91 * DAY);
    // By then the request has expired too, which is the same for all.
    let by_now = |told: &str| told.replace("\"status\":\"sent\"", "\"status\":\"expired\"");
    assert_eq!(list().await.text(), by_now(&blocked), "lapsed");
    let amina = server.signed_in(&amina.id).await;
    server.ok(&amina, ConfirmProfile {}, &NoQuery {}, &()).await;
    assert_eq!(list().await.text(), by_now(&seen), "confirmed");
}

#[tokio::test]
async fn a_project_behind_a_skill_is_hidden_with_the_projects() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let account = AccountId(amina.id.clone());
    let mut tx = server.app.store.begin().await.unwrap();
    let mut stored = store::profile::find(&mut tx, &account).await.unwrap().unwrap();
    let behind = |skill: &str, kind, text: &str| Evidence { skill: skill.into(), kind, text: text.into() };
    stored.skills = vec![
        behind("html", EvidenceKind::Project, "Lighthouse postcards"),
        behind("design", EvidenceKind::Statement, "Drawing harbours"),
    ];
    store::profile::save(&mut tx, &account, &stored, server.app.clock.now_ms()).await.unwrap();
    tx.commit().await.unwrap();
    let told = async || {
        let shown = server.send(&alpha, "GET", &format!("/api/talents/{id}?job=web&must=html"), None).await.text();
        let found = async |word: &str| {
            let list = server.send(&alpha, "GET", &format!("/api/talents?q={word}"), None).await;
            list.json::<TalentList>().total
        };
        (shown.contains("Lighthouse"), found("lighthouse").await, shown.contains("harbours"), found("harbours").await)
    };
    assert_eq!(told().await, (true, 1, true, 1));
    decide(&server, &amina, &[ProfileField::Projects], &[]).await;
    assert_eq!(told().await, (false, 0, true, 1), "only the projects");
}
