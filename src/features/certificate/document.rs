//! The certificate itself, on screen and on paper.

use leptos::prelude::*;
use passerelle_api::{certificate::Certificate, reference::Skill};

use crate::{announce::PageHeading, i18n as tr, moment::Moment, words};

/// What the certificate states.
#[component]
pub fn Document(certificate: Certificate, address: String) -> impl IntoView {
    let Certificate { code, holder, course_title, lang, minutes, percent, skills, issuer, awarded_at, digest, .. } =
        certificate;
    let course = course_title.clone();
    view! {
        <article class="certificate">
            <Banner/>
            <p class="certificate-kind">{tr::certificate::eyebrow}</p>
            <p class="certificate-line">{tr::certificate::certifies}</p>
            <p class="certificate-holder" dir="auto">{holder}</p>
            <p class="certificate-line">{tr::certificate::passed}</p>
            <PageHeading text=course_title lang=lang.as_str() title=move || tr::certificate::title(&course)/>
            <SkillList skills/>
            <dl class="certificate-facts">
                <div><dt>{tr::certificate::mark}</dt><dd>{move || tr::percent(percent)}</dd></div>
                <div><dt>{tr::certificate::effort}</dt><dd>{move || words::duration(minutes)}</dd></div>
                <div><dt>{tr::certificate::date}</dt><dd><Moment at=awarded_at/></dd></div>
                <div><dt>{tr::certificate::issuer}</dt><dd>{issuer}</dd></div>
            </dl>
            <dl class="certificate-proof">
                <div><dt>{tr::certificate::code}</dt><dd><code class="certificate-code" dir="ltr">{code.to_string()}</code></dd></div>
                <div><dt>{tr::certificate::digest}</dt><dd><code dir="ltr">{digest}</code></dd></div>
            </dl>
            <p class="certificate-address" dir="ltr">{address}</p>
        </article>
    }
}

#[component]
fn SkillList(skills: Vec<Skill>) -> impl IntoView {
    (!skills.is_empty()).then(|| {
        view! {
            <h2 class="certificate-skills-title">{tr::certificate::skills}</h2>
            <ul class="certificate-skills" role="list">
                {skills.into_iter().map(|skill| view! { <li>{skill.name}</li> }).collect_view()}
            </ul>
        }
    })
}

/// A footbridge across the head of the sheet.
#[component]
fn Banner() -> impl IntoView {
    view! {
        <svg class="certificate-bridge" viewBox="0 0 400 72" aria-hidden="true" focusable="false">
            <circle class="certificate-sun" cx="200" cy="34" r="20"></circle>
            <path
                class="certificate-lines"
                d="M8 60h384M24 60C60 26 120 10 200 10s140 16 176 50M64 60V34M108 60V20M152 60V13M200 60V10M248 60V13M292 60V20M336 60V34"
            ></path>
        </svg>
    }
}
