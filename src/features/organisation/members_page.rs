//! Who belongs to the organisation, and what each may do there.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{Access, account::SeatRole, id::AccountId, organisation::Member};

use super::{
    calls, invitations,
    people::{people, person},
};
use crate::{
    announce::{PageHeading, arrive},
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind},
        confirm::Confirm,
        icon::{Glyph, Icon},
        notice::Notice,
    },
    words,
};

/// The heading that focus goes to once the list is another one.
const LIST: &str = "members-list";

/// The members of one's own organisation.
#[component]
pub fn MembersPage() -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        <PageHeading text=tr::organisation::members/>
        <EmployerGate why=tr::organisation::members_why>{page()}</EmployerGate>
    }
}

fn page() -> AnyView {
    let session = use_session();
    let loader = load(|| (), |()| calls::members());
    let owns = Memo::new(move |_| session.may(Access::Owner));
    let let_in = Memo::new(move |_| session.may(Access::Searcher));
    view! {
        <Loaded loader view=move |members| table(loader, members, owns.get_untracked())/>
        {move || owns.get().then(|| if let_in.get() { invitations::invitations() } else {
            view! { <Notice title=tr::organisation::invite_waits><p>{tr::organisation::invite_waits_text}</p></Notice> }.into_any()
        })}
    }
    .into_any()
}

fn table(loader: Loader<Vec<Member>>, members: Vec<Member>, owns: bool) -> AnyView {
    let count = members.len() as u64;
    let owners = members.iter().filter(|member| member.role == SeatRole::Owner).count();
    let rows: Vec<AnyView> = members.into_iter().map(|member| row(loader, member, owns, owners == 1)).collect();
    view! {
        <h2 id=LIST tabindex="-1">{move || tr::organisation::members_count(count)}</h2>
        {people(LIST, rows)}
    }
    .into_any()
}

fn row(loader: Loader<Vec<Member>>, member: Member, owns: bool, one_owner: bool) -> AnyView {
    let Member { account, name, email, role } = member;
    let session = use_session();
    let me = untrack(move || session.account()).is_some_and(|own| own.id == account);
    let actions = match (me, owns) {
        (true, true) if one_owner => view! { <p class="hint">{tr::organisation::last_owner}</p> }.into_any(),
        (true, _) => removal(loader, account, name.clone(), true),
        (false, true) => view! {
            <div class="cluster">
                {other_roles(loader, &account, &name, role)}
                {removal(loader, account, name.clone(), false)}
            </div>
        }
        .into_any(),
        (false, false) => ().into_any(),
    };
    let who = view! {
        <p><strong><bdi>{name}</bdi></strong></p>
        <p><bdi dir="ltr">{email}</bdi></p>
    };
    person(who.into_any(), move || words::seat(role), ().into_any(), actions)
}

/// A button for each other role that a member may get.
fn other_roles(loader: Loader<Vec<Member>>, account: &AccountId, name: &str, role: SeatRole) -> Vec<AnyView> {
    let press = use_press();
    let button = |to: SeatRole| {
        let (account, about) = (account.clone(), name.to_owned());
        let seat = move |()| {
            let account = account.clone();
            press.send_shared(
                move || calls::seat(account.clone(), Some(to)),
                tr::organisation::members_changed,
                move || loader.retry_to(LIST.to_owned()),
                move |members| {
                    press.done(untrack(tr::organisation::role_changed));
                    loader.set(members);
                    arrive(LIST);
                },
            );
        };
        let label = move || tr::organisation::make(&words::seat(to));
        view! { <Button label about=move || tr::organisation::of(&about) busy=press.busy() on_press=seat/> }.into_any()
    };
    SeatRole::ALL.iter().copied().filter(|other| *other != role).map(button).collect()
}

/// Removing somebody, or leaving, which asks first.
fn removal(loader: Loader<Vec<Member>>, account: AccountId, name: String, me: bool) -> AnyView {
    let (press, session, navigate) = (use_press(), use_session(), use_navigate());
    let asking = RwSignal::new(false);
    let dialog = ["remove-", account.as_str()].concat();
    let (about, asked) = (name.clone(), name);
    let remove = move |()| {
        let (account, navigate) = (account.clone(), navigate.clone());
        let gone = move |()| {
            if me {
                press.done(untrack(tr::organisation::left));
                leptos::task::spawn_local(async move {
                    session.refresh().await;
                    navigate(&Route::Home.path(), NavigateOptions::default());
                });
            } else {
                press.done(untrack(tr::organisation::removed));
                loader.retry_to(LIST.to_owned());
            }
        };
        let anew = move || loader.retry_to(LIST.to_owned());
        press.send_shared(move || calls::remove(account.clone()), tr::organisation::members_changed, anew, gone);
    };
    let label: fn() -> String = if me { tr::organisation::leave } else { tr::organisation::remove };
    let text: fn() -> String = if me { tr::organisation::leave_text } else { tr::organisation::remove_text };
    let title = move || if me { tr::organisation::leave_title() } else { tr::organisation::remove_title(&asked) };
    view! {
        <Button label about=move || tr::organisation::of(&about) kind=ButtonKind::Danger busy=press.busy() on_press=move |()| asking.set(true)/>
        <Confirm id=dialog open=asking title text yes=label no=tr::shell::cancel close=tr::shell::close on_yes=remove/>
    }
    .into_any()
}
