//! How many of those who learned here were in work six months later, beside an ad. It is a panel of its own, below the ad.

use leptos::prelude::*;
use passerelle_api::outcome::Outcomes;

use super::calls;
use crate::{
    i18n as tr,
    load::{Loaded, load},
    route::Route,
};

/// The panel.
pub fn panel(_: ()) -> AnyView {
    let outcomes = load(|| (), |()| calls::outcomes());
    view! {
        <section aria-labelledby="job-outcomes">
            <h2 id="job-outcomes">{tr::outcomes::title}</h2>
            <Loaded loader=outcomes view=shown/>
            <p><a class="lone-link" href=Route::Outcomes.path()>{tr::outcomes::to_figures}</a></p>
        </section>
    }
    .into_any()
}

fn shown(outcomes: Outcomes) -> AnyView {
    let said = move || match &outcomes.placed {
        Some(share) => {
            let told = tr::outcomes::placed_told(&tr::percent(share.percent), &tr::number(share.of));
            let signed = outcomes.signed.map(|count| tr::outcomes::signed_told(&tr::number(count)));
            [Some(told), signed].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        None => tr::words::labelled(&tr::outcomes::placed(), &tr::outcomes::few()),
    };
    view! { <p>{said}</p> }.into_any()
}
