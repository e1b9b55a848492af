//! The job board: search, filters, and the ads that answer them.

use leptos::prelude::*;
use passerelle_api::job::{JobFacet, JobQuery};
use passerelle_rules::facet::goes_farther;

use super::{
    calls,
    filtered::Filtered,
    filters::{Facets, Filters},
    map,
    more_filters::{self, Narrowed},
    narrowing,
    results::{COUNT, Found, Order, Results, filtered},
    saved_page,
    search::{Search, asked, use_search},
};
use crate::{
    announce::{PageHeading, announce, arrive},
    i18n::{self as tr, Namespace},
    lazy::{self, ChunkMissing, Fetching, panels, with_words},
    load::{Load, Loaded, load},
    query::use_part,
    session::use_session,
    sheet,
    ui::{
        button::{Button, ButtonKind},
        icon::Icon,
        layout::SidePage,
        search_box::SearchBox,
    },
    watch::watch,
};

panels! {
    more_filters_panel(Narrowed) => more_filters::panel;
    map_panel(Search) => map::panel;
    alerts_panel(()) => saved_page::alerts;
}

/// What is new in one's own saved searches. Only those who are signed in have any.
fn own_alerts() -> AnyView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.account().is_some());
    let fetch: fn() -> Fetching<()> = || with_words(&[Namespace::Saved], Box::pin(alerts_panel()));
    (move || signed_in.get().then(|| lazy::panel(fetch, ()))).into_any()
}

/// The filters that few people use, fetched when they are asked for, or when one of them is set already.
const MORE_FILTERS: fn() -> Fetching<Narrowed> = || {
    let words = with_words(&[Namespace::MoreFilters], Box::pin(more_filters_panel()));
    Box::pin(async move {
        let (sheet, panel) = futures_util::future::join(sheet::ensure(&["picker"]), words).await;
        sheet.map_err(|_| ChunkMissing)?;
        panel
    })
};

fn further(narrowed: Narrowed) -> AnyView {
    let is_set = |query: &JobQuery| {
        let JobQuery { occupation, training_days, accessible, disability_confident, start_from, start_to, .. } = query;
        occupation.is_some()
            || training_days.is_some()
            || accessible.is_some()
            || disability_confident.is_some()
            || start_from.is_some()
            || start_to.is_some()
    };
    let open = RwSignal::new(untrack(|| narrowed.search.with(is_set)));
    view! {
        <Button
            label=move || if open.get() { tr::jobs::fewer_filters() } else { tr::jobs::more_filters() }
            kind=ButtonKind::Quiet
            icon=Icon::Filter
            controls="job-more"
            expanded=Signal::from(open)
            on_press=move |()| open.update(|open| *open = !*open)
        />
        <div id="job-more">{move || open.get().then(|| lazy::panel(MORE_FILTERS, narrowed))}</div>
    }
    .into_any()
}

const MAP: fn() -> Fetching<Search> = || {
    let words = with_words(&[Namespace::Map], Box::pin(map_panel()));
    Box::pin(async move {
        let (sheet, panel) = futures_util::future::join(sheet::ensure(&["map"]), words).await;
        sheet.map_err(|_| ChunkMissing)?;
        panel
    })
};

/// The way to the ads on a map, which opens above the list.
fn on_a_map(search: Search) -> AnyView {
    let (open, set_open) = use_part(map::PART);
    view! {
        <Button
            label=move || if open.get() { tr::jobs::map_hide() } else { tr::jobs::map_show() }
            kind=ButtonKind::Quiet
            icon=Icon::Place
            controls="job-map"
            expanded=Signal::from(open)
            on_press=move |()| set_open(!open.get_untracked())
        />
        <div id="job-map">{move || open.get().then(|| lazy::panel(MAP, search))}</div>
    }
    .into_any()
}

/// The job board.
#[component]
pub fn JobsPage() -> impl IntoView {
    let search = use_search();
    let places = load(tr::language, calls::places);
    let found = load(
        move || asked(&search.get(), tr::language()),
        |query| async move {
            match calls::find(&query).await {
                // An address with the order by match may be opened by somebody who has no profile yet.
                Err(failure) if failure.fields().iter().any(|error| error.field == "profile") => {
                    let query = JobQuery { sort: None, ..query };
                    let list = calls::find(&query).await?;
                    Ok(Found { query, list, needs_profile: true })
                }
                answer => Ok(Found { query, list: answer?, needs_profile: false }),
            }
        },
    );
    // A search that finds as many as the one before is heard as well, so the search is compared too.
    let count = Memo::new(move |_| found.value().map(|found| (found.list.total, found.query)));
    watch(move || {
        if let Some((total, _)) = count.get() {
            if search.takes_focus() {
                arrive(COUNT);
            } else {
                announce(tr::jobs::found(total));
            }
        }
    });
    // What each choice would leave stays while the next answer is on its way, so that no list under a finger changes twice.
    let counts = Memo::new(move |before: Option<&Option<Vec<JobFacet>>>| {
        found.value().and_then(|found| found.list.facets).or_else(|| before.cloned().flatten())
    });
    // Of the answer that is counted, and not of the next one.
    let goes_farther = Memo::new(move |before: Option<&bool>| {
        let known = found.value().map(|Found { query, list, .. }| {
            goes_farther(query.place.is_some(), query.radius, list.total, list.widened_km)
        });
        known.or(before.copied()).unwrap_or_default()
    });
    let facets = Facets { counts, goes_farther };
    let named = Memo::new(move |_| {
        let list = found.value().map(|found| found.list);
        list.map(|list| (list.place, list.occupation, list.widened_km)).unwrap_or_default()
    });
    let is_filtered = Memo::new(move |_| search.with(narrowing::count) > 0);
    let applied = move || is_filtered.get().then(|| filtered(Filtered::By(search, places, named)));
    let refused = Memo::new(move |_| match found.state() {
        Load::Failed(failure) => failure.fields(),
        _ => Vec::new(),
    });
    let refused = move || {
        let errors = refused.get();
        (!errors.is_empty()).then(|| filtered(Filtered::Refused(StoredValue::new(errors))))
    };
    let total = move || count.with(|count| count.as_ref().map(|(total, _)| *total));
    let open_label = move || match search.with(narrowing::count) {
        0 => tr::shell::filters(),
        count => tr::jobs::filters_count(&tr::number(count)),
    };
    let words = move || search.with(|query| query.q.clone()).unwrap_or_default();
    let look_for = move |words: String| search.change(move |query| query.q = Some(words));
    view! {
        <PageHeading text=tr::jobs::title/>
        <p class="lead">{tr::jobs::lead}</p>
        <SearchBox
            id="job-words"
            label=tr::jobs::search
            hint=tr::jobs::search_hint
            button=tr::shell::search
            value=Signal::derive(words)
            on_search=look_for
        />
        <SidePage
            id="job-filters"
            title=tr::shell::filters
            open_label
            close=tr::shell::close
            done=move || total().map_or_else(tr::shell::loading, tr::jobs::show)
            filters=move || view! {
                <Filters search places named=Signal::derive(move || named.with(|(place, ..)| place.clone())) facets/>
                {further(Narrowed { search, facets })}
            }
        >
            <div class="job-results-head">
                <h2 class="job-count" id=COUNT tabindex="-1">
                    {move || total().map_or_else(tr::jobs::results, tr::jobs::found)}
                </h2>
                <Order search/>
            </div>
            {applied}
            {refused}
            {own_alerts()}
            {on_a_map(search)}
            <Loaded loader=found view=move |found| view! { <Results search found/> }/>
        </SidePage>
    }
}
