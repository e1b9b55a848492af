//! Made-up courses, each in two languages, with chapters of text and a quiz.

use std::collections::BTreeMap;

use passerelle_api::{
    account::Language,
    catalogue::{Level, Topic},
    id::{ChoiceId, QuestionId},
    quiz::QuestionKind,
};

use super::{Batch, Dice, KnownSkill, World};
use crate::{
    error::Result,
    markdown,
    quiz::{ChoiceFile, QuestionFile, QuizFile, Text},
    store::{
        Tx,
        catalogue_import::{self, ChapterRecord, CourseRecord, TextRecord},
        reference::name_in,
        to_json,
    },
    text::fold,
};

const KIND_COURSE: u64 = 5;

/// Made-up courses stand behind the real ones.
const FIRST_POSITION: u64 = 1_000_000;

/// The words of a course in one language; `{}` stands for the name of a skill.
struct Tongue {
    lang: Language,
    title: &'static str,
    promise: &'static str,
    outcome: &'static str,
    audience: &'static str,
    prerequisites: &'static str,
    lesson: &'static str,
    question: &'static str,
    choices: [&'static str; 2],
    feedback: [&'static str; 2],
}

const TONGUES: [Tongue; 2] = [
    Tongue {
        lang: Language::English,
        title: "Practice: {}",
        promise: "A made-up course about {}, to try the catalogue at size.",
        outcome: "Say what {} is for",
        audience: "Whoever tries the catalogue.",
        prerequisites: "None.",
        lesson: "## What it is for\n\n{} is learned by doing a small thing, looking at it, and doing it again.\n\n\
                 > **Note.** This lesson is made up.\n\n## How to go on\n\n| Step | What to do |\n|---|---|\n\
                 | 1 | Choose one small task |\n| 2 | Do it and look at it |\n",
        question: "How is {} learned?",
        choices: ["By doing a small thing again", "By waiting"],
        feedback: ["Yes: the lesson says so.", "No: nothing is learned by waiting."],
    },
    Tongue {
        lang: Language::French,
        title: "Pratique : {}",
        promise: "Un cours inventé sur : {}, pour essayer le catalogue en grand.",
        outcome: "Dire à quoi sert : {}",
        audience: "Qui essaie le catalogue.",
        prerequisites: "Aucun.",
        lesson: "## À quoi cela sert\n\n{} s’apprend en faisant une petite chose, en la regardant, puis en la refaisant.\n\n\
                 > **Remarque.** Cette leçon est inventée.\n\n## Comment continuer\n\n| Étape | Quoi faire |\n|---|---|\n\
                 | 1 | Choisir une petite tâche |\n| 2 | La faire et la regarder |\n",
        question: "Comment s’apprend : {} ?",
        choices: ["En refaisant une petite chose", "En attendant"],
        feedback: ["Oui : la leçon le dit.", "Non : on n’apprend rien en attendant."],
    },
];

pub async fn add(world: &World, mut tx: Tx, batch: Batch) -> Result<Tx> {
    for number in batch {
        add_one(world, &mut tx, number).await?;
    }
    Ok(tx)
}

async fn add_one(world: &World, tx: &mut Tx, number: u64) -> Result<()> {
    let mut dice = world.dice(KIND_COURSE, number);
    let slug = format!("synthetic-{}-{number}", world.seed);
    let skills = dice.some_of(&world.skills, 3, 8);
    let topic = dice.one_of(Topic::ALL).as_str();
    let level = dice.one_of(Level::ALL).as_str();
    let minutes: Vec<u32> = skills.iter().map(|_| 5 + dice.under(40) as u32).collect();
    let mut search = String::new();
    for skill in &skills {
        search.push_str(&skill.words);
        search.push(' ');
    }
    search.push_str(&fold(&TONGUES.map(|tongue| about(tongue.title, skills[0], tongue.lang)).join(" ")));
    let codes: Vec<String> = skills.iter().map(|skill| skill.code.0.clone()).collect();
    let course = CourseRecord {
        slug: &slug,
        topic,
        level,
        author: "Passerelle synthetic",
        minutes: minutes.iter().sum(),
        chapters: skills.len(),
        videos: 0,
        languages: TONGUES.iter().map(|tongue| tongue.lang.as_str()).collect(),
        skills: &codes[..2],
        search: &search,
        position: usize::try_from(FIRST_POSITION + number).unwrap_or(usize::MAX),
    };
    catalogue_import::put_course(tx, &course).await?;
    for tongue in &TONGUES {
        put_words(tx, &slug, tongue, &skills).await?;
    }
    for (position, (skill, minutes)) in skills.iter().zip(minutes).enumerate() {
        put_chapter(tx, &slug, position, skill, minutes, &mut dice).await?;
    }
    for skill in course.skills {
        // Each chapter is about one skill and has its code as its slug.
        catalogue_import::put_taught_skill(tx, &slug, skill, Some(skill), course.position).await?;
    }
    Ok(())
}

async fn put_words(tx: &mut Tx, slug: &str, tongue: &Tongue, skills: &[&KnownSkill]) -> Result<()> {
    let outcomes: Vec<String> = skills.iter().take(3).map(|skill| about(tongue.outcome, skill, tongue.lang)).collect();
    let text = TextRecord {
        lang: tongue.lang.as_str(),
        title: &about(tongue.title, skills[0], tongue.lang),
        promise: &about(tongue.promise, skills[0], tongue.lang),
        outcomes: &outcomes,
        audience: tongue.audience,
        prerequisites: tongue.prerequisites,
    };
    catalogue_import::put_text(tx, slug, &text).await
}

async fn put_chapter(
    tx: &mut Tx,
    slug: &str,
    position: usize,
    skill: &KnownSkill,
    minutes: u32,
    dice: &mut Dice,
) -> Result<()> {
    let titles = TONGUES.map(|tongue| name_in(&skill.names, tongue.lang).to_owned());
    let mut texts = Vec::with_capacity(TONGUES.len());
    for (tongue, title) in TONGUES.iter().zip(&titles) {
        let rendered = markdown::render(&about(tongue.lesson, skill, tongue.lang));
        texts.push((tongue.lang.as_str(), title.as_str(), rendered.html, rendered.headings));
    }
    let quiz = quiz(skill, 1 + dice.under(4));
    let chapter = ChapterRecord {
        slug: skill.code.as_str(),
        position,
        minutes,
        video: None,
        questions: quiz.questions.len(),
        quiz: Some(to_json(&quiz)?),
        texts,
    };
    catalogue_import::put_chapter(tx, slug, &chapter).await
}

/// A quiz in every language, whose first choice is always the right one.
fn quiz(skill: &KnownSkill, questions: u64) -> QuizFile {
    let in_all = |words: fn(&Tongue) -> &'static str| -> Text {
        TONGUES
            .iter()
            .map(|tongue| (tongue.lang.as_str().to_owned(), about(words(tongue), skill, tongue.lang)))
            .collect::<BTreeMap<_, _>>()
    };
    let question = |number| QuestionFile {
        id: QuestionId(format!("q{number}")),
        kind: QuestionKind::Single,
        text: in_all(|tongue| tongue.question),
        choices: vec![
            ChoiceFile {
                id: ChoiceId("a".into()),
                correct: true,
                text: in_all(|tongue| tongue.choices[0]),
                feedback: in_all(|tongue| tongue.feedback[0]),
            },
            ChoiceFile {
                id: ChoiceId("b".into()),
                correct: false,
                text: in_all(|tongue| tongue.choices[1]),
                feedback: in_all(|tongue| tongue.feedback[1]),
            },
        ],
    };
    QuizFile { questions: (1..=questions).map(question).collect() }
}

fn about(words: &str, skill: &KnownSkill, lang: Language) -> String {
    words.replace("{}", name_in(&skill.names, lang))
}
