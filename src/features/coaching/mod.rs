//! Help in looking for work: asking for it, taking it, meeting, and writing to each other.

mod ask_form;
mod calls;
mod coaching_page;
mod item;
mod messages;
mod names;
mod offer_form;
mod open_requests;
mod times;

pub use self::coaching_page::CoachingPage;
