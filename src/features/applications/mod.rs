//! One's own applications and what came of them.

mod application_item;
mod applications_page;
mod calls;
mod meeting;
mod outside;
mod outside_desk;
mod outside_meanwhile;

pub use self::applications_page::ApplicationsPage;
