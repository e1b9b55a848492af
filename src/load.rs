//! Loading as a type: every request of a page is waiting, slow, there, or failed with a way to try again.

use std::time::Duration;

use leptos::prelude::*;

use crate::{
    announce::PageHeading,
    client::Failure,
    forms::{FailureNotice, failure_text},
    i18n as tr,
    ui::skeleton::Skeleton,
};

/// After this long, waiting is shown; before, the page would only flash.
const SLOW: Duration = Duration::from_millis(400);

/// Where a request stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Load<T> {
    /// On its way, for too short a time to say so.
    Loading,
    /// On its way, and worth saying.
    Slow,
    Loaded(T),
    Failed(Failure),
}

/// A request of a page, which runs again when what its key reads changes.
pub struct Loader<T: 'static> {
    resource: LocalResource<Result<T, Failure>>,
    attempt: RwSignal<u32>,
    busy: RwSignal<bool>,
    slow: RwSignal<bool>,
}

impl<T: 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static> Copy for Loader<T> {}

impl<T: Clone + 'static> Loader<T> {
    /// Where the request stands now. What was loaded stays while it is fetched anew.
    pub fn state(&self) -> Load<T> {
        match self.resource.get() {
            Some(Ok(value)) => Load::Loaded(value),
            Some(Err(failure)) if !self.busy.get() => Load::Failed(failure),
            _ if self.slow.get() => Load::Slow,
            _ => Load::Loading,
        }
    }

    /// What was loaded, if anything was.
    pub fn value(&self) -> Option<T> {
        match self.state() {
            Load::Loaded(value) => Some(value),
            _ => None,
        }
    }

    /// Asks again.
    pub fn retry(&self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    /// Puts a newer value in, such as the reply to a change.
    pub fn set(&self, value: T) {
        self.resource.set(Some(Ok(value)));
    }
}

/// Starts a request for a page. `key` says what it depends on; `fetch` asks for it.
pub fn load<K, T, F>(key: impl Fn() -> K + 'static, fetch: impl Fn(K) -> F + 'static) -> Loader<T>
where
    K: 'static,
    T: 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let attempt = RwSignal::new(0u32);
    let busy = RwSignal::new(true);
    let slow = RwSignal::new(false);
    let resource = LocalResource::new(move || {
        attempt.track();
        let fetching = fetch(key());
        async move {
            // A page that was left takes its signals along; a late answer then has nothing to tell.
            busy.try_set(true);
            set_timeout(
                move || {
                    if busy.try_get_untracked() == Some(true) {
                        slow.try_set(true);
                    }
                },
                SLOW,
            );
            let result = fetching.await;
            busy.try_set(false);
            slow.try_set(false);
            result
        }
    });
    Loader { resource, attempt, busy, slow }
}

/// Shows a request: a skeleton while it is slow, the failure with a way to try again, or `view` of what was loaded.
#[component]
pub fn Loaded<T, V>(
    /// The request.
    loader: Loader<T>,
    /// What to show of the result.
    view: impl Fn(T) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let state = Memo::new(move |_| loader.state());
    move || match state.get() {
        Load::Loading => ().into_any(),
        Load::Slow => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
        Load::Failed(failure) => failed(failure, move || loader.retry()),
        Load::Loaded(value) => view(value).into_any(),
    }
}

/// A failure in place of what was asked for. A page whose title was on its way too still needs a heading to land on.
fn failed(failure: Failure, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let untitled = document().query_selector("main h1").is_ok_and(|heading| heading.is_none());
    let said = failure.clone();
    view! {
        {untitled.then(|| view! { <PageHeading text=move || failure_text(&said).0/> })}
        <FailureNotice failure retry=move |()| retry()/>
    }
    .into_any()
}
