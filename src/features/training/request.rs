//! A request as both sides read it.

use leptos::prelude::*;
use passerelle_api::training::{TrainingRequest, TrainingStatus};

use crate::{
    i18n as tr,
    moment::Moment,
    route::Route,
    ui::tag::{Tag, TagTone},
    words,
};

/// What is asked for, where it stands, and since when. Where people to hire are wanted, it leads those to the talents who may look for
/// them.
pub fn told(request: &TrainingRequest, may_look: bool) -> AnyView {
    let TrainingRequest { skills, people, region, remote, start_on, purpose, candidates, words, .. } = request.clone();
    let (sent, changed, is_new) = (request.sent_at, request.changed_at, request.changed_at == request.sent_at);
    let codes: Vec<String> = skills.iter().map(|skill| skill.code.0.clone()).collect();
    let names: Vec<String> = skills.into_iter().map(|skill| skill.name).collect();
    let place = move || match (&region, remote) {
        (Some(region), true) => tr::training::region_or_remote(region),
        (Some(region), false) => region.clone(),
        (None, _) => tr::training::remote(),
    };
    let talents = format!("{}?must={}", Route::Talents.path(), codes.join(","));
    let line = |label: fn() -> String, value: Signal<String>| {
        view! { <p>{move || tr::words::labelled(&label(), &value.get())}</p> }.into_any()
    };
    view! {
        {line(tr::training::skills, Signal::derive(move || tr::list(&names)))}
        <p class="hint">
            {move || tr::training::people_count(people.into())}" · "{place}" · "
            {move || start_on.map_or_else(tr::training::any_start, |day| tr::training::from_day(&words::day(day)))}
        </p>
        <p class="prose-lines" dir="auto">{purpose}</p>
        {candidates.then(|| if may_look {
            view! { <p><a class="lone-link" href=talents>{tr::training::to_talents}</a></p> }.into_any()
        } else {
            view! { <p>{tr::training::wants_candidates}</p> }.into_any()
        })}
        {words.map(|words| view! {
            <p><strong>{tr::training::answer}</strong></p>
            <p class="prose-lines" dir="auto">{words}</p>
        })}
        <p class="hint">
            {tr::training::sent_on}" "<Moment at=sent/>
            {(!is_new).then(|| view! { " · "{tr::training::changed_on}" "<Moment at=changed/> })}
        </p>
    }
    .into_any()
}

/// Where it stands, in a word.
pub fn status_tag(status: TrainingStatus) -> AnyView {
    let tone = match status {
        TrainingStatus::Sent => TagTone::Info,
        TrainingStatus::Talks => TagTone::Ember,
        TrainingStatus::Planned | TrainingStatus::Done => TagTone::Ok,
        TrainingStatus::Declined => TagTone::Bad,
        TrainingStatus::Withdrawn => TagTone::Plain,
    };
    view! { <Tag label=move || status_name(status) tone/> }.into_any()
}

pub fn status_name(status: TrainingStatus) -> String {
    match status {
        TrainingStatus::Sent => tr::training::status_sent(),
        TrainingStatus::Talks => tr::training::status_talks(),
        TrainingStatus::Planned => tr::training::status_planned(),
        TrainingStatus::Declined => tr::training::status_declined(),
        TrainingStatus::Done => tr::training::status_done(),
        TrainingStatus::Withdrawn => tr::training::status_withdrawn(),
    }
}

/// A request by what it is about, for headings and for the names of buttons.
pub fn title(request: &TrainingRequest) -> String {
    let names: Vec<String> = request.skills.iter().take(3).map(|skill| skill.name.clone()).collect();
    untrack(|| tr::training::about(&tr::list(&names)))
}
