//! How well a talent answers the search, in a few words and then line by line.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    talent::{EvidenceKind, Fit, MatchPart, Part, TalentCard},
};

use crate::{
    fit::{found_text, icon},
    i18n as tr,
    ui::{
        icon::Glyph,
        tag::{Tag, TagTone},
    },
    words,
};

/// The score, and how many wishes are met, partly met, missing and unknown.
#[component]
pub fn MatchSummary(card: TalentCard) -> impl IntoView {
    let score = card.score;
    let count = |fit: Fit| card.parts.iter().filter(|part| part.fit == fit).count() as u64;
    let tags = Fit::ALL.iter().map(|fit| (*fit, count(*fit))).filter(|(_, count)| *count > 0).map(|(fit, count)| {
        view! { <li><Tag label=move || counted(fit, count) tone=tone(fit) icon=icon(fit)/></li> }
    });
    view! {
        <div class="match">
            <p class="match-score">{move || tr::talents::score_search(&tr::talents::score(&tr::number(score.into())))}</p>
            {bar(&card.parts)}
            <ul class="match-words" role="list" aria-label=tr::talents::match_title>{tags.collect_view()}</ul>
        </div>
    }
}

/// Each wish in a line of words: how it is answered, and by what.
#[component]
pub fn MatchLines(
    card: TalentCard,
    /// The language that was looked for, which the answer does not repeat.
    wished: Option<Language>,
) -> impl IntoView {
    let parts = card.parts.clone();
    let line = move |part: MatchPart| {
        let (fit, card) = (part.fit, card.clone());
        let (points, of) = (u64::from(part.points), u64::from(part.of));
        view! {
            <li class="match-line" data-fit=fit.as_str()>
                <Glyph icon=icon(fit)/>
                <span>{move || sentence(&part, &card, wished)}"\u{a0}"</span>
                <span class="match-points">{move || tr::talents::points(&tr::number(points), &tr::number(of))}</span>
            </li>
        }
    };
    view! { <ul class="match-lines" role="list">{parts.into_iter().map(line).collect_view()}</ul> }
}

/// The points of the score side by side. The words beside it say the same, and it is SVG because the site's content security
/// policy refuses style attributes.
fn bar(parts: &[MatchPart]) -> impl IntoView + use<> {
    let total: u32 = parts.iter().map(|part| part.of).sum();
    let mut at = 0;
    let pieces: Vec<_> = parts
        .iter()
        .flat_map(|part| {
            let got = if part.fit == Fit::Met { "match-bar-met" } else { "match-bar-partly" };
            let lost = if part.fit == Fit::Unknown { "match-bar-unknown" } else { "match-bar-lost" };
            [(got, part.points), (lost, part.of.saturating_sub(part.points))]
        })
        .filter(|(_, size)| *size > 0)
        .map(|(class, size)| {
            let x = at;
            at += size;
            view! { <rect class=class x=x y="0" width=size height="8"></rect> }
        })
        .collect();
    let view_box = format!("0 0 {total} 8");
    view! {
        <svg class="match-bar" viewBox=view_box preserveAspectRatio="none" aria-hidden="true" focusable="false">
            {pieces}
        </svg>
    }
}

fn counted(fit: Fit, count: u64) -> String {
    match fit {
        Fit::Met => tr::talents::count_met(count),
        Fit::Partly => tr::talents::count_partly(count),
        Fit::Missing => tr::talents::count_missing(count),
        Fit::Unknown => tr::talents::count_unknown(count),
    }
}

const fn tone(fit: Fit) -> TagTone {
    match fit {
        Fit::Met => TagTone::Ok,
        Fit::Partly => TagTone::Warn,
        Fit::Missing => TagTone::Bad,
        Fit::Unknown => TagTone::Plain,
    }
}

/// "HTML: met, shown by a certificate".
fn sentence(part: &MatchPart, card: &TalentCard, wished: Option<Language>) -> String {
    let name = match (&part.skill, part.part, wished) {
        (Some(skill), ..) => skill.name.clone(),
        (None, Part::Language, Some(language)) => tr::language_name(language.as_str()),
        (None, part, _) => words::part(part),
    };
    let fit = words::fit(part.fit);
    match detail(part, card) {
        Some(detail) => tr::talents::line_with(&name, &fit, &detail),
        None => tr::talents::line(&name, &fit),
    }
}

/// What the answer rests on.
fn detail(part: &MatchPart, card: &TalentCard) -> Option<String> {
    match (part.part, part.fit) {
        (Part::MustSkill | Part::NiceSkill, Fit::Met | Fit::Partly) => skill_detail(part, card),
        (_, Fit::Unknown) | (Part::MustSkill | Part::NiceSkill, _) => None,
        (Part::Contract, Fit::Missing) => Some(tr::talents::other_contracts()),
        (Part::Language, Fit::Missing) if part.found.is_none() => Some(tr::talents::other_languages()),
        _ => part.found.as_deref().map(|found| found_text(part.part, found)),
    }
}

/// What stands behind the skill, or behind the near one that was found instead.
fn skill_detail(part: &MatchPart, card: &TalentCard) -> Option<String> {
    let held = part.instead.as_ref().or(part.skill.as_ref())?;
    let proven = card.skills.iter().find(|proven| proven.skill.code == held.code)?;
    let shown = match proven.evidence {
        EvidenceKind::Certificate => tr::talents::by_certificate(),
        EvidenceKind::Defence => tr::talents::by_defence(),
        EvidenceKind::Project => tr::talents::by_project(),
        EvidenceKind::Statement => tr::talents::by_statement(),
    };
    Some(match &part.instead {
        Some(instead) => tr::talents::instead(&instead.name, &shown),
        None => shown,
    })
}
