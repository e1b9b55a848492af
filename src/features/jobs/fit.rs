//! How the signed-in person matches an ad: what stands in the way, then every point of the ad with its answer, what the answer rests
//! on, and what would close it. It is a panel of its own, which only those who are signed in download.

use leptos::prelude::*;
use passerelle_api::{
    job::{Contract, Job, JobCard, Pay, Remote},
    matching::{Aspect, ClosingLesson, FitPart, JobFit},
    talent::Fit,
};
use passerelle_rules::pay::monthly_range;

use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::{ButtonKind, LinkButton},
        disclosure::Disclosure,
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
    words,
};

/// The panel. Somebody without a profile is told how to get one.
pub fn panel(job: StoredValue<Job>) -> AnyView {
    let (card, fit) = job.with_value(|job| (job.card.clone(), job.fit.clone()));
    let body = match fit {
        Some(fit) => explained(StoredValue::new(card), fit),
        None => no_profile(),
    };
    view! {
        <section class="fit" aria-labelledby="job-fit">
            <h2 id="job-fit">{tr::fit::title}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn no_profile() -> AnyView {
    view! {
        <Notice title=tr::fit::no_profile>
            <p>{tr::fit::no_profile_text}</p>
            <LinkButton href=Route::Profile.path() label=tr::jobs::match_profile kind=ButtonKind::Secondary/>
        </Notice>
    }
    .into_any()
}

fn explained(card: StoredValue<JobCard>, fit: JobFit) -> AnyView {
    let JobFit { score, barriers, parts } = fit;
    let bar = bar(&parts);
    let whole: u32 = parts.iter().map(|part| part.of).sum();
    let failing = parts.iter().filter(|part| part.fit == Fit::Missing && barriers.contains(&part.aspect)).cloned();
    let failing: Vec<AnyView> = failing
        .map(|part| {
            let text = move || tr::words::labelled(&name(&part), &detail(&part, &card.get_value()).unwrap_or_default());
            view! { <li>{text}</li> }.into_any()
        })
        .collect();
    let barred = (!failing.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Bad title=tr::fit::barriers level=3>
                <ul>{failing}</ul>
                <p>{tr::fit::barriers_text}</p>
            </Notice>
        }
    });
    let lines: Vec<AnyView> = parts.into_iter().map(|part| line(part, card)).collect();
    view! {
        {barred}
        <p class="fit-total">{move || tr::fit::total(&tr::hundredths(score), &tr::hundredths(whole))}</p>
        {bar}
        <h3 class="visually-hidden">{tr::fit::lines}</h3>
        <ul class="fit-lines" role="list">{lines}</ul>
        <Disclosure summary=tr::fit::how>
            <p>{tr::fit::how_text}</p>
        </Disclosure>
    }
    .into_any()
}

/// The points side by side, in the order of the lines. The lines say the same in words, and it is SVG because the site's content
/// security policy refuses style attributes.
fn bar(parts: &[FitPart]) -> AnyView {
    let mut at = 0;
    let mut pieces = Vec::new();
    for part in parts {
        let got = if part.fit == Fit::Met { "fit-bar-met" } else { "fit-bar-partly" };
        let lost = if part.fit == Fit::Unknown { "fit-bar-unknown" } else { "fit-bar-lost" };
        for (class, size) in [(got, part.points), (lost, part.of.saturating_sub(part.points))] {
            if size > 0 {
                pieces.push(view! { <rect class=class x=at y="0" width=size height="8"></rect> }.into_any());
                at += size;
            }
        }
    }
    view! {
        <svg class="fit-bar" viewBox=format!("0 0 {at} 8") preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {pieces}
        </svg>
    }
    .into_any()
}

