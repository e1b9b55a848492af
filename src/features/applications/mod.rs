//! One's own applications and what came of them.

mod application_item;
mod applications_page;
mod calls;

pub use self::applications_page::ApplicationsPage;
