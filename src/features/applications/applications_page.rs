//! One's own applications.

use leptos::prelude::*;
use passerelle_api::job::Application;

use super::{
    application_item::{ApplicationItem, heading_id, title},
    calls,
    outside::outside,
};
use crate::{
    announce::PageHeading,
    base,
    client::Failure,
    forms::FailureNotice,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    route::Route,
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        dialog::Dialog,
        empty::Empty,
        layout::Cluster,
    },
};

/// One's own applications.
#[component]
pub fn ApplicationsPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::applications::title/>
        <Gate why=tr::applications::why>
            <Applications/>
        </Gate>
    }
}

#[component]
fn Applications() -> impl IntoView {
    let session = use_session();
    let me = Memo::new(move |_| session.account().map(|account| account.id));
    let applications = load(move || (me.get(), tr::language()), |(_, lang)| calls::list(lang));
    // The question stays in the dialog while it closes, so that nothing jumps.
    let asked = RwSignal::new(None::<Application>);
    let open = RwSignal::new(false);
    let ask = Callback::new(move |application: Application| {
        asked.set(Some(application));
        open.set(true);
    });
    view! {
        <Loaded loader=applications view=move |list| view! { <List list on_withdraw=ask applications/> }/>
        <WithdrawDialog asked open applications/>
        {outside()}
        <p><a class="lone-link" href=Route::Coaching.path()>{tr::applications::to_coaching}</a></p>
    }
}

#[component]
fn List(
    list: Vec<Application>,
    on_withdraw: Callback<Application>,
    applications: Loader<Vec<Application>>,
) -> impl IntoView {
    if list.is_empty() {
        return view! {
            <Empty title=tr::applications::empty text=tr::applications::empty_text>
                <LinkButton href=Route::Jobs.path() label=tr::applications::to_jobs kind=ButtonKind::Primary/>
            </Empty>
        }
        .into_any();
    }
    let count = list.len() as u64;
    let items =
        list.into_iter().map(|application| view! { <ApplicationItem application on_withdraw list=applications/> });
    view! {
        <p class="lead">{move || tr::applications::count(count)}</p>
        <ul class="applications" role="list">{items.collect_view()}</ul>
    }
    .into_any()
}

#[component]
fn WithdrawDialog(
    asked: RwSignal<Option<Application>>,
    open: RwSignal<bool>,
    applications: Loader<Vec<Application>>,
) -> impl IntoView {
    let session = use_session();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let text = move || {
        asked.with(|asked| {
            let asked = asked.as_ref();
            asked.map(|asked| tr::applications::withdraw_text(&asked.employer.name, &title(asked))).unwrap_or_default()
        })
    };
    let withdraw = Callback::new(move |()| {
        let Some(application) = asked.get_untracked() else { return };
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            let result = session.send(|| calls::withdraw(&application.id)).await;
            busy.try_set(false);
            match result {
                Ok(withdrawn) => {
                    open.try_set(false);
                    replace(applications, withdrawn);
                    toasts.show(Tone::Done, tr::applications::withdrawn());
                }
                Err(reason) => {
                    failure.try_set(Some(reason));
                }
            }
        });
    });
    view! {
        <Dialog
            id="withdraw"
            open
            title=tr::applications::withdraw_title
            close=tr::shell::close
            description=text
            on_close=move |()| failure.set(None)
        >
            {move || failure.get().map(|failure| view! { <FailureNotice failure retry=withdraw/> })}
            <Cluster>
                <Button label=tr::applications::withdraw_yes kind=ButtonKind::Danger busy on_press=withdraw/>
                <Button label=tr::applications::withdraw_no on_press=move |()| open.set(false)/>
            </Cluster>
        </Dialog>
    }
}

/// Puts the answered application in its place. The button that was pressed is gone with the old one, so focus moves to the
/// application itself, once the dialog gave it back.
fn replace(applications: Loader<Vec<Application>>, changed: Application) {
    let id = heading_id(&changed);
    if let Some(mut list) = untrack(move || applications.value()) {
        list.iter_mut().filter(|item| item.id == changed.id).for_each(|item| *item = changed.clone());
        applications.set(list);
    }
    set_timeout(
        move || {
            base::focus(&id);
        },
        std::time::Duration::from_millis(50),
    );
}
