//! The endpoints that this feature calls.

use futures_util::future::{try_join, try_join3};
use passerelle_api::{
    NoQuery,
    account::Language,
    id::{ApplicationId, JobSlug},
    job::{AnswerApplication, ApplicationAnswer, ListOwnJobs, ListReceived, OwnJob, ReceivedApplication},
    organisation::{Organisation, ShowOrganisation},
    posting::{CloseJob, Draft, DraftLine, EditJob, ListDrafts, NewDraft, ReopenJob, StartDraft},
    reference::InLanguage,
    talent::{Contact, ListSentContacts},
};

use crate::client::{self, Failure};

pub async fn own_jobs(lang: Language) -> Result<Vec<OwnJob>, Failure> {
    client::get(&ListOwnJobs {}, &InLanguage { lang: Some(lang) }).await
}

/// What the desk begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Desk {
    pub organisation: Organisation,
    pub jobs: Vec<OwnJob>,
    pub drafts: Vec<DraftLine>,
}

pub async fn desk(lang: Language) -> Result<Desk, Failure> {
    let organisation = async { client::get(&ShowOrganisation {}, &NoQuery {}).await };
    let drafts = async { client::get(&ListDrafts {}, &NoQuery {}).await };
    let (organisation, jobs, drafts) = try_join3(organisation, own_jobs(lang), drafts).await?;
    Ok(Desk { organisation, jobs, drafts })
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

pub async fn sent_contacts() -> Result<Vec<Contact>, Failure> {
    client::get(&ListSentContacts {}, &NoQuery {}).await
}

/// The applications to one ad, with the ad.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbox {
    pub job: Option<OwnJob>,
    pub received: Vec<ReceivedApplication>,
}

pub async fn inbox(job: JobSlug, lang: Language) -> Result<Inbox, Failure> {
    let received = async { client::get(&ListReceived { job: job.clone() }, &NoQuery {}).await };
    let (received, jobs) = try_join(received, own_jobs(lang)).await?;
    Ok(Inbox { job: jobs.into_iter().find(|own| own.card.slug == job), received })
}

pub async fn answer(application: ApplicationId, answer: ApplicationAnswer) -> Result<ReceivedApplication, Failure> {
    client::call(&AnswerApplication { application }, &NoQuery {}, &answer).await
}
