//! Where somebody stands in a course, and the one thing to do next.

use passerelle_api::{
    course::{Chapter, ChapterProgress, Course, CourseProgress, ImportedProgress},
    id::{CertificateCode, ChapterSlug},
};
use passerelle_rules::progress::{self, is_passed, resume};

/// Where somebody stands in one chapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    New,
    Started,
    /// Read, with the quiz still to do.
    QuizToDo,
    /// Answered without an account: only the server can tell whether that passes.
    QuizAnswered,
    QuizFailed(u8),
    QuizPassed(u8),
    Done,
}

impl Step {
    /// Whether the chapter asks for nothing more.
    pub const fn is_done(self) -> bool {
        matches!(self, Self::QuizPassed(_) | Self::QuizAnswered | Self::Done)
    }
}

/// The one thing to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Start(ChapterSlug),
    GoOn(ChapterSlug),
    /// Every quiz is passed, and the certificate not yet asked for.
    Award,
    SeeCertificate(CertificateCode),
    /// Every quiz is answered, but there is no account to give a certificate to.
    SignUp,
    Again(ChapterSlug),
    /// The course has no chapter.
    Nothing,
}

/// Where somebody stands in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// One for each chapter, in their order.
    pub steps: Vec<Step>,
    pub next: Next,
}

/// Where the person stands: by the account's progress, or, without an account, by what this browser keeps.
pub fn standing(course: &Course, signed_in: bool, guest: &[ImportedProgress]) -> Standing {
    if signed_in { of_account(course) } else { of_guest(course, guest) }
}

fn of_account(course: &Course) -> Standing {
    let found = |chapter: &Chapter| {
        let progress = course.progress.as_ref()?;
        progress.chapters.iter().find(|item| item.chapter == chapter.slug)
    };
    let steps = course.chapters.iter().map(|chapter| step(chapter, found(chapter))).collect();
    let Some(first) = course.chapters.first() else { return Standing { steps, next: Next::Nothing } };
    let known: Vec<_> = course
        .chapters
        .iter()
        .map(|chapter| {
            let item = found(chapter);
            rule(chapter, item.is_some_and(|item| item.passed), item.is_some_and(|item| item.read))
        })
        .collect();
    let next = match &course.progress {
        Some(CourseProgress { certificate: Some(code), .. }) => Next::SeeCertificate(code.clone()),
        _ if is_passed(&known) => Next::Award,
        Some(CourseProgress { resume: Some(chapter), .. }) => Next::GoOn(chapter.clone()),
        Some(_) => Next::Again(first.slug.clone()),
        None => Next::Start(first.slug.clone()),
    };
    Standing { steps, next }
}

fn step(chapter: &Chapter, progress: Option<&ChapterProgress>) -> Step {
    let has_quiz = chapter.questions > 0;
    match progress {
        None => Step::New,
        Some(ChapterProgress { passed: true, best_percent, .. }) => Step::QuizPassed(best_percent.unwrap_or(100)),
        Some(ChapterProgress { best_percent: Some(percent), .. }) => Step::QuizFailed(*percent),
        Some(ChapterProgress { read: true, .. }) if has_quiz => Step::QuizToDo,
        Some(ChapterProgress { read: true, .. }) => Step::Done,
        Some(_) => Step::Started,
    }
}

fn of_guest(course: &Course, guest: &[ImportedProgress]) -> Standing {
    let found =
        |chapter: &Chapter| guest.iter().find(|item| item.course == course.slug && item.chapter == chapter.slug);
    let steps: Vec<_> = course.chapters.iter().map(|chapter| guest_step(chapter, found(chapter))).collect();
    let Some(first) = course.chapters.first() else { return Standing { steps, next: Next::Nothing } };
    let known: Vec<_> = course
        .chapters
        .iter()
        .zip(&steps)
        .map(|(chapter, step)| rule(chapter, *step == Step::QuizAnswered, *step == Step::Done))
        .collect();
    let next = if is_passed(&known) {
        Next::SignUp
    } else if steps.iter().all(|step| *step == Step::New) {
        Next::Start(first.slug.clone())
    } else {
        resume(&known).map_or_else(|| Next::Again(first.slug.clone()), |chapter| Next::GoOn(chapter.clone()))
    };
    Standing { steps, next }
}

fn guest_step(chapter: &Chapter, progress: Option<&ImportedProgress>) -> Step {
    let has_quiz = chapter.questions > 0;
    match progress {
        None => Step::New,
        Some(item) if has_quiz && !item.answers.is_empty() => Step::QuizAnswered,
        Some(item) if item.read && has_quiz => Step::QuizToDo,
        Some(item) if item.read => Step::Done,
        Some(_) => Step::Started,
    }
}

