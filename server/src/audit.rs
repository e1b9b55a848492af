//! The tables of the audit: those that were told and stand, or new ones where so many people moved that the difference tells of none.

use passerelle_api::audit::{AuditTable, Trait};
use passerelle_rules::audit::{Told, count, rows, tell};

use crate::{
    clock::from_ms,
    error::{Error, Result},
    store::{self, Store, declaration, told},
};

/// What is told of each trait. Whatever is told is kept before anybody reads it, since the next table is compared with it.
pub async fn tables(store: &Store, now_ms: i64) -> Result<Vec<AuditTable>> {
    let kept = kept(&mut *store.read().await?).await?;
    if kept.len() == Trait::ALL.len() && kept.iter().all(|(_, told)| !told.is_due(now_ms)) {
        return written(kept);
    }
    match told_anew(store, now_ms).await {
        // What was told is told again where nothing can be written.
        Err(Error::Database(error)) if store::refuses_writes(&error) && kept.len() == Trait::ALL.len() => {
            tracing::warn!(%error, "the tables of the audit were not compared with how things are");
            written(kept)
        }
        told => written(told?),
    }
}

/// The tables that stand.
async fn kept(db: &mut store::Connection) -> Result<Vec<(Trait, Told)>> {
    let mut kept = Vec::new();
    for by in Trait::ALL {
        kept.extend(told::find(db, *by).await?.map(|told| (*by, told)));
    }
    Ok(kept)
}

async fn told_anew(store: &Store, now_ms: i64) -> Result<Vec<(Trait, Told)>> {
    let mut tx = store.begin().await?;
    told::hold(&mut tx).await?;
    let everybody = declaration::everybody(&mut tx, now_ms).await?;
    let mut tables = Vec::new();
    for by in Trait::ALL {
        let table = tell(told::find(&mut tx, *by).await?, count(&everybody, *by), now_ms);
        told::put(&mut tx, *by, &table).await?;
        tables.push((*by, table));
    }
    tx.commit().await?;
    Ok(tables)
}

fn written(tables: Vec<(Trait, Told)>) -> Result<Vec<AuditTable>> {
    let table =
        |(by, told): (Trait, Told)| Ok(AuditTable { by, told_at: from_ms(told.told_ms)?, rows: rows(&told.groups) });
    tables.into_iter().map(table).collect()
}
