//! A talent as employers see one before the talent accepts to be met: what the person can do and what stands behind it, and no
//! name, picture or address. Pages that use it need the messages `Namespace::Masked` and `Namespace::Words`.

use leptos::prelude::*;
use passerelle_api::{
    account::Language,
    portfolio::{Defence, Project},
    talent::{EvidenceKind, ProvenSkill, SpokenLanguage, TalentCard, Verified},
};

use crate::{
    base, i18n as tr,
    route::Route,
    ui::{
        facts::{Fact, Facts},
        heading::heading,
        icon::{Glyph, Icon},
    },
    words,
};

/// What a talent is called where its name is not told: the headline in its own language, or words of ours where that is kept back.
pub fn headline(text: &str, lang: Language) -> (String, Language) {
    if text.is_empty() { (tr::masked::untitled(), tr::language()) } else { (text.to_owned(), lang) }
}

/// The icon of what stands behind a skill.
pub const fn evidence_icon(kind: EvidenceKind) -> Icon {
    match kind {
        EvidenceKind::Certificate => Icon::Certificate,
        EvidenceKind::Defence => Icon::People,
        EvidenceKind::Project => Icon::Briefcase,
        EvidenceKind::Statement => Icon::Describe,
    }
}

/// The skills in the order of how well they are proven.
pub fn best_proven_first(skills: &[ProvenSkill]) -> Vec<ProvenSkill> {
    let of_kind =
        |kind: &EvidenceKind| skills.iter().filter(|skill| skill.evidence == *kind).cloned().collect::<Vec<_>>();
    EvidenceKind::ALL.iter().flat_map(of_kind).collect()
}

/// The initial of the best proven skill, in the place where others put a face.
pub fn monogram(skills: &[ProvenSkill]) -> AnyView {
    let initial = best_proven_first(skills).first().and_then(|proven| proven.skill.name.chars().next());
    match initial {
        Some(initial) => {
            view! { <span class="monogram" aria-hidden="true">{base::upper(&initial.to_string())}</span> }.into_any()
        }
        None => view! { <span class="monogram" aria-hidden="true"><Glyph icon=Icon::Bridge/></span> }.into_any(),
    }
}

/// The names of the skills, by what stands behind them.
pub fn proofs(skills: &[ProvenSkill]) -> AnyView {
    if skills.is_empty() {
        return view! { <p class="proofs-none">{tr::masked::no_skills}</p> }.into_any();
    }
    let line = |kind: &EvidenceKind| {
        let kind = *kind;
        let of_kind = skills.iter().filter(|proven| proven.evidence == kind);
        let names: Vec<String> = of_kind.map(|proven| proven.skill.name.clone()).collect();
        (!names.is_empty()).then(|| {
            view! {
                <li class="proof">
                    <Glyph icon=evidence_icon(kind)/>
                    <span>{move || tr::words::labelled(&words::evidence(kind), &tr::list(&names))}</span>
                </li>
            }
        })
    };
    view! { <ul class="proofs" role="list">{EvidenceKind::ALL.iter().filter_map(line).collect_view()}</ul> }.into_any()
}

/// Each skill with what stands behind it, in the person's words.
pub fn proofs_in_full(skills: &[ProvenSkill], lang: Language) -> AnyView {
    if skills.is_empty() {
        return view! { <p class="proofs-none">{tr::masked::no_skills}</p> }.into_any();
    }
    let item = |proven: ProvenSkill| {
        let ProvenSkill { skill, evidence, text, certificate } = proven;
        let about = StoredValue::new(skill.name.clone());
        view! {
            <li class="proof proof-full">
                <Glyph icon=evidence_icon(evidence)/>
                <div>
                    // Without a space Arabic letters would join across the two.
                    <strong><bdi>{skill.name}</bdi></strong>
                    " "
                    <span class="proof-kind">{move || words::evidence(evidence)}</span>
                    {(!text.is_empty()).then(|| view! { <p class="proof-text" lang=lang.as_str()>{text}</p> })}
                    {certificate.map(|certificate| verified(certificate, about))}
                </div>
            </li>
        }
    };
    view! { <ul class="proofs" role="list">{best_proven_first(skills).into_iter().map(item).collect_view()}</ul> }
        .into_any()
}

/// That a certificate was verified here and, once the person is known by name, the page that anybody can verify it on.
fn verified(certificate: Verified, about: StoredValue<String>) -> AnyView {
    let Verified { on, code } = certificate;
    let link = code.map(|code| {
        // Several in a row are told apart by the skill that they show.
        let name = move || about.with_value(|skill| tr::words::labelled(&tr::masked::certificate_open(), skill));
        view! { " "<a href=Route::Certificate(code).path() aria-label=name>{tr::masked::certificate_open}</a> }
    });
    view! { <p class="proof-text">{move || tr::masked::verified_on(&words::day(on))}{link}</p> }.into_any()
}

/// What the person made, each under a heading of that level.
pub fn projects(projects: Vec<Project>, lang: Language, level: u8) -> Option<AnyView> {
    let item = |project: Project| project_item(project, lang.as_str(), level);
    (!projects.is_empty()).then(|| {
        view! { <ul class="stack" role="list">{projects.into_iter().map(item).collect_view()}</ul> }.into_any()
    })
}

