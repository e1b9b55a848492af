//! Keeping a talent on a list that the organisation shares.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    Access,
    id::{ShortlistId, TalentId},
    shared::Shortlist,
};

use super::calls;
use crate::{
    base,
    client::Failure,
    draft::own_draft,
    forms::failure_text,
    i18n as tr,
    load::{Loaded, Loader, load},
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::Button,
        field::{TextField, Tick},
        icon::Icon,
    },
    wish::{Work, wish},
};

/// The heading that focus goes to once the lists are others.
const TITLE: &str = "shortlists";

const FIELDS: &[Field] = &[("name", "shortlist-name", tr::talents::list_name)];

/// The lists, each with whether the talent is on it, and a form that makes one more.
pub fn listing(talent: StoredValue<TalentId>) -> AnyView {
    let session = use_session();
    let writes = Memo::new(move |_| session.may(Access::Poster));
    let loader = load(|| (), |()| calls::shortlists());
    (move || {
        writes.get().then(|| {
            view! {
                <section class="stack" aria-labelledby=TITLE>
                    <h2 id=TITLE tabindex="-1">{tr::talents::lists}</h2>
                    <Loaded loader view=move |lists| choices(loader, lists, talent)/>
                    {new_list(loader, talent)}
                    <p><a class="lone-link" href=Route::Shared.path()>{tr::talents::to_lists}</a></p>
                </section>
            }
            .into_any()
        })
    })
    .into_any()
}

fn choices(loader: Loader<Vec<Shortlist>>, lists: Vec<Shortlist>, talent: StoredValue<TalentId>) -> AnyView {
    lists.into_iter().map(|list| choice(loader, list, talent)).collect::<Vec<AnyView>>().into_any()
}

/// A list and whether the talent is on it. Where another member deleted the list meanwhile, they are asked for anew.
fn choice(loader: Loader<Vec<Shortlist>>, list: Shortlist, talent: StoredValue<TalentId>) -> AnyView {
    let Shortlist { id, name, talents } = list;
    let on_it = talent.with_value(|talent| talents.iter().any(|listed| listed.id == *talent));
    let own = ["list-", id.as_str()].concat();
    let talent = talent.get_value();
    let set = move |put: bool| -> Work {
        let (id, talent) = (id.clone(), talent.clone());
        Box::pin(async move { calls::set_listed(id, talent, put).await.map(drop) })
    };
    let settled = move |failure: Option<Failure>| {
        if failure.is_some_and(|failure| failure.is_stale()) {
            loader.retry_to(TITLE.to_owned());
        }
    };
    let (checked, change) =
        wish(loader.request(), on_it, Arc::new(set), |failure| failure_text(failure).0, Arc::new(settled));
    view! { <Tick id=own label=name own_words=true checked on_change=change/> }.into_any()
}

/// The form that makes a list with the talent on it.
fn new_list(loader: Loader<Vec<Shortlist>>, talent: StoredValue<TalentId>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    // Its name, and an id that stays with it, so that a list sent twice is kept once.
    let fresh = || (String::new(), base::fresh_key().0);
    let form = own_draft(&talent.with_value(|talent| ["shortlist:", talent.as_str()].concat()), fresh());
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (name, id) = form.get_untracked();
        let (list, talent, kept) = (ShortlistId(id), talent.get_value(), form.sent());
        leptos::task::spawn_local(async move {
            let work = || calls::make_list(list.clone(), name.clone(), talent.clone());
            if sending.send(session.send(work)).await.is_some() {
                form.begin_after(&kept, fresh());
                toasts.show(Tone::Done, untrack(tr::talents::list_made));
                loader.retry_to(TITLE.to_owned());
            }
        });
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=submits(send)
        >
            <SendingNotes sending retry=send/>
            <TextField
                id="shortlist-name"
                label=tr::talents::list_name
                value=Signal::derive(move || form.with(|form| form.0.clone()))
                on_input=move |name| form.update(|form| *form = (name, base::fresh_key().0))
                error=sending.error("name")
            />
            <div><Button label=tr::talents::list_make icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
