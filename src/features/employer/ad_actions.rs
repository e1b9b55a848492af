//! What a member may do with an ad: write one, edit it, copy it, close it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use passerelle_api::{
    Access,
    job::OwnJob,
    posting::{Draft, Hidden},
};

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

/// Why people do not find an ad, and what can be done about it; nothing while they do.
fn reasons(hidden: &[Hidden]) -> Vec<fn() -> String> {
    // Nothing else matters while it is closed.
    if hidden.contains(&Hidden::Closed) {
        return vec![tr::employer::hidden_closed];
    }
    let reason = |why: &Hidden| -> fn() -> String {
        match why {
            Hidden::Closed => tr::employer::hidden_closed,
            Hidden::Left => tr::employer::hidden_left,
            Hidden::Ended => tr::employer::hidden_ended,
            Hidden::Started => tr::employer::hidden_started,
            Hidden::Stale => tr::employer::hidden_stale,
            Hidden::Repeated => tr::employer::hidden_repeated,
        }
    };
    hidden.iter().map(reason).collect()
}

/// The same in a list of ads, below the title.
pub fn why_hidden(hidden: &[Hidden]) -> Option<AnyView> {
    let reasons = reasons(hidden);
    (!reasons.is_empty()).then(|| {
        let why: Vec<AnyView> = reasons.into_iter().map(|why| view! { " "{why} }.into_any()).collect();
        view! { <p class="ad-hidden"><strong>{tr::employer::hidden}</strong>{why}</p> }.into_any()
    })
}

/// The same on the page of the ad, which says in its own way that it is closed.
fn hidden_notice(hidden: &[Hidden]) -> Option<AnyView> {
    let reasons = reasons(hidden);
    (!hidden.contains(&Hidden::Closed) && !reasons.is_empty()).then(|| {
        let why: Vec<AnyView> = reasons.into_iter().map(|why| view! { <p>{why}</p> }.into_any()).collect();
        view! { <Notice tone=notice::Tone::Warn title=tr::employer::hidden>{why}</Notice> }.into_any()
    })
}

/// The buttons of one ad.
pub fn actions(job: &OwnJob, loader: Loader<Inbox>) -> AnyView {
    let session = use_session();
    let writes = Memo::new(move |_| session.may(Access::Recruiter));
    let (slug, closed) = (StoredValue::new(job.card.slug.clone()), job.closed);
    let (press, renewing) = (use_press(), use_press());
    let posts = Memo::new(move |_| session.may(Access::Poster));
    let stale = !closed && job.hidden.contains(&Hidden::Stale);
    let renew = move |()| {
        let renewed = move |()| {
            renewing.done(untrack(tr::employer::renewed));
            loader.retry_to(STATE.to_owned());
        };
        renewing.send(move || calls::renew(slug.get_value()), renewed);
    };
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
            {hidden_notice(&job.hidden)}
        </div>
        <p><a class="lone-link" href=Route::Pipeline(slug.get_value()).path()>{tr::employer::to_board}</a></p>
        {move || writes.get().then(|| view! {
            <div class="cluster ad-actions">
                {(stale && posts.get()).then(|| view! {
                    <Button label=tr::employer::renew kind=ButtonKind::Primary icon=Icon::Check busy=renewing.busy() on_press=renew/>
                })}
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
        let opened = move |draft: Draft| {
            // Whoever went elsewhere meanwhile is not taken from there; the draft is on the desk.
            if !press.is_left() {
                navigate(&Route::Draft(draft.id).path(), NavigateOptions::default());
            }
        };
        press.send(draft, opened);
    };
    view! { <Button label kind icon busy=press.busy() on_press=open/> }.into_any()
}
