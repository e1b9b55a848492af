//! Captioning a course and publishing it, for those who teach.

mod authors;
mod calls;
mod course_page;
mod findings;
mod flaws;
mod interview_form;
mod interviews_page;
mod needs_page;
mod publication;
mod teach_page;
mod upload;

pub use self::{
    course_page::TeachCoursePage, interviews_page::InterviewsPage, needs_page::NeedsPage, teach_page::TeachPage,
};
