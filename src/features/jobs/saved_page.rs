//! Saved searches: saving the one that the address carries, and what is new in each.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use passerelle_api::{
    endpoint::to_query,
    job::JobQuery,
    reference::Place,
    saved_search::{Look, SavedSearch, SavedSearchChange, SavedSearchNews, limits},
};

use super::{calls, card::JobItem, narrowing, search::address};
use crate::{
    announce::PageHeading,
    base,
    draft::draft,
    gate::Gate,
    i18n as tr,
    load::{Loaded, Loader, load},
    press::use_press,
    query::use_query,
    route::Route,
    sending::{Field, Sending, SendingNotes, submits},
    session::use_session,
    toast::{Tone, use_toasts},
    ui::{
        button::{Button, ButtonKind, LinkButton},
        card::CardList,
        empty::Empty,
        field::TextField,
        icon::Icon,
    },
};

const FIELDS: &[Field] = &[("name", "saved-name", tr::saved::name)];

/// The id of the heading above the list, which takes focus where what had it is gone.
const MINE: &str = "saved-mine";

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
    let places = load(tr::language, calls::places);
    let searches = load(|| (), |()| calls::saved_searches());
    let search = use_query::<JobQuery>();
    let asked = Memo::new(move |_| search.with(|search| *search != JobQuery::default()));
    view! {
        {move || asked.get().then(|| view! {
            <Loaded loader=places view=move |places| save_form(search.get_untracked(), places, searches)/>
        })}
        <h2 id=MINE tabindex="-1">{tr::saved::mine}</h2>
        <Loaded loader=searches view=move |list| searches_view(list, searches, places)/>
    }
    .into_any()
}

/// What a search looks for, in words.
fn in_words(search: &JobQuery, places: &[Place]) -> String {
    let parts: Vec<String> = narrowing::applied(search, places, None).into_iter().map(|(_, value)| value).collect();
    if parts.is_empty() { tr::saved::all() } else { tr::list(&parts) }
}

/// The form that saves the search of the address under a name.
fn save_form(search: JobQuery, places: Vec<Place>, searches: Loader<Vec<SavedSearch>>) -> AnyView {
    let (session, toasts, navigate) = (use_session(), use_toasts(), use_navigate());
    let path = use_location().pathname;
    let words = untrack(|| in_words(&search, &places));
    let fresh = words.chars().take(limits::NAME as usize).collect::<String>();
    let name = draft(&["saved-search:", &to_query(&search)].concat(), fresh);
    let sending = Sending::new(FIELDS);
    // Made once, so that the same search sent twice is kept once.
    let id = StoredValue::new(base::fresh_key().0);
    let search = StoredValue::new(search);
    let send = Callback::new(move |()| {
        let change = SavedSearchChange { name: name.get_untracked(), search: search.get_value() };
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            let work = || calls::save_search(id.get_value(), &change);
            if sending.send(session.send(work)).await.is_some() {
                name.sent();
                toasts.show(Tone::Done, tr::saved::saved());
                // Without its query the page has no form any more, so focus goes to the list with the new search.
                searches.retry_to(MINE.to_owned());
                let here = path.get_untracked();
                navigate(&here, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
            }
        });
    });
    view! {
        <section class="saved-form" aria-labelledby="saved-form">
            <h2 id="saved-form">{tr::saved::form}</h2>
            <form
                novalidate=true
                on:submit=submits(send)
            >
                <SendingNotes sending retry=send/>
                <p>{move || tr::words::labelled(&tr::saved::looks_for(), &search.with_value(|search| in_words(search, &places)))}</p>
                <TextField
                    id="saved-name"
                    label=tr::saved::name
                    hint=tr::saved::name_hint
                    value=Signal::derive(move || name.get())
                    on_input=move |text| name.update(|name| *name = text)
                    error=sending.error("name")
                    required=true
                />
                <Button label=tr::saved::save kind=ButtonKind::Primary icon=Icon::Bookmark submit=true busy=sending.busy()/>
            </form>
        </section>
    }
    .into_any()
}

fn searches_view(list: Vec<SavedSearch>, searches: Loader<Vec<SavedSearch>>, places: Loader<Vec<Place>>) -> AnyView {
    if list.is_empty() {
        return view! {
            <Empty title=tr::saved::empty text=tr::saved::empty_text level=3>
                <LinkButton href=Route::Jobs.path() label=tr::saved::to_jobs/>
            </Empty>
        }
        .into_any();
    }
    let items: Vec<AnyView> = list.into_iter().map(|search| item(search, searches, places)).collect();
    view! { <ul class="applications" role="list">{items}</ul> }.into_any()
}

