//! The endpoints that the desk calls.

use passerelle_api::{
    NoQuery,
    account::Language,
    certificate::{Certificate, ListCertificates},
    course::{ListProgress, StartedCourse},
    outcome::{DeleteOutcome, OwnOutcome, ShowOwnOutcome},
    reference::InLanguage,
};

use crate::client::{self, Failure};

pub async fn started(lang: Language) -> Result<Vec<StartedCourse>, Failure> {
    client::get(&ListProgress {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn certificates(lang: Language) -> Result<Vec<Certificate>, Failure> {
    client::get(&ListCertificates {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn outcome() -> Result<OwnOutcome, Failure> {
    client::get(&ShowOwnOutcome {}, &NoQuery {}).await
}

/// Says that one does not want to be asked.
pub async fn no_outcome() -> Result<(), Failure> {
    client::get(&DeleteOutcome {}, &NoQuery {}).await
}
