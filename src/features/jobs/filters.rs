//! What ads are narrowed by.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    job::{Contract, JobFacets, Remote},
    reference::Place,
};
use passerelle_rules::facet::is_open;

use super::{narrowing::at_least, place_filter::PlaceFilter, search::Search};
use crate::{
    i18n as tr,
    load::{Loaded, Loader},
    ui::field::{Choice, Select},
    words,
};

/// Least pay on offer, in euros a month.
const PAYS: [u32; 8] = [500, 800, 1000, 1200, 1500, 2000, 2500, 3000];

/// The fields that narrow the search. Each applies as soon as it changes.
#[component]
pub fn Filters(
    search: Search,
    places: Loader<Vec<Place>>,
    /// The place of the search, once it is known how it is called.
    #[prop(into)]
    named: Signal<Option<Place>>,
    /// How many ads each choice would leave, once that is known.
    facets: Memo<Option<JobFacets>>,
) -> impl IntoView {
    view! {
        <div class="stack filters">
            <Loaded loader=places view=move |places| view! { <PlaceFilter search places named/> }/>
            <ContractFilters search facets/>
        </div>
    }
}

#[component]
fn ContractFilters(search: Search, facets: Memo<Option<JobFacets>>) -> impl IntoView {
    let contract = move || search.with(|query| query.contract).map_or("", Contract::as_str).to_owned();
    let remote = move || search.with(|query| query.remote).map_or("", Remote::as_str).to_owned();
    let level = move || search.with(|query| query.level).map(|level| level.to_string()).unwrap_or_default();
    let pay = move || search.with(|query| query.min_pay).map(|pay| pay.to_string()).unwrap_or_default();
    let pays = move || {
        let own = search.with(|query| query.min_pay);
        with_own(&PAYS, own).into_iter().map(|pay| Choice::new(pay.to_string(), at_least(pay))).collect::<Vec<_>>()
    };
    view! {
        <Select
            id="job-contract"
            label=tr::jobs::contract
            value=Signal::derive(contract)
            on_change=move |contract: String| search.change(|query| query.contract = contract.parse().ok())
            options=Signal::derive(move || {
                let counts = facets.get().map(|facets| {
                    facets.contracts.iter().map(|item| (item.contract.as_str().to_owned(), item.count)).collect()
                });
                counted(words::choices(Contract::ALL, Contract::as_str, words::contract), counts, Without::Sum, &contract())
            })
            none=any()
        />
        <Select
            id="job-level"
            label=tr::jobs::level_mine
            hint=tr::jobs::level_hint
            value=Signal::derive(level)
            on_change=move |level: String| search.change(|query| query.level = level.parse().ok())
            options=Signal::derive(move || {
                let counts = facets.get().map(|facets| {
                    facets.levels.iter().map(|item| (item.level.to_string(), item.count)).collect()
                });
                counted(words::eqf_choices(), counts, Without::Open, &level())
            })
            none=any()
        />
        <Select
            id="job-remote"
            label=tr::jobs::remote
            value=Signal::derive(remote)
            on_change=move |remote: String| search.change(|query| query.remote = remote.parse().ok())
            options=Signal::derive(move || {
                let counts = facets.get().map(|facets| {
                    facets.remotes.iter().map(|item| (item.remote.as_str().to_owned(), item.count)).collect()
                });
                counted(words::choices(Remote::ALL, Remote::as_str, words::remote), counts, Without::Sum, &remote())
            })
            none=any()
        />
        <Select
            id="job-pay"
            label=tr::jobs::min_pay
            hint=tr::jobs::min_pay_hint
            value=Signal::derive(pay)
            on_change=move |pay: String| search.change(|query| query.min_pay = pay.parse().ok())
            options=Signal::derive(pays)
            none=any()
        />
    }
}

/// The choices of a facet with how many ads each would leave, of those that there are without a choice.
pub(super) fn counted(
    choices: Vec<Choice>,
    counts: Option<Vec<(String, u64)>>,
    without: Without,
    chosen: &str,
) -> Vec<Choice> {
    let Some(counts) = counts else { return choices };
    let all = match without {
        Without::Sum => counts.iter().map(|(_, count)| *count).sum(),
        Without::Open => u64::MAX,
    };
    let choice = |choice: Choice| {
        let count = counts.iter().find(|(value, _)| *value == choice.value).map_or(0, |(_, count)| *count);
        let disabled = !is_open(count, all, choice.value == chosen);
        Choice { label: tr::jobs::choice_count(&choice.label, &tr::number(count)), disabled, ..choice }
    };
    choices.into_iter().map(choice).collect()
}

/// How many ads there are without a choice of a facet.
#[derive(Clone, Copy)]
pub(super) enum Without {
    /// Each ad is of one kind.
    Sum,
    /// The choice is something that people say of themselves, and stays open where it shuts nothing out today.
    Open,
}

pub(super) fn any() -> TextProp {
    tr::shell::any.into()
}

/// The steps on offer, with the one of the address where it is another.
pub(super) fn with_own(steps: &[u32], own: Option<u32>) -> Vec<u32> {
    let mut all: Vec<u32> = steps.iter().copied().chain(own).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::with_own;

    #[test]
    fn a_step_of_the_address_is_on_offer_in_its_place() {
        assert_eq!(with_own(&[10, 20, 30], Some(25)), [10, 20, 25, 30]);
        assert_eq!(with_own(&[10, 20], Some(20)), [10, 20]);
    }
}
