//! Going back: who returns to a list by the browser's history finds as much of it as they left, and focus on the link they took.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

use crate::attention;

/// How often the link is looked for while its list is on its way, and how many times. On a slow line a list takes seconds.
const LOOKS: Duration = Duration::from_millis(100);
const TIMES: u32 = 50;

thread_local! {
    /// What the reader had pressed in all when the browser's history last moved. A link that is pressed afterwards is no return.
    static MOVED: Cell<Option<u32>> = const { Cell::new(None) };

    /// The path of the page that the reader came back from; nothing where they came here by a link.
    static LEFT: RefCell<Option<String>> = const { RefCell::new(None) };

    /// How much of a list stood, by the address of its page and its name there. A few numbers for each list that grew while the app
    /// stands.
    static STOOD: RefCell<Vec<(String, usize)>> = const { RefCell::new(Vec::new()) };
}

/// Listens to the browser's history. Called once, before the router does the same.
pub fn listen() {
    // The app stands as long as its window, so the listener is never taken off.
    let _ = window_event_listener(ev::popstate, |_| MOVED.with(|moved| moved.set(Some(attention::pressed()))));
}

/// Remembers which page was left for one above it by the browser's history. The other way round, as going forward to an ad, the link
/// would be one that only leads back up.
pub fn left(path: String, here: &str) {
    let is_above = path.strip_prefix(here).is_some_and(|rest| rest.starts_with('/'));
    let is_return = MOVED.with(Cell::take) == Some(attention::pressed()) && is_above;
    LEFT.with(|left| left.replace(is_return.then_some(path)));
}

/// The path of the page that the reader came back from.
pub fn came_from() -> Option<String> {
    LEFT.with(|left| left.borrow().clone())
}

/// Remembers how much of a list of the page stands. A page with one list has no name for it.
pub fn keep(list: &str, count: usize) {
    let Some(here) = address(list) else { return };
    STOOD.with(|stood| {
        let mut stood = stood.borrow_mut();
        stood.retain(|(address, _)| *address != here);
        stood.push((here, count));
    });
}

/// How much of it stood when the reader left the page, for those who came back.
pub fn kept(list: &str) -> usize {
    let Some(here) = came_from().and_then(|_| address(list)) else { return 0 };
    STOOD.with(|stood| stood.borrow().iter().find(|(address, _)| *address == here).map_or(0, |(_, count)| *count))
}

fn address(list: &str) -> Option<String> {
    let location = window().location();
    let (path, search) = (location.pathname().ok()?, location.search().ok()?);
    Some([&path, &search, "#", list].concat())
}

/// Moves focus to the link that leads to a path. Returns whether it has it: the link may not be there yet, or be folded away.
pub fn focus_link(path: &str) -> bool {
    let selector = ["main a[href='", path, "'], main a[href^='", path, "?']"].concat();
    let Ok(Some(link)) = document().query_selector(&selector) else { return false };
    let has_focus = || document().active_element().as_ref() == Some(&link);
    link.dyn_ref::<web_sys::HtmlElement>().is_some_and(attention::lead_to) && has_focus()
}

/// The same as soon as the link is there. Whoever pressed something meanwhile is left alone.
pub fn seek_link(path: String) {
    seek(path, attention::pressed(), TIMES);
}

fn seek(path: String, pressed: u32, times: u32) {
    let look = move || {
        if attention::pressed() == pressed && !focus_link(&path) && times > 0 {
            seek(path, pressed, times - 1);
        }
    };
    set_timeout(look, LOOKS);
}
