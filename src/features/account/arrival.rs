//! What follows on signing in or up: progress is brought along, preferences are taken over, and the way leads on.

use std::pin::Pin;

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{
    FromJson, Json,
    account::{Account, Role, Session},
};
use serde::Serialize;

use crate::{
    client, guest, i18n as tr, language, notes,
    query::use_query,
    route::Route,
    session::use_session,
    theme::use_theme,
    toast::{Tone, use_toasts},
};

/// The query of the pages that sign in and up.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Entrance {
    /// The path to go on to.
    pub next: Option<String>,
}

impl FromJson for Entrance {
    fn from_json<J: Json>(json: &J) -> Option<Self> {
        Some(Self { next: Option::member(json, "next")? })
    }
}

impl Entrance {
    /// The path to go on to, where it is one of this site. A browser reads `//host` and `/\host` as another site, and drops
    /// tabs and line ends before it reads.
    pub fn next(&self) -> Option<&str> {
        let path = self.next.as_deref()?;
        let inside = path.strip_prefix('/')?;
        let stays = !inside.starts_with('/') && !path.contains('\\') && !path.contains(char::is_control);
        stays.then_some(path)
    }

    /// The address of the other page of the pair, which leads on to the same path.
    pub fn carried(&self, page: &Route) -> String {
        self.next().map_or_else(|| page.path(), |next| crate::gate::entrance(page, next))
    }
}

/// Gives what is to be done with the session that the server opened. Must be called while a component is made.
pub fn use_arrival() -> impl Fn(Session) -> Pin<Box<dyn Future<Output = ()>>> + Clone + Send + Sync {
    let session = use_session();
    let toasts = use_toasts();
    let theme = use_theme();
    let navigate = use_navigate();
    let entrance = use_query::<Entrance>();
    move |opened: Session| {
        let navigate = navigate.clone();
        let next = entrance.with_untracked(|entrance| entrance.next().map(str::to_owned));
        Box::pin(async move {
            // Somebody else may have been signed in before.
            client::acts_for(opened.account.as_ref().map(|account| account.id.clone()));
            // The cookie is set by now, so that progress can be brought along before the page goes on.
            if guest::bring_along().await.is_err() {
                toasts.show(Tone::Problem, tr::account::progress_kept());
            }
            if let Some(account) = &opened.account {
                // Notes that cannot be sent now go along with the next lesson that is opened.
                drop(notes::send_waiting(account.id.clone()).await);
                take_over(account, theme).await;
            }
            let next = next.unwrap_or_else(|| home(opened.account.as_ref()).path());
            session.enter(opened);
            navigate(&next, NavigateOptions { replace: true, ..NavigateOptions::default() });
        })
    }
}

/// Where somebody goes who was on the way to nowhere else.
fn home(account: Option<&Account>) -> Route {
    let hires = account.is_some_and(|account| account.roles.contains(&Role::Employer));
    if hires { Route::Employer } else { Route::Desk }
}

/// Takes the account's preferences over where this browser has none of its own.
async fn take_over(account: &Account, theme: crate::theme::ThemeState) {
    if let Some(chosen) = account.theme.filter(|_| !crate::theme::is_chosen()) {
        theme.choose(chosen);
    }
    if let Some(chosen) =
        account.language.filter(|chosen| !language::is_chosen() && *chosen != tr::language_untracked())
    {
        // Without its words the language stays as it is, which the switch in the header can still change.
        if language::switch(chosen).await.is_err() {
            leptos::logging::warn!("the words of the account's language could not be fetched");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(path: &str) -> Option<String> {
        Entrance { next: Some(path.into()) }.next().map(str::to_owned)
    }

    #[test]
    fn only_a_path_of_this_site_is_followed() {
        assert_eq!(next("/jobs/web-developer/apply"), Some("/jobs/web-developer/apply".into()));
        assert_eq!(next("/jobs?q=web"), Some("/jobs?q=web".into()));
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "jobs",
            "",
        ] {
            assert_eq!(next(elsewhere), None, "{elsewhere:?}");
        }
    }

    #[test]
    fn the_way_is_carried_from_one_page_to_the_other() {
        let entrance = Entrance { next: Some("/jobs/a/apply".into()) };
        assert_eq!(entrance.carried(&Route::SignUp), "/sign-up?next=%2Fjobs%2Fa%2Fapply");
        assert_eq!(Entrance { next: Some("//x".into()) }.carried(&Route::SignUp), "/sign-up");
    }
}
