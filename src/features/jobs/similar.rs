//! Ads that are like one: they ask for the same skills, or are the same work. It is a panel of its own, below the ad.

use leptos::prelude::*;
use passerelle_api::job::{Job, JobCard};

use super::{calls, card::JobItem};
use crate::{
    i18n as tr,
    load::{Loaded, load},
    ui::card::CardList,
};

/// The panel.
pub fn panel(job: StoredValue<Job>) -> AnyView {
    let slug = job.with_value(|job| job.card.slug.clone());
    let ads = load(tr::language, move |lang| calls::similar(slug.clone(), lang));
    view! {
        <section class="similar" aria-labelledby="job-similar">
            <h2 id="job-similar">{tr::similar::title}</h2>
            <Loaded loader=ads view=shown/>
        </section>
    }
    .into_any()
}

fn shown(ads: Vec<JobCard>) -> AnyView {
    if ads.is_empty() {
        return view! { <p>{tr::similar::none}</p> }.into_any();
    }
    let cards: Vec<AnyView> = ads.into_iter().map(|card| view! { <JobItem card/> }.into_any()).collect();
    view! { <CardList rows=true>{cards}</CardList> }.into_any()
}
