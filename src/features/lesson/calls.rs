//! What the lesson asks of the server.

use passerelle_api::{
    NoQuery,
    account::Language,
    course::{CourseProgress, Lesson, ProgressChange, SaveProgress, ShowCourse, ShowLesson},
    id::{ChapterSlug, CourseSlug},
    note::{ListNotes, Note, NoteQuery},
    reference::InLanguage,
};

use crate::{
    client::{self, Failure},
    guest,
};

/// The lesson in a language, or in another one where the course does not have it.
pub async fn lesson(course: CourseSlug, chapter: ChapterSlug, language: Language) -> Result<Lesson, Failure> {
    client::get(&ShowLesson { course, chapter }, &InLanguage { lang: Some(language) }).await
}

/// How far the signed-in person is in the course. What this browser kept while the server was out of reach goes there first.
pub async fn progress(course: CourseSlug) -> Result<Option<CourseProgress>, Failure> {
    guest::bring_along().await?;
    Ok(client::get(&ShowCourse { course }, &InLanguage::default()).await?.progress)
}

/// Keeps what changed in a chapter.
pub async fn save(course: CourseSlug, chapter: ChapterSlug, change: ProgressChange) -> Result<CourseProgress, Failure> {
    client::call(&SaveProgress { course, chapter }, &NoQuery {}, &change).await
}

/// The notes that the signed-in person keeps in a chapter.
pub async fn notes(course: CourseSlug, chapter: ChapterSlug) -> Result<Vec<Note>, Failure> {
    client::get(&ListNotes {}, &NoteQuery { course: Some(course), chapter: Some(chapter) }).await
}
