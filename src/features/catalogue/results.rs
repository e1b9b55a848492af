//! What the catalogue found.

use leptos::prelude::*;
use passerelle_api::catalogue::{CourseCard, CourseList, CourseQuery, Relax};

use super::{
    calls,
    search::{Filter, Search},
};
use crate::{
    course_card::CourseTile,
    forms::FailureNotice,
    i18n as tr,
    ui::{
        button::{Button, ButtonKind},
        card::CardList,
        empty::Empty,
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
    let (first, total) = (list.items.len() as u64, list.total);
    let more = RwSignal::new(Vec::<CourseCard>::new());
    let next = RwSignal::new(list.next);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None);
    let ask = Callback::new(move |()| {
        let Some(cursor) = next.get_untracked() else { return };
        let query = CourseQuery { cursor: Some(cursor), ..query.clone() };
        busy.set(true);
        failure.set(None);
        leptos::task::spawn_local(async move {
            match calls::courses(&query).await {
                // A list that was left meanwhile has no place for what came late.
                Ok(list) => {
                    more.try_update(|more| more.extend(list.items));
                    next.try_set(list.next);
                }
                Err(reason) => {
                    failure.try_set(Some(reason));
                }
            }
            busy.try_set(false);
        });
    });
    let tile = |card: CourseCard| view! { <CourseTile card/> };
    let shown = move || tr::catalogue::shown(&tr::number(first + more.with(Vec::len) as u64), &tr::number(total));
    view! {
        <CardList id=LIST>
            {list.items.into_iter().map(tile).collect_view()}
            {move || more.get().into_iter().map(tile).collect_view()}
        </CardList>
        <div role="alert">{move || failure.get().map(|failure| view! { <FailureNotice failure retry=ask/> })}</div>
        <More
            label=tr::catalogue::more
            shown
            list=LIST
            busy
            done=Signal::derive(move || next.with(Option::is_none))
            on_more=ask
        />
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
