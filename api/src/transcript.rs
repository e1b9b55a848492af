//! What is said in the videos, as text: finding a word in all of them, and taking a transcript away.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints, escape},
    id::{ChapterSlug, CourseSlug},
    wire::{request, wire, words},
};

/// Where a transcript is downloaded, by `GET` with [`TranscriptQuery`].
pub const TRANSCRIPT_PATH: &str = "/api/courses/{course}/chapters/{chapter}/transcript/{form}";

/// Bounds of a search.
pub mod limits {
    /// Characters of the words that are looked for.
    pub const WORDS: u64 = 120;
    /// Words; more than these narrow nothing that a person still has in mind.
    pub const MOST_WORDS: usize = 8;
}

words! {
    /// The forms a transcript can be taken away in.
    pub enum TranscriptForm {
        Text = "txt",
        /// Plain text that a braille display or embosser takes well: lines of at most 40 characters, nothing decorative,
        /// speakers first. It is not translated into contracted braille; the reader's own software does that.
        Braille = "brf.txt",
        SubRip = "srt",
        WebVtt = "vtt",
    }
}

request! {
    /// Which language a transcript comes in; the spoken one when left out.
    pub struct TranscriptQuery {
        pub language: Option<Language>,
    }

    /// What to look for. Every word must be in one cue, or in two that follow one another.
    pub struct TranscriptSearch {
        pub q: Option<String>,
        /// Only captions in this language; in all of them when left out.
        pub language: Option<Language>,
        pub cursor: Option<String>,
    }
}

wire! {
    /// A page of places where the words are said, best first.
    pub struct TranscriptHits {
        pub items: Vec<TranscriptHit>,
        pub next: Option<String>,
    }

    /// A place in a video.
    pub struct TranscriptHit {
        pub course: CourseSlug,
        pub course_title: String,
        pub chapter: ChapterSlug,
        pub chapter_title: String,
        /// The language of the captions.
        pub language: Language,
        /// Where the words begin, in whole seconds, rounded down.
        pub start_seconds: u64,
        /// The query of the lesson's address that opens it at that second.
        pub lesson_query: String,
        pub text: String,
        /// Which parts of `text` match, in order.
        pub matches: Vec<TextRange>,
    }

    /// Part of a text, from `start` up to and without `end`, both counted in characters (Unicode scalar values).
    #[derive(Eq)]
    pub struct TextRange {
        pub start: u32,
        pub end: u32,
    }
}

/// Where a transcript is downloaded.
pub fn transcript_path(
    course: &CourseSlug,
    chapter: &ChapterSlug,
    form: TranscriptForm,
    query: &TranscriptQuery,
) -> String {
    let (course, chapter) = (escape(course.as_str()), escape(chapter.as_str()));
    let query = crate::endpoint::to_query(query);
    format!("/api/courses/{course}/chapters/{chapter}/transcript/{}?{query}", form.as_str())
}

endpoints! {
    /// Finds words in the captions of every published course.
    Get "/api/transcripts" SearchTranscripts {} (TranscriptSearch, NoBody) -> TranscriptHits, Public;
}
