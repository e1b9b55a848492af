//! Seats and approvals in words.

use leptos::prelude::*;
use passerelle_api::account::{Approval, SeatRole};

use crate::{
    i18n as tr,
    ui::{
        field::Choice,
        tag::{Tag, TagTone},
    },
};

pub fn role(role: SeatRole) -> String {
    match role {
        SeatRole::Owner => tr::organisation::role_owner(),
        SeatRole::Recruiter => tr::organisation::role_recruiter(),
        SeatRole::Viewer => tr::organisation::role_viewer(),
    }
}

/// The seats as options, each with what it opens.
pub fn roles() -> Vec<Choice> {
    let hint = |role| match role {
        SeatRole::Owner => tr::organisation::role_owner_hint(),
        SeatRole::Recruiter => tr::organisation::role_recruiter_hint(),
        SeatRole::Viewer => tr::organisation::role_viewer_hint(),
    };
    SeatRole::ALL.iter().map(|seat| Choice::new(seat.as_str(), role(*seat)).hint(hint(*seat))).collect()
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
