//! What those who teach ask of the server.

use futures_util::future::try_join;
use passerelle_api::{
    Code, DateTime, Method, NoQuery, Utc,
    account::Language,
    captions::{
        AddAuthor, Author, CaptionCheck, CourseTracks, KeptTrack, ListAuthors, ListTaughtCourses, NewAuthor,
        Publication, RemoveAuthor, RemoveTrack, SavePublication, ShowCourseTracks, TaughtCourse, TrackQuery,
        check_path, upload_path,
    },
    id::{AccountId, ChapterSlug, CourseSlug, InterviewId},
    interview::{
        DeleteInterview, Interview, InterviewChange, InterviewSeen, Interviews, InterviewsQuery, ListInterviews,
        SaveInterview, ShowInterview,
    },
    need::{ListNeeds, Needs, NeedsQuery},
    reference::{InLanguage, ListSkills, Skill},
};

use crate::client::{self, Failure};

/// The courses that one may caption.
pub async fn courses(language: Language) -> Result<Vec<TaughtCourse>, Failure> {
    client::get(&ListTaughtCourses {}, &InLanguage { lang: Some(language) }).await
}

/// What employers need and nobody teaches here.
pub async fn needs(query: &NeedsQuery) -> Result<Needs, Failure> {
    client::get(&ListNeeds {}, query).await
}

/// The first interviews with recruiters, and the skills that one chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedInterviews {
    pub interviews: Interviews,
    pub skills: Vec<Skill>,
}

pub async fn open_interviews(language: Language) -> Result<OpenedInterviews, Failure> {
    let named = InLanguage { lang: Some(language) };
    let skills = async { client::get(&ListSkills {}, &named).await };
    let (interviews, skills) = try_join(interviews(language, None), skills).await?;
    Ok(OpenedInterviews { interviews, skills })
}

/// A page of the interviews.
pub async fn interviews(language: Language, cursor: Option<String>) -> Result<Interviews, Failure> {
    client::get(&ListInterviews {}, &InterviewsQuery { cursor, lang: Some(language) }).await
}

/// An interview as it is kept by now; none where it was deleted.
pub async fn interview(language: Language, interview: InterviewId) -> Result<Option<Interview>, Failure> {
    match client::get(&ShowInterview { interview }, &InLanguage { lang: Some(language) }).await {
        Err(failure) if failure.code() == Some(Code::NotFound) => Ok(None),
        kept => kept.map(Some),
    }
}

/// Keeps an interview under an id of the sender's choice.
pub async fn save_interview(
    language: Language,
    interview: InterviewId,
    change: &InterviewChange,
) -> Result<Interview, Failure> {
    client::call(&SaveInterview { interview }, &InLanguage { lang: Some(language) }, change).await
}

/// Deletes an interview. One that was changed since this moment stays, and is given as it is kept by now.
pub async fn delete_interview(
    language: Language,
    interview: InterviewId,
    changed_at: DateTime<Utc>,
) -> Result<Option<Interview>, Failure> {
    let seen = InterviewSeen { changed_at: Some(changed_at) };
    match client::get(&DeleteInterview { interview: interview.clone() }, &seen).await {
        Err(failure) if failure.code() == Some(Code::Conflict) => self::interview(language, interview).await,
        done => done.map(|()| None),
    }
}

/// What a course has and lacks.
pub async fn tracks(course: CourseSlug, language: Language) -> Result<CourseTracks, Failure> {
    client::get(&ShowCourseTracks { course }, &InLanguage { lang: Some(language) }).await
}

/// Puts a course into the catalogue or takes it out.
pub async fn publish(course: CourseSlug, published: bool) -> Result<CourseTracks, Failure> {
    client::call(&SavePublication { course }, &NoQuery {}, &Publication { published }).await
}

/// Deletes a track that was uploaded.
pub async fn remove_track(
    course: CourseSlug,
    chapter: ChapterSlug,
    query: &TrackQuery,
) -> Result<CourseTracks, Failure> {
    client::call(&RemoveTrack { course, chapter }, query, &()).await
}

/// Who may change a course.
pub async fn authors(course: CourseSlug) -> Result<Vec<Author>, Failure> {
    client::get(&ListAuthors { course }, &NoQuery {}).await
}

/// Lets a mentor change a course.
pub async fn add_author(course: CourseSlug, author: &NewAuthor) -> Result<Vec<Author>, Failure> {
    client::call(&AddAuthor { course }, &NoQuery {}, author).await
}

/// Takes a course from one of its authors.
pub async fn remove_author(course: CourseSlug, account: AccountId) -> Result<Vec<Author>, Failure> {
    client::call(&RemoveAuthor { course, account }, &NoQuery {}, &()).await
}

/// Checks a file without keeping it.
pub async fn check(
    course: &CourseSlug,
    chapter: &ChapterSlug,
    query: &TrackQuery,
    file: &web_sys::File,
) -> Result<CaptionCheck, Failure> {
    client::send_file(Method::Post, &check_path(course, chapter, query), file).await
}

/// Keeps a file.
pub async fn keep(
    course: &CourseSlug,
    chapter: &ChapterSlug,
    query: &TrackQuery,
    file: &web_sys::File,
) -> Result<KeptTrack, Failure> {
    client::send_file(Method::Put, &upload_path(course, chapter, query), file).await
}
