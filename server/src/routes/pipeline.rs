//! Working through the applications to an ad of one's own organisation.

use std::collections::HashMap;

use passerelle_api::{
    Endpoint as _, FieldError, NoReply, Reason,
    id::{ApplicationId, EmployerSlug, NoteId},
    job::{Application, ApplicationStatus},
    pipeline::{
        AddNote, AddTask, ChangeTask, DeleteStageNote, DeleteTask, DeleteTemplate, Move, MoveApplications, Moved,
        OpenApplicant, Pipeline, PipelineItem, SaveTemplate, ShowPipeline, Stage, StageNote, Task, Template, limits,
    },
    privacy::Seen,
    shared::Opened,
};
use passerelle_rules::{
    application::{Refusal, about},
    pipeline::{filled, step, unknown_slots},
};

use super::employer::{Given, Received, receive, see_one};
use crate::{
    auth::EmployerMember,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    store::{
        Connection,
        application::{self, Stored},
        idempotency::{Claimed, Once},
        own_job,
        pipeline::{self, Kept},
    },
    trail::{self, Who},
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(show)
        .on(open)
        .on(move_all)
        .on(add_note)
        .conflicts()
        .on(delete_note)
        .on(add_task)
        .conflicts()
        .on(change_task)
        .on(delete_task)
        .on(save_template)
        .on(delete_template)
}

async fn show(call: Call<ShowPipeline>, member: EmployerMember) -> Result<Pipeline> {
    let Call { app, path, query, .. } = call;
    let own = &member.employer.slug;
    let mut db = app.store.read().await?;
    let title = own_job::title_of(&mut db, own, &path.job).await?.ok_or(Error::NotFound)?;
    let received = receive(&app, &mut db, &path.job, &query, &member, Given::Folded).await?;
    let Received { items: received, total, next } = received;
    let ids: Vec<String> = received.iter().map(|stored| stored.application.id.0.clone()).collect();
    let stages = pipeline::stages(&mut db, &path.job, Some(&ids)).await?;
    let mut notes = grouped(pipeline::notes(&mut db, &path.job, Some(&ids)).await?);
    let mut tasks = grouped(pipeline::tasks(&mut db, &path.job, Some(&ids)).await?);
    let mut slots = grouped(pipeline::slots(&mut db, &ids).await?);
    let item = |stored: Stored| {
        let id = stored.application.id.0.clone();
        if stored.application.status == ApplicationStatus::Withdrawn {
            slots.remove(&id);
        }
        PipelineItem {
            stage: stages.get(&id).copied().unwrap_or(Stage::New),
            notes: notes.remove(&id).unwrap_or_default(),
            tasks: tasks.remove(&id).unwrap_or_default(),
            slots: slots.remove(&id).unwrap_or_default(),
            received: stored.named(query.lang).received(),
        }
    };
    let items = received.into_iter().map(item).collect();
    Ok(Pipeline { title, items, total, next, templates: pipeline::templates(&mut db, own).await?, job: path.job })
}

fn grouped<T>(rows: Vec<(String, T)>) -> HashMap<String, Vec<T>> {
    let mut groups: HashMap<String, Vec<T>> = HashMap::new();
    for (application, row) in rows {
        groups.entry(application).or_default().push(row);
    }
    groups
}

/// The board has everything of everybody, folded; this says whose application a member looked at, and marks it as seen.
async fn open(call: Call<OpenApplicant>, member: EmployerMember) -> Result<NoReply> {
    let Call { app, path, .. } = call;
    let stored = find(&mut *app.store.read().await?, &member.employer.slug, &path.application).await?;
    if stored.application.status == ApplicationStatus::Sent {
        see_one(&app, &path.application).await?;
    }
    trail::opened(&app, &member, &[(Opened::Applicant, path.application.0)]).await?;
    let sent = (stored.application.status != ApplicationStatus::Withdrawn).then_some(Who::Account(stored.account));
    app.trail.note(&app, &member, Seen::Application, sent)
}

async fn move_all(call: Call<MoveApplications>, member: EmployerMember) -> Result<Moved> {
    let Call { app, body, .. } = call;
    let (stage, message) = check_move(&body)?;
    let now_ms = app.clock.now_ms();
    let (mut moved, mut stayed) = (Vec::new(), Vec::new());
    let mut tx = member.begin(&app.store).await?;
    application::lock_all(&mut tx, &body.applications).await?;
    for id in &body.applications {
        // It stands in a field, which is where it is said.
        let stored = find(&mut tx, &member.employer.slug, id).await.map_err(|error| match error {
            Error::NotFound => Error::field("applications", Reason::NotKnown),
            other => other,
        })?;
        let status = stored.application.status;
        match step(status, stage, body.reason) {
            // One that is answered or was taken back meanwhile stays where it is, and the others go on.
            Ok(told) if bring(&mut tx, &stored, told, stage, &body, message, now_ms).await? => moved.push(id.clone()),
            Ok(_) | Err(Refusal::TooLate) => stayed.push(id.clone()),
            Err(Refusal::ReasonNeeded) => return Err(Error::field("reason", Reason::Required)),
            Err(Refusal::ReasonOutOfPlace) => return Err(Error::field("reason", Reason::NotAllowed)),
            Err(Refusal::NotTheirs) => return Err(Error::field("stage", Reason::NotAllowed)),
        }
    }
    tx.commit().await?;
    Ok(Moved { moved, stayed })
}

