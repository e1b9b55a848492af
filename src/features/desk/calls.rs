//! The endpoints that the desk calls.

use passerelle_api::{
    account::Language,
    certificate::{Certificate, ListCertificates},
    course::{ListProgress, StartedCourse},
    reference::InLanguage,
};

use crate::client::{self, Failure};

pub async fn started(lang: Language) -> Result<Vec<StartedCourse>, Failure> {
    client::get(&ListProgress {}, &InLanguage { lang: Some(lang) }).await
}

pub async fn certificates(lang: Language) -> Result<Vec<Certificate>, Failure> {
    client::get(&ListCertificates {}, &InLanguage { lang: Some(lang) }).await
}
