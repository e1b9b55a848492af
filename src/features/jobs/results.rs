//! The ads that were found, with what the search is narrowed by.

use leptos::prelude::*;
use passerelle_api::job::{JobList, JobQuery, JobSort, limits};

use super::{
    calls,
    card::JobItem,
    filtered::{self, Filtered},
    search::{Search, companies_address},
};
use crate::{
    forms::read_as_words,
    i18n as tr,
    lazy::{self, panels},
    paging::{Paging, paging},
    route::Route,
    session::use_session,
    ui::{
        button::LinkButton,
        card::CardList,
        field::{Choice, Select},
        growing::growing,
        more::More,
        notice::Notice,
    },
    words,
};

/// Where so few ads are found, the way to the companies likely to hire stands below them.
const FEW: u64 = 5;

/// The id of the heading that says how many ads were found, which takes focus where what had it is gone.
pub const COUNT: &str = "job-count";

const LIST: &str = "job-list";

/// The first page of a search, with the search that it answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub query: JobQuery,
    pub list: JobList,
    /// The order by match was asked for by somebody who has no profile to match.
    pub needs_profile: bool,
}

/// The results of one search.
#[component]
pub fn Results(search: Search, found: Found) -> impl IntoView {
    let Found { query, list, needs_profile } = found;
    let (widened, bound) = (list.widened_km, list.scored_at_most.map(|most| filtered(Filtered::Bound(most))));
    let unclosed = read_as_words(query.q.as_deref());
    let likely = (list.total <= FEW).then(|| {
        view! { <p><a class="lone-link" href=companies_address(&query)>{tr::jobs::likely}</a></p> }.into_any()
    });
    let outcomes =
        view! { <p><a class="lone-link" href=Route::Outcomes.path()>{tr::jobs::outcomes}</a></p> }.into_any();
    let list = if list.total == 0 { nothing(search, list) } else { view! { <Cards query list/> }.into_any() };
    view! { {needs_profile.then(match_needs)} {unclosed} {widened.map(wider)} {bound} {list} {likely} {outcomes} }
}

/// Says that the search went farther than it does by itself.
fn wider(km: u32) -> AnyView {
    let usual = || words::kilometres(limits::RADIUS_DEFAULT);
    view! {
        <Notice title=move || tr::jobs::widened(&usual())>
            <p>{move || tr::jobs::widened_text(&words::kilometres(km))}</p>
        </Notice>
    }
    .into_any()
}

/// Says why the ads do not come by match. The profile's own page lets somebody sign in first.
fn match_needs() -> AnyView {
    view! {
        <Notice title=tr::jobs::match_needs>
            <p>{tr::jobs::match_needs_text}</p>
            <LinkButton href=Route::Profile.path() label=tr::jobs::match_profile/>
        </Notice>
    }
    .into_any()
}

panels! {
    filtered_panel(Filtered) => filtered::panel;
}

/// What a search is narrowed by, fetched once it is: most come without a filter, and find something.
pub(super) fn filtered(filtered: Filtered) -> AnyView {
    lazy::panel(|| Box::pin(filtered_panel()), filtered)
}

fn nothing(search: Search, list: JobList) -> AnyView {
    filtered(Filtered::Nothing(search, StoredValue::new(list.relax)))
}

/// The cards, which further pages are added to in place, so that nobody loses theirs.
#[component]
fn Cards(query: JobQuery, list: JobList) -> impl IntoView {
    let total = list.total;
    let query = StoredValue::new(query);
    let fetch = move |cursor| async move {
        let page = calls::find(&JobQuery { cursor: Some(cursor), ..query.get_value() }).await?;
        Ok((page.items, page.next))
    };
    let Paging { items: cards, busy, done, more } = paging((list.items, list.next), tr::jobs::came, fetch);
    let shown = move || tr::jobs::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    let item = move |number| {
        let card = cards.with_untracked(|cards| cards.get(number).cloned());
        card.map(|card| view! { <JobItem card/> }).into_any()
    };
    view! {
        <CardList id=LIST rows=true>
            {growing(move || cards.with(Vec::len), item)}
        </CardList>
        <More label=tr::jobs::more shown list=LIST busy done on_more=more/>
    }
}

/// The order of the list. Ads are near to something only once a place is chosen.
#[component]
pub fn Order(search: Search) -> impl IntoView {
    let session = use_session();
    let order = move || search.with(|query| query.sort.unwrap_or(JobSort::Newest)).as_str().to_owned();
    let options = move || {
        let near = search.with(|query| query.place.is_some());
        let chosen = search.with(|query| query.sort);
        let offered = |sort: &&JobSort| match sort {
            JobSort::Nearest => near,
            // One that the address asks for stands in the list, so that the list says what is.
            JobSort::Match => session.account().is_some() || chosen == Some(JobSort::Match),
            JobSort::Newest | JobSort::Pay | JobSort::FewestApplicants => true,
        };
        let orders = JobSort::ALL.iter().filter(offered);
        orders.map(|sort| Choice::new(sort.as_str(), order_name(*sort))).collect::<Vec<_>>()
    };
    let set = move |order: String| {
        search.change(move |query| query.sort = order.parse().ok().filter(|sort| *sort != JobSort::Newest));
    };
    view! {
        <div class="job-order">
            <Select
                id="job-order"
                label=tr::jobs::order
                value=Signal::derive(order)
                on_change=set
                options=Signal::derive(options)
            />
        </div>
    }
}

fn order_name(sort: JobSort) -> String {
    match sort {
        JobSort::Newest => tr::jobs::order_newest(),
        JobSort::Nearest => tr::jobs::order_nearest(),
        JobSort::Pay => tr::jobs::order_pay(),
        JobSort::FewestApplicants => tr::jobs::order_fewest_applicants(),
        JobSort::Match => tr::jobs::order_match(),
    }
}
