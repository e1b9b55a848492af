//! Seats that are taken, or become others, while a request of theirs waits to be written.

use std::time::Duration;

use passerelle_api::{
    Code, Endpoint, NoQuery,
    account::{Approval, Role, SeatRole},
    hiring::{ChangeOpenness, OpennessChange},
    id::{AccountId, EmployerSlug},
    job::{AnswerApplication, ApplicationAnswer, ApplicationStatus, Apply},
    organisation::ListMembers,
    pipeline::{
        AddNote, AddTask, ApplicationsFrom, Move, MoveApplications, NewNote, NewTask, SaveTemplate, ShowPipeline,
        Stage, TemplateChange,
    },
    posting::{
        AdPublication, CloseJob, DeleteDraft, DraftChange, EditJob, ListDrafts, NewDraft, PublishDraft, RenewJob,
        ReopenJob, SaveDraft, StartDraft,
    },
    reference::InLanguage,
    shared::{ListShortlists, SaveShortlist, ShortlistChange},
    talent::{AskContact, ContactsQuery, ListSentContacts, ShowTalent, TalentQuery},
    talent_search::{SaveTalentSearch, TalentSearchChange},
};
use passerelle_server::store::{Connection, Dialect, contact, employer};

use crate::{
    fixture::{self, application, profile, talent},
    support::{Person, Server},
};

/// What becomes of a member of Alpha, or of Alpha itself.
#[derive(Debug, Clone, Copy)]
enum Lost {
    /// The member only looks on.
    Role,
    /// The member is put out.
    Seat,
    /// The organisation is sent away.
    Approval,
}

/// Keeps that, and the other way round what was there before, in a transaction.
async fn change(db: &mut Connection, who: &Person, lost: Lost, back: bool) {
    let (alpha, account): (EmployerSlug, AccountId) = ("alpha".into(), who.id.as_str().into());
    contact::lock_employer(db, &alpha).await.unwrap();
    match (lost, back) {
        (Lost::Role, false) => employer::seat(db, &alpha, &account, SeatRole::Viewer).await.unwrap(),
        (Lost::Seat, false) => employer::unseat(db, &alpha, &account).await.unwrap(),
        (Lost::Role | Lost::Seat, true) => employer::seat(db, &alpha, &account, SeatRole::Recruiter).await.unwrap(),
        (Lost::Approval, false) => {
            employer::decide(db, &alpha, Approval::Refused, Some("Who are you?"), false).await.unwrap();
        }
        (Lost::Approval, true) => employer::decide(db, &alpha, Approval::Approved, None, false).await.unwrap(),
    }
}

/// Sends a request that has come, and waits for what is not committed yet, when its sender loses what it needs.
async fn sent_late<E: Endpoint>(
    server: &Server,
    who: &Person,
    lost: Lost,
    endpoint: E,
    query: &E::Query,
    body: &E::Body,
) {
    let mut tx = server.app.store.begin().await.unwrap();
    change(&mut tx, who, lost, false).await;
    let commits = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        tx.commit().await.unwrap();
    };
    let (problem, ()) = tokio::join!(server.refused(who, endpoint, query, body), commits);
    assert_eq!(problem.code, Code::Forbidden, "{} after {lost:?}", E::NAME);
    let mut tx = server.app.store.begin().await.unwrap();
    change(&mut tx, who, lost, true).await;
    tx.commit().await.unwrap();
}

/// A server with an owner and a recruiter of Alpha.
async fn start() -> (Server, Person, Person) {
    let server = fixture::start().await;
    let owner = fixture::member(&server, "owner", "alpha").await;
    let recruiter = server.person("recruiter", Role::Employer).await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &recruiter.id.as_str().into(), SeatRole::Recruiter).await.unwrap();
    tx.commit().await.unwrap();
    (server, owner, recruiter)
}

