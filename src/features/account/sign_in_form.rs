//! The form that signs in, for its page and for the dialog over other pages.

use leptos::{ev::SubmitEvent, prelude::*};
use passerelle_api::account::{Credentials, Session};

use super::{calls, checks};
use crate::{
    i18n as tr,
    sending::{Field, Sending, SendingNotes},
    ui::{
        button::{Button, ButtonKind},
        field::TextField,
    },
};

const FIELDS: &[Field] =
    &[("email", "sign-in-email", tr::account::email), ("password", "sign-in-password", tr::account::password)];

/// E-mail and password. `on_done` gets the session that the server opened, and may take its time.
#[component]
pub fn SignInForm<F>(
    #[prop(optional)] email: String,
    on_done: impl Fn(Session) -> F + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    F: Future<Output = ()> + 'static,
{
    let email = RwSignal::new(email);
    let password = RwSignal::new(String::new());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        let credentials =
            Credentials { email: email.get_untracked().trim().to_owned(), password: password.get_untracked() };
        let errors = checks::credentials(&credentials);
        if !errors.is_empty() {
            return sending.refuse(errors);
        }
        let on_done = on_done.clone();
        leptos::task::spawn_local(async move {
            let work = async {
                on_done(calls::sign_in(&credentials).await?).await;
                Ok(())
            };
            sending.send(work).await;
        });
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <form class="account-form" novalidate on:submit=submit>
            <SendingNotes sending retry=send/>
            <TextField
                id="sign-in-email"
                label=tr::account::email
                kind="email"
                autocomplete="username"
                inputmode="email"
                required=true
                value=email
                on_input=move |text| email.set(text)
                error=sending.error("email")
            />
            <TextField
                id="sign-in-password"
                label=tr::account::password
                kind="password"
                autocomplete="current-password"
                required=true
                reveal=tr::account::show_password
                value=password
                on_input=move |text| password.set(text)
                error=sending.error("password")
            />
            <Button label=tr::shell::sign_in kind=ButtonKind::Primary submit=true busy=sending.busy()/>
        </form>
    }
}
