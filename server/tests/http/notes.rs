//! Notes and bookmarks.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    id::NoteId,
    note::{DeleteNote, ListNotes, Note, NoteChange, NoteQuery, SaveNote, limits},
};

use crate::support::{
    Person, Server,
    catalogue::{CHAPTER, COURSE},
};

fn note(text: &str, position_ms: Option<u64>) -> NoteChange {
    NoteChange { course: COURSE.into(), chapter: CHAPTER.into(), position_ms, heading: None, text: text.into() }
}

fn at(id: &str) -> SaveNote {
    SaveNote { note: id.into() }
}

async fn save(server: &Server, who: &Person, id: &str, change: &NoteChange) -> Note {
    server.ok(who, at(id), &NoQuery {}, change).await
}

async fn list(server: &Server, who: &Person, chapter: &str) -> Vec<Note> {
    let query = NoteQuery { course: Some(COURSE.into()), chapter: Some(chapter.into()) };
    server.ok(who, ListNotes {}, &query, &()).await
}

#[tokio::test]
async fn notes_stand_in_the_order_of_the_video_and_then_of_their_age() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    save(&server, &who, "note-heading", &NoteChange { heading: Some("s-one".into()), ..note("Read again", None) })
        .await;
    server.pass(std::time::Duration::from_secs(1));
    save(&server, &who, "note-chapter", &note("All of it", None)).await;
    save(&server, &who, "note-late", &note("", Some(41_000))).await;
    save(&server, &who, "note-early", &note("Here", Some(2_000))).await;
    let ids: Vec<_> = list(&server, &who, CHAPTER).await.into_iter().map(|note| note.id.0).collect();
    assert_eq!(ids, ["note-early", "note-late", "note-heading", "note-chapter"]);
    assert!(list(&server, &who, "search-well").await.is_empty());
    assert_eq!(server.ok(&who, ListNotes {}, &NoteQuery::default(), &()).await.len(), 4);
}

#[tokio::test]
async fn a_note_sent_twice_is_one_and_a_changed_one_is_changed() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let first = save(&server, &who, "note-key-1", &note("Here", Some(5))).await;
    assert_eq!(save(&server, &who, "note-key-1", &note("Here", Some(5))).await, first);
    let changed = save(&server, &who, "note-key-1", &note("There", Some(5))).await;
    assert_eq!(list(&server, &who, CHAPTER).await, [changed]);
    for _ in 0..2 {
        server.ok(&who, DeleteNote { note: "note-key-1".into() }, &NoQuery {}, &()).await;
    }
    assert!(list(&server, &who, CHAPTER).await.is_empty());
}

#[tokio::test]
async fn nobody_reads_changes_or_deletes_the_notes_of_another() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let other = server.person("other", Role::Staff).await;
    let mine = save(&server, &who, "note-key-1", &note("Mine", None)).await;
    assert!(list(&server, &other, CHAPTER).await.is_empty());
    save(&server, &other, "note-key-1", &note("Theirs", None)).await;
    server.ok(&other, DeleteNote { note: "note-key-1".into() }, &NoQuery {}, &()).await;
    assert_eq!(list(&server, &who, CHAPTER).await, [mine]);
    let problem = server.refused(&server.nobody(), at("note-key-1"), &NoQuery {}, &note("x", None)).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}

#[tokio::test]
async fn a_note_that_cannot_be_kept_says_why() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let refused = async |id: &str, change: NoteChange| {
        let problem = server.refused(&who, at(id), &NoQuery {}, &change).await;
        (problem.errors[0].field.clone(), problem.errors[0].reason)
    };
    let long = "é".repeat(limits::TEXT as usize + 1);
    assert_eq!(refused("note-key-1", note(&long, None)).await, ("text".into(), Reason::TooLong));
    let beyond = note("x", Some(u64::MAX));
    assert_eq!(refused("note-key-1", beyond).await, ("position_ms".into(), Reason::OutOfRange));
    assert_eq!(refused("short", note("x", None)).await.0, "key");
    let nowhere = NoteChange { course: "".into(), ..note("x", None) };
    assert_eq!(refused("note-key-1", nowhere).await, ("course".into(), Reason::Required));
    // A chapter that left the catalogue takes nobody's words along.
    let gone = NoteChange { chapter: "gone".into(), ..note("Kept", None) };
    save(&server, &who, "note-key-2", &gone).await;
    assert_eq!(list(&server, &who, "gone").await.len(), 1);
    assert_eq!(NoteId::from("note-key-2"), list(&server, &who, "gone").await[0].id);
}
