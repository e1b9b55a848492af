//! The state of a page in its address: a search can be bookmarked, shared and gone back to.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use passerelle_api::{FromJson, endpoint::to_query};
use serde::Serialize;

use crate::{base, json};

/// The query of the address as the type that the endpoint takes. What cannot be read counts as not asked for.
pub fn use_query<T>() -> Memo<T>
where
    T: FromJson + Default + PartialEq + Send + Sync + 'static,
{
    let location = use_location();
    Memo::new(move |_| json::read_query(&location.search.read()).unwrap_or_default())
}

/// Whether a part of the page is open, as the end of the address says it (`#map`), and a function that opens and closes it.
pub fn use_part(name: &'static str) -> (Memo<bool>, impl Fn(bool) + Clone + Send + Sync) {
    let location = use_location();
    let navigate = use_navigate();
    let hash = location.hash;
    let open = Memo::new(move |_| hash.read().trim_start_matches('#') == name);
    let set = move |open: bool| {
        let here = [location.pathname.get_untracked(), question(&location.search.get_untracked())].concat();
        let url = if open { [&here, "#", name].concat() } else { here };
        navigate(&url, in_place());
    };
    (open, set)
}

/// What was asked for, as the end of an address.
fn question(query: &str) -> String {
    match query.trim_start_matches('?') {
        "" => String::new(),
        query => ["?", query].concat(),
    }
}

/// No step in the history, and the page is not moved.
fn in_place() -> NavigateOptions {
    NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() }
}

/// Gives a function that writes the query into the address, without a step in the history and without moving the page. The parts that
/// are open stay open.
pub fn use_set_query<T: Serialize>() -> impl Fn(&T) + Clone + Send + Sync {
    let location = use_location();
    let navigate = use_navigate();
    move |query: &T| {
        let (path, hash) = (location.pathname.get_untracked(), location.hash.get_untracked());
        navigate(&[path, question(&to_query(query)), hash].concat(), in_place());
    }
}

/// Changes of a query that wait until what was pressed is drawn: a slow phone takes as long again for all that follows from it. All that
/// wait are made at once, so that a list that is gone through with a key held down never goes back to where it stood before.
pub struct Waiting<T: 'static>(StoredValue<Vec<Change<T>>, LocalStorage>);

type Change<T> = Box<dyn FnOnce(&mut T)>;

impl<T> Clone for Waiting<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Waiting<T> {}

impl<T> Waiting<T> {
    /// None so far.
    pub fn new() -> Self {
        Self(StoredValue::new_local(Vec::new()))
    }

    /// Has a change wait. `make` makes all that wait by then.
    pub fn push(self, change: impl FnOnce(&mut T) + 'static, make: impl FnOnce(Change<T>) + 'static) {
        let wait = |waiting: &mut Vec<Change<T>>| {
            waiting.push(Box::new(change));
            waiting.len() == 1
        };
        if self.0.try_update_value(wait) == Some(true) {
            base::after_paint(move || {
                // The page may have been left since what was pressed.
                if let Some(changes) = self.0.try_update_value(std::mem::take) {
                    make(Box::new(|query| changes.into_iter().for_each(|change| change(query))));
                }
            });
        }
    }
}
