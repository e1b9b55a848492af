//! The rest of the applications to an ad. They come part by part, and each part goes into the groups that stand already.

use std::sync::Arc;

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

/// What comes part by part.
pub trait InParts: Clone + PartialEq + Send + Sync + 'static {
    /// How much stands.
    fn stand(&self) -> usize;

    /// Where what stands ends, and the next part begins.
    fn next(&self) -> Option<&str>;

    /// Adds the next part.
    fn join(&mut self, part: Self) -> Came;
}

/// What a part brought.
pub struct Came {
    pub count: usize,
    /// The id of the first of it, which focus goes to.
    pub first: Option<String>,
}

impl Growth {
    pub fn new() -> Self {
        let (busy, stood) = (RwSignal::new(false), StoredValue::new(0));
        Self { busy, stood, toasts: use_toasts(), announcer: use_context() }
    }

    /// How much stands by now.
    pub fn stood(self) -> usize {
        self.stood.try_get_value().unwrap_or_default()
    }

    /// Adds a part to what stands.
    fn bring<T, F>(self, loader: Loader<T>, cursor: String, fetch: Arc<impl Fn(String) -> F + 'static>)
    where
        T: InParts,
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            // A page that was left meanwhile has nothing to add to.
            let is_left = move || self.busy.try_get_untracked().is_none();
            let standing = move || if is_left() { None } else { untrack(move || loader.value()) };
            let fetched = part_behind(cursor, standing, &*fetch).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match fetched {
                Ok(Some((mut whole, part))) => {
                    let Came { count, first } = whole.join(part);
                    self.stood.set_value(whole.stand());
                    loader.set(whole);
                    self.announcer.iter().for_each(|announcer| announcer.say(tr::employer::came(count as u64)));
                    first.into_iter().for_each(announce::arrive);
                }
                Ok(None) => {}
                Err(failure) => self.toasts.show(Tone::Problem, failure_text(&failure).0),
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
    ) -> AnyView
    where
        T: InParts,
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        let Some(cursor) = next else { return ().into_any() };
        let fetch = Arc::new(fetch);
        let press = move |()| self.bring(loader, cursor.clone(), Arc::clone(&fetch));
        view! {
            <div class="more">
                <p class="more-shown">{move || shown(stand, total)}</p>
                <Button label=tr::employer::more icon=Icon::Plus busy=self.busy on_press=press/>
            </div>
        }
        .into_any()
    }
}

/// What is fetched anew, with no less than stands by then: `stood` is asked as each part came, since one more may have been added to
/// the page meanwhile.
pub async fn no_less<T, F>(mut whole: T, stood: impl Fn() -> usize, fetch: impl Fn(String) -> F) -> Result<T, Failure>
where
    T: InParts,
    F: Future<Output = Result<T, Failure>>,
{
    while whole.stand() < stood()
        && let Some(cursor) = whole.next().map(str::to_owned)
    {
        let part = fetch(cursor).await?;
        whole.join(part);
    }
    Ok(whole)
}

/// What stands, with the part behind it. Where it was fetched anew while the part was on its way it may end elsewhere, and the part that
/// was asked for would leave something out between the two or bring it a second time: the one behind the new end is asked for.
async fn part_behind<T, F>(
    mut cursor: String,
    standing: impl Fn() -> Option<T>,
    fetch: impl Fn(String) -> F,
) -> Result<Option<(T, T)>, Failure>
where
    T: InParts,
    F: Future<Output = Result<T, Failure>>,
{
    loop {
        let part = fetch(cursor.clone()).await?;
        let Some(whole) = standing() else { return Ok(None) };
        match whole.next().map(str::to_owned) {
            Some(end) if end != cursor => cursor = end,
            Some(_) => return Ok(Some((whole, part))),
            None => return Ok(None),
        }
    }
}

/// How many of how many stand.
pub fn shown(stand: usize, total: u64) -> String {
    tr::employer::shown(&tr::number(stand as u64), &tr::number(total))
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, future::ready};

    use futures_util::FutureExt;

    use super::*;

    /// Numbers up to nine, of which a part has three.
    #[derive(Debug, Clone, PartialEq)]
    struct Numbers(Vec<u32>);

    impl InParts for Numbers {
        fn stand(&self) -> usize {
            self.0.len()
        }

        fn next(&self) -> Option<&str> {
            let ends = ["", "1", "2", "3", "4", "5", "6", "7", "8"];
            self.0.last().and_then(|last| ends.get(*last as usize).copied())
        }

        fn join(&mut self, part: Self) -> Came {
            let count = part.0.len();
            self.0.extend(part.0);
            Came { count, first: None }
        }
    }

    fn behind(cursor: &str) -> Numbers {
        let last: u32 = cursor.parse().unwrap();
        Numbers((last + 1..=9).take(3).collect())
    }

    #[test]
    fn what_is_fetched_anew_has_what_was_added_while_it_was_on_its_way() {
        let stood = Cell::new(0);
        let fetch = |cursor: String| {
            // While the second part is on its way, the page grows to seven.
            stood.set(7);
            ready(Ok(behind(&cursor)))
        };
        stood.set(4);
        let whole = no_less(Numbers(vec![1, 2, 3]), || stood.get(), fetch).now_or_never().unwrap().unwrap();
        assert_eq!(whole, Numbers((1..=9).collect()));
    }

    #[test]
    fn a_part_stands_behind_what_was_fetched_anew_meanwhile() {
        // Two more are there by the time that the part behind 3 came, so that the page ends at 1.
        let anew = Numbers(vec![11, 10, 1]);
        let fetch = |cursor: String| ready(Ok(behind(&cursor)));
        let (mut whole, part) =
            part_behind("3".to_owned(), || Some(anew.clone()), fetch).now_or_never().unwrap().unwrap().unwrap();
        whole.join(part);
        assert_eq!(whole, Numbers(vec![11, 10, 1, 2, 3, 4]));
    }
}