/// One point of the ad.
fn line(part: FitPart, card: StoredValue<JobCard>) -> AnyView {
    let FitPart { fit, points, of, .. } = part;
    let way = way_on(&part, &card.get_value());
    let evidence = part.evidence.clone().filter(|_| part.skill.is_some());
    let kind = part.skill.is_some() || part.language.is_some();
    let part = StoredValue::new(part);
    let text = move || part.with_value(|part| detail(part, &card.get_value()));
    let aspect = move || part.with_value(|part| aspect_name(part.aspect));
    view! {
        <li class="fit-line" data-fit=fit.as_str()>
            <Glyph icon=icon(fit)/>
            <div class="fit-said">
                <p class="fit-name">
                    <strong>{move || part.with_value(name)}</strong>
                    " "
                    <span class="fit-word">{move || words::fit(fit)}</span>
                    {kind.then(|| view! { " "<span class="fit-kind">{aspect}</span> })}
                </p>
                {move || text().map(|text| view! { <p>{text}</p> })}
                {evidence.map(|evidence| {
                    let said = move || {
                        let kind = words::evidence(evidence.kind);
                        if evidence.text.is_empty() {
                            tr::fit::evidence(&kind)
                        } else {
                            tr::fit::evidence_text(&kind, &evidence.text)
                        }
                    };
                    view! { <p class="fit-evidence">{said}</p> }
                })}
                {way}
            </div>
            <span class="fit-points">{move || tr::fit::points(&tr::hundredths(points), &tr::hundredths(of))}</span>
        </li>
    }
    .into_any()
}

/// What the person can do about a point that is not met: learn it here, or say it in the profile.
fn way_on(part: &FitPart, card: &JobCard) -> AnyView {
    match part.fit {
        Fit::Met => ().into_any(),
        Fit::Unknown if silence(part, card).is_some() => ().into_any(),
        Fit::Unknown => add_to_profile(part.clone()),
        Fit::Partly | Fit::Missing if part.skill.is_some() => part.lesson.clone().map_or_else(no_lesson, lesson),
        Fit::Partly | Fit::Missing => ().into_any(),
    }
}

fn no_lesson() -> AnyView {
    view! { <p class="fit-evidence">{tr::fit::no_lesson}</p> }.into_any()
}

fn lesson(closing: ClosingLesson) -> AnyView {
    let ClosingLesson { course, course_title, chapter, chapter_title } = closing;
    let (href, label) = match (chapter, chapter_title) {
        (Some(chapter), Some(title)) => {
            (Route::Lesson(course, chapter).path(), tr::fit::learn_chapter(&course_title, &title))
        }
        _ => (Route::Course(course).path(), tr::fit::learn(&course_title)),
    };
    view! { <a class="fit-way" href=href><Glyph icon=Icon::Book size=18/><span>{label}</span></a> }.into_any()
}

fn add_to_profile(part: FitPart) -> AnyView {
    let href = format!("{}#{}", Route::Profile.path(), field(&part));
    let label = move || tr::fit::add(&aspect_name(part.aspect));
    view! { <a class="fit-way" href=href><Glyph icon=Icon::Edit size=18/><span>{label}</span></a> }.into_any()
}

/// The field of the profile that answers a point.
fn field(part: &FitPart) -> &'static str {
    match part.aspect {
        Aspect::MustSkill | Aspect::NiceSkill => "profile-skills",
        Aspect::Level => "profile-level",
        // Where the way is known, it is not said how far would do.
        Aspect::Place if part.found.is_some() => "profile-radius",
        Aspect::Place => "profile-place",
        Aspect::Remote => "profile-remote",
        Aspect::Contract => "profile-contracts",
        Aspect::Rhythm => "profile-training-days",
        Aspect::Start => "profile-available",
        Aspect::Language => "add-language",
        Aspect::Pay => "profile-pay",
    }
}

/// Why it is the ad that leaves a point open, and not the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Silence {
    NoSkills,
    Unsaid,
    /// It says its pay in money of which no rate is known.
    Currency,
}

fn silence(part: &FitPart, card: &JobCard) -> Option<Silence> {
    match part.aspect {
        Aspect::MustSkill => part.skill.is_none().then_some(Silence::NoSkills),
        Aspect::Remote => card.remote.is_none().then_some(Silence::Unsaid),
        Aspect::Pay => silence_of_pay(card.pay.as_ref()),
        _ => None,
    }
}

fn silence_of_pay(pay: Option<&Pay>) -> Option<Silence> {
    match pay {
        None => Some(Silence::Unsaid),
        Some(pay) => monthly_range(pay).is_none().then_some(Silence::Currency),
    }
}

/// What a point is called: the skill or the language itself, else what is compared.
fn name(part: &FitPart) -> String {
    match (&part.skill, &part.language) {
        (Some(skill), _) => skill.name.clone(),
        (None, Some(code)) => tr::language_name(code),
        (None, None) => aspect_name(part.aspect),
    }
}

