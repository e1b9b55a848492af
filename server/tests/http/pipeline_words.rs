//! What people read of a text that is used again: what is filled in, and the words in braces that are refused before.

use passerelle_api::{
    NoQuery, Reason,
    account::Role,
    application::{ApplicationsQuery, ListApplications},
    job::Apply,
    pipeline::{ApplicationsFrom, Move, MoveApplications, SaveTemplate, ShowPipeline, Stage, TemplateChange},
};

use crate::{
    fixture::{self, application},
    hiring::{self, openness, opens, wish},
};

#[tokio::test]
async fn a_text_with_words_that_stay_in_braces_is_neither_kept_nor_sent() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;

    let put = SaveTemplate { template: "template-1".into() };
    let text = |text: &str| TemplateChange { name: "Invite".into(), text: text.into() };
    let problem =
        server.refused(&alpha, put.clone(), &NoQuery {}, &text("Bonjour {prenom}, {nom}, {NAME}, {prenom}")).await;
    let [error] = &problem.errors[..] else { panic!("{:?}", problem.errors) };
    assert_eq!((error.field.as_str(), error.reason), ("text", Reason::UnknownSlot));
    assert_eq!(error.words.as_deref(), Some("{prenom}, {NAME}"));
    server.ok(&alpha, put, &NoQuery {}, &text("Bonjour {nom}, {puesto}")).await;

    let to = |message: &str| Move {
        applications: vec![sent.id.clone()],
        stage: Some(Stage::Interview),
        reason: None,
        message: Some(message.into()),
    };
    let problem = server.refused(&alpha, MoveApplications {}, &NoQuery {}, &to("Dear {first name}")).await;
    let [error] = &problem.errors[..] else { panic!("{:?}", problem.errors) };
    assert_eq!((error.field.as_str(), error.reason), ("message", Reason::UnknownSlot));
    assert_eq!(error.words.as_deref(), Some("{first name}"));
    let board = server.ok(&alpha, ShowPipeline { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(board.items[0].stage, Stage::New, "nobody was moved");
    server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to("Dear {name}")).await;
}

#[tokio::test]
async fn whoever_wrote_without_an_ad_reads_the_occupation_where_an_ad_would_be_named() {
    let server = hiring::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    opens(&server, &alpha, &openness(&["M1805"], &["rennes"])).await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, hiring::to("alpha"), &NoQuery {}, &wish("M1805", "key-of-amina")).await;
    let read = async || {
        let mine = server.ok(&amina, ListApplications {}, &ApplicationsQuery::default(), &()).await.items;
        mine[0].note.clone().unwrap()
    };
    // Told with the interview, and once more while it stands.
    for (text, told) in [("{name}, {job}: Monday?", "amina, Programming: Monday?"), ("{job}", "Programming")] {
        let to = Move {
            applications: vec![sent.id.clone()],
            stage: Some(Stage::Interview),
            reason: None,
            message: Some(text.into()),
        };
        server.ok(&alpha, MoveApplications {}, &NoQuery {}, &to).await;
        assert_eq!(read().await, told);
    }
}

#[tokio::test]
async fn texts_of_one_organisation_have_names_that_tell_them_apart() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let put = |id: &str| SaveTemplate { template: id.into() };
    let text = |name: &str, text: &str| TemplateChange { name: name.into(), text: text.into() };
    server.ok(&alpha, put("template-1"), &NoQuery {}, &text("Refus", "Merci, {nom}.")).await;
    let problem = server.refused(&alpha, put("template-2"), &NoQuery {}, &text(" refus ", "Merci.")).await;
    let [error] = &problem.errors[..] else { panic!("{:?}", problem.errors) };
    assert_eq!((error.field.as_str(), error.reason), ("name", Reason::NameTaken));
    // The same sent once more is the same text, and others have theirs.
    server.ok(&alpha, put("template-1"), &NoQuery {}, &text("REFUS", "Merci, {nom}.")).await;
    server.ok(&alpha, put("template-2"), &NoQuery {}, &text("Oui", "Merci.")).await;
    server.ok(&beta, put("template-2"), &NoQuery {}, &text("Refus", "Merci.")).await;
}
