//! The filters that few people use: occupation, rhythm, the days of the start, and what the organisation says of its workplace. They are a panel of their own,
//! below the others.

use chrono::Datelike;
use leptos::{ev, prelude::*};
use passerelle_api::{
    NaiveDate,
    id::OccupationCode,
    job::{JobFacet, JobQuery},
    occupation::{OccupationChoice, OccupationFacet},
};
use passerelle_rules::start;

use super::{
    calls,
    filters::{Facets, any, counted},
    search::{Search, asked, days_crossed},
};
use crate::{
    announce::Announcer,
    base,
    forms::FailureNotice,
    i18n as tr,
    load::{Load, Loader, load, load_known},
    ui::{
        button::{Button, ButtonKind},
        chip::{Chip, ChipList},
        field::{Choice, Select, TextField, Tick},
        icon::{Glyph, Icon},
    },
    words,
};

/// Suggestions that fit under the field without hiding what follows.
const SHOWN: usize = 6;

/// A day that is still being typed has a year of one to three digits.
const FIRST_YEAR: i32 = 2000;

/// The field in which an occupation is typed.
const FIELD: &str = "job-occupation";

/// What the panel narrows.
#[derive(Clone, Copy)]
pub struct Narrowed {
    pub search: Search,
    /// How many ads each choice would leave, once that is known.
    pub facets: Facets,
}

/// The panel.
pub fn panel(narrowed: Narrowed) -> AnyView {
    let Narrowed { search, facets } = narrowed;
    view! {
        <div class="stack filters">
            {occupation(search)}
            {rhythm(search, facets)}
            {month(search, facets)}
            {days(search)}
            <fieldset class="field group">
                <legend class="label">{tr::more_filters::organisation}</legend>
                {promise(PROMISES[0], search, facets)}
                {promise(PROMISES[1], search, facets)}
            </fieldset>
        </div>
    }
    .into_any()
}

/// What an organisation promises: the id of its box, its query parameter, its words and its place in a query.
type Promise = (&'static str, &'static str, fn() -> String, fn(&mut JobQuery) -> &mut Option<bool>);

const PROMISES: [Promise; 2] = [
    ("job-accessible", "accessible", tr::jobs::accessible, |query| &mut query.accessible),
    ("job-confident", "disability_confident", tr::jobs::confident, |query| &mut query.disability_confident),
];

/// A box for one of these, with how many ads it would leave.
fn promise((id, filter, label, place): Promise, search: Search, facets: Facets) -> AnyView {
    let is_set = move || search.with(|query| *place(&mut query.clone()) == Some(true));
    let choice = move || {
        let chosen = if is_set() { "true" } else { "" };
        counted(facets, filter, vec![Choice::new("true", label())], chosen).pop().unwrap_or_default()
    };
    view! {
        <Tick
            id
            label=move || choice().label
            checked=Signal::derive(is_set)
            disabled=Signal::derive(move || choice().disabled)
            on_change=move |only: bool| search.change(move |query| *place(query) = only.then_some(true))
        />
    }
    .into_any()
}

/// The month in which the work begins, which is all days of it.
fn month(search: Search, facets: Facets) -> AnyView {
    let asked = Memo::new(move |_| {
        asked(&JobQuery { start_from: None, start_to: None, sort: None, ..search.get() }, tr::language())
    });
    let list = load(move || asked.get(), |query| async move { calls::job_starts(&query).await });
    // What each month would leave stays while the next answer is on its way.
    let counts = Memo::new(move |before: Option<&Option<Vec<JobFacet>>>| {
        list.value().map(|facet| vec![facet]).or_else(|| before.cloned().flatten())
    });
    let facets = Facets { counts, ..facets };
    let chosen = move || search.with(|query| start::month(query.start_from, query.start_to)).unwrap_or_default();
    let options = move || {
        let chosen = chosen();
        let facet = counts.get().and_then(|facets| facets.into_iter().next());
        let known = facet.into_iter().flat_map(|facet| facet.choices).map(|choice| choice.value);
        let mut months: Vec<String> = known.chain((!chosen.is_empty()).then(|| chosen.clone())).collect();
        months.sort_unstable();
        months.dedup();
        let choice = |month: String| {
            let name = start::days(&month).map_or_else(|| month.clone(), |(first, _)| tr::month(words::day_ms(first)));
            Choice::new(month, name)
        };
        counted(facets, "start", months.into_iter().map(choice).collect(), &chosen)
    };
    view! {
        <Select
            id="job-start-month"
            label=tr::more_filters::start_month
            hint=tr::more_filters::start_month_hint
            value=Signal::derive(chosen)
            on_change=move |month: String| {
                let days = start::days(&month);
                search.change(move |query| (query.start_from, query.start_to) = days.unzip());
            }
            options=Signal::derive(options)
            none=any()
        />
        {move || match list.state() {
            Load::Failed(failure) => Some(view! { <FailureNotice failure retry=move |()| list.retry()/> }),
            _ => None,
        }}
    }
    .into_any()
}

