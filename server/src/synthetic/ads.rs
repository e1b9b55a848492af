//! Made-up organisations and their ads.

use chrono::Days;
use passerelle_api::{
    account::Language,
    job::{Contract, Pay, PayPeriod, Remote},
};

use super::{Batch, Dice, KnownSkill, World};
use crate::{
    error::Result,
    store::{
        Tx,
        bulk::{self, NewEmployer, NewJob},
        news,
        reference::name_in,
    },
    text::fold,
};

/// Ads of one organisation.
const ADS_EACH: u64 = 50;

const KIND_AD: u64 = 1;
const KIND_EMPLOYER: u64 = 2;

/// A language with the words of its ads: what the work is called, before the name of a skill, and one sentence.
const TONGUES: &[(Language, &str, &str, &str)] = &[
    (Language::English, "Assistant", "You learn on the job with a tutor.", "What you will do"),
    (Language::French, "Assistance", "Vous apprenez en travaillant, avec une personne qui vous guide.", "Vos missions"),
    (Language::Spanish, "Asistencia", "Aprendes trabajando, con una persona que te guía.", "Qué harás"),
    (Language::Arabic, "مساعدة", "تتعلّم أثناء العمل مع من يرشدك.", "مهامك"),
];

pub async fn add(world: &World, mut tx: Tx, batch: Batch) -> Result<Tx> {
    let employers: Vec<NewEmployer> =
        (batch.start / ADS_EACH..=(batch.end - 1) / ADS_EACH).map(|number| employer(world, number)).collect();
    bulk::put_employers(&mut tx, &employers).await?;
    let ads: Vec<NewJob> = batch.map(|number| ad(world, number)).collect();
    let written_ms = news::later(&mut tx, world.clock.now_ms()).await?;
    bulk::put_jobs(&mut tx, &ads, written_ms).await?;
    let slugs: Vec<&str> = ads.iter().map(|ad| ad.slug.as_str()).collect();
    news::arrive(&mut tx, &slugs, written_ms, world.clock.now_ms()).await?;
    Ok(tx)
}

fn employer(world: &World, number: u64) -> NewEmployer {
    let mut dice = world.dice(KIND_EMPLOYER, number);
    NewEmployer {
        slug: employer_slug(world, number),
        name: employer_name(number),
        sector: "{}".to_owned(),
        about: "A made-up organisation, to try the job board at size.".to_owned(),
        lang: Language::English,
        size: 5 + dice.under(995) as u32,
        place: dice.one_of(&world.places).slug.clone(),
        website: format!("https://synthetic-{number}.example.org"),
        accessible_workplace: dice.chance(60),
        disability_confident: dice.chance(40),
    }
}

fn employer_slug(world: &World, number: u64) -> String {
    format!("synthetic-{}-{number}", world.seed)
}

fn employer_name(number: u64) -> String {
    format!("Synthetic organisation {number}")
}

fn ad(world: &World, number: u64) -> NewJob {
    let mut dice = world.dice(KIND_AD, number);
    let (lang, work, sentence, heading) = *dice.one_of(TONGUES);
    let place = dice.one_of(&world.places);
    let mut must = dice.some_of(&world.skills, 1, 6);
    let nice = must.split_off(must.len().div_ceil(2));
    let skill = name_in(&must[0].names, lang);
    let title = format!("{work}: {skill}");
    let contract = *dice.one_of(Contract::ALL);
    let employer = number / ADS_EACH;
    let mut search = fold(&format!("{title} {sentence} {}", employer_name(employer)));
    for words in std::iter::once(&place.words).chain(must.iter().chain(&nice).map(|skill| &skill.words)) {
        search.push(' ');
        search.push_str(words);
    }
    let trains = matches!(contract, Contract::Apprenticeship | Contract::TrainThenHire);
    NewJob {
        slug: format!("synthetic-{}-{number}", world.seed),
        employer: employer_slug(world, employer),
        lang,
        summary: sentence.to_owned(),
        html: format!("<h3>{heading}</h3><p>{sentence}</p>"),
        contract,
        level: dice.chance(80).then(|| 3 + dice.under(6) as u8),
        remote: Some(*dice.one_of(Remote::ALL)),
        place: place.slug.clone(),
        pay: dice.chance(70).then(|| pay(&mut dice)),
        start_on: dice.chance(70).then(|| (world.now + Days::new(dice.under(240))).date_naive()),
        duration_months: (contract != Contract::Permanent).then(|| 2 + dice.under(34) as u32),
        training_days: trains.then(|| 1 + dice.under(3) as u8),
        must: codes(&must),
        nice: codes(&nice),
        languages: vec![lang.as_str().to_owned()],
        openings: Some(1 + dice.under(4) as u32),
        posted_ms: world.now.timestamp_millis() - dice.under(90 * 24 * 60) as i64 * 60_000,
        rome: (!world.occupations.is_empty()).then(|| dice.one_of(&world.occupations).clone()),
        title,
        search,
    }
}

fn pay(dice: &mut Dice) -> Pay {
    let min = 900 + dice.under(220) as u32 * 10;
    let max = min + dice.under(80) as u32 * 10;
    let currency = "EUR".to_owned();
    if dice.chance(80) {
        Pay { min, max, currency, period: PayPeriod::Month }
    } else {
        Pay { min: min * 12, max: max * 12, currency, period: PayPeriod::Year }
    }
}

fn codes(skills: &[&KnownSkill]) -> Vec<passerelle_api::id::SkillCode> {
    skills.iter().map(|skill| skill.code.clone()).collect()
}
