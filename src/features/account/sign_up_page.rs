//! The page that makes an account.

use leptos::{ev::SubmitEvent, prelude::*};
use passerelle_api::account::{NewAccount, limits};

use super::{
    arrival::{Entrance, use_arrival},
    calls, checks,
};
use crate::{
    announce::PageHeading,
    guest, i18n as tr,
    query::use_query,
    route::Route,
    sending::{Field, Sending, SendingNotes},
    ui::{
        button::{Button, ButtonKind},
        field::TextField,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
};

const FIELDS: &[Field] = &[
    ("name", "sign-up-name", tr::account::name),
    ("email", "sign-up-email", tr::account::email),
    ("password", "sign-up-password", tr::account::password),
];

/// The page that makes an account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let entrance = use_query::<Entrance>();
    let sign_in = move || entrance.with(|entrance| entrance.carried(&Route::SignIn));
    let promise = |words: fn() -> String| view! { <li><Glyph icon=Icon::Check/><span>{words}</span></li> };
    view! {
        <div class="account-page">
            <PageHeading text=tr::account::sign_up_title/>
            <ul class="account-promises" role="list">
                {promise(tr::account::promise_free)}
                {promise(tr::account::promise_progress)}
                {promise(tr::account::promise_private)}
            </ul>
            {(!guest::progress().is_empty()).then(|| view! {
                <Notice tone=Tone::Ok title=tr::account::progress_comes/>
            })}
            <SignUpForm/>
            <p class="account-other">
                {tr::account::has_account}
                " "
                <a href=sign_in>{tr::shell::sign_in}</a>
            </p>
        </div>
    }
}

#[component]
fn SignUpForm() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let sending = Sending::new(FIELDS);
    let arrive = use_arrival();
    let send = Callback::new(move |()| {
        let account = NewAccount {
            name: name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
            language: Some(tr::language_untracked()),
        };
        let errors = checks::new_account(&account);
        if !errors.is_empty() {
            return sending.refuse(errors);
        }
        let arrive = arrive.clone();
        leptos::task::spawn_local(async move {
            let work = async {
                arrive(calls::sign_up(&account).await?).await;
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
                id="sign-up-name"
                label=tr::account::name
                hint=tr::account::name_hint
                autocomplete="name"
                required=true
                value=name
                on_input=move |text| name.set(text)
                error=sending.error("name")
            />
            <TextField
                id="sign-up-email"
                label=tr::account::email
                hint=tr::account::email_hint
                kind="email"
                autocomplete="email"
                inputmode="email"
                required=true
                value=email
                on_input=move |text| email.set(text)
                error=sending.error("email")
            />
            <TextField
                id="sign-up-password"
                label=tr::account::password
                hint=|| tr::account::password_hint(limits::PASSWORD_MIN)
                kind="password"
                autocomplete="new-password"
                required=true
                reveal=tr::account::show_password
                value=password
                on_input=move |text| password.set(text)
                error=sending.error("password")
            />
            <Button label=tr::account::create kind=ButtonKind::Primary submit=true busy=sending.busy()/>
        </form>
    }
}
