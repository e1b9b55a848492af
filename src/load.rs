//! Loading as a type: every request of a page is waiting, slow, there, or failed with a way to try again.

use std::{any::Any, marker::PhantomData, pin::Pin, sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    announce::{self, PageHeading},
    client::Failure,
    forms::{FailureNotice, failure_text},
    i18n as tr,
    ui::skeleton::Skeleton,
    watch::watch,
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
pub struct Loader<T> {
    request: Request,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loader<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loader<T> {
    /// Where the request stands now. What was loaded stays while it is fetched anew.
    pub fn state(&self) -> Load<T> {
        match self.request.state() {
            Load::Loading => Load::Loading,
            Load::Slow => Load::Slow,
            Load::Failed(failure) => Load::Failed(failure),
            Load::Loaded(held) => held.get().map_or(Load::Loading, Load::Loaded),
        }
    }

    /// What was loaded, if anything was.
    pub fn value(&self) -> Option<T> {
        match self.request.state() {
            Load::Loaded(held) => held.get(),
            _ => None,
        }
    }

    /// Asks again.
    pub fn retry(&self) {
        self.request.retry();
    }

    /// Asks again, and moves focus to an element once the answer stands: what had it is drawn anew by then.
    pub fn retry_to(&self, id: String) {
        self.request.retry_to(id);
    }

    /// The request without the type of what it asks for.
    pub fn request(&self) -> Request {
        self.request
    }

    /// Puts a newer value in, such as the reply to a change.
    pub fn set(&self, value: T) {
        self.request.answer.try_set(Some(Ok(Held::new(value))));
    }
}

/// Starts a request for a page. `key` says what it depends on; `fetch` asks for it.
pub fn load<K, T, F>(key: impl Fn() -> K + 'static, fetch: impl Fn(K) -> F + 'static) -> Loader<T>
where
    K: 'static,
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let ask = move || -> Asking {
        let fetching = fetch(key());
        Box::pin(async move { fetching.await.map(Held::new) })
    };
    Loader { request: Request::new(Box::new(ask)), of: PhantomData }
}

/// The same for what depends on something that is not known at first, such as who is signed in: nothing is asked before.
pub fn load_known<K, T, F>(key: impl Fn() -> Option<K> + 'static, fetch: impl Fn(K) -> F + 'static) -> Loader<T>
where
    K: 'static,
    T: PartialEq + Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    load(key, move |key| {
        let fetching = key.map(&fetch);
        async move {
            match fetching {
                Some(fetching) => fetching.await,
                // The key asks anew once it knows, and this is forgotten.
                None => std::future::pending().await,
            }
        }
    })
}

/// Something that was loaded, whatever it is. The machinery of loading is compiled once for all of them, where a type of its own for
/// each reply would make a copy of it in every page.
#[derive(Clone)]
struct Held {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl Held {
    fn new<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        let same = |one: &dyn Any, other: &dyn Any| one.downcast_ref::<T>() == other.downcast_ref::<T>();
        Self { value: Arc::new(value), same }
    }

    fn get<T: Clone + 'static>(&self) -> Option<T> {
        self.value.downcast_ref::<T>().cloned()
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

type Asking = Pin<Box<dyn Future<Output = Result<Held, Failure>>>>;

/// A request without the type of what it asks for.
#[derive(Clone, Copy)]
pub struct Request {
    answer: RwSignal<Option<Result<Held, Failure>>>,
    attempt: RwSignal<u32>,
    busy: RwSignal<bool>,
    slow: RwSignal<bool>,
    /// Counts what was asked, so that only the last answer counts when an earlier one comes late.
    turn: StoredValue<u32>,
    /// Where focus goes with the next answer, and whether only if it was lost.
    arrival: StoredValue<Option<(String, bool)>>,
    /// The part of the page in which it is asked for again.
    part: StoredValue<Option<web_sys::Element>, LocalStorage>,
}

impl Request {
    fn new(ask: Box<dyn Fn() -> Asking>) -> Self {
        let request = Self {
            answer: RwSignal::new(None),
            attempt: RwSignal::new(0),
            busy: RwSignal::new(true),
            slow: RwSignal::new(false),
            turn: StoredValue::new(0),
            arrival: StoredValue::new(None),
            part: StoredValue::new_local(None),
        };
        watch(move || {
            request.attempt.track();
            leptos::task::spawn_local(request.follow(ask()));
        });
        request
    }

