//! How SQLite was compiled, which `.cargo/config.toml` says: a variable of that name in the environment would take its place unseen.

use passerelle_server::store::Store;

#[tokio::test]
async fn sqlite_has_no_lock_that_all_connections_share_and_keeps_its_plans() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}/compiled.db", folder.path().display())).await.unwrap();
    let mut db = store.read().await.unwrap();
    let options: Vec<(String,)> = sqlx::query_as("PRAGMA compile_options").fetch_all(&mut *db).await.unwrap();
    let has = |name: &str| options.iter().any(|(option,)| option == name);
    assert!(!has("ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
    assert!(has("DEFAULT_MEMSTATUS=0") && has("ENABLE_QPSG"), "{options:?}");
}
