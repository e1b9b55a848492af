//! Writing, publishing and closing ads.

use passerelle_api::{
    Code, NoQuery, Reason,
    account::{Language, SeatRole},
    job::{
        Apply, Contract, JobQuery, JobSort, ListJobs, NewApplication, Pay, PayPeriod, QuestionAnswer, Remote, ShowJob,
    },
    pipeline::{ApplicationsFrom, ListReceived},
    posting::{
        AdContent, AdField, AdFlaw, AdPublication, CloseJob, DeleteDraft, Draft, DraftChange, EditJob, ListDrafts,
        ListOwnJobs, NewDraft, OwnJobsQuery, PreviewDraft, PublishDraft, ReopenJob, SaveDraft, ShowDraft, StartDraft,
        limits,
    },
    reference::InLanguage,
};
use passerelle_server::store::{employer, posting};

use crate::{
    fixture::{self, application},
    support::{Person, START_MS, Server},
};

fn content() -> AdContent {
    AdContent {
        title: "Apprenti·e web".into(),
        summary: "Des pages pour tout le monde.".into(),
        description: "## Vos journées\n\n- écrire du **HTML**\n- <script>alert(1)</script>".into(),
        lang: Some(Language::French),
        contract: Some(Contract::Apprenticeship),
        level: Some(4),
        remote: Some(Remote::Hybrid),
        place: Some("rennes".into()),
        pay: Some(Pay { min: 1_000, max: 1_200, currency: "EUR".into(), period: PayPeriod::Month }),
        start: Some("2026-03-01".parse().unwrap()),
        duration_months: Some(24),
        training_days: Some(1),
        must: fixture::codes(&["html"]),
        nice: fixture::codes(&["css"]),
        languages: vec!["fr".into()],
        openings: Some(2),
        steps: "Nous répondons en une semaine.".into(),
        questions: vec!["Pourquoi ce métier ?".into()],
        about_public: false,
        occupation: Some("M1805".into()),
    }
}

async fn started(server: &Server, who: &Person, content: AdContent) -> Draft {
    let draft = server.ok(who, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    saved(server, who, &draft, content).await
}

async fn saved(server: &Server, who: &Person, draft: &Draft, content: AdContent) -> Draft {
    let change = DraftChange { version: draft.version, content };
    server.ok(who, SaveDraft { draft: draft.id.clone() }, &NoQuery {}, &change).await
}

async fn published(server: &Server, who: &Person, draft: &Draft) -> Draft {
    let version = AdPublication { version: draft.version };
    server.ok(who, PublishDraft { draft: draft.id.clone() }, &NoQuery {}, &version).await
}

async fn found(server: &Server, words: &str) -> Vec<String> {
    let query = JobQuery { q: Some(words.into()), sort: Some(JobSort::Newest), ..JobQuery::default() };
    let list = server.ok(&server.nobody(), ListJobs {}, &query, &()).await;
    list.items.into_iter().map(|card| card.slug.0).collect()
}

#[tokio::test]
async fn an_ad_is_written_previewed_published_and_found() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = started(&server, &alpha, content()).await;
    assert_eq!((draft.version, draft.job.clone(), draft.unpublished), (2, None, true));
    assert_eq!(draft.findings, [], "nothing to mind");
    let preview = PreviewDraft { draft: draft.id.clone() };
    let page = server.ok(&alpha, preview, &InLanguage { lang: Some(Language::French) }, &()).await;
    assert!(page.html.contains("<strong>HTML</strong>") && !page.html.contains("<script>"), "{}", page.html);
    assert_eq!(found(&server, "apprenti tout le monde").await, [] as [&str; 0], "a draft is nobody's business");

    let draft = published(&server, &alpha, &draft).await;
    let slug = draft.job.clone().unwrap();
    assert!(slug.0.starts_with("apprenti-e-web-") && !draft.unpublished, "{slug}");
    assert_eq!(found(&server, "apprenti tout le monde").await, std::slice::from_ref(&slug.0));
    assert_eq!(found(&server, "feuilles css apprenti").await, [] as [&str; 0]);
    assert_eq!(
        found(&server, "alpha css apprenti").await,
        std::slice::from_ref(&slug.0),
        "by skill and organisation as well"
    );
    let french = InLanguage { lang: Some(Language::French) };
    let shown = server.ok(&server.nobody(), ShowJob { job: slug.clone() }, &french, &()).await;
    let mut same = page.clone();
    (same.card.slug, same.json_ld) = (slug, shown.json_ld.clone());
    assert_eq!(shown, same, "what was previewed is what is read");
    assert_eq!(shown.questions, ["Pourquoi ce métier ?"]);
}

