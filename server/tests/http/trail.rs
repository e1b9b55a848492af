//! Who saw whom: what people read of organisations, and owners of their members.

use passerelle_api::{
    Code, NoQuery,
    account::{Role, SeatRole},
    id::{ApplicationId, FileId},
    job::{
        AnswerApplication, ApplicationAnswer, ApplicationStatus as Status, Apply, DeclineReason, FileRef,
        NewApplication, Withdraw, download_path,
    },
    pipeline::{
        ApplicationsFrom, ListReceived, NewSlot, NewSlots, OfferSlots, OpenApplicant, SaveTemplate, TemplateChange,
    },
    privacy::{ListProfileViews, PrivacyChange, ProfileViewsQuery, SavePrivacy, Seen},
    reference::InLanguage,
    shared::{
        EXPORT_PATH, ListMemberViews, ListShortlists, ListTalent, MemberViewsQuery, Opened, SaveShortlist,
        ShortlistChange,
    },
    talent::{
        AnswerContact, AskContact, ContactAnswer, ContactsQuery, ListSentContacts, ListTalents, ProfileChange,
        SaveProfile, ShowTalent, TalentQuery,
    },
    talent_search::{SaveTalentSearch, ShowTalentSearchNews, TalentSearchChange},
    training::{AskForTraining, NewTraining},
};
use passerelle_server::store::{employer, shared};
use serde_json::Value;
use sqlx::Row as _;

use crate::{
    fixture::{self, DAY_MS, application, contact, profile, talent},
    hiring::{openness, opens, to as company, wish},
    support::{Person, START_MS, Server},
};

/// What a person is told: by whom, in which way and how often.
async fn seen(server: &Server, who: &Person) -> Vec<(String, Seen, u32)> {
    server.write_trail().await;
    let mut views = Vec::new();
    for among in [false, true] {
        let query = ProfileViewsQuery { among: Some(among), cursor: None };
        views.extend(server.ok(who, ListProfileViews {}, &query, &()).await.items);
    }
    let mut told: Vec<_> = views.into_iter().map(|view| (view.employer.slug.0, view.seen, view.times)).collect();
    told.sort();
    told
}

fn by(employer: &str, seen: Seen, times: u32) -> (String, Seen, u32) {
    (employer.to_owned(), seen, times)
}

async fn search(server: &Server, who: &Person) {
    server.ok(who, ListTalents {}, &TalentQuery::default(), &()).await;
}

async fn stored(server: &Server, who: &Person, bytes: &[u8]) -> FileRef {
    let kind = [("content-type", "application/octet-stream")];
    server.send_with(who, "POST", "/api/files?name=cv.pdf", &kind, bytes.to_vec()).await.json()
}

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n";

/// Somebody who applied to an ad of alpha, with a CV.
async fn applicant(server: &Server, name: &str) -> (Person, ApplicationId, FileId) {
    let person = server.person(name, Role::Learner).await;
    let cv = stored(server, &person, PDF).await.id;
    let body = NewApplication { cv: Some(cv.clone()), ..application("key-00000001") };
    let sent = server.ok(&person, Apply { job: "web".into() }, &NoQuery {}, &body).await;
    (person, sent.id, cv)
}

async fn list(server: &Server, who: &Person, id: &str) {
    let change = ShortlistChange { name: format!("Front end {id}") };
    server.ok(who, SaveShortlist { list: id.into() }, &NoQuery {}, &change).await;
}

