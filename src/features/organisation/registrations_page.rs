//! The organisations that registered, for those who work here: who they are, and whether they are let in.

use leptos::prelude::*;
use passerelle_api::{account::Role, id::EmployerSlug, organisation::Registration};

use super::{calls, decision::decision, words};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    session::use_session,
    ui::{empty::Empty, notice::Notice},
};

/// The registrations, those that wait first.
#[component]
pub fn RegistrationsPage() -> impl IntoView {
    let session = use_session();
    let works_here = Memo::new(move |_| session.account().is_some_and(|account| account.roles.contains(&Role::Staff)));
    view! {
        <PageHeading text=tr::organisation::registrations/>
        <Gate why=tr::organisation::registrations_why>
            {move || if works_here.get() { page() } else {
                view! { <Notice title=tr::organisation::staff_only><p>{tr::organisation::registrations_why}</p></Notice> }.into_any()
            }}
        </Gate>
    }
}

fn page() -> AnyView {
    let loader = load(tr::language, calls::registrations);
    view! { <Loaded loader view=move |list| registrations(loader, list)/> }.into_any()
}

fn registrations(loader: Loader<Vec<Registration>>, list: Vec<Registration>) -> AnyView {
    if list.is_empty() {
        return view! { <Empty title=tr::organisation::none text=tr::organisation::none_next/> }.into_any();
    }
    let chosen = RwSignal::new(None);
    let items: Vec<AnyView> = list.into_iter().map(|registration| item(loader, registration, chosen)).collect();
    view! { <ul class="stack" role="list">{items}</ul> }.into_any()
}

fn item(
    loader: Loader<Vec<Registration>>,
    registration: Registration,
    chosen: RwSignal<Option<EmployerSlug>>,
) -> AnyView {
    let heading = ["registration-", registration.slug.as_str()].concat();
    let labelled = heading.clone();
    let Registration { name, about, lang, website, place_name, size, approval, refusal, registered_at, owners, .. } =
        registration.clone();
    let matches = registration.domain_matches;
    let domain: fn() -> String = match (registration.domain_verified, matches) {
        (true, _) => tr::organisation::verified,
        (false, true) => tr::organisation::domain_matches,
        (false, false) => tr::organisation::domain_differs,
    };
    let site = (!website.is_empty()).then(|| {
        let shown = website.clone();
        view! { <p><a class="lone-link" href=website rel="external noopener nofollow" dir="ltr">{shown}</a></p> }
            .into_any()
    });
    let refusal = refusal.map(|why| {
        view! { <p class="prose-lines" dir="auto"><strong>{tr::organisation::refused_why}</strong>" "{why}</p> }
            .into_any()
    });
    view! {
        <li>
            <article class="stack registration" aria-labelledby=labelled>
                <div class="registration-head">
                    <h2 id=heading tabindex="-1"><bdi>{name}</bdi></h2>
                    {words::approval(approval)}
                </div>
                <p class="hint">
                    {place_name}" · "{move || tr::organisation::people(size.into())}" · "
                    <time datetime=registered_at.to_rfc3339()>{move || tr::date(registered_at.timestamp_millis(), "medium")}</time>
                </p>
                <p class="prose-lines" lang=lang.as_str()>{about}</p>
                {site}
                <p>{tr::organisation::owners}" "<bdi dir="ltr">{owners.join(", ")}</bdi></p>
                <p>{domain}</p>
                {refusal}
                {decision(loader, registration, chosen)}
            </article>
        </li>
    }
    .into_any()
}
