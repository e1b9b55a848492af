//! Seats and approvals in words.

use leptos::prelude::*;
use passerelle_api::account::{Approval, SeatRole};

use crate::{
    i18n as tr,
    ui::{
        field::Choice,
        tag::{Tag, TagTone},
    },
    words,
};

/// The seats as options, each with what it opens.
pub fn roles() -> Vec<Choice> {
    let option = |role: &SeatRole| Choice::new(role.as_str(), words::seat(*role)).hint(words::seat_opens(*role));
    SeatRole::ALL.iter().map(option).collect()
}

/// Whether an organisation was let in, in a frame.
pub fn approval(approval: Approval) -> AnyView {
    let (label, tone): (fn() -> String, _) = match approval {
        Approval::Waiting => (tr::organisation::waiting, TagTone::Ember),
        Approval::Approved => (tr::organisation::approved, TagTone::Ok),
        Approval::Refused => (tr::organisation::refused, TagTone::Bad),
    };
    view! { <Tag label tone/> }.into_any()
}