#[tokio::test]
async fn whoever_only_looks_on_by_then_posts_nothing() {
    let (server, owner, who) = start().await;
    let draft = server.ok(&owner, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some("web".into()) }).await;
    let (id, none, version) = (|| draft.id.clone(), NoQuery {}, draft.version);
    let web = || "web".into();
    let again = DraftChange { version, content: draft.content.clone() };
    sent_late(&server, &who, Lost::Role, StartDraft {}, &none, &NewDraft { copy_of: None }).await;
    sent_late(&server, &who, Lost::Role, SaveDraft { draft: id() }, &none, &again).await;
    sent_late(&server, &who, Lost::Role, DeleteDraft { draft: id() }, &none, &()).await;
    for lost in [Lost::Role, Lost::Approval] {
        let publication = AdPublication { version };
        sent_late(&server, &who, lost, PublishDraft { draft: id() }, &none, &publication).await;
        sent_late(&server, &who, lost, ReopenJob { job: web() }, &none, &()).await;
        sent_late(&server, &who, lost, RenewJob { job: web() }, &none, &()).await;
    }
    sent_late(&server, &who, Lost::Role, EditJob { job: web() }, &none, &()).await;
    sent_late(&server, &who, Lost::Role, CloseJob { job: web() }, &none, &()).await;
    let drafts = server.ok(&owner, ListDrafts {}, &none, &()).await;
    assert_eq!((drafts.len(), drafts[0].unpublished), (1, true), "what the owner began, as it was");
    let applicant = server.person("amina", Role::Learner).await;
    server.ok(&applicant, Apply { job: web() }, &none, &application("key-00000001")).await;
}

#[tokio::test]
async fn whoever_only_looks_on_by_then_answers_nobody() {
    let (server, owner, who) = start().await;
    let amina = server.person("amina", Role::Learner).await;
    let none = NoQuery {};
    let sent = server.ok(&amina, Apply { job: "web".into() }, &none, &application("key-00000001")).await;
    let of = || sent.id.clone();
    for lost in [Lost::Role, Lost::Seat, Lost::Approval] {
        let moves = Move { applications: vec![of()], stage: Some(Stage::Interview), ..Move::default() };
        sent_late(&server, &who, lost, MoveApplications {}, &none, &moves).await;
        let note = NewNote { text: "Call back".into(), key: "key-00000002".into() };
        sent_late(&server, &who, lost, AddNote { application: of() }, &none, &note).await;
        let task = NewTask { text: "Call".into(), due: None, key: "key-00000003".into() };
        sent_late(&server, &who, lost, AddTask { application: of() }, &none, &task).await;
        let answer = ApplicationAnswer { status: Some(ApplicationStatus::Interview), ..ApplicationAnswer::default() };
        let endpoint = AnswerApplication { application: of() };
        sent_late(&server, &who, lost, endpoint, &InLanguage::default(), &answer).await;
        let template = TemplateChange { name: "Thanks".into(), text: "Thank you.".into() };
        sent_late(&server, &who, lost, SaveTemplate { template: "template-1".into() }, &none, &template).await;
        let openness = OpennessChange { open: false, occupations: vec![], places: vec![], was: None };
        sent_late(&server, &who, lost, ChangeOpenness {}, &InLanguage::default(), &openness).await;
    }
    let board = ShowPipeline { job: "web".into() };
    let board = server.ok(&owner, board, &ApplicationsFrom::default(), &()).await;
    let item = &board.items[0];
    assert_eq!((item.stage, item.notes.len(), item.tasks.len(), board.templates.len()), (Stage::New, 0, 0, 0));
    assert_eq!(server.ok(&owner, ListMembers {}, &none, &()).await.len(), 2);
}

#[tokio::test]
async fn whoever_is_put_out_by_then_asks_and_sees_no_talent() {
    let (server, owner, who) = start().await;
    let (_, id) = talent(&server, "amina", profile()).await;
    let (none, key) = (NoQuery {}, "key-00000001");
    for lost in [Lost::Role, Lost::Seat, Lost::Approval] {
        let body = fixture::contact("web", key);
        sent_late(&server, &who, lost, AskContact { talent: id.clone() }, &none, &body).await;
        let list = ShortlistChange { name: "People".into() };
        sent_late(&server, &who, lost, SaveShortlist { list: "shortlist-1".into() }, &none, &list).await;
    }
    for lost in [Lost::Seat, Lost::Approval] {
        // On PostgreSQL whoever reads waits for nobody, and sees what held before.
        if server.app.store.dialect() == Dialect::Sqlite {
            let page = ShowTalent { talent: id.clone() };
            sent_late(&server, &who, lost, page, &TalentQuery::default(), &()).await;
        }
        let kept = TalentSearchChange { name: "All".into(), search: TalentQuery::default() };
        sent_late(&server, &who, lost, SaveTalentSearch { search: "search-1".into() }, &none, &kept).await;
    }
    assert!(server.ok(&owner, ListShortlists {}, &none, &()).await.is_empty());
    let sent = server.ok(&owner, ListSentContacts {}, &ContactsQuery::default(), &()).await;
    assert!(sent.items.is_empty(), "nobody was asked");
    // A key under which nothing was done is free.
    server.ok(&who, AskContact { talent: id }, &none, &fixture::contact("web", key)).await;
}
