//! A chapter's quiz: one question in view at a time, and a result in words.

mod address;
mod calls;
mod question;
mod quiz_page;
mod result;
mod review;
mod sheet;

pub use self::quiz_page::QuizPage;
