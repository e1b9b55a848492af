//! Applications that people made elsewhere: each sees only their own.

use passerelle_api::{
    FieldError, NoReply, Reason,
    id::IdempotencyKey,
    outside::{DeleteOutside, ListOutside, OutsideApplication, SaveOutside, limits},
};
use passerelle_rules::{ad::begun_day, outside as rules};

use crate::{
    auth::SignedIn,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{account, idempotency::check_key, outside},
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_outside).on(save_outside).conflicts().on(delete_outside)
}

async fn list_outside(call: Call<ListOutside>, SignedIn(me): SignedIn) -> Result<Vec<OutsideApplication>> {
    let mut db = call.app.store.read().await?;
    outside::list(&mut db, &me.id).await
}

async fn save_outside(call: Call<SaveOutside>, SignedIn(me): SignedIn) -> Result<OutsideApplication> {
    let Call { app, path, body, .. } = call;
    check_key(&IdempotencyKey(path.application.0.clone()))?;
    let errors = rules::errors(&body, begun_day(app.clock.now()));
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let mut tx = app.store.begin().await?;
    account::lock(&mut tx, &me.id).await?;
    let before = outside::find(&mut tx, &me.id, &path.application).await?;
    let kept = before.as_ref().map(OutsideApplication::change);
    if rules::is_overtaken(&body, kept.as_ref()) {
        return Err(Error::Conflict("the application was changed meanwhile"));
    }
    if let Some(before) = before.filter(|_| kept.as_ref().is_some_and(|kept| rules::says_same(&body, kept))) {
        return Ok(before);
    }
    if kept.is_none() && outside::count(&mut tx, &me.id).await? >= limits::APPLICATIONS {
        return Err(Error::Invalid(vec![FieldError::limited("title", Reason::TooMany, limits::APPLICATIONS)]));
    }
    outside::save(&mut tx, &me.id, &path.application, &body, app.clock.now_ms()).await?;
    let kept = outside::find(&mut tx, &me.id, &path.application).await?;
    tx.commit().await?;
    kept.ok_or_else(|| Error::fault("an application was saved and is not there"))
}

async fn delete_outside(call: Call<DeleteOutside>, SignedIn(me): SignedIn) -> Result<NoReply> {
    let Call { app, path, .. } = call;
    let mut tx = app.store.begin().await?;
    outside::delete(&mut tx, &me.id, &path.application).await?;
    tx.commit().await
}