/// The days between which the work begins.
fn days(search: Search) -> AnyView {
    let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let crossed = move || search.with(days_crossed).then(tr::jobs::days_crossed);
    let set = move |typed: &str, write: fn(&mut JobQuery, Option<NaiveDate>)| match base::day(typed) {
        Some(day) if day.year() >= FIRST_YEAR => search.change_now(|query| write(query, Some(day))),
        Some(_) => {}
        None => search.change_now(|query| write(query, None)),
    };
    view! {
        <TextField
            id="job-start-from"
            label=tr::jobs::start_from
            kind="date"
            value=Signal::derive(move || text(search.with(|query| query.start_from)))
            on_input=move |typed: String| set(&typed, |query, day| query.start_from = day)
        />
        <TextField
            id="job-start-to"
            label=tr::jobs::start_to
            kind="date"
            value=Signal::derive(move || text(search.with(|query| query.start_to)))
            on_input=move |typed: String| set(&typed, |query, day| query.start_to = day)
            error=Signal::derive(crossed)
        />
    }
    .into_any()
}

fn rhythm(search: Search, facets: Facets) -> AnyView {
    let days = move || search.with(|query| query.training_days).map(|days| days.to_string()).unwrap_or_default();
    let options = move || {
        let choices = (1..=5u8).map(|days| Choice::new(days.to_string(), tr::jobs::training_days(days.into())));
        counted(facets, "training_days", choices.collect(), &days())
    };
    view! {
        <Select
            id="job-rhythm"
            label=tr::jobs::rhythm
            value=Signal::derive(days)
            on_change=move |days: String| search.change(move |query| query.training_days = days.parse().ok())
            options=Signal::derive(options)
            none=any()
        />
    }
    .into_any()
}

/// A field that finds an occupation of the ads there are. Enter takes the first that fits; each is a button of its own as well.
fn occupation(search: Search) -> AnyView {
    let announcer = use_context::<Announcer>();
    let sought = RwSignal::new(String::new());
    let browsing = RwSignal::new(false);
    // Nobody who leaves the field alone waits for its list, nor makes the server count it.
    let wanted = RwSignal::new(search.with(|query| query.occupation.is_some()));
    let question = Memo::new(move |_| {
        let query = JobQuery { occupation: None, sort: None, ..search.get() };
        wanted.get().then(|| asked(&query, tr::language()))
    });
    let list = load_known(move || question.get(), |query| async move { calls::occupations(&query).await });
    // Of one that every ad is of, a choice would change nothing. One that is farther away is of other ads.
    let is_closed = move |item: &OccupationChoice| {
        item.widened_km.is_none() && list.value().is_some_and(|facet| facet.without == item.count)
    };
    let fitting = Memo::new(move |_| {
        let sought = base::folded(sought.get().trim());
        if sought.is_empty() && !browsing.get() {
            return Vec::new();
        }
        let chosen = search.with(|query| query.occupation.clone());
        let fits = |item: &OccupationChoice| {
            let code = &item.occupation.code;
            let is_named = base::folded(&item.occupation.name).contains(&sought);
            chosen.as_ref() != Some(code) && (is_named || base::lower(code.as_str()) == sought)
        };
        let closed = |item: OccupationChoice| (is_closed(&item), item);
        let all = list.value().map(|facet| facet.occupations);
        all.into_iter().flatten().filter(fits).map(closed).collect::<Vec<_>>()
    });
    let choose = move |item: OccupationChoice| {
        sought.set(String::new());
        browsing.set(false);
        if let Some(announcer) = announcer {
            announcer.say(tr::more_filters::chosen(&item.occupation.name));
        }
        search.change_now(|query| query.occupation = Some(item.occupation.code));
        // The button that was pressed goes, so focus returns to where the next one is typed.
        base::focus(FIELD);
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            // Of the whole list that is open below, Enter would take one that nobody named.
            if !sought.with_untracked(|sought| sought.trim().is_empty())
                && let Some(item) = fitting.with_untracked(|fitting| first_open(fitting).cloned())
            {
                choose(item);
            }
        }
    };
    let told = move || {
        if !wanted.get() || sought.with(|sought| sought.trim().is_empty()) {
            return None;
        }
        // Before the list is there, nobody knows what fits.
        if list.value().is_none() {
            return Some(tr::shell::loading());
        }
        Some(fitting.with(|fitting| match (fitting.len(), first_open(fitting)) {
            (0, _) => tr::more_filters::none(),
            (count, None) => tr::more_filters::fit(count as u64),
            (count, Some(item)) => {
                [tr::more_filters::fit(count as u64), tr::more_filters::enter(&item.occupation.name)].join(". ")
            }
        }))
    };
    view! {
        <fieldset class="field group picker">
            <legend class="label">{tr::jobs::occupation}</legend>
            <p class="hint" id="job-occupation-hint">{tr::more_filters::hint}</p>
            <div hidden=move || search.with(|query| query.occupation.is_none())>
                <ChipList label=tr::jobs::occupation fallback=FIELD>
                    {move || search.with(|query| query.occupation.clone()).map(|code| chosen(search, list, code))}
                </ChipList>
            </div>
            <label class="hint" for=FIELD>{tr::more_filters::find}</label>
            <input
                class="input"
                type="text"
                id=FIELD
                autocomplete="off"
                enterkeyhint="done"
                aria-describedby="job-occupation-hint"
                prop:value=move || sought.get()
                on:focus=move |_| wanted.set(true)
                on:input:target=move |event| sought.set(event.target().value())
                on:keydown=on_key
            />
            <p class="hint" role="status">{told}</p>
            {move || match list.state() {
                Load::Failed(failure) => Some(view! { <FailureNotice failure retry=move |()| list.retry()/> }),
                _ => None,
            }}
            <div id="job-occupation-fitting">{move || suggestions(fitting.get(), browsing.get(), choose)}</div>
            <Button
                label=move || if browsing.get() { tr::more_filters::hide() } else { tr::more_filters::browse() }
                kind=ButtonKind::Quiet
                controls="job-occupation-fitting"
                expanded=Signal::from(browsing)
                on_press=move |()| {
                    wanted.set(true);
                    browsing.update(|browsing| *browsing = !*browsing);
                }
            />
        </fieldset>
    }
    .into_any()
}

