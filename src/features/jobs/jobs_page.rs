//! The job board: search, filters, and the ads that answer them.

use leptos::prelude::*;
use passerelle_api::job::JobQuery;

use super::{
    calls,
    filters::Filters,
    narrowing,
    results::{Applied, COUNT, Found, Order, Results},
    search::{asked, use_search},
};
use crate::{
    announce::{PageHeading, announce},
    i18n as tr,
    load::{Loaded, load},
    ui::{layout::SidePage, search_box::SearchBox},
    watch::watch,
};

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
            announce(tr::jobs::found(total));
        }
    });
    let total = move || count.with(|count| count.as_ref().map(|(total, _)| *total));
    let open_label = move || match search.with(narrowing::count) {
        0 => tr::shell::filters(),
        count => tr::jobs::filters_count(&tr::number(count)),
    };
    let words = move || search.with(|query| query.q.clone()).unwrap_or_default();
    let look_for = move |words: String| search.change(|query| query.q = Some(words));
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
            filters=move || view! { <Filters search places/> }
        >
            <div class="job-results-head">
                <h2 class="job-count" id=COUNT tabindex="-1">
                    {move || total().map_or_else(tr::jobs::results, tr::jobs::found)}
                </h2>
                <Order search/>
            </div>
            <Applied search places/>
            <Loaded loader=found view=move |found| view! { <Results search found/> }/>
        </SidePage>
    }
}
