//! What is asked for and offered, in the reader's words.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    coaching::{CoachingHelp, Reachable},
    pipeline::Slot,
};

use crate::i18n as tr;

pub fn help(help: CoachingHelp) -> String {
    match help {
        CoachingHelp::Search => tr::coaching::help_search(),
        CoachingHelp::Cv => tr::coaching::help_cv(),
        CoachingHelp::Contacting => tr::coaching::help_contacting(),
        CoachingHelp::Interview => tr::coaching::help_interview(),
    }
}

pub fn reachable(reachable: Reachable) -> String {
    match reachable {
        Reachable::Mornings => tr::coaching::reachable_mornings(),
        Reachable::Afternoons => tr::coaching::reachable_afternoons(),
        Reachable::Evenings => tr::coaching::reachable_evenings(),
        Reachable::Weekends => tr::coaching::reachable_weekends(),
    }
}

/// A time with its length.
pub fn time(slot: &Slot) -> String {
    let when = tr::date_time(slot.starts_at.timestamp_millis());
    tr::coaching::time(&when, &tr::number(slot.minutes.into()))
}

/// What somebody wants help with, when they can be reached, and in which language.
pub fn wants(help: Vec<CoachingHelp>, reachable: Vec<Reachable>, lang: Language) -> AnyView {
    let helps = move || tr::list(&help.iter().map(|help| self::help(*help)).collect::<Vec<_>>());
    let when = move || tr::list(&reachable.iter().map(|when| self::reachable(*when)).collect::<Vec<_>>());
    view! {
        <p>{move || tr::words::labelled(&tr::coaching::help(), &helps())}</p>
        <p class="hint">{when}" · "{move || tr::language_name(lang.as_str())}</p>
    }
    .into_any()
}