fn aspect_name(aspect: Aspect) -> String {
    match aspect {
        Aspect::MustSkill => tr::fit::must_skill(),
        Aspect::NiceSkill => tr::fit::nice_skill(),
        Aspect::Level => tr::fit::level(),
        Aspect::Place => tr::fit::place(),
        Aspect::Remote => tr::fit::remote(),
        Aspect::Contract => tr::fit::contract(),
        Aspect::Rhythm => tr::fit::rhythm(),
        Aspect::Start => tr::fit::start(),
        Aspect::Language => tr::fit::language(),
        Aspect::Pay => tr::fit::pay(),
    }
}

/// What the ad asks for beside what the person said.
fn detail(part: &FitPart, card: &JobCard) -> Option<String> {
    if part.skill.is_some() {
        return match (part.fit, &part.instead) {
            (Fit::Partly, Some(instead)) => Some(tr::fit::instead(&instead.name)),
            (Fit::Missing, _) => Some(tr::fit::not_in_profile()),
            _ => None,
        };
    }
    match silence(part, card) {
        Some(Silence::NoSkills) => return Some(tr::fit::no_must()),
        Some(Silence::Unsaid) => return Some(tr::fit::ad_silent()),
        Some(Silence::Currency) | None => {}
    }
    let asked = asked(part.aspect, card)?;
    Some(match found(part) {
        Some(found) => tr::fit::asked_found(&asked, &found),
        None if silence(part, card) == Some(Silence::Currency) => tr::fit::other_currency(&asked),
        None => tr::fit::asked(&asked),
    })
}

fn asked(aspect: Aspect, card: &JobCard) -> Option<String> {
    match aspect {
        Aspect::MustSkill | Aspect::NiceSkill => None,
        Aspect::Level => card.level.map(words::eqf_with_words),
        Aspect::Place => Some(card.place.name.clone()),
        Aspect::Remote => card.remote.map(words::remote),
        Aspect::Contract => Some(words::contract(card.contract)),
        Aspect::Rhythm => card.training_days_per_week.map(|days| tr::jobs::training_days(days.into())),
        Aspect::Start => card.start.map(words::day),
        Aspect::Language => Some(tr::fit::spoken()),
        Aspect::Pay => card.pay.as_ref().map(words::pay),
    }
}

/// What was found, which the contract gives as a bare value. One that is not of its kind is shown as it came.
fn found(part: &FitPart) -> Option<String> {
    let Some(found) = part.found.as_deref() else {
        return match (part.aspect, part.fit) {
            (Aspect::Contract, Fit::Missing) => Some(tr::fit::other_contracts()),
            (Aspect::Language, Fit::Missing) => Some(tr::fit::other_languages()),
            (Aspect::Pay, Fit::Met) => Some(tr::fit::pay_met()),
            (Aspect::Pay, Fit::Partly) => Some(tr::fit::pay_partly()),
            (Aspect::Pay, Fit::Missing) => Some(tr::fit::pay_missing()),
            _ => None,
        };
    };
    let text = match part.aspect {
        Aspect::Level => found.parse().ok().map(words::eqf_with_words),
        Aspect::Place => found.parse().ok().map(away),
        Aspect::Remote => found.parse::<Remote>().ok().map(words::remote),
        Aspect::Contract => found.parse::<Contract>().ok().map(words::contract),
        Aspect::Rhythm => found.parse().ok().map(tr::jobs::training_days),
        Aspect::Start => crate::base::day(found).map(|day| tr::fit::free_from(&words::day(day))),
        Aspect::Language => found.parse().ok().map(words::cefr),
        Aspect::MustSkill | Aspect::NiceSkill | Aspect::Pay => None,
    };
    Some(text.unwrap_or_else(|| found.to_owned()))
}

fn away(km: u32) -> String {
    if km == 0 { tr::fit::same_town() } else { tr::fit::away(&words::kilometres(km)) }
}

const fn icon(fit: Fit) -> Icon {
    match fit {
        Fit::Met => Icon::Check,
        Fit::Partly => Icon::Level,
        Fit::Missing => Icon::Cross,
        Fit::Unknown => Icon::Info,
    }
}

#[cfg(test)]
mod tests {
    use passerelle_api::job::PayPeriod;

    use super::*;

    #[test]
    fn an_ad_that_says_its_pay_is_not_called_silent() {
        let pay = |currency: &str| Pay { min: 9_000, max: 9_000, currency: currency.into(), period: PayPeriod::Month };
        assert_eq!(silence_of_pay(None), Some(Silence::Unsaid));
        assert_eq!(silence_of_pay(Some(&pay("SEK"))), Some(Silence::Currency));
        assert_eq!(silence_of_pay(Some(&pay("EUR"))), None);
    }
}
