//! The app as a whole: its state, its layout, and the page of the present route.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    components::Router,
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};

use crate::{
    announce::{self, PageHeading},
    chunks::{self, PageView},
    client::Failure,
    forms::{FailureNotice, failure_text},
    i18n::{self as tr, Namespace},
    language,
    layout::Layout,
    returning,
    route::Route,
    session, sheet, theme, toast,
    ui::field::{self, FieldWords},
    watch::watch_from,
};

/// A page that is not there after this long is said to be on its way.
const SLOW: Duration = Duration::from_millis(400);

/// Fetches the shell's messages, then draws the app in place of the skeleton that `index.html` painted.
pub fn start() {
    // Mounting starts the executor, which fetching the messages needs before there is anything to show.
    leptos::mount::mount_to_body(|| ());
    leptos::task::spawn_local(async {
        let language = language::at_start();
        if language::ensure(&[Namespace::Shell], language).await.is_err() {
            // boot.js shows what to do when the app does not come up; there are no words here yet to say it with.
            leptos::logging::error!("the words of the interface could not be fetched");
            return boot_failed();
        }
        language::apply(language);
        if let Some(skeleton) = document().get_element_by_id("shell") {
            skeleton.remove();
        }
        leptos::mount::mount_to_body(App);
    });
}

/// Tells boot.js that the app could not start.
fn boot_failed() {
    if let Ok(event) = web_sys::Event::new("passerelle-failed") {
        // The event cannot be refused: nothing cancels it.
        let _ = window().dispatch_event(&event);
    }
}

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let announcer = announce::provide();
    toast::provide();
    theme::provide();
    session::provide();
    field::provide_words(FieldWords {
        error: tr::shell::error_word.into(),
        optional: tr::shell::optional.into(),
        left: tr::shell::characters_left,
        over: tr::shell::characters_over,
        narrow: tr::shell::narrow_list.into(),
        options: tr::shell::options_shown,
    });
    view! {
        <Router>
            <Layout announcer>
                // `Route` reads the address, so the router is here for its history and its links.
                <Pages/>
            </Layout>
        </Router>
    }
}

/// What stands in the main landmark.
#[derive(Clone)]
enum Stage {
    Nothing,
    Page(Route, PageView),
    Failed(Failure),
}

/// The page of the present route. The page before stays until the next one is there, so that nothing flashes.
#[component]
fn Pages() -> impl IntoView {
    let location = use_location();
    let address = use_context::<BrowserUrl>();
    let route = Memo::new(move |_| Route::parse(&location.pathname.read()));
    let stage = RwSignal::new(Stage::Nothing);
    let slow = RwSignal::new(false);
    let attempt = RwSignal::new(0u32);
    let toasts = toast::use_toasts();

    watch_from(move |before: Option<Route>| {
        attempt.track();
        let next = route.get();
        if let Some(before) = before.filter(|before| *before != next) {
            returning::left(before.path(), &next.path());
            announce::navigated();
            toasts.left();
        }
        let arrived = Arrival { route, stage, slow, address: address.clone() };
        fetch(next.clone(), arrived);
        next
    });

    view! {
        <div class="page-wait" class:page-wait-on=move || slow.get() aria-hidden="true"></div>
        {move || match stage.get() {
            Stage::Nothing => ().into_any(),
            Stage::Page(route, view) => view(route),
            Stage::Failed(failure) => failed(failure, move || {
                // Its heading takes focus from that of the failure.
                announce::navigated();
                attempt.update(|attempt| *attempt += 1);
            }),
        }}
    }
}

/// A page that could not be fetched. It is a page of its own all the same, with a heading to land on.
fn failed(failure: Failure, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let said = failure.clone();
    view! {
        <PageHeading text=move || failure_text(&said).0/>
        <FailureNotice failure retry=move |()| retry()/>
    }
    .into_any()
}

/// What is told once a page is there.
struct Arrival {
    route: Memo<Route>,
    stage: RwSignal<Stage>,
    slow: RwSignal<bool>,
    /// The router's hold on the address bar.
    address: Option<BrowserUrl>,
}

fn fetch(next: Route, arrival: Arrival) {
    let Arrival { route, stage, slow, address } = arrival;
    let waiting = next.clone();
    set_timeout(move || slow.set(route.get_untracked() == waiting && !stands(&stage, &waiting)), SLOW);
    leptos::task::spawn_local(async move {
        let words = language::ensure_shown(chunks::messages(&next));
        let sheets = sheet::ensure(chunks::sheets(&next));
        let (page, words, sheets) = futures_util::future::join3(chunks::fetch(&next), words, sheets).await;
        // The reader may have gone elsewhere while this page was on its way.
        if route.get_untracked() != next {
            return;
        }
        slow.set(false);
        // The router writes an address into the bar only when it is told that its page is there, which its own table would do.
        if let Some(address) = address {
            address.ready_to_complete();
        }
        stage.set(match (page.map_err(Failure::from), words.and(sheets)) {
            (Ok(view), Ok(())) => Stage::Page(next, view),
            (Err(failure), _) | (_, Err(failure)) => Stage::Failed(failure),
        });
    });
}

fn stands(stage: &RwSignal<Stage>, route: &Route) -> bool {
    stage.with_untracked(|stage| match stage {
        Stage::Page(shown, _) => shown == route,
        Stage::Failed(_) => true,
        Stage::Nothing => false,
    })
}
