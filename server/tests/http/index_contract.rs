//! What every index has to do. Each of these runs on the index that comes with the server, and on the adapter for
//! OpenSearch with the stub of it.

use passerelle_server::search::{Ask, Change, Clause, Doc, Facet, Found, Index, Order, embedded::Embedded};

use crate::{
    index_docs::{ask, commit, doc, keys, mark, put},
    opensearch_stub::Stub,
};

/// A place for one index, which can be opened again and again.
pub struct Place<'a> {
    open: &'a dyn Fn() -> Box<dyn Index>,
}

impl Place<'_> {
    fn open(&self) -> Box<dyn Index> {
        (self.open)()
    }
}

fn on_embedded(case: fn(&Place)) {
    let folder = tempfile::tempdir().unwrap();
    case(&Place { open: &|| Box::new(Embedded::open(folder.path()).unwrap()) });
}

fn on_opensearch(case: fn(&Place)) {
    let stub = Stub::start();
    case(&Place { open: &|| Box::new(stub.index()) });
}

macro_rules! on_both {
    ($($case:ident,)*) => {
        mod embedded {
            $(#[test] fn $case() { super::on_embedded(super::$case); })*
        }
        mod opensearch {
            $(#[test] fn $case() { super::on_opensearch(super::$case); })*
        }
    };
}

on_both! {
    a_new_index_has_no_mark_and_takes_changes,
    each_kind_of_set_finds_what_it_says,
    sets_stand_in_sets,
    phrases_are_words_next_to_each_other_in_one_text,
    points_add_up_and_the_order_decides_between_equals,
    every_page_goes_on_where_the_last_one_ended,
    counts_are_taken_within_a_set_of_their_own,
    a_document_takes_the_place_of_the_one_before,
    what_is_gone_is_found_by_nothing,
    nothing_is_found_before_it_is_committed,
    clearing_forgets_everything_from_the_next_commit_on,
    clearing_twice_leaves_nothing_of_the_first_attempt,
    marks_and_documents_are_there_after_reopening,
    any_letters_are_terms_and_words,
    long_terms_do_no_harm,
    many_terms_are_one_question,
}

fn term(term: &str) -> Clause {
    Clause::term(term)
}

fn between(first: &str, last: &str) -> Clause {
    Clause::Between(first.into(), last.into())
}

fn phrase(words: &str) -> Clause {
    Clause::Phrase(words.split_whitespace().map(str::to_owned).collect())
}

fn a_new_index_has_no_mark_and_takes_changes(place: &Place) {
    let index = place.open();
    assert_eq!(index.mark().unwrap(), None);
    index.look().unwrap();
    commit(&*index, put(&[(1, "a")]), 0);
    assert_eq!(index.mark().unwrap(), Some(mark(0)));
    assert_eq!(keys(&*index, Clause::Everything), [1]);
}

fn each_kind_of_set_finds_what_it_says(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a b level:03"), (2, "b level:05"), (3, "c level:05 level:07"), (4, "")]), 1);
    for (filter, expected) in [
        (Clause::Everything, vec![1, 2, 3, 4]),
        (term("b"), vec![1, 2]),
        (term("nobody"), vec![]),
        (term("level"), vec![]),
        (between("level:03", "level:05"), vec![1, 2, 3]),
        (between("level:06", "level:99"), vec![3]),
        (between("level:99", "level:00"), vec![]),
        (between("c", "c"), vec![3]),
        (Clause::Any(vec![]), vec![]),
        (Clause::Any(vec![term("a"), term("c"), term("nobody")]), vec![1, 3]),
        (Clause::Any(vec![term("a"), between("level:07", "level:08")]), vec![1, 3]),
        (Clause::All(vec![]), vec![1, 2, 3, 4]),
        (Clause::All(vec![term("b"), between("level:05", "level:05")]), vec![2]),
        (Clause::All(vec![Clause::Everything, term("b").complement()]), vec![3, 4]),
        (term("b").complement(), vec![3, 4]),
        (Clause::Everything.complement(), vec![]),
        (Clause::Keys(vec![4, 2, 9]), vec![2, 4]),
        (Clause::Keys(vec![]), vec![]),
        (Clause::Any(vec![Clause::Keys(vec![1]), term("c")]), vec![1, 3]),
        (Clause::All(vec![term("b"), Clause::Keys(vec![2]).complement()]), vec![1]),
    ] {
        assert_eq!(keys(&*index, filter.clone()), expected, "{filter:?}");
    }
}

fn sets_stand_in_sets(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a"), (2, "a b"), (3, "b c"), (4, "c"), (5, "d")]), 1);
    let either = Clause::Any(vec![Clause::All(vec![term("a"), term("b").complement()]), Clause::All(vec![term("c")])]);
    assert_eq!(keys(&*index, either.clone()), [1, 3, 4]);
    assert_eq!(keys(&*index, either.clone().complement()), [2, 5]);
    assert_eq!(keys(&*index, either.complement().complement()), [1, 3, 4]);
    let all =
        Clause::All(vec![Clause::Any(vec![term("a"), term("b")]), Clause::Not(Box::new(Clause::Any(vec![term("c")])))]);
    assert_eq!(keys(&*index, all), [1, 2]);
    let none = Clause::All(vec![Clause::Any(vec![]), term("a")]);
    assert_eq!(keys(&*index, none.clone()), [0; 0]);
    assert_eq!(keys(&*index, none.complement()), [1, 2, 3, 4, 5]);
    let deep = (0..12)
        .fold(term("a"), |inner, _| Clause::All(vec![Clause::Any(vec![inner, term("nobody")]), Clause::Everything]));
    assert_eq!(keys(&*index, deep), [1, 2]);
}

fn phrases_are_words_next_to_each_other_in_one_text(place: &Place) {
    let index = place.open();
    let written = |key, texts: &[&str]| {
        let texts = texts.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect();
        Change::Put(Doc { texts, ..doc(key, "term") })
    };
    let changes = vec![
        written(1, &["data engineer in paris"]),
        written(2, &["engineer of data", "engineer"]),
        written(3, &["big data", "engineer in town"]),
        written(4, &["a a b a a b b"]),
        written(5, &[]),
    ];
    commit(&*index, changes, 1);
    for (words, expected) in [
        ("data engineer", vec![1]),
        ("engineer in", vec![1, 3]),
        ("data engineer in paris", vec![1]),
        ("data engineer in paris now", vec![]),
        ("engineer", vec![1, 2, 3]),
        ("engineer engineer", vec![]),
        ("a b b", vec![4]),
        ("a a a", vec![]),
        ("a b a", vec![4]),
        ("Data engineer", vec![]),
        ("nobody wrote", vec![]),
        ("term", vec![]),
        ("", vec![]),
    ] {
        assert_eq!(keys(&*index, phrase(words)), expected, "{words}");
    }
    assert_eq!(keys(&*index, term("data")), [0; 0], "words of texts are no terms");
    assert_eq!(keys(&*index, Clause::Phrase(vec!["data engineer".into()])), [0; 0], "two words are not one");
    assert_eq!(keys(&*index, phrase("data engineer").complement()), [2, 3, 4, 5]);
}

fn hits(found: &Found) -> Vec<(i64, u32)> {
    found.hits.iter().map(|hit| (hit.key, hit.score)).collect()
}

fn points_add_up_and_the_order_decides_between_equals(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a"), (2, "a b"), (3, "b"), (4, "c"), (5, "a b c"), (6, "x")]), 1);
    let grades = vec![(term("a"), 30), (Clause::All(vec![term("b"), term("c").complement()]), 41), (term("c"), 0)];
    let question = Ask { grades, ..ask(term("x").complement()) };
    let found = index.search(&question).unwrap();
    assert_eq!(hits(&found), [(2, 71), (3, 41), (5, 30), (1, 30), (4, 0)]);
    assert_eq!(found.hits[0].order, doc(2, "").order);
    let two = index.search(&Ask { limit: 2, ..question.clone() }).unwrap();
    assert_eq!((two.total, hits(&two)), (5, vec![(2, 71), (3, 41)]));
    let none = index.search(&Ask { limit: 0, ..question }).unwrap();
    assert_eq!((none.total, hits(&none)), (5, vec![]));
    // Every sum up to the largest is exact.
    let bits = (0..16).map(|bit| (if bit == 3 { term("nobody") } else { Clause::Everything }, 1 << bit));
    let most = index.search(&Ask { grades: bits.collect(), limit: 1, ..ask(Clause::Everything) }).unwrap();
    assert_eq!(hits(&most), [(6, 65_535 - 8)]);
}

/// Three hundred documents of which many are equal, in an order that their keys do not have.
fn crowd() -> Vec<Change> {
    let crowd = (1..=300_i64).map(|key| {
        let by = [2, 3, 5, 7].into_iter().filter(|number| key % number == 0).map(|number| format!("by:{number} "));
        let order = Order(key.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15), u64::MAX - key.unsigned_abs());
        Change::Put(Doc { order, ..doc(key, &by.collect::<String>()) })
    });
    crowd.collect()
}

fn every_page_goes_on_where_the_last_one_ended(place: &Place) {
    let index = place.open();
    commit(&*index, crowd(), 1);
    let grades = vec![(term("by:2"), 10), (term("by:3"), 10), (term("by:5"), 3)];
    let whole = index.search(&Ask { grades: grades.clone(), limit: 1_000, ..ask(term("by:7").complement()) }).unwrap();
    assert!(whole.hits.is_sorted_by(|a, b| a.score > b.score || (a.score == b.score && a.order < b.order)));
    assert_eq!((whole.total, whole.hits.len()), (258, 258));
    for limit in [1, 37, 258] {
        let mut page = Ask { grades: grades.clone(), limit, ..ask(term("by:7").complement()) };
        let mut seen = Vec::new();
        loop {
            let found = index.search(&page).unwrap();
            assert_eq!(found.total, 258, "the count is of all pages");
            let Some(last) = found.hits.last() else { break };
            page.after = Some((last.score, last.order));
            seen.extend(found.hits);
        }
        assert_eq!(seen, whole.hits, "{limit}");
    }
}

fn counts_are_taken_within_a_set_of_their_own(place: &Place) {
    let index = place.open();
    commit(&*index, crowd(), 1);
    commit(&*index, vec![Change::Gone(30), Change::Gone(31)], 2);
    let filter = Clause::All(vec![term("by:2"), term("by:3")]);
    let values = || vec![term("by:5"), Clause::Everything, between("by:6", "by:8"), term("nobody")];
    let facet = |within: Clause| Facet { within, values: values() };
    let facets = vec![
        facet(filter.clone()),
        facet(term("by:2")),
        facet(Clause::Everything),
        facet(Clause::Any(vec![])),
        Facet { within: Clause::Everything, values: vec![] },
        facet(filter.clone()),
    ];
    for limit in [0, 3] {
        let found = index.search(&Ask { facets: facets.clone(), limit, ..ask(filter.clone()) }).unwrap();
        assert_eq!(found.total, 49);
        let own = vec![9, 49, 7, 0];
        let expected = [own.clone(), vec![29, 149, 21, 0], vec![59, 298, 42, 0], vec![0, 0, 0, 0], vec![], own];
        assert_eq!(found.counts, expected);
    }
}

fn a_document_takes_the_place_of_the_one_before(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a"), (2, "a")]), 1);
    commit(&*index, put(&[(1, "b")]), 2);
    assert_eq!((keys(&*index, term("a")), keys(&*index, term("b"))), (vec![2], vec![1]));
    // Several times in one commit: the last one counts.
    commit(&*index, put(&[(2, "c"), (2, "d"), (3, "d")]), 3);
    assert_eq!((keys(&*index, term("c")), keys(&*index, term("d"))), (vec![], vec![2, 3]));
    let moved = Doc { order: Order(0, 1), ..doc(3, "d") };
    commit(&*index, vec![Change::Put(moved)], 3);
    let found = index.search(&ask(term("d"))).unwrap();
    assert_eq!((found.hits[0].key, found.hits[0].order), (3, Order(0, 1)));
}

fn what_is_gone_is_found_by_nothing(place: &Place) {
    let index = place.open();
    let text = Doc { texts: vec![vec!["x".into(), "y".into()]], ..doc(1, "a") };
    commit(&*index, vec![Change::Put(text), Change::Put(doc(2, "a"))], 1);
    commit(&*index, vec![Change::Gone(1), Change::Gone(77)], 2);
    for filter in [Clause::Everything, term("a"), term("b").complement(), between("a", "z"), Clause::All(vec![])] {
        assert_eq!(keys(&*index, filter.clone()), [2], "{filter:?}");
    }
    assert_eq!(keys(&*index, phrase("x y")), [0; 0]);
    let facets =
        vec![Facet { within: term("b").complement(), values: vec![Clause::Everything, term("a").complement()] }];
    assert_eq!(index.search(&Ask { facets, ..ask(term("a")) }).unwrap().counts, [[1, 0]]);
    // It may come back, and in one commit both ways.
    commit(&*index, vec![Change::Put(doc(1, "b")), Change::Put(doc(2, "b")), Change::Gone(2)], 3);
    assert_eq!(keys(&*index, Clause::Everything), [1]);
}

fn nothing_is_found_before_it_is_committed(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a")]), 1);
    index.stage(put(&[(2, "a")]), 2).unwrap();
    index.stage(vec![Change::Gone(1)], 2).unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1], Some(mark(1))));
    index.commit(&mark(2)).unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![2], Some(mark(2))));
}

