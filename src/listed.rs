//! A list that grows, of what is answered or taken back one by one: what changes of a line is put in its place.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    announce,
    client::Failure,
    load::{Loader, Request},
    paging::{Paging, Part, paging},
    ui::{growing::growing, more::More},
    watch::watch,
};

/// What becomes of the lines that stand.
pub struct Listed<T: Send + Sync + 'static> {
    request: Request,
    items: RwSignal<Vec<T>>,
    same: fn(&T, &T) -> bool,
}

impl<T: Send + Sync + 'static> Clone for Listed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Listed<T> {}

impl<T: Clone + Send + Sync + 'static> Listed<T> {
    /// Puts a line in the place of what it was before. A list that was drawn anew meanwhile is asked for once more.
    pub fn put(self, changed: &T) {
        let put = self.items.try_update(|items| {
            items.iter_mut().filter(|item| (self.same)(item, changed)).for_each(|item| *item = changed.clone());
        });
        if put.is_none() {
            self.request.retry();
        }
    }

    /// Whether one that stands is such.
    pub fn any(self, is: impl Fn(&T) -> bool) -> bool {
        self.items.with(|items| items.iter().any(is))
    }

    /// Asks for as many as stand, and moves focus to an element of them.
    pub fn retry_to(self, id: String) {
        self.request.retry_to(id);
    }

    /// Shows what came of a line: what it is now, or else the list as it is by now. Who waits for it comes to its heading, as the button
    /// that was pressed is gone; who went on to something else only if what had focus is gone.
    pub fn settle(self, changed: Option<&T>, heading: String, waits: bool) {
        match changed {
            Some(changed) => {
                self.put(changed);
                if waits { announce::arrive(heading) } else { announce::arrive_if_lost(heading) }
            }
            None if waits => self.request.retry_to(heading),
            None => self.request.retry_if_lost(heading),
        }
    }
}

/// What is said of a list that grows.
pub struct Words {
    /// How many came.
    pub came: fn(u64) -> String,
    /// The name of the button that brings more.
    pub more: fn() -> String,
    /// How many stand.
    pub shown: Arc<dyn Fn(u64) -> String + Send + Sync>,
}

/// Draws a list part by part. `stood` keeps how many stand: once more of them do, no fewer are asked for anew.
pub fn listed<P, T, F>(
    // The list's id and its class.
    (id, class): (&'static str, &'static str),
    (loader, stood): (Loader<P>, StoredValue<usize>),
    first: Part<T>,
    same: fn(&T, &T) -> bool,
    words: Words,
    fetch: impl Fn(String) -> F + Copy + Send + Sync + 'static,
    line: impl Fn(T, Listed<T>) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    P: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<Part<T>, Failure>> + 'static,
{
    let goes_on = first.1.is_some();
    let Words { came, more: label, shown } = words;
    let Paging { items, busy, done, more } = paging(first, came, fetch);
    let count = move || items.with(Vec::len);
    watch(move || {
        stood.try_set_value(count());
    });
    let listed = Listed { request: loader.request(), items, same };
    let one = move |number: usize| {
        // Drawn anew once something became of it.
        let one = Memo::new(move |_| items.with(|items| items.get(number).cloned()));
        (move || one.get().map(|item| line(item, listed))).into_any()
    };
    view! {
        <ul id=id class=class role="list">{growing(count, one)}</ul>
        {goes_on.then(|| view! { <More label shown=move || shown(count() as u64) list=id busy done on_more=more/> })}
    }
    .into_any()
}
