//! What went wrong, in the reader's words: for a field, and for a whole request.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{Code, FieldError, Reason};
use passerelle_rules::{boolean::unclosed, pipeline::slots};

use crate::{
    client::Failure,
    i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        notice::{Notice, Tone},
    },
};

/// Why a field was refused, as a sentence to put beside it.
pub fn reason(error: &FieldError) -> String {
    let limit = error.limit.unwrap_or_default();
    match error.reason {
        Reason::Required => tr::shell::reason_required(),
        Reason::TooShort => tr::shell::reason_too_short(limit),
        Reason::TooLong => tr::shell::reason_too_long(limit),
        Reason::TooMany => tr::shell::reason_too_many(limit),
        Reason::NotAnEmail => tr::shell::reason_not_an_email(),
        Reason::AlreadyUsed => tr::shell::reason_already_used(),
        Reason::TooCommon => tr::shell::reason_too_common(),
        Reason::NotKnown => tr::shell::reason_not_known(),
        Reason::OutOfRange => tr::shell::reason_out_of_range(),
        Reason::NotAllowed => {
            error.words.as_deref().map_or_else(tr::shell::reason_not_allowed, tr::shell::reason_words)
        }
        Reason::EmptyFile => tr::shell::reason_empty_file(),
        Reason::NotAPdfOrDocx => tr::shell::reason_not_a_pdf_or_docx(),
        Reason::TooLarge => tr::shell::reason_too_large(),
        Reason::NotAnswered => tr::shell::reason_not_answered(),
        Reason::AlreadyListed => tr::shell::reason_already_listed(),
        Reason::AlreadyMeeting => tr::shell::reason_already_meeting(),
        Reason::NameTaken => tr::shell::reason_name_taken(),
        Reason::InThePast => tr::shell::reason_in_the_past(),
        Reason::NotAWholeNumber => tr::shell::reason_not_a_whole_number(),
        Reason::BelowLeast => tr::shell::reason_below_least(),
        Reason::NotAWebAddress => tr::shell::reason_not_a_web_address(),
        Reason::UnknownSlot => {
            let slots = slots(tr::language());
            tr::shell::reason_unknown_slot(error.words.as_deref().unwrap_or_default(), slots.name, slots.job)
        }
        Reason::NotAPhoneNumber => tr::shell::reason_not_a_phone_number(),
        Reason::NotInTime => tr::shell::reason_not_in_time(&tr::number(limit)),
        Reason::InFuture => tr::shell::reason_in_future(),
        Reason::HalfTyped => tr::shell::reason_half_typed(),
    }
}

/// The sentence for one field among the refused ones, if it is there. Follows a language switch.
pub fn error_for(
    errors: impl Fn() -> Vec<FieldError> + Send + Sync + 'static,
    field: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || errors().iter().find(|error| error.field == field).map(reason))
}

/// What a failure means: what happened, and what to do next. Nothing that was typed is lost by any of them.
pub fn failure_text(failure: &Failure) -> (String, String) {
    match failure {
        Failure::Offline => (tr::shell::fail_offline(), tr::shell::fail_offline_next()),
        Failure::Unreadable => (tr::shell::fail_unreadable(), tr::shell::fail_unreadable_next()),
        Failure::SessionEnded => (tr::shell::fail_sign_in(), tr::shell::fail_sign_in_next()),
        Failure::Problem(problem) => match problem.code {
            Code::SignInNeeded => (tr::shell::fail_sign_in(), tr::shell::fail_sign_in_next()),
            Code::WrongCredentials => (tr::shell::fail_credentials(), tr::shell::fail_credentials_next()),
            Code::Forbidden | Code::CrossSite => (tr::shell::fail_forbidden(), tr::shell::fail_forbidden_next()),
            Code::NotFound | Code::MethodNotAllowed => (tr::shell::fail_not_found(), tr::shell::fail_not_found_next()),
            Code::Conflict => (tr::shell::fail_conflict(), tr::shell::fail_conflict_next()),
            Code::Invalid => (tr::shell::fail_invalid(), tr::shell::fail_invalid_next()),
            Code::TooMany => {
                let minutes = problem.retry_after_seconds.unwrap_or(60).div_ceil(60);
                (tr::shell::fail_too_many(), tr::shell::fail_too_many_next(minutes))
            }
            Code::TooLarge => (tr::shell::fail_too_large(), tr::shell::fail_too_large_next()),
            Code::ReadOnly => (tr::shell::fail_read_only(), tr::shell::fail_read_only_next()),
            Code::Malformed | Code::UnsupportedMedia | Code::Internal => {
                (tr::shell::fail_internal(), tr::shell::fail_internal_next())
            }
        },
    }
}

/// A failure with a way to try again.
#[component]
pub fn FailureNotice(
    failure: Failure,
    /// Asks again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let shown = failure.clone();
    let title: TextProp = (move || failure_text(&shown).0).into();
    view! {
        <Notice tone=Tone::Bad title>
            <p>{move || failure_text(&failure).1}</p>
            <Button label=tr::shell::retry kind=ButtonKind::Secondary on_press=retry/>
        </Notice>
    }
}

/// Says of words that were looked for that a quotation mark in them has no partner, so that they were not taken for a phrase.
pub fn read_as_words(looked_for: Option<&str>) -> Option<AnyView> {
    looked_for
        .is_some_and(unclosed)
        .then(|| view! { <Notice title=tr::words::unclosed><p>{tr::words::unclosed_text}</p></Notice> }.into_any())
}
