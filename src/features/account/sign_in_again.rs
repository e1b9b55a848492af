//! The dialog over any page when a piece of work needs somebody to be signed in.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use passerelle_api::account::Session;

use super::sign_in_form::SignInForm;
use crate::{gate::entrance, i18n as tr, route::Route, session::use_session, ui::dialog::Dialog};

/// Asks to sign in while the page behind keeps all that was written. Made anew each time that work waits.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    let location = use_location();
    let open = RwSignal::new(true);
    let signed_in = StoredValue::new(false);
    // Somebody who was never here is asked to sign in, not to sign in again.
    let account = untrack(move || session.account());
    let title = if account.is_some() { tr::account::again_title } else { tr::account::first_title };
    let text: fn() -> String = if account.is_some() { tr::account::again_same } else { tr::account::again_text };
    let known = account.is_some();
    let before = account.as_ref().map(|account| account.id.clone());
    let email = account.map(|account| account.email).unwrap_or_default();
    let here = untrack(move || format!("{}{}", location.pathname.get(), location.search.get()));
    let done = move |opened: Session| {
        let another = before.is_some() && opened.account.as_ref().map(|account| &account.id) != before.as_ref();
        async move {
            // What stands in the page is of somebody else, whose drafts wait under their name.
            if another && window().location().reload().is_ok() {
                return;
            }
            session.enter(opened);
            signed_in.set_value(true);
            // Closing gives focus back to where it was, and the work goes on from there.
            open.set(false);
        }
    };
    view! {
        <Dialog
            id="sign-in-again"
            open
            title
            close=tr::shell::cancel
            description=text
            on_close=move |()| session.resume(signed_in.get_value())
        >
            <SignInForm email on_done=done/>
            {(!known).then(|| view! {
                <p class="account-other">
                    {tr::account::no_account}
                    " "
                    <a href=entrance(&Route::SignUp, &here) on:click=move |_| open.set(false)>{tr::shell::sign_up}</a>
                </p>
            })}
        </Dialog>
    }
}
