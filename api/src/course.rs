//! A course, its lessons, and how far somebody is in it.

use chrono::{DateTime, Utc};

use crate::{
    account::Language,
    catalogue::{Level, Topic},
    endpoint::{NoBody, NoQuery, endpoints},
    id::{CertificateCode, ChapterSlug, CourseSlug, IdempotencyKey},
    quiz::Answer,
    reference::{InLanguage, Skill},
    wire::{request, wire},
};

wire! {
    /// A course before one starts it.
    pub struct Course {
        pub slug: CourseSlug,
        pub title: String,
        pub promise: String,
        pub lang: Language,
        pub topic: Topic,
        pub level: Level,
        pub author: String,
        pub minutes: u32,
        pub languages: Vec<Language>,
        /// What one will be able to do.
        pub outcomes: Vec<String>,
        pub audience: String,
        pub prerequisites: String,
        pub skills: Vec<Skill>,
        pub chapters: Vec<Chapter>,
        pub media: MediaFacts,
        /// How far the signed-in person is; `None` when nobody is signed in or nothing was started.
        pub progress: Option<CourseProgress>,
    }

    /// A chapter as the contents list shows it.
    pub struct Chapter {
        pub slug: ChapterSlug,
        pub title: String,
        pub minutes: u32,
        pub has_video: bool,
        pub questions: u32,
    }

    /// What a person with a disability asks first: which media there are, and in which forms.
    pub struct MediaFacts {
        pub videos: u32,
        /// Languages in which *every* video has captions.
        pub captions: Vec<Language>,
        /// Languages in which every video has a text description.
        pub descriptions: Vec<Language>,
        /// Videos with a sign-language picture.
        pub signed: u32,
        pub transcript: bool,
    }

    /// One lesson: a video where it has one, then the text.
    pub struct Lesson {
        pub course: CourseSlug,
        pub course_title: String,
        pub chapter: ChapterSlug,
        pub title: String,
        pub lang: Language,
        pub minutes: u32,
        /// Sanitised HTML made from the author's Markdown.
        pub html: String,
        /// The headings in `html`, with the ids they have there.
        pub headings: Vec<Heading>,
        pub video: Option<Video>,
        pub chapters: Vec<Chapter>,
        pub has_quiz: bool,
    }

    /// A heading of the lesson's text.
    pub struct Heading {
        pub id: String,
        pub level: u8,
        pub text: String,
    }

    /// A video with all its forms. Addresses are relative to the site.
    pub struct Video {
        pub id: String,
        pub title: String,
        /// The language that is spoken.
        pub voice: Language,
        pub duration_ms: u64,
        pub poster: String,
        pub renditions: Vec<Rendition>,
        /// The same picture with what is seen told in its sound, as long as the other to the moment; empty where there is none.
        pub described: Vec<Rendition>,
        /// A person who signs what is said, in step with the picture; empty where there is none.
        pub signed: Vec<Rendition>,
        pub tracks: Vec<Track>,
    }

    /// One encoding of the picture and sound.
    pub struct Rendition {
        pub src: String,
        /// MIME type with codecs, so that the browser can choose without asking.
        pub mime: String,
        pub width: u32,
        pub height: u32,
        pub bytes: u64,
    }

    /// A WebVTT file.
    pub struct Track {
        pub src: String,
        pub kind: TrackKind,
        pub lang: Language,
    }

    /// How far somebody is in a course.
    pub struct CourseProgress {
        pub course: CourseSlug,
        pub chapters: Vec<ChapterProgress>,
        /// Where to go on: the chapter last opened, or the first one not done.
        pub resume: Option<ChapterSlug>,
        pub certificate: Option<CertificateCode>,
        pub updated_at: DateTime<Utc>,
    }

    /// How far somebody is in one chapter.
    pub struct ChapterProgress {
        pub chapter: ChapterSlug,
        /// Where the video was left.
        pub position_ms: u64,
        /// Where the text was left: how many of its blocks (paragraphs, lists, headings...) stand above.
        pub reading_block: u32,
        /// Whether the person said that they read it.
        pub read: bool,
        /// The best mark so far, in percent.
        pub best_percent: Option<u8>,
        pub passed: bool,
    }

    /// What became of progress that was brought in.
    pub struct ProgressImported {
        /// Chapters that are no longer in the catalogue, whose progress could not be kept.
        pub gone: Vec<GoneChapter>,
    }

    /// A chapter that left the catalogue.
    pub struct GoneChapter {
        pub course: CourseSlug,
        /// The course's title, where the course is still there.
        pub course_title: Option<String>,
        pub chapter: ChapterSlug,
    }

    /// A course that somebody started, as their desk shows it.
    pub struct StartedCourse {
        pub slug: CourseSlug,
        pub title: String,
        pub lang: Language,
        pub chapters: u32,
        /// How many of the chapters are done: their quiz passed, or, without one, read.
        pub done: u32,
        pub progress: CourseProgress,
    }
}

crate::wire::words! {
    /// The WebVTT kinds in use.
    pub enum TrackKind {
        Captions = "captions",
        Chapters = "chapters",
        Descriptions = "descriptions",
    }
}

request! {
    /// What changed in a chapter; what is left out stays.
    pub struct ProgressChange {
        pub position_ms: Option<u64>,
        pub reading_block: Option<u32>,
        pub read: Option<bool>,
    }

    /// Progress that a person made before they had an account. Answers are marked again by the server.
    pub struct ProgressImport {
        pub items: Vec<ImportedProgress>,
    }

    /// One chapter of [`ProgressImport`].
    pub struct ImportedProgress {
        pub course: CourseSlug,
        pub chapter: ChapterSlug,
        pub position_ms: u64,
        #[serde(default)]
        pub reading_block: Option<u32>,
        pub read: bool,
        /// The last answers given to its quiz, empty when none were.
        pub answers: Vec<Answer>,
        /// The key the answers were first sent under.
        pub key: Option<IdempotencyKey>,
    }
}

endpoints! {
    /// Shows a course.
    Get "/api/courses/{course}" ShowCourse { course: CourseSlug } (InLanguage, NoBody) -> Course, Public;
    /// Shows a lesson.
    Get "/api/courses/{course}/chapters/{chapter}" ShowLesson { course: CourseSlug, chapter: ChapterSlug } (InLanguage, NoBody) -> Lesson, Public;
    /// Keeps how far the signed-in person is in a chapter.
    Put "/api/courses/{course}/chapters/{chapter}/progress" SaveProgress { course: CourseSlug, chapter: ChapterSlug } (NoQuery, ProgressChange) -> CourseProgress, Account;
    /// Lists the courses that the signed-in person started, last touched first.
    Get "/api/progress" ListProgress {} (InLanguage, NoBody) -> Vec<StartedCourse>, Account;
    /// Brings in the progress made before signing up, and says what of it is for chapters that are gone. Sending it twice
    /// changes nothing more.
    Post "/api/progress/import" ImportProgress {} (InLanguage, ProgressImport) -> ProgressImported, Account;
}
