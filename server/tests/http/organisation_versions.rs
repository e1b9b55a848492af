//! Changing what an organisation says, and what it takes applications for, from a page that was opened before another member did.

use passerelle_api::{
    Code, NoQuery,
    account::Approval,
    hiring::{ChangeOpenness, Openness, OpennessChange, OpennessFound, ShowOpenness},
    organisation::{ChangeOrganisation, Organisation, OrganisationChange, OrganisationText, ShowOrganisation},
    reference::InLanguage,
};
use passerelle_server::store::employer;

use crate::{
    fixture,
    hiring::{self, openness},
    support::{Person, Server},
};

async fn says(server: &Server, who: &Person) -> Organisation {
    server.ok(who, ShowOrganisation {}, &NoQuery {}, &()).await
}

async fn change(server: &Server, who: &Person, change: &OrganisationChange) -> Organisation {
    server.ok(who, ChangeOrganisation {}, &NoQuery {}, change).await
}

async fn overtaken(server: &Server, who: &Person, change: &OrganisationChange) {
    assert_eq!(server.refused(who, ChangeOrganisation {}, &NoQuery {}, change).await.code, Code::Conflict);
}

async fn stands(server: &Server, who: &Person) -> Openness {
    server.ok(who, ShowOpenness {}, &InLanguage::default(), &()).await
}

async fn too_late(server: &Server, who: &Person, change: &OpennessChange) {
    assert_eq!(server.refused(who, ChangeOpenness {}, &InLanguage::default(), change).await.code, Code::Conflict);
}

/// What is said of an organisation of which everything that is needed is known.
fn about(text: &OrganisationText, about: &str) -> OrganisationText {
    OrganisationText { about: about.into(), size: Some(12), ..text.clone() }
}

#[tokio::test]
async fn a_text_that_another_owner_saved_is_not_written_over_by_an_older_page() {
    let server = fixture::start().await;
    let one = fixture::member(&server, "one", "alpha").await;
    let two = fixture::member(&server, "two", "alpha").await;
    let opened = says(&server, &one).await.text;
    let saved = change(&server, &two, &about(&opened, "We bake.").change(Some(opened.clone()))).await;
    let late = about(&opened, "We cook.").change(Some(opened.clone()));
    overtaken(&server, &one, &late).await;
    overtaken(&server, &one, &about(&opened, &opened.about).change(Some(opened.clone()))).await;
    assert_eq!(says(&server, &one).await, saved, "nothing of it was kept");

    // Once it was told it goes on, and so does whoever says nothing of what was there.
    let told = change(&server, &one, &about(&opened, "We cook.").change(Some(saved.text.clone()))).await;
    assert_eq!(told.text.about, "We cook.");
    let silent = change(&server, &two, &about(&opened, "We fry.").change(None)).await;
    assert_eq!(silent.text.about, "We fry.");
}

#[tokio::test]
async fn a_text_that_is_sent_again_since_its_answer_was_lost_is_no_conflict() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let opened = says(&server, &owner).await.text;
    let lost = about(&opened, " We bake. ").change(Some(opened.clone()));
    let saved = change(&server, &owner, &lost).await;
    assert_eq!(change(&server, &owner, &lost).await, saved, "it is what is kept");
    change(&server, &owner, &about(&opened, "We cook.").change(Some(saved.text))).await;
    overtaken(&server, &owner, &lost).await;
}

#[tokio::test]
async fn a_name_that_was_let_in_meanwhile_is_told_before_another_is_refused() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Refused, Some("Which one?"), false).await.unwrap();
    tx.commit().await.unwrap();
    let opened = says(&server, &owner).await.text;
    let named = |name: &str| OrganisationText { name: name.into(), ..about(&opened, "We bake.") };
    change(&server, &owner, &named("Alpha Rennes").change(Some(opened.clone()))).await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::decide(&mut tx, &"alpha".into(), Approval::Approved, None, false).await.unwrap();
    tx.commit().await.unwrap();
    overtaken(&server, &owner, &named("Alpha Paris").change(Some(opened.clone()))).await;
}

#[tokio::test]
async fn two_owners_who_save_at_once_are_not_both_answered_yes() {
    let server = fixture::start().await;
    let one = fixture::member(&server, "one", "alpha").await;
    let two = fixture::member(&server, "two", "alpha").await;
    let opened = says(&server, &one).await.text;
    let send = async |who: &Person, words: &str| {
        let change = about(&opened, words).change(Some(opened.clone()));
        server.call(who, ChangeOrganisation {}, &NoQuery {}, &change).await.status.as_u16()
    };
    let (first, second) = tokio::join!(send(&one, "We bake."), send(&two, "We cook."));
    assert_eq!((first.min(second), first.max(second)), (200, 409));
}

#[tokio::test]
async fn what_a_colleague_opened_or_shut_is_not_undone_by_an_older_page() {
    let server = hiring::start().await;
    let one = fixture::member(&server, "one", "alpha").await;
    let two = fixture::member(&server, "two", "alpha").await;
    let opened = stands(&server, &one).await.found();
    let from = |was: &OpennessFound, change: OpennessChange| OpennessChange { was: Some(was.clone()), ..change };
    let first = from(&opened, openness(&["M1805", "D1102"], &["rennes", "paris"]));
    let saved = hiring::opens(&server, &two, &first).await;
    too_late(&server, &one, &from(&opened, openness(&["M1805"], &["rennes"]))).await;
    too_late(&server, &one, &from(&opened, OpennessChange { open: false, ..openness(&[], &[]) })).await;
    assert_eq!(stands(&server, &one).await, saved, "nothing of it was kept");

    // Its answer was lost, and it is sent once more; no order and no repetition is a difference.
    assert_eq!(hiring::opens(&server, &two, &first).await, saved);
    let again = from(&opened, openness(&["D1102", "M1805", "D1102"], &["paris", "rennes"]));
    assert_eq!(hiring::opens(&server, &two, &again).await, saved);

    // Who found what is kept goes on, in whatever order it was found, and so does whoever says nothing of it.
    let mut found = saved.found();
    found.occupations.reverse();
    found.places.reverse();
    let told = hiring::opens(&server, &one, &from(&found, openness(&["M1805"], &["rennes"]))).await;
    assert_eq!(told.to.occupations.len(), 1);
    too_late(&server, &two, &first).await;
    let shut = OpennessChange { open: false, ..openness(&["M1805"], &["rennes"]) };
    assert!(!hiring::opens(&server, &two, &shut).await.open);
    // What was shut meanwhile is not opened again by a page that found it open.
    too_late(&server, &one, &from(&told.found(), openness(&["M1805"], &["paris"]))).await;
}
