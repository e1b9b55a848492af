//! The job board: finding an ad, reading it, and applying.

mod answering;
mod application;
mod application_form;
mod apply_page;
mod apprenticeship;
mod calls;
mod card;
mod companies_page;
mod company_page;
mod cv;
mod fill;
mod filtered;
mod filters;
mod fit;
mod job_page;
mod job_parts;
mod jobs_page;
mod map;
mod more_filters;
mod narrowing;
mod place_filter;
mod place_picker;
mod placed;
mod posting;
mod preview_page;
mod results;
mod saved_page;
mod search;
mod similar;
mod train_first;
mod write_page;
mod written;

pub use self::{
    apply_page::ApplyPage, companies_page::CompaniesPage, company_page::CompanyPage, job_page::JobPage,
    jobs_page::JobsPage, preview_page::PreviewPage, saved_page::SavedSearchesPage, write_page::WritePage,
};
