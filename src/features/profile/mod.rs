//! One's own profile on the talent marketplace.

mod calls;
mod fields;
mod form;
mod import;
mod languages;
mod preview;
mod profile_form;
mod profile_page;
mod project;
mod project_fields;
mod projects;

pub use profile_page::ProfilePage;
