//! What groups people say that they are in, for the audit alone, and the audit itself.

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use passerelle_api::{
    Access, Method, NoQuery, Reason,
    audit::{
        Audit, CSV_PATH, Declaration, DeclareGroups, DeclareHealth, ShowAudit, ShowDeclaration, WithdrawGroups,
        WithdrawHealth,
    },
};
use passerelle_rules::audit::csv;

use crate::{
    audit::tables,
    auth::SignedIn,
    endpoints::{Call, Endpoints, Raw},
    error::{Error, Result},
    state::App,
    store::declaration,
};

pub fn endpoints() -> Endpoints {
    let raw = Raw {
        name: "ShowAuditCsv",
        summary: "The audit as CSV. Numbers under ten are left empty, and any from which one under ten would follow; \
                  each line has the day of its numbers.",
        method: Method::Get,
        path: CSV_PATH,
        access: Access::Staff,
        takes: None,
        gives: &["text/csv"],
    };
    Endpoints::new()
        .on(show_declaration)
        .on(declare_groups)
        .on(withdraw_groups)
        .on(declare_health)
        .on(withdraw_health)
        .on(show_audit)
        .raw::<NoQuery, (), _>(raw, show_csv)
}

async fn show_declaration(call: Call<ShowDeclaration>, SignedIn(me): SignedIn) -> Result<Declaration> {
    declaration::of_account(&mut *call.app.store.read().await?, &me.id).await
}

/// Nothing is kept of whoever does not agree.
fn agreed(consent: Option<bool>) -> Result<()> {
    if consent == Some(true) { Ok(()) } else { Err(Error::field("consent", Reason::Required)) }
}

async fn declare_groups(call: Call<DeclareGroups>, SignedIn(me): SignedIn) -> Result<Declaration> {
    let Call { app, body, .. } = call;
    agreed(body.consent)?;
    let mut tx = app.store.begin().await?;
    declaration::put_groups(&mut tx, &me.id, &body, app.clock.now_ms()).await?;
    let reply = declaration::of_account(&mut tx, &me.id).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn withdraw_groups(call: Call<WithdrawGroups>, SignedIn(me): SignedIn) -> Result<Declaration> {
    let mut tx = call.app.store.begin().await?;
    declaration::delete_groups(&mut tx, &me.id).await?;
    let reply = declaration::of_account(&mut tx, &me.id).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn declare_health(call: Call<DeclareHealth>, SignedIn(me): SignedIn) -> Result<Declaration> {
    let Call { app, body, .. } = call;
    agreed(body.consent)?;
    let mut tx = app.store.begin().await?;
    declaration::put_health(&mut tx, &me.id, &body, app.clock.now_ms()).await?;
    let reply = declaration::of_account(&mut tx, &me.id).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn withdraw_health(call: Call<WithdrawHealth>, SignedIn(me): SignedIn) -> Result<Declaration> {
    let mut tx = call.app.store.begin().await?;
    declaration::delete_health(&mut tx, &me.id).await?;
    let reply = declaration::of_account(&mut tx, &me.id).await?;
    tx.commit().await?;
    Ok(reply)
}

/// Those who work here are told of groups, and never of people.
async fn show_audit(call: Call<ShowAudit>, _: SignedIn) -> Result<Audit> {
    Ok(Audit { tables: tables(&call.app.store, call.app.clock.now_ms()).await? })
}

async fn show_csv(State(app): State<App>) -> Result<Response> {
    let tables = tables(&app.store, app.clock.now_ms()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
    ];
    Ok((headers, csv(&tables)).into_response())
}
