//! What the members of an organisation share, who of them opened what, and the file of everything.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Approval, Role, SeatRole},
    id::TalentId,
    job::{Apply, Withdraw},
    pipeline::{AddNote, ApplicationsFrom, ListReceived, NewNote, OpenApplicant},
    posting::{NewDraft, StartDraft},
    privacy::{ListProfileViews, PrivacyChange, ProfileViewsQuery, SavePrivacy, Seen},
    reference::InLanguage,
    shared::{
        DeleteShortlist, EXPORT_PATH, ListMemberViews, ListShortlists, ListTalent, MemberViews, MemberViewsQuery,
        Opened, SaveShortlist, Shortlist, ShortlistChange, UnlistTalent, limits,
    },
    talent::{ProfileChange, SaveProfile, ShowTalent, TalentQuery},
};
use passerelle_server::store::{
    bulk::{self, NewTalent},
    employer, shared,
};
use serde_json::Value;

use crate::{
    fixture::{self, application},
    support::{Person, START_MS, Server},
    talents::silent,
};

async fn made(server: &Server, who: &Person, id: &str, name: &str) -> Shortlist {
    let change = ShortlistChange { name: name.into() };
    server.ok(who, SaveShortlist { list: id.into() }, &NoQuery {}, &change).await
}

fn put(talent: &TalentId) -> ListTalent {
    ListTalent { list: "list-0001".into(), talent: talent.clone() }
}

async fn lists(server: &Server, who: &Person) -> Vec<Shortlist> {
    server.ok(who, ListShortlists {}, &NoQuery {}, &()).await
}

#[tokio::test]
async fn a_list_is_shared_in_the_organisation_and_nowhere_else() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let colleague = fixture::member(&server, "colleague", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (_, talent) = fixture::talent(&server, "amina", fixture::profile()).await;
    made(&server, &alpha, "list-0001", " Front end ").await;
    let list = server.ok(&alpha, put(&talent), &NoQuery {}, &()).await;
    server.ok(&alpha, put(&talent), &NoQuery {}, &()).await;
    assert_eq!((list.name.as_str(), list.talents.len()), ("Front end", 1));
    assert_eq!(list.talents[0].headline, "Pages that everybody can use");
    assert_eq!(lists(&server, &colleague).await, [list]);
    assert_eq!(lists(&server, &beta).await, []);
    made(&server, &beta, "list-0001", "Theirs").await;
    assert_eq!(lists(&server, &alpha).await[0].name, "Front end", "each organisation has names of its own");
    let off = UnlistTalent { list: "list-0001".into(), talent: talent.clone() };
    assert_eq!(server.ok(&colleague, off, &NoQuery {}, &()).await.talents, []);
    let delete = DeleteShortlist { list: "list-0001".into() };
    server.ok(&colleague, delete.clone(), &NoQuery {}, &()).await;
    assert_eq!(server.refused(&colleague, delete, &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&alpha, put(&talent), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(lists(&server, &beta).await.len(), 1);
}

#[tokio::test]
async fn a_name_has_bounds() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    for (id, name, field, reason) in [
        ("list-0001", " ".to_owned(), "name", Reason::Required),
        ("list-0001", "é".repeat(81), "name", Reason::TooLong),
        ("short", "Name".to_owned(), "list", Reason::NotAllowed),
    ] {
        let save = SaveShortlist { list: id.into() };
        let problem = server.refused(&alpha, save, &NoQuery {}, &ShortlistChange { name }).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), (field, reason));
    }
    for number in 0..20 {
        made(&server, &alpha, &format!("list-00{number:02}"), &format!("Name {number}")).await;
    }
    let save = SaveShortlist { list: "list-9999".into() };
    let problem = server.refused(&alpha, save, &NoQuery {}, &ShortlistChange { name: "More".into() }).await;
    assert_eq!(problem.errors[0].reason, Reason::TooMany);
    assert_eq!(made(&server, &alpha, "list-0003", "Renamed").await.name, "Renamed", "what is there can be named anew");
}

#[tokio::test]
async fn two_lists_of_an_organisation_have_two_names() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    made(&server, &alpha, "list-0001", "Équipe web").await;
    let again = ShortlistChange { name: " equipe WEB ".into() };
    let problem = server.refused(&alpha, SaveShortlist { list: "list-0002".into() }, &NoQuery {}, &again).await;
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("name", Reason::NameTaken));
    made(&server, &beta, "list-0002", "Équipe web").await;
    assert_eq!(made(&server, &alpha, "list-0001", "Equipe Web").await.name, "Equipe Web", "its own name is not taken");
    // Two of one name from before: each can be sent again, and named anew.
    let mut tx = server.app.store.begin().await.unwrap();
    shared::save_list(&mut tx, &"alpha".into(), &"list-0003".into(), "Equipe web", 0).await.unwrap();
    tx.commit().await.unwrap();
    made(&server, &alpha, "list-0003", "Equipe web").await;
    made(&server, &alpha, "list-0003", "Autre").await;
    let back = SaveShortlist { list: "list-0003".into() };
    assert_eq!(server.refused(&alpha, back, &NoQuery {}, &again).await.errors[0].reason, Reason::NameTaken);
}

