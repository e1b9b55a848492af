//! Saved searches: saving the one that the address carries, and what is new in each.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    endpoint::to_query,
    job::JobQuery,
    reference::{Occupation, Place},
    saved_search::{Look, SavedSearch, SavedSearchChange, SavedSearchNews},
};
use passerelle_rules::facet::kept_radius;

use super::{
    calls,
    card::JobItem,
    narrowing,
    search::{address, asked, sound},
};
use crate::{
    announce::PageHeading,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    paging::{Paging, paging},
    query::use_query,
    route::Route,
    saved::{self, Again, Doing, Kept, MINE, Renaming, Searched, Words, all_news_words},
    ui::{
        button::{ButtonKind, LinkButton},
        card::CardList,
        empty::Empty,
        growing::growing,
        icon::Icon,
        more::More,
    },
};

const WORDS: Words = Words { count: tr::saved::new_count, show_new: tr::saved::show_new };

/// One's own saved searches.
#[component]
pub fn SavedSearchesPage() -> impl IntoView {
    view! {
        <PageHeading text=tr::saved::title/>
        <p class="lead">{tr::saved::lead}</p>
        <Gate why=tr::saved::why>{saved()}</Gate>
    }
}

/// The address of the page that saves a search.
pub fn save_path(search: &JobQuery) -> String {
    format!("{}?{}", Route::SavedSearches.path(), to_query(search))
}

fn saved() -> AnyView {
    let searches = load(tr::language, calls::saved_searches);
    let renaming = Renaming::new(None);
    let query = use_query::<JobQuery>();
    // What the form says it keeps is what the server takes, also where somebody wrote the address by hand.
    let search = Memo::new(move |_| query.with(sound));
    let is_asked = Memo::new(move |_| search.with(looks_for_something));
    // The names of what is looked for come with its answer: towns of feeds are in no list. So does how far the search had to go, which
    // stays with it.
    let form = move || {
        let found = load(
            move || asked(&search.get(), tr::language()),
            |query| async move {
                let (has_place, chosen) = (query.place.is_some(), query.radius);
                let found = calls::find(&JobQuery { sort: None, ..query }).await?;
                let radius = kept_radius(has_place, chosen, found.total, found.widened_km);
                Ok((radius, Named { place: found.place, occupation: found.occupation }))
            },
        );
        let filled =
            move |(radius, named): (Option<u32>, Named)| save_form(search.get_untracked(), radius, named, searches);
        view! { <Loaded loader=found view=filled/> }.into_any()
    };
    view! {
        {move || is_asked.get().then(form)}
        <h2 id=MINE tabindex="-1">{tr::saved::mine}</h2>
        <Loaded loader=searches view=move |list| searches_view(list, searches, renaming)/>
    }
    .into_any()
}

/// Whether an address asks for some of the ads. The language that it is read in is no part of a search.
fn looks_for_something(search: &JobQuery) -> bool {
    JobQuery { lang: None, ..search.clone() } != JobQuery::default()
}

/// What of a search has names that its address does not hold.
#[derive(Debug, Clone, PartialEq)]
struct Named {
    place: Option<Place>,
    occupation: Option<Occupation>,
}

/// What a search looks for, in words.
fn in_words(search: &JobQuery, named: &Named) -> String {
    let parts = narrowing::applied(search, named.place.as_slice(), named.occupation.as_ref());
    let parts: Vec<String> = parts.into_iter().map(|(_, value)| value).collect();
    if parts.is_empty() { tr::saved::all() } else { tr::list(&parts) }
}

/// The form that saves the search of the address under a name, with the distance that stays with it.
fn save_form(search: JobQuery, radius: Option<u32>, named: Named, searches: Loader<Vec<SavedSearch>>) -> AnyView {
    let draft = ["saved-search:", &to_query(&search)].concat();
    let search = JobQuery { radius, ..search };
    let again = Again::new(move |heading| searches.retry_to(heading));
    let looked_for = search.clone();
    saved::form(&draft, (move || in_words(&looked_for, &named)).into(), keeping(search), again)
}

