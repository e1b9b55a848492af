//! The endpoints that this feature calls.

use futures_util::future::try_join4;
use passerelle_api::{
    NoQuery,
    account::Language,
    id::DraftId,
    posting::{AdContent, AdPublication, DeleteDraft, Draft, DraftChange, PublishDraft, SaveDraft, ShowDraft},
    reference::{InLanguage, ListDirectory, ListPlaces, ListSkills, Occupation, Place, PlaceQuery, Skill},
};

use crate::client::{self, Failure};

/// A draft with what its form chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub draft: Draft,
    pub places: Vec<Place>,
    pub skills: Vec<Skill>,
    pub occupations: Vec<Occupation>,
}

pub async fn open(draft: DraftId, lang: Language) -> Result<Opened, Failure> {
    let named = InLanguage { lang: Some(lang) };
    let draft = async { client::get(&ShowDraft { draft }, &NoQuery {}).await };
    let places = async { client::get(&ListPlaces {}, &PlaceQuery::offered(lang)).await };
    let skills = async { client::get(&ListSkills {}, &named).await };
    let occupations = async { client::get(&ListDirectory {}, &named).await };
    let (draft, places, skills, occupations) = try_join4(draft, places, skills, occupations).await?;
    Ok(Opened { draft, places, skills, occupations })
}

pub async fn show(draft: DraftId) -> Result<Draft, Failure> {
    client::get(&ShowDraft { draft }, &NoQuery {}).await
}

pub async fn save(draft: DraftId, version: u32, content: AdContent) -> Result<Draft, Failure> {
    client::call(&SaveDraft { draft }, &NoQuery {}, &DraftChange { version, content }).await
}

pub async fn publish(draft: DraftId, version: u32) -> Result<Draft, Failure> {
    client::call(&PublishDraft { draft }, &NoQuery {}, &AdPublication { version }).await
}

pub async fn delete(draft: DraftId) -> Result<(), Failure> {
    client::get(&DeleteDraft { draft }, &NoQuery {}).await
}
