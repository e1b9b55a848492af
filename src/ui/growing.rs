//! A list that only grows.

use std::sync::Arc;

use leptos::prelude::*;

/// Draws an item for each number below `count`. What is drawn stays when the count grows, with focus and with what was opened in it.
pub fn growing(
    count: impl Fn() -> usize + Send + Sync + 'static,
    item: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    from(0, Signal::derive(count), Arc::new(item))
}

/// The items from a number on. The rest follows in a view of its own, so that these are not drawn again.
fn from(first: usize, count: Signal<usize>, item: Arc<dyn Fn(usize) -> AnyView + Send + Sync>) -> AnyView {
    let end = count.get_untracked();
    let items: Vec<AnyView> = (first..end).map(|number| item(number)).collect();
    let more = Memo::new(move |_| count.get() > end);
    view! {
        {items}
        {move || if more.get() { from(end, count, Arc::clone(&item)) } else { ().into_any() }}
    }
    .into_any()
}