fn clearing_forgets_everything_from_the_next_commit_on(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a"), (2, "a")]), 5);
    index.clear().unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1, 2], Some(mark(5))));
    index.stage(put(&[(3, "a")]), 4).unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1, 2], Some(mark(5))));
    // It may well be one of an earlier time.
    index.commit(&mark(4)).unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![3], Some(mark(4))));
    commit(&*index, put(&[(4, "a")]), 5);
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![3, 4], Some(mark(5))));
    index.clear().unwrap();
    index.commit(&mark(6)).unwrap();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![], Some(mark(6))));
}

fn clearing_twice_leaves_nothing_of_the_first_attempt(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a")]), 1);
    for key in [2, 3] {
        index.clear().unwrap();
        index.stage(put(&[(key, "a"), (4, "a")]), 2).unwrap();
    }
    index.commit(&mark(2)).unwrap();
    assert_eq!(keys(&*index, Clause::Everything), [3, 4]);
}

fn marks_and_documents_are_there_after_reopening(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "a")]), 1);
    index.stage(put(&[(2, "a")]), 2).unwrap();
    drop(index);
    let index = place.open();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1], Some(mark(1))));
    index.clear().unwrap();
    index.stage(put(&[(3, "a")]), 2).unwrap();
    drop(index);
    let index = place.open();
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1], Some(mark(1))));
    commit(&*index, put(&[(2, "a"), (4, "a")]), 3);
    assert_eq!((keys(&*index, Clause::Everything), index.mark().unwrap()), (vec![1, 2, 4], Some(mark(3))));
}

