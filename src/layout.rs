//! What stands around every page: skip link, header, navigation, one main landmark, footer, and the messages of the app.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;
use passerelle_api::{
    NoQuery,
    account::{AccountChange, ChangeAccount, Language, Role, Theme},
};

use crate::{
    announce::{Announcer, LiveRegion, PageHeading},
    base, chunks, client, i18n as tr, language,
    route::{API_DOCS, Route},
    session::{SessionState, use_session},
    theme::use_theme,
    toast::{ToastRegion, Tone, use_toasts},
    ui::icon::{Glyph, Icon},
    watch::watch,
};

/// The frame of every page.
#[component]
pub fn Layout(announcer: Announcer, children: Children) -> impl IntoView {
    view! {
        // The router takes the press and only scrolls, so that focus has to be moved as well.
        <a class="skip-link" href="#main" on:click=move |_| { base::focus("main"); }>{tr::shell::skip}</a>
        <Header/>
        <Offline/>
        // A page may put ways to other places beside its main landmark.
        <div class="frame" id="before-main"></div>
        <div class="frame page-row">
            <main class="page" id="main" tabindex="-1">{children()}</main>
            <div id="after-main"></div>
        </div>
        <Footer/>
        <ToastRegion/>
        <LiveRegion announcer/>
        <SignInAgain/>
    }
}

#[component]
fn Header() -> impl IntoView {
    let open = RwSignal::new(false);
    let location = use_location();
    // A page that was chosen closes the menu it was chosen from.
    let path = location.pathname;
    let shown = Memo::new(move |before: Option<&(String, bool)>| {
        let here = path.get();
        let same = before.is_none_or(|(there, _)| *there == here);
        (here, open.get() && same)
    });
    view! {
        <header class="site-header">
            <div class="frame site-bar">
                <a class="brand" href=Route::Home.path()>
                    <Mark/>
                    <span>"Passerelle"</span>
                </a>
                <button
                    class="menu-button"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    aria-controls="site-nav"
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <Glyph icon=Icon::Menu/>
                    <span>{tr::shell::menu}</span>
                </button>
                <div class="site-nav" id="site-nav" class:site-nav-open=move || { shown.track(); open.get() }>
                    <Navigation open/>
                    <Preferences/>
                    <Person/>
                </div>
            </div>
        </header>
    }
}

#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 40 24" width="40" height="24" aria-hidden="true" focusable="false">
            <path
                d="M2 20h36M4 20C8 8 14 4 20 4s12 4 16 16M12 20v-9M20 20V4M28 20v-9"
                fill="none"
                stroke="currentColor"
                stroke-width="2.5"
                stroke-linecap="round"
            ></path>
        </svg>
    }
}

#[component]
fn Navigation(open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let teaches =
        move || session.account().is_some_and(|account| passerelle_rules::teaching::is_teacher(&account.roles));
    let hires = move || session.account().is_some_and(|account| account.roles.contains(&Role::Employer));
    view! {
        <nav aria-label=tr::shell::main_navigation>
            <ul class="nav-list">
                <NavItem route=Route::Catalogue label=tr::shell::courses open/>
                <NavItem route=Route::Jobs label=tr::shell::jobs open/>
                {move || {
                    if hires() {
                        view! {
                            <NavItem route=Route::Talents label=tr::shell::talents open/>
                            <NavItem route=Route::Employer label=tr::shell::employer_desk open/>
                        }
                        .into_any()
                    } else if session.account().is_some() {
                        view! { <NavItem route=Route::Desk label=tr::shell::desk open/> }.into_any()
                    } else {
                        ().into_any()
                    }
                }}
                {move || teaches().then(|| view! { <NavItem route=Route::Teach label=tr::shell::teach open/> }.into_any())}
            </ul>
        </nav>
    }
}

#[component]
fn NavItem(route: Route, label: fn() -> String, open: RwSignal<bool>) -> impl IntoView {
    let location = use_location();
    let href = route.path();
    let target = href.clone();
    // Lessons belong to the catalogue, so a page below an address marks the entry as the place one is in.
    let current = move || {
        let path = location.pathname.read();
        if *path == target {
            Some("page")
        } else if path.strip_prefix(target.as_str()).is_some_and(|rest| rest.starts_with('/')) {
            Some("true")
        } else {
            None
        }
    };
    view! {
        <li>
            <a href=href aria-current=current on:click=move |_| open.set(false)>{label}</a>
        </li>
    }
}

#[component]
fn Person() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let leave = move |_: ev::MouseEvent| {
        leptos::task::spawn_local(async move {
            match session.leave().await {
                Ok(()) => toasts.show(Tone::Done, tr::shell::signed_out()),
                Err(failure) => toasts.show(Tone::Problem, crate::forms::failure_text(&failure).0),
            }
        });
    };
    move || match session.account() {
        Some(account) => view! {
            <div class="person">
                <a class="person-name" href=Route::Account.path()>
                    <Glyph icon=Icon::People/>
                    // A space that the layout cannot drop, since screen readers read what is laid out.
                    <span class="visually-hidden">{tr::shell::account}"\u{a0}"</span>
                    <span>{account.name}</span>
                </a>
                <button class="link-button" type="button" on:click=leave>{tr::shell::sign_out}</button>
            </div>
        }
        .into_any(),
        None => view! {
            <div class="person">
                <a href=Route::SignIn.path()>{tr::shell::sign_in}</a>
                <a class="button button-primary" href=Route::SignUp.path()>{tr::shell::sign_up}</a>
            </div>
        }
        .into_any(),
    }
}

