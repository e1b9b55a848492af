//! The endpoint that the page of a certificate calls.

use passerelle_api::{
    account::Language,
    certificate::{Certificate, ShowCertificate},
    id::CertificateCode,
    reference::InLanguage,
};

use crate::client::{self, Failure};

pub async fn certificate(code: CertificateCode, lang: Language) -> Result<Certificate, Failure> {
    client::get(&ShowCertificate { code }, &InLanguage { lang: Some(lang) }).await
}
