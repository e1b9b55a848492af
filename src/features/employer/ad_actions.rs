//! What a member may do with an ad: write one, edit it, copy it, close it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{Access, job::OwnJob, posting::Draft};

use super::calls::{self, Inbox};
use crate::{
    i18n as tr,
    load::Loader,
    press::use_press,
    route::Route,
    session::use_session,
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
    let press = use_press();
    let close = move |()| {
        let changed = move |()| {
            press.done(untrack(if closed { tr::employer::reopened } else { tr::employer::closed_now }));
            loader.retry_to(STATE.to_owned());
        };
        press.send(move || calls::close(slug.get_value(), !closed), changed);
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
                <Button label icon=if closed { Icon::Next } else { Icon::Lock } busy=press.busy() on_press=close/>
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
    let (press, navigate) = (use_press(), use_navigate());
    let draft = move || async move {
        match job {
            Some(job) if !copies => calls::edit(job.get_value()).await,
            job => calls::start_draft(job.map(|job| job.get_value())).await,
        }
    };
    let open = move |()| {
        let navigate = navigate.clone();
        press.send(draft, move |draft: Draft| navigate(&Route::Draft(draft.id).path(), NavigateOptions::default()));
    };
    view! { <Button label kind icon busy=press.busy() on_press=open/> }.into_any()
}
