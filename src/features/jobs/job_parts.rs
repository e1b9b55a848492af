//! The parts of an ad's page.

use leptos::prelude::*;
use passerelle_api::{
    job::{Application, Job},
    reference::Skill,
};
use passerelle_rules::application::bars_another;

use super::{
    answering::answering,
    card::{Comparison, JobTags},
};
use crate::{
    i18n as tr,
    route::Route,
    ui::{
        button::{ButtonKind, LinkButton},
        facts::{Fact, Facts},
        icon::{Glyph, Icon},
        notice::{Notice, Tone},
        tag::{Tag, TagTone},
    },
    words,
};

/// Everything that decides whether to read on, in one block.
#[component]
pub fn AtAGlance(job: Job) -> impl IntoView {
    let Job { card, languages, duration_months, openings, occupation, apply_url, .. } = job;
    let knows_languages = !languages.is_empty();
    let (contract, remote, level) = (card.contract, card.remote, card.level);
    // What another site does not say is not known: it may well ask for a diploma in its text.
    let is_own = apply_url.is_none();
    let languages =
        move || tr::list(&languages.iter().map(|language| tr::language_name(language.as_str())).collect::<Vec<_>>());
    view! {
        <section class="job-glance" aria-labelledby="job-glance">
            <h2 class="visually-hidden" id="job-glance">{tr::jobs::glance}</h2>
            <JobTags card=card.clone()/>
            <Facts>
                <Comparison card/>
                <Fact icon=Icon::Briefcase term=tr::jobs::contract value=move || contract_text(contract, duration_months)/>
                {occupation.map(|known| view! {
                    <Fact icon=Icon::Briefcase term=tr::jobs::occupation value="">
                        <span lang=known.lang.as_str()>{known.name}</span>
                    </Fact>
                })}
                {remote.map(|remote| view! {
                    <Fact icon=Icon::House term=tr::jobs::remote value=move || words::remote(remote)/>
                })}
                {(is_own || level.is_some()).then(|| view! {
                    <Fact icon=Icon::Level term=tr::jobs::level value=move || level.map_or_else(tr::jobs::level_none, words::eqf_with_words)/>
                })}
                {knows_languages.then(|| view! { <Fact icon=Icon::Globe term=tr::jobs::languages value=languages/> })}
                {openings.map(|openings| view! {
                    <Fact icon=Icon::People term=tr::jobs::openings value=move || tr::jobs::openings_count(openings.into())/>
                })}
            </Facts>
        </section>
    }
}

fn contract_text(contract: passerelle_api::job::Contract, months: Option<u32>) -> String {
    let name = words::contract(contract);
    months.map_or_else(|| name.clone(), |months| tr::jobs::contract_for(&name, &tr::jobs::months(months.into())))
}

/// The skills that the ad asks for.
#[component]
pub fn Skills(must: Vec<Skill>, nice: Vec<Skill>) -> impl IntoView {
    let list = |id: &'static str, title: fn() -> String, icon: Icon, skills: Vec<Skill>| {
        (!skills.is_empty()).then(|| {
            let item = |skill: Skill| view! { <li><Glyph icon size=18/><span><bdi>{skill.name}</bdi></span></li> };
            let items = skills.into_iter().map(item);
            view! {
                <div>
                    <h3 id=id>{title}</h3>
                    <ul class="job-skills" role="list" aria-labelledby=id>{items.collect_view()}</ul>
                </div>
            }
        })
    };
    (!must.is_empty() || !nice.is_empty()).then(|| {
        view! {
            <section aria-labelledby="job-skills">
                <h2 id="job-skills">{tr::jobs::skills}</h2>
                <div class="job-skill-lists">
                    {list("job-must", tr::jobs::must, Icon::Check, must)}
                    {list("job-nice", tr::jobs::nice, Icon::Plus, nice)}
                </div>
            </section>
        }
    })
}

/// Who hires.
#[component]
pub fn Employer(job: Job) -> impl IntoView {
    // Another site takes the applications, so that nobody here knows how they are answered.
    let elsewhere = job.apply_url.is_some();
    let (employer_verified, known) = (job.employer_verified, job.answering.clone());
    let Job { card, employer_about, employer_lang, employer_website, employer_size, disability_confident, .. } = job;
    let company = Route::Company(card.employer.slug.clone()).path();
    let name = card.employer.name.clone();
    let host = employer_website.trim_start_matches("https://").trim_end_matches('/').to_owned();
    let accessible = card.accessible_workplace;
    view! {
        <section class="job-employer" aria-labelledby="job-employer">
            <h2 id="job-employer">{move || tr::jobs::employer(&card.employer.name)}</h2>
            {employer_verified.then(|| view! { <Tag label=tr::jobs::verified tone=TagTone::Ok icon=Icon::Check/> })}
            {(!employer_about.is_empty()).then(|| view! { <p lang=employer_lang.as_str()>{employer_about}</p> })}
            <Facts>
                {(employer_size > 0).then(|| view! {
                    <Fact icon=Icon::People term=tr::jobs::size value=move || tr::jobs::people(employer_size.into())/>
                })}
                <Fact icon=Icon::Accessibility term=tr::jobs::workplace value=move || workplace(accessible, disability_confident)/>
                {(!elsewhere).then(|| answering(known))}
            </Facts>
            <p><a class="lone-link" href=company>{move || tr::jobs::company(&name)}</a></p>
            {(!employer_website.is_empty()).then(|| view! {
                <p>
                    <a href=employer_website rel="external noopener" dir="ltr">{host}<Glyph icon=Icon::External size=18/></a>
                </p>
            })}
        </section>
    }
}

