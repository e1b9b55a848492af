//! Who sees what of one's own profile, and who has looked.

mod calls;
mod choices;
mod form;
mod privacy_page;
mod seen;

pub use privacy_page::PrivacyPage;
