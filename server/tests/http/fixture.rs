//! A small world of work: four towns, two organisations, five ads.

use passerelle_api::{
    NoQuery,
    account::{Language, Role, SeatRole},
    id::{SkillCode, TalentId},
    invitation::{AcceptInvitation, Invite, ListReceivedInvitations, NewInvitation},
    job::{Contract, NewApplication, Pay, PayPeriod, Remote},
    reference::InLanguage,
    talent::{NewContact, ProfileChange, SaveProfile},
};
use passerelle_server::{
    store::{
        Connection, account,
        bulk::{self, NewEmployer, NewJob},
        news,
    },
    text::fold,
};

use crate::support::{Person, START_MS, Server};

pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub fn codes(words: &[&str]) -> Vec<SkillCode> {
    words.iter().map(|&word| word.into()).collect()
}

/// A server with that world in it.
pub async fn start() -> Server {
    let server = Server::start().await;
    fill(&server).await;
    server
}

/// Brings the same into a server that was started otherwise.
pub async fn fill(server: &Server) {
    let mut tx = server.app.store.begin().await.unwrap();
    for (code, english, french, near) in [
        ("html", "HTML", "HTML", "[\"css\"]"),
        ("css", "CSS", "CSS", "[]"),
        ("sql", "Queries", "Requêtes", "[\"spreadsheets\"]"),
        ("spreadsheets", "Spreadsheets", "Tableurs", "[]"),
        ("design", "Design", "Écriture graphique", "[]"),
    ] {
        let names = format!("{{\"en\":\"{english}\",\"fr\":\"{french}\"}}");
        bulk::put_skill(&mut tx, code, &names, near).await.unwrap();
    }
    for (slug, english, french, lat, lon) in [
        ("rennes", "Rennes", "Rennes", 48.1173, -1.6778),
        ("fougeres", "Fougeres", "Fougères", 48.3515, -1.2),
        ("paris", "Paris", "Paris", 48.8566, 2.3522),
        ("london", "London", "Londres", 51.5072, -0.1276),
    ] {
        let names = format!("{{\"en\":\"{english}\",\"fr\":\"{french}\"}}");
        bulk::put_place(&mut tx, [slug, &names, "Region", "FR"], lat, lon).await.unwrap();
    }
    bulk::put_employers(&mut tx, &[employer("alpha"), employer("beta")]).await.unwrap();
    bring_in(&mut tx, &jobs(), START_MS).await;
    tx.commit().await.unwrap();
}

/// Writes ads that come in now, as whoever posts them does.
pub async fn bring_in(db: &mut Connection, ads: &[NewJob], now_ms: i64) {
    let written_ms = news::later(db, now_ms).await.unwrap();
    bulk::put_jobs(db, ads, written_ms).await.unwrap();
    let slugs: Vec<&str> = ads.iter().map(|ad| ad.slug.as_str()).collect();
    news::arrive(db, &slugs, written_ms, now_ms).await.unwrap();
}

/// An organisation in Rennes.
pub fn employer(slug: &str) -> NewEmployer {
    NewEmployer {
        slug: slug.into(),
        name: format!("{slug} works"),
        sector: "{}".into(),
        about: "About us".into(),
        lang: Language::English,
        size: 40,
        place: "rennes".into(),
        website: format!("https://{slug}.example.org"),
        accessible_workplace: true,
        disability_confident: false,
    }
}

/// An ad in Rennes that asks for little; the tests change what they are about.
pub fn job(slug: &str, posted_days_ago: i64) -> NewJob {
    NewJob {
        slug: slug.into(),
        employer: "alpha".into(),
        lang: Language::French,
        title: format!("Poste {slug}"),
        summary: "Un poste.".into(),
        html: "<p>Décrit &lt;ici&gt;</p>".into(),
        contract: Contract::Permanent,
        level: Some(4),
        remote: Some(Remote::OnSite),
        place: "rennes".into(),
        pay: None,
        start_on: None,
        duration_months: None,
        training_days: None,
        must: codes(&["html"]),
        nice: codes(&["css"]),
        languages: vec!["fr".into()],
        rome: Some("M1805".into()),
        openings: Some(1),
        posted_ms: START_MS - posted_days_ago * DAY_MS,
        search: fold(&format!("Poste {slug}")),
    }
}

