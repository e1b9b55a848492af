//! What an organisation does with its ads and the applications to them.

use passerelle_api::{
    FieldError, Reason,
    account::Language,
    id::{ApplicationId, JobSlug},
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus, ReceivedApplication, limits},
    pipeline::{ApplicationsFrom, ListReceived, ReceivedList},
    posting::{JobChoices, ListJobChoices, ListOwnJobs, OwnJobs, limits as ad_limits},
    privacy::Seen,
    shared::Opened,
};
use passerelle_rules::{
    ad::fresh,
    application::{self as rules, Refusal},
    pipeline::stage_of,
};

use crate::{
    auth::EmployerMember,
    cursor,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        self, Connection,
        application::{self, Mark, Stored},
        own_job::{self, OwnMark, Wanted},
        pipeline, shared,
    },
    trail::Who,
};

pub fn endpoints() -> Endpoints {
    Endpoints::new().on(list_own_jobs).on(list_job_choices).on(list_received).on(answer).conflicts()
}

/// Ads of one page.
const ADS: usize = 100;

async fn list_own_jobs(call: Call<ListOwnJobs>, member: EmployerMember) -> Result<OwnJobs> {
    let Call { app, query, .. } = call;
    let own = &member.employer.slug;
    let after: Option<OwnMark> = query.cursor.as_deref().map(cursor::decode).transpose()?;
    let (lang, fresh) = (query.lang.unwrap_or(Language::English), fresh(app.clock.now()));
    let mut db = app.store.read().await?;
    let wanted = Wanted { job: query.job.as_ref(), after: after.as_ref(), limit: ADS as i64 + 1 };
    let mut rows = own_job::own(&mut db, own, wanted, lang, fresh).await?;
    let next = cursor::page(&mut rows, ADS, |(mark, _)| mark.clone())?;
    let (total, unanswered) = own_job::counts(&mut db, own).await?;
    Ok(OwnJobs { items: rows.into_iter().map(|(_, job)| job).collect(), total, unanswered, next })
}

async fn list_job_choices(call: Call<ListJobChoices>, member: EmployerMember) -> Result<JobChoices> {
    let (own, named) = (&member.employer.slug, &call.query.named.0);
    if named.len() as u64 > ad_limits::NAMED {
        return Err(Error::Invalid(vec![FieldError::limited("named", Reason::TooMany, ad_limits::NAMED)]));
    }
    let mut db = call.app.store.read().await?;
    let items = own_job::choices(&mut db, own, named, fresh(call.app.clock.now()), ad_limits::CHOICES as i64).await?;
    Ok(JobChoices { items, open: own_job::open(&mut db, own).await? })
}

/// Applications of one part.
const PART: usize = 100;

async fn list_received(call: Call<ListReceived>, member: EmployerMember) -> Result<ReceivedList> {
    let Call { app, path, query, .. } = call;
    let mut db = app.store.read().await?;
    own_job::title_of(&mut db, &member.employer.slug, &path.job).await?.ok_or(Error::NotFound)?;
    let Received { items, total, next } = receive(&app, &mut db, &path.job, &query, &member, Given::Whole).await?;
    // Those that may still be answered stand open before whoever asked; the others are told of one by one, as they are unfolded.
    let open = items.iter().filter(|stored| rules::stands_open(stored.application.status));
    app.trail.note(&app, &member, Seen::Application, open.map(|stored| Who::Account(stored.account.clone())))?;
    Ok(ReceivedList {
        items: items.into_iter().map(|stored| stored.named(query.lang).received()).collect(),
        total,
        next,
    })
}

/// A part of the applications to a job.
pub struct Received {
    pub items: Vec<Stored>,
    pub total: u64,
    pub next: Option<String>,
}

/// How a part of the applications stands before whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Each with all that was sent, so that it is seen.
    Whole,
    /// By their names, on the board. Each is seen once it is opened there.
    Folded,
}

/// Gives a part of the applications to a job out, and marks as seen what stands whole in it. What nobody was given
/// stays unseen.
pub async fn receive(
    app: &App,
    db: &mut Connection,
    job: &JobSlug,
    from: &ApplicationsFrom,
    member: &EmployerMember,
    given: Given,
) -> Result<Received> {
    let after: Option<Mark> = from.cursor.as_deref().map(cursor::decode).transpose()?;
    let mut part = application::part(db, job, after.as_ref(), PART as i64 + 1).await?;
    let next = cursor::page(&mut part, PART, |last| (last.sent_ms, last.id.clone()))?;
    let seen = part.iter().filter(|brief| brief.unseen && given == Given::Whole);
    let seen: Vec<&str> = seen.map(|brief| brief.id.as_str()).collect();
    kept(see_list(app, job, member, &seen).await)?;
    let ids: Vec<&str> = part.iter().map(|brief| brief.id.as_str()).collect();
    let items = application::of_ids(db, &ids).await?;
    Ok(Received { items, total: application::total(db, job).await?, next })
}

/// Marks an application that was opened on its own as seen, where it waits to be.
pub async fn see_one(app: &App, application: &ApplicationId) -> Result<()> {
    let mark = async {
        let mut tx = app.store.begin().await?;
        application::mark_seen(&mut tx, &[application.as_str()], app.clock.now_ms()).await?;
        tx.commit().await
    };
    kept(mark.await)
}

/// Reading goes on where nothing can be written: applications are then marked another time.
fn kept(marked: Result<()>) -> Result<()> {
    match marked {
        Err(Error::Database(error)) if store::refuses_writes(&error) => {
            tracing::warn!(%error, "applications were not marked as seen");
            Ok(())
        }
        other => other,
    }
}

/// Marks some applications to a job as seen, and keeps which member opened the list of them.
async fn see_list(app: &App, job: &JobSlug, member: &EmployerMember, seen: &[&str]) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    if !seen.is_empty() {
        application::mark_seen(&mut tx, seen, now.timestamp_millis()).await?;
    }
    let (own, me) = (&member.employer.slug, &member.account.id);
    shared::note(&mut tx, own, me, Opened::Applications, job.as_str(), now).await?;
    tx.commit().await
}

async fn answer(call: Call<AnswerApplication>, member: EmployerMember) -> Result<ReceivedApplication> {
    let Call { app, path, query, body, .. } = call;
    let (status, note) = check(&body)?;
    let (id, now_ms) = (path.application.as_str(), app.clock.now_ms());
    let mut tx = member.begin(&app.store).await?;
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
