//! Effects, compiled once. `Effect::new` makes a copy of the machinery around it for each closure, and a page would carry a dozen.

use std::cell::Cell;

use leptos::{html::ElementType, prelude::*};

/// Runs now, and again whenever a signal that it reads changes, as long as the component stands.
pub fn watch(run: impl Fn() + 'static) {
    boxed(Box::new(run));
}

fn boxed(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// The same, for what needs to know what it gave the last time.
pub fn watch_from<T: 'static>(run: impl Fn(Option<T>) -> T + 'static) {
    let before = Cell::new(None);
    watch(move || before.set(Some(run(before.take()))));
}

/// Runs once, when an element is on the page.
pub fn on_load<E>(reference: NodeRef<E>, run: impl FnOnce(E::Output) + 'static)
where
    E: ElementType,
    E::Output: wasm_bindgen::JsCast + Clone + 'static,
{
    let run = Cell::new(Some(run));
    watch(move || {
        if let Some(element) = reference.get()
            && let Some(run) = run.take()
        {
            untrack(|| run(element));
        }
    });
}
