//! Keeping organisations out by a name or a domain, before they are here.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, Role, SeatRole},
    id::TalentId,
    invitation::{AcceptInvitation, Invite, ListReceivedInvitations, NewInvitation},
    organisation::{
        ChangeOrganisation, DecideRegistration, Decision, OrganisationText, RegisterOrganisation, ShowOrganisation,
    },
    privacy::{Privacy, PrivacyChange, SavePrivacy, ShowPrivacy},
    reference::InLanguage,
    talent::{AskContact, ListTalents, ShowTalent, TalentQuery},
};

use passerelle_server::store::{Store, keep_out, outbox};

use crate::{
    fixture::{self, contact, profile, talent},
    support::{Person, Server},
};

fn text(name: &str, website: &str) -> OrganisationText {
    OrganisationText {
        name: name.into(),
        about: "We mend bicycles.".into(),
        lang: Some(Language::English),
        size: Some(12),
        place: Some("rennes".into()),
        website: website.into(),
        accessible_workplace: true,
        disability_confident: false,
    }
}

/// Registers an organisation and lets it in.
pub async fn comes(server: &Server, person: &str, name: &str, website: &str) -> Person {
    let owner = server.person(person, Role::Learner).await;
    server.ok(&owner, RegisterOrganisation {}, &NoQuery {}, &text(name, website)).await;
    let own = server.ok(&owner, ShowOrganisation {}, &NoQuery {}, &()).await;
    let staff = server.person(&format!("staff-of-{person}"), Role::Staff).await;
    let yes = Decision {
        name: name.into(),
        website: website.into(),
        approve: Some(true),
        reason: None,
        verify_domain: false,
        was: None,
        was_verified: None,
    };
    server.ok(&staff, DecideRegistration { employer: own.slug }, &InLanguage::default(), &yes).await;
    server.signed_in(&owner.id).await
}

async fn names(server: &Server, who: &Person, named: &[&str]) -> Privacy {
    let named = Some(named.iter().map(|&text| text.to_owned()).collect());
    server.ok(who, SavePrivacy {}, &NoQuery {}, &PrivacyChange { named, ..PrivacyChange::default() }).await
}

/// Everything that an organisation is told about a talent, as words without what differs by nature.
async fn told(server: &Server, who: &Person, id: &TalentId) -> Vec<String> {
    let mut told = Vec::new();
    for url in ["/api/talents".to_owned(), "/api/talents?must=html&place=rennes".into(), format!("/api/talents/{id}")] {
        let reply = server.send(who, "GET", &url, None).await;
        told.push(format!("{} {}", reply.status, reply.text()));
    }
    let ask = AskContact { talent: id.clone() };
    let reply = server.call(who, ask, &NoQuery {}, &contact("web", "key-00000001")).await;
    told.push(format!("{} {}", reply.status, reply.text()));
    told
}

async fn total(server: &Server, who: &Person) -> u64 {
    server.ok(who, ListTalents {}, &TalentQuery::default(), &()).await.total
}

#[tokio::test]
async fn whoever_was_named_before_it_came_sees_nothing_from_its_first_look_on() {
    let server = fixture::start().await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let privacy = names(&server, &amina, &["Vélo Sûr", " acme.example "]).await;
    assert_eq!((privacy.named, privacy.kept_out), (vec!["Vélo Sûr".to_owned(), "acme.example".into()], vec![]));

    // The index has learned of nothing since: what an organisation sees is decided without it.
    server.ok(&fixture::member(&server, "hiring", "alpha").await, ListTalents {}, &TalentQuery::default(), &()).await;
    server.leave_index_behind(true);
    let by_name = comes(&server, "one", "VELO SUR S.A.S.", "https://elsewhere.example/").await;
    let by_domain = comes(&server, "two", "Other", "https://jobs.acme.example/").await;
    assert_eq!((total(&server, &by_name).await, total(&server, &by_domain).await), (0, 0));
    server.leave_index_behind(false);
    let other = comes(&server, "three", "Vélo Sûr Paris", "https://notacme.example/").await;
    assert_eq!(total(&server, &other).await, 1);
    let kept_out = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().kept_out;
    assert_eq!(kept_out.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(), ["Other", "VELO SUR S.A.S."]);

    // It cannot tell that from nobody being there.
    let nobody = told(&server, &by_name, &"0123456789abcdefghjkmnpqrs".into()).await;
    assert_eq!(told(&server, &by_name, &id).await, nobody);
    let own = server.call(&by_name, ShowOrganisation {}, &NoQuery {}, &()).await.text();
    assert!(!own.contains("amina") && !own.contains("named") && !own.contains("kept"), "{own}");
}

#[tokio::test]
async fn whoever_is_here_already_is_kept_out_for_as_long_as_it_is_named() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let privacy = names(&server, &amina, &["ALPHA works", "Alpha Works"]).await;
    assert_eq!((privacy.named.len(), privacy.kept_out.len(), privacy.blocked.len()), (1, 1, 0));
    assert_eq!((total(&server, &alpha).await, total(&server, &beta).await), (0, 1));
    let show = ShowTalent { talent: id };
    assert_eq!(server.refused(&alpha, show, &TalentQuery::default(), &()).await.code, Code::NotFound);

    // A change that says nothing of names leaves them, and an organisation that is chosen too stays out without its name.
    let chosen = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    let privacy = server.ok(&amina, SavePrivacy {}, &NoQuery {}, &chosen).await;
    assert_eq!((privacy.named.len(), privacy.kept_out.len(), privacy.blocked.len()), (1, 0, 1));
    let privacy = server.ok(&amina, SavePrivacy {}, &NoQuery {}, &PrivacyChange::default()).await;
    assert_eq!((privacy.kept_out.len(), privacy.blocked.len()), (1, 0), "still named");
    assert_eq!(total(&server, &alpha).await, 0);
    names(&server, &amina, &[]).await;
    assert_eq!((total(&server, &alpha).await, total(&server, &beta).await), (1, 1));
}

