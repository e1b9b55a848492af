//! The filters at the side of the catalogue, with how many courses each choice would leave.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    catalogue::{CourseFacets, Length, Level, Topic},
};

use super::search::Search;
use crate::{
    i18n as tr,
    ui::field::{Checkbox, Choice, RadioGroup, Select},
    words,
};

/// The filters. They stay as they are while the next results are on their way, so that focus does too.
#[component]
pub fn Filters(search: Search, #[prop(into)] facets: Signal<Option<CourseFacets>>) -> impl IntoView {
    let topic = Signal::derive(move || search.with(|query| query.topic.map_or("", Topic::as_str).to_owned()));
    let level = Signal::derive(move || search.with(|query| query.level.map_or("", Level::as_str).to_owned()));
    let length = Signal::derive(move || search.with(|query| query.length.map_or("", Length::as_str).to_owned()));
    let language = Signal::derive(move || search.with(|query| query.language.map_or("", Language::as_str).to_owned()));
    let captions = Signal::derive(move || search.with(|query| query.captions) == Some(tr::language()));
    let captions_label = move || tr::catalogue::captions_in(&tr::language_name(tr::language().as_str()));
    view! {
        <RadioGroup
            id="topic"
            label=tr::catalogue::topic
            value=topic
            options=Signal::derive(move || topics(facets.get().as_ref()))
            on_change=move |word: String| search.change(|query| query.topic = word.parse().ok())
        />
        <RadioGroup
            id="level"
            label=tr::catalogue::level
            value=level
            options=Signal::derive(move || levels(facets.get().as_ref()))
            on_change=move |word: String| search.change(|query| query.level = word.parse().ok())
        />
        <RadioGroup
            id="length"
            label=tr::catalogue::length
            value=length
            options=Signal::derive(lengths)
            on_change=move |word: String| search.change(|query| query.length = word.parse().ok())
        />
        <Select
            id="language"
            label=tr::catalogue::language
            value=language
            none=tr::catalogue::language_any
            options=Signal::derive(languages)
            on_change=move |word: String| search.change(|query| query.language = word.parse().ok())
        />
        <Checkbox
            id="captions"
            label=captions_label
            hint=tr::catalogue::captions_hint
            checked=captions
            on_change=move |on: bool| search.change(|query| query.captions = on.then(tr::language_untracked))
        />
    }
}

/// Every topic, with how many courses it would leave once that is known.
fn topics(facets: Option<&CourseFacets>) -> Vec<Choice> {
    let any = Choice::new("", tr::catalogue::topic_any());
    let choice = |topic: Topic| {
        let choice = Choice::new(topic.as_str(), words::topic(topic));
        let count =
            facets.map(|facets| facets.topics.iter().find(|item| item.topic == topic).map_or(0, |item| item.count));
        counted(choice, count)
    };
    std::iter::once(any).chain(Topic::ALL.iter().copied().map(choice)).collect()
}

fn levels(facets: Option<&CourseFacets>) -> Vec<Choice> {
    let any = Choice::new("", tr::catalogue::level_any());
    let choice = |level: Level| {
        let choice = Choice::new(level.as_str(), words::level(level));
        let count =
            facets.map(|facets| facets.levels.iter().find(|item| item.level == level).map_or(0, |item| item.count));
        counted(choice, count)
    };
    std::iter::once(any).chain(Level::ALL.iter().copied().map(choice)).collect()
}

fn counted(choice: Choice, count: Option<u64>) -> Choice {
    match count {
        Some(count) => choice.hint(tr::words::courses(count)),
        None => choice,
    }
}

fn lengths() -> Vec<Choice> {
    let any = Choice::new("", tr::catalogue::length_any());
    std::iter::once(any).chain(words::choices(Length::ALL, Length::as_str, words::length)).collect()
}

fn languages() -> Vec<Choice> {
    words::choices(Language::ALL, Language::as_str, |language| tr::language_name(language.as_str()))
}
