//! The endpoints that this feature calls.

use futures_util::future::{try_join, try_join4};
use passerelle_api::{
    NoQuery,
    account::{Language, Session},
    hiring::{Openness, ShowOpenness},
    id::{ApplicationId, InvitationId, JobSlug, NoteId, TaskId, TemplateId},
    invitation::{AcceptInvitation, DeclineInvitation, ListReceivedInvitations, ReceivedInvitation},
    job::{AnswerApplication, ApplicationAnswer, ListOwnJobs, ListReceived, OwnJob, ReceivedApplication},
    organisation::{Organisation, ShowOrganisation},
    pipeline::{
        AddNote, AddTask, ChangeTask, DeleteStageNote, DeleteTask, DeleteTemplate, Move, MoveApplications, Moved,
        NewNote, NewSlots, NewTask, OfferSlots, Pipeline, SaveTemplate, ShowPipeline, Slot, StageNote, Task,
        TaskChange, Template, TemplateChange,
    },
    posting::{CloseJob, Draft, DraftLine, EditJob, ListDrafts, NewDraft, ReopenJob, StartDraft},
    reference::InLanguage,
    talent::{Contact, ListSentContacts},
};

use crate::{
    client::{self, Failure},
    i18n as tr,
};

pub async fn own_jobs(lang: Language) -> Result<Vec<OwnJob>, Failure> {
    client::get(&ListOwnJobs {}, &InLanguage { lang: Some(lang) }).await
}

/// What the desk begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    pub organisation: Organisation,
    pub jobs: Vec<OwnJob>,
    pub drafts: Vec<DraftLine>,
    pub openness: Openness,
}

pub async fn desk(lang: Language) -> Result<Desk, Failure> {
    let organisation = async { client::get(&ShowOrganisation {}, &NoQuery {}).await };
    let drafts = async { client::get(&ListDrafts {}, &NoQuery {}).await };
    let named = InLanguage { lang: Some(lang) };
    let openness = async { client::get(&ShowOpenness {}, &named).await };
    let (organisation, jobs, drafts, openness) = try_join4(organisation, own_jobs(lang), drafts, openness).await?;
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

pub async fn pipeline(job: JobSlug, lang: Language) -> Result<Pipeline, Failure> {
    client::get(&ShowPipeline { job }, &InLanguage { lang: Some(lang) }).await
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

pub async fn sent_contacts() -> Result<Vec<Contact>, Failure> {
    client::get(&ListSentContacts {}, &NoQuery {}).await
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
    pub received: Vec<ReceivedApplication>,
}

pub async fn inbox(job: JobSlug, lang: Language) -> Result<Inbox, Failure> {
    let received = async { client::get(&ListReceived { job: job.clone() }, &InLanguage { lang: Some(lang) }).await };
    let (received, jobs) = try_join(received, own_jobs(lang)).await?;
    Ok(Inbox { job: jobs.into_iter().find(|own| own.card.slug == job), received })
}

pub async fn answer(application: ApplicationId, answer: ApplicationAnswer) -> Result<ReceivedApplication, Failure> {
    let spoken = InLanguage { lang: Some(tr::language_untracked()) };
    client::call(&AnswerApplication { application }, &spoken, &answer).await
}
