//! Words in braces that nothing is filled in for are refused before anybody reads them.

use passerelle_api::{
    NoQuery, Reason,
    account::Role,
    job::Apply,
    pipeline::{ApplicationsFrom, Move, MoveApplications, SaveTemplate, ShowPipeline, Stage, TemplateChange},
};

use crate::fixture::{self, application};

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