fn any_letters_are_terms_and_words(place: &Place) {
    let index = place.open();
    let odd = [
        "école",
        "ecole",
        "كلمة",
        "🌞🌞",
        "İ",
        "a\"b\\c",
        "a:b/c*?",
        "{\"a\":1}",
        "c++",
        "日本",
        "_id",
        "null",
        "\u{10FFFF}",
    ];
    let docs = odd.iter().zip(1..).map(|(word, key)| {
        let texts = vec![vec!["before".to_owned(), (*word).to_owned(), "after".to_owned()]];
        Change::Put(Doc { terms: [(*word).to_owned()].into(), texts, ..doc(key, "") })
    });
    commit(&*index, docs.collect(), 1);
    for (word, key) in odd.iter().zip(1..) {
        assert_eq!(keys(&*index, term(word)), [key], "{word}");
        assert_eq!(keys(&*index, phrase(&format!("before {word} after"))), [key], "{word}");
        assert_eq!(keys(&*index, between(word, word)), [key], "{word}");
    }
    // The order is that of the bytes, in which what is written with more of them comes later.
    assert_eq!(keys(&*index, between("\u{FFFF}", "\u{10FFFF}")), [4, 13]);
    commit(&*index, put(&[(99, "with")]), 2);
    commit(&*index, vec![Change::Put(Doc { terms: ["two words".to_owned(), String::new()].into(), ..doc(98, "") })], 3);
    assert_eq!(keys(&*index, term("two words")), [98]);
    assert_eq!(keys(&*index, term("two")), [0; 0]);
}

