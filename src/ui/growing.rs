//! A list that only grows.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

/// Items that are drawn in one go. Between two goes a slow phone paints and answers keys.
const AT_ONCE: usize = 5;

/// Draws an item for each number below `count`. What is drawn stays when the count grows, with focus and with what was opened in it.
pub fn growing(
    count: impl Fn() -> usize + Send + Sync + 'static,
    item: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    from(0, Signal::derive(count), Arc::new(item))
}

/// The items from a number on. The rest follows in a view of its own, so that these are not drawn again.
fn from(first: usize, count: Signal<usize>, item: Arc<dyn Fn(usize) -> AnyView + Send + Sync>) -> AnyView {
    let known = count.get_untracked();
    let end = known.min(first + AT_ONCE);
    let items: Vec<AnyView> = (first..end).map(|number| item(number)).collect();
    let rested = RwSignal::new(end == known);
    if end < known {
        // A page that was left meanwhile draws no more.
        set_timeout(
            move || {
                rested.try_set(true);
            },
            Duration::ZERO,
        );
    }
    let more = Memo::new(move |_| rested.get() && count.get() > end);
    view! {
        {items}
        {move || if more.get() { from(end, count, Arc::clone(&item)) } else { ().into_any() }}
    }
    .into_any()
}
