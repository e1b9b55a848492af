//! Quizzes. The right answers stay on the server until they are given.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    id::{ChapterSlug, ChoiceId, CourseSlug, IdempotencyKey, QuestionId},
    reference::InLanguage,
    wire::{request, wire, words},
};

words! {
    /// How many choices a question takes.
    pub enum QuestionKind {
        Single = "single",
        Multiple = "multiple",
    }
}

wire! {
    /// A chapter's quiz without its answers.
    pub struct Quiz {
        pub course: CourseSlug,
        pub course_title: String,
        pub chapter: ChapterSlug,
        pub chapter_title: String,
        pub lang: Language,
        pub questions: Vec<Question>,
        /// Percent of the questions to get right to pass.
        pub pass_percent: u8,
        pub next_chapter: Option<ChapterSlug>,
    }

    pub struct Question {
        pub id: QuestionId,
        pub kind: QuestionKind,
        pub text: String,
        pub choices: Vec<Choice>,
    }

    pub struct Choice {
        pub id: ChoiceId,
        pub text: String,
    }

    /// How an attempt went.
    pub struct Marked {
        pub questions: Vec<MarkedQuestion>,
        pub right: u32,
        pub total: u32,
        pub percent: u8,
        pub passed: bool,
        /// Whether the attempt was kept with an account.
        pub kept: bool,
        /// Whether every chapter of the course is now passed.
        pub course_passed: bool,
    }

    pub struct MarkedQuestion {
        pub id: QuestionId,
        pub right: bool,
        pub choices: Vec<MarkedChoice>,
    }

    /// A choice that was made, or that should have been once the second try is over.
    pub struct MarkedChoice {
        pub id: ChoiceId,
        pub chosen: bool,
        pub correct: bool,
        /// Why it is right or wrong, in words.
        pub feedback: String,
    }
}

request! {
    /// The answers to a whole quiz, sent once.
    pub struct Attempt {
        pub answers: Vec<Answer>,
        pub key: IdempotencyKey,
    }

    /// The choices made for one question.
    pub struct Answer {
        pub question: QuestionId,
        pub choices: Vec<ChoiceId>,
    }
}

endpoints! {
    /// Shows a chapter's quiz.
    Get "/api/courses/{course}/chapters/{chapter}/quiz" ShowQuiz { course: CourseSlug, chapter: ChapterSlug } (InLanguage, NoBody) -> Quiz, Public;
    /// Marks an attempt. Without an account it is marked and not kept.
    Post "/api/courses/{course}/chapters/{chapter}/attempts" SendAttempt { course: CourseSlug, chapter: ChapterSlug } (InLanguage, Attempt) -> Marked, Public;
}