fn long_terms_do_no_harm(place: &Place) {
    let index = place.open();
    let long = |letter: &str, count: usize| letter.repeat(count);
    let texts = vec![
        vec!["so".to_owned(), long("é", 20_000), "be it".replace(' ', "-")],
        vec![long("a", 300), "end".to_owned()],
    ];
    let terms = [long("é", 20_000), long("字", 2_000), "short".to_owned()].into();
    commit(&*index, vec![Change::Put(Doc { terms, texts, ..doc(1, "") }), Change::Put(doc(2, "short"))], 1);
    assert_eq!(keys(&*index, term("short")), [1, 2]);
    assert_eq!(keys(&*index, term(&long("字", 2_000))), [1]);
    assert_eq!(keys(&*index, phrase(&format!("{} end", long("a", 300)))), [1]);
    assert_eq!(keys(&*index, phrase(&format!("so {} be-it", long("é", 20_000)))), [1]);
    assert_eq!(keys(&*index, phrase(&format!("{} end", long("a", 299)))), [0; 0]);
}

fn many_terms_are_one_question(place: &Place) {
    let index = place.open();
    commit(&*index, put(&[(1, "t:2999"), (2, "t:3000"), (3, "other")]), 1);
    let any = Clause::Any((0..3_000).map(|number| Clause::Term(format!("t:{number}"))).collect());
    let grades = vec![(any.clone(), 5), (Clause::All(vec![any.clone().complement(), Clause::Everything]), 3)];
    let found = index.search(&Ask { grades, ..ask(Clause::Any(vec![any, term("other")])) }).unwrap();
    assert_eq!(hits(&found), [(1, 5), (3, 3)]);
}
