//! The ads that were found as a map: circles with counts, each a link to the ads around it, and the same places as a list.

use leptos::{ev::MouseEvent, prelude::*};
use passerelle_api::job::{JobQuery, PlaceCount};
use passerelle_rules::{
    distance::km,
    map::{Circle, Dot, WIDTH, draw, regions},
};

use super::{
    calls,
    search::{Search, address, asked},
};
use crate::{
    i18n as tr,
    load::{Loaded, load},
};

/// Distances that a circle may lead to; the last holds whatever is in it.
const REACHES: [u32; 7] = [10, 20, 30, 50, 100, 200, 500];

/// The distance that holds one place and no other, so that its link finds as many ads as it says.
const ITSELF: u32 = 1;

/// The panel.
pub fn panel(search: Search) -> AnyView {
    let places = load(
        move || asked(&search.get(), tr::language()),
        |query| async move { calls::job_places(&JobQuery { sort: None, ..query }).await },
    );
    view! {
        <section class="job-map" aria-labelledby="job-map-title">
            <h3 id="job-map-title">{tr::map::title}</h3>
            <Loaded loader=places view=move |places| shown(search, places)/>
        </section>
    }
    .into_any()
}

fn shown(search: Search, places: Vec<PlaceCount>) -> AnyView {
    if places.is_empty() {
        return view! { <p>{tr::map::none}</p> }.into_any();
    }
    let dots: Vec<Dot> = places.iter().map(dot).collect();
    let regions = regions(&dots).into_iter().map(|region| {
        let inside: Vec<PlaceCount> = region.into_iter().filter_map(|place| places.get(place).cloned()).collect();
        drawn_region(search, inside)
    });
    let maps: Vec<AnyView> = regions.collect();
    let items: Vec<AnyView> = places.iter().map(|item| listed(search, item)).collect();
    view! {
        <p>{tr::map::hint}</p>
        <div class="maps">{maps}</div>
        <ul class="map-places" role="list" aria-labelledby="job-map-title">{items}</ul>
    }
    .into_any()
}

/// A map of places that are not too far from one another. The first has the most ads.
fn drawn_region(search: Search, places: Vec<PlaceCount>) -> AnyView {
    let dots: Vec<Dot> = places.iter().map(dot).collect();
    let map = draw(&dots);
    let circles: Vec<AnyView> = map.circles.into_iter().map(|circle| drawn(search, &places, circle)).collect();
    let frame = ["0 0 ", &WIDTH.to_string(), " ", &map.height.to_string()].concat();
    let name = places.first().map(|first| first.place.name.clone()).unwrap_or_default();
    // A map is not mirrored where text runs the other way.
    view! {
        <svg class="map" viewBox=frame dir="ltr" role="group" aria-label=move || tr::map::around(&name)>{circles}</svg>
    }
    .into_any()
}

fn dot(item: &PlaceCount) -> Dot {
    Dot { lat: item.lat, lon: item.lon, count: item.count }
}

/// The search narrowed to a place and a distance around it.
fn narrowed(search: Search, item: &PlaceCount, radius: u32) -> JobQuery {
    JobQuery { place: Some(item.place.slug.clone()), radius: Some(radius), ..search.get() }
}

/// Goes there in place, so that the map stays, unless somebody opens it elsewhere. What was pressed may be gone then.
fn go(search: Search, query: JobQuery) -> impl Fn(MouseEvent) {
    move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let query = query.clone();
        search.change_and_arrive(move |search| *search = query);
    }
}

fn drawn(search: Search, places: &[PlaceCount], circle: Circle) -> AnyView {
    let Circle { x, y, radius, count, places: inside } = circle;
    let Some(main) = inside.first().and_then(|first| places.get(*first)) else { return ().into_any() };
    let others = inside.iter().filter_map(|place| places.get(*place));
    let farthest = others.map(|item| km(dot(main).spot(), dot(item).spot())).max();
    let reach = farthest.map_or(ITSELF, |km| REACHES.into_iter().find(|reach| *reach > km).unwrap_or(500));
    let query = narrowed(search, main, if inside.len() > 1 { reach } else { ITSELF });
    let name = main.place.name.clone();
    // What is seen is also what is heard: the place, how many more are with it, and the ads of all.
    let name = move || match inside.len() as u64 {
        0 | 1 => name.clone(),
        all => [&name, " +", &tr::number(all - 1)].concat(),
    };
    let below = y + radius + 17;
    view! {
        // The group tells the macro that this is the link of a drawing, and not the one of a text.
        <g>
            <a href=address(&query) on:click=go(search, query)>
                <circle class="map-circle" cx=x.to_string() cy=y.to_string() r=radius.to_string()></circle>
                <text class="map-name" x=x.to_string() y=below.to_string()>{name}</text>
                " "
                <text class="map-count" x=x.to_string() y=y.to_string()>{move || tr::number(count)}</text>
            </a>
        </g>
    }
    .into_any()
}

fn listed(search: Search, item: &PlaceCount) -> AnyView {
    let query = narrowed(search, item, ITSELF);
    let (name, count) = (item.place.name.clone(), item.count);
    view! {
        <li>
            <a href=address(&query) on:click=go(search, query)>{move || tr::map::one(&name, &tr::jobs::found(count))}</a>
        </li>
    }
    .into_any()
}
