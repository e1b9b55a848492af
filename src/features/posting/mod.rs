//! Writing an ad: the form, what there is to mind, and publishing.

mod calls;
mod draft_page;
mod fields;
mod findings;
mod form;
mod more_fields;
mod reading;

pub use self::draft_page::DraftPage;
