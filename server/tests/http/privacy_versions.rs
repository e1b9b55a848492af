//! Deciding who sees what of oneself from a page that was opened before that changed elsewhere.

use passerelle_api::{
    Code, NoQuery,
    privacy::{ConfirmProfile, HideDefences, Privacy, PrivacyChange, SavePrivacy, ShowPrivacy},
    reference::InLanguage,
    talent::{
        AnswerContact, AskContact, ContactAnswer, ListTalents, ProfileChange, ProfileField, SaveProfile, TalentQuery,
    },
};

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, Server},
};

/// What a page sends that found a version.
fn from(version: u32, hidden: &[ProfileField], blocked: &[&str], named: &[&str]) -> PrivacyChange {
    PrivacyChange {
        version: Some(version),
        hidden: hidden.to_vec(),
        blocked: blocked.iter().map(|&slug| slug.into()).collect(),
        named: Some(named.iter().map(|&text| text.to_owned()).collect()),
    }
}

async fn save(server: &Server, who: &Person, change: &PrivacyChange) -> Privacy {
    server.ok(who, SavePrivacy {}, &NoQuery {}, change).await
}

async fn show(server: &Server, who: &Person) -> Privacy {
    server.ok(who, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap()
}

async fn overtaken(server: &Server, who: &Person, change: &PrivacyChange) {
    assert_eq!(server.refused(who, SavePrivacy {}, &NoQuery {}, change).await.code, Code::Conflict);
}

#[tokio::test]
async fn a_page_that_was_left_open_lets_nobody_in_whom_another_kept_out() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let opened = show(&server, &amina).await.version;
    let one = save(&server, &amina, &from(opened, &[ProfileField::About], &["alpha"], &["acme.example"])).await;
    assert_eq!(one.version, opened + 1);
    overtaken(&server, &amina, &from(opened, &[ProfileField::Pay], &[], &[])).await;
    assert_eq!(show(&server, &amina).await, one, "nothing of it was kept");
    assert_eq!(server.ok(&alpha, ListTalents {}, &TalentQuery::default(), &()).await.total, 0);

    // The page that saved goes on, and the other does once it was told.
    let one = save(&server, &amina, &from(one.version, &[ProfileField::About], &["alpha", "beta"], &[])).await;
    overtaken(&server, &amina, &from(opened, &[], &[], &[])).await;
    let told = save(&server, &amina, &from(one.version, &[], &[], &[])).await;
    assert_eq!((told.version, told.blocked.len()), (one.version + 1, 0));
    let silent = save(&server, &amina, &PrivacyChange { version: None, ..from(0, &[], &["beta"], &[]) }).await;
    assert_eq!(silent.blocked.len(), 1, "who says nothing of what was there decides");
}

#[tokio::test]
async fn a_request_that_was_declined_with_a_block_is_not_let_in_again_by_an_older_page() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let sent = server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    let opened = show(&server, &amina).await.version;
    let no = ContactAnswer { accept: false, block: true };
    server.ok(&amina, AnswerContact { contact: sent.id }, &NoQuery {}, &no).await;
    let now = show(&server, &amina).await;
    assert_eq!((now.version, now.blocked.len()), (opened + 1, 1));
    overtaken(&server, &amina, &from(opened, &[ProfileField::Pay], &[], &[])).await;
    assert_eq!(show(&server, &amina).await, now);
}

#[tokio::test]
async fn what_is_sent_again_since_its_answer_was_lost_is_no_conflict() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let opened = show(&server, &amina).await.version;
    let lost =
        from(opened, &[ProfileField::Pay, ProfileField::About], &["beta", "alpha"], &[" Zèbre ", "Acme", "acme"]);
    let saved = save(&server, &amina, &lost).await;
    assert_eq!(save(&server, &amina, &lost).await, saved, "it is what is kept, and no other version");
    save(&server, &amina, &from(saved.version, &[], &[], &[])).await;
    overtaken(&server, &amina, &lost).await;
}

#[tokio::test]
async fn what_the_page_does_not_write_makes_no_other_version() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let opened = show(&server, &amina).await.version;
    server.ok(&amina, ConfirmProfile {}, &NoQuery {}, &()).await;
    server.ok(&amina, HideDefences {}, &NoQuery {}, &()).await;
    let change = ProfileChange { headline: "Another".into(), ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
    assert_eq!(show(&server, &amina).await.version, opened);
}

#[tokio::test]
async fn two_pages_that_save_at_once_are_not_both_answered_yes() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let opened = show(&server, &amina).await.version;
    let send = async |blocked: &str| {
        let change = from(opened, &[], &[blocked], &[]);
        server.call(&amina, SavePrivacy {}, &NoQuery {}, &change).await.status.as_u16()
    };
    let (one, two) = tokio::join!(send("alpha"), send("beta"));
    assert_eq!((one.min(two), one.max(two)), (200, 409));
}
