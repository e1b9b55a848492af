//! Certificates behind the skills of a talent: verified for everybody who may look, and by name only for whom the talent accepted.

use passerelle_api::{
    NoQuery,
    account::Role,
    certificate::{AwardCertificate, ShowCertificate},
    privacy::PreviewProfile,
    reference::InLanguage,
    talent::{
        AnswerContact, AskContact, ContactAnswer, EvidenceKind, ListTalents, SaveProfile, ShowTalent, Talent,
        TalentQuery, Verified,
    },
};

use crate::{
    fixture::{self, contact, profile},
    support::{Server, catalogue::COURSE},
};

/// The certificates that are told of, each once.
fn verified(talent: &Talent) -> Vec<Verified> {
    let told = talent.card.skills.iter().filter_map(|proven| proven.certificate.clone());
    let mut told: Vec<Verified> = told.collect();
    told.dedup();
    told
}

#[tokio::test]
async fn a_certificate_is_verified_for_all_and_names_its_holder_to_whom_was_accepted() {
    let server: Server = fixture::start().await;
    server.import_courses().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let amina = server.person("amina", Role::Learner).await;
    let id = server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await.id;
    server.pass_course(&amina).await;
    let award = AwardCertificate { course: COURSE.into() };
    let code = server.ok(&amina, award, &NoQuery {}, &()).await.code;
    let path = format!("/api/talents/{id}");
    let show = ShowTalent { talent: id.clone() };
    let day = "2026-01-05".parse().unwrap();
    let masked = vec![Verified { on: day, code: None }];

    let shown = server.ok(&alpha, show.clone(), &TalentQuery::default(), &()).await;
    assert_eq!(verified(&shown), masked);
    let other_evidence = shown.card.skills.iter().filter(|proven| proven.evidence != EvidenceKind::Certificate);
    assert!(
        other_evidence.clone().count() > 0 && other_evidence.into_iter().all(|proven| proven.certificate.is_none())
    );
    for url in [path.as_str(), "/api/talents"] {
        let text = server.send(&alpha, "GET", url, None).await.text();
        assert!(!text.contains(code.as_str()), "the code leads to the name: {text}");
    }
    let preview = server.ok(&amina, PreviewProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!((verified(&preview), preview == shown), (masked.clone(), true));
    let list = server.ok(&alpha, ListTalents {}, &TalentQuery::default(), &()).await;
    assert!(list.items[0].skills.iter().all(|proven| proven.certificate.is_none()), "a card has no room for it");

    let ask = AskContact { talent: id };
    let asked = server.ok(&alpha, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    assert_eq!(verified(&server.ok(&alpha, show.clone(), &TalentQuery::default(), &()).await), masked, "asked");
    let yes = ContactAnswer { accept: true, block: false };
    server.ok(&amina, AnswerContact { contact: asked.id }, &NoQuery {}, &yes).await;
    let shown = server.ok(&alpha, show.clone(), &TalentQuery::default(), &()).await;
    assert_eq!(verified(&shown), [Verified { on: day, code: Some(code.clone()) }]);
    let public = server.ok(&server.nobody(), ShowCertificate { code: code.clone() }, &InLanguage::default(), &()).await;
    assert_eq!(public.holder, shown.revealed.unwrap().name);
    let rival = server.ok(&beta, show.clone(), &TalentQuery::default(), &()).await;
    assert_eq!(verified(&rival), masked, "another organisation was not accepted");

    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE certificates SET percent = 1").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let shown = server.ok(&alpha, show, &TalentQuery::default(), &()).await;
    assert_eq!(verified(&shown), [], "a record that was changed verifies nothing");
}
