//! Certificates, and the page that lets anybody verify one.

use chrono::{DateTime, Utc};

use crate::{
    account::Language,
    endpoint::{NoBody, NoQuery, endpoints},
    id::{CertificateCode, CourseSlug},
    reference::{InLanguage, Skill},
    wire::wire,
};

wire! {
    /// A certificate as its public page shows it.
    pub struct Certificate {
        pub code: CertificateCode,
        /// The holder's name as it was when the certificate was awarded.
        pub holder: String,
        pub course: CourseSlug,
        pub course_title: String,
        pub lang: Language,
        pub minutes: u32,
        pub percent: u8,
        pub skills: Vec<Skill>,
        pub issuer: String,
        pub awarded_at: DateTime<Utc>,
        /// SHA-256 over what the certificate states, in hexadecimal, kept since the award.
        pub digest: String,
        /// Whether the record still gives that digest.
        pub intact: bool,
        /// Whether the signed-in person is its holder.
        pub mine: bool,
    }
}

endpoints! {
    /// Awards the certificate of a course whose every quiz is passed. Asking again gives the same one.
    Post "/api/courses/{course}/certificate" AwardCertificate { course: CourseSlug } (NoQuery, NoBody) -> Certificate, Account;
    /// Verifies a certificate.
    Get "/api/certificates/{code}" ShowCertificate { code: CertificateCode } (InLanguage, NoBody) -> Certificate, Public;
    /// Lists one's own certificates, newest first.
    Get "/api/certificates" ListCertificates {} (InLanguage, NoBody) -> Vec<Certificate>, Account;
}
