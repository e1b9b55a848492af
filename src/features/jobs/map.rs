//! The ads that were found as a map: circles with counts, and the same places as a list. A circle of one place leads to its ads, one
//! of several to these in the list, where each leads to its own.

use leptos::{ev::MouseEvent, prelude::*};
use passerelle_api::job::{JobQuery, PlaceCount, limits};
use passerelle_rules::map::{Circle, Dot, Lead, WIDTH, draw, regions};

use super::{
    calls,
    search::{Search, address, asked},
};
use crate::{
    base, i18n as tr,
    load::{Loaded, load},
};

/// What the end of the address says where the map is open.
pub const PART: &str = "map";

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
        region_of(search, &inside)
    });
    let (maps, lines): (Vec<AnyView>, Vec<Vec<AnyView>>) = regions.unzip();
    view! {
        <p>{tr::map::hint}</p>
        <div class="maps">{maps}</div>
        <ul class="map-places" role="list" aria-labelledby="job-map-title">{lines}</ul>
    }
    .into_any()
}

/// A map of places that are not too far from one another, of which the first has the most ads, and a line of the list for each circle.
fn region_of(search: Search, places: &[PlaceCount]) -> (AnyView, Vec<AnyView>) {
    let dots: Vec<Dot> = places.iter().map(dot).collect();
    let map = draw(&dots);
    let circles: Vec<AnyView> = map.circles.iter().map(|circle| drawn(search, places, circle)).collect();
    let lines: Vec<AnyView> = map.circles.iter().map(|circle| told(search, places, circle)).collect();
    let frame = ["0 0 ", &WIDTH.to_string(), " ", &map.height.to_string()].concat();
    let name = places.first().map(|first| first.place.name.clone()).unwrap_or_default();
    // A map is not mirrored where text runs the other way.
    let drawing = view! {
        <svg class="map" viewBox=frame dir="ltr" role="group" aria-label=move || tr::map::around(&name)>{circles}</svg>
    };
    (drawing.into_any(), lines)
}

fn dot(item: &PlaceCount) -> Dot {
    Dot { lat: item.lat, lon: item.lon, count: item.count }
}

/// The search narrowed to a place and no other, so that its link finds as many ads as it says: two towns may be a kilometre apart.
fn narrowed(search: Search, item: &PlaceCount) -> JobQuery {
    JobQuery { place: Some(item.place.slug.clone()), radius: Some(limits::RADIUS_ITSELF), ..search.get() }
}

/// The place where a circle stands.
fn main_of<'places>(places: &'places [PlaceCount], circle: &Circle) -> Option<&'places PlaceCount> {
    circle.places.first().and_then(|first| places.get(*first))
}

/// What a circle is called: the place where it stands, and how many more are in it.
fn called(main: &PlaceCount, all: usize) -> impl Fn() -> String + use<> {
    let name = main.place.name.clone();
    move || match all as u64 {
        0 | 1 => name.clone(),
        all => [&name, " +", &tr::number(all - 1)].concat(),
    }
}

/// Where the places of a circle stand in the list.
fn list_id(main: &PlaceCount) -> String {
    ["map-near-", main.place.slug.as_str()].concat()
}

/// Takes a press, unless somebody opens the link elsewhere with it.
fn pressed(then: impl Fn() + 'static) -> Box<dyn Fn(MouseEvent)> {
    Box::new(move |event| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        then();
    })
}

/// Goes there in place, so that the map stays. What was pressed may be gone then.
fn go(search: Search, query: JobQuery) -> Box<dyn Fn(MouseEvent)> {
    pressed(move || {
        let query = query.clone();
        search.change_and_arrive(move |search| *search = query);
    })
}

/// Goes to the places of a circle in the list.
fn show(places: String) -> Box<dyn Fn(MouseEvent)> {
    pressed(move || {
        base::focus(&places);
    })
}

fn drawn(search: Search, places: &[PlaceCount], circle: &Circle) -> AnyView {
    let Some(main) = main_of(places, circle) else { return ().into_any() };
    let (href, press) = match circle.lead() {
        Lead::Ads => {
            let query = narrowed(search, main);
            (address(&query), go(search, query))
        }
        Lead::Places => {
            let here = [&address(&search.get()), "#", PART].concat();
            (here, show(list_id(main)))
        }
    };
    let Circle { x, y, radius, count, .. } = *circle;
    let below = y + radius + 17;
    // What is seen is also what is heard: the place, how many more are with it, and the ads of all.
    view! {
        // The group tells the macro that this is the link of a drawing, and not the one of a text.
        <g>
            <a href=href on:click=press>
                <circle class="map-circle" cx=x.to_string() cy=y.to_string() r=radius.to_string()></circle>
                <text class="map-name" x=x.to_string() y=below.to_string()>{called(main, circle.places.len())}</text>
                " "
                <text class="map-count" x=x.to_string() y=y.to_string()>{move || tr::number(count)}</text>
            </a>
        </g>
    }
    .into_any()
}

/// What a circle says, as a line of the list: the link of its only place, or its places below what they have together.
fn told(search: Search, places: &[PlaceCount], circle: &Circle) -> AnyView {
    let Some(main) = main_of(places, circle) else { return ().into_any() };
    let inside = circle.places.iter().filter_map(|place| places.get(*place));
    match circle.lead() {
        Lead::Ads => view! { <li>{link(search, main)}</li> }.into_any(),
        Lead::Places => {
            let links: Vec<AnyView> = inside.map(|item| view! { <li>{link(search, item)}</li> }.into_any()).collect();
            let (id, name, count) = (list_id(main), called(main, circle.places.len()), circle.count);
            view! {
                <li class="map-near">
                    <h4 id=id.clone() tabindex="-1">{move || tr::map::one(&name(), &tr::jobs::found(count))}</h4>
                    <ul class="map-places" role="list" aria-labelledby=id>{links}</ul>
                </li>
            }
            .into_any()
        }
    }
}

fn link(search: Search, item: &PlaceCount) -> AnyView {
    let query = narrowed(search, item);
    let (name, count) = (item.place.name.clone(), item.count);
    view! {
        <a href=address(&query) on:click=go(search, query)>{move || tr::map::one(&name, &tr::jobs::found(count))}</a>
    }
    .into_any()
}
