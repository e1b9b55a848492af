//! How an organisation answers, from what it did.

use leptos::prelude::*;
use passerelle_api::job::Answering;

use crate::{
    i18n as tr,
    ui::{facts::Fact, icon::Icon},
};

/// How many applications it answered and how soon, or that this is not known yet.
pub fn answering(known: Option<Answering>) -> AnyView {
    let value = move || match &known {
        None => tr::jobs::answers_unknown(),
        Some(Answering { percent, median_days: Some(days), .. }) => {
            tr::jobs::answers(u64::from(*days), &tr::percent(*percent))
        }
        Some(Answering { percent, .. }) => tr::percent(*percent),
    };
    view! { <Fact icon=Icon::Clock term=tr::jobs::answers_term value/> }.into_any()
}
