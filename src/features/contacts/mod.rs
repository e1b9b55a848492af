//! The requests to meet that came to oneself.

mod answer_dialog;
mod calls;
mod contacts_page;

pub use contacts_page::ContactsPage;
