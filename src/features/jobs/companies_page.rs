//! Companies likely to hire, by occupation and place: each with the facts that say why.

use std::collections::HashSet;

use leptos::prelude::*;
use passerelle_api::{
    hiring::{CompanyList, CompanyQuery, LikelyCompany},
    job::{JobQuery, limits},
    reference::{Occupation, Place},
};
use passerelle_rules::hiring::{Sign, signs};

use super::{
    answering::answering,
    calls,
    card::place_in,
    filters::Facets,
    place_filter::PlaceFilter,
    search::{Search, companies_asked, use_search},
};
use crate::{
    announce::{PageHeading, announce, arrive},
    i18n as tr,
    load::{Loaded, load},
    paging::{Paging, paging},
    route::Route,
    ui::{
        button::{Button, ButtonKind, LinkButton},
        card::{Card, CardList},
        empty::Empty,
        facts::Facts,
        field::{Choice, Select},
        growing::growing,
        icon::Icon,
        more::More,
        notice::Notice,
        search_box::SearchBox,
    },
    watch::watch,
    words,
};

/// The id of the heading that says how many were found, which takes focus where what had it is gone.
const COUNT: &str = "company-count";

const LIST: &str = "company-list";

/// The lists that the search chooses from.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    pub occupations: Vec<Occupation>,
    pub places: Vec<Place>,
}

/// The page of companies likely to hire.
#[component]
pub fn CompaniesPage() -> impl IntoView {
    let search = use_search();
    let choices = load(tr::language, calls::company_choices);
    let found = load(
        move || companies_asked(&search.get(), tr::language()),
        |query| async move { calls::companies(&query).await.map(|list| (query, list)) },
    );
    // A search that finds as many as the one before is heard as well, so the search is compared too.
    let count = Memo::new(move |_| found.value().map(|(query, list)| (list.total, query)));
    watch(move || {
        if let Some((total, _)) = count.get() {
            if search.takes_focus() {
                arrive(COUNT);
            } else {
                announce(tr::companies::found(total));
            }
        }
    });
    let total = move || count.with(|count| count.as_ref().map(|(total, _)| *total));
    let place = Memo::new(move |_| found.value().and_then(|(_, list)| list.place));
    let words = move || search.with(|query| query.q.clone()).unwrap_or_default();
    view! {
        <PageHeading text=tr::companies::title/>
        <p class="lead">{tr::companies::lead}</p>
        <SearchBox
            id="company-words"
            label=tr::companies::search
            hint=tr::companies::search_hint
            button=tr::shell::search
            value=Signal::derive(words)
            on_search=move |words: String| search.change(move |query| query.q = Some(words))
        />
        <Loaded loader=choices view=move |choices| filters(search, choices, place)/>
        <section class="stack" aria-labelledby=COUNT>
            <h2 class="job-count" id=COUNT tabindex="-1">
                {move || total().map_or_else(tr::companies::results, tr::companies::found)}
            </h2>
            <p class="hint">{tr::companies::counted}</p>
            <Loaded loader=found view=move |(query, list)| results(search, query, list)/>
        </section>
    }
}

/// What one looks for and where. Each applies as soon as it changes.
fn filters(search: Search, choices: Choices, place: Memo<Option<Place>>) -> AnyView {
    let Choices { occupations, places } = choices;
    let chosen = move || search.with(|query| query.occupation.as_ref().map(ToString::to_string)).unwrap_or_default();
    let options: Vec<Choice> =
        occupations.into_iter().map(|occupation| Choice::new(occupation.code.0, occupation.name)).collect();
    // One of the address that nobody knows here stands in the list, so that the list says what is.
    let known: HashSet<String> = options.iter().map(|choice| choice.value.clone()).collect();
    let unknown = Memo::new(move |_| Some(chosen()).filter(|own| !own.is_empty() && !known.contains(own)));
    let options = move || {
        let own = unknown.get().map(|own| Choice::new(own.clone(), own));
        options.iter().cloned().chain(own).collect::<Vec<_>>()
    };
    let set =
        move |code: String| search.change(move |query| query.occupation = (!code.is_empty()).then(|| code.into()));
    // What is counted here are companies, and a list says only how many of them there are in all.
    let uncounted = Facets { counts: Memo::new(|_| None), goes_farther: Memo::new(|_| false) };
    view! {
        <div class="company-filters">
            <Select
                id="company-occupation"
                label=tr::jobs::occupation
                value=Signal::derive(chosen)
                on_change=set
                options=Signal::derive(options)
                none=tr::shell::any
            />
            <PlaceFilter search places named=place facets=uncounted/>
        </div>
    }
    .into_any()
}

