//! Registering an organisation, letting it in, and its members.

use passerelle_api::{
    Code, DateTime, NoQuery, Reason,
    account::{Approval, Language, Role, SeatRole, ShowSession},
    id::EmployerSlug,
    job::{Apply, FileRef, JobQuery, ListJobs, NewApplication, download_path},
    organisation::{
        ChangeMember, ChangeOrganisation, DecideRegistration, Decision, ListMembers, ListRegistrations, MemberChange,
        OrganisationText, RegisterOrganisation, RegistrationsQuery, RemoveMember, ShowOrganisation,
    },
    pipeline::{
        ApplicationsFrom, ChooseSlot, ListReceived, NewSlot, NewSlots, OfferSlots, ShowPipeline, SlotChoice,
        calendar_path,
    },
    posting::{AdPublication, ListDrafts, NewDraft, PublishDraft, StartDraft},
    privacy::{EmployersQuery, ListEmployers},
    reference::InLanguage,
    shared::EXPORT_PATH,
    talent::{AnswerContact, AskContact, ContactAnswer, ContactsQuery, ListSentContacts, ListTalents, TalentQuery},
};
use passerelle_server::store::{contact, employer};

use crate::{
    fixture,
    support::{Person, START_MS, Server},
};

fn text(name: &str) -> OrganisationText {
    OrganisationText {
        name: name.into(),
        about: "We mend bicycles.".into(),
        lang: Some(Language::English),
        size: Some(12),
        place: Some("rennes".into()),
        website: "https://www.example.org/".into(),
        accessible_workplace: true,
        disability_confident: false,
    }
}

async fn registered(server: &Server, person: &str, name: &str) -> Person {
    let owner = server.person(person, Role::Learner).await;
    server.ok(&owner, RegisterOrganisation {}, &NoQuery {}, &text(name)).await;
    owner
}

async fn slug_of(server: &Server, owner: &Person) -> EmployerSlug {
    server.ok(owner, ShowOrganisation {}, &NoQuery {}, &()).await.slug
}

fn yes() -> Decision {
    Decision {
        name: "Velo".into(),
        website: "https://www.example.org/".into(),
        approve: Some(true),
        reason: None,
        verify_domain: false,
        was: None,
        was_verified: None,
    }
}

#[tokio::test]
async fn whoever_registers_owns_it_and_waits() {
    let server = fixture::start().await;
    let owner = registered(&server, "owner", "Vélo Sûr").await;
    let account = server.ok(&owner, ShowSession {}, &NoQuery {}, &()).await.account.unwrap();
    let seat = account.seat.unwrap();
    assert_eq!((seat.role, seat.approval), (SeatRole::Owner, Approval::Waiting));
    let slug = account.employer.unwrap().slug;
    assert!(slug.0.starts_with("velo-sur-") && slug.0.len() == "velo-sur-".len() + 8, "{slug}");
    assert!(account.roles.contains(&Role::Employer));
    let again = server.refused(&owner, RegisterOrganisation {}, &NoQuery {}, &text("Another")).await;
    assert_eq!(again.code, Code::Conflict);
    let twin = registered(&server, "twin", "vélo sûr").await;
    let twin = server.ok(&twin, ShowSession {}, &NoQuery {}, &()).await.account.unwrap().employer.unwrap();
    assert!(twin.slug.0.starts_with("velo-sur-") && twin.slug != slug, "{}", twin.slug);

    // Until it is let in: drafts, but no ad and no talent, and no talent is asked to keep it out.
    let draft = server.ok(&owner, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    let publish = PublishDraft { draft: draft.id };
    assert_eq!(server.refused(&owner, publish, &NoQuery {}, &AdPublication { version: 1 }).await.code, Code::Forbidden);
    let talents = server.refused(&owner, ListTalents {}, &TalentQuery::default(), &()).await;
    assert_eq!(talents.code, Code::Forbidden);
    assert_eq!(server.ok(&owner, ListEmployers {}, &EmployersQuery::default(), &()).await.len(), 2, "alpha and beta");
}

#[tokio::test]
async fn what_an_organisation_says_has_bounds() {
    let server = fixture::start().await;
    let owner = server.person("owner", Role::Learner).await;
    let body = OrganisationText {
        name: "x".into(),
        about: " ".into(),
        website: "javascript:alert(1)".into(),
        size: Some(0),
        place: Some("atlantis".into()),
        lang: None,
        ..text("x")
    };
    let problem = server.refused(&owner, RegisterOrganisation {}, &NoQuery {}, &body).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    let wanted = [
        ("name", Reason::TooShort),
        ("about", Reason::Required),
        ("website", Reason::NotAWebAddress),
        ("size", Reason::OutOfRange),
        ("place", Reason::NotKnown),
        ("lang", Reason::Required),
    ];
    assert_eq!(errors, wanted);
    for website in
        ["https://alpha.org@evil.example", "https://alpha.org\\@evil.example/", "http://alpha.org", "https://alpha"]
    {
        let body = OrganisationText { website: website.into(), ..text("Alpha") };
        let problem = server.refused(&owner, RegisterOrganisation {}, &NoQuery {}, &body).await;
        assert_eq!(
            (problem.errors[0].field.as_str(), problem.errors[0].reason),
            ("website", Reason::NotAWebAddress),
            "{website}"
        );
    }
    let empty = server.refused(&owner, RegisterOrganisation {}, &NoQuery {}, &OrganisationText::default()).await;
    let fields: Vec<_> = empty.errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["name", "about", "place", "lang", "size"]);
    assert!(server.ok(&owner, ShowSession {}, &NoQuery {}, &()).await.account.unwrap().employer.is_none());
}

