//! What somebody made and how it was defended: who writes it, and who reads how much of it.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::Role,
    id::TalentId,
    portfolio::{OwnDefence, OwnProject, limits},
    privacy::{HideDefences, PreviewProfile, PrivacyChange, SavePrivacy, ShowPrivacy},
    reference::InLanguage,
    talent::{
        AnswerContact, AskContact, ContactAnswer, EvidenceKind, Profile, ProfileChange, ProfileField, SaveProfile,
        ShowProfile, ShowTalent, Talent, TalentList, TalentQuery,
    },
};

use crate::{
    fixture::{self, codes, contact, profile, talent},
    support::{Person, Server},
};

fn project(title: &str, skills: &[&str]) -> OwnProject {
    OwnProject { title: title.into(), text: "Pages for a club.".into(), skills: codes(skills), ..OwnProject::default() }
}

/// A project with everything in it, defended before a jury.
fn whole(shown: bool) -> OwnProject {
    OwnProject {
        own: "I drew the menu.".into(),
        year: Some(2025),
        link: Some("https://lighthouse.example.org/menu".into()),
        defence: Some(OwnDefence {
            day: "2025-06-20".parse().unwrap(),
            heard_by: "Harbour jury".into(),
            passed: true,
            recording: Some("https://recordings.example.org/42".into()),
            shown,
        }),
        ..project("Lighthouse", &["css", "html"])
    }
}

fn with(projects: Vec<OwnProject>) -> ProfileChange {
    ProfileChange { projects: Some(projects), ..profile() }
}

async fn save(server: &Server, who: &Person, change: &ProfileChange) -> Profile {
    server.ok(who, SaveProfile {}, &InLanguage::default(), change).await
}

async fn seen(server: &Server, who: &Person, id: &TalentId) -> Talent {
    server.ok(who, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await
}

/// Everything in which an organisation reads of one talent, as one text. The ad is one of its own.
async fn told(server: &Server, who: &Person, id: &TalentId, job: &str) -> String {
    let mut told = String::new();
    for url in [
        "/api/talents".to_owned(),
        "/api/talents?must=html".to_owned(),
        format!("/api/talents?job={job}"),
        format!("/api/talents/{id}?job={job}&must=html"),
        "/api/employer/contacts".to_owned(),
        "/api/employer/shortlists".to_owned(),
        "/api/employer/export.json".to_owned(),
    ] {
        let reply = server.send(who, "GET", &url, None).await;
        assert_eq!(reply.status, 200, "{url}");
        told.push_str(&reply.text());
    }
    told
}

async fn found(server: &Server, who: &Person, word: &str) -> u64 {
    server.send(who, "GET", &format!("/api/talents?q={word}"), None).await.json::<TalentList>().total
}

async fn accept(server: &Server, employer: &Person, talent: &Person, id: &TalentId) {
    let ask = AskContact { talent: id.clone() };
    let asked = server.ok(employer, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    server
        .ok(talent, AnswerContact { contact: asked.id }, &NoQuery {}, &ContactAnswer { accept: true, block: false })
        .await;
}

#[tokio::test]
async fn projects_are_kept_in_their_order_and_stay_when_they_are_left_out() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", with(vec![project("First", &[]), whole(false)])).await;
    let own = async || server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap().projects;
    assert_eq!(own().await, [project("First", &[]), whole(false)]);
    save(&server, &amina, &profile()).await;
    assert_eq!(own().await.len(), 2, "left out");
    save(&server, &amina, &with(vec![whole(true), project("First", &["sql"])])).await;
    assert_eq!(own().await, [whole(true), project("First", &["sql"])]);
    save(&server, &amina, &with(vec![])).await;
    assert_eq!(own().await, []);
    let bilal = server.person("bilal", Role::Learner).await;
    assert_eq!(save(&server, &bilal, &profile()).await.projects, [], "somebody else's");
}

#[tokio::test]
async fn what_breaks_a_limit_is_said_project_by_project_and_nothing_is_kept() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", with(vec![project("First", &[])])).await;
    let defended = |change: fn(&mut OwnDefence)| {
        let mut project = whole(true);
        project.defence.iter_mut().for_each(change);
        project
    };
    let long = |limit: u64| "é".repeat(limit as usize + 1);
    for (project, field, reason) in [
        (project(" ", &[]), "title", Reason::Required),
        (OwnProject { text: String::new(), ..project("Second", &[]) }, "text", Reason::Required),
        (OwnProject { own: long(limits::TEXT), ..project("Second", &[]) }, "own", Reason::TooLong),
        (project("Second", &["cobol"]), "skills", Reason::NotKnown),
        (OwnProject { year: Some(2027), ..project("Second", &[]) }, "year", Reason::OutOfRange),
        (
            OwnProject { link: Some("http://x.example".into()), ..project("Second", &[]) },
            "link",
            Reason::NotAWebAddress,
        ),
        (defended(|defence| defence.day = "2026-02-01".parse().unwrap()), "defence.day", Reason::InFuture),
        (defended(|defence| defence.heard_by.clear()), "defence.heard_by", Reason::Required),
        (defended(|defence| defence.recording = Some("data:x".into())), "defence.recording", Reason::NotAWebAddress),
    ] {
        let change = with(vec![self::project("First", &[]), project]);
        let problem = server.refused(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
        assert_eq!(problem.errors.len(), 1, "{:?}", problem.errors);
        assert_eq!(
            (problem.errors[0].field.as_str(), problem.errors[0].reason),
            (&*format!("projects.1.{field}"), reason)
        );
    }
    let eleven = with(vec![project("Again", &[]); 11]);
    let problem = server.refused(&amina, SaveProfile {}, &InLanguage::default(), &eleven).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].limit), ("projects", Some(limits::PROJECTS)));
    let unheard_of = r#"{"visible":false,"headline":"","about":"","skills":[],"remote":[],"contracts":[],"languages":[],
        "projects":[{"title":"A","text":"B","score":9}]}"#;
    assert_eq!(server.send(&amina, "PUT", "/api/profile", Some(unheard_of)).await.status, 400);
    let kept = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!(kept.projects, [project("First", &[])]);
    let problem = server.refused(&server.nobody(), SaveProfile {}, &InLanguage::default(), &with(vec![])).await;
    assert_eq!(problem.code, Code::SignInNeeded);
}

