//! Writing, publishing and closing the ads of one's own organisation.

use chrono::NaiveTime;
use passerelle_api::{
    FieldError, NaiveDate, Reason,
    account::Language,
    id::{DraftId, EmployerSlug, JobSlug},
    job::Job,
    posting::{
        AdContent, AdFlaw, CloseJob, DeleteDraft, Draft, DraftLine, EditJob, ListDrafts, PreviewDraft, PublishDraft,
        RenewJob, ReopenJob, SaveDraft, ShowDraft, StartDraft, limits,
    },
};
use passerelle_rules::{
    ad::{fresh, open_day},
    posting as rules,
};

use super::companies::answering_of;
use crate::{
    ad::{self, checked},
    auth::EmployerMember,
    clock::from_ms,
    endpoints::{Call, Endpoints},
    error::{Error, Result},
    state::App,
    store::{
        Connection, bulk, employer, job, news,
        posting::{self, StoredDraft},
        repeats,
    },
};

pub fn endpoints() -> Endpoints {
    Endpoints::new()
        .on(list_drafts)
        .on(start_draft)
        .conflicts()
        .on(show_draft)
        .on(save_draft)
        .conflicts()
        .on(delete_draft)
        .on(preview_draft)
        .checked()
        .on(publish_draft)
        .conflicts()
        .on(edit_job)
        .conflicts()
        .on(close_job)
        .on(renew_job)
        .conflicts()
        .on(reopen_job)
}

async fn list_drafts(call: Call<ListDrafts>, member: EmployerMember) -> Result<Vec<DraftLine>> {
    let mut db = call.app.store.read().await?;
    posting::list(&mut db, &member.employer.slug).await
}

