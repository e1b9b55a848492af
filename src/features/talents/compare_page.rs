//! Up to five talents side by side: a table whose first column says what is compared.

use leptos::prelude::*;
use passerelle_api::{
    Code,
    id::TalentId,
    posting::JobChoices,
    talent::{Talent, TalentCard, TalentQuery},
};

use super::{
    ad_choice::ad_choice,
    calls,
    chosen::MOST,
    matching::MatchLines,
    search::{Search, in_language, talent_href, use_search, with_search},
};
use crate::{
    announce::PageHeading,
    client::Failure,
    fit::{fit_lines, score},
    gate::EmployerGate,
    i18n as tr,
    load::{Loaded, load},
    masked::{self, proofs},
    route::Route,
    ui::{
        empty::Empty,
        icon::{Glyph, Icon},
        notice::Notice,
        table::{Column, Table},
    },
    words,
};

/// The page that compares some talents, with the search that led there.
#[component]
pub fn ComparePage(talents: Vec<TalentId>) -> impl IntoView {
    view! {
        <PageHeading text=tr::talents::compare_title/>
        <EmployerGate why=tr::talents::gate_why let_in=true>
            {compared(talents.clone())}
        </EmployerGate>
    }
}

fn compared(talents: Vec<TalentId>) -> AnyView {
    let search = use_search();
    let (talents, left_out) = first(talents);
    let more = left_out.then(|| view! { <Notice title=tr::talents::compare_first/> });
    let jobs = load(|| (), move |()| calls::own_jobs(search.named()));
    let loader = load(move || in_language(&search.get(), tr::language()), move |query| fetch(talents.clone(), query));
    let choice = move |jobs: JobChoices| ad_choice(search, jobs, tr::talents::compare_ad);
    view! {
        <a class="back-link" href=move || search.with(|query| with_search(&Route::Talents, query))>
            <Glyph icon=Icon::Back/>
            {tr::talents::back}
        </a>
        {more}
        <Loaded loader=jobs view=choice/>
        <Loaded loader view=move |talents| beside(talents, search)/>
    }
    .into_any()
}

/// As many talents as are compared, each once, and whether an address that was written by hand names more.
fn first(talents: Vec<TalentId>) -> (Vec<TalentId>, bool) {
    let mut distinct: Vec<TalentId> = Vec::new();
    for talent in talents {
        if !distinct.contains(&talent) {
            distinct.push(talent);
        }
    }
    let left_out = distinct.len() > MOST;
    distinct.truncate(MOST);
    (distinct, left_out)
}

/// Those of the talents who are still shown. Whoever hid meanwhile is left out.
async fn fetch(talents: Vec<TalentId>, query: TalentQuery) -> Result<Vec<Talent>, Failure> {
    let mut found = Vec::new();
    for talent in talents {
        match calls::show(talent, &query).await {
            Ok(talent) => found.push(talent),
            Err(failure) if failure.code() == Some(Code::NotFound) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

fn beside(talents: Vec<Talent>, search: Search) -> AnyView {
    if talents.is_empty() {
        return view! { <Empty title=tr::talents::compare_nobody text=tr::talents::compare_nobody_next/> }.into_any();
    }
    let cards: Vec<TalentCard> = talents.into_iter().map(|talent| talent.card).collect();
    let query = search.get_untracked();
    let head = |card: &TalentCard| {
        let (headline, lang) = masked::headline(&card.headline, card.lang);
        Column::text(move || headline.clone()).lang(lang.as_str())
    };
    let columns = std::iter::once(Column::text(tr::talents::compare_what)).chain(cards.iter().map(head)).collect();
    let rows: Vec<AnyView> = rows(&query).into_iter().map(|(name, cell)| row(name, &cards, &query, cell)).collect();
    view! {
        <p>{tr::talents::compare_text}</p>
        <div class="compare">
            <Table id="compared" caption=tr::talents::compare_title caption_hidden=true whole=true columns>{rows}</Table>
        </div>
    }
    .into_any()
}

type Cell = fn(&TalentCard, &TalentQuery) -> AnyView;

/// What is compared, in its order. What the search and the ad say comes first, where there are any.
fn rows(query: &TalentQuery) -> Vec<(fn() -> String, Cell)> {
    let mut rows: Vec<(fn() -> String, Cell)> = Vec::new();
    if query.job.is_some() {
        rows.push((tr::talents::fit_title, fit_cell));
    }
    rows.push((tr::talents::match_title, match_cell));
    rows.push((tr::talents::skills, |card, _| proofs(&card.skills)));
    rows.push((level_name, |card, _| said(card.level.map(words::eqf_with_words))));
    rows.push((tr::masked::place, |card, _| said(card.place.as_ref().map(|place| place.name.clone()))));
    rows.push((tr::masked::available, |card, _| said(card.available_from.map(|day| words::start(Some(day))))));
    rows.push((tr::masked::contracts, |card, _| listed(card.contracts.iter().map(|one| words::contract(*one)))));
    rows.push((tr::masked::remote, |card, _| listed(card.remote.iter().map(|one| words::remote(*one)))));
    rows.push((tr::masked::languages, |card, _| {
        let spoken = |code: &str, level: String| tr::words::labelled(&tr::language_name(code), &level);
        listed(card.languages.iter().map(|one| spoken(&one.code, words::cefr(one.cefr))))
    }));
    rows.push((tr::talents::compare_open, |card, query| {
        let (href, (headline, lang)) = (talent_href(&card.id, query), masked::headline(&card.headline, card.lang));
        view! { <a href=href lang=lang.as_str()>{headline}</a> }.into_any()
    }));
    rows
}

fn level_name() -> String {
    words::part(passerelle_api::talent::Part::Level)
}

fn row(name: fn() -> String, cards: &[TalentCard], query: &TalentQuery, cell: Cell) -> AnyView {
    let cells: Vec<AnyView> = cards.iter().map(|card| view! { <td>{cell(card, query)}</td> }.into_any()).collect();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}

fn fit_cell(card: &TalentCard, _: &TalentQuery) -> AnyView {
    let Some(fit) = &card.fit else { return said(None) };
    let (score, lines) = (score(fit), fit_lines(fit));
    view! { <p class="match-score">{score}</p>{lines} }.into_any()
}

fn match_cell(card: &TalentCard, query: &TalentQuery) -> AnyView {
    if card.parts.is_empty() {
        return view! { <p>{tr::talents::compare_no_wish}</p> }.into_any();
    }
    let score = tr::talents::score(&tr::number(card.score.into()));
    view! { <p class="match-score">{score}</p><MatchLines card=card.clone() wished=query.language/> }.into_any()
}

fn said(text: Option<String>) -> AnyView {
    text.unwrap_or_else(tr::masked::not_said).into_any()
}

fn listed(items: impl Iterator<Item = String>) -> AnyView {
    let items: Vec<String> = items.collect();
    said((!items.is_empty()).then(|| tr::list(&items)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_are_compared_and_nobody_twice() {
        let ids = |ids: &[&str]| -> Vec<TalentId> { ids.iter().map(|id| (*id).into()).collect() };
        assert_eq!(first(ids(&["a", "a", "b"])), (ids(&["a", "b"]), false));
        assert_eq!(first(ids(&["a", "b", "c", "d", "e", "f"])), (ids(&["a", "b", "c", "d", "e"]), true));
    }
}
