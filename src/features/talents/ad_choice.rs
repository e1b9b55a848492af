//! The ad that talents are compared with.

use leptos::prelude::*;
use passerelle_api::{job::OwnJob, talent::TalentQuery};

use super::search::Search;
use crate::{
    i18n as tr,
    ui::field::{Choice, Select},
};

/// Chooses the ad that talents are compared with.
pub fn ad_choice(search: Search, jobs: Vec<OwnJob>, hint: fn() -> String) -> AnyView {
    let none: leptos::text_prop::TextProp = tr::talents::ad_none.into();
    let options: Vec<Choice> = jobs.into_iter().map(|job| Choice::new(job.card.slug.0, job.card.title)).collect();
    let job =
        move || search.with(|query: &TalentQuery| query.job.as_ref().map(ToString::to_string)).unwrap_or_default();
    view! {
        <Select
            id="job"
            label=tr::talents::ad
            hint
            value=Signal::derive(job)
            on_change=move |job: String| search.change(|query| query.job = (!job.is_empty()).then(|| job.into()))
            options
            none
        />
    }
    .into_any()
}