#[tokio::test]
async fn an_ad_asks_no_question_twice() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let twice = AdContent { questions: vec!["Pourquoi ?".into(), "Quand ?".into(), " Pourquoi ?".into()], ..content() };
    let draft = started(&server, &alpha, twice).await;
    let publish = PublishDraft { draft: draft.id.clone() };
    let problem = server.refused(&alpha, publish, &NoQuery {}, &AdPublication { version: draft.version }).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    assert_eq!(errors, [("questions", Reason::AlreadyListed)]);
}

#[tokio::test]
async fn what_is_missing_or_forbidden_blocks_and_the_draft_is_kept() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let bad = AdContent { contract: None, steps: "Nous recherchons une femme.".into(), ..content() };
    let draft = started(&server, &alpha, bad.clone()).await;
    let blocking: Vec<_> = draft.findings.iter().filter(|f| f.blocks).map(|f| (f.field, f.flaw)).collect();
    assert_eq!(blocking, [(AdField::Contract, AdFlaw::Missing), (AdField::Steps, AdFlaw::SexAsked)]);
    let publish = PublishDraft { draft: draft.id.clone() };
    let problem = server.refused(&alpha, publish, &NoQuery {}, &AdPublication { version: draft.version }).await;
    let errors: Vec<_> = problem.errors.iter().map(|error| (error.field.as_str(), error.reason)).collect();
    assert_eq!(errors, [("contract", Reason::Required), ("steps", Reason::NotAllowed)]);
    let preview = server.refused(&alpha, PreviewDraft { draft: draft.id.clone() }, &InLanguage::default(), &()).await;
    assert_eq!(preview.errors[0].field, "contract");
    let kept = server.ok(&alpha, ShowDraft { draft: draft.id.clone() }, &NoQuery {}, &()).await;
    assert_eq!((kept.content, kept.unpublished), (bad.clone(), true));
    let of_the_public = AdContent { contract: content().contract, about_public: true, ..bad };
    let draft = saved(&server, &alpha, &draft, of_the_public).await;
    assert!(draft.findings.iter().any(|f| f.flaw == AdFlaw::SexAsked && !f.blocks));
    let publish = PublishDraft { draft: draft.id.clone() };
    server.ok(&alpha, publish, &NoQuery {}, &AdPublication { version: draft.version }).await;
}

#[tokio::test]
async fn limits_are_said_field_by_field() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = started(&server, &alpha, content()).await;
    let long = |most: u64| "é".repeat(most as usize + 1);
    let body = AdContent {
        title: long(limits::TITLE),
        summary: long(limits::SUMMARY),
        description: long(limits::DESCRIPTION),
        steps: long(limits::STEPS),
        questions: vec!["?".into(), "?".into(), "?".into(), "?".into()],
        pay: Some(Pay { min: 2, max: 1, currency: "XXX".into(), period: PayPeriod::Hour }),
        level: Some(9),
        training_days: Some(6),
        duration_months: Some(0),
        openings: Some(1_000),
        start: Some("9999-01-01".parse().unwrap()),
        must: fixture::codes(&["html", "nothing"]),
        nice: fixture::codes(&["html"]),
        languages: vec!["FR".into()],
        place: Some("atlantis".into()),
        ..content()
    };
    let save = SaveDraft { draft: draft.id.clone() };
    let change = DraftChange { version: draft.version, content: body };
    let problem = server.refused(&alpha, save, &NoQuery {}, &change).await;
    let mut fields: Vec<&str> = problem.errors.iter().map(|error| error.field.as_str()).collect();
    fields.dedup();
    let wanted = [
        "title",
        "summary",
        "description",
        "steps",
        "questions",
        "languages",
        "level",
        "start",
        "duration_months",
        "training_days",
        "openings",
        "pay",
        "must",
        "nice",
        "place",
    ];
    assert_eq!(fields, wanted);
    let kept = server.ok(&alpha, ShowDraft { draft: draft.id }, &NoQuery {}, &()).await;
    assert_eq!(kept.content, content());
}

