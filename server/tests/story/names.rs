//! Names that accounts had before.

use std::collections::HashMap;

use passerelle_api::{
    account::{AccountChange, Language},
    id::AccountId,
};
use passerelle_server::store::{
    Connection, Store,
    account::{self, FORMER_NAMES},
    bulk::{self, NewTalent},
    profile::StoredProfile,
    talent::{self, Depth},
};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Somebody whose headline has two names.
/// A profile that says nothing.
pub fn silent(id: &str) -> StoredProfile {
    StoredProfile {
        id: id.into(),
        version: 1,
        visible: true,
        headline: String::new(),
        about: String::new(),
        lang: Language::English,
        skills: vec![],
        level: None,
        place: None,
        radius_km: None,
        remote: vec![],
        contracts: vec![],
        available_from: None,
        languages: vec![],
        training_days: vec![],
        pay_month: None,
        projects: vec![],
    }
}

fn zinnia() -> NewTalent {
    let headline = "Call Zinnia Kader, or Rose Blanc".into();
    NewTalent {
        account: "zinnia".into(),
        name: "Zinnia Kader".into(),
        email: "z@example.org".into(),
        profile: StoredProfile { headline, ..silent("zinnia") },
    }
}

async fn rename(db: &mut Connection, name: &str, now_ms: i64) {
    let change = AccountChange { name: Some(name.into()), ..AccountChange::default() };
    account::change(db, "zinnia", &change, now_ms).await.unwrap();
}

/// The headline as organisations read it.
async fn headline(db: &mut Connection) -> String {
    let own = talent::own(db, &AccountId("zinnia".into()), &HashMap::new()).await.unwrap().unwrap();
    talent::words(db, &[own.seq], Depth::Card).await.unwrap()[&own.seq].headline.clone()
}

async fn kept(db: &mut Connection) -> i64 {
    let count = "SELECT COUNT(*) FROM former_names WHERE account = 'zinnia'";
    let (kept,): (i64,) = sqlx::query_as(count).fetch_one(db).await.unwrap();
    kept
}

pub async fn names_of_before(store: &Store, start_ms: i64) {
    let mut tx = store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &[zinnia()], start_ms).await.unwrap();
    assert_eq!(headline(&mut tx).await, "Call … …, or Rose Blanc");
    rename(&mut tx, "ZINNIA  KÁDER", start_ms + HOUR_MS).await;
    assert_eq!(kept(&mut tx).await, 0, "the same name, spelled in another way");
    rename(&mut tx, "Rose Blanc", start_ms + 1_000 * HOUR_MS).await;
    assert_eq!((headline(&mut tx).await.as_str(), kept(&mut tx).await), ("Call … …, or … …", 1));
    let tried_ms = start_ms + 2_000 * HOUR_MS;
    for number in 0..=FORMER_NAMES + 2 {
        rename(&mut tx, &format!("Tried {number}"), tried_ms + number * HOUR_MS).await;
    }
    assert_eq!(kept(&mut tx).await, FORMER_NAMES);
    assert_eq!(headline(&mut tx).await, "Call … …, or … …", "names of many hours stay before names of one");
    // Whoever goes back and forth has each name once.
    rename(&mut tx, "Rose Blanc", tried_ms + 100 * HOUR_MS).await;
    rename(&mut tx, "Ada Stone", tried_ms + 101 * HOUR_MS).await;
    assert_eq!((headline(&mut tx).await.as_str(), kept(&mut tx).await), ("Call … …, or … …", FORMER_NAMES));
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    sqlx::query("DELETE FROM accounts WHERE id = 'zinnia'").execute(&mut *tx).await.unwrap();
    assert_eq!(kept(&mut tx).await, 0, "they go with the account");
    tx.commit().await.unwrap();
}
