//! Marking a quiz. The browser never has the right answers, so only the server runs this.

use passerelle_api::{
    FieldError, Reason,
    id::{ChoiceId, QuestionId},
    quiz::{Answer, MarkedChoice, MarkedQuestion, QuestionKind},
};

/// Percent of the questions to get right to pass.
pub const PASS_PERCENT: u8 = 75;

/// A question with its right answers.
#[derive(Debug, Clone)]
pub struct Question {
    pub id: QuestionId,
    pub kind: QuestionKind,
    pub choices: Vec<Choice>,
}

/// A choice with what makes it right or wrong.
#[derive(Debug, Clone)]
pub struct Choice {
    pub id: ChoiceId,
    pub correct: bool,
    pub feedback: String,
}

/// How an attempt went.
#[derive(Debug, Clone, PartialEq)]
pub struct Marking {
    pub questions: Vec<MarkedQuestion>,
    pub right: u32,
    pub total: u32,
    pub percent: u8,
    pub passed: bool,
}

/// What keeps answers from being marked: questions left out or not of this quiz, choices not of their question.
pub fn refusals(questions: &[Question], answers: &[Answer]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for question in questions {
        let field = format!("answers.{}", question.id);
        let mut given = answers.iter().filter(|answer| answer.question == question.id);
        match (given.next(), given.next()) {
            (None, _) => errors.push(FieldError::new(field, Reason::NotAnswered)),
            (Some(_), Some(_)) => errors.push(FieldError::new(field, Reason::NotAllowed)),
            (Some(answer), None) => errors.extend(choice_refusal(question, answer, field)),
        }
    }
    let unknown = answers.iter().filter(|answer| questions.iter().all(|question| question.id != answer.question));
    errors.extend(unknown.map(|answer| FieldError::new(format!("answers.{}", answer.question), Reason::NotKnown)));
    errors
}

fn choice_refusal(question: &Question, answer: &Answer, field: String) -> Option<FieldError> {
    let known = |id: &ChoiceId| question.choices.iter().any(|choice| choice.id == *id);
    if answer.choices.is_empty() {
        Some(FieldError::new(field, Reason::NotAnswered))
    } else if !answer.choices.iter().all(known) {
        Some(FieldError::new(field, Reason::NotKnown))
    } else if question.kind == QuestionKind::Single && answer.choices.len() > 1 {
        Some(FieldError::limited(field, Reason::TooMany, 1))
    } else {
        None
    }
}

/// Marks answers without [`refusals`]. A question is right when exactly the right choices were made. What should have been
/// chosen is told once the quiz is passed or was tried before; until then only the choices made are spoken of.
pub fn mark(questions: &[Question], answers: &[Answer], tried_before: bool) -> Marking {
    let chosen = |question: &Question, choice: &Choice| {
        answers.iter().any(|answer| answer.question == question.id && answer.choices.contains(&choice.id))
    };
    let is_right =
        |question: &Question| question.choices.iter().all(|choice| chosen(question, choice) == choice.correct);
    let total = questions.len();
    let right = questions.iter().filter(|question| is_right(question)).count();
    let percent = u8::try_from((right * 100).checked_div(total).unwrap_or(0)).unwrap_or(100);
    let passed = total > 0 && percent >= PASS_PERCENT;
    let told =
        |question: &Question, choice: &Choice| chosen(question, choice) || (choice.correct && (passed || tried_before));
    let marked = questions.iter().map(|question| MarkedQuestion {
        id: question.id.clone(),
        right: is_right(question),
        choices: question
            .choices
            .iter()
            .filter(|choice| told(question, choice))
            .map(|choice| MarkedChoice {
                id: choice.id.clone(),
                chosen: chosen(question, choice),
                correct: choice.correct,
                feedback: choice.feedback.clone(),
            })
            .collect(),
    });
    Marking { questions: marked.collect(), right: count(right), total: count(total), percent, passed }
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(id: &str, kind: QuestionKind, choices: &[(&str, bool)]) -> Question {
        let choices = choices.iter().map(|(id, correct)| Choice {
            id: (*id).into(),
            correct: *correct,
            feedback: format!("why {id}"),
        });
        Question { id: id.into(), kind, choices: choices.collect() }
    }

    fn quiz() -> Vec<Question> {
        vec![
            question("q1", QuestionKind::Single, &[("a", true), ("b", false)]),
            question("q2", QuestionKind::Multiple, &[("a", true), ("b", true), ("c", false)]),
            question("q3", QuestionKind::Single, &[("a", false), ("b", true)]),
            question("q4", QuestionKind::Single, &[("a", false), ("b", true)]),
        ]
    }

    fn answers(choices: [&[&str]; 4]) -> Vec<Answer> {
        let answer = |(index, choices): (usize, &&[&str])| Answer {
            question: format!("q{}", index + 1).into(),
            choices: choices.iter().map(|id| (*id).into()).collect(),
        };
        choices.iter().enumerate().map(answer).collect()
    }

    #[test]
    fn a_question_is_right_when_exactly_the_right_choices_are_made() {
        let marking = mark(&quiz(), &answers([&["a"], &["a", "b"], &["b"], &["b"]]), false);
        assert_eq!((marking.right, marking.percent, marking.passed), (4, 100, true));
        for wrong in [&["a"][..], &["a", "c"], &["a", "b", "c"], &["c"]] {
            let marking = mark(&quiz(), &answers([&["a"], wrong, &["b"], &["b"]]), false);
            assert_eq!((marking.right, marking.percent, marking.passed), (3, 75, true), "{wrong:?}");
        }
    }

    #[test]
    fn three_quarters_pass_and_half_does_not() {
        let marking = mark(&quiz(), &answers([&["a"], &["c"], &["a"], &["b"]]), false);
        assert_eq!((marking.right, marking.total, marking.percent, marking.passed), (2, 4, 50, false));
    }

    #[test]
    fn a_first_failed_try_tells_nothing_of_the_other_choices() {
        let given = answers([&["b"], &["a"], &["a"], &["b"]]);
        let first = mark(&quiz(), &given, false);
        assert!(first.questions.iter().flat_map(|question| &question.choices).all(|choice| choice.chosen));
        let second = mark(&quiz(), &given, true);
        let told: Vec<_> = second.questions[0].choices.iter().map(|c| (c.id.as_str(), c.chosen, c.correct)).collect();
        assert_eq!(told, [("a", false, true), ("b", true, false)]);
    }

    #[test]
    fn answers_that_cannot_be_marked_are_refused_one_by_one() {
        let mut given = answers([&["a", "b"], &[], &["z"], &["b"]]);
        given.push(Answer { question: "q9".into(), choices: vec!["a".into()] });
        let refused = refusals(&quiz(), &given);
        let reasons: Vec<_> = refused.iter().map(|error| (error.field.as_str(), error.reason)).collect();
        assert_eq!(
            reasons,
            [
                ("answers.q1", Reason::TooMany),
                ("answers.q2", Reason::NotAnswered),
                ("answers.q3", Reason::NotKnown),
                ("answers.q9", Reason::NotKnown),
            ]
        );
        assert_eq!(refusals(&quiz(), &[]).len(), 4);
        let twice = [answers([&["a"], &["a"], &["a"], &["a"]]), answers([&["b"], &["a"], &["a"], &["a"]])].concat();
        assert!(refusals(&quiz(), &twice).iter().all(|error| error.reason == Reason::NotAllowed));
    }

    #[test]
    fn an_empty_quiz_is_never_passed() {
        assert!(!mark(&[], &[], false).passed);
    }
}
