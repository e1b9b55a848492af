//! Notes and bookmarks at a moment of a video or at a heading of a text.
//!
//! The browser names each note itself, so that sending one again, after a line that dropped, keeps one.

use chrono::{DateTime, Utc};

use crate::{
    endpoint::{NoBody, NoQuery, NoReply, endpoints},
    id::{ChapterSlug, CourseSlug, NoteId},
    wire::{request, wire},
};

/// Bounds that the form and the server both hold to.
pub mod limits {
    /// Characters of a note.
    pub const TEXT: u64 = 4_000;
    /// Characters of a slug or of a heading's id.
    pub const PLACE: u64 = 200;
    /// Notes of one account.
    pub const NOTES: u64 = 2_000;
}

wire! {
    /// A note; a bookmark where it has no words.
    pub struct Note {
        pub id: NoteId,
        pub course: CourseSlug,
        pub chapter: ChapterSlug,
        /// The moment of the video.
        pub position_ms: Option<u64>,
        /// The id of a heading in the text.
        pub heading: Option<String>,
        pub text: String,
        pub changed_at: DateTime<Utc>,
    }
}

request! {
    /// Which notes to list; all of them when left out.
    pub struct NoteQuery {
        pub course: Option<CourseSlug>,
        pub chapter: Option<ChapterSlug>,
    }

    /// What a note says and where it belongs. A note with neither moment nor heading is for the whole chapter.
    pub struct NoteChange {
        pub course: CourseSlug,
        pub chapter: ChapterSlug,
        pub position_ms: Option<u64>,
        pub heading: Option<String>,
        pub text: String,
    }
}

endpoints! {
    /// Lists one's own notes: those of the video by their moment, then the others by age.
    Get "/api/notes" ListNotes {} (NoteQuery, NoBody) -> Vec<Note>, Account;
    /// Keeps a note under the name that the browser gave it, 8 to 64 letters, digits or hyphens.
    Put "/api/notes/{note}" SaveNote { note: NoteId } (NoQuery, NoteChange) -> Note, Account;
    /// Deletes a note. One that is gone already is deleted.
    Delete "/api/notes/{note}" DeleteNote { note: NoteId } (NoQuery, NoBody) -> NoReply, Account;
}
