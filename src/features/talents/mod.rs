//! Finding talents, as an organisation that hires.

mod calls;
mod card;
mod contact_form;
mod filters;
mod matching;
mod results;
mod search;
mod skill_picker;
mod talent_page;
mod talents_page;

pub use self::{talent_page::TalentPage, talents_page::TalentsPage};
