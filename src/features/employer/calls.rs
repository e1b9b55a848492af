//! The endpoints that this feature calls.

use futures_util::future::{try_join, try_join4};
use passerelle_api::{
    NoQuery,
    account::{Language, Session},
    hiring::{Openness, ShowOpenness},
    id::{ApplicationId, InvitationId, JobSlug, NoteId, TaskId, TemplateId},
    invitation::{AcceptInvitation, DeclineInvitation, ListReceivedInvitations, ReceivedInvitation},
    job::{AnswerApplication, ApplicationAnswer, OwnJob, ReceivedApplication},
    organisation::{Organisation, ShowOrganisation},
    pipeline::{
        AddNote, AddTask, ApplicationsFrom, ChangeTask, DeleteStageNote, DeleteTask, DeleteTemplate, ListReceived,
        Move, MoveApplications, Moved, NewNote, NewSlots, NewTask, OfferSlots, OpenApplicant, Pipeline, ReceivedList,
        SaveTemplate, ShowPipeline, Slot, StageNote, Task, TaskChange, Template, TemplateChange,
    },
    placement::{ApplicantFit, ShowApplicantFit},
    posting::{
        CloseJob, Draft, DraftLine, EditJob, ListDrafts, ListOwnJobs, NewDraft, OwnJobs, OwnJobsQuery, RenewJob,
        ReopenJob, StartDraft,
    },
    reference::InLanguage,
    talent::{ContactsQuery, ListSentContacts, SentContacts},
};

use super::more::no_less;
use crate::{
    client::{self, Failure},
    i18n as tr,
};

pub async fn own_jobs(lang: Language, cursor: Option<String>) -> Result<OwnJobs, Failure> {
    client::get(&ListOwnJobs {}, &OwnJobsQuery { job: None, cursor, lang: Some(lang) }).await
}

async fn own_job(lang: Language, job: JobSlug) -> Result<Option<OwnJob>, Failure> {
    let query = OwnJobsQuery { job: Some(job), cursor: None, lang: Some(lang) };
    Ok(client::get(&ListOwnJobs {}, &query).await?.items.pop())
}

/// What the desk begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    pub organisation: Organisation,
    pub jobs: OwnJobs,
    pub drafts: Vec<DraftLine>,
    pub openness: Openness,
}

pub async fn desk(lang: Language) -> Result<Desk, Failure> {
    let organisation = async { client::get(&ShowOrganisation {}, &NoQuery {}).await };
    let drafts = async { client::get(&ListDrafts {}, &NoQuery {}).await };
    let named = InLanguage { lang: Some(lang) };
    let openness = async { client::get(&ShowOpenness {}, &named).await };
    let (organisation, jobs, drafts, openness) =
        try_join4(organisation, own_jobs(lang, None), drafts, openness).await?;
    Ok(Desk { organisation, jobs, drafts, openness })
}

pub async fn start_draft(copy_of: Option<JobSlug>) -> Result<Draft, Failure> {
    client::call(&StartDraft {}, &NoQuery {}, &NewDraft { copy_of }).await
}

pub async fn edit(job: JobSlug) -> Result<Draft, Failure> {
    client::get(&EditJob { job }, &NoQuery {}).await
}

/// Closes an ad, or opens it again.
pub async fn close(job: JobSlug, closed: bool) -> Result<(), Failure> {
    if closed {
        client::get(&CloseJob { job }, &NoQuery {}).await
    } else {
        client::get(&ReopenJob { job }, &NoQuery {}).await
    }
}

/// Says that an ad which nobody renewed for long still stands.
pub async fn renew(job: JobSlug) -> Result<(), Failure> {
    client::get(&RenewJob { job }, &NoQuery {}).await
}

/// The board of an ad, with at least as many applications as stand by the time it came, where there are so many.
pub async fn pipeline(job: JobSlug, lang: Language, stood: impl Fn() -> usize) -> Result<Pipeline, Failure> {
    let first = pipeline_part(job.clone(), lang, None).await?;
    no_less(first, stood, |cursor| pipeline_part(job.clone(), lang, Some(cursor))).await
}

