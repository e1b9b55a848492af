//! An application while it is being written: what it holds, and what is wrong with it before it is sent.

use leptos::prelude::{Memo, With, untrack};
use passerelle_api::{
    FieldError, Reason,
    id::{ApplicationId, EmployerSlug, IdempotencyKey, JobSlug},
    job::{FileRef, NewApplication, QuestionAnswer, limits},
    posting::limits::ANSWER,
    reference::Occupation,
};
use passerelle_rules::application::is_phone_number;
use serde::{Deserialize, Serialize};

use crate::{base, client::Failure};

/// The form, as it is kept in this browser until it was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub profile: String,
    pub message: String,
    pub phone: String,
    /// What somebody looks for who writes without an ad.
    #[serde(default)]
    pub occupation: String,
    /// What the ad asked when its questions were answered, with the answers.
    #[serde(default)]
    pub answers: Vec<QuestionAnswer>,
    /// A CV that the server has already.
    pub cv: Option<FileRef>,
    /// The name of one that was chosen and is in no other place than this page, so that it has to be chosen again after a reload.
    #[serde(default)]
    pub cv_name: Option<String>,
    /// Made once, so that the same application sent twice arrives once.
    pub key: IdempotencyKey,
    /// The application that had been taken back when the key was made, if one had.
    #[serde(default)]
    pub after: Option<ApplicationId>,
}

impl Form {
    /// An empty form.
    pub fn new() -> Self {
        Self::with_key(base::fresh_key())
    }

    /// What the draft of an application to an ad is called.
    pub fn name(ad: &JobSlug) -> String {
        ["apply:", ad.as_str()].concat()
    }

    fn with_key(key: IdempotencyKey) -> Self {
        let (profile, message, phone, occupation) = Default::default();
        Self { profile, message, phone, occupation, answers: Vec::new(), cv: None, cv_name: None, key, after: None }
    }

    /// What somebody wrote before signing in, together with what they had begun before that. Of a text that both have each stays, the
    /// later one below the other.
    pub fn joined(own: Self, written: Self) -> Self {
        let newer = |own: String, written: String| if written.trim().is_empty() { own } else { written };
        let mut form = Self {
            profile: added(&own.profile, &written.profile),
            message: added(&own.message, &written.message),
            phone: newer(own.phone.clone(), written.phone),
            occupation: newer(own.occupation.clone(), written.occupation),
            cv: own.cv.clone().or(written.cv),
            cv_name: own.cv_name.clone().or(written.cv_name),
            ..own
        };
        for QuestionAnswer { question, answer } in written.answers {
            let both = added(form.answer_to(&question), &answer);
            form.answer(&question, both);
        }
        form
    }

    /// Whether the form has to have another key, because an application that may have been sent with this one was taken back since.
    pub fn is_spent(&self, withdrawn: &ApplicationId) -> bool {
        self.after.as_ref() != Some(withdrawn)
    }

    /// Whether anything is in it that somebody wrote or chose.
    pub fn is_begun(&self) -> bool {
        let is_written = [&self.profile, &self.message, &self.phone].iter().any(|text| !text.trim().is_empty());
        is_written || !self.former(&[]).is_empty() || self.cv.is_some() || self.cv_name.is_some()
    }

    /// What was answered to a question.
    pub fn answer_to(&self, question: &str) -> &str {
        let given = self.answers.iter().find(|given| given.question == question);
        given.map(|given| given.answer.as_str()).unwrap_or_default()
    }

    /// What was answered to questions that are asked no more.
    pub fn former(&self, asked: &[String]) -> Vec<QuestionAnswer> {
        let is_former = |given: &&QuestionAnswer| !given.answer.trim().is_empty() && !asked.contains(&given.question);
        self.answers.iter().filter(is_former).cloned().collect()
    }

    /// Keeps the answer to a question.
    pub fn answer(&mut self, question: &str, answer: String) {
        self.answers.retain(|given| given.question != question);
        self.answers.push(QuestionAnswer { question: question.to_owned(), answer });
    }

    /// The application that the form stands for, to an ad that asks these questions.
    pub fn application(&self, questions: &[String]) -> NewApplication {
        let answer = |question: &String| QuestionAnswer {
            question: question.clone(),
            answer: self.answer_to(question).trim().to_owned(),
        };
        let phone = self.phone.trim();
        NewApplication {
            profile: self.profile.trim().to_owned(),
            message: self.message.trim().to_owned(),
            phone: (!phone.is_empty()).then(|| phone.to_owned()),
            cv: self.cv.as_ref().map(|cv| cv.id.clone()),
            answers: (!questions.is_empty()).then(|| questions.iter().map(answer).collect()),
            key: self.key.clone(),
        }
    }
}

/// A text with another one below it, unless that is in it already.
pub fn added(text: &str, more: &str) -> String {
    let more = more.trim();
    match text.trim_end() {
        "" => more.to_owned(),
        _ if text.contains(more) => text.to_owned(),
        text => [text, "\n\n", more].concat(),
    }
}

