//! The catalogue: finding a course.

use crate::{
    account::Language,
    endpoint::{NoBody, endpoints},
    id::CourseSlug,
    wire::{request, wire, words},
};

words! {
    /// What a course is about.
    pub enum Topic {
        DigitalBasics = "digital-basics",
        Web = "web",
        Ai = "ai",
        JobSearch = "job-search",
        Data = "data",
        Design = "design",
        Business = "business",
    }

    /// How much a course expects.
    pub enum Level {
        Beginner = "beginner",
        Intermediate = "intermediate",
        Advanced = "advanced",
    }

    /// How long a course takes in all.
    pub enum Length {
        /// Under 45 minutes.
        Short = "short",
        /// 45 minutes to 3 hours.
        Medium = "medium",
        /// Over 3 hours.
        Long = "long",
    }
}

impl Length {
    /// The minutes it spans, both ends included.
    pub const fn minutes(self) -> (u32, u32) {
        match self {
            Self::Short => (0, 44),
            Self::Medium => (45, 180),
            Self::Long => (181, u32::MAX),
        }
    }
}

request! {
    /// What to look for; every part narrows the list.
    pub struct CourseQuery {
        /// Words that each must be in the course.
        pub q: Option<String>,
        pub topic: Option<Topic>,
        pub level: Option<Level>,
        pub length: Option<Length>,
        /// A language that the lessons are written in.
        pub language: Option<Language>,
        /// A language that every video has captions in.
        pub captions: Option<Language>,
        /// The language titles come in, where the course has it.
        pub lang: Option<Language>,
        pub cursor: Option<String>,
    }
}

wire! {
    /// A course as a list shows it.
    pub struct CourseCard {
        pub slug: CourseSlug,
        pub title: String,
        pub promise: String,
        /// The language of `title` and `promise`, which is the asked one only where the course has it.
        pub lang: Language,
        pub topic: Topic,
        pub level: Level,
        pub minutes: u32,
        pub chapters: u32,
        pub languages: Vec<Language>,
        /// Languages that every video of the course has captions in.
        pub captions: Vec<Language>,
        pub has_video: bool,
    }

    /// How many courses one more choice would leave, each facet ignoring its own choice.
    pub struct CourseFacets {
        pub topics: Vec<TopicCount>,
        pub levels: Vec<LevelCount>,
    }

    pub struct TopicCount {
        pub topic: Topic,
        pub count: u64,
    }

    #[cfg_attr(feature = "schema", schema(as = CourseLevelCount))]
    pub struct LevelCount {
        pub level: Level,
        pub count: u64,
    }

    /// A page of the catalogue.
    pub struct CourseList {
        pub items: Vec<CourseCard>,
        pub total: u64,
        pub next: Option<String>,
        pub facets: CourseFacets,
        /// When nothing was found: the filters that, dropped alone, would find something.
        pub relax: Vec<Relax>,
    }

    /// One filter whose removal finds something.
    pub struct Relax {
        /// The query parameter to leave out.
        pub filter: String,
        /// How many would be found without it.
        pub count: u64,
    }

    /// A choice as it is written in a query, and how many it would find.
    pub struct FacetChoice {
        pub value: String,
        pub count: u64,
    }
}

endpoints! {
    /// Finds published courses.
    Get "/api/courses" ListCourses {} (CourseQuery, NoBody) -> CourseList, Public;
}
