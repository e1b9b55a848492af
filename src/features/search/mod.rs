//! Searching in what is said in the videos.

mod calls;
mod results;
mod search_page;

pub use self::search_page::SearchPage;
