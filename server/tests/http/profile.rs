//! One's own profile.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, Role},
    certificate::AwardCertificate,
    id::AccountId,
    job::{Contract, Remote},
    privacy::HideDefences,
    reference::{InLanguage, ListSkills},
    talent::{Cefr, EvidenceKind, ProfileChange, SaveProfile, ShowProfile, SpokenLanguage, limits},
};
use passerelle_server::store;

use crate::{
    fixture::{self, codes, profile},
    support::{Person, Server, catalogue::COURSE},
};

pub async fn save(server: &Server, who: &Person, change: &ProfileChange) -> passerelle_api::talent::Profile {
    server.ok(who, SaveProfile {}, &InLanguage::default(), change).await
}

/// Gives a person the certificate of a course that shows some skills.
async fn certify(server: &Server, who: &Person, course: &str, skills: &str) {
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query(
        "INSERT INTO certificates (code, account, course, holder, titles, minutes, percent, skills, issuer, awarded_at, \
         digest) VALUES ($1, $2, $3, 'x', '{\"en\":\"Good pages\",\"fr\":\"Bonnes pages\"}', 60, 90, $4, 'x', 1, 'x')",
    )
    .bind(format!("{course}-{}", who.id))
    .bind(&who.id)
    .bind(course)
    .bind(skills)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn there_is_none_until_it_is_written() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    assert_eq!(server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await, None);
    let saved = save(&server, &amina, &profile()).await;
    let french = InLanguage { lang: Some(Language::French) };
    let shown = server.ok(&amina, ShowProfile {}, &french, &()).await.unwrap();
    assert_eq!((&shown.id, shown.lang, shown.radius_km), (&saved.id, Language::English, Some(60)));
    let skills: Vec<_> = shown.skills.iter().map(|proven| (proven.skill.name.as_str(), proven.evidence)).collect();
    assert_eq!(skills, [("HTML", EvidenceKind::Statement), ("Écriture graphique", EvidenceKind::Statement)]);
    let other = server.person("bilal", Role::Learner).await;
    assert_eq!(server.ok(&other, ShowProfile {}, &french, &()).await, None);
}

#[tokio::test]
async fn a_certificate_stands_behind_its_skills() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    certify(&server, &amina, "pages", "[\"html\",\"css\"]").await;
    let evidence = |saved: &passerelle_api::talent::Profile| {
        saved.skills.iter().map(|proven| (proven.skill.code.0.clone(), proven.evidence, proven.text.clone())).collect()
    };
    let expected: Vec<(String, EvidenceKind, String)> = vec![
        ("html".into(), EvidenceKind::Certificate, "Good pages".into()),
        ("design".into(), EvidenceKind::Statement, String::new()),
    ];
    for _ in 0..2 {
        let found: Vec<_> = evidence(&save(&server, &amina, &profile()).await);
        assert_eq!(found, expected);
    }
    let bilal = server.person("bilal", Role::Learner).await;
    let saved = save(&server, &bilal, &profile()).await;
    assert!(saved.skills.iter().all(|proven| proven.evidence == EvidenceKind::Statement), "somebody else's");
}

#[tokio::test]
async fn a_new_certificate_comes_into_the_profile_by_itself() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    save(&server, &amina, &profile()).await;
    certify(&server, &amina, "pages", "[\"css\",\"html\",\"unheard-of\"]").await;
    let mut tx = server.app.store.begin().await.unwrap();
    let account = AccountId(amina.id.clone());
    for _ in 0..2 {
        let shows = codes(&["css", "html", "unheard-of"]);
        store::profile::learn_from_certificate(&mut tx, &account, &shows).await.unwrap();
    }
    tx.commit().await.unwrap();
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    let skills: Vec<_> = shown.skills.iter().map(|proven| (proven.skill.code.as_str(), proven.evidence)).collect();
    let (certificate, statement) = (EvidenceKind::Certificate, EvidenceKind::Statement);
    assert_eq!(skills, [("html", certificate), ("design", statement), ("css", certificate)]);
    assert_eq!(shown.headline, profile().headline);
}

/// Has somebody who passed the course ask for its certificate.
pub async fn award(server: &Server, who: &Person) {
    server.ok(who, AwardCertificate { course: COURSE.into() }, &NoQuery {}, &()).await;
}

fn skills(profile: &passerelle_api::talent::Profile) -> Vec<(&str, EvidenceKind)> {
    profile.skills.iter().map(|proven| (proven.skill.code.as_str(), proven.evidence)).collect()
}

