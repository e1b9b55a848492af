//! The design system: components that know leptos and nothing of the app. Every text comes by props, and an accessible name is
//! a prop that cannot be left out.

pub mod breadcrumb;
pub mod button;
pub mod card;
pub mod chart;
pub mod chip;
pub mod confirm;
#[cfg(test)]
mod contrast;
pub mod cover;
pub mod dialog;
pub mod disclosure;
pub mod empty;
pub mod error_summary;
pub mod facts;
pub mod field;
pub mod focus;
pub mod growing;
pub mod heading;
pub mod hero;
pub mod icon;
pub mod layout;
pub mod more;
pub mod notice;
pub mod progress;
pub mod search_box;
pub mod skeleton;
pub mod table;
pub mod tabs;
pub mod tag;
