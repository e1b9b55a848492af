//! A quiz as its author wrote it, in every language, right answers included.

use std::collections::BTreeMap;

use passerelle_api::{
    account::Language,
    id::{ChoiceId, QuestionId},
    quiz::{Choice, Question, QuestionKind},
};
use passerelle_rules::marking;
use serde::{Deserialize, Serialize};

/// Words by language code.
pub type Text = BTreeMap<String, String>;

/// The file `quiz.json`, which is also what the database keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizFile {
    pub questions: Vec<QuestionFile>,
}

/// A question with its choices.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionFile {
    pub id: QuestionId,
    pub kind: QuestionKind,
    pub text: Text,
    pub choices: Vec<ChoiceFile>,
}

/// A choice with the reason why it is right or wrong.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceFile {
    pub id: ChoiceId,
    pub correct: bool,
    pub text: Text,
    pub feedback: Text,
}

impl QuizFile {
    /// What is asked, without the answers.
    pub fn questions(&self, language: Language) -> Vec<Question> {
        let choice = |choice: &ChoiceFile| Choice { id: choice.id.clone(), text: words(&choice.text, language) };
        let question = |question: &QuestionFile| Question {
            id: question.id.clone(),
            kind: question.kind,
            text: words(&question.text, language),
            choices: question.choices.iter().map(choice).collect(),
        };
        self.questions.iter().map(question).collect()
    }

    /// What answers are marked against.
    pub fn key(&self, language: Language) -> Vec<marking::Question> {
        let choice = |choice: &ChoiceFile| marking::Choice {
            id: choice.id.clone(),
            correct: choice.correct,
            feedback: words(&choice.feedback, language),
        };
        let question = |question: &QuestionFile| marking::Question {
            id: question.id.clone(),
            kind: question.kind,
            choices: question.choices.iter().map(choice).collect(),
        };
        self.questions.iter().map(question).collect()
    }

    /// What an author got wrong: nothing right to choose, two ids alike, words missing in a language.
    pub fn fault(&self, languages: &[Language]) -> Option<String> {
        for (index, question) in self.questions.iter().enumerate() {
            let right = question.choices.iter().filter(|choice| choice.correct).count();
            if right == 0 || (question.kind == QuestionKind::Single && right != 1) {
                return Some(format!("question {}: {right} right choices", question.id));
            }
            if self.questions[..index].iter().any(|other| other.id == question.id) {
                return Some(format!("two questions {}", question.id));
            }
            let texts = question.choices.iter().flat_map(|choice| [&choice.text, &choice.feedback]);
            for text in texts.chain([&question.text]) {
                let missing = languages.iter().find(|language| !text.contains_key(language.as_str()));
                if let Some(language) = missing {
                    return Some(format!("question {}: words missing in {}", question.id, language.as_str()));
                }
            }
        }
        None
    }
}

/// The words in a language, or in English, or in the first there is.
pub fn words(text: &Text, language: Language) -> String {
    text.get(language.as_str())
        .or_else(|| text.get(Language::English.as_str()))
        .or_else(|| text.values().next())
        .cloned()
        .unwrap_or_default()
}
