//! What the catalogue is narrowed by, as it stands in the address.

use leptos::prelude::*;
use passerelle_api::catalogue::CourseQuery;

use crate::{
    i18n as tr,
    query::{use_query, use_set_query},
    words,
};

/// The search of the page.
#[derive(Clone, Copy)]
pub struct Search {
    query: Memo<CourseQuery>,
    set: Callback<CourseQuery>,
}

/// The search that the address holds.
pub fn use_search() -> Search {
    let set = use_set_query::<CourseQuery>();
    Search { query: use_query(), set: Callback::new(move |query| set(&query)) }
}

impl Search {
    /// What is asked of the server: the search, with titles in the interface's language.
    pub fn asked(self) -> CourseQuery {
        CourseQuery { lang: Some(tr::language()), cursor: None, ..self.query.get() }
    }

    /// Reads a part of the search.
    pub fn with<T>(self, read: impl FnOnce(&CourseQuery) -> T) -> T {
        self.query.with(read)
    }

    /// Changes the search, and so the address.
    pub fn change(self, change: impl FnOnce(&mut CourseQuery)) {
        let mut query = CourseQuery { lang: None, cursor: None, ..self.query.get_untracked() };
        change(&mut query);
        self.set.run(query);
    }

    /// Drops every filter.
    pub fn clear(self) {
        self.change(|query| *query = CourseQuery::default());
    }

    /// The filters in use, each with its name.
    pub fn applied(self) -> Vec<(Filter, String)> {
        self.with(|query| Filter::ALL.iter().filter_map(|filter| Some((*filter, filter.name(query)?))).collect())
    }
}

/// One way of narrowing the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    Words,
    Topic,
    Level,
    Length,
    Language,
    Captions,
}

impl Filter {
    const ALL: &[Self] = &[Self::Words, Self::Topic, Self::Level, Self::Length, Self::Language, Self::Captions];

    /// The filter of a query parameter.
    pub fn of_parameter(parameter: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|filter| filter.parameter() == parameter)
    }

    const fn parameter(self) -> &'static str {
        match self {
            Self::Words => "q",
            Self::Topic => "topic",
            Self::Level => "level",
            Self::Length => "length",
            Self::Language => "language",
            Self::Captions => "captions",
        }
    }

    /// What the filter is set to, in words; nothing where it is not in use.
    pub fn name(self, query: &CourseQuery) -> Option<String> {
        let language = |language: passerelle_api::account::Language| tr::language_name(language.as_str());
        match self {
            Self::Words => query.q.as_deref().map(tr::catalogue::chip_words),
            Self::Topic => query.topic.map(words::topic),
            Self::Level => query.level.map(words::level),
            Self::Length => query.length.map(words::length),
            Self::Language => query.language.map(|chosen| tr::catalogue::chip_language(&language(chosen))),
            Self::Captions => query.captions.map(|chosen| tr::catalogue::captions_in(&language(chosen))),
        }
    }

    /// Takes the filter out of a query.
    pub fn drop(self, query: &mut CourseQuery) {
        match self {
            Self::Words => query.q = None,
            Self::Topic => query.topic = None,
            Self::Level => query.level = None,
            Self::Length => query.length = None,
            Self::Language => query.language = None,
            Self::Captions => query.captions = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use passerelle_api::{
        account::Language,
        catalogue::{Length, Level, Topic},
        endpoint::{from_query, to_query},
    };

    use super::*;

    fn full() -> CourseQuery {
        CourseQuery {
            q: Some("cv".into()),
            topic: Some(Topic::Web),
            level: Some(Level::Beginner),
            length: Some(Length::Short),
            language: Some(Language::French),
            captions: Some(Language::Arabic),
            ..CourseQuery::default()
        }
    }

    #[test]
    fn every_filter_drops_the_parameter_it_is_named_after_and_no_other() {
        for filter in Filter::ALL {
            let mut query = full();
            filter.drop(&mut query);
            let kept = to_query(&query);
            let names: Vec<&str> = kept.split('&').filter_map(|pair| pair.split('=').next()).collect();
            assert_eq!(names.len(), Filter::ALL.len() - 1, "{kept}");
            assert!(!names.contains(&filter.parameter()), "{kept}");
            assert_eq!(Filter::of_parameter(filter.parameter()), Some(*filter));
        }
        assert_eq!(Filter::of_parameter("lang"), None);
    }

    #[test]
    fn a_search_reads_back_from_its_address() {
        assert_eq!(from_query::<CourseQuery>(&to_query(&full())), Some(full()));
        assert_eq!(from_query::<CourseQuery>("topic=cooking"), None);
    }
}
