//! The calls of this feature.

use leptos::web_sys;
use passerelle_api::{
    NaiveDate, NoQuery,
    account::Language,
    apprenticeship::{Apprenticeship, ApprenticeshipQuery, ShowApprenticeship},
    id::JobSlug,
    job::{Application, Apply, FileRef, Job, JobList, JobQuery, ListJobs, NewApplication, ShowJob},
    reference::{InLanguage, ListPlaces, Place},
};

use crate::client::{self, Failure};

pub async fn find(query: &JobQuery) -> Result<JobList, Failure> {
    client::get(&ListJobs {}, query).await
}

pub async fn show(job: JobSlug, lang: Language) -> Result<Job, Failure> {
    client::get(&ShowJob { job }, &InLanguage { lang: Some(lang) }).await
}

pub async fn places(lang: Language) -> Result<Vec<Place>, Failure> {
    client::get(&ListPlaces {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn apply(job: &JobSlug, application: &NewApplication) -> Result<Application, Failure> {
    client::call(&Apply { job: job.clone() }, &NoQuery {}, application).await
}

pub async fn apprenticeship(country: String, day: Option<NaiveDate>) -> Result<Apprenticeship, Failure> {
    client::get(&ShowApprenticeship { country: country.into() }, &ApprenticeshipQuery { day }).await
}

pub async fn upload(file: &web_sys::File) -> Result<FileRef, Failure> {
    client::upload(file).await
}