#[tokio::test]
async fn whoever_hides_is_on_no_list_and_leaves_no_trace_on_it() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, hidden) = fixture::talent(&server, "amina", fixture::profile()).await;
    let (bilal, blocking) = fixture::talent(&server, "bilal", fixture::profile()).await;
    made(&server, &alpha, "list-0001", "Front end").await;
    server.ok(&alpha, put(&hidden), &NoQuery {}, &()).await;
    assert_eq!(server.ok(&alpha, put(&blocking), &NoQuery {}, &()).await.talents.len(), 2);
    let change = ProfileChange { visible: false, ..fixture::profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &change).await;
    let keep_out = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&bilal, SavePrivacy {}, &NoQuery {}, &keep_out).await;
    let shown = server.call(&alpha, ListShortlists {}, &NoQuery {}, &()).await;
    assert_eq!(shown.json::<Vec<Shortlist>>()[0].talents, []);
    for talent in [&hidden, &blocking, &"nobody".into()] {
        assert!(!shown.text().contains(talent.as_str()));
        assert_eq!(server.refused(&alpha, put(talent), &NoQuery {}, &()).await.code, Code::NotFound);
    }
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &fixture::profile()).await;
    assert_eq!(lists(&server, &alpha).await[0].talents.len(), 1, "shown again, and on the list again");
}

#[tokio::test]
async fn whom_nobody_sees_now_takes_no_room_on_a_list() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    made(&server, &alpha, "list-0001", "Front end").await;
    let many: Vec<NewTalent> = (0..).map(silent).take(limits::TALENTS as usize + 1).collect();
    let mut tx = server.app.store.begin().await.unwrap();
    bulk::add_talents(&mut tx, &many, START_MS).await.unwrap();
    tx.commit().await.unwrap();
    let ids: Vec<&TalentId> = many.iter().map(|talent| &talent.profile.id).collect();
    let (last, others) = ids.split_last().unwrap();
    for id in others {
        server.ok(&alpha, put(id), &NoQuery {}, &()).await;
    }
    let full = server.refused(&alpha, put(last), &NoQuery {}, &()).await;
    assert_eq!((full.errors[0].field.as_str(), full.errors[0].reason), ("list", Reason::TooMany));
    let again = server.ok(&alpha, put(others[0]), &NoQuery {}, &()).await;
    assert_eq!(again.talents.len(), others.len(), "who is on it can be sent twice");

    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE talents SET visible = 0 WHERE id = $1")
        .bind(others[0].as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let list = server.ok(&alpha, put(last), &NoQuery {}, &()).await;
    assert_eq!(list.talents.len(), others.len());
    assert!(list.talents.iter().any(|listed| listed.id == **last));
}

