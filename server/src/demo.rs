//! Accounts to look around with. Each is named by its role, and all have the same password.

use crate::store::Connection;
use passerelle_api::{
    account::{Language, Role},
    course::ProgressChange,
    id::{AccountId, EmployerSlug, SkillCode, TalentId},
    job::{Contract, Remote},
    quiz::Answer,
    talent::{Cefr, EvidenceKind, SpokenLanguage},
};
use passerelle_rules::{marking, outcomes::AFTER_DAYS};

use crate::{
    award::{Holder, award},
    error::Result,
    hashing,
    quiz::{ChoiceFile, QuizFile},
    state::App,
    store::{
        account,
        course::{self, Filter},
        keep_out, lesson,
        profile::{self, StoredProfile},
        progress::{self, Attempt},
        reference::{self, Taxonomy},
        talent::Evidence,
        teaching, to_json,
    },
};

/// The password of every demo account.
pub const PASSWORD: &str = "passerelle-demo";

/// How long ago the demo learner passed a course, in milliseconds: so long that one is asked what came of it.
const PASSED_AGO_MS: i64 = (AFTER_DAYS + 30) * 24 * 60 * 60 * 1000;

const ACCOUNTS: [(&str, &str, Role); 7] = [
    ("learner@example.org", "Demo learner", Role::Learner),
    ("candidate@example.org", "Demo candidate", Role::Learner),
    ("employer@example.org", "Demo employer", Role::Employer),
    ("mentor@example.org", "Demo mentor", Role::Mentor),
    ("jury@example.org", "Demo jury member", Role::Jury),
    ("partner@example.org", "Demo partner", Role::Partner),
    ("staff@example.org", "Demo staff member", Role::Staff),
];

/// Creates the demo accounts that are not there yet, and says how many that were.
pub async fn create_accounts(app: &App) -> Result<usize> {
    let mut created = 0;
    for (email, name, role) in ACCOUNTS {
        if account::secret(&mut *app.store.read().await?, email).await?.is_some() {
            continue;
        }
        let id = app.random.id()?;
        let password = hashing::hash(app, PASSWORD.to_owned()).await?;
        let mut tx = app.store.begin().await?;
        let new = account::New {
            id: &id,
            email,
            name,
            password: &password,
            language: None,
            roles: &[role],
            now: app.clock.now_ms(),
        };
        account::create(&mut tx, &new).await?;
        match email {
            "learner@example.org" => pass_first_course(&mut tx, app, &AccountId(id), name).await?,
            "employer@example.org" => join_first_employer(&mut tx, &id).await?,
            "mentor@example.org" => author_first_course(&mut tx, AccountId(id)).await?,
            "candidate@example.org" => write_profile(&mut tx, app, &AccountId(id)).await?,
            _ => {}
        }
        tx.commit().await?;
        created += 1;
    }
    Ok(created)
}

/// Creates so many people who learned here as long ago as the demo learner, those who are not there yet, and says how many that were.
/// Their addresses begin with `graduate-1@`.
pub async fn create_graduates(app: &App, count: u32) -> Result<usize> {
    let mut created = 0;
    for number in 1..=count {
        let (email, name) = (format!("graduate-{number}@example.org"), format!("Demo graduate {number}"));
        if account::secret(&mut *app.store.read().await?, &email).await?.is_some() {
            continue;
        }
        let id = app.random.id()?;
        let password = hashing::hash(app, PASSWORD.to_owned()).await?;
        let mut tx = app.store.begin().await?;
        let new = account::New {
            id: &id,
            email: &email,
            name: &name,
            password: &password,
            language: None,
            roles: &[Role::Learner],
            now: app.clock.now_ms(),
        };
        account::create(&mut tx, &new).await?;
        pass_first_course(&mut tx, app, &AccountId(id), &name).await?;
        tx.commit().await?;
        created += 1;
    }
    Ok(created)
}

