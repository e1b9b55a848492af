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

/// Gives a function that writes the query into the address, without a step in the history and without moving the page.
pub fn use_set_query<T: Serialize>() -> impl Fn(&T) + Clone + Send + Sync {
    let location = use_location();
    let navigate = use_navigate();
    move |query: &T| {
        let path = location.pathname.get_untracked();
        let query = to_query(query);
        let url = if query.is_empty() { path } else { format!("{path}?{query}") };
        navigate(&url, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
    }
}
