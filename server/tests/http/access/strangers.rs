//! What belongs to somebody is not there for anybody else: every path that names something, asked by strangers.

use passerelle_api::{Access, account::Role};
use passerelle_server::endpoints::Registered;

use super::world::{OWNED, TRACK, World};
use crate::{
    fixture,
    support::{Person, Reply, Server},
};

/// Paths that anybody who may call at all may go, with the reason.
const OPEN: [(&str, &str); 18] = [
    ("Apply", "an ad is there to be applied for"),
    ("ApplySpontaneously", "an organisation that wants to hear from people hears from anybody"),
    ("AskContact", "whoever can be found can be asked; who it is stays masked"),
    ("AwardCertificate", "a course is everybody's, and the certificate one's own"),
    ("ListCompanyAds", "ads are published"),
    ("ListSimilarJobs", "ads are published"),
    ("ReadTranscript", "courses are published"),
    ("SaveProgress", "a course is everybody's, and the progress one's own"),
    ("SendAttempt", "a course is everybody's, and the attempt one's own"),
    ("ShowApprenticeship", "what the law of a country says"),
    ("ShowCertificate", "whoever is given a certificate's code verifies whose it is"),
    ("ShowCompany", "organisations that hire are published"),
    ("ShowCourse", "courses are published"),
    ("ShowInterview", "what recruiters say is read by all who teach"),
    ("ShowJob", "ads are published"),
    ("ShowLesson", "courses are published"),
    ("ShowQuiz", "courses are published"),
    ("ShowTalent", "who chose to be found is read by organisations that were let in; who it is stays masked"),
];

/// Those of them of which the answer names somebody.
const TELLING: [&str; 2] = ["ShowCertificate", "ShowInterview"];

/// Paths that end in a name which whoever makes a thing gives it, so that the same one leads others to their own, or to nothing.
const OWN_NAMES: [&str; 10] = [
    "DeleteNote",
    "DeleteOutside",
    "DeleteSavedSearch",
    "DeleteTalentSearch",
    "SaveNote",
    "SaveOutside",
    "SaveSearch",
    "SaveShortlist",
    "SaveTalentSearch",
    "SaveTemplate",
];

/// Those who work here see to what the site has of everybody, and are strangers to the rest.
const STAFF: &str = "somebody else who works here";

