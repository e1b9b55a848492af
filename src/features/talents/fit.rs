//! How well a talent fits one of the organisation's ads, line by line, as the rules of matching count it.

use leptos::prelude::*;
use passerelle_api::{
    job::{OwnJob, Remote},
    matching::{Aspect, FitPart, JobFit},
    talent::{EvidenceKind, Part, TalentQuery},
};

use super::{
    matching::{found_text, icon},
    search::Search,
};
use crate::{
    i18n as tr,
    ui::{
        field::{Choice, Select},
        icon::Glyph,
        notice::{Notice, Tone},
    },
    words,
};

/// Chooses the ad that talents are compared with.
pub fn ad_choice(search: Search, jobs: Vec<OwnJob>, hint: fn() -> String) -> AnyView {
    let none: leptos::text_prop::TextProp = tr::talents::ad_none.into();
    let options: Vec<Choice> = jobs.into_iter().map(|job| Choice::new(job.card.slug.0, job.card.title)).collect();
    let job =
        move || search.with(|query: &TalentQuery| query.job.as_ref().map(ToString::to_string)).unwrap_or_default();
    view! {
        <Select
            id="job"
            label=tr::talents::ad
            hint
            value=Signal::derive(job)
            on_change=move |job: String| search.change(|query| query.job = (!job.is_empty()).then(|| job.into()))
            options
            none
        />
    }
    .into_any()
}

/// The score, of 100.
pub fn score(fit: &JobFit) -> String {
    tr::talents::score(&tr::number(u64::from(fit.score / 100)))
}

/// What is in the way, then each thing that the ad asks for.
pub fn fit_lines(fit: &JobFit) -> AnyView {
    let barriers: Vec<String> = fit.barriers.iter().map(|barrier| aspect(*barrier)).collect();
    let barred = (!barriers.is_empty()).then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr::talents::fit_barred><p>{tr::list(&barriers)}</p></Notice>
        }
    });
    let line = |part: FitPart| {
        let (glyph, points) = (icon(part.fit), points(&part));
        view! {
            <li class="match-line" data-fit=part.fit.as_str()>
                <Glyph icon=glyph/>
                <span>{sentence(&part)}"\u{a0}"</span>
                <span class="match-points">{points}</span>
            </li>
        }
    };
    view! {
        {barred}
        <ul class="match-lines" role="list">{fit.parts.iter().cloned().map(line).collect_view()}</ul>
    }
    .into_any()
}

/// Points are counted in hundredths, which would be false precision here.
fn points(part: &FitPart) -> String {
    let whole = |points: u32| tr::number(u64::from((points + 50) / 100));
    tr::talents::points(&whole(part.points), &whole(part.of))
}

fn sentence(part: &FitPart) -> String {
    let name = match (&part.skill, &part.language) {
        (Some(skill), _) => skill.name.clone(),
        (None, Some(language)) => tr::language_name(language),
        (None, None) => aspect(part.aspect),
    };
    let fit = words::fit(part.fit);
    match detail(part) {
        Some(detail) => tr::talents::line_with(&name, &fit, &detail),
        None => tr::talents::line(&name, &fit),
    }
}

fn detail(part: &FitPart) -> Option<String> {
    let shown = part.evidence.as_ref().map(|evidence| match evidence.kind {
        EvidenceKind::Certificate => tr::talents::by_certificate(),
        EvidenceKind::Defence => tr::talents::by_defence(),
        EvidenceKind::Project => tr::talents::by_project(),
        EvidenceKind::Statement => tr::talents::by_statement(),
    });
    if let Some(instead) = &part.instead {
        return Some(tr::talents::instead(&instead.name, &shown.unwrap_or_default()));
    }
    let found = part.found.as_deref();
    shown.or_else(|| found.map(|found| found_in(part.aspect, found)))
}

fn found_in(aspect: Aspect, found: &str) -> String {
    let part = match aspect {
        Aspect::Level => Part::Level,
        Aspect::Place => Part::Place,
        Aspect::Start => Part::Availability,
        Aspect::Contract => Part::Contract,
        Aspect::Language => Part::Language,
        Aspect::Remote => return found.parse::<Remote>().map_or_else(|()| found.to_owned(), words::remote),
        Aspect::Rhythm => return found.parse().map_or_else(|_| found.to_owned(), tr::talents::days),
        Aspect::MustSkill | Aspect::NiceSkill | Aspect::Pay => return found.to_owned(),
    };
    found_text(part, found)
}

fn aspect(aspect: Aspect) -> String {
    match aspect {
        Aspect::MustSkill => words::part(Part::MustSkill),
        Aspect::NiceSkill => words::part(Part::NiceSkill),
        Aspect::Level => words::part(Part::Level),
        Aspect::Place => words::part(Part::Place),
        Aspect::Start => words::part(Part::Availability),
        Aspect::Contract => words::part(Part::Contract),
        Aspect::Language => words::part(Part::Language),
        Aspect::Remote => tr::masked::remote(),
        Aspect::Rhythm => tr::talents::aspect_rhythm(),
        Aspect::Pay => tr::talents::aspect_pay(),
    }
}
