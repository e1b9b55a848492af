//! How a person and a job fit, as both sides are told.

use crate::{
    id::{ChapterSlug, CourseSlug},
    reference::Skill,
    talent::{EvidenceKind, Fit},
    wire::{wire, words},
};

words! {
    /// What a person and a job are compared by.
    pub enum Aspect {
        MustSkill = "must_skill",
        NiceSkill = "nice_skill",
        Level = "level",
        /// The way to work, where there is one.
        Place = "place",
        /// On site, hybrid or remote.
        Remote = "remote",
        Contract = "contract",
        /// Days of training a week.
        Rhythm = "rhythm",
        Start = "start",
        /// A language needed at work.
        Language = "language",
        Pay = "pay",
    }
}

wire! {
    /// How a person and a job fit.
    pub struct JobFit {
        /// In basis points: 10,000 is everything. The points of the parts add up to it.
        pub score: u32,
        /// What the job needs and the person is known not to have or want. With one of these nothing scores; what was not
        /// said is none.
        pub barriers: Vec<Aspect>,
        pub parts: Vec<FitPart>,
    }

    /// How one thing that the job asks for is answered.
    pub struct FitPart {
        pub aspect: Aspect,
        pub fit: Fit,
        /// The skill the part is about, for skills.
        pub skill: Option<Skill>,
        /// The language the part is about, by ISO 639 code, for languages.
        pub language: Option<String>,
        /// The near skill that was found instead, for skills that are partly met.
        pub instead: Option<Skill>,
        /// What was found: an EQF level, kilometres, a way of working, a contract, days of training, a day, a CEFR level.
        pub found: Option<String>,
        /// What stands behind what was found.
        pub evidence: Option<FitEvidence>,
        /// Points of the score that this part gave, of `of`, in basis points.
        pub points: u32,
        pub of: u32,
        /// Where a skill that is not met is taught here.
        pub lesson: Option<ClosingLesson>,
    }

    /// What stands behind what was found.
    pub struct FitEvidence {
        pub kind: EvidenceKind,
        /// In the person's words, or the title of the course; empty where nothing was written.
        pub text: String,
    }

    /// A lesson that teaches a skill; the whole course where no chapter is known to teach just that.
    pub struct ClosingLesson {
        pub course: CourseSlug,
        pub course_title: String,
        pub chapter: Option<ChapterSlug>,
        pub chapter_title: Option<String>,
    }
}
