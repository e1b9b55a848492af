//! The endpoints that this feature calls.

use futures_util::future::try_join3;
use passerelle_api::{
    account::Language,
    id::TrainingId,
    reference::{InLanguage, ListPlaces, ListSkills, Place, PlaceQuery, Skill},
    training::{
        AnswerTraining, AskForTraining, ListAllTraining, ListTraining, NewTraining, StaffTraining, TrainingAnswer,
        TrainingRequest, WithdrawTraining,
    },
};

use crate::client::{self, Failure};

/// One's own requests, and what a further one chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub requests: Vec<TrainingRequest>,
    pub skills: Vec<Skill>,
    pub places: Vec<Place>,
}

pub async fn open(lang: Language) -> Result<Opened, Failure> {
    let named = InLanguage { lang: Some(lang) };
    let requests = async { client::get(&ListTraining {}, &named).await };
    let skills = async { client::get(&ListSkills {}, &named).await };
    let places = async { client::get(&ListPlaces {}, &PlaceQuery::offered(lang)).await };
    let (requests, skills, places) = try_join3(requests, skills, places).await?;
    Ok(Opened { requests, skills, places })
}

pub async fn ask(lang: Language, new: &NewTraining) -> Result<TrainingRequest, Failure> {
    client::call(&AskForTraining {}, &InLanguage { lang: Some(lang) }, new).await
}

pub async fn withdraw(lang: Language, training: TrainingId) -> Result<TrainingRequest, Failure> {
    client::call(&WithdrawTraining { training }, &InLanguage { lang: Some(lang) }, &()).await
}

pub async fn all(lang: Language) -> Result<Vec<StaffTraining>, Failure> {
    client::get(&ListAllTraining {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn answer(lang: Language, training: TrainingId, answer: &TrainingAnswer) -> Result<StaffTraining, Failure> {
    client::call(&AnswerTraining { training }, &InLanguage { lang: Some(lang) }, answer).await
}