/// Puts an application on a stage, and brings it to the status that its person reads; `false` where it changed meanwhile.
pub(super) async fn bring(
    db: &mut Connection,
    stored: &Stored,
    told: Option<ApplicationStatus>,
    stage: Stage,
    body: &Move,
    message: Option<&str>,
    now_ms: i64,
) -> Result<bool> {
    let Application { id, status, .. } = &stored.application;
    match (told, message) {
        (Some(told), _) if !tell(db, stored, told, body, message, now_ms).await? => return Ok(false),
        // An interview that stands already is told no more, but what is written to the person now is for them to read.
        (None, Some(message)) if stage == Stage::Interview => {
            application::explain(db, id.as_str(), None, Some(&written(message, stored))).await?;
        }
        _ => {}
    }
    pipeline::set_stage(db, id, told.unwrap_or(*status), stage).await
}

/// Brings an application to the status that its person reads, with what is said about it; `false` where it changed meanwhile.
async fn tell(
    db: &mut Connection,
    stored: &Stored,
    told: ApplicationStatus,
    body: &Move,
    message: Option<&str>,
    now_ms: i64,
) -> Result<bool> {
    let Application { id, status, .. } = &stored.application;
    let mut at = *status;
    // Who answers has seen it, so that the history never skips that step.
    if at == ApplicationStatus::Sent {
        if !application::change(db, id.as_str(), at, ApplicationStatus::Seen, now_ms).await? {
            return Ok(false);
        }
        at = ApplicationStatus::Seen;
    }
    if !application::change(db, id.as_str(), at, told, now_ms).await? {
        return Ok(false);
    }
    let note = message.map(|message| written(message, stored));
    application::explain(db, id.as_str(), body.reason, note.as_deref()).await?;
    Ok(true)
}

/// What the person reads of a message.
fn written(message: &str, stored: &Stored) -> String {
    filled(message, &stored.name, about(&stored.application))
}

fn check_move(body: &Move) -> Result<(Stage, Option<&str>)> {
    let message = body.message.as_deref().map(str::trim).filter(|message| !message.is_empty());
    let mut errors = Vec::new();
    if body.applications.is_empty() {
        errors.push(FieldError::new("applications", Reason::Required));
    }
    if body.applications.len() as u64 > limits::AT_ONCE {
        errors.push(FieldError::limited("applications", Reason::TooMany, limits::AT_ONCE));
    }
    errors.extend(message.and_then(|message| too_long("message", message, limits::TEMPLATE)));
    errors.extend(message.and_then(|message| unknown("message", message)));
    match body.stage {
        Some(stage) if errors.is_empty() => Ok((stage, message)),
        Some(_) => Err(Error::Invalid(errors)),
        None => {
            errors.push(FieldError::new("stage", Reason::Required));
            Err(Error::Invalid(errors))
        }
    }
}

pub(super) fn too_long(field: &str, text: &str, most: u64) -> Option<FieldError> {
    (text.chars().count() as u64 > most).then(|| FieldError::limited(field, Reason::TooLong, most))
}

/// Words in braces that people would read as they are, since nothing is filled in for them.
fn unknown(field: &str, text: &str) -> Option<FieldError> {
    let unknown = unknown_slots(text);
    (!unknown.is_empty()).then(|| FieldError::about(field, Reason::UnknownSlot, unknown.join(", ")))
}

/// A text that says something, and not too much.
fn checked<'a>(field: &str, text: &'a str, most: u64) -> Result<&'a str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field(field, Reason::Required));
    }
    too_long(field, text, most).map_or(Ok(text), |error| Err(Error::Invalid(vec![error])))
}

/// An application to the organisation. For everybody else there is none.
pub(super) async fn find(db: &mut Connection, own: &EmployerSlug, id: &ApplicationId) -> Result<Stored> {
    let stored = application::find(db, id.as_str()).await?;
    stored.filter(|stored| stored.application.employer.slug == *own).ok_or(Error::NotFound)
}

