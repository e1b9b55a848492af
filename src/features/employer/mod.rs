//! The desk of an organisation that hires: its ads, the applications to them, and the talents it asked to meet.

mod ad_actions;
mod answer_form;
mod applicant_fit;
mod application_item;
mod calls;
mod employer_page;
mod inbox_page;
mod invitations;
mod item_panel;
mod more;
mod moves;
mod pipeline_page;
mod slots;
mod templates;

pub use self::{employer_page::EmployerPage, inbox_page::InboxPage, pipeline_page::PipelinePage};