/// Whom an application is for.
#[derive(Clone)]
pub enum To {
    Ad(JobSlug),
    /// An organisation without an ad, with the occupations that it names, as far as they are known yet.
    Company(EmployerSlug, Memo<Vec<Occupation>>),
}

impl To {
    /// The occupation that somebody writes for: the one that was chosen, or the only one there is.
    pub fn occupation(&self, form: &Form) -> String {
        let Self::Company(_, occupations) = self else { return String::new() };
        untrack(|| {
            occupations.with(|known| match known.as_slice() {
                [only] => only.code.0.clone(),
                // A draft may hold one that the organisation does not name any more.
                known => known
                    .iter()
                    .find(|one| one.code.0 == form.occupation)
                    .map(|one| one.code.0.clone())
                    .unwrap_or_default(),
            })
        })
    }
}

/// What is wrong with an application, by the rules that the server holds to as well.
pub fn check(application: &NewApplication) -> Vec<FieldError> {
    let count = |text: &str| text.chars().count() as u64;
    let message = match count(&application.message) {
        0 => Some(FieldError::new("message", Reason::Required)),
        length if length < limits::MESSAGE_MIN => {
            Some(FieldError::limited("message", Reason::TooShort, limits::MESSAGE_MIN))
        }
        length if length > limits::MESSAGE_MAX => {
            Some(FieldError::limited("message", Reason::TooLong, limits::MESSAGE_MAX))
        }
        _ => None,
    };
    let too_long = |field: &str, text: &str, max: u64| {
        (count(text) > max).then(|| FieldError::limited(field, Reason::TooLong, max))
    };
    let profile = too_long("profile", &application.profile, limits::PROFILE_MAX);
    let phone = application.phone.as_deref().and_then(|phone| {
        let strange = (!is_phone_number(phone)).then(|| FieldError::new("phone", Reason::NotAPhoneNumber));
        too_long("phone", phone, limits::PHONE_MAX).or(strange)
    });
    let answer = |(at, given): (usize, &QuestionAnswer)| {
        let field = answer_field(at);
        let missing = given.answer.is_empty().then(|| FieldError::new(field, Reason::Required));
        missing.or_else(|| too_long(field, &given.answer, ANSWER))
    };
    let answers = application.answers.iter().flatten().enumerate().filter_map(answer);
    answers.chain([message, profile, phone].into_iter().flatten()).collect()
}

/// The name of the field of an answer, as the server says it as well. An ad asks at most three questions.
pub fn answer_field(at: usize) -> &'static str {
    ["answers.0", "answers.1", "answers.2"][at.min(2)]
}

/// What is wrong with a file that is to be a CV, as far as its name and size tell. The server looks into it.
pub fn check_cv(name: &str, bytes: f64) -> Option<FieldError> {
    let name = base::lower(name);
    if !name.ends_with(".pdf") && !name.ends_with(".docx") {
        Some(FieldError::new("cv", Reason::NotAPdfOrDocx))
    } else if bytes <= 0.0 {
        Some(FieldError::new("cv", Reason::EmptyFile))
    } else if bytes > limits::CV_BYTES as f64 {
        Some(FieldError::limited("cv", Reason::TooLarge, limits::CV_BYTES))
    } else {
        None
    }
}

