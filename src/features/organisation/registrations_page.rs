//! The organisations that registered, for those who work here: who they are, and whether they are let in.

use leptos::prelude::*;
use passerelle_api::{
    account::Role,
    id::EmployerSlug,
    organisation::{Registration, Registrations},
};

use super::{calls, decision::decision, words};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    paging::{Paging, moving},
    session::use_session,
    ui::{empty::Empty, growing::growing, more::More, notice::Notice},
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
    let loader = load(tr::language, |lang| calls::registrations(lang, None));
    view! { <Loaded loader view=move |page| registrations(loader, page)/> }.into_any()
}

/// The list that grows.
const LIST: &str = "registrations";

/// What a decision changes.
#[derive(Clone, Copy)]
pub struct Listed {
    pub loader: Loader<Registrations>,
    pub items: RwSignal<Vec<Registration>>,
    /// The organisation whose form is open: one at a time, since its fields have the same names everywhere.
    pub chosen: RwSignal<Option<EmployerSlug>>,
}

fn registrations(loader: Loader<Registrations>, page: Registrations) -> AnyView {
    if page.items.is_empty() {
        return view! { <Empty title=tr::organisation::none text=tr::organisation::none_next/> }.into_any();
    }
    let goes_on = page.next.is_some();
    let fetch = |cursor| async move {
        let page = calls::registrations(tr::language_untracked(), Some(cursor)).await?;
        Ok((page.items, page.next))
    };
    // One that is decided goes to the others that are, where a later page has it once more.
    let same = |one: &Registration, other: &Registration| one.slug == other.slug;
    let Paging { items, busy, done, more } = moving((page.items, page.next), tr::organisation::came, fetch, same);
    let listed = Listed { loader, items, chosen: RwSignal::new(None) };
    let line = move |number: usize| {
        // Drawn anew once it was decided on.
        let one = Memo::new(move |_| items.with(|items| items.get(number).cloned()));
        (move || one.get().map(|registration| item(listed, registration))).into_any()
    };
    let shown = move || tr::organisation::shown(items.with(Vec::len) as u64);
    view! {
        <ul id=LIST class="stack" role="list">{growing(move || items.with(Vec::len), line)}</ul>
        {goes_on.then(|| view! { <More label=tr::organisation::more shown list=LIST busy done on_more=more/> })}
    }
    .into_any()
}

fn item(listed: Listed, registration: Registration) -> AnyView {
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
                {decision(listed, registration)}
            </article>
        </li>
    }
    .into_any()
}
