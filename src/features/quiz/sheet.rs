//! The answers while they are being given, and where one is in the quiz.

use passerelle_api::{
    id::{ChoiceId, IdempotencyKey, QuestionId},
    quiz::{Answer, Attempt, Question, QuestionKind, Quiz},
};
use serde::{Deserialize, Serialize};

/// The answers so far. They are kept in this browser, with the key under which they are sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    key: IdempotencyKey,
    answers: Vec<Answer>,
    step: usize,
    /// Whether the answers left this browser as they are. Whether they arrived may not be known.
    sent: bool,
}

/// What is in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The question of this number, from 0.
    Question(usize),
    /// All answers, before they are sent.
    Review,
}

impl Sheet {
    /// An empty sheet. `key` must be fresh.
    pub const fn new(key: IdempotencyKey) -> Self {
        Self { key, answers: Vec::new(), step: 0, sent: false }
    }

    /// What is in view. A quiz that became shorter since the sheet was kept ends at its review.
    pub fn step(&self, quiz: &Quiz) -> Step {
        if self.step < quiz.questions.len() { Step::Question(self.step) } else { Step::Review }
    }

    /// Goes to a step.
    pub fn go(&mut self, step: Step, quiz: &Quiz) {
        self.step = match step {
            Step::Question(number) => number.min(quiz.questions.len()),
            Step::Review => quiz.questions.len(),
        };
    }

    /// Goes one step on.
    pub fn next(&mut self, quiz: &Quiz) {
        self.step = (self.step + 1).min(quiz.questions.len());
    }

    /// Goes one step back.
    pub fn back(&mut self, quiz: &Quiz) {
        self.step = self.step.min(quiz.questions.len()).saturating_sub(1);
    }

    /// Whether a choice is made.
    pub fn is_chosen(&self, question: &QuestionId, choice: &ChoiceId) -> bool {
        self.answers.iter().any(|answer| answer.question == *question && answer.choices.contains(choice))
    }

    /// Makes a choice or takes it back. Answers that were already sent become another attempt by that, under a key of its own:
    /// the server would otherwise take them for the first ones.
    pub fn choose(
        &mut self,
        question: &Question,
        choice: &ChoiceId,
        chosen: bool,
        fresh_key: impl FnOnce() -> IdempotencyKey,
    ) {
        if self.is_chosen(&question.id, choice) == chosen {
            return;
        }
        if self.sent {
            self.key = fresh_key();
            self.sent = false;
        }
        let at = self.answers.iter().position(|answer| answer.question == question.id).unwrap_or_else(|| {
            self.answers.push(Answer { question: question.id.clone(), choices: Vec::new() });
            self.answers.len() - 1
        });
        let choices = &mut self.answers[at].choices;
        match question.kind {
            QuestionKind::Single => choices.clear(),
            QuestionKind::Multiple => choices.retain(|other| other != choice),
        }
        if chosen {
            choices.push(choice.clone());
        }
    }

    /// Whether a question has an answer that the quiz still offers.
    pub fn is_answered(&self, question: &Question) -> bool {
        question.choices.iter().any(|choice| self.is_chosen(&question.id, &choice.id))
    }

    /// The numbers of the questions without an answer.
    pub fn unanswered(&self, quiz: &Quiz) -> Vec<usize> {
        let open = |(number, question)| (!self.is_answered(question)).then_some(number);
        quiz.questions.iter().enumerate().filter_map(open).collect()
    }

    /// The attempt to send: what the quiz asks, in its order. From here on the answers count as sent.
    pub fn attempt(&mut self, quiz: &Quiz) -> Attempt {
        self.sent = true;
        let answer = |question: &Question| Answer {
            question: question.id.clone(),
            choices: question
                .choices
                .iter()
                .map(|choice| choice.id.clone())
                .filter(|choice| self.is_chosen(&question.id, choice))
                .collect(),
        };
        Attempt { answers: quiz.questions.iter().map(answer).collect(), key: self.key.clone() }
    }
}

