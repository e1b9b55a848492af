//! The endpoints that this feature calls.

use futures_util::future::try_join;
use passerelle_api::{
    NoQuery,
    account::Language,
    id::{ApplicationId, JobSlug},
    job::{AnswerApplication, ApplicationAnswer, ListOwnJobs, ListReceived, OwnJob, ReceivedApplication},
    reference::InLanguage,
    talent::{Contact, ListSentContacts},
};

use crate::client::{self, Failure};

pub async fn own_jobs(lang: Language) -> Result<Vec<OwnJob>, Failure> {
    client::get(&ListOwnJobs {}, &InLanguage { lang: Some(lang) }).await
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