#[tokio::test]
async fn being_shown_is_told_apart_from_being_opened() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    let change = TalentSearchChange { name: "All".into(), search: TalentQuery::default() };
    server.ok(&alpha, SaveTalentSearch { search: "search-1".into() }, &NoQuery {}, &change).await;
    server.pass(std::time::Duration::from_secs(1));
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (bilal, _) = talent(&server, "bilal", profile()).await;
    search(&server, &alpha).await;
    search(&server, &alpha).await;
    search(&server, &beta).await;
    let news = ShowTalentSearchNews { search: "search-1".into() };
    server.ok(&alpha, news, &InLanguage::default(), &()).await;
    server.ok(&alpha, ShowTalent { talent: id.clone() }, &TalentQuery::default(), &()).await;
    let shown = [by("alpha", Seen::Results, 3), by("beta", Seen::Results, 1)];
    assert_eq!(seen(&server, &bilal).await, shown);
    assert_eq!(seen(&server, &amina).await, [&[by("alpha", Seen::Profile, 1)][..], &shown].concat());

    list(&server, &alpha, "list-0001").await;
    server.ok(&alpha, ListTalent { list: "list-0001".into(), talent: id.clone() }, &NoQuery {}, &()).await;
    server.ok(&alpha, ListShortlists {}, &NoQuery {}, &()).await;
    server.ok(&alpha, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    server.send(&alpha, "GET", EXPORT_PATH, None).await;
    let told = seen(&server, &amina).await;
    for (kind, times) in [(Seen::Shortlist, 2), (Seen::Contacts, 1), (Seen::Export, 2)] {
        assert!(told.contains(&by("alpha", kind, times)), "{kind:?}: {told:?}");
    }
    assert_eq!(seen(&server, &bilal).await, shown, "nothing of it is told of anybody else");
    // What was written is not written again.
    assert_eq!(seen(&server, &amina).await, told);
}

#[tokio::test]
async fn whoever_was_not_shown_is_told_of_nobody() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (bilal, other) = talent(&server, "bilal", profile()).await;
    list(&server, &alpha, "list-0001").await;
    for talent in [&id, &other] {
        server.ok(&alpha, ListTalent { list: "list-0001".into(), talent: talent.clone() }, &NoQuery {}, &()).await;
        let key = format!("key-of-{}", talent.as_str());
        server.ok(&alpha, AskContact { talent: talent.clone() }, &NoQuery {}, &contact("web", &key)).await;
    }
    let hide = ProfileChange { visible: false, ..profile() };
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &hide).await;
    let block = PrivacyChange { blocked: vec!["alpha".into()], ..PrivacyChange::default() };
    server.ok(&bilal, SavePrivacy {}, &NoQuery {}, &block).await;
    let before = [seen(&server, &amina).await, seen(&server, &bilal).await];
    list(&server, &alpha, "list-0001").await;
    search(&server, &alpha).await;
    server.ok(&alpha, ListShortlists {}, &NoQuery {}, &()).await;
    server.ok(&alpha, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    server.send(&alpha, "GET", EXPORT_PATH, None).await;
    for (who, talent, before) in [(&amina, &id, &before[0]), (&bilal, &other, &before[1])] {
        let refused = ShowTalent { talent: talent.clone() };
        server.refused(&alpha, refused, &TalentQuery::default(), &()).await;
        assert_eq!(seen(&server, who).await, *before);
    }
}

#[tokio::test]
async fn applicants_are_told_with_a_profile_or_without() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, sent, cv) = applicant(&server, "amina").await;
    let open = OpenApplicant { application: sent.clone() };
    server.ok(&alpha, open.clone(), &NoQuery {}, &()).await;
    server.ok(&alpha, open.clone(), &NoQuery {}, &()).await;
    assert_eq!(server.send(&alpha, "GET", &download_path(&cv), None).await.status, 200);
    assert_eq!(server.refused(&beta, open.clone(), &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&amina, open.clone(), &NoQuery {}, &()).await.code, Code::Forbidden);
    assert_eq!(server.send(&beta, "GET", &download_path(&cv), None).await.status, 404);
    assert_eq!(server.send(&amina, "GET", &download_path(&cv), None).await.status, 200, "one's own, which is no view");
    assert_eq!(seen(&server, &amina).await, [by("alpha", Seen::Application, 2), by("alpha", Seen::Cv, 1)]);
    server.ok(&amina, Withdraw { application: sent }, &InLanguage::default(), &()).await;
    server.ok(&alpha, open, &NoQuery {}, &()).await;
    assert_eq!(server.send(&alpha, "GET", &download_path(&cv), None).await.status, 404);
    assert_eq!(seen(&server, &amina).await.len(), 2, "what was taken back was not seen");
}