/// How many ads are new, or why nobody can tell.
fn news_words(new: Option<u64>) -> String {
    match new {
        Some(0) => tr::saved::none_new(),
        Some(count) => tr::saved::new_count(count),
        None => tr::saved::broken(),
    }
}

fn item(saved: SavedSearch, searches: Loader<Vec<SavedSearch>>, places: Loader<Vec<Place>>) -> AnyView {
    let SavedSearch { id, name, search, looked_at, new } = saved;
    let heading = format!("saved-{id}");
    let since = looked_at.timestamp_millis();
    let open = RwSignal::new(false);
    let href = address(&search);
    let (about, about_delete) = (name.clone(), name.clone());
    let news = StoredValue::new(id.0.clone());
    let back = StoredValue::new(heading.clone());
    view! {
        <li class="application">
            <article aria-labelledby=heading.clone()>
                <h3 class="application-title" id=heading.clone() tabindex="-1"><a href=href>{name}</a></h3>
                <p>{move || in_words(&search, &places.value().unwrap_or_default())}</p>
                <p><strong>{move || news_words(new)}</strong></p>
                <p class="hint">{move || tr::saved::since(&tr::date_time(since))}</p>
                <div class="cluster">
                    {(new.unwrap_or_default() > 0).then(|| view! {
                        <Button
                            label=tr::saved::show_new
                            about=move || tr::saved::about(&about)
                            icon=Icon::Eye
                            expanded=Signal::from(open)
                            on_press=move |()| open.update(|open| *open = !*open)
                        />
                    })}
                    {delete_button(id.0, about_delete, searches)}
                </div>
                {move || open.get().then(|| news_view(news.get_value(), back.get_value(), searches))}
            </article>
        </li>
    }
    .into_any()
}

fn delete_button(id: String, name: String, searches: Loader<Vec<SavedSearch>>) -> AnyView {
    let press = use_press();
    let delete = move |()| {
        let id = id.clone();
        let done = move |()| {
            press.done(tr::saved::deleted());
            searches.retry_to(MINE.to_owned());
        };
        press.send(move || calls::delete_search(id.clone()), done);
    };
    view! {
        <Button
            label=tr::saved::delete
            about=move || tr::saved::about(&name)
            kind=ButtonKind::Quiet
            icon=Icon::Trash
            busy=press.busy()
            on_press=delete
        />
    }
    .into_any()
}

/// The new ads of a search, with the way to say that they were seen: until then they stay new.
fn news_view(id: String, heading: String, searches: Loader<Vec<SavedSearch>>) -> AnyView {
    let asked = id.clone();
    let news = load(tr::language, move |lang| calls::news(asked.clone(), lang));
    view! { <Loaded loader=news view=move |news| news_list(news, id.clone(), heading.clone(), searches)/> }.into_any()
}

fn news_list(news: SavedSearchNews, id: String, heading: String, searches: Loader<Vec<SavedSearch>>) -> AnyView {
    let press = use_press();
    let SavedSearchNews { items, total, at } = news;
    let shown = items.len() as u64;
    let looked = move |()| {
        let (id, heading) = (id.clone(), heading.clone());
        press.send(move || calls::look(id.clone(), Look { until: Some(at) }), move |_| searches.retry_to(heading));
    };
    let cards: Vec<AnyView> = items.into_iter().map(|card| view! { <JobItem card/> }.into_any()).collect();
    view! {
        <CardList rows=true>{cards}</CardList>
        {(shown < total).then(|| view! {
            <p>{move || tr::saved::more_new(&tr::number(shown), &tr::number(total))}</p>
        })}
        <Button label=tr::saved::looked icon=Icon::Check busy=press.busy() on_press=looked/>
    }
    .into_any()
}

/// On the job board: how much is new in one's own saved searches. Nobody who has none is told anything.
pub fn alerts(_: ()) -> AnyView {
    let searches = load(|| (), |()| calls::saved_searches());
    let shown = move || {
        let list = searches.value().filter(|list| !list.is_empty())?;
        let new: u64 = list.iter().filter_map(|saved| saved.new).sum();
        let label = move || tr::saved::alerts(&news_words(Some(new)));
        Some(view! { <LinkButton href=Route::SavedSearches.path() label kind=ButtonKind::Quiet icon=Icon::Bookmark/> })
    };
    // A failure here is told where the searches themselves are; the ads stand without it.
    shown.into_any()
}
