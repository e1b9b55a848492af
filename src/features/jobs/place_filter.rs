//! Where one looks: one of the larger towns, or another place that is found by its name, and how far around it.

use leptos::prelude::*;
use passerelle_api::{job::limits, reference::Place};
use passerelle_rules::facet::with_own;

use super::{
    filters::{Facets, any, counted},
    place_picker::{self, Placing},
    search::Search,
};
use crate::{
    i18n as tr,
    lazy::{self, ChunkMissing, Fetching, panels},
    sheet,
    ui::{
        button::{Button, ButtonKind},
        field::{Choice, Select},
    },
    words,
};

/// The list of the larger towns.
pub(super) const FIELD: &str = "job-place";

panels! {
    place_panel(Placing) => place_picker::panel;
}

/// Where a place is typed, fetched when it is asked for: most choose from the list, or no place at all.
const OTHERS: fn() -> Fetching<Placing> = || {
    Box::pin(async {
        let (sheet, panel) = futures_util::future::join(sheet::ensure(&["picker"]), place_panel()).await;
        sheet.map_err(|_| ChunkMissing)?;
        panel
    })
};

/// A place, and how far around it.
#[component]
pub(super) fn PlaceFilter(
    search: Search,
    /// Those on offer.
    places: Vec<Place>,
    /// The place of the search, once it is known how it is called.
    #[prop(into)]
    named: Signal<Option<Place>>,
    /// How many ads each distance would leave, once that is known.
    facets: Facets,
) -> impl IntoView {
    let (open, typed) = (RwSignal::new(false), RwSignal::new(None::<Place>));
    let placing = Placing { search, open, typed };
    let chosen = move || search.with(|query| query.place.as_ref().map(ToString::to_string)).unwrap_or_default();
    let options = move || {
        let own = search.with(|query| query.place.clone());
        // A place that is not on offer stands in the list as well, so that the list says what is.
        let own = own.filter(|slug| places.iter().all(|place| place.slug != *slug)).map(|slug| {
            let is_own = |place: &Option<Place>| place.clone().filter(|place| place.slug == slug);
            let known = named.with(is_own).or_else(|| typed.with(is_own));
            Choice::named(slug.as_str(), known.map_or_else(|| slug.to_string(), |place| place.name))
        });
        let offered = places.iter().map(|place| Choice::named(place.slug.as_str(), place.name.clone()));
        offered.chain(own).collect::<Vec<_>>()
    };
    let set = move |place: String| {
        search.change_now(|query| query.place = (!place.is_empty()).then(|| place.as_str().into()))
    };
    let radius = move || search.with(|query| query.radius).map(|km| km.to_string()).unwrap_or_default();
    let radii = move || {
        let own = search.with(|query| query.radius);
        let choices =
            with_own(&limits::RADII, own).into_iter().map(|km| Choice::new(km.to_string(), words::kilometres(km)));
        counted(facets, "radius", choices.collect(), &radius())
    };
    let has_place = Memo::new(move |_| search.with(|query| query.place.is_some()));
    let set_radius = move |radius: String| search.change(move |query| query.radius = radius.parse().ok());
    view! {
        <Select
            id=FIELD
            label=tr::jobs::place
            value=Signal::derive(chosen)
            on_change=set
            options=Signal::derive(options)
            none=any()
        />
        // In a frame of its own, since the frame of the filters stretches what is in it.
        <div>
            <Button
                label=tr::jobs::place_other
                kind=ButtonKind::Quiet
                controls="job-place-other"
                expanded=Signal::from(open)
                on_press=move |()| open.update(|open| *open = !*open)
            />
        </div>
        <div id="job-place-other">{move || open.get().then(|| lazy::panel(OTHERS, placing))}</div>
        {move || has_place.get().then(|| view! {
            <Select
                id="job-radius"
                label=tr::jobs::radius
                value=Signal::derive(radius)
                on_change=set_radius
                options=Signal::derive(radii)
                none=|| tr::jobs::radius_auto(&words::kilometres(limits::RADIUS_DEFAULT))
            />
        })}
    }
}
