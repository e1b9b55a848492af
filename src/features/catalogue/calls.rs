//! The endpoints that the catalogue calls.

use passerelle_api::{
    NoQuery,
    account::Language,
    catalogue::{CourseList, CourseQuery, ListCourses},
    certificate::{AwardCertificate, Certificate},
    course::{Course, ShowCourse},
    id::CourseSlug,
    reference::InLanguage,
};

use crate::client::{self, Failure};

pub async fn courses(query: &CourseQuery) -> Result<CourseList, Failure> {
    client::get(&ListCourses {}, query).await
}

pub async fn course(course: CourseSlug, lang: Language) -> Result<Course, Failure> {
    client::get(&ShowCourse { course }, &InLanguage { lang: Some(lang) }).await
}

pub async fn award(course: CourseSlug) -> Result<Certificate, Failure> {
    client::get(&AwardCertificate { course }, &NoQuery {}).await
}
