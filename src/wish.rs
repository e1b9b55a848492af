//! A box that is ticked and unticked at once, and sent meanwhile.

use std::{pin::Pin, sync::Arc};

use leptos::prelude::*;

use crate::{
    client::Failure,
    load::Request,
    session::use_session,
    toast::{Tone, use_toasts},
};

/// Work that has nothing to give back.
pub type Work = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// What a box shows, and what to do once it is ticked or unticked, `kept` being what the server has, as `request` loaded it. One change is
/// on its way at a time: two that overtake each other would leave the server with the earlier wish. A failure is told in `words` and takes
/// the wish back. Once nothing is left to send, `settled` gets the failure that ended it, if one did; the box may be gone by then.
pub fn wish(
    request: Request,
    kept: bool,
    work: Arc<dyn Fn(bool) -> Work + Send + Sync>,
    words: fn(&Failure) -> String,
    settled: Arc<dyn Fn(Option<Failure>) + Send + Sync>,
) -> (Signal<bool>, Callback<bool>) {
    let (session, toasts) = (use_session(), use_toasts());
    // What is left to send is sent also when the box goes meanwhile, so that none of this goes with it.
    let (wished, kept, busy) = (ArcRwSignal::new(kept), ArcStoredValue::new(kept), ArcStoredValue::new(false));
    // The failure that was told last.
    let told = ArcStoredValue::new(String::new());
    let shown = Signal::from(wished.clone());
    let change = Callback::new(move |put: bool| {
        wished.set(put);
        if busy.try_update_value(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        let (work, settled) = (work.clone(), settled.clone());
        let (wished, kept, busy, told) = (wished.clone(), kept.clone(), busy.clone(), told.clone());
        let changing = request.begin_change();
        leptos::task::spawn_local(async move {
            let mut failed = None;
            loop {
                let put = wished.get_untracked();
                if put == kept.get_value() {
                    break;
                }
                match session.send(|| work(put)).await {
                    Ok(()) => {
                        toasts.settle(&told.get_value());
                        kept.set_value(put);
                    }
                    Err(failure) => {
                        let words = untrack(|| words(&failure));
                        toasts.show(Tone::Problem, words.clone());
                        told.set_value(words);
                        wished.set(!put);
                        failed = Some(failure);
                        break;
                    }
                }
            }
            busy.set_value(false);
            changing.end();
            settled(failed);
        });
    });
    (shown, change)
}
