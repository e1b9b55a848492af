//! One story through the store, on SQLite and, where `PASSERELLE_TEST_POSTGRES` names a server, on PostgreSQL: both must
//! tell it with the same words.
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it must be")]

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "the story needs the database that the support makes, and not its server")]
mod support;

use passerelle_api::{
    account::{AccountChange, Role, Theme},
    course::ProgressChange,
    id::{AccountId, CourseSlug, IdempotencyKey},
};
use passerelle_server::{
    clock::OsRandom,
    content::courses,
    error::Error,
    store::{
        Store, account, bulk, catalogue_import,
        certificate::{self, Record},
        course::{self, Filter},
        idempotency::{Claimed, Once},
        progress, session, sign_in_limit,
    },
};

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    tell(&format!("sqlite://{}/new/folder/story.db", folder.path().display())).await;
}

#[tokio::test]
async fn on_postgres() {
    let Ok(server) = std::env::var("PASSERELLE_TEST_POSTGRES") else {
        println!("skipped: PASSERELLE_TEST_POSTGRES is not set");
        return;
    };
    tell(&support::fresh_postgres(&server).await).await;
}

async fn tell(database: &str) {
    Store::open(database).await.unwrap().close().await;
    // Opening again finds its tables.
    let store = Store::open(database).await.unwrap();
    people(&store).await;
    tries(&store).await;
    deeds(&store).await;
    learning(&store).await;
    store.close().await;
}

async fn people(store: &Store) {
    let mut tx = store.begin().await.unwrap();
    let new = account::New {
        id: "amina",
        email: "amina@example.org",
        name: "Amina",
        password: "hash",
        language: Some("fr"),
        roles: &[Role::Learner, Role::Mentor],
        now: 1,
    };
    account::create(&mut tx, &new).await.unwrap();
    account::add_role(&mut tx, "amina", Role::Mentor).await.unwrap();
    session::open(&mut tx, "token", "amina", 1, 100).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    let again = account::create(&mut tx, &account::New { id: "other", ..new }).await.unwrap_err();
    assert!(again.is_unique_violation(), "{again}");
    drop(tx);

    let mut tx = store.begin().await.unwrap();
    let theme = AccountChange { theme: Some(Theme::Dark), ..AccountChange::default() };
    account::change(&mut tx, "amina", &theme).await.unwrap();
    tx.commit().await.unwrap();

    let mut db = store.read().await.unwrap();
    let (account, touched) = session::find(&mut db, "token", 99).await.unwrap().unwrap();
    assert_eq!((account.name.as_str(), account.theme, touched), ("Amina", Some(Theme::Dark), 1));
    assert_eq!(account.roles, [Role::Learner, Role::Mentor]);
    assert!(session::find(&mut db, "token", 100).await.unwrap().is_none());
    assert!(matches!(account::show(&mut db, "nobody").await, Err(Error::NotFound)));
}

async fn tries(store: &Store) {
    let subjects = [sign_in_limit::Subject { key: "who".into(), allowed: 2 }];
    let mut tx = store.begin().await.unwrap();
    sign_in_limit::count(&mut tx, "a", &subjects, 1_000).await.unwrap();
    sign_in_limit::count(&mut tx, "b", &subjects, 2_000).await.unwrap();
    let refused = sign_in_limit::count(&mut tx, "c", &subjects, 61_000).await;
    assert!(matches!(refused, Err(Error::TooMany { retry_after_seconds: 840 })), "{refused:?}");
    sign_in_limit::forget(&mut tx, "who").await.unwrap();
    sign_in_limit::count(&mut tx, "d", &subjects, 62_000).await.unwrap();
    tx.commit().await.unwrap();
}

