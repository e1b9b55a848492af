//! Every endpoint as every role: refused exactly where the contract says so, and never a fault of the server.

mod named;
mod strangers;
mod table;
mod world;

use passerelle_api::{
    Access, Code,
    account::{Approval, Role, SeatRole},
};
use passerelle_server::store::{account, bulk, employer};

use crate::support::{Person, Server};

/// Whether the contract lets a role call.
fn may(access: Access, role: Option<Role>) -> Result<(), Code> {
    match (access, role) {
        (Access::Public, _) | (Access::Account, Some(_)) => Ok(()),
        (_, None) => Err(Code::SignInNeeded),
        (Access::Staff, Some(Role::Staff)) => Ok(()),
        (Access::Teacher, Some(Role::Mentor | Role::Staff)) => Ok(()),
        (Access::Mentor, Some(Role::Mentor)) => Ok(()),
        (Access::Teacher | Access::Mentor | Access::Staff, Some(_)) => Err(Code::Forbidden),
        // The one who hires is an owner of an organisation that was let in.
        (_, Some(Role::Employer)) => Ok(()),
        (_, Some(_)) => Err(Code::Forbidden),
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

/// What each seat in an organisation opens, spelled out here apart from the rule that decides it.
fn seat_opens(role: SeatRole, approval: Approval, access: Access) -> bool {
    match access {
        Access::Public | Access::Account | Access::Employer => true,
        Access::Recruiter => role != SeatRole::Viewer,
        Access::Owner => role == SeatRole::Owner,
        Access::Searcher => approval == Approval::Approved,
        Access::Poster => role != SeatRole::Viewer && approval == Approval::Approved,
        Access::Teacher | Access::Mentor | Access::Staff => false,
    }
}

#[tokio::test]
async fn every_endpoint_from_every_seat() {
    let server = Server::with_courses().await;
    let who = person(&server, Some(Role::Employer)).await;
    for role in SeatRole::ALL {
        for approval in Approval::ALL {
            let mut endpoints = server.registered.clone();
            // Signing out is walked above, and would end this walk.
            endpoints.retain(|endpoint| endpoint.name != "SignOut");
            for endpoint in endpoints {
                let mut tx = server.app.store.begin().await.unwrap();
                employer::seat(&mut tx, &"own".into(), &who.id.as_str().into(), *role).await.unwrap();
                employer::decide(&mut tx, &"own".into(), *approval, None, false).await.unwrap();
                tx.commit().await.unwrap();
                let path = endpoint.path.replace(['{', '}'], "");
                let reply = server.send(&who, endpoint.method.as_str(), &path, Some("{}")).await;
                let label = format!("{} as {role:?} of {approval:?}: {}", endpoint.name, reply.text());
                assert!(!reply.status.is_server_error(), "{label}");
                if seat_opens(*role, *approval, endpoint.access) {
                    assert!(![401, 403].contains(&reply.status.as_u16()), "{label}");
                } else {
                    assert_eq!(reply.problem().code, Code::Forbidden, "{label}");
                }
            }
        }
    }
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

/// The other tests here take what is expected from the declaration itself, so that one which became wider would go unseen by them.
#[tokio::test]
async fn every_endpoint_is_declared_for_whom_the_table_says() {
    let server = Server::start().await;
    let mut declared: Vec<_> = server.registered.iter().map(|endpoint| (endpoint.name, endpoint.access)).collect();
    declared.sort_unstable_by_key(|(name, _)| *name);
    let differs = |row: &&(&'static str, Access)| !table::WHO_MAY.contains(row);
    let unlisted: Vec<_> = declared.iter().filter(differs).collect();
    assert!(unlisted.is_empty(), "not so in server/tests/http/access/table.rs: {unlisted:?}");
    assert_eq!(declared, table::WHO_MAY, "each endpoint once, and none that is gone");
}

#[tokio::test]
async fn every_endpoint_of_the_contract_is_registered() {
    let server = Server::start().await;
    let names: Vec<&str> = server.registered.iter().map(|endpoint| endpoint.name).collect();
    let mut seen = 0;
    let contract = format!("{}/../api/src", env!("CARGO_MANIFEST_DIR"));
    for file in std::fs::read_dir(contract).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let Some((_, block)) = text.split_once("\nendpoints! {") else { continue };
        let methods = ["Get ", "Post ", "Put ", "Patch ", "Delete "];
        for line in block.lines().map(str::trim).filter(|line| methods.iter().any(|method| line.starts_with(method))) {
            let name = line.split('"').nth(2).unwrap().split_whitespace().next().unwrap();
            assert!(names.contains(&name), "{name} is in the contract and not registered");
            seen += 1;
        }
    }
    assert!(seen > 130, "{seen} of the contract were looked for");
}
