//! What belongs to somebody is not there for anybody else where it is named in a body or a query either: each such request, asked by a
//! stranger who may call, in a place of their own, with what is the owners'.

use std::{collections::BTreeSet, fs};

use chrono::DateTime;
use passerelle_api::{Access, account::Role, job::NewApplication};
use passerelle_server::store::occupation;
use serde_json::{Value, json};

use super::world::{OWNED, World};
use crate::{
    fixture::{self, DAY_MS, application, contact},
    hiring::{openness, opens},
    support::{Person, Reply, START_MS, Server},
};

/// Ids of what is published or of nobody. Every other kind names what is somebody's.
const ANYBODYS: [&str; 11] = [
    "CertificateCode",
    "ChapterSlug",
    "ChoiceId",
    "CountryCode",
    "CourseSlug",
    "EmployerSlug",
    "IdempotencyKey",
    "OccupationCode",
    "PlaceSlug",
    "QuestionId",
    "SkillCode",
];

/// The endpoints of which a body or a query names what is somebody's.
const NAMING: [&str; 12] = [
    "Apply",
    "ApplySpontaneously",
    "AskContact",
    "ChooseCoachingTime",
    "ChooseSlot",
    "ListJobChoices",
    "ListOwnJobs",
    "ListTalents",
    "MoveApplications",
    "SaveTalentSearch",
    "ShowTalent",
    "StartDraft",
];

/// Those of them that name it in a list of one parameter, which is a text in the document: the field, and the endpoint.
const LISTING: [(&str, &str); 1] = [("named", "ListJobChoices")];

/// Lists of what is one's own, which leave out what is not instead of refusing it.
const LISTS: [&str; 2] = ["ListJobChoices", "ListOwnJobs"];

/// A request by its endpoint: who sends it, and what.
struct Request<'a> {
    endpoint: &'static str,
    who: &'a Person,
    method: &'static str,
    url: String,
    body: Option<Value>,
}

/// The strangers, each with a place of their own to name the owners' things in.
struct Strangers {
    rival: Person,
    learner: Person,
    application: String,
    coaching: String,
}

async fn sent(server: &Server, who: &Person, url: &str, body: &Value) -> Value {
    let reply = server.send(who, "POST", url, Some(&body.to_string())).await;
    assert!(reply.status.is_success(), "{url}: {}", reply.text());
    reply.json()
}

impl Strangers {
    async fn made(server: &Server) -> Self {
        let rival = fixture::member(server, "rival", "beta").await;
        let learner = server.person("stranger", Role::Learner).await;
        let mentor = server.person("substitute", Role::Mentor).await;
        let soon = DateTime::from_timestamp_millis(START_MS + 3 * DAY_MS).unwrap();
        let slots = json!([{"starts_at": soon, "minutes": 30}]);
        let own = serde_json::to_value(application("stranger-1")).unwrap();
        let application =
            sent(server, &learner, "/api/jobs/office/applications", &own).await["id"].as_str().unwrap().to_owned();
        let offer = json!({"slots": slots, "place": "Elsewhere 5"});
        sent(server, &rival, &format!("/api/employer/applications/{application}/slots"), &offer).await;
        let ask = json!({"help": ["cv"], "text": "", "reachable": ["evenings"], "lang": "en", "key": "stranger-2"});
        let coaching = sent(server, &learner, "/api/coaching", &ask).await["id"].as_str().unwrap().to_owned();
        let taking = server.send(&mentor, "POST", &format!("/api/coaching/{coaching}/taking"), None).await;
        assert!(taking.status.is_success(), "{}", taking.text());
        let times = json!({"slots": slots, "way": "phone", "link": ""});
        sent(server, &mentor, &format!("/api/coaching/{coaching}/times"), &times).await;
        let mut tx = server.app.store.begin().await.unwrap();
        let named = [("en".to_owned(), "Programming".to_owned())].into_iter().collect();
        occupation::put(&mut tx, &[("M1805".to_owned(), named)]).await.unwrap();
        tx.commit().await.unwrap();
        opens(server, &rival, &openness(&["M1805"], &["rennes"])).await;
        Self { rival, learner, application, coaching }
    }

    /// What strangers send, of whom each may call the endpoint.
    fn requests(&self, world: &World) -> Vec<Request<'_>> {
        let (rival, learner) = (&self.rival, &self.learner);
        let talent = world.id("/api/talents/{talent}");
        let request =
            |endpoint, who, method, url: &str, body| Request { endpoint, who, method, url: url.to_owned(), body };
        let with_cv = |key: &str| {
            let cv = Some(world.id("/api/files/{file}").into());
            serde_json::to_value(NewApplication { cv, ..application(key) }).unwrap()
        };
        let spontaneous = json!({"occupation": "M1805", "application": with_cv("stranger-3")});
        let moved = json!({
            "applications": [world.id("/api/applications/{application}")], "stage": "refused", "reason": "position_filled", "message": null,
        });
        let choice = |endpoint| serde_json::from_str(&world.body(endpoint).unwrap()).unwrap();
        let ask = serde_json::to_value(contact("web", "stranger-4")).unwrap();
        let search = json!({"name": "Theirs", "search": {"job": "web"}});
        vec![
            request("Apply", learner, "POST", "/api/jobs/london/applications", Some(with_cv("stranger-5"))),
            request("ApplySpontaneously", learner, "POST", "/api/companies/beta/applications", Some(spontaneous)),
            request("AskContact", rival, "POST", &format!("/api/talents/{talent}/contacts"), Some(ask)),
            request(
                "ChooseCoachingTime",
                learner,
                "POST",
                &format!("/api/coaching/{}/choice", self.coaching),
                Some(choice("ChooseCoachingTime")),
            ),
            request(
                "ChooseSlot",
                learner,
                "POST",
                &format!("/api/applications/{}/slot", self.application),
                Some(choice("ChooseSlot")),
            ),
            request("ListJobChoices", rival, "GET", "/api/employer/job-choices?named=web", None),
            request("ListOwnJobs", rival, "GET", "/api/employer/jobs?job=web", None),
            request("ListTalents", rival, "GET", "/api/talents?job=web", None),
            request("MoveApplications", rival, "POST", "/api/employer/moves", Some(moved)),
            request("SaveTalentSearch", rival, "PUT", "/api/employer/talent-searches/search-of-rivals", Some(search)),
            request("ShowTalent", rival, "GET", &format!("/api/talents/{talent}?job=web"), None),
            request("StartDraft", rival, "POST", "/api/employer/drafts", Some(json!({"copy_of": "web"}))),
        ]
    }
}

