//! How far somebody is in a course, and where they go on.

use passerelle_api::id::ChapterSlug;

/// What is known of one chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    pub slug: ChapterSlug,
    pub has_quiz: bool,
    pub passed: bool,
    pub read: bool,
    /// When it was last opened, in milliseconds.
    pub opened_at: Option<i64>,
}

impl Chapter {
    /// A quiz has to be passed; a chapter without one has to be read.
    pub fn is_done(&self) -> bool {
        if self.has_quiz { self.passed } else { self.read }
    }
}

/// Where to go on: the chapter last opened, or, where that is done, the first one not done. Nowhere once all are.
pub fn resume(chapters: &[Chapter]) -> Option<&ChapterSlug> {
    let last = chapters.iter().filter(|chapter| chapter.opened_at.is_some()).max_by_key(|chapter| chapter.opened_at);
    last.filter(|chapter| !chapter.is_done())
        .or_else(|| chapters.iter().find(|chapter| !chapter.is_done()))
        .map(|chapter| &chapter.slug)
}

/// Whether every quiz is passed. A course without a quiz proves nothing, so it is never passed.
pub fn is_passed(chapters: &[Chapter]) -> bool {
    let mut quizzes = chapters.iter().filter(|chapter| chapter.has_quiz).peekable();
    quizzes.peek().is_some() && quizzes.all(|chapter| chapter.passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(slug: &str, has_quiz: bool, done: bool, opened_at: Option<i64>) -> Chapter {
        Chapter { slug: slug.into(), has_quiz, passed: has_quiz && done, read: !has_quiz && done, opened_at }
    }

    #[test]
    fn one_goes_on_where_one_was_last() {
        let chapters =
            [chapter("a", true, false, Some(2)), chapter("b", true, false, Some(5)), chapter("c", true, false, None)];
        assert_eq!(resume(&chapters), Some(&"b".into()));
    }

    #[test]
    fn one_goes_on_at_the_first_gap_once_the_last_is_done() {
        let chapters =
            [chapter("a", true, false, Some(2)), chapter("b", true, true, Some(5)), chapter("c", false, false, None)];
        assert_eq!(resume(&chapters), Some(&"a".into()));
        assert_eq!(resume(&[chapter("a", true, true, Some(1)), chapter("b", false, true, Some(2))]), None);
        assert_eq!(resume(&[]), None);
    }

    #[test]
    fn a_course_is_passed_by_its_quizzes_alone() {
        assert!(is_passed(&[chapter("a", true, true, None), chapter("b", false, false, None)]));
        assert!(!is_passed(&[chapter("a", true, true, None), chapter("b", true, false, None)]));
        assert!(!is_passed(&[chapter("a", false, true, None)]));
        assert!(!is_passed(&[]));
    }

    #[test]
    fn reading_does_not_stand_in_for_a_quiz() {
        let chapter = Chapter { read: true, ..chapter("a", true, false, None) };
        assert!(!chapter.is_done());
    }
}
