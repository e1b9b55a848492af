//! The rest of the applications to an ad. They come part by part, and each part goes into the groups that stand already.

use leptos::prelude::*;

use crate::{
    announce::{self, Announcer},
    client::Failure,
    forms::failure_text,
    i18n as tr,
    load::Loader,
    toast::{Toasts, Tone, use_toasts},
    ui::{button::Button, icon::Icon},
};

/// What outlives a page that is drawn anew: how much of it stands, and whether more is on its way.
#[derive(Clone, Copy)]
pub struct Growth {
    busy: RwSignal<bool>,
    stood: StoredValue<usize>,
    toasts: Toasts,
    announcer: Option<Announcer>,
}

/// What a part brought.
pub struct Came {
    pub count: usize,
    /// How much stands with it.
    pub stand: usize,
    /// The id of the first of it, which focus goes to.
    pub first: Option<String>,
}

impl Growth {
    pub fn new() -> Self {
        let (busy, stood) = (RwSignal::new(false), StoredValue::new(0));
        Self { busy, stood, toasts: use_toasts(), announcer: use_context() }
    }

    /// How much stood, so that a page that is fetched anew has no less.
    pub fn stood(self) -> usize {
        self.stood.try_get_value().unwrap_or_default()
    }

    /// Adds a part to what stands.
    fn bring<T, F>(self, loader: Loader<T>, fetching: F, join: fn(&mut T, T) -> Came)
    where
        T: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let fetched = fetching.await;
            // A page that was left meanwhile has nothing to add to.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match (fetched, untrack(move || loader.value())) {
                (Ok(part), Some(mut whole)) => {
                    let Came { count, stand, first } = join(&mut whole, part);
                    self.stood.set_value(stand);
                    loader.set(whole);
                    self.announcer.iter().for_each(|announcer| announcer.say(tr::employer::came(count as u64)));
                    first.into_iter().for_each(announce::arrive);
                }
                (Ok(_), None) => {}
                (Err(failure), _) => self.toasts.show(Tone::Problem, failure_text(&failure).0),
            }
        });
    }

    /// The end of a page of which there is more.
    pub fn view<T, F>(
        self,
        loader: Loader<T>,
        (stand, total): (usize, u64),
        next: Option<String>,
        fetch: impl Fn(String) -> F + Send + Sync + 'static,
        join: fn(&mut T, T) -> Came,
    ) -> AnyView
    where
        T: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        let Some(cursor) = next else { return ().into_any() };
        let press = move |()| self.bring(loader, fetch(cursor.clone()), join);
        view! {
            <div class="more">
                <p class="more-shown">{move || shown(stand, total)}</p>
                <Button label=tr::employer::more icon=Icon::Plus busy=self.busy on_press=press/>
            </div>
        }
        .into_any()
    }
}

/// How many of how many stand.
pub fn shown(stand: usize, total: u64) -> String {
    tr::employer::shown(&tr::number(stand as u64), &tr::number(total))
}
