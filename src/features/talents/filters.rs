//! What talents are narrowed and ordered by.

use leptos::{ev::SubmitEvent, prelude::*, text_prop::TextProp};
use passerelle_api::{
    List,
    account::Language,
    id::SkillCode,
    job::{Contract, limits},
    reference::Place,
    talent::{Facet, Part, TalentQuery, limits as talent_limits},
};
use passerelle_rules::facet::with_own;

use super::{ad_choice::ad_choice, calls::Lists, search::Search, skill_picker::SkillPicker};
use crate::{
    base, i18n as tr,
    ui::{
        button::Button,
        field::{Checkbox, CheckboxGroup, Choice, Select, TextField},
        icon::Icon,
    },
    words,
};

/// A day that is still being typed has a year of one to three digits.
const FIRST_YEAR: &str = "2000-01-01";

/// The fields that narrow the search. Each applies as soon as it changes.
#[component]
pub fn Filters(
    search: Search,
    lists: Lists,
    /// How many each choice would find, as far as the last answer says.
    facets: Signal<Vec<Facet>>,
) -> impl IntoView {
    let Lists { skills, places, jobs } = lists;
    let skills = StoredValue::new(skills);
    let pick = move |id, label: fn() -> String, hint: fn() -> String, read: SkillsOf, write: WriteSkills| {
        let change = move |chosen: Vec<SkillCode>| search.change_now(|query| write(query, chosen));
        view! {
            <SkillPicker
                id
                label
                hint
                skills
                chosen=Signal::derive(move || search.with(read))
                on_change=change
            />
        }
    };
    view! {
        <div class="stack filters">
            {words_filter(search)}
            {ad_choice(search, jobs, tr::talents::ad_hint)}
            {pick("must", tr::talents::must, tr::talents::must_hint, |query| query.must.0.clone(), set_must)}
            {pick("nice", tr::talents::nice, tr::talents::nice_hint, |query| query.nice.0.clone(), set_nice)}
            <PlaceFilter search places facets/>
            <OtherFilters search facets/>
            {only_filter(search)}
        </div>
    }
}

type SkillsOf = fn(&TalentQuery) -> Vec<SkillCode>;
type WriteSkills = fn(&mut TalentQuery, Vec<SkillCode>);

/// A skill is needed or welcome, not both.
fn set_must(query: &mut TalentQuery, chosen: Vec<SkillCode>) {
    query.nice.0.retain(|skill| !chosen.contains(skill));
    query.must = List(chosen);
}

fn set_nice(query: &mut TalentQuery, chosen: Vec<SkillCode>) {
    query.must.0.retain(|skill| !chosen.contains(skill));
    query.nice = List(chosen);
}

#[component]
fn PlaceFilter(search: Search, places: Vec<Place>, facets: Signal<Vec<Facet>>) -> impl IntoView {
    let any: TextProp = tr::shell::any.into();
    let options: Vec<Choice> = places.into_iter().map(|place| Choice::new(place.slug.0, place.name)).collect();
    let radius = move || search.with(|query| query.radius.unwrap_or(limits::RADIUS_DEFAULT)).to_string();
    let radii = move || {
        // A distance that an address written by hand asks for is none of those on offer.
        let steps = with_own(&talent_limits::RADII, search.with(|query| query.radius));
        let choices = steps.into_iter().map(|km| Choice::new(km.to_string(), words::kilometres(km)));
        counted(facets, Part::Place, choices.collect())
    };
    let has_place = Memo::new(move |_| search.with(|query| query.place.is_some()));
    let set_place = move |place: String| {
        search.change_now(|query| {
            query.place = filled(place).map(Into::into);
            query.radius = query.radius.filter(|_| query.place.is_some());
            query.remote = query.remote.filter(|_| query.place.is_some());
        });
    };
    let set_radius = move |radius: String| search.change(move |query| query.radius = radius.parse().ok());
    view! {
        <Select
            id="place"
            label=tr::masked::place
            value=Signal::derive(move || search.with(|query| query.place.as_ref().map(ToString::to_string)).unwrap_or_default())
            on_change=set_place
            options
            none=any
        />
        {move || has_place.get().then(|| view! {
            <Select
                id="radius"
                label=tr::talents::radius
                value=Signal::derive(radius)
                on_change=set_radius
                options=Signal::derive(radii)
            />
            <Checkbox
                id="anywhere"
                label=tr::talents::remote
                hint=tr::talents::remote_hint
                checked=Signal::derive(move || search.with(|query| query.remote == Some(true)))
                on_change=move |anywhere: bool| search.change(move |query| query.remote = anywhere.then_some(true))
            />
        })}
    }
}

