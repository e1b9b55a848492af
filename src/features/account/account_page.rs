//! One's own account.

use leptos::{ev::SubmitEvent, prelude::*};
use passerelle_api::account::{Account, AccountChange, Language, Theme};

use super::{calls, checks};
use crate::{
    announce::PageHeading,
    forms::{FailureNotice, failure_text},
    gate::Gate,
    i18n as tr, language,
    load::{Load, load},
    route::Route,
    sending::{Field, Sending, SendingNotes},
    session::use_session,
    theme::use_theme,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        facts::{Fact, Facts},
        field::{Choice, RadioGroup, TextField},
        icon::Icon,
        notice::Notice,
    },
    words,
};

const FIELDS: &[Field] = &[("name", "account-name", tr::account::name)];

/// One's own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    view! {
        <div class="account-page">
            <PageHeading text=tr::account::account_title/>
            <Gate why=tr::account::account_why>
                <Mine/>
            </Gate>
        </div>
    }
}

#[component]
fn Mine() -> impl IntoView {
    let session = use_session();
    untrack(move || session.account()).map(|account| view! { <Details account/> })
}

#[component]
fn Details(account: Account) -> impl IntoView {
    let link = |route: Route, words: fn() -> String| view! { <li><a href=route.path()>{words}</a></li> };
    let email = account.email.clone();
    let employer = account.employer.as_ref().map(|employer| employer.name.clone());
    view! {
        <Facts>
            <Fact icon=Icon::Person term=tr::account::email value=email>
                <p class="hint">{tr::account::email_fixed}</p>
            </Fact>
            {employer.map(|name| view! { <Fact icon=Icon::Briefcase term=tr::account::hires_for value=name/> })}
        </Facts>
        {invited()}
        <section aria-labelledby="account-settings">
            <h2 id="account-settings">{tr::account::settings}</h2>
            <AccountForm account/>
        </section>
        <section aria-labelledby="account-mine">
            <h2 id="account-mine">{tr::account::mine}</h2>
            <ul class="account-links" role="list">
                {link(Route::Desk, tr::account::mine_desk)}
                {link(Route::Applications, tr::account::mine_applications)}
                {link(Route::SavedSearches, tr::account::mine_saved)}
                {link(Route::Profile, tr::account::mine_profile)}
                {link(Route::Contacts, tr::account::mine_contacts)}
            </ul>
        </section>
        <section aria-labelledby="account-leave">
            <h2 id="account-leave">{tr::account::leave}</h2>
            <p>{tr::account::leave_text}</p>
            <SignOutButton/>
        </section>
    }
}

/// Says that organisations invite this person, member of one already or not, with the way to where that is answered.
fn invited() -> AnyView {
    let loader = load(|| (), |()| calls::invitations());
    (move || {
        if let Load::Failed(failure) = loader.state() {
            return Some(view! { <FailureNotice failure retry=move |()| loader.retry()/> }.into_any());
        }
        let list = loader.value().filter(|list| !list.is_empty())?;
        let names: Vec<String> = list.iter().map(|invitation| invitation.employer.name.clone()).collect();
        let count = list.len() as u64;
        Some(
            view! {
                <Notice title=move || tr::account::invited(count) level=2>
                    <p>{move || tr::list(&names)}</p>
                    <LinkButton href=Route::Employer.path() label=tr::account::invited_see/>
                </Notice>
            }
            .into_any(),
        )
    })
    .into_any()
}

#[component]
fn AccountForm(account: Account) -> impl IntoView {
    let session = use_session();
    let theme = use_theme();
    let toasts = use_toasts();
    let name = RwSignal::new(account.name);
    // Until somebody chooses here, both are as they are now, which the header changes as well.
    let chosen_language = RwSignal::new(None::<Language>);
    let chosen_theme = RwSignal::new(None::<Theme>);
    let language_now = move || chosen_language.get().unwrap_or_else(tr::language).as_str().to_owned();
    let theme_now = move || chosen_theme.get().unwrap_or_else(|| theme.get()).as_str().to_owned();
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        let change = AccountChange {
            name: Some(name.get_untracked().trim().to_owned()),
            language: Some(chosen_language.get_untracked().unwrap_or_else(tr::language_untracked)),
            theme: Some(chosen_theme.get_untracked().unwrap_or_else(|| untrack(|| theme.get()))),
        };
        if let Some(error) = change.name.as_deref().and_then(checks::name) {
            return sending.refuse(vec![error]);
        }
        leptos::task::spawn_local(async move {
            let Some(changed) = sending.send(session.send(|| calls::change(&change))).await else { return };
            session.enter(changed);
            if let Some(chosen) = change.theme {
                theme.choose(chosen);
            }
            match switch(change.language).await {
                Ok(()) => toasts.show(Tone::Done, tr::shell::saved()),
                Err(_) => toasts.show(Tone::Problem, tr::shell::language_failed()),
            }
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
                id="account-name"
                label=tr::account::name
                hint=tr::account::name_hint
                autocomplete="name"
                required=true
                value=name
                on_input=move |text| name.set(text)
                error=sending.error("name")
            />
            <RadioGroup
                id="account-language"
                label=tr::shell::language
                inline=true
                value=Signal::derive(language_now)
                on_change=move |value: String| chosen_language.set(value.parse().ok())
                options=Signal::derive(words::own_languages)
            />
            <RadioGroup
                id="account-theme"
                label=tr::shell::theme
                inline=true
                value=Signal::derive(theme_now)
                on_change=move |value: String| chosen_theme.set(value.parse().ok())
                options=Signal::derive(themes)
            />
            <Button label=tr::shell::save kind=ButtonKind::Primary submit=true busy=sending.busy()/>
        </form>
    }
}

fn themes() -> Vec<Choice> {
    words::choices(Theme::ALL, Theme::as_str, |theme| match theme {
        Theme::System => tr::shell::theme_system(),
        Theme::Light => tr::shell::theme_light(),
        Theme::Dark => tr::shell::theme_dark(),
    })
}

async fn switch(chosen: Option<Language>) -> Result<(), crate::client::Failure> {
    match chosen {
        Some(chosen) if chosen != tr::language_untracked() => language::switch(chosen).await,
        _ => Ok(()),
    }
}

#[component]
fn SignOutButton() -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let leave = move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match session.leave().await {
                Ok(()) => toasts.show(Tone::Done, tr::shell::signed_out()),
                Err(failure) => toasts.show(Tone::Problem, failure_text(&failure).0),
            }
            busy.set(false);
        });
    };
    view! { <Button label=tr::shell::sign_out icon=Icon::Lock busy on_press=leave/> }
}
