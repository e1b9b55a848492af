//! The index that comes with the server, when something goes wrong.

use std::{fs, path::Path, sync::Arc};

use passerelle_api::{
    reference::InLanguage,
    talent::{ProfileChange, SaveProfile},
};
use passerelle_server::search::{Ask, Change, Clause, Doc, Index, Mark, Order, embedded::Embedded, feed::Search};

use crate::fixture::{self, profile, talent};

fn put(key: i64) -> Vec<Change> {
    vec![Change::Put(Doc { key, order: Order(key.unsigned_abs(), 0), terms: ["a".to_owned()].into(), texts: vec![] })]
}

fn mark(seq: i64) -> Mark {
    Mark { base: "b".into(), seq }
}

/// The keys of everything that is found.
fn keys(index: &dyn Index) -> Vec<i64> {
    let ask = Ask { filter: Clause::Everything, grades: vec![], facets: vec![], after: None, limit: 100 };
    index.search(&ask).unwrap().hits.into_iter().map(|hit| hit.key).collect()
}

fn away(folder: &Path) -> std::path::PathBuf {
    folder.with_extension("away")
}

#[test]
fn what_could_not_be_written_is_not_said_to_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("index");
    let index = Embedded::open(&folder).unwrap();
    index.stage(put(1), 1).unwrap();
    index.commit(&mark(1)).unwrap();
    fs::rename(&folder, away(&folder)).unwrap();
    index.stage(put(2), 2).and_then(|()| index.commit(&mark(2))).unwrap_err();
    fs::rename(away(&folder), &folder).unwrap();
    assert_eq!(index.mark().unwrap(), Some(mark(1)));
    index.stage(put(2), 2).unwrap();
    index.commit(&mark(2)).unwrap();
    assert_eq!((index.mark().unwrap(), keys(&index)), (Some(mark(2)), vec![1, 2]));
}

#[test]
fn clearing_forgets_what_an_attempt_before_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let index = Embedded::open(folder.path()).unwrap();
    index.stage(put(1), 1).unwrap();
    index.commit(&mark(1)).unwrap();
    for key in [2, 3] {
        index.clear().unwrap();
        index.stage(put(key), 2).unwrap();
        index.stage(put(4), 2).unwrap();
    }
    index.commit(&mark(2)).unwrap();
    assert_eq!(keys(&index), [3, 4]);
}

#[test]
fn a_torn_index_is_made_anew_and_what_lies_beside_it_stays() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("beside"), "not of the index").unwrap();
    // The files that an index is torn at: the list of its segments, and each kind that a segment consists of.
    for kind in ["meta.json", "term", "idx", "fast"] {
        // The file is gone, or nearly, or its end is.
        for left in [None, Some(100), Some(2)] {
            let index = Embedded::open(folder.path()).unwrap();
            index.stage(put(1), 1).unwrap();
            index.commit(&mark(1)).unwrap();
            drop(index);
            let files = fs::read_dir(folder.path().join("talents-v1")).unwrap().map(|entry| entry.unwrap().path());
            let torn: Vec<_> = files.filter(|path| path.to_string_lossy().ends_with(kind)).collect();
            assert!(!torn.is_empty(), "{kind}");
            for path in torn {
                match left {
                    None => fs::remove_file(path).unwrap(),
                    Some(part) => {
                        let bytes = fs::read(&path).unwrap();
                        fs::write(path, &bytes[..bytes.len() / part]).unwrap();
                    }
                }
            }
            let again = Embedded::open(folder.path()).unwrap();
            assert_eq!(again.mark().unwrap(), None, "so that it is filled anew: {kind}");
            assert!(keys(&again).is_empty(), "{kind}");
        }
    }
    assert_eq!(fs::read_to_string(folder.path().join("beside")).unwrap(), "not of the index");
}

#[tokio::test]
async fn of_two_processes_one_writes_and_the_other_takes_over() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let store = &server.app.store;
    let show = async |visible| {
        let profile = ProfileChange { visible, ..profile() };
        server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile).await;
    };
    let count = async |search: &Search| {
        let ask = Ask { filter: Clause::Everything, grades: vec![], facets: vec![], after: None, limit: 0 };
        search.ask(ask).await.unwrap().total
    };
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = [(), ()].map(|()| Search::on(Arc::new(Embedded::open(folder.path()).unwrap())));
    first.catch_up(store).await.unwrap();
    show(false).await;
    assert_eq!(second.catch_up(store).await.unwrap(), 0, "it may not write");
    assert_eq!(count(&second).await, 1, "it answers with what was committed");
    first.catch_up(store).await.unwrap();
    second.catch_up(store).await.unwrap();
    assert_eq!((count(&first).await, count(&second).await), (0, 0));
    second.up_to_date(store).await.unwrap();
    drop(first);
    show(true).await;
    assert!(second.catch_up(store).await.unwrap() > 0, "nobody else writes now");
    assert_eq!(count(&second).await, 1);
}

#[test]
fn what_cannot_be_read_is_not_cleared_away_under_who_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let index = Embedded::open(folder.path()).unwrap();
    index.stage(put(1), 1).unwrap();
    index.commit(&mark(1)).unwrap();
    let list = folder.path().join("talents-v1/meta.json");
    let whole = fs::read(&list).unwrap();
    fs::write(&list, &whole[..20]).unwrap();
    Embedded::open(folder.path()).unwrap_err();
    fs::write(&list, whole).unwrap();
    assert_eq!(keys(&Embedded::open(folder.path()).unwrap()), [1]);
}
