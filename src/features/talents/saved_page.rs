//! Searches for talents that one keeps: saving the one that the address carries, and who is new in each.

use std::sync::Arc;

use leptos::prelude::*;
use passerelle_api::{
    endpoint::to_query,
    id::JobSlug,
    saved_search::Look,
    talent::TalentQuery,
    talent_search::{TalentSearch, TalentSearchChange, TalentSearchNews},
};

use super::{
    calls::{self, Lists},
    card::TalentItem,
    results::in_words,
    search::with_search,
};
use crate::{
    announce::PageHeading,
    gate::EmployerGate,
    i18n as tr,
    load::{Load, Loaded, Loader, load, load_known},
    query::use_query,
    route::Route,
    saved::{self, Again, Doing, Kept, MINE, Renaming, Searched, Words, all_news_words},
    ui::{
        button::{ButtonKind, LinkButton},
        card::CardList,
        empty::Empty,
        icon::{Glyph, Icon},
    },
};

const WORDS: Words = Words { count: tr::saved_talents::new_count, show_new: tr::saved_talents::show_new };

/// One's own saved searches for talents.
#[component]
pub fn TalentSearchesPage() -> impl IntoView {
    view! {
        <a class="back-link" href=Route::Talents.path()>
            <Glyph icon=Icon::Back/>
            {tr::saved_talents::to_talents}
        </a>
        <PageHeading text=tr::saved_talents::title/>
        <p class="lead">{tr::saved_talents::lead}</p>
        <EmployerGate why=tr::saved_talents::why let_in=true>{page()}</EmployerGate>
    }
}

fn page() -> AnyView {
    let searches = load(|| (), |()| calls::searches());
    let renaming = Renaming::new(None);
    let search = use_query::<TalentQuery>();
    // The ads that they are about, each of which has to be called by its title, though it may be closed by now.
    let named = Memo::new(move |_| {
        let saved = match searches.state() {
            Load::Loaded(saved) => saved,
            // The form needs none of them, and the list says itself that it failed.
            Load::Failed(_) => Vec::new(),
            Load::Loading | Load::Slow => return None,
        };
        let mut named: Vec<JobSlug> = search.with(|search| search.job.iter().cloned().collect());
        named.extend(saved.into_iter().filter_map(|saved| saved.search.job));
        named.sort();
        named.dedup();
        Some(named)
    });
    let lists = load_known(move || Some((tr::language(), named.get()?)), |(lang, named)| calls::lists(lang, named));
    let asked = Memo::new(move |_| search.with(|search| *search != TalentQuery::default()));
    view! {
        {move || asked.get().then(|| view! {
            <Loaded loader=lists view=move |lists| save_form(search.get_untracked(), lists, searches)/>
        })}
        <h2 id=MINE tabindex="-1">{tr::saved::mine}</h2>
        <Loaded loader=searches view=move |list| searches_view(list, searches, lists, renaming)/>
    }
    .into_any()
}

/// The form that saves the search of the address under a name.
fn save_form(search: TalentQuery, lists: Lists, searches: Loader<Vec<TalentSearch>>) -> AnyView {
    let draft = ["talent-search:", &to_query(&search)].concat();
    let again = Again::new(move |heading| searches.retry_to(heading));
    let looked_for = search.clone();
    saved::form(&draft, (move || in_words(&looked_for, Some(&lists))).into(), keeping(search), again)
}

/// Keeps a search under an id and a name.
fn keeping(search: TalentQuery) -> saved::Keep {
    Arc::new(move |id, name| {
        let change = TalentSearchChange { name, search: search.clone() };
        Box::pin(async move { calls::save_search(id, &change).await.map(drop) })
    })
}

fn searches_view(
    list: Vec<TalentSearch>,
    searches: Loader<Vec<TalentSearch>>,
    lists: Loader<Lists>,
    renaming: Renaming,
) -> AnyView {
    if list.is_empty() {
        return view! {
            <Empty title=tr::saved_talents::empty text=tr::saved_talents::empty_text level=3>
                <LinkButton href=Route::Talents.path() label=tr::saved_talents::to_talents icon=Icon::Search/>
            </Empty>
        }
        .into_any();
    }
    let again = Again::new(move |heading| searches.retry_to(heading));
    let kept = |saved: TalentSearch| {
        let TalentSearch { id, name, search, looked_at, new } = saved;
        let (looked_for, asked, id) = (search.clone(), search.clone(), id.0);
        let own = id.clone();
        Kept {
            id,
            name,
            href: with_search(&Route::Talents, &search),
            looks_for: (move || in_words(&looked_for, lists.value().as_ref())).into(),
            looked_ms: looked_at.timestamp_millis(),
            new,
            keep: keeping(search),
            delete: |id| Box::pin(calls::delete_search(id)),
            news: Arc::new(move |searched| news_view(own.clone(), asked.clone(), searched, again)),
        }
    };
    saved::items(list.into_iter().map(kept).collect(), WORDS, renaming, again)
}

/// Who is new in a search.
fn news_view(id: String, search: TalentQuery, searched: Searched, again: Again) -> AnyView {
    let asked = id.clone();
    let news = load(tr::language, move |lang| calls::news(asked.clone(), lang));
    view! {
        <Loaded loader=news view=move |news| news_list(news, id.clone(), search.clone(), searched.clone(), again)/>
    }
    .into_any()
}

fn news_list(news: TalentSearchNews, id: String, search: TalentQuery, searched: Searched, again: Again) -> AnyView {
    let TalentSearchNews { items, total, at } = news;
    let shown = items.len() as u64;
    let look = move || -> Doing {
        let id = id.clone();
        Box::pin(async move { calls::look(id, Look { until: Some(at) }).await.map(drop) })
    };
    let item = |card| view! { <TalentItem card query=search.clone() level=4/> }.into_any();
    let cards: Vec<AnyView> = items.into_iter().map(item).collect();
    view! {
        <div class="talent-rows"><CardList rows=true>{cards}</CardList></div>
        {(shown < total).then(|| view! {
            <p>{move || tr::saved_talents::more_new(&tr::number(shown), &tr::number(total))}</p>
        })}
        {saved::looked_button(look, Signal::stored((shown < total).then_some(total)), searched, again)}
    }
    .into_any()
}

/// Beside the talents: how many are new in one's own saved searches. Nobody who has none is told anything.
pub fn alerts(_: ()) -> AnyView {
    let searches = load(|| (), |()| calls::searches());
    let shown = move || {
        let list = searches.value().filter(|list| !list.is_empty())?;
        let new: Vec<u64> = list.iter().filter_map(|saved| saved.new).collect();
        let label = move || tr::saved::alerts(&all_news_words(&new, tr::saved_talents::new_count));
        let href = Route::TalentSearches.path();
        Some(view! { <LinkButton href label kind=ButtonKind::Quiet icon=Icon::Bookmark/> })
    };
    // A failure here is told where the searches themselves are; the talents stand without it.
    shown.into_any()
}
