//! Finding talents: filters, and who answers them best.

use leptos::prelude::*;

use super::{
    calls,
    chosen::{comparing, provide_chosen},
    filters::Filters,
    results::{Applied, Found, Results},
    saved_page,
    search::{in_language, use_search},
};
use crate::{
    announce::{PageHeading, announce, arrive},
    gate::EmployerGate,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, panels, with_words},
    load::{Loaded, load},
    ui::layout::SidePage,
    watch::watch,
};

panels! {
    talent_alerts_panel(()) => saved_page::alerts;
}

/// Who is new in one's own saved searches.
fn own_alerts() -> AnyView {
    let fetch: fn() -> Fetching<()> =
        || with_words(&[Namespace::Saved, Namespace::SavedTalents], Box::pin(talent_alerts_panel()));
    lazy::panel(fetch, ())
}

/// The heading that says how many were found.
pub const COUNT: &str = "results";

/// The search over talents who chose to be found.
#[component]
pub fn TalentsPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::talents::title/>
        <p class="lead">{tr::talents::lead}</p>
        <EmployerGate why=tr::talents::gate_why let_in=true>
            <Finder/>
        </EmployerGate>
    }
}

#[component]
fn Finder() -> impl IntoView {
    let search = use_search();
    let chosen = provide_chosen();
    let lists = load(tr::language, move |lang| calls::lists(lang, search.named()));
    let found = load(
        move || in_language(&search.get(), tr::language()),
        |query| async move {
            let list = calls::find(&query).await?;
            Ok(Found { query, list })
        },
    );
    // A search that finds as many as the one before is heard as well, so the search is compared too.
    let count = Memo::new(move |_| found.value().map(|found| (found.list.total, found.query)));
    watch(move || {
        if let Some((total, _)) = count.get() {
            if search.takes_focus() {
                arrive(COUNT);
            } else {
                announce(tr::talents::found(total));
            }
        }
    });
    let facets = Signal::derive(move || found.value().map(|found| found.list.facets).unwrap_or_default());
    let open_label = move || match search.count() {
        0 => tr::shell::filters(),
        count => tr::talents::filters_count(&tr::number(count)),
    };
    let done = move || match count.get() {
        Some((total, _)) => tr::talents::show(total),
        None => tr::shell::loading(),
    };
    let heading = move || match count.get() {
        Some((total, _)) => tr::talents::found(total),
        None => tr::talents::results(),
    };
    view! {
        <SidePage
            id="talent-filters"
            title=tr::shell::filters
            open_label
            close=tr::shell::close
            done
            filters=move || view! { <Loaded loader=lists view=move |lists| view! { <Filters search lists facets/> }/> }
        >
            <h2 class="results-count" id=COUNT tabindex="-1">{heading}</h2>
            <Applied search lists/>
            {own_alerts()}
            {comparing(chosen, search)}
            <Loaded loader=found view=move |found| view! { <Results search found/> }/>
        </SidePage>
    }
}