#[tokio::test]
async fn staff_let_in_or_refuse_with_a_reason() {
    let server = fixture::start().await;
    let owner = registered(&server, "owner", "Velo").await;
    let staff = server.person("staff", Role::Staff).await;
    let french = RegistrationsQuery { lang: Some(Language::French), cursor: None };
    let waiting = server.ok(&staff, ListRegistrations {}, &french, &()).await.items;
    assert_eq!(
        waiting.iter().map(|r| (r.name.as_str(), r.approval)).collect::<Vec<_>>(),
        [("Velo", Approval::Waiting)]
    );
    assert_eq!(
        (waiting[0].owners.as_slice(), waiting[0].domain_matches),
        (&["owner@example.org".to_owned()][..], true)
    );
    let slug = slug_of(&server, &owner).await;
    let decide = || DecideRegistration { employer: slug.clone() };
    let no = Decision { approve: Some(false), ..yes() };
    for (body, field, reason) in [
        (Decision::default(), "approve", Reason::Required),
        (no.clone(), "reason", Reason::Required),
        (Decision { reason: Some("Because".into()), ..yes() }, "reason", Reason::NotAllowed),
        (Decision { reason: Some("é".repeat(501)), ..no.clone() }, "reason", Reason::TooLong),
    ] {
        let problem = server.refused(&staff, decide(), &InLanguage::default(), &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    let body = Decision { reason: Some(" We could not find you. ".into()), ..no };
    server.ok(&staff, decide(), &InLanguage::default(), &body).await;
    let own = server.ok(&owner, ShowOrganisation {}, &NoQuery {}, &()).await;
    assert_eq!((own.approval, own.refusal.as_deref()), (Approval::Refused, Some("We could not find you.")));
    // Saying more puts it before those who decide once more.
    let own = server.ok(&owner, ChangeOrganisation {}, &NoQuery {}, &text("Velo Rennes").change(None)).await;
    assert_eq!((own.approval, own.refusal), (Approval::Waiting, None));
    let stale = server.refused(&staff, decide(), &InLanguage::default(), &yes()).await;
    assert_eq!(stale.code, Code::Conflict, "another name than the one that was read");
    let body = Decision { name: "Velo Rennes".into(), verify_domain: true, ..yes() };
    let elsewhere = Decision { website: "https://elsewhere.example".into(), ..body.clone() };
    assert_eq!(server.refused(&staff, decide(), &InLanguage::default(), &elsewhere).await.code, Code::Conflict);
    let reply = server.ok(&staff, decide(), &InLanguage::default(), &body).await;
    assert!(reply.domain_verified && reply.approval == Approval::Approved);
    server.ok(&owner, ListTalents {}, &TalentQuery::default(), &()).await;
    // The name that was let in stays, and another website is confirmed anew.
    let renamed = server.refused(&owner, ChangeOrganisation {}, &NoQuery {}, &text("Someone Else").change(None)).await;
    assert_eq!((renamed.errors[0].field.as_str(), renamed.errors[0].reason), ("name", Reason::NotAllowed));
    let moved = OrganisationText { website: "https://other.example".into(), ..text("Velo Rennes") };
    assert!(!server.ok(&owner, ChangeOrganisation {}, &NoQuery {}, &moved.change(None)).await.domain_verified);
    let problem = server.refused(&staff, decide(), &InLanguage::default(), &body).await;
    assert_eq!(problem.errors[0].field, "verify_domain", "no owner writes from there");
    let unknown = DecideRegistration { employer: "alpha".into() };
    assert_eq!(server.refused(&staff, unknown, &InLanguage::default(), &yes()).await.code, Code::NotFound);
}

#[tokio::test]
async fn whoever_waits_longest_is_read_first_and_everybody_is_reached() {
    let server = fixture::start().await;
    let staff = server.person("staff", Role::Staff).await;
    let mut tx = server.app.store.begin().await.unwrap();
    let name = |number: i64| format!("Velo {number:03}");
    for number in 0..130 {
        let (name, slug) = (name(number), format!("velo-{number:03}").as_str().into());
        let text = employer::Text {
            name: &name,
            about: "We mend bicycles.",
            lang: Language::English,
            size: 12,
            place: &"rennes".into(),
            website: "",
            accessible_workplace: false,
            disability_confident: false,
        };
        // Two in each moment, so that the order does not rest on it alone.
        employer::register(&mut tx, &slug, &text, &staff.id.as_str().into(), START_MS + number / 2).await.unwrap();
        if number < 4 {
            employer::decide(&mut tx, &slug, Approval::Approved, None, false).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let (mut query, mut sizes, mut all) = (RegistrationsQuery::default(), Vec::new(), Vec::new());
    loop {
        let page = server.ok(&staff, ListRegistrations {}, &query, &()).await;
        sizes.push(page.items.len());
        all.extend(page.items.into_iter().map(|one| one.name));
        query.cursor = page.next;
        if query.cursor.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [100, 30]);
    assert_eq!(all, (4..130).chain([2, 3, 0, 1]).map(name).collect::<Vec<_>>());
    let made_up = RegistrationsQuery { cursor: Some("W10".into()), lang: None };
    assert_eq!(server.refused(&staff, ListRegistrations {}, &made_up, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn an_organisation_that_is_sent_away_has_no_open_ad() {
    let server = fixture::start().await;
    let staff = server.person("staff", Role::Staff).await;
    let owner = registered(&server, "owner", "Velo").await;
    let slug = slug_of(&server, &owner).await;
    let decide = || DecideRegistration { employer: slug.clone() };
    server.ok(&staff, decide(), &InLanguage::default(), &yes()).await;
    let draft = server.ok(&owner, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    let content = passerelle_api::posting::AdContent {
        title: "Cycle mechanic".into(),
        summary: "Mend bicycles.".into(),
        description: "You mend bicycles.".into(),
        contract: Some(passerelle_api::job::Contract::Permanent),
        remote: Some(passerelle_api::job::Remote::OnSite),
        place: Some("rennes".into()),
        lang: Some(Language::English),
        ..draft.content
    };
    let save = passerelle_api::posting::SaveDraft { draft: draft.id.clone() };
    let change = passerelle_api::posting::DraftChange { version: 1, content };
    server.ok(&owner, save, &NoQuery {}, &change).await;
    server.ok(&owner, PublishDraft { draft: draft.id }, &NoQuery {}, &AdPublication { version: 2 }).await;
    let query = JobQuery { q: Some("mechanic".into()), ..JobQuery::default() };
    assert_eq!(server.ok(&owner, ListJobs {}, &query, &()).await.total, 1);
    let no = Decision { approve: Some(false), reason: Some("A fraud.".into()), ..yes() };
    server.ok(&staff, decide(), &InLanguage::default(), &no).await;
    assert_eq!(server.ok(&owner, ListJobs {}, &query, &()).await.total, 0);
}

#[tokio::test]
async fn who_is_sent_away_reads_nothing_of_those_who_applied() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let kind = [("content-type", "application/octet-stream")];
    let pdf = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n".to_vec();
    let cv: FileRef = server.send_with(&amina, "POST", "/api/files?name=cv.pdf", &kind, pdf).await.json();
    let application = NewApplication { cv: Some(cv.id.clone()), ..fixture::application("key-00000001") };
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application).await;
    let slot = NewSlot { starts_at: DateTime::from_timestamp_millis(START_MS + fixture::DAY_MS), minutes: 30 };
    let slots = NewSlots { slots: vec![slot], place: "Here".into() };
    let offered = server.ok(&alpha, OfferSlots { application: sent.id.clone() }, &NoQuery {}, &slots).await;
    let choice = SlotChoice { slot: Some(offered[0].id.clone()) };
    server.ok(&amina, ChooseSlot { application: sent.id.clone() }, &InLanguage::default(), &choice).await;
    let (talent, id) = fixture::talent(&server, "talent", fixture::profile()).await;
    let asked = fixture::contact("web", "key-00000002");
    let contact = server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &asked).await;
    server
        .ok(&talent, AnswerContact { contact: contact.id }, &NoQuery {}, &ContactAnswer { accept: true, block: false })
        .await;

    let file = download_path(&cv.id);
    let calendar = calendar_path(&sent.id);
    for path in [&file, &calendar] {
        assert_eq!(server.send(&alpha, "GET", path, None).await.status, 200, "{path}");
    }
    assert_eq!(server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.items.len(), 1);
    for approval in [Approval::Refused, Approval::Waiting] {
        let mut tx = server.app.store.begin().await.unwrap();
        employer::decide(&mut tx, &"alpha".into(), approval, None, false).await.unwrap();
        tx.commit().await.unwrap();
        for path in [&file, &calendar] {
            assert_eq!(
                server.send(&alpha, "GET", path, None).await.problem().code,
                Code::NotFound,
                "{path} {approval:?}"
            );
        }
        let job = || "web".into();
        let codes = [
            server.refused(&alpha, ListReceived { job: job() }, &ApplicationsFrom::default(), &()).await.code,
            server.refused(&alpha, ShowPipeline { job: job() }, &ApplicationsFrom::default(), &()).await.code,
            server.refused(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await.code,
            server.refused(&alpha, OfferSlots { application: sent.id.clone() }, &NoQuery {}, &slots).await.code,
        ];
        assert_eq!(codes, [Code::Forbidden; 4], "{approval:?}");
        let whole = server.send(&alpha, "GET", EXPORT_PATH, None).await.text().to_owned();
        assert!(whole.contains("Poste web"), "its own ads: {whole}");
        assert!(!whole.contains("amina@") && !whole.contains("talent@"), "nobody who wrote to it: {whole}");
        assert_eq!(server.send(&amina, "GET", &file, None).await.status, 200, "her own {file}");
        // Nobody comes to the time that was chosen.
        assert_eq!(server.send(&amina, "GET", &calendar, None).await.status, 404, "{calendar}");
    }
}

#[tokio::test]
async fn members_come_change_and_go_but_for_the_last_owner() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let rival = fixture::member(&server, "rival", "beta").await;
    fixture::joins(&server, &owner, &amina, "amina", SeatRole::Viewer).await;
    let members = server.ok(&owner, ListMembers {}, &NoQuery {}, &()).await;
    assert_eq!(
        members.iter().map(|m| (m.name.as_str(), m.role)).collect::<Vec<_>>(),
        [("amina", SeatRole::Viewer), ("owner", SeatRole::Owner)]
    );
    server.ok(&amina, ListDrafts {}, &NoQuery {}, &()).await;
    let change = |person: &Person| ChangeMember { account: person.id.as_str().into() };
    let role = |role| MemberChange { role: Some(role) };
    let refused = server.refused(&owner, change(&owner), &NoQuery {}, &role(SeatRole::Viewer)).await;
    assert_eq!(refused.code, Code::Conflict, "the last owner stays one");
    let remove = |person: &Person| RemoveMember { account: person.id.as_str().into() };
    assert_eq!(server.refused(&owner, remove(&owner), &NoQuery {}, &()).await.code, Code::Conflict);
    assert_eq!(server.refused(&amina, remove(&owner), &NoQuery {}, &()).await.code, Code::Forbidden);
    assert_eq!(server.refused(&owner, remove(&rival), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&owner, change(&rival), &NoQuery {}, &role(SeatRole::Viewer)).await.code, Code::NotFound);
    server.ok(&owner, change(&amina), &NoQuery {}, &role(SeatRole::Owner)).await;
    server.ok(&owner, remove(&owner), &NoQuery {}, &()).await;
    assert_eq!(server.refused(&owner, ListMembers {}, &NoQuery {}, &()).await.code, Code::Forbidden);
    let left = server.ok(&owner, ShowSession {}, &NoQuery {}, &()).await.account.unwrap();
    assert!(left.employer.is_none() && !left.roles.contains(&Role::Employer));
    assert_eq!(server.ok(&amina, ListMembers {}, &NoQuery {}, &()).await.len(), 1);
}

#[tokio::test]
async fn only_the_address_of_whoever_registered_it_speaks_for_a_domain() {
    let server = fixture::start().await;
    let owner = registered(&server, "owner", "Velo").await;
    let staff = server.person("staff", Role::Staff).await;
    let insider = server.person("insider", Role::Learner).await;
    let any = RegistrationsQuery::default();
    let registrations = async || server.ok(&staff, ListRegistrations {}, &any, &()).await.items;
    assert!(registrations().await[0].domain_matches);
    let decide = DecideRegistration { employer: slug_of(&server, &owner).await };
    server.ok(&staff, decide, &InLanguage::default(), &yes()).await;
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE accounts SET email = 'owner@elsewhere.example' WHERE name = 'owner'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    fixture::joins(&server, &owner, &insider, "insider", SeatRole::Owner).await;
    let now = registrations().await;
    assert_eq!((now[0].owners.len(), now[0].domain_matches), (2, false));
}

#[tokio::test]
async fn two_owners_who_leave_at_once_leave_one() {
    let server = fixture::start().await;
    let (one, two) = (fixture::member(&server, "one", "alpha").await, fixture::member(&server, "two", "alpha").await);
    let remove = |person: &Person| RemoveMember { account: person.id.as_str().into() };
    let (first, second) = tokio::join!(
        server.call(&one, remove(&one), &NoQuery {}, &()),
        server.call(&two, remove(&two), &NoQuery {}, &())
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 409]);
}

/// The request has come by then, and waits for what is not committed yet.
#[tokio::test]
async fn whoever_owns_no_more_by_then_changes_nobody() {
    let server = fixture::start().await;
    fixture::member(&server, "owner", "alpha").await;
    let (two, three) =
        (fixture::member(&server, "two", "alpha").await, fixture::member(&server, "three", "alpha").await);
    let id = |person: &Person| person.id.as_str().into();
    let mut tx = server.app.store.begin().await.unwrap();
    contact::lock_employer(&mut tx, &"alpha".into()).await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &id(&two), SeatRole::Viewer).await.unwrap();
    let commits = async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        tx.commit().await.unwrap();
    };
    let (change, body) = (ChangeMember { account: id(&three) }, MemberChange { role: Some(SeatRole::Viewer) });
    let (refused, ()) = tokio::join!(server.refused(&two, change, &NoQuery {}, &body), commits);
    assert_eq!(refused.code, Code::Forbidden);
    let members = server.ok(&three, ListMembers {}, &NoQuery {}, &()).await;
    let role = members.iter().find(|member| member.account.as_str() == three.id).unwrap().role;
    assert_eq!(role, SeatRole::Owner, "what it was");
}