/// How the organisation recruits, in its words.
pub fn steps(job: &Job) -> Option<AnyView> {
    let (lang, steps) = (job.card.lang.as_str(), job.steps.clone());
    (!steps.is_empty()).then(|| {
        view! {
            <section aria-labelledby="job-steps">
                <h2 id="job-steps">{tr::jobs::steps}</h2>
                <p class="prose-lines" lang=lang dir="auto">{steps}</p>
            </section>
        }
        .into_any()
    })
}

/// What an application answers, said before anybody begins one.
pub fn asked(job: &Job) -> Option<AnyView> {
    let (lang, questions) = (job.card.lang.as_str(), job.questions.clone());
    (!questions.is_empty()).then(|| {
        let items: Vec<AnyView> =
            questions.into_iter().map(|question| view! { <li dir="auto">{question}</li> }.into_any()).collect();
        view! {
            <section aria-labelledby="job-asked">
                <h2 id="job-asked">{tr::jobs::questions}</h2>
                <ul lang=lang>{items}</ul>
            </section>
        }
        .into_any()
    })
}

pub fn workplace(accessible: bool, confident: bool) -> String {
    match (accessible, confident) {
        (true, true) => tr::jobs::workplace_both(),
        (true, false) => tr::jobs::workplace_accessible(),
        (false, true) => tr::jobs::workplace_confident(),
        (false, false) => tr::jobs::workplace_not_said(),
    }
}

/// Whether an ad that takes applications here takes none now. Searches leave such an ad out.
pub fn takes_none(job: &Job) -> bool {
    job.apply_url.is_none() && (job.closed || job.stale || job.repeated_by.is_some())
}

/// Why nobody can apply, or why searches leave the ad out, where that is so.
pub fn left_out(job: &Job) -> AnyView {
    if job.closed {
        return view! { <Notice tone=Tone::Warn title=tr::jobs::closed><p>{tr::jobs::closed_text}</p></Notice> }
            .into_any();
    }
    if job.left {
        return view! { <Notice tone=Tone::Warn title=tr::jobs::left><p>{tr::jobs::left_text}</p></Notice> }.into_any();
    }
    match &job.repeated_by {
        Some(newer) => {
            let href = Route::Job(newer.clone()).path();
            view! {
                <Notice tone=Tone::Warn title=tr::jobs::repeated>
                    <p><a href=href>{tr::jobs::repeated_link}</a></p>
                </Notice>
            }
            .into_any()
        }
        None if job.stale => {
            let title = if job.ended { tr::jobs::ended } else { tr::jobs::stale };
            let text = match (takes_none(job), job.ended) {
                (true, _) => tr::jobs::stale_closed,
                (false, true) => tr::jobs::ended_text,
                (false, false) => tr::jobs::stale_text,
            };
            view! { <Notice tone=Tone::Warn title><p>{text}</p></Notice> }.into_any()
        }
        None => ().into_any(),
    }
}

/// The way to apply, or what became of one's application.
#[component]
pub fn ApplyBar(job: Job) -> impl IntoView {
    let title = job.card.title.clone();
    if let Some(url) = job.apply_url {
        // Nobody can apply to what its site does not have any more, and one applies at the ad that stands for this one.
        return if job.left || job.repeated_by.is_some() { ().into_any() } else { elsewhere(url, title) };
    }
    let takes_none = takes_none(&job);
    let href = Route::Apply(job.card.slug).path();
    match job.mine.filter(|mine| bars_another(mine.status)) {
        Some(mine) => view! { <div class="job-side"><Applied mine/></div> }.into_any(),
        None if takes_none => ().into_any(),
        None => view! {
            <div class="job-side job-apply">
                <LinkButton
                    href
                    label=tr::jobs::apply
                    about=move || tr::jobs::about_ad(&title)
                    kind=ButtonKind::Primary
                    icon=Icon::Send
                />
                <p class="job-apply-hint">{tr::jobs::apply_hint}</p>
            </div>
        }
        .into_any(),
    }
}

/// The way to apply on the site that the ad came from.
pub fn elsewhere(url: String, title: String) -> AnyView {
    let host = url.split('/').nth(2).unwrap_or_default().to_owned();
    view! {
        <div class="job-side job-apply">
            <LinkButton
                href=url
                label=move || tr::jobs::elsewhere(&host)
                about=move || tr::jobs::about_ad(&title)
                kind=ButtonKind::Primary
                icon=Icon::External
                external=true
            />
            <p class="job-apply-hint">{tr::jobs::elsewhere_hint}</p>
        </div>
    }
    .into_any()
}

/// What became of one's application.
#[component]
pub fn Applied(mine: Application) -> impl IntoView {
    let status = mine.status;
    view! {
        <Notice tone=Tone::Ok title=tr::jobs::applied_already>
            <p>{move || tr::words::labelled(&tr::jobs::state(), &words::application_status(status))}</p>
            <p>
                <a href=Route::Applications.path()>{tr::jobs::to_applications}</a>
            </p>
        </Notice>
    }
}