async fn ask(server: &Server, request: &Request<'_>) -> Reply {
    let body = request.body.as_ref().map(Value::to_string);
    server.send(request.who, request.method, &request.url, body.as_deref()).await
}

#[tokio::test]
async fn what_is_somebodys_is_not_there_for_others_who_name_it() {
    let world = World::made().await;
    let strangers = Strangers::made(&world.server).await;
    let requests = strangers.requests(&world);
    let asked: Vec<&str> = requests.iter().map(|request| request.endpoint).collect();
    assert_eq!(asked, NAMING);
    // Reading may itself change something, as applications are seen, but only once.
    world.state().await;
    let state = world.state().await;
    for request in &requests {
        let reply = ask(&world.server, request).await;
        let label = format!("{}: {} {}", request.endpoint, reply.status, reply.text());
        assert_eq!(reply.status.as_u16(), if LISTS.contains(&request.endpoint) { 200 } else { 422 }, "{label}");
        assert!(!reply.text().to_lowercase().contains(OWNED) && !reply.text().contains("Poste web"), "{label}");
    }
    assert_eq!(world.state().await, state, "nothing that strangers sent changed anything");

    // What is refused is refused for who asks: what the owners did when their world was made is left out here.
    for request in
        requests.into_iter().filter(|request| request.who.id == strangers.rival.id && request.endpoint != "AskContact")
    {
        let request = Request { who: &world.owner, ..request };
        let reply = ask(&world.server, &request).await;
        let label = format!("{}: {} {}", request.endpoint, reply.status, reply.text());
        assert_eq!(reply.status, 200, "{label}");
        assert!(!LISTS.contains(&request.endpoint) || reply.text().contains("Poste web"), "{label}");
    }
}

/// All that a schema refers to, by name.
fn referred<'a>(document: &'a Value, schema: &'a Value, names: &mut BTreeSet<&'a str>) {
    match schema {
        Value::Object(object) => {
            if let Some(name) =
                object.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/components/schemas/"))
                && names.insert(name)
            {
                referred(document, &document["components"]["schemas"][name], names);
            }
            object.values().for_each(|value| referred(document, value, names));
        }
        Value::Array(array) => array.iter().for_each(|value| referred(document, value, names)),
        _ => {}
    }
}

/// The kinds of ids of the contract that name what is somebody's.
fn somebodys(contract: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("{contract}/id.rs")).unwrap();
    let (_, kinds) = text.split_once("\nids! {").unwrap();
    let kinds = kinds.lines().filter_map(|line| line.trim().strip_suffix(',')).filter(|line| !line.starts_with('/'));
    kinds.filter(|kind| !ANYBODYS.contains(kind)).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_request_that_names_what_is_somebodys_is_asked_by_strangers() {
    let server = Server::start().await;
    let document: Value = server.send(&server.nobody(), "GET", "/api/openapi.json", None).await.json();
    let contract = format!("{}/../api/src", env!("CARGO_MANIFEST_DIR"));
    let somebodys = somebodys(&contract);
    assert!(somebodys.len() > 15, "{somebodys:?}");

    let mut naming: BTreeSet<&str> = LISTING.iter().map(|(_, endpoint)| *endpoint).collect();
    let is_for_staff = |name: &str| server.registered.iter().any(|it| it.name == name && it.access == Access::Staff);
    for operation in document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values())
    {
        let mut names = BTreeSet::new();
        // The parts of a path are texts in the document, and asked for elsewhere.
        referred(&document, &operation["parameters"], &mut names);
        referred(&document, &operation["requestBody"], &mut names);
        let endpoint = operation["operationId"].as_str().unwrap();
        // What is named to those who work here is the work of all of them, so that there are no strangers to it who may call.
        if names.iter().any(|name| somebodys.iter().any(|kind| kind == name)) && !is_for_staff(endpoint) {
            naming.insert(endpoint);
        }
    }
    assert_eq!(
        naming.into_iter().collect::<Vec<_>>(),
        NAMING,
        "a stranger's request for each, in the order of the alphabet"
    );

    let mut listing = Vec::new();
    for file in fs::read_dir(contract).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| somebodys.iter().any(|kind| line.contains(&format!("List<{kind}>")))) {
            listing.push(line.trim().trim_start_matches("pub ").split(':').next().unwrap().to_owned());
        }
    }
    assert_eq!(
        listing,
        LISTING.map(|(field, _)| field),
        "the document does not tell of what is in a list of one parameter"
    );
}
