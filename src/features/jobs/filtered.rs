//! What a search of ads is narrowed by: each filter with a way to drop it, and which to drop where nothing is found.

use leptos::{prelude::*, text_prop::TextProp};
use passerelle_api::{
    FieldError,
    catalogue::Relax,
    endpoint::to_query,
    job::{JobQuery, Remote},
    reference::{Occupation, Place},
};

use super::{
    narrowing::{self, Narrowing},
    saved_page::save_path,
    search::{Search, sound},
};
use crate::{
    forms::reason,
    i18n::{self as tr, Namespace},
    lazy::{self, Fetching, with_words},
    load::Loader,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        chip::{Chip, ChipList},
        empty::Empty,
        icon::Icon,
    },
};

/// What there is to say of the filters of a search.
#[derive(Clone, Copy)]
pub enum Filtered {
    /// What is applied.
    By(Search, Loader<Vec<Place>>, Memo<Named>),
    /// Nothing was found; these filters, dropped alone, would find something.
    Nothing(Search, StoredValue<Vec<Relax>>),
    /// In the order by match, only so many ads were compared with the profile.
    Bound(u64),
    /// The search was refused for these, which an address or a long text asks for.
    Refused(StoredValue<Vec<FieldError>>),
}

/// The place and the occupation that were asked for, once their names are known, and how far the search had to go around the place.
pub type Named = (Option<Place>, Option<Occupation>, Option<u32>);

/// The panel.
pub fn panel(filtered: Filtered) -> AnyView {
    match filtered {
        Filtered::By(search, places, named) => applied(search, places, named),
        Filtered::Bound(count) => {
            view! { <p class="hint">{move || tr::jobs::match_bound(&tr::number(count))}</p> }.into_any()
        }
        Filtered::Nothing(search, relax) => nothing(search, relax.get_value()),
        Filtered::Refused(errors) => refused(errors.get_value()),
    }
}

/// Says which filters were refused and why: the failure in place of the ads names none of them.
fn refused(errors: Vec<FieldError>) -> AnyView {
    let line = |error: FieldError| {
        let narrowing = Narrowing::of(&error.field)?;
        Some(view! { <p>{move || tr::words::labelled(&narrowing.label(), &reason(&error))}</p> }.into_any())
    };
    let lines: Vec<AnyView> = errors.into_iter().filter_map(line).collect();
    view! { <div role="alert">{lines}</div> }.into_any()
}

/// Says that nothing was found, and which filter to drop to find something.
fn nothing(search: Search, relax: Vec<Relax>) -> AnyView {
    let any_way = !relax.is_empty();
    let ways = relax.into_iter().filter_map(move |relax| {
        let narrowing = Narrowing::of(&relax.filter)?;
        let label = move || tr::jobs::relax(relax.count, &narrowing.label());
        let drop = move |()| {
            search.change_and_arrive(move |query| narrowing.drop(query));
        };
        Some(view! { <Button label on_press=drop/> })
    });
    let text: TextProp = if any_way { tr::jobs::nothing_relax.into() } else { tr::jobs::nothing_next.into() };
    view! {
        <Empty title=tr::jobs::nothing text level=3>
            {ways.collect_view()}
        </Empty>
    }
    .into_any()
}

/// What the search is narrowed by, each with a way to drop it.
fn applied(search: Search, places: Loader<Vec<Place>>, named: Memo<Named>) -> AnyView {
    let chip = move |(narrowing, value): (Narrowing, String)| {
        let remove = tr::shell::remove_filter(&tr::words::labelled(&narrowing.label(), &value));
        let drop = move |()| {
            // Where others are left, the next one takes focus.
            let last = untrack(|| search.with(narrowing::count)) == 1;
            let drop = |query: &mut JobQuery| narrowing.drop(query);
            if last { search.change_and_arrive(drop) } else { search.change_now(drop) }
        };
        view! { <Chip label=value remove on_remove=drop/> }
    };
    let items = move || {
        let (place, occupation, widened_km) = named.get();
        let mut query = search.get();
        if place.as_ref().map(|place| &place.slug) == query.place.as_ref() {
            query.radius = query.radius.or(widened_km);
        }
        // Towns of feeds are in no list, and their names come with the ads.
        let places: Vec<Place> = places.value().into_iter().flatten().chain(place).collect();
        narrowing::applied(&query, &places, occupation.as_ref()).into_iter().map(chip).collect_view()
    };
    view! {
        <div class="job-applied">
            <ChipList label=tr::jobs::applied>{items}</ChipList>
            {clear_all(search)}
            <LinkButton
                href=move || save_path(&sound(&search.get()))
                label=tr::jobs::save_search
                kind=ButtonKind::Quiet
                icon=Icon::Bookmark
            />
            <a class="job-feed" href=move || feed(&sound(&search.get())) rel="external">{tr::jobs::feed}</a>
        </div>
        {unsaid(search)}
    }
    .into_any()
}

/// Says of work on site that ads are among what is found that do not say where the work is done.
fn unsaid(search: Search) -> AnyView {
    let on_site = Memo::new(move |_| search.with(|query| query.remote == Some(Remote::OnSite)));
    // The words are fetched with it, since most searches do not ask for this.
    let fetch: fn() -> Fetching<()> = || {
        let hint: fn(()) -> AnyView = |()| view! { <p class="hint">{tr::more_filters::on_site_hint}</p> }.into_any();
        with_words(&[Namespace::MoreFilters], Box::pin(std::future::ready(Ok(hint))))
    };
    (move || on_site.get().then(|| lazy::panel(fetch, ()))).into_any()
}

/// The address of the search as others follow it. It is the server's, so that the app's own navigation leaves it alone.
fn feed(search: &JobQuery) -> String {
    format!("{}?{}", passerelle_api::job::FEED_PATH, to_query(search))
}

/// Drops every filter. The button goes with them, so focus moves to what is found now.
fn clear_all(search: Search) -> impl IntoView {
    let clear = move |()| search.clear();
    view! { <Button label=tr::shell::clear_filters kind=ButtonKind::Quiet on_press=clear/> }
}