/// Keeps a search under an id and a name.
fn keeping(search: JobQuery) -> saved::Keep {
    Arc::new(move |id, name| {
        let change = SavedSearchChange { name, search: search.clone() };
        Box::pin(async move { calls::save_search(id, &change).await.map(drop) })
    })
}

fn searches_view(list: Vec<SavedSearch>, searches: Loader<Vec<SavedSearch>>, renaming: Renaming) -> AnyView {
    if list.is_empty() {
        return view! {
            <Empty title=tr::saved::empty text=tr::saved::empty_text level=3>
                <LinkButton href=Route::Jobs.path() label=tr::saved::to_jobs/>
            </Empty>
        }
        .into_any();
    }
    let again = Again::new(move |heading| searches.retry_to(heading));
    let kept = |saved: SavedSearch| {
        let SavedSearch { id, name, search, place, occupation, looked_at, new } = saved;
        let named = Named { place, occupation };
        let (looked_for, id) = (search.clone(), id.0);
        let asked = id.clone();
        Kept {
            id,
            name,
            href: address(&search),
            looks_for: (move || in_words(&looked_for, &named)).into(),
            looked_ms: looked_at.timestamp_millis(),
            new,
            keep: keeping(search),
            delete: |id| Box::pin(calls::delete_search(id)),
            news: Arc::new(move |searched| news_view(asked.clone(), searched, again)),
        }
    };
    saved::items(list.into_iter().map(kept).collect(), WORDS, renaming, again)
}

/// The new ads of a search.
fn news_view(id: String, searched: Searched, again: Again) -> AnyView {
    let asked = id.clone();
    let news = load(tr::language, move |lang| calls::news(asked.clone(), lang, None));
    view! { <Loaded loader=news view=move |news| news_list(news, id.clone(), searched.clone(), again)/> }.into_any()
}

fn news_list(news: SavedSearchNews, id: String, searched: Searched, again: Again) -> AnyView {
    let SavedSearchNews { items, total, next, at } = news;
    let list = ["saved-news-", &id].concat();
    let asked = StoredValue::new(id.clone());
    let fetch = move |cursor| async move {
        let part = calls::news(asked.get_value(), untrack(tr::language), Some(cursor)).await?;
        Ok((part.items, part.next))
    };
    let Paging { items: cards, busy, done, more } = paging((items, next), tr::jobs::came, fetch);
    let shown = move || tr::jobs::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    let item = move |number| {
        let card = cards.with_untracked(|cards| cards.get(number).cloned());
        card.map(|card| view! { <JobItem card/> }).into_any()
    };
    // Until all of them stand there, the button says how many it is about.
    let all = Signal::derive(move || (!done.get()).then_some(total));
    let look = move || -> Doing {
        let id = id.clone();
        Box::pin(async move { calls::look(id, Look { until: Some(at) }).await.map(drop) })
    };
    view! {
        <CardList id=list.clone() rows=true>{growing(move || cards.with(Vec::len), item)}</CardList>
        <More label=tr::jobs::more shown list busy done on_more=more/>
        {saved::looked_button(look, all, searched, again)}
    }
    .into_any()
}

/// On the job board: how much is new in one's own saved searches. Nobody who has none is told anything.
pub fn alerts(_: ()) -> AnyView {
    let searches = load(tr::language, calls::saved_searches);
    let shown = move || {
        let list = searches.value().filter(|list| !list.is_empty())?;
        let new: Vec<u64> = list.iter().filter_map(|saved| saved.new).collect();
        let label = move || tr::saved::alerts(&all_news_words(&new, tr::saved::new_count));
        Some(view! { <LinkButton href=Route::SavedSearches.path() label kind=ButtonKind::Quiet icon=Icon::Bookmark/> })
    };
    // A failure here is told where the searches themselves are; the ads stand without it.
    shown.into_any()
}

#[cfg(test)]
mod tests {
    use passerelle_api::account::Language;

    use super::*;

    #[test]
    fn a_language_alone_is_no_search() {
        let arabic = JobQuery { lang: Some(Language::Arabic), ..JobQuery::default() };
        assert!(!looks_for_something(&arabic));
        assert!(looks_for_something(&JobQuery { q: Some("web".into()), ..arabic }));
    }
}
