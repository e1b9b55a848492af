//! Accounts to look around with. Each is named by its role, and all have the same password.

use crate::store::Connection;
use passerelle_api::{
    account::{Language, Role},
    id::{AccountId, SkillCode, TalentId},
    job::{Contract, Remote},
    talent::{Cefr, EvidenceKind, SpokenLanguage},
};

use crate::{
    error::Result,
    hashing,
    state::App,
    store::{
        Sql, account,
        profile::{self, StoredProfile},
        talent::Evidence,
        teaching,
    },
};

/// The password of every demo account.
pub const PASSWORD: &str = "passerelle-demo";

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

/// The first one with an ad of its own in the files, so that there is something to look at.
async fn join_first_employer(db: &mut Connection, id: &str) -> Result<()> {
    let mut sql = Sql::new("SELECT e.slug FROM employers e WHERE e.slug NOT LIKE 'synthetic-%' ");
    sql.push("AND EXISTS (SELECT 1 FROM jobs j WHERE j.employer = e.slug) ORDER BY e.slug LIMIT 1");
    if let Some((slug,)) = sql.optional::<(String,)>(&mut *db).await? {
        account::join_employer(db, id, &slug).await?;
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

async fn write_profile(db: &mut Connection, app: &App, account: &AccountId) -> Result<()> {
    let wanted = ["html", "css", "write-a-cv", "use-a-browser", "search-online"];
    let mut sql = Sql::new("SELECT code FROM skills WHERE code IN (");
    sql.bind_list(wanted).push(") ORDER BY code");
    let skills: Vec<(String,)> = sql.all(&mut *db).await?;
    let statement = |(code,): (String,)| Evidence {
        skill: SkillCode(code),
        kind: EvidenceKind::Statement,
        text: "Practised in the courses".to_owned(),
    };
    let place = Sql::new("SELECT slug FROM places ORDER BY slug LIMIT 1").optional::<(String,)>(&mut *db).await?;
    let spoken = |code: &str, cefr| SpokenLanguage { code: code.to_owned(), cefr };
    let stored = StoredProfile {
        id: TalentId(app.random.id()?),
        visible: true,
        headline: "Career changer who builds accessible web pages".to_owned(),
        about: "I learn web development in the evenings and look for a first contract in a small team.".to_owned(),
        lang: Language::English,
        skills: skills.into_iter().map(statement).collect(),
        level: Some(4),
        place: place.map(|(slug,)| slug),
        radius_km: Some(30),
        remote: vec![Remote::Hybrid, Remote::Remote],
        contracts: vec![Contract::Apprenticeship, Contract::FixedTerm],
        available_from: Some(app.clock.now().date_naive()),
        languages: vec![spoken("en", Cefr::B2), spoken("fr", Cefr::C1)],
        training_days: vec![1, 2],
        pay_month: Some(900),
    };
    profile::save(db, account, &stored, None).await?;
    profile::confirm(db, account, app.clock.now_ms()).await
}