#[tokio::test]
async fn the_second_of_two_who_write_at_once_is_told() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let other = fixture::member(&server, "colleague", "alpha").await;
    let draft = started(&server, &alpha, content()).await;
    saved(&server, &other, &draft, AdContent { title: "Other".into(), ..content() }).await;
    let save = SaveDraft { draft: draft.id.clone() };
    let change = DraftChange { version: draft.version, content: content() };
    assert_eq!(server.refused(&alpha, save, &NoQuery {}, &change).await.code, Code::Conflict);
    let publish = PublishDraft { draft: draft.id.clone() };
    let version = AdPublication { version: draft.version };
    assert_eq!(server.refused(&alpha, publish, &NoQuery {}, &version).await.code, Code::Conflict, "not what I saw");
    let lines = server.ok(&alpha, ListDrafts {}, &NoQuery {}, &()).await;
    assert_eq!(lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["Other"]);
}

#[tokio::test]
async fn publishing_twice_is_one_ad_and_an_edit_keeps_its_applications() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = started(&server, &alpha, AdContent { questions: vec![], ..content() }).await;
    let publish =
        || server.ok(&alpha, PublishDraft { draft: draft.id.clone() }, &NoQuery {}, &AdPublication { version: 2 });
    let (one, two) = (publish().await, publish().await);
    assert_eq!(one.job, two.job);
    let slug = one.job.clone().unwrap();
    let amina = server.person("amina", passerelle_api::account::Role::Learner).await;
    server.ok(&amina, Apply { job: slug.clone() }, &NoQuery {}, &application("key-00000001")).await;
    let edited = server.ok(&alpha, EditJob { job: slug.clone() }, &NoQuery {}, &()).await;
    assert_eq!(edited.id, draft.id, "an ad has one draft");
    let edited = saved(&server, &alpha, &edited, AdContent { title: "Renamed".into(), ..content() }).await;
    let before = server.ok(&amina, ShowJob { job: slug.clone() }, &InLanguage::default(), &()).await;
    assert_eq!((before.card.title.as_str(), edited.unpublished), ("Apprenti·e web", true));
    published(&server, &alpha, &edited).await;
    let after = server.ok(&amina, ShowJob { job: slug.clone() }, &InLanguage::default(), &()).await;
    assert_eq!((after.card.title.as_str(), after.card.applicants), ("Renamed", Some(1)));
    assert_eq!(after.card.posted_at, before.card.posted_at);
    assert_eq!(after.mine.unwrap().answers, [], "what was not asked then is not asked for afterwards");
}