/// The occupation that is chosen, with a way to drop it.
fn chosen(search: Search, list: Loader<OccupationFacet>, code: OccupationCode) -> AnyView {
    let name = move || {
        let is_it = |item: &OccupationChoice| item.occupation.code.as_str().eq_ignore_ascii_case(code.as_str());
        let known = list.value().and_then(|facet| facet.occupations.into_iter().find(is_it));
        known.map_or_else(|| code.to_string(), |item| item.occupation.name)
    };
    let label = name.clone();
    view! {
        <Chip
            label
            remove=move || tr::more_filters::remove(&name())
            on_remove=move |()| search.change_now(|query| query.occupation = None)
        />
    }
    .into_any()
}

/// The first that can be chosen.
fn first_open(fitting: &[(bool, OccupationChoice)]) -> Option<&OccupationChoice> {
    fitting.iter().find(|(is_closed, _)| !is_closed).map(|(_, item)| item)
}

/// What fits, and whether each is closed.
fn suggestions(
    fitting: Vec<(bool, OccupationChoice)>,
    browsing: bool,
    choose: impl Fn(OccupationChoice) + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let most = if browsing { fitting.len() } else { SHOWN };
    let item = move |(is_closed, item): (bool, OccupationChoice)| {
        let (name, lang) = (item.occupation.name.clone(), item.occupation.lang);
        let count = tr::number(item.count);
        let away = item.widened_km.map(words::kilometres);
        view! {
            <li>
                <button
                    class="picker-add"
                    type="button"
                    aria-disabled=is_closed.then_some("true")
                    on:click=move |_| {
                        if !is_closed {
                            choose(item.clone());
                        }
                    }
                >
                    <Glyph icon=Icon::Plus size=16/>
                    <span class="visually-hidden">{tr::more_filters::add}" "</span>
                    <span>
                        <span lang=lang.as_str()>{name}</span>" ("{count}")"
                        {is_closed.then(|| view! { <span class="hint">{tr::more_filters::all_of_it}</span> })}
                        {away.map(|away| view! { <span class="hint">{tr::more_filters::within(&away)}</span> })}
                    </span>
                </button>
            </li>
        }
        .into_any()
    };
    (!fitting.is_empty()).then(|| {
        let items: Vec<AnyView> = fitting.into_iter().take(most).map(item).collect();
        view! { <ul class="picker-list" role="list">{items}</ul> }.into_any()
    })
}
