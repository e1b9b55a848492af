//! A list that is fetched part by part, added to in place, so that nobody loses their place.

use leptos::prelude::*;

use crate::{
    announce::Announcer,
    client::Failure,
    forms::failure_text,
    returning,
    toast::{Tone, use_toasts},
};

/// What stands of a list, and the way to more of it.
pub struct Paging<T: Send + Sync + 'static> {
    pub items: RwSignal<Vec<T>>,
    pub busy: RwSignal<bool>,
    /// Whether everything stands.
    pub done: Signal<bool>,
    /// Brings the next part.
    pub more: Callback<()>,
}

/// A part of a list, and the cursor of the next one.
pub type Part<T> = (Vec<T>, Option<String>);

/// Starts with the first part. A reader who comes back to the list by the browser's history gets as much as stood when they left.
pub fn paging<T, F>(
    first: Part<T>,
    // Says how many came.
    came: fn(u64) -> String,
    fetch: impl Fn(String) -> F + Copy + Send + Sync + 'static,
) -> Paging<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Part<T>, Failure>> + 'static,
{
    moving(first, came, fetch, |_, _| false)
}

/// A list whose lines may move down while it is read: what a later part has once more, by `same`, stays where it stands.
pub fn moving<T, F>(
    first: Part<T>,
    came: fn(u64) -> String,
    fetch: impl Fn(String) -> F + Copy + Send + Sync + 'static,
    same: fn(&T, &T) -> bool,
) -> Paging<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Part<T>, Failure>> + 'static,
{
    beside("", first, came, fetch, same)
}

/// A list that stands beside another one on its page, so that how much of it stood is remembered under its name.
pub fn beside<T, F>(
    list: &'static str,
    (first, cursor): Part<T>,
    came: fn(u64) -> String,
    fetch: impl Fn(String) -> F + Copy + Send + Sync + 'static,
    same: fn(&T, &T) -> bool,
) -> Paging<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<Part<T>, Failure>> + 'static,
{
    let (toasts, announcer) = (use_toasts(), use_context::<Announcer>());
    let stood = returning::kept(list);
    let missing = stood > first.len();
    let (items, next, busy) = (RwSignal::new(first), RwSignal::new(cursor), RwSignal::new(false));
    // The failure that was told last.
    let told = StoredValue::new(String::new());
    let bring = move |wanted: Option<usize>| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            while let Some(cursor) = next.try_get_untracked().flatten() {
                let (part, following) = match fetch(cursor).await {
                    Ok(part) => part,
                    Err(failure) => {
                        let words = failure_text(&failure).0;
                        toasts.show(Tone::Problem, words.clone());
                        told.try_set_value(words);
                        break;
                    }
                };
                if let Some(words) = told.try_get_value() {
                    toasts.settle(&words);
                }
                let stand = items.try_update(|items| {
                    let before = items.len();
                    for item in part {
                        if !items.iter().any(|known| same(known, &item)) {
                            items.push(item);
                        }
                    }
                    (items.len() - before, items.len())
                });
                // A page that was left meanwhile has nothing to say any more.
                let Some((count, stand)) = stand else { return };
                next.set(following);
                returning::keep(list, stand);
                if wanted.is_none() {
                    announcer.iter().for_each(|announcer| announcer.say(came(count as u64)));
                }
                if wanted.is_none_or(|wanted| stand >= wanted) {
                    break;
                }
            }
            busy.try_set(false);
        });
    };
    if missing {
        bring(Some(stood));
    }
    let done = Signal::derive(move || next.with(Option::is_none));
    Paging { items, busy, done, more: Callback::new(move |()| bring(None)) }
}