#[tokio::test]
async fn another_website_does_not_let_an_organisation_in_and_a_named_one_shuts_it_out() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    names(&server, &amina, &["acme.example", "later.example"]).await;
    let owner = comes(&server, "one", "Velo", "https://acme.example/").await;
    let moves = async |website: &str| {
        server.ok(&owner, ChangeOrganisation {}, &NoQuery {}, &text("Velo", website).change(None)).await;
    };
    moves("https://free.example/").await;
    assert_eq!(total(&server, &owner).await, 0);
    names(&server, &amina, &["acme.example", "later.example"]).await;
    assert_eq!(total(&server, &owner).await, 0, "it was meant, and is still named");
    names(&server, &amina, &["later.example"]).await;
    assert_eq!(total(&server, &owner).await, 1);
    moves("https://www.later.example/jobs").await;
    assert_eq!(total(&server, &owner).await, 0);
    assert_eq!(server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().kept_out[0].name, "Velo");
}

/// Has somebody with an address of their own join an organisation.
async fn joins(server: &Server, owner: &Person, name: &str, email: &str) -> Person {
    let person = server.person(name, Role::Learner).await;
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE accounts SET email = $1 WHERE id = $2")
        .bind(email)
        .bind(&person.id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let body = NewInvitation { email: email.into(), role: Some(SeatRole::Recruiter) };
    server.ok(owner, Invite {}, &NoQuery {}, &body).await;
    let invitation = server.ok(&person, ListReceivedInvitations {}, &NoQuery {}, &()).await.remove(0).id;
    server.ok(&person, AcceptInvitation { invitation }, &NoQuery {}, &()).await;
    person
}

#[tokio::test]
async fn an_organisation_is_meant_by_the_addresses_of_its_members() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    names(&server, &amina, &["acme.example", "gmail.com"]).await;
    let owner = comes(&server, "one", "Velo", "https://velo.example/").await;
    let anybody = joins(&server, &owner, "anybody", "anybody@gmail.com").await;
    assert_eq!((total(&server, &owner).await, total(&server, &anybody).await), (1, 1), "everybody has mail there");
    let insider = joins(&server, &owner, "insider", "insider@mail.acme.example").await;
    assert_eq!((total(&server, &owner).await, total(&server, &insider).await), (0, 0));
    let kept_out = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().kept_out;
    assert_eq!(kept_out.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(), ["Velo"]);

    // Who names the domain once the member is there means it too.
    let (bilal, _) = talent(&server, "bilal", profile()).await;
    assert_eq!(total(&server, &owner).await, 1);
    names(&server, &bilal, &["gmail.com"]).await;
    assert_eq!(total(&server, &owner).await, 1);
    names(&server, &bilal, &["acme.example"]).await;
    assert_eq!(total(&server, &owner).await, 0);
}

#[tokio::test]
async fn members_who_joined_before_their_addresses_counted_are_made_up_for_at_the_next_start() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    names(&server, &amina, &["acme.example"]).await;
    let owner = comes(&server, "one", "Velo", "https://velo.example/").await;
    let other = comes(&server, "two", "Other", "https://other.example/").await;
    joins(&server, &owner, "insider", "insider@mail.acme.example").await;
    // As an older version left it, which did not compare the addresses of members.
    let mut tx = server.app.store.begin().await.unwrap();
    for sql in ["DELETE FROM talent_blocks", "UPDATE employers SET named_form = 0"] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    let talents: Vec<(i64,)> = sqlx::query_as("SELECT seq FROM talents").fetch_all(&mut *tx).await.unwrap();
    outbox::note(&mut tx, &talents.into_iter().map(|(seq,)| seq).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((total(&server, &owner).await, total(&server, &other).await), (1, 1));

    let starts = async || {
        Store::open(&server.app.config.database).await.unwrap().close().await;
        let mut db = server.app.store.read().await.unwrap();
        assert!(!keep_out::is_behind(&mut db).await.unwrap());
        outbox::clock(&mut db).await.unwrap()
    };
    let clock = starts().await;
    assert_eq!((total(&server, &owner).await, total(&server, &other).await), (0, 1));
    let kept_out = server.ok(&amina, ShowPrivacy {}, &NoQuery {}, &()).await.unwrap().kept_out;
    assert_eq!(kept_out.iter().map(|kept| kept.name.as_str()).collect::<Vec<_>>(), ["Velo"]);
    assert_eq!(starts().await.seq, clock.seq, "once is enough");
}

#[tokio::test]
async fn names_have_bounds() {
    let server = fixture::start().await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    for (named, reason) in [
        (vec!["Acme".to_owned(); 21], Reason::TooMany),
        (vec!["é".repeat(121)], Reason::TooLong),
        (vec!["—".into()], Reason::NotAllowed),
        (vec!["two\nlines".into()], Reason::NotAllowed),
    ] {
        let change = PrivacyChange { named: Some(named), ..PrivacyChange::default() };
        let problem = server.refused(&amina, SavePrivacy {}, &NoQuery {}, &change).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("named", reason));
    }
    let twenty: Vec<String> = (0..20).map(|number| format!("Acme {number}")).collect();
    let change = PrivacyChange { named: Some(twenty), ..PrivacyChange::default() };
    assert_eq!(server.ok(&amina, SavePrivacy {}, &NoQuery {}, &change).await.named.len(), 20);
}
