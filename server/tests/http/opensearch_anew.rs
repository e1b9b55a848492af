//! An index in OpenSearch that is made anew while servers run: nobody is found by what they hid meanwhile, and nobody is missed.

use std::{sync::Arc, time::Duration};

use passerelle_api::{
    reference::InLanguage,
    talent::{ProfileChange, SaveProfile},
};
use passerelle_server::search::{Index, feed::Search};
use tokio::{runtime::Handle, task::block_in_place, time::timeout};

use crate::{
    fixture::{self, profile, talent},
    index_docs::put,
    opensearch_stub::Stub,
    opensearch_trouble::everything,
    support::{Person, Server},
};

async fn hide(server: &Server, person: &Person) {
    let hidden = ProfileChange { visible: false, ..profile() };
    server.ok(person, SaveProfile {}, &InLanguage::default(), &hidden).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_knows_of_less_brings_back_nobody_who_hid_and_is_waited_for() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let stub = Stub::start();
    let store = &server.app.store;
    let running = Search::on(Arc::new(stub.index()));
    running.catch_up(store).await.unwrap();
    let total = async || running.find(store, everything()).await.unwrap().total;
    assert_eq!(total().await, 1);

    // Another process makes it anew: it reads her profile before she hides it, and is done after that is known here.
    let anew = stub.index();
    let before = anew.mark().unwrap().unwrap();
    let key = anew.search(&everything()).unwrap().hits[0].key;
    anew.clear().unwrap();
    anew.stage(put(&[(key, "skill:html")]), before.seq).unwrap();
    hide(&server, &amina).await;
    running.catch_up(store).await.unwrap();
    assert_eq!(total().await, 0);
    running.up_to_date(store).await.unwrap();
    anew.commit(&before).unwrap();
    assert_eq!(running.ask(everything()).await.unwrap().total, 1, "the index has her");
    assert_eq!(total().await, 0, "nobody is told");
    let waits = timeout(Duration::from_millis(200), running.up_to_date(store)).await;
    assert!(waits.is_err(), "what it does not know of may be missing");

    running.catch_up(store).await.unwrap();
    running.up_to_date(store).await.unwrap();
    assert_eq!((running.ask(everything()).await.unwrap().total, total().await), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_while_it_is_made_anew_is_in_it() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    talent(&server, "bilal", profile()).await;
    let stub = Stub::start();
    let store = &server.app.store;
    let mut hidden = false;
    let mut copied = |_| {
        if !std::mem::replace(&mut hidden, true) {
            block_in_place(|| Handle::current().block_on(hide(&server, &amina)));
        }
    };
    let search = Search::on(Arc::new(stub.index()));
    search.rebuild(store, Duration::ZERO, &mut copied).await.unwrap();
    assert!(hidden);
    assert_eq!(stub.index().search(&everything()).unwrap().total, 1);
    assert_eq!(search.catch_up(store).await.unwrap(), 0, "there is nothing left to catch up");
}
