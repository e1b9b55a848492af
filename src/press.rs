//! A button that sends something by itself: busy meanwhile, and a failure is told in passing, since nothing was typed that could be
//! lost.

use leptos::prelude::*;

use crate::{
    client::Failure,
    forms::failure_text,
    session::{SessionState, use_session},
    toast::{Toasts, Tone, use_toasts},
};

/// One such button.
#[derive(Clone, Copy)]
pub struct Press {
    busy: RwSignal<bool>,
    session: SessionState,
    toasts: Toasts,
    /// The failure that was told last.
    told: StoredValue<Option<String>>,
}

/// Makes one, for the part of the page that it stands in.
pub fn use_press() -> Press {
    use_press_with(RwSignal::new(false))
}

/// The same for what must not be on its way together with something else, with which it shares whether it is.
pub fn use_press_with(busy: RwSignal<bool>) -> Press {
    Press { busy, session: use_session(), toasts: use_toasts(), told: StoredValue::new(None) }
}

impl Press {
    /// Whether what it sends is on its way.
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Whether the part of the page that it stands in was left meanwhile.
    pub fn is_left(self) -> bool {
        self.busy.try_get_untracked().is_none()
    }

    /// Sends, once more if the session ended meanwhile, and gives what came back to `then`.
    pub fn send<T: 'static, F>(self, work: impl Fn() -> F + 'static, then: impl FnOnce(T) + 'static)
    where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.try_send(work, move |result| match result {
            Ok(reply) => then(reply),
            Err(failure) => self.failed(&failure),
        });
    }

    /// The same for what has words of its own for some failures: `then` gets them too, and hands on the others to `failed`.
    pub fn try_send<T: 'static, F>(
        self,
        work: impl Fn() -> F + 'static,
        then: impl FnOnce(Result<T, Failure>) + 'static,
    ) where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let result = self.session.send(work).await;
            self.busy.try_set(false);
            if result.is_ok()
                && let Some(words) = self.told.try_update_value(Option::take).flatten()
            {
                self.toasts.settle(&words);
            }
            then(result);
        });
    }

    /// The same for what stands in a list that others change too: where it is gone or another by now, `meanwhile` says so, and `anew`
    /// has the list read once more.
    pub fn send_shared<T: 'static, F>(
        self,
        work: impl Fn() -> F + 'static,
        meanwhile: fn() -> String,
        anew: impl FnOnce() + 'static,
        then: impl FnOnce(T) + 'static,
    ) where
        F: Future<Output = Result<T, Failure>> + 'static,
    {
        self.try_send(work, move |result| match result {
            Ok(reply) => then(reply),
            Err(failure) if failure.is_stale() => {
                self.problem(untrack(meanwhile));
                anew();
            }
            Err(failure) => self.failed(&failure),
        });
    }

    /// Says in passing what went wrong.
    pub fn failed(self, failure: &Failure) {
        self.problem(untrack(|| failure_text(failure).0));
    }

    /// Says in passing that something went wrong, in words of the page.
    pub fn problem(self, words: String) {
        // The page may be left by then.
        let _ = self.told.try_update_value(|told| *told = Some(words.clone()));
        self.toasts.show(Tone::Problem, words);
    }

    /// Says in passing that it was done.
    pub fn done(self, words: String) {
        self.toasts.show(Tone::Done, words);
    }
}