fn project_item(project: Project, lang: &'static str, level: u8) -> AnyView {
    let Project { title, text, own, skills, year, link, link_waits, defence } = project;
    let year = year.map(|year| view! { " "<span class="project-year">{year.to_string()}</span> });
    let title = heading(level, "project-title", None, view! { <span lang=lang>{title}</span>{year} });
    let own = (!own.is_empty()).then(|| {
        view! {
            <div>
                <p class="project-part">{tr::masked::project_own}</p>
                <p class="prose-lines" lang=lang>{own}</p>
            </div>
        }
    });
    let names: Vec<String> = skills.into_iter().map(|skill| skill.name).collect();
    let shows = (!names.is_empty()).then(|| view! { <p>{move || tr::masked::project_skills(&tr::list(&names))}</p> });
    view! {
        <li class="stack project">
            {title}
            <p class="prose-lines" lang=lang>{text}</p>
            {own}
            {shows}
            {address(link, tr::masked::project_link)}
            {link_waits.then(|| view! { <p class="hint">{tr::masked::link_waits}</p> })}
            {defence.map(defended)}
        </li>
    }
    .into_any()
}

/// How a project was defended, in the words of whoever did.
fn defended(defence: Defence) -> AnyView {
    let Defence { day, heard_by, passed, recording, recording_waits } = defence;
    let told = move || {
        let day = words::day(day);
        if passed { tr::masked::defence_passed(&day, &heard_by) } else { tr::masked::defence_told(&day, &heard_by) }
    };
    view! {
        <div class="stack project-defended">
            <p class="proof"><Glyph icon=evidence_icon(EvidenceKind::Defence)/><span>{told}</span></p>
            {address(recording, tr::masked::recording)}
            {recording_waits.then(|| view! { <p class="hint">{tr::masked::recording_waits}</p> })}
            <p class="hint">{tr::masked::stated}</p>
        </div>
    }
    .into_any()
}

/// An address that somebody wrote, which leaves this site.
fn address(address: Option<String>, label: fn() -> String) -> Option<AnyView> {
    address.map(|address| {
        let shown = address.clone();
        view! {
            <p class="project-address">
                {label}
                " "
                <a href=address rel="external noopener noreferrer nofollow ugc" dir="ltr">{shown}</a>
            </p>
        }
        .into_any()
    })
}

/// What the person said of level, place and time. What was not said is shown as not said.
#[component]
pub fn TalentFacts(
    card: TalentCard,
    /// On cards: icons instead of terms.
    #[prop(optional)]
    terse: bool,
) -> impl IntoView {
    let TalentCard { level, place, contracts, remote, available_from, languages, .. } = card;
    // A card says what is known; on the page of a person, what was not said has its line as well.
    let shown = |said: bool| said || !terse;
    let joined = |names: Vec<String>| if names.is_empty() { tr::masked::not_said() } else { tr::list(&names) };
    let place = place.map(|place| place.name);
    let says = [
        shown(level.is_some()),
        shown(place.is_some()),
        shown(available_from.is_some()),
        shown(!contracts.is_empty()),
        shown(!remote.is_empty()),
        shown(!languages.is_empty()),
    ];
    let level = move || match level {
        Some(level) if terse => words::eqf(level),
        Some(level) => words::eqf_with_words(level),
        None => tr::masked::not_said(),
    };
    view! {
        <Facts terse>
            {says[0].then(|| view! {
                <Fact icon=Icon::Level term=|| words::part(passerelle_api::talent::Part::Level) value=level/>
            })}
            {says[1].then(|| view! {
                <Fact icon=Icon::Place term=tr::masked::place value=move || place.clone().unwrap_or_else(tr::masked::not_said)/>
            })}
            {says[2].then(|| view! {
                <Fact
                    icon=Icon::Calendar
                    term=tr::masked::available
                    value=move || available_from.map_or_else(tr::masked::not_said, |day| words::start(Some(day)))
                />
            })}
            {says[3].then(|| view! {
                <Fact
                    icon=Icon::Briefcase
                    term=tr::masked::contracts
                    value=move || joined(running(contracts.iter().map(|contract| words::contract(*contract))))
                />
            })}
            {says[4].then(|| view! {
                <Fact
                    icon=Icon::House
                    term=tr::masked::remote
                    value=move || joined(running(remote.iter().map(|remote| words::remote(*remote))))
                />
            })}
            {says[5].then(|| view! {
                <Fact
                    icon=Icon::Globe
                    term=tr::masked::languages
                    value=move || joined(languages.iter().map(|spoken| spoken_text(spoken, terse)).collect())
                />
            })}
        </Facts>
    }
}

/// Names as they run on in a list: a capital letter that only began the name becomes small, that of "CDI" stays.
fn running(names: impl Iterator<Item = String>) -> Vec<String> {
    let small = |name: String| {
        let mut letters = name.chars();
        match (letters.next(), letters.next().map(String::from)) {
            (Some(first), Some(second)) if base::lower(&second) == second => {
                [base::lower(&first.to_string()).as_str(), &name[first.len_utf8()..]].concat()
            }
            _ => name,
        }
    };
    names.enumerate().map(|(at, name)| if at == 0 { name } else { small(name) }).collect()
}

fn spoken_text(spoken: &SpokenLanguage, terse: bool) -> String {
    let name = tr::language_name(&spoken.code);
    if terse {
        format!("{name} {}", spoken.cefr.as_str())
    } else {
        // Brackets keep a language and its level together in a list of commas.
        format!("{name} ({})", words::cefr(spoken.cefr))
    }
}
