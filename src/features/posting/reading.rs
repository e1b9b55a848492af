//! What a draft says, for those who read it and change nothing: text and no fields.

use leptos::prelude::*;
use passerelle_api::{
    id::SkillCode,
    posting::{AdContent, limits},
};

use super::{calls::Opened, findings::FIELDS};
use crate::{i18n as tr, route::Route, ui::notice::Notice, words};

/// A value, worded anew when the language changes.
type Said = Box<dyn Fn() -> String + Send + Sync>;

/// The draft as it is saved.
pub fn reading(opened: Opened) -> AnyView {
    let (id, job) = (opened.draft.id.clone(), opened.draft.job.clone());
    let ad = job.map(|job| {
        view! { <p><a class="lone-link" href=Route::Job(job).path()>{tr::posting::see_ad}</a></p> }.into_any()
    });
    let lang = opened.draft.content.lang.map(|lang| lang.as_str());
    let parts: Vec<AnyView> =
        FIELDS.iter().map(|(name, _, label)| part(*label, said(name, &opened), words_lang(name, lang))).collect();
    view! {
        <Notice title=tr::posting::read_only>
            <p><a href=Route::DraftPreview(id).path()>{tr::posting::read_preview}</a></p>
        </Notice>
        {ad}
        <dl class="posting-read">{parts}</dl>
    }
    .into_any()
}

fn part(label: fn() -> String, said: Said, lang: Option<&'static str>) -> AnyView {
    let text = move || Some(said()).filter(|text| !text.is_empty()).unwrap_or_else(tr::posting::not_said);
    view! {
        <div>
            <dt>{label}</dt>
            <dd class="prose-lines" dir="auto" lang=lang>{text}</dd>
        </div>
    }
    .into_any()
}

/// The language of what the organisation wrote in words of its own.
fn words_lang(field: &str, lang: Option<&'static str>) -> Option<&'static str> {
    lang.filter(|_| ["title", "summary", "description", "steps", "questions"].contains(&field))
}

/// What the draft says in a field; nothing where it says nothing.
fn said(field: &str, opened: &Opened) -> Said {
    let Opened { draft, places, skills, occupations } = opened;
    let ad: AdContent = draft.content.clone();
    let fixed = |text: String| -> Said { Box::new(move || text.clone()) };
    let skills = |codes: &[SkillCode]| -> Said {
        let named = |code: &SkillCode| skills.iter().find(|skill| skill.code == *code).map(|skill| skill.name.clone());
        let names: Vec<String> = codes.iter().map(|code| named(code).unwrap_or_else(|| code.0.clone())).collect();
        Box::new(move || tr::list(&names))
    };
    let number = |count: Option<u64>| -> Said { Box::new(move || count.map(tr::number).unwrap_or_default()) };
    match field {
        "title" => fixed(ad.title),
        "summary" => fixed(ad.summary),
        "description" => fixed(ad.description),
        "steps" => fixed(ad.steps),
        "questions" => fixed(ad.questions[..ad.questions.len().min(limits::QUESTIONS as usize)].join("\n")),
        "lang" => Box::new(move || ad.lang.map(|lang| tr::language_name(lang.as_str())).unwrap_or_default()),
        "contract" => Box::new(move || ad.contract.map(words::contract).unwrap_or_default()),
        "remote" => Box::new(move || ad.remote.map(words::remote).unwrap_or_default()),
        "level" => Box::new(move || ad.level.map_or_else(tr::posting::level_none, words::eqf_with_words)),
        "pay" => Box::new(move || ad.pay.as_ref().map(words::pay).unwrap_or_default()),
        "start" => Box::new(move || ad.start.map(words::day).unwrap_or_default()),
        "duration_months" => number(ad.duration_months.map(u64::from)),
        "training_days" => number(ad.training_days.map(u64::from)),
        "openings" => number(ad.openings.map(u64::from)),
        "place" => {
            let place = places.iter().find(|place| Some(&place.slug) == ad.place.as_ref());
            fixed(place.map(|place| place.name.clone()).unwrap_or_default())
        }
        "occupation" => {
            let named = occupations.iter().find(|other| Some(&other.code) == ad.occupation.as_ref());
            fixed(named.map(|named| named.name.clone()).or(ad.occupation.map(|code| code.0)).unwrap_or_default())
        }
        "must" => skills(&ad.must),
        "nice" => skills(&ad.nice),
        _ => Box::new(move || tr::list(&ad.languages.iter().map(|code| tr::language_name(code)).collect::<Vec<_>>())),
    }
}
