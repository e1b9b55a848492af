//! Reports of problems, and notes of a lesson.

use passerelle_api::{
    id::AccountId,
    note::{NoteChange, NoteQuery},
    report::{NewReport, ReportState},
};
use passerelle_server::{
    cursor,
    store::{Store, note, report},
};

pub async fn reports_and_notes(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    for (id, key, at) in [("one", "key-1", 1), ("two", "key-2", 2), ("again", "key-1", 3)] {
        let new = NewReport { text: id.into(), page: "/".into(), key: key.into(), ..NewReport::default() };
        report::insert(&mut tx, id, &new, at).await.unwrap();
    }
    let (first, next) = report::list(&mut tx, Some(ReportState::New), None, 1).await.unwrap();
    assert_eq!((first[0].text.as_str(), first[0].second), ("two", None));
    let place = cursor::decode(&next.unwrap()).unwrap();
    let (last, next) = report::list(&mut tx, None, Some(&place), 1).await.unwrap();
    assert_eq!((last[0].text.as_str(), next), ("one", None));
    let solved = report::change(&mut tx, &last[0].id, ReportState::Solved).await.unwrap().unwrap();
    assert_eq!((solved.state, report::count(&mut tx, Some(ReportState::New)).await.unwrap()), (ReportState::Solved, 1));
    assert_eq!(report::change(&mut tx, &"nowhere".into(), ReportState::Seen).await.unwrap(), None);

    let amina = AccountId("amina".into());
    let change = |text: &str, position_ms| NoteChange {
        course: "c".into(),
        chapter: "one".into(),
        position_ms,
        heading: None,
        text: text.into(),
    };
    note::save(&mut tx, &amina, &"b".into(), &change("chapter", None), 1).await.unwrap();
    note::save(&mut tx, &amina, &"a".into(), &change("moment", Some(9)), 2).await.unwrap();
    note::save(&mut tx, &amina, &"a".into(), &change("moment, changed", Some(9)), 3).await.unwrap();
    let texts: Vec<_> =
        note::list(&mut tx, &amina, &NoteQuery::default()).await.unwrap().into_iter().map(|note| note.text).collect();
    assert_eq!(texts, ["moment, changed", "chapter"]);
    let elsewhere = NoteQuery { course: Some("c".into()), chapter: Some("two".into()) };
    assert!(note::list(&mut tx, &amina, &elsewhere).await.unwrap().is_empty());
    note::delete(&mut tx, &amina, &"a".into()).await.unwrap();
    note::delete(&mut tx, &amina, &"a".into()).await.unwrap();
    assert_eq!(note::count(&mut tx, &amina).await.unwrap(), 1);
    tx.commit().await.unwrap();
}
