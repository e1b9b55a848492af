//! What people do after they learned here, by their own answers, and what employers can expect of hiring here.

mod calls;
mod employers_page;
mod figures;
mod outcome_page;
mod outcomes_page;

pub use self::{employers_page::EmployersPage, outcome_page::OutcomePage, outcomes_page::OutcomesPage};
