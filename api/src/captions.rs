//! Captions, descriptions and chapter marks: checking them, keeping them, and saying what a course lacks before it is
//! published.
//!
//! Files travel as raw bytes, WebVTT or SubRip, told apart by their content. Their addresses are in this module too.

use chrono::{DateTime, Utc};

use crate::{
    account::Language,
    course::{Track, TrackKind},
    endpoint::{NoBody, NoQuery, endpoints, escape},
    id::{AccountId, ChapterSlug, CourseSlug},
    reference::InLanguage,
    wire::{request, tagged, wire, words},
};

/// Where a file is checked and not kept, by `POST` with [`TrackQuery`]; answers [`CaptionCheck`].
pub const CHECK_PATH: &str = "/api/courses/{course}/chapters/{chapter}/tracks/check";

/// Where a file is kept, by `PUT` with [`TrackQuery`]; answers [`KeptTrack`].
pub const UPLOAD_PATH: &str = "/api/courses/{course}/chapters/{chapter}/tracks";

/// Bounds that the check and the server both hold to.
pub mod limits {
    /// Bytes of a file.
    pub const BYTES: u64 = 1024 * 1024;
    /// Characters a second that can still be read.
    pub const CHARACTERS_A_SECOND: u32 = 20;
    /// Lines of a caption.
    pub const LINES: u32 = 2;
    /// Characters of a line.
    pub const LINE: u32 = 42;
    /// Milliseconds without a caption, where nothing better is known of the speech.
    pub const GAP_MS: u64 = 10_000;
    /// Milliseconds of known speech that may go without a caption.
    pub const SPEECH_MS: u64 = 1_500;
    /// Findings that an answer holds; behind them a file is beyond mending by hand.
    pub const FINDINGS: usize = 200;
    /// Files that one person may send in ten minutes.
    pub const UPLOADS: u64 = 60;
    /// People who may change one course, besides staff.
    pub const AUTHORS: u64 = 20;
}

words! {
    /// How a file of captions is written.
    pub enum CaptionFormat {
        WebVtt = "webvtt",
        SubRip = "subrip",
    }

    /// How much a finding weighs.
    pub enum Severity {
        /// The file is not taken.
        Error = "error",
        /// The file is taken; it could be better.
        Warning = "warning",
    }

    /// Where a track came from.
    pub enum TrackSource {
        /// It came with the course.
        Content = "content",
        /// Somebody sent it here, and it stands in place of the one that came with the course.
        Upload = "upload",
    }
}

impl Severity {
    /// Whether a file with such a finding is not taken.
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Error)
    }
}

wire! {
    /// One thing that is wrong in a file. Lines and columns count from 1, columns in characters (Unicode scalar values).
    #[derive(Eq)]
    pub struct Finding {
        pub line: u32,
        pub column: u32,
        pub severity: Severity,
        pub flaw: Flaw,
    }
}

tagged! {
    /// What is wrong, with the values that tell what would mend it. Times are milliseconds of the media.
    #[derive(Eq)]
    pub enum Flaw {
        /// The file is larger than it may be.
        TooLarge = "too_large" { bytes: u64, limit: u64 },
        /// The file is not UTF-8; `byte` counts from 0.
        NotUtf8 = "not_utf8" { byte: u64 },
        /// A WebVTT file must begin with `WEBVTT`, followed by nothing or by white space.
        MissingHeader = "missing_header",
        /// No caption at all.
        NoCues = "no_cues",
        /// A line with `-->` whose times cannot be read.
        MalformedTime = "malformed_time" { text: String },
        /// A cue ends when it begins, or before.
        EndBeforeStart = "end_before_start" { start_ms: u64, end_ms: u64 },
        /// A cue begins before the one that stands before it.
        OutOfOrder = "out_of_order" { start_ms: u64, previous_start_ms: u64 },
        /// A cue begins while the one at `previous_line` is still shown.
        Overlap = "overlap" { previous_line: u32, by_ms: u64 },
        /// A cue ends after the media does.
        BeyondEnd = "beyond_end" { end_ms: u64, duration_ms: u64 },
        /// More characters a second than can be read; `needs_ms` is how long the cue would have to stay.
        TooFast = "too_fast" { characters: u32, shown_ms: u64, limit: u32, needs_ms: u64 },
        TooManyLines = "too_many_lines" { lines: u32, limit: u32 },
        LineTooLong = "line_too_long" { characters: u32, limit: u32 },
        /// Known speech that no cue stands for.
        UncaptionedSpeech = "uncaptioned_speech" { from_ms: u64, to_ms: u64 },
        /// A long time without a cue, where the speech is not known.
        Gap = "gap" { from_ms: u64, to_ms: u64, limit_ms: u64 },
        /// The words are in another language than declared.
        WrongLanguage = "wrong_language" { declared: Language, found: Language },
        /// A cue without words.
        EmptyCue = "empty_cue",
        /// A setting that players ignore.
        IgnoredSetting = "ignored_setting" { text: String },
        /// Text that belongs to no cue, and which nobody will see.
        StrayText = "stray_text" { text: String },
    }
}