#[tokio::test]
async fn an_ad_from_elsewhere_is_edited_and_copied() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = server.ok(&alpha, EditJob { job: "web".into() }, &NoQuery {}, &()).await;
    assert_eq!((draft.content.title.as_str(), draft.content.description.as_str()), ("Poste web", "Décrit <ici>"));
    assert!(!draft.unpublished && draft.job == Some("web".into()));
    published(&server, &alpha, &draft).await;
    let shown = server.ok(&alpha, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(shown.rome.as_deref(), Some("M1805"), "its occupation goes through the form");
    let copy = server.ok(&alpha, StartDraft {}, &NoQuery {}, &NewDraft { copy_of: Some("web".into()) }).await;
    assert_eq!((copy.job.clone(), &copy.content), (None, &draft.content));
    let copy = published(&server, &alpha, &copy).await;
    let older = server.ok(&alpha, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(older.repeated_by, copy.job, "the same ad again hides the older one");
    server.ok(&alpha, CloseJob { job: copy.job.unwrap() }, &NoQuery {}, &()).await;
    let older = server.ok(&alpha, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await;
    assert_eq!(older.repeated_by, None, "a closed ad hides none");
}

#[tokio::test]
async fn a_closed_ad_is_read_and_neither_found_nor_applied_to() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let amina = server.person("amina", passerelle_api::account::Role::Learner).await;
    server.ok(&alpha, CloseJob { job: "web".into() }, &NoQuery {}, &()).await;
    assert_eq!(found(&server, "elagage").await, [] as [&str; 0]);
    assert!(server.ok(&amina, ShowJob { job: "web".into() }, &InLanguage::default(), &()).await.closed);
    let apply = Apply { job: "web".into() };
    let problem = server.refused(&amina, apply.clone(), &NoQuery {}, &application("key-00000001")).await;
    assert_eq!(problem.code, Code::Conflict);
    let own = server.ok(&alpha, ListOwnJobs {}, &OwnJobsQuery::default(), &()).await.items;
    assert_eq!(own.iter().map(|own| own.closed).collect::<Vec<_>>(), [true, false, false]);
    server.ok(&alpha, ReopenJob { job: "web".into() }, &NoQuery {}, &()).await;
    assert_eq!(found(&server, "elagage").await, ["web"]);
    server.ok(&amina, apply, &NoQuery {}, &application("key-00000001")).await;
}

#[tokio::test]
async fn publishing_a_closed_ad_opens_it() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = started(&server, &alpha, content()).await;
    let draft = published(&server, &alpha, &draft).await;
    let job = draft.job.clone().unwrap();
    server.ok(&alpha, CloseJob { job: job.clone() }, &NoQuery {}, &()).await;
    assert_eq!(found(&server, "apprenti tout le monde").await, [] as [&str; 0]);
    let draft = saved(&server, &alpha, &draft, AdContent { openings: Some(3), ..content() }).await;
    published(&server, &alpha, &draft).await;
    assert_eq!(found(&server, "apprenti tout le monde").await, std::slice::from_ref(&job.0));
    assert!(!server.ok(&alpha, ShowJob { job }, &InLanguage::default(), &()).await.closed);
}

#[tokio::test]
async fn drafts_have_a_limit_that_ads_do_not_count_in() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    for number in 0..limits::DRAFTS {
        let id = format!("draft-{number}").as_str().into();
        posting::insert(&mut tx, &id, &"alpha".into(), None, &content(), START_MS).await.unwrap();
    }
    tx.commit().await.unwrap();
    let full = server.refused(&alpha, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
    assert_eq!(full.code, Code::Conflict);
    let edited = server.ok(&alpha, EditJob { job: "web".into() }, &NoQuery {}, &()).await;
    assert_eq!(edited.job, Some("web".into()), "an ad can always be edited");
    let publish = PublishDraft { draft: "draft-0".into() };
    server.ok(&alpha, publish, &NoQuery {}, &AdPublication { version: 1 }).await;
    server.ok(&alpha, StartDraft {}, &NoQuery {}, &NewDraft::default()).await;
}