    /// Waits for an answer. A page that was left takes its signals along; a late answer then has nothing to tell.
    async fn follow(self, asking: Asking) {
        let Some(turn) = self.turn.try_get_value().map(|turn| turn + 1) else { return };
        self.turn.set_value(turn);
        self.busy.try_set(true);
        set_timeout(
            move || {
                if self.busy.try_get_untracked() == Some(true) {
                    self.slow.try_set(true);
                }
            },
            SLOW,
        );
        let answer = asking.await;
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        self.busy.try_set(false);
        self.slow.try_set(false);
        let came = answer.is_ok();
        self.answer.try_set(Some(answer));
        let arrival = self.arrival.try_update_value(Option::take).flatten();
        let part = self.part.try_update_value(Option::take).flatten();
        // Where a failure stands in place of all that was shown, the element is gone that focus was to go to.
        if let Some((id, if_lost)) = arrival.filter(|_| came) {
            if if_lost { announce::arrive_if_lost(id) } else { announce::arrive(id) }
        } else if let Some(part) = part {
            announce::arrive_in(part);
        }
    }

    fn state(self) -> Load<Held> {
        match self.answer.get() {
            Some(Ok(held)) => Load::Loaded(held),
            Some(Err(failure)) if !self.busy.get() => Load::Failed(failure),
            _ if self.slow.get() => Load::Slow,
            _ => Load::Loading,
        }
    }

    /// Asks again, and remembers the part of the page around what was pressed: the button may go with what stands there.
    fn again(self, parts: &str) {
        let at = document().active_element();
        let part = at.and_then(|at| at.closest(parts).ok()?);
        self.part.set_value(part.or_else(|| document().query_selector("main").ok()?));
        self.retry();
    }

    /// Asks again, and moves focus to an element once the answer stands.
    pub fn retry_to(self, id: String) {
        self.arrival.set_value(Some((id, false)));
        // It may be asked from a dialog that is about to close.
        self.again("section, main");
    }

    /// The same behind the back of who went on to something else: focus moves only if it was in what is drawn anew.
    pub fn retry_if_lost(self, id: String) {
        self.arrival.set_value(Some((id, true)));
        self.retry();
    }

    /// Begins a change of what was loaded. An answer that is on its way may not know of it and would put it back, so it is not taken.
    pub fn begin_change(self) -> Changing {
        let is_dropped = self.busy.get_untracked() && self.answer.with_untracked(Option::is_some);
        if is_dropped {
            self.turn.update_value(|turn| *turn += 1);
            self.busy.set(false);
            self.slow.set(false);
        }
        Changing { request: self, is_dropped, turn: self.turn.get_value() }
    }

    /// Asks again.
    pub fn retry(self) {
        self.attempt.update(|attempt| *attempt += 1);
    }

    fn view(self, view: Box<dyn Fn(&Held) -> AnyView + Send>) -> AnyView {
        let state = Memo::new(move |_| self.state());
        (move || match state.get() {
            Load::Loading => ().into_any(),
            Load::Slow => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
            Load::Failed(failure) => failed(failure, move || self.again("section, dialog, main")),
            Load::Loaded(held) => view(&held),
        })
        .into_any()
    }
}

/// A change of what a request loaded, which is on its way.
pub struct Changing {
    request: Request,
    /// Whether an answer was not taken for it.
    is_dropped: bool,
    turn: u32,
}

impl Changing {
    /// Asks again where an answer was not taken, or was asked for meanwhile and may not know of the change.
    pub fn end(self) {
        if self.request.turn.try_get_value().is_some_and(|turn| self.is_dropped || turn != self.turn) {
            self.request.retry();
        }
    }
}

/// Shows a request: a skeleton while it is slow, the failure with a way to try again, or `view` of what was loaded.
#[component]
pub fn Loaded<T, V>(
    /// The request.
    loader: Loader<T>,
    /// What to show of the result.
    view: impl Fn(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    loader.request.view(Box::new(move |held| held.get().map(|value: T| view(value)).into_any()))
}

/// A failure in place of what was asked for. A page whose title was on its way too still needs a heading to land on, and that says
/// the failure as it takes focus; where the page has its heading, the failure has to be said by itself.
fn failed(failure: Failure, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let untitled = document().query_selector("main h1").is_ok_and(|heading| heading.is_none());
    let said = failure.clone();
    view! {
        {untitled.then(|| view! { <PageHeading text=move || failure_text(&said).0/> })}
        <div role=(!untitled).then_some("alert")>
            <FailureNotice failure retry=move |()| retry()/>
        </div>
    }
    .into_any()
}