#[tokio::test]
async fn a_project_stands_behind_the_skills_it_shows_for_as_long_as_it_is_there() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", with(vec![project("Club pages", &["html", "css"])])).await;
    let behind = |profile: &Profile| -> Vec<(String, EvidenceKind, String)> {
        profile
            .skills
            .iter()
            .map(|proven| (proven.skill.code.0.clone(), proven.evidence, proven.text.clone()))
            .collect()
    };
    let of = |skill: &str, kind, text: &str| (skill.to_owned(), kind, text.to_owned());
    let (project_kind, statement) = (EvidenceKind::Project, EvidenceKind::Statement);
    let own = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    let expected =
        [of("html", project_kind, "Club pages"), of("design", statement, ""), of("css", project_kind, "Club pages")];
    assert_eq!(behind(&own), expected, "a skill that only a project shows comes last");
    let list: TalentList = server.send(&alpha, "GET", "/api/talents?must=css", None).await.json();
    assert_eq!((list.total, list.items[0].score), (1, 100), "the search finds by it");
    let fit = server.send(&alpha, "GET", &format!("/api/talents/{id}?job=web"), None).await.json::<Talent>().card.fit;
    let shown = fit.unwrap().parts.into_iter().find(|part| part.skill.as_ref().is_some_and(|s| s.code == "css".into()));
    let shown = shown.unwrap().evidence.unwrap();
    assert_eq!((shown.kind, shown.text.as_str()), (project_kind, "Club pages"));

    let gone = save(&server, &amina, &with(vec![])).await;
    assert_eq!(behind(&gone), [of("html", statement, ""), of("design", statement, "")]);
    let many: Vec<OwnProject> = ["css", "sql", "spreadsheets"].map(|skill| project(skill, &[skill])).into();
    assert_eq!(save(&server, &amina, &with(many)).await.skills.len(), 5);
}

#[tokio::test]
async fn an_address_is_told_only_after_the_talent_accepted_and_only_to_that_organisation() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", with(vec![whole(true)])).await;
    let addresses = ["lighthouse.example.org", "recordings.example.org"];
    for (who, job) in [(&alpha, "web"), (&beta, "office")] {
        let told = told(&server, who, &id, job).await;
        assert!(addresses.iter().all(|address| !told.contains(address)), "{told}");
    }
    let shown = seen(&server, &alpha, &id).await.projects.remove(0);
    let defence = shown.defence.unwrap();
    assert_eq!((shown.link, shown.link_waits), (None, true));
    assert_eq!((defence.recording, defence.recording_waits), (None, true));
    let names: Vec<_> = shown.skills.iter().map(|skill| skill.name.as_str()).collect();
    assert_eq!((names, shown.year, shown.own.as_str()), (vec!["CSS", "HTML"], Some(2025), "I drew the menu."));

    accept(&server, &alpha, &amina, &id).await;
    let shown = seen(&server, &alpha, &id).await.projects.remove(0);
    let defence = shown.defence.unwrap();
    assert_eq!((shown.link.as_deref(), shown.link_waits), (Some("https://lighthouse.example.org/menu"), false));
    assert_eq!(defence.recording.as_deref(), Some("https://recordings.example.org/42"));
    let told = told(&server, &beta, &id, "office").await;
    assert!(addresses.iter().all(|address| !told.contains(address)), "another organisation: {told}");
    for word in ["recordings", "42"] {
        assert_eq!(found(&server, &beta, word).await, 0, "{word}");
    }
    let preview = server.ok(&amina, PreviewProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!((preview.projects[0].link.as_deref(), preview.projects[0].link_waits), (None, true));
}

