//! Accounts: signing up, signing in, signing in again over a page, and one's own preferences.

mod account_page;
mod arrival;
mod calls;
mod checks;
mod sign_in_again;
mod sign_in_form;
mod sign_in_page;
mod sign_up_page;

pub use self::{
    account_page::AccountPage, sign_in_again::SignInAgain, sign_in_page::SignInPage, sign_up_page::SignUpPage,
};
