//! The page that searches in what is said.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    transcript::{TranscriptHits, TranscriptSearch},
};

use super::{calls, results::results};
use crate::{
    announce::{PageHeading, announce},
    i18n as tr,
    load::{Loaded, Loader, load},
    query::{use_query, use_set_query},
    route::Route,
    ui::{
        field::{Choice, Select},
        search_box::SearchBox,
    },
    watch::watch_from,
};

/// The id of the heading above the results.
pub const COUNT: &str = "search-count";

/// What was found, with the search that it answers. Nothing was asked where it has no words.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub query: TranscriptSearch,
    pub hits: Option<TranscriptHits>,
}

impl Found {
    /// How many places are shown, in words.
    pub fn count(&self) -> Option<String> {
        let hits = self.hits.as_ref()?;
        let count = hits.items.len() as u64;
        Some(if hits.next.is_some() { tr::search::first(count) } else { tr::search::found(count) })
    }
}

/// Every transcript, searched by the words in the address.
#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query::<TranscriptSearch>();
    let set = use_set_query::<TranscriptSearch>();
    let change = Callback::new(move |query: TranscriptSearch| set(&query));
    let asked = Memo::new(move |_| TranscriptSearch { cursor: None, ..query.get() });
    let loader = load(
        move || asked.get(),
        |query| async move {
            let words = query.q.as_deref().unwrap_or_default().trim().is_empty();
            let hits = if words { None } else { Some(calls::search(&query).await?) };
            Ok(Found { query, hits })
        },
    );
    say_count(loader);
    let find = move |words: String| {
        change.run(TranscriptSearch { q: Some(words).filter(|words| !words.is_empty()), ..asked.get_untracked() });
    };
    let choose =
        move |code: String| change.run(TranscriptSearch { language: code.parse().ok(), ..asked.get_untracked() });
    let languages = || {
        let choice = |language: &Language| Choice::new(language.as_str(), tr::language_name(language.as_str()));
        Language::ALL.iter().map(choice).collect::<Vec<_>>()
    };
    view! {
        <PageHeading text=tr::search::title/>
        <p class="lead">{tr::search::lead}</p>
        <div class="transcript-search">
            <SearchBox
                id="words"
                label=tr::search::label
                button=tr::shell::search
                hint=tr::search::hint
                value=Signal::derive(move || query.get().q.unwrap_or_default())
                on_search=find
            />
            <Select
                id="language"
                label=tr::search::language
                none=tr::search::any_language
                value=Signal::derive(move || query.get().language.map(|language| language.as_str().to_owned()).unwrap_or_default())
                on_change=choose
                options=Signal::derive(languages)
            />
        </div>
        <Loaded loader view=results/>
        <p><a class="lone-link" href=Route::Catalogue.path()>{tr::search::to_courses}</a></p>
    }
}

/// Says how many places there are whenever that was asked anew, and also when the page opens with words in its address.
fn say_count(loader: Loader<Found>) {
    watch_from(move |before: Option<Option<TranscriptSearch>>| {
        let before = before.flatten();
        let Some(found) = loader.value() else { return before };
        if before.as_ref() != Some(&found.query)
            && let Some(count) = found.count()
        {
            announce(count);
        }
        Some(found.query)
    });
}
