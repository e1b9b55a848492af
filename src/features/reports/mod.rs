//! What people reported, for those who work here.

mod calls;
mod reports_page;

pub use self::reports_page::ReportsPage;