#[tokio::test]
async fn the_applications_to_an_ad_are_read_as_they_are_listed() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, sent, _) = applicant(&server, "amina").await;
    let (bilal, other, _) = applicant(&server, "bilal").await;
    let list = ListReceived { job: "web".into() };
    server.ok(&alpha, list.clone(), &ApplicationsFrom::default(), &()).await;
    let once = [by("alpha", Seen::Application, 1)];
    assert_eq!([seen(&server, &amina).await, seen(&server, &bilal).await], [once.to_vec(), once.to_vec()]);
    server.ok(&amina, Withdraw { application: sent }, &InLanguage::default(), &()).await;
    let no =
        ApplicationAnswer { status: Some(Status::Declined), reason: Some(DeclineReason::PositionFilled), note: None };
    server.ok(&alpha, AnswerApplication { application: other }, &InLanguage::default(), &no).await;
    server.ok(&alpha, list, &ApplicationsFrom::default(), &()).await;
    let told = [seen(&server, &amina).await, seen(&server, &bilal).await];
    assert_eq!(told, [once.to_vec(), once.to_vec()], "what came to its end is folded");
}

#[tokio::test]
async fn whoever_is_gone_by_then_holds_nothing_up_and_two_years_are_kept() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let (amina, _) = talent(&server, "amina", profile()).await;
    let (gone, _) = talent(&server, "gone", profile()).await;
    search(&server, &alpha).await;
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("DELETE FROM accounts WHERE id = $1").bind(gone.id.as_str()).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(seen(&server, &amina).await, [by("alpha", Seen::Results, 1)]);
    server.pass(std::time::Duration::from_millis((731 * DAY_MS).unsigned_abs()));
    let amina = server.signed_in(&amina.id).await;
    assert_eq!(seen(&server, &amina).await, []);
    server.ok(&amina, SaveProfile {}, &InLanguage::default(), &profile()).await;
    server.ok(&amina, passerelle_api::privacy::ConfirmProfile {}, &NoQuery {}, &()).await;
    search(&server, &server.signed_in(&alpha.id).await).await;
    assert_eq!(seen(&server, &amina).await, [by("alpha", Seen::Results, 1)]);
    let mut db = server.app.store.read().await.unwrap();
    let kept: i64 = sqlx::query("SELECT COUNT(*) FROM person_views").fetch_one(&mut *db).await.unwrap().get(0);
    assert_eq!(kept, 1, "what is past its time is swept");
}

