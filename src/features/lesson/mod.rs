//! A lesson: its video, its text, what helps to read it, and the way on.

mod aloud;
mod beside;
mod calls;
mod contents;
mod lesson_page;
mod next;
mod note_desk;
mod note_form;
mod note_list;
mod notes;
mod progress;
mod resume;
mod sentences;
mod text;
mod tools;

pub use self::lesson_page::LessonPage;
