//! The single-page app. `ARCHITECTURE.md` says where everything is.

mod announce;
mod app;
mod attention;
mod base;
mod chosen_file;
mod chunks;
mod client;
mod contract_steps;
mod course_card;
mod draft;
mod features;
mod fit;
mod forms;
mod gate;
mod guest;
mod i18n;
mod json;
mod language;
mod layout;
mod lazy;
mod listed;
mod load;
mod masked;
mod meanwhile;
mod moment;
mod notes;
mod paging;
mod placement;
mod player;
mod preferences;
mod press;
mod query;
mod reading;
mod report_form;
mod resume_file;
mod returning;
mod route;
mod saved;
mod sending;
mod session;
mod sheet;
mod theme;
mod toast;
mod ui;
mod watch;
mod wish;
mod words;

fn main() {
    app::start();
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use passerelle_rules::matching::sample::{DIGEST, PAIRS, digest};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// The number that `rules/tests/matching_digest.rs` holds the server to, over the same pairs.
    #[wasm_bindgen_test]
    fn the_browser_matches_as_the_server_does() {
        assert_eq!(digest(PAIRS), DIGEST);
    }
}