#[tokio::test]
async fn nothing_of_a_defence_is_told_without_consent_and_nothing_more_once_it_is_taken_back() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", with(vec![whole(false)])).await;
    let (amina, alpha) = (&amina, &alpha);
    accept(&server, alpha, amina, &id).await;
    let told = async || {
        let told = told(&server, alpha, &id, "web").await;
        let words = [
            "Harbour",
            "recordings.example.org",
            "2025-06-20",
            "\"defence\":{",
            "\"defence\":\"",
            "\"kind\":\"defence\"",
        ];
        (words.iter().any(|word| told.contains(word)), found(&server, alpha, "harbour").await)
    };
    let kind = async || {
        let card = seen(&server, alpha, &id).await.card;
        card.skills.iter().find(|proven| proven.skill.code == "html".into()).unwrap().evidence
    };
    let counted = async || server.ok(amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().defences;
    assert_eq!((told().await, kind().await, counted().await), ((false, 0), EvidenceKind::Project, 0), "off");

    save(&server, amina, &with(vec![whole(true)])).await;
    assert_eq!((told().await, kind().await, counted().await), ((true, 1), EvidenceKind::Defence, 1), "on");
    let shown = seen(&server, alpha, &id).await.projects.remove(0).defence.unwrap();
    assert_eq!((shown.heard_by.as_str(), shown.passed), ("Harbour jury", true));

    assert_eq!(server.ok(amina, HideDefences {}, &NoQuery {}, &()).await.defences, 0);
    assert_eq!((told().await, kind().await, counted().await), ((false, 0), EvidenceKind::Project, 0), "taken back");
    let own = server.ok(amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!(own.projects, [whole(false)], "its owner keeps what was written");

    save(&server, amina, &with(vec![whole(true)])).await;
    save(&server, amina, &with(vec![whole(false)])).await;
    assert_eq!((told().await, kind().await), ((false, 0), EvidenceKind::Project), "taken back in the form");
}

#[tokio::test]
async fn points_are_those_of_a_project_whether_it_was_defended_or_not() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", with(vec![project("Lighthouse", &["html"])])).await;
    let scores = async || {
        let url = format!("/api/talents/{id}?job=web&must=html&nice=css");
        let card = server.send(&alpha, "GET", &url, None).await.json::<Talent>().card;
        (card.score, card.fit.unwrap().score)
    };
    let before = scores().await;
    save(&server, &amina, &with(vec![OwnProject { skills: codes(&["html"]), ..whole(true) }])).await;
    assert_eq!(scores().await, before);
}

#[tokio::test]
async fn hidden_projects_keep_back_that_they_were_defended() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", with(vec![whole(true)])).await;
    let change = PrivacyChange { hidden: vec![ProfileField::Projects], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    accept(&server, &alpha, &amina, &id).await;
    let told = told(&server, &alpha, &id, "web").await;
    for word in ["Lighthouse", "Harbour", "\"defence\"", "example.org/42", "lighthouse.example.org"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
    for word in ["lighthouse", "harbour", "menu"] {
        assert_eq!(found(&server, &alpha, word).await, 0, "{word}");
    }
}

#[tokio::test]
async fn the_words_of_a_name_are_taken_out_of_all_of_a_project() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut named = whole(true);
    named.title = "Amina builds".into();
    named.text = "A site by Amina.".into();
    named.own = "AMINA drew it.".into();
    named.defence.iter_mut().for_each(|defence| defence.heard_by = "Friends of amina".into());
    let (amina, id) = talent(&server, "amina", with(vec![named])).await;
    let shown = server.send(&alpha, "GET", &format!("/api/talents/{id}?job=web"), None).await.text();
    assert!(shown.contains("… builds") && shown.contains("Friends of …"), "{shown}");
    assert!(!shown.to_lowercase().contains("amina"), "{shown}");
    let preview = server.ok(&amina, PreviewProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!(preview, seen(&server, &alpha, &id).await, "the preview is what an organisation gets");
}

#[tokio::test]
async fn a_stranger_neither_reads_nor_takes_back_anything() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", with(vec![whole(true)])).await;
    let bilal = server.person("bilal", Role::Learner).await;
    let reply = server.send(&bilal, "GET", &format!("/api/talents/{id}"), None).await;
    assert_eq!(reply.json::<passerelle_api::Problem>().code, Code::Forbidden);
    let problem = server.refused(&bilal, HideDefences {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::Conflict, "there is no profile of theirs");
    save(&server, &bilal, &profile()).await;
    server.ok(&bilal, HideDefences {}, &NoQuery {}, &()).await;
    let problem = server.refused(&server.nobody(), HideDefences {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::SignInNeeded);
    let own = server.ok(&amina, ShowProfile {}, &InLanguage::default(), &()).await.unwrap();
    assert_eq!(own.projects, [whole(true)]);
    let beta = fixture::member(&server, "rival", "beta").await;
    let change = PrivacyChange { blocked: vec!["beta".into()], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
    let reply = server.send(&beta, "GET", &format!("/api/talents/{id}"), None).await;
    assert_eq!(reply.status, 404, "an organisation that is kept out");
}
