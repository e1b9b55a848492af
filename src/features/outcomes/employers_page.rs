//! What an employer can expect of hiring here: how it goes, who pays what, and figures of this board instead of promises.

use leptos::prelude::*;
use passerelle_api::{
    id::CountryCode,
    outcome::{BoardFacts, Outcomes},
};

use super::{
    calls::{self, Told},
    figures::figures,
};
use crate::{
    announce::PageHeading,
    i18n as tr,
    load::{Loaded, load},
    route::Route,
    ui::{
        button::{ButtonKind, LinkButton},
        facts::{Fact, Facts},
        icon::{Glyph, Icon},
    },
};

/// What somebody who hires does, one after the other.
const STEPS: [fn() -> String; 6] = [
    tr::employers::step_register,
    tr::employers::step_ad,
    tr::employers::step_talents,
    tr::employers::step_meet,
    tr::employers::step_contract,
    tr::employers::step_learn,
];

/// The page for employers.
#[component]
pub fn EmployersPage() -> impl IntoView {
    let loader = load(|| (), |()| calls::told());
    let steps: Vec<AnyView> = STEPS.iter().map(|step| view! { <li>{*step}</li> }.into_any()).collect();
    let apprenticeships = format!("{}?contract=apprenticeship", Route::Jobs.path());
    view! {
        <PageHeading text=tr::employers::title/>
        <p class="lead">{tr::employers::lead}</p>
        <h2>{tr::employers::how}</h2>
        <ol>{steps}</ol>
        <div class="cluster">
            <LinkButton href=Route::Organisation.path() label=tr::employers::register kind=ButtonKind::Primary/>
            <LinkButton href=Route::Talents.path() label=tr::employers::talents/>
            <LinkButton href=Route::Training.path() label=tr::employers::training/>
        </div>
        <h2>{tr::employers::pays}</h2>
        <ul>
            <li>{tr::employers::pays_wage}</li>
            <li>{tr::employers::pays_courses}</li>
            <li>{tr::employers::pays_board}</li>
        </ul>
        <p><a class="lone-link" href=apprenticeships>{tr::employers::pays_ads}</a></p>
        <Loaded loader view=told/>
    }
}

fn told(told: Told) -> AnyView {
    let Told { board, outcomes, law } = told;
    view! {
        {published(law)}
        {facts(board)}
        {retention(outcomes)}
    }
    .into_any()
}

/// Where the least pay of apprentices is published.
fn published(law: Vec<(CountryCode, Vec<passerelle_api::apprenticeship::Source>)>) -> AnyView {
    let country = |(country, sources): (CountryCode, Vec<passerelle_api::apprenticeship::Source>)| {
        let name: fn() -> String = match country.as_str() {
            "FR" => tr::employers::country_fr,
            "GB" => tr::employers::country_gb,
            _ => tr::employers::country_us,
        };
        let link = |source: passerelle_api::apprenticeship::Source| {
            view! {
                <li><a class="lone-link" href=source.url rel="external noopener">{source.name}<Glyph icon=Icon::External size=18/></a></li>
            }
            .into_any()
        };
        let links: Vec<AnyView> = sources.into_iter().map(link).collect();
        view! { <h4>{name}</h4> <ul role="list">{links}</ul> }.into_any()
    };
    let countries: Vec<AnyView> = law.into_iter().map(country).collect();
    view! { <h3>{tr::employers::law}</h3> {countries} }.into_any()
}

fn facts(board: BoardFacts) -> AnyView {
    let BoardFacts { at, ads, talents, certificates, skills, answer_days, applications } = board;
    let at = at.timestamp_millis();
    let answers = move || match (answer_days, applications) {
        (Some(days), Some(of)) => tr::employers::answers(days.into(), &tr::number(of.into())),
        _ => tr::employers::answers_few(),
    };
    view! {
        <h2>{tr::employers::facts}</h2>
        <Facts>
            <Fact icon=Icon::People term=tr::employers::fact_talents value=move || tr::number(talents)/>
            <Fact icon=Icon::Briefcase term=tr::employers::fact_ads value=move || tr::number(ads)/>
            <Fact icon=Icon::Certificate term=tr::employers::fact_certificates value=move || tr::number(certificates)/>
            <Fact icon=Icon::Check term=tr::employers::fact_skills value=move || tr::number(skills)/>
            <Fact icon=Icon::Clock term=tr::employers::fact_answers value=answers/>
        </Facts>
        <p class="hint">{move || tr::employers::counted(&tr::date(at, "long"))}</p>
    }
    .into_any()
}

fn retention(outcomes: Outcomes) -> AnyView {
    let least = outcomes.least;
    let stayed = outcomes.stayed.clone();
    let said = move || match &stayed {
        Some(share) => tr::employers::stayed(&tr::percent(share.percent), &tr::number(share.of)),
        None => tr::employers::stayed_few(&tr::number(least)),
    };
    view! {
        <h2>{tr::employers::retention}</h2>
        <p>{said}</p>
        {figures(outcomes)}
        <p><a class="lone-link" href=Route::Outcomes.path()>{tr::employers::to_outcomes}</a></p>
        <p><a class="lone-link" href=Route::Needs.path()>{tr::employers::to_needs}</a></p>
    }
    .into_any()
}
