//! Deeds of members that are sent twice with one key.

use passerelle_api::{
    Code, NoQuery,
    account::SeatRole,
    id::TalentId,
    job::Apply,
    pipeline::{AddNote, AddTask, NewNote, NewTask},
    privacy::{ListProfileViews, ProfileViewsQuery, Seen},
    reference::InLanguage,
    shared::{ListMemberViews, MemberViewsQuery, Opened},
    talent::{AnswerContact, AskContact, Contact, ContactAnswer},
    training::{AskForTraining, NewTraining},
};
use passerelle_server::{
    clock::seen_since_ms,
    store::{contact as requests, employer, talent::Looking},
};

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, Server},
};

const KEY: &str = "key-00000001";

/// A talent whom alpha asked, and who accepted.
async fn accepted(server: &Server, alpha: &Person) -> (Person, TalentId, Contact) {
    let (amina, id) = talent(server, "amina", profile()).await;
    let sent = server.ok(alpha, AskContact { talent: id.clone() }, &NoQuery {}, &contact("web", KEY)).await;
    let yes = ContactAnswer { accept: true, block: false };
    server.ok(&amina, AnswerContact { contact: sent.id.clone() }, &NoQuery {}, &yes).await;
    (amina, id, sent)
}

#[tokio::test]
async fn whoever_changed_to_another_organisation_is_not_answered_what_the_first_one_did() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (_, id, sent) = accepted(&server, &alpha).await;
    let bilal = server.person("bilal", passerelle_api::account::Role::Learner).await;
    let applied =
        server.ok(&bilal, Apply { job: "web".into() }, &NoQuery {}, &fixture::application("key-of-bilal")).await.id;
    let ask = || AskContact { talent: id.clone() };
    let (add_note, add_task) =
        (|| AddNote { application: applied.clone() }, || AddTask { application: applied.clone() });
    let note = NewNote { text: "Call on Monday".into(), key: KEY.into() };
    let task = NewTask { text: "Call".into(), due: None, key: KEY.into() };
    let course = NewTraining {
        skills: fixture::codes(&["html"]),
        people: 12,
        remote: true,
        purpose: "Our shop gets a site that everybody can use.".into(),
        key: KEY.into(),
        ..NewTraining::default()
    };
    let (none, lang) = (NoQuery {}, InLanguage::default());
    let first = (
        server.ok(&alpha, add_note(), &none, &note).await,
        server.ok(&alpha, add_task(), &none, &task).await,
        server.ok(&alpha, AskForTraining {}, &lang, &course).await,
    );
    let again = (
        server.ok(&alpha, add_note(), &none, &note).await,
        server.ok(&alpha, add_task(), &none, &task).await,
        server.ok(&alpha, AskForTraining {}, &lang, &course).await,
    );
    assert_eq!(again, first, "in the same organisation once is twice");

    let account = alpha.id.as_str().into();
    let mut tx = server.app.store.begin().await.unwrap();
    employer::unseat(&mut tx, &"alpha".into(), &account).await.unwrap();
    employer::seat(&mut tx, &"beta".into(), &account, SeatRole::Recruiter).await.unwrap();
    tx.commit().await.unwrap();
    for refused in [
        server.call(&alpha, ask(), &none, &contact("web", KEY)).await,
        server.call(&alpha, add_note(), &none, &note).await,
        server.call(&alpha, add_task(), &none, &task).await,
        server.call(&alpha, AskForTraining {}, &lang, &course).await,
    ] {
        assert!(!refused.text().contains("amina"), "{}", refused.text());
        assert_eq!(refused.problem().code, Code::Conflict);
    }
    let mut db = server.app.store.read().await.unwrap();
    let clock = &server.app.clock;
    for (own, is_theirs) in [("alpha", true), ("beta", false)] {
        let looking = Looking { employer: &own.into(), confirmed_since_ms: seen_since_ms(clock) };
        let found = requests::find_sent(&mut db, looking, sent.id.as_str(), clock.now_ms()).await.unwrap();
        assert_eq!(found.is_some(), is_theirs, "{own}");
    }
}

#[tokio::test]
async fn a_repeated_request_that_reads_a_name_is_told() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let (amina, id, sent) = accepted(&server, &owner).await;
    let views = ListMemberViews {};
    let opened = async || server.ok(&owner, views.clone(), &MemberViewsQuery::default(), &()).await.items;
    assert_eq!(opened().await, []);
    let again = server.ok(&owner, AskContact { talent: id.clone() }, &NoQuery {}, &contact("web", KEY)).await;
    assert_eq!((&again.id, again.revealed.as_ref().unwrap().name.as_str()), (&sent.id, "amina"));
    let opened = opened().await;
    let [view] = &opened[..] else { panic!("{opened:?}") };
    assert_eq!((view.opened, view.talent.as_ref(), view.times), (Opened::Name, Some(&id), 1));
    server.write_trail().await;
    let query = ProfileViewsQuery { among: Some(true), cursor: None };
    let told = server.ok(&amina, ListProfileViews {}, &query, &()).await.items;
    assert_eq!(told.iter().map(|view| (view.seen, view.times)).collect::<Vec<_>>(), [(Seen::Contacts, 1)]);
}
