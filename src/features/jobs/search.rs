//! What is looked for, as it stands in the address.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    endpoint::to_query,
    hiring::CompanyQuery,
    job::{JobQuery, JobSort, limits},
};

use crate::{
    announce,
    query::{Waiting, use_query, use_set_query},
    route::Route,
};

/// The search of the page.
#[derive(Clone, Copy)]
pub struct Search {
    query: Memo<JobQuery>,
    write: Callback<JobQuery>,
    waiting: Waiting<JobQuery>,
    /// Whether the next answer takes focus.
    arrives: StoredValue<bool>,
}

/// The search of the present address.
pub fn use_search() -> Search {
    let write = use_set_query::<JobQuery>();
    let write = Callback::new(move |query| write(&query));
    // What is shown as a filter is what the server is asked for, also where somebody wrote the address by hand.
    let address = use_query::<JobQuery>();
    let query = Memo::new(move |_| address.with(|query| shared(query.clone())));
    Search { query, write, waiting: Waiting::new(), arrives: StoredValue::new(false) }
}

impl Search {
    /// What is looked for now.
    pub fn get(self) -> JobQuery {
        self.query.get()
    }

    /// Reads a part of what is looked for.
    pub fn with<R>(self, read: impl FnOnce(&JobQuery) -> R) -> R {
        self.query.with(read)
    }

    /// Looks for something else, from the first page on, once what was pressed is drawn.
    pub fn change(self, change: impl FnOnce(&mut JobQuery) + 'static) {
        self.waiting.push(change, move |all| self.change_now(all));
    }

    /// Looks for something else at once, where what was pressed is drawn already.
    pub fn change_now(self, change: impl FnOnce(&mut JobQuery)) {
        // The page may have been left since what was pressed.
        let Some(mut query) = self.query.try_get_untracked() else { return };
        change(&mut query);
        self.write.run(shared(query));
    }

    /// Looks for something else where what was pressed goes with the answer that stands: focus moves to the heading that counts the
    /// next one, which says it. Said in passing besides, it would be heard twice.
    pub fn change_and_arrive(self, change: impl FnOnce(&mut JobQuery)) {
        let Some(before) = self.query.try_get_untracked() else { return };
        let mut query = before.clone();
        change(&mut query);
        let query = shared(query);
        if query == before {
            // No answer comes to what was asked already.
            return announce::arrive(super::results::COUNT);
        }
        self.arrives.set_value(true);
        self.write.run(query);
    }

    /// Whether the answer that came takes focus, which only one does.
    pub fn takes_focus(self) -> bool {
        self.arrives.try_update_value(std::mem::take).unwrap_or(false)
    }

    /// Drops every filter and keeps the order.
    pub fn clear(self) {
        self.change_and_arrive(move |query| *query = JobQuery { sort: query.sort, ..JobQuery::default() });
    }
}

/// The address of the job board with a search.
pub fn address(query: &JobQuery) -> String {
    let query = to_query(query);
    if query.is_empty() { Route::Jobs.path() } else { [&Route::Jobs.path(), "?", &query].concat() }
}

/// The address of the companies likely to hire for what a search of ads looks for.
pub fn companies_address(query: &JobQuery) -> String {
    let JobQuery { occupation, place, radius, .. } = query.clone();
    // Companies are looked for around a place.
    let radius = radius.filter(|km| *km != limits::RADIUS_ITSELF);
    let query = to_query(&JobQuery { occupation, place, radius, ..JobQuery::default() });
    if query.is_empty() { Route::Companies.path() } else { [&Route::Companies.path(), "?", &query].concat() }
}

/// The companies that a search asks for. Its address is that of a search of ads, which has all of this and more.
pub fn companies_asked(query: &JobQuery, lang: Language) -> CompanyQuery {
    let JobQuery { q, occupation, place, radius, .. } = shared(query.clone());
    CompanyQuery { q, occupation, place, radius, lang: Some(lang), cursor: None }
}

/// Whether the days that a start is looked for between are in the wrong order.
pub fn days_crossed(query: &JobQuery) -> bool {
    query.start_from.zip(query.start_to).is_some_and(|(from, to)| to < from)
}

/// The search without what the server would refuse, which is said beside its field.
pub fn sound(query: &JobQuery) -> JobQuery {
    let mut query = shared(query.clone());
    if days_crossed(&query) {
        query.start_to = None;
    }
    query
}

/// The search as the server is asked for it.
pub fn asked(query: &JobQuery, lang: Language) -> JobQuery {
    JobQuery { lang: Some(lang), ..sound(query) }
}

/// The part of a search that an address carries: the language and the page are the reader's own. What stands on something
/// else goes with it.
fn shared(mut query: JobQuery) -> JobQuery {
    if query.place.is_none() {
        query.radius = None;
        query.sort = query.sort.filter(|sort| *sort != JobSort::Nearest);
    }
    query.q = query.q.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    JobQuery { lang: None, cursor: None, ..query }
}

#[cfg(test)]
mod tests {
    use passerelle_api::NaiveDate;

    use super::*;

    #[test]
    fn without_a_place_nothing_is_near() {
        let query = JobQuery { radius: Some(50), sort: Some(JobSort::Nearest), ..JobQuery::default() };
        assert_eq!(shared(query), JobQuery::default());
    }

    #[test]
    fn an_address_carries_neither_language_nor_page() {
        let query = JobQuery {
            lang: Some(Language::Arabic),
            cursor: Some("x".into()),
            q: Some(" web ".into()),
            ..JobQuery::default()
        };
        assert_eq!(shared(query), JobQuery { q: Some("web".into()), ..JobQuery::default() });
    }

    #[test]
    fn days_in_the_wrong_order_are_not_asked_for() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 9, day);
        let query = JobQuery { start_from: day(20), start_to: day(10), ..JobQuery::default() };
        assert!(days_crossed(&query));
        assert_eq!(asked(&query, Language::French).start_to, None);
        assert_eq!(sound(&query).start_to, None, "nor are they kept or followed");
        let query = JobQuery { start_from: day(10), start_to: day(10), ..JobQuery::default() };
        assert_eq!(asked(&query, Language::French).start_to, day(10));
    }
}
