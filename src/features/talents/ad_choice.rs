//! The ad that talents are compared with.

use leptos::prelude::*;
use passerelle_api::{
    posting::{JobChoices, limits},
    talent::TalentQuery,
};

use super::search::Search;
use crate::{
    i18n as tr,
    ui::field::{Choice, Select},
};

/// That not every ad of the organisation stands in a list to choose from, and what to do about it; nothing where every one does.
pub fn cut(jobs: &JobChoices) -> Option<fn() -> String> {
    (jobs.open > limits::CHOICES).then_some(|| tr::talents::ads_cut(&tr::number(limits::CHOICES)))
}

/// Chooses the ad that talents are compared with.
pub fn ad_choice(search: Search, jobs: JobChoices, hint: fn() -> String) -> AnyView {
    let cut = cut(&jobs);
    let hint = move || cut.map_or_else(hint, |cut| [hint(), cut()].join(" "));
    let none: leptos::text_prop::TextProp = tr::talents::ad_none.into();
    let options: Vec<Choice> = jobs.items.into_iter().map(|job| Choice::named(job.slug.0, job.title)).collect();
    let job =
        move || search.with(|query: &TalentQuery| query.job.as_ref().map(ToString::to_string)).unwrap_or_default();
    view! {
        <Select
            id="job"
            label=tr::talents::ad
            hint
            value=Signal::derive(job)
            on_change=move |job: String| search.change(move |query| query.job = (!job.is_empty()).then(|| job.into()))
            options
            none
        />
    }
    .into_any()
}
