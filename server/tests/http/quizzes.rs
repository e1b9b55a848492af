//! Quizzes: what is asked, and how it is marked.

use passerelle_api::{
    Code, Reason,
    account::{Language, Role},
    quiz::{Answer, Attempt, ShowQuiz},
    reference::InLanguage,
};

use crate::support::{
    Server,
    catalogue::{CHAPTER, COURSE, attempt_at},
};

#[tokio::test]
async fn a_quiz_does_not_give_its_answers_away() {
    let server = Server::with_courses().await;
    let quiz = ShowQuiz { course: COURSE.into(), chapter: CHAPTER.into() };
    let french = InLanguage { lang: Some(Language::French) };
    let reply = server.call(&server.nobody(), quiz, &french, &()).await;
    let text = reply.text();
    assert!(!text.contains("correct") && !text.contains("feedback"), "{text}");
    let quiz: passerelle_api::quiz::Quiz = reply.json();
    assert_eq!((quiz.lang, quiz.pass_percent), (Language::French, 75));
    assert!(quiz.next_chapter.is_some());
}

#[tokio::test]
async fn a_guest_is_marked_and_not_kept() {
    let server = Server::with_courses().await;
    let marked = server.attempt(&server.nobody(), CHAPTER, 0, "guest-key-1").await;
    assert!(marked.passed && !marked.kept && !marked.course_passed);
    assert_eq!((marked.percent, marked.right), (100, marked.total));
}

#[tokio::test]
async fn the_right_choices_are_told_from_the_second_try_on() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let first = server.attempt(&who, CHAPTER, 99, "first-try").await;
    assert!(first.kept && !first.passed && first.right == 0);
    assert!(
        first.questions.iter().flat_map(|question| &question.choices).all(|choice| choice.chosen && !choice.correct)
    );
    assert!(first.questions.iter().flat_map(|question| &question.choices).all(|choice| !choice.feedback.is_empty()));
    let second = server.attempt(&who, CHAPTER, 99, "second-try").await;
    assert!(
        second.questions.iter().all(|question| question.choices.iter().any(|choice| choice.correct && !choice.chosen))
    );
}

#[tokio::test]
async fn a_form_sent_twice_is_one_attempt() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let first = server.attempt(&who, CHAPTER, 99, "same-key").await;
    let again = server.attempt(&who, CHAPTER, 99, "same-key").await;
    assert_eq!(first, again, "a second attempt would tell the right choices");
    let other = Attempt { answers: server.answers(CHAPTER, 0).await, key: "same-key".into() };
    let problem = server.refused(&who, attempt_at(CHAPTER), &InLanguage::default(), &other).await;
    assert_eq!(problem.code, Code::Conflict);
}

#[tokio::test]
async fn two_tabs_at_once_are_one_attempt() {
    let server = Server::with_courses().await;
    let who = server.person("learner", Role::Learner).await;
    let (one, two, three) = tokio::join!(
        server.attempt(&who, CHAPTER, 99, "same-key"),
        server.attempt(&who, CHAPTER, 99, "same-key"),
        server.attempt(&who, CHAPTER, 99, "same-key"),
    );
    assert!(one == two && two == three);
    let next = server.attempt(&who, CHAPTER, 99, "other-key").await;
    assert_ne!(one, next, "this is the second attempt");
}

#[tokio::test]
async fn answers_that_cannot_be_marked_name_their_question() {
    let server = Server::with_courses().await;
    let mut answers = server.answers(CHAPTER, 0).await;
    answers[0].choices.clear();
    answers[1].choices = vec!["none".into()];
    answers.push(Answer { question: "none".into(), choices: vec!["a".into()] });
    let attempt = Attempt { answers, key: "some-key-1".into() };
    let problem = server.refused(&server.nobody(), attempt_at(CHAPTER), &InLanguage::default(), &attempt).await;
    let reasons: Vec<_> = problem.errors.iter().map(|error| error.reason).collect();
    assert_eq!(reasons, [Reason::NotAnswered, Reason::NotKnown, Reason::NotKnown]);
    assert!(problem.errors[0].field.starts_with("answers."));
    let bad_key = Attempt { answers: server.answers(CHAPTER, 0).await, key: "a b".into() };
    let problem = server.refused(&server.nobody(), attempt_at(CHAPTER), &InLanguage::default(), &bad_key).await;
    assert_eq!(problem.errors[0].field, "key");
}

#[tokio::test]
async fn a_chapter_that_is_not_there_has_no_quiz() {
    let server = Server::with_courses().await;
    let attempt = Attempt { answers: Vec::new(), key: "some-key-1".into() };
    let problem = server.refused(&server.nobody(), attempt_at("none"), &InLanguage::default(), &attempt).await;
    assert_eq!(problem.code, Code::NotFound);
}
