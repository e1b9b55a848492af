//! What divides a page: tabs, disclosures, and filters at the side.

use leptos::prelude::*;

use super::Specimen;
use crate::{
    i18n as tr,
    ui::{
        disclosure::Disclosure,
        field::{CheckboxGroup, Choice},
        layout::SidePage,
        tabs::{Tab, Tabs},
    },
};

#[component]
pub fn Structure() -> impl IntoView {
    let tabs = vec![
        Tab::new(tr::gallery::tab_one, || view! { <p>{tr::gallery::tab_one_text}</p> }),
        Tab::new(tr::gallery::tab_two, || view! { <p>{tr::gallery::tab_two_text}</p> }),
        Tab::new(tr::gallery::tab_three, || view! { <p>{tr::gallery::tab_three_text}</p> }),
    ];
    view! {
        <Specimen id="tabs" title=tr::gallery::tabs>
            <Tabs id="g-tabs" label=tr::gallery::tabs tabs/>
        </Specimen>
        <Specimen id="disclosures" title=tr::gallery::disclosures>
            <Disclosure summary=tr::gallery::why_match><p>{tr::gallery::why_match_text}</p></Disclosure>
            <Disclosure summary=tr::gallery::how_pay open=true><p>{tr::gallery::how_pay_text}</p></Disclosure>
        </Specimen>
        <Specimen id="side-pages" title=tr::gallery::side_pages>
            <SideSpecimen/>
        </Specimen>
    }
}

#[component]
fn SideSpecimen() -> impl IntoView {
    let contracts = RwSignal::new(Vec::<String>::new());
    let options = || {
        vec![
            Choice::new("apprenticeship", tr::gallery::apprenticeship()),
            Choice::new("permanent", tr::gallery::permanent()),
            Choice::new("internship", tr::gallery::internship()),
        ]
    };
    let filters = move || {
        view! {
            <CheckboxGroup
                id="g-contracts"
                label=tr::gallery::contract
                values=contracts
                on_change=move |values| contracts.set(values)
                options
            />
        }
    };
    view! {
        <SidePage
            id="g-side"
            title=tr::gallery::filters
            open_label=tr::gallery::filters
            close=tr::gallery::close
            done=tr::gallery::show_results
            filters
        >
            <p>{tr::gallery::side_text}</p>
        </SidePage>
    }
}
