//! The endpoints that this feature calls.

use futures_util::future::try_join3;
use passerelle_api::{
    account::Language,
    id::TrainingId,
    reference::{InLanguage, ListPlaces, ListSkills, Place, PlaceQuery, Skill},
    training::{
        AnswerTraining, AskForTraining, ListAllTraining, ListTraining, NewTraining, StaffTraining, StaffTrainingQuery,
        StaffTrainings, TrainingAnswer, TrainingRequest, WithdrawTraining,
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

/// A page of what organisations ask for.
pub async fn all(lang: Language, cursor: Option<String>) -> Result<StaffTrainings, Failure> {
    client::get(&ListAllTraining {}, &StaffTrainingQuery { training: None, cursor, lang: Some(lang) }).await
}

/// One request as it stands now.
pub async fn one(lang: Language, training: TrainingId) -> Result<Option<StaffTraining>, Failure> {
    let query = StaffTrainingQuery { training: Some(training), cursor: None, lang: Some(lang) };
    Ok(client::get(&ListAllTraining {}, &query).await?.items.pop())
}

pub async fn answer(lang: Language, training: TrainingId, answer: &TrainingAnswer) -> Result<StaffTraining, Failure> {
    client::call(&AnswerTraining { training }, &InLanguage { lang: Some(lang) }, answer).await
}
