//! How well a person fits an ad, line by line, as the rules of matching count it and an organisation reads it. Pages that use it need the
//! messages `Namespace::Talents`, `Namespace::Masked` and `Namespace::Words`, and the style sheet `talents`.

use leptos::prelude::*;
use passerelle_api::{
    job::{Contract, Remote},
    matching::{Aspect, ClosingLesson, FitPart, JobFit},
    talent::{EvidenceKind, Fit, Part},
};

use crate::{
    i18n as tr,
    route::Route,
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
        // Who said nothing of their skills may well have this one.
        let taught = part.lesson.clone().filter(|_| part.fit != Fit::Unknown);
        view! {
            <li class="match-line" data-fit=part.fit.as_str()>
                <Glyph icon=glyph/>
                <div>
                    <span>{sentence(&part)}"\u{a0}"</span>
                    {taught.map(lesson)}
                </div>
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

/// What stands behind a skill, and what was found for anything else: that rests on the person's own word in every line.
fn detail(part: &FitPart) -> Option<String> {
    if part.skill.is_none() {
        return match (part.aspect, part.fit, part.found.as_deref()) {
            (Aspect::MustSkill, ..) => Some(tr::talents::no_must()),
            (Aspect::Contract, Fit::Missing, None) => Some(tr::talents::other_contracts()),
            (Aspect::Language, Fit::Missing, None) => Some(tr::talents::other_languages()),
            (aspect, _, found) => found.map(|found| found_in(aspect, found)),
        };
    }
    let shown = part.evidence.as_ref().map(|evidence| match evidence.kind {
        EvidenceKind::Certificate => tr::talents::by_certificate(),
        EvidenceKind::Defence => tr::talents::by_defence(),
        EvidenceKind::Project => tr::talents::by_project(),
        EvidenceKind::Statement => tr::talents::by_statement(),
    });
    match &part.instead {
        Some(instead) => Some(tr::talents::instead(&instead.name, &shown.unwrap_or_default())),
        None => shown,
    }
}

/// Where a skill that is not met is taught here.
fn lesson(closing: ClosingLesson) -> AnyView {
    let ClosingLesson { course, course_title, chapter, chapter_title } = closing;
    let (href, label) = match (chapter, chapter_title) {
        (Some(chapter), Some(title)) => {
            (Route::Lesson(course, chapter).path(), tr::talents::taught_chapter(&course_title, &title))
        }
        _ => (Route::Course(course).path(), tr::talents::taught(&course_title)),
    };
    view! { <a class="match-way" href=href><Glyph icon=Icon::Book size=18/><span>{label}</span></a> }.into_any()
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
