//! Proving that a domain is one's own organisation's.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, MessageType, ResponseCode},
    rr::{RData, Record, rdata::TXT},
};
use passerelle_api::{
    Code, NoQuery,
    account::{Role, SeatRole},
    organisation::{
        ChangeOrganisation, DomainLook, DomainProof, LookForDomainProof, OrganisationText, ShowDomainProof,
        ShowOrganisation,
    },
    privacy::{PrivacyChange, SavePrivacy},
    talent::{ShowTalent, TalentQuery},
};
use passerelle_server::config::Config;
use tokio::net::UdpSocket;

use crate::{
    fixture,
    support::{self, Person, Server},
};

/// What the names of a test say.
type Texts = Arc<Mutex<Vec<String>>>;

/// A server of names that gives the same texts for every name.
async fn names() -> (SocketAddr, Texts) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let (address, texts) = (socket.local_addr().unwrap(), Texts::default());
    let known = Arc::clone(&texts);
    tokio::spawn(async move {
        let mut packet = [0; 512];
        while let Ok((length, from)) = socket.recv_from(&mut packet).await {
            let asked = Message::from_vec(&packet[..length]).unwrap();
            let mut reply = Message::new(asked.metadata.id, MessageType::Response, asked.metadata.op_code);
            let question = asked.queries[0].clone();
            let texts = known.lock().unwrap().clone();
            if texts.is_empty() {
                reply.metadata.response_code = ResponseCode::NXDomain;
            }
            for text in texts {
                let data = RData::TXT(TXT::new(vec![text]));
                reply.add_answer(Record::from_rdata(question.name().clone(), 60, data));
            }
            reply.add_query(question);
            socket.send_to(&reply.to_vec().unwrap(), from).await.unwrap();
        }
    });
    (address, texts)
}

async fn start(dns: SocketAddr) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let database = support::fresh_database(folder.path()).await;
    let config = Config { dns: Some(dns), ..support::config(&database, folder.path()) };
    let server = Server::start_with(config, folder).await;
    fixture::fill(&server).await;
    server
}

async fn website(server: &Server, owner: &Person, website: &str) {
    let own = server.ok(owner, ShowOrganisation {}, &NoQuery {}, &()).await;
    let text = OrganisationText { website: website.into(), size: Some(12), ..own.text };
    server.ok(owner, ChangeOrganisation {}, &NoQuery {}, &text.change(None)).await;
}

async fn look(server: &Server, owner: &Person) -> DomainProof {
    server.pass(Duration::from_secs(10));
    server.ok(owner, LookForDomainProof {}, &NoQuery {}, &()).await
}

#[tokio::test]
async fn a_text_in_the_dns_proves_the_domain() {
    let (dns, texts) = names().await;
    let server = start(dns).await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    website(&server, &owner, "https://www.Alpha.example/en").await;
    let proof = server.ok(&owner, ShowDomainProof {}, &NoQuery {}, &()).await;
    assert_eq!((proof.domain.as_deref(), proof.name.as_str()), (Some("alpha.example"), "_passerelle.alpha.example"));
    assert!(!proof.verified && proof.text.len() > "passerelle=".len() + 8, "{proof:?}");
    let again = server.ok(&owner, ShowDomainProof {}, &NoQuery {}, &()).await;
    assert_eq!(again, proof, "the text stays the same, or nobody could publish it");

    assert_eq!(look(&server, &owner).await.look, Some(DomainLook::NotFound));
    texts.lock().unwrap().extend(["v=spf1 -all".to_owned(), "passerelle=another".to_owned()]);
    let other = look(&server, &owner).await;
    assert_eq!((other.look, other.verified), (Some(DomainLook::NotFound), false));
    texts.lock().unwrap().push(proof.text.clone());
    let found = look(&server, &owner).await;
    assert_eq!((found.look, found.verified), (Some(DomainLook::Found), true));
    assert!(server.ok(&owner, ShowOrganisation {}, &NoQuery {}, &()).await.domain_verified);

    // Another website is another domain, and the text of one organisation proves nothing of another.
    website(&server, &owner, "https://beta.example").await;
    assert!(!server.ok(&owner, ShowOrganisation {}, &NoQuery {}, &()).await.domain_verified);
    let rival = fixture::member(&server, "rival", "beta").await;
    website(&server, &rival, "https://alpha.example").await;
    assert_eq!(look(&server, &rival).await.look, Some(DomainLook::NotFound));
}

#[tokio::test]
async fn whoever_keeps_one_out_keeps_out_who_is_at_its_domain_once_that_is_proved() {
    let (dns, texts) = names().await;
    let server = start(dns).await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let other = fixture::member(&server, "other", "beta").await;
    website(&server, &owner, "https://alpha.example").await;
    website(&server, &other, "https://jobs.alpha.example").await;
    let (amina, id) = fixture::talent(&server, "amina", fixture::profile()).await;
    let choice = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&amina, SavePrivacy {}, &NoQuery {}, &choice).await;
    let show = async || {
        let show = ShowTalent { talent: id.clone() };
        server.call(&other, show, &TalentQuery::default(), &()).await.status.as_u16()
    };
    assert_eq!(show().await, 200, "a domain that is only stated shuts nobody out");
    let proof = server.ok(&owner, ShowDomainProof {}, &NoQuery {}, &()).await;
    texts.lock().unwrap().push(proof.text);
    assert!(look(&server, &owner).await.verified);
    assert_eq!(show().await, 404);
}

#[tokio::test]
async fn a_dns_that_does_not_answer_is_told_and_proves_nothing() {
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let server = start(silent.local_addr().unwrap()).await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    website(&server, &owner, "https://alpha.example").await;
    let proof = look(&server, &owner).await;
    assert_eq!((proof.look, proof.verified), (Some(DomainLook::Unreachable), false));
}

#[tokio::test]
async fn looking_is_for_owners_with_a_website_and_not_too_often() {
    let (dns, _) = names().await;
    let server = start(dns).await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    website(&server, &owner, "").await;
    let none = server.ok(&owner, ShowDomainProof {}, &NoQuery {}, &()).await;
    assert_eq!((none.domain, none.name.as_str()), (None, ""));
    let problem = server.refused(&owner, LookForDomainProof {}, &NoQuery {}, &()).await;
    assert_eq!(problem.code, Code::Conflict);

    website(&server, &owner, "https://alpha.example").await;
    look(&server, &owner).await;
    let reply = server.call(&owner, LookForDomainProof {}, &NoQuery {}, &()).await;
    assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (429, "10"));

    let recruiter = server.person("recruiter", Role::Learner).await;
    fixture::joins(&server, &owner, &recruiter, "recruiter", SeatRole::Recruiter).await;
    for problem in [
        server.refused(&recruiter, ShowDomainProof {}, &NoQuery {}, &()).await,
        server.refused(&recruiter, LookForDomainProof {}, &NoQuery {}, &()).await,
    ] {
        assert_eq!(problem.code, Code::Forbidden);
    }
}
