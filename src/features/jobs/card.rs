//! An ad in a list, and the facts that ads are compared by.

use leptos::prelude::*;
use passerelle_api::{job::JobCard, matching::Aspect, reference::Place};

use crate::{
    i18n as tr,
    route::Route,
    ui::{
        card::Card,
        facts::{Fact, Facts},
        icon::{Glyph, Icon},
        tag::{Tag, TagTone},
    },
    words,
};

/// An ad in a list.
#[component]
pub fn JobItem(card: JobCard) -> impl IntoView {
    let lang = card.lang.as_str();
    view! {
        <Card
            title=card.title.clone()
            href=Route::Job(card.slug.clone()).path()
            level=3
            lang
            eyebrow=card.employer.name.clone()
        >
            <p class="job-summary" lang=lang>{card.summary.clone()}</p>
            <JobTags card=card.clone()/>
            {fit_line(&card)}
            <Facts terse=true>
                <Comparison card/>
            </Facts>
        </Card>
    }
}

/// How well the ad fits the signed-in person, in a line; the ad itself says why.
fn fit_line(card: &JobCard) -> Option<AnyView> {
    let score = card.fit_score?;
    let barrier = card.fit_barriers.first().copied();
    let text = move || match barrier {
        Some(Aspect::Contract) => tr::jobs::fit_contract(),
        Some(Aspect::Place) => tr::jobs::fit_place(),
        Some(Aspect::Start) => tr::jobs::fit_start(),
        Some(Aspect::Language) => tr::jobs::fit_language(),
        // The score is in basis points, at most a hundred percent.
        _ => tr::jobs::fit_line(&tr::percent((score / 100) as u8)),
    };
    let icon = if barrier.is_some() { Icon::Cross } else { Icon::Level };
    Some(view! { <p class="job-fit-line"><Glyph icon size=18/><span>{text}</span></p> }.into_any())
}

/// The kind of contract and of place, in frames.
#[component]
pub fn JobTags(card: JobCard) -> impl IntoView {
    let JobCard { contract, remote, accessible_workplace, .. } = card;
    view! {
        <div class="cluster job-tags">
            <Tag label=move || words::contract(contract) tone=TagTone::Bridge/>
            {remote.map(|remote| view! { <Tag label=move || words::remote(remote)/> })}
            {accessible_workplace.then(|| view! { <Tag label=tr::jobs::accessible icon=Icon::Accessibility/> })}
        </div>
    }
}

/// A town with its region, unless the two are written in different scripts: regions have one name for all languages.
pub fn place_in(place: &Place) -> String {
    if tr::is_rtl(&place.name) == tr::is_rtl(&place.region) {
        in_region(&place.name, &place.region)
    } else {
        place.name.clone()
    }
}

/// A town with its region, where that is known.
pub fn in_region(name: &str, region: &str) -> String {
    if region.is_empty() { name.to_owned() } else { tr::jobs::place_in(name, region) }
}

/// Pay, place, start, rhythm and how many applied: what ads are compared by, in this order everywhere.
#[component]
pub fn Comparison(card: JobCard) -> impl IntoView {
    let JobCard { pay, place, distance_km, start, training_days_per_week, applicants, .. } = card;
    // Nobody is counted who applies on another site, and what that site does not say of the start is not known.
    let is_own = applicants.is_some();
    let place = move || match distance_km {
        Some(km) => tr::jobs::place_away(&place.name, &words::kilometres(km)),
        None => place_in(&place),
    };
    view! {
        <Fact icon=Icon::Pay term=tr::jobs::pay value=move || words::pay_or_not_said(pay.as_ref())/>
        <Fact icon=Icon::Place term=tr::jobs::place value=place/>
        {(is_own || start.is_some()).then(|| view! {
            <Fact icon=Icon::Calendar term=tr::jobs::start value=move || words::start(start)/>
        })}
        {training_days_per_week.map(|days| view! {
            <Fact icon=Icon::Clock term=tr::jobs::rhythm value=move || tr::jobs::training_days(days.into())/>
        })}
        {applicants.map(|count| view! {
            <Fact icon=Icon::People term=tr::jobs::applicants value=move || tr::jobs::applicants_count(count.into())/>
        })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_stands_alone_where_its_region_is_not_known_or_in_another_script() {
        let place = |name: &str, region: &str| {
            place_in(&Place { slug: "town".into(), name: name.into(), region: region.into(), country: "FR".into() })
        };
        assert_eq!(place("Vannes", ""), "Vannes");
        assert_eq!(place("رين", ""), "رين");
        assert_eq!(place("رين", "Bretagne"), "رين");
    }
}