async fn strangers(server: &Server) -> [(&'static str, Person); 5] {
    [
        ("another learner", server.person("stranger", Role::Learner).await),
        ("a member of another organisation", fixture::member(server, "rival", "beta").await),
        ("somebody else who teaches", server.person("substitute", Role::Mentor).await),
        (STAFF, server.person("clerk", Role::Staff).await),
        ("nobody", server.nobody()),
    ]
}

async fn ask(world: &World, who: &Person, endpoint: &Registered) -> Reply {
    let url = world.path(endpoint.path);
    let method = endpoint.method.as_str();
    match endpoint.name {
        "SendTrack" | "CheckTrack" | "RemoveTrack" => {
            let url = format!("{url}?kind=captions&language=es");
            let headers = [("content-type", "application/octet-stream")];
            let track = if method == "DELETE" { "" } else { TRACK };
            world.server.send_with(who, method, &url, &headers, track).await
        }
        name => world.server.send(who, method, &url, world.body(name).as_deref()).await,
    }
}

/// Whether what an endpoint names is the work of all who work here, whoever of them it is.
fn is_work_of(who: &str, endpoint: &Registered) -> bool {
    who == STAFF && matches!(endpoint.access, Access::Staff | Access::Teacher)
}

fn is_open(endpoint: &Registered) -> bool {
    OPEN.iter().any(|(name, _)| *name == endpoint.name)
}

#[tokio::test]
async fn what_is_somebodys_is_not_there_for_others() {
    let world = World::made().await;
    let strangers = strangers(&world.server).await;
    let named: Vec<Registered> =
        world.server.registered.iter().filter(|endpoint| endpoint.path.contains('{')).copied().collect();
    let names: Vec<&str> = named.iter().map(|endpoint| endpoint.name).collect();
    for name in OPEN.iter().map(|(name, _)| name).chain(&OWN_NAMES) {
        assert!(names.contains(name), "{name} is in a list here and no path with parts");
    }
    // Reading may itself change something, as applications are seen, but only once.
    world.state().await;
    let state = world.state().await;
    assert!(state.concat().to_lowercase().matches(OWNED).count() > 20, "{state:?}");

    let tells = |reply: &Reply| reply.text().to_lowercase().contains(OWNED);
    let own_name = |endpoint: &&Registered| OWN_NAMES.contains(&endpoint.name);
    for endpoint in named.iter().filter(|endpoint| !is_open(endpoint) && !own_name(endpoint)) {
        for (label, who) in strangers.iter().filter(|(label, _)| !is_work_of(label, endpoint)) {
            let reply = ask(&world, who, endpoint).await;
            let label = format!("{} as {label}: {} {}", endpoint.name, reply.status, reply.text());
            assert!([401, 403, 404].contains(&reply.status.as_u16()), "{label}");
            assert!(!tells(&reply), "{label}");
        }
    }
    for endpoint in named.iter().filter(own_name) {
        for (label, who) in &strangers {
            let reply = ask(&world, who, endpoint).await;
            let label = format!("{} as {label}: {} {}", endpoint.name, reply.status, reply.text());
            assert!(reply.status.is_success() || [401, 403, 404].contains(&reply.status.as_u16()), "{label}");
            assert!(!tells(&reply), "{label}");
        }
    }
    assert_eq!(world.state().await, state, "nothing that strangers sent changed anything");

    for endpoint in named.iter().filter(|endpoint| is_open(endpoint)) {
        for (label, who) in &strangers {
            let reply = ask(&world, who, endpoint).await;
            let label = format!("{} as {label}: {} {}", endpoint.name, reply.status, reply.text());
            assert!(!reply.status.is_server_error(), "{label}");
            assert!(TELLING.contains(&endpoint.name) || !tells(&reply), "{label}");
        }
    }
}

fn owners(world: &World) -> [&Person; 5] {
    [&world.candidate, &world.owner, &world.teacher, &world.staff, &world.guest]
}

#[tokio::test]
async fn the_same_is_there_for_whose_it_is() {
    // What is refused above is refused for who asks, and not because it is not there.
    let world = World::made().await;
    let mut reached = 0;
    for endpoint in world.server.registered.iter().filter(|it| it.path.contains('{') && it.method.as_str() == "GET") {
        let mut statuses = Vec::new();
        for who in owners(&world) {
            statuses.push(ask(&world, who, endpoint).await.status.as_u16());
        }
        // Captions of the demo's videos are made elsewhere, so that there is no transcript here.
        assert!(endpoint.name == "ReadTranscript" || statuses.contains(&200), "{}: {statuses:?}", endpoint.name);
        reached += 1;
    }
    assert!(reached > 15, "{reached}");
}

/// Asks as one owner after the other until somebody finds it there, and gives what they were answered.
async fn find(world: &World, endpoint: &Registered) -> Result<(), Vec<u16>> {
    let mut statuses = Vec::new();
    for who in owners(world) {
        let status = ask(world, who, endpoint).await.status.as_u16();
        if ![401, 403, 404].contains(&status) {
            return Ok(());
        }
        statuses.push(status);
    }
    Err(statuses)
}

#[tokio::test]
async fn whose_it_is_may_change_the_same() {
    let mut world = World::made().await;
    let changes = |it: &&Registered| it.path.contains('{') && it.method.as_str() != "GET";
    let changes: Vec<Registered> = world.server.registered.iter().filter(changes).copied().collect();
    assert!(changes.len() > 60, "{}", changes.len());
    for endpoint in changes {
        // What an endpoint before it took away is there again in a world of its own.
        if find(&world, &endpoint).await.is_err() {
            world = World::made().await;
            let found = find(&world, &endpoint).await;
            assert!(found.is_ok(), "{}: {found:?}", endpoint.name);
        }
    }
}
