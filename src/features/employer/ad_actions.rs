//! What a member may do with an ad: write one, edit it, copy it, close it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{Access, job::OwnJob, posting::Draft};

use super::calls::{self, Inbox};
use crate::{
    client::Failure,
    forms::failure_text,
    i18n as tr,
    load::Loader,
    route::Route,
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        notice::{self, Notice},
    },
};

/// Where an ad stands, which takes focus once it was closed or opened.
const STATE: &str = "ad-standing";

/// The button that begins a new ad.
pub fn write() -> AnyView {
    let session = use_session();
    let writes = Memo::new(move |_| session.may(Access::Recruiter));
    (move || {
        writes
            .get()
            .then(|| view! { <div>{opening(tr::employer::write, Icon::Plus, ButtonKind::Primary, None, false)}</div> })
    })
    .into_any()
}

/// The buttons of one ad.
pub fn actions(job: &OwnJob, loader: Loader<Inbox>) -> AnyView {
    let session = use_session();
    let writes = Memo::new(move |_| session.may(Access::Recruiter));
    let (slug, closed) = (StoredValue::new(job.card.slug.clone()), job.closed);
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let press = move |()| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match session.send(|| calls::close(slug.get_value(), !closed)).await {
                Ok(()) => {
                    let words = if closed { tr::employer::reopened } else { tr::employer::closed_now };
                    toasts.show(Tone::Done, untrack(words));
                    loader.retry_to(STATE.to_owned());
                }
                Err(failure) => toasts.show(Tone::Problem, untrack(|| failure_text(&failure).0)),
            }
            busy.try_set(false);
        });
    };
    let label: fn() -> String = if closed { tr::employer::reopen } else { tr::employer::close };
    view! {
        <div id=STATE tabindex="-1">
            {closed.then(|| view! {
                <Notice tone=notice::Tone::Warn title=tr::employer::ad_closed><p>{tr::employer::ad_closed_text}</p></Notice>
            })}
        </div>
        <p><a class="lone-link" href=Route::Pipeline(slug.get_value()).path()>{tr::employer::to_board}</a></p>
        {move || writes.get().then(|| view! {
            <div class="cluster">
                {opening(tr::employer::edit, Icon::Edit, ButtonKind::Secondary, Some(slug), false)}
                {opening(tr::employer::copy, Icon::Plus, ButtonKind::Secondary, Some(slug), true)}
                <Button label icon=if closed { Icon::Next } else { Icon::Lock } busy on_press=press/>
            </div>
        })}
    }
    .into_any()
}

/// A button that opens a draft: a new one, a copy, or that of an ad.
fn opening(
    label: fn() -> String,
    icon: Icon,
    kind: ButtonKind,
    job: Option<StoredValue<passerelle_api::id::JobSlug>>,
    copies: bool,
) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let busy = RwSignal::new(false);
    let open = move || async move {
        match job {
            Some(job) if !copies => calls::edit(job.get_value()).await,
            job => calls::start_draft(job.map(|job| job.get_value())).await,
        }
    };
    let press = move |()| {
        let navigate = navigate.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let opened: Result<Draft, Failure> = session.send(open).await;
            busy.try_set(false);
            match opened {
                Ok(draft) => navigate(&Route::Draft(draft.id).path(), NavigateOptions::default()),
                Err(failure) => toasts.show(Tone::Problem, untrack(|| failure_text(&failure).0)),
            }
        });
    };
    view! { <Button label kind icon busy on_press=press/> }.into_any()
}