#[tokio::test]
async fn owners_see_who_opened_what() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let other = fixture::member(&server, "recruiter", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &other.id.as_str().into(), SeatRole::Recruiter).await.unwrap();
    tx.commit().await.unwrap();
    let (_, talent) = fixture::talent(&server, "amina", fixture::profile()).await;
    server.ok(&other, ShowTalent { talent: talent.clone() }, &TalentQuery::default(), &()).await;
    server.ok(&other, ShowTalent { talent: talent.clone() }, &TalentQuery::default(), &()).await;
    server.pass(std::time::Duration::from_secs(60));
    server.ok(&owner, ListReceived { job: "web".into() }, &ApplicationsFrom::default(), &()).await;
    let views = server.ok(&owner, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.items;
    let told: Vec<_> = views.iter().map(|view| (view.member.as_str(), view.opened, view.times)).collect();
    assert_eq!(told, [("owner", Opened::Applications, 1), ("recruiter", Opened::Profile, 2)]);
    assert_eq!((views[0].job_title.as_deref(), views[1].talent.clone()), (Some("Poste web"), Some(talent)));
    assert_eq!(
        server.refused(&other, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.code,
        Code::Forbidden
    );
    let beta = fixture::member(&server, "rival", "beta").await;
    assert_eq!(server.ok(&beta, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.items, []);
}

#[tokio::test]
async fn who_is_not_let_in_reads_nobody_in_what_was_opened() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    server.ok(&owner, OpenApplicant { application: sent.id }, &NoQuery {}, &()).await;
    let (_, talent) = fixture::talent(&server, "zofia", fixture::profile()).await;
    server.ok(&owner, ShowTalent { talent: talent.clone() }, &TalentQuery::default(), &()).await;
    let views = async || server.call(&owner, ListMemberViews {}, &MemberViewsQuery::default(), &()).await;
    let before = views().await;
    assert!(before.text().contains("amina") && before.text().contains(talent.as_str()), "{}", before.text());
    for approval in [Approval::Waiting, Approval::Refused] {
        let mut tx = server.app.store.begin().await.unwrap();
        employer::decide(&mut tx, &"alpha".into(), approval, None, false).await.unwrap();
        tx.commit().await.unwrap();
        let told = views().await;
        assert!(!told.text().contains("amina") && !told.text().contains(talent.as_str()), "{}", told.text());
        let mut expected = before.json::<MemberViews>().items;
        for view in &mut expected {
            (view.person, view.talent) = (None, None);
        }
        assert_eq!(told.json::<MemberViews>().items, expected, "its own members and ads it still reads: {approval:?}");
    }
}

#[tokio::test]
async fn the_file_of_everything_is_whole_masked_and_for_owners() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let (talent, id) = fixture::talent(&server, "zofia", fixture::profile()).await;
    made(&server, &owner, "list-0001", "Front end").await;
    server.ok(&owner, put(&id), &NoQuery {}, &()).await;
    server.ok(&owner, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some("web".into()) }).await;
    let amina = server.person("amina", Role::Learner).await;
    let sent = server.ok(&amina, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
    let note = NewNote { text: "Call on Monday".into(), key: "key-of-monday".into() };
    server.ok(&owner, AddNote { application: sent.id }, &NoQuery {}, &note).await;
    let reply = server.send(&owner, "GET", EXPORT_PATH, None).await;
    assert_eq!(reply.header("content-disposition"), "attachment; filename=\"organisation.json\"");
    let file: Value = reply.json();
    assert_eq!(file["organisation"]["slug"], "alpha");
    assert_eq!(file["members"][0]["email"], "owner@example.org");
    assert_eq!(file["drafts"][0]["content"]["title"], "Poste web");
    assert_eq!(file["jobs"].as_array().unwrap().len(), 3);
    assert_eq!(file["jobs"][0]["applications"][0]["received"]["email"], "amina@example.org");
    assert_eq!(file["jobs"][0]["notes"][0][1]["text"], "Call on Monday");
    assert_eq!(file["shortlists"][0]["talents"][0]["headline"], "Pages that everybody can use");
    assert!(!reply.text().contains("zofia"), "a talent who accepted nothing has no name in it");
    assert!(!reply.text().contains("beta"), "nothing of another organisation");
    assert_eq!(server.send(&talent, "GET", EXPORT_PATH, None).await.problem().code, Code::Forbidden);
    assert_eq!(server.send(&server.nobody(), "GET", EXPORT_PATH, None).await.problem().code, Code::SignInNeeded);
}

#[tokio::test]
async fn an_application_that_the_file_takes_along_was_opened_and_a_headline_was_shown() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let (amina, id) = fixture::talent(&server, "amina", fixture::profile()).await;
    made(&server, &owner, "list-0001", "Front end").await;
    server.ok(&owner, put(&id), &NoQuery {}, &()).await;
    let bilal = server.person("bilal", Role::Learner).await;
    let gone = server.person("gone", Role::Learner).await;
    for who in [&amina, &bilal, &gone] {
        let sent = server.ok(who, Apply { job: "web".into() }, &NoQuery {}, &application("key-00000001")).await;
        if who.id == gone.id {
            server.ok(who, Withdraw { application: sent.id }, &InLanguage::default(), &()).await;
        }
    }
    assert_eq!(server.send(&owner, "GET", EXPORT_PATH, None).await.status, 200);
    server.write_trail().await;
    let told = async |who: &Person, among: bool| {
        let query = ProfileViewsQuery { among: Some(among), cursor: None };
        let views = server.ok(who, ListProfileViews {}, &query, &()).await.items;
        let mut seen: Vec<Seen> = views.into_iter().map(|view| view.seen).collect();
        seen.sort();
        seen
    };
    assert_eq!(told(&amina, false).await, [Seen::Taken], "what she sent is in it whole");
    assert_eq!(told(&amina, true).await, [Seen::Shortlist, Seen::Export], "of her profile the headline is");
    assert_eq!((told(&bilal, false).await, told(&bilal, true).await), (vec![Seen::Taken], vec![]), "without a profile");
    assert_eq!((told(&gone, false).await, told(&gone, true).await), (vec![], vec![]), "what was taken back is not");
}
