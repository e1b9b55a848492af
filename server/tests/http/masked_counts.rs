//! Whoever hides is in no number either, also where the index has not learned of it yet.

use std::time::Duration;

use passerelle_api::{
    Code, List, NoQuery,
    privacy::{PrivacyChange, SavePrivacy},
    reference::InLanguage,
    talent::{ListTalents, ProfileChange, ProfileField, SaveProfile, TalentList, TalentQuery},
    talent_search::{ListTalentSearches, SaveTalentSearch, ShowTalentSearchNews, TalentSearchChange},
};
use passerelle_server::store::outbox;

use crate::{
    fixture::{self, codes, profile, talent},
    support::{Person, Server},
};

fn html() -> TalentQuery {
    TalentQuery { must: List(codes(&["html"])), place: Some("rennes".into()), ..TalentQuery::default() }
}

/// Every number that a search tells: the total, how many are listed, and each count.
async fn numbers(server: &Server, who: &Person, query: &TalentQuery) -> (u64, usize, Vec<u64>) {
    let list: TalentList = server.ok(who, ListTalents {}, query, &()).await;
    let counts = list.facets.iter().flat_map(|facet| facet.choices.iter().map(|choice| choice.count));
    let counts = counts.chain(list.relax.iter().map(|relax| relax.count)).collect();
    (list.total, list.items.len(), counts)
}

async fn alert(server: &Server, who: &Person) -> Option<u64> {
    server.ok(who, ListTalentSearches {}, &NoQuery {}, &()).await[0].new
}

/// What an organisation is told by each search, with and without an ad, and by its alert.
async fn told(server: &Server, who: &Person) -> (Vec<(u64, usize, Vec<u64>)>, Option<u64>) {
    let level = TalentQuery { level: Some(4), only: List(vec!["level".into()]), ..html() };
    let words = TalentQuery { q: Some("pages".into()), ..TalentQuery::default() };
    let ad = TalentQuery { job: Some("web".into()), ..TalentQuery::default() };
    let mut all = Vec::new();
    for query in [TalentQuery::default(), html(), level, words, ad] {
        all.push(numbers(server, who, &query).await);
    }
    (all, alert(server, who).await)
}

#[tokio::test]
async fn hidden_blocked_and_lapsed_leave_every_number_at_once() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let change = TalentSearchChange { name: "Web".into(), search: html() };
    server.ok(&alpha, SaveTalentSearch { search: "search-1".into() }, &NoQuery {}, &change).await;
    server.pass(Duration::from_secs(60));
    talent(&server, "stays", profile()).await;
    let without = told(&server, &alpha).await;
    assert_eq!((without.0[0].0, without.1), (1, Some(1)));
    let (amina, _) = talent(&server, "amina", profile()).await;
    let with = told(&server, &alpha).await;
    assert_eq!((with.0[0].0, with.1), (2, Some(2)));

    server.leave_index_behind(true);
    let hide = ProfileChange { visible: false, ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hide).await;
    assert_eq!(told(&server, &alpha).await, without, "hidden, and the index does not know");
    server.leave_index_behind(false);
    assert_eq!(told(&server, &alpha).await, without, "hidden, and the index knows");

    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    assert_eq!(told(&server, &alpha).await, with);
    server.leave_index_behind(true);
    let block = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &block).await;
    assert_eq!(told(&server, &alpha).await, without, "blocked, and the index does not know");
    server.leave_index_behind(false);
    assert_eq!(told(&server, &alpha).await, without, "blocked, and the index knows");

    // A profile lapses by itself, with the day: no change tells the index.
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &PrivacyChange::default()).await;
    told(&server, &alpha).await;
    server.leave_index_behind(true);
    server.pass(Duration::from_secs(91 * 24 * 60 * 60));
    let alpha = server.signed_in(&alpha.id).await;
    let (searches, alert) = told(&server, &alpha).await;
    assert!(
        searches.iter().all(|(total, listed, counts)| *total == 0 && *listed == 0 && counts.iter().all(|n| *n == 0))
    );
    assert_eq!(alert, Some(0));
}

#[tokio::test]
async fn what_is_kept_back_is_counted_no_more_at_once() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let level = TalentQuery { level: Some(4), only: List(vec!["level".into()]), ..TalentQuery::default() };
    assert_eq!(numbers(&server, &alpha, &level).await.0, 1);
    server.leave_index_behind(true);
    let hide = PrivacyChange { hidden: vec![ProfileField::Level], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &hide).await;
    let (total, listed, counts) = numbers(&server, &alpha, &level).await;
    assert_eq!((total, listed, counts.iter().sum::<u64>()), (0, 0, 0));
    server.leave_index_behind(false);
    assert_eq!(numbers(&server, &alpha, &TalentQuery::default()).await.0, 1, "found again, without the level");
    assert_eq!(numbers(&server, &alpha, &level).await.0, 0);
}

#[tokio::test]
async fn an_index_that_is_far_behind_is_not_asked() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    talent(&server, "amina", profile()).await;
    assert_eq!(numbers(&server, &alpha, &html()).await.0, 1);
    server.leave_index_behind(true);
    let mut tx = server.app.store.begin().await.unwrap();
    // Nobody of theirs is there, which the index would find once it looked.
    outbox::note(&mut tx, &(10_000..12_001).collect::<Vec<i64>>()).await.unwrap();
    tx.commit().await.unwrap();
    let refused = server.call(&alpha, ListTalents {}, &html(), &()).await;
    let problem = refused.problem();
    assert_eq!((problem.status, problem.code, refused.header("retry-after")), (503, Code::Internal, "5"));
    let news = ShowTalentSearchNews { search: "search-1".into() };
    assert_eq!(server.call(&alpha, news, &InLanguage::default(), &()).await.status, 404);
    server.leave_index_behind(false);
    assert_eq!(numbers(&server, &alpha, &html()).await.0, 1);
}
