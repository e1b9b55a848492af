//! What the law asks for where an apprentice is hired: the least pay by age and year, and the steps of the contract. It is a panel of
//! its own, which is fetched when it is opened.

use leptos::prelude::*;
use passerelle_api::{
    apprenticeship::{AgeBand, ApprenticePay, Apprenticeship, Party, Source, Step, YearPay},
    job::Job,
};
use passerelle_rules::{
    apprenticeship::is_of_england,
    pay::apprentice::{Country, Rise, rise},
};

use super::calls;
use crate::{
    contract_steps::apprentice,
    i18n as tr,
    load::{Loaded, load},
    ui::{
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
        table::{Column, Table},
    },
    words,
};

/// The panel of an ad, for the day on which the work starts, or for today where that is open.
pub fn panel(job: StoredValue<Job>) -> AnyView {
    let (country, day) = job.with_value(|job| (job.card.place.country.clone(), job.card.start));
    let is_from_elsewhere = job.with_value(|job| job.apply_url.is_some());
    let loader = load(|| (), move |()| calls::apprenticeship(country.clone(), day));
    view! { {is_from_elsewhere.then(only_if)} <Loaded loader view=shown/> }.into_any()
}

/// A feed may mean another contract for training by the same word.
fn only_if() -> AnyView {
    view! { <Notice title=tr::apprenticeship::only_if><p>{tr::apprenticeship::only_if_text}</p></Notice> }.into_any()
}

fn shown(law: Apprenticeship) -> AnyView {
    let Apprenticeship { country, pay, steps, step_sources } = law;
    let country = Country::from_code(country.as_str());
    let (rise, england) = (country.and_then(rise), country.is_some_and(is_of_england));
    view! {
        <h3>{tr::apprenticeship::pay_title}</h3>
        {match pay {
            Some(pay) => pay_view(pay, rise),
            None => view! { <Notice title=tr::apprenticeship::none/> }.into_any(),
        }}
        <h3>{tr::apprenticeship::steps_title}</h3>
        <p>{tr::apprenticeship::steps_text}</p>
        {england.then(|| view! { <p>{tr::apprenticeship::steps_england}</p> })}
        <ol class="steps">{steps.into_iter().map(step).collect::<Vec<_>>()}</ol>
        {published(step_sources)}
        <p>{tr::apprenticeship::proof}</p>
    }
    .into_any()
}

fn pay_view(pay: ApprenticePay, rise: Option<Rise>) -> AnyView {
    let ApprenticePay { day, from, to, currency, period, progressive, goes_on, bands, sources } = pay;
    let outdated = to < day;
    let years = bands.first().map_or(0, |band| band.years.len());
    let columns = std::iter::once(Column::text(tr::apprenticeship::age))
        .chain((1..=years).map(|year| column(year, goes_on && year == years)));
    let unit = StoredValue::new((currency, period));
    let rows: Vec<AnyView> = bands.into_iter().map(|band| row(band, unit)).collect();
    let valid = if outdated {
        view! {
            <Notice tone=Tone::Warn title=move || tr::apprenticeship::outdated(&words::day(day))>
                <p>{move || tr::apprenticeship::outdated_text(&words::day(from), &words::day(to))}</p>
            </Notice>
        }
        .into_any()
    } else {
        view! { <p>{move || tr::apprenticeship::valid(&words::day(from), &words::day(to))}</p> }.into_any()
    };
    view! {
        <p>{tr::apprenticeship::pay_text}</p>
        {valid}
        <Table id="apprentice-pay" caption=tr::apprenticeship::table whole=true columns=columns.collect()>{rows}</Table>
        {progressive.then(|| view! { <p>{tr::apprenticeship::progressive}</p> })}
        {rise.map(|rise| view! { <p>{counts(rise)}</p> })}
        {published(sources)}
    }
    .into_any()
}

/// From when somebody is paid for an age that they reach on the way.
const fn counts(rise: Rise) -> fn() -> String {
    match rise {
        Rise::NextMonth => tr::apprenticeship::next_month,
        Rise::NextPeriod => tr::apprenticeship::next_period,
    }
}

/// Where it can be read up.
fn published(sources: Vec<Source>) -> AnyView {
    let link = |source: Source| {
        let name = source.name;
        view! { <li><a href=source.url rel="external noopener">{name}<Glyph icon=Icon::External size=18/></a></li> }
            .into_any()
    };
    let links: Vec<AnyView> = sources.into_iter().map(link).collect();
    view! {
        <h4>{tr::apprenticeship::sources}</h4>
        <ul class="sources" role="list">{links}</ul>
    }
    .into_any()
}

/// A year of the contract, and those after it where it stands for them too.
fn column(year: usize, and_after: bool) -> Column {
    let number = move || tr::number(year as u64);
    match (year, and_after) {
        (1, true) => Column::number(tr::apprenticeship::year_any),
        (_, true) => Column::number(move || tr::apprenticeship::year_on(&number())),
        (_, false) => Column::number(move || tr::apprenticeship::year(&number())),
    }
}

fn row(band: AgeBand, unit: StoredValue<(String, passerelle_api::job::PayPeriod)>) -> AnyView {
    let AgeBand { from, to, years } = band;
    let ages = move || {
        let from = tr::number(from.into());
        match to {
            Some(to) => tr::apprenticeship::age_span(&from, &tr::number(to.into())),
            None => tr::apprenticeship::age_from(&from),
        }
    };
    let cells: Vec<AnyView> = years
        .into_iter()
        .map(|year| {
            let text = move || unit.with_value(|(currency, period)| amount(&year, currency, &words::period(*period)));
            view! { <td class="num">{text}</td> }.into_any()
        })
        .collect();
    view! { <tr><th scope="row">{ages}</th>{cells}</tr> }.into_any()
}

fn amount(year: &YearPay, currency: &str, period: &str) -> String {
    let amount = tr::money_exact(year.hundredths, currency);
    match year.percent {
        Some(percent) => tr::apprenticeship::share(&amount, period, &tr::percent(percent)),
        None => tr::apprenticeship::amount(&amount, period),
    }
}

fn step(step: Step) -> AnyView {
    let Step { step, by } = step;
    view! {
        <li>
            <strong>{move || party(by)}</strong>
            <span>{move || apprentice(step)}</span>
        </li>
    }
    .into_any()
}

fn party(party: Party) -> String {
    match party {
        Party::Candidate => tr::apprenticeship::by_candidate(),
        Party::Employer => tr::apprenticeship::by_employer(),
        Party::School => tr::apprenticeship::by_school(),
        Party::CandidateAndEmployer => tr::apprenticeship::by_both(),
        Party::Everybody => tr::apprenticeship::by_all(),
        Party::Authority => tr::apprenticeship::by_authority(),
    }
}
