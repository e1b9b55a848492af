//! The courses that one's own organisation asks for.

use leptos::prelude::*;
use passerelle_api::{Access, training::TrainingRequest};
use passerelle_rules::training::is_open;

use super::{
    calls::{self, Opened},
    form::form,
    request::{status_tag, title, told},
};
use crate::{
    announce::PageHeading,
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    route::Route,
    session::use_session,
    ui::{
        button::{Button, ButtonKind},
        empty::Empty,
        icon::{Glyph, Icon},
    },
};

/// The heading of the list, which takes focus once the list is another.
pub const LIST: &str = "training-list";

/// The page of an organisation.
#[component]
pub fn TrainingPage() -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        <PageHeading text=tr::training::title/>
        <EmployerGate why=tr::training::gate_why let_in=true>{page()}</EmployerGate>
    }
}

fn page() -> AnyView {
    let loader = load(tr::language, calls::open);
    view! {
        <p class="lead">{tr::training::lead}</p>
        <Loaded loader view=move |opened| shown(loader, opened)/>
    }
    .into_any()
}

fn shown(loader: Loader<Opened>, opened: Opened) -> AnyView {
    let session = use_session();
    let writes = untrack(move || session.may(Access::Poster));
    let list = if opened.requests.is_empty() {
        view! { <Empty title=tr::training::none text=tr::training::none_next level=3/> }.into_any()
    } else {
        let items: Vec<AnyView> = opened.requests.iter().map(|request| item(loader, request.clone(), writes)).collect();
        view! { <ul class="stack" role="list">{items}</ul> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby=LIST>
            <h2 id=LIST tabindex="-1">{tr::training::own}</h2>
            {list}
        </section>
        {if writes { form(loader, opened) } else { view! { <p class="hint">{tr::training::readers}</p> }.into_any() }}
    }
    .into_any()
}

fn item(loader: Loader<Opened>, request: TrainingRequest, writes: bool) -> AnyView {
    let heading = ["training-", request.id.as_str()].concat();
    let labelled = heading.clone();
    let (name, status) = (title(&request), request.status);
    let text = told(&request, true);
    let withdraw = (writes && is_open(status)).then(|| withdraw_button(loader, request, name.clone()));
    view! {
        <li>
            <article class="stack registration" aria-labelledby=labelled>
                <div class="registration-head">
                    <h3 id=heading>{name}</h3>
                    {status_tag(status)}
                </div>
                {text}
                {withdraw}
            </article>
        </li>
    }
    .into_any()
}

fn withdraw_button(loader: Loader<Opened>, request: TrainingRequest, about: String) -> AnyView {
    let press = use_press();
    let withdraw = move |()| {
        let (id, lang) = (request.id.clone(), tr::language_untracked());
        let anew = move || loader.retry_to(LIST.to_owned());
        let done = move |_: TrainingRequest| {
            press.done(untrack(tr::training::withdrawn));
            anew();
        };
        press.send_shared(move || calls::withdraw(lang, id.clone()), tr::training::changed_meanwhile, anew, done);
    };
    view! {
        <div><Button
            label=tr::training::withdraw
            about=move || about.clone()
            kind=ButtonKind::Quiet
            busy=press.busy()
            on_press=withdraw
        /></div>
    }
    .into_any()
}
