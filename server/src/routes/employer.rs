//! What an organisation does with its ads and the applications to them.

use passerelle_api::{
    FieldError, Reason,
    account::Language,
    id::JobSlug,
    job::{
        AnswerApplication, ApplicationAnswer, ApplicationStatus, ListOwnJobs, ListReceived, OwnJob,
        ReceivedApplication, limits,
    },
    shared::Opened,
};
use passerelle_rules::{
    application::{self as rules, Refusal},
    pipeline::stage_of,
};

use crate::{
    auth::EmployerMember,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{self, Connection, application, own_job, pipeline, shared},
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_own_jobs).on(list_received).on(answer)
}

async fn list_own_jobs(call: Call<ListOwnJobs>, member: EmployerMember) -> Result<Vec<OwnJob>> {
    let mut db = call.app.store.read().await?;
    own_job::own(&mut db, &member.employer.slug, call.query.lang.unwrap_or(Language::English)).await
}

async fn list_received(call: Call<ListReceived>, member: EmployerMember) -> Result<Vec<ReceivedApplication>> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    own_job::title_of(&mut db, &member.employer.slug, &path.job).await?.ok_or(Error::NotFound)?;
    see_unseen(&app, &mut db, &path.job, &member).await?;
    let received = application::of_job(&mut db, &path.job).await?;
    Ok(received.into_iter().map(|stored| stored.named(query.lang).received()).collect())
}

/// Marks what was sent to a job as seen, and keeps which member opened it.
pub async fn see_unseen(app: &App, db: &mut Connection, job: &JobSlug, member: &EmployerMember) -> Result<()> {
    let unseen = application::has_unseen(db, job).await?;
    match see(app, job, member, unseen).await {
        // Reading goes on where nothing can be written: the applications are then marked another time.
        Err(Error::Database(error)) if store::refuses_writes(&error) => {
            tracing::warn!(%error, "applications were not marked as seen");
            Ok(())
        }
        other => other,
    }
}

async fn see(app: &App, job: &JobSlug, member: &EmployerMember, unseen: bool) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if unseen {
        application::mark_seen(&mut tx, job, now.timestamp_millis()).await?;
    }
    let (own, me) = (&member.employer.slug, &member.account.id);
    shared::note(&mut tx, own, me, Opened::Applications, job.as_str(), now).await?;
    tx.commit().await
}

async fn answer(call: Call<AnswerApplication>, member: EmployerMember) -> Result<ReceivedApplication> {
    let Call { app, path, query, body, .. } = call;
    let (status, note) = check(&body)?;
    let (id, now_ms) = (path.application.as_str(), app.clock.now_ms());
    let mut tx = app.store.begin().await?;
    let stored = application::find(&mut tx, id).await?;
    let stored = stored.filter(|stored| stored.application.employer.slug == member.employer.slug);
    let from = stored.ok_or(Error::NotFound)?.application.status;
    rules::answer(from, status, body.reason).map_err(refusal)?;
    // Who answers has seen it, so that the history never skips that step.
    let mut at = from;
    for next in [ApplicationStatus::Seen, status] {
        if next == ApplicationStatus::Seen && from != ApplicationStatus::Sent {
            continue;
        }
        if !application::change(&mut tx, id, at, next, now_ms).await? {
            return Err(TOO_LATE);
        }
        at = next;
    }
    application::explain(&mut tx, id, body.reason, note).await?;
    if let Some(stage) = stage_of(status)
        && !pipeline::set_stage(&mut tx, &path.application, status, stage).await?
    {
        return Err(TOO_LATE);
    }
    let reply = application::find(&mut tx, id).await?.ok_or(Error::NotFound)?.named(query.lang).received();
    tx.commit().await?;
    Ok(reply)
}

const TOO_LATE: Error = Error::Conflict("the application does not take this answer any more");

fn check(body: &ApplicationAnswer) -> Result<(ApplicationStatus, Option<&str>)> {
    let note = body.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    let mut errors = Vec::new();
    if note.is_some_and(|note| note.chars().count() as u64 > limits::NOTE_MAX) {
        errors.push(FieldError::limited("note", Reason::TooLong, limits::NOTE_MAX));
    }
    match body.status {
        Some(status) if errors.is_empty() => Ok((status, note)),
        Some(_) => Err(Error::Invalid(errors)),
        None => {
            errors.push(FieldError::new("status", Reason::Required));
            Err(Error::Invalid(errors))
        }
    }
}

fn refusal(refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotTheirs => Error::field("status", Reason::NotAllowed),
        Refusal::ReasonNeeded => Error::field("reason", Reason::Required),
        Refusal::ReasonOutOfPlace => Error::field("reason", Reason::NotAllowed),
        Refusal::TooLate => TOO_LATE,
    }
}
