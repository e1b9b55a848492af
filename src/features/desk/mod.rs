//! What the signed-in person learns and holds.

mod asked;
mod calls;
mod desk_page;

pub use self::desk_page::DeskPage;
