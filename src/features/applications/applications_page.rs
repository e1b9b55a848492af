//! One's own applications.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{application::Applications, job::Application};

use super::{
    application_item::{ApplicationItem, heading_id, title},
    calls,
    outside::outside,
};
use crate::{
    announce::{self, PageHeading},
    gate::Gate,
    i18n as tr,
    listed::{Listed, Words, listed},
    load::{Loaded, Loader, load},
    route::Route,
    sending::{Sending, SendingNotes},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        dialog::Dialog,
        empty::Empty,
        layout::Cluster,
    },
};

/// The list that grows.
const LIST: &str = "applications";

/// One's own applications.
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::applications::title/>
        <Gate why=tr::applications::why>
            <OwnApplications/>
        </Gate>
    }
}

#[component]
fn OwnApplications() -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.account().map(|account| account.id));
    // Once more of them stand, no fewer do after they were asked for anew.
    let stood = StoredValue::new(0);
    let fetch = move |lang| calls::list(lang, stood.try_get_value().unwrap_or_default());
    let applications = load(move || (me.get(), tr::language()), move |(_, lang)| fetch(lang));
    // The question stays in the dialog while it closes, so that nothing jumps.
    let asked = RwSignal::new(None::<Asked>);
    let open = RwSignal::new(false);
    let sending = Sending::new(&[]);
    let ask = Callback::new(move |question: Asked| {
        // What failed before was about another application.
        sending.dismiss();
        asked.set(Some(question));
        open.set(true);
    });
    view! {
        <Loaded loader=applications view=move |list| view! { <List list on_withdraw=ask applications stood/> }/>
        <WithdrawDialog asked open sending/>
        {outside()}
        <p><a class="lone-link" href=Route::Coaching.path()>{tr::applications::to_coaching}</a></p>
    }
}

/// An application that is about to be taken back, with the list that it stands in.
#[derive(Clone)]
struct Asked {
    application: Application,
    listed: Listed<Application>,
}

#[component]
fn List(
    list: Applications,
    on_withdraw: Callback<Asked>,
    applications: Loader<Applications>,
    /// How many stand.
    stood: StoredValue<usize>,
) -> impl IntoView {
    let Applications { items: first, total, next } = list;
    if first.is_empty() {
        return view! {
            <Empty title=tr::applications::empty text=tr::applications::empty_text>
                <LinkButton href=Route::Jobs.path() label=tr::applications::to_jobs kind=ButtonKind::Primary/>
            </Empty>
        }
        .into_any();
    }
    let fetch = |cursor| async move {
        let part = calls::part(tr::language_untracked(), Some(cursor)).await?;
        Ok((part.items, part.next))
    };
    let line = move |application, listed| {
        let ask = move |application| on_withdraw.run(Asked { application, listed });
        view! { <ApplicationItem application on_withdraw=ask listed/> }.into_any()
    };
    let same = |one: &Application, other: &Application| one.id == other.id;
    let shown = move |stand| tr::applications::shown(&tr::number(stand), &tr::number(total));
    let words = Words { came: tr::applications::came, more: tr::applications::more, shown: Arc::new(shown) };
    view! {
        <p class="lead">{move || tr::applications::count(total)}</p>
        {listed((LIST, "applications"), (applications, stood), (first, next), same, words, fetch, line)}
    }
    .into_any()
}

#[component]
fn WithdrawDialog(asked: RwSignal<Option<Asked>>, open: RwSignal<bool>, sending: Sending) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let text = move || {
        asked.with(|asked| {
            let asked = asked.as_ref().map(|asked| &asked.application);
            asked.map(|asked| tr::applications::withdraw_text(&asked.employer.name, &title(asked))).unwrap_or_default()
        })
    };
    let withdraw = Callback::new(move |()| {
        let Some(Asked { application, listed }) = asked.get_untracked() else { return };
        if sending.busy().get_untracked() {
            return;
        }
        leptos::task::spawn_local(async move {
            let (heading, about) = (heading_id(&application), untrack(|| title(&application)));
            let reply = sending.send(session.send(|| calls::withdraw(&application.id))).await;
            let is_same = |asked: &Asked| asked.application.id == application.id;
            let is_asked = |asked: &Option<Asked>| asked.as_ref().is_some_and(is_same);
            // Who closed the dialog, or is asked about another one by now, is told in passing, and stays where they are.
            let waits = open.try_get_untracked() == Some(true) && asked.try_with_untracked(is_asked) == Some(true);
            let conflicts = sending.conflicts();
            // It closes first: what the page behind it says is not heard before.
            if waits && (reply.is_some() || conflicts) {
                open.set(false);
            }
            if reply.is_some() {
                toasts.show(Tone::Done, untrack(tr::applications::withdrawn));
                listed.settle(reply.as_ref(), heading, waits);
            } else if conflicts {
                sending.dismiss();
                toasts.show(Tone::Problem, untrack(|| tr::applications::changed_meanwhile(&about)));
                listed.settle(None, heading, waits);
            } else if !waits && let Some(words) = sending.take_words() {
                toasts.show(Tone::Problem, untrack(|| tr::words::labelled(&about, &words)));
            }
        });
    });
    // Meanwhile the list may have been drawn anew, with the button that opened it.
    let closed = move |()| {
        let heading = asked.with_untracked(|asked| asked.as_ref().map(|asked| heading_id(&asked.application)));
        heading.into_iter().for_each(announce::arrive_if_lost);
    };
    view! {
        <Dialog
            id="withdraw"
            open
            on_close=closed
            title=tr::applications::withdraw_title
            close=tr::shell::close
            description=text
        >
            <SendingNotes sending retry=withdraw/>
            <Cluster>
                <Button label=tr::applications::withdraw_yes kind=ButtonKind::Danger busy=sending.busy() on_press=withdraw/>
                <Button label=tr::applications::withdraw_no on_press=move |()| open.set(false)/>
            </Cluster>
        </Dialog>
    }
}
