//! The home page: what this is, the ways in, and what is next.

mod calls;
mod doors;
mod home_page;
mod next;
mod search;
mod today;

pub use self::home_page::HomePage;
