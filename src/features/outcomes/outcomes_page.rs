//! What became of those who learned here, for everybody.

use leptos::prelude::*;
use passerelle_api::outcome::Outcomes;

use super::{calls, figures::figures};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    ui::notice::Notice,
};

/// The page of figures.
#[component]
pub fn OutcomesPage() -> impl IntoView {
    let loader = load(|| (), |()| calls::outcomes());
    view! {
        <PageHeading text=tr::outcomes::title/>
        <p class="lead">{tr::outcomes::lead}</p>
        <Loaded loader view=shown/>
        <p><a class="lone-link" href=Route::Employers.path()>{tr::outcomes::to_employers}</a></p>
        <p><a class="lone-link" href=Route::Outcome.path()>{tr::outcomes::to_answer}</a></p>
    }
}

fn shown(outcomes: Outcomes) -> AnyView {
    let (least, days) = (outcomes.least, outcomes.within_days);
    let untold = outcomes.placed.is_none() && outcomes.pay.is_none() && outcomes.stayed.is_none();
    let number = move || tr::number(least);
    view! {
        {untold.then(|| view! {
            <Notice title=tr::outcomes::few><p>{move || tr::outcomes::few_text(&number())}</p></Notice>
        })}
        {figures(outcomes)}
        <h2>{tr::outcomes::how}</h2>
        <ul>
            <li>{move || tr::outcomes::how_asked(days)}</li>
            <li>{move || tr::outcomes::how_placed(days)}</li>
            <li>{tr::outcomes::how_signed}</li>
            <li>{tr::outcomes::how_related}</li>
            <li>{tr::outcomes::how_pay}</li>
            <li>{move || tr::outcomes::how_few(&number())}</li>
        </ul>
    }
    .into_any()
}
