//! What the quiz asks of the server.

use passerelle_api::{
    NoQuery,
    account::Language,
    certificate::{AwardCertificate, Certificate},
    id::{ChapterSlug, CourseSlug},
    quiz::{Attempt, Marked, Quiz, SendAttempt, ShowQuiz},
    reference::InLanguage,
};

use crate::client::{self, Failure};

/// The questions in a language, or in another one where the course does not have it.
pub async fn quiz(course: CourseSlug, chapter: ChapterSlug, language: Language) -> Result<Quiz, Failure> {
    client::get(&ShowQuiz { course, chapter }, &InLanguage { lang: Some(language) }).await
}

/// Has an attempt marked. Sending the same one again marks it once.
pub async fn send(
    course: CourseSlug,
    chapter: ChapterSlug,
    language: Language,
    attempt: &Attempt,
) -> Result<Marked, Failure> {
    client::call(&SendAttempt { course, chapter }, &InLanguage { lang: Some(language) }, attempt).await
}

/// Awards the certificate of a course that is passed.
pub async fn award(course: CourseSlug) -> Result<Certificate, Failure> {
    client::call(&AwardCertificate { course }, &NoQuery {}, &()).await
}
