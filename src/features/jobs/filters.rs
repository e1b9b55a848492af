//! What ads are narrowed by.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    job::{Contract, JobFacet, Remote, limits},
    reference::Place,
};
use passerelle_rules::facet::{self, is_open, with_own};

use super::{narrowing::at_least, place_filter::PlaceFilter, search::Search};
use crate::{
    i18n as tr,
    load::{Loaded, Loader},
    ui::field::{Choice, Select},
    words,
};

/// The fields that narrow the search. Each applies as soon as it changes.
#[component]
pub fn Filters(
    search: Search,
    places: Loader<Vec<Place>>,
    /// The place of the search, once it is known how it is called.
    #[prop(into)]
    named: Signal<Option<Place>>,
    /// How many ads each choice would leave, once that is known.
    facets: Facets,
) -> impl IntoView {
    view! {
        <div class="stack filters">
            <Loaded loader=places view=move |places| view! { <PlaceFilter search places named facets/> }/>
            <ContractFilters search facets/>
        </div>
    }
}

#[component]
fn ContractFilters(search: Search, facets: Facets) -> impl IntoView {
    let contract = move || search.with(|query| query.contract).map_or("", Contract::as_str).to_owned();
    let remote = move || search.with(|query| query.remote).map_or("", Remote::as_str).to_owned();
    let level = move || search.with(|query| query.level).map(|level| level.to_string()).unwrap_or_default();
    let pay = move || search.with(|query| query.min_pay).map(|pay| pay.to_string()).unwrap_or_default();
    let pays = move || {
        let own = search.with(|query| query.min_pay);
        let choices = with_own(&limits::PAYS, own).into_iter().map(|pay| Choice::new(pay.to_string(), at_least(pay)));
        counted(facets, "min_pay", choices.collect(), &pay())
    };
    // Of a level below those on offer, an address written by hand or kept from elsewhere may ask.
    let levels = move || {
        let own = search.with(|query| query.level).filter(|own| !words::EQF_LEVELS.contains(own));
        let own = own.map(|own| Choice::new(own.to_string(), words::eqf(own)));
        counted(facets, "level", own.into_iter().chain(words::eqf_choices()).collect(), &level())
    };
    view! {
        <Select
            id="job-contract"
            label=tr::jobs::contract
            value=Signal::derive(contract)
            on_change=move |contract: String| search.change(move |query| query.contract = contract.parse().ok())
            options=Signal::derive(move || {
                let choices = words::choices(Contract::ALL, Contract::as_str, words::contract);
                counted(facets, "contract", choices, &contract())
            })
            none=any()
        />
        <Select
            id="job-level"
            label=tr::jobs::level_mine
            hint=tr::jobs::level_hint
            value=Signal::derive(level)
            on_change=move |level: String| search.change(move |query| query.level = level.parse().ok())
            options=Signal::derive(levels)
            none=any()
        />
        <Select
            id="job-remote"
            label=tr::jobs::remote
            value=Signal::derive(remote)
            on_change=move |remote: String| search.change(move |query| query.remote = remote.parse().ok())
            options=Signal::derive(move || {
                let choices = words::choices(Remote::ALL, Remote::as_str, words::remote);
                counted(facets, "remote", choices, &remote())
            })
            none=any()
        />
        <Select
            id="job-pay"
            label=tr::jobs::min_pay
            hint=tr::jobs::min_pay_hint
            value=Signal::derive(pay)
            on_change=move |pay: String| search.change(move |query| query.min_pay = pay.parse().ok())
            options=Signal::derive(pays)
            none=any()
        />
    }
}

/// How many ads each choice would leave.
#[derive(Clone, Copy)]
pub(super) struct Facets {
    /// Once that is known.
    pub counts: Memo<Option<Vec<JobFacet>>>,
    /// Whether the search would go farther for a choice than it was counted.
    pub goes_farther: Memo<bool>,
}

/// The choices of a filter with how many ads each would leave, where that was counted. Those that would change nothing are closed.
pub(super) fn counted(facets: Facets, filter: &str, choices: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    let goes_farther = facets.goes_farther.get();
    facets.counts.with(|facets| {
        let facet = facets.iter().flatten().find(|facet| facet.filter == filter);
        let Some(facet) = facet else { return choices };
        let choice = |choice: Choice| {
            let count = facet::counted(facet, &choice.value, goes_farther);
            let label = count.map_or_else(
                || choice.label.clone(),
                |count| tr::jobs::choice_count(&choice.label, &tr::number(count)),
            );
            let is_open = is_open(facet, &choice.value, choice.value == chosen, goes_farther);
            Choice { label, disabled: !is_open, ..choice }
        };
        choices.into_iter().map(choice).collect()
    })
}

pub(super) fn any() -> TextProp {
    tr::shell::any.into()
}