#[tokio::test]
async fn questions_are_answered_and_read_with_the_application() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let draft = started(&server, &alpha, content()).await;
    let job = published(&server, &alpha, &draft).await.job.unwrap();
    let amina = server.person("amina", passerelle_api::account::Role::Learner).await;
    let answer = |answer: &str| QuestionAnswer { question: "Pourquoi ce métier ?".into(), answer: answer.into() };
    let with = |answers: Vec<QuestionAnswer>| NewApplication { answers: Some(answers), ..application("key-00000001") };
    let apply = || Apply { job: job.clone() };
    let long = "é".repeat(limits::ANSWER as usize + 1);
    for (body, reason) in [
        (application("key-00000001"), Reason::Required),
        (with(vec![answer(" ")]), Reason::Required),
        (with(vec![answer(&long)]), Reason::TooLong),
    ] {
        let problem = server.refused(&amina, apply(), &NoQuery {}, &body).await;
        assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].reason), ("answers.0", reason));
    }
    let other = QuestionAnswer { question: "Something else?".into(), answer: "Yes".into() };
    let problem = server.refused(&amina, apply(), &NoQuery {}, &with(vec![other])).await;
    assert_eq!(problem.code, Code::Conflict, "an answer is never read under another question");
    let sent = server.ok(&amina, apply(), &NoQuery {}, &with(vec![answer("  J’aime construire. ")])).await;
    assert_eq!(sent.answers, [answer("J’aime construire.")]);
    let received = server.ok(&alpha, ListReceived { job }, &ApplicationsFrom::default(), &()).await;
    assert_eq!(received.items[0].application.answers, sent.answers);
}

#[tokio::test]
async fn another_organisation_finds_no_draft_and_no_ad() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let beta = fixture::member(&server, "rival", "beta").await;
    let draft = started(&server, &alpha, content()).await;
    let id = || draft.id.clone();
    let change = DraftChange { version: draft.version, content: content() };
    let version = AdPublication { version: draft.version };
    assert_eq!(server.refused(&beta, ShowDraft { draft: id() }, &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, SaveDraft { draft: id() }, &NoQuery {}, &change).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, DeleteDraft { draft: id() }, &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(
        server.refused(&beta, PreviewDraft { draft: id() }, &InLanguage::default(), &()).await.code,
        Code::NotFound
    );
    assert_eq!(server.refused(&beta, PublishDraft { draft: id() }, &NoQuery {}, &version).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, EditJob { job: "web".into() }, &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, CloseJob { job: "web".into() }, &NoQuery {}, &()).await.code, Code::NotFound);
    assert_eq!(server.refused(&beta, ReopenJob { job: "web".into() }, &NoQuery {}, &()).await.code, Code::NotFound);
    let copy = NewDraft { copy_of: Some("web".into()) };
    assert_eq!(server.refused(&beta, StartDraft {}, &NoQuery {}, &copy).await.errors[0].reason, Reason::NotKnown);
    assert_eq!(server.ok(&beta, ListDrafts {}, &NoQuery {}, &()).await, []);
    server.ok(&alpha, DeleteDraft { draft: id() }, &NoQuery {}, &()).await;
    assert_eq!(server.ok(&alpha, ListDrafts {}, &NoQuery {}, &()).await, []);
}

#[tokio::test]
async fn a_viewer_reads_a_draft_and_changes_nothing() {
    let server = fixture::start().await;
    let alpha = fixture::member(&server, "hiring", "alpha").await;
    let viewer = fixture::member(&server, "reading", "alpha").await;
    let mut tx = server.app.store.begin().await.unwrap();
    employer::seat(&mut tx, &"alpha".into(), &viewer.id.as_str().into(), SeatRole::Viewer).await.unwrap();
    tx.commit().await.unwrap();
    let draft = started(&server, &alpha, content()).await;
    server.ok(&viewer, ShowDraft { draft: draft.id.clone() }, &NoQuery {}, &()).await;
    let change = DraftChange { version: draft.version, content: content() };
    let save = SaveDraft { draft: draft.id };
    assert_eq!(server.refused(&viewer, save, &NoQuery {}, &change).await.code, Code::Forbidden);
    assert_eq!(server.refused(&viewer, CloseJob { job: "web".into() }, &NoQuery {}, &()).await.code, Code::Forbidden);
}