/// Puts in an ad for each text, which is all that its search reads.
pub async fn put_texts(server: &Server, texts: &[(&str, Language, &str)]) {
    let ads: Vec<NewJob> = texts
        .iter()
        .map(|&(slug, lang, text)| NewJob { lang, summary: text.into(), search: fold(text), ..job(slug, 0) })
        .collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::put_jobs(&mut tx, &ads, START_MS).await.unwrap();
    tx.commit().await.unwrap();
}

fn jobs() -> Vec<NewJob> {
    let euros = |min, max, period| Some(Pay { min, max, currency: "EUR".into(), period });
    vec![
        NewJob {
            contract: Contract::Apprenticeship,
            level: Some(3),
            pay: euros(1_000, 1_200, PayPeriod::Month),
            start_on: Some("2026-03-01".parse().unwrap()),
            training_days: Some(1),
            search: fold("Apprenti·e développement Élagage 100% HTML"),
            ..job("web", 1)
        },
        NewJob {
            place: "fougeres".into(),
            level: None,
            remote: Some(Remote::Hybrid),
            pay: euros(30_000, 36_000, PayPeriod::Year),
            ..job("data", 2)
        },
        NewJob { place: "paris".into(), level: Some(6), remote: Some(Remote::Remote), ..job("remote", 3) },
        NewJob {
            employer: "beta".into(),
            place: "london".into(),
            lang: Language::English,
            contract: Contract::Internship,
            start_on: Some("2026-06-15".parse().unwrap()),
            ..job("london", 4)
        },
        NewJob { employer: "beta".into(), ..job("office", 5) },
    ]
}

/// Somebody who hires for an organisation.
pub async fn member(server: &Server, name: &str, employer: &str) -> Person {
    let person = server.person(name, Role::Employer).await;
    let mut tx = server.app.store.begin().await.unwrap();
    account::join_employer(&mut tx, &person.id, employer).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// Has an owner invite somebody, who accepts.
pub async fn joins(server: &Server, owner: &Person, person: &Person, name: &str, role: SeatRole) {
    let body = NewInvitation { email: format!("{name}@example.org"), role: Some(role) };
    server.ok(owner, Invite {}, &NoQuery {}, &body).await;
    let invitation = server.ok(person, ListReceivedInvitations {}, &NoQuery {}, &()).await.remove(0).id;
    server.ok(person, AcceptInvitation { invitation }, &NoQuery {}, &()).await;
}

/// A visible profile that says everything; the tests change what they are about.
pub fn profile() -> ProfileChange {
    ProfileChange {
        visible: true,
        was_visible: None,
        version: None,
        headline: "Pages that everybody can use".into(),
        about: "I like forms.".into(),
        lang: Some(Language::English),
        skills: codes(&["html", "design"]),
        level: Some(4),
        place: Some("rennes".into()),
        radius_km: Some(60),
        remote: vec![Remote::OnSite, Remote::Hybrid],
        contracts: vec![Contract::Apprenticeship],
        available_from: Some("2026-02-01".parse().unwrap()),
        languages: vec![],
        training_days: None,
        pay_month: None,
        projects: None,
    }
}

/// A person with a profile.
pub async fn talent(server: &Server, name: &str, profile: ProfileChange) -> (Person, TalentId) {
    let person = server.person(name, Role::Learner).await;
    let saved = server.ok(&person, SaveProfile {}, &InLanguage::default(), &profile).await;
    (person, saved.id)
}

pub fn application(key: &str) -> NewApplication {
    NewApplication {
        profile: "I made a site for our club.".into(),
        message: "I would like to learn this work with you.".into(),
        phone: Some("+33 6 00 00 00 00".into()),
        cv: None,
        answers: None,
        key: key.into(),
    }
}

pub fn contact(job: &str, key: &str) -> NewContact {
    NewContact {
        job: job.into(),
        pay_min: 1_000,
        pay_max: 1_200,
        message: "We would like to show you our workshop.".into(),
        key: key.into(),
    }
}