/// The failure of an upload as one of the form's field: the server names the file's own parts.
pub fn of_cv(failure: Failure) -> Failure {
    match failure {
        Failure::Problem(mut problem) => {
            if problem.code == passerelle_api::Code::TooLarge && problem.errors.is_empty() {
                problem.errors.push(FieldError::limited("cv", Reason::TooLarge, limits::CV_BYTES));
            }
            problem.errors.iter_mut().for_each(|error| error.field = "cv".to_owned());
            Failure::Problem(problem)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Form {
        fn new_for_test() -> Self {
            Self::with_key("key-00000001".into())
        }
    }

    fn application(message: &str) -> NewApplication {
        NewApplication { message: message.into(), ..NewApplication::default() }
    }

    fn reasons(application: &NewApplication) -> Vec<(String, Reason)> {
        check(application).into_iter().map(|error| (error.field, error.reason)).collect()
    }

    #[test]
    fn a_message_is_needed_and_has_bounds() {
        assert_eq!(reasons(&application("")), [("message".to_owned(), Reason::Required)]);
        assert_eq!(reasons(&application(&"é".repeat(19))), [("message".to_owned(), Reason::TooShort)]);
        assert_eq!(reasons(&application(&"é".repeat(20))), []);
        assert_eq!(reasons(&application(&"é".repeat(2001))), [("message".to_owned(), Reason::TooLong)]);
    }

    #[test]
    fn each_question_of_the_ad_is_answered() {
        let mut form = Form { message: "x".repeat(20), ..Form::new_for_test() };
        let questions = ["Why?".to_owned(), "When?".to_owned()];
        form.answer("Why?", " Because. ".into());
        form.answer("Asked no more?", "Yes".into());
        assert_eq!(reasons(&form.application(&questions)), [("answers.1".to_owned(), Reason::Required)]);
        form.answer("When?", "x".repeat(1_001));
        assert_eq!(reasons(&form.application(&questions)), [("answers.1".to_owned(), Reason::TooLong)]);
        form.answer("When?", "Now".into());
        let sent = form.application(&questions);
        assert_eq!(reasons(&sent), []);
        let answers: Vec<String> = sent.answers.unwrap_or_default().into_iter().map(|given| given.answer).collect();
        assert_eq!(answers, ["Because.", "Now"]);
        assert_eq!(form.application(&[]).answers, None);
    }

    #[test]
    fn what_was_answered_to_a_question_that_changed_is_not_lost() {
        let mut form = Form::new_for_test();
        for (question, answer) in [("Why?", "Because."), ("When?", "Now"), ("Where?", " ")] {
            form.answer(question, answer.into());
        }
        let former = form.former(&["Why us?".to_owned(), "When?".to_owned()]);
        assert_eq!(former, [QuestionAnswer { question: "Why?".into(), answer: "Because.".into() }]);
        assert_eq!(form.answer_to("When?"), "Now", "and the other one stays where it is");
    }

    #[test]
    fn what_was_written_before_signing_in_joins_what_was_begun_and_nothing_is_lost() {
        let mut own = Form { message: "I bake.\n".into(), phone: "1".into(), ..Form::with_key("key-00000002".into()) };
        own.answer("Why?", "Because.".into());
        let mut written = Form { message: " I sew. ".into(), profile: "School".into(), ..Form::new_for_test() };
        written.answer("Why?", "I like it.".into());
        written.answer("When?", "Now".into());
        let joined = Form::joined(own.clone(), written);
        assert_eq!((joined.message.as_str(), joined.profile.as_str()), ("I bake.\n\nI sew.", "School"));
        assert_eq!((joined.phone.as_str(), joined.key.clone()), ("1", own.key.clone()));
        assert_eq!((joined.answer_to("Why?"), joined.answer_to("When?")), ("Because.\n\nI like it.", "Now"));
        let again = Form::joined(joined.clone(), own);
        let texts = (again.message.as_str(), again.answer_to("Why?"));
        assert_eq!(
            texts,
            (joined.message.as_str(), joined.answer_to("Why?")),
            "what is there already is not there twice"
        );
    }

    #[test]
    fn a_form_is_begun_once_something_is_in_it() {
        let fresh = Form::new_for_test();
        let mut blank = Form { message: " \n".into(), ..fresh.clone() };
        blank.answer("Why?", " ".into());
        assert!(!fresh.is_begun() && !blank.is_begun());
        let mut answered = fresh.clone();
        answered.answer("Why?", "Because.".into());
        let chosen = Form { cv_name: Some("cv.pdf".into()), ..fresh.clone() };
        let reachable = Form { phone: "1".into(), ..fresh };
        assert!(answered.is_begun() && chosen.is_begun() && reachable.is_begun());
    }

    #[test]
    fn each_withdrawal_spends_the_key_once() {
        let (first, second) = (ApplicationId("first".into()), ApplicationId("second".into()));
        let mut form = Form::new_for_test();
        assert!(form.is_spent(&first));
        form.after = Some(first.clone());
        assert!(!form.is_spent(&first) && form.is_spent(&second));
    }

    #[test]
    fn what_may_be_left_out_is_not_asked_for() {
        let full = NewApplication {
            profile: "x".repeat(4001),
            phone: Some("1".repeat(31)),
            ..application("I would like to work with you.")
        };
        assert_eq!(reasons(&full), [("profile".to_owned(), Reason::TooLong), ("phone".to_owned(), Reason::TooLong)]);
        assert_eq!(reasons(&application("I would like to work with you.")), []);
    }

    #[test]
    fn a_phone_number_holds_no_words() {
        let with_phone = |phone: &str| NewApplication { phone: Some(phone.into()), ..application(&"x".repeat(20)) };
        assert_eq!(reasons(&with_phone("+33 (0)6 12-34.56 78")), []);
        assert_eq!(reasons(&with_phone("ask me")), [("phone".to_owned(), Reason::NotAPhoneNumber)]);
    }

    #[test]
    fn a_file_is_refused_before_it_is_sent() {
        let reason = |name, bytes| check_cv(name, bytes).map(|error| error.reason);
        assert_eq!(reason("CV.PDF", 1000.0), None);
        assert_eq!(reason("cv.docx", 3_145_728.0), None);
        assert_eq!(reason("cv.docx", 3_145_729.0), Some(Reason::TooLarge));
        assert_eq!(reason("cv.pages", 1000.0), Some(Reason::NotAPdfOrDocx));
        assert_eq!(reason("cv.pdf", 0.0), Some(Reason::EmptyFile));
    }

    #[test]
    fn a_refused_file_is_said_at_the_field_of_the_form() {
        let problem = passerelle_api::Problem {
            errors: vec![FieldError::new("name", Reason::NotAPdfOrDocx)],
            ..serde_json::from_str(r#"{"type":"","title":"","status":422,"code":"invalid"}"#).unwrap()
        };
        let fields = of_cv(Failure::Problem(Box::new(problem))).fields();
        assert_eq!(fields, [FieldError::new("cv", Reason::NotAPdfOrDocx)]);
        assert_eq!(of_cv(Failure::Offline), Failure::Offline);
    }
}
