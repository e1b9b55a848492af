//! A lesson: its video, its text, and the way on.

mod calls;
mod contents;
mod lesson_page;
mod next;
mod progress;
mod text;

pub use self::lesson_page::LessonPage;
