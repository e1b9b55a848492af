//! The endpoints that the home page calls.

use passerelle_api::{
    account::Language,
    catalogue::{CourseList, CourseQuery, ListCourses},
    course::{ListProgress, StartedCourse},
    job::{JobQuery, ListJobs},
    reference::InLanguage,
    talent::{ContactsQuery, ListReceivedContacts},
};

use crate::client::{self, Failure};

pub async fn courses(lang: Language) -> Result<CourseList, Failure> {
    client::get(&ListCourses {}, &CourseQuery { lang: Some(lang), ..CourseQuery::default() }).await
}

/// How many ads are open.
pub async fn jobs() -> Result<u64, Failure> {
    Ok(client::get(&ListJobs {}, &JobQuery::default()).await?.total)
}

pub async fn started(lang: Language) -> Result<Vec<StartedCourse>, Failure> {
    client::get(&ListProgress {}, &InLanguage { lang: Some(lang) }).await
}

/// How many requests to meet wait for an answer.
pub async fn contacts() -> Result<u64, Failure> {
    Ok(client::get(&ListReceivedContacts {}, &ContactsQuery::default()).await?.waiting)
}
