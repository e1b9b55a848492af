//! Every endpoint as every role: refused exactly where the contract says so, and never a fault of the server.

use passerelle_api::{Access, Code, account::Role};
use passerelle_server::store::{account, bulk};

use crate::support::{Person, Server};

/// Whether the contract lets a role call.
fn may(access: Access, role: Option<Role>) -> Result<(), Code> {
    match (access, role) {
        (Access::Public, _) | (Access::Account, Some(_)) => Ok(()),
        (_, None) => Err(Code::SignInNeeded),
        (Access::Employer, Some(Role::Employer)) | (Access::Staff, Some(Role::Staff)) => Ok(()),
        (Access::Teacher, Some(Role::Mentor | Role::Staff)) => Ok(()),
        (Access::Employer | Access::Teacher | Access::Staff, Some(_)) => Err(Code::Forbidden),
    }
}

async fn person(server: &Server, role: Option<Role>) -> Person {
    let Some(role) = role else { return server.nobody() };
    let person = server.person(role.as_str(), role).await;
    if role == Role::Employer {
        let mut tx = server.app.store.begin().await.unwrap();
        bulk::put_place(&mut tx, ["lyon", r#"{"en":"Lyon"}"#, "Rhône", "FR"], 45.76, 4.83).await.unwrap();
        sqlx::query(
            "INSERT INTO employers (slug, name, sector, about, lang, size, place, website, accessible_workplace, \
             disability_confident) VALUES ('own', 'Own', '{}', '', 'en', 5, 'lyon', 'https://own.example', 0, 0)",
        )
        .execute(&mut *tx)
        .await
        .unwrap();
        account::join_employer(&mut tx, &person.id, "own").await.unwrap();
        tx.commit().await.unwrap();
    }
    person
}

#[tokio::test]
async fn every_endpoint_as_every_role() {
    let server = Server::with_courses().await;
    assert!(server.registered.len() >= 30, "{}", server.registered.len());
    let roles = [None].into_iter().chain(Role::ALL.iter().copied().map(Some));
    for role in roles {
        let who = person(&server, role).await;
        // Signing out comes last, since nothing is open to this person afterwards.
        let mut endpoints = server.registered.clone();
        endpoints.sort_by_key(|endpoint| endpoint.name == "SignOut");
        for endpoint in endpoints {
            let path = endpoint.path.replace(['{', '}'], "");
            let reply = server.send(&who, endpoint.method.as_str(), &path, Some("{}")).await;
            let label = format!("{} as {role:?}: {} {}", endpoint.name, reply.status, reply.text());
            assert!(!reply.status.is_server_error(), "{label}");
            match may(endpoint.access, role) {
                Err(code) => assert_eq!(reply.problem().code, code, "{label}"),
                Ok(()) => assert!(![401, 403].contains(&reply.status.as_u16()), "{label}"),
            }
        }
    }
}

/// The modules of the contract that spell endpoints.
const SOURCES: [&str; 18] = [
    "account",
    "apprenticeship",
    "audit",
    "captions",
    "catalogue",
    "certificate",
    "course",
    "job",
    "note",
    "outside",
    "preferences",
    "privacy",
    "quiz",
    "reference",
    "report",
    "saved_search",
    "talent",
    "transcript",
];

#[tokio::test]
async fn every_endpoint_of_the_contract_is_registered() {
    let server = Server::start().await;
    let names: Vec<&str> = server.registered.iter().map(|endpoint| endpoint.name).collect();
    for source in SOURCES {
        let path = format!("{}/../api/src/{source}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let block = text.split_once("\nendpoints! {").unwrap().1;
        let methods = ["Get ", "Post ", "Put ", "Patch ", "Delete "];
        for line in block.lines().map(str::trim).filter(|line| methods.iter().any(|method| line.starts_with(method))) {
            let name = line.split('"').nth(2).unwrap().split_whitespace().next().unwrap();
            assert!(names.contains(&name), "{name} is in the contract and not registered");
        }
    }
}