async fn add_note(call: Call<AddNote>, member: EmployerMember) -> Result<StageNote> {
    let Call { app, path, body, .. } = call;
    let text = checked("text", &body.text, limits::NOTE)?;
    let (id, now) = (app.random.id()?, app.clock.now());
    let mut tx = member.begin(&app.store).await?;
    let once =
        Once { account: &member.account.id, endpoint: AddNote::NAME, key: &body.key, now: now.timestamp_millis() };
    let claim = match once.claim(&mut tx, &(&member.employer.slug, &path.application, &body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    find(&mut tx, &member.employer.slug, &path.application).await?;
    if pipeline::count(&mut tx, Kept::Notes, &path.application).await? >= limits::NOTES {
        return Err(Error::Invalid(vec![FieldError::limited("text", Reason::TooMany, limits::NOTES)]));
    }
    let author = &member.account;
    pipeline::add_note(&mut tx, &id, &path.application, author.id.as_str(), text, now.timestamp_millis()).await?;
    let reply = StageNote { id: NoteId(id), author: Some(author.name.clone()), text: text.to_owned(), written_at: now };
    claim.settle(&mut tx, &reply, reply.id.as_str()).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn delete_note(call: Call<DeleteStageNote>, member: EmployerMember) -> Result<()> {
    let mut tx = member.begin(&call.app.store).await?;
    found(pipeline::delete_note(&mut tx, &member.employer.slug, &call.path.note).await?)?;
    tx.commit().await
}

fn found(found: bool) -> Result<()> {
    if found { Ok(()) } else { Err(Error::NotFound) }
}

async fn add_task(call: Call<AddTask>, member: EmployerMember) -> Result<Task> {
    let Call { app, path, body, .. } = call;
    let text = checked("text", &body.text, limits::TASK)?.to_owned();
    if body.due.is_some_and(|day| !(2000..=2100).contains(&chrono::Datelike::year(&day))) {
        return Err(Error::field("due", Reason::OutOfRange));
    }
    let (id, now) = (app.random.id()?, app.clock.now_ms());
    let mut tx = member.begin(&app.store).await?;
    let once = Once { account: &member.account.id, endpoint: AddTask::NAME, key: &body.key, now };
    let claim = match once.claim(&mut tx, &(&member.employer.slug, &path.application, &body)).await? {
        Claimed::Repeat(reply) => return Ok(reply),
        Claimed::First(claim) => claim,
    };
    find(&mut tx, &member.employer.slug, &path.application).await?;
    if pipeline::count(&mut tx, Kept::Tasks, &path.application).await? >= limits::TASKS {
        return Err(Error::Invalid(vec![FieldError::limited("text", Reason::TooMany, limits::TASKS)]));
    }
    pipeline::add_task(&mut tx, &id, &path.application, &body, now).await?;
    let reply = Task { id: id.into(), text, due: body.due, done: false };
    claim.settle(&mut tx, &reply, reply.id.as_str()).await?;
    tx.commit().await?;
    Ok(reply)
}

async fn change_task(call: Call<ChangeTask>, member: EmployerMember) -> Result<Task> {
    let Call { app, path, body, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    let done = body.done.then(|| app.clock.now_ms());
    let task = pipeline::change_task(&mut tx, &member.employer.slug, &path.task, done).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(task)
}

async fn delete_task(call: Call<DeleteTask>, member: EmployerMember) -> Result<()> {
    let mut tx = member.begin(&call.app.store).await?;
    found(pipeline::delete_task(&mut tx, &member.employer.slug, &call.path.task).await?)?;
    tx.commit().await
}

async fn save_template(call: Call<SaveTemplate>, member: EmployerMember) -> Result<Template> {
    let Call { app, path, body, .. } = call;
    let own = &member.employer.slug;
    let name = checked("name", &body.name, limits::TEMPLATE_NAME)?.to_owned();
    let text = checked("text", &body.text, limits::TEMPLATE)?.to_owned();
    if let Some(error) = unknown("text", &text) {
        return Err(Error::Invalid(vec![error]));
    }
    let id = path.template.as_str();
    if !(8..=64).contains(&id.len()) || !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        return Err(Error::field("template", Reason::NotAllowed));
    }
    let template = Template { id: path.template, name, text };
    let mut tx = member.begin(&app.store).await?;
    let kept = pipeline::templates(&mut tx, own).await?;
    if kept.len() as u64 >= limits::TEMPLATES && !kept.iter().any(|other| other.id == template.id) {
        return Err(Error::Invalid(vec![FieldError::limited("name", Reason::TooMany, limits::TEMPLATES)]));
    }
    // Texts of one name could not be told apart where one is chosen. Those that have one from before keep it.
    let is_same = |other: &Template| other.name.to_lowercase() == template.name.to_lowercase();
    let (own_before, others): (Vec<Template>, Vec<Template>) =
        kept.into_iter().partition(|other| other.id == template.id);
    if !own_before.iter().any(is_same) && others.iter().any(is_same) {
        return Err(Error::field("name", Reason::NameTaken));
    }
    pipeline::save_template(&mut tx, own, &template).await?;
    tx.commit().await?;
    Ok(template)
}

async fn delete_template(call: Call<DeleteTemplate>, member: EmployerMember) -> Result<()> {
    let mut tx = member.begin(&call.app.store).await?;
    found(pipeline::delete_template(&mut tx, &member.employer.slug, &call.path.template).await?)?;
    tx.commit().await
}
