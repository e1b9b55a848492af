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

/// Has an attempt marked. Sending the same one again marks it once. The server marks a stranger's answers too, so that a
/// session that ended shows only in that they were not kept.
pub async fn send(
    course: CourseSlug,
    chapter: ChapterSlug,
    language: Language,
    attempt: &Attempt,
    has_account: bool,
) -> Result<Marked, Failure> {
    let marked = client::call(&SendAttempt { course, chapter }, &InLanguage { lang: Some(language) }, attempt).await?;
    if has_account && !marked.kept { Err(Failure::SessionEnded) } else { Ok(marked) }
}

/// Awards the certificate of a course that is passed.
pub async fn award(course: CourseSlug) -> Result<Certificate, Failure> {
    client::call(&AwardCertificate { course }, &NoQuery {}, &()).await
}
