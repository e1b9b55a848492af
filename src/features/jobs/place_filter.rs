//! Where one looks: a place of all that are known here, found by its name while it is typed, and how far around it.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use passerelle_api::{
    job::limits,
    reference::{Place, limits as names},
};

use super::{calls, filters::with_own, search::Search};
use crate::{
    announce::Announcer,
    base,
    forms::FailureNotice,
    i18n as tr,
    load::{Load, Loader, load},
    ui::{
        button::{Button, ButtonKind},
        chip::{Chip, ChipList},
        field::{Choice, Select},
        icon::{Glyph, Icon},
    },
    watch::watch,
    words,
};

/// Kilometres on offer around a place.
const RADII: [u32; 6] = [10, 20, 30, 50, 100, 200];

/// The field in which a place is typed.
const FIELD: &str = "job-place";

/// Whoever types on asks for nothing meanwhile.
const PAUSE: Duration = Duration::from_millis(200);

/// A place, and how far around it.
#[component]
pub(super) fn PlaceFilter(
    search: Search,
    /// Those on offer where nothing is typed.
    places: Vec<Place>,
    /// The place of the search, once it is known how it is called.
    #[prop(into)]
    named: Signal<Option<Place>>,
) -> impl IntoView {
    let picking = Picking::new(search, places, named);
    let radius = move || search.with(|query| query.radius).map(|km| km.to_string()).unwrap_or_default();
    let radii = move || {
        let own = search.with(|query| query.radius);
        with_own(&RADII, own)
            .into_iter()
            .map(|km| Choice::new(km.to_string(), words::kilometres(km)))
            .collect::<Vec<_>>()
    };
    let has_place = Memo::new(move |_| search.with(|query| query.place.is_some()));
    let set_radius = move |radius: String| search.change(|query| query.radius = radius.parse().ok());
    view! {
        {picking.view()}
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

/// A place as it is looked for.
#[derive(Clone, Copy)]
struct Picking {
    search: Search,
    offered: StoredValue<Vec<Place>>,
    named: Signal<Option<Place>>,
    /// The last that was chosen here, whose name is known before the search is answered.
    chosen: RwSignal<Option<Place>>,
    sought: RwSignal<String>,
    /// What of it the server was asked.
    asked: RwSignal<String>,
    browsing: RwSignal<bool>,
    /// Whether Enter was pressed before the answer was there.
    entered: RwSignal<bool>,
    found: Loader<(String, Vec<Place>)>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    announcer: Option<Announcer>,
}

impl Picking {
    fn new(search: Search, places: Vec<Place>, named: Signal<Option<Place>>) -> Self {
        let asked = RwSignal::new(String::new());
        let found = load(
            move || (asked.get(), tr::language()),
            |(typed, lang)| async move {
                let places =
                    if typed.is_empty() { Vec::new() } else { calls::places_named(lang, typed.clone()).await? };
                Ok((typed, places))
            },
        );
        let picking = Self {
            search,
            offered: StoredValue::new(places),
            named,
            chosen: RwSignal::new(None),
            sought: RwSignal::new(String::new()),
            asked,
            browsing: RwSignal::new(false),
            entered: RwSignal::new(false),
            found,
            waiting: StoredValue::new(None),
            announcer: use_context(),
        };
        watch(move || {
            if picking.entered.get()
                && let Some(answer) = picking.answer()
            {
                picking.entered.set(false);
                answer.into_iter().take(1).for_each(|place| picking.choose(place));
            }
        });
        picking
    }

    /// What is typed, as it is asked.
    fn typed(self) -> String {
        let most = usize::try_from(names::NAME).unwrap_or(usize::MAX);
        self.sought.with(|sought| sought.trim().chars().take(most).collect())
    }

    /// The places of what is typed now; nothing before their answer is there.
    fn answer(self) -> Option<Vec<Place>> {
        let typed = self.typed();
        let (answered, places) = self.found.value()?;
        (answered == typed).then_some(places)
    }

    /// Asks for what is typed: at once, or once nobody types on.
    fn ask(self, at_once: bool) {
        if let Some(handle) = self.waiting.get_value() {
            handle.clear();
        }
        let ask = move || {
            // A page that was left meanwhile asks for nothing.
            if self.sought.try_get_untracked().is_some() {
                self.asked.set(untrack(move || self.typed()));
            }
        };
        if at_once {
            ask();
        } else {
            self.waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
        }
    }

    fn choose(self, place: Place) {
        self.sought.set(String::new());
        self.asked.set(String::new());
        self.browsing.set(false);
        if let Some(announcer) = self.announcer {
            announcer.say(tr::jobs::place_chosen(&place.name));
        }
        self.search.change(|query| query.place = Some(place.slug.clone()));
        self.chosen.set(Some(place));
        // The button that was pressed goes, so focus returns to where the next one is typed.
        base::focus(FIELD);
    }

    /// How the place of the search is called.
    fn name(self) -> Option<String> {
        let slug = self.search.with(|query| query.place.clone())?;
        let own = |place: &Option<Place>| place.clone().filter(|place| place.slug == slug);
        let offered = || self.offered.with_value(|all| all.iter().find(|place| place.slug == slug).cloned());
        let known = self.named.with(own).or_else(|| self.chosen.with(own)).or_else(offered);
        Some(known.map_or_else(|| slug.to_string(), |place| place.name))
    }

    /// What may be chosen now.
    fn fitting(self) -> Vec<Place> {
        if !self.typed().is_empty() {
            return self.answer().unwrap_or_default();
        }
        if self.browsing.get() { self.offered.get_value() } else { Vec::new() }
    }

    fn told(self) -> Option<String> {
        if self.typed().is_empty() {
            return None;
        }
        let Some(answer) = self.answer() else { return Some(tr::shell::loading()) };
        Some(match answer.first() {
            None => tr::jobs::place_none(),
            Some(first) => [tr::jobs::place_fit(answer.len() as u64), tr::jobs::place_enter(&first.name)].join(". "),
        })
    }

    fn view(self) -> AnyView {
        let on_key = move |event: ev::KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                if untrack(move || !self.typed().is_empty()) {
                    self.ask(true);
                    self.entered.set(true);
                }
            }
        };
        let on_input = move |typed: String| {
            self.entered.set(false);
            self.sought.set(typed);
            self.ask(false);
        };
        let is_set = Memo::new(move |_| self.search.with(|query| query.place.is_some()));
        view! {
            <fieldset class="field group picker">
                <legend class="label">{tr::jobs::place}</legend>
                <div hidden=move || !is_set.get()>
                    <ChipList label=tr::jobs::place fallback=FIELD>
                        {move || is_set.get().then(|| self.chip())}
                    </ChipList>
                </div>
                <label class="hint" for=FIELD>{tr::jobs::place_find}</label>
                <input
                    class="input"
                    type="text"
                    id=FIELD
                    autocomplete="off"
                    enterkeyhint="done"
                    prop:value=move || self.sought.get()
                    on:input:target=move |event| on_input(event.target().value())
                    on:keydown=on_key
                />
                <p class="hint" role="status">{move || self.told()}</p>
                {move || match self.found.state() {
                    Load::Failed(failure) => {
                        Some(view! { <FailureNotice failure retry=move |()| self.found.retry()/> })
                    }
                    _ => None,
                }}
                <div id="job-place-fitting">{move || suggestions(self.fitting(), self)}</div>
                <Button
                    label=move || if self.browsing.get() { tr::jobs::place_hide() } else { tr::jobs::place_browse() }
                    kind=ButtonKind::Quiet
                    controls="job-place-fitting"
                    expanded=Signal::from(self.browsing)
                    on_press=move |()| self.browsing.update(|browsing| *browsing = !*browsing)
                />
            </fieldset>
        }
        .into_any()
    }

    /// The place that is chosen, with a way to drop it.
    fn chip(self) -> AnyView {
        let name = move || self.name().unwrap_or_default();
        view! {
            <Chip
                label=name
                remove=move || tr::jobs::place_remove(&name())
                on_remove=move |()| self.search.change(|query| query.place = None)
            />
        }
        .into_any()
    }
}

fn suggestions(fitting: Vec<Place>, picking: Picking) -> Option<AnyView> {
    let item = move |place: Place| {
        let (name, region) = (place.name.clone(), place.region.clone());
        view! {
            <li>
                <button class="picker-add" type="button" on:click=move |_| picking.choose(place.clone())>
                    <Glyph icon=Icon::Plus size=16/>
                    <span class="visually-hidden">{tr::jobs::place_add}" "</span>
                    <span>{move || tr::jobs::place_in(&name, &region)}</span>
                </button>
            </li>
        }
        .into_any()
    };
    (!fitting.is_empty()).then(|| {
        let items: Vec<AnyView> = fitting.into_iter().map(item).collect();
        view! { <ul class="picker-list" role="list">{items}</ul> }.into_any()
    })
}