#[tokio::test]
async fn owners_read_each_kind_of_what_was_opened() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let (amina, id) = talent(&server, "amina", profile()).await;
    let (_, sent, cv) = applicant(&server, "bilal").await;
    let asked =
        server.ok(&owner, AskContact { talent: id.clone() }, &NoQuery {}, &contact("web", "key-00000001")).await;
    server.ok(&owner, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    let told = async |who: &Person| server.ok(who, ListMemberViews {}, &MemberViewsQuery::default(), &()).await.items;
    assert_eq!(told(&owner).await, [], "a request without an answer names nobody");
    let yes = ContactAnswer { accept: true, block: false };
    server.ok(&amina, AnswerContact { contact: asked.id }, &NoQuery {}, &yes).await;
    list(&server, &owner, "list-0001").await;
    list(&server, &owner, "list-0002").await;
    server.ok(&owner, ListTalent { list: "list-0001".into(), talent: id.clone() }, &NoQuery {}, &()).await;

    server.ok(&owner, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    server.ok(&owner, ListShortlists {}, &NoQuery {}, &()).await;
    server.ok(&owner, OpenApplicant { application: sent }, &NoQuery {}, &()).await;
    server.send(&owner, "GET", &download_path(&cv), None).await;
    let views = told(&owner).await;
    let of = |kind: Opened| views.iter().filter(|view| view.opened == kind).collect::<Vec<_>>();
    let [name] = of(Opened::Name)[..] else { panic!("{views:?}") };
    assert_eq!((name.talent.as_ref(), name.times, name.member.as_str()), (Some(&id), 1, "owner"));
    let [shortlist] = of(Opened::Shortlist)[..] else { panic!("{views:?}") };
    assert_eq!(shortlist.list.as_deref(), Some("Front end list-0001"), "the one with nobody on it showed nobody");
    for kind in [Opened::Applicant, Opened::Cv] {
        let [view] = of(kind)[..] else { panic!("{views:?}") };
        let (person, job, title) = (view.person.as_deref(), view.job.as_ref(), view.job_title.as_deref());
        assert_eq!((person, job, title), (Some("bilal"), Some(&"web".into()), Some("Poste web")), "{kind:?}");
    }
    assert_eq!(of(Opened::Export).len(), 0);
    server.send(&owner, "GET", EXPORT_PATH, None).await;
    let views = told(&owner).await;
    let exported = views.iter().find(|view| view.opened == Opened::Export).unwrap();
    assert_eq!((exported.times, &exported.talent, &exported.person), (1, &None, &None));
    let names = views.iter().find(|view| view.opened == Opened::Name).unwrap();
    assert_eq!(names.times, 2, "the export has the name too");
    assert_eq!(told(&beta).await, [], "nothing of it is another organisation's");
}

#[tokio::test]
async fn the_list_of_what_was_opened_goes_on_to_its_end() {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    let (own, me) = ("alpha".into(), owner.id.as_str().into());
    // More than one page in one millisecond, so that the order does not rest on the moment alone.
    for days in 0..3 {
        let now = passerelle_api::DateTime::from_timestamp_millis(START_MS - days * DAY_MS).unwrap();
        let opened: Vec<_> = (0..70).map(|number| (Opened::Profile, format!("talent-{number}"))).collect();
        shared::note_all(&mut tx, &own, &me, &opened, now).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (mut query, mut all, mut pages) = (MemberViewsQuery::default(), Vec::new(), 0);
    loop {
        let page = server.ok(&owner, ListMemberViews {}, &query, &()).await;
        all.extend(page.items.into_iter().map(|view| (view.day, view.talent.unwrap())));
        query.cursor = page.next;
        pages += 1;
        if query.cursor.is_none() {
            break;
        }
    }
    assert!(all.is_sorted_by_key(|(day, _)| std::cmp::Reverse(*day)));
    assert_eq!((pages, all.len()), (5, 210));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 210, "each once");
    let made_up = MemberViewsQuery { cursor: Some("W10".into()) };
    assert_eq!(server.refused(&owner, ListMemberViews {}, &made_up, &()).await.code, Code::Malformed);
}

#[tokio::test]
async fn the_export_has_everything_that_the_organisation_keeps() {
    let server = crate::hiring::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let other = fixture::member(&server, "recruiter", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &other.id.as_str().into(), SeatRole::Recruiter).await.unwrap();
    tx.commit().await.unwrap();
    opens(&server, &owner, &openness(&["M1805"], &["rennes"])).await;
    server.app.search.catch_up(&server.app.store).await.unwrap();
    for (who, name) in [(&owner, "Mine"), (&other, "Of a colleague")] {
        let change = TalentSearchChange { name: name.into(), search: TalentQuery::default() };
        server.ok(who, SaveTalentSearch { search: "search-1".into() }, &NoQuery {}, &change).await;
    }
    let template = TemplateChange { name: "Yes".into(), text: "Come in".into() };
    server.ok(&owner, SaveTemplate { template: "template-1".into() }, &NoQuery {}, &template).await;
    let (_, sent, cv) = applicant(&server, "bilal").await;
    let slots = NewSlots {
        slots: vec![NewSlot {
            starts_at: passerelle_api::DateTime::from_timestamp_millis(START_MS + 9 * DAY_MS),
            minutes: 30,
        }],
        place: "Our workshop".into(),
    };
    server.ok(&owner, OfferSlots { application: sent.clone() }, &NoQuery {}, &slots).await;
    let chloe = server.person("chloe", Role::Learner).await;
    server.ok(&chloe, company("alpha"), &NoQuery {}, &wish("M1805", "key-00000001")).await;
    let (_, id) = talent(&server, "amina", profile()).await;
    server.ok(&owner, AskContact { talent: id }, &NoQuery {}, &contact("web", "key-00000001")).await;
    many_contacts(&server).await;
    let course = NewTraining {
        skills: fixture::codes(&["html"]),
        people: 12,
        remote: true,
        purpose: "Our shop gets a site that everybody can use.".into(),
        key: "training-1".into(),
        ..NewTraining::default()
    };
    server.ok(&owner, AskForTraining {}, &InLanguage::default(), &course).await;
    many_courses(&server).await;

    let file: Value = server.send(&owner, "GET", EXPORT_PATH, None).await.json();
    let open = &file["openness"];
    assert_eq!((&open["open"], &open["to"]["occupations"][0]["code"]), (&true.into(), &"M1805".into()));
    let saved = file["saved_searches"].as_array().unwrap();
    assert_eq!((saved.len(), saved[0]["name"].as_str()), (1, Some("Mine")), "a colleague's are their own");
    assert_eq!(file["contacts"].as_array().unwrap().len(), 601);
    let courses = file["training"].as_array().unwrap();
    assert_eq!((courses.len(), &courses[0]["purpose"]), (601, &course.purpose.as_str().into()));
    assert_eq!(file["templates"][0]["text"], "Come in");
    assert_eq!(file["members"].as_array().unwrap().len(), 2);
    assert_eq!(file["invitations"], Value::Array(vec![]));
    let jobs = file["jobs"].as_array().unwrap();
    let web = jobs.iter().find(|job| job["ad"]["slug"] == "web").unwrap();
    assert_eq!(web["applications"][0]["interviews"][0]["minutes"], 30);
    assert!(web["notes"].is_array() && web["tasks"].is_array());
    assert!(jobs.iter().any(|job| job["spontaneous"] == true));
    let files = file["files"].as_array().unwrap();
    let kept = &files[0];
    assert_eq!((files.len(), kept["id"].as_str(), kept["name"].as_str()), (1, Some(cv.as_str()), Some("cv.pdf")));
    assert_eq!((kept["bytes"].as_u64(), kept["application"].as_str()), (Some(PDF.len() as u64), Some(sent.as_str())));
    let read = server.send(&owner, "GET", kept["content"].as_str().unwrap(), None).await;
    assert_eq!(read.bytes, PDF);
    assert_eq!(kept["sha256"].as_str(), Some(sha256(PDF).as_str()));
    let views = file["views"].as_array().unwrap();
    assert!(views.iter().any(|view| view["opened"] == "export"), "the export tells of itself");

    // What came before digests were kept has one all the same.
    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE files SET sha256 = NULL").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let file: Value = server.send(&owner, "GET", EXPORT_PATH, None).await.json();
    assert_eq!(file["files"][0]["sha256"].as_str(), Some(sha256(PDF).as_str()));

    let mut tx = server.app.store.begin().await.unwrap();
    sqlx::query("UPDATE employers SET approval = 'waiting' WHERE slug = 'alpha'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let waiting = server.send(&owner, "GET", EXPORT_PATH, None).await;
    for key in ["contacts", "files", "saved_searches", "shortlists"] {
        assert_eq!(waiting.json::<Value>()[key], Value::Array(vec![]), "{key}");
    }
    assert!(!waiting.text().contains("bilal"), "nobody who wrote to it is named while it is not let in");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    passerelle_server::session::hex(&Sha256::digest(bytes))
}

/// More courses that were asked for than the page lists.
async fn many_courses(server: &Server) {
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..600 {
        let copy = sqlx::query(
            "INSERT INTO training_requests (id, employer, account, skills, purpose, status, people, remote, candidates, sent_at, \
             changed_at) SELECT $1, employer, account, skills, purpose, 'withdrawn', people, remote, candidates, sent_at, sent_at \
             FROM training_requests WHERE status = 'sent'",
        );
        copy.bind(format!("training-{number}")).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// More requests than a page lists.
async fn many_contacts(server: &Server) {
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..600 {
        let copy = sqlx::query(
            "INSERT INTO contacts (id, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, message, \
             status, sent_at, answered_at) SELECT $1, talent, employer, job, pay_min, pay_max, pay_currency, pay_period, \
             message, 'declined', sent_at, sent_at FROM contacts WHERE status = 'sent'",
        );
        copy.bind(format!("contact-{number}")).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}
