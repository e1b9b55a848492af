//! How well a person fits an ad, line by line, as the rules of matching count it and an organisation reads it. Pages that use it need the
//! messages `Namespace::Talents`, `Namespace::Masked` and `Namespace::Words`, and the style sheet `talents`.

use leptos::prelude::*;
use passerelle_api::{
    job::{Contract, Remote},
    matching::{Aspect, FitPart, JobFit},
    talent::{EvidenceKind, Fit, Part},
};

use crate::{
    i18n as tr,
    ui::{
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
    },
    words,
};

/// The score, of 100.
pub fn score(fit: &JobFit) -> String {
    tr::talents::score(&tr::hundredths(fit.score))
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

/// To the hundredth, as the candidate reads them: rounded ones would not add up to the score.
fn points(part: &FitPart) -> String {
    tr::talents::points(&tr::hundredths(part.points), &tr::hundredths(part.of))
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

/// What stands for how something is answered.
pub const fn icon(fit: Fit) -> Icon {
    match fit {
        Fit::Met => Icon::Check,
        Fit::Partly => Icon::Level,
        Fit::Missing => Icon::Cross,
        Fit::Unknown => Icon::Info,
    }
}

fn distance(km: u32) -> String {
    if km == 0 { tr::talents::same_place() } else { tr::talents::away(&words::kilometres(km)) }
}

/// What was found, which the contract gives as a bare value. A value that is not of its kind is shown as it came.
pub fn found_text(part: Part, found: &str) -> String {
    let text = match part {
        Part::Place if found == "remote" => Some(tr::talents::works_remotely()),
        Part::Place => found.parse().ok().map(distance),
        Part::Level => found.parse().ok().map(|level| tr::talents::reached(&words::eqf_with_words(level))),
        Part::Availability => found.parse().ok().map(|day| tr::talents::from_day(&words::day(day))),
        Part::Contract => found.parse::<Contract>().ok().map(words::contract),
        Part::Language => found.parse().ok().map(words::cefr),
        Part::MustSkill | Part::NiceSkill => None,
    };
    text.unwrap_or_else(|| found.to_owned())
}
