//! The state of a page in its address: a search can be bookmarked, shared and gone back to.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use passerelle_api::{FromJson, endpoint::to_query};
use serde::Serialize;

use crate::json;

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
