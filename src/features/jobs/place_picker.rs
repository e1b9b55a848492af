//! A place of all that are known here, found by its name while it is typed. It is a panel of its own, below the larger towns.

use std::time::Duration;

use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use passerelle_api::reference::{Place, limits as names};

use super::{calls, card::in_region, place_filter, search::Search};
use crate::{
    announce::{self, Announcer},
    attention, base,
    forms::FailureNotice,
    i18n as tr,
    load::{Load, Loader, load},
    ui::icon::{Glyph, Icon},
    watch::watch,
};

/// The field in which a place is typed.
const FIELD: &str = "job-place-name";

/// Whoever types on asks for nothing meanwhile.
const PAUSE: Duration = Duration::from_millis(200);

/// What the panel belongs to.
#[derive(Clone, Copy)]
pub struct Placing {
    pub search: Search,
    /// Whether the panel stands.
    pub open: RwSignal<bool>,
    /// The last place that was chosen here, whose name is known before the search is answered.
    pub typed: RwSignal<Option<Place>>,
}

/// The panel.
pub fn panel(placing: Placing) -> AnyView {
    // It was asked for by a press, and what is typed is typed here.
    announce::arrive(FIELD);
    Picking::new(placing).view()
}

/// A place as it is looked for.
#[derive(Clone, Copy)]
struct Picking {
    placing: Placing,
    sought: RwSignal<String>,
    /// What of it the server was asked.
    asked: RwSignal<String>,
    /// Whether Enter was pressed before the answer was there.
    entered: RwSignal<bool>,
    found: Loader<(String, Vec<Place>)>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    announcer: Option<Announcer>,
}

impl Picking {
    fn new(placing: Placing) -> Self {
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
            placing,
            sought: RwSignal::new(String::new()),
            asked,
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
                // Whoever went on while it was looked for chose something else, or is busy with it.
                if attention::is_lost() || document().active_element().is_some_and(|at| at.id() == FIELD) {
                    answer.into_iter().take(1).for_each(|place| picking.choose(place));
                }
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
        if let Some(announcer) = self.announcer {
            announcer.say(tr::jobs::place_chosen(&place.name));
        }
        let Placing { search, open, typed } = self.placing;
        search.change_now(|query| query.place = Some(place.slug.clone()));
        typed.set(Some(place));
        // The panel that had focus goes, and the list above says what was chosen.
        base::focus(place_filter::FIELD);
        open.set(false);
    }

    /// What may be chosen now.
    fn fitting(self) -> Vec<Place> {
        if self.typed().is_empty() { Vec::new() } else { self.answer().unwrap_or_default() }
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
        view! {
            <fieldset class="field group picker">
                <legend class="label">{tr::jobs::place_other}</legend>
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
                {move || suggestions(self.fitting(), self)}
            </fieldset>
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
                    <span>{move || in_region(&name, &region)}</span>
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
