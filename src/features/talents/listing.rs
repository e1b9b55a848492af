//! Keeping a talent on a list that the organisation shares.

use leptos::prelude::*;
use passerelle_api::{
    Access,
    id::{ShortlistId, TalentId},
    shared::Shortlist,
};

use super::calls;
use crate::{
    announce::arrive,
    base,
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
                    <Loaded loader view=move |lists| choices(lists, talent)/>
                    {new_list(loader, talent)}
                    <p><a class="lone-link" href=Route::Shared.path()>{tr::talents::to_lists}</a></p>
                </section>
            }
            .into_any()
        })
    })
    .into_any()
}

fn choices(lists: Vec<Shortlist>, talent: StoredValue<TalentId>) -> AnyView {
    lists.into_iter().map(|list| choice(list, talent)).collect::<Vec<AnyView>>().into_any()
}

/// A list and whether the talent is on it. One change is on its way at a time: two that overtake each other would leave the list as
/// the earlier wish had it.
fn choice(list: Shortlist, talent: StoredValue<TalentId>) -> AnyView {
    let (session, toasts) = (use_session(), use_toasts());
    let Shortlist { id, name, talents } = list;
    let on_it = talent.with_value(|talent| talents.iter().any(|listed| listed.id == *talent));
    let own = ["list-", id.as_str()].concat();
    let (wish, busy) = (RwSignal::new(on_it), StoredValue::new(false));
    let kept = StoredValue::new(on_it);
    // The failure that was told last.
    let told = StoredValue::new(String::new());
    let change = move |put: bool| {
        wish.set(put);
        if busy.try_update_value(|busy| std::mem::replace(busy, true)) != Some(false) {
            return;
        }
        let id = id.clone();
        leptos::task::spawn_local(async move {
            while let Some(put) = wish.try_get_untracked().filter(|put| kept.try_get_value() != Some(*put)) {
                match session.send(|| calls::set_listed(id.clone(), talent.get_value(), put)).await {
                    Ok(_) => {
                        if let Some(words) = told.try_get_value() {
                            toasts.settle(&words);
                        }
                        kept.try_set_value(put);
                    }
                    Err(failure) => {
                        let words = untrack(|| failure_text(&failure).0);
                        toasts.show(Tone::Problem, words.clone());
                        told.try_set_value(words);
                        wish.try_set(!put);
                        break;
                    }
                }
            }
            busy.try_set_value(false);
        });
    };
    view! { <Tick id=own label=name checked=wish on_change=change/> }.into_any()
}

/// The form that makes a list with the talent on it.
fn new_list(loader: Loader<Vec<Shortlist>>, talent: StoredValue<TalentId>) -> AnyView {
    let session = use_session();
    let name = RwSignal::new(String::new());
    // Made once, so that a list sent twice is kept once.
    let id = RwSignal::new(base::fresh_key().0);
    let sending = Sending::new(FIELDS);
    let send = Callback::new(move |()| {
        if sending.busy().get_untracked() {
            return;
        }
        let (list, typed) = (ShortlistId(id.get_untracked()), name.get_untracked());
        leptos::task::spawn_local(async move {
            let work = || calls::make_list(list.clone(), typed.clone(), talent.get_value());
            if sending.send(session.send(work)).await.is_some() {
                name.try_set(String::new());
                id.try_set(base::fresh_key().0);
                loader.retry();
                arrive(TITLE);
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
                value=name
                on_input=move |typed| name.set(typed)
                error=sending.error("name")
            />
            <div><Button label=tr::talents::list_make icon=Icon::Plus submit=true busy=sending.busy()/></div>
        </form>
    }
    .into_any()
}
