//! Writing one's own profile from a page that was opened before it changed elsewhere.

use passerelle_api::{
    Code, NoQuery,
    account::Role,
    id::AccountId,
    portfolio::{OwnDefence, OwnProject},
    privacy::{ConfirmProfile, HideDefences, PrivacyChange, SavePrivacy},
    reference::InLanguage,
    talent::{ProfileChange, ProfileField, SaveProfile, ShowProfile},
};
use passerelle_server::store;

use crate::{
    fixture::{self, codes, profile},
    profile::{award, brief, save},
    support::{Person, Server},
};

/// What a page sends that found a version of a profile, with another headline.
fn from(version: u32, headline: &str) -> ProfileChange {
    ProfileChange { version: Some(version), was_visible: Some(true), headline: headline.into(), ..profile() }
}

async fn overtaken(server: &Server, who: &Person, change: &ProfileChange) {
    let problem = server.refused(who, SaveProfile {}, &InLanguage::default(), change).await;
    assert_eq!(problem.code, Code::Conflict);
}

#[tokio::test]
async fn a_page_that_was_left_open_writes_over_nothing_that_was_saved_elsewhere() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let none = ProfileChange { version: Some(0), ..profile() };
    let first = save(&server, &amina, &none).await;
    overtaken(&server, &amina, &from(0, "There was none here")).await;
    let one = save(&server, &amina, &from(first.version, "From one page")).await;
    overtaken(&server, &amina, &from(first.version, "From the other")).await;
    let shown = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!((shown.headline.as_str(), shown.version), ("From one page", one.version), "nothing of it was kept");

    // The page that saved goes on, and the other does once it was told.
    let one = save(&server, &amina, &from(one.version, "From one page again")).await;
    overtaken(&server, &amina, &from(shown.version, "From the other")).await;
    let other = save(&server, &amina, &from(one.version, "From the other")).await;
    assert_eq!((other.headline.as_str(), other.version), ("From the other", one.version + 1));
    let silent = save(&server, &amina, &profile()).await;
    assert_eq!(silent.headline, profile().headline, "who says nothing of what was there decides");
}

#[tokio::test]
async fn what_is_sent_again_since_its_answer_was_lost_is_no_conflict() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let project = OwnProject {
        title: " Clock ".into(),
        text: "It ticks.".into(),
        skills: codes(&["css"]),
        ..OwnProject::default()
    };
    let lost = ProfileChange {
        version: Some(0),
        about: " Spaces around it. ".into(),
        projects: Some(vec![project]),
        ..profile()
    };
    let saved = save(&server, &amina, &lost).await;
    assert_eq!(save(&server, &amina, &lost).await, saved, "it is what is kept, and no other version");
    let change = from(saved.version, "Changed");
    let changed = save(&server, &amina, &change).await;
    assert_eq!(save(&server, &amina, &change).await, changed);
    overtaken(&server, &amina, &lost).await;
}

#[tokio::test]
async fn two_pages_that_save_at_once_are_not_both_answered_yes() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let saved = save(&server, &amina, &profile()).await;
    let send = async |headline: &str| {
        server
            .call(&amina, SaveProfile {}, &InLanguage::default(), &from(saved.version, headline))
            .await
            .status
            .as_u16()
    };
    let (one, two) = tokio::join!(send("One"), send("Two"));
    assert_eq!((one.min(two), one.max(two)), (200, 409));
}

#[tokio::test]
async fn a_page_that_was_told_shows_a_hidden_profile_only_where_that_is_chosen_anew() {
    let server = fixture::start().await;
    let amina = server.person("amina", Role::Learner).await;
    let first = save(&server, &amina, &profile()).await;
    let hides = ProfileChange { visible: false, ..from(first.version, "Hidden") };
    let hidden = save(&server, &amina, &hides).await;
    let typed = from(first.version, "Typed");
    overtaken(&server, &amina, &typed).await;
    overtaken(&server, &amina, &ProfileChange { version: Some(hidden.version), ..typed.clone() }).await;
    overtaken(&server, &amina, &ProfileChange { was_visible: Some(false), ..typed.clone() }).await;
    let told = ProfileChange { version: Some(hidden.version), was_visible: Some(false), ..typed };
    let stays = save(&server, &amina, &ProfileChange { visible: false, ..told.clone() }).await;
    assert_eq!((stays.visible, stays.headline.as_str()), (false, "Typed"));
    assert!(save(&server, &amina, &ProfileChange { version: Some(stays.version), ..told }).await.visible);
}

/// A project that was defended, which its owner lets organisations know.
fn defended() -> OwnProject {
    let defence = OwnDefence {
        day: "2025-06-20".parse().unwrap(),
        heard_by: "A jury".into(),
        passed: true,
        recording: None,
        shown: true,
    };
    OwnProject { title: "Clock".into(), text: "It ticks.".into(), defence: Some(defence), ..OwnProject::default() }
}

#[tokio::test]
async fn what_the_form_would_write_over_is_a_change_and_nothing_else_is() {
    let server = Server::with_courses().await;
    let amina = server.person("amina", Role::Learner).await;
    let version = async || server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap().version;
    let opened = save(&server, &amina, &ProfileChange { projects: Some(vec![defended()]), ..brief(&["git"]) }).await;
    server.ok(&amina, ConfirmProfile {}, &NoQuery {}, &()).await;
    let privacy = PrivacyChange { hidden: vec![ProfileField::About], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &privacy).await;
    assert_eq!(version().await, opened.version, "the form does not write these");

    // An older page would let organisations know of it again.
    server.ok(&amina, HideDefences {}, &NoQuery {}, &()).await;
    let kept_back = version().await;
    assert_eq!(kept_back, opened.version + 1);
    let again = ProfileChange {
        version: Some(opened.version),
        projects: Some(vec![defended()]),
        about: "Typed".into(),
        ..brief(&["git"])
    };
    overtaken(&server, &amina, &again).await;
    server.ok(&amina, HideDefences {}, &NoQuery {}, &()).await;
    assert_eq!(version().await, kept_back, "there was nothing left to keep back");

    // And take out again what a certificate brought.
    server.pass_course(&amina).await;
    award(&server, &amina).await;
    let learnt = version().await;
    assert_eq!(learnt, kept_back + 1);
    overtaken(&server, &amina, &ProfileChange { version: Some(kept_back), ..again }).await;
    let account = AccountId(amina.id.clone());
    let mut tx = server.app.store.begin().await.unwrap();
    store::profile::learn_from_certificate(&mut tx, &account, &codes(&["git"])).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(version().await, learnt, "what stands behind a skill is not written by the form");
}
