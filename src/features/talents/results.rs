//! Who was found, best first, with what the search is narrowed by.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    id::SkillCode,
    talent::{Facet, Part, TalentList, TalentQuery},
};

use super::{
    calls::{self, Lists},
    card::TalentItem,
    search::{Search, with_search},
};
use crate::{
    forms::read_as_words,
    i18n as tr,
    load::Loader,
    paging::{Paging, paging},
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        card::CardList,
        chip::{Chip, ChipList},
        empty::Empty,
        growing::growing,
        icon::Icon,
        more::More,
    },
    words,
};

const LIST: &str = "talents";

/// The first page of a search, with the search that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub query: TalentQuery,
    pub list: TalentList,
}

/// The results of one search.
#[component]
pub fn Results(search: Search, found: Found) -> impl IntoView {
    let Found { query, list } = found;
    let unclosed = read_as_words(query.q.as_deref());
    let bound = list.scored_at_most.map(|count| {
        view! { <p class="hint">{move || tr::talents::match_bound(&tr::number(count))}</p> }
    });
    let list = if list.total == 0 { nobody(search, list).into_any() } else { view! { <Cards query list/> }.into_any() };
    view! { {unclosed} {bound} {list} }
}

/// The cards, which further pages are added to in place, so that nobody loses theirs.
#[component]
fn Cards(query: TalentQuery, list: TalentList) -> impl IntoView {
    let total = list.total;
    let query = StoredValue::new(query);
    let fetch = move |cursor| async move {
        let page = calls::find(&TalentQuery { cursor: Some(cursor), ..query.get_value() }).await?;
        Ok((page.items, page.next))
    };
    let Paging { items: cards, busy, done, more } = paging((list.items, list.next), tr::talents::came, fetch);
    let shown = move || tr::talents::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    let item = move |number| {
        let card = cards.with_untracked(|cards| cards.get(number).cloned());
        card.map(|card| view! { <TalentItem card query=query.get_value()/> }).into_any()
    };
    view! {
        <div class="talent-rows">
            <CardList id=LIST rows=true>
                {growing(move || cards.with(Vec::len), item)}
            </CardList>
        </div>
        <More label=tr::talents::more shown list=LIST busy done on_more=more/>
    }
}

/// A way out of an empty result: how many it would find, in words, and what it gives up.
type Way = (fn(u64) -> String, fn(&mut TalentQuery));

/// Says that nobody was found, and what would find somebody.
fn nobody(search: Search, list: TalentList) -> impl IntoView {
    let wider = search.get_untracked();
    let wider = wider_radius(&wider, &list.facets).map(|(km, count)| {
        let label = move || tr::talents::relax_radius(count, &words::kilometres(km));
        let widen = move |()| search.change_and_arrive(move |query| query.radius = Some(km));
        view! { <Button label kind=ButtonKind::Primary on_press=widen/> }
    });
    let ways = list.relax.into_iter().filter_map(move |relax| {
        let (label, drop): Way = match relax.filter.as_str() {
            "must" => (tr::talents::relax_must, |query| query.must.0.clear()),
            "q" => (tr::talents::relax_words, |query| query.q = None),
            "only" => (tr::talents::relax_only, |query| query.only.0.clear()),
            _ => return None,
        };
        Some(view! {
            <Button
                label=move || label(relax.count)
                kind=ButtonKind::Primary
                on_press=move |()| search.change_and_arrive(drop)
            />
        })
    });
    let any = search.count() > 0;
    let needs_skills = untrack(|| search.with(|query| query.q.is_none() && !query.must.0.is_empty()));
    let (title, next): (TextProp, TextProp) = if needs_skills {
        (tr::talents::nobody.into(), tr::talents::nobody_next.into())
    } else {
        (tr::talents::nobody_any.into(), tr::talents::nobody_any_next.into())
    };
    view! {
        <Empty title text=next level=3>
            {wider}
            {ways.collect_view()}
            {any.then(|| view! { <Button label=tr::shell::clear_filters on_press=move |()| search.clear()/> })}
        </Empty>
    }
}

/// The next distance at which somebody is found, where the place must be met, and how many there are.
fn wider_radius(query: &TalentQuery, facets: &[Facet]) -> Option<(u32, u64)> {
    let now = query.radius.unwrap_or(passerelle_api::job::limits::RADIUS_DEFAULT);
    let asked = query.only.0.iter().any(|part| part == Part::Place.as_str());
    let facet = facets.iter().find(|facet| facet.part == Part::Place).filter(|_| asked)?;
    let choices = facet.choices.iter().filter_map(|choice| Some((choice.value.parse().ok()?, choice.count)));
    choices.filter(|(km, count)| *km > now && *count > 0).min_by_key(|(km, _)| *km)
}

/// What the search is narrowed by, each with a way to drop it.
#[component]
pub fn Applied(search: Search, lists: Loader<Lists>) -> impl IntoView {
    let chip = move |(name, drop): (String, Drop)| {
        let removed = name.clone();
        let remove = move || tr::shell::remove_filter(&removed);
        let taken = move |()| {
            // Where others are left, the next one takes focus.
            let last = untrack(|| search.count()) == 1;
            let drop = |query: &mut TalentQuery| drop.apply(query);
            if last { search.change_and_arrive(drop) } else { search.change_now(drop) }
        };
        view! { <Chip label=name remove on_remove=taken/> }
    };
    let items = move || chips(&search.get(), lists.value().as_ref()).into_iter().map(chip).collect_view();
    view! {
        <div class="applied" hidden=move || search.count() == 0>
            <ChipList label=tr::talents::applied>{items}</ChipList>
            <Button label=tr::shell::clear_filters kind=ButtonKind::Quiet on_press=move |()| search.clear()/>
            <LinkButton
                href=move || search.with(|query| with_search(&Route::TalentSearches, query))
                label=tr::talents::save_search
                kind=ButtonKind::Quiet
                icon=Icon::Bookmark
            />
        </div>
    }
}

