//! Finding talents, as an organisation that hires.

mod ad_choice;
mod calls;
mod card;
mod chosen;
mod compare_page;
mod contact_form;
mod filters;
mod listing;
mod matching;
mod results;
mod saved_page;
mod search;
mod skill_picker;
mod talent_page;
mod talents_page;

pub use self::{
    compare_page::ComparePage, saved_page::TalentSearchesPage, talent_page::TalentPage, talents_page::TalentsPage,
};