#[component]
fn Preferences() -> impl IntoView {
    view! {
        <div class="preferences">
            <LanguageChoice/>
            <ThemeChoice/>
        </div>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let choose = move |chosen: Language| {
        leptos::task::spawn_local(async move {
            match language::switch(chosen).await {
                Ok(()) => remember(session, AccountChange { language: Some(chosen), ..AccountChange::default() }).await,
                Err(_) => toasts.show(Tone::Problem, tr::shell::language_failed()),
            }
        });
    };
    let items = Language::ALL.iter().map(|language| {
        let language = *language;
        view! {
            <li>
                <button
                    type="button"
                    lang=language.as_str()
                    aria-pressed=move || (tr::language() == language).to_string()
                    on:click=move |_| choose(language)
                >
                    {language.own_name()}
                </button>
            </li>
        }
    });
    view! {
        <details class="pick" name="preferences">
            <summary>
                <Glyph icon=Icon::Globe/>
                <span class="visually-hidden">{tr::shell::language}</span>
                <span>{move || tr::language().own_name()}</span>
            </summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let theme = use_theme();
    let session = use_session();
    let choose = move |chosen: Theme| {
        theme.choose(chosen);
        leptos::task::spawn_local(remember(session, AccountChange { theme: Some(chosen), ..AccountChange::default() }));
    };
    let items = Theme::ALL.iter().map(|item| {
        let item = *item;
        view! {
            <li>
                <button
                    type="button"
                    aria-pressed=move || (theme.get() == item).to_string()
                    on:click=move |_| choose(item)
                >
                    {theme_name(item)}
                </button>
            </li>
        }
    });
    view! {
        <details class="pick" name="preferences">
            <summary>
                <Glyph icon=Icon::Moon/>
                <span>{tr::shell::theme}</span>
            </summary>
            <ul>{items.collect_view()}</ul>
        </details>
    }
}

fn theme_name(theme: Theme) -> fn() -> String {
    match theme {
        Theme::System => tr::shell::theme_system,
        Theme::Light => tr::shell::theme_light,
        Theme::Dark => tr::shell::theme_dark,
    }
}

/// Keeps a preference with the account as well. It already holds in this browser, so a failure only leaves it there.
async fn remember(session: SessionState, change: AccountChange) {
    if session.account().is_some()
        && let Ok(changed) = client::call(&ChangeAccount {}, &NoQuery {}, &change).await
    {
        session.enter(changed);
    }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="frame site-footer-inner">
                <p class="site-promise">{tr::shell::promise}</p>
                <nav aria-label=tr::shell::footer_navigation>
                    <ul>
                        <li>
                            <a href=Route::Accessibility.path()>{tr::shell::accessibility}</a>
                        </li>
                        <li>
                            <a href=API_DOCS rel="external">{tr::shell::api}</a>
                        </li>
                        <li>
                            <a href=Route::Gallery.path()>{tr::shell::gallery}</a>
                        </li>
                    </ul>
                </nav>
            </div>
        </footer>
    }
}

/// Says when the network is gone, and that what is written stays.
#[component]
fn Offline() -> impl IntoView {
    let offline = RwSignal::new(!window().navigator().on_line());
    let gone = window_event_listener(ev::offline, move |_| offline.set(true));
    let announcer = use_context::<Announcer>();
    let back = window_event_listener(ev::online, move |_| {
        offline.set(false);
        announcer.iter().for_each(|announcer| announcer.say(untrack(tr::shell::online)));
    });
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    view! {
        <div class="offline" role="status">
            <Show when=move || offline.get()>
                <p class="frame">
                    <Glyph icon=Icon::Alert/>
                    {tr::shell::offline}
                </p>
            </Show>
        </div>
    }
}

/// Asks to sign in again when a session ended while something was being sent.
#[component]
fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let view = RwSignal::new(None::<chunks::PageView>);
    // What waits besides changes nothing of the dialog that is open.
    let waits = Memo::new(move |_| session.is_waiting());
    watch(move || {
        if waits.get() {
            leptos::task::spawn_local(async move {
                // The dialog's words are those of the page that signs in.
                let words = language::ensure_shown(chunks::messages(&Route::SignIn));
                let (shown, words) = futures_util::future::join(chunks::sign_in_again(), words).await;
                match shown.map_err(client::Failure::from).and_then(|shown| words.map(|()| shown)) {
                    Ok(shown) => view.set(Some(shown)),
                    Err(_) => session.resume(false),
                }
            });
        }
    });
    move || waits.get().then(|| view.get().map(|view| view(Route::SignIn)))
}

/// The page of an address that leads nowhere.
pub fn not_found(_: Route) -> AnyView {
    view! {
        <PageHeading text=tr::shell::not_found/>
        <p>{tr::shell::not_found_next}</p>
        <p>
            <a class="lone-link" href=Route::Home.path()>{tr::shell::home}</a>
        </p>
    }
    .into_any()
}
