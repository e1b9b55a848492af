//! The demo courses in a server under test, and the right answers to their quizzes.

use std::{fs, path::Path};

use passerelle_api::{
    course::ShowCourse,
    id::{ChapterSlug, CourseSlug},
    quiz::{Answer, Attempt, Marked, SendAttempt},
    reference::InLanguage,
};
use passerelle_server::{
    content::courses,
    store::{bulk, lesson},
};

use super::{Person, Server};

/// A course in every language, with a quiz in each chapter.
pub const COURSE: &str = "first-steps-online";

/// Its first chapter.
pub const CHAPTER: &str = "the-browser";

impl Server {
    /// A server with the demo courses, none of whose videos are made.
    pub async fn with_courses() -> Self {
        let server = Self::start().await;
        server.import_courses().await;
        server
    }

    /// Reads the courses, and says what had to be left out.
    pub async fn import_courses(&self) -> Vec<String> {
        let mut tx = self.app.store.begin().await.unwrap();
        let skills: Vec<serde_json::Value> =
            serde_json::from_slice(&fs::read(self.app.config.content.join("skills.json")).unwrap()).unwrap();
        for skill in skills {
            let (name, near) = (skill["name"].to_string(), skill["near"].to_string());
            bulk::put_skill(&mut tx, skill["code"].as_str().unwrap(), &name, &near).await.unwrap();
        }
        let mut warnings = Vec::new();
        let config = &self.app.config;
        courses::import(&mut tx, &config.content, &config.media, &mut warnings).await.unwrap();
        tx.commit().await.unwrap();
        warnings
    }

    /// Answers of which the first `wrong` questions are answered wrongly.
    pub async fn answers(&self, chapter: &str, wrong: usize) -> Vec<Answer> {
        let mut db = self.app.store.read().await.unwrap();
        let quiz = lesson::quiz(&mut db, &COURSE.into(), &chapter.into()).await.unwrap().unwrap();
        let answer = |(index, question): (usize, &passerelle_server::quiz::QuestionFile)| {
            let right = question.choices.iter().filter(|choice| choice.correct);
            let choices = if index < wrong {
                question
                    .choices
                    .iter()
                    .filter(|choice| !choice.correct)
                    .take(1)
                    .map(|choice| choice.id.clone())
                    .collect()
            } else {
                right.map(|choice| choice.id.clone()).collect()
            };
            Answer { question: question.id.clone(), choices }
        };
        quiz.questions.iter().enumerate().map(answer).collect()
    }

    /// Sends an attempt with that many wrong answers.
    pub async fn attempt(&self, who: &Person, chapter: &str, wrong: usize, key: &str) -> Marked {
        let attempt = Attempt { answers: self.answers(chapter, wrong).await, key: key.into() };
        self.ok(who, attempt_at(chapter), &InLanguage::default(), &attempt).await
    }

    /// Passes every quiz of the course.
    pub async fn pass_course(&self, who: &Person) {
        let course = ShowCourse { course: COURSE.into() };
        let course = self.ok(&self.nobody(), course, &InLanguage::default(), &()).await;
        for chapter in course.chapters.iter().filter(|chapter| chapter.questions > 0) {
            self.attempt(who, chapter.slug.as_str(), 0, &format!("pass-{}", chapter.slug)).await;
        }
    }
}

/// The endpoint that marks a chapter's quiz.
pub fn attempt_at(chapter: &str) -> SendAttempt {
    SendAttempt { course: CourseSlug(COURSE.into()), chapter: ChapterSlug(chapter.into()) }
}

/// Writes a video as the media pipeline would.
pub fn write_media(media: &Path, id: &str, captions: &[&str]) {
    let folder = media.join(id);
    fs::create_dir_all(&folder).unwrap();
    let manifest = serde_json::json!({
        "id": id, "duration_ms": 61_000, "title": {"en": "A tour", "fr": "Un tour"}, "voice": "en", "source": "x",
        "renditions": [{"file": "small.webm", "mime": "video/webm", "width": 640, "height": 360, "bytes": 10}],
        "signed": [{"file": "signed.webm", "mime": "video/webm", "width": 360, "height": 360, "bytes": 10}],
    });
    fs::write(folder.join("media.json"), manifest.to_string()).unwrap();
    fs::write(folder.join("small.webm"), "0123456789").unwrap();
    for lang in captions {
        fs::write(folder.join(format!("captions.{lang}.vtt")), "WEBVTT\n").unwrap();
    }
}
