//! The catalogue: finding a course, and what one sees of it before one starts.

mod at_a_glance;
mod calls;
mod catalogue_page;
mod chapters;
mod course_page;
mod filters;
mod next_step;
mod results;
mod search;
mod standing;

pub use self::{catalogue_page::CataloguePage, course_page::CoursePage};
