//! A list whose items are known by their number.

use std::sync::Arc;

use leptos::prelude::*;

type Numbers = Box<dyn Fn() -> Vec<usize> + Send + Sync>;
type Item = Arc<dyn Fn(usize) -> AnyView + Send + Sync>;

/// Draws an item for each number, and keeps what is drawn as long as its number stays: a list that grows keeps focus and what was
/// opened in it, and an item with a new number starts afresh.
pub fn numbered(
    numbers: impl Fn() -> Vec<usize> + Send + Sync + 'static,
    item: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    drawn(Box::new(numbers), Arc::new(item))
}

/// Compiled once, where `For` would be compiled for every list.
fn drawn(numbers: Numbers, item: Item) -> AnyView {
    view! { <For each=move || numbers() key=|number| *number children=move |number| item(number)/> }.into_any()
}
