//! The applications to one ad of the organisation: those that wait for an answer first.

use leptos::prelude::*;
use passerelle_api::{
    id::JobSlug,
    job::{ApplicationStatus, ReceivedApplication},
    pipeline::ReceivedList,
};
use passerelle_rules::application::is_unanswered;

use super::{
    ad_actions,
    answer_form::{AnswerDialog, Asked, Told},
    application_item::{ClosedApplication, OpenApplication, heading_id},
    calls::{self, Inbox},
    more::{Came, Growth, InParts, shown},
};
use crate::{
    announce::{self, PageHeading},
    gate::EmployerGate,
    i18n as tr,
    load::{Load, Loaded, Loader, load},
    route::Route,
    ui::{
        button::LinkButton,
        empty::Empty,
        icon::{Glyph, Icon},
    },
};

/// The heading that focus goes to after an answer.
const WAITING: &str = "waiting";

/// The heading of those that have come to their end.
const CLOSED: &str = "closed";

/// The applications to one ad.
#[component]
pub fn InboxPage(job: JobSlug) -> impl IntoView {
    view! {
        <EmployerGate why=tr::employer::gate_why heading=tr::employer::applications let_in=true>
            <Shown job=job.clone()/>
        </EmployerGate>
    }
}

#[component]
fn Shown(job: JobSlug) -> impl IntoView {
    let growth = Growth::new();
    let own = job.clone();
    let loader = load(tr::language, move |lang| calls::inbox(own.clone(), lang, move || growth.stood()));
    let failed = Memo::new(move |_| matches!(loader.state(), Load::Failed(_)));
    let asked = Asked::nothing();
    let answered = move |(reply, moves): (ReceivedApplication, bool)| {
        let id = reply.application.id.clone();
        if let Some(mut inbox) = untrack(move || loader.value()) {
            let place = inbox.received.items.iter_mut().find(|other| other.application.id == id);
            place.into_iter().for_each(|place| *place = reply.clone());
            loader.set(inbox);
        }
        // What was answered moved to another group.
        if moves {
            announce::arrive(WAITING);
        } else {
            announce::arrive_if_lost(WAITING.to_owned());
        }
    };
    let changed = move |moves: bool| {
        if moves {
            loader.retry_to(WAITING.to_owned());
        } else {
            loader.request().retry_if_lost(WAITING.to_owned());
        }
    };
    let told = Told { answered: Callback::new(answered), changed: Callback::new(changed) };
    view! {
        <a class="back-link" href=Route::Employer.path()>
            <Glyph icon=Icon::Back/>
            {tr::shell::employer_desk}
        </a>
        {move || failed.get().then(|| view! { <PageHeading text=tr::employer::applications/> })}
        <Loaded loader view=move |inbox| view! { <Groups job=job.clone() inbox loader growth asked/> }/>
        <AnswerDialog asked told/>
    }
}

#[component]
fn Groups(job: JobSlug, inbox: Inbox, loader: Loader<Inbox>, growth: Growth, asked: Asked) -> impl IntoView {
    let Inbox { job: own, received } = inbox;
    let ReceivedList { items: received, total, next } = received;
    let (stand, is_part) = (received.len(), next.is_some());
    let fetch = move |cursor| calls::inbox_part(job.clone(), tr::language_untracked(), cursor);
    let more = growth.view(loader, (stand, total), next, fetch);
    let actions = own.as_ref().map(|job| ad_actions::actions(job, loader));
    let title = own.map(|job| (job.card.title, job.card.lang.as_str(), Route::Job(job.card.slug).path()));
    let heading = match title {
        Some((title, lang, href)) => view! {
            <PageHeading text=title lang/>
            <p><a class="lone-link" href=href>{tr::employer::see_ad}</a></p>
        }
        .into_any(),
        // What people wrote without an ad has no ad to lead to.
        None if received.iter().any(|item| item.application.wish.is_some()) => {
            view! { <PageHeading text=tr::employer::spontaneous/> }.into_any()
        }
        None => view! { <PageHeading text=tr::employer::applications/> }.into_any(),
    };
    let of = |wanted: fn(ApplicationStatus) -> bool| {
        received.iter().filter(|item| wanted(item.application.status)).cloned().collect::<Vec<_>>()
    };
    let (waiting, invited, closed) = (of(is_unanswered), of(is_invited), of(is_closed));
    view! {
        {heading}
        {actions}
        {is_part.then(|| view! { <p class="hint">{move || shown(stand, total)}</p> })}
        {if received.is_empty() {
            view! {
                <Empty title=tr::employer::no_applications text=tr::employer::no_applications_next>
                    <LinkButton href=Route::Talents.path() label=tr::employer::find icon=Icon::Search/>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                {open_group(WAITING, tr::employer::waiting, waiting, asked)}
                {(!invited.is_empty()).then(|| open_group("invited", tr::employer::invited, invited, asked))}
                {closed_group(closed)}
                {more}
            }
            .into_any()
        }}
    }
}

impl InParts for Inbox {
    fn stand(&self) -> usize {
        self.received.items.len()
    }

    fn next(&self) -> Option<&str> {
        self.received.next.as_deref()
    }

    fn join(&mut self, part: Self) -> Came {
        let ReceivedList { items, total, next } = part.received;
        // Those that have come to their end are folded, below a heading of their own.
        let first = items.iter().find(|item| !is_closed(item.application.status));
        let first = first.map_or_else(|| CLOSED.to_owned(), |item| heading_id(&item.application.id));
        let count = items.len();
        self.received.items.extend(items);
        (self.received.total, self.received.next) = (total, next);
        Came { count, first: Some(first) }
    }
}

fn open_group(
    id: &'static str,
    title: fn(u64) -> String,
    items: Vec<ReceivedApplication>,
    asked: Asked,
) -> impl IntoView {
    let count = items.len() as u64;
    view! {
        <section class="stack inbox-group" aria-labelledby=id>
            <h2 id=id tabindex="-1">{move || title(count)}</h2>
            // The heading says that nothing waits; an empty list below it would only be one more stop for a screen reader.
            {(count > 0)
                .then(|| {
                    let items = items.into_iter().map(|item| view! { <OpenApplication item asked/> }).collect_view();
                    view! {
                        <ul class="stack" role="list">
                            {items}
                        </ul>
                    }
                })}
        </section>
    }
}

fn closed_group(items: Vec<ReceivedApplication>) -> Option<impl IntoView> {
    let count = items.len() as u64;
    (count > 0).then(|| {
        view! {
            <section class="stack inbox-group" aria-labelledby=CLOSED>
                <h2 id=CLOSED tabindex="-1">{move || tr::employer::closed(count)}</h2>
                <ul role="list">
                    {items.into_iter().map(|item| view! { <ClosedApplication item/> }).collect_view()}
                </ul>
            </section>
        }
    })
}

fn is_invited(status: ApplicationStatus) -> bool {
    status == ApplicationStatus::Interview
}

fn is_closed(status: ApplicationStatus) -> bool {
    !is_unanswered(status) && !is_invited(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_stands_in_one_group() {
        for status in ApplicationStatus::ALL {
            let groups = [is_unanswered(*status), is_invited(*status), is_closed(*status)];
            assert_eq!(groups.into_iter().filter(|stands| *stands).count(), 1, "{}", status.as_str());
        }
    }
}