request! {
    /// Which track a file is for.
    pub struct TrackQuery {
        pub language: Option<Language>,
        /// Captions when left out.
        pub kind: Option<TrackKind>,
    }

    /// Whether a course is in the catalogue.
    pub struct Publication {
        pub published: bool,
    }
}

wire! {
    /// What a check found. A file without an error would be taken.
    pub struct CaptionCheck {
        pub format: CaptionFormat,
        pub cues: u32,
        /// In the order of the lines; at most [`limits::FINDINGS`].
        pub findings: Vec<Finding>,
        /// Whether the file would be taken.
        pub acceptable: bool,
    }

    /// A track that was kept, and is served from now on.
    pub struct KeptTrack {
        pub track: CaptionTrack,
        /// What it was sent as. It is kept as WebVTT.
        pub format: CaptionFormat,
        /// Warnings only.
        pub findings: Vec<Finding>,
    }

    /// A track with where it came from.
    pub struct CaptionTrack {
        pub track: Track,
        pub source: TrackSource,
        pub cues: u32,
        /// When it was sent here; nothing where it came with the course.
        pub sent_at: Option<DateTime<Utc>>,
    }

    /// What a course has and what it lacks, chapter by chapter.
    pub struct CourseTracks {
        pub course: CourseSlug,
        pub title: String,
        pub published: bool,
        /// The languages that the lessons are written in.
        pub languages: Vec<Language>,
        pub chapters: Vec<ChapterTracks>,
        /// Chapters whose missing captions keep the course from being published.
        pub blocking: Vec<ChapterSlug>,
    }

    /// The tracks of one chapter. A chapter without a video has none and lacks none.
    pub struct ChapterTracks {
        pub chapter: ChapterSlug,
        pub title: String,
        pub video: Option<VideoSound>,
        pub tracks: Vec<CaptionTrack>,
        /// In the languages of the course and in the one spoken.
        pub missing: Vec<MissingTrack>,
    }

    /// What of a video matters to its captions.
    pub struct VideoSound {
        pub voice: Language,
        pub duration_ms: u64,
    }

    /// A track that a chapter lacks.
    pub struct MissingTrack {
        pub kind: TrackKind,
        pub language: Language,
        /// Whether the course cannot be published without it.
        pub blocks: bool,
    }

    /// A course as the list of those who teach shows it, published or not.
    pub struct TaughtCourse {
        pub slug: CourseSlug,
        pub title: String,
        pub lang: Language,
        pub published: bool,
        pub videos: u32,
        /// Languages in which every video has captions.
        pub captions: Vec<Language>,
    }
}

request! {
    /// Who may change a course from now on: the e-mail address of a mentor's account.
    pub struct NewAuthor {
        pub email: String,
    }
}

wire! {
    /// Somebody who may change a course, as staff see them.
    pub struct Author {
        pub account: AccountId,
        pub name: String,
        pub email: String,
    }
}

/// Where a chapter's file is checked.
pub fn check_path(course: &CourseSlug, chapter: &ChapterSlug, query: &TrackQuery) -> String {
    chapter_path(course, chapter, "tracks/check", query)
}

/// Where a chapter's file is kept.
pub fn upload_path(course: &CourseSlug, chapter: &ChapterSlug, query: &TrackQuery) -> String {
    chapter_path(course, chapter, "tracks", query)
}

fn chapter_path(course: &CourseSlug, chapter: &ChapterSlug, end: &str, query: &TrackQuery) -> String {
    let (course, chapter) = (escape(course.as_str()), escape(chapter.as_str()));
    format!("/api/courses/{course}/chapters/{chapter}/{end}?{}", crate::endpoint::to_query(query))
}

endpoints! {
    /// Lists the courses that one may caption, published or not.
    Get "/api/teaching/courses" ListTaughtCourses {} (InLanguage, NoBody) -> Vec<TaughtCourse>, Teacher;
    /// Shows which tracks a course has and which it lacks.
    Get "/api/courses/{course}/tracks" ShowCourseTracks { course: CourseSlug } (InLanguage, NoBody) -> CourseTracks, Teacher;
    /// Puts a course into the catalogue or takes it out. A video without captions in the language it speaks is in the way.
    Put "/api/courses/{course}/publication" SavePublication { course: CourseSlug } (NoQuery, Publication) -> CourseTracks, Teacher;
    /// Deletes a track that was sent here. Where one came with the course, that one is served again; a course in the catalogue keeps
    /// the captions that it cannot be published without.
    Delete "/api/courses/{course}/chapters/{chapter}/tracks" RemoveTrack { course: CourseSlug, chapter: ChapterSlug } (TrackQuery, NoBody) -> CourseTracks, Teacher;
    /// Lists who wrote a course, and may change it.
    Get "/api/courses/{course}/authors" ListAuthors { course: CourseSlug } (NoQuery, NoBody) -> Vec<Author>, Staff;
    /// Lets a mentor change a course. One who may already stays.
    Post "/api/courses/{course}/authors" AddAuthor { course: CourseSlug } (NoQuery, NewAuthor) -> Vec<Author>, Staff;
    /// Takes a course from one of its authors. One who may not change it any more stays away.
    Delete "/api/courses/{course}/authors/{account}" RemoveAuthor { course: CourseSlug, account: AccountId } (NoQuery, NoBody) -> Vec<Author>, Staff;
}
