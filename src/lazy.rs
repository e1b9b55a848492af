//! Pieces of the app that are fetched when they are first needed; one that cannot be fetched is a failure with a way to try again,
//! not a panic.

use std::{pin::Pin, sync::Arc};

use leptos::prelude::*;

use crate::{client::Failure, forms::FailureNotice, i18n::Namespace, language};

/// A lazy piece could not be fetched.
pub struct ChunkMissing;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for ChunkMissing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl From<ChunkMissing> for Failure {
    fn from(_: ChunkMissing) -> Self {
        Self::Offline
    }
}

/// Declares lazy panels: `settings(Controller) => |controller| view! { .. }.into_any();` makes an async function `settings` that
/// gives the function that makes the view; `-> T` before the arrow gives something other than a view. What is fetched only names
/// that function, so that everything behind it moves along.
macro_rules! panels {
    ($($(#[$meta:meta])* $name:ident($arg:ty) $(-> $out:ty)? => $view:expr;)*) => {$(
        $(#[$meta])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($name, wasm_split_path = leptos::wasm_split, fallible)]
        pub(crate) fn $name() -> Result<fn($arg) -> $crate::lazy::made!($($out)?), $crate::lazy::ChunkMissing> {
            Ok($view)
        }

        $(#[$meta])*
        #[cfg(not(feature = "split"))]
        pub(crate) async fn $name() -> Result<fn($arg) -> $crate::lazy::made!($($out)?), $crate::lazy::ChunkMissing> {
            Ok($view)
        }
    )*};
}

/// What a lazy panel gives: a view unless said otherwise.
macro_rules! made {
    () => {
        leptos::prelude::AnyView
    };
    ($out:ty) => {
        $out
    };
}

pub(crate) use made;
pub(crate) use panels;

/// A panel on its way.
pub type Fetching<T> = Pin<Box<dyn Future<Output = Result<fn(T) -> AnyView, ChunkMissing>>>>;

/// Fetches the words of a panel together with it.
pub fn with_words<T: 'static>(namespaces: &'static [Namespace], fetching: Fetching<T>) -> Fetching<T> {
    Box::pin(async move {
        let words = language::ensure_shown(namespaces);
        let (panel, words) = futures_util::future::join(fetching, words).await;
        words.map_err(|_| ChunkMissing)?;
        panel
    })
}

/// Shows a lazy panel: nothing while it is fetched, then its view, or the failure with a way to try again.
///
/// `fetch` is `|| Box::pin(settings())`, and `argument` what the view is made of.
pub fn panel<T: Copy + Send + Sync + 'static>(fetch: fn() -> Fetching<T>, argument: T) -> AnyView {
    shown(Box::new(move || {
        let fetching = fetch();
        Box::pin(async move { fetching.await.map(|view| -> Made { Arc::new(move || view(argument)) }) })
    }))
}

/// A panel that was fetched, without the type of what it is made of: what shows it is compiled once.
type Made = Arc<dyn Fn() -> AnyView + Send + Sync>;
type Making = Pin<Box<dyn Future<Output = Result<Made, ChunkMissing>>>>;

fn shown(fetch: Box<dyn Fn() -> Making>) -> AnyView {
    let stage = RwSignal::new(None::<Result<Made, Failure>>);
    let fetch = StoredValue::new_local(fetch);
    let ask = move || {
        stage.set(None);
        let fetching = fetch.with_value(|fetch| fetch());
        leptos::task::spawn_local(async move {
            let fetched = fetching.await.map_err(Failure::from);
            // The panel may have been closed meanwhile, and then nobody waits for it.
            stage.try_set(Some(fetched));
        });
    };
    ask();
    (move || match stage.get() {
        None => ().into_any(),
        Some(Ok(view)) => view(),
        Some(Err(failure)) => view! { <FailureNotice failure retry=move |()| ask()/> }.into_any(),
    })
    .into_any()
}