/// The first one with an ad of its own in the files, so that there is something to look at.
async fn join_first_employer(db: &mut Connection, id: &str) -> Result<()> {
    if let Some(slug) = account::first_employer(&mut *db).await? {
        account::join_employer(&mut *db, id, &slug).await?;
        keep_out::apply(db, &EmployerSlug(slug)).await?;
    }
    Ok(())
}

/// The first one with a video, so that there is something to caption.
async fn author_first_course(db: &mut Connection, account: AccountId) -> Result<()> {
    match teaching::taught(db, None).await?.first() {
        Some(course) => teaching::add_author(db, course, &account).await,
        None => Ok(()),
    }
}

/// The first one of the catalogue, every quiz at the first try, so that there is a certificate.
async fn pass_first_course(db: &mut Connection, app: &App, account: &AccountId, name: &str) -> Result<()> {
    let (rows, _) = course::list(&mut *db, &Filter::default(), None, 1).await?;
    let Some(course) = rows.first().map(course::CourseRow::slug) else { return Ok(()) };
    let now = app.clock.now_ms() - PASSED_AGO_MS;
    for chapter in progress::standing(&mut *db, account, &course).await?.chapters {
        let read = ProgressChange { read: Some(true), ..ProgressChange::default() };
        progress::save(&mut *db, account, &course, &chapter.slug, &read, now).await?;
        let Some(quiz) = lesson::quiz(&mut *db, &course, &chapter.slug).await? else { continue };
        let answers = right(&quiz);
        let marking = marking::mark(&quiz.key(Language::English), &answers, false);
        let attempt = Attempt {
            id: &app.random.id()?,
            account,
            course: &course,
            chapter: &chapter.slug,
            key: chapter.slug.as_str(),
            answers: &to_json(&answers)?,
            percent: marking.percent,
            passed: marking.passed,
            now,
        };
        progress::keep_attempt(&mut *db, &attempt).await?;
    }
    award(db, &app.random, Holder { account, name }, &course, now).await.map(drop)
}

/// The right answers of a quiz.
fn right(quiz: &QuizFile) -> Vec<Answer> {
    let choices = |choices: &[ChoiceFile]| {
        choices.iter().filter(|choice| choice.correct).map(|choice| choice.id.clone()).collect()
    };
    quiz.questions
        .iter()
        .map(|question| Answer { question: question.id.clone(), choices: choices(&question.choices) })
        .collect()
}

async fn write_profile(db: &mut Connection, app: &App, account: &AccountId) -> Result<()> {
    let wanted = ["css", "html", "search-online", "use-a-browser", "write-a-cv"].map(|code| SkillCode(code.to_owned()));
    let taxonomy = Taxonomy::load(&mut *db).await?;
    let skills = wanted.into_iter().filter(|code| taxonomy.has(code));
    let statement =
        |skill| Evidence { skill, kind: EvidenceKind::Statement, text: "Practised in the courses".to_owned() };
    let places = reference::places(&mut *db, Language::English).await?;
    let place = places.into_iter().map(|place| place.slug.0).min();
    let spoken = |code: &str, cefr| SpokenLanguage { code: code.to_owned(), cefr };
    let stored = StoredProfile {
        id: TalentId(app.random.id()?),
        version: 1,
        visible: true,
        headline: "Career changer who builds accessible web pages".to_owned(),
        about: "I learn web development in the evenings and look for a first contract in a small team.".to_owned(),
        lang: Language::English,
        skills: skills.map(statement).collect(),
        level: Some(4),
        place,
        radius_km: Some(30),
        remote: vec![Remote::Hybrid, Remote::Remote],
        contracts: vec![Contract::Apprenticeship, Contract::FixedTerm],
        available_from: Some(app.clock.now().date_naive()),
        languages: vec![spoken("en", Cefr::B2), spoken("fr", Cefr::C1)],
        training_days: vec![1, 2],
        pay_month: Some(900),
        projects: Vec::new(),
    };
    let now_ms = app.clock.now_ms();
    profile::save(db, account, &stored, now_ms).await?;
    profile::confirm(db, account, now_ms).await
}
