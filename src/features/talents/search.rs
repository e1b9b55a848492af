//! What is looked for, as it stands in the address.

use leptos::prelude::*;
use passerelle_api::{
    List,
    account::Language,
    endpoint::to_query,
    id::{JobSlug, TalentId},
    talent::{Part, TalentQuery},
};

use crate::{
    announce,
    query::{Waiting, use_query, use_set_query},
    route::Route,
};

/// The search of the page.
#[derive(Clone, Copy)]
pub struct Search {
    query: Memo<TalentQuery>,
    write: Callback<TalentQuery>,
    waiting: Waiting<TalentQuery>,
    /// Whether the next answer takes focus.
    arrives: StoredValue<bool>,
}

/// The search of the present address.
pub fn use_search() -> Search {
    let write = use_set_query::<TalentQuery>();
    Search {
        query: use_query(),
        write: Callback::new(move |query| write(&query)),
        waiting: Waiting::new(),
        arrives: StoredValue::new(false),
    }
}

impl Search {
    /// What is looked for now.
    pub fn get(self) -> TalentQuery {
        self.query.get()
    }

    /// The same, for a view that is drawn anew with what was found.
    pub fn get_untracked(self) -> TalentQuery {
        self.query.get_untracked()
    }

    /// The ad that is chosen already, which a list to choose from has to hold.
    pub fn named(self) -> Vec<JobSlug> {
        self.query.with_untracked(|query| query.job.iter().cloned().collect())
    }

    /// Reads a part of what is looked for.
    pub fn with<R>(self, read: impl FnOnce(&TalentQuery) -> R) -> R {
        self.query.with(read)
    }

    /// Looks for something else, from the first page on, once what was pressed is drawn.
    pub fn change(self, change: impl FnOnce(&mut TalentQuery) + 'static) {
        self.waiting.push(change, move |all| self.change_now(all));
    }

    /// Looks for something else at once, where what was pressed is drawn already.
    pub fn change_now(self, change: impl FnOnce(&mut TalentQuery)) {
        // The page may have been left since what was pressed.
        let Some(mut query) = self.query.try_get_untracked() else { return };
        change(&mut query);
        self.write.run(shared(query));
    }

    /// Looks for something else where what was pressed goes with the answer that stands: focus moves to the heading that counts the
    /// next one, which says it. Said in passing besides, it would be heard twice.
    pub fn change_and_arrive(self, change: impl FnOnce(&mut TalentQuery)) {
        let Some(before) = self.query.try_get_untracked() else { return };
        let mut query = before.clone();
        change(&mut query);
        let query = shared(query);
        if query == before {
            // No answer comes to what was asked already.
            return announce::arrive(super::talents_page::COUNT);
        }
        self.arrives.set_value(true);
        self.write.run(query);
    }

    /// Whether the answer that came takes focus, which only one does.
    pub fn takes_focus(self) -> bool {
        self.arrives.try_update_value(std::mem::take).unwrap_or(false)
    }

    /// Looks for anybody.
    pub fn clear(self) {
        self.change_and_arrive(move |query| *query = TalentQuery::default());
    }

    /// How many filters are applied.
    pub fn count(self) -> u64 {
        self.query.with(|query| {
            let single = [
                query.q.is_some(),
                query.job.is_some(),
                query.place.is_some(),
                query.level.is_some(),
                query.available_by.is_some(),
                query.contract.is_some(),
                query.language.is_some(),
            ];
            let skills = query.must.0.len() + query.nice.0.len();
            (skills + single.into_iter().filter(|is_set| *is_set).count()) as u64
        })
    }
}

/// The part of a search that an address carries: the language and the page are the reader's own.
fn shared(mut query: TalentQuery) -> TalentQuery {
    // A condition without its wish excludes nobody.
    let wished = |part: &str| match part.parse() {
        Ok(Part::Place) => query.place.is_some(),
        Ok(Part::Level) => query.level.is_some(),
        Ok(Part::Availability) => query.available_by.is_some(),
        Ok(Part::Contract) => query.contract.is_some(),
        Ok(Part::Language) => query.language.is_some(),
        Ok(Part::MustSkill | Part::NiceSkill) | Err(()) => false,
    };
    let only = query.only.0.iter().filter(|part| wished(part)).cloned().collect();
    query.only = List(only);
    // So does work that can be done from anywhere, without a place that it is far from.
    query.remote = query.remote.filter(|remote| *remote && query.place.is_some());
    TalentQuery { lang: None, cursor: None, ..query }
}

/// The search as the server is asked for it.
pub fn in_language(query: &TalentQuery, lang: Language) -> TalentQuery {
    TalentQuery { lang: Some(lang), ..shared(query.clone()) }
}

/// The address of a route that keeps the search, so that a match is explained by what was looked for.
pub fn with_search(route: &Route, query: &TalentQuery) -> String {
    let (path, query) = (route.path(), to_query(&shared(query.clone())));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The address of a talent's page, with the search that led there.
pub fn talent_href(talent: &TalentId, query: &TalentQuery) -> String {
    with_search(&Route::Talent(talent.clone()), query)
}

#[cfg(test)]
mod tests {
    use passerelle_api::endpoint::from_query;

    use super::*;

    #[test]
    fn an_address_carries_the_search_but_not_the_page() {
        let query = TalentQuery {
            must: List(vec!["html".into(), "css".into()]),
            level: Some(4),
            lang: Some(Language::French),
            cursor: Some("x".into()),
            ..TalentQuery::default()
        };
        let href = talent_href(&"t 1".into(), &query);
        assert_eq!(href, "/talents/t%201?must=html%2Ccss&level=4");
        let read: Option<TalentQuery> = from_query("must=html%2Ccss&level=4");
        assert_eq!(read, Some(shared(query)));
    }

    #[test]
    fn a_condition_goes_with_its_wish() {
        let only = List(vec!["level".to_owned(), "place".to_owned(), "shoe".to_owned()]);
        let query = TalentQuery { level: Some(4), only, ..TalentQuery::default() };
        assert_eq!(shared(query).only.0, ["level"]);
    }

    #[test]
    fn no_search_leaves_no_question_mark() {
        assert_eq!(with_search(&Route::Talents, &TalentQuery::default()), "/talents");
    }
}
