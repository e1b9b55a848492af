//! One's own profile.

use passerelle_api::{
    Code, Reason,
    account::{Language, Role},
    id::AccountId,
    job::{Contract, Remote},
    reference::InLanguage,
    talent::{Cefr, EvidenceKind, ProfileChange, SaveProfile, ShowProfile, SpokenLanguage, limits},
};
use passerelle_server::store;

use crate::{
    fixture::{self, codes, profile},
    support::{Person, Server},
};

async fn save(server: &Server, who: &Person, change: &ProfileChange) -> passerelle_api::talent::Profile {
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
        store::profile::learn_from_certificates(&mut tx, &account, server.app.clock.now_ms()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    let skills: Vec<_> = shown.skills.iter().map(|proven| (proven.skill.code.as_str(), proven.evidence)).collect();
    let (certificate, statement) = (EvidenceKind::Certificate, EvidenceKind::Statement);
    assert_eq!(skills, [("html", certificate), ("design", statement), ("css", certificate)]);
    assert_eq!(shown.headline, profile().headline);
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