fn results(search: Search, query: CompanyQuery, list: CompanyList) -> AnyView {
    let widened = list.widened_km.map(wider);
    let list = if list.total == 0 { nothing(search) } else { cards(query, list) };
    view! { {widened} {list} }.into_any()
}

/// Says that the search went farther than it does by itself.
fn wider(km: u32) -> AnyView {
    let usual = || words::kilometres(limits::RADIUS_DEFAULT);
    view! {
        <Notice title=move || tr::jobs::widened(&usual())>
            <p>{move || tr::companies::widened_text(&words::kilometres(km))}</p>
        </Notice>
    }
    .into_any()
}

fn nothing(search: Search) -> AnyView {
    let narrowed = untrack(|| search.with(|query| *query != JobQuery::default()));
    view! {
        <Empty title=tr::companies::nothing text=tr::companies::nothing_next level=3>
            {narrowed.then(|| view! { <Button label=tr::shell::clear_filters on_press=move |()| search.clear()/> })}
            <LinkButton href=Route::Jobs.path() label=tr::jobs::to_jobs/>
        </Empty>
    }
    .into_any()
}

/// The cards, which further pages are added to in place.
fn cards(query: CompanyQuery, list: CompanyList) -> AnyView {
    let CompanyList { items, total, next, .. } = list;
    let query = StoredValue::new(query);
    let fetch = move |cursor| async move {
        let page = calls::companies(&CompanyQuery { cursor: Some(cursor), ..query.get_value() }).await?;
        Ok((page.items, page.next))
    };
    let Paging { items: cards, busy, done, more } = paging((items, next), tr::companies::came, fetch);
    let shown = move || tr::companies::shown(&tr::number(cards.with(Vec::len) as u64), &tr::number(total));
    let item = move |number| {
        let company = cards.with_untracked(|cards| cards.get(number).cloned());
        company.map(|company| card(company, query)).into_any()
    };
    view! {
        <CardList id=LIST rows=true>{growing(move || cards.with(Vec::len), item)}</CardList>
        <More label=tr::companies::more shown list=LIST busy done on_more=more/>
    }
    .into_any()
}

/// A company with why it is in the list, and the way to write to it where it takes that.
fn card(company: LikelyCompany, query: StoredValue<CompanyQuery>) -> AnyView {
    let LikelyCompany { slug, name, place, elsewhere, facts, answering: known } = company;
    let signs: Vec<AnyView> =
        signs(&facts).into_iter().map(|sign| view! { <li>{move || said(sign)}</li> }.into_any()).collect();
    let label = ["why-", slug.as_str()].concat();
    let named = label.clone();
    let about = name.clone();
    let write = facts.open.then(|| {
        let wished = query.with_value(|query| query.occupation.clone());
        let href = Route::WriteTo(slug.clone()).path();
        let href = wished.map_or_else(|| href.clone(), |code| [&href, "?occupation=", code.as_str()].concat());
        view! {
            <LinkButton href label=tr::companies::write about=move || tr::companies::about(&about) icon=Icon::Edit kind=ButtonKind::Secondary/>
        }
        .into_any()
    });
    let answers = known.is_some().then(|| view! { <Facts terse=true>{answering(known)}</Facts> }.into_any());
    view! {
        <Card title=name href=Route::Company(slug).path() level=3 eyebrow=move || place_in(&place)>
            <p class="label" id=label>{tr::companies::why}</p>
            <ul aria-labelledby=named>{signs}</ul>
            {answers}
            {elsewhere.then(|| view! { <p class="hint">{tr::companies::elsewhere}</p> })}
            {write.map(|write| view! { <div class="card-actions">{write}</div> })}
        </Card>
    }
    .into_any()
}

fn said(sign: Sign) -> String {
    match sign {
        Sign::SaysOpen => tr::companies::says_open(),
        Sign::AdsOpen(count) => tr::companies::ads_open(count.into()),
        Sign::Filled(count) => tr::companies::filled(count.into()),
        Sign::Placed(count) => tr::companies::placed(count.into()),
        Sign::Ads(count) => tr::companies::ads(count.into()),
    }
}
