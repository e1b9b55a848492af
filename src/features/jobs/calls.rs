//! The calls of this feature.

use futures_util::future::try_join;
use leptos::web_sys;
use passerelle_api::{
    NaiveDate, NoQuery,
    account::Language,
    apprenticeship::{Apprenticeship, ApprenticeshipQuery, ShowApprenticeship},
    company::{Company, CompanyAds, CompanyAdsQuery, ListCompanyAds, ShowCompany},
    hiring::{ApplySpontaneously, CompanyList, CompanyQuery, ListCompanies, NewSpontaneous},
    id::{DraftId, EmployerSlug, JobSlug},
    job::{
        Application, Apply, FileRef, Job, JobCard, JobFacet, JobList, JobQuery, ListJobPlaces, ListJobStarts, ListJobs,
        ListSimilarJobs, NewApplication, PlaceCount, ShowJob,
    },
    occupation::{ListOccupations, OccupationFacet},
    outcome::{Outcomes, ShowOutcomes},
    posting::PreviewDraft,
    reference::{InLanguage, ListDirectory, ListPlaces, ListSkills, Place, PlaceQuery, Skill},
    saved_search::{
        DeleteSavedSearch, ListSavedSearches, Look, LookAtSavedSearch, NewsQuery, SaveSearch, SavedSearch,
        SavedSearchChange, SavedSearchNews, ShowSavedSearchNews,
    },
    talent::{Profile, ShowProfile},
};

use super::companies_page::Choices;
use crate::client::{self, Failure};

pub async fn find(query: &JobQuery) -> Result<JobList, Failure> {
    client::get(&ListJobs {}, query).await
}

pub async fn occupations(query: &JobQuery) -> Result<OccupationFacet, Failure> {
    client::get(&ListOccupations {}, query).await
}

pub async fn job_starts(query: &JobQuery) -> Result<JobFacet, Failure> {
    client::get(&ListJobStarts {}, query).await
}

pub async fn job_places(query: &JobQuery) -> Result<Vec<PlaceCount>, Failure> {
    client::get(&ListJobPlaces {}, query).await
}

pub async fn show(job: JobSlug, lang: Language) -> Result<Job, Failure> {
    client::get(&ShowJob { job }, &InLanguage { lang: Some(lang) }).await
}

/// What the text of an application can be made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Sources {
    /// One's profile, for those who have one.
    pub profile: Option<Profile>,
    /// What the skills of a file are known by.
    pub skills: Vec<Skill>,
}

pub async fn sources(has_account: bool, lang: Language) -> Result<Sources, Failure> {
    let lang = InLanguage { lang: Some(lang) };
    let profile = async { if has_account { client::get(&ShowProfile {}, &lang).await } else { Ok(None) } };
    let skills = async { client::get(&ListSkills {}, &lang).await };
    let (profile, skills) = try_join(profile, skills).await?;
    Ok(Sources { profile, skills })
}

pub async fn company(company: EmployerSlug, lang: Language) -> Result<Company, Failure> {
    client::get(&ShowCompany { company }, &InLanguage { lang: Some(lang) }).await
}

pub async fn company_ads(company: EmployerSlug, lang: Language, cursor: String) -> Result<CompanyAds, Failure> {
    let query = CompanyAdsQuery { lang: Some(lang), cursor: Some(cursor) };
    client::get(&ListCompanyAds { company }, &query).await
}

pub async fn companies(query: &CompanyQuery) -> Result<CompanyList, Failure> {
    client::get(&ListCompanies {}, query).await
}

/// The occupations and places that a search of companies chooses from.
pub async fn company_choices(lang: Language) -> Result<Choices, Failure> {
    let named = InLanguage { lang: Some(lang) };
    let occupations = async { client::get(&ListDirectory {}, &named).await };
    let (occupations, places) = try_join(occupations, places(lang)).await?;
    Ok(Choices { occupations, places })
}

pub async fn write_to(company: &EmployerSlug, new: &NewSpontaneous) -> Result<Application, Failure> {
    client::call(&ApplySpontaneously { company: company.clone() }, &NoQuery {}, new).await
}

pub async fn preview(draft: DraftId, lang: Language) -> Result<Job, Failure> {
    client::get(&PreviewDraft { draft }, &InLanguage { lang: Some(lang) }).await
}

/// The places on offer.
pub async fn places(lang: Language) -> Result<Vec<Place>, Failure> {
    client::get(&ListPlaces {}, &PlaceQuery::offered(lang)).await
}

/// The places of all that are known that what is typed may mean.
pub async fn places_named(lang: Language, typed: String) -> Result<Vec<Place>, Failure> {
    client::get(&ListPlaces {}, &PlaceQuery { lang: Some(lang), q: Some(typed) }).await
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

pub async fn similar(job: JobSlug, lang: Language) -> Result<Vec<JobCard>, Failure> {
    client::get(&ListSimilarJobs { job }, &InLanguage { lang: Some(lang) }).await
}

pub async fn outcomes() -> Result<Outcomes, Failure> {
    client::get(&ShowOutcomes {}, &NoQuery {}).await
}

pub async fn saved_searches(lang: Language) -> Result<Vec<SavedSearch>, Failure> {
    client::get(&ListSavedSearches {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn save_search(id: String, change: &SavedSearchChange) -> Result<SavedSearch, Failure> {
    client::call(&SaveSearch { search: id.into() }, &NoQuery {}, change).await
}

pub async fn delete_search(id: String) -> Result<(), Failure> {
    client::get(&DeleteSavedSearch { search: id.into() }, &NoQuery {}).await
}

pub async fn news(id: String, lang: Language, cursor: Option<String>) -> Result<SavedSearchNews, Failure> {
    client::get(&ShowSavedSearchNews { search: id.into() }, &NewsQuery { lang: Some(lang), cursor }).await
}

pub async fn look(id: String, look: Look) -> Result<SavedSearch, Failure> {
    client::call(&LookAtSavedSearch { search: id.into() }, &NoQuery {}, &look).await
}