#[component]
fn OtherFilters(search: Search, facets: Signal<Vec<Facet>>) -> impl IntoView {
    let any: TextProp = tr::shell::any.into();
    let level = move || search.with(|query| query.level).map(|level| level.to_string()).unwrap_or_default();
    let contract = move || search.with(|query| query.contract).map_or("", Contract::as_str).to_owned();
    let language = move || search.with(|query| query.language).map_or("", Language::as_str).to_owned();
    let day = move || search.with(|query| query.available_by).map(|day| day.to_string()).unwrap_or_default();
    let levels = move || counted(facets, Part::Level, words::eqf_choices());
    let contracts =
        move || counted(facets, Part::Contract, words::choices(Contract::ALL, Contract::as_str, words::contract));
    let languages = move || {
        let name = |language: Language| tr::language_name(language.as_str());
        counted(facets, Part::Language, words::choices(Language::ALL, Language::as_str, name))
    };
    let set_day = move |text: String| match base::day(&text) {
        Some(day) if text.as_str() >= FIRST_YEAR => search.change_now(|query| query.available_by = Some(day)),
        Some(_) => {}
        None => search.change_now(|query| query.available_by = None),
    };
    view! {
        <Select
            id="level"
            label=tr::talents::level
            value=Signal::derive(level)
            on_change=move |level: String| search.change(move |query| query.level = level.parse().ok())
            options=Signal::derive(levels)
            none=any.clone()
        />
        <TextField id="available" label=tr::talents::available_by kind="date" value=Signal::derive(day) on_input=set_day/>
        <Select
            id="contract"
            label=tr::talents::contract
            value=Signal::derive(contract)
            on_change=move |contract: String| search.change(move |query| query.contract = contract.parse().ok())
            options=Signal::derive(contracts)
            none=any.clone()
        />
        <Select
            id="language"
            label=tr::talents::language
            hint=tr::talents::language_hint
            value=Signal::derive(language)
            on_change=move |language: String| search.change(move |query| query.language = language.parse().ok())
            options=Signal::derive(languages)
            none=any
        />
    }
}

/// The choices, each with how many it would find as a condition, whatever is chosen of the same part now.
fn counted(facets: Signal<Vec<Facet>>, part: Part, choices: Vec<Choice>) -> Vec<Choice> {
    facets.with(|facets| {
        let facet = facets.iter().find(|facet| facet.part == part);
        let count = |value: &str| {
            let choice = facet?.choices.iter().find(|choice| choice.value == value)?;
            Some(tr::number(choice.count))
        };
        let labelled = |choice: Choice| match count(&choice.value) {
            Some(count) => Choice { label: tr::talents::choice_count(&choice.label, &count), ..choice },
            None => choice,
        };
        choices.into_iter().map(labelled).collect()
    })
}

/// Words to look for, applied when the field is left or Enter is pressed: half a word finds nobody.
fn words_filter(search: Search) -> AnyView {
    let asked = Memo::new(move |_| search.with(|query| query.q.clone()).unwrap_or_default());
    // What is being typed, beside what was asked for when it began: words that were dropped elsewhere since, or came by
    // going back, take its place.
    let typed = RwSignal::new(None::<(String, String)>);
    let shown = Signal::derive(move || {
        let asked = asked.get();
        typed.get().filter(|(since, _)| *since == asked).map_or(asked, |(_, typed)| typed)
    });
    let set_typed = move |text: String| typed.set(Some((asked.get_untracked(), text)));
    let apply = move || {
        let words = filled(shown.get_untracked().trim().to_owned());
        base::after_paint(move || {
            search.change_now(|query| query.q = words);
            // Once something else is asked for, what was typed counts no more; where it is the same, its spaces go.
            typed.try_set(None);
        });
    };
    view! {
        <form
            class="stack"
            role="search"
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                apply();
            }
        >
            <TextField id="q" label=tr::talents::words hint=tr::talents::words_hint kind="search" value=shown on_input=set_typed/>
            <Button label=tr::talents::words_find icon=Icon::Search submit=true/>
        </form>
    }
    .into_any()
}

/// Makes wishes conditions: those that are set, each with a box.
fn only_filter(search: Search) -> AnyView {
    let wished = Memo::new(move |_| {
        search.with(|query| {
            let set = [
                (Part::Place, query.place.is_some()),
                (Part::Level, query.level.is_some()),
                (Part::Availability, query.available_by.is_some()),
                (Part::Contract, query.contract.is_some()),
                (Part::Language, query.language.is_some()),
            ];
            set.into_iter().filter(|(_, is_set)| *is_set).map(|(part, _)| part).collect::<Vec<_>>()
        })
    });
    (move || {
        let wished = wished.get();
        if wished.is_empty() {
            return ().into_any();
        }
        view! {
            <CheckboxGroup
                id="only"
                label=tr::talents::only
                hint=tr::talents::only_hint
                values=Signal::derive(move || search.with(|query| query.only.0.clone()))
                on_change=move |parts| search.change_now(move |query| query.only = List(parts))
                options=Signal::derive(move || words::choices(&wished, Part::as_str, words::part))
            />
        }
        .into_any()
    })
    .into_any()
}

fn filled(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skill_is_needed_or_welcome_but_not_both() {
        let mut query = TalentQuery { nice: List(vec!["html".into(), "css".into()]), ..TalentQuery::default() };
        set_must(&mut query, vec!["html".into()]);
        assert_eq!((query.must.0, query.nice.0), (vec!["html".into()], vec!["css".into()]));
    }
}