#[cfg(test)]
mod tests {
    use passerelle_api::{account::Language, quiz::Choice};

    use super::*;

    fn question(id: &str, kind: QuestionKind) -> Question {
        let choices = ["a", "b", "c"].map(|id| Choice { id: id.into(), text: id.into() });
        Question { id: id.into(), kind, text: id.into(), choices: choices.into() }
    }

    fn quiz() -> Quiz {
        Quiz {
            course: "c".into(),
            course_title: String::new(),
            chapter: "one".into(),
            chapter_title: String::new(),
            lang: Language::English,
            questions: vec![question("q1", QuestionKind::Single), question("q2", QuestionKind::Multiple)],
            pass_percent: 75,
            next_chapter: None,
        }
    }

    fn choose(sheet: &mut Sheet, question: &Question, choice: &str, chosen: bool) {
        sheet.choose(question, &choice.into(), chosen, || "second".into());
    }

    #[test]
    fn steps_end_at_the_review_and_at_the_first_question() {
        let (quiz, mut sheet) = (quiz(), Sheet::new("first".into()));
        sheet.back(&quiz);
        assert_eq!(sheet.step(&quiz), Step::Question(0));
        for _ in 0..5 {
            sheet.next(&quiz);
        }
        assert_eq!(sheet.step(&quiz), Step::Review);
        sheet.back(&quiz);
        assert_eq!(sheet.step(&quiz), Step::Question(1));
        sheet.go(Step::Question(0), &quiz);
        assert_eq!(sheet.step(&quiz), Step::Question(0));
    }

    #[test]
    fn a_single_question_has_one_answer_and_a_multiple_one_has_several() {
        let (quiz, mut sheet) = (quiz(), Sheet::new("first".into()));
        let [single, multiple] = quiz.questions.as_slice() else { panic!("two questions") };
        for choice in ["a", "b"] {
            choose(&mut sheet, single, choice, true);
            choose(&mut sheet, multiple, choice, true);
        }
        let attempt = sheet.attempt(&quiz);
        assert_eq!(attempt.answers[0].choices, ["b".into()]);
        assert_eq!(attempt.answers[1].choices, ["a".into(), "b".into()]);
    }

    #[test]
    fn a_choice_that_is_taken_back_leaves_the_question_open() {
        let (quiz, mut sheet) = (quiz(), Sheet::new("first".into()));
        choose(&mut sheet, &quiz.questions[1], "a", true);
        assert_eq!(sheet.unanswered(&quiz), [0]);
        choose(&mut sheet, &quiz.questions[1], "a", false);
        assert_eq!(sheet.unanswered(&quiz), [0, 1]);
    }

    #[test]
    fn sending_again_is_the_same_attempt_until_an_answer_changes() {
        let (quiz, mut sheet) = (quiz(), Sheet::new("first".into()));
        choose(&mut sheet, &quiz.questions[0], "a", true);
        let sent = sheet.attempt(&quiz);
        assert_eq!(sheet.attempt(&quiz), sent);
        choose(&mut sheet, &quiz.questions[0], "a", true);
        assert_eq!(sheet.attempt(&quiz).key, "first".into());
        choose(&mut sheet, &quiz.questions[0], "b", true);
        assert_eq!(sheet.attempt(&quiz).key, "second".into());
    }

    #[test]
    fn answers_to_what_the_quiz_no_longer_asks_are_left_out() {
        let (mut quiz, mut sheet) = (quiz(), Sheet::new("first".into()));
        choose(&mut sheet, &quiz.questions[0], "a", true);
        choose(&mut sheet, &quiz.questions[1], "c", true);
        quiz.questions[1].choices.pop();
        sheet.next(&quiz);
        quiz.questions.remove(0);
        assert_eq!(sheet.unanswered(&quiz), [0]);
        assert_eq!(sheet.step(&quiz), Step::Review);
        assert_eq!(sheet.attempt(&quiz).answers, [Answer { question: "q2".into(), choices: vec![] }]);
    }
}
