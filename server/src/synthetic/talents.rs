//! Made-up talents. Each is silent about something, as people are.

use chrono::Days;
use passerelle_api::{
    account::Language,
    id::TalentId,
    job::{Contract, Remote},
    portfolio::OwnProject,
    talent::{Cefr, EvidenceKind, SpokenLanguage},
};

use super::{Batch, Dice, World};
use crate::{
    error::Result,
    store::{
        Tx,
        bulk::{self, NewTalent},
        profile::StoredProfile,
        reference::name_in,
        talent::Evidence,
    },
};

const KIND_TALENT: u64 = 3;
const KIND_HANDLE: u64 = 4;

const GIVEN: &[&str] = &[
    "Amina", "Bastien", "Carmen", "Daoud", "Elif", "Farid", "Gaëlle", "Hana", "Ibrahim", "Jolanta", "Karim", "Leïla",
    "Mateo", "Nadia", "Oumar", "Paola", "Quentin", "Rania", "Sofía", "Tomasz", "Uma", "Valentin", "Wafa", "Youssef",
];

const FAMILY: &[&str] = &[
    "Aldama",
    "Benkacem",
    "Cissokho",
    "Delvaux",
    "Escribano",
    "Ferrand",
    "Guivarch",
    "Haddadi",
    "Iglesias",
    "Jankowska",
    "Kerboul",
    "Lamrani",
    "Mbembe",
    "Nasri",
    "Ouattara",
    "Pellerin",
    "Quintana",
    "Roussin",
    "Sahraoui",
    "Tavares",
    "Urbain",
    "Vasseur",
    "Wolniak",
    "Zeroual",
];

/// A language with a headline, before the name of a skill, and a sentence.
const TONGUES: &[(Language, &str, &str)] = &[
    (Language::English, "Looking for a first position", "I learn by doing and I ask when I do not know."),
    (Language::French, "Cherche un premier poste", "J’apprends en faisant et je demande quand je ne sais pas."),
    (Language::Spanish, "Busco un primer empleo", "Aprendo haciendo y pregunto cuando no sé."),
    (Language::Arabic, "أبحث عن أول وظيفة", "أتعلّم بالممارسة وأسأل حين لا أعرف."),
];

pub async fn add(world: &World, mut tx: Tx, batch: Batch) -> Result<Tx> {
    let talents: Vec<NewTalent> = batch.map(|number| talent(world, number)).collect();
    bulk::add_talents(&mut tx, &talents, world.now.timestamp_millis()).await?;
    Ok(tx)
}

fn talent(world: &World, number: u64) -> NewTalent {
    let mut dice = world.dice(KIND_TALENT, number);
    let (lang, headline, sentence) = *dice.one_of(TONGUES);
    let skills = dice.some_of(&world.skills, 0, 8);
    let subject = skills.first().map_or("", |skill| name_in(&skill.names, lang));
    let place = dice.chance(85).then(|| dice.one_of(&world.places).slug.clone());
    let evidence = |skill: &&super::KnownSkill| {
        let (kind, text) = match dice.under(3) {
            0 => (EvidenceKind::Certificate, String::new()),
            1 => (EvidenceKind::Project, sentence.to_owned()),
            _ => (EvidenceKind::Statement, String::new()),
        };
        Evidence { skill: skill.code.clone(), kind, text }
    };
    let evidence: Vec<Evidence> = skills.iter().map(evidence).collect();
    let mut profile = StoredProfile {
        id: handle(world, number),
        version: 1,
        visible: dice.chance(95),
        headline: if subject.is_empty() { headline.to_owned() } else { format!("{headline}: {subject}") },
        about: sentence.to_owned(),
        lang,
        skills: evidence,
        level: dice.chance(85).then(|| 3 + dice.under(6) as u8),
        radius_km: (place.is_some() && dice.chance(70)).then(|| 5 + dice.under(20) as u32 * 5),
        place,
        remote: dice.some_of(Remote::ALL, 0, 3).into_iter().copied().collect(),
        contracts: dice.some_of(Contract::ALL, 0, 3).into_iter().copied().collect(),
        available_from: dice.chance(85).then(|| (world.now + Days::new(dice.under(240))).date_naive()),
        languages: languages(&mut dice),
        training_days: dice.some_of(&[1, 2, 3], 0, 2).into_iter().copied().collect(),
        pay_month: dice.chance(60).then(|| 900 + dice.under(160) as u32 * 10),
        projects: Vec::new(),
    };
    let name = format!("{} {}", dice.one_of(GIVEN), dice.one_of(FAMILY));
    if dice.chance(20) {
        let project = OwnProject { title: subject.to_owned(), text: sentence.to_owned(), ..OwnProject::default() };
        profile.projects.push(project);
    }
    NewTalent {
        account: format!("synthetic-{}-{number}", world.seed),
        name,
        email: format!("synthetic-{}-{number}@example.org", world.seed),
        profile,
    }
}

/// A public handle that says nothing of the number it is made from.
fn handle(world: &World, number: u64) -> TalentId {
    let mut dice = world.dice(KIND_HANDLE, number);
    TalentId(format!("{:016x}{:016x}", dice.next(), dice.next()))
}

fn languages(dice: &mut Dice) -> Vec<SpokenLanguage> {
    let spoken = dice.some_of(Language::ALL, 0, 3);
    spoken
        .into_iter()
        .map(|language| SpokenLanguage { code: language.as_str().to_owned(), cefr: *dice.one_of(Cefr::ALL) })
        .collect()
}
