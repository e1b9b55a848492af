//! What the catalogue found.

use leptos::prelude::*;
use passerelle_api::catalogue::{CourseList, CourseQuery, Relax};

use super::{
    calls,
    search::{Filter, Search},
};
use crate::{
    course_card::CourseTile,
    i18n as tr,
    paging::{Paging, paging},
    ui::{
        button::{Button, ButtonKind},
        card::CardList,
        empty::Empty,
        growing::growing,
        more::More,
    },
};

/// The id of the list, which grows where the reader asks for more.
const LIST: &str = "courses";

/// A list together with what was asked for, so that the one is never shown for the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub query: CourseQuery,
    pub list: CourseList,
}

/// The courses, or what to do when there are none.
#[component]
pub fn Results(search: Search, found: Found) -> impl IntoView {
    let Found { query, list } = found;
    if list.items.is_empty() {
        return view! { <NothingFound search relax=list.relax/> }.into_any();
    }
    let total = list.total;
    let query = StoredValue::new(query);
    let fetch = move |cursor| async move {
        let page = calls::courses(&CourseQuery { cursor: Some(cursor), ..query.get_value() }).await?;
        Ok((page.items, page.next))
    };
    let Paging { items: cards, busy, done, more } = paging((list.items, list.next), tr::catalogue::came, fetch);
    let item = move |number| {
        let card = cards.with_untracked(|cards| cards.get(number).cloned());
        card.map(|card| view! { <CourseTile card/> }).into_any()
    };
    let shown = move || tr::catalogue::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    view! {
        <CardList id=LIST>{growing(move || cards.with(Vec::len), item)}</CardList>
        <More label=tr::catalogue::more shown list=LIST busy done on_more=more/>
    }
    .into_any()
}

/// No course: each filter that stands in the way, with what would be found without it.
#[component]
fn NothingFound(search: Search, relax: Vec<Relax>) -> impl IntoView {
    let ways: Vec<(Filter, u64)> =
        relax.iter().filter_map(|relax| Some((Filter::of_parameter(&relax.filter)?, relax.count))).collect();
    let text = if ways.is_empty() { tr::catalogue::empty_clear } else { tr::catalogue::empty_relax };
    let way = move |(filter, count): (Filter, u64)| {
        let label = move || {
            let name = search.with(|query| filter.name(query)).unwrap_or_default();
            tr::catalogue::relax(count, &name)
        };
        view! { <Button label on_press=move |()| search.change(|query| filter.drop(query))/> }
    };
    view! {
        <Empty title=tr::catalogue::empty level=3 text>
            {ways.into_iter().map(way).collect_view()}
            <Button label=tr::shell::clear_filters kind=ButtonKind::Quiet on_press=move |()| search.clear()/>
        </Empty>
    }
}
