//! The public page of a certificate.

mod calls;
mod certificate_page;
mod check;
mod document;

pub use self::certificate_page::CertificatePage;
