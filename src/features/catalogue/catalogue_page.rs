//! The catalogue.

use leptos::prelude::*;
use passerelle_api::{endpoint::to_query, transcript::TranscriptSearch};

use super::{
    calls,
    filters::Filters,
    results::{Found, Results},
    search::{Search, use_search},
};
use crate::{
    announce::{PageHeading, announce},
    i18n as tr,
    load::{Loaded, Loader, load},
    route::Route,
    ui::{
        button::{Button, ButtonKind},
        chip::{Chip, ChipList},
        layout::SidePage,
        search_box::SearchBox,
    },
    watch::watch_from,
};

/// The id of the heading above the results, which takes focus when the last chip is gone.
const RESULTS: &str = "results";

/// Every course, narrowed by the address.
#[component]
pub fn CataloguePage() -> impl IntoView {
    let search = use_search();
    let asked = Memo::new(move |_| search.asked());
    let loader = load(
        move || asked.get(),
        |query| async move {
            let list = calls::courses(&query).await?;
            Ok(Found { query, list })
        },
    );
    say_count(loader);
    let total = move || loader.value().map(|found| found.list.total);
    let heading = move || total().map_or_else(tr::catalogue::results, tr::catalogue::found);
    let show = move || total().map_or_else(tr::catalogue::results, tr::catalogue::show);
    let facets = Signal::derive(move || loader.value().map(|found| found.list.facets));
    let words = Signal::derive(move || search.with(|query| query.q.clone()).unwrap_or_default());
    let find = move |words: String| search.change(|query| query.q = Some(words).filter(|words| !words.is_empty()));
    let to_transcripts = move || {
        let q = Some(words.get()).filter(|words| !words.is_empty());
        let query = to_query(&TranscriptSearch { q, ..TranscriptSearch::default() });
        if query.is_empty() { Route::Search.path() } else { format!("{}?{query}", Route::Search.path()) }
    };
    view! {
        <PageHeading text=tr::catalogue::title/>
        <p class="lead">{tr::catalogue::lead}</p>
        <div class="course-search">
            <SearchBox
                id="words"
                label=tr::catalogue::search
                label_hidden=true
                button=tr::shell::search
                value=words
                on_search=find
            />
            <p><a class="lone-link" href=to_transcripts>{tr::catalogue::to_transcripts}</a></p>
        </div>
        <SidePage
            id="filters"
            title=tr::shell::filters
            open_label=move || open_label(search)
            close=tr::shell::close
            done=show
            filters=move || view! { <div class="course-filters"><Filters search facets/></div> }
        >
            <h2 class="results-title" id=RESULTS tabindex="-1">{heading}</h2>
            <Chips search/>
            <Loaded loader view=move |found| view! { <Results search found/> }/>
        </SidePage>
    }
}

/// Says how many courses there are whenever that was asked anew, but not when the page opens: its heading is heard then.
fn say_count(loader: Loader<Found>) {
    watch_from(move |before: Option<Option<Found>>| {
        let before = before.flatten();
        let Some(found) = loader.value() else { return before };
        if before.is_some_and(|before| before.query != found.query) {
            announce(tr::catalogue::found(found.list.total));
        }
        Some(found)
    });
}

fn open_label(search: Search) -> String {
    match search.applied().len() as u64 {
        0 => tr::shell::filters(),
        count => tr::catalogue::filters_count(&tr::number(count)),
    }
}

/// The filters in use, each with a way to drop it.
#[component]
fn Chips(search: Search) -> impl IntoView {
    let chip = move |(filter, label): (super::search::Filter, String)| {
        let remove = tr::shell::remove_filter(&label);
        view! { <Chip label remove on_remove=move |()| search.change(|query| filter.drop(query))/> }
    };
    // The list stays when it empties, so that the chip that goes can say where focus goes on.
    view! {
        <div class="course-filters-used" class:course-filters-none=move || search.applied().is_empty()>
            <ChipList label=tr::catalogue::chips fallback=RESULTS>
                {move || search.applied().into_iter().map(chip).collect_view()}
            </ChipList>
            {move || (search.applied().len() > 1).then(|| view! {
                <Button
                    label=tr::shell::clear_filters
                    kind=ButtonKind::Quiet
                    on_press=move |()| {
                        search.clear();
                        crate::base::focus(RESULTS);
                    }
                />
            })}
        </div>
    }
}