fn rule(chapter: &Chapter, passed: bool, read: bool) -> progress::Chapter {
    progress::Chapter { slug: chapter.slug.clone(), has_quiz: chapter.questions > 0, passed, read, opened_at: None }
}

#[cfg(test)]
mod tests {
    use passerelle_api::{
        DateTime,
        account::Language,
        catalogue::{Level, Topic},
        course::MediaFacts,
        quiz::Answer,
    };

    use super::*;

    fn course(questions: &[u32]) -> Course {
        let chapter = |(index, questions): (usize, &u32)| Chapter {
            slug: format!("c{index}").into(),
            title: String::new(),
            minutes: 5,
            has_video: false,
            questions: *questions,
        };
        Course {
            slug: "course".into(),
            title: String::new(),
            promise: String::new(),
            lang: Language::English,
            topic: Topic::Web,
            level: Level::Beginner,
            author: String::new(),
            minutes: 10,
            languages: Vec::new(),
            outcomes: Vec::new(),
            audience: String::new(),
            prerequisites: String::new(),
            skills: Vec::new(),
            chapters: questions.iter().enumerate().map(chapter).collect(),
            media: MediaFacts {
                videos: 0,
                captions: Vec::new(),
                descriptions: Vec::new(),
                signed: 0,
                transcript: false,
            },
            progress: None,
        }
    }

    fn chapter(slug: &str, read: bool, best: Option<u8>) -> ChapterProgress {
        let passed = best.is_some_and(|best| best >= 75);
        ChapterProgress { chapter: slug.into(), position_ms: 0, reading_block: 0, read, best_percent: best, passed }
    }

    fn with_progress(questions: &[u32], chapters: Vec<ChapterProgress>, resume: Option<&str>) -> Course {
        let progress = CourseProgress {
            course: "course".into(),
            chapters,
            resume: resume.map(Into::into),
            certificate: None,
            updated_at: DateTime::default(),
        };
        Course { progress: Some(progress), ..course(questions) }
    }

    fn kept(chapter: &str, read: bool, answered: bool) -> ImportedProgress {
        let answer = Answer { question: "q".into(), choices: vec!["a".into()] };
        ImportedProgress {
            course: "course".into(),
            chapter: chapter.into(),
            read,
            answers: answered.then_some(answer).into_iter().collect(),
            ..ImportedProgress::default()
        }
    }

    #[test]
    fn a_new_course_starts_at_its_first_chapter() {
        for signed_in in [true, false] {
            let standing = standing(&course(&[3, 0]), signed_in, &[]);
            assert_eq!(standing, Standing { steps: vec![Step::New, Step::New], next: Next::Start("c0".into()) });
        }
        assert_eq!(standing(&course(&[]), true, &[]).next, Next::Nothing);
    }

    #[test]
    fn one_goes_on_where_the_server_says() {
        let course =
            with_progress(&[3, 3, 0], vec![chapter("c0", true, Some(80)), chapter("c1", true, Some(50))], Some("c1"));
        let standing = standing(&course, true, &[]);
        assert_eq!(standing.steps, [Step::QuizPassed(80), Step::QuizFailed(50), Step::New]);
        assert_eq!(standing.next, Next::GoOn("c1".into()));
    }

    #[test]
    fn every_quiz_passed_gives_the_certificate_even_with_a_chapter_unread() {
        let mut course = with_progress(&[3, 0], vec![chapter("c0", false, Some(75))], Some("c1"));
        assert_eq!(standing(&course, true, &[]).next, Next::Award);
        if let Some(progress) = &mut course.progress {
            progress.certificate = Some("K7QF".into());
        }
        assert_eq!(standing(&course, true, &[]).next, Next::SeeCertificate("K7QF".into()));
    }

    #[test]
    fn a_course_without_a_quiz_ends_without_a_certificate() {
        let course = with_progress(&[0], vec![chapter("c0", true, None)], None);
        let standing = standing(&course, true, &[]);
        assert_eq!(standing, Standing { steps: vec![Step::Done], next: Next::Again("c0".into()) });
    }

    #[test]
    fn a_guest_goes_on_and_is_then_asked_to_sign_up() {
        let course = course(&[3, 3]);
        let read = standing(&course, false, &[kept("c0", true, false)]);
        assert_eq!(read, Standing { steps: vec![Step::QuizToDo, Step::New], next: Next::GoOn("c0".into()) });
        let answered = standing(&course, false, &[kept("c0", true, true), kept("c1", false, true)]);
        assert_eq!(answered.next, Next::SignUp);
    }

    #[test]
    fn what_a_guest_did_elsewhere_does_not_count_here() {
        let other = ImportedProgress { course: "other".into(), ..kept("c0", true, true) };
        assert_eq!(standing(&course(&[3]), false, &[other]).next, Next::Start("c0".into()));
    }
}