/// A visible profile that says no more than it must.
pub fn brief(shows: &[&str]) -> ProfileChange {
    ProfileChange {
        visible: true,
        headline: "I mend bicycles".into(),
        skills: codes(shows),
        ..ProfileChange::default()
    }
}

#[tokio::test]
async fn a_certificate_brings_its_own_skills_and_none_that_were_taken_out() {
    let server = Server::with_courses().await;
    let amina = server.person("amina", Role::Learner).await;
    certify(&server, &amina, "older", "[\"css\",\"sass\"]").await;
    let saved = save(&server, &amina, &brief(&["git", "css"])).await;
    let (certificate, statement) = (EvidenceKind::Certificate, EvidenceKind::Statement);
    assert_eq!(skills(&saved), [("git", statement), ("css", certificate)], "sass was taken out");
    server.pass_course(&amina).await;
    award(&server, &amina).await;
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    let has = skills(&shown);
    assert_eq!(has[..2], [("git", statement), ("css", certificate)]);
    assert!(has.contains(&("use-a-browser", certificate)), "{has:?}");
    assert!(!has.iter().any(|(code, _)| *code == "sass"), "{has:?}");
}

#[tokio::test]
async fn certificates_fill_a_profile_and_no_more() {
    let server = Server::with_courses().await;
    let amina = server.person("amina", Role::Learner).await;
    let all = server.ok(&amina, ListSkills {}, &InLanguage::default(), &()).await;
    let mut own: Vec<&str> = all.iter().map(|skill| skill.code.as_str()).collect();
    // What the course shows comes last, so that it is not among those that are chosen.
    own.sort_by_key(|code| ["use-a-browser", "search-online", "stay-safe-online", "email-and-forms"].contains(code));
    let most = limits::SKILLS as usize;
    save(&server, &amina, &brief(&own[..most - 1])).await;
    server.pass_course(&amina).await;
    award(&server, &amina).await;
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!(shown.skills.len(), most, "one had room");
    assert_eq!(skills(&shown)[most - 1].1, EvidenceKind::Certificate);
}

#[tokio::test]
async fn what_stands_behind_a_profile_is_written_without_the_rest_of_it() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    save(&server, &amina, &profile()).await;
    let account = AccountId(amina.id.clone());
    // As an award reads it that waits for this tab.
    let read = store::profile::find(&mut server.app.store.read().await.unwrap(), &account).await.unwrap().unwrap();
    let hidden = ProfileChange { visible: false, headline: "Away".into(), level: Some(7), ..profile() };
    save(&server, &amina, &hidden).await;
    let mut tx = server.app.store.begin().await.unwrap();
    store::profile::save_proofs(&mut tx, &account, &read.skills[..1], Some(&read.projects)).await.unwrap();
    tx.commit().await.unwrap();
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!((shown.visible, shown.headline.as_str(), shown.level), (false, "Away", Some(7)));
    assert_eq!(skills(&shown), [("html", EvidenceKind::Statement)], "which is what was written");
}

/// What is read of a profile to be written again holds until then: SQLite has one at a time that writes, and on PostgreSQL they wait for
/// the row of the account.
#[tokio::test]
async fn whoever_writes_a_profile_waits_for_another_tab() {
    let server = Server::with_courses().await;
    let amina = server.person("amina", Role::Learner).await;
    save(&server, &amina, &brief(&[])).await;
    server.pass_course(&amina).await;
    let account = AccountId(amina.id.clone());
    for what in ["save", "defences", "award"] {
        let mut tx = server.app.store.begin().await.unwrap();
        store::account::lock(&mut tx, &account).await.unwrap();
        let done = AtomicBool::new(false);
        let other = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            done.store(true, Ordering::SeqCst);
            tx.commit().await.unwrap();
        };
        let writes = async {
            match what {
                "save" => drop(save(&server, &amina, &brief(&["git"])).await),
                "defences" => drop(server.ok(&amina, HideDefences {}, &NoQuery {}, &()).await),
                _ => award(&server, &amina).await,
            }
            done.load(Ordering::SeqCst)
        };
        let (waited, ()) = tokio::join!(writes, other);
        assert!(waited, "{what}");
    }
}