async fn deeds(store: &Store) {
    let (account, key) = (AccountId("amina".into()), IdempotencyKey("key-number-1".into()));
    let once = |now| Once { account: &account, endpoint: "Deed", key: &key, now };
    // Work that fails gives its key back.
    let mut tx = store.begin().await.unwrap();
    assert!(matches!(once(1).claim::<String>(&mut tx, &"body").await.unwrap(), Claimed::First(_)));
    drop(tx);
    let first = claim_and_settle(store, once(2), "one");
    let second = claim_and_settle(store, once(2), "two");
    let (first, second) = tokio::join!(first, second);
    assert_eq!(first, second, "both are told what was done");
    let mut tx = store.begin().await.unwrap();
    let other = once(3).claim::<String>(&mut tx, &"another body").await;
    assert!(matches!(other, Err(Error::Conflict(_))));
    drop(tx);
    let mut tx = store.begin().await.unwrap();
    let day_later = once(3 + 24 * 60 * 60 * 1000).claim::<String>(&mut tx, &"another body").await.unwrap();
    assert!(matches!(day_later, Claimed::First(_)), "after a day the key is free");
}

async fn claim_and_settle(store: &Store, once: Once<'_>, answer: &str) -> String {
    let mut tx = store.begin().await.unwrap();
    match once.claim::<String>(&mut tx, &"body").await.unwrap() {
        Claimed::Repeat(reply) => reply,
        Claimed::First(claim) => {
            claim.settle(&mut tx, &answer).await.unwrap();
            tx.commit().await.unwrap();
            answer.to_owned()
        }
    }
}

async fn learning(store: &Store) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut tx = store.begin().await.unwrap();
    bulk::put_skill(&mut tx, "html", r#"{"en":"HTML"}"#, "[]").await.unwrap();
    let count = courses::import(&mut tx, &folder, &folder.join("none"), &mut Vec::new()).await.unwrap();
    catalogue_import::set_hash(&mut tx, "content", "abc", 1).await.unwrap();
    catalogue_import::set_hash(&mut tx, "content", "def", 2).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    assert_eq!(catalogue_import::last_hash(&mut tx, "content").await.unwrap().as_deref(), Some("def"));
    assert_eq!(course::count(&mut tx, &Filter::default()).await.unwrap(), count as u64);
    let (rows, _) = course::list(&mut tx, &Filter::default(), None, 1).await.unwrap();
    let slug: CourseSlug = rows[0].slug();
    let (account, chapter) = (AccountId("amina".into()), "the-first".into());
    let change = |position_ms, read| ProgressChange { position_ms, read };
    progress::save(&mut tx, &account, &slug, &chapter, &change(Some(5), None), 10).await.unwrap();
    progress::save(&mut tx, &account, &slug, &chapter, &change(None, Some(true)), 11).await.unwrap();
    progress::merge(&mut tx, &account, &slug, &chapter, 3, false, 12).await.unwrap();
    let row: (i64, i64, i64) = sqlx::query_as("SELECT position_ms, was_read, updated_at FROM chapter_progress")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(row, (5, 1, 11), "the merge had nothing to add");
    assert_eq!(progress::started(&mut tx, &account).await.unwrap(), std::slice::from_ref(&slug));

    let mut record = Record {
        code: passerelle_rules::award::code(&OsRandom::system().base32::<16>().unwrap()),
        account: account.clone(),
        course: slug.clone(),
        holder: "Amina".into(),
        titles: course::titles(&mut tx, slug.as_str()).await.unwrap().into_iter().collect(),
        minutes: 80,
        percent: 90,
        skills: vec!["html".into()],
        issuer: "Passerelle".into(),
        awarded_at: 20,
        digest: String::new(),
    };
    record.digest = record.digest_now();
    certificate::award(&mut tx, &record).await.unwrap();
    let second = Record { code: "another".into(), ..record.clone() };
    certificate::award(&mut tx, &second).await.unwrap();
    let kept = certificate::of_account(&mut tx, &account).await.unwrap();
    assert_eq!(kept, [record]);
    assert_eq!(kept[0].digest, kept[0].digest_now());
    tx.commit().await.unwrap();
}
