//! The accessibility problems that were reported, newest first, and where each stands.

use leptos::prelude::*;
use passerelle_api::report::{Report, ReportList, ReportQuery, ReportState};

use super::calls;
use crate::{
    announce::{PageHeading, announce, arrive},
    base,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    moment::{Moment, clock},
    press::use_press,
    query::{use_query, use_set_query},
    session::use_session,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        empty::Empty,
        field::{Choice, Select},
        icon::Icon,
        notice::Notice,
        tag::{Tag, TagTone},
    },
    watch::watch_from,
};

/// The reports.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let session = use_session();
    let works_here = Memo::new(move |_| session.works_here());
    view! {
        <PageHeading text=tr::reports::title/>
        <Gate why=tr::reports::gate_why>
            {move || if works_here.get() { page() } else {
                view! { <Notice title=tr::reports::staff_only><p>{tr::reports::gate_why}</p></Notice> }.into_any()
            }}
        </Gate>
    }
}

/// What was asked, and what there is of it.
type Found = (ReportQuery, ReportList);

fn page() -> AnyView {
    let query = use_query::<ReportQuery>();
    let set = use_set_query::<ReportQuery>();
    let loader: Loader<Found> =
        load(move || query.get(), |query| async move { calls::reports(&query).await.map(|list| (query, list)) });
    // An answer with as many as the one before is heard as well, so the question is compared too.
    watch_from(move |before: Option<Option<(ReportQuery, u64)>>| {
        let before = before.flatten();
        let found = loader.value().map(|(query, list)| (query, list.total));
        if let (Some(before), Some(found)) = (&before, &found)
            && before != found
        {
            announce(tr::reports::count(found.1));
        }
        found.or(before)
    });
    let states =
        || ReportState::ALL.iter().map(|state| Choice::new(state.as_str(), state_name(*state)())).collect::<Vec<_>>();
    let choose = move |state: String| set(&ReportQuery { state: state.parse().ok(), cursor: None });
    view! {
        <p class="lead">{tr::reports::lead}</p>
        <Select
            id="report-state"
            label=tr::reports::state
            none=tr::reports::every_state
            value=Signal::derive(move || query.get().state.map(|state| state.as_str().to_owned()).unwrap_or_default())
            on_change=choose
            options=Signal::derive(states)
        />
        <Loaded loader view=move |(_, list)| reports(loader, list)/>
    }
    .into_any()
}

fn reports(loader: Loader<Found>, list: ReportList) -> AnyView {
    let total = list.total;
    if list.items.is_empty() {
        return view! { <Empty title=tr::reports::none/> }.into_any();
    }
    let next = list.next.map(|cursor| {
        // The next page is an address, so that it can be gone back from.
        let set = use_set_query::<ReportQuery>();
        let query = use_query::<ReportQuery>();
        let go = move |()| {
            set(&ReportQuery { cursor: Some(cursor.clone()), ..query.get_untracked() });
            base::focus("reports-count");
        };
        view! { <Button label=tr::reports::older icon=Icon::Next on_press=go/> }.into_any()
    });
    let items: Vec<AnyView> = list.items.into_iter().map(|report| item(loader, report)).collect();
    view! {
        <h2 class="results-title" id="reports-count" tabindex="-1">{move || tr::reports::count(total)}</h2>
        <ul class="stack" role="list">{items}</ul>
        {next}
    }
    .into_any()
}

fn item(loader: Loader<Found>, report: Report) -> AnyView {
    let heading = ["report-", report.id.as_str()].concat();
    // A page may be reported more than once, and on one day, so that its address alone does not name a report.
    let moment = ["report-at-", report.id.as_str()].concat();
    let Report { id, text, page, second, contact, state, sent_at, .. } = report;
    let place = match second {
        Some(second) => [&page, "?t=", &second.to_string()].concat(),
        None => page.clone(),
    };
    let tone = match state {
        ReportState::New => TagTone::Ember,
        ReportState::Seen => TagTone::Info,
        ReportState::Solved => TagTone::Ok,
    };
    let shown = second.map_or_else(|| page.clone(), |second| [&page, ", ", &clock(u64::from(second))].concat());
    let buttons: Vec<AnyView> = ReportState::ALL
        .iter()
        .filter(|other| **other != state)
        .map(|other| state_button(loader, id.clone(), *other, &shown))
        .collect();
    let title = shown.clone();
    view! {
        <li>
            <article class="stack report" aria-labelledby=[&heading, " ", &moment].concat()>
                <div class="report-head">
                    <h3 id=heading.clone() tabindex="-1"><bdi>{title}</bdi></h3>
                    <Tag label=state_name(state) tone/>
                    <span id=moment.clone()><Moment at=sent_at timed=true/></span>
                </div>
                <p class="report-text" dir="auto">{text}</p>
                {contact.map(|contact| view! { <p>{tr::reports::contact}" "<bdi>{contact}</bdi></p> }.into_any())}
                <div class="cluster">
                    <LinkButton href=place label=tr::reports::open about=move || shown.clone() icon=Icon::Next/>
                    {buttons}
                </div>
            </article>
        </li>
    }
    .into_any()
}

fn state_button(loader: Loader<Found>, id: passerelle_api::id::ReportId, state: ReportState, page: &str) -> AnyView {
    let change = use_press();
    let about = page.to_owned();
    let label: fn() -> String = match state {
        ReportState::New => tr::reports::mark_new,
        ReportState::Seen => tr::reports::mark_seen,
        ReportState::Solved => tr::reports::mark_solved,
    };
    let press = move |()| {
        let id = id.clone();
        let done = move |report: Report| {
            let heading = ["report-", report.id.as_str()].concat();
            change.done(untrack(state_name(state)));
            replace(loader, report);
            // The button that was pressed is gone.
            arrive(heading);
        };
        change.send(move || calls::change(id.clone(), state), done);
    };
    view! { <Button label about=move || about.clone() kind=ButtonKind::Secondary busy=change.busy() on_press=press/> }
        .into_any()
}

/// Puts the changed report in its place, where it stays in view until the list is asked for anew.
fn replace(loader: Loader<Found>, report: Report) {
    if let Some((query, mut list)) = untrack(move || loader.value()) {
        if let Some(place) = list.items.iter_mut().find(|other| other.id == report.id) {
            *place = report;
        }
        loader.set((query, list));
    }
}

fn state_name(state: ReportState) -> fn() -> String {
    match state {
        ReportState::New => tr::reports::state_new,
        ReportState::Seen => tr::reports::state_seen,
        ReportState::Solved => tr::reports::state_solved,
    }
}
