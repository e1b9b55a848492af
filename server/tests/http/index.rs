//! The index that comes with the server, when something goes wrong.

use std::{fs, path::Path};

use passerelle_server::search::{Ask, Change, Clause, Doc, Index, Mark, Order, embedded::Embedded};

fn put(key: i64) -> Vec<Change> {
    vec![Change::Put(Doc { key, order: Order(key.unsigned_abs(), 0), terms: ["a".to_owned()].into() })]
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
    index.stage(put(1)).unwrap();
    index.commit(&mark(1)).unwrap();
    fs::rename(&folder, away(&folder)).unwrap();
    index.stage(put(2)).and_then(|()| index.commit(&mark(2))).unwrap_err();
    fs::rename(away(&folder), &folder).unwrap();
    assert_eq!(index.mark(), Some(mark(1)));
    index.stage(put(2)).unwrap();
    index.commit(&mark(2)).unwrap();
    assert_eq!((index.mark(), keys(&index)), (Some(mark(2)), vec![1, 2]));
}

#[test]
fn clearing_forgets_what_an_attempt_before_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let index = Embedded::open(folder.path()).unwrap();
    index.stage(put(1)).unwrap();
    index.commit(&mark(1)).unwrap();
    for key in [2, 3] {
        index.clear().unwrap();
        index.stage(put(key)).unwrap();
        index.stage(put(4)).unwrap();
    }
    index.commit(&mark(2)).unwrap();
    assert_eq!(keys(&index), [3, 4]);
}