async fn start_draft(call: Call<StartDraft>, member: EmployerMember) -> Result<Draft> {
    let Call { app, body, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let content = match &body.copy_of {
        Some(job) => copied(&mut tx, own, job).await?.ok_or_else(|| Error::field("copy_of", Reason::NotKnown))?,
        None => AdContent { lang: member.account.language, openings: Some(1), ..AdContent::default() },
    };
    let id = begin(&app, &mut tx, own, None, &content).await?;
    let draft = find(&mut tx, own, &id).await?;
    tx.commit().await?;
    told(&app, draft)
}

/// Keeps a new draft, within what an organisation may keep. To be called with the organisation held.
async fn begin(
    app: &App,
    db: &mut Connection,
    own: &EmployerSlug,
    job: Option<&JobSlug>,
    content: &AdContent,
) -> Result<DraftId> {
    // The draft of an ad is one for each ad, and throwing it away would leave nothing to edit.
    if job.is_none() && posting::count(db, own).await? >= limits::DRAFTS {
        return Err(Error::Conflict(
            "the organisation keeps as many drafts as it can; one has to be thrown away first",
        ));
    }
    let id = DraftId(app.random.id()?);
    posting::insert(db, &id, own, job, content, app.clock.now_ms()).await?;
    Ok(id)
}

/// What an ad of the organisation says.
async fn copied(db: &mut Connection, own: &EmployerSlug, job: &JobSlug) -> Result<Option<AdContent>> {
    if job::employer_of(db, job.as_str()).await?.is_none_or(|owner| owner != own.0) {
        return Ok(None);
    }
    // What was written here is in a draft word by word; of other ads only the page is known.
    match posting::of_job(db, job).await? {
        Some(draft) => Ok(Some(draft.content)),
        None => ad::content_of(db, job).await,
    }
}

async fn show_draft(call: Call<ShowDraft>, member: EmployerMember) -> Result<Draft> {
    let mut db = call.app.store.read().await?;
    told(&call.app, find(&mut db, &member.employer.slug, &call.path.draft).await?)
}

async fn save_draft(call: Call<SaveDraft>, member: EmployerMember) -> Result<Draft> {
    let Call { app, path, body, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    find(&mut tx, &member.employer.slug, &path.draft).await?;
    let content = checked(&mut tx, body.content).await?;
    if !posting::save(&mut tx, &path.draft, &content, body.version, app.clock.now_ms()).await? {
        return Err(CHANGED);
    }
    let draft = find(&mut tx, &member.employer.slug, &path.draft).await?;
    tx.commit().await?;
    told(&app, draft)
}

async fn delete_draft(call: Call<DeleteDraft>, member: EmployerMember) -> Result<()> {
    let Call { app, path, .. } = call;
    let mut tx = member.begin(&app.store).await?;
    find(&mut tx, &member.employer.slug, &path.draft).await?;
    posting::delete(&mut tx, &path.draft).await?;
    tx.commit().await
}

async fn preview_draft(call: Call<PreviewDraft>, member: EmployerMember) -> Result<Job> {
    let Call { app, path, query, .. } = call;
    let own = &member.employer.slug;
    let mut db = app.store.read().await?;
    let draft = find(&mut db, own, &path.draft).await?;
    let owner = employer::find(&mut db, own).await?.ok_or(Error::NotFound)?;
    let posted = match &draft.job {
        Some(job) => posting::posted_at(&mut db, job).await?,
        None => None,
    };
    let posted = from_ms(posted.unwrap_or_else(|| app.clock.now_ms()))?;
    let answering = answering_of(&mut db, own, app.clock.now_ms()).await?;
    ad::preview(&mut db, &draft, &owner, posted, answering, query.lang.unwrap_or(Language::English)).await
}

async fn publish_draft(call: Call<PublishDraft>, member: EmployerMember) -> Result<Draft> {
    let Call { app, path, body, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    find(&mut tx, own, &path.draft).await?;
    if !posting::claim(&mut tx, &path.draft, body.version).await? {
        return Err(CHANGED);
    }
    let draft = find(&mut tx, own, &path.draft).await?;
    // What was said when the draft was kept may hold no more: a skill can leave the taxonomy.
    let content = checked(&mut tx, draft.content).await?;
    refuse_blocked(&content, today(&app))?;
    let (slug, posted_ms) = match &draft.job {
        Some(job) => {
            let posted_ms = posting::posted_at(&mut tx, job).await?.ok_or(Error::NotFound)?;
            // Whoever publishes an old ad again says that it still stands.
            (job.clone(), if posted_ms < stale_before_ms(&app) { app.clock.now_ms() } else { posted_ms })
        }
        None => (JobSlug(ad::slug(&content.title, &app.random.id()?)), app.clock.now_ms()),
    };
    let owner = employer::find(&mut tx, own).await?.ok_or(Error::NotFound)?;
    let row = ad::row(&mut tx, &slug, &owner, &content, posted_ms).await?;
    let written_ms = news::later(&mut tx, app.clock.now_ms()).await?;
    repeats::come_back(&mut tx, &[slug.as_str()], written_ms).await?;
    bulk::put_jobs(&mut tx, &[row], written_ms).await?;
    // What is published can be found: an ad that was closed is open again.
    posting::close(&mut tx, own, &slug, None).await?;
    posting::set_asked(&mut tx, &slug, &content.steps, &content.questions).await?;
    if draft.job.is_none() {
        posting::name_job(&mut tx, &path.draft, &slug).await?;
    }
    repeats::mark_of(&mut tx, own, app.clock.now()).await?;
    let draft = find(&mut tx, own, &path.draft).await?;
    news::arrive(&mut tx, &[slug.as_str()], written_ms, app.clock.now_ms()).await?;
    tx.commit().await?;
    told(&app, draft)
}

/// Says at each field what keeps the ad from being published.
fn refuse_blocked(content: &AdContent, today: NaiveDate) -> Result<()> {
    let mut errors: Vec<FieldError> = Vec::new();
    for finding in rules::check(content, today).into_iter().filter(|finding| finding.blocks) {
        let reason = match finding.flaw {
            AdFlaw::Missing => Reason::Required,
            AdFlaw::Past => Reason::InThePast,
            AdFlaw::Repeated => Reason::AlreadyListed,
            _ => Reason::NotAllowed,
        };
        let mut error = FieldError::new(finding.field.as_str(), reason);
        error.words = finding.words;
        // One sentence beside a field names all its words.
        match errors.iter_mut().find(|other| other.field == error.field && other.reason == reason) {
            Some(other) => other.words = other.words.take().into_iter().chain(error.words).reduce(|a, b| a + ", " + &b),
            None => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

async fn edit_job(call: Call<EditJob>, member: EmployerMember) -> Result<Draft> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let content = copied(&mut tx, own, &path.job).await?.ok_or(Error::NotFound)?;
    if let Some(draft) = posting::of_job(&mut tx, &path.job).await? {
        return told(&app, draft);
    }
    let id = match begin(&app, &mut tx, own, Some(&path.job), &content).await {
        Err(error) if error.is_unique_violation() => return Err(CHANGED),
        other => other?,
    };
    let draft = find(&mut tx, own, &id).await?;
    tx.commit().await?;
    told(&app, draft)
}

async fn close_job(call: Call<CloseJob>, member: EmployerMember) -> Result<()> {
    set_closed(&call.app, &member, &call.path.job, true).await
}

async fn renew_job(call: Call<RenewJob>, member: EmployerMember) -> Result<()> {
    let Call { app, path, .. } = call;
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    if job::employer_of(&mut tx, path.job.as_str()).await?.is_none_or(|owner| owner != own.0) {
        return Err(Error::NotFound);
    }
    let (now_ms, job) = (app.clock.now_ms(), path.job.as_str());
    let back_ms = news::later(&mut tx, now_ms).await?;
    repeats::come_back(&mut tx, &[job], back_ms).await?;
    // Renewing what is not old yet would only put it before the ads of others.
    if !posting::renew(&mut tx, own, &path.job, stale_before_ms(&app), now_ms).await? {
        return Err(Error::Conflict("only an open ad that is not found for its age is renewed"));
    }
    repeats::mark_of(&mut tx, own, app.clock.now()).await?;
    news::arrive(&mut tx, &[job], back_ms, app.clock.now_ms()).await?;
    tx.commit().await
}

/// What was posted before this moment is found no more, unless it is renewed.
fn stale_before_ms(app: &App) -> i64 {
    fresh(app.clock.now()).posted_from.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

/// The day on which something is published. Whoever writes may be where it is not over for longest.
fn today(app: &App) -> NaiveDate {
    open_day(app.clock.now())
}

async fn reopen_job(call: Call<ReopenJob>, member: EmployerMember) -> Result<()> {
    set_closed(&call.app, &member, &call.path.job, false).await
}

async fn set_closed(app: &App, member: &EmployerMember, job: &JobSlug, closed: bool) -> Result<()> {
    let own = &member.employer.slug;
    let mut tx = member.begin(&app.store).await?;
    let now_ms = app.clock.now_ms();
    let back_ms = news::later(&mut tx, now_ms).await?;
    if !closed {
        repeats::come_back(&mut tx, &[job.as_str()], back_ms).await?;
    }
    if !posting::close(&mut tx, own, job, closed.then_some(now_ms)).await? {
        return Err(Error::NotFound);
    }
    // An older ad that says the same may be found again, or not any more.
    repeats::mark_of(&mut tx, own, app.clock.now()).await?;
    if !closed {
        news::arrive(&mut tx, &[job.as_str()], back_ms, app.clock.now_ms()).await?;
    }
    tx.commit().await
}

const CHANGED: Error = Error::Conflict("somebody else changed the draft meanwhile");

async fn find(db: &mut Connection, own: &EmployerSlug, id: &DraftId) -> Result<StoredDraft> {
    posting::find(db, own, id).await?.ok_or(Error::NotFound)
}

/// A draft with what there is to mind about it.
fn told(app: &App, draft: StoredDraft) -> Result<Draft> {
    let StoredDraft { id, job, content, version, published, changed_ms } = draft;
    let findings = rules::check(&content, today(app));
    let (unpublished, changed_at) = (published != Some(version), from_ms(changed_ms)?);
    Ok(Draft { id, job, content, version, unpublished, changed_at, findings })
}
