//! The single-page app. `ARCHITECTURE.md` says where everything is.

mod announce;
mod app;
mod base;
mod chunks;
mod client;
mod course_card;
mod draft;
mod features;
mod forms;
mod gate;
mod guest;
mod i18n;
mod json;
mod language;
mod layout;
mod lazy;
mod load;
mod masked;
mod moment;
mod notes;
mod player;
mod preferences;
mod press;
mod query;
mod reading;
mod report_form;
mod route;
mod sending;
mod session;
mod sheet;
mod theme;
mod toast;
mod ui;
mod watch;
mod words;

fn main() {
    app::start();
}
