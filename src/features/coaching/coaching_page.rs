//! Help in looking for work: one's own request, those that one took as a mentor, and those that wait.

use leptos::prelude::*;
use passerelle_api::{
    account::Role,
    coaching::{Coaching, CoachingStatus},
    id::CoachingId,
};

use super::{ask_form, calls, item::item, open_requests};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    session::use_session,
};

/// The heading of one's own requests, which takes focus once there is another.
pub const OWN: &str = "coaching-own";

/// The page.
#[component]
pub fn CoachingPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::coaching::title/>
        <p class="lead">{tr::coaching::lead}</p>
        <Gate why=tr::coaching::gate_why>{page()}</Gate>
    }
}

fn page() -> AnyView {
    let session = use_session();
    let coaches = Memo::new(move |_| session.account().is_some_and(|account| account.roles.contains(&Role::Mentor)));
    let loader = load(|| (), |()| calls::own());
    // The request whose form for times is open.
    let offering = RwSignal::new(None);
    view! {
        <Loaded loader view=move |all| own(loader, offering, all)/>
        {move || coaches.get().then(|| open_requests::view(loader))}
    }
    .into_any()
}

fn own(loader: Loader<Vec<Coaching>>, offering: RwSignal<Option<CoachingId>>, all: Vec<Coaching>) -> AnyView {
    let (mine, taken): (Vec<Coaching>, Vec<Coaching>) = all.into_iter().partition(|coaching| coaching.mine);
    let asks = mine.iter().all(|coaching| coaching.status == CoachingStatus::Ended);
    let list = |items: Vec<Coaching>| {
        let items: Vec<AnyView> = items.into_iter().map(|coaching| item(loader, offering, coaching)).collect();
        (!items.is_empty()).then(|| view! { <ul class="stack" role="list">{items}</ul> }).into_any()
    };
    let none = mine.is_empty().then(|| view! { <p>{tr::coaching::none}</p> });
    view! {
        <section class="stack" aria-labelledby=OWN>
            <h2 id=OWN tabindex="-1">{tr::coaching::own}</h2>
            {none}
            {list(mine)}
        </section>
        {asks.then(|| ask_form::view(loader))}
        {(!taken.is_empty()).then(|| view! {
            <section class="stack" aria-labelledby="coaching-taken">
                <h2 id="coaching-taken">{tr::coaching::taken}</h2>
                {list(taken)}
            </section>
        })}
    }
    .into_any()
}

/// Puts a newer state of a request in place of the older one.
pub fn put(loader: Loader<Vec<Coaching>>, reply: Coaching) {
    if let Some(mut all) = untrack(move || loader.value()) {
        all.iter_mut().filter(|other| other.id == reply.id).for_each(|other| *other = reply.clone());
        loader.set(all);
    }
}
