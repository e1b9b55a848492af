//! Pages that need an account: the page itself, or why it needs one and the ways to get in.

use leptos::{prelude::*, text_prop::TextProp};
use leptos_router::hooks::use_location;
use passerelle_api::{Access, endpoint::escape};
use passerelle_rules::seat;

use crate::{
    announce::PageHeading,
    i18n as tr,
    route::Route,
    session::{Who, use_session},
    ui::{
        button::{ButtonKind, LinkButton},
        notice::Notice,
        skeleton::Skeleton,
    },
};

/// The address of a page that signs in or up, which leads back to `path` afterwards.
pub fn entrance(page: &Route, path: &str) -> String {
    format!("{}?next={}", page.path(), escape(path))
}

/// Shows what is for those with an account.
#[component]
pub fn Gate(
    /// Why an account is needed, in a sentence.
    #[prop(into)]
    why: TextProp,
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    // A change of the account's name must not draw the page anew, with what is being typed in it.
    let who = Memo::new(move |_| match session.who() {
        Who::Unknown => None,
        Who::Nobody => Some(false),
        Who::Account(_) => Some(true),
    });
    move || match who.get() {
        None => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
        Some(true) => children(),
        Some(false) => view! { <Entrances why=why.clone()/> }.into_any(),
    }
}

/// Why an account is needed, with links to sign in and up that lead back here.
#[component]
pub fn Entrances(#[prop(into)] why: TextProp) -> impl IntoView {
    let location = use_location();
    let here = move || format!("{}{}", location.pathname.get(), location.search.get());
    view! {
        <Notice title=tr::shell::fail_sign_in>
            <p>{move || why.get()}</p>
            <div class="cluster">
                <LinkButton href=move || entrance(&Route::SignIn, &here()) label=tr::shell::sign_in kind=ButtonKind::Primary/>
                <LinkButton href=move || entrance(&Route::SignUp, &here()) label=tr::shell::sign_up/>
            </div>
        </Notice>
    }
}

/// As much of the session as decides whether an organisation's page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visitor {
    Unknown,
    Nobody,
    /// Has an account that hires for nobody.
    Person,
    /// Hires for an organisation that was not let in.
    Waiting,
    Employer,
}

/// Shows what is for members of an organisation that hires; others are told what it is, with the way on.
#[component]
pub fn EmployerGate(
    /// What the page is for, to whoever may not see it.
    #[prop(into)]
    why: TextProp,
    /// The heading of the page without its contents, where the contents bring their own.
    #[prop(optional, into)]
    heading: Option<TextProp>,
    /// Shows it only to an organisation that the people who work here let in.
    #[prop(optional)]
    let_in: bool,
    /// What somebody with an account and without an organisation finds above the ways on.
    #[prop(optional)]
    person: Option<fn() -> AnyView>,
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let visitor = Memo::new(move |_| match session.who() {
        Who::Unknown => Visitor::Unknown,
        Who::Nobody => Visitor::Nobody,
        Who::Account(account) => match account.seat {
            None => Visitor::Person,
            Some(seat) if let_in && !seat::may(&seat, Access::Searcher) => Visitor::Waiting,
            Some(_) => Visitor::Employer,
        },
    });
    let refused = move |way: AnyView| {
        let heading = heading.clone().map(|text| view! { <PageHeading text/> });
        view! { {heading} {way} }.into_any()
    };
    move || match visitor.get() {
        Visitor::Unknown => view! { <Skeleton label=tr::shell::loading/> }.into_any(),
        Visitor::Nobody => refused(view! { <Entrances why=why.clone()/> }.into_any()),
        Visitor::Person => {
            let above = person.map(|person| person());
            refused(view! { {above} {employers_only(why.clone())} }.into_any())
        }
        Visitor::Waiting => refused(not_let_in()),
        Visitor::Employer => children().into_any(),
    }
}

fn not_let_in() -> AnyView {
    view! {
        <Notice title=tr::words::gate_waiting>
            <p>{tr::words::gate_waiting_text}</p>
            <div class="cluster">
                <LinkButton href=Route::Organisation.path() label=tr::words::gate_organisation/>
            </div>
        </Notice>
    }
    .into_any()
}

fn employers_only(why: TextProp) -> AnyView {
    view! {
        <Notice title=tr::words::gate_employers>
            <p>{move || why.get()}</p>
            <div class="cluster">
                <LinkButton href=Route::Jobs.path() label=tr::words::gate_jobs/>
                <LinkButton href=Route::Profile.path() label=tr::words::gate_profile/>
                <LinkButton href=Route::Organisation.path() label=tr::words::gate_register/>
            </div>
        </Notice>
    }
    .into_any()
}