/// What a chip takes out of the search.
#[derive(Clone)]
enum Drop {
    Words,
    Ad,
    Must(SkillCode),
    Nice(SkillCode),
    Place,
    Level,
    Day,
    Contract,
    Language,
}

impl Drop {
    fn apply(&self, query: &mut TalentQuery) {
        match self {
            Self::Must(code) => query.must.0.retain(|other| other != code),
            Self::Nice(code) => query.nice.0.retain(|other| other != code),
            Self::Words => query.q = None,
            Self::Ad => query.job = None,
            Self::Place => (query.place, query.radius, query.remote) = (None, None, None),
            Self::Level => query.level = None,
            Self::Day => query.available_by = None,
            Self::Contract => query.contract = None,
            Self::Language => query.language = None,
        }
    }
}

/// What a search looks for, in words.
pub fn in_words(query: &TalentQuery, lists: Option<&Lists>) -> String {
    let mut parts: Vec<String> = chips(query, lists).into_iter().map(|(words, _)| words).collect();
    let only: Vec<String> = query.only.0.iter().filter_map(|part| part.parse().ok()).map(words::part).collect();
    if !only.is_empty() {
        parts.push(tr::words::labelled(&tr::talents::only(), &tr::list(&only)));
    }
    if parts.is_empty() { tr::saved_talents::all() } else { tr::list(&parts) }
}

fn chips(query: &TalentQuery, lists: Option<&Lists>) -> Vec<(String, Drop)> {
    let skill = |code: &SkillCode| {
        let known = lists.and_then(|lists| lists.skills.iter().find(|skill| skill.code == *code));
        known.map_or_else(|| code.to_string(), |skill| skill.name.clone())
    };
    let mut chips: Vec<(String, Drop)> = Vec::new();
    chips.extend(query.q.as_ref().map(|words| (tr::talents::chip_words(words), Drop::Words)));
    chips.extend(query.job.as_ref().map(|slug| {
        let known = lists.and_then(|lists| lists.jobs.items.iter().find(|job| job.slug == *slug));
        let title = known.map_or_else(|| slug.to_string(), |job| job.title.clone());
        (tr::talents::chip_ad(&title), Drop::Ad)
    }));
    chips.extend(query.must.0.iter().map(|code| (tr::talents::chip_must(&skill(code)), Drop::Must(code.clone()))));
    chips.extend(query.nice.0.iter().map(|code| (tr::talents::chip_nice(&skill(code)), Drop::Nice(code.clone()))));
    chips.extend(query.place.as_ref().map(|slug| {
        let known = lists.and_then(|lists| lists.places.iter().find(|place| place.slug == *slug));
        let name = known.map_or_else(|| slug.to_string(), |place| place.name.clone());
        let radius = query.radius.unwrap_or(passerelle_api::job::limits::RADIUS_DEFAULT);
        let radius = words::kilometres(radius);
        let words = match query.remote {
            Some(true) => tr::talents::chip_place_anywhere(&name, &radius),
            _ => tr::talents::chip_place(&name, &radius),
        };
        (words, Drop::Place)
    }));
    chips.extend(query.level.map(|level| (words::eqf(level), Drop::Level)));
    chips.extend(query.available_by.map(|day| (tr::talents::chip_day(&words::day(day)), Drop::Day)));
    chips.extend(query.contract.map(|contract| (words::contract(contract), Drop::Contract)));
    chips.extend(query.language.map(|language| (tr::language_name(language.as_str()), Drop::Language)));
    chips
}

#[cfg(test)]
mod tests {
    use passerelle_api::{List, catalogue::FacetChoice};

    use super::*;

    #[test]
    fn dropping_a_place_drops_its_radius() {
        let mut query =
            TalentQuery { place: Some("lyon".into()), radius: Some(50), level: Some(4), ..TalentQuery::default() };
        Drop::Place.apply(&mut query);
        assert_eq!(query, TalentQuery { level: Some(4), ..TalentQuery::default() });
    }

    #[test]
    fn dropping_one_skill_leaves_the_others() {
        let mut query = TalentQuery { must: List(vec!["html".into(), "css".into()]), ..TalentQuery::default() };
        Drop::Must("html".into()).apply(&mut query);
        assert_eq!(query.must.0, vec!["css".into()]);
    }

    #[test]
    fn a_place_that_must_be_met_offers_the_next_distance_at_which_somebody_is_found() {
        let choice = |value: &str, count| FacetChoice { value: value.to_owned(), count };
        let choices = vec![choice("10", 0), choice("30", 0), choice("50", 0), choice("100", 3), choice("200", 9)];
        let facets = [Facet { part: Part::Place, choices }];
        let place = TalentQuery { place: Some("lyon".into()), ..TalentQuery::default() };
        let only = TalentQuery { only: List(vec!["place".into()]), ..place.clone() };
        assert_eq!(wider_radius(&only, &facets), Some((100, 3)));
        assert_eq!(wider_radius(&TalentQuery { radius: Some(100), ..only.clone() }, &facets), Some((200, 9)));
        assert_eq!(wider_radius(&TalentQuery { radius: Some(200), ..only }, &facets), None);
        assert_eq!(wider_radius(&place, &facets), None, "a place that is only wished leaves nobody out");
    }
}
