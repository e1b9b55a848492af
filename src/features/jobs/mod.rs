//! The job board: finding an ad, reading it, and applying.

mod application;
mod application_form;
mod apply_page;
mod apprenticeship;
mod calls;
mod card;
mod filters;
mod fit;
mod job_page;
mod job_parts;
mod jobs_page;
mod map;
mod more_filters;
mod narrowing;
mod posting;
mod results;
mod saved_page;
mod search;
mod similar;

pub use self::{apply_page::ApplyPage, job_page::JobPage, jobs_page::JobsPage, saved_page::SavedSearchesPage};