/// On PostgreSQL each reads before the other has written, unless one waits for the other.
#[tokio::test]
async fn whoever_hides_while_something_else_is_written_is_hidden() {
    let server = Server::with_courses().await;
    let hides = ProfileChange { visible: false, ..brief(&[]) };
    for round in 0..12 {
        let who = server.person(&format!("amina-{round}"), Role::Learner).await;
        let shown = async || server.ok(&who, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
        save(&server, &who, &brief(&[])).await;
        tokio::join!(save(&server, &who, &hides), server.ok(&who, HideDefences {}, &NoQuery {}, &()));
        assert!(!shown().await.visible, "defences, {round}");
        save(&server, &who, &brief(&[])).await;
        server.pass_course(&who).await;
        tokio::join!(save(&server, &who, &hides), award(&server, &who));
        assert!(!shown().await.visible, "a certificate, {round}");
    }
}

#[tokio::test]
async fn a_page_that_was_left_open_does_not_show_what_was_hidden_elsewhere() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    save(&server, &amina, &profile()).await;
    let stale = ProfileChange { was_visible: Some(true), headline: "From the older page".into(), ..profile() };
    save(&server, &amina, &ProfileChange { visible: false, was_visible: Some(true), ..profile() }).await;
    let problem = server.refused(&amina, SaveProfile {}, &InLanguage::default(), &stale).await;
    assert_eq!(problem.code, Code::Conflict);
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!((shown.visible, shown.headline), (false, profile().headline), "nothing of it was kept");
    let told = ProfileChange { was_visible: Some(false), ..stale.clone() };
    assert!(save(&server, &amina, &told).await.visible, "whoever was told may choose so");
    assert!(save(&server, &amina, &stale).await.visible, "and nothing is refused while it is visible");
    save(&server, &amina, &ProfileChange { visible: false, ..stale.clone() }).await;
    assert!(save(&server, &amina, &profile()).await.visible, "who says nothing of what was there decides");
}

#[tokio::test]
async fn two_tabs_that_save_at_once_make_one_profile() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let (one, two) = (profile(), ProfileChange { headline: "Another".into(), ..profile() });
    let (one, two) = tokio::join!(save(&server, &amina, &one), save(&server, &amina, &two));
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert!(shown.headline == one.headline || shown.headline == two.headline);
    assert_eq!(shown.skills.len(), 2);
}

#[tokio::test]
async fn what_breaks_a_limit_is_said_field_by_field() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let spoken = |code: &str| SpokenLanguage { code: code.into(), cefr: Cefr::B1 };
    let long = |limit: u64| "é".repeat(limit as usize + 1);
    for (change, field, reason) in [
        (ProfileChange { headline: " ".into(), ..profile() }, "headline", Reason::Required),
        (ProfileChange { headline: long(limits::HEADLINE), ..profile() }, "headline", Reason::TooLong),
        (ProfileChange { about: long(limits::ABOUT), ..profile() }, "about", Reason::TooLong),
        (ProfileChange { skills: codes(&["cobol"]), ..profile() }, "skills", Reason::NotKnown),
        (ProfileChange { skills: codes(&["html", "html"]), ..profile() }, "skills", Reason::AlreadyUsed),
        (ProfileChange { skills: codes(&["html"; 31]), ..profile() }, "skills", Reason::TooMany),
        (ProfileChange { level: Some(9), ..profile() }, "level", Reason::OutOfRange),
        (ProfileChange { place: Some("atlantis".into()), ..profile() }, "place", Reason::NotKnown),
        (ProfileChange { radius_km: Some(0), ..profile() }, "radius_km", Reason::OutOfRange),
        (ProfileChange { remote: vec![Remote::Hybrid; 2], ..profile() }, "remote", Reason::AlreadyUsed),
        (ProfileChange { contracts: vec![Contract::Permanent; 6], ..profile() }, "contracts", Reason::TooMany),
        (ProfileChange { languages: vec![spoken("French")], ..profile() }, "languages", Reason::NotKnown),
        (ProfileChange { languages: vec![spoken("fr"), spoken("fr")], ..profile() }, "languages", Reason::AlreadyUsed),
    ] {
        let problem = server.refused(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    assert_eq!(server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await, None, "nothing was kept");
}

#[tokio::test]
async fn a_hidden_profile_may_be_empty() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let saved = save(&server, &amina, &ProfileChange::default()).await;
    assert_eq!((saved.visible, saved.level, saved.skills), (false, None, vec![]));
    let problem = server.refused(&server.nobody(), SaveProfile {}, &InLanguage::default(), &profile()).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}