pub async fn pipeline_part(job: JobSlug, lang: Language, cursor: Option<String>) -> Result<Pipeline, Failure> {
    client::get(&ShowPipeline { job }, &ApplicationsFrom { cursor, lang: Some(lang) }).await
}

/// Says that an application was opened.
pub async fn opened(application: ApplicationId) -> Result<(), Failure> {
    client::get(&OpenApplicant { application }, &NoQuery {}).await
}

pub async fn move_all(change: &Move) -> Result<Moved, Failure> {
    client::call(&MoveApplications {}, &NoQuery {}, change).await
}

pub async fn add_note(application: ApplicationId, note: &NewNote) -> Result<StageNote, Failure> {
    client::call(&AddNote { application }, &NoQuery {}, note).await
}

pub async fn delete_note(note: NoteId) -> Result<(), Failure> {
    client::get(&DeleteStageNote { note }, &NoQuery {}).await
}

pub async fn add_task(application: ApplicationId, task: &NewTask) -> Result<Task, Failure> {
    client::call(&AddTask { application }, &NoQuery {}, task).await
}

pub async fn change_task(task: TaskId, done: bool) -> Result<Task, Failure> {
    client::call(&ChangeTask { task }, &NoQuery {}, &TaskChange { done }).await
}

pub async fn delete_task(task: TaskId) -> Result<(), Failure> {
    client::get(&DeleteTask { task }, &NoQuery {}).await
}

pub async fn save_template(id: String, change: &TemplateChange) -> Result<Template, Failure> {
    client::call(&SaveTemplate { template: id.into() }, &NoQuery {}, change).await
}

pub async fn delete_template(template: TemplateId) -> Result<(), Failure> {
    client::get(&DeleteTemplate { template }, &NoQuery {}).await
}

pub async fn offer_slots(application: ApplicationId, slots: &NewSlots) -> Result<Vec<Slot>, Failure> {
    client::call(&OfferSlots { application }, &NoQuery {}, slots).await
}

/// A page of the requests to meet talents.
pub async fn sent_contacts(cursor: Option<String>) -> Result<SentContacts, Failure> {
    client::get(&ListSentContacts {}, &ContactsQuery { cursor }).await
}

pub async fn invitations() -> Result<Vec<ReceivedInvitation>, Failure> {
    client::get(&ListReceivedInvitations {}, &NoQuery {}).await
}

pub async fn accept(invitation: InvitationId) -> Result<Session, Failure> {
    client::get(&AcceptInvitation { invitation }, &NoQuery {}).await
}

pub async fn decline(invitation: InvitationId) -> Result<(), Failure> {
    client::get(&DeclineInvitation { invitation }, &NoQuery {}).await
}

/// The applications to one ad, with the ad.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbox {
    pub job: Option<OwnJob>,
    pub received: ReceivedList,
}

/// The applications to one ad, at least as many as stand by the time they came, where there are so many.
pub async fn inbox(job: JobSlug, lang: Language, stood: impl Fn() -> usize) -> Result<Inbox, Failure> {
    let (received, own) = try_join(received_part(job.clone(), lang, None), own_job(lang, job.clone())).await?;
    no_less(Inbox { job: own, received }, stood, |cursor| inbox_part(job.clone(), lang, cursor)).await
}

/// A part of the applications to an ad that is there already.
pub async fn inbox_part(job: JobSlug, lang: Language, cursor: String) -> Result<Inbox, Failure> {
    Ok(Inbox { job: None, received: received_part(job, lang, Some(cursor)).await? })
}

async fn received_part(job: JobSlug, lang: Language, cursor: Option<String>) -> Result<ReceivedList, Failure> {
    client::get(&ListReceived { job }, &ApplicationsFrom { cursor, lang: Some(lang) }).await
}

pub async fn answer(application: ApplicationId, answer: ApplicationAnswer) -> Result<ReceivedApplication, Failure> {
    let spoken = InLanguage { lang: Some(tr::language_untracked()) };
    client::call(&AnswerApplication { application }, &spoken, &answer).await
}

pub async fn applicant_fit(application: ApplicationId, lang: Language) -> Result<ApplicantFit, Failure> {
    client::get(&ShowApplicantFit { application }, &InLanguage { lang: Some(lang) }).await
}
