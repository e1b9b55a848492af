//! Where the video of the page stands, for what is written beside it.

use wasm_bindgen::JsCast;
use web_sys::HtmlMediaElement;

fn video() -> Option<HtmlMediaElement> {
    let found = leptos::prelude::document().query_selector(".player-video").ok().flatten()?;
    found.dyn_into().ok()
}

/// The moment that is shown, in milliseconds; nothing where the page has no video.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a moment is neither negative nor beyond a day"
)]
pub fn position_ms() -> Option<u64> {
    video().map(|video| (video.current_time() * 1000.0) as u64)
}

/// Shows another moment.
pub fn go_to(seconds: u32) {
    if let Some(video) = video() {
        video.set_current_time(f64::from(seconds));
    }
}

/// Stops the video, so that two voices do not speak at once.
pub fn pause() {
    // A video that could not be loaded does not play, and so has nothing to stop.
    drop(video().map(|video| video.pause()));
}
